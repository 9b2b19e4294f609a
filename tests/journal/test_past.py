"""What the journal knows of the past, in short: what lists, charts and suggestions are made of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from closer_tui.events import AnswerGiven, AnswerJudged, SelfRated, StepRetried, StepSkipped
from closer_tui.journal import Journal, JournalError, Search
from closer_tui.journal.codec import pack, read_body
from closer_tui.rehearsal import Level
from closer_tui.scenario.load import load_text
from closer_tui.scenario.model import Scenario
from closer_tui.scoring.scorer import load_scorer
from closer_tui.scoring.verdict import Scorer
from closer_tui.session import Session

SOURCE = """
format = 1
title = "A {small} room"
summary = "s"
company = "Smallco"
role = "Developer"
difficulty = "easy"
[interviewer]
name = "Sam"
title = "Manager"
[[step]]
move = "questions"
says = "Any questions?"
[[step]]
move = "interest"
says = "Anything else?"
"""
ASKS = "What do you enjoy most about working here? How will you know after six months that it went well?"
WANTS = "I want this job, because the way you test is how I like to work."


@pytest.fixture
def small() -> Scenario:
    return load_text(SOURCE, "small")


@pytest.fixture(scope="session")
def scorer() -> Scorer:
    return load_scorer()


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with Journal.open(tmp_path / "journal.sqlite") as journal:
        yield journal


def play(journal: Journal, scorer: Scorer, scenario: Scenario, level: Level, *answers: str) -> Session:
    """A rehearsal of one answer to each step ("": it is skipped), in which a second passes whenever one looks."""
    seconds = iter(range(10_000))
    session = Session.begin(journal, scorer, scenario, level)
    session._clock = lambda: float(next(seconds))
    session._since = 0.0
    for answer in answers:
        if not answer:
            session.send(StepSkipped(session.now()))
            continue
        session.send(AnswerGiven(answer, session.now()))
        session.send(session.judge())
    session.close()
    return session


def test_a_rehearsal_in_short_says_how_each_move_went(journal: Journal, scorer: Scorer, small: Scenario) -> None:
    session = play(journal, scorer, small, "coached", ASKS, "Bye.")
    (practice,) = journal.practice()
    questions, interest = practice.moves
    assert (questions.move, questions.result) == ("questions", "made")
    assert "asks" in questions.met and questions.missed == () and questions.flags == ()
    assert questions.words == 19
    assert questions.seconds == session.state.answers[0].took
    assert (interest.move, interest.result) == ("interest", "missed")
    assert "interested" in interest.missed
    assert practice.completeness == session.report().completeness
    assert practice.seconds == session.now()
    (info,) = journal.history()
    assert info.seconds == practice.seconds
    assert info.moves == (("questions", "made"), ("interest", "missed"))


def test_after_a_retry_the_new_answer_is_what_counts(journal: Journal, scorer: Scorer, small: Scenario) -> None:
    session = play(journal, scorer, small, "coached", "No.", WANTS)
    assert journal.practice()[0].moves[0].result == "missed"
    session.send(StepRetried(0, session.now()))
    session.send(AnswerGiven(ASKS, session.now()))
    session.send(session.judge())
    (practice,) = journal.practice()
    assert practice.moves[0].result == "made"
    assert practice.moves[0].words == 19


def test_judged_again_the_times_stay(journal: Journal, scorer: Scorer, small: Scenario) -> None:
    session = play(journal, scorer, small, "coached", ASKS, WANTS)
    (before,) = journal.practice()
    journal.rescore(session.key, replace(session.report(), completeness=3, scorer="another"))
    (after,) = journal.practice()
    assert (after.completeness, after.scorer) == (3, "another")
    assert after.moves == before.moves
    assert after.seconds == before.seconds


def test_what_was_ticked_before_the_report_is_kept_with_it(journal: Journal, scorer: Scorer, small: Scenario) -> None:
    asked = play(journal, scorer, small, "coached", ASKS, WANTS)
    play(journal, scorer, small, "coached", ASKS, WANTS)
    asked.send(SelfRated(("asks", "interested")))
    first, second = journal.practice()
    assert first.rated == ("asks", "interested")
    assert second.rated is None, "nobody was asked"


def test_the_last_so_many_come_oldest_first(journal: Journal, small: Scenario) -> None:
    from closer_tui.scoring.report import build_report

    day = datetime(2026, 3, 1, tzinfo=UTC)
    report = build_report(small, ())
    for number in (3, 1, 2):
        session = journal.begin(small, "coached")
        journal.finish(session, replace(report, completeness=number), day + timedelta(days=number))
    assert [practice.completeness for practice in journal.practice()] == [1, 2, 3]
    assert [practice.completeness for practice in journal.practice(2)] == [2, 3]
    assert journal.practice(0) == ()


@pytest.mark.parametrize(
    ("search", "found"),
    [
        (Search(), ["third", "second", "first"]),
        (Search("enjoy MOST"), ["first"]),
        (Search('say "no"'), ["second"]),
        (Search("back\\slash"), ["second"]),
        (Search("{small} ROOM"), ["third", "second", "first"]),
        (Search("straße"), ["third"]),
        (Search("\ud800"), []),
        (Search("%"), []),
        (Search("enjoy nowhere"), []),
        (Search(level="silent"), []),
        (Search(level="realistic"), ["second"]),
        (Search(scenario="small"), ["third", "second", "first"]),
        (Search(scenario="other"), []),
        (Search(made="questions"), ["first"]),
        (Search(missed="questions"), ["third", "second"]),
        (Search(missed="email"), []),
        (Search("job", made="interest", level="coached"), ["third", "first"]),
    ],
)
def test_search(journal: Journal, scorer: Scorer, small: Scenario, search: Search, found: list[str]) -> None:
    names = {
        play(journal, scorer, small, "coached", ASKS, WANTS).key: "first",
        play(journal, scorer, small, "realistic", 'I would say "no" to a back\\slash.', "").key: "second",
        play(journal, scorer, small, "coached", "In der STRASSE.", WANTS).key: "third",
    }
    assert [names[info.id] for info in journal.search(search)] == found
    assert journal.count(search) == len(found)
    assert [names[info.id] for info in journal.search(search, 1, 1)] == found[1:2]


def test_what_is_not_finished_is_not_found(journal: Journal, small: Scenario) -> None:
    session = journal.begin(small, "coached")
    journal.append(session, AnswerGiven("What do you enjoy?"))
    assert journal.search(Search("enjoy")) == ()
    assert journal.practice() == ()


def test_deleting_all_leaves_no_word_behind(journal: Journal, scorer: Scorer, small: Scenario) -> None:
    session = play(journal, scorer, small, "coached", ASKS, WANTS)
    journal.pick(session.key, "questions", ASKS)
    journal.keep_note(session.key, "Sam", "sam@small.example", "Thanks", "Thank you for the zebra.")
    unfinished = journal.begin(small, "coached")
    journal.append(unfinished, AnswerGiven("A zebra again."))
    journal.release(unfinished)
    assert journal.delete_all() == 2
    assert not (journal.history() or journal.unfinished() or journal.picks() or journal.practice())
    raw = journal.path.read_bytes()
    assert b"zebra" not in raw and b"enjoy" not in raw and b"Smallco" not in raw
    journal.begin(small, "coached")


def test_nothing_is_deleted_while_another_closer_is_playing(journal: Journal, small: Scenario) -> None:
    with Journal.open(journal.path) as other:
        other.begin(small, "coached")
        with pytest.raises(JournalError, match="End it there first"):
            journal.delete_all()
        assert len(other.unfinished()) == 1


def test_judgements_are_packed_and_damage_in_them_is_told(journal: Journal, scorer: Scorer, small: Scenario) -> None:
    play(journal, scorer, small, "coached", ASKS, WANTS)
    with journal._reading() as db:
        bodies = db.execute("SELECT body FROM events WHERE kind = ?", (AnswerJudged.__name__,)).fetchall()
        bodies += db.execute("SELECT body FROM reports").fetchall()
    for (body,) in bodies:
        assert 4 * len(body) < len(read_body(body)) * 2
        for damaged in (body[:-1], body + b"x", b"x" + body[3:], pack("a" * 70_000_000)):
            with pytest.raises(ValueError, match="packed text"):
                read_body(damaged)
