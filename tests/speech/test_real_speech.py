"""Real speech without a sound card: files, what ALSA is given, and a clock in a device's place."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import wave
from pathlib import Path

import numpy as np
import pytest
from tests.speech.conftest import (
    ALSA_CAPTURE,
    LIBRARIES,
    Heard,
    alive,
    needs_aplay,
    needs_bundled,
    needs_library,
    needs_miniaudio,
)

from closer_tui.scenario.library import library
from closer_tui.scenario.model import Scenario
from closer_tui.scoring.text import speaking_seconds
from closer_tui.speech.preferences import Deadlines
from closer_tui.speech.process import Child, Ended
from closer_tui.speech.protocol import Begin, End, Event, Failed, Ready, Say, Wish

SCENARIOS = [entry.scenario for entry in library(None) if entry.scenario is not None]


class Asked:
    """A child, asked one thing at a time."""

    def __init__(self) -> None:
        self.events: list[Event | Ended] = []
        self.child = Child(self.events.append, aloud=False)

    def until_end(self, say: Say) -> End:
        self.child.send(say)
        until = time.monotonic() + 20
        while time.monotonic() < until:
            for event in self.events:
                if isinstance(event, End) and event.id == say.id:
                    return event
                assert not isinstance(event, Failed | Ended), event
            time.sleep(0.005)
        pytest.fail(f"no end of {say.text!r}: {self.events}")


def loudness(path: Path) -> tuple[float, float]:
    """Seconds of the WAV, and its root mean square from 0 to 1."""
    with wave.open(str(path), "rb") as file:
        rate, samples = file.getframerate(), np.frombuffer(file.readframes(file.getnframes()), np.int16)
    # ALSA's file plugin leaves the length in its header at zero on some versions: what is there counts.
    return len(samples) / rate, float(np.sqrt(np.mean((samples / 32768.0) ** 2))) if len(samples) else 0.0


@pytest.fixture(params=LIBRARIES)
def library_in_use(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, folder: Path) -> str:  # noqa: ARG001
    monkeypatch.setenv("CLOSER_SPEECH_BUNDLED", "1" if request.param == "bundled" else "0")
    return str(request.param)


@pytest.mark.parametrize("scenario", SCENARIOS, ids=[scenario.name for scenario in SCENARIOS])
@pytest.mark.usefixtures("library_in_use")
def test_each_line_of_a_scenario_becomes_sound_of_the_expected_length(
    scenario: Scenario,
    tmp_path: Path,
) -> None:
    asked = Asked()
    voice = scenario.interviewer.voice
    wish = Wish(voice.language, voice.gender, voice.rate, voice.volume)
    lines = [line for step in scenario.steps for line in (*step.says, *(say for a in step.answers for say in a.says))]
    assert len(lines) > 4
    try:
        for number, line in enumerate(lines, 1):
            end = asked.until_end(Say(number, line, wish, str(tmp_path / "line.wav")))
            seconds, rms = loudness(tmp_path / "line.wav")
            expected = speaking_seconds(line) * 150 / voice.rate
            assert seconds == pytest.approx(end.seconds, abs=0.01)
            assert 0.55 * expected < seconds < 1.8 * expected + 1.2, line
            assert 0.02 < rms < 0.5, line
    finally:
        asked.child.kill()


@pytest.mark.usefixtures("library_in_use")
def test_every_line_has_the_rate_and_the_volume_that_were_asked_for(tmp_path: Path) -> None:
    """pyttsx3 cancels what espeak-ng has queued at the end of its loop, where the two were: then a line was said
    as fast and as loud as the one before it, and the first one at the library's own rate."""
    asked, path = Asked(), tmp_path / "line.wav"
    wishes = {"slow and loud": Wish(rate=120), "fast and low": Wish(rate=240, volume=0.3)}
    heard: dict[str, list[tuple[float, float]]] = {how: [] for how in wishes}
    try:
        for number in range(1, 41):  # one in three came out wrong
            how = ("slow and loud", "fast and low")[number % 2]
            asked.until_end(Say(number, "We have kept a quarter of an hour for you.", wishes[how], str(path)))
            heard[how].append(loudness(path))
    finally:
        asked.child.kill()
    slow, fast = heard.values()
    assert min(seconds for seconds, _ in slow) > 1.6 * max(seconds for seconds, _ in fast)
    assert min(rms for _, rms in slow) > 2 * max(rms for _, rms in fast)


