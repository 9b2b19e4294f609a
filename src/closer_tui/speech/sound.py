"""A line as sound: 16-bit mono samples, when each word is heard in them, and how they become a WAV file."""

from __future__ import annotations

import wave
from dataclasses import dataclass

SAMPLE_BYTES = 2


@dataclass(frozen=True, slots=True)
class Mark:
    """A word is heard from `second` on: `length` characters from `start`."""

    second: float
    start: int
    length: int


@dataclass(frozen=True, slots=True)
class Sound:
    """`exact`: the marks are the synthesiser's own, not estimates."""

    samples: bytes
    rate: int
    marks: tuple[Mark, ...] = ()
    exact: bool = True

    @property
    def seconds(self) -> float:
        return len(self.samples) / SAMPLE_BYTES / self.rate


def write_wav(path: str, sound: Sound) -> None:
    """Raises OSError."""
    with wave.open(path, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(SAMPLE_BYTES)
        file.setframerate(sound.rate)
        file.writeframes(sound.samples)


def read_wav(path: str) -> Sound:
    """A file of this kind. Raises OSError, EOFError; wave.Error for another kind."""
    with wave.open(path, "rb") as file:
        if (file.getnchannels(), file.getsampwidth()) != (1, SAMPLE_BYTES):
            raise wave.Error("not 16-bit mono")
        return Sound(file.readframes(file.getnframes()), file.getframerate())
