"""What the journal knows of the past: the rehearsals, finished or not, and what was found in them."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType

from closer_tui.diagnostics import DiagnosticError
from closer_tui.events import VerdictOverruled
from closer_tui.i18n import _
from closer_tui.journal.codec import (
    INFO_COLUMNS,
    MOVE_COLUMNS,
    PRACTICE_COLUMNS,
    decode_event,
    decode_info,
    decode_move,
    decode_practice,
    decode_report,
    digest_of,
    read_number,
    read_text,
    read_time,
    store_text,
)
from closer_tui.journal.core import JournalFile, unknown
from closer_tui.journal.errors import explained
from closer_tui.journal.records import (
    Draft,
    MovePractice,
    Practice,
    RecordError,
    Search,
    SessionInfo,
    Stored,
    Unreadable,
)
from closer_tui.journal.search import condition
from closer_tui.scoring.report import Report


class Past(JournalFile):
    """The reading half of the journal."""

    def load(self, session: str) -> Stored:
        """The rehearsal with every event and the draft, its scenario as it was when it began."""
        from closer_tui.scenario.load import load_text  # brings a parser that most starts don't need

        with self._reading() as db:
            row = db.execute(
                f"SELECT {INFO_COLUMNS}, path, sha256, source FROM sessions JOIN scenarios ON sha256 = scenario"
                " WHERE id = ?",
                (session,),
            ).fetchone()
            events = db.execute("SELECT kind, body FROM events WHERE session = ? ORDER BY seq", (session,)).fetchall()
            drafts = db.execute(
                "SELECT text, recipient, subject, at FROM drafts WHERE session = ?", (session,)
            ).fetchall()
        if row is None:
            raise unknown()
        with self._intact(_("this rehearsal")):
            *columns, path, digest, source = row
            info = decode_info(columns)
            happened = tuple(decode_event(kind, body) for kind, body in events)
            draft = next(
                (
                    Draft(read_text(text), read_text(to), read_text(line), read_number(at))
                    for text, to, line, at in drafts
                ),
                None,
            )
            if digest_of(read_text(source)) != digest:
                raise ValueError("the scenario is not the one that was stored")
            try:
                scenario = load_text(read_text(source), info.name, read_text(path))
            except DiagnosticError as error:
                what = _("The scenario of this rehearsal can't be used by this closer: {reason}")
                raise RecordError(
                    what.format(reason=error.diagnostics[0].what),
                    _("Its answers are kept. Begin the scenario anew, or go on with the closer that began it."),
                ) from error
        last = max((getattr(event, "at", 0.0) for event in happened), default=0.0)
        return Stored(info, scenario, happened, draft, max(last, draft.at if draft else 0.0))

    def reports(self, session: str) -> tuple[Report, ...]:
        """All reports on a rehearsal as they were given, the newest first."""
        with self._reading() as db:
            rows = db.execute("SELECT body FROM reports WHERE session = ? ORDER BY id DESC", (session,)).fetchall()
        with self._intact(_("a report")):
            return tuple(decode_report(body) for (body,) in rows)

    def unfinished(self) -> tuple[SessionInfo, ...]:
        """Rehearsals to go on with, the last touched first: neither finished (a retry under way counts as not
        finished) nor discarded, nor played by another process now."""
        with self._lock, explained(self.path), self._claims.gate():
            playing = self._claims.elsewhere()
        return tuple(info for info in self._infos("open AND discarded IS NULL", "updated") if info.id not in playing)

    def history(self, name: str | None = None, *, abandoned: bool = False) -> tuple[SessionInfo, ...]:
        """Finished rehearsals, of all scenarios or of the one of this name, the newest first; or those that
        an earlier closer kept although they were discarded."""
        which = "finished IS NULL AND discarded IS NOT NULL" if abandoned else "finished IS NOT NULL"
        order = "discarded" if abandoned else "finished"
        if name is None:
            return self._infos(which, order)
        return self._infos(f"{which} AND name = ?", order, store_text(name))

    def overruled(self) -> tuple[SessionInfo, ...]:
        """Rehearsals on which the candidate gave a word of their own, taken back or not, the last begun first."""
        return self._infos(
            "EXISTS (SELECT 1 FROM events WHERE session = sessions.id AND kind = ?)",
            "started",
            VerdictOverruled.__name__,
        )

    def best(self) -> Mapping[str, tuple[int, datetime]]:
        """For every scenario finished before, by its id: the best completeness, and the last practice."""
        query = (
            "SELECT scenario_id, max(completeness), max(finished) FROM sessions WHERE finished IS NOT NULL GROUP BY 1"
        )
        with self._reading() as db:
            rows = db.execute(query).fetchall()
        with self._intact(_("a score")):
            return MappingProxyType(
                {read_text(id_): (int(read_number(best)), read_time(last)) for id_, best, last in rows}
            )

    def search(self, search: Search, offset: int = 0, limit: int | None = None) -> tuple[SessionInfo, ...]:
        """The finished rehearsals that are looked for, the newest first; `limit` of them from the `offset`th on."""
        which, values = condition(search)
        return self._infos(which, "finished", *values, page=(-1 if limit is None else limit, offset))

    def page(self, search: Search, offset: int = 0, limit: int | None = None) -> tuple[SessionInfo | Unreadable, ...]:
        """As `search`; a damaged entry stands in its place as Unreadable, and keeps no other one back."""
        which, values = condition(search)
        rows = self._rows(which, "finished", *values, page=(-1 if limit is None else limit, offset))
        return tuple(map(_info_or_not, rows))

    def beginning(self, prefix: str) -> tuple[SessionInfo | Unreadable, ...]:
        """The finished rehearsals whose id begins so, the newest first."""
        which = "finished IS NOT NULL AND sessions.id >= ? AND sessions.id < ?"
        return tuple(
            map(_info_or_not, self._rows(which, "finished", store_text(prefix), store_text(f"{prefix}\uffff")))
        )

    def before(self, session: str, scenario: str) -> SessionInfo | None:
        """The finished rehearsal of the scenario with this name that was begun last before this one: a retry makes none
        of them a later one."""
        earlier = (
            "finished IS NOT NULL AND name = ? AND (started, sessions.rowid) <"
            " (SELECT started, rowid FROM sessions AS this WHERE this.id = ?)"
        )
        return next(iter(self._infos(earlier, "started", store_text(scenario), session, page=(1, 0))), None)

    def scenarios(self) -> tuple[tuple[str, str], ...]:
        """Name and title of every scenario of a finished rehearsal, by its title; the latest title of a name."""
        query = "SELECT name, title, max(finished) FROM sessions WHERE finished IS NOT NULL GROUP BY name"
        with self._reading() as db:
            rows = _all_rows(db, query)
        found = [(name, title) for name, title, _ in rows if isinstance(name, str) and isinstance(title, str)]
        return tuple(sorted(found, key=lambda pair: pair[::-1]))

    def count(self, search: Search) -> int:
        """How many finished rehearsals `search` finds in all."""
        which, values = condition(search)
        with self._reading() as db:
            (found,) = db.execute(f"SELECT count(*) FROM sessions WHERE {which}", values).fetchone()
        return int(found)

    def practice(self, last: int | None = None) -> tuple[Practice, ...]:
        """Every finished rehearsal in short, or the `last` so many, the oldest first. No report is read for it."""
        of_those = "FROM sessions WHERE finished IS NOT NULL ORDER BY finished DESC, rowid DESC LIMIT ?"
        limit = (-1 if last is None else last,)
        moves: dict[str, list[MovePractice]] = {}
        with self._reading() as db:
            rows = db.execute(f"SELECT {PRACTICE_COLUMNS} {of_those}", limit).fetchall()
            # The planner is told to take the few sessions first, each with its moves by their key.
            query = f"SELECT session, {MOVE_COLUMNS} FROM (SELECT id {of_those}) CROSS JOIN moves ON session = id"
            found = db.execute(f"{query} ORDER BY session, n", limit).fetchall()
        with self._intact(_("a rehearsal in short")):
            for session, *columns in found:
                moves.setdefault(session, []).append(decode_move(columns))
            return tuple(decode_practice(row, moves.get(row[0], ())) for row in reversed(rows))

    def _infos(
        self, which: str, order: str, *values: str | bytes, page: tuple[int, int] = (-1, 0)
    ) -> tuple[SessionInfo, ...]:
        rows = self._rows(which, order, *values, page=page)
        with self._intact(_("the list of rehearsals")):
            return tuple(map(decode_info, rows))

    def _rows(
        self, which: str, order: str, *values: str | bytes, page: tuple[int, int] = (-1, 0)
    ) -> list[tuple[object, ...]]:
        query = f"SELECT {INFO_COLUMNS} FROM sessions WHERE {which} ORDER BY {order} DESC, rowid DESC LIMIT ? OFFSET ?"
        with self._reading() as db:
            return _all_rows(db, query, (*values, *page))


def _all_rows(db: sqlite3.Connection, query: str, values: Sequence[str | bytes | int] = ()) -> list[tuple[object, ...]]:
    try:
        return db.execute(query, values).fetchall()
    except sqlite3.OperationalError as error:
        if hasattr(error, "sqlite_errorcode"):
            raise
    # Python could not decode a text. That one must not keep the others back: it comes as bytes, where nobody looks
    # for any but read_text, which finds it damaged.
    db.text_factory = _text_or_bytes
    try:
        return db.execute(query, values).fetchall()
    finally:
        db.text_factory = str


def _text_or_bytes(stored: bytes) -> str | bytes:
    try:
        return stored.decode()
    except UnicodeDecodeError:
        return stored


def _info_or_not(row: Sequence[object]) -> SessionInfo | Unreadable:
    try:
        return decode_info(row)
    except (ValueError, RecursionError):
        return Unreadable(row[0] if isinstance(row[0], str) else "")
