"""Answers are picked for the cheat sheet in lines too."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.test_plain_email import played

from closer_tui.journal import Journal

SAID = "asks insightful\n.\nSubject: Hi\n\ngreeting\n.\n"


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with Journal.open(tmp_path / "journal.sqlite") as kept:
        yield kept


def test_an_answer_is_picked_and_taken_back(journal: Journal) -> None:
    said = played(journal, f"{SAID}pick\n1\npick\n3\nend\n")
    assert "1. Ask thoughtful questions: not picked\n2. Send a thank-you email: not picked\n3. None of them\n" in said
    assert "It is on your cheat sheet: closer sheet prints that.\n" in said
    assert "1. Ask thoughtful questions: picked\n" in said
    assert [pick.text for pick in journal.picks()] == ["asks insightful"]
    assert "It is off your cheat sheet." in played(journal, f"{SAID}pick\n2\npick\n2\nend\n")
    assert len(journal.picks()) == 1


def test_without_a_journal_it_is_said_and_the_choices_go_on() -> None:
    said = played(None, f"{SAID}pick\n1\nend\n")
    assert "Note: This rehearsal is not kept, so nothing of it can be picked." in said
    assert said.count("What next? Write a number.") == 2
