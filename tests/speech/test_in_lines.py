"""The voice in the linear front end, and what reaches the terminal from it: nothing."""

from __future__ import annotations

import functools
import io
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.speech.conftest import ALSA_CAPTURE, FAKE, needs_aplay, needs_library

from closer_tui.plain import play
from closer_tui.plain_voice import Aloud, speaking_lines
from closer_tui.scenario.model import Scenario
from closer_tui.scoring.verdict import Scorer
from closer_tui.session import Session
from closer_tui.settings import Settings
from closer_tui.speech import interviewer
from closer_tui.speech.client import Speaker

pytestmark = pytest.mark.skipif(os.name != "posix", reason="pseudo-terminals and signals: run it on Linux or macOS")

ANSWERS = "What do you enjoy here?\n.\nI bring Go.\n.\nI want it.\n.\nThank you.\n.\n"


@pytest.fixture
def heard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], list[str]]:
    """What the scripted child was told to say."""
    path = tmp_path / "heard"
    monkeypatch.setenv("FAKE_CHILD_HEARD", str(path))
    return lambda: path.read_text().splitlines() if path.exists() else []


@pytest.fixture
def mode(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Every voice behaves as this mode says."""

    def set_(name: str) -> None:
        command = (sys.executable, "-S", FAKE, name)
        monkeypatch.setattr(interviewer, "Speaker", functools.partial(Speaker, command=command))

    return set_


def played(scenario: Scenario, scorer: Scorer, typed: str, interactive: bool, settings: Settings = Settings()) -> str:  # noqa: B008
    out = io.StringIO()
    linear, voice = speaking_lines(io.StringIO(typed), out, interactive, settings)
    play(Session.begin(None, scorer, scenario, "realistic"), linear, None, voice)
    return out.getvalue()


def until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + 5
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.01)


def speaking(scenario: Scenario, typed: str) -> Aloud:
    """A person's lines while the interviewer speaks."""
    linear = Aloud(io.StringIO(typed), io.StringIO(), True)
    session = Session.begin(None, None, scenario, "realistic")  # type: ignore[arg-type]
    linear.voice = interviewer.InterviewerVoice.of(scenario, Settings())
    linear.voice.follow(session.state.turns)
    until(lambda: linear.voice is not None and linear.voice.speaking)
    return linear


def test_a_line_that_is_typed_stops_the_voice_and_counts(scenario: Scenario, mode: Callable[[str], None]) -> None:
    mode("long")
    linear = speaking(scenario, "Hello.\n")
    assert linear.voice is not None
    assert linear.line() == "Hello." and not linear.voice.speaking
    linear.voice.close()


def test_an_empty_line_only_stops_the_voice(scenario: Scenario, mode: Callable[[str], None]) -> None:
    mode("long")
    linear = speaking(scenario, "\n\nHello.\n")
    assert linear.voice is not None
    assert linear.line() == "" and not linear.voice.speaking
    assert linear.line() == "Hello."
    linear.voice.close()


def test_a_pipe_hears_everything(
    scenario: Scenario, word_scorer: Scorer, mode: Callable[[str], None], heard: Callable[[], list[str]]
) -> None:
    mode("ok")
    out = played(scenario, word_scorer, "asks insightful team\n.\nstrength\n.\ninterested\n.\nthanks_time\n.\n", False)
    written = [line.removeprefix("Ann Bell: ") for line in out.splitlines() if line.startswith("Ann Bell: ")]
    assert written[:2] == ["Any questions?", "Five of us."] and len(written) == 9
    assert heard() == written[:-1]  # the last one answers the email


def test_repeat_and_mute(
    scenario: Scenario, word_scorer: Scorer, mode: Callable[[str], None], heard: Callable[[], list[str]]
) -> None:
    mode("ok")
    out = played(scenario, word_scorer, "/help\n/repeat\n/mute\n/quit\n", True, Settings(key_stops_voice=False))
    assert "/repeat: hear the interviewer again" in out and "The voice is off." in out
    assert set(heard()) <= {"Any questions?"}


def test_a_voice_that_cannot_be_is_noted_once(
    scenario: Scenario, word_scorer: Scorer, mode: Callable[[str], None]
) -> None:
    mode("cannot:no-library")
    out = played(scenario, word_scorer, ANSWERS, False)
    assert out.count("espeak-ng, which is not installed") == 1
    assert "The rehearsal goes on without a voice." in out and "The rehearsal is over." in out


def program(*arguments: str, typed: str, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "closer_tui", *arguments]
    return subprocess.run(
        command, input=typed, capture_output=True, text=True, env={**os.environ, **environment}, check=False
    )


@needs_library
@needs_aplay
def test_the_program_says_every_line_and_prints_no_other_byte(tmp_path: Path) -> None:
    (tmp_path / "alsa.conf").write_text(ALSA_CAPTURE.format(file=tmp_path / "said.wav"))
    environment = {
        "CLOSER_HOME": str(tmp_path / "home"),
        "ALSA_CONFIG_PATH": str(tmp_path / "alsa.conf"),
        "CLOSER_SPEECH_SINK": "aplay",
    }
    rehearsal = ("play", "first-job", "--plain", "--level", "realistic")
    silent = program(*rehearsal, "--no-speak", typed=ANSWERS, environment=environment)
    spoken = program(*rehearsal, "--speak", typed=ANSWERS, environment=environment)
    assert silent.returncode == spoken.returncode == 0
    assert (spoken.stdout, spoken.stderr) == (silent.stdout, silent.stderr)
    assert len(list(tmp_path.glob("said.wav*"))) > 6


@needs_library
def test_no_byte_of_an_audio_library_reaches_a_terminal_without_a_sound_card(tmp_path: Path) -> None:
    import pty

    code = (
        "from closer_tui.speech.client import Speaker; from closer_tui.scenario.model import Voice; import time\n"
        "s = Speaker()\n"
        "for _ in range(3): s.say('Any questions for me?', Voice())\n"
        "while s.speaking: time.sleep(0.01)\n"
        "s.close(); assert s.join(5); assert not s.available and s.trouble\n"
    )
    environment = {**os.environ, "ALSA_CONFIG_PATH": str(tmp_path), "PULSE_SERVER": "unix:/nonexistent"}
    environment |= {"XDG_RUNTIME_DIR": str(tmp_path), "JACK_NO_START_SERVER": "1"}
    ours, theirs = pty.openpty()
    done = subprocess.Popen([sys.executable, "-c", code], stdin=theirs, stdout=theirs, stderr=theirs, env=environment)
    os.close(theirs)
    said = b""
    while True:
        try:
            piece = os.read(ours, 65_536)
        except OSError:  # what Linux says once nobody holds the other end
            break
        if not piece:
            break
        said += piece
    os.close(ours)
    assert (done.wait(20), said) == (0, b"")
