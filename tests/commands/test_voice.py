"""closer doctor and closer voices: whether the interviewer is heard here, why not, and what to run."""

from __future__ import annotations

import json
import subprocess
import wave
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from tests.speech.conftest import needs_library, needs_miniaudio

from closer_tui.commands import doctor as module
from closer_tui.speech.trouble import explain

Closer = Callable[..., Result]
Program = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def null_device(monkeypatch: pytest.MonkeyPatch) -> None:
    """A clock in the place of a sound card."""
    monkeypatch.setenv("CLOSER_SPEECH_SINK", "null")


@pytest.fixture
def nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine on which nothing can be played: no player is taken, and none is on the path."""
    monkeypatch.setenv("CLOSER_SPEECH_SINK", "none")
    monkeypatch.setenv("PATH", str(tmp_path))


@needs_library
@needs_miniaudio
@pytest.mark.usefixtures("null_device")
def test_doctor_says_a_line_and_what_it_found(closer: Closer, tmp_path: Path) -> None:
    done = closer("doctor", "--json", "--wav", str(tmp_path / "line.wav"))
    found = json.loads(done.stdout)
    assert done.exit_code == 0 and found["works"] and found["troubles"] == []
    assert (found["driver"], found["sink"], found["device"]) == ("espeak", "miniaudio", "Null")
    assert found["voices"] > 50 and found["pyttsx3"] == "2.99" and 0 < found["heard_after"] < 3
    with wave.open(str(tmp_path / "line.wav")) as file:
        assert file.getnframes() / file.getframerate() == pytest.approx(found["wav_seconds"], abs=0.01)


@needs_library
@pytest.mark.usefixtures("nothing")
def test_doctor_writes_the_line_where_it_can_only_not_be_played(closer: Closer, tmp_path: Path) -> None:
    done = closer("doctor", "--wav", str(tmp_path / "line.wav"))
    assert done.exit_code == 1 and "Speech does not work" in done.stdout
    assert (tmp_path / "line.wav").stat().st_size > 100_000
    assert "nothing to play the voice with" in done.stdout and "pip install miniaudio" in done.stdout


@pytest.mark.usefixtures("nothing")
def test_doctor_never_fails_without_a_command_or_an_advice(closer: Closer) -> None:
    done = closer("doctor", "--json")
    found = json.loads(done.stdout)
    assert done.exit_code == 1 and not found["works"] and found["troubles"]
    assert all(trouble["commands"] or trouble["otherwise"] for trouble in found["troubles"])


def test_doctor_overwrites_nothing(closer: Closer, tmp_path: Path) -> None:
    (tmp_path / "mine.wav").write_text("mine")
    done = closer("doctor", "--wav", str(tmp_path / "mine.wav"))
    assert done.exit_code == 1 and "is there already" in done.stderr
    assert (tmp_path / "mine.wav").read_text() == "mine"


def test_every_trouble_is_told_with_its_commands() -> None:
    trouble = explain("no-library", "", "linux", lambda name: name if name == "apt-get" else None, "python")
    lines = module.told(module.Findings(system="Linux", python="3.11", troubles=(trouble,), printed="\x1b[2Jbad"))
    assert "  sudo apt-get install libespeak-ng1" in lines
    assert "  or python -m pip install espeakng-loader miniaudio" in lines
    assert not any("\x1b" in line for line in lines)


@needs_library
def test_voices_are_listed_for_people_and_programs(closer: Closer) -> None:
    rows = [line.split("\t") for line in closer("voices", "--language", "en-GB").stdout.splitlines()]
    assert ["gmw/en", "English (Great Britain)", "en-gb", "male"] in rows
    assert all("en-gb" in row[2] for row in rows)
    listed = json.loads(closer("voices", "--json").stdout)
    assert len(listed) > len(rows) and {"id", "name", "languages", "gender"} == set(listed[0])


@needs_library
def test_a_language_that_nobody_speaks_is_told(closer: Closer) -> None:
    done = closer("voices", "--language", "xx")
    assert done.exit_code == 1 and "No voice speaks xx" in done.stderr


@needs_library
@needs_miniaudio
@pytest.mark.usefixtures("null_device")
def test_a_voice_is_tried(closer: Closer) -> None:
    assert closer("voices", "gmw/en+f3").stdout == "That was gmw/en+f3.\n"
    unknown = closer("voices", "nobody")
    assert unknown.exit_code == 1 and "There is no voice 'nobody'" in unknown.stderr


@needs_library
def test_no_byte_of_an_audio_library_comes_out(program: Program) -> None:
    """Here is no sound card, or there is one; either way all that is printed is the command's own."""
    done = program("doctor")
    assert done.stderr == ""
    assert not any(line.startswith(("ALSA", "sh:", "Audio", "Cannot", "jack")) for line in done.stdout.splitlines())


@needs_library
def test_a_scenario_is_recorded_instead_of_played(closer: Closer, small: Path, tmp_path: Path, home: Path) -> None:
    path = tmp_path / "walk.wav"
    done = closer("play", str(small), "--record", str(path))
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.startswith(f"{path}: A small ending, 4") and "Answer in the pauses." in done.stdout
    with wave.open(str(path)) as file:
        assert 40 < file.getnframes() / file.getframerate() < 50
    assert not (home / "journal.sqlite").exists()
    again = closer("play", str(small), "--record", str(path))
    assert again.exit_code == 1 and "is there already" in again.stderr


def test_a_recording_that_cannot_be_written_is_told(closer: Closer, small: Path, tmp_path: Path) -> None:
    done = closer("play", str(small), "--record", str(tmp_path / "no" / "such" / "folder.wav"))
    assert done.exit_code == 1 and "No such file or directory" in done.stderr
