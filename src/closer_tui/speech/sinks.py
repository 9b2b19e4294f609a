"""What plays the sound on Linux, with a stop that is heard at once: miniaudio, else aplay. Child only."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from typing import Any, Protocol

from closer_tui.speech.protocol import Code
from closer_tui.speech.sound import SAMPLE_BYTES, Mark, Sound, write_wav

SINK_VARIABLE = "CLOSER_SPEECH_SINK"
"""miniaudio, aplay, or null (miniaudio's clock without a device): takes this one and no other."""
_PERIOD_MS = 10
"""What a stop may still let through, thrice: devices hold about three periods."""
_TAIL = 0.06
"""Seconds of silence after the last sample, so that the device has played it before it is closed."""
_STALLED = 3.0
"""Seconds without a pull after which the device is gone. A sound server's first use may take 1.4."""
_APLAY_SPARE = 5.0
"""Seconds more than the sound has that aplay may take. Through some sound servers it never ends."""
_LOOK = 0.25


class SinkError(Exception):
    def __init__(self, code: Code, detail: str = "") -> None:
        super().__init__(detail or code)
        self.code: Code = code
        self.detail = detail


class Sink(Protocol):
    name: str
    device: str

    def play(self, sound: Sound, stop: Event, began: Callable[[], None], word: Callable[[Mark | None], None]) -> bool:
        """Play to the end, or until `stop`; True for the end. `began` is called with the first sound, `word`
        with each mark as it is heard and with None when a second went by without one. Raises SinkError."""


def find() -> Sink:
    """The first that works. Raises SinkError."""
    wanted = os.environ.get(SINK_VARIABLE, "")
    trouble = SinkError("no-sink")
    if wanted in ("", "miniaudio", "null"):
        try:
            return Miniaudio(null=wanted == "null")
        except ImportError as error:
            trouble = SinkError("no-sink", str(error))
        except SinkError as error:
            trouble = error
    if wanted in ("", "aplay") and (program := shutil.which("aplay")):
        return Aplay(program)
    raise trouble


class Miniaudio:
    """Pulls the samples from a thread of the sound system; stopping is a flag."""

    name = "miniaudio"

    def __init__(self, null: bool = False) -> None:
        """Opens the device once, to know whether there is one. Raises ImportError, SinkError."""
        import miniaudio

        self._miniaudio = miniaudio
        self._backends = [miniaudio.Backend.NULL] if null else []
        with self._open(22050) as device:
            self.device = str(device.backend)

    @contextmanager
    def _open(self, rate: int) -> Iterator[Any]:
        """A fresh device for every line: one that is started again plays what it had left."""
        library = self._miniaudio
        try:
            device = library.PlaybackDevice(
                library.SampleFormat.SIGNED16, 1, rate, _PERIOD_MS, backends=self._backends, app_name="closer"
            )
        except library.MiniaudioError as error:
            raise SinkError("no-device", str(error)) from error
        try:
            yield device
        finally:
            device.close()
            # The library forgets its context, and with it a connection to the sound server.
            library.lib.ma_context_uninit(device._context)

    def play(self, sound: Sound, stop: Event, began: Callable[[], None], word: Callable[[Mark | None], None]) -> bool:
        tape = _Tape(sound, stop)
        with self._open(sound.rate) as device:
            pull = tape.pull()
            next(pull)
            try:
                device.start(pull)
            except self._miniaudio.MiniaudioError as error:
                raise SinkError("no-device", str(error)) from error
            return _follow(sound, stop, tape.position, began, word)


class _Tape:
    """The samples as a device pulls them."""

    def __init__(self, sound: Sound, stop: Event) -> None:
        self._samples, self._rate, self._stop = sound.samples, sound.rate, stop
        self._at = 0
        self._pulled: float | None = None
        self._started = time.monotonic()

    def pull(self) -> Generator[bytes, int, None]:
        frames = yield b""
        while True:
            size = frames * SAMPLE_BYTES
            piece = b"" if self._stop.is_set() else self._samples[self._at : self._at + size]
            self._pulled = time.monotonic()
            self._at += size
            frames = yield piece.ljust(size, b"\0")

    def position(self) -> float | None:
        """Seconds of sound that have been pulled, None before the first. Raises SinkError when it stands."""
        if time.monotonic() - (self._pulled or self._started) > _STALLED:
            raise SinkError("device-lost")
        return None if self._pulled is None else self._at / SAMPLE_BYTES / self._rate


class Aplay:
    """ALSA's own player, as a child of the child: the same process group, so one kill silences both."""

    name = "aplay"

    def __init__(self, program: str) -> None:
        self.device = "ALSA default"
        self._program = program

    def play(self, sound: Sound, stop: Event, began: Callable[[], None], word: Callable[[Mark | None], None]) -> bool:
        handle, path = tempfile.mkstemp(suffix=".wav")
        os.close(handle)
        player: subprocess.Popen[bytes] | None = None
        try:
            write_wav(path, sound)
            player = subprocess.Popen(
                [self._program, "-q", path],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
            )
            started = time.monotonic()

            def position() -> float | None:
                passed = time.monotonic() - started
                if player.poll() is not None:
                    return sound.seconds + _TAIL if player.returncode == 0 else _raise_unplayed(player)
                if passed > sound.seconds + _APLAY_SPARE:
                    raise SinkError("device-lost", "aplay did not come to an end")
                return min(passed, sound.seconds)

            return _follow(sound, stop, position, began, word)
        except OSError as error:
            raise SinkError("broken", f"aplay: {error.strerror}") from error
        finally:
            if player is not None:
                player.kill()
                player.wait()
                assert player.stderr is not None
                player.stderr.close()
            Path(path).unlink(missing_ok=True)


def _raise_unplayed(player: subprocess.Popen[bytes]) -> float:
    assert player.stderr is not None
    words = player.stderr.read(4096).decode(errors="replace").strip().splitlines()
    raise SinkError("no-device", words[-1] if words else f"aplay ended with status {player.returncode}")


def _follow(
    sound: Sound,
    stop: Event,
    position: Callable[[], float | None],
    began: Callable[[], None],
    word: Callable[[Mark | None], None],
) -> bool:
    """Tell begin and words at their times until the sound is over or stopped."""
    marks, at, told, begun = sound.marks, 0, time.monotonic(), False
    while not stop.is_set():
        heard = position()
        if heard is not None and not begun:
            begun = True
            began()
        now = time.monotonic()
        while heard is not None and at < len(marks) and marks[at].second <= heard:
            word(marks[at])
            at, told = at + 1, now
        if heard is not None and heard >= sound.seconds + _TAIL:
            return True
        if now - told >= 1:
            word(None)
            told = now
        ahead = (marks[at].second if at < len(marks) else sound.seconds + _TAIL) - (heard or 0.0)
        stop.wait(0.002 if heard is None else min(_LOOK, max(0.002, ahead)))
    return False
