"""`closer list`, `closer history` and `closer where`."""

from __future__ import annotations

import json
import shlex
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import Result

from closer_tui.commands import listing
from closer_tui.events import AnswerGiven
from closer_tui.journal import Journal, JournalError
from closer_tui.linear import cells
from closer_tui.scenario.model import Scenario
from closer_tui.scoring.verdict import Scorer
from closer_tui.session import Session

Closer = Callable[..., Result]
Program = Callable[..., subprocess.CompletedProcess[str]]


def test_list_has_a_line_for_each_scenario_its_name_first(closer: Closer) -> None:
    done = closer("list")
    assert (done.exit_code, done.stderr) == (0, "")
    rows = [line.split("\t") for line in done.stdout.splitlines()]
    assert len(rows) >= 6
    assert "payments-backend" in {row[0] for row in rows}
    assert {len(row) for row in rows} == {5}
    assert [entry["name"] for entry in json.loads(closer("list", "--json").stdout)] == [row[0] for row in rows]


@pytest.mark.usefixtures("words")
def test_list_shows_the_best_of_the_own_scenarios_and_what_is_wrong_with_them(closer: Closer, own: Path) -> None:
    small = (own / "small.toml").read_text(encoding="utf-8")
    (own / "broken.toml").write_text(small.replace("easy", "\\u001b[31measy"), encoding="utf-8")
    closer("play", "small", typed="asks insightful several\n.\n")
    done = closer("list")
    (line,) = [line for line in done.stdout.splitlines() if line.startswith("small\t")]
    assert line == "small\tA small ending\tDeveloper at Acme\teasy\tbest 50 of 100"
    path = own / "broken.toml"
    assert done.stderr == f"broken.toml: 1 problem; closer check {shlex.quote(str(path))} shows it\n"
    assert "\x1b" not in done.stderr
    assert done.exit_code == 0


def test_list_says_a_broken_scenario_in_one_line_however_much_is_wrong(closer: Closer, own: Path) -> None:
    path = own / "mine.toml"
    path.write_text("format = 1\n" + "".join(f"odd{n} = 1\n" for n in range(30)), encoding="utf-8")
    (line,) = closer("list").stderr.splitlines()
    problems = closer("check", str(path)).stdout.count(" error S")
    assert problems > 30
    assert line == f"mine.toml: {problems} problems; closer check {shlex.quote(str(path))} shows them"


def test_list_tells_what_stands_in_place_of_a_bundled_one_and_what_shares_its_history(
    closer: Closer, own: Path
) -> None:
    small = (own / "small.toml").read_text(encoding="utf-8")
    (own / "first-job.toml").write_text(f'id = "twin"\n{small}', encoding="utf-8")
    (own / "other.toml").write_text(f'id = "twin"\n{small}', encoding="utf-8")
    done = closer("list")
    shadow, twin = done.stderr.splitlines()
    assert shadow == f"first-job: {own / 'first-job.toml'} takes the place of the bundled scenario of this name"
    assert twin.startswith("other: This scenario has the id of another one, first-job")
    assert {e["name"]: e["shadows"] for e in json.loads(closer("list", "--json").stdout)}["first-job"] is True
    assert len([line for line in done.stdout.splitlines() if line.startswith("first-job\t")]) == 1


