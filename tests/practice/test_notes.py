"""One note for each interviewer, and what is remarked before it goes out."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from closer_tui.events import AnswerJudged, EmailSent, StepSkipped
from closer_tui.journal import Note
from closer_tui.practice.mail import Email
from closer_tui.practice.notes import PersonNote, link_words, notes_of, remarks
from closer_tui.rehearsal import State, advance, start
from closer_tui.scenario.model import Interviewer, Scenario
from closer_tui.scoring.verdict import Judgement

HUI = Interviewer("Tan Hui Min", "Engineer", email="hui@acme.com")
ANN = Interviewer("Ann Bell", "Manager", email="ann@acme.com")


def panel(scenario: Scenario) -> Scenario:
    questions, value, *rest = scenario.steps
    return replace(scenario, interviewer=ANN, steps=(questions, replace(value, interviewer=HUI), *rest))


def mailed(scenario: Scenario, to: str = "", subject: str = "Thanks", body: str = "Dear Ann, thanks.") -> State:
    """The rehearsal with nothing said and this email sent."""
    state = start(scenario, "realistic")
    for _ in scenario.spoken:
        state = advance(state, StepSkipped())
    state = advance(state, EmailSent(to, subject, body))
    return advance(state, AnswerJudged(Judgement(())))


def note(
    person: Interviewer = ANN, to: str = "", subject: str = "Thanks", body: str = "Dear Ann, thanks."
) -> PersonNote:
    return PersonNote(person, Email(to, subject, body))


def test_the_email_of_the_rehearsal_is_the_note_as_it_was_written(scenario: Scenario) -> None:
    for subject, body in (
        ("Thanks", "Dear Ann,\n\nthanks.\n"),
        ("", "Subject to change: yes"),
        ("Hi", "\n\nlate start"),
    ):
        (one,) = notes_of(mailed(scenario, "me@acme.com", subject, body))
        assert one.email == one.rehearsed == Email("me@acme.com", subject, body)


def test_each_of_a_panel_has_a_note_and_who_was_written_nothing_gets_the_words_without_the_address(
    scenario: Scenario,
) -> None:
    ann, hui = notes_of(mailed(panel(scenario), "ann@acme.com"))
    assert (ann.person, hui.person) == (ANN, HUI)
    assert ann.email.to == "ann@acme.com" and hui.email == Email("", "Thanks", "Dear Ann, thanks.")
    assert hui.going_to == "hui@acme.com" and hui.addressed.to == "hui@acme.com"


def test_an_email_to_the_other_one_s_address_is_the_other_one_s(scenario: Scenario) -> None:
    ann, hui = notes_of(mailed(panel(scenario), "Hui <HUI@acme.com>"))
    assert hui.email.to == "Hui <HUI@acme.com>" and ann.email.to == ""


def test_a_note_that_was_kept_counts_more_than_the_rehearsal(scenario: Scenario) -> None:
    when = datetime(2026, 1, 2, tzinfo=UTC)
    kept = Note("id", "Tan Hui Min", "hui@real.com", "For you", "Dear Hui,", kept=when)
    ann, hui = notes_of(mailed(panel(scenario)), (kept,))
    assert hui.email == Email("hui@real.com", "For you", "Dear Hui,") and hui.kept == when
    assert hui.rehearsed.body == ann.email.body == "Dear Ann, thanks."


def test_a_skipped_email_leaves_empty_notes(scenario: Scenario) -> None:
    state = start(panel(scenario), "realistic")
    for _ in scenario.steps:
        state = advance(state, StepSkipped())
    assert [each.email for each in notes_of(state)] == [Email(), Email()]
    assert remarks(notes_of(state), 0) == ()


@pytest.mark.parametrize(
    ("one", "says"),
    [
        (note(to="ann@acme"), "“ann@acme”: what follows the @ is no domain, such as company.com."),
        (note(replace(ANN, email="")), "No address yet: write it here, or later in your mail program."),
        (note(to="ann@acme.example"), "This address is made up, as the scenario is: write the real one."),
        (note(subject=" "), "It has no subject yet."),
    ],
)
def test_what_is_wanting_is_remarked(one: PersonNote, says: str) -> None:
    assert remarks([one], 0) == (says,)
    assert remarks([note()], 0) == ()


def test_two_notes_in_the_same_words_are_remarked_whatever_name_they_greet() -> None:
    notes = [note(), note(HUI, body="Dear Hui, thanks.")]
    assert remarks(notes, 1) == ("Word for word the same as the note to Ann Bell: they may compare.",)
    assert remarks([note(), note(HUI, body="Dear Hui, thanks for the tour.")], 1) == ()
    assert remarks([note(), replace(note(HUI), email=Email())], 0) == ()


def test_one_note_to_two_people_is_remarked_where_each_could_have_their_own() -> None:
    both = note(to="ann@acme.com, hui@acme.com")
    assert remarks([both, note(HUI, body="Else.")], 0) == (
        "It goes to more than one person: a note for each of them reads better.",
    )
    assert remarks([both], 0) == ()


def test_what_a_link_leaves_out_is_said() -> None:
    assert link_words(note()) == ""
    assert link_words(note(body="x" * 3_000)) == "It is too long for a link: the body has to be pasted."
    long = note(subject="s" * 3_000, body="x")
    assert link_words(long) == "It is too long for a link: the body and subject have to be pasted."
