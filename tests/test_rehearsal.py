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
    AnswerKept,
    EmailSent,
    Event,
    HintTaken,
    NotNow,
    Paused,
    Resumed,
    RoomLeft,
    SelfRated,
    StepRetried,
    StepSkipped,
    TimeUp,
    VerdictOverruled,
)
from closer_tui.rehearsal import LEVELS, Level, State, advance, level_above, start
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


def test_the_time_of_a_retry_begins_when_what_is_said_anew_was_heard() -> None:
    state = play(TINY, "realistic")
    ended = state.now
    again = advance(state, StepRetried(0, ended))
    anew = again.turns[len(state.turns) :]
    heard = sum(speaking_seconds(turn.text) for turn in anew)
    assert anew[-1].text == "Any?" and heard > 0
    assert again.seconds_left(ended + heard + 2) == pytest.approx(3)
    answered = advance(again, AnswerGiven("asks", ended + heard + 2))
    assert answered.answers[-1].took == pytest.approx(2)


def test_skipping_a_retry_keeps_the_earlier_answer(scenario: Scenario) -> None:
    state = play(scenario, "coached")
    again = advance(advance(state, StepRetried(1)), StepSkipped())
    assert again.phase == "finished"
    assert again.report().completeness == state.report().completeness


def test_a_better_earlier_answer_can_be_kept(scenario: Scenario) -> None:
    state = play(scenario, "realistic")
    worse = judged(advance(advance(state, StepRetried(3)), EmailSent("", "", "pushy")))
    assert worse.report().completeness < state.report().completeness
    assert (worse.counting(3), worse.attempts(3)[-1].instead_of) == (1, 0)
    kept = advance(worse, AnswerKept(3, 0))
    assert kept.report() == state.report()
    assert kept.counting(3) == 0
    assert kept.counted() == state.counted()
    assert advance(kept, AnswerKept(3, 1)).report() == worse.report(), "and the later one taken after all"


def test_a_new_answer_takes_the_place_of_a_kept_one_and_knows_which_it_was(scenario: Scenario) -> None:
    state = play(scenario, "realistic")
    kept = advance(say(advance(state, StepRetried(1)), "hm"), AnswerKept(1, 0))
    third = say(advance(kept, StepRetried(1)), "strength")
    assert third.counting(1) == 2
    assert third.attempts(1)[2].instead_of == 0


def test_a_skipped_retry_leaves_the_kept_answer(scenario: Scenario) -> None:
    kept = advance(say(advance(play(scenario, "realistic"), StepRetried(1)), "hm"), AnswerKept(1, 0))
    assert advance(advance(kept, StepRetried(1)), StepSkipped()).report() == kept.report()


def test_the_candidates_own_word_goes_and_comes_with_the_answer_it_is_about(scenario: Scenario) -> None:
    state = advance(play(scenario, "realistic", "strength"), VerdictOverruled("evidence", True))
    later = say(advance(state, StepRetried(1)), "relevance")
    later = advance(later, VerdictOverruled("hedged", True))
    kept = advance(later, AnswerKept(1, 0))
    assert kept.report() == state.report()
    assert dict(kept.overruled) == {"evidence": True}
    assert dict(advance(kept, AnswerKept(1, 1)).overruled) == {"hedged": True}


@pytest.mark.parametrize(("step", "attempt"), [(-1, 0), (9, 0), (1, -1), (1, 1), (2**70, 2**70)])
def test_an_attempt_that_was_not_made_cannot_be_kept(scenario: Scenario, step: int, attempt: int) -> None:
    with pytest.raises(NotNow):
        advance(play(scenario, "realistic"), AnswerKept(step, attempt))


def test_what_was_said_in_the_silent_room_is_no_attempt_at_a_step(scenario: Scenario) -> None:
    state = play(scenario, "silent")
    assert state.attempts(0) == () and state.counting(0) is None
    again = say(advance(state, StepRetried(0)), "asks")
    assert again.attempts(0)[0].instead_of is None
    assert len(again.attempts(3)) == 1


def test_one_rates_oneself_once_and_before_anything_was_played_again(scenario: Scenario) -> None:
    state = play(scenario, "realistic", "asks strength")
    assert not start(scenario, "realistic").allows(SelfRated)
    rated = advance(state, SelfRated(("asks", "several")))
    assert rated.rated == ("asks", "several")
    assert dict(rated.found)["asks"] == "met" and dict(rated.found)["several"] == "not_met"
    assert not rated.allows(SelfRated)
    again = advance(advance(state, StepRetried(0)), StepSkipped())
    assert again.phase == "finished" and not again.allows(SelfRated)


def test_a_retry_changes_nothing_of_what_was_found_when_they_rated_themselves(scenario: Scenario) -> None:
    rated = advance(play(scenario, "realistic", "asks"), SelfRated(("asks",)))
    again = say(advance(rated, StepRetried(1)), FULL)
    assert (again.rated, again.found) == (rated.rated, rated.found)
    assert dict(again.found)["strength"] == "not_met"


def test_each_level_leads_to_the_one_with_less_help() -> None:
    assert [level_above(level) for level in LEVELS] == ["realistic", "silent", None]


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
    st.builds(AnswerKept, st.integers(-1, 3), st.integers(-1, 2)),
    st.builds(SelfRated, st.just(("asks",))),
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
        for step in range(len(TINY.steps)):
            which = following.counting(step)
            assert (which is None) == (not following.attempts(step))
            assert which is None or following.attempts(step)[which] in following.counted()
        state = following


AFTER_THE_REPORT: st.SearchStrategy[Event | str] = st.one_of(
    st.builds(StepRetried, st.integers(0, 2)),
    st.sampled_from([FULL, "asks hedged", "strength", "hm"]),
    st.builds(AnswerKept, st.integers(0, 2), st.integers(0, 3)),
    st.builds(VerdictOverruled, st.sampled_from(["asks", "strength", "greeting"]), st.sampled_from([True, False])),
)


def after(state: State, happened: list[Event | str]) -> State:
    """What is possible of it; a text is said (or sent) where an answer is expected."""
    for each in happened:
        with suppress(NotNow):
            if isinstance(each, str):
                given = EmailSent("", "", each) if state.expects == "email" else AnswerGiven(each)
                state = judged(advance(state, given))
            else:
                state = advance(state, each)
    return state if state.phase == "finished" else advance(state, StepSkipped())


@settings(max_examples=100, deadline=None)
@given(st.lists(AFTER_THE_REPORT, max_size=12), st.integers(0, 2), st.sampled_from([FULL, "hm", "strength asks"]))
def test_keeping_the_earlier_answer_brings_back_the_very_report_of_before(
    happened: list[Event | str], step: int, said: str
) -> None:
    state = after(play(TINY, "realistic", "asks strength interested"), happened)
    own = ("several", "reason", "sign_off")[step]
    worse = after(state, [StepRetried(step), said, VerdictOverruled(own, True)])
    before = worse.attempts(step)[-1].instead_of
    assert before is not None and before == state.counting(step)
    kept = advance(worse, AnswerKept(step, before))
    assert kept.report() == state.report()
    assert advance(kept, AnswerKept(step, len(kept.attempts(step)) - 1)).report() == worse.report()


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