def test_columns_fit_a_narrow_terminal(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.setenv("COLUMNS", "50")
    listing.columns([("name", "x" * 60, "漢字" * 20, "easy"), ("longer-name", "short", "e\u0301", "hard")], (2, 1))
    first, second = capsys.readouterr().out.splitlines()
    assert cells(first) <= 50
    assert cells(first[: first.index("easy")]) == cells(second[: second.index("hard")])
    assert first.count("…") == 2


def test_an_empty_column_takes_no_room_on_a_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [("a", "", "b" * 30), ("c", "", "d")]
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.setenv("COLUMNS", "12")
    listing.columns(rows, (2,), 9)
    assert capsys.readouterr().out.splitlines() == ["a  bbbbbbbb…", "c  d"]
    monkeypatch.setattr("sys.stdout.isatty", lambda: False, raising=False)
    listing.columns(rows, (2,), 9)
    assert capsys.readouterr().out.splitlines()[1] == "c\t\td"


def test_history_and_list_create_nothing(closer: Closer, home: Path) -> None:
    assert closer("history").stdout == ""
    assert closer("list").exit_code == 0
    assert not home.exists()


@pytest.mark.parametrize(("command", "status"), [("history", 1), ("list", 0)])
def test_a_home_that_is_a_file_is_told_instead_of_an_empty_history(
    closer: Closer, home: Path, command: str, status: int
) -> None:
    home.write_text("", encoding="utf-8")
    done = closer(command)
    assert done.exit_code == status
    assert done.stderr.startswith(f"closer: The journal can't be reached, for {home}: Not a directory.")
    assert "No rehearsals yet" not in done.stderr
    assert home.read_text(encoding="utf-8") == ""


def test_history_shows_the_newest_first(closer: Closer, scenario: Scenario, word_scorer: Scorer) -> None:
    with Journal.open() as journal:
        for day, text in ((1, "asks"), (2, "asks insightful several")):
            session = Session.begin(journal, word_scorer, scenario, "realistic")
            session.send(AnswerGiven(text))
            session.send(session.judge())
            journal.finish(session.key, session.report(), datetime(2026, 3, day, 12, tzinfo=UTC))
    lines = [line.split("\t") for line in closer("history").stdout.splitlines()]
    assert [(line[1][:10], *line[2:8]) for line in lines] == [
        ("2026-03-02", "small", "realistic", "25 of 100", "", "", "words-1"),
        ("2026-03-01", "small", "realistic", "8 of 100", "", "", "words-1"),
    ]
    ids = [row["id"] for row in json.loads(closer("history", "--json").stdout)]
    assert [line[0] for line in lines] == [each[:8] for each in ids]


def test_where_tells_every_place_and_who_chose_the_language(closer: Closer, home: Path) -> None:
    *places, language = closer("where").stdout.splitlines()
    names = ["data", "journal", "scenarios", "drafts", "settings", "log", "cache"]
    assert [line.split("\t")[0] for line in places] == names
    assert all(str(home) in line for line in places)
    assert language == "language\tEnglish (as CLOSER_LANGUAGE says)"


@pytest.mark.parametrize("command", ["list", "history"])
def test_a_damaged_journal_is_told_and_kept(closer: Closer, home: Path, command: str) -> None:
    home.mkdir()
    (home / "journal.sqlite").write_bytes(b"not a database" * 1000)
    done = closer(command)
    assert done.exit_code == 0
    assert "damaged" in done.stderr
    assert [path for path in home.glob("journal*") if path.read_bytes().startswith(b"not a database")]


@pytest.mark.parametrize(("command", "status"), [("list", 0), ("history", 1)])
def test_a_journal_that_can_t_be_read_keeps_no_list_back(
    closer: Closer, home: Path, monkeypatch: pytest.MonkeyPatch, command: str, status: int
) -> None:
    def refuse() -> Journal:
        raise JournalError("The disk is gone.", "Plug it in.")

    home.mkdir()
    (home / "journal.sqlite").touch()
    monkeypatch.setattr("closer_tui.journal.Journal.open", refuse)
    done = closer(command)
    assert (done.exit_code, done.stderr) == (status, "closer: The disk is gone. Plug it in.\n")
    assert bool(done.stdout) == (command == "list")


def test_the_list_for_programs_tells_group_and_language(closer: Closer) -> None:
    listed = {each["name"]: each for each in json.loads(closer("list", "--json").stdout)}
    assert (listed["first-job"]["group"], listed["first-job"]["language"]) == ("First job", "en")
    assert listed["stadtwerke-admin"]["language"] == "de"
