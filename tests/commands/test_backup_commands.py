"""`closer export all` and `closer import`: everything into one file, out of it again, and told."""

from __future__ import annotations

import gzip
import json
import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from tests.test_rescoring import play

from closer_tui.journal import Journal
from closer_tui.scenario.load import load_text

Closer = Callable[..., Result]
OTHER = "[[step]]\n"
"""As a scenario it is broken; as a file of one's own it is as dear as any."""


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], Path]:
    """Goes to another machine, where nothing of closer's is yet."""

    def go() -> Path:
        folder = tmp_path / "elsewhere"
        monkeypatch.setenv("CLOSER_HOME", str(folder))
        return folder

    return go


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "backup.jsonl.gz"


@pytest.fixture
def filled(home: Path, own: Path, small: Path) -> Path:
    """A home with two rehearsals, a scenario of one's own and settings."""
    with Journal.open() as journal:
        scenario = load_text(small.read_text(encoding="utf-8"), "small")
        play(journal, scenario, text="asks one")
        play(journal, scenario, text="asks two \ud800")
    (home / "settings.toml").write_text('level = "silent"\n', encoding="utf-8")
    assert (own / "small.toml").exists()
    return home


def test_everything_comes_to_another_machine(
    closer: Closer, filled: Path, file: Path, elsewhere: Callable[[], Path]
) -> None:
    done = closer("export", "all", str(file))
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr.startswith(f"2 rehearsals, 1 scenario of yours and the settings in {file}. They hold your own")
    before = closer("history", "--json").stdout
    folder = elsewhere()
    done = closer("import", str(file))
    assert done.exit_code == 0
    assert done.stdout.splitlines() == [
        "Rehearsals: 2 added, 0 here already.",
        "Scenarios of yours: 1 added, 0 here already.",
        "The settings of the backup were taken: there were none here.",
    ]
    assert closer("history", "--json").stdout == before
    for name in ("scenarios/small.toml", "settings.toml"):
        assert (folder / name).read_bytes() == (filled / name).read_bytes()
        assert stat.S_IMODE((folder / name).stat().st_mode) == 0o600
    again = file.with_name("again.gz")
    closer("export", "all", str(again))
    told = [gzip.decompress(each.read_bytes()).split(b"\n", 1)[1] for each in (file, again)]
    assert told[0] == told[1], "but for the header, which tells the time"


def test_a_second_time_nothing_is_added(closer: Closer, filled: Path, file: Path) -> None:
    closer("export", "all", str(file))
    for _ in range(2):
        done = closer("import", str(file))
        assert done.exit_code == 0
        assert done.stdout.splitlines() == [
            "Rehearsals: 0 added, 2 here already.",
            "Scenarios of yours: 0 added, 1 here already.",
            "The settings are the same.",
        ]
    assert sorted(path.name for path in (filled / "scenarios").iterdir()) == ["small.toml"]


def test_a_dry_run_changes_nothing_and_begins_no_journal(
    closer: Closer, filled: Path, file: Path, elsewhere: Callable[[], Path]
) -> None:
    assert filled.exists()
    closer("export", "all", str(file))
    folder = elsewhere()
    done = closer("import", "--dry-run", str(file))
    assert done.exit_code == 0
    assert "Rehearsals: 2 added" in done.stdout and "Nothing was changed (--dry-run)" in done.stdout
    assert not folder.exists()


def test_a_scenario_that_differs_gets_another_name_once(closer: Closer, filled: Path, file: Path) -> None:
    closer("export", "all", str(file))
    mine = filled / "scenarios" / "small.toml"
    theirs = mine.read_text(encoding="utf-8")
    mine.write_text(OTHER, encoding="utf-8")
    done = closer("import", str(file))
    assert "small.toml differs from the one here: it was added as small-2.toml." in done.stdout
    assert mine.read_text(encoding="utf-8") == OTHER
    assert (filled / "scenarios" / "small-2.toml").read_text(encoding="utf-8") == theirs
    assert "Scenarios of yours: 0 added, 1 here already." in closer("import", str(file)).stdout


