"""What a person may do after the report, in numbered choices."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Literal

from closer_tui.events import Event, StepRetried, VerdictOverruled
from closer_tui.journal import JournalError
from closer_tui.linear import EndOfInput, Linear
from closer_tui.plain_beside import compare, comparisons, say_beside
from closer_tui.plain_email import email_choices
from closer_tui.practice.best import answers_to
from closer_tui.practice.picking import Picking
from closer_tui.rehearsal import level_above
from closer_tui.report_text import save_new, to_markdown, to_text
from closer_tui.report_words import one_line, outcome_word
from closer_tui.session import Session

AGAIN: Literal["again"] = "again"
CLIMB: Literal["climb"] = "climb"


def after_report(session: Session, linear: Linear, may_repeat: bool) -> Event | Literal["again", "climb"] | None:
    """Ask what next and do it. Returns the event that goes on with the rehearsal, AGAIN for a fresh one, CLIMB for one
    on the next level, or None for the end."""
    back = say_beside(session, linear)
    choices = ["Play one step again", "Save the report", "Overrule a verdict", "The email"]
    choices += ["Pick answers for your cheat sheet", "End"]
    names = ["step", "save", "overrule", "email", "pick", "end"]
    if may_repeat:
        choices.insert(1, "Play it all again")
        names.insert(1, "again")
        if (higher := level_above(session.state.level)) is not None:
            choices.insert(len(choices) - 1, f"Play it all again on the {higher} level")
            names.insert(len(names) - 1, CLIMB)
    if comparisons(session, back):
        choices.insert(len(choices) - 1, "Compare with the attempt before, or with the last time")
        names.insert(len(names) - 1, "compare")
    try:
        while True:
            linear.say("")
            choice = names[linear.choose("What next? Write a number.", choices, names)]
            if choice == "end":
                return None
            if choice == "again":
                return AGAIN
            if choice == CLIMB:
                return CLIMB
            if choice == "step":
                return _which_step(session, linear)
            if choice == "save":
                _save(session, linear)
            elif choice == "pick":
                _pick(session, linear)
            elif choice == "email":
                email_choices(session, linear)
            elif choice == "compare":
                compare(session, linear, back)
            elif overruled := _overrule(session, linear):
                session.send(overruled)
                linear.say("", *to_text(session.report(), session.state.scenario).splitlines())
    except EndOfInput:
        return None


def _which_step(session: Session, linear: Linear) -> Event:
    steps = session.state.scenario.steps
    step = linear.choose("Which step? Write its number.", [step.name for step in steps])
    return StepRetried(step, session.now())


def _overrule(session: Session, linear: Linear) -> Event | None:
    """Returns what the candidate says of one criterion, None when they leave it."""
    findings = session.report().findings()
    lines = [f"{finding.criterion.title}: {outcome_word(finding).lower()}" for finding in findings]
    which = linear.choose("Which verdict? Write its number.", [*lines, "None of them"])
    if which == len(findings):
        return None
    answers: tuple[tuple[str, bool | None], ...] = (
        ("I did this", True),
        ("I did not do this", False),
        ("The scorer's verdict stands", None),
    )
    said = linear.choose("What is right? Write a number.", [words for words, _ in answers])
    return VerdictOverruled(findings[which].criterion.name, answers[said][1])


def _pick(session: Session, linear: Linear) -> None:
    """Take the answer to a move to the cheat sheet, or off it."""
    report, picking = session.report(), Picking(session)
    try:
        picking.look()
        said = [move for move in report.moves if answers_to(report, move)]
        lines = [f"{move.title}: {'picked' if picking.picked(report, move) else 'not picked'}" for move in said]
        which = linear.choose("Your answer to which move? Write its number.", [*lines, "None of them"])
        if which < len(said):
            on = picking.toggle(report, said[which])
            linear.say("It is on your cheat sheet: closer sheet prints that." if on else "It is off your cheat sheet.")
    except JournalError as error:
        linear.say(f"Note: {one_line(str(error))}")


def _save(session: Session, linear: Linear) -> None:
    """Write the report as Markdown into a new file in the folder that closer was started in."""
    state, now = session.state, datetime.now()
    try:
        path = save_new(
            Path.cwd(), state.scenario.name, now, to_markdown(session.report(), state.scenario, state.level, now)
        )
    except OSError as error:
        linear.say(f"The report can't be written here: {error.strerror}. Start closer in another folder; it is kept.")
    else:
        linear.say(f"Saved as {path}.")
