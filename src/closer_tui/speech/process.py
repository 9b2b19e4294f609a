"""The child as a process: how it is started, heard, and ended with everything it started."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import IO

from closer_tui.speech.protocol import LONGEST_LINE, Command, Event, NotUnderstood, decode_event, encode

# -P: a pyttsx3.py in the folder that closer is started in is not the library.
WORKER = (sys.executable, "-P", "-m", "closer_tui.speech.worker")
_MOST_NONSENSE = 100
"""Lines that are no messages after which the child is given up."""
_MOST_A_SECOND = 200
"""Messages a second after which it is given up too: reading them would slow the interface down."""
_REAP_SECONDS = 1.0


class Ended(Exception):
    """Nothing more is heard of the child: it has died, is being killed, or talks nonsense."""


class Child:
    """One child process. `heard` is called on a thread of the child's own with every event, and last with
    Ended. Raises OSError where it can't be started."""

    def __init__(
        self,
        heard: Callable[[Event | Ended], None],
        command: Sequence[str] = WORKER,
        aloud: bool = True,
        noise: int | IO[bytes] = subprocess.DEVNULL,
    ) -> None:
        """`noise`: where everything goes that audio libraries print."""
        self.folder = tempfile.mkdtemp(prefix="closer-voice-")
        environment = {name: value for name, value in os.environ.items() if name != "PULSE_LATENCY_MSEC"}  # aplay hangs
        flags = getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0) | getattr(subprocess, "CREATE_NO_WINDOW", 0)
        try:
            self._process = subprocess.Popen(
                [*command, self.folder, *([] if aloud else ["--silent"])],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=noise,
                env=environment,
                start_new_session=True,  # one kill reaches all of it, and the terminal's Ctrl-C none
                creationflags=flags,
                bufsize=0,
            )
        except BaseException:
            shutil.rmtree(self.folder, ignore_errors=True)
            raise
        self.pid = self._process.pid
        self._heard = heard
        self._reader = threading.Thread(target=self._read, name="closer-voice-reader", daemon=True)
        self._reader.start()

    def send(self, command: Command) -> None:
        """Returns at once: a command fits the pipe. A child that is gone is told by Ended, not here."""
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(encode(command))
        except OSError:
            return

    def kill(self) -> int | None:
        """End it and all that it started, at once, and delete its folder. Returns its exit status."""
        if self._process.returncode is None:  # not reaped yet, so its number is nobody else's
            self._signal()
        with suppress(subprocess.TimeoutExpired):  # in the kernel's hands (a dying sound driver): leave it there
            self._process.wait(_REAP_SECONDS)
        self._reader.join(_REAP_SECONDS)
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None and not (pipe is self._process.stdout and self._reader.is_alive()):
                pipe.close()
        shutil.rmtree(self.folder, ignore_errors=True)
        return self._process.returncode

    def _signal(self) -> None:
        if not self._signal_group():
            self._process.kill()

    def _signal_group(self) -> bool:
        """Reaches what the child started too, after its own death as well."""
        if os.name != "posix":
            return False
        try:
            os.killpg(self.pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            return False
        return True

    def _read(self) -> None:
        pipe, nonsense = self._process.stdout, 0
        assert pipe is not None
        second, messages = 0.0, 0
        # Read in pieces of the pipe's size; the process object's own pipe is unbuffered, to be closed by kill.
        with os.fdopen(os.dup(pipe.fileno()), "rb") as lines:
            while nonsense <= _MOST_NONSENSE and (line := lines.readline(LONGEST_LINE)):
                try:
                    event = decode_event(line)
                except NotUnderstood:
                    nonsense += 1
                    continue
                now = time.monotonic()
                second, messages = (second, messages + 1) if now - second < 1 else (now, 1)
                if messages > _MOST_A_SECOND:
                    break
                self._heard(event)
        self._heard(Ended())
