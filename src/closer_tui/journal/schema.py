"""The tables of the journal, and what brings an older one up to date."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import suppress

from closer_tui.journal.codec import decode_report, encode_moves, pack, read_body
from closer_tui.journal.outline import outline

Migration = str | Callable[[sqlite3.Connection], None]


def _outline_all(db: sqlite3.Connection) -> None:
    """Version 1 kept whole reports alone. What can't be read stays as it is, and is told when it is asked for."""
    sessions = [id_ for (id_,) in db.execute("SELECT id FROM sessions WHERE finished IS NOT NULL")]
    for session in sessions:
        (body,) = db.execute(
            "SELECT body FROM reports WHERE session = ? ORDER BY id DESC LIMIT 1", (session,)
        ).fetchone() or (None,)
        with suppress(ValueError, TypeError, RecursionError):
            rows = encode_moves(session, outline(decode_report(body)))
            db.executemany(f"INSERT INTO moves VALUES ({', '.join('?' * 10)})", rows)
        with suppress(ValueError, TypeError, RecursionError, AttributeError):
            bodies = db.execute("SELECT body FROM events WHERE session = ? AND kind != 'AnswerJudged'", (session,))
            last = max((float(json.loads(read_body(body)).get("at", 0.0)) for (body,) in bodies), default=0.0)
            db.execute("UPDATE sessions SET seconds = ? WHERE id = ?", (last, session))


def _pack_all(db: sqlite3.Connection) -> None:
    """Judgements and reports take a fifth of the room when they are compressed."""
    for table, which in (("events", "kind = 'AnswerJudged'"), ("reports", "1")):
        rows = [row for (row,) in db.execute(f"SELECT rowid FROM {table} WHERE {which}")]
        for row in rows:
            (body,) = db.execute(f"SELECT body FROM {table} WHERE rowid = ?", (row,)).fetchone()
            with suppress(ValueError):  # damaged: it stays as it is
                db.execute(f"UPDATE {table} SET body = ? WHERE rowid = ?", (pack(read_body(body)), row))


MIGRATIONS: tuple[tuple[Migration, ...], ...] = (
    (
        "CREATE TABLE scenarios (sha256 TEXT PRIMARY KEY, source TEXT NOT NULL)",
        """CREATE TABLE sessions (
            id TEXT PRIMARY KEY, name TEXT NOT NULL, scenario_id TEXT NOT NULL, title TEXT NOT NULL,
            path TEXT NOT NULL, level TEXT NOT NULL, scenario TEXT NOT NULL REFERENCES scenarios (sha256),
            started TEXT NOT NULL, updated TEXT NOT NULL, answers INTEGER NOT NULL DEFAULT 0,
            open INTEGER NOT NULL DEFAULT 1, finished TEXT, discarded TEXT,
            completeness INTEGER, complete INTEGER, scorer TEXT NOT NULL DEFAULT '')""",
        "CREATE INDEX sessions_by_scenario ON sessions (scenario)",
        "CREATE INDEX sessions_by_practice ON sessions (scenario_id, finished, completeness)",
        """CREATE TABLE events (
            session TEXT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE, seq INTEGER NOT NULL,
            kind TEXT NOT NULL, body TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (session, seq))""",
        """CREATE TABLE drafts (
            session TEXT PRIMARY KEY REFERENCES sessions (id) ON DELETE CASCADE, text TEXT NOT NULL,
            recipient TEXT NOT NULL, subject TEXT NOT NULL, at REAL NOT NULL)""",
        """CREATE TABLE reports (
            id INTEGER PRIMARY KEY, session TEXT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
            at TEXT NOT NULL, completeness INTEGER NOT NULL, complete INTEGER NOT NULL, scorer TEXT NOT NULL,
            body TEXT NOT NULL)""",
        "CREATE INDEX reports_by_session ON reports (session)",
    ),
    (
        "ALTER TABLE sessions ADD COLUMN seconds REAL",
        "ALTER TABLE sessions ADD COLUMN rated TEXT",
        "CREATE INDEX sessions_by_end ON sessions (finished)",
        "CREATE INDEX sessions_open ON sessions (updated) WHERE open AND discarded IS NULL",
        """CREATE TABLE moves (
            session TEXT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE, n INTEGER NOT NULL,
            move TEXT NOT NULL, title TEXT NOT NULL, result TEXT NOT NULL, met TEXT NOT NULL, missed TEXT NOT NULL,
            flags TEXT NOT NULL, words INTEGER, seconds REAL, PRIMARY KEY (session, n)) WITHOUT ROWID""",
        """CREATE TABLE picks (
            session TEXT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE, move TEXT NOT NULL,
            text TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (session, move, text))""",
        """CREATE TABLE notes (
            session TEXT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE, interviewer TEXT NOT NULL,
            recipient TEXT NOT NULL, subject TEXT NOT NULL, body TEXT NOT NULL, kept TEXT, sent TEXT,
            PRIMARY KEY (session, interviewer))""",
        _outline_all,
        _pack_all,
    ),
)
"""What brings a journal from version n to n + 1; PRAGMA user_version holds n."""

VERSION = len(MIGRATIONS)
