"""What the program and its voice say to each other: one JSON object a line, on the child's pipes."""

from __future__ import annotations

from typing import Literal

import msgspec

LONGEST_TEXT = 4000
"""Characters of one line that are spoken, about four minutes. With it every command fits a pipe's buffer
(64 KiB), so that writing to a child that hangs never waits."""
LONGEST_LINE = 1 << 20
"""Bytes of a message; a child that writes a longer one is out of its mind."""

Code = Literal[
    "no-pyttsx3",  # the library is not installed
    "no-library",  # it finds no speech synthesiser
    "no-sink",  # sound was made and there is nothing to play it with
    "no-device",  # nor a device to play it on
    "device-lost",  # the device stopped taking sound in the middle of a line
    "broken",  # whatever else went wrong
]


class Wish(msgspec.Struct, frozen=True):
    """How a line is to be said. `language`, `gender`, `rate` (words a minute) and `volume` (0 to 1) are the
    scenario's wishes; `voice` is the id of one voice and goes before them; equal wishes of different `who`
    sound different where the machine has the voices for it."""

    language: str = "en"
    gender: str = "any"
    rate: int = 155
    volume: float = 1.0
    voice: str = ""
    who: str = ""


class Say(msgspec.Struct, frozen=True, tag="say"):
    """Say `text`: aloud, or into the WAV file `path`. The next one is sent after this one's End or Failed."""

    id: int
    text: str
    wish: Wish = Wish()
    path: str = ""


class Stop(msgspec.Struct, frozen=True, tag="stop"):
    """Be silent at once: what was asked for up to `id` is not wanted any more."""

    id: int


class List(msgspec.Struct, frozen=True, tag="list"):
    """Answer with Voices."""


class Ready(msgspec.Struct, frozen=True, tag="ready"):
    """The child can speak. `sink` plays the sound, on `device`. `stops`: it obeys Stop within milliseconds
    and shows signs of life while it speaks; the drivers of macOS and Windows do neither."""

    driver: str
    library: str = ""
    sink: str = ""
    device: str = ""
    stops: bool = False


class Failed(msgspec.Struct, frozen=True, tag="failed"):
    """It can't speak (`id` 0), or could not say one line."""

    code: Code
    detail: str = ""
    id: int = 0


class Begin(msgspec.Struct, frozen=True, tag="begin"):
    """The line is heard from now on, in this voice."""

    id: int
    voice: str = ""


class Word(msgspec.Struct, frozen=True, tag="word"):
    """The word `text[start : start + length]` of the line is heard now. Estimated where not `exact`."""

    id: int
    start: int
    length: int
    exact: bool = True


class Beat(msgspec.Struct, frozen=True, tag="beat"):
    """Still speaking: sent every second in which nothing else is."""

    id: int


class End(msgspec.Struct, frozen=True, tag="end"):
    """The line is over: said to its end, or stopped. `seconds` of sound it has."""

    id: int
    completed: bool
    seconds: float = 0.0


class VoiceInfo(msgspec.Struct, frozen=True):
    """A voice that the machine has. `languages` are tags such as "en-gb"."""

    id: str
    name: str = ""
    languages: tuple[str, ...] = ()
    gender: Literal["female", "male", ""] = ""


class Voices(msgspec.Struct, frozen=True, tag="voices"):
    voices: tuple[VoiceInfo, ...]


Command = Say | Stop | List
Event = Ready | Failed | Begin | Word | Beat | End | Voices

_commands: msgspec.json.Decoder[Command] = msgspec.json.Decoder(Command)
_events: msgspec.json.Decoder[Event] = msgspec.json.Decoder(Event)
_encoder = msgspec.json.Encoder()


class NotUnderstood(ValueError):
    """A line that is no message."""


def encode(message: Command | Event) -> bytes:
    """One line, its end included. Half characters, which JSON can't hold, become U+FFFD."""
    try:
        return _encoder.encode(message) + b"\n"
    except UnicodeEncodeError:
        text = message.text if isinstance(message, Say) else ""
        whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        return _encoder.encode(msgspec.structs.replace(message, text=whole)) + b"\n"


def decode_command(line: bytes) -> Command:
    """Raises NotUnderstood."""
    try:
        return _commands.decode(line)
    except msgspec.MsgspecError as error:
        raise NotUnderstood(str(error)) from error


def decode_event(line: bytes) -> Event:
    """Raises NotUnderstood."""
    try:
        return _events.decode(line)
    except msgspec.MsgspecError as error:
        raise NotUnderstood(str(error)) from error
