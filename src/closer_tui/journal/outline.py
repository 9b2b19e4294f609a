"""What a report says in short: how each move went, cheap enough to keep and read for a lifetime of rehearsals."""

from __future__ import annotations

from collections.abc import Sequence

from closer_tui.journal.records import MovePractice
from closer_tui.rehearsal import Answer
from closer_tui.scoring.report import MoveReport, Report
from closer_tui.scoring.text import count_email_words, count_words


def outline(report: Report, answers: Sequence[Answer] = ()) -> tuple[MovePractice, ...]:
    """Each move of a report. `answers` are those that count (State.counted), for the time that they took."""
    took = {answer.step: answer.took for answer in answers}
    return tuple(_outlined(move, report, took) for move in report.moves)


def _outlined(move: MoveReport, report: Report, took: dict[int | None, float]) -> MovePractice:
    said = [heard for heard in report.heard if heard.step in move.steps]
    timed = [took[heard.step] for heard in said if heard.step in took]
    count = count_email_words if move.move == "email" else count_words
    scored = [finding for finding in move.findings if not finding.criterion.flag]
    return MovePractice(
        move.move,
        move.title,
        move.result,
        tuple(finding.criterion.name for finding in scored if finding.outcome == "met"),
        tuple(finding.criterion.name for finding in scored if finding.outcome == "not_met"),
        tuple(f.criterion.name for f in move.findings if f.criterion.flag and f.outcome == "met"),
        sum(count(heard.text) for heard in said) if said else None,
        sum(timed) if timed else None,
    )
