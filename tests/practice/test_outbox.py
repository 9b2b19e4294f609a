"""What is changed, taken out and ticked is in the journal, and a draft never takes the place of a file."""

from __future__ import annotations

import os
import stat
from datetime import timedelta
from pathlib import Path

import pytest
from tests.commands.conftest import SMALL
from tests.conftest import WordScorer
from tests.practice.test_notes import mailed, panel

from closer_tui.events import EmailSent, StepSkipped
from closer_tui.journal import Journal, JournalError
from closer_tui.journal.rescoring import last_finished
from closer_tui.practice.mail import Email, as_eml
from closer_tui.practice.outbox import Outbox, free_name, save_draft
from closer_tui.scenario.load import load_text
from closer_tui.scenario.model import Scenario
from closer_tui.session import Session

DAYS = timedelta(days=3)


@pytest.fixture
def finished(tmp_path: Path, word_scorer: WordScorer) -> tuple[Journal, str]:
    """A journal with one rehearsal in it, its email sent to nobody in particular."""
    journal = Journal.open(tmp_path / "journal.sqlite")
    session = Session.begin(journal, word_scorer, load_text(SMALL, "small"), "realistic")
    session.send(StepSkipped())
    session.send(EmailSent("", "Thanks", "Dear Ann, greeting"))
    session.send(session.judge())
    session.close()
    return journal, session.key


def of(journal: Journal, key: str) -> Outbox:
    return Outbox(last_finished(journal.load(key)), journal, key)


def test_a_change_is_there_at_the_next_look(finished: tuple[Journal, str]) -> None:
    journal, key = finished
    of(journal, key).write(0, Email("ann@acme.com", "Hi", "Changed."))
    assert of(journal, key).notes[0].email == Email("ann@acme.com", "Hi", "Changed.")
    assert journal.waiting_notes(DAYS) == (), "it has not left the tool"


def test_looking_at_an_email_keeps_nothing(finished: tuple[Journal, str]) -> None:
    journal, key = finished
    outbox = of(journal, key)
    outbox.write(0, outbox.notes[0].email)
    assert journal.notes(key) == ()


def test_what_leaves_the_tool_waits_until_it_is_ticked_as_sent(finished: tuple[Journal, str]) -> None:
    journal, key = finished
    outbox = of(journal, key)
    outbox.goes_out(0)
    (note,) = journal.waiting_notes(DAYS)
    assert (note.interviewer, note.to, note.body) == ("Ann Bell", "ann@acme.example", "Dear Ann, greeting")
    outbox.tick(0)
    assert outbox.notes[0].sent and journal.waiting_notes(DAYS) == ()
    outbox.tick(0)
    assert not outbox.notes[0].sent and len(journal.waiting_notes(DAYS)) == 1


def test_an_email_that_never_left_can_be_ticked_too(finished: tuple[Journal, str]) -> None:
    journal, key = finished
    of(journal, key).tick(0)
    assert of(journal, key).notes[0].sent is not None


def test_a_journal_in_trouble_is_told_of_and_the_words_stay(
    finished: tuple[Journal, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    journal, key = finished
    outbox = of(journal, key)

    def full(*_: object) -> None:
        raise JournalError("The disk is full.", "Make room.")

    with monkeypatch.context() as patched:
        patched.setattr(journal, "keep_note", full)
        outbox.write(0, Email("", "", "Precious."))
    assert outbox.trouble == "The disk is full. Make room."
    assert outbox.notes[0].email.body == "Precious."
    outbox.goes_out(0)
    assert outbox.trouble == "" and of(journal, key).notes[0].email.body == "Precious."


def test_without_a_journal_notes_are_held_only(scenario: Scenario) -> None:
    outbox = Outbox(mailed(panel(scenario)))
    outbox.write(1, Email("", "", "For Hui."))
    outbox.goes_out(1)
    outbox.tick(1)
    assert outbox.notes[1].sent and outbox.notes[0].sent is None and outbox.trouble == ""


def test_a_draft_is_for_its_owner_and_takes_no_file_s_place(scenario: Scenario, tmp_path: Path) -> None:
    (note,) = Outbox(mailed(scenario)).notes
    assert free_name(tmp_path, note.person.name) == "thank-you-ann-bell.eml"
    path = save_draft(tmp_path / "mine", note)
    assert path == tmp_path / "mine.eml" and path.read_bytes() == as_eml(note.addressed)
    assert b"To: ann@acme.example\r\n" in path.read_bytes()
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    path.write_text("precious", encoding="utf-8")
    with pytest.raises(FileExistsError):
        save_draft(tmp_path / "mine.EML".lower(), note)
    assert path.read_text(encoding="utf-8") == "precious"
    (tmp_path / "thank-you-ann-bell.eml").touch()
    assert free_name(tmp_path, note.person.name) == "thank-you-ann-bell-2.eml"
