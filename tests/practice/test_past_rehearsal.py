"""A rehearsal of the past, as it was stored."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import WordScorer
from tests.journal.test_past import SOURCE

from closer_tui.events import AnswerGiven, NotNow, StepRetried, StepSkipped, VerdictOverruled
from closer_tui.journal import Draft, Journal, RecordError
from closer_tui.journal.codec import pack, read_body
from closer_tui.practice.past import PastSession, open_past
from closer_tui.scenario.load import load_text
from closer_tui.session import Session


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with Journal.open(tmp_path / "journal.sqlite") as journal:
        yield journal


@pytest.fixture
def played(journal: Journal) -> Session:
    """Both steps answered, the first badly."""
    session = Session.begin(journal, WordScorer(), load_text(SOURCE, "small"), "coached")
    for text in ("asks", "interested reason"):
        session.send(AnswerGiven(text, session.now()))
        session.send(session.judge())
    session.close()
    return session


def test_it_holds_every_word_and_the_report_that_was_given(journal: Journal, played: Session) -> None:
    past = open_past(journal, played.key)
    assert past.state.turns == played.state.turns
    assert past.reports == (played.report(),)
    assert past.info == journal.history()[0]


def test_the_newest_report_counts_and_the_earlier_ones_are_there(journal: Journal, played: Session) -> None:
    first = played.report()
    played.send(VerdictOverruled("asks", False))
    overruled = played.report()
    another = replace(overruled, completeness=1, scorer="another")
    journal.rescore(played.key, another)
    past = open_past(journal, played.key)
    assert past.reports == (another, overruled, first)
    assert PastSession(journal, WordScorer(), past).report() == another


def test_a_retry_under_way_is_not_shown_yet(journal: Journal, played: Session) -> None:
    turns = played.state.turns
    played.send(StepRetried(0, played.now()))
    played.send(AnswerGiven("insightful", played.now()))
    assert open_past(journal, played.key).state.turns == turns


def test_nothing_that_is_sent_changes_it(journal: Journal, played: Session) -> None:
    before = journal.path.read_bytes()
    past = PastSession(journal, WordScorer(), open_past(journal, played.key))
    for event in (VerdictOverruled("asks", False), StepRetried(0), AnswerGiven("x"), StepSkipped()):
        with pytest.raises(NotNow):
            past.send(event)
    with pytest.raises(NotNow):
        past.judge()
    past.keep_draft(Draft("typed"))
    past.close()
    assert past.state.phase == "finished" and past.now() == played.now()
    assert journal.path.read_bytes() == before


def test_one_that_was_never_finished_says_so(journal: Journal) -> None:
    session = Session.begin(journal, WordScorer(), load_text(SOURCE, "small"), "coached")
    with pytest.raises(RecordError, match="can't follow"):
        open_past(journal, session.key)
    with pytest.raises(RecordError, match="not in the journal"):
        open_past(journal, "nothing")


def _step(report: Any) -> None:
    report["heard"][0]["step"] = 9


def _quote(report: Any) -> None:
    report["moves"][0]["findings"][0]["quotes"][0]["answer"] = 7


def _span(report: Any) -> None:
    report["moves"][0]["findings"][0]["quotes"][0]["span"]["end"] = 10_000


def _empty(report: Any) -> None:
    report["moves"][0]["findings"] = []


def _nothing(report: Any) -> None:
    report["moves"] = []


@pytest.mark.parametrize("spoil", [_step, _quote, _span, _empty, _nothing])
def test_a_report_that_names_what_is_not_there_is_damaged(
    journal: Journal, played: Session, spoil: Callable[[Any], None]
) -> None:
    with closing(sqlite3.connect(journal.path, isolation_level=None)) as db:
        ((body,),) = db.execute("SELECT body FROM reports").fetchall()
        report = json.loads(read_body(body))
        spoil(report)
        db.execute("UPDATE reports SET body = ?", (pack(json.dumps(report)),))
    with pytest.raises(RecordError, match="report of this rehearsal is missing or damaged"):
        open_past(journal, played.key)
    good = replace(played.report(), scorer="a later one")
    journal.rescore(played.key, good)
    assert open_past(journal, played.key).reports == (good,), "an earlier one that is damaged is left out"
