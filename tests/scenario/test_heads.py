"""Promises of the heads that are remembered: the same list as reading everything gives, and never an old one."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

import pytest
from tests.conftest import HEAD

from closer_tui.paths import heads_file
from closer_tui.scenario import heads
from closer_tui.scenario.heads import head_of, remember, remembered
from closer_tui.scenario.library import library

STEP = '\n[[step]]\nmove = "questions"\nsays = ["Any questions?"]\n'
LONG_AGO = 1_700_000_000


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's folder of scenarios, in a home that is there."""
    monkeypatch.setenv("CLOSER_HOME", str(tmp_path / "home"))
    folder = tmp_path / "home" / "scenarios"
    folder.mkdir(parents=True)
    return folder


def put(folder: Path, name: str, text: str = HEAD + STEP, at: float = LONG_AGO) -> Path:
    path = folder / f"{name}.toml"
    path.write_text(text, encoding="utf-8")
    os.utime(path, (at, at))
    return path


def read_all(own: Path) -> None:
    began = time.time_ns()
    remember(library(own), began)


def test_what_is_remembered_is_what_reading_gives_in_the_same_order(own: Path) -> None:
    assert remembered(own) == ((), False)
    put(own, "mine")
    put(own, "first-job", HEAD.replace("small", "other") + STEP)
    read_all(own)
    known = remembered(own)
    assert known.whole
    assert list(known.heads) == [head_of(entry) for entry in library(own)]
    assert {head.name for head in known.heads if head.shadows} == {"first-job"}


def test_a_file_that_changed_vanished_or_came_is_known_to_be_unknown(own: Path) -> None:
    mine, other = put(own, "mine"), put(own, "other", 'id = "another"\n' + HEAD + STEP)
    read_all(own)
    assert remembered(own).whole
    put(own, "mine", (HEAD + STEP).replace("Any", "Some"), LONG_AGO + 1)
    assert {"mine", "other"} & {head.name for head in remembered(own).heads} == {"other"}
    assert not remembered(own).whole
    read_all(own)
    mine.unlink()
    assert remembered(own).whole and "mine" not in {head.name for head in remembered(own).heads}
    put(own, "third", 'id = "third"\n' + HEAD + STEP)
    assert not remembered(own).whole
    assert other.exists()


def test_what_was_changed_a_moment_ago_is_read_again(own: Path) -> None:
    put(own, "mine", at=time.time())
    read_all(own)
    assert "mine" not in {head.name for head in remembered(own).heads}


def test_broken_scenarios_and_twins_are_never_told_from_memory(own: Path) -> None:
    broken = put(own, "broken", "title = 3")
    read_all(own)
    assert not remembered(own).whole
    broken.unlink()
    put(own, "twin", 'id = "first-job"\n' + HEAD + STEP)
    read_all(own)
    assert not remembered(own).whole


def test_another_version_reads_everything_again(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read_all(own)
    monkeypatch.setattr(heads, "__version__", "9.9.9")
    assert remembered(own) == ((), False)


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"null", b"\xff\xfe", b"[" * 100_000, b'{"by": 1, "heads": []}'])
def test_a_damaged_memory_counts_as_none(own: Path, data: bytes) -> None:
    read_all(own)
    heads_file().write_bytes(data)
    assert remembered(own) == ((), False)
    read_all(own)
    assert remembered(own).heads


def test_heads_that_are_not_as_they_should_be_are_left_out(own: Path) -> None:
    path = str(put(own, "mine"))
    read_all(own)
    kept = json.loads(heads_file().read_bytes().partition(b"\n")[2])
    good = kept["heads"][path]
    wrong: list[object] = [
        None,
        [],
        [*good, 1],
        [str(good[0]), *good[1:]],
        [good[0], good[1], None],
        [good[0], good[1], {}],
        [good[0], good[1], good[2] | {"title": 3}],
        [good[0], good[1], good[2] | {"difficulty": "none"}],
        [good[0], good[1], good[2] | {"standard": "yes"}],
        [good[0], good[1], good[2] | {"path": "/etc/passwd"}],
    ]
    for each in wrong:
        kept["heads"][path] = each
        heads_file().write_bytes(heads._sealed(json.dumps(kept).encode()))
        assert "mine" not in {head.name for head in remembered(own).heads}, each
    kept["heads"][path] = good
    heads_file().write_bytes(heads._sealed(json.dumps(kept).encode()))
    assert "mine" in {head.name for head in remembered(own).heads}


def test_a_memory_that_cannot_be_written_is_done_without(own: Path) -> None:
    heads_file().parent.write_text("in the way", encoding="utf-8")
    read_all(own)
    assert remembered(own) == ((), False)


def test_who_only_looks_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLOSER_HOME", str(tmp_path / "nowhere"))
    read_all(tmp_path / "nowhere" / "scenarios")
    assert not (tmp_path / "nowhere").exists()
