"""Two attempts beside each other: at one step, or two rehearsals of one scenario. What was gained, what was lost.

Both are compared by their reports on the whole close, so that what is said here is what the score says: a criterion
that an answer met in another step too is not lost with it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from closer_tui.events import AnswerKept
from closer_tui.rehearsal import Level, State, advance
from closer_tui.scenario.model import Scenario
from closer_tui.scoring.report import Finding, Heard, MoveReport, Report
from closer_tui.scoring.rubric import Criterion
from closer_tui.scoring.text import count_email_words, count_words
from closer_tui.scoring.verdict import Span

Kind = Literal["gained", "lost", "kept", "missing"]
"""What became of a criterion: met now and not before, met before and not now, met in both, in neither. A flag is
gained when it is not raised any more, lost when it is raised now, kept when it was raised in neither."""


@dataclass(frozen=True, slots=True)
class Change:
    """One criterion, or flag, before and after."""

    before: Finding
    after: Finding

    @property
    def criterion(self) -> Criterion:
        return self.after.criterion

    @property
    def kind(self) -> Kind:
        was, now = _holds(self.before), _holds(self.after)
        if was == now:
            return "kept" if now else "missing"
        return "gained" if now else "lost"

    @property
    def points(self) -> int:
        """What it changes, before the limits of its move: positive where something was gained."""
        return self.after.earned - self.before.earned


@dataclass(frozen=True, slots=True)
class MoveChanges:
    """One move before and after."""

    before: MoveReport
    after: MoveReport
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two. `answers` are those that are compared, as indices into `report.heard`. `seconds` of practice, or
    of the one answer; None where they were not kept. Of an attempt at a step: its number, from 0, and whether it is the
    one that `counts`; of a rehearsal: `when` it was begun, None for the one at hand."""

    scenario: Scenario
    level: Level
    report: Report
    answers: tuple[int, ...]
    seconds: float | None = None
    attempt: int | None = None
    counts: bool = False
    when: datetime | None = None

    @property
    def heard(self) -> tuple[tuple[int, Heard], ...]:
        """The answers that are compared, each with its index in the report."""
        return tuple((index, self.report.heard[index]) for index in self.answers)

    @property
    def words(self) -> int:
        emails = self.scenario.emails
        counts = (count_email_words if heard.step in emails else count_words for _, heard in self.heard)
        return sum(count(heard.text) for count, (_, heard) in zip(counts, self.heard, strict=True))


@dataclass(frozen=True, slots=True)
class Comparison:
    """What became of each criterion, move by move. `step`: the step of two attempts, None for two rehearsals.
    `left_out` criteria could not be compared, because the scenario was changed in between."""

    before: Side
    after: Side
    moves: tuple[MoveChanges, ...]
    step: int | None = None
    left_out: int = 0

    def changes(self, *kinds: Kind) -> tuple[Change, ...]:
        """Those of these kinds, or all."""
        found = (change for move in self.moves for change in move.changes)
        return tuple(change for change in found if not kinds or change.kind in kinds)

    @property
    def scorers_differ(self) -> bool:
        """Whether the two were judged by different versions: then not all that differs is the candidate's doing."""
        scorers = {side.report.scorer for side in (self.before, self.after) if side.report.scorer}
        return len(scorers) > 1


@dataclass(frozen=True, slots=True)
class Mark:
    """Words of one of the answers that met the criterion of `change`, or raised its flag."""

    span: Span
    change: Change


def retried_steps(state: State) -> tuple[int, ...]:
    """The steps with more than one attempt to compare, the one played again last at the end."""
    again = [answer.step for answer in state.answers if answer.instead_of is not None and answer.judgement is not None]
    return tuple(step for step in dict.fromkeys(reversed(again)) if step is not None)[::-1]


def latest_attempts(state: State, step: int) -> Comparison | None:
    """The last attempt at a step beside the one whose place it took; None where there was none. Of a finished
    rehearsal."""
    attempts = state.attempts(step)
    earlier = attempts[-1].instead_of if attempts else None
    return None if earlier is None else compare_attempts(state, step, earlier, len(attempts) - 1)


def compare_attempts(state: State, step: int, earlier: int, later: int) -> Comparison:
    """Two attempts at a step (State.attempts, from 0) of a finished rehearsal, each as if it were the one that counts.
    Raises events.NotNow where there is no such attempt."""
    before, after = (_attempt(state, step, attempt) for attempt in (earlier, later))
    own = {name for move in after.report.moves if step in move.steps for name in _names(move)}
    every = _moves(before.report, after.report)
    # Of the other moves only what this answer changed.
    moves = (_only(move, lambda change: change.criterion.name in own or _differs(change)) for move in every)
    return Comparison(before, after, tuple(move for move in moves if move.changes), step)


def compare_rehearsals(before: Side, after: Side) -> Comparison:
    """Two rehearsals of one scenario, or of two versions of it."""
    moves = _moves(before.report, after.report)
    names = [{finding.criterion.name for finding in side.report.findings()} for side in (before, after)]
    return Comparison(before, after, tuple(moves), left_out=len(names[0] ^ names[1]))


def whole(
    scenario: Scenario, level: Level, report: Report, seconds: float | None = None, when: datetime | None = None
) -> Side:
    """A whole rehearsal as one side of a comparison."""
    return Side(scenario, level, report, tuple(range(len(report.heard))), seconds, when=when)


def marks(comparison: Comparison, side: Side, answer: int) -> tuple[Mark, ...]:
    """The words of one answer of one of its two sides that count, in the order in which they are best drawn: what was
    gained or lost over what is the same, flags over all."""
    found: list[Mark] = []
    for change in comparison.changes():
        finding = change.before if side is comparison.before else change.after
        if finding.outcome == "met":
            found += (Mark(quote.span, change) for quote in finding.quotes if quote.answer == answer)
    return tuple(sorted(found, key=lambda mark: (mark.change.criterion.flag, _differs(mark.change))))


def _attempt(state: State, step: int, attempt: int) -> Side:
    kept = advance(state, AnswerKept(step, attempt))
    counts = state.counting(step) == attempt
    answer = state.attempts(step)[attempt]
    report = kept.report()
    answers = tuple(index for index, heard in enumerate(report.heard) if heard.step == step)
    return Side(state.scenario, state.level, report, answers, answer.took, attempt, counts)


def _moves(before: Report, after: Report) -> Iterator[MoveChanges]:
    then = {finding.criterion.name: (move, finding) for move in before.moves for finding in move.findings}
    for move in after.moves:
        pairs = [(then[f.criterion.name], f) for f in move.findings if f.criterion.name in then]
        if pairs:
            changes = tuple(Change(was, now) for (_, was), now in pairs)
            yield MoveChanges(pairs[0][0][0], move, changes)


def _only(move: MoveChanges, wanted: Callable[[Change], bool]) -> MoveChanges:
    return MoveChanges(move.before, move.after, tuple(change for change in move.changes if wanted(change)))


def _differs(change: Change) -> bool:
    return change.kind in ("gained", "lost")


def _names(move: MoveReport) -> Iterable[str]:
    return (finding.criterion.name for finding in move.findings)


def _holds(finding: Finding) -> bool:
    return (finding.outcome == "met") != finding.criterion.flag
