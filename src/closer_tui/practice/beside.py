"""What the debrief says of a rehearsal beside others: the attempt before, the last time, and what one thought of it."""

from __future__ import annotations

from datetime import datetime

from closer_tui.practice.compare import Side, compare_rehearsals, latest_attempts, retried_steps, whole
from closer_tui.practice.compare_text import attempt_line, last_time_line
from closer_tui.practice.lookback import LookBack
from closer_tui.practice.rating import judged, line
from closer_tui.rehearsal import State
from closer_tui.scoring.report import Report


def this_time(state: State, report: Report, when: datetime | None = None) -> Side:
    """The rehearsal at hand as one side of a comparison."""
    return whole(state.scenario, state.level, report, state.now, when)


def beside(state: State, report: Report, back: LookBack | None) -> list[str]:
    """A line for each: the step played again last, the last rehearsal of the scenario, and how well the candidate
    judged this one. `back` None: it is not known yet, or can't be."""
    lines = []
    steps = retried_steps(state)
    attempts = latest_attempts(state, steps[-1]) if steps else None
    if attempts is not None:
        lines.append(attempt_line(attempts))
    if back is not None and back.last_time is not None:
        lines.append(last_time_line(compare_rehearsals(back.last_time, this_time(state, report))))
    rated = line(judged(state), back.agreement if back is not None else None)
    return [*lines, rated] if rated else lines
