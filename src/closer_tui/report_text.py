"""A report as text: Markdown to keep, and plain lines for a screen reader or a pipe."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise
from pathlib import Path

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

_SPECIAL = re.compile(r"[\\`*_{}\[\]<>#|~&$!]")
_LINE_START = re.compile(r"([+=-]|\d{1,9}[.)])")


def to_markdown(report: Report, scenario: Scenario, level: Level, when: datetime) -> str:
    """The whole report as Markdown. What strangers wrote is escaped: it stays text in every renderer."""
    title = _escape(scenario.title)
    who = f"{_escape(scenario.role)} at {_escape(scenario.company)}"
    lines = [
        f"# {title}: {report.completeness} of 100",
        "",
        _escape(verdict_sentence(report, most=20)),
        *[line for line in [at_most_sentence(report)] if line],
        "",
        f"{who}. Level: {level}. {when:%Y-%m-%d %H:%M}.",
    ]
    for move in report.moves:
        lines += ["", f"## {_escape(move.title)}: {move_line(move)}", ""]
        for finding in move.findings:
            lines += _markdown_finding(finding, [_where(report, scenario, move, quote) for quote in finding.quotes])
    lines += ["", "## What you said", "", "**Bold** words met a criterion; ***bold and slanted*** ones raised a flag."]
    for index, heard in enumerate(report.heard):
        lines += ["", f"### {_escape(heard_title(heard, scenario))}", "", *_quoted(_marked(report, index, heard.text))]
    if not report.heard:
        lines += ["", "You said nothing."]
    if report.tips:
        lines += ["", "## Tips, not scored", "", *(f"- {_escape(tip)}" for tip in report.tips)]
    samples = strong_samples(report, scenario)
    if samples:
        lines += ["", "## A strong answer to each step"]
    for step, sample in samples:
        lines += ["", f"### {_escape(scenario.steps[step].name)}", "", *_quoted(_paragraphs(sample.text))]
    lines += ["", f"Scored by {_escape(report.scorer) or 'nobody: nothing was said'}."]
    return "\n".join(lines) + "\n"


def to_text(report: Report, scenario: Scenario) -> str:
    """The report as lines that are read aloud well: completeness first, one fact a line, samples last."""
    lines = [f"Completeness: {report.completeness} of 100.", verdict_sentence(report, most=20)]
    lines += [line for line in [at_most_sentence(report)] if line]
    for move in report.moves:
        lines += ["", *_text_move(move, [[_where(report, scenario, move, q) for q in f.quotes] for f in move.findings])]
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


def save_new(folder: Path, name: str, when: datetime, text: str) -> Path:
    """Write `text` into a new file in `folder`, named after the scenario and the time; a name that is taken is
    left alone and a number added. Raises OSError when it can't be written."""
    plain = re.sub(r"[^a-z0-9]+", "-", name.casefold()[:200]).strip("-")[:60] or "report"
    stem = f"closer-{plain}-{when:%Y-%m-%d-%H%M}"
    number = 1
    while True:
        path = folder / (f"{stem}.md" if number == 1 else f"{stem}-{number}.md")
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
    yield f"- **{outcome_word(finding)}**: {_escape(finding.criterion.title)}{worth}"
    for words, where in said:
        yield f"  - “{_escape(words)}”" + (f", said {_escape(where)}" if where else "")
    if explained(finding) and finding.reason.strip():
        yield f"  - {_escape(finding.reason)}"
    if wanting(finding):
        yield f"  - Advice: {_escape(finding.criterion.advice)}"


def _escape(text: str) -> str:
    """One line of strangers' text that no Markdown renderer can take for anything but text."""
    return _guard(_inline(one_line(text)))


def _guard(line: str) -> str:
    """The line, unable to start a list, a heading or a rule."""
    start = _LINE_START.match(line)
    return line if start is None else f"{line[: start.end() - 1]}\\{line[start.end() - 1 :]}"


def _inline(line: str) -> str:
    return " ".join(map(_escape_word, line.split(" ")))


def _escape_word(word: str) -> str:
    # GitHub links bare addresses even where they are escaped, but never inside code.
    if "://" in word or "@" in word or "www." in word.casefold():
        fence = "`" * (1 + max((len(run) for run in re.findall("`+", word)), default=0))
        pad = " " if word.startswith("`") or word.endswith("`") else ""
        return f"{fence}{pad}{word}{pad}{fence}"
    return _SPECIAL.sub(r"\\\g<0>", word)


def _marked(report: Report, index: int, text: str) -> list[str]:
    """The lines of an answer, with the words that decided in bold (a flag's bold and slanted)."""
    marks = [
        (quote.span, finding.criterion.flag)
        for finding in report.findings()
        if finding.outcome == "met"
        for quote in finding.quotes
        if quote.answer == index
    ]
    lines, at = [], 0
    for line in printable(text).split("\n"):
        ends = {min(max(cut - at, 0), len(line)) for span, _ in marks for cut in (span.start, span.end)}
        cuts = sorted({0, len(line)} | ends)
        parts = []
        for start, end in pairwise(cuts):
            over = {flag for span, flag in marks if span.start <= at + start and at + end <= span.end}
            parts.append(_emphasised(line[start:end], "***" if True in over else "**" if over else ""))
        lines.append(_guard("".join(parts).strip()))
        at += len(line) + 1
    return lines


def _emphasised(part: str, stars: str) -> str:
    words = part.split()
    if not words:
        return " " if part else ""
    before = " " if part[0].isspace() else ""
    after = " " if part[-1].isspace() else ""
    return f"{before}{stars}{_inline(' '.join(words))}{stars}{after}"


def _paragraphs(text: str) -> list[str]:
    return [_guard(_inline(" ".join(line.split()))) for line in printable(text).split("\n")]


def _quoted(lines: list[str]) -> Iterator[str]:
    """A block quote that keeps the line breaks."""
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        end = "\\" if line and following else ""
        yield f"> {line}{end}".rstrip()
