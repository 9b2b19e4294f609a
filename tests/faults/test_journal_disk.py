"""A disk that is full, read-only or busy: one clear sentence, nothing half written, and the next try works."""

from __future__ import annotations

import errno
import os
import resource
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from closer_tui.events import AnswerGiven
from closer_tui.journal import Draft, Journal, JournalError, claims, database
from closer_tui.scenario.model import Scenario

LONG = AnswerGiven("word " * 40_000, 2.0)


@contextmanager
def no_file_larger_than(size: int) -> Iterator[None]:
    """The system refuses to let any file of this process grow over `size` bytes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_an_answer_that_did_not_fit_is_not_half_written_and_can_be_given_again(
    journal: Journal, file: Path, small: Scenario
) -> None:
    session = journal.begin(small, "coached")
    journal.append(session, AnswerGiven("first", 1.0))
    journal.save_draft(session, Draft("a draft"))
    with no_file_larger_than(file.stat().st_size + 20_000), pytest.raises(JournalError) as refused:
        journal.append(session, LONG)
    assert "disk" in str(refused.value)
    stored = journal.load(session)
    assert stored.events == (AnswerGiven("first", 1.0),)
    assert stored.info.answers == 1
    assert stored.draft == Draft("a draft")
    journal.append(session, LONG)
    assert journal.load(session).events == (AnswerGiven("first", 1.0), LONG)
    assert journal.load(session).draft is None


def test_a_full_disk_is_called_by_its_name(journal: Journal, small: Scenario) -> None:
    session = journal.begin(small, "coached")
    database_ = journal._connected()
    (pages,) = database_.execute("PRAGMA page_count").fetchone()
    database_.execute(f"PRAGMA max_page_count = {pages + 2}")
    with pytest.raises(JournalError, match=r"disk .* is full\. Free some space"):
        journal.append(session, LONG)
    database_.execute("PRAGMA max_page_count = 1000000")
    journal.append(session, LONG)
    assert journal.load(session).events == (LONG,)


def test_a_rehearsal_that_can_not_be_begun_leaves_no_claim(journal: Journal, file: Path, small: Scenario) -> None:
    journal._connected().execute("PRAGMA query_only = ON")
    with pytest.raises(JournalError, match="writable"):
        journal.begin(small, "coached")
    assert list(file.with_name("journal.claims").iterdir()) == []
    journal._connected().execute("PRAGMA query_only = OFF")
    assert journal.unfinished() == ()


def test_a_journal_that_can_not_be_written_is_not_taken_for_damaged(file: Path, small: Scenario) -> None:
    with Journal.open(file) as journal:
        session = journal.begin(small, "coached")
    # Where its rollback file should be stands a directory: not even root can use the journal then.
    rollback = file.with_name("journal.sqlite-journal")
    rollback.unlink()
    rollback.mkdir()
    with pytest.raises(JournalError, match="try again"):
        Journal.open(file)
    rollback.rmdir()
    with Journal.open(file) as journal:
        assert journal.notices == ()
        journal.append(session, AnswerGiven("once"))
        assert journal.load(session).events == (AnswerGiven("once"),)


def test_a_home_that_is_a_file_says_so(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("not a folder")
    with pytest.raises(JournalError, match="Not a directory"):
        Journal.open(tmp_path / "home" / "journal.sqlite")


def test_a_journal_that_went_away_says_so_and_comes_back(journal: Journal, file: Path, small: Scenario) -> None:
    session = journal.begin(small, "coached")
    elsewhere = file.rename(file.with_name("elsewhere"))
    with pytest.raises(JournalError, match="can't be reached"):
        journal.append(session, AnswerGiven("lost?"))
    elsewhere.rename(file)
    journal.append(session, AnswerGiven("no"))
    assert journal.load(session).events == (AnswerGiven("no"),)


def test_a_journal_locked_for_too_long_says_so_and_the_answer_can_be_given_again(
    file: Path, small: Scenario, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.1)
    with Journal.open(file) as journal, closing(sqlite3.connect(file, isolation_level=None)) as backup:
        session = journal.begin(small, "coached")
        backup.execute("BEGIN EXCLUSIVE")
        with pytest.raises(JournalError, match="locked by another program"):
            journal.append(session, AnswerGiven("once"))
        with pytest.raises(JournalError, match="locked by another program"):
            Journal.open(file)
        backup.execute("ROLLBACK")
        journal.append(session, AnswerGiven("once"))
        assert journal.load(session).events == (AnswerGiven("once"),)


def test_who_waited_in_vain_does_not_wait_as_long_for_every_draft_until_one_is_written(
    file: Path, small: Scenario, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.5)
    patience: list[int] = []
    with Journal.open(file) as journal, closing(sqlite3.connect(file, isolation_level=None)) as backup:
        session = journal.begin(small, "coached")

        def wait() -> None:
            patience.extend(journal._connected().execute("PRAGMA busy_timeout").fetchone())

        wait()
        backup.execute("BEGIN EXCLUSIVE")
        for number in range(3):
            with pytest.raises(JournalError, match="locked by another program"):
                journal.save_draft(session, Draft(f"draft {number}"))
            wait()
        backup.execute("ROLLBACK")
        journal.save_draft(session, Draft("at last"))
        wait()
        assert journal.load(session).draft == Draft("at last")
    assert patience == [500, 50, 50, 50, 500], "milliseconds"


def test_a_reader_in_the_way_is_waited_for(journal: Journal, file: Path, small: Scenario) -> None:
    session = journal.begin(small, "coached")
    with closing(sqlite3.connect(file, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM events").fetchone()
        journal._connected().execute("PRAGMA busy_timeout = 50")
        with pytest.raises(JournalError, match="locked"):
            journal.append(session, AnswerGiven("once"))
        reader.execute("COMMIT")
    journal.append(session, AnswerGiven("once"))
    assert journal.load(session).events == (AnswerGiven("once"),)


def test_a_commit_waits_until_the_disk_has_it(journal: Journal) -> None:
    # A power cut can't be had in a test; what SQLite says it will do about one can.
    pragmas = ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
    found = [journal._connected().execute(f"PRAGMA {pragma}").fetchone()[0] for pragma in pragmas]
    assert found == ["truncate", 2, 1, 1]


@pytest.mark.parametrize(
    ("code", "says"),
    [
        (errno.ENOSPC, "disk that holds the journal is full"),
        (errno.EDQUOT, "disk that holds the journal is full"),
        (errno.EROFS, "writable"),
        (errno.EACCES, "writable"),
        (errno.EIO, "CLOSER_HOME"),
    ],
)
def test_what_the_system_refuses_is_told_with_what_to_do(
    code: int, says: str, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> int:
        raise OSError(code, os.strerror(code), str(file))

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(JournalError, match=says) as refused:
        Journal.open(file)
    assert isinstance(refused.value.__cause__, OSError)


@pytest.mark.parametrize("name", ["journal.claims", "journal.lock"])
def test_something_odd_in_place_of_the_locks_is_named(name: str, file: Path, small: Scenario) -> None:
    file.parent.mkdir()
    odd = file.with_name(name)
    odd.write_text("a file") if name == "journal.claims" else odd.mkdir()
    with pytest.raises(JournalError, match=name), Journal.open(file) as journal:
        journal.begin(small, "coached")


def test_a_gate_kept_shut_is_a_clear_error(journal: Journal, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(claims, "GATE_SECONDS", 0.1)
    with journal._claims.gate(), pytest.raises(JournalError, match=r"stayed locked .* for 0.1 seconds"):
        Journal.open(file)


def modes(folder: Path) -> dict[str, int]:
    return {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.rglob("*")}


def test_personal_words_are_readable_by_their_owner_alone(file: Path, small: Scenario) -> None:
    before = os.umask(0)
    try:
        with Journal.open(file) as journal:
            session = journal.begin(small, "coached")
            journal.append(session, AnswerGiven("between us"))
            found = modes(file.parent)
    finally:
        os.umask(before)
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert found == {
        "journal.sqlite": 0o600,
        "journal.sqlite-journal": 0o600,
        "journal.lock": 0o600,
        "journal.claims": 0o700,
        session: 0o600,
    }


def test_a_journal_that_was_copied_back_is_made_private_again(file: Path) -> None:
    Journal.open(file).close()
    file.chmod(0o644)
    Journal.open(file).close()
    assert modes(file.parent)["journal.sqlite"] == 0o600
