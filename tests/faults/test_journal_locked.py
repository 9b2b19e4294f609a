"""Another program keeps the journal for long, in front of the real program."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from tests.faults.kills import InLines, OnScreen, drafts

from closer_tui.events import AnswerGiven
from closer_tui.journal import Journal


@contextmanager
def locked(file: Path) -> Iterator[None]:
    with closing(sqlite3.connect(file, isolation_level=None)) as backup:
        backup.execute("BEGIN EXCLUSIVE")
        yield
        backup.execute("ROLLBACK")


@pytest.mark.parametrize("mode", [InLines, OnScreen])
def test_a_journal_locked_for_long_is_told_of_once_and_all_is_written_when_it_is_free(
    mode: type[InLines | OnScreen], tmp_path: Path
) -> None:
    home = tmp_path / "home"
    candidate = mode(home)
    candidate.start()
    person = candidate.person
    try:
        candidate.begin()
        with locked(home / "journal.sqlite"):
            candidate.typed.append("What keeps you here?")
            candidate.type("What keeps you here?")
            person.wait_for("locked by another")
            told = person.seen.count("locked by another")
            candidate.give()
            candidate.taken()
            assert mode is OnScreen or "locked by another" not in person.seen, "told once"
        assert mode is OnScreen or told == 1  # a screen is drawn again and again
        candidate.given, candidate.typed = ["What keeps you here?"], []
        candidate.typed.append("I want")
        candidate.type("I want")
        person.wait_for("saved now")
        person.type("\x04" if mode is InLines else "\x11")
        assert person.ended() == 0
    finally:
        person.leave()
    assert drafts(home) == ["I want"]
    with Journal.open(home / "journal.sqlite") as journal:
        (info,) = journal.unfinished()
        given = [event.text for event in journal.load(info.id).events if isinstance(event, AnswerGiven)]
        assert given == ["What keeps you here?"]
