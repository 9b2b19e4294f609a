"""A journal, or a backup, of an older closer is brought up to date: nothing is lost, and what is new is known of it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from closer_tui.events import (
    AnswerGiven,
    EmailSent,
    HintTaken,
    Paused,
    SelfRated,
    StepRetried,
    StepSkipped,
    VerdictOverruled,
)
from closer_tui.journal import Journal, Search
from closer_tui.journal.backup import FORMAT, OwnFile, Refused, read_backup
from closer_tui.journal.schema import VERSION
from closer_tui.journal.whole import Whole

HERE = Path(__file__).parent
OLDER = sorted(HERE.glob("version_*.sql"))


@pytest.fixture(params=OLDER, ids=[path.stem for path in OLDER])
def older(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """The file of an older journal, built from what that closer wrote."""
    file = tmp_path / "journal.sqlite"
    with closing(sqlite3.connect(file)) as db:
        db.executescript(request.param.read_text(encoding="utf-8"))
    return file


def test_there_is_a_journal_of_every_older_version() -> None:
    assert [path.stem for path in OLDER] == [f"version_{number}" for number in range(1, VERSION)]


def test_every_rehearsal_comes_along_with_its_words(older: Path) -> None:
    with Journal.open(older) as journal:
        assert journal.notices == ()
        finished = journal.history()
        assert [info.level for info in reversed(finished)] == ["coached", "realistic", "silent", "coached"]
        said = [
            event.text
            for info in reversed(finished)
            for event in journal.load(info.id).events
            if isinstance(event, AnswerGiven)
        ]
        assert said[0].startswith("What do you enjoy most about working here?")
        assert any("\ud800" in text for text in said)
        assert all(len(journal.reports(info.id)) >= 1 for info in finished)
        (broken_off,) = journal.unfinished()
        draft = journal.load(broken_off.id).draft
        assert draft is not None and draft.text == "half a thought"


def test_what_older_closers_did_not_keep_in_short_is_taken_from_their_reports(older: Path) -> None:
    with Journal.open(older) as journal:
        first, second, third, last = journal.practice()
        for practice, info in zip((last, third, second, first), journal.history(), strict=True):
            report = journal.reports(info.id)[0]
            assert info.moves == tuple((move.move, move.result) for move in report.moves)
            assert tuple((move.move, move.result) for move in practice.moves) == info.moves
            assert practice.completeness == report.completeness
        assert first.seconds is not None and first.seconds > 0
        assert first.moves[0].words == 20
        assert third.moves[0].words is None, "on the silent level nothing is said to one move alone"
        assert last.moves[0].met == ()


def test_an_older_journal_can_be_searched(older: Path) -> None:
    with Journal.open(older) as journal:
        (found,) = journal.search(Search("ENJOY most"))
        assert found == journal.history()[-1]


def test_it_can_be_played_on_and_opened_again(older: Path) -> None:
    with Journal.open(older) as journal:
        (broken_off,) = journal.unfinished()
        assert journal.claim(broken_off.id)
        journal.append(broken_off.id, AnswerGiven("And one thing more.", 99.0))
    with Journal.open(older) as journal:
        assert journal.notices == ()
        assert journal.load(broken_off.id).events[-1] == AnswerGiven("And one thing more.", 99.0)
    with closing(sqlite3.connect(older)) as db:
        assert db.execute("PRAGMA user_version").fetchone() == (VERSION,)
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_report_that_was_damaged_long_ago_does_not_stop_the_others(older: Path) -> None:
    with closing(sqlite3.connect(older)) as db:
        db.execute("UPDATE reports SET body = '{' WHERE id = 1")
        db.execute("UPDATE events SET body = x'ff' WHERE kind = 'AnswerJudged' AND seq = 1")
        db.commit()
    with Journal.open(older) as journal:
        assert len(journal.history()) == 4
        assert sum(bool(practice.moves) for practice in journal.practice()) == 3


# --- backups -----------------------------------------------------------------------------------------------

BACKUPS = sorted(HERE.glob("backup_*.jsonl.gz"))


def test_there_is_a_backup_of_every_format() -> None:
    assert [path.name for path in BACKUPS] == [f"backup_{number}.jsonl.gz" for number in range(1, FORMAT + 1)]


@pytest.mark.parametrize("backup", BACKUPS, ids=[path.name for path in BACKUPS])
def test_a_backup_of_every_format_comes_in_whole(backup: Path, tmp_path: Path) -> None:
    with backup.open("rb") as file:
        records = [record for record, _ in read_backup(file)]
    assert not [record for record in records if isinstance(record, Refused)]
    own = {record.name: record.data for record in records if isinstance(record, OwnFile)}
    assert own["settings.toml"] == b'level = "silent"\n'
    assert own["mine.toml"].startswith(b"format = 1\n")
    with Journal.open(tmp_path / "journal.sqlite") as journal:
        journal.bring([record for record in records if isinstance(record, Whole)])
        *before, last = reversed(journal.history())
        assert [info.level for info in before] == ["coached", "realistic", "silent", "coached"]
        (broken_off,) = journal.unfinished()
        draft = journal.load(broken_off.id).draft
        assert draft is not None and draft.text == "half a thought"
        assert len(journal.history(abandoned=True)) == 1
        happened = {type(event) for event in journal.load(last.id).events}
        assert happened >= {HintTaken, Paused, StepSkipped, EmailSent, SelfRated, VerdictOverruled, StepRetried}
        said = [event.text for event in journal.load(last.id).events if isinstance(event, AnswerGiven)]
        assert said[0].endswith("here? \udc80\ud83d\ude00"), "four characters, of which no two became one"
        assert len(journal.reports(last.id)) == 3
        assert journal.practice()[-1].rated == ("asks", "thanks_time")
        assert [pick.text for pick in journal.picks()] == [said[1]]
        (note,) = journal.notes(last.id)
        assert note.interviewer == "Ann Bell" and note.sent is not None
