"""A report as text: Markdown to keep, and plain lines for a screen reader or a pipe."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import pairwise
from pathlib import Path

from closer_tui.delivery_text import HOW_IT_WAS_SAID, length_line, raised, remark_lines, report_lines, titles_of
from closer_tui.markdown import escape, guard, inline, paragraphs, quoted
from closer_tui.practice.delivery import Remark, deliveries, marks_in, remarks_on
from closer_tui.rehearsal import Level
from closer_tui.report_words import (
    at_most_sentence,
    explained,
    heard_title,
    move_line,
    one_line,
    outcome_word,
    place,
    points,
    strong_samples,
    verdict_sentence,
    wanting,
)
from closer_tui.scenario.model import Scenario
from closer_tui.scoring.report import Finding, MoveReport, Quote, Report
from closer_tui.scoring.text import printable


def to_markdown(report: Report, scenario: Scenario, level: Level, when: datetime) -> str:
    """The whole report as Markdown. What strangers wrote is escaped: it stays text in every renderer."""
    title = escape(scenario.title)
    who = f"{escape(scenario.role)} at {escape(scenario.company)}"
    lines = [
        f"# {title}: {report.completeness} of 100",
        "",
        escape(verdict_sentence(report, most=20)),
        *[line for line in [at_most_sentence(report)] if line],
        "",
        f"{who}. Level: {level}. {when:%Y-%m-%d %H:%M}.",
    ]
    for move in report.moves:
        lines += ["", f"## {escape(move.title)}: {move_line(move)}", ""]
        for finding in move.findings:
            lines += _markdown_finding(finding, [_where(report, scenario, move, quote) for quote in finding.quotes])
    said = deliveries(report, scenario)
    remarks = remarks_on(said)
    lines += ["", "## What you said", "", "**Bold** words met a criterion; ***bold and slanted*** ones raised a flag."]
    for index, heard in enumerate(report.heard):
        marked = _marked(report, index, heard.text, marks_in(remarks, index))
        lines += [
            "",
            f"### {escape(heard_title(heard, scenario))}",
            "",
            f"{length_line(said[index])}.",
            "",
            *quoted(marked),
        ]
    if not report.heard:
        lines += ["", "You said nothing."]
    lines += _markdown_remarks(remarks, titles_of(report, scenario))
    if report.tips:
        lines += ["", "## Tips, not scored", "", *(f"- {escape(tip)}" for tip in report.tips)]
    samples = strong_samples(report, scenario)
    if samples:
        lines += ["", "## A strong answer to each step"]
    for step, sample in samples:
        lines += ["", f"### {escape(scenario.steps[step].name)}", "", *quoted(paragraphs(sample.text))]
    lines += ["", f"Scored by {escape(report.scorer) or 'nobody: nothing was said'}."]
    return "\n".join(lines) + "\n"


def to_text(report: Report, scenario: Scenario) -> str:
    """The report as lines that are read aloud well: completeness first, one fact a line, samples last."""
    lines = [f"Completeness: {report.completeness} of 100.", verdict_sentence(report, most=20)]
    lines += [line for line in [at_most_sentence(report)] if line]
    for move in report.moves:
        lines += ["", *_text_move(move, [[_where(report, scenario, move, q) for q in f.quotes] for f in move.findings])]
    how_said = list(report_lines(report, scenario))
    if how_said:
        lines += ["", *how_said]
    if report.tips:
        lines += ["", "Tips, not scored:", *report.tips]
    for step, sample in strong_samples(report, scenario):
        said = "\n".join(line for part in sample.text.split("\n") if (line := one_line(part)))
        lines += ["", f"A strong answer to {one_line(scenario.steps[step].name)}:", f'"{said}"']
    return "\n".join([*lines, "", f"Scored by {one_line(report.scorer) or 'nobody: nothing was said'}."]) + "\n"


def move_to_text(move: MoveReport, text: str) -> str:
    """The report on one text as one move (scoring.report.report_move), as `to_text` puts it."""
    said = [[(quote.span.of(text), "") for quote in finding.quotes] for finding in move.findings]
    return "\n".join(_text_move(move, said)) + "\n"


def save_new(folder: Path, name: str, when: datetime, text: str, suffix: str = ".md") -> Path:
    """Write `text` into a new file in `folder`, named after the scenario and the time; a name that is taken is
    left alone and a number added. Raises OSError when it can't be written."""
    plain = re.sub(r"[^a-z0-9]+", "-", name.casefold()[:200]).strip("-")[:60] or "report"
    stem = f"closer-{plain}-{when:%Y-%m-%d-%H%M}"
    number = 1
    while True:
        path = folder / (f"{stem}{suffix}" if number == 1 else f"{stem}-{number}{suffix}")
        try:
            with path.open("x", encoding="utf-8", newline="\n") as file:
                file.write(text)
        except FileExistsError:
            number += 1
        else:
            return path


