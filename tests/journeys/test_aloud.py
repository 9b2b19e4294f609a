"""The interviewer is heard in a real terminal: keys first, a clean screen, and silence after kill -9."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.journeys.terminal import Terminal, needs_tmux
from tests.speech.conftest import needs_library, needs_miniaudio

from closer_tui.scenario.library import find

SCENARIO = find("first-job", None)
FIRST = SCENARIO.steps[0].says[0]


@pytest.fixture
def terminals(tmp_path: Path, screens: list[Terminal]) -> Iterator[list[Terminal]]:
    yield screens
    for terminal in screens:
        terminal.close()
    assert not list(tmp_path.glob("closer-voice-*")), "the voice left files behind"


@pytest.fixture
def aloud(tmp_path: Path, terminals: list[Terminal], monkeypatch: pytest.MonkeyPatch) -> Terminal:
    monkeypatch.setenv("CLOSER_SPEECH_SINK", "null")
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    terminals.append(Terminal(tmp_path / "home", "play", SCENARIO.name, "--level", "realistic", "--speak"))
    return terminals[-1]


def voices(folder: Path) -> list[int]:
    """The processes that speak for a program whose temporary files are in the folder."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            words = (process / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        if b"closer_tui.speech.worker" in words and any(word.startswith(os.fsencode(folder)) for word in words):
            found.append(int(process.name))
    return found


def until(holds: bool, folder: Path, seconds: float = 10) -> None:
    """Until there is a voice, or none."""
    end = time.monotonic() + seconds
    while bool(voices(folder)) is not holds:
        assert time.monotonic() < end, "no voice" if holds else "the voice outlived the program"
        time.sleep(0.02)


@needs_tmux
@needs_library
@needs_miniaudio
@pytest.mark.parametrize("end", ["quit", "kill -9"])
def test_the_voice_speaks_beside_the_keys_and_ends_with_the_program(end: str, aloud: Terminal, tmp_path: Path) -> None:
    aloud.wait_for(FIRST[:30], "F6 turns the voice off")
    until(True, tmp_path)
    aloud.type("What do you enjoy most here?")
    aloud.wait_for("What do you enjoy most here?", "6 words")
    aloud.press("F7")
    screen = aloud.screen()
    assert "ALSA" not in screen and "aplay" not in screen and "Traceback" not in screen
    if end == "quit":
        aloud.press("C-q")
        assert aloud.ended() == 0
    else:
        aloud.kill()
    until(False, tmp_path)


@needs_tmux
@needs_library
def test_a_terminal_on_a_machine_without_a_voice_shows_one_toast_and_nothing_else(
    tmp_path: Path, terminals: list[Terminal], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLOSER_SPEECH_SINK", "none")
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    terminal = Terminal(tmp_path / "home", "play", SCENARIO.name, "--level", "realistic", "--speak")
    terminals.append(terminal)
    terminal.wait_for(FIRST[:30], "No voice", "nothing to play the voice with")
    terminal.type("Go on")
    terminal.wait_for("Go on", "2 words")
    terminal.press("C-q")
    assert terminal.ended() == 0
