"""The engine: a pure fold that both front ends can trust."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.conftest import WordScorer

from closer_tui.events import (
    AnswerGiven,
    AnswerJudged,
    EmailSent,
    Event,
    HintTaken,
    NotNow,
    Paused,
    Resumed,
    RoomLeft,
    StepRetried,
    StepSkipped,
    TimeUp,
    VerdictOverruled,
)
from closer_tui.rehearsal import LEVELS, Level, State, advance, start
from closer_tui.scenario.model import Interviewer, Scenario, Step
from closer_tui.scoring.text import speaking_seconds

SCORER = WordScorer()
FULL = "asks several insightful strength relevance evidence interested reason"
EMAIL = EmailSent("ann@acme.example", "Thanks", "greeting thanks_time thanks_consideration specific sign_off", 99.0)

TINY = Scenario(
    "tiny", "tiny", "Tiny", "Tiny.", "Acme", "Developer", "easy",
    Interviewer("Ann", "Lead"),
    (Step("questions", ("Any?",), seconds=5, nudge="Time."), Step("interest", ("And?",)), Step("email", ("Home.",))),
)  # fmt: skip


def judged(state: State) -> State:
    assert state.waiting is not None
    return advance(state, AnswerJudged(SCORER.judge(state.waiting.text, state.kind)))


def say(state: State, text: str, at: float = 0.0) -> State:
    return judged(advance(state, AnswerGiven(text, at)))


def play(scenario: Scenario, level: Level, text: str = FULL) -> State:
    state = start(scenario, level)
    while state.phase != "finished":
        if state.expects == "email":
            state = judged(advance(state, EMAIL))
        elif state.in_room and state.answers:
            state = advance(state, RoomLeft())
        else:
            state = say(state, text, state.now + 5)
    return state


def lines(state: State, speaker: str = "interviewer") -> list[str]:
    return [turn.text for turn in state.turns if turn.speaker == speaker]


@pytest.mark.parametrize("level", LEVELS)
def test_every_level_ends_with_a_report_on_everything_said(scenario: Scenario, level: Level) -> None:
    state = play(scenario, level)
    report = state.report()
    assert report.complete
    assert report.completeness == 97  # all but the interest in the email
    assert [move.result for move in report.moves] == ["made"] * 4


def test_the_interviewer_answers_questions_by_their_topics(scenario: Scenario) -> None:
    state = say(start(scenario, "realistic"), "asks insightful team enjoyment")
    assert "Five of us." in lines(state)
    assert "The people." in lines(state)


def test_an_unforeseen_question_gets_the_fallback_and_no_question_gets_no_reply(scenario: Scenario) -> None:
    assert "Good question." in lines(say(start(scenario, "realistic"), "asks growth"))
    assert not [turn for turn in say(start(scenario, "realistic"), "team").turns if turn.role == "reply"]


def test_nobody_hears_the_same_reply_twice(scenario: Scenario) -> None:
    state = say(start(scenario, "silent"), "asks team")
    state = say(state, "asks team")
    assert lines(state).count("Five of us.") == 1
    assert "Good question." in lines(state)


@pytest.mark.parametrize(
    ("text", "reaction"),
    [(FULL, "Well made."), ("asks", "Half made."), ("asks insightful turn_off", "Half made."), ("hm", "Missed.")],
)
def test_the_interviewer_reacts_to_how_the_step_went(scenario: Scenario, text: str, reaction: str) -> None:
    assert reaction in lines(say(start(scenario, "realistic"), text))


def test_in_the_silent_room_nobody_asks_and_each_thing_said_winds_down_further(scenario: Scenario) -> None:
    state = start(scenario, "silent")
    assert lines(state) == ["That is all."]
    state = say(state, "interested")
    assert lines(state) == ["That is all.", "I have a meeting."]
    assert lines(say(state, "strength"))[-1] == "Mm."
    state = advance(state, RoomLeft())
    assert lines(state)[-1] == "Goodbye."
    assert state.expects == "email"
    assert not {"Any questions?", "Why you?"} & set(lines(state))


def test_a_skipped_step_is_missed_and_a_skipped_email_gets_no_mail_back(scenario: Scenario) -> None:
    state = advance(start(scenario, "coached"), StepSkipped())
    assert "Missed." in lines(state)
    assert state.step == 1
    while state.phase != "finished":
        state = advance(state, StepSkipped())
    assert lines(state).count("Missed.") == 3
    assert state.report().completeness == 0
    assert not state.report().complete


def test_a_hint_is_given_on_the_coached_level_only_and_once(scenario: Scenario) -> None:
    state = start(scenario, "coached")
    assert not state.hint
    state = advance(state, HintTaken())
    assert state.hint == scenario.steps[0].advice
    for refused in (state, start(scenario, "realistic"), start(scenario, "silent")):
        with pytest.raises(NotNow):
            advance(refused, HintTaken())


def test_time_runs_per_step_and_the_nudge_comes_once(scenario: Scenario) -> None:
    state = start(scenario, "realistic")
    begun = speaking_seconds("A small room. Any questions?")  # nobody's time runs while the other talks
    assert state.seconds_left(begun / 2) == 60
    assert state.seconds_left(begun + 10) == 50
    state = advance(state, TimeUp(63))
    assert lines(state)[-1] == "We are nearly out of time."
    assert not state.allows(TimeUp)
    state = say(state, FULL, 75)
    assert state.answers[0].took == 75 - begun
    assert state.seconds_left(80) is None  # the next step gives no time


def test_while_paused_only_going_on_is_possible(scenario: Scenario) -> None:
    state = advance(start(scenario, "coached"), Paused(3))
    for event in (AnswerGiven("hello"), StepSkipped(), HintTaken(), Paused()):
        with pytest.raises(NotNow):
            advance(state, event)
    assert advance(state, Resumed(3)).expects == "answer"


def test_a_retried_answer_takes_the_place_of_the_old_one(scenario: Scenario) -> None:
    state = play(scenario, "realistic", "nothing much")
    assert state.report().moves[0].earned == 0
    state = advance(state, VerdictOverruled("asks", True))
    state = advance(state, StepRetried(0))
    assert state.current is scenario.steps[0]
    state = say(state, FULL)
    assert state.phase == "finished"
    assert state.report().moves[0].earned == 25
    assert not state.report().findings()[0].overruled  # the candidate's word was about the old answer
    assert "Made again." in lines(state)


def test_skipping_a_retry_keeps_the_earlier_answer(scenario: Scenario) -> None:
    state = play(scenario, "coached")
    again = advance(advance(state, StepRetried(1)), StepSkipped())
    assert again.phase == "finished"
    assert again.report().completeness == state.report().completeness


def test_the_candidate_may_overrule_and_take_it_back(scenario: Scenario) -> None:
    state = play(scenario, "coached")
    less = advance(state, VerdictOverruled("interested", False))
    assert less.report().completeness == state.report().completeness - 18
    assert not less.report().complete
    assert advance(less, VerdictOverruled("interested", None)).report() == state.report()


def test_an_answer_of_nothing_is_refused(scenario: Scenario) -> None:
    for blank in ("", "  \n\t "):
        with pytest.raises(NotNow):
            advance(start(scenario, "coached"), AnswerGiven(blank))


def test_a_scenario_of_emails_only_starts_with_the_email_on_every_level(scenario: Scenario) -> None:
    only = replace(scenario, steps=(Step("email", ("At home.",)),))
    for level in LEVELS:
        state = judged(advance(start(only, level), EMAIL))
        assert state.phase == "finished"
        assert state.report().completeness == 88


ANY_EVENT: st.SearchStrategy[Event] = st.one_of(
    st.builds(AnswerGiven, st.sampled_from([FULL, "asks team", "hm", ""]), st.floats(0, 500)),
    st.builds(EmailSent, st.just("a"), st.text(max_size=5), st.sampled_from(["greeting thanks_time", "x"])),
    st.builds(AnswerJudged, st.just(SCORER.judge("asks interested", "spoken"))),
    st.builds(StepSkipped, st.floats(0, 500)),
    st.builds(RoomLeft),
    st.builds(HintTaken),
    st.builds(TimeUp),
    st.builds(Paused),
    st.builds(Resumed),
    st.builds(StepRetried, st.integers(-1, 5)),
    st.builds(VerdictOverruled, st.sampled_from(["asks", "pushy", "unknown"]), st.sampled_from([True, False, None])),
)


@settings(max_examples=150, deadline=None)
@given(level=st.sampled_from(LEVELS), events=st.lists(ANY_EVENT, max_size=40))
def test_whatever_happens_the_state_stays_sound(level: Level, events: list[Event]) -> None:
    state = start(TINY, level)
    for each in events:
        event = each
        if isinstance(event, AnswerJudged) and state.waiting:
            event = AnswerJudged(SCORER.judge(state.waiting.text, state.kind))
        allowed = state.allows(type(event))
        try:
            following = advance(state, event)
        except NotNow:
            continue
        assert allowed
        assert following.turns[: len(state.turns)] == state.turns  # nothing said is ever unsaid
        assert len(following.answers) >= len(state.answers)
        assert following.now >= state.now
        assert (following.step is None) == (following.phase == "finished" or following.in_room)
        report = following.report()
        assert 0 <= report.completeness <= report.at_most <= 100
        for finding in report.findings():
            for quote in finding.quotes:
                assert report.words(quote).strip()
        state = following


@settings(max_examples=50, deadline=None)
@given(level=st.sampled_from(LEVELS), events=st.lists(ANY_EVENT, max_size=30))
def test_the_same_events_always_lead_to_the_same_state(level: Level, events: list[Event]) -> None:
    def run() -> State:
        state = start(TINY, level)
        for event in events:
            if state.allows(type(event)):
                with suppress(NotNow):
                    state = advance(state, event)
        return state

    assert run() == run()
