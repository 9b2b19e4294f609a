"""In lines: rating oneself before the report, and attempts compared after it."""

from __future__ import annotations

from closer_tui.events import AnswerKept, SelfRated
from closer_tui.journal import JournalError
from closer_tui.linear import EndOfInput, Linear
from closer_tui.practice.beside import beside, this_time
from closer_tui.practice.compare import Comparison, compare_rehearsals, latest_attempts, retried_steps
from closer_tui.practice.compare_text import name_of, title, to_lines
from closer_tui.practice.lookback import LookBack, look_back
from closer_tui.practice.rating import remark, statements
from closer_tui.report_text import to_text
from closer_tui.report_words import one_line
from closer_tui.session import Session


def rate_oneself(session: Session, linear: Linear) -> None:
    """Ask what they think they did, once, before the report; an empty line keeps nothing."""
    if not session.state.allows(SelfRated):
        return
    linear.say("", "Before the report: what do you think you did?")
    names: list[str] = []
    for head, each in statements(session.report().moves):
        linear.say(f"{one_line(head)}:")
        for name, statement in each:
            names.append(name)
            linear.say(f"{len(names)}. {statement}")
    question = "Which of these did you do? Numbers, 0 for none of them, or nothing to go on to the report."
    try:
        while (ticked := _numbers(linear.ask(question), len(names))) is None:
            linear.say(f"Write numbers from 1 to {len(names)} with blanks between, or an empty line.")
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
    back = _look_back(session)
    state, report = session.state, session.report()
    remarks = [
        f"{one_line(each.criterion.title)}: {said}" for each in report.findings() if (said := remark(state, each))
    ]
    if remarks:
        linear.say("", "What you had thought:", *remarks)
    lines = beside(state, report, back)
    if lines:
        linear.say("", *lines)
    return back


def _look_back(session: Session) -> LookBack | None:
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


def compare(session: Session, linear: Linear, back: LookBack | None) -> None:
    """Say one comparison, and let the candidate keep the earlier of two answers. Raises EndOfInput."""
    found = comparisons(session, back)
    which = 0
    if len(found) > 1:
        which = linear.choose("Which comparison? Write its number.", [title(each) for each in found])
    shown = found[which]
    linear.say("", *to_lines(shown))
    if shown.step is None or shown.before.attempt is None or shown.after.attempt is None:
        return
    other = shown.after if shown.before.counts else shown.before
    stays = shown.before if shown.before.counts else shown.after
    linear.say("")
    choices = [f"Leave it: {name_of(stays)} counts", f"Let {name_of(other)} count"]
    if linear.choose("Which answer counts? Write a number.", choices) == 1 and other.attempt is not None:
        session.send(AnswerKept(shown.step, other.attempt))
        linear.say("", *to_text(session.report(), session.state.scenario).splitlines())
