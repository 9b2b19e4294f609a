"""A finished rehearsal in lines: read again, and everything that may follow its report."""

from __future__ import annotations

from dataclasses import dataclass

from closer_tui.i18n import _, figure, ngettext
from closer_tui.journal import Journal, JournalError, SessionInfo
from closer_tui.levels import level_above, level_name
from closer_tui.linear import EndOfInput, Linear
from closer_tui.plain_after import pick_answers, save_report, which_step
from closer_tui.plain_beside import compare, comparisons, look_behind, say_report
from closer_tui.plain_email import email_choices
from closer_tui.practice.past import PastRehearsal, PastSession
from closer_tui.rehearsal import Level
from closer_tui.report_text import to_text
from closer_tui.report_words import duration, named, one_line
from closer_tui.scenario.model import Scenario
from closer_tui.scoring.verdict import Scorer


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be played: a step of this past rehearsal again, or (`step` None) the whole as a new one."""

    key: str
    scenario: Scenario
    level: Level
    step: int | None = None


def say_past(linear: Linear, past: PastRehearsal, earlier: int = 0) -> None:
    """The whole conversation, then a report, `earlier` before the one that counts. Raises IndexError where there is
    none as early as that."""
    info, scenario, report = past.info, past.state.scenario, past.reports[earlier]
    about = ngettext(
        "{rehearsal}. {n} answer, {time} of practice.", "{rehearsal}. {n} answers, {time} of practice.", info.answers
    )
    linear.say(
        _("{title}: {role} at {company}.").format(
            title=one_line(scenario.title), role=one_line(scenario.role), company=one_line(scenario.company)
        ),
        about.format(rehearsal=named(info), n=figure(info.answers), time=duration(past.seconds)),
        _("Id {id}.").format(id=one_line(info.id)),
        "",
        _("The conversation."),
        "",
    )
    for turn in past.state.turns:
        names = {"candidate": _("You"), "scene": _("Scene")}
        linear.speak(names.get(turn.speaker) or scenario.interviewer_of(turn.step).name, turn.text)
    before = _("The report, {n} before the one that counts.").format(n=figure(earlier))
    linear.say("", before if earlier else _("The report."), "")
    linear.say(*to_text(report, scenario).splitlines())


def read_again(linear: Linear, journal: Journal, scorer: Scorer, past: PastRehearsal) -> Wish | None:
    """Read one out, ask what next and do it. Returns what is to be played. Raises EndOfInput."""
    linear.say("")
    say_past(linear, past)
    session = PastSession(journal, scorer, past)
    back = look_behind(session)
    info, scenario, higher = past.info, past.state.scenario, level_above(past.info.level)
    offered = (
        ("step", _("Play one step again"), True),
        ("again", _("Play it all again"), True),
        (
            "climb",
            _("Play it all again on the {level} level").format(level=level_name(higher)) if higher else "",
            higher is not None,
        ),
        ("save", _("Save the report"), True),
        ("email", _("The email"), True),
        ("pick", _("Pick answers for your cheat sheet"), True),
        ("compare", _("Compare with the attempt before, or with the last time"), bool(comparisons(session, back))),
        ("earlier", _("Hear an earlier report of it"), len(past.reports) > 1),
        ("report", _("Hear the report again"), True),
        ("delete", _("Delete it"), True),
        ("back", _("Back to the list"), True),
    )
    choices = [(name, said) for name, said, there in offered if there]
    while True:
        linear.say("")
        match linear.pick(_("What next? Write a number."), choices):
            case "step":
                return Wish(info.id, scenario, info.level, which_step(scenario, linear))
            case "again":
                return Wish(info.id, scenario, info.level)
            case "climb":
                return Wish(info.id, scenario, higher or info.level)
            case "save":
                save_report(session, linear, (info.finished or info.updated).astimezone())
            case "email":
                email_choices(session, linear)
            case "pick":
                pick_answers(session, linear)
            case "compare":
                compare(session, linear, back, may_keep=False)
            case "earlier":
                _earlier(linear, past)
            case "report":
                linear.say("")
                say_report(session, linear)
            case "delete":
                if _delete(linear, journal, info):
                    return None
            case _:
                return None


def _earlier(linear: Linear, past: PastRehearsal) -> None:
    told = _("{n} of 100, by {scorer}")
    others = past.reports[1:]
    which = linear.choose(
        _("Which report, the newest first? Write its number."),
        [told.format(n=each.completeness, scorer=one_line(each.scorer) or _("nobody")) for each in others],
    )
    linear.say("", *to_text(others[which], past.state.scenario).splitlines())


def sure(linear: Linear, question: str, word: str) -> bool:
    """Whether this may be done for good: it is asked twice, the second time for a word. The end of input is a no."""
    linear.say(question)
    try:
        if linear.pick(_("Write a number."), (("keep", _("Keep it")), ("yes", _("Yes, delete")))) == "keep":
            return False
        return linear.ask(_("To do it, write: {word}").format(word=word)).casefold() == word
    except EndOfInput:
        return False


def _delete(linear: Linear, journal: Journal, info: SessionInfo) -> bool:
    """Whether it is gone."""
    question = _("Delete {rehearsal}, with every word of it? Nothing brings it back.").format(rehearsal=named(info))
    if not sure(linear, question, "delete"):
        linear.say(_("Nothing was deleted."))
        return False
    try:
        journal.delete(info.id)
    except JournalError as error:
        linear.say(one_line(str(error)))
        return False
    linear.say(_("It is deleted."))
    return True
