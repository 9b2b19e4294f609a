"""A glance at the journal, for a shell that completes a command line: nothing is written, nothing is waited for, and
the engine is not brought along. Whoever opens the journal in earnest (`listing.opened`) mends and tells."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

PATIENCE = 0.2
"""Seconds for which another process that is writing is waited for."""


class Glimpse(NamedTuple):
    """A finished rehearsal. `finished`: as the journal writes it, ISO 8601."""

    id: str
    name: str
    level: str
    finished: str


def glance(journal: Path, begun: str, most: int) -> list[Glimpse]:
    """Of the finished rehearsals whose id begins so, the newest. Raises OSError and sqlite3.Error."""
    query = (
        "SELECT id, name, level, finished FROM sessions WHERE finished IS NOT NULL AND id >= ? AND id < ?"
        " ORDER BY finished DESC LIMIT ?"
    )
    with closing(sqlite3.connect(f"{journal.absolute().as_uri()}?mode=ro", timeout=PATIENCE, uri=True)) as database:
        rows = database.execute(query, (begun, f"{begun}\uffff", most)).fetchall()
    return [Glimpse(*row) for row in rows if all(isinstance(cell, str) for cell in row)]
