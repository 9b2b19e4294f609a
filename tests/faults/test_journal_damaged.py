"""Whatever stands at the journal's place: it is kept, and rehearsing goes on."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from tests.faults.damage import journal_damaged, sound_journal

from closer_tui.events import AnswerGiven
from closer_tui.journal import Journal, JournalError, database, schema
from closer_tui.scenario.model import Scenario

FLIPS = 60


@pytest.fixture(scope="module")
def content() -> bytes:
    """A journal of some rehearsals, closed properly."""
    return sound_journal()


@pytest.fixture
def sound(content: bytes, file: Path) -> Path:
    """The same in its place, to be damaged."""
    file.parent.mkdir(mode=0o700)
    file.write_bytes(content)
    return file


def aside(file: Path) -> list[Path]:
    return sorted(file.parent.glob("journal.damaged-*.sqlite"))


def is_begun_anew(file: Path, small: Scenario) -> bool:
    """The damaged one was set aside, the notice names it, and a new journal works."""
    with Journal.open(file) as journal:
        (kept,) = aside(file)
        (notice,) = journal.notices
        assert str(kept) in notice
        session = journal.begin(small, "coached")
        journal.append(session, AnswerGiven("after all"))
        assert [info.id for info in journal.unfinished()] == [session]
    with Journal.open(file) as journal:
        assert journal.notices == ()
        return len(journal.unfinished()) == 1


@pytest.mark.parametrize(
    "content",
    [b"Dear diary, this is a text file.\n", b"\x00" * 5000, b"SQLite format 3\x00 and then no more", b"x"],
    ids=["text", "zeros", "torn header", "one byte"],
)
def test_a_file_that_is_no_journal_is_kept_under_another_name(content: bytes, file: Path, small: Scenario) -> None:
    file.parent.mkdir()
    file.write_bytes(content)
    assert is_begun_anew(file, small)
    assert aside(file)[0].read_bytes() == content


@pytest.mark.parametrize("share", [0.02, 0.1, 0.3, 0.5, 0.9, 0.999])
def test_a_truncated_journal_is_kept_under_another_name(
    share: float, content: bytes, file: Path, small: Scenario
) -> None:
    file.parent.mkdir()
    file.write_bytes(content[: int(len(content) * share)])
    assert is_begun_anew(file, small)
    assert content.startswith(aside(file)[0].read_bytes())


def test_the_database_of_another_program_is_kept_under_another_name(file: Path, small: Scenario) -> None:
    file.parent.mkdir()
    with closing(sqlite3.connect(file)) as db:
        db.execute("CREATE TABLE recipes (name TEXT)")
    assert is_begun_anew(file, small)


def test_a_journal_without_one_of_its_tables_is_kept_under_another_name(sound: Path, small: Scenario) -> None:
    with closing(sqlite3.connect(sound)) as db:
        db.execute("DROP TABLE reports")
    assert is_begun_anew(sound, small)


def test_a_journal_whose_tables_refer_to_one_that_is_not_there_is_kept_under_another_name(
    sound: Path, small: Scenario
) -> None:
    content = sound.read_bytes()
    assert content.count(b"REFERENCES scenarios (sha256)") == 1
    sound.write_bytes(content.replace(b"REFERENCES scenarios (sha256)", b"REFERENCES scenarigs (sha256)"))
    assert is_begun_anew(sound, small)


def test_a_directory_in_its_place_is_kept_under_another_name(file: Path, small: Scenario) -> None:
    file.mkdir(parents=True)
    (file / "letter.txt").write_text("mine")
    assert is_begun_anew(file, small)
    assert (aside(file)[0] / "letter.txt").read_text() == "mine"


def test_a_pipe_or_a_dangling_link_in_its_place_does_not_hang_it(file: Path, small: Scenario) -> None:
    file.parent.mkdir()
    os.mkfifo(file)
    assert is_begun_anew(file, small)
    file.unlink()
    aside(file)[0].unlink()
    file.symlink_to(file.parent / "nowhere")
    assert is_begun_anew(file, small)


def test_an_empty_file_becomes_a_journal_and_says_so(file: Path) -> None:
    file.parent.mkdir()
    file.touch()
    with Journal.open(file) as journal:
        assert "was empty" in journal.notices[0]
        assert aside(file) == []


@pytest.mark.parametrize("seed", [*range(FLIPS), 351])
def test_flipped_bytes_never_crash_and_never_cost_the_file(seed: int, tmp_path: Path) -> None:
    assert journal_damaged(seed, tmp_path)


def test_a_damaged_word_costs_its_own_record_and_no_other(sound: Path, small: Scenario) -> None:
    content = sound.read_bytes()
    assert content.count(b"half a sent") > 1
    spoilt = content.replace(b"half a sent", b"half \xff sent", 1).replace(b'title = "A small', b'title = "A smell', 1)
    sound.write_bytes(spoilt)
    with Journal.open(sound) as journal:
        assert journal.notices == ()
        assert len(journal.history()) == 3
        with pytest.raises(JournalError, match="damaged"):
            load_all(journal)
        # A new rehearsal of the scenario brings its text again, for the earlier ones too.
        session = journal.begin(small, "coached")
        assert journal.load(session).scenario.title == "A small room"
        assert sum(len(journal.load(info.id).events) for info in journal.history()) == 12


def test_a_journal_of_a_newer_closer_is_left_untouched(sound: Path) -> None:
    with closing(sqlite3.connect(sound)) as db:
        db.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    before = sound.read_bytes()
    with pytest.raises(JournalError, match="Upgrade closer"):
        Journal.open(sound)
    assert sound.read_bytes() == before
    assert aside(sound) == []


def test_an_older_journal_is_brought_up_to_date_with_all_that_is_in_it(
    sound: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    newer = (*schema.MIGRATIONS, ("ALTER TABLE sessions ADD COLUMN mood TEXT",))
    monkeypatch.setattr(database, "MIGRATIONS", newer)
    monkeypatch.setattr(database, "VERSION", len(newer))
    with Journal.open(sound) as journal:
        assert journal.notices == ()
        assert len(journal.history()) == len(journal.unfinished()) == 3
        load_all(journal)


def test_a_step_up_that_fails_leaves_the_journal_as_it_was(sound: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = sound.read_bytes()
    with monkeypatch.context() as patch:
        newer = (*schema.MIGRATIONS, ("CREATE TABLE moods (name TEXT)", "ALTER TABLE nothing ADD COLUMN mood TEXT"))
        patch.setattr(database, "MIGRATIONS", newer)
        patch.setattr(database, "VERSION", len(newer))
        with pytest.raises(JournalError, match="left as it was"):
            Journal.open(sound)
    assert sound.read_bytes() == before
    assert aside(sound) == []


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE events SET kind = 'Sneezed'",
        "UPDATE events SET body = '{'",
        "UPDATE events SET body = 7",
        "UPDATE events SET body = '{\"text\": 3}'",
        "UPDATE drafts SET text = x'ff'",
        "UPDATE drafts SET at = 'soon'",
        "UPDATE reports SET body = '[]'",
        "UPDATE sessions SET level = 'hard'",
        "UPDATE sessions SET started = 'yesterday'",
        "UPDATE sessions SET updated = 5",
        "UPDATE sessions SET answers = 'many'",
        "UPDATE sessions SET completeness = 'most' WHERE finished IS NOT NULL",
        "UPDATE scenarios SET source = ''",
    ],
)
def test_a_record_that_makes_no_sense_is_told_in_one_sentence(damage: str, sound: Path, small: Scenario) -> None:
    with closing(sqlite3.connect(sound, isolation_level=None)) as db:
        db.execute(damage)
    with Journal.open(sound) as journal:
        assert journal.notices == ()
        with pytest.raises(JournalError, match=r"damaged, or written by a newer closer\. Upgrade"):
            load_all(journal)
        session = journal.begin(small, "coached")
        assert journal.load(session).info.answers == 0


def test_what_was_set_aside_is_never_overwritten(file: Path) -> None:
    file.parent.mkdir()
    for number in range(4):
        file.write_text(f"damaged {number}")
        with Journal.open(file) as journal:
            assert journal.notices
        file.unlink()
    assert sorted(path.read_text() for path in aside(file)) == [f"damaged {number}" for number in range(4)]


def test_the_rollback_file_goes_with_a_damaged_journal(file: Path, small: Scenario) -> None:
    file.parent.mkdir()
    file.write_text("no database")
    rollback = file.with_name("journal.sqlite-journal")
    rollback.write_text("its rollback")
    assert is_begun_anew(file, small)
    assert Path(f"{aside(file)[0]}-journal").read_text() == "its rollback"


def break_a_page(file: Path) -> None:
    """Zeros over the middle of the file, where the answers are."""
    with file.open("r+b") as raw:
        raw.seek(file.stat().st_size // 2 // 4096 * 4096)
        raw.write(b"\x00" * 8192)


def test_a_damaged_journal_is_not_taken_away_from_somebody_who_plays(file: Path, small: Scenario) -> None:
    with Journal.open(file) as playing:
        playing.begin(small, "coached")
        file.write_bytes(b"overwritten by a sync program")
        with pytest.raises(JournalError, match="another closer is still using it"):
            Journal.open(file)
        assert file.read_bytes() == b"overwritten by a sync program"
    assert is_begun_anew(file, small)


def test_who_waits_moves_over_to_the_new_journal(file: Path, small: Scenario) -> None:
    with Journal.open(file) as waiting:
        file.write_bytes(b"overwritten by a sync program")
        with Journal.open(file) as other:
            assert other.notices
            session = waiting.begin(small, "coached")
            waiting.append(session, AnswerGiven("in the new one"))
            assert other.load(session).events == (AnswerGiven("in the new one"),)


def load_all(journal: Journal) -> None:
    for info in (*journal.unfinished(), *journal.history()):
        journal.load(info.id)
        journal.reports(info.id)


def test_damage_in_a_large_journal_is_told_when_met_and_set_aside_at_the_next_start(
    sound: Path, small: Scenario, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "SMALL", 0)
    break_a_page(sound)
    with Journal.open(sound) as journal:
        assert journal.notices == ()
        with pytest.raises(JournalError, match="damaged"):
            load_all(journal)
    assert is_begun_anew(sound, small)


def test_a_large_journal_is_checked_after_a_process_that_did_not_end_well(
    sound: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "SMALL", 0)
    break_a_page(sound)
    with Journal.open(sound) as journal:
        assert journal.notices == ()
    claims = sound.with_name("journal.claims")
    claims.mkdir(exist_ok=True)
    (claims / "4f2a").touch()
    with Journal.open(sound) as journal:
        assert "set aside" in journal.notices[0]
    assert list(claims.iterdir()) == []
