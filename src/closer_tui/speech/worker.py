"""The child process that speaks: commands on standard input, events on what was standard output.

It alone imports pyttsx3. Standard output and error are turned away before anything else is loaded, so that
no byte of an audio library reaches the terminal. When the program that started it is gone, so is it, with
everything that it started.
"""

from __future__ import annotations

import os
import queue
import shutil
import signal
import sys
import threading
from typing import IO, Protocol

from closer_tui.speech.protocol import (
    LONGEST_LINE,
    Beat,
    Begin,
    Command,
    End,
    Event,
    Failed,
    List,
    NotUnderstood,
    Ready,
    Say,
    Stop,
    VoiceInfo,
    Voices,
    Word,
    decode_command,
    encode,
)
from closer_tui.speech.sinks import Sink, SinkError
from closer_tui.speech.sinks import find as find_sink
from closer_tui.speech.sound import Mark, write_wav


class _Outlet:
    """Writes events, whole lines, from any thread."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._lock = threading.Lock()

    def __call__(self, event: Event) -> None:
        with self._lock:
            self._file.write(encode(event))
            self._file.flush()


class _Wanted:
    """What the program still wants to hear; set by the reading thread, watched by the speaking one."""

    def __init__(self) -> None:
        self.stop = threading.Event()
        self._until = 0

    def cancel(self, id_: int) -> None:
        self._until = max(self._until, id_)
        self.stop.set()

    def begin(self, id_: int) -> None:
        self.stop.clear()
        if id_ <= self._until:  # it was stopped before it began, or just now
            self.stop.set()


class _Voice(Protocol):
    def ready(self) -> Ready: ...

    def voices(self) -> tuple[VoiceInfo, ...]: ...

    def say(self, say: Say, wanted: _Wanted, tell: _Outlet) -> None: ...

    def render(self, say: Say, tell: _Outlet) -> None: ...


class _Espeak:
    """Linux: pyttsx3 makes the sound, a sink of our own plays it."""

    def __init__(self, library: str) -> None:
        from closer_tui.speech.espeak import Synthesiser

        self._library = library
        self._synthesiser = Synthesiser()
        self._sink: Sink | None = None

    def ready(self) -> Ready:
        """Raises SinkError where nothing can play the sound."""
        self._sink = find_sink()
        return Ready("espeak", self._library, self._sink.name, self._sink.device, stops=True)

    def voices(self) -> tuple[VoiceInfo, ...]:
        return self._synthesiser.voices()

    def say(self, say: Say, wanted: _Wanted, tell: _Outlet) -> None:
        sound, voice = self._synthesiser.make(say.text, say.wish, wanted.stop.is_set)
        if wanted.stop.is_set():
            return tell(End(say.id, False))
        if not sound.samples:
            raise RuntimeError("espeak-ng made no sound")
        if self._sink is None:
            self._sink = find_sink()

        def word(mark: Mark | None) -> None:
            tell(Beat(say.id) if mark is None else Word(say.id, mark.start, mark.length, sound.exact))

        completed = self._sink.play(sound, wanted.stop, lambda: tell(Begin(say.id, voice)), word)
        return tell(End(say.id, completed, sound.seconds))

    def render(self, say: Say, tell: _Outlet) -> None:
        sound, voice = self._synthesiser.make(say.text, say.wish)
        if not sound.samples:
            raise RuntimeError("espeak-ng made no sound")
        tell(Begin(say.id, voice))
        write_wav(say.path, sound)
        tell(End(say.id, True, sound.seconds))


class _Stock:
    """macOS and Windows: pyttsx3's own driver plays."""

    def __init__(self) -> None:
        from closer_tui.speech.stock import StockEngine

        self._engine = StockEngine()

    def ready(self) -> Ready:
        return Ready(self._engine.driver, sys.platform, "system", "default")

    def voices(self) -> tuple[VoiceInfo, ...]:
        return self._engine.voices()

    def say(self, say: Say, wanted: _Wanted, tell: _Outlet) -> None:
        if wanted.stop.is_set():
            return tell(End(say.id, False))

        def word(mark: Mark) -> None:
            tell(Word(say.id, mark.start, mark.length))

        self._engine.say(f"line-{say.id}", say.text, say.wish, lambda: tell(Begin(say.id)), word)
        return tell(End(say.id, True))

    def render(self, say: Say, tell: _Outlet) -> None:
        sound, voice = self._engine.make(say.text, say.wish, say.path)
        tell(Begin(say.id, voice))
        write_wav(say.path, sound)
        tell(End(say.id, True, sound.seconds))


