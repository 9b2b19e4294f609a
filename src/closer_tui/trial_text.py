"""What came of an answer that was tried, as lines to be read aloud and as plain data."""

from __future__ import annotations

from collections.abc import Iterator

from closer_tui.i18n import _, translated
from closer_tui.report_text import finding_line
from closer_tui.report_words import explained, move_line, one_line
from closer_tui.scenario.model import Scenario
from closer_tui.scoring.explain import CriterionReport, CueReport
from closer_tui.scoring.reasons import reason_words
from closer_tui.scoring.verdict import Span
from closer_tui.trial import Trial


def to_lines(trial: Trial, scenario: Scenario) -> Iterator[str]:
    """Where it was tried and how it went; criterion by criterion with the words quoted, and for those of the
    scenario's own cue by cue; and what the interviewer says to it."""
    where = _("Step {n} of {all}, {step}: {how}.")
    step = one_line(translated(trial.move.title))
    yield where.format(n=trial.step + 1, all=len(scenario.steps), step=step, how=move_line(trial.move))
    for row in trial.rows:
        yield ""
        yield finding_line(row.finding)
        if row.own is None:
            quoted = _('In the answer: "{words}"')
            yield from (f"  {quoted.format(words=_words(trial, quote.span))}" for quote in row.finding.quotes)
        if row.own is None and explained(row.finding) and row.finding.reason.strip():
            yield f"  {one_line(reason_words(row.finding.reason))}"
        if row.own is not None:
            yield f"  {count_line(row.own)}"
            yield from (f"  {cue_line(cue)}" for cue in in_order(row.own))
    who = one_line(scenario.interviewer_of(trial.step).name)
    for said in trial.said:
        yield ""
        yield _("{who} says ({why}):").format(who=who, why=one_line(said.why))
        yield from (f"  {one_line(line)}" for line in said.lines)


def count_line(own: CriterionReport) -> str:
    """How many cues of a criterion were found, of how many that are needed."""
    several = _("Cues found: {found}; needed: {needed} different, of {all}.")
    line = several if own.needed > 1 else _("Cues found: {found}; needed: {needed}, of {all}.")
    return line.format(found=own.found, needed=own.needed, all=len(own.cues))


def in_order(own: CriterionReport) -> list[CueReport]:
    """The cues, those first that were found, then those that came near it."""
    return sorted(own.cues, key=lambda cue: (cue.state != "found", cue.state == "missing", not cue.partly))


def cue_line(cue: CueReport) -> str:
    """What became of one cue, in a line."""
    return _("Cue “{cue}”. {why}").format(cue=one_line(cue.cue), why=one_line(cue.why))


def to_data(trial: Trial) -> dict[str, object]:
    """The same for programs; spans are offsets into `text`, which is what was judged. What is said in words is in the
    language in which it was tried: try it in i18n.in_english for programs."""
    return {
        "step": trial.step + 1,
        "title": trial.move.title,
        "move": trial.move.move,
        "text": trial.text,
        "result": trial.result,
        "earned": trial.move.earned,
        "possible": trial.move.possible,
        "criteria": [
            {
                "name": row.finding.criterion.name,
                "title": row.finding.criterion.title,
                "flag": row.finding.criterion.flag,
                "verdict": row.finding.outcome,
                "confidence": row.finding.confidence,
                "reason": row.finding.reason,
                "evidence": [_span(trial, quote.span) for quote in row.finding.quotes],
                "own": _own(trial, row.own) if row.own is not None else None,
            }
            for row in trial.rows
        ],
        "topics": list(trial.topics),
        "says": [{"why": said.why, "lines": list(said.lines)} for said in trial.said],
        "scorer": trial.scorer,
    }


def _own(trial: Trial, own: CriterionReport) -> dict[str, object]:
    return {
        "found": own.found,
        "needed": own.needed,
        "cues": [
            {
                "cue": cue.cue,
                "state": cue.state,
                "why": cue.why,
                "found": [_span(trial, span) for span in cue.spans],
                "taken_back": [
                    {**_span(trial, taken.span), "blocker": taken.blocker, "by": _span(trial, taken.by)}
                    for taken in cue.taken
                ],
                "near": _span(trial, cue.near) if cue.near is not None else None,
            }
            for cue in own.cues
        ],
    }


def _span(trial: Trial, span: Span) -> dict[str, object]:
    return {"start": span.start, "end": span.end, "text": span.of(trial.text)}


def _words(trial: Trial, span: Span) -> str:
    return one_line(span.of(trial.text))
