"""One WAV to practise with: the interviewer's lines, and the time to answer each."""

from __future__ import annotations

import wave
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from tests.speech.conftest import needs_library

from closer_tui.rehearsal import Level
from closer_tui.scenario.model import Interviewer, Scenario, Step, Voice
from closer_tui.speech.ask import NoVoice
from closer_tui.speech.preferences import Preferences
from closer_tui.speech.record import ANSWER, Pause, answer_seconds, programme, record


def heard(scenario: Scenario, level: Level) -> list[str | Pause]:
    return [item if isinstance(item, Pause) else item[0] for item in programme(scenario, level)]


def test_the_lines_come_in_order_with_the_time_for_each_answer(scenario: Scenario) -> None:
    assert heard(scenario, "realistic") == [
        "Any questions?",
        Pause(60.0),
        "Why you?",
        Pause(ANSWER),
        "Anything else?",
        Pause(ANSWER),
        "Goodbye.",
    ]


def test_another_interviewer_is_recorded_in_their_own_voice(scenario: Scenario) -> None:
    other = Interviewer("Ben Cole", "Developer", voice=Voice(gender="male"))
    steps = (scenario.steps[0], replace(scenario.steps[1], interviewer=other), *scenario.steps[2:])
    said = [item for item in programme(replace(scenario, steps=steps), "realistic") if not isinstance(item, Pause)]
    assert [who.name for _, who in said] == ["Ann Bell", "Ben Cole", "Ann Bell", "Ann Bell"]


def test_on_the_silent_level_nobody_asks(scenario: Scenario) -> None:
    assert heard(scenario, "silent") == [
        "That is all.",
        Pause(60.0),
        "I have a meeting.",
        Pause(60.0),
        "Goodbye.",
    ]


def test_an_example_answer_tells_how_long_one_takes(scenario: Scenario) -> None:
    step: Step = replace(scenario.steps[0], seconds=None)
    assert answer_seconds(step) == pytest.approx(5 + 3 * 60 / 150)


@needs_library
@pytest.mark.usefixtures("folder")
def test_the_file_holds_the_lines_and_the_silence_between_them(
    scenario: Scenario, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLOSER_SPEECH_SINK", "none")
    path = tmp_path / "session.wav"
    seconds = record(scenario, "realistic", path, Preferences())
    with wave.open(str(path)) as file:
        rate, frames = file.getframerate(), file.getnframes()
        samples = np.frombuffer(file.readframes(frames), np.int16)
    assert len(samples) / rate == pytest.approx(seconds, abs=0.01)
    assert 60 + 2 * ANSWER + 2 < seconds < 60 + 2 * ANSWER + 12
    loud = np.abs(samples.astype(int)) > 300
    silences = np.diff(np.flatnonzero(loud)) / rate
    assert [round(float(s)) for s in silences if s > 10] == [pytest.approx(s, abs=2) for s in (60, ANSWER, ANSWER)]
    assert not list(tmp_path.glob("closer-voice-*"))


@needs_library
@pytest.mark.usefixtures("folder")
def test_a_file_that_is_there_is_not_overwritten(scenario: Scenario, tmp_path: Path) -> None:
    path = tmp_path / "session.wav"
    path.write_text("mine")
    with pytest.raises(FileExistsError):
        record(scenario, "realistic", path, Preferences())
    assert path.read_text() == "mine"


def test_no_half_file_is_left(scenario: Scenario, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setattr("closer_tui.speech.process.WORKER", ("/nonexistent/python",))
    monkeypatch.setattr("closer_tui.speech.ask.Asking.__init__.__defaults__", (("/nonexistent/python",),))
    with pytest.raises(NoVoice):
        record(scenario, "realistic", tmp_path / "session.wav", Preferences())
    assert not (tmp_path / "session.wav").exists()
