"""`closer history`: the table, what is looked for, one rehearsal read again, and deleted."""

from __future__ import annotations

import json
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import Result
from tests.conftest import WordScorer

from closer_tui.commands import history, history_one
from closer_tui.commands.ending import Failure
from closer_tui.events import AnswerGiven, EmailSent, RoomLeft
from closer_tui.journal import Journal, Search
from closer_tui.journal.codec import store_time
from closer_tui.linear import EndOfInput, Linear, cells
from closer_tui.rehearsal import LEVELS, Level
from closer_tui.scenario.load import load_text
from closer_tui.session import Session

Closer = Callable[..., Result]


def play(journal: Journal, source: str, name: str, level: Level, answer: str, email: str, day: int) -> str:
    session = Session.begin(journal, WordScorer(), load_text(source, name), level)
    session.send(AnswerGiven(answer, 30.0))
    session.send(session.judge())
    if level == "silent":
        session.send(RoomLeft(60.0))
    session.send(EmailSent("ann@acme.example", "Hi", email, 95.0))
    session.send(session.judge())
    session.close()
    at = store_time(datetime(2026, 3, day, 12, tzinfo=UTC))
    with journal._transaction() as db:
        db.execute("UPDATE sessions SET finished = ?, seconds = 95.0 WHERE id = ?", (at, session.key))
        db.execute("UPDATE reports SET at = ? WHERE session = ?", (at, session.key))
    return session.key


@pytest.fixture
def kept(small: Path) -> list[str]:
    """Three rehearsals, the newest first; their ids."""
    source = small.read_text(encoding="utf-8")
    with Journal.open() as journal:
        ids = [
            play(journal, source, "small", "coached", "asks insightful zebra", "thanks_time sign_off", 1),
            play(journal, source, "other", "realistic", "asks nothing", "nothing", 2),
            play(journal, source, "small", "silent", "asks insightful several", "thanks_time thanks_consideration", 3),
        ]
    return ids[::-1]


def shown(closer: Closer, *arguments: str) -> list[str]:
    """The ids, in short."""
    done = closer("history", *arguments)
    assert done.exit_code == 0
    return [line.split("\t")[0] for line in done.stdout.splitlines()]


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[[int], list[str]]:
    """The table as it stands on a terminal of so many columns."""

    def look(width: int) -> list[str]:
        monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
        monkeypatch.setenv("COLUMNS", str(width))
        assert history.show_history() == 0
        return capsys.readouterr().out.splitlines()

    return look


def test_a_pipe_gets_everything_parted_by_tabs(closer: Closer, kept: list[str]) -> None:
    lines = closer("history").stdout.splitlines()
    assert [line.split("\t")[0] for line in lines] == [session[:8] for session in kept]
    fields = lines[0].split("\t")
    assert fields[2:4] == ["small", "silent"]
    assert fields[5:] == ["complete", "", "words-1", "questions made, email made", "1 min 35 s"]


def test_json_has_moves_seconds_scorer_and_the_score_of_then(closer: Closer, kept: list[str]) -> None:
    with Journal.open() as journal:
        (report,) = journal.reports(kept[1])
        journal.rescore(kept[1], replace(report, completeness=77, scorer="words-2"))
    rows = json.loads(closer("history", "--json").stdout)
    assert [row["id"] for row in rows] == kept
    assert rows[1]["moves"] == [{"move": "questions", "result": "half"}, {"move": "email", "result": "missed"}]
    assert (rows[1]["seconds"], rows[1]["scorer"], rows[1]["completeness"]) == (95.0, "words-2", 77)
    assert rows[1]["then"] == {"completeness": report.completeness, "complete": False, "scorer": "words-1"}


@pytest.mark.parametrize("width", [200, 120, 100, 80, 70, 60, 50, 40])
def test_no_line_of_the_table_wraps_however_narrow_the_terminal(
    terminal: Callable[[int], list[str]], kept: list[str], width: int
) -> None:
    with Journal.open() as journal:
        (report,) = journal.reports(kept[0])
        # Complete, judged again, long names: everything that ever stood in one line at once.
        journal.rescore(kept[0], replace(report, completeness=100, complete=True, scorer="words-2 of a long name"))
        long = "a-scenario-of-quite-a-long-name-" * 2
        with closing(sqlite3.connect(journal.path, isolation_level=None)) as db:
            db.execute("UPDATE sessions SET name = ? WHERE id = ?", (long, kept[0]))
            db.execute("UPDATE sessions SET name = ? WHERE id = ?", ("漢字" * 20, kept[1]))
    lines = terminal(width)
    assert len(lines) == 4
    assert max(map(cells, lines)) <= width
    assert lines[0].split()[:3] == ["Id", "When", "Scenario"]
    assert [line[:8] for line in lines[1:]] == [session[:8] for session in kept]


