"""Which answers are worth taking to the real interview: those that the candidate picked, and the best of the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from closer_tui.journal import Journal, MovePractice, Practice, RecordError
from closer_tui.scoring.report import MoveReport, Outcome3, Report
from closer_tui.scoring.rubric import MOVES, Move

MOST = 5
"""Answers to a move that are suggested, beside those that were picked."""
_LOOKED_AT = 3 * MOST
"""Reports that are read for them: the same words may have been said again and again."""


@dataclass(frozen=True, slots=True)
class Best:
    """An answer in the candidate's own words. `session` is its rehearsal, `title` that one's scenario (with the name
    `scenario`, empty where that is not known), `finished` when it was (aware, None before). `result` is how the move
    went in it, None where it was picked: then that is the candidate's own word."""

    session: str
    move: Move
    text: str
    title: str
    finished: datetime | None
    picked: bool
    result: Outcome3 | None = None
    scenario: str = ""


def answers_to(report: Report, move: MoveReport) -> tuple[str, ...]:
    """The texts that were said to a move, each once: the answers to its steps or, where nobody asked (on the silent
    level), what was said in the room that met one of its criteria."""
    own = [heard.text for heard in report.heard if heard.step in move.steps]
    met = (finding for finding in move.findings if finding.outcome == "met" and not finding.criterion.flag)
    quoted = {quote.answer for finding in met for quote in finding.quotes}
    room = [heard.text for index, heard in enumerate(report.heard) if heard.step is None and index in quoted]
    return tuple(dict.fromkeys(own or room))


def earning(report: Report, move: MoveReport) -> tuple[str, ...]:
    """The texts whose words earned a move its points, whichever step they were said in, each once: the one that earned
    most first. Where no words did, but the candidate's own word, all that was said to it."""
    points = [0] * len(report.heard)
    for finding in move.findings:
        if finding.outcome == "met" and not finding.criterion.flag:
            for answer in {quote.answer for quote in finding.quotes}:
                points[answer] += finding.criterion.points
    paid = sorted((index for index, each in enumerate(points) if each), key=lambda index: -points[index])
    return tuple(dict.fromkeys(report.heard[index].text for index in paid)) or answers_to(report, move)


def best_answers(journal: Journal, scenario: str = "", most: int = MOST) -> tuple[Best, ...]:
    """Move by move: what was picked, the first picked first, then the `most` best of the rest. With the name of a
    scenario, of its rehearsals alone. Raises JournalError."""
    practices = [each for each in journal.practice() if scenario in ("", each.name)]
    names = {each.session: each.name for each in practices}
    picked = [
        Best(pick.session, pick.move, pick.text, pick.title, pick.finished, True, scenario=names.get(pick.session, ""))
        for pick in journal.picks()
        if not scenario or pick.session in names
    ]
    found: list[Best] = []
    for move in (*MOVES, *(["custom"] if any(each.move == "custom" for each in picked) else [])):
        of_move = [each for each in picked if each.move == move]
        known = {each.text for each in of_move}
        found += of_move
        if move in MOVES:
            rest = _suggested(journal, ranked(practices, move)[:_LOOKED_AT], move)
            found += [each for each in _once(rest) if each.text not in known][:most]
    return tuple(found)


def ranked(practices: Iterable[Practice], move: Move) -> Sequence[Practice]:
    """The rehearsals in which this move was made, or half, the best first: made, without a flag, with most criteria
    met, the latest."""
    played = [(each, made) for each in practices if (made := _of(each, move)) is not None and made.result != "missed"]
    played.sort(key=lambda pair: pair[0].finished, reverse=True)
    played.sort(key=lambda pair: (pair[1].result != "made", len(pair[1].flags), -len(pair[1].met)))
    return [each for each, _ in played]


def _of(practice: Practice, move: Move) -> MovePractice | None:
    return next((each for each in practice.moves if each.move == move), None)


def _suggested(journal: Journal, practices: Iterable[Practice], move: Move) -> Iterator[Best]:
    for practice in practices:
        try:
            report = journal.reports(practice.session)[0]
        except (RecordError, IndexError):  # damaged, or deleted in this moment
            continue
        for each in report.moves:
            if each.move == move:
                for text in earning(report, each):
                    yield Best(
                        practice.session, move, text, practice.title, practice.finished, False, each.result,
                        practice.name,
                    )  # fmt: skip


def _once(answers: Iterable[Best]) -> Iterator[Best]:
    told: set[str] = set()
    for each in answers:
        if each.text not in told:
            told.add(each.text)
            yield each
