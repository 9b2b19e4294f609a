"""Whatever stands in its files, the program starts, and loses nothing of them."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from tests.faults import damage
from tests.faults.kills import SMALL

from closer_tui.journal import Journal, schema

TIMES = 12


@pytest.mark.parametrize("seed", range(TIMES))
def test_damaged_settings_are_told_of_and_never_lost(seed: int, tmp_path: Path) -> None:
    assert damage.settings_damaged(seed, tmp_path)


@pytest.mark.parametrize("seed", range(TIMES))
def test_a_damaged_draft_of_a_scenario_is_offered_or_set_aside(seed: int, tmp_path: Path) -> None:
    assert damage.draft_damaged(seed, tmp_path)


@pytest.mark.parametrize("seed", range(4))
def test_a_damaged_memory_of_scenarios_changes_no_list(seed: int, tmp_path: Path) -> None:
    assert damage.memory_damaged(seed, tmp_path)


def _nothing(file: Path) -> None:
    file.touch()


def _folder(file: Path) -> None:
    (file / "letters").mkdir(parents=True)


def _text(file: Path) -> None:
    file.write_text("Dear diary, this is no database.\n" * 50, encoding="utf-8")


def _newer(file: Path) -> None:
    file.write_bytes(damage.sound_journal())
    with closing(sqlite3.connect(file)) as db:
        db.execute(f"PRAGMA user_version = {schema.VERSION + 1}")


@pytest.mark.parametrize(
    ("put", "told", "kept"),
    [
        (_nothing, "was empty; it was begun anew", True),
        (_folder, "was damaged and set aside as", True),
        (_text, "was damaged and set aside as", True),
        (_newer, "was written by a newer closer", False),
    ],
)
def test_whatever_stands_in_the_journals_place_one_may_rehearse_and_is_told_what_is_kept(
    put: Callable[[Path], None], told: str, kept: bool, tmp_path: Path
) -> None:
    home, file = tmp_path / "home", tmp_path / "home" / "journal.sqlite"
    home.mkdir()
    put(file)
    before = file.read_bytes() if file.is_file() else b""
    command = [sys.executable, "-m", "closer_tui", "play", str(SMALL), "--plain", "--level", "realistic"]
    answers = "What do you enjoy here?\n.\nI want this job.\n.\nDear Ann, thank you. Sam\n.\n"
    environment = {**os.environ, "CLOSER_HOME": str(home), "CLOSER_LANGUAGE": "en"}
    done = subprocess.run(command, input=answers, capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout.count(told) == 1
    assert ("What you rehearse is not kept for now." in done.stdout) != kept
    assert "The rehearsal is over. This is the report." in done.stdout
    if kept:
        with Journal.open(file) as journal:
            assert len(journal.history()) == 1
        aside = list(home.glob("journal.damaged-*"))
        assert put is _nothing or len(aside) == 1
        assert put is not _text or aside[0].read_bytes() == before
    else:
        assert file.read_bytes() == before, "it is left as it is"