def test_eighty_columns_tell_how_the_moves_went_and_how_long_it_took(
    terminal: Callable[[int], list[str]], kept: list[str]
) -> None:
    lines = terminal(80)
    assert lines[0].split() == ["Id", "When", "Scenario", "Level", "Of", "100", "Moves", "Time", "Complete"]
    assert kept
    assert lines[1].split()[3:] == ["small", "silent", "76", "✓··✓", "1:35", "yes"]
    assert lines[2].split()[3:] == ["other", "realistic", "16", "½··✗", "1:35", "no"]


def test_the_name_of_a_scenario_goes_before_what_the_signs_say_too(
    terminal: Callable[[int], list[str]], kept: list[str], home: Path
) -> None:
    with closing(sqlite3.connect(home / "journal.sqlite", isolation_level=None)) as db:
        db.execute("UPDATE sessions SET name = 'payments-backend' WHERE id = ?", (kept[0],))
    lines = terminal(80)
    assert lines[1].split()[3:] == ["payments-backend", "silent", "76", "✓··✓", "1:35"]


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        (["--scenario", "small"], [0, 2]),
        (["--level", "realistic"], [1]),
        (["--made", "questions"], [0, 2]),
        (["--missed", "email"], [1, 2]),
        (["--search", "ZEBRA asks"], [2]),
        (["--last", "2"], [0, 1]),
        (["--scenario", "small", "--missed", "email", "--search", "small ending"], [2]),
    ],
)
def test_what_is_looked_for_is_shown(closer: Closer, kept: list[str], arguments: list[str], found: list[int]) -> None:
    assert shown(closer, *arguments) == [kept[index][:8] for index in found]


def test_nothing_found_says_how_many_there_are_and_of_what(closer: Closer, kept: list[str]) -> None:
    done = closer("history", "--search", "nowhere")
    assert (done.stdout, done.stderr) == ("", f"None of {len(kept)} rehearsals fits.\n")
    done = closer("history", "--scenario", "smal")
    assert done.stderr == "None of 3 rehearsals fits. There are some of other, small.\n"


def test_a_damaged_entry_is_told_and_the_others_are_shown(closer: Closer, kept: list[str], home: Path) -> None:
    with closing(sqlite3.connect(home / "journal.sqlite", isolation_level=None)) as db:
        db.execute("UPDATE sessions SET level = 'odd' WHERE id = ?", (kept[1],))
    done = closer("history")
    assert done.exit_code == 1
    assert [line.split("\t")[0] for line in done.stdout.splitlines()] == [kept[0][:8], kept[2][:8]]
    assert done.stderr == f"Left out: the entry of a rehearsal {kept[1]} in the journal is damaged.\n"
    assert closer("history", "show", kept[1]).exit_code == 1
    assert closer("history", "delete", kept[1], "--yes").stdout == f"Deleted: the damaged entry {kept[1]}.\n"
    assert closer("history").exit_code == 0


def test_show_has_the_whole_conversation_and_then_the_report(closer: Closer, kept: list[str]) -> None:
    done = closer("history", "show", kept[2][:6])
    assert done.exit_code == 0
    lines = done.stdout.splitlines()
    assert lines[0] == "A small ending: Developer at Acme."
    assert lines[1].startswith("small, 2026-03-01 ") and lines[1].endswith(
        "coached. 2 answers, 1 min 35 s of practice."
    )
    wanted = [
        f"Id {kept[2]}.",
        "Scene: A small room.",
        "Ann Bell: Any questions?",
        "You: asks insightful zebra",
        "Scene: Later, at home.",
        "You: Subject: Hi",
        "You: thanks_time sign_off",
        "The report.",
        "Completeness: 58 of 100.",
        'You said: "insightful"',
        "Scored by words-1.",
    ]
    at = -1
    for line in wanted:
        assert line in lines[at + 1 :], line
        at = lines.index(line, at + 1)


