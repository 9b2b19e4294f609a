"""A real terminal for a journey: the program runs in tmux, gets real keys, and its screen is read."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Sequence
from pathlib import Path

import pytest

needs_tmux = pytest.mark.skipif(
    shutil.which("tmux") is None, reason="a journey needs a terminal to press keys in: install tmux"
)


class Terminal:
    """`closer ARGUMENTS`, or another `command`, on a screen of its own, with `home` as the place for everything it
    keeps. `under`: the command under which it is run."""

    def __init__(
        self,
        home: Path,
        *arguments: str,
        columns: int = 80,
        rows: int = 24,
        under: Sequence[str] = (),
        command: Sequence[str] = (sys.executable, "-m", "closer_tui"),
    ) -> None:
        self._socket = f"closer-{uuid.uuid4().hex[:8]}"
        environment = {
            **{name: value for name, value in os.environ.items() if name not in ("TMUX", "COLUMNS", "LINES")},
            "CLOSER_HOME": str(home),
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "LANG": "C.UTF-8",
        }
        command = [*under, *command, *arguments]
        size = ["-x", str(columns), "-y", str(rows)]
        # A shell writes down who runs and how it ended: tmux now and then misses the end of a child.
        self._notes = tempfile.TemporaryDirectory(prefix="closer-journey-")
        self._pid, self._status = Path(self._notes.name, "pid"), Path(self._notes.name, "status")
        inner = f"echo $$ > {shlex.quote(str(self._pid))}; exec {shlex.join(command)}"
        run = f"sh -c {shlex.quote(inner)}; echo $? > {shlex.quote(str(self._status))}"
        start = ["tmux", "-L", self._socket, "-f", os.devnull, "new-session", "-d", "-s", "j", *size, run]
        subprocess.run(start, env=environment, check=True)
        self._tmux("set", "-g", "remain-on-exit", "on")
        self._tmux("set", "-s", "escape-time", "0")

    def _tmux(self, *arguments: str) -> str:
        command = ["tmux", "-L", self._socket, *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout

    def press(self, *keys: str) -> None:
        """Keys by tmux's names: Enter, Escape, C-s, Down, F1."""
        self._tmux("send-keys", "-t", "j", *keys)

    def type(self, text: str) -> None:
        self._tmux("send-keys", "-t", "j", "-l", "--", text)

    def paste(self, data: bytes) -> None:
        """These bytes, as they are: what another terminal would send for them."""
        subprocess.run(["tmux", "-L", self._socket, "load-buffer", "-"], input=data, check=True)
        self._tmux("paste-buffer", "-d", "-r", "-t", "j")

    def resize(self, columns: int, rows: int) -> None:
        self._tmux("resize-window", "-t", "j", "-x", str(columns), "-y", str(rows))

    def screen(self) -> str:
        return self._tmux("capture-pane", "-t", "j", "-p")

    def wait_for(self, *texts: str, seconds: float = 30) -> str:
        """The screen, once it shows every text; neither line breaks nor the edge of a toast matter."""
        until = time.monotonic() + seconds
        while True:
            screen = self.screen()
            flat = " ".join(screen.replace("▌", " ").split())
            if all(text in screen or text in flat for text in texts):
                return screen
            if time.monotonic() > until:
                pytest.fail(
                    f"never saw {[t for t in texts if t not in flat]} in {seconds} s; the screen was:\n{screen}"
                )
            time.sleep(0.05)

    @property
    def pid(self) -> int:
        """The program's process."""
        return int(self._read(self._pid, 10))

    def tell(self, what: signal.Signals) -> None:
        """Send the program a signal."""
        os.kill(self.pid, what)

    def kill(self) -> None:
        """kill -9, as a crash or a lost battery would."""
        self.tell(signal.SIGKILL)
        self._read(self._status, 10)

    def _read(self, note: Path, seconds: float) -> str:
        until = time.monotonic() + seconds
        while not (note.exists() and (text := note.read_text().strip())):
            if time.monotonic() > until:
                pytest.fail(f"no {note.name} after {seconds} s; the screen was:\n{self.screen()}")
            time.sleep(0.02)
        return text

    def given_back(self) -> bool:
        """Whether the screen is the shell's again, and the mouse too."""
        return self._tmux("display-message", "-p", "-t", "j", "#{alternate_on}#{mouse_any_flag}").strip() == "00"

    def ended(self, seconds: float = 15) -> int:
        """The exit status, once the program has ended by itself."""
        return int(self._read(self._status, seconds))

    def close(self) -> None:
        subprocess.run(["tmux", "-L", self._socket, "kill-server"], capture_output=True, check=False)
        self._notes.cleanup()
