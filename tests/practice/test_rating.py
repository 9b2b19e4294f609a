"""How well one judges oneself: ticks beside the report, now and over time."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.conftest import WordScorer
from tests.practice.practised import practice

from closer_tui.events import AnswerGiven, SelfRated, StepRetried, StepSkipped, VerdictOverruled
from closer_tui.journal import MovePractice, Practice
from closer_tui.practice.rating import (
    FIRST_PERSON,
    Tally,
    agreement,
    compared,
    judged,
    line,
    remark,
    statement,
    statements,
)
from closer_tui.rehearsal import State
from closer_tui.scenario.model import OwnCriterion, Scenario
from closer_tui.scoring.report import Finding
from closer_tui.scoring.rubric import BY_NAME, CRITERIA
from closer_tui.scoring.verdict import Judgement, Kind
from closer_tui.session import Session


class Doubting(WordScorer):
    """Not sure of what is said with "perhaps"."""

    def judge(self, text: str, kind: Kind) -> Judgement:
        found = super().judge(text, kind)
        if "perhaps" not in text:
            return found
        return replace(found, verdicts=tuple(replace(v, outcome="not_sure") if v.met else v for v in found.verdicts))


def rated(scenario: Scenario, said: tuple[str, ...], ticks: tuple[str, ...]) -> Session:
    session = Session.begin(None, Doubting(), scenario, "realistic")
    for text in said:
        session.send(AnswerGiven(text))
        session.send(session.judge())
    while session.state.phase != "finished":
        session.send(StepSkipped())
    session.send(SelfRated(ticks))
    return session


def finding(state: State, name: str) -> Finding:
    return next(each for each in state.report().findings() if each.criterion.name == name)


def test_every_criterion_can_be_said_of_oneself_in_words() -> None:
    assert set(FIRST_PERSON) == set(BY_NAME)
    assert all(words.startswith("I ") and " you" not in words for words in FIRST_PERSON.values())
    assert len(set(FIRST_PERSON.values())) == len(CRITERIA)


def test_a_scenarios_own_criterion_is_said_by_its_title_as_one_harmless_line() -> None:
    own = OwnCriterion("tea", "Took the\ntea \x1b[31m", "Take it.", ("tea",)).as_criterion("questions")
    assert statement(own) == "Took the tea \ufffd[31m"


def test_all_that_the_report_will_say_can_be_ticked(scenario: Scenario) -> None:
    report = rated(scenario, ("asks",), ()).report()
    listed = [name for _, each in statements(report.moves) for name, _ in each]
    assert listed == [each.criterion.name for each in report.findings()]


def test_a_tick_hits_or_is_imagined_and_none_is_right_or_misses() -> None:
    found = compared(("asks", "several"), so=("asks", "strength"), not_so=("several", "evidence"))
    assert found == {"asks": "hit", "strength": "missed", "several": "imagined", "evidence": "rightly_not"}


def test_a_flag_counts_only_where_it_was_raised_or_ticked() -> None:
    assert compared(("turn_off", "wavering"), so=("hedged", "wavering"), not_so=()) == {
        "hedged": "missed",
        "wavering": "hit",
        "turn_off": "imagined",
    }


def test_what_the_report_is_not_sure_of_is_not_held_against_anybody(scenario: Scenario) -> None:
    state = rated(scenario, ("perhaps asks", "strength"), ("asks", "strength")).state
    assert "asks" not in judged(state) and judged(state)["strength"] == "hit"
    assert remark(state, finding(state, "asks")) == "You thought that you did; the report is not sure."


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("asks", "You thought so: right."),
        ("insightful", "You thought that you had not, but you did."),
        ("several", "You thought that you did; the report did not find it."),
        ("strength", "You thought that you had not: right."),
        ("turn_off", "You had not noticed it."),
        ("hedged", ""),
        ("wavering", "You thought that you did; the report did not find it."),
    ],
)
def test_beside_each_verdict_stands_what_they_had_thought(scenario: Scenario, name: str, said: str) -> None:
    state = rated(scenario, ("asks insightful turn_off",), ("asks", "several", "wavering")).state
    assert remark(state, finding(state, name)) == said


def test_without_ticks_there_is_nothing_to_say(scenario: Scenario) -> None:
    session = Session.begin(None, WordScorer(), scenario, "realistic")
    for _ in scenario.steps:
        session.send(StepSkipped())
    assert judged(session.state) == {} and line({}) == ""
    assert not any(remark(session.state, each) for each in session.report().findings())


def test_ticks_are_about_the_report_they_were_given_before_and_no_later_one(scenario: Scenario) -> None:
    session = rated(scenario, ("asks",), ("asks", "insightful"))
    before = judged(session.state)
    session.send(StepRetried(0))
    session.send(AnswerGiven("asks insightful"))
    session.send(session.judge())
    assert judged(session.state) == before and before["insightful"] == "imagined"
    assert remark(session.state, finding(session.state, "insightful")) == "", "the verdict is another one now"
    session.send(VerdictOverruled("asks", True))
    assert remark(session.state, finding(session.state, "asks")) == "", "it is their own word now"


def of_moves(run: int, met: tuple[str, ...], missed: tuple[str, ...], ticks: tuple[str, ...] | None) -> Practice:
    return practice(run, moves=(MovePractice("questions", "Ask", "half", met, missed),), rated=ticks)


def test_over_time_the_last_rated_rehearsals_are_counted_together() -> None:
    practices = (
        of_moves(0, (), ("asks",), ("asks",)),
        of_moves(1, ("asks",), (), None),
        of_moves(2, ("asks",), ("several",), ("asks",)),
        of_moves(3, ("asks", "several"), (), ("asks",)),
    )
    every = agreement(practices)
    assert (every.rehearsals, every.all) == (3, Tally(hit=2, rightly_not=1, missed=1, imagined=1))
    assert every.of_criterion["several"] == Tally(rightly_not=1, missed=1)
    assert agreement(practices, last=2).all == Tally(hit=2, rightly_not=1, missed=1)
    assert agreement(practices, last=2).all.percent == 75
    assert agreement(()).all.percent is None


def test_a_retry_after_the_ticks_does_not_change_how_well_they_were_placed() -> None:
    """The report that they saw is kept with the ticks; the moves are those of the newest one."""
    retried = replace(of_moves(0, ("asks", "several"), (), ("asks",)), rated_so=("asks",), rated_not_so=("several",))
    assert agreement((retried,)).all == Tally(hit=1, rightly_not=1)


def test_the_line_says_how_well_now_and_lately() -> None:
    practices = tuple(of_moves(run, ("asks",), ("several",), ("asks", "several")[: 1 + run % 2]) for run in range(6))
    now = compared(("asks", "several"), ("asks",), ("several",))
    assert line(now, agreement(practices, 5)) == "You judged 1 of 2 right; over your last 5: 70 %."
    assert line(now, agreement(practices[:1])) == "You judged 1 of 2 right."
    assert line(now) == "You judged 1 of 2 right."
