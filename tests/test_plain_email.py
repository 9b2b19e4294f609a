"""The email in lines: what was said on one word, and its ways out after the report."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from tests.commands.conftest import SMALL
from tests.conftest import WordScorer

from closer_tui.events import StepSkipped
from closer_tui.journal import Journal
from closer_tui.linear import Linear
from closer_tui.plain import play
from closer_tui.practice import desktop
from closer_tui.practice.desktop import NoDesktop
from closer_tui.scenario.load import load_text
from closer_tui.session import Session


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with Journal.open(tmp_path / "journal.sqlite") as kept:
        yield kept


def played(journal: Journal | None, typed: str, source: str = SMALL, interactive: bool = True) -> str:
    session = Session.begin(journal, WordScorer(), load_text(source, "small"), "realistic")
    write = io.StringIO()
    assert play(session, Linear(io.StringIO(typed), write, interactive)) == 0
    return write.getvalue()


TO_EMAIL = "asks: what do you enjoy here?\n.\n"
MAIL = "Subject: Thank you\n\nDear Ann, thanks.\n.\n"


def test_what_was_said_is_told_on_one_word_and_only_where_there_is_an_email_to_write(journal: Journal) -> None:
    said = played(journal, f"/said\n{TO_EMAIL}/said\n/help\n{MAIL}end\n")
    assert said.count("There is no /said here.") == 1
    assert "Who interviewed you:\nAnn Bell, Manager <ann@acme.example>\n" in said
    assert "What you asked:\n“asks: what do you enjoy here?”\n" in said
    assert "/said: what was said" in said


def test_the_email_is_shown_saved_and_ticked(journal: Journal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "thank-you-ann-bell.eml").write_text("precious", encoding="utf-8")
    said = played(journal, f"{TO_EMAIL}To: ann@acme.com\n{MAIL}email\nsave\nsaid\nsent\nback\nend\n")
    assert "The email to Ann Bell:\nTo: ann@acme.com\nSubject: Thank you\n\nDear Ann, thanks.\n" in said
    assert "thank-you-ann-bell-2.eml. A mail program opens it as a draft." in said
    assert "The email to Ann Bell, not ticked as sent yet:" in said and "The email to Ann Bell, ticked as sent:" in said
    assert (tmp_path / "thank-you-ann-bell.eml").read_text(encoding="utf-8") == "precious"
    assert (tmp_path / "thank-you-ann-bell-2.eml").read_bytes().startswith(b"X-Unsent: 1\r\nTo: ann@acme.com")
    (session,) = journal.history()
    assert journal.notes(session.id)[0].sent is not None


def test_an_email_written_anew_is_kept_and_one_without_words_changes_nothing(journal: Journal) -> None:
    said = played(journal, f"{TO_EMAIL}{MAIL}email\nwrite\n/said\nTo: a@b.com\n\nNew words.\n.\nwrite\n.\nback\nend\n")
    assert said.count("To: a@b.com\nSubject: Thank you\n\nNew words.\n") == 2
    (session,) = journal.history()
    assert journal.notes(session.id)[0].body == "New words."


def test_an_email_that_the_end_of_input_cuts_off_is_kept(journal: Journal) -> None:
    played(journal, f"{TO_EMAIL}{MAIL}email\nwrite\nHalf of the new")
    (session,) = journal.history()
    assert journal.notes(session.id)[0].body == "Half of the new"


class Killed(BaseException):
    """The process is gone at once: whatever would have come after is not done."""


class UntilKilled(io.StringIO):
    """What a person types, until the process is killed."""

    def readline(self, size: int | None = -1, /) -> str:  # type: ignore[override]
        if not (line := super().readline(-1 if size is None else size)):
            raise Killed
        return line


def killed_after(journal: Journal, *typed: str) -> str:
    """The email that the journal has, after what was typed and a kill."""
    session = Session.begin(journal, WordScorer(), load_text(SMALL, "small"), "realistic")
    with pytest.raises(Killed):
        play(session, Linear(UntilKilled("".join(typed)), io.StringIO(), True))
    return journal.notes(session.key)[0].body


def test_an_email_written_anew_is_kept_line_by_line(journal: Journal) -> None:
    assert killed_after(journal, TO_EMAIL, MAIL, "email\nwrite\nDear Ann,\n\nnew words\n") == "Dear Ann,\n\nnew words"


def test_a_rewriting_that_is_cut_off_loses_neither_the_new_words_nor_the_old(journal: Journal) -> None:
    twice = ("email\nwrite\nSecond.\n.\n", "write\nTo: a@b.com\nThird, and")
    body = killed_after(journal, TO_EMAIL, MAIL, *twice, "\n")
    assert body == "Third, and\n\n[Until now it said:]\n\nSecond."
    played(journal, f"{TO_EMAIL}{MAIL}{''.join(twice)}")  # the window is closed instead
    assert journal.notes(journal.history()[0].id)[0].body == body
    played(journal, f"{TO_EMAIL}{MAIL}{''.join(twice)} more.\n.\nback\nend\n")
    assert journal.notes(journal.history()[0].id)[0].body == "Third, and more."


def test_without_a_desktop_the_link_is_said_and_nothing_is_called_copied(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nowhere(_: object) -> list[str]:
        raise NoDesktop("This is an SSH session.")

    monkeypatch.setattr(desktop, "opener", nowhere)
    monkeypatch.setattr(desktop, "copier", nowhere)
    said = played(journal, f"{TO_EMAIL}To: ann@acme.com\n{MAIL}email\nopen\ncopy\nback\nend\n")
    assert (
        "This is an SSH session. This link opens it elsewhere:\nmailto:ann@acme.com?subject=Thank%20you&body=" in said
    )
    assert "This is an SSH session. Save it as a draft, or copy it from above." in said
    assert "on the clipboard" not in said


def test_it_is_copied_and_opened_where_there_is_a_desktop(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[tuple[str, str | None]] = []
    monkeypatch.setattr(desktop, "opener", lambda _: ["opens"])
    monkeypatch.setattr(desktop, "copier", lambda _: ["copies"])
    monkeypatch.setattr(desktop, "hand_over", lambda command, text=None: given.append((command[-1], text)))
    played(journal, f"{TO_EMAIL}To: ann@acme.com\n{MAIL}email\ncopy\nopen\nback\nend\n")
    assert given[0] == ("copies", "To: ann@acme.com\nSubject: Thank you\n\nDear Ann, thanks.")
    assert given[1][0].startswith("mailto:ann@acme.com?subject=Thank%20you")
    assert len(journal.waiting_notes(timedelta(days=1))) == 1


def test_the_notes_of_a_panel_are_gone_through_one_by_one(journal: Journal) -> None:
    panel = SMALL + '\n[step.interviewer]\nname = "Tan Hui Min"\ntitle = "Engineer"\n'
    said = played(journal, f"{TO_EMAIL}{MAIL}email\nnext\nwrite\nFor Hui.\n.\nnext\nback\nend\n", panel)
    headings = re.findall(r"The email to (.*):\n", said)
    assert headings == ["Ann Bell, 1 of 2", "Tan Hui Min, 2 of 2", "Tan Hui Min, 2 of 2", "Ann Bell, 1 of 2"]
    assert said.count("Word for word the same") == 2


def test_an_email_that_was_skipped_is_nothing_to_take_out(journal: Journal) -> None:
    said = played(journal, f"{TO_EMAIL}.\nemail\nsave\nsent\nback\nend\n")
    assert "(nothing yet)" in said and said.count("There is nothing in it yet: write it first.") == 2
    (session,) = journal.history()
    assert journal.notes(session.id) == ()


def test_hostile_words_steer_nothing(journal: Journal) -> None:
    said = played(
        journal, f"{TO_EMAIL}To: a@b.com\x1b[2J\nSubject: \u202ex\x07\n\nHi\x1b]52;c;x\x07\n.\nemail\nback\nend\n"
    )
    assert not set(said) & set("\x1b\x07\u202e")


def test_a_rehearsal_that_is_not_kept_has_its_email_all_the_same() -> None:
    session = Session.begin(None, WordScorer(), load_text(SMALL, "small"), "realistic")
    session.send(StepSkipped())
    assert session.journal is None
    assert "Dear Ann, thanks." in played(None, f"{TO_EMAIL}{MAIL}email\nsent\nback\nend\n")
