"""A scenario in another language is judged by its own criteria, and nothing is said of others; replies have cues."""

from __future__ import annotations

from datetime import datetime

import pytest
from tests.conftest import HEAD, WordScorer

from closer_tui.events import AnswerGiven, AnswerJudged, EmailSent
from closer_tui.rehearsal import Level, State, advance, start
from closer_tui.report_text import to_markdown, to_text
from closer_tui.scenario.load import load_text
from closer_tui.scenario.model import Scenario
from closer_tui.scoring.judge import OWN_SCORER, judge_answer
from closer_tui.scoring.rubric import CRITERIA
from closer_tui.scoring.verdict import Judgement, Kind

GERMAN = f"""\
language = "de-CH"
{HEAD}[[step]]
move = "questions"
title = "Fragen"
says = "Noch Fragen?"
fallback = "Das weiß ich nicht."
[[step.answer]]
cues = ["wie groß|viele * team|leute"]
says = "Fünf Leute."
[[step.answer]]
cues = ["lieben|gefällt|freut", "spaß"]
says = "Die Ruhe."
[[step.criterion]]
name = "fragt"
title = "Nach der Arbeit gefragt"
advice = "Fragen Sie etwas, das nur ein Insider weiß."
cues = ["was|wie|welche|warum * team|arbeit|aufgabe|gefällt"]
points = 6
essential = true
[step.reaction]
made = "Schöne Frage."
missed = "Na gut."
[[step]]
move = "value"
says = "Warum Sie?"
[[step.criterion]]
name = "belegt"
title = "Mit einer Zahl belegt"
advice = "Nennen Sie eine Zahl."
cues = ["<number> jahre|server|leute", "<technology>"]
least = 2
points = 2
[[step]]
move = "email"
says = "Zu Hause."
[[step.criterion]]
name = "dank"
title = "Gedankt"
advice = "Danken Sie."
cues = ["danke|dank|bedanke"]
"""
ENGLISH = f"""\
{HEAD}[[step]]
move = "questions"
says = "Questions?"
fallback = "Ask Tom."
[[step.answer]]
topic = "team"
says = "Five of us."
[[step.answer]]
cues = ["on call", "night|weekend shifts"]
says = "One week in six."
[[step.answer]]
topic = "growth"
cues = ["conference"]
says = "Two a year."
[[step]]
move = "value"
says = "Why you?"
[[step.answer]]
cues = ["on call"]
says = "Said in another step."
"""


class NobodyAsked:
    """A scorer that must not be asked."""

    version = "nobody"

    def judge(self, text: str, kind: Kind) -> Judgement:
        raise AssertionError(f"asked about {kind} {text}, and judges English only")


@pytest.fixture
def german() -> Scenario:
    return load_text(GERMAN, "zug")


def play(scenario: Scenario, *answers: str, level: Level = "realistic") -> State:
    scorer = WordScorer() if scenario.standard else NobodyAsked()
    state = start(scenario, level)
    for text in answers:
        event = EmailSent("", "", text) if state.expects == "email" else AnswerGiven(text)
        state = advance(state, event)
        state = advance(state, AnswerJudged(judge_answer(scorer, scenario, state.step, text, state.kind)))
    return state


def replies(state: State) -> list[str]:
    return [turn.text for turn in state.turns if turn.role == "reply"]


GOOD = ("Wie groß ist das Team?", "Fünf Jahre mit Kubernetes.", "Ich bedanke mich, Frau Bell.")


def test_own_criteria_alone_are_judged_and_make_a_full_hundred(german: Scenario) -> None:
    state = play(german, *GOOD)
    report = state.report()
    assert (report.completeness, report.complete, report.scorer) == (100, True, OWN_SCORER)
    assert [finding.criterion.name for finding in report.findings()] == ["fragt", "belegt", "dank"]
    assert report.words(report.findings()[1].quotes[0]) == "Fünf Jahre"


