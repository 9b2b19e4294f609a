"""What a rehearsal is to be seen beside: the last one of the same scenario, and how well one judged oneself lately."""

from __future__ import annotations

from dataclasses import dataclass

from closer_tui.journal import Journal, RecordError, SessionInfo
from closer_tui.practice.compare import Side, whole
from closer_tui.practice.past import open_past
from closer_tui.practice.rating import Agreement, agreement

LAST_RATED = 5
"""Rehearsals over which self-judgement is told: enough to even out one, few enough to show that it changes."""
_LOOKED_AT = 60


@dataclass(frozen=True, slots=True)
class LookBack:
    """`last_time`: the last rehearsal of the scenario before this one, None where there was none."""

    last_time: Side | None
    agreement: Agreement


def look_back(journal: Journal, session: str, scenario: str) -> LookBack:
    """From the rehearsal with this id, of the scenario with this name. Raises JournalError."""
    found = earlier(journal, session, scenario)
    rated = agreement(journal.practice(_LOOKED_AT), LAST_RATED)
    if found is None:
        return LookBack(None, rated)
    try:
        return LookBack(side_of(journal, found.id), rated)
    except RecordError:  # this one can't be read, and home and history say so
        return LookBack(None, rated)


def earlier(journal: Journal, session: str, scenario: str) -> SessionInfo | None:
    """The finished rehearsal of a scenario (by its name) that came before this one, finished or not. Raises
    JournalError."""
    return journal.before(session, scenario)


def side_of(journal: Journal, session: str) -> Side:
    """A finished rehearsal as one side of a comparison, by the report that counts. Raises JournalError, of which
    RecordError says that this one can't be read."""
    past = open_past(journal, session)
    info = past.info
    return whole(past.state.scenario, info.level, past.reports[0], info.seconds, info.started)
