"""Made-up rehearsals in short: a candidate who improves, unevenly, and forgets one move longer than the others."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from random import Random

from closer_tui.journal import MovePractice, Practice
from closer_tui.rehearsal import Level
from closer_tui.scoring.report import Outcome3
from closer_tui.scoring.rubric import CRITERIA, MOVES, Move, of_move

SCENARIOS = (
    ("first-job", "First job, above the chip shop"),
    ("payments-backend", "The last of the tea"),
    ("night-shift-sre", "Seven in the morning"),
)
FIRST = datetime(2026, 3, 2, 18, 30, tzinfo=UTC)
WORDS: dict[Move, int] = {"questions": 38, "value": 44, "interest": 22, "email": 74}
LATER: dict[Move, int] = {"interest": 4, "email": 2}
"""Runs by which a move lags behind the others."""


def practised(runs: int, seed: int = 3) -> tuple[Practice, ...]:
    """So many runs, from the first clumsy one on."""
    random = Random(seed)
    when = FIRST
    found = []
    for run in range(runs):
        when += timedelta(hours=random.choice((0.5, 1, 20, 26, 50)))
        name, title = SCENARIOS[min(run // 4, random.randrange(3))]
        level: Level = "coached" if run < 3 else "realistic" if run < 7 else random.choice(("realistic", "silent"))
        found.append(practice(run, when, _moves(random, run, level), level=level, name=name, title=title))
    return tuple(found)


def practice(
    run: int,
    when: datetime = FIRST,
    moves: Sequence[MovePractice] = (),
    *,
    level: Level = "coached",
    name: str = "first-job",
    title: str = "First job, above the chip shop",
    completeness: int | None = None,
    rated: tuple[str, ...] | None = None,
) -> Practice:
    """One rehearsal; its completeness by the standard points where none is given."""
    met = {criterion for move in moves for criterion in move.met}
    raised = {flag for move in moves for flag in move.flags}
    earned = sum(c.points for c in CRITERIA if c.name in met) - sum(c.points for c in CRITERIA if c.name in raised)
    score = max(0, earned) if completeness is None else completeness
    complete = bool(moves) and all(move.result == "made" for move in moves)
    seconds = 60.0 * len(moves)
    return Practice(
        f"{run:032x}",
        name,
        f"bundled:{name}",
        title,
        level,
        when,
        score,
        complete,
        "closer-1",
        seconds,
        tuple(moves),
        rated,
    )


def went(move: Move, result: Outcome3 = "made", title: str = "", **known: object) -> MovePractice:
    return MovePractice(move, title or move, result, **known)  # type: ignore[arg-type]


def _moves(random: Random, run: int, level: Level) -> tuple[MovePractice, ...]:
    return tuple(
        _move(random, move, run - LATER.get(move, 0) - (2 if level == "silent" else 0), level) for move in MOVES
    )


def _move(random: Random, move: Move, skill: int, level: Level) -> MovePractice:
    forgotten = random.random() < max(0.04, 0.5 - skill / 12)
    chance = min(0.96, 0.45 + skill / 16)
    criteria = [criterion for criterion in of_move(move) if not criterion.flag]
    met = tuple(c.name for c in criteria if not forgotten and random.random() < chance)
    missed = tuple(c.name for c in criteria if c.name not in met)
    flags = tuple(c.name for c in of_move(move) if c.flag and not forgotten and random.random() < 0.3 - skill / 30)
    essential = [c.name for c in criteria if c.essential]
    result: Outcome3 = "missed" if not met else "made" if set(essential) <= set(met) and not flags else "half"
    words = None if level == "silent" and move != "email" else max(3, round(random.gauss(WORDS[move], 9)))
    if forgotten:
        words = None
    return MovePractice(move, move, result, met, missed, flags, words, None if words is None else words * 1.6)
