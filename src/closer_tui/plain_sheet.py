"""The cheat sheet in lines: which answers stand on it, and its ways out."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, datetime

from closer_tui.diagnostics import DiagnosticError
from closer_tui.i18n import _, figure, in_quotes, ngettext, pgettext, translated
from closer_tui.journal import Journal, JournalError
from closer_tui.linear import Linear
from closer_tui.paths import scenarios_dir
from closer_tui.plain_after import save_here
from closer_tui.practice import desktop
from closer_tui.practice.best import Best, best_answers
from closer_tui.practice.sheet import NOTHING, OTHERS, Card, card, length, overflow, to_html, to_markdown
from closer_tui.report_words import RESULT_WORDS, one_line
from closer_tui.scenario.library import find
from closer_tui.scenario.model import Scenario
from closer_tui.scoring.rubric import MOVE_TITLES

SHOWN = 60
"""Letters of an answer in the list; it is heard in full when it is chosen."""


def sheet_choices(linear: Linear, journal: Journal) -> None:
    """Let a person pick the answers for the real day, and take the sheet along. Raises EndOfInput."""
    name = ""
    while True:
        try:
            answers = best_answers(journal, name)
        except JournalError as error:
            linear.say(one_line(str(error)))
            return
        if not answers:
            linear.say(NOTHING)
            return
        sheet = card(answers, datetime.now(UTC).astimezone().date(), _scenario(name))
        _tell(linear, answers, sheet, name)
        choices = [(f"{number}", _line(answer)) for number, answer in enumerate(answers, 1)]
        choices += [
            ("save", _("Save the sheet as a Markdown file")),
            ("page", _("Save it as a page, to be opened in a browser and printed")),
            ("copy", _("Copy it")),
            ("hear", _("Hear the whole sheet")),
            ("all", _("Answers of all scenarios")) if name else ("one", _("Answers of one scenario alone")),
            ("back", pgettext("choice", "Back")),
        ]
        match linear.pick(_("Write the number of an answer to hear it, or what to do."), choices):
            case "save":
                save_here(linear, "cheat-sheet", datetime.now(), to_markdown(sheet))
            case "page":
                save_here(linear, "cheat-sheet", datetime.now(), to_html(sheet), ".html")
            case "copy":
                _copy(linear, sheet)
            case "hear":
                _hear(linear, sheet)
            case "all":
                name = ""
            case "one":
                name = _one_scenario(linear, answers)
            case "back":
                return
            case number:
                _pick(linear, journal, answers[int(number) - 1])


def _scenario(name: str) -> Scenario | None:
    try:
        return find(name, scenarios_dir()) if name else None
    except DiagnosticError:  # it was deleted or broken since: the sheet has no heading of its own then
        return None


def _tell(linear: Linear, answers: tuple[Best, ...], sheet: Card, name: str) -> None:
    picked = sum(answer.picked for answer in answers)
    told = ngettext("{n} answer is picked.", "{n} answers are picked.", picked).format(n=figure(picked))
    whose = [_("Only those of {scenario}.").format(scenario=one_line(answers[0].title))] if name else []
    fits = overflow(sheet) or _("The sheet fits on one page.")
    linear.say("", " ".join([_("Cheat sheet for the real day."), *whose, told, fits]))


def _line(answer: Best) -> str:
    words = one_line(answer.text)
    words = words if len(words) <= SHOWN else words[:SHOWN].rsplit(" ", 1)[0] + " ..."
    if answer.picked:
        line = _("{move}, {title}: {words} Picked.")
    elif answer.result:
        line = _("{move}, {title}: {words} Not picked; {result} then.")
    else:
        line = _("{move}, {title}: {words} Not picked.")
    went = RESULT_WORDS[answer.result] if answer.result else ""
    return line.format(move=_move(answer), title=one_line(answer.title), words=in_quotes(words), result=went)


def _move(answer: Best) -> str:
    return OTHERS if answer.move == "custom" else translated(MOVE_TITLES[answer.move])


def _one_scenario(linear: Linear, answers: tuple[Best, ...]) -> str:
    found = {answer.scenario: answer.title for answer in answers if answer.scenario}
    if not found:
        return ""
    return [*found][linear.choose(_("Which scenario? Write its number."), [*found.values()], [*found])]


def _pick(linear: Linear, journal: Journal, answer: Best) -> None:
    """Say an answer in full, and take it to the sheet or off it."""
    linear.say("", _("{move}, {length}:").format(move=_move(answer), length=length(answer)))
    linear.say(*answer.text.strip().split("\n"))
    change = _("Take it off the sheet") if answer.picked else _("Pick it for the sheet")
    if linear.pick(_("Write a number."), (("change", change), ("back", pgettext("choice", "Back")))) == "back":
        return
    try:
        (journal.unpick if answer.picked else journal.pick)(answer.session, answer.move, answer.text)
    except JournalError as error:
        linear.say(one_line(str(error)))
    else:
        changed = replace(answer, picked=not answer.picked)
        linear.say(_("It is on your cheat sheet.") if changed.picked else _("It is off your cheat sheet."))


def _hear(linear: Linear, sheet: Card) -> None:
    """The sheet without its marks: heading, who will be there, then the answers by move."""
    linear.say("", f"{one_line(sheet.heading)}.", *(f"{one_line(person)}." for person in sheet.people))
    for answer in sheet.answers:
        linear.say("", _("{move}, {length}:").format(move=_move(answer), length=length(answer)))
        linear.say(*(line for line in answer.text.strip().split("\n") if line.strip()))


def _copy(linear: Linear, sheet: Card) -> None:
    try:
        desktop.hand_over(desktop.copier(os.environ), to_markdown(sheet))
    except desktop.NoDesktop as error:
        linear.say(_("{why} Save the sheet instead.").format(why=error))
    else:
        linear.say(_("The sheet is on the clipboard."))
