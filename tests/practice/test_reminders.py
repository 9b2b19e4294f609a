"""What was said is told in the candidate's own words, and an email that waits in one line."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from tests.conftest import WordScorer

from closer_tui.events import AnswerGiven, RoomLeft
from closer_tui.journal import Note
from closer_tui.practice.reminders import people, said, said_lines, waiting, waiting_line
from closer_tui.rehearsal import Level
from closer_tui.scenario.model import Interviewer, OwnCriterion, Scenario, Step
from closer_tui.scoring.verdict import Scorer
from closer_tui.session import Session

NOW = datetime(2026, 5, 6, 12, tzinfo=UTC)


def told(scenario: Scenario, scorer: Scorer, *answers: str, level: Level = "realistic") -> dict[str, tuple[str, ...]]:
    session = Session.begin(None, scorer, scenario, level)
    for answer in answers:
        session.send(AnswerGiven(answer))
        session.send(session.judge())
    if level == "silent":
        session.send(RoomLeft())
    return dict(said_lines(said(session.state)))


def test_every_question_that_was_asked_is_told_as_it_was_put(scenario: Scenario, word_scorer: WordScorer) -> None:
    answer = "You were open. This asks you: what changed afterwards, since March? And why do you stay? Thank you."
    parts = told(scenario, word_scorer, answer)
    assert parts["What you asked"] == (
        "“This asks you: what changed afterwards, since March?”",
        "“And why do you stay?”",
    )
    assert parts["Who interviewed you"] == ("Ann Bell, Manager <ann@acme.example>",)


def test_what_was_brought_is_told_wherever_it_was_said(scenario: Scenario, word_scorer: WordScorer) -> None:
    parts = told(scenario, word_scorer, "My strength is Go. Bye.", "Nothing.", level="silent")
    assert parts["What you said you bring"] == ("“My strength is Go.”",)


def test_flags_are_nothing_to_write_about(scenario: Scenario, word_scorer: WordScorer) -> None:
    parts = told(scenario, word_scorer, "It is turn_off and hedged and wavering.")
    assert list(parts) == ["Who interviewed you", "What you said"]
    assert parts["What you said"] == ("Nothing that stands out: look at the report.",)


def test_in_another_language_what_met_the_scenario_s_own_criteria_is_told(word_scorer: WordScorer) -> None:
    own = OwnCriterion("dank", "Gedankt", "Danken Sie.", ("danke",))
    steps = (Step("value", ("Ja?",), criteria=(own,), standard=False), Step("email", ("Zuhause.",), standard=False))
    scenario = Scenario("d", "d", "D", "s", "A", "R", "easy", Interviewer("Jens", "Chef"), steps, language="de")
    assert told(scenario, word_scorer, "Guten Tag. Ich danke Ihnen sehr! Bis bald.")["What you said"] == (
        "“Ich danke Ihnen sehr!”",
    )


def test_everybody_who_asked_is_named_once(scenario: Scenario) -> None:
    hui = Interviewer("Tan Hui Min", "Engineer")
    steps = tuple(replace(step, interviewer=hui) for step in scenario.steps[:2]) + scenario.steps[2:]
    assert people(replace(scenario, steps=steps)) == (scenario.interviewer, hui)


def test_words_that_steer_a_terminal_are_only_told_about(scenario: Scenario, word_scorer: WordScorer) -> None:
    hostile = replace(scenario, interviewer=Interviewer("A\x1b[2J", "B\u202e\nC", email="x\x07"))
    parts = told(hostile, word_scorer, "asks \x1b]52;c;x\x07 \u202e this?")
    everything = "".join(line for lines in parts.values() for line in lines)
    assert not set(everything) & set("\x1b\x07\u202e\n")


def test_an_answer_of_a_megabyte_is_told_in_short(scenario: Scenario, word_scorer: WordScorer) -> None:
    parts = told(scenario, word_scorer, "asks " + "why this and that " * 20_000 + "? " + "Is it? " * 20_000)
    assert len(parts["What you asked"]) == 2
    assert all(len(line) < 240 for line in parts["What you asked"])


# --- home ----------------------------------------------------------------------------------------------------


def kept(hours: float, name: str = "Priya Nair", to: str = "priya@acme.com") -> Note:
    return Note("id", name, to, "Thanks", "Dear", kept=NOW - timedelta(hours=hours))


@pytest.mark.parametrize(
    ("hours", "line"),
    [
        (0.2, "The email to Priya Nair was written within the last hour: send it within a day of the interview."),
        (1, "The email to Priya Nair was written an hour ago: send it within a day of the interview."),
        (20, "The email to Priya Nair was written 20 hours ago: send it within a day of the interview."),
        (30, "The email to Priya Nair was written a day ago, and is not ticked as sent."),
        (71, "The email to Priya Nair was written 2 days ago, and is not ticked as sent."),
        (73, ""),
    ],
)
def test_an_email_that_waits_is_told_of_for_three_days(hours: float, line: str) -> None:
    assert waiting_line([kept(hours)], NOW) == line


def test_several_emails_are_told_of_in_one_line_by_the_oldest() -> None:
    two = [kept(5), kept(2, "Tan Hui Min")]
    assert waiting_line(two, NOW).startswith(
        "The emails to Priya Nair and Tan Hui Min were written 5 hours ago: send them"
    )
    three = [*two, kept(1, "Bo")]
    assert waiting_line(three, NOW).startswith("The emails to Priya Nair and 2 others were written 5 hours ago")


def test_nobody_is_reminded_of_an_email_to_a_made_up_address() -> None:
    assert waiting([kept(2, to="priya@acme.example")], NOW) == ()
    assert waiting_line([], NOW) == ""
    assert len(waiting([kept(2, to="")], NOW)) == 1, "the address may be written in the mail program"


def test_a_hostile_name_is_a_few_plain_letters_of_the_line() -> None:
    line = waiting_line([kept(2, "\x1b[2J" + "x" * 500)], NOW)
    assert "\x1b" not in line and len(line) < 140
