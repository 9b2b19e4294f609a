"""What a person may do after the report, in numbered choices."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Final

from closer_tui.events import Event, StepRetried, VerdictOverruled
from closer_tui.i18n import _, language, pgettext, translated
from closer_tui.journal import JournalError
from closer_tui.levels import level_name
from closer_tui.linear import EndOfInput, Linear
from closer_tui.plain_beside import compare, comparisons, say_beside, say_report, say_result
from closer_tui.plain_email import email_choices
from closer_tui.practice.best import answers_to
from closer_tui.practice.lookback import LookBack
from closer_tui.practice.picking import Picking
from closer_tui.rehearsal import level_above
from closer_tui.report_text import save_new, to_markdown
from closer_tui.report_words import one_line, outcome_word, question, step_name, title_of
from closer_tui.scenario.model import Scenario
from closer_tui.scoring.report import Finding
from closer_tui.session import Session

AGAIN: Final = "again"
CLIMB: Final = "climb"
AT_HOME: Final = "home"


def after_report(session: Session, linear: Linear, may_repeat: bool, may_go_home: bool = False) -> Event | str | None:
    """Ask what next and do it. Returns the event that goes on with the rehearsal, AGAIN for a fresh one, CLIMB for one
    on the next level, AT_HOME for the scenarios, or None for the end."""
    back = say_beside(session, linear)
    try:
        while True:
            linear.say("")
            choices = _choices(session, back, may_repeat, may_go_home)
            choice = linear.pick(_("What next? Write a number."), choices)
            match choice:
                case "end":
                    return None
                case "again" | "climb" | "home":
                    return choice
                case "step":
                    return StepRetried(which_step(session.state.scenario, linear), session.now())
                case "save":
                    save_report(session, linear, datetime.now())
                case "report":
                    linear.say("")
                    say_report(session, linear)
                case "pick":
                    pick_answers(session, linear)
                case "email":
                    email_choices(session, linear)
                case "compare":
                    compare(session, linear, back)
                case _:
                    words = _overruled(session, linear) if choice == "overrule" else _answered(session, linear)
                    for word in words:
                        session.send(word)
                    if words:
                        say_result(session, linear)
    except EndOfInput:
        return None


def _choices(session: Session, back: LookBack | None, may_repeat: bool, may_go_home: bool) -> list[tuple[str, str]]:
    higher = level_above(session.state.level) if may_repeat else None
    climb = _("Play it all again on the {level} level")
    offered = (
        ("step", _("Play one step again"), True),
        (AGAIN, _("Play it all again"), may_repeat),
        ("save", _("Save the report"), True),
        ("unsure", _("Say yourself what the scorer is not sure of"), bool(_unsure(session))),
        ("overrule", _("Overrule a verdict"), True),
        ("email", _("The email"), True),
        ("pick", _("Pick answers for your cheat sheet"), True),
        (CLIMB, climb.format(level=level_name(higher)) if higher else "", higher is not None),
        ("compare", _("Compare with the attempt before, or with the last time"), bool(comparisons(session, back))),
        ("report", _("Hear the report again"), True),
        (AT_HOME, _("Back to the scenarios"), may_go_home),
        ("end", pgettext("choice", "End"), True),
    )
    return [(name, said) for name, said, there in offered if there]


def which_step(scenario: Scenario, linear: Linear) -> int:
    """Ask for a step (from 0). Raises EndOfInput."""
    return linear.choose(_("Which step? Write its number."), [step_name(step) for step in scenario.steps])


def _unsure(session: Session) -> list[Finding]:
    return [finding for finding in session.report().findings() if finding.outcome == "not_sure"]


def _answered(session: Session, linear: Linear) -> list[Event]:
    """What the candidate says of each criterion that the scorer is not sure of."""
    words: list[Event] = []
    choices = (("yes", pgettext("did it", "Yes")), ("no", pgettext("did it", "No")), ("leave", _("Leave it open")))
    for finding in _unsure(session):
        linear.say("", question(finding.criterion))
        said = [one_line(session.report().words(quote)) for quote in finding.quotes]
        linear.say(*(_('You said: "{words}"').format(words=each) for each in said))
        answer = linear.pick(_("Did you? Write a number."), choices)
        if answer != "leave":
            words.append(VerdictOverruled(finding.criterion.name, answer == "yes"))
    return words


def _overruled(session: Session, linear: Linear) -> list[Event]:
    """What the candidate says of one criterion, nothing when they leave it."""
    findings = session.report().findings()
    line = _("{criterion}: {verdict}")
    lines = [
        line.format(criterion=title_of(finding.criterion), verdict=_within(outcome_word(finding)))
        for finding in findings
    ]
    which = linear.choose(_("Which verdict? Write its number."), [*lines, _("None of them")])
    if which == len(findings):
        return []
    answers: tuple[tuple[str, bool | None], ...] = (
        (_("I did this"), True),
        (_("I did not do this"), False),
        (_("The scorer's verdict stands"), None),
    )
    said = linear.choose(_("What is right? Write a number."), [words for words, _met in answers])
    return [VerdictOverruled(findings[which].criterion.name, answers[said][1])]


def _within(word: str) -> str:
    """A verdict as it stands within a line; German writes its nouns large there too."""
    return word.lower() if language() == "en" else word


def pick_answers(session: Session, linear: Linear) -> None:
    """Take the answer to a move to the cheat sheet, or off it. Raises EndOfInput."""
    report, picking = session.report(), Picking(session)
    try:
        picking.look()
        said = [move for move in report.moves if answers_to(report, move)]
        on_it, off_it = _("{move}: picked"), _("{move}: not picked")
        lines = [
            (on_it if picking.picked(report, move) else off_it).format(move=one_line(translated(move.title)))
            for move in said
        ]
        which = linear.choose(_("Your answer to which move? Write its number."), [*lines, _("None of them")])
        if which < len(said):
            on = picking.toggle(report, said[which])
            told = _("It is on your cheat sheet: closer sheet prints that.")
            linear.say(told if on else _("It is off your cheat sheet."))
    except JournalError as error:
        linear.say(_("Note: {what}").format(what=one_line(str(error))))


def save_report(session: Session, linear: Linear, when: datetime) -> None:
    """Write the report as Markdown into a new file in the folder that closer was started in."""
    state = session.state
    text = to_markdown(session.report(), state.scenario, state.level, when)
    save_here(linear, state.scenario.name, when, text)


def save_here(linear: Linear, name: str, when: datetime, text: str, suffix: str = ".md") -> None:
    """Write a text into a new file in the folder that closer was started in, and say which, or why not."""
    try:
        path = save_new(Path.cwd(), name, when, text, suffix)
    except OSError as error:
        told = _("The report can't be written here: {why}. Start closer in another folder; it is kept.")
        if suffix != ".md" or name == "cheat-sheet":
            told = _("The sheet can't be written here: {why}. Start closer in another folder; it is kept.")
        linear.say(told.format(why=error.strerror))
    else:
        linear.say(_("Saved as {path}.").format(path=one_line(str(path))))
