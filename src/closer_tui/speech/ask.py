"""Asking a child one thing after the other and waiting for the answer: for commands, never for an interface."""

from __future__ import annotations

import queue
import tempfile
import time
import uuid
import wave
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import IO

from closer_tui.i18n import _
from closer_tui.speech.process import WORKER, Child, Ended
from closer_tui.speech.protocol import Begin, Code, End, Event, Failed, List, Ready, Say, VoiceInfo, Voices, Wish
from closer_tui.speech.sound import Sound, read_wav
from closer_tui.speech.trouble import Trouble, explain

_READY_SECONDS = 20.0
_MADE_SECONDS = 60.0
_SPARE_SECONDS = 10.0


class NoVoice(Exception):
    """The voice can't do what was asked. `trouble` says why and what helps; `noise` is the last thing that an
    audio library printed, or empty."""

    def __init__(self, code: Code, detail: str, noise: str) -> None:
        self.code: Code = code
        self.trouble: Trouble = explain(code, detail)
        self.detail, self.noise = detail, noise
        super().__init__(str(self.trouble))


class Asking:
    """A child for as long as the `with` block lasts. Every method raises NoVoice. Not `aloud`: it makes sound
    for files and needs no device."""

    def __init__(self, aloud: bool, command: Sequence[str] = WORKER) -> None:
        self._aloud, self._command = aloud, command
        self._heard: queue.SimpleQueue[Event | Ended] = queue.SimpleQueue()
        self._noise: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - closed by __exit__
        self._id = 0
        self._heard_at = 0.0
        self.voice = ""

    def __enter__(self) -> Asking:
        try:
            self._child = Child(self._heard.put, self._command, self._aloud, self._noise)
        except OSError as error:
            self._noise.close()
            raise NoVoice("broken", str(error), "") from error
        try:
            event = self._next(_READY_SECONDS, _("it did not start in time"))
            if not isinstance(event, Ready):
                raise self._failure("broken", _("it began without being ready"))
        except BaseException:
            self.__exit__(None, None, None)
            raise
        self.ready = event
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._child.kill()
        self._noise.close()

    def voices(self) -> tuple[VoiceInfo, ...]:
        self._child.send(List())
        event = self._next(_READY_SECONDS, _("it did not name its voices"))
        return event.voices if isinstance(event, Voices) else ()

    def say(self, text: str, wish: Wish) -> float:
        """Say it aloud and wait for its end. Returns the seconds that passed until it was heard."""
        began, self._heard_at = time.monotonic(), 0.0
        self._line(text, wish, "", len(text) / 5 + _SPARE_SECONDS)
        return self._heard_at - began

    def make(self, text: str, wish: Wish) -> Sound:
        """Its sound."""
        path = Path(self._child.folder) / f"{uuid.uuid4().hex}.wav"
        try:
            self._line(text, wish, str(path), _MADE_SECONDS)
            return read_wav(str(path))
        except (OSError, EOFError, wave.Error) as error:
            raise self._failure("broken", _("the sound can't be read back: {reason}").format(reason=error)) from error
        finally:
            path.unlink(missing_ok=True)

    def _line(self, text: str, wish: Wish, path: str, seconds: float) -> None:
        self._id += 1
        self._child.send(Say(self._id, text, wish, path))
        until = time.monotonic() + seconds
        while True:
            match self._next(until - time.monotonic(), _("it fell silent in the middle of a line")):
                case Begin(_, voice):
                    self.voice, self._heard_at = voice, time.monotonic()
                case End():
                    return

    def _next(self, seconds: float, otherwise: str) -> Event:
        try:
            event = self._heard.get(timeout=max(0.0, seconds))
        except queue.Empty:
            raise self._failure("broken", otherwise) from None
        match event:
            case Failed(code, detail):
                raise self._failure(code, detail)
            case Ended():
                raise self._failure("broken", _("the speaking process ended"))
        return event

    def _failure(self, code: Code, detail: str) -> NoVoice:
        self._noise.seek(0)
        lines = self._noise.read(1_000_000).decode(errors="replace").strip().splitlines()
        return NoVoice(code, detail, lines[-1].strip() if lines else "")
