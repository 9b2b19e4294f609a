"""Two attempts beside each other: what was gained and lost is what the score says, with the words that did it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.conftest import WordScorer

from closer_tui.events import AnswerGiven, AnswerKept, EmailSent, NotNow, RoomLeft, StepRetried, VerdictOverruled
from closer_tui.journal.outline import outline
from closer_tui.practice.compare import (
    Change,
    Comparison,
    compare_attempts,
    compare_rehearsals,
    latest_attempts,
    marks,
    retried_steps,
    whole,
)
from closer_tui.practice.compare_text import (
    attempt_line,
    last_time_line,
    notes,
    score_line,
    side_line,
    to_lines,
    word_of,
    worth_telling,
)
from closer_tui.rehearsal import Level, State, advance, start
from closer_tui.scenario.model import OwnCriterion, Scenario
from closer_tui.scoring.rubric import SPOKEN_NAMES
from closer_tui.session import Session

EMAIL = "greeting thanks_time thanks_consideration specific email_interest sign_off"
ALL = ("asks several insightful", "strength relevance evidence", "interested reason", EMAIL)


def give(session: Session, text: str, took: float = 10.0) -> None:
    state = session.state
    at = max(state.now, state.step_began) + took
    session.send(EmailSent("", "", text, at) if state.expects == "email" else AnswerGiven(text, at))
    session.send(session.judge())


def play(scenario: Scenario, *said: str, level: Level = "realistic") -> Session:
    session = Session.begin(None, WordScorer(), scenario, level)
    for text in said[:-1]:
        give(session, text)
    if level == "silent":
        session.send(RoomLeft(session.state.now))
    give(session, said[-1])
    assert session.state.phase == "finished"
    return session


def again(session: Session, step: int, text: str, took: float = 10.0) -> None:
    session.send(StepRetried(step, session.state.now))
    give(session, text, took)


def told(comparison: Comparison) -> dict[str, str]:
    return {each.criterion.name: word_of(each) for move in comparison.moves for each in worth_telling(move)}


def of(comparison: Comparison, name: str) -> Change:
    return next(each for each in comparison.changes() if each.criterion.name == name)


def test_each_criterion_of_the_step_is_gained_lost_kept_or_still_missing(scenario: Scenario) -> None:
    session = play(scenario, *ALL[:3], "greeting thanks_time pushy")
    again(session, 3, "greeting sign_off specific")
    found = latest_attempts(session.state, 3)
    assert found is not None
    assert told(found) == {
        "thanks_time": "lost",
        "thanks_consideration": "still missing",
        "specific": "gained",
        "email_interest": "still missing",
        "greeting": "kept",
        "sign_off": "gained",
        "pushy": "no longer raised",
    }
    assert found.after.report == session.report()
    assert score_line(found).endswith("· 3 gained, 1 lost")


def test_a_flag_is_raised_now_still_raised_or_passed_over(scenario: Scenario) -> None:
    session = play(scenario, "asks turn_off", "strength", "interested", EMAIL)
    again(session, 1, "strength hedged")
    found = latest_attempts(session.state, 1)
    assert found is not None
    assert told(found)["hedged"] == "raised now"
    assert of(found, "hedged").points == -5
    again(session, 0, "asks turn_off")
    still = latest_attempts(session.state, 0)
    assert still is not None and told(still)["turn_off"] == "still raised"
    assert "hedged" not in told(still), "of other moves only what this answer changed"


def test_what_another_step_met_too_is_not_lost(scenario: Scenario) -> None:
    session = play(scenario, "asks strength", "strength relevance", "interested", EMAIL)
    again(session, 1, "relevance")
    found = latest_attempts(session.state, 1)
    assert found is not None
    assert told(found)["strength"] == "kept"
    assert found.before.report.completeness == found.after.report.completeness


def test_what_an_answer_did_for_another_move_is_told_where_it_changed(scenario: Scenario) -> None:
    session = play(scenario, "asks", "strength interested", "hm", EMAIL)
    again(session, 1, "strength several")
    found = latest_attempts(session.state, 1)
    assert found is not None
    assert (told(found)["interested"], told(found)["several"]) == ("lost", "gained")
    assert "asks" not in told(found)


def test_both_sides_have_their_own_words_time_and_evidence(scenario: Scenario) -> None:
    session = play(scenario, "asks", "I name a strength here", "interested", EMAIL)
    again(session, 1, "strength and evidence", took=33)
    found = latest_attempts(session.state, 1)
    assert found is not None
    assert [heard.text for _, heard in found.before.heard] == ["I name a strength here"]
    assert side_line(found.before) == "Attempt 1 · 5 words · 10 s"
    assert side_line(found.after) == "Attempt 2, which counts · 3 words · 33 s"
    for side, words in ((found.before, ["strength"]), (found.after, ["strength", "evidence"])):
        ((index, heard),) = side.heard
        assert [mark.span.of(heard.text) for mark in marks(found, side, index)] == words


def test_an_email_is_as_long_as_its_body_here_and_in_what_is_kept_of_it(scenario: Scenario) -> None:
    session = play(scenario, *ALL)
    session.send(StepRetried(3, session.state.now))
    session.send(EmailSent("", "Thank you for today", "greeting and thanks_time", session.state.now))
    session.send(session.judge())
    found = latest_attempts(session.state, 3)
    assert found is not None
    assert found.after.words == 3
    assert [move.words for move in outline(session.report()) if move.move == "email"] == [3]


def test_the_attempt_before_is_the_one_that_counted(scenario: Scenario) -> None:
    session = play(scenario, *ALL)
    again(session, 3, "pushy")
    session.send(AnswerKept(3, 0))
    again(session, 3, "greeting")
    found = latest_attempts(session.state, 3)
    assert found is not None
    assert (found.before.attempt, found.after.attempt) == (0, 2)
    assert found.after.counts and not found.before.counts


def test_what_was_kept_counts_and_the_line_says_so(scenario: Scenario) -> None:
    session = play(scenario, *ALL)
    again(session, 3, "greeting")
    found = latest_attempts(session.state, 3)
    assert found is not None
    assert attempt_line(found) == "“Send a thank-you email” again: 100 → 77, 5 lost; attempt 2 counts."
    session.send(AnswerKept(3, 0))
    kept = latest_attempts(session.state, 3)
    assert kept is not None
    assert attempt_line(kept).endswith("attempt 1 counts.")
    assert session.report() == kept.before.report


def test_the_candidates_own_word_stands_on_the_side_it_was_said_of(scenario: Scenario) -> None:
    session = play(scenario, "asks", "strength", "interested", EMAIL)
    session.send(VerdictOverruled("evidence", True))
    again(session, 1, "strength")
    found = latest_attempts(session.state, 1)
    assert found is not None
    assert told(found)["evidence"] == "lost"
    assert of(found, "evidence").before.overruled and not of(found, "evidence").after.overruled


def test_steps_that_were_not_played_again_have_nothing_to_compare(scenario: Scenario) -> None:
    session = play(scenario, *ALL)
    assert retried_steps(session.state) == ()
    assert latest_attempts(session.state, 0) is None
    for text, step in (("asks", 0), ("hm", 3), ("asks", 0)):
        again(session, step, text)
    assert retried_steps(session.state) == (3, 0), "the one played again last at the end"
    with pytest.raises(NotNow):
        compare_attempts(session.state, 1, 0, 1)


def test_what_was_said_in_the_silent_room_is_compared_as_a_whole_only(scenario: Scenario) -> None:
    session = play(scenario, "asks", "strength", EMAIL, level="silent")
    again(session, 0, "asks several")
    assert retried_steps(session.state) == ()
    again(session, 3, "pushy")
    assert retried_steps(session.state) == (3,), "the email is written to a step on every level"


def test_two_rehearsals_are_compared_move_by_move(scenario: Scenario) -> None:
    state = play(scenario, "asks", "strength", "interested", EMAIL, level="realistic").state
    later = play(scenario, "asks several", "hm", "interested", EMAIL, level="silent").state
    then = datetime(2026, 3, 1, 12, tzinfo=UTC)
    found = compare_rehearsals(
        whole(scenario, "realistic", state.report(), 61.0, then), whole(scenario, "silent", later.report())
    )
    assert [len(move.changes) for move in found.moves] == [4, 4, 3, 7]
    assert (told(found)["several"], told(found)["strength"], told(found)["greeting"]) == ("gained", "lost", "kept")
    line = last_time_line(found)
    assert line.startswith("Last time, 2026-03-01 ") and "(realistic): 61 → 56;" in line
    assert "gained: asked at least two different questions; lost: named something specific you bring." in line
    assert "1 min 1 s" in side_line(found.before)


def test_a_scenario_that_was_changed_in_between_says_how_much_could_not_be_compared(scenario: Scenario) -> None:
    own = OwnCriterion("tea", "Took the tea", "Take it.", ("tea",))
    changed = replace(scenario, steps=(replace(scenario.steps[0], criteria=(own,)), *scenario.steps[1:]))
    before, after = (play(each, *ALL).state for each in (scenario, changed))
    found = compare_rehearsals(
        whole(scenario, "realistic", before.report()), whole(changed, "realistic", after.report())
    )
    assert notes(found) == ("The scenario was changed in between: 1 criterion is in only one of them, and left out.",)
    assert "tea" not in told(found)


def test_different_scorers_are_told(scenario: Scenario) -> None:
    report = play(scenario, *ALL).report()
    other = replace(report, scorer="words-2")
    found = compare_rehearsals(whole(scenario, "realistic", report), whole(scenario, "realistic", other))
    assert "Different versions of the scorer" in notes(found)[0]


def test_read_aloud_it_says_what_became_of_each_with_the_words_of_both(scenario: Scenario) -> None:
    session = play(scenario, "asks", "strength and hedged", "interested", EMAIL)
    again(session, 1, "evidence \x1b[31mred [bold]x[/bold]\nand more")
    found = latest_attempts(session.state, 1)
    assert found is not None
    lines = to_lines(found)
    assert "“Restate your value”: attempt 1, then attempt 2." in lines
    assert lines[lines.index("Lost: Named something specific you bring.") + 1] == 'You had said: "strength"'
    assert lines[lines.index("Gained: Gave concrete proof.") + 1] == 'You said: "evidence"'
    assert lines[lines.index("No longer raised: Undermined your own claim.") + 1] == 'You had said: "hedged"'
    assert lines[-2:] == ["evidence \ufffd[31mred [bold]x[/bold]", "and more"]


@settings(max_examples=60, deadline=None)
@given(
    first=st.lists(st.sampled_from(SPOKEN_NAMES), min_size=1, max_size=8),
    second=st.lists(st.sampled_from(SPOKEN_NAMES), min_size=1, max_size=8),
    step=st.integers(0, 2),
)
def test_marks_are_words_of_the_answer_and_points_say_what_the_reports_say(
    first: list[str], second: list[str], step: int
) -> None:
    scenario = _small()
    said = ["hm", "hm", "hm", EMAIL]
    said[step] = " ".join(first)
    session = play(scenario, *said)
    again(session, step, " ".join(second))
    found = latest_attempts(session.state, step)
    assert found is not None
    reports = [side.report for side in (found.before, found.after)]
    lost_and_gained = {each.criterion.name for each in found.changes("gained", "lost")}
    differing = {
        was.criterion.name
        for was, now in zip(reports[0].findings(), reports[1].findings(), strict=True)
        if was.outcome != now.outcome
    }
    assert lost_and_gained == differing
    for side in (found.before, found.after):
        for index, heard in side.heard:
            for mark in marks(found, side, index):
                assert mark.span.of(heard.text) in first + second
    assert sum(each.points for each in found.changes()) == sum(
        now.earned - was.earned for was, now in zip(reports[0].findings(), reports[1].findings(), strict=True)
    )


def _small() -> Scenario:
    from closer_tui.scenario.model import Interviewer, Step

    steps = tuple(Step(move, ("?",)) for move in ("questions", "value", "interest", "email"))
    return Scenario("s", "s", "S", "", "Acme", "Developer", "easy", Interviewer("Ann", "Lead"), steps)


def test_a_rehearsal_under_way_has_no_attempts_to_compare(scenario: Scenario) -> None:
    state: State = start(scenario, "realistic")
    assert latest_attempts(state, 0) is None
    state = advance(state, AnswerGiven("asks"))
    assert latest_attempts(state, 0) is None
