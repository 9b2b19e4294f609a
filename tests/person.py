"""Somebody at a real terminal: a pseudo-terminal with the program at its other end."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress

import pytest

_DEFAULT = (signal.SIGINT, signal.SIGHUP, signal.SIGTERM, signal.SIGQUIT, signal.SIGTSTP, signal.SIGPIPE)


def as_a_shell_starts() -> None:
    """In a child, before it becomes the program: signals as a shell would leave them. Whoever runs the tests may have
    been started with some of them ignored (nohup, a job in the background), and what is ignored is inherited."""
    for each in _DEFAULT:
        signal.signal(each, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_SETMASK, ())


class Person:
    """Somebody at a real terminal in front of `closer ARGUMENTS`, or of another `command`. `ignoring`: signals that the
    program's parent has it ignore."""

    def __init__(
        self,
        *arguments: str,
        command: Sequence[str] = (sys.executable, "-m", "closer_tui"),
        environment: Mapping[str, str] | None = None,
        size: tuple[int, int] = (80, 24),
        ignoring: Sequence[signal.Signals] = (),
    ) -> None:
        self.pid, self.terminal = pty.fork()
        if self.pid == 0:  # pragma: no cover - the child
            try:
                as_a_shell_starts()
                for each in ignoring:
                    signal.signal(each, signal.SIG_IGN)
                fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
                os.execvpe(command[0], [*command, *arguments], {**os.environ, **(environment or {})})
            finally:
                os._exit(127)
        self.seen = ""
        self.status: int | None = None

    def wait_for(self, text: str, seconds: float = 60) -> None:
        """Read until this has come out, since `forget` was called last; where lines break doesn't matter."""
        until = time.monotonic() + seconds
        while text not in self.seen and text not in " ".join(self.seen.split()):
            if time.monotonic() > until or not self._read(until - time.monotonic()):
                pytest.fail(f"never saw {text!r}; seen was:\n{self.seen}")

    def forget(self) -> None:
        """What has come out so far is old."""
        while self._read(0):
            pass
        self.seen = ""

    def _read(self, seconds: float) -> bool:
        if not select.select([self.terminal], [], [], max(seconds, 0))[0]:
            return False
        try:
            data = os.read(self.terminal, 65536)
        except OSError:  # Linux says so when the other side is gone
            data = b""
        self.seen += data.decode(errors="replace").replace("\r\n", "\n")
        return bool(data)

    def type(self, text: str) -> None:
        os.write(self.terminal, text.encode())

    def tell(self, what: signal.Signals) -> None:
        """Send the program a signal."""
        os.kill(self.pid, what)

    def hang_up(self) -> None:
        """Close the terminal under the program, as a window is closed or a connection lost."""
        os.close(self.terminal)
        self.terminal = -1

    def gone(self, seconds: float) -> bool:
        """Whether the program has ended within this time; `status` is its exit status then, or minus the signal."""
        until = time.monotonic() + seconds
        while self.status is None:
            if self.terminal >= 0:
                self._read(0.02)  # one that writes must not wait for somebody to read
            else:
                time.sleep(0.02)
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.status = os.waitstatus_to_exitcode(status)
            elif time.monotonic() > until:
                return False
        return True

    def ended(self, seconds: float = 60) -> int:
        """The exit status, once the program has ended by itself and what it said was read. Fails where it goes on."""
        if not self.gone(seconds):
            pytest.fail(f"it has not ended within {seconds} s; seen was:\n{self.seen}")
        while self.terminal >= 0 and self._read(0.2):
            pass
        self.leave()
        assert self.status is not None
        return self.status

    def leave(self) -> None:
        """Close what is still open, end what still runs."""
        if self.terminal >= 0:
            self.hang_up()
        if self.status is None:
            with suppress(ProcessLookupError, ChildProcessError):
                os.kill(self.pid, signal.SIGCONT)
                os.kill(self.pid, signal.SIGKILL)
                self.status = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