def test_points_are_scaled_to_a_hundred_and_what_is_essential_is_the_authors(german: Scenario) -> None:
    report = play(german, "Wie groß ist das Team?", "Ich bin nett.", "Danke!").report()
    assert (report.completeness, report.complete) == (85, True)  # 11 of 13; only "fragt" is essential
    report = play(german, "Nein.", *GOOD[1:]).report()
    assert (report.completeness, report.complete) == (54, False)


def test_at_least_so_many_different_cues(german: Scenario) -> None:
    once = judge_answer(NobodyAsked(), german, 1, "Fünf Jahre, und noch drei Jahre.", "spoken").by_name()["belegt"]
    assert not once.met and once.reason == "You have 1 of the 2 things that are looked for here." and once.evidence


def test_nothing_is_said_of_criteria_that_were_not_judged(german: Scenario) -> None:
    state = play(german, "Nein, nichts.", "Hm.", "Tschüss.")
    texts = to_text(state.report(), german) + to_markdown(state.report(), german, "coached", datetime(2026, 1, 1))
    titles = [criterion.title for criterion in CRITERIA] + [criterion.advice for criterion in CRITERIA]
    assert not [title for title in titles if title in texts]
    assert "next and when" not in texts and "Thank the interviewer" not in texts
    assert "Fragen" in [move.title for move in state.report().moves]
    assert [step.advice for step in german.steps][1] == "Nennen Sie eine Zahl."


def test_german_is_found_in_its_own_forms(german: Scenario) -> None:
    for said in ("Was gefaellt Ihnen?", "Welche Aufgaben warten?", "Wie arbeiten die Teams?"):
        assert judge_answer(NobodyAsked(), german, 0, said, "spoken").by_name()["fragt"].met, said


def test_questions_are_answered_by_the_cues_of_the_replies(german: Scenario) -> None:
    assert replies(play(german, "Was macht Ihnen Spass? Und wie viele Leute sind im Team?")) == [
        "Die Ruhe.",
        "Fünf Leute.",
    ]
    assert replies(play(german, "Was macht der Umsatz?")) == ["Das weiß ich nicht."]
    assert replies(play(german, "Nein, danke.")) == []
    assert replies(play(german, "Mich interessiert noch, wie groß das Team ist")) == ["Fünf Leute."]  # no question mark
    assert replies(play(german, "Nein.", "Ich führe gern Leute, wie viele auch im Team sind.")) == []


def test_the_silent_room_is_judged_by_every_spoken_step(german: Scenario) -> None:
    state = play(german, "Wie groß ist das Team? Ich habe fünf Jahre Kubernetes gemacht.", level="silent")
    assert [f.criterion.name for f in state.report().findings() if f.outcome == "met"] == ["fragt", "belegt"]
    assert replies(state) == ["Fünf Leute."]


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("asks: what about the team", ["Five of us."]),
        ("asks: how is on-call shared in the team?", ["One week in six."]),  # the cue wins over the topic
        ("asks growth: is there a conference budget?", ["Two a year."]),  # once, though topic and cue fit
        ("asks growth", ["Two a year."]),
        ("asks: how is on call? And who is the team?", ["One week in six.", "Five of us."]),
        ("I was on call for years. asks", ["Ask Tom."]),  # said, not asked
        ("Who is on call?", ["One week in six."]),  # a question mark is enough
        ("nothing", []),
    ],
)
def test_in_english_a_replys_cues_win_over_its_topic(said: str, heard: list[str]) -> None:
    assert replies(play(load_text(ENGLISH, "t"), said)) == heard


def test_a_reply_is_given_once_and_the_steps_own_comes_first() -> None:
    scenario = load_text(ENGLISH, "t")
    assert replies(play(scenario, "asks: who is on call?", "asks: who is on call?")) == [
        "One week in six.", "Said in another step."]  # fmt: skip
    assert replies(play(scenario, "asks growth: conference?", "asks growth")) == ["Two a year.", "Ask Tom."]
