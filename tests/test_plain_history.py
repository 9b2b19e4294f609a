"""The history in plain mode: found, read again, played again, deleted, by numbers."""

from __future__ import annotations

import io
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from tests.conftest import WordScorer
from tests.ui.test_history_screen import many, play

from closer_tui.journal import Journal, Search
from closer_tui.linear import EndOfInput, Linear
from closer_tui.plain_history import Wish, browse
from closer_tui.practice.past import PastSession, open_past


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with Journal.open(tmp_path / "journal.sqlite") as journal:
        yield journal


@pytest.fixture
def kept(journal: Journal) -> list[str]:
    """Two rehearsals, the newest first; their ids."""
    return [
        play(journal, 2, "other", "silent", "asks insightful", "", "", "thanks_time"),
        play(journal, 1, "small", "realistic", "asks zebra", "strength", "interested", "greeting"),
    ]


def talk(journal: Journal, *typed: str) -> tuple[Wish | None, list[str]]:
    """What comes of a person writing these lines, and what they read."""
    out = io.StringIO()
    wish = browse(Linear(io.StringIO("".join(f"{line}\n" for line in typed)), out, True), journal, WordScorer())
    return wish, out.getvalue().splitlines()


def test_each_has_a_number_and_says_how_it_went(journal: Journal, kept: list[str]) -> None:
    wish, lines = talk(journal, "back")
    assert wish is None and kept
    assert lines[1] == "2 rehearsals, the newest first."
    assert lines[2].startswith("1. other, 2026-03-02 ")
    assert lines[2].endswith("silent: 27 of 100; questions made, value missed, interest missed, email half made.")
    assert lines[4] == "3. Look for words" and lines[8:10] == ["7. Delete all rehearsals", "8. Back to the scenarios"]


def test_one_is_read_out_whole_and_then_left(journal: Journal, kept: list[str]) -> None:
    wish, lines = talk(journal, "2", "back", "back")
    assert wish is None
    at = -1
    for line in ("Ann Bell: Any questions?", "You: asks zebra", "The report.", "Completeness: 38 of 100."):
        assert line in lines[at + 1 :], line
        at = lines.index(line)
    assert f"Id {kept[1]}." in lines


def test_a_step_of_it_or_the_whole_is_wished_for(journal: Journal, kept: list[str]) -> None:
    scenario = open_past(journal, kept[1]).state.scenario
    assert talk(journal, "2", "step", "3")[0] == Wish(kept[1], scenario, "realistic", 2)
    assert talk(journal, kept[1][:8], "again")[0] == Wish(kept[1], scenario, "realistic")


def test_words_are_looked_for_until_nothing_in_particular_is(journal: Journal, kept: list[str]) -> None:
    _, lines = talk(journal, "find", "ZEBRA ", "find", "nowhere", "find", "", "back")
    assert "1 rehearsal with “ZEBRA”." in lines
    assert "No rehearsal with “nowhere”." in lines
    assert lines.count("2 rehearsals, the newest first.") == len(kept)


def test_a_long_history_comes_in_parts(journal: Journal) -> None:
    many(journal, 45)
    _, lines = talk(journal, "more", "more", "back")
    assert "From 11 of 45:" in lines and "From 21 of 45:" in lines
    assert sum(line.endswith("Earlier ones") for line in lines) == 3


def test_the_report_is_saved_under_its_own_day(
    journal: Journal, kept: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert kept
    monkeypatch.chdir(tmp_path)
    _, lines = talk(journal, "1", "save", "back", "back")
    (file,) = tmp_path.glob("closer-other-2026-03-02-*.md")
    assert f"Saved as {file}." in lines


@pytest.mark.parametrize(("said", "gone"), [(("yes", "delete"), True), (("2", "yes"), False), (("keep",), False)])
def test_it_is_deleted_after_it_was_asked_twice(
    journal: Journal, kept: list[str], said: tuple[str, ...], gone: bool
) -> None:
    _, lines = talk(journal, "1", "delete", *said, *(() if gone else ("back",)), "back")
    assert ("It is deleted." in lines) is gone and ("Nothing was deleted." in lines) is not gone
    assert journal.count(Search()) == len(kept) - gone


def test_what_can_t_be_read_is_said_and_the_others_are_there(journal: Journal, kept: list[str]) -> None:
    with closing(sqlite3.connect(journal.path, isolation_level=None)) as db:
        db.execute("UPDATE sessions SET level = 'odd' WHERE id = ?", (kept[0],))
        db.execute("UPDATE events SET body = '{' WHERE session = ?", (kept[1],))
    _, lines = talk(journal, "1", "2", "back")
    assert lines[2] == "1. A rehearsal that can't be read: its entry in the journal is damaged."
    assert sum("this rehearsal is damaged" in line for line in lines) == 2


def test_they_are_narrowed_down_by_scenario_level_and_move(journal: Journal, kept: list[str]) -> None:
    _, lines = talk(journal, "scenario", "other", "all", "level", "realistic", "all", "move", "5", "all", "back")
    assert "1 rehearsal of other." in lines and "1 rehearsal on the level realistic." in lines
    assert "1 rehearsal in which this was made: Say you are still interested." in lines
    assert lines.count("2 rehearsals, the newest first.") == 4 and kept


def test_all_are_deleted_after_it_was_asked_twice(journal: Journal, kept: list[str]) -> None:
    _, lines = talk(
        journal, "delete-all", "keep", "delete-all", "yes", "delete", "delete-all", "yes", "delete all", "back"
    )
    assert lines.count("Nothing was deleted.") == 2 and f"{len(kept)} rehearsals are deleted." in lines
    assert journal.count(Search()) == 0


def test_what_may_follow_a_report_may_follow_it_later_too(
    journal: Journal, kept: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    wish, lines = talk(journal, "2", "email", "back", "pick", "1", "report", "climb")
    assert wish is not None and (wish.key, wish.level, wish.step) == (kept[1], "silent", None)
    assert "The email to Ann Bell:" in lines and [pick.text for pick in journal.picks()] == ["asks zebra"]
    assert lines.count("Completeness: 38 of 100.") == 2


def test_the_end_of_the_input_ends_it(journal: Journal, kept: list[str]) -> None:
    assert kept
    for typed in ((), ("1",), ("find",), ("1", "step")):
        with pytest.raises(EndOfInput):
            talk(journal, *typed)


def test_a_past_session_is_read_as_it_was_stored(journal: Journal, kept: list[str]) -> None:
    past = open_past(journal, kept[0])
    assert PastSession(journal, WordScorer(), past).report() == past.reports[0]
    assert past.seconds == 95.0
