"""One's own interview made ready in lines: a few facts and the advert, the questions worth asking, a scenario."""

from __future__ import annotations

import logging

from closer_tui.files import reason
from closer_tui.i18n import _
from closer_tui.linear import EndOfInput, Linear
from closer_tui.paths import scenarios_dir
from closer_tui.plain_signs import in_words
from closer_tui.report_words import one_line
from closer_tui.scenario.placing import free_id, own_file, put_scenario
from closer_tui.scenario.prepare import Preparation, lines, prepare
from closer_tui.scenario.prepared import people_of, prepared_scenario
from closer_tui.scenario.template import Wishes, clean
from closer_tui.scenario.template_lines import MOODS
from closer_tui.scoring.verdict import Scorer

log = logging.getLogger(__name__)


def prepare_interview(linear: Linear, scorer: Scorer) -> None:
    """Ask for the facts, tell the questions, and write the scenario if it is wished for. Raises EndOfInput."""
    role = clean(linear.ask(_("Which job is it? An empty line goes back.")))
    company = clean(linear.ask(_("At which company? An empty line goes back."))) if role else ""
    if not company:
        return
    people = linear.ask(_("Who will interview you? Name, title; name, title. An empty line: not known yet."))
    when = clean(linear.ask(_("When is it? An empty line: not known yet.")))
    preparation = prepare(role, company, _advert(linear))
    _tell(linear, preparation)
    while True:
        linear.say("")
        choices = (
            ("write", _("Write a scenario of it, to rehearse")),
            ("hear", _("Hear the questions again")),
            ("back", _("Back to the scenarios")),
        )
        match linear.pick(_("What next? Write a number."), choices):
            case "write":
                if _write(linear, preparation, people, when, scorer):
                    return
            case "hear":
                _tell(linear, preparation)
            case _:
                return


def _advert(linear: Linear) -> str:
    linear.say(_("Paste the advert, and end with a line that holds a single dot. The dot alone: there is none."))
    found: list[str] = []
    while (line := linear.line()) is not None and line.strip() != ".":
        found.append(line)
    if line is None:
        raise EndOfInput
    return "\n".join(found)


def _tell(linear: Linear, preparation: Preparation) -> None:
    """The questions under their titles, without the marks that set them apart on a screen."""
    warning = _("Careful: {what}")
    linear.say("")
    for line in lines(preparation):
        told = in_words(line)
        if told.startswith("! "):
            told = warning.format(what=told[2:])
        linear.say(told.removeprefix("- "))


def _write(linear: Linear, preparation: Preparation, people: str, when: str, scorer: Scorer) -> bool:
    """Whether the scenario is there."""
    moods = list(MOODS)
    usual = moods.index(Wishes().mood)
    question = _("How are they? Write a number or a word; an empty line takes {mood}.").format(mood=moods[usual])
    mood = moods[linear.choose(question, moods, moods, usual)]
    wishes = Wishes(mood=mood, called=f"Your interview at {preparation.company}")
    linear.say(_("The sample answers are scored, and the scenario is written."))
    try:
        file = own_file(wishes.called)
        id = free_id(file.stem)
        try:
            text = prepared_scenario(preparation, wishes, people_of(people), when, id, scorer)
        except Exception as error:  # whatever a broken installation raises: it can be written, if not be checked
            log.warning("the samples could not be scored: %s", error)
            text = prepared_scenario(preparation, wishes, people_of(people), when, id, None)
        trouble = put_scenario(file, text)
    except OSError as error:
        told = _("It can't be written in {folder}: {why}. Make room or make the folder writable, and write it again.")
        linear.say(told.format(folder=one_line(str(scenarios_dir())), why=reason(error)))
        return False
    linear.say(_("It is written as {path}, with the questions and the advert in it.").format(path=one_line(str(file))))
    if trouble:
        linear.say(_("Note: {what}").format(what=one_line(trouble)))
    if not people_of(people):
        linear.say(_("Nobody was named: the interviewer is made up, until you put in who it is."))
    return True
