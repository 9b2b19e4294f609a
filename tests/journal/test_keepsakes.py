"""What is taken out of a rehearsal: picked answers, and emails that really go out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from closer_tui.journal import Journal, Note, RecordError
from closer_tui.scenario.load import load_file
from closer_tui.scenario.model import Scenario

SMALL = Path(__file__).parents[1] / "faults" / "small.toml"
HARD = "Why?\x00 \ud800 '; DROP TABLE picks; --"


@pytest.fixture
def small() -> Scenario:
    return load_file(SMALL)


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with Journal.open(tmp_path / "journal.sqlite") as journal:
        yield journal


def test_a_picked_answer_comes_back_in_the_order_of_picking(journal: Journal, small: Scenario) -> None:
    session = journal.begin(small, "coached")
    journal.pick(session, "questions", HARD)
    journal.pick(session, "interest", "I want it.")
    journal.pick(session, "questions", HARD)
    assert [(pick.move, pick.text, pick.title) for pick in journal.picks()] == [
        ("questions", HARD, small.title),
        ("interest", "I want it.", small.title),
    ]
    journal.unpick(session, "questions", HARD)
    journal.unpick(session, "questions", "never picked")
    assert [pick.text for pick in journal.picks()] == ["I want it."]


def test_an_email_is_kept_for_each_interviewer_and_waits_until_it_is_sent(journal: Journal, small: Scenario) -> None:
    session = journal.begin(small, "coached")
    journal.keep_note(session, "Sam", "", "Thanks", HARD)
    assert journal.waiting_notes(timedelta(days=3)) == (), "it has not left the tool"
    journal.keep_note(session, "Sam", "sam@small.example", "Thanks", HARD, out=True)
    journal.keep_note(session, "Ada", "ada@small.example", "Thank you", "Dear Ada", out=True)
    sam, ada = journal.waiting_notes(timedelta(days=3))
    assert (sam.interviewer, sam.to, sam.body) == ("Sam", "sam@small.example", HARD)
    journal.keep_note(session, "Sam", "sam@small.example", "Thanks again", "Changed.")
    (again, _) = journal.notes(session)
    assert again == Note(session, "Sam", "sam@small.example", "Thanks again", "Changed.", sam.kept, None)
    journal.sent_note(session, "Sam")
    assert journal.waiting_notes(timedelta(days=3)) == (ada,)
    journal.sent_note(session, "Sam", sent=False)
    assert len(journal.waiting_notes(timedelta(days=3))) == 2
    assert journal.waiting_notes(timedelta(0)) == ()


def test_they_go_with_their_rehearsal(journal: Journal, small: Scenario) -> None:
    session = journal.begin(small, "coached")
    journal.pick(session, "questions", "Why?")
    journal.keep_note(session, "Sam", "", "", "Dear Sam", out=True)
    journal.delete(session)
    assert not (journal.picks() or journal.notes(session) or journal.waiting_notes(timedelta(days=3)))
    with pytest.raises(RecordError):
        journal.pick(session, "questions", "Why?")
    with pytest.raises(RecordError):
        journal.keep_note(session, "Sam", "", "", "")
