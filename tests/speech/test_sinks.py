"""What plays the sound: its clock, its stop, and what it does when the player misbehaves."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest
from tests.speech.conftest import needs_miniaudio

from closer_tui.speech import sinks
from closer_tui.speech.sinks import Aplay, Miniaudio, SinkError, find
from closer_tui.speech.sound import Mark, Sound

SECOND = Sound(b"\1\1" * 22050, 22050, (Mark(0.0, 0, 3), Mark(0.4, 4, 3), Mark(0.8, 8, 3)))


class Log:
    def __init__(self) -> None:
        self.began: list[float] = []
        self.marks: list[tuple[float, int]] = []
        self.beats = 0
        self._since = time.monotonic()

    def begin(self) -> None:
        self.began.append(time.monotonic() - self._since)

    def word(self, mark: Mark | None) -> None:
        if mark is None:
            self.beats += 1
        else:
            self.marks.append((time.monotonic() - self._since, mark.start))


def player(folder: Path, script: str) -> Aplay:
    program = folder / "aplay"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    return Aplay(str(program))


@needs_miniaudio
def test_the_clock_is_kept_and_marks_come_at_their_times() -> None:
    log, sink = Log(), Miniaudio(null=True)
    began = time.monotonic()
    assert sink.play(SECOND, threading.Event(), log.begin, log.word)
    assert 0.95 < time.monotonic() - began < 5
    assert len(log.began) == 1
    assert [start for _, start in log.marks] == [0, 4, 8]
    for (at, _), mark in zip(log.marks, SECOND.marks, strict=True):
        assert at - log.began[0] == pytest.approx(mark.second, abs=0.4)


@needs_miniaudio
def test_a_stop_is_obeyed_in_the_middle() -> None:
    log, stop, sink = Log(), threading.Event(), Miniaudio(null=True)
    threading.Timer(0.3, stop.set).start()
    began = time.monotonic()
    assert not sink.play(SECOND, stop, log.begin, log.word)
    assert time.monotonic() - began < 0.95


@needs_miniaudio
def test_a_device_that_pulls_no_more_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sinks, "_STALLED", 0.2)
    tape = sinks._Tape(SECOND, threading.Event())
    pull = tape.pull()
    next(pull)
    assert tape.position() is None
    pull.send(441)
    assert tape.position() == pytest.approx(0.02)
    time.sleep(0.25)
    with pytest.raises(SinkError, match="device-lost"):
        tape.position()


def test_a_player_that_plays_is_waited_for(tmp_path: Path) -> None:
    log = Log()
    assert player(tmp_path, "sleep 0.5").play(SECOND, threading.Event(), log.begin, log.word)
    assert len(log.began) == 1 and [start for _, start in log.marks] == [0, 4, 8]


def test_a_player_gets_the_whole_sound(tmp_path: Path) -> None:
    log = Log()
    assert player(tmp_path, f'cp "$2" {tmp_path}/copy.wav').play(SECOND, threading.Event(), log.begin, log.word)
    assert (tmp_path / "copy.wav").stat().st_size == 44 + len(SECOND.samples)


def test_a_player_without_a_device_says_so(tmp_path: Path) -> None:
    sink = player(tmp_path, "echo 'aplay: audio open error: No such file or directory' >&2; exit 1")
    with pytest.raises(SinkError) as caught:
        sink.play(SECOND, threading.Event(), lambda: None, lambda _: None)
    assert caught.value.code == "no-device" and "audio open error" in caught.value.detail


def test_a_player_that_never_ends_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sinks, "_APLAY_SPARE", -0.5)
    began = time.monotonic()
    with pytest.raises(SinkError, match="did not come to an end"):
        player(tmp_path, "exec sleep 60").play(SECOND, threading.Event(), lambda: None, lambda _: None)
    assert time.monotonic() - began < 10


def test_a_player_is_stopped_by_killing_it(tmp_path: Path) -> None:
    stop = threading.Event()
    threading.Timer(0.2, stop.set).start()
    began = time.monotonic()
    assert not player(tmp_path, "exec sleep 60").play(SECOND, stop, lambda: None, lambda _: None)
    assert time.monotonic() - began < 10


def test_a_long_silence_between_words_is_no_death(tmp_path: Path) -> None:
    log = Log()
    long = Sound(b"\1\1" * 22050 * 3, 22050, (Mark(0.0, 0, 3),))
    assert player(tmp_path, "sleep 2.5").play(long, threading.Event(), log.begin, log.word)
    assert log.beats == 2


def test_nothing_to_play_with_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("CLOSER_SPEECH_SINK", "aplay")
    with pytest.raises(SinkError) as caught:
        find()
    assert caught.value.code == "no-sink"