_Said = tuple[str, str]
"""The words quoted, and where they were said (or nothing)."""


def _where(report: Report, scenario: Scenario, move: MoveReport, quote: Quote) -> _Said:
    return report.words(quote), place(report, scenario, move, quote)


def _text_move(move: MoveReport, said: list[list[_Said]]) -> list[str]:
    lines = [f"{one_line(move.title)}: {move_line(move)}."]
    for finding, quotes in zip(move.findings, said, strict=True):
        lines.append(finding_line(finding))
        lines += [f'You said{where and " "}{where}: "{one_line(words)}"' for words, where in quotes]
        if explained(finding):
            lines += [line for line in (one_line(finding.reason),) if line]
        if wanting(finding):
            lines.append(f"Advice: {one_line(finding.criterion.advice)}")
    return lines


def finding_line(finding: Finding) -> str:
    """What was made of one criterion, as a line to be read aloud: "Met: Gave concrete proof, 5 of 5 points." """
    worth = points(finding).replace("−", "minus ")
    tail = f", {worth} points" if worth else ""
    return f"{outcome_word(finding)}: {one_line(finding.criterion.title)}{tail}."


def _markdown_finding(finding: Finding, said: list[_Said]) -> Iterator[str]:
    worth = f" ({points(finding)})" if points(finding) else ""
    yield f"- **{outcome_word(finding)}**: {escape(finding.criterion.title)}{worth}"
    for words, where in said:
        yield f"  - “{escape(words)}”" + (f", said {escape(where)}" if where else "")
    if explained(finding) and finding.reason.strip():
        yield f"  - {escape(finding.reason)}"
    if wanting(finding):
        yield f"  - Advice: {escape(finding.criterion.advice)}"


def _markdown_remarks(remarks: Sequence[Remark], titles: Sequence[str]) -> Iterator[str]:
    if remarks:
        yield from ("", f"## {HOW_IT_WAS_SAID}", "", "The small numbers are those behind your words above.", "")
    for remark in remarks:
        for lines, instead in remark_lines(remark, titles):
            yield from (f"- {raised(remark.number)} {escape(line)}" for line in lines)
            yield f"  - Instead: {instead[0].lower()}{instead[1:]}"


def _marked(report: Report, index: int, text: str, numbers: Sequence[tuple[int, int]]) -> list[str]:
    """The lines of an answer, with the words that decided in bold (a flag's bold and slanted) and the numbers of
    remarks where they stand."""
    marks = [
        (quote.span, finding.criterion.flag)
        for finding in report.findings()
        if finding.outcome == "met"
        for quote in finding.quotes
        if quote.answer == index
    ]
    signs: dict[int, str] = {}
    for offset, number in numbers:
        signs[offset] = signs.get(offset, "") + raised(number)
    lines, at = [], 0
    for line in printable(text).split("\n"):
        ends = {min(max(cut - at, 0), len(line)) for span, _ in marks for cut in (span.start, span.end)}
        ends |= {offset - at for offset in signs if 0 < offset - at < len(line)}
        cuts = sorted({0, len(line)} | ends)
        parts = [signs.get(at, "")]
        for start, end in pairwise(cuts):
            over = {flag for span, flag in marks if span.start <= at + start and at + end <= span.end}
            parts.append(_emphasised(line[start:end], "***" if True in over else "**" if over else ""))
            parts.append(signs.get(at + end, ""))
        lines.append(guard("".join(parts).strip()))
        at += len(line) + 1
    return lines


def _emphasised(part: str, stars: str) -> str:
    words = part.split()
    if not words:
        return " " if part else ""
    before = " " if part[0].isspace() else ""
    after = " " if part[-1].isspace() else ""
    return f"{before}{stars}{inline(' '.join(words))}{stars}{after}"