def test_show_as_markdown_is_the_file_that_the_debrief_saves(closer: Closer, kept: list[str]) -> None:
    text = closer("history", "show", kept[2], "--markdown").stdout
    assert text.startswith("# A small ending: 58 of 100\n")
    assert "Level: coached. 2026-03-01 " in text
    assert "> asks **insightful** zebra" in text or "**insightful**" in text


def test_show_as_json_has_conversation_findings_and_evidence(closer: Closer, kept: list[str]) -> None:
    told = json.loads(closer("history", "show", kept[2], "--json").stdout)
    assert told == json.loads(closer("history", "--json", "show", kept[2]).stdout)
    assert told["id"] == kept[2] and told["moves"][0] == {"move": "questions", "result": "made"}
    assert [turn["text"] for turn in told["conversation"] if turn["speaker"] == "candidate"] == [
        "asks insightful zebra", "Subject: Hi\n\nthanks_time sign_off",
    ]  # fmt: skip
    finding = told["report"]["moves"][0]["findings"][0]
    assert (finding["criterion"], finding["verdict"], finding["evidence"][0]["text"]) == ("asks", "met", "asks")
    assert told["reports"] == [{"completeness": 58, "complete": False, "scorer": "words-1"}]


def test_an_earlier_report_is_told_and_can_be_read(closer: Closer, kept: list[str]) -> None:
    with Journal.open() as journal:
        (report,) = journal.reports(kept[2])
        journal.rescore(kept[2], replace(report, completeness=77, scorer="words-2"))
    done = closer("history", "show", kept[2])
    assert "Completeness: 77 of 100." in done.stdout
    assert "Its other reports, the newest first: 58 of 100 by words-1. --earlier N shows them." in done.stdout
    assert "Completeness: 58 of 100." in closer("history", "show", kept[2], "--earlier", "1").stdout
    too_early = closer("history", "show", kept[2], "--earlier", "2")
    assert too_early.exit_code == 1
    assert too_early.stderr == (
        "closer: There is no report as early as that: it has 2 reports. Give --earlier a number below 2.\n"
    )


def test_hostile_words_of_the_journal_stay_words(closer: Closer, kept: list[str], home: Path) -> None:
    with closing(sqlite3.connect(home / "journal.sqlite", isolation_level=None)) as db:
        db.execute("UPDATE sessions SET name = ?, title = ?, scorer = ?", ("\x1b[31m\u202ex\n",) * 3)
        evil = json.dumps({"text": "\x1b]0;x\x07[bold]asks[/]\x9b", "at": 1.0})
        db.execute("UPDATE events SET body = ? WHERE kind = 'AnswerGiven'", (evil,))
    for arguments in ([], ["--json"], ["--search", "\x1b"], ["show", kept[0]], ["show", kept[0], "--json"]):
        out = closer("history", *arguments).output
        assert not set("\x1b\x07\x9b\u202e") & set(out)
    assert "[bold]asks[/]" in closer("history", "show", kept[0]).stdout


@pytest.mark.parametrize("command", ["show", "delete"])
def test_an_id_that_fits_none_or_several_is_told_with_those_that_it_fits(
    closer: Closer, kept: list[str], home: Path, command: str
) -> None:
    with closing(sqlite3.connect(home / "journal.sqlite", isolation_level=None)) as db:
        db.execute("PRAGMA foreign_keys = OFF")
        for session, new in zip(kept, ("aaaaaaaab1", "aaaaaaaab2", "b"), strict=True):
            db.execute("UPDATE sessions SET id = ? WHERE id = ?", (new, session))
    done = closer("history", command, "AA")
    assert done.exit_code == 1
    first, *lines, last = done.stderr.splitlines()
    assert first == "closer: The ids of 2 rehearsals begin with “AA”:"
    assert [line.split()[0] for line in lines] == ["aaaaaaaab1", "aaaaaaaab2"]
    assert last == "Write more of the one that you mean."
    for none in ("x", "%", "aaaaaaaab3", "\x1b["):
        done = closer("history", command, none)
        assert done.exit_code == 1 and "No rehearsal has an id that begins with" in done.stderr
    assert "No id was given." in closer("history", command, "").stderr
    with Journal.open() as journal:
        assert journal.count(Search()) == 3


