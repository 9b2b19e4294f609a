"""The plain mode with a person at a real terminal: leaving, being killed, going on."""

from __future__ import annotations

import os
import pty
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import Result

from closer_tui.journal import Journal

Closer = Callable[..., Result]
Program = Callable[..., subprocess.CompletedProcess[str]]


class Person:
    """Somebody at a real terminal in front of `closer ARGUMENTS`."""

    def __init__(self, *arguments: str, program: Sequence[str] = ("-m", "closer_tui")) -> None:
        self.pid, self.terminal = pty.fork()
        if self.pid == 0:  # pragma: no cover - the child
            os.execv(sys.executable, [sys.executable, *program, *arguments])
        self.seen = ""

    def wait_for(self, text: str, seconds: float = 20) -> None:
        until = time.monotonic() + seconds
        while text not in self.seen:
            if time.monotonic() > until or not self._read(until - time.monotonic()):
                pytest.fail(f"never saw {text!r}; seen was:\n{self.seen}")

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

    def ended(self) -> int:
        while self._read(20):
            pass
        _, status = os.waitpid(self.pid, 0)
        os.close(self.terminal)
        return os.waitstatus_to_exitcode(status)


@pytest.fixture
def person() -> Iterator[Callable[..., Person]]:
    people: list[Person] = []

    def sit_down(*arguments: str, **more: Any) -> Person:
        people.append(Person(*arguments, **more))
        return people[-1]

    yield sit_down
    for each in people:
        try:
            os.kill(each.pid, signal.SIGKILL)
            os.waitpid(each.pid, 0)
        except (ProcessLookupError, ChildProcessError):
            pass  # it has ended already, as it should


@pytest.mark.parametrize(("key", "status"), [("\x03", 130), ("\x04", 0)])
def test_who_leaves_at_the_terminal_finds_every_line_again(
    person: Callable[..., Person], small: Path, key: str, status: int
) -> None:
    somebody = person("play", str(small), "--plain", "--level", "realistic")
    somebody.wait_for("Your turn.")
    somebody.type("I was wondering\n")
    somebody.type("what you enjoy here\n")
    until = time.monotonic() + 20
    with Journal.open() as journal:
        (left,) = journal.history(abandoned=True) + tuple(journal._infos("finished IS NULL", "updated"))
        while (journal.load(left.id).draft or SimpleNamespace(text="")).text.count("\n") < 1:
            assert time.monotonic() < until
            time.sleep(0.02)
    somebody.type(key)
    assert somebody.ended() == status
    assert somebody.seen.rstrip().endswith("Everything is kept. To go on: closer --plain, then write resume.")
    again = person("--plain")
    again.wait_for("You left one rehearsal unfinished: write resume to go on.")
    again.type("resume\n")
    again.wait_for("I was wondering\nwhat you enjoy here\n")
    again.wait_for("Your turn.")
    again.type("/quit\n")
    assert again.ended() == 0


def test_a_killed_rehearsal_is_offered_again_with_its_words(person: Callable[..., Person], small: Path) -> None:
    somebody = person("play", str(small), "--plain", "--level", "realistic")
    somebody.wait_for("Your turn.")
    somebody.type("What do you enjoy here?\n.\n")
    somebody.wait_for("Later, at home.")
    os.kill(somebody.pid, signal.SIGKILL)
    somebody.ended()
    again = person("--plain")
    again.wait_for("write resume")
    again.type("resume\n")
    again.wait_for("You: What do you enjoy here?")
    again.type("/quit\n")
    assert again.ended() == 0


def test_a_bug_in_the_interface_shows_no_private_word_on_the_terminal(
    person: Callable[..., Person], home: Path
) -> None:
    code = (
        "import sys\nfrom closer_tui.cli import main\nfrom closer_tui.ui.app import CloserApp\n"
        "def broken(self):\n    words = 'private words'\n    raise RuntimeError(words)\n"
        "CloserApp.on_mount = broken\nmain(sys.argv[1:], prog_name='closer')\n"
    )
    somebody = person("--no-plain", program=("-c", code))
    assert somebody.ended() == 70
    assert "This is a bug in closer (RuntimeError), not your mistake." in somebody.seen
    assert "private words" not in somebody.seen
    (log,) = (home / "log").iterdir()
    assert "RuntimeError: private words" in log.read_text(encoding="utf-8")


def test_a_terminal_gets_the_interface(person: Callable[..., Person]) -> None:
    somebody = person()
    somebody.wait_for("\x1b[?1049h")  # the alternate screen, which lines never ask for
    somebody.wait_for("Quit")
    somebody.type("\x11")  # Ctrl-Q
    assert somebody.ended() == 0
    assert "Traceback" not in somebody.seen
