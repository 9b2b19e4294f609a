"""A report as text: Markdown to keep, and plain lines for a screen reader or a pipe."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from closer_tui.delivery_text import (
    HOW_IT_WAS_SAID,
    instead_line,
    length_line,
    raised,
    remark_lines,
    report_lines,
    titles_of,
)
from closer_tui.i18n import _, in_quotes, translated
from closer_tui.levels import Level, level_name
from closer_tui.markdown import escape, guard, inline, paragraphs, quoted
from closer_tui.practice.delivery import Remark, deliveries, marks_in, remarks_on
from closer_tui.report_words import (
    at_most_sentence,
    explained,
    heard_title,
    move_line,
    one_line,
    outcome_word,
    place,
    points,
    scorer_line,
    step_name,
    strong_samples,
    title_of,
    verdict_sentence,
    wanting,
)
from closer_tui.scoring.reasons import reason_words
from closer_tui.scoring.text import printable

if TYPE_CHECKING:
    from closer_tui.scenario.model import Scenario
    from closer_tui.scoring.report import Finding, MoveReport, Quote, Report


def to_markdown(report: Report, scenario: Scenario, level: Level, when: datetime) -> str:
    """The whole report as Markdown. What strangers wrote is escaped: it stays text in every renderer."""
    head = _("{title}: {n} of 100").format(title=escape(scenario.title), n=report.completeness)
    who = _("{role} at {company}. Level: {level}. {when}.").format(
        role=escape(scenario.role),
        company=escape(scenario.company),
        level=level_name(level),
        when=f"{when:%Y-%m-%d %H:%M}",
    )
    lines = [
        f"# {head}",
        "",
        escape(verdict_sentence(report, most=20)),
        *[line for line in [at_most_sentence(report)] if line],
        "",
        who,
    ]
    for move in report.moves:
        lines += ["", f"## {escape(translated(move.title))}: {move_line(move)}", ""]
        for finding in move.findings:
            lines += _markdown_finding(finding, [_where(report, scenario, move, quote) for quote in finding.quotes])
    said = deliveries(report, scenario)
    remarks = remarks_on(said)
    legend = _("**Bold** words met a criterion; ***bold and slanted*** ones raised a flag.")
    lines += ["", "## " + _("What you said"), "", legend]
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
        lines += ["", _("You said nothing.")]
    lines += _markdown_remarks(remarks, titles_of(report, scenario))
    if report.tips:
        lines += ["", "## " + _("Tips, not scored"), "", *(f"- {escape(translated(tip))}" for tip in report.tips)]
    samples = strong_samples(report, scenario)
    if samples:
        lines += ["", "## " + _("A strong answer to each step")]
    for step, sample in samples:
        lines += ["", f"### {escape(step_name(scenario.steps[step]))}", "", *quoted(paragraphs(sample.text))]
    lines += ["", escape(scorer_line(report))]
    return "\n".join(lines) + "\n"


def to_text(report: Report, scenario: Scenario) -> str:
    """The report as lines that are read aloud well: completeness first, one fact a line, samples last."""
    lines = [_("Completeness: {n} of 100.").format(n=report.completeness), verdict_sentence(report, most=20)]
    lines += [line for line in [at_most_sentence(report)] if line]
    for move in report.moves:
        lines += ["", *_text_move(move, [[_where(report, scenario, move, q) for q in f.quotes] for f in move.findings])]
    how_said = list(report_lines(report, scenario))
    if how_said:
        lines += ["", *how_said]
    if report.tips:
        lines += ["", _("Tips, not scored:"), *map(translated, report.tips)]
    for step, sample in strong_samples(report, scenario):
        said = "\n".join(line for part in sample.text.split("\n") if (line := one_line(part)))
        head = _("A strong answer to {step}:").format(step=step_name(scenario.steps[step]))
        lines += ["", head, _('"{words}"').format(words=said)]
    return "\n".join([*lines, "", scorer_line(report)]) + "\n"


def move_to_text(move: MoveReport, text: str) -> str:
    """The report on one text as one move (scoring.report.report_move), as `to_text` puts it."""
    said = [[(quote.span.of(text), "") for quote in finding.quotes] for finding in move.findings]
    return "\n".join(_text_move(move, said)) + "\n"


def file_name(name: str, when: datetime, suffix: str = ".md", number: int = 1) -> str:
    """What a file is called that is saved of the scenario `name` at this time."""
    plain = re.sub(r"[^a-z0-9]+", "-", name.casefold()[:200]).strip("-")[:60] or "report"
    return f"closer-{plain}-{when:%Y-%m-%d-%H%M}{f'-{number}' if number > 1 else ''}{suffix}"


def save_new(folder: Path, name: str, when: datetime, text: str, suffix: str = ".md") -> Path:
    """Write `text` into a new file in `folder`, named by `file_name`; a name that is taken is left alone and a number
    added. Raises OSError when it can't be written; then nothing is there."""
    number = 1
    while True:
        path = folder / file_name(name, when, suffix, number)
        try:
            file = path.open("x", encoding="utf-8", newline="\n")
        except FileExistsError:
            number += 1
            continue
        try:
            with file:
                file.write(text)
        except BaseException:
            path.unlink(missing_ok=True)
            raise
        return path


