"""In lines: rating oneself before the report, the report, and attempts compared after it."""

from __future__ import annotations

from closer_tui.events import AnswerKept, SelfRated
from closer_tui.i18n import _, figure
from closer_tui.journal import JournalError
from closer_tui.linear import EndOfInput, Linear
from closer_tui.plain_signs import in_words
from closer_tui.practice.beside import beside, this_time
from closer_tui.practice.compare import Comparison, compare_rehearsals, latest_attempts, retried_steps
from closer_tui.practice.compare_text import name_of, title, to_lines
from closer_tui.practice.lookback import LookBack, look_back
from closer_tui.practice.rating import remark, statements
from closer_tui.report_text import to_text
from closer_tui.report_words import one_line, title_of
from closer_tui.session import Session


def say_report(session: Session, linear: Linear) -> None:
    """The report that counts, a fact a line."""
    linear.say(*to_text(session.report(), session.state.scenario).splitlines())


def say_result(session: Session, linear: Linear) -> None:
    """What the report comes to now that something in it has changed, without all that has not."""
    linear.say("", *to_text(session.report(), session.state.scenario).split("\n\n")[0].splitlines())


def rate_oneself(session: Session, linear: Linear) -> None:
    """Ask what they think they did, once, before the report; an empty line keeps nothing."""
    if not session.state.allows(SelfRated):
        return
    linear.say("", _("Before the report: what do you think you did?"))
    names: list[str] = []
    for head, each in statements(session.report().moves):
        linear.say(_("{move}:").format(move=one_line(head)))
        for name, statement in each:
            names.append(name)
            linear.say(f"{len(names)}. {statement}")
    question = _("Which of these did you do? Numbers, 0 for none of them, or nothing to go on to the report.")
    again = _("Write numbers from 1 to {n} with blanks between, or an empty line.").format(n=figure(len(names)))
    try:
        while (ticked := _numbers(linear.ask(question), len(names))) is None:
            linear.say(again)
    except EndOfInput:
        return
    if ticked:
        session.send(SelfRated(tuple(dict.fromkeys(names[number - 1] for number in ticked if number))))


def _numbers(line: str, most: int) -> list[int] | None:
    """The numbers in a line, none of them for an empty one; None where something else is in it."""
    words = line.replace(",", " ").split()
    if not all(word.isdecimal() and len(word) < 6 and int(word) <= most for word in words):
        return None
    return sorted(map(int, words))


def say_beside(session: Session, linear: Linear) -> LookBack | None:
    """After the report: what is said of it beside other attempts, and what the candidate had thought."""
    back = look_behind(session)
    state, report = session.state, session.report()
    line = _("{criterion}: {remark}")
    remarks = [
        line.format(criterion=title_of(each.criterion), remark=said)
        for each in report.findings()
        if (said := remark(state, each))
    ]
    if remarks:
        linear.say("", _("What you had thought:"), *remarks)
    lines = beside(state, report, back)
    if lines:
        linear.say("", *map(in_words, lines))
    return back


def look_behind(session: Session) -> LookBack | None:
    """The rehearsals before this one, where the journal can tell."""
    if session.journal is None or not session.key:
        return None
    try:
        return look_back(session.journal, session.key, session.state.scenario.name)
    except JournalError:  # the rehearsal's own trouble with the journal is told; this is an extra
        return None


def comparisons(session: Session, back: LookBack | None) -> list[Comparison]:
    """All that there is to compare: each step that was played again, the last one first, then the last time."""
    state = session.state
    found = [each for step in retried_steps(state)[::-1] if (each := latest_attempts(state, step)) is not None]
    if back is not None and back.last_time is not None:
        found.append(compare_rehearsals(back.last_time, this_time(state, session.report())))
    return found


def compare(session: Session, linear: Linear, back: LookBack | None, may_keep: bool = True) -> None:
    """Say one comparison and, with `may_keep`, let the candidate keep the earlier of two answers. Raises EndOfInput."""
    found = comparisons(session, back)
    which = 0
    if len(found) > 1:
        which = linear.choose(_("Which comparison? Write its number."), [title(each) for each in found])
    shown = found[which]
    linear.say("", *to_lines(shown))
    if not may_keep or shown.step is None or shown.before.attempt is None or shown.after.attempt is None:
        return
    other = shown.after if shown.before.counts else shown.before
    stays = shown.before if shown.before.counts else shown.after
    linear.say("")
    leave, change = _("Leave it: {attempt} counts"), _("Let {attempt} count")
    choices = [leave.format(attempt=name_of(stays)), change.format(attempt=name_of(other))]
    if linear.choose(_("Which answer counts? Write a number."), choices) == 1 and other.attempt is not None:
        session.send(AnswerKept(shown.step, other.attempt))
        say_result(session, linear)
