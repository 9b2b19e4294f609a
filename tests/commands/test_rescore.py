"""`closer history rescore`: what it prints, and what it does when it can't."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import Result
from tests.conftest import WordScorer
from tests.test_rescoring import Interrupted, OlderScorer, play

from closer_tui.commands import rescore
from closer_tui.events import VerdictOverruled
from closer_tui.journal import Journal
from closer_tui.scenario.load import load_text
from closer_tui.scenario.model import Scenario

Closer = Callable[..., Result]


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rescore, "load", WordScorer)


@pytest.fixture
def scenario(small: Path) -> Scenario:
    return load_text(small.read_text(encoding="utf-8"), "small")


@pytest.fixture
def kept(scenario: Scenario) -> str:
    """One rehearsal of the older scorer's; its id."""
    with Journal.open() as journal:
        return play(journal, scenario)


def test_each_rehearsal_that_differs_gets_one_line_and_the_last_counts_them(closer: Closer, kept: str) -> None:
    when = closer("history").stdout.split("\t")[1]
    done = closer("history", "rescore")
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        f"small, {when}, realistic: 8 then, 44 by today's scorer. Asked what only an insider can answer: from not sure "
        "to met; Asked about pay, perks, hours or public facts: from raised to not raised.",
        "1 of 1 rehearsal judged again by words-1; 1 came out differently.",
    ]
    (line,) = closer("history").stdout.splitlines()
    assert line.split("\t")[:8] == [kept[:8], when, "small", "realistic", "44 of 100", "", "8 then", "words-1"]
    (row,) = json.loads(closer("history", "--json").stdout)
    assert (row["completeness"], row["scorer"]) == (44, "words-1")
    assert row["then"] == {"completeness": 8, "complete": False, "scorer": "words-0"}


def test_judged_a_third_time_the_first_score_is_still_told(
    closer: Closer, kept: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    closer("history", "rescore")

    class Later(OlderScorer):
        version = "words-2"

    monkeypatch.setattr(rescore, "load", Later)
    assert ": 8 then, 44 since, 8 by today's scorer. " in closer("history", "rescore").stdout
    (row,) = json.loads(closer("history", "--json").stdout)
    assert row["id"] == kept
    assert row["then"]["scorer"] == "words-0"


def test_a_dry_run_says_the_same_and_changes_nothing(closer: Closer, kept: str, home: Path) -> None:
    before = (home / "journal.sqlite").read_bytes()
    dry = closer("history", "rescore", "--dry-run").stdout.splitlines()
    assert dry[-1] == (
        "1 of 1 rehearsal would be judged again by words-1; 1 would come out differently. "
        "Nothing was changed (--dry-run)."
    )
    assert (home / "journal.sqlite").read_bytes() == before
    assert closer("history", "rescore").stdout.splitlines()[0] == dry[0]
    assert kept


def test_own_words_are_said_to_stand(closer: Closer, scenario: Scenario) -> None:
    with Journal.open() as journal:
        play(journal, scenario, VerdictOverruled("insightful", False), VerdictOverruled("turn_off", False))
    done = closer("history", "rescore")
    assert done.stdout == (
        "1 of 1 rehearsal judged again by words-1; none came out differently. "
        "Where you gave your own word, it stands.\n"
    )


def test_nothing_to_do_is_said(closer: Closer, home: Path, scenario: Scenario) -> None:
    assert closer("history", "rescore").stdout == "Nothing to do: there are no finished rehearsals yet.\n"
    assert json.loads(closer("history", "rescore", "--json").stdout)["kept"] == 0
    assert not home.exists()
    with Journal.open() as journal:
        play(journal, scenario)
    closer("history", "rescore")
    done = closer("history", "rescore")
    assert (done.exit_code, done.stdout) == (
        0,
        "Nothing to do: of 1 rehearsal none was judged by another scorer than the installed, words-1.\n",
    )


@pytest.mark.parametrize("where", [("history", "rescore", "--json"), ("history", "--json", "rescore")])
def test_json_has_both_scores_and_every_change(closer: Closer, kept: str, where: tuple[str, ...]) -> None:
    told = json.loads(closer(*where).stdout)
    (rehearsal,) = told.pop("rehearsals")
    assert told == {
        "scorer": "words-1", "dry_run": False, "kept": 1, "judged_again": 1, "different": 1, "left_out": []
    }  # fmt: skip
    assert (rehearsal["id"], rehearsal["scenario"], rehearsal["level"]) == (kept, "small", "realistic")
    assert rehearsal["before"] == {"completeness": 8, "complete": False, "scorer": "words-0"}
    assert rehearsal["after"]["completeness"] == 44
    assert rehearsal["changes"][0] == {
        "criterion": "insightful", "title": "Asked what only an insider can answer",
        "before": "not_sure", "after": "met",
    }  # fmt: skip


def test_one_that_can_not_be_judged_is_named_and_the_others_are_done(
    closer: Closer, scenario: Scenario, home: Path
) -> None:
    with Journal.open() as journal:
        broken, _ = play(journal, scenario), play(journal, scenario)
    with closing(sqlite3.connect(home / "journal.sqlite", isolation_level=None)) as db:
        db.execute("UPDATE events SET body = '{' WHERE session = ?", (broken,))
        db.execute("UPDATE sessions SET name = ? WHERE id = ?", ("\x1b[31mev\u202eil\nname", broken))
    done = closer("history", "rescore")
    assert done.exit_code == 1
    assert done.stdout.endswith("1 of 2 rehearsals judged again by words-1; 1 came out differently.\n")
    (line,) = done.stderr.splitlines()
    assert line.startswith("\ufffd[31mev\ufffdil name, ")
    assert "realistic: left out. The journal can't be read: this rehearsal is damaged" in line
    (left,) = json.loads(closer("history", "rescore", "--json").stdout)["left_out"]
    assert left["id"] == broken and "damaged" in left["why"]


def test_ctrl_c_tells_how_far_it_came_and_the_next_run_does_the_rest(
    closer: Closer, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = small.read_text(encoding="utf-8").rpartition("[[step]]")[0]
    with Journal.open() as journal:
        for _ in range(2):
            play(journal, load_text(source, "one"))
    monkeypatch.setattr(rescore, "load", Interrupted)
    done = closer("history", "rescore")
    assert done.exit_code == 130
    assert done.stderr.endswith("closer: Interrupted. 1 of 2 rehearsals judged again. Run it again for the rest.\n")
    monkeypatch.setattr(rescore, "load", WordScorer)
    assert closer("history", "rescore").stdout.endswith(
        "1 of 2 rehearsals judged again by words-1; 1 came out differently.\n"
    )


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [(("history", "rescor"), "Did you mean rescore?"), (("export", "everything"), "To export a scenario:")],
)
def test_an_unknown_part_of_a_command_is_told_what_there_is(
    closer: Closer, arguments: tuple[str, ...], hint: str
) -> None:
    done = closer(*arguments)
    assert done.exit_code == 2
    assert hint in done.stderr