_Said = tuple[str, str]
"""The words quoted, and where they were said (or nothing)."""


def _where(report: Report, scenario: Scenario, move: MoveReport, quote: Quote) -> _Said:
    return report.words(quote), place(report, scenario, move, quote)


def _text_move(move: MoveReport, said: list[list[_Said]]) -> list[str]:
    lines = [f"{one_line(translated(move.title))}: {move_line(move)}."]
    for finding, quotes in zip(move.findings, said, strict=True):
        lines.append(finding_line(finding))
        lines += [_said_line(one_line(words), where) for words, where in quotes]
        if explained(finding):
            lines += [line for line in (one_line(reason_words(finding.reason)),) if line]
        if wanting(finding):
            lines.append(_("Advice: {advice}").format(advice=one_line(translated(finding.criterion.advice))))
    return lines


def _said_line(words: str, where: str) -> str:
    if where:
        return _('You said {where}: "{words}"').format(where=where, words=words)
    return _('You said: "{words}"').format(words=words)


def finding_line(finding: Finding) -> str:
    """What was made of one criterion, as a line to be read aloud: "Met: Gave concrete proof, 5 of 5 points." """
    line = f"{outcome_word(finding)}: {title_of(finding.criterion)}"
    if not points(finding):
        return f"{line}."
    flag, earned = _("minus {possible} points"), _("{earned} of {possible} points")
    worth = (flag if finding.criterion.flag else earned).format(
        earned=finding.earned, possible=finding.criterion.points
    )
    return f"{line}, {worth}."


def _markdown_finding(finding: Finding, said: list[_Said]) -> Iterator[str]:
    worth = f" ({points(finding)})" if points(finding) else ""
    yield f"- **{outcome_word(finding)}**: {escape(title_of(finding.criterion))}{worth}"
    for words, where in said:
        quote = in_quotes(escape(words))
        yield "  - " + (_("{quote}, said {where}").format(quote=quote, where=escape(where)) if where else quote)
    if explained(finding) and finding.reason.strip():
        yield f"  - {escape(reason_words(finding.reason))}"
    if wanting(finding):
        yield "  - " + _("Advice: {advice}").format(advice=escape(translated(finding.criterion.advice)))


def _markdown_remarks(remarks: Sequence[Remark], titles: Sequence[str]) -> Iterator[str]:
    if remarks:
        legend = _("The small numbers are those behind your words above.")
        yield from ("", f"## {HOW_IT_WAS_SAID}", "", legend, "")
    for remark in remarks:
        for lines, instead in remark_lines(remark, titles):
            yield from (f"- {raised(remark.number)} {escape(line)}" for line in lines)
            yield f"  - {instead_line(instead)}"


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
