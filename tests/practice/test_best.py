"""Which answers are suggested for the real day, and how they are picked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from tests.conftest import WordScorer
from tests.practice.practised import FIRST, practice
from tests.test_rescoring import SOURCE

from closer_tui.events import AnswerGiven, EmailSent, RoomLeft, StepRetried, StepSkipped
from closer_tui.journal import Journal, JournalError, MovePractice
from closer_tui.practice.best import best_answers, ranked
from closer_tui.practice.picking import Picking
from closer_tui.rehearsal import Level
from closer_tui.scenario.load import load_text
from closer_tui.scoring.report import Report
from closer_tui.session import Session


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with Journal.open(tmp_path / "journal.sqlite") as journal:
        yield journal


def play(journal: Journal | None, *said: str, level: Level = "realistic", name: str = "small") -> Session:
    """A finished rehearsal of three steps: questions, interest, email. An empty answer skips."""
    session = Session.begin(journal, WordScorer(), load_text(SOURCE, name), level)
    for text in said:
        if not text:
            session.send(RoomLeft(session.now()) if session.state.in_room else StepSkipped(session.now()))
            continue
        email = session.state.expects == "email"
        session.send(EmailSent("", "Hi", text, session.now()) if email else AnswerGiven(text, session.now()))
        session.send(session.judge())
    assert session.state.phase == "finished"
    return session


def texts(journal: Journal, move: str, scenario: str = "") -> list[str]:
    return [each.text for each in best_answers(journal, scenario) if each.move == move]


def test_the_best_come_first_and_what_was_missed_does_not_come(journal: Journal) -> None:
    play(journal, "asks", "interested", "")
    play(journal, "asks insightful several", "interested wavering", "")
    play(journal, "nothing at all", "", "")
    play(journal, "asks insightful", "", "")
    assert texts(journal, "questions") == ["asks insightful several", "asks insightful", "asks"]
    assert texts(journal, "interest") == ["interested", "interested wavering"]
    assert texts(journal, "email") == []
    assert {each.result for each in best_answers(journal) if each.text == "asks"} == {"half"}


def test_made_goes_before_half_made_then_no_flag_then_more_met_then_the_latest() -> None:
    def run(number: int, result: str, met: int, flags: int = 0) -> tuple[int, MovePractice]:
        names = ("asks", "insightful", "several")[:met]
        return number, MovePractice("questions", "", result, names, (), ("turn_off",) * flags)  # type: ignore[arg-type]

    runs = [run(1, "half", 2), run(2, "made", 2), run(3, "made", 3), run(4, "half", 3, 1), run(5, "made", 3),
            run(6, "missed", 0)]  # fmt: skip
    practices = [practice(number, FIRST + timedelta(days=number), (move,)) for number, move in runs]
    assert [int(each.session, 16) for each in ranked(practices, "questions")] == [5, 3, 2, 1, 4]


def test_the_same_words_are_suggested_once_and_only_so_many_reports_are_read(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(30):
        play(journal, f"asks insightful {number % 7}", "", "")
    read: list[str] = []
    reports = Journal.reports

    def counted(journal: Journal, session: str) -> tuple[Report, ...]:
        read.append(session)
        return reports(journal, session)

    monkeypatch.setattr(Journal, "reports", counted)
    found = texts(journal, "questions")
    assert len(found) == len(set(found)) == 5
    assert len(read) <= 15


def test_the_answer_that_counts_after_a_retry_is_the_one(journal: Journal) -> None:
    session = play(journal, "asks", "", "")
    session.send(StepRetried(0, session.now()))
    session.send(AnswerGiven("asks insightful", session.now()))
    session.send(session.judge())
    assert texts(journal, "questions") == ["asks insightful"]


def test_it_is_the_answer_that_earned_the_points_whichever_step_it_was_said_in(journal: Journal) -> None:
    play(journal, "asks and interested", "good bye then", "")
    assert texts(journal, "interest") == ["asks and interested"]
    play(journal, "asks and reason", "interested", "")
    assert texts(journal, "interest") == ["interested", "asks and reason", "asks and interested"]


def test_on_the_silent_level_it_is_what_was_said_for_the_move(journal: Journal) -> None:
    session = play(journal, "asks insightful", "just talk", "interested", "", "", level="silent")
    assert texts(journal, "questions") == ["asks insightful"]
    assert texts(journal, "interest") == ["interested"]
    picking = Picking(session)
    assert picking.toggle(session.report(), session.report().moves[0]) is True
    assert [pick.text for pick in journal.picks()] == ["asks insightful"]


def test_what_was_picked_stands_before_all_else_and_is_not_told_twice(journal: Journal) -> None:
    worse = play(journal, "asks", "", "")
    play(journal, "asks insightful", "", "")
    picking = Picking(worse)
    report = worse.report()
    questions, interest, _ = report.moves
    assert picking.toggle(report, questions) is True
    assert picking.toggle(report, interest) is None, "nothing was said to it"
    assert texts(journal, "questions") == ["asks", "asks insightful"]
    again = Picking(worse)
    again.look()
    assert again.picked(report, questions) and not again.picked(report, interest)
    assert again.toggle(report, questions) is False
    assert texts(journal, "questions") == ["asks insightful", "asks"]


def test_only_those_of_one_scenario(journal: Journal) -> None:
    one = play(journal, "asks one", "", "", name="one")
    play(journal, "asks two", "", "", name="two")
    Picking(one).toggle(one.report(), one.report().moves[0])
    assert texts(journal, "questions", "two") == ["asks two"]
    assert [(each.text, each.scenario, each.picked) for each in best_answers(journal, "one")] == [
        ("asks one", "one", True)
    ]


def test_a_report_that_is_damaged_keeps_no_other_answer_back(journal: Journal) -> None:
    bad = play(journal, "asks insightful several", "", "")
    play(journal, "asks", "", "")
    with journal._transaction() as db:
        db.execute("UPDATE reports SET body = x'00' WHERE session = ?", (bad.key,))
    assert texts(journal, "questions") == ["asks"]


def test_without_a_journal_nothing_can_be_picked_and_it_is_said() -> None:
    session = play(None, "asks", "", "")
    picking = Picking(session)
    picking.look()
    with pytest.raises(JournalError, match="not kept"):
        picking.toggle(session.report(), session.report().moves[0])
    assert not picking.picked(session.report(), session.report().moves[0])
