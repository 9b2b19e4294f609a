"""pyttsx3 with its own drivers, on macOS and Windows. Child only.

Not tried on those systems: written from the source of pyttsx3 2.99 and tested against a recorded engine. A
stop in the middle of a line is unreliable there, so the program ends this process instead.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyttsx3

from closer_tui.speech.protocol import VoiceInfo, Wish
from closer_tui.speech.sound import Mark, Sound, read_wav
from closer_tui.speech.voices import choose
from closer_tui.speech.wording import spoken


class StockEngine:
    """`engine` is what pyttsx3.init gives; its driver plays, waits and tells the words."""

    def __init__(self, engine: Any = None) -> None:
        self._engine = pyttsx3.init() if engine is None else engine
        self._voices = tuple(_info(voice) for voice in self._engine.getProperty("voices"))
        self._text, self._id = "", ""
        self._began: Callable[[], None] = lambda: None
        self._word: Callable[[Mark], None] = lambda _: None
        self._completed = False
        self._error: Exception | None = None
        self._engine.connect("started-utterance", self._on_started)
        self._engine.connect("started-word", self._on_word)
        self._engine.connect("finished-utterance", self._on_finished)
        self._engine.connect("error", self._on_error)

    @property
    def driver(self) -> str:
        return str(self._engine)

    def voices(self) -> tuple[VoiceInfo, ...]:
        return self._voices

    def say(self, id_: str, text: str, wish: Wish, began: Callable[[], None], word: Callable[[Mark], None]) -> str:
        """Say it to its end. Returns the voice's id. Raises what the driver raises."""
        self._text, self._id, self._began, self._word = text, id_, began, word
        self._completed, self._error = False, None
        voice = self._tune(wish)
        self._engine.say(spoken(text), id_)
        self._engine.runAndWait()
        if self._error is not None:
            raise self._error
        if not self._completed:
            raise RuntimeError("the driver broke the line off")
        return voice

    def make(self, text: str, wish: Wish, path: str) -> tuple[Sound, str]:
        """The sound of the text, by way of a file in the folder of `path`."""
        voice = self._tune(wish)
        made = Path(path).with_suffix(".made")
        self._engine.save_to_file(spoken(text), str(made), "file")
        self._engine.runAndWait()
        if sys.platform == "darwin":  # its driver writes AIFF whatever the name says
            converted = made.with_suffix(".converted")
            command = ["afconvert", "-f", "WAVE", "-d", "LEI16@22050", "-c", "1", str(made), str(converted)]
            subprocess.run(command, check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
            made = converted
        return read_wav(str(made)), voice

    def _tune(self, wish: Wish) -> str:
        voice = choose(wish, self._voices)
        if voice is not None:
            self._engine.setProperty("voice", voice.id)
        self._engine.setProperty("rate", wish.rate)
        self._engine.setProperty("volume", max(0.0, min(1.0, wish.volume)))
        return voice.id if voice is not None else ""

    def _on_started(self, name: str | None = None) -> None:  # noqa: ARG002 - pyttsx3 calls it so
        self._began()

    def _on_word(self, name: str | None = None, location: int = 0, length: int = 0) -> None:
        # sapi5 tells the stream's start as a word; it is told apart by its name, which is the line's.
        if name != self._id and length > 0 and 0 <= location <= len(self._text) - length:
            self._word(Mark(0.0, location, length))

    def _on_finished(self, name: str | None = None, completed: bool = False) -> None:  # noqa: ARG002
        self._completed = completed

    def _on_error(self, name: str | None = None, exception: Exception | None = None) -> None:  # noqa: ARG002
        self._error = exception or RuntimeError("the driver failed and did not say why")


def _info(voice: Any) -> VoiceInfo:
    gender = str(voice.gender or "").casefold()
    languages = tuple(str(language).replace("_", "-") for language in voice.languages or () if language)
    return VoiceInfo(
        str(voice.id),
        str(voice.name or ""),
        languages,
        "female" if "female" in gender else "male" if "male" in gender else "",
    )
