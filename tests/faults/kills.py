"""A scripted candidate rehearses with the real program, which is killed at a random moment; and what is there then."""

from __future__ import annotations

import random
import signal
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest
from tests.conftest import WordScorer
from tests.faults.fault import integrity
from tests.person import Person

from closer_tui.events import AnswerGiven, EmailSent
from closer_tui.journal import Journal
from closer_tui.session import Session

SMALL = Path(__file__).parent / "small.toml"
STEPS = 3
PIECES = 2
"""In how many goes an answer is typed."""
SECOND = 1.0
"""What is on the screen for so long is to be in the journal: told where it was not, for a busy machine is slow."""
PATIENCE = 20.0
"""After so many seconds it is taken for lost."""


class Candidate:
    """Types answers, and knows of each whether the program has taken it: it shows that only when the journal has it."""

    person: Person

    def __init__(self, home: Path) -> None:
        self.home = home
        self.begun = False
        self.given: list[str] = []
        self.typed: list[str] = []  # of the answer in hand
        self.drafted: list[str] = []  # as much of it as was seen in the journal
        self.slowest = 0.0  # seconds from the screen to the journal

    def text(self, pieces: list[str]) -> str:
        raise NotImplementedError

    def start(self) -> None:
        raise NotImplementedError

    def begin(self) -> None:
        raise NotImplementedError

    def type(self, piece: str) -> None:
        raise NotImplementedError

    def drawn(self) -> None:
        """Wait until what was typed last is on the screen."""
        self.person.wait_for(self.typed[-1])

    def give(self) -> None:
        raise NotImplementedError

    def taken(self) -> None:
        raise NotImplementedError

    # --- a whole rehearsal, in actions that are asked for one after the other ---------------------------------

    @property
    def next(self) -> str:
        """What comes next: "begin", "type", "look", "give", or "end"."""
        if not self.begun:
            return "begin"
        if len(self.given) == STEPS:
            return "end"
        if len(self.typed) < PIECES:
            return "type"
        return "give" if self.drafted == self.typed else "look"

    def do(self) -> None:
        """The next action, to its end."""
        match self.next:
            case "begin":
                self.begin()
                self.begun = True
            case "type":
                self.typed.append(self._piece())
                self.type(self.typed[-1])
            case "look":
                self.drawn()
                self._until_drafted()
                self.drafted = list(self.typed)
            case "give":
                self.give()
                self.taken()
                self.given.append(self.text(self.typed))
                self.typed, self.drafted = [], []

    def begin_to_do(self) -> None:
        """The next action, with no regard to what comes of it."""
        match self.next:
            case "type":
                self.typed.append(self._piece())
                self.type(self.typed[-1])
            case "give":
                self.give()

    def _piece(self) -> str:
        return f"Answer {len(self.given)} piece {len(self.typed)} is mine"

    def _until_drafted(self) -> None:
        since = time.monotonic()
        while self.text(self.typed) not in drafts(self.home):
            if time.monotonic() > since + PATIENCE:
                pytest.fail(f"{self.text(self.typed)!r} never was in the journal, but {drafts(self.home)}")
            time.sleep(0.02)
        self.slowest = max(self.slowest, time.monotonic() - since)


class InLines(Candidate):
    """With the plain mode."""

    def start(self) -> None:
        self.person = Person(
            "play", str(SMALL), "--plain", "--level", "realistic", environment={"CLOSER_HOME": str(self.home)}
        )

    def text(self, pieces: list[str]) -> str:
        return "\n".join(pieces)

    def begin(self) -> None:
        self.person.wait_for("Your turn")

    def type(self, piece: str) -> None:
        self.person.type(f"{piece}\n")

    def give(self) -> None:
        self.person.forget()
        self.person.type(".\n")

    def taken(self) -> None:
        self.person.wait_for("Your turn" if len(self.given) < STEPS - 1 else "What next?")


class OnScreen(Candidate):
    """With the interface."""

    def start(self) -> None:
        environment = {"CLOSER_HOME": str(self.home), "TERM": "xterm-256color"}
        self.person = Person("play", str(SMALL), "--level", "realistic", environment=environment)

    def text(self, pieces: list[str]) -> str:
        return " ".join(pieces)

    def begin(self) -> None:
        self.person.wait_for("Any questions?")
        self.person.wait_for("Say it")

    def type(self, piece: str) -> None:
        body = "\t\t" if len(self.given) == STEPS - 1 and len(self.typed) == 1 else ""
        self.person.type(body + piece if len(self.typed) == 1 else f" {piece}")

    def give(self) -> None:
        self.person.forget()
        self.person.type("\r" if len(self.given) < STEPS - 1 else "\x13")

    def taken(self) -> None:
        self.person.wait_for(f"{len(self.given) + 2} of {STEPS}" if len(self.given) < STEPS - 1 else "See the report")


def killed(seed: int, candidate: Candidate) -> str:
    """Kill the program at a random moment of a rehearsal, and look at what is there. Returns when that was."""
    chance = random.Random(seed)
    candidate.start()
    try:
        for _ in range(chance.randrange(2 + STEPS * (PIECES + 2))):
            candidate.do()
        if candidate.begun:
            candidate.begin_to_do()
            time.sleep(chance.uniform(0, 0.15))
        else:
            time.sleep(chance.uniform(0, 1.2))
        candidate.person.tell(signal.SIGKILL)
        assert candidate.person.ended() == -signal.SIGKILL
    finally:
        candidate.person.leave()
    check(candidate)
    late = ", a draft later than a second" if candidate.slowest > SECOND else ""
    return {"begin": "starting", "end": "over the report"}.get(candidate.next, "answering") + late


def check(candidate: Candidate) -> None:
    """Nothing that was acknowledged is lost, the journal opens, is whole, and the rehearsal can be gone on with."""
    file = candidate.home / "journal.sqlite"
    if not candidate.begun and not file.exists():
        return
    with Journal.open(file) as journal:
        assert not [notice for notice in journal.notices if "damaged" in notice]
        kept = [*journal.unfinished(), *journal.history()]
        assert len(kept) == 1 or (not candidate.begun and len(kept) < 1)
        for info in kept:
            stored = journal.load(info.id)
            answers = [event.text if isinstance(event, AnswerGiven) else event.body
                       for event in stored.events if isinstance(event, AnswerGiven | EmailSent)]  # fmt: skip
            in_hand = candidate.text(candidate.typed)
            assert answers[: len(candidate.given)] == candidate.given
            assert answers[len(candidate.given) :] in ([], [in_hand]), "nothing but the answer in hand is there besides"
            if candidate.drafted and len(answers) == len(candidate.given):
                assert stored.draft is not None
                assert stored.draft.text.startswith(candidate.text(candidate.drafted))
            assert (info.finished is not None) >= (len(candidate.given) == STEPS)
            session = Session.resume(journal, WordScorer(), info.id)
            assert [answer.text for answer in session.state.answers if answer.text] != [] or not answers
            session.close()
    assert integrity(file) == "ok"


def drafts(home: Path) -> list[str]:
    """The drafts in the journal, as another program reads them."""
    if not (home / "journal.sqlite").exists():
        return []
    with closing(sqlite3.connect(f"file:{home / 'journal.sqlite'}?mode=ro", uri=True, timeout=10)) as reader:
        return [text for (text,) in reader.execute("SELECT text FROM drafts")]


def killed_in_lines(seed: int, folder: Path) -> str:
    return killed(seed, InLines(folder / "home"))


def killed_on_screen(seed: int, folder: Path) -> str:
    return killed(seed, OnScreen(folder / "home"))
