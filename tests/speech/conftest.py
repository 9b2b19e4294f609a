"""What the voice's tests share: speakers over a scripted child, and what real speech needs."""

from __future__ import annotations

import ctypes
import importlib.util
import os
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from closer_tui.scenario.model import Voice
from closer_tui.speech.client import Speaker
from closer_tui.speech.preferences import Deadlines
from closer_tui.speech.process import WORKER

FAKE = str(Path(__file__).with_name("fake_child.py"))
QUICK = Deadlines(ready=5.0, silence=0.3, stop=0.15, end_factor=0.0, end_more=0.5)
VOICE = Voice("en-GB", "female")
ALSA_CAPTURE = """\
</usr/share/alsa/alsa.conf>
pcm.!default {{ type file  slave.pcm {{ type null }}  file "{file}"  format "wav"  truncate false }}
ctl.!default {{ type null }}
"""
"""What aplay plays goes into files, one a line; no sound card is needed."""


def _has(module: str) -> bool:
    return importlib.util.find_spec(module) is not None


def _system_library() -> bool:
    try:
        ctypes.CDLL("libespeak-ng.so.1")
    except OSError:
        return False
    return True


LINUX = sys.platform == "linux"
needs_bundled = pytest.mark.skipif(
    not (LINUX and _has("pyttsx3") and _has("espeakng_loader")),
    reason="real speech from the bundled library needs pyttsx3 and espeakng-loader: pip install -e '.[speech]'",
)
needs_system = pytest.mark.skipif(
    not (LINUX and _has("pyttsx3") and _system_library()),
    reason="real speech from the system's library needs pyttsx3 and libespeak-ng: apt-get install libespeak-ng1",
)
needs_library = pytest.mark.skipif(
    not (LINUX and _has("pyttsx3") and (_system_library() or _has("espeakng_loader"))),
    reason="real speech needs pyttsx3 and espeak-ng: pip install -e '.[speech]', or apt-get install libespeak-ng1",
)
needs_miniaudio = pytest.mark.skipif(
    not _has("miniaudio"), reason="a clock without a sound card needs miniaudio: pip install -e '.[speech]'"
)
needs_aplay = pytest.mark.skipif(
    shutil.which("aplay") is None, reason="hearing what is played needs ALSA's aplay: apt-get install alsa-utils"
)
LIBRARIES = [pytest.param("bundled", marks=needs_bundled), pytest.param("system", marks=needs_system)]


class Heard:
    """A speaker, and everything that it called back."""

    def __init__(self, *command: str, deadlines: Deadlines = QUICK) -> None:
        self.words: list[tuple[int, int]] = []
        self.done: list[bool] = []
        self.troubles: list[str] = []
        self._news = threading.Condition()
        self.speaker = Speaker(on_trouble=self._troubled, command=command or WORKER, deadlines=deadlines)

    def say(self, text: str = "Any questions for me?", voice: Voice = VOICE, who: str = "") -> None:
        self.speaker.say(text, voice, self._word, self._ended, who)

    def wait(self, until: Callable[[], bool], seconds: float = 10) -> None:
        end = time.monotonic() + seconds
        with self._news:
            while not until():
                assert time.monotonic() < end, f"not in {seconds} s; done {self.done}, trouble {self.troubles}"
                self._news.wait(0.05)

    def _word(self, start: int, length: int) -> None:
        with self._news:
            self.words.append((start, length))
            self._news.notify_all()

    def _ended(self, heard: bool) -> None:
        with self._news:
            self.done.append(heard)
            self._news.notify_all()

    def _troubled(self, words: str) -> None:
        with self._news:
            self.troubles.append(words)
            self._news.notify_all()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where children of this test keep their folders; a short path, as sockets and espeak-ng want it."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A line for every scripted child that was started: its process id."""
    path = tmp_path / "children"
    monkeypatch.setenv("FAKE_CHILD_LOG", str(path))
    return path


@pytest.fixture
def fake(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Heard]]:  # noqa: ARG001
    """A speaker over a child that behaves as its mode says."""
    monkeypatch.setenv("FAKE_CHILD_ONCE", "mark")
    made: list[Heard] = []

    def make(mode: str, deadlines: Deadlines = QUICK) -> Heard:
        made.append(Heard(sys.executable, "-S", FAKE, mode, deadlines=deadlines))
        return made[-1]

    yield make
    for heard in made:
        heard.speaker.close()
        assert heard.speaker.join(5), "the speaker's thread did not end"


def alive(pid: int) -> bool:
    """Whether the process runs; one that has ended and is not reaped does not."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    stat = Path(f"/proc/{pid}/stat")
    try:
        return stat.read_text().rpartition(")")[2].split()[0] != "Z" if stat.parent.parent.exists() else True
    except FileNotFoundError:
        return False


def children(log: Path) -> list[int]:
    return [int(line.split()[0]) for line in log.read_text().splitlines()] if log.exists() else []
