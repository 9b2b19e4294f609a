"""`closer history`: the rehearsals that were finished, as lines or JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from closer_tui.commands.ending import FINE, complain
from closer_tui.commands.listing import columns, dump, journal_begun, opened
from closer_tui.report_words import one_line

if TYPE_CHECKING:
    from closer_tui.journal import Score, SessionInfo
    from closer_tui.scoring.report import Report

SHORT_ID = 8
"""Letters of an id that lists show: enough to tell a life's rehearsals apart; JSON has it whole."""


def show_history(as_json: bool) -> int:
    """A line for each finished rehearsal, the newest first. Raises JournalError."""
    sessions: tuple[SessionInfo, ...] = ()
    if journal_begun():
        with opened() as journal:
            sessions = journal.history()
    if as_json:
        dump([described(info) for info in sessions])
        return FINE
    columns([_row(info) for info in sessions], (7, 2), 9)
    if not sessions:
        complain("No rehearsals yet: closer list shows the scenarios, closer play NAME plays one.")
    return FINE


def _row(info: SessionInfo) -> tuple[str, ...]:
    return (
        info.id[:SHORT_ID],
        _when(info),
        info.name,
        info.level,
        f"{info.completeness} of 100",
        "complete" if info.complete else "",
        f"{info.then.completeness} then" if info.then else "",
        info.scorer,
    )


def _when(info: SessionInfo) -> str:
    return f"{(info.finished or info.updated).astimezone():%Y-%m-%d %H:%M}"


def named(info: SessionInfo) -> str:
    """A rehearsal as it is called in a sentence."""
    return one_line(f"{info.name}, {_when(info)}, {info.level}")


def described(info: SessionInfo) -> dict[str, object]:
    """A rehearsal as plain data."""
    return {
        **identity(info),
        "title": info.title,
        "started": info.started.isoformat(),
        "completeness": info.completeness,
        "complete": info.complete,
        "scorer": info.scorer,
        "then": described_score(info.then) if info.then else None,
        "answers": info.answers,
    }


def identity(info: SessionInfo) -> dict[str, object]:
    """Which rehearsal it is, as plain data."""
    return {
        "id": info.id,
        "scenario": info.name,
        "level": info.level,
        "finished": info.finished.isoformat() if info.finished else None,
    }


def described_score(score: Score | Report) -> dict[str, object]:
    """A score as plain data."""
    return {"completeness": score.completeness, "complete": score.complete, "scorer": score.scorer}
