"""How an answer was said, put into words: the same ones on the screen, in the linear front end and in a saved file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from closer_tui.practice.delivery import Delivery, Remark, deliveries, remarks_on
from closer_tui.report_words import one_line
from closer_tui.scenario.model import Scenario
from closer_tui.scoring.report import Heard, Report

HOW_IT_WAS_SAID = "How it was said, not scored"

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def raised(number: int) -> str:
    """The number of a remark as it stands behind the words it is about."""
    return str(number).translate(_RAISED)


def length_line(said: Delivery) -> str:
    """How long an answer is: "48 words, about 19 s"; an email's words alone."""
    words = f"{said.words:,} word{'' if said.words == 1 else 's'}"
    return words if said.seconds is None else f"{words}, about {_seconds(said.seconds)}"


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
    times: dict[str, float] = {}
    for heard, each in zip(report.heard, said, strict=True):
        if each.seconds:
            where = "in the room" if heard.step is None else f"for “{one_line(scenario.steps[heard.step].name)}”"
            times[where] = times.get(where, 0) + each.seconds
    remarks = remarks_on(said)
    if times or remarks:
        yield f"{HOW_IT_WAS_SAID}:"
    if times:
        told = ", ".join(f"{_seconds(seconds)} {where}" for where, seconds in times.items())
        yield f"Speaking time, estimated: {told}."
    yield from _lines(remarks, titles_of(report, scenario))


def text_lines(said: Delivery) -> Iterator[str]:
    """The same of one text by itself."""
    yield f"{HOW_IT_WAS_SAID}:"
    yield f"{length_line(said)}{' to say' if said.seconds is not None else ''}."
    yield from _lines(remarks_on([said]), [""])


def _lines(remarks: Sequence[Remark], titles: Sequence[str]) -> Iterator[str]:
    for remark in remarks:
        for lines, instead in remark_lines(remark, titles):
            yield from lines
            yield f"Instead: {instead[0].lower()}{instead[1:]}"


def _title(heard: Heard, scenario: Scenario) -> str:
    if heard.step is None:
        return "In the room"
    step = scenario.steps[heard.step]
    return "Your email" if step.move == "email" else f"“{one_line(step.name)}”"


def _line(title: str, what: str) -> str:
    return f"{title}: {what}" if title else what[0].upper() + what[1:]


def _seconds(seconds: float) -> str:
    whole = max(1, round(seconds))
    return f"{whole} s" if whole < 100 else f"{whole // 60} min {whole % 60} s"
