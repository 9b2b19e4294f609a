"""How an answer was said, put into words: the same ones on the screen, in the linear front end and in a saved file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from closer_tui.i18n import _, in_quotes, language
from closer_tui.practice.delivery import Delivery, Remark, deliveries, remarks_on
from closer_tui.report_words import step_name, words

if TYPE_CHECKING:
    from closer_tui.scenario.model import Scenario
    from closer_tui.scoring.report import Heard, Report

HOW_IT_WAS_SAID = _("How it was said, not scored")

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def raised(number: int) -> str:
    """The number of a remark as it stands behind the words it is about."""
    return str(number).translate(_RAISED)


def length_line(said: Delivery) -> str:
    """How long an answer is: "48 words, about 19 s"; an email's words alone."""
    if said.seconds is None:
        return words(said.words)
    return _("{words}, about {time}").format(words=words(said.words), time=_seconds(said.seconds))


def titles_of(report: Report, scenario: Scenario) -> list[str]:
    """Where each answer of a report was given, in short."""
    return [_title(heard, scenario) for heard in report.heard]


def remark_lines(remark: Remark, titles: Sequence[str]) -> list[tuple[list[str], str]]:
    """What a remark says, a line for each note with the title of its answer (where it has one); and once for notes
    that have the same advice, what to do instead."""
    grouped = groupby(remark.notes, key=lambda each: each[1].instead)
    return [([_line(titles[index], note.what) for index, note in notes], instead) for instead, notes in grouped]


def report_lines(report: Report, scenario: Scenario) -> Iterator[str]:
    """How everything in a report was said, in lines to be read aloud; none where nothing was."""
    said = deliveries(report, scenario)
    times: dict[str | None, float] = {}
    for heard, each in zip(report.heard, said, strict=True):
        if each.seconds:
            step = None if heard.step is None else step_name(scenario.steps[heard.step])
            times[step] = times.get(step, 0) + each.seconds
    remarks = remarks_on(said)
    if times or remarks:
        yield f"{HOW_IT_WAS_SAID}:"
    if times:
        told = ", ".join(_time_for(step, _seconds(seconds)) for step, seconds in times.items())
        yield _("Speaking time, estimated: {times}.").format(times=told)
    yield from _lines(remarks, titles_of(report, scenario))


def text_lines(said: Delivery) -> Iterator[str]:
    """The same of one text by itself."""
    yield f"{HOW_IT_WAS_SAID}:"
    line = length_line(said)
    yield f"{line}." if said.seconds is None else _("{length} to say.").format(length=line)
    yield from _lines(remarks_on([said]), [""])


def _lines(remarks: Sequence[Remark], titles: Sequence[str]) -> Iterator[str]:
    for remark in remarks:
        for lines, instead in remark_lines(remark, titles):
            yield from lines
            yield instead_line(instead)


def instead_line(instead: str) -> str:
    """What to do instead, as a line."""
    # After a colon English goes on small; a language in which a sentence begins large does not.
    small = f"{instead[0].lower()}{instead[1:]}" if language() == "en" else instead
    return _("Instead: {advice}").format(advice=small)


def _time_for(step: str | None, time: str) -> str:
    if step is None:
        return _("{time} in the room").format(time=time)
    return _("{time} for “{step}”").format(time=time, step=step)


def _title(heard: Heard, scenario: Scenario) -> str:
    if heard.step is None:
        return _("In the room")
    step = scenario.steps[heard.step]
    return _("Your email") if step.move == "email" else in_quotes(step_name(step))


def _line(title: str, what: str) -> str:
    return f"{title}: {what}" if title else what[0].upper() + what[1:]


def _seconds(seconds: float) -> str:
    whole = max(1, round(seconds))
    return f"{whole} s" if whole < 100 else f"{whole // 60} min {whole % 60} s"
