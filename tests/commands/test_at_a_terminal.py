"""The plain mode with a person at a real terminal: leaving, being killed, going on."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import Result
from tests.person import Person

from closer_tui.journal import Journal

Closer = Callable[..., Result]
Program = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def person() -> Iterator[Callable[..., Person]]:
    people: list[Person] = []

    def sit_down(*arguments: str, **more: Any) -> Person:
        people.append(Person(*arguments, **more))
        return people[-1]

    yield sit_down
    for each in people:
        each.leave()


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
    somebody.tell(signal.SIGKILL)
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
    somebody = person("--no-plain", command=(sys.executable, "-c", code))
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
