"""Completeness over time, in as many marks as a chart has room for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import count, groupby
from statistics import median
from typing import Literal

from closer_tui.journal.records import Practice
from closer_tui.rehearsal import Level

MOST_MARKS = 100
"""Of a chart; more would be a cloud."""
TREND = 5
"""Runs whose median is told as where one stands: one odd day moves it little."""

Each = Literal["run", "week", "month", "year"]


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark of the chart: the `run`th of those looked at (from 1), or the median of the `runs` of a week, a month or
    a year, of which it is the last. `level` is None where they were of several."""

    run: int
    when: datetime
    completeness: float
    level: Level | None
    runs: int = 1


def marks(chosen: Sequence[Practice]) -> tuple[Mark, ...]:
    """The last of these runs, a mark for each."""
    last = chosen[-MOST_MARKS:]
    first = len(chosen) - len(last) + 1
    return tuple(Mark(n, each.finished, each.completeness, each.level) for n, each in enumerate(last, first))


def trend(chosen: Sequence[Practice]) -> tuple[float, ...]:
    """The running median of TREND runs to each of the last marks; none to those before the TREND-th run."""
    ends = range(max(TREND, len(chosen) - MOST_MARKS + 1), len(chosen) + 1)
    return tuple(median(each.completeness for each in chosen[end - TREND : end]) for end in ends)


def by_date(chosen: Sequence[Practice]) -> tuple[Each, tuple[Mark, ...]]:
    """All of them, a mark for each run, or for each week, month or year, as soon as those are few enough."""
    if len(chosen) <= MOST_MARKS:
        return "run", marks(chosen)
    days = [practice.finished.astimezone() for practice in chosen]
    stretches: dict[Each, list[object]] = {
        "week": [day.isocalendar()[:2] for day in days],
        "month": [(day.year, day.month) for day in days],
        "year": [day.year for day in days],
    }
    each: Each = next((each for each in stretches if len(set(stretches[each])) <= MOST_MARKS), "year")
    # Sorted by time already, so those of a stretch stand together.
    groups = groupby(zip(stretches[each], count(), strict=False), lambda pair: pair[0])
    return each, tuple(_together(chosen, [n for _, n in group]) for _, group in groups)


def _together(chosen: Sequence[Practice], group: Sequence[int]) -> Mark:
    runs = [chosen[n] for n in group]
    levels = {each.level for each in runs}
    level = levels.pop() if len(levels) == 1 else None
    return Mark(group[-1] + 1, runs[-1].finished, median(each.completeness for each in runs), level, len(runs))
