"""pyttsx3's espeak driver without its playback: the sound and its word marks are kept. Child only.

The stock driver plays by a shell command inside espeak's callback, tells the words before they are heard,
loses every line but the last, and can't be stopped. Its library, voices and properties are used as they are.
"""

from __future__ import annotations

import ctypes
import sys
import time
from collections.abc import Callable
from types import ModuleType
from typing import Any

import pyttsx3
from pyttsx3.drivers import _espeak
from pyttsx3.drivers.espeak import EspeakDriver

from closer_tui.speech.protocol import VoiceInfo, Wish
from closer_tui.speech.sound import SAMPLE_BYTES, Mark, Sound
from closer_tui.speech.voices import choose, espeak_id, espeak_rate
from closer_tui.speech.wording import estimated_marks, spoken

RATE = 22050
"""Samples a second of every espeak-ng voice; the stock driver relies on it too."""
_NAME = "closer_espeak"
_GO_ON, _ABORT = 0, 1
_PAUSE = 0.002


class Driver(EspeakDriver):  # type: ignore[misc]
    """Registered with pyttsx3 under a name of its own; one line for each runAndWait."""

    def __init__(self, proxy: Any) -> None:
        self.samples = bytearray()
        self.marks: list[Mark] = []
        self.stopped: Callable[[], bool] = lambda: False
        self._complete = False
        super().__init__(proxy)

    def stop(self) -> None:
        """Nothing. pyttsx3 calls it at the end of every loop, before the line is made, and the stock one cancels
        what espeak-ng has not yet begun: the rate and the volume of this line. A line is stopped by `stopped`."""

    def startLoop(self) -> None:
        """Do what is queued (properties, the line, the end of the loop), then make the sound."""
        self._proxy.setBusy(False)
        text: str | None = self._text_to_say
        self._text_to_say: str | None = None
        if text:
            self._proxy.setBusy(True)
            self._complete = False
            flags = _espeak.ENDPAUSE | _espeak.CHARS_UTF8
            if status := _espeak.Synth(text.encode("utf-8", "replace"), flags=flags):
                raise RuntimeError(f"espeak-ng took no text (status {status})")
            # Most builds make the sound on a thread of their own, which may not have begun yet: then Synchronize
            # returns at once, and the sound would be cut short.
            _espeak.Synchronize()
            while not self._complete:
                time.sleep(_PAUSE)
                _espeak.Synchronize()

    def _onSynth(self, wav: Any, count: int, events: Any) -> int:
        if self.stopped():
            self._complete = True
            return _ABORT
        at = 0
        while events[at].type != _espeak.EVENT_LIST_TERMINATED:
            event = events[at]
            if event.type == _espeak.EVENT_WORD and event.length > 0:  # 1.51 marks some words of no length
                self.marks.append(Mark(event.audio_position / 1000, event.text_position - 1, event.length))
            at += 1
        if wav and count > 0:
            self.samples += ctypes.string_at(wav, count * SAMPLE_BYTES)
        self._complete = self._complete or not wav  # no buffer at all: that was the end
        return _GO_ON


def _register() -> None:
    module = ModuleType(f"pyttsx3.drivers.{_NAME}")
    module.buildDriver = Driver  # type: ignore[attr-defined]
    sys.modules[module.__name__] = module


class Synthesiser:
    """Text in, sound out. The library must be loaded (library.find). Raises RuntimeError where pyttsx3 can't
    use it; where the library's data is missing, espeak-ng ends the process."""

    def __init__(self) -> None:
        _register()
        self._engine = pyttsx3.init(_NAME)
        self._driver: Driver = self._engine.proxy._driver
        self._voices = tuple(_info(voice) for voice in self._engine.getProperty("voices"))
        self._current: tuple[object, ...] = ()

    def voices(self) -> tuple[VoiceInfo, ...]:
        return self._voices

    def make(self, text: str, wish: Wish, stopped: Callable[[], bool] = lambda: False) -> tuple[Sound, str]:
        """The sound of the text (cut short once `stopped`), and the id of the voice that says it."""
        driver, cleaned = self._driver, spoken(text)
        voice = self._tune(wish)
        driver.samples, driver.marks, driver.stopped = bytearray(), [], stopped
        self._engine.say(cleaned)
        self._engine.runAndWait()
        sound = Sound(bytes(driver.samples), RATE, tuple(driver.marks))
        if not sound.marks:
            estimated = tuple(Mark(*mark) for mark in estimated_marks(cleaned, sound.seconds))
            sound = Sound(sound.samples, RATE, estimated, exact=False)
        return sound, voice

    def _tune(self, wish: Wish) -> str:
        """Set voice, rate and volume, straight at the driver: pyttsx3's queue swallows what goes wrong."""
        voice = choose(wish, self._voices)
        ids = [espeak_id(wish, voice), voice.id] if voice is not None else []
        for name in (*ids, "en"):
            try:
                self._driver.setProperty("voice", name)
                break
            except ValueError:
                continue  # a variant that this build lacks
        self._driver.setProperty("rate", espeak_rate(wish.rate))
        self._driver.setProperty("volume", max(0.0, min(1.0, wish.volume)))
        return str(self._driver.getProperty("voice") or "")


def _info(voice: Any) -> VoiceInfo:
    gender = str(voice.gender or "").casefold()
    return VoiceInfo(
        voice.id,
        voice.name or "",
        tuple(str(language) for language in voice.languages),
        "female" if gender == "female" else "male" if gender == "male" else "",
    )
