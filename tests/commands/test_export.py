"""`closer export corrections`: to a file or standard output, never over what is there."""

from __future__ import annotations

import json
import os
import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import Result
from tests.test_rescoring import play

from closer_tui import files
from closer_tui.events import VerdictOverruled
from closer_tui.journal import Journal
from closer_tui.scenario.load import load_text

Closer = Callable[..., Result]
HOSTILE = "asks \x1b[31m\x9b2J \u202e\u2028\u2066 \ud800 é 🙂 \x7f end"


def rehearse(small: Path, text: str = "asks", criterion: str = "several") -> str:
    with Journal.open() as journal:
        scenario = load_text(small.read_text(encoding="utf-8"), "small")
        return play(journal, scenario, VerdictOverruled(criterion, True), text=text)


def test_corrections_go_to_standard_output_a_line_each_and_the_rest_to_standard_error(
    closer: Closer, small: Path
) -> None:
    rehearse(small)
    done = closer("export", "corrections")
    assert done.exit_code == 0
    (line,) = map(json.loads, done.stdout.splitlines())
    assert (line["text"], line["labels"]["several"]) == ("asks", True)
    assert done.stderr == "1 line. It holds your own words, and the names in them: look before you share.\n"
    assert closer("export", "corrections", "-").stdout == done.stdout


def test_the_last_rehearsal_comes_first(closer: Closer, small: Path) -> None:
    for text in ("asks one", "asks two"):
        rehearse(small, text)
    texts = [json.loads(line)["text"] for line in closer("export", "corrections").stdout.splitlines()]
    assert texts == ["asks two", "asks one"]


def test_a_file_is_for_its_owner_and_is_never_overwritten_unasked(closer: Closer, small: Path, tmp_path: Path) -> None:
    rehearse(small)
    file = tmp_path / "mine.jsonl"
    done = closer("export", "corrections", str(file))
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr.startswith(f"1 line in {file}. ")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    written = file.read_bytes()
    file.write_text("precious", encoding="utf-8")
    refused = closer("export", "corrections", str(file))
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert refused.stderr == f"closer: {file} is there already. Name another file, or replace it with --force.\n"
    assert file.read_text(encoding="utf-8") == "precious"
    assert closer("export", "corrections", str(file), "--force").exit_code == 0
    assert file.read_bytes() == written


@pytest.mark.parametrize("place", ["folder", "nowhere/mine.jsonl", "pipe"])
def test_a_place_that_can_not_be_written_is_named_with_what_to_do(
    closer: Closer, small: Path, tmp_path: Path, place: str
) -> None:
    rehearse(small)
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    done = closer("export", "corrections", str(tmp_path / place), "--force")
    assert (done.exit_code, done.stdout) == (1, "")
    assert str(tmp_path / place) in done.stderr
    assert any(word in done.stderr for word in ("Name a file", "Leave FILE out"))


def test_a_disk_that_is_full_leaves_no_half_file(small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Full:
        def __init__(self, handle: int, mode: str) -> None:
            self.file = open(handle, mode)  # noqa: SIM115

        def __enter__(self) -> Full:
            return self

        def __exit__(self, *_: object) -> None:
            self.file.close()

        def write(self, data: bytes) -> None:
            self.file.write(data[:3])
            raise OSError(28, "No space left on device")

    monkeypatch.setattr("closer_tui.files.os.fdopen", Full)
    for write in (files.create_file, files.replace_file):
        with pytest.raises(OSError, match="No space"):
            write(tmp_path / "new.jsonl", b"line\n")
        assert [path.name for path in tmp_path.glob("*new*")] == []
    assert small.exists()


def test_hostile_text_is_exact_in_json_and_harmless_on_the_screen(closer: Closer, small: Path) -> None:
    rehearse(small, HOSTILE)
    done = closer("export", "corrections")
    (line,) = done.stdout.splitlines()
    assert json.loads(line)["text"] == HOSTILE
    assert "é 🙂" in line
    assert not set("\x1b\x9b\u202e\u2028\u2066\x7f") & set(done.stdout)


@pytest.mark.parametrize("begun", [True, False])
def test_where_there_is_nothing_it_says_so_and_writes_nothing(
    closer: Closer, small: Path, home: Path, tmp_path: Path, begun: bool
) -> None:
    if begun:
        rehearse(small, criterion="asks")  # they agree
    file = tmp_path / "mine.jsonl"
    done = closer("export", "corrections", str(file))
    assert (done.exit_code, done.stdout) == (0, "")
    assert "Nothing was written: you overruled no verdict yet" in done.stderr
    assert not file.exists()
    assert home.exists() == begun


def test_a_damaged_rehearsal_is_named_and_the_others_are_exported(closer: Closer, small: Path, home: Path) -> None:
    broken = rehearse(small, "asks broken")
    rehearse(small, "asks whole")
    with closing(sqlite3.connect(home / "journal.sqlite", isolation_level=None)) as db:
        db.execute("UPDATE events SET body = '{' WHERE session = ? AND seq = 0", (broken,))
    done = closer("export", "corrections")
    assert done.exit_code == 1
    assert [json.loads(line)["text"] for line in done.stdout.splitlines()] == ["asks whole"]
    assert "realistic: left out. The journal can't be read: this rehearsal is damaged" in done.stderr