@pytest.mark.parametrize("arguments", [["show", "1"], ["delete", "1"], ["delete", "--all"]])
def test_without_a_journal_there_is_nothing_and_none_is_begun(closer: Closer, home: Path, arguments: list[str]) -> None:
    done = closer("history", *arguments)
    assert (done.exit_code, done.stderr) == (
        1, "closer: There are no rehearsals yet. closer list shows the scenarios, closer play NAME plays one.\n",
    )  # fmt: skip
    assert not home.exists()


# --- deleting -------------------------------------------------------------------------------------------------


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """What a person at a terminal answers, to be filled in; then the input ends."""
    said: list[str] = []

    def ask(self: Linear, question: str) -> str:
        self.say(question)
        if not said:
            raise EndOfInput
        return said.pop(0)

    monkeypatch.setattr(Linear, "ask", ask)
    monkeypatch.setattr(history_one, "somebody_there", lambda: True)
    yield said
    assert not said, "not everything was asked"


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("said", [[], ["n"], [""], ["y"], ["y", "y"], ["yes", "no"], ["delete"]])
def test_whatever_is_no_clear_yes_twice_deletes_nothing(kept: list[str], answers: list[str], said: list[str]) -> None:
    answers += said
    with pytest.raises(Failure, match="Nothing was deleted"):
        history_one.delete_session(kept[0], yes=False)
    answers += said
    with pytest.raises(Failure, match="Nothing was deleted"):
        history_one.delete_all()
    with Journal.open() as journal:
        assert journal.count(Search()) == 3


def test_one_is_deleted_when_it_was_asked_twice(
    kept: list[str], answers: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    answers += ["y", "delete"]
    assert history_one.delete_session(kept[1][:8], yes=False) == 0
    out, err = capsys.readouterr()
    assert "Delete other, 2026-03-02" in err and "To do it, write: delete" in err
    assert out.startswith("Deleted: other, 2026-03-02")
    with Journal.open() as journal:
        assert [info.id for info in journal.history()] == [kept[0], kept[2]]


def test_all_are_deleted_when_it_was_asked_twice_and_what_was_not_finished_too(
    kept: list[str], answers: list[str], small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Journal.open() as journal:
        journal.begin(load_text(small.read_text(encoding="utf-8"), "small"), "coached")
    answers += ["yes", "delete all"]
    assert history_one.delete_all() == 0
    out, err = capsys.readouterr()
    assert "Delete all: 3 rehearsals, and 1 that was not finished, with every word of them?" in err
    assert out == "Deleted: 4 rehearsals.\n"
    with Journal.open() as journal:
        assert not (journal.history() or journal.unfinished())
        assert b"zebra" not in journal.path.read_bytes()
    assert kept
    assert history_one.delete_all() == 0, "there is nothing left to ask about"


def test_in_a_script_one_is_deleted_with_yes_and_nothing_without(closer: Closer, kept: list[str]) -> None:
    done = closer("history", "delete", kept[0], typed="y\ndelete\n")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "there is nobody to ask" in done.stderr
    assert closer("history", "delete", kept[0], "--yes").exit_code == 0
    assert shown(closer) == [kept[1][:8], kept[2][:8]]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--all"], "there is nobody to ask"),
        (["--all", "--yes"], "--yes is for one"),
        (["--all", "abc"], "Say which"),
        ([], "Say which"),
    ],
)
def test_a_script_never_deletes_all(closer: Closer, kept: list[str], arguments: list[str], told: str) -> None:
    done = closer("history", "delete", *arguments, typed="y\ndelete all\n")
    assert done.exit_code == 2
    assert told in done.stderr
    assert len(shown(closer)) == len(kept)


def test_every_level_that_can_be_asked_for_is_one(closer: Closer) -> None:
    for level in LEVELS:
        assert closer("history", "--level", level).exit_code == 0
    assert closer("history", "--level", "odd").exit_code == 2


@pytest.mark.skipif(sys.platform == "win32", reason="a pty is Unix")
def test_at_a_real_terminal_it_asks_and_then_deletes(kept: list[str]) -> None:
    from tests.person import Person

    person = Person("history", "delete", kept[0][:8])
    person.wait_for("[y/N]")
    person.type("y\n")
    person.wait_for("To do it, write: delete")
    person.type("delete\n")
    assert person.ended() == 0
    assert "Deleted: small, 2026-03-03" in person.seen
    with Journal.open() as journal:
        assert [info.id for info in journal.history()] == kept[1:]