@needs_bundled
def test_the_bundled_library_works_from_a_deep_folder(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """espeak-ng ends the process where the path of its data is long, or not given."""
    import espeakng_loader

    monkeypatch.setenv("CLOSER_SPEECH_BUNDLED", "1")
    deep = folder / ("d" * 100) / ("e" * 100)
    deep.mkdir(parents=True)
    (deep / "espeakng_loader").symlink_to(Path(espeakng_loader.__file__).parent)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join((str(deep), os.environ.get("PYTHONPATH", ""))))
    asked = Asked()
    try:
        assert asked.until_end(Say(1, "Deep down.", Wish(), str(folder / "deep.wav"))).seconds > 0.5
    finally:
        asked.child.kill()


@needs_aplay
@pytest.mark.usefixtures("library_in_use")
def test_what_is_said_is_what_alsa_is_given(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    capture = tmp_path / "said.wav"
    (tmp_path / "alsa.conf").write_text(ALSA_CAPTURE.format(file=capture))
    monkeypatch.setenv("ALSA_CONFIG_PATH", str(tmp_path / "alsa.conf"))
    monkeypatch.setenv("CLOSER_SPEECH_SINK", "aplay")
    heard = Heard(deadlines=Deadlines())
    lines = [line for step in SCENARIOS[0].steps for line in step.says][:5]
    try:
        for line in lines:
            heard.say(line, SCENARIOS[0].interviewer.voice)
        heard.wait(lambda: len(heard.done) == len(lines), 60)
        assert heard.done == [True] * len(lines), heard.troubles
    finally:
        heard.speaker.close()
        assert heard.speaker.join(5)
    captured = sorted(tmp_path.glob("said.wav*"))
    assert len(captured) == len(lines)
    for line, path in zip(lines, captured, strict=True):
        seconds, rms = loudness(path)
        expected = speaking_seconds(line) * 150 / SCENARIOS[0].interviewer.voice.rate
        assert 0.55 * expected < seconds < 1.8 * expected + 1.2, line
        assert rms > 0.02, line


@needs_miniaudio
@pytest.mark.usefixtures("library_in_use")
def test_a_line_takes_its_time_and_its_words_come_when_they_are_heard(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("CLOSER_SPEECH_SINK", "null")
    heard = Heard(deadlines=Deadlines())
    text = "Right. That is everything from my side, so do you have any questions for me?"
    try:
        heard.say("Hello.")
        heard.wait(lambda: heard.done == [True])
        heard.words.clear()
        began = time.monotonic()
        heard.say(text)
        heard.wait(lambda: bool(heard.words))
        assert time.monotonic() - began < 3
        heard.wait(lambda: len(heard.done) == 2)
        took = time.monotonic() - began
    finally:
        heard.speaker.close()
    assert 3.0 < took < 20
    said = [text[start : start + length] for start, length in heard.words]
    assert said[0].startswith("Right") and said[-1].startswith("me") and len(said) >= 13


@needs_miniaudio
@pytest.mark.usefixtures("library_in_use")
def test_a_stop_ends_the_line_at_once_and_the_next_is_heard(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("CLOSER_SPEECH_SINK", "null")
    heard = Heard(deadlines=Deadlines())
    try:
        heard.say("One two three four five six seven eight nine ten eleven twelve thirteen fourteen.")
        heard.wait(lambda: len(heard.words) > 2)
        heard.speaker.stop()
        words = len(heard.words)
        heard.say("Yes?")
        heard.wait(lambda: heard.done == [True])
        assert words < len(heard.words) <= words + 2  # one may have been on its way
    finally:
        heard.speaker.close()


@needs_library
@pytest.mark.parametrize(
    "text", ["[[h@'l@U]] <break time='9s'/> & </speak>", "\x1b[2J\x00C# and C++ \ud800\u202e", "ß " * 1900]
)
def test_whatever_a_stranger_wrote_is_only_said(text: str, folder: Path) -> None:
    asked = Asked()
    try:
        assert asked.until_end(Say(1, text[:4000], Wish(), str(folder / "a.wav"))).seconds > 0.3
        assert any(isinstance(event, Begin) for event in asked.events)
    finally:
        asked.child.kill()


@needs_library
def test_voices_of_different_people_differ(folder: Path) -> None:
    asked = Asked()
    wishes = [Wish("en-GB", "female", who="Priya"), Wish("en-GB", "male", who="Dermot"), Wish("en-US", "female")]
    try:
        for number, wish in enumerate(wishes, 1):
            asked.until_end(Say(number, "Hello.", wish, str(folder / f"{number}.wav")))
    finally:
        asked.child.kill()
    voices = [event.voice for event in asked.events if isinstance(event, Begin)]
    assert len(set(voices)) == 3 and "+f" in voices[0] and "en-us" in voices[2].lower()


@needs_library
@pytest.mark.usefixtures("folder")
def test_a_child_that_only_writes_files_looks_for_no_sound_device(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("CLOSER_SPEECH_SINK", "none")
    asked = Asked()
    until = time.monotonic() + 10
    while not asked.events and time.monotonic() < until:
        time.sleep(0.01)
    asked.child.kill()
    assert asked.events[0] == Ready("file")


@needs_library
@pytest.mark.usefixtures("folder")
def test_a_machine_that_cannot_play_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLOSER_SPEECH_SINK", "none")
    heard = Heard(deadlines=Deadlines())
    heard.say()
    heard.wait(lambda: len(heard.troubles) == 1)
    heard.speaker.close()
    assert "nothing to play the voice with" in heard.troubles[0] and sys.executable in heard.troubles[0]


@needs_library
@pytest.mark.parametrize("how", ["program killed", "stopped", "closed"])
def test_the_player_is_silent_when_it_must_be(how: str, folder: Path) -> None:
    """A player that goes on talking alone is the worst that can happen: here it would for a minute."""
    player = folder / "bin" / "aplay"
    player.parent.mkdir()
    player.write_text(f"#!/bin/sh\necho $$ >> {folder}/players\nexec sleep 60\n")
    player.chmod(0o755)
    environment = {
        "PATH": f"{player.parent}{os.pathsep}{os.environ['PATH']}",
        "CLOSER_SPEECH_SINK": "aplay",
        "TMPDIR": str(folder),
    }
    code = (
        "import sys; from closer_tui.speech.client import Speaker; from closer_tui.scenario.model import Voice\n"
        "s = Speaker(); s.say('One two three four five six seven.', Voice())\n"
        "for line in sys.stdin: getattr(s, line.strip())()\n"
    )
    program = subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, env={**os.environ, **environment}, text=True, bufsize=1
    )
    assert program.stdin is not None
    until = time.monotonic() + 20
    while not (folder / "players").exists() or not (folder / "players").read_text().endswith("\n"):
        assert time.monotonic() < until
        time.sleep(0.01)
    pid = int((folder / "players").read_text())
    assert alive(pid)
    if how == "program killed":
        program.kill()
    else:
        program.stdin.write("stop\n" if how == "stopped" else "close\n")
    until = time.monotonic() + 10
    while alive(pid):
        assert time.monotonic() < until, "it talks on"
        time.sleep(0.005)
    program.stdin.close()  # which ends a program that was not killed
    assert program.wait(10) == (-9 if how == "program killed" else 0)
    while list(folder.glob("closer-voice-*")):
        assert time.monotonic() < until + 5, "it left its files behind"
        time.sleep(0.01)
