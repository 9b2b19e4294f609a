"""The list of rehearsals in pages: one damaged entry keeps no other one back."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.journal.test_past import SOURCE

from closer_tui.events import StepRetried
from closer_tui.journal import Journal, JournalError, Search, SessionInfo, Unreadable
from closer_tui.journal.search import holds
from closer_tui.scenario.load import load_text
from closer_tui.scenario.model import Scenario
from closer_tui.scoring.report import build_report


@pytest.fixture
def small() -> Scenario:
    return load_text(SOURCE, "small")


@pytest.fixture
def kept(tmp_path: Path, small: Scenario) -> list[str]:
    """Five finished rehearsals, the newest first; their ids."""
    with Journal.open(tmp_path / "journal.sqlite") as journal:
        sessions = [journal.begin(small, "coached") for _ in range(5)][::-1]
        for day, session in enumerate(sessions):
            journal.finish(session, build_report(small, ()), datetime(2026, 3, 9, tzinfo=UTC) - timedelta(days=day))
    return sessions


def spoil(tmp_path: Path, session: str, column: str, value: object) -> None:
    with closing(sqlite3.connect(tmp_path / "journal.sqlite", isolation_level=None)) as db:
        expression = "CAST(? AS TEXT)" if isinstance(value, bytes) else "?"
        db.execute(f"UPDATE sessions SET {column} = {expression} WHERE id = ?", (value, session))


@pytest.mark.parametrize(
    ("column", "value"),
    [("level", "odd"), ("title", b"A \xff room"), ("finished", "9999"), ("completeness", "many"), ("started", 7)],
)
def test_a_damaged_entry_stands_in_its_place_and_the_others_are_read(
    tmp_path: Path, kept: list[str], column: str, value: object
) -> None:
    spoil(tmp_path, kept[2], column, value)
    with Journal.open(tmp_path / "journal.sqlite") as journal:
        page = journal.page(Search())
        assert [each.id for each in page if isinstance(each, SessionInfo)] == [*kept[:2], *kept[3:]]
        assert [each.id for each in page if isinstance(each, Unreadable)] == [kept[2]]
        if column != "finished":
            assert [each.id for each in page] == kept
            assert [each.id for each in journal.page(Search(), 1, 2)] == kept[1:3]
        with pytest.raises(JournalError, match="damaged"):
            journal.history()
        # What was read leniently once is read strictly again.
        assert journal.page(Search())[-1] == page[-1]
        assert journal.beginning(kept[2]) == (Unreadable(kept[2]),)


def test_an_id_is_found_by_its_beginning(tmp_path: Path, kept: list[str]) -> None:
    with Journal.open(tmp_path / "journal.sqlite") as journal:
        assert [each.id for each in journal.beginning("")] == kept
        assert [each.id for each in journal.beginning(kept[1][:12])] == [kept[1]]
        for nothing in ("x", f"{kept[1]}0", "%", "\ud800", "' OR 1"):
            assert journal.beginning(nothing) == ()


def test_scenarios_are_those_of_finished_rehearsals_by_their_latest_title(tmp_path: Path, kept: list[str]) -> None:
    spoil(tmp_path, kept[0], "title", "The newest title")
    spoil(tmp_path, kept[1], "name", "another")
    with Journal.open(tmp_path / "journal.sqlite") as journal:
        journal.begin(load_text(SOURCE, "unfinished"), "coached")
        assert journal.scenarios() == (("another", "A {small} room"), ("small", "The newest title"))
    spoil(tmp_path, kept[0], "title", b"\xff")
    with Journal.open(tmp_path / "journal.sqlite") as journal:
        assert journal.scenarios() == (("another", "A {small} room"),)


@pytest.mark.parametrize(
    ("body", "word", "found"),
    [
        ('{"text":"Say \\"no\\" to it"}', '"no"', True),
        ('{"text":"Say no"}', '"no"', False),
        ('{"text":"a back\\\\slash"}', "back\\slash", True),
        ('{"text":"a back\\\\slash"}', "back\\\\slash", False),
        ('{"text":"STRASSE"}', "strasse", True),
        ('{"text":"Straße"}', "strasse", True),
        ('{"text":"one\\ntwo"}', "ntwo", False),
        ('{"text":"x","at":1.5}', "text", False),
        ('{"text":"x","at":1.5}', "1.5", False),
        ('{"text":"\\u0007bell"}', "\x07bell", True),
    ],
)
def test_a_word_is_looked_for_in_what_was_said_and_not_in_how_it_is_written_down(
    body: str, word: str, found: bool
) -> None:
    assert bool(holds(body, word)) is found


def test_the_one_before_is_of_the_same_scenario_and_of_an_unfinished_one_the_last(
    tmp_path: Path, kept: list[str], small: Scenario
) -> None:
    spoil(tmp_path, kept[1], "name", "another")
    with Journal.open(tmp_path / "journal.sqlite") as journal:
        before = [journal.before(session, "small") for session in kept]
        assert [each and each.id for each in before] == [kept[2], kept[2], kept[3], kept[4], None]
        journal.append(kept[4], StepRetried(0))  # the first one of them, played on today
        journal.finish(kept[4], build_report(small, ()))
        assert [journal.before(session, "small") for session in kept][:2] == before[:2]
        played_on = journal.before(kept[4], "small")
        assert played_on is None
        unfinished = journal.begin(small, "coached")
        newest = journal.before(unfinished, "small")
        assert newest is not None and newest.id == kept[0]
        assert journal.before(kept[0], "nothing") is journal.before("nobody", "small") is None
