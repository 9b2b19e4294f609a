"""The journal: everything that happens in a rehearsal, safe on disk before it is drawn."""

from closer_tui.journal.records import (
    Draft,
    JournalError,
    MovePractice,
    Note,
    Pick,
    Practice,
    RecordError,
    Score,
    Search,
    SessionInfo,
    Stored,
    Unreadable,
)
from closer_tui.journal.store import Journal

__all__ = [
    "Draft",
    "Journal",
    "JournalError",
    "MovePractice",
    "Note",
    "Pick",
    "Practice",
    "RecordError",
    "Score",
    "Search",
    "SessionInfo",
    "Stored",
    "Unreadable",
]