def test_settings_are_taken_on_request_and_those_from_before_kept(closer: Closer, filled: Path, file: Path) -> None:
    closer("export", "all", str(file))
    settings = filled / "settings.toml"
    settings.write_text('level = "coached"\n', encoding="utf-8")
    assert "left as they are here; --settings takes" in closer("import", str(file)).stdout
    assert settings.read_text(encoding="utf-8") == 'level = "coached"\n'
    assert "would be taken" in closer("import", "--settings", "--dry-run", str(file)).stdout
    done = closer("import", "--settings", str(file))
    aside = filled / "settings.before-import.toml"
    assert f"those from before are in {aside}" in done.stdout
    assert settings.read_text(encoding="utf-8") == 'level = "silent"\n'
    assert aside.read_text(encoding="utf-8") == 'level = "coached"\n'


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("../escape.toml", "x"),
        ("/escape.toml", "x"),
        ("..\\escape.toml", "x"),
        (".hidden.toml", "x"),
        ("escape.txt", "x"),
        ("es\x1b[31mcape.toml", "x"),
        ("es\ncape.toml", "x"),
        ("es\0cape.toml", "x"),
        ("\ud800.toml", "x"),
        ("x" * 300 + ".toml", "x"),
        ("large.toml", "#" * 300_000),
    ],
)
def test_a_file_that_is_no_scenario_is_left_out(closer: Closer, home: Path, file: Path, name: str, text: str) -> None:
    header = {"closer": "9", "format": 1}
    record = {"kind": "file", "name": name, "text": text}
    lines = [header, record, {"kind": "end", "records": 1}]
    data = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines).encode("utf-8", "surrogatepass")
    file.write_bytes(gzip.compress(data))
    done = closer("import", str(file))
    assert done.exit_code == 1
    assert "Left out: " in done.stderr and "\x1b" not in done.stderr
    found = [path for path in home.parent.rglob("*") if path.suffix == ".toml" or "escape" in path.name]
    assert not found


def test_settings_that_are_none_are_left_out(closer: Closer, home: Path, file: Path) -> None:
    lines = [{"closer": "9", "format": 1}, {"kind": "settings", "name": "settings.toml", "text": "= ="}]
    file.write_bytes(gzip.compress("".join(json.dumps(line) + "\n" for line in lines).encode()))
    done = closer("import", "--settings", str(file))
    assert done.exit_code == 1
    assert "Left out: settings.toml: they are no settings." in done.stderr
    assert not (home / "settings.toml").exists()


def test_what_is_whole_of_a_file_that_was_cut_off_comes_in(
    closer: Closer, filled: Path, file: Path, elsewhere: Callable[[], Path]
) -> None:
    assert filled.exists()
    closer("export", "all", str(file))
    file.write_bytes(file.read_bytes()[:-20])
    elsewhere()
    done = closer("import", str(file))
    assert done.exit_code == 1
    assert "damaged or cut off" in done.stderr and "Nothing after it was read." in done.stderr
    assert "Scenarios of yours: 1 added" in done.stdout


def test_what_is_no_backup_is_refused_and_nothing_begun(closer: Closer, home: Path, tmp_path: Path) -> None:
    for name, data, words in (
        ("poem.txt", b"roses are red\n", "This is no backup of closer"),
        ("newer.gz", gzip.compress(b'{"closer":"9","format":2}\n'), "written by a newer closer"),
    ):
        (tmp_path / name).write_bytes(data)
        done = closer("import", str(tmp_path / name))
        assert done.exit_code == 1 and words in done.stderr
    for missing in ("nothing.gz", "."):
        assert closer("import", str(tmp_path / missing)).exit_code == 1
    assert not (home / "journal.sqlite").exists()


def test_a_backup_is_for_its_owner_there_whole_or_not_at_all_and_replaces_nothing_unasked(
    closer: Closer, filled: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.write_text("precious", encoding="utf-8")
    refused = closer("export", "all", str(file))
    assert refused.exit_code == 1 and "is there already" in refused.stderr
    assert file.read_text(encoding="utf-8") == "precious"
    assert closer("export", "all", "--force", str(file)).exit_code == 0
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    monkeypatch.setattr("closer_tui.files.os.fsync", lambda _: (_ for _ in ()).throw(OSError(28, os.strerror(28))))
    new = filled.parent / "new.gz"
    full = closer("export", "all", str(new))
    assert full.exit_code == 1 and "No space left" in full.stderr
    assert not [path for path in filled.parent.iterdir() if "new.gz" in path.name]


def test_a_scenario_that_is_called_all_is_still_exported_as_a_page(closer: Closer, own: Path) -> None:
    (own / "all.toml").write_text((own / "small.toml").read_text(encoding="utf-8"), encoding="utf-8")
    done = closer("export", "all", "--html")
    assert done.exit_code == 0 and done.stdout.startswith("<!DOCTYPE html>") and "A small ending" in done.stdout
    assert closer("export", "all", "--html=-").stdout == done.stdout
    assert gzip.decompress(closer("export", "all").stdout_bytes).startswith(b'{"closer":')


def test_with_nothing_kept_there_is_nothing_to_write(closer: Closer, home: Path, file: Path) -> None:
    done = closer("export", "all", str(file))
    assert done.exit_code == 0 and "Nothing was written" in done.stderr
    assert not file.exists() and not home.exists()


def test_a_rehearsal_that_is_damaged_is_told_and_the_others_are_backed_up(
    closer: Closer, filled: Path, file: Path
) -> None:
    with Journal.open(filled / "journal.sqlite") as journal:
        session = journal.sessions()[0]
        with journal._transaction() as db:
            db.execute("UPDATE reports SET body = x'00' WHERE session = ?", (session,))
    done = closer("export", "all", str(file))
    assert done.exit_code == 1
    assert f"rehearsal {session[:8]}: left out." in done.stderr and "1 rehearsal," in done.stderr
    assert closer("import", str(file)).exit_code == 0
