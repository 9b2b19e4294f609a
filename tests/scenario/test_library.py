"""Every scenario file is listed, the broken ones too, and found by name or by path."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from tests.conftest import HEAD, said_by_python

from closer_tui.diagnostics import DiagnosticError
from closer_tui.scenario.library import bundled_folder, find, folder_of, in_folder, library

PLAIN = f"""\
{HEAD}[[step]]
move = "value"
says = "Why you?"
[[step.sample]]
level = "strong"
text = "I moved forty services to Kafka, which is what you need."
"""


def write(folder: Path, name: str, title: str = "Mine", difficulty: str = "medium", extra: str = "") -> Path:
    path = folder / f"{name}.toml"
    text = PLAIN.replace("A small ending", title).replace('"easy"', f'"{difficulty}"')
    path.write_text(extra + text, encoding="utf-8")
    return path


def test_the_bundled_scenarios_are_at_hand_wherever_one_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    names = {entry.name for entry in library(None) if entry.bundled}
    assert names == {path.stem for path in bundled_folder().glob("*.toml")}
    assert len(names) >= 6


def test_the_users_own_are_listed_beside_them(tmp_path: Path) -> None:
    path = write(tmp_path, "mine", difficulty="hard")
    (entry,) = [entry for entry in library(tmp_path) if not entry.bundled]
    assert (entry.name, entry.title, entry.company, entry.role) == ("mine", "Mine", "Acme", "Developer")
    assert (entry.difficulty, entry.interviewer, entry.path, entry.diagnostics) == ("hard", "Ann Bell", path, ())
    assert entry.scenario == find("mine", tmp_path)


def test_an_own_file_takes_the_place_of_a_bundled_one_of_its_name(tmp_path: Path) -> None:
    name = library(None)[0].name
    write(tmp_path, name, title="Better")
    (entry,) = [entry for entry in library(tmp_path) if entry.name == name]
    assert (entry.title, entry.bundled, entry.shadows) == ("Better", False, True)
    assert find(name, tmp_path).title == "Better"
    assert find(name).title != "Better"
    assert not any(entry.shadows for entry in library(None))


def test_a_file_of_ones_own_takes_the_place_of_nothing(tmp_path: Path) -> None:
    write(tmp_path, "mine")
    assert not any(entry.shadows for entry in library(tmp_path))


def test_a_folder_is_listed_by_itself_the_broken_ones_too(tmp_path: Path) -> None:
    write(tmp_path, "b")
    write(tmp_path, "a", difficulty="nonsense")
    write(tmp_path, library(None)[0].name)
    entries = in_folder(tmp_path)
    assert [(entry.name, entry.scenario is None) for entry in entries] == [
        ("b", False),
        (library(None)[0].name, False),
        ("a", True),
    ]
    assert not any(entry.bundled or entry.shadows for entry in entries)
    assert in_folder(tmp_path / "none") == ()


def test_a_folder_is_told_from_a_name_and_from_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    name = library(None)[0].name
    monkeypatch.chdir(tmp_path)
    Path(name).mkdir()
    file = write(tmp_path, "mine")
    assert folder_of(str(tmp_path)) == tmp_path and folder_of(f".{os.sep}{name}") == Path(name)
    assert folder_of(name) is None and folder_of(str(file)) is None and folder_of("a\0b") is None
    assert folder_of("x" * 5000) is None


def test_a_file_that_is_renamed_or_changed_keeps_its_id_and_so_its_history(tmp_path: Path) -> None:
    path = write(tmp_path, "mine", extra='id = "the-one"\n')
    path.rename(tmp_path / "other.toml")
    write(tmp_path, "other", title="Changed", extra='id = "the-one"\n')
    (entry,) = in_folder(tmp_path)
    assert entry.scenario is not None and (entry.scenario.id, entry.title) == ("the-one", "Changed")


def test_a_broken_file_is_listed_last_with_all_that_is_wrong(tmp_path: Path) -> None:
    write(tmp_path, "aaa", difficulty="eazy")
    (tmp_path / "bbb.toml").write_bytes(b"\x00\xff")
    (tmp_path / "ccc.toml").mkdir()
    entries = library(tmp_path)[-3:]
    assert [(entry.name, entry.scenario, entry.difficulty) for entry in entries] == [
        ("aaa", None, None), ("bbb", None, None), ("ccc", None, None)]  # fmt: skip
    assert [entry.diagnostics[0].code for entry in entries] == ["S018", "S005", "S002"]
    with pytest.raises(DiagnosticError):
        find("aaa", tmp_path)


def test_the_easy_ones_come_first(tmp_path: Path) -> None:
    for name, difficulty in [("a", "hard"), ("b", "medium"), ("c", "easy"), ("d", "easy")]:
        write(tmp_path, name, difficulty=difficulty)
    assert [entry.name for entry in library(tmp_path) if not entry.bundled] == ["c", "d", "b", "a"]
    ranks = [("easy", "medium", "hard").index(entry.difficulty) for entry in library(tmp_path) if entry.difficulty]
    assert ranks == sorted(ranks)


def test_other_files_and_hidden_ones_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("no scenario")
    write(tmp_path, ".#mine")
    assert library(tmp_path) == library(None)


def test_a_folder_that_is_not_there_is_an_empty_one(tmp_path: Path) -> None:
    assert library(tmp_path / "none") == library(None)
    assert not (tmp_path / "none").exists()


def test_a_folder_that_is_a_file_is_told_and_hides_nothing(tmp_path: Path) -> None:
    (tmp_path / "scenarios").write_text("")
    entries = library(tmp_path / "scenarios")
    assert entries[:-1] == library(None)
    assert (entries[-1].scenario, entries[-1].diagnostics[0].code) == (None, "S003")


def test_two_scenarios_with_one_id_are_told_apart(tmp_path: Path) -> None:
    theirs = library(None)[0]
    assert theirs.scenario is not None
    write(tmp_path, "copy", extra=f'id = "{theirs.scenario.id}"\n')
    entries = {entry.name: entry for entry in library(tmp_path)}
    (warning,) = entries["copy"].diagnostics
    assert (warning.code, warning.severity) == ("S053", "warning") and theirs.name in warning.what
    assert entries["copy"].scenario is not None
    assert entries[theirs.name].diagnostics == ()


def test_a_path_is_taken_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path, "mine")
    assert find(str(path)).path == str(path)
    monkeypatch.chdir(tmp_path)
    assert find("mine.toml").title == find(f".{os.sep}mine.toml").title == "Mine"


def test_an_unknown_name_is_told_with_the_nearest_one() -> None:
    name = library(None)[0].name
    with pytest.raises(DiagnosticError) as caught:
        find(name[:-1] + "\x1b")
    (diagnostic,) = caught.value.diagnostics
    assert diagnostic.code == "S009" and name in diagnostic.help and "\x1b" not in str(diagnostic)
    with pytest.raises(DiagnosticError) as caught:
        find("qqqqqq")
    assert "closer list" in caught.value.diagnostics[0].help


def test_good_files_are_read_without_the_parser_that_finds_lines() -> None:
    code = (
        "import sys; from closer_tui.scenario.library import library; library(None); "
        "print([m for m in ('tree_sitter', 'snowballstemmer', 'rapidfuzz', 'numpy') if m in sys.modules])"
    )
    assert said_by_python(code) == "[]"