def main(folder: str, aloud: bool) -> None:
    """Serve until standard input ends. `folder` is the child's own, for its temporary files. Not `aloud`:
    lines are only rendered to files, and no sound device is looked for. Returns where there is no voice."""
    os.environ["TMPDIR"] = os.environ["TEMP"] = os.environ["TMP"] = folder
    # miniaudio takes NumPy where there is one and does without as well: 170 ms and 15 MB for nothing.
    sys.modules["numpy"] = None  # type: ignore[assignment]
    commands, outlet = _take_pipes()
    tell = _Outlet(outlet)
    wanted, waiting = _Wanted(), queue.SimpleQueue[Command]()
    threading.Thread(target=_listen, args=(commands, wanted, waiting, folder), daemon=True).start()
    voice = _start(tell, aloud)
    while voice is not None:
        _obey(waiting.get(), voice, wanted, tell)


def _take_pipes() -> tuple[IO[bytes], IO[bytes]]:
    """The pipes to the program. What anything else reads is empty; what it writes goes where errors go."""
    commands = os.fdopen(os.dup(0), "rb")
    events = os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    return commands, events


def _listen(commands: IO[bytes], wanted: _Wanted, waiting: queue.SimpleQueue[Command], folder: str) -> None:
    while line := commands.readline(LONGEST_LINE):
        try:
            command = decode_command(line)
        except NotUnderstood:
            continue  # of a newer program than this child, which can't be: they are one package
        if isinstance(command, Stop):
            wanted.cancel(command.id)
        else:
            waiting.put(command)
    _die(folder)


def _die(folder: str) -> None:
    """The program is gone: be silent and leave nothing behind."""
    shutil.rmtree(folder, ignore_errors=True)
    if os.name == "posix" and os.getpgrp() == os.getpid():
        os.killpg(0, signal.SIGKILL)  # a player of ours too
    os._exit(0)


def _start(tell: _Outlet, aloud: bool) -> _Voice | None:
    """The voice of this machine, announced as ready; None where there is none, and why was told."""
    try:
        import pyttsx3  # noqa: F401 - whether it is there at all
    except ImportError as error:
        tell(Failed("no-pyttsx3", str(error)))
        return None
    try:
        voice: _Voice
        if sys.platform in ("darwin", "win32"):
            voice = _Stock()
        else:
            from closer_tui.speech.library import find

            library = find()
            if not library:
                tell(Failed("no-library"))
                return None
            voice = _Espeak(library)
        tell(voice.ready() if aloud else Ready("file"))
    except SinkError as error:
        tell(Failed(error.code, error.detail))
        return None
    except Exception as error:  # whatever a broken installation raises: it is told, and this process ends
        tell(Failed("broken", f"{type(error).__name__}: {error}"))
        return None
    return voice


def _obey(command: Command, voice: _Voice, wanted: _Wanted, tell: _Outlet) -> None:
    if isinstance(command, List):
        return tell(Voices(voice.voices()))
    if not isinstance(command, Say):
        return None
    wanted.begin(command.id)
    try:
        return voice.render(command, tell) if command.path else voice.say(command, wanted, tell)
    except SinkError as error:
        return tell(Failed(error.code, error.detail, command.id))
    except Exception as error:  # whatever a driver raises: one line is lost, and it is told
        return tell(Failed("broken", f"{type(error).__name__}: {error}", command.id))


if __name__ == "__main__":
    try:
        main(sys.argv[1], "--silent" not in sys.argv[2:])
    except (BrokenPipeError, KeyboardInterrupt):
        _die(sys.argv[1])
    os._exit(1)  # the listening thread holds a pipe that Python would wait for
