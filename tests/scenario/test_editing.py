"""What an author writes is on the disk whole or not at all, and what others write meanwhile is never lost unasked."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from closer_tui.diagnostics import DiagnosticError
from closer_tui.scenario.copying import copy_scenario, free_name, with_id
from closer_tui.scenario.drafts import Drafts
from closer_tui.scenario.editing import ChangedOutside, Editing
from closer_tui.scenario.library import Entry, library
from closer_tui.scenario.load import load_file, load_text
from closer_tui.scenario.manuscript import LONGEST_LINE, read_manuscript, write_manuscript


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "mine.toml"
    path.write_text("title = 1\n")
    return path


def editing(file: Path) -> Editing:
    return Editing(read_manuscript(file), Drafts(file.parent / "drafts"))


def left(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


# --- one file ----------------------------------------------------------------------------------------------


@settings(deadline=None)  # it waits for the disk
@given(data=st.binary(max_size=300))
def test_any_bytes_are_written_as_they_were_read(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.mktemp("any") / "a.toml"
    path.write_bytes(data)
    read = read_manuscript(path)
    again = write_manuscript(read, read.text)
    assert path.read_bytes() == data
    assert again == read


@pytest.mark.skipif(os.name != "posix", reason="modes are of POSIX")
def test_saving_keeps_the_mode_and_a_link_to_a_file(file: Path) -> None:
    file.chmod(0o640)
    link = file.with_name("link.toml")
    link.symlink_to(file)
    write_manuscript(read_manuscript(link), "title = 2\n")
    assert link.is_symlink() and file.read_text() == "title = 2\n"
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert left(file.parent) == ["link.toml", "mine.toml"]


def test_a_save_that_fails_leaves_the_file_as_it_was(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    read = read_manuscript(file)
    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_manuscript(read, "title = 2\n")
    assert file.read_text() == "title = 1\n" and left(file.parent) == ["mine.toml"]


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="who may do all is stopped by no mode")
def test_a_file_that_may_not_be_written_is_not_replaced(file: Path) -> None:
    read = read_manuscript(file)
    file.chmod(0o444)
    with pytest.raises(PermissionError):
        write_manuscript(read, "title = 2\n")
    assert file.read_text() == "title = 1\n"


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda path: path.name, "S001"),
        (lambda path: path.mkdir(), "S003"),
        (lambda path: path.write_bytes(b"#" * 256_001), "S004"),
        (lambda path: path.write_bytes(b"ok\n" + b"[" * (LONGEST_LINE + 1)), "S015"),
    ],
)  # fmt: skip
def test_what_cant_be_edited_here_is_told(tmp_path: Path, make: object, code: str) -> None:
    path = tmp_path / "odd.toml"
    assert callable(make)
    make(path)
    with pytest.raises(DiagnosticError) as caught:
        read_manuscript(path)
    assert [each.code for each in caught.value.diagnostics] == [code]


# --- the file and the author -------------------------------------------------------------------------------


def test_what_was_changed_outside_is_not_overwritten_unasked(file: Path) -> None:
    work = editing(file)
    file.write_text("title = 3\n")
    assert work.outside() == "changed"
    with pytest.raises(ChangedOutside):
        work.save("title = 2\n")
    assert file.read_text() == "title = 3\n"
    work.keep_mine()
    assert work.outside() == "same" and work.unsaved(work.manuscript.text)
    work.save("title = 2\n")
    assert file.read_text() == "title = 2\n" and not work.unsaved("title = 2\n")


def test_a_change_within_the_same_tick_of_the_clock_is_seen_when_saving(file: Path) -> None:
    work = editing(file)
    before = file.stat()
    with file.open("r+") as same:  # the same file, size and time
        same.write("title = 7\n")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    with pytest.raises(ChangedOutside):
        work.save("title = 2\n")


def test_a_file_that_was_touched_only_is_the_same(file: Path) -> None:
    work = editing(file)
    os.utime(file, ns=(1, 1))
    assert work.outside() == "same"


def test_theirs_is_taken_and_mine_saved_under_another_name(file: Path) -> None:
    work = editing(file)
    file.write_text("title = 3\n")
    assert work.read_again() == "title = 3\n" and not work.unsaved("title = 3\n")
    file.write_text("title = 4\n")
    work.save_elsewhere("title = 2\n")
    assert work.path == file.with_name("mine-mine.toml") and work.path.read_text() == "title = 2\n"
    assert file.read_text() == "title = 4\n"
    assert work.elsewhere == file.with_name("mine-mine-mine.toml")


def test_a_file_that_is_gone_is_written_anew(file: Path) -> None:
    work = editing(file)
    file.unlink()
    assert work.outside() == "gone"
    work.save("title = 2\n")
    assert file.read_text() == "title = 2\n"


def test_what_is_not_saved_is_kept_for_the_next_time(file: Path) -> None:
    text = "title = 2 # \udc80 ☃\n"
    editing(file).keep_draft(text)
    found = editing(file).draft()
    assert found is not None and found.text == text and found.digest == read_manuscript(file).digest
    editing(file).save(text)
    assert editing(file).draft() is None and left(file.parent / "drafts") == []


def test_a_draft_is_readable_by_its_owner_alone_and_a_damaged_one_is_none(file: Path) -> None:
    editing(file).keep_draft("title = 2\n")
    (draft,) = (file.parent / "drafts").iterdir()
    if os.name == "posix":
        assert stat.S_IMODE(draft.stat().st_mode) == 0o600
    for damage in (b"", b"[]", b'{"text": 1, "digest": "", "when": "2026-05-01"}', b"\xff"):
        draft.write_bytes(damage)
        assert editing(file).draft() is None


def test_what_is_on_disk_already_is_not_offered_again(file: Path) -> None:
    editing(file).keep_draft("title = 2\n")
    file.write_text("title = 2\n")
    assert editing(file).draft() is None


# --- copies ------------------------------------------------------------------------------------------------


def bundled() -> Entry:
    return next(entry for entry in library(None) if entry.scenario is not None)


def test_a_copy_has_a_free_name_an_id_of_its_own_and_is_otherwise_the_same(tmp_path: Path) -> None:
    entry = bundled()
    paths = [copy_scenario(entry, tmp_path / "own") for _ in range(3)]
    assert [path.stem for path in paths] == [f"{entry.name}-copy{end}" for end in ("", "-2", "-3")]
    copies = [load_file(path) for path in paths]
    assert entry.scenario is not None
    assert len({copy.id for copy in copies} | {entry.scenario.id}) == 4
    assert {copy.steps for copy in copies} == {entry.scenario.steps}
    listed = {each.name: each for each in library(tmp_path / "own")}
    assert not listed[paths[0].stem].shadows and not listed[paths[0].stem].diagnostics


def test_a_copy_of_a_copy_is_numbered_and_an_id_that_is_taken_is_none(tmp_path: Path) -> None:
    first = copy_scenario(bundled(), tmp_path)
    first.rename(tmp_path / "other.toml")  # its id stays
    assert free_name(first.stem, tmp_path) == f"{first.stem}-2"


@pytest.mark.parametrize(
    "head",
    [
        'id = "old"\nformat = 1',
        "format = 1\n\"id\"   =  'old'  # mine",
        "# about\n\nformat = 1",
        'id = """\nold"""\nformat = 1',
    ],
)
def test_the_id_is_put_where_it_belongs(head: str) -> None:
    body = Path(bundled().path).read_text(encoding="utf-8")
    rest = "\n".join(line for line in body.split("\n") if not line.startswith(("format", "id =")))
    text = f"{head}\n{rest}"
    changed = with_id(text, "new")
    assert load_text(changed, "any").id == "new"
    assert load_text(changed, "any").steps == load_text(text, "any").steps
