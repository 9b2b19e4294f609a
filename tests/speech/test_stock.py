"""macOS and Windows: the stock engine against what its source says it calls. No such machine was at hand."""

from __future__ import annotations

import sys
import types
import wave
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from closer_tui.speech.protocol import VoiceInfo, Wish
from closer_tui.speech.sound import Mark


@dataclass
class Listed:
    """A voice as pyttsx3 lists it."""

    id: str
    name: str
    languages: list[str | None]
    gender: str | None


@dataclass
class Recorded:
    """pyttsx3's engine with a driver of macOS or Windows, playing back what such a driver calls."""

    calls: list[tuple[str, dict[str, Any]]]
    properties: dict[str, object] = field(default_factory=dict)
    said: list[tuple[str, str]] = field(default_factory=list)
    callbacks: dict[str, Callable[..., None]] = field(default_factory=dict)
    written: str = ""

    def __str__(self) -> str:
        return "recorded"

    def getProperty(self, name: str) -> list[Listed]:
        assert name == "voices"
        return [
            Listed("com.apple.voice.Kate", "Kate", ["en_GB"], "VoiceGenderFemale"),
            Listed("com.apple.voice.Fred", "Fred", ["en_US"], "VoiceGenderMale"),
            Listed("HKEY\\Odd", "Odd", [None], None),
        ]

    def setProperty(self, name: str, value: object) -> None:
        self.properties[name] = value

    def connect(self, topic: str, call: Callable[..., None]) -> None:
        self.callbacks[topic] = call

    def say(self, text: str, name: str) -> None:
        self.said.append((text, name))

    def save_to_file(self, text: str, path: str, name: str) -> None:
        self.said.append((text, name))
        self.written = path

    def runAndWait(self) -> None:
        if self.written:
            with wave.open(self.written, "wb") as file:
                file.setnchannels(1)
                file.setsampwidth(2)
                file.setframerate(16000)
                file.writeframes(b"\1\1" * 1600)
        for topic, arguments in self.calls:
            self.callbacks[topic](**arguments)


NSSS = [
    ("started-utterance", {"name": "line-1"}),
    ("started-word", {"name": "Any", "location": 0, "length": 3}),
    ("started-word", {"name": "questions", "location": 4, "length": 9}),
    ("finished-utterance", {"name": "line-1", "completed": True}),
]
SAPI5 = [
    ("started-utterance", {"name": "line-1"}),
    ("started-word", {"name": "line-1", "location": 1, "length": 3}),  # the stream's start, no word
    ("started-word", {"name": "Any", "location": 0, "length": 3}),
    ("started-word", {"name": "questions", "location": 4, "length": 9}),
    ("finished-utterance", {"name": "line-1", "completed": True}),
]


@pytest.fixture
def engine_class(monkeypatch: pytest.MonkeyPatch) -> type[Any]:
    """The class under test, whether or not pyttsx3 is installed: it is given its engine."""
    monkeypatch.setitem(sys.modules, "pyttsx3", types.ModuleType("pyttsx3"))
    monkeypatch.delitem(sys.modules, "closer_tui.speech.stock", raising=False)
    from closer_tui.speech.stock import StockEngine

    return StockEngine


@pytest.mark.parametrize("calls", [NSSS, SAPI5], ids=["nsss", "sapi5"])
def test_a_line_is_told_as_it_is_heard(calls: list[tuple[str, dict[str, Any]]], engine_class: type[Any]) -> None:
    recorded = Recorded(calls)
    began: list[int] = []
    words: list[Mark] = []
    engine = engine_class(recorded)
    voice = engine.say(
        "line-1", "Any questions?", Wish("en-GB", "female", 140, 0.5), lambda: began.append(1), words.append
    )
    assert voice == "com.apple.voice.Kate" and began == [1]
    assert words == [Mark(0.0, 0, 3), Mark(0.0, 4, 9)]
    assert recorded.properties == {"voice": "com.apple.voice.Kate", "rate": 140, "volume": 0.5}
    assert recorded.said == [("Any questions?", "line-1")]


def test_voices_are_listed_in_one_form(engine_class: type[Any]) -> None:
    assert engine_class(Recorded([])).voices() == (
        VoiceInfo("com.apple.voice.Kate", "Kate", ("en-GB",), "female"),
        VoiceInfo("com.apple.voice.Fred", "Fred", ("en-US",), "male"),
        VoiceInfo("HKEY\\Odd", "Odd", (), ""),
    )


def test_a_driver_that_breaks_off_is_no_success(engine_class: type[Any]) -> None:
    engine = engine_class(Recorded([("finished-utterance", {"name": "line-1", "completed": False})]))
    with pytest.raises(RuntimeError, match="broke the line off"):
        engine.say("line-1", "Any", Wish(), lambda: None, lambda _: None)


def test_a_driver_that_fails_is_told(engine_class: type[Any]) -> None:
    engine = engine_class(Recorded([("error", {"name": "line-1", "exception": OSError("no voice")})]))
    with pytest.raises(OSError, match="no voice"):
        engine.say("line-1", "Any", Wish(), lambda: None, lambda _: None)


def test_a_line_is_made_by_way_of_a_file(
    engine_class: type[Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    sound, voice = engine_class(Recorded([])).make("Any", Wish("en-US"), str(tmp_path / "line.wav"))
    assert (sound.rate, sound.seconds, voice) == (16000, 0.1, "com.apple.voice.Fred")
