"""Promises of a trial: what a rehearsal would make of an answer, told for whoever writes the scenario."""

from __future__ import annotations

from dataclasses import replace

import pytest

from closer_tui.events import AnswerGiven, AnswerJudged
from closer_tui.rehearsal import advance, start
from closer_tui.scenario.model import OwnCriterion, Reaction, Reply, Scenario, Step
from closer_tui.scoring.judge import judge_answer
from closer_tui.scoring.verdict import Scorer
from closer_tui.trial import find_steps, judged_text, try_answer
from closer_tui.trial_text import to_data, to_lines


@pytest.fixture
def cued(scenario: Scenario) -> Scenario:
    """With a criterion of its own, and a reply that has cues."""
    own = OwnCriterion("when", "Named a day", "Name one.", ("start on *", "four weeks"), ("not sure",), 5)
    questions = scenario.steps[0]
    answers = (*questions.answers, Reply("", ("Tea, mostly.",), ("coffee|tea",)))
    custom = Step("custom", ("When?",), "The day", criteria=(own,), reaction=Reaction(missed=("Hm.",)))
    return replace(scenario, steps=(replace(questions, answers=answers), custom, *scenario.steps[1:]))


def test_the_replies_are_those_of_a_rehearsal(cued: Scenario, word_scorer: Scorer) -> None:
    for text in ("asks team enjoyment", "asks", "asks coffee? team", "nothing"):
        trial = try_answer(word_scorer, cued, 0, text)
        state = advance(start(cued, "realistic"), AnswerGiven(text))
        state = advance(state, AnswerJudged(judge_answer(word_scorer, cued, 0, text, "spoken")))
        played = [turn.text for turn in state.turns if turn.role in ("reply", "reaction")]
        assert [line for said in trial.said for line in said.lines] == played


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("asks team", ["asked about the team", "the step was half made"]),
        ("asks team enjoyment several insightful", ["asked about what they enjoy here", "asked about the team"]),
        ("asks", ["no reply was written for this question"]),
        ("Is there any coffee?", ["the cue coffee|tea is in “coffee”"]),
    ],
)
def test_each_reply_is_told_with_what_asked_for_it(
    cued: Scenario, word_scorer: Scorer, text: str, why: list[str]
) -> None:
    said = try_answer(word_scorer, cued, 0, text).said
    assert [each.why for each in said][: len(why)] == why


def test_a_criterion_of_the_scenarios_own_is_told_cue_by_cue(cued: Scenario, word_scorer: Scorer) -> None:
    trial = try_answer(word_scorer, cued, 1, "I could start on Monday.")
    own = trial.rows[-1].own
    assert own is not None and trial.rows[-1].finding.outcome == "met"
    assert [(cue.cue, cue.state) for cue in own.cues] == [("start on *", "found"), ("four weeks", "missing")]
    lines = "\n".join(to_lines(trial, cued))
    assert "Met: Named a day, 5 of 5 points." in lines
    assert "Cue “start on *”. Found: “start on Monday”." in lines
    assert "Cue “four weeks”. Missing: “four”." in lines


def test_a_cue_that_is_taken_back_is_told_with_its_blocker(cued: Scenario, word_scorer: Scorer) -> None:
    trial = try_answer(word_scorer, cued, 1, "I am not sure I can start on Monday.")
    lines = "\n".join(to_lines(trial, cued))
    assert "Not met: Named a day" in lines
    assert "“not sure” takes it back" in lines
    assert trial.said[-1].lines == ("Hm.",)


def test_every_span_is_of_the_text_that_was_judged(cued: Scenario, word_scorer: Scorer) -> None:
    mail = "To: ann@acme.example\nSubject: thanks_time\n\nDear Ann, thanks_consideration."
    step = len(cued.steps) - 1
    trial = try_answer(word_scorer, cued, step, mail)
    assert (
        trial.text == judged_text(cued.steps[step], mail) == "Subject: thanks_time\n\nDear Ann, thanks_consideration."
    )
    quoted = {quote.span.of(trial.text) for row in trial.rows for quote in row.finding.quotes}
    assert quoted == {"thanks_time", "thanks_consideration"}


def test_nothing_is_met_by_nothing_and_nobody_answers_it(cued: Scenario, word_scorer: Scorer) -> None:
    for step in range(len(cued.steps)):
        trial = try_answer(word_scorer, cued, step, " \n")
        assert trial.said == () and trial.move.earned == 0 and trial.result == "missed"


def test_the_data_says_what_the_lines_say(cued: Scenario, word_scorer: Scorer) -> None:
    data = to_data(try_answer(word_scorer, cued, 1, "I could start on Monday."))
    assert (data["step"], data["title"], data["result"], data["earned"], data["possible"]) == (
        2,
        "The day",
        "made",
        5,
        5,
    )
    [criterion] = data["criteria"]  # type: ignore[misc]
    assert criterion["verdict"] == "met"  # type: ignore[has-type]
    assert criterion["own"]["cues"][0]["found"] == [{"start": 8, "end": 23, "text": "start on Monday"}]  # type: ignore[has-type]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("1", (0,)), ("5", (4,)), ("6", ()), ("0", ()), ("questions", (0,)), ("the day", (1,)), ("DAY", (1,)),
        ("custom", (1,)), ("email", (4,)), ("val", (2,)), ("nope", ()), ("", ()), ("²", ()), ("-1", ()),
        ("y", (1, 2, 3, 4)),
    ],
)  # fmt: skip
def test_a_step_is_found_by_number_title_or_move(cued: Scenario, wanted: str, found: tuple[int, ...]) -> None:
    assert find_steps(cued, wanted) == found
