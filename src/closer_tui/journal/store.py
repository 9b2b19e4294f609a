"""The journal as its users see it: one commit for every event, and everything back after a kill."""

from __future__ import annotations

import sqlite3
import uuid
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from threading import RLock
from types import MappingProxyType, TracebackType
from typing import Literal, Self

from closer_tui.diagnostics import DiagnosticError
from closer_tui.events import AnswerGiven, EmailSent, Event, RoomLeft, StepRetried, StepSkipped, VerdictOverruled
from closer_tui.journal.claims import Claims
from closer_tui.journal.codec import (
    INFO_COLUMNS,
    decode_event,
    decode_info,
    decode_report,
    digest_of,
    encode_event,
    encode_report,
    read_number,
    read_text,
    read_time,
    store_text,
    store_time,
)
from closer_tui.journal.database import identity, open_database
from closer_tui.journal.errors import damaged_record, explained, is_damage
from closer_tui.journal.records import Draft, JournalError, RecordError, SessionInfo, Stored
from closer_tui.paths import journal_file
from closer_tui.rehearsal import Level
from closer_tui.scenario.model import Scenario
from closer_tui.scoring.report import Report


class Journal:
    """Every rehearsal, on disk. Each method is done when it returns: what it wrote survives a killed
    process and a power cut. Any thread may call it; several processes may use one journal.

    Every method raises JournalError when it can't do what it should; then nothing was changed, and the
    same call may be made again. `notices` are sentences for the user about what was found on opening.
    """

    def __init__(self, path: Path) -> None:
        """Use Journal.open."""
        self.path = path
        self.notices: tuple[str, ...] = ()
        self._lock = RLock()
        self._claims = Claims(path)
        self._file: tuple[int, int] | None = None
        self._connection: sqlite3.Connection | None = None

    @classmethod
    def open(cls, path: Path | None = None) -> Journal:
        """The journal at `path`, or in the user's data folder. A damaged one is set aside under another name
        and a new one begun, which `notices` tells; one of a newer closer is left alone (JournalError)."""
        journal = cls(path or journal_file())
        with journal._lock, explained(journal.path):
            journal._open()
        return journal

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give back all claims and let go of the file. A second time does nothing."""
        with self._lock, explained(self.path):
            if self._connection is not None:
                self._connection.close()
                self._connection = None
                with self._claims.gate():
                    self._claims.drop_all()

    # --- a rehearsal as it goes on -------------------------------------------------------------------------

    def begin(self, scenario: Scenario, level: Level) -> str:
        """Begin a rehearsal, claimed for this process, and return its id. The scenario's text is kept with it."""
        session, now = uuid.uuid4().hex, store_time(datetime.now(UTC))
        source = store_text(scenario.source)
        digest = digest_of(scenario.source)
        named = [store_text(text) for text in (scenario.name, scenario.id, scenario.title, scenario.path)]
        # Inside the gate nobody can set the file aside between the claim and the first entry.
        with self._lock, explained(self.path), self._claims.gate():
            self._connected()
            self._claims.take(session)
            try:
                with self._transaction() as db:
                    # Replaced even where it is there: should the stored text have been damaged, this heals it.
                    db.execute(
                        "INSERT INTO scenarios VALUES (?, ?) ON CONFLICT DO UPDATE SET source = excluded.source",
                        (digest, source),
                    )
                    db.execute(
                        "INSERT INTO sessions (id, name, scenario_id, title, path, level, scenario, started, updated)"
                        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                        (session, *named, level, digest, now, now),
                    )
            except BaseException:
                self._claims.drop(session)
                raise
        return session

    def append(self, session: str, event: Event) -> None:
        """Add an event. One that ends the answer in hand also clears the draft; StepRetried opens a finished
        rehearsal again, until the next `finish`."""
        kind, body = encode_event(event)
        now = store_time(datetime.now(UTC))
        with self._writing(session) as db:
            (seq,) = db.execute("SELECT coalesce(max(seq) + 1, 0) FROM events WHERE session = ?", (session,)).fetchone()
            db.execute("INSERT INTO events VALUES (?, ?, ?, ?, ?)", (session, seq, kind, body, now))
            if isinstance(event, AnswerGiven | EmailSent):
                db.execute("UPDATE sessions SET answers = answers + 1 WHERE id = ?", (session,))
            if isinstance(event, AnswerGiven | EmailSent | StepSkipped | RoomLeft):
                db.execute("DELETE FROM drafts WHERE session = ?", (session,))
            if isinstance(event, StepRetried):
                db.execute("UPDATE sessions SET open = 1 WHERE id = ?", (session,))

    def save_draft(self, session: str, draft: Draft) -> None:
        """Keep what is being typed, in place of the draft before."""
        typed = (store_text(draft.text), store_text(draft.to), store_text(draft.subject), draft.at)
        with self._writing(session) as db:
            db.execute("INSERT OR REPLACE INTO drafts VALUES (?, ?, ?, ?, ?)", (session, *typed))

    def finish(self, session: str, report: Report, finished: datetime | None = None) -> None:
        """Keep a report, and the rehearsal with it as finished (now, or at an aware moment). After a retry or
        a verdict overruled, call it again: the newest report counts, and the earlier ones are kept."""
        now = store_time(finished or datetime.now(UTC))
        with self._writing(session) as db:
            db.execute("UPDATE sessions SET open = 0, finished = ? WHERE id = ?", (now, session))
            _keep_report(db, session, report, now)
            db.execute("DELETE FROM drafts WHERE session = ?", (session,))

    def rescore(self, session: str, report: Report) -> None:
        """Keep what another scorer says of a finished rehearsal: from now on this report counts, and the earlier
        ones are kept. When it was finished, and a retry under way, stay as they are. Claim it first: who plays it
        on elsewhere would give the next report by the scorer of then."""
        with self._transaction() as db:
            found = db.execute("SELECT finished FROM sessions WHERE id = ? AND finished IS NOT NULL", (session,))
            if found.fetchone() is None:
                raise _unknown()
            _keep_report(db, session, report, store_time(datetime.now(UTC)))

    # --- and what is left of it ----------------------------------------------------------------------------

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
            raise _unknown()
        with self._intact("this rehearsal"):
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
                raise RecordError(
                    f"The scenario of this rehearsal can't be used by this closer: {error.diagnostics[0].what}",
                    "Its answers are kept. Begin the scenario anew, or go on with the closer that began it.",
                ) from error
        last = max((getattr(event, "at", 0.0) for event in happened), default=0.0)
        return Stored(info, scenario, happened, draft, max(last, draft.at if draft else 0.0))

    def reports(self, session: str) -> tuple[Report, ...]:
        """All reports on a rehearsal as they were given, the newest first."""
        with self._reading() as db:
            rows = db.execute("SELECT body FROM reports WHERE session = ? ORDER BY id DESC", (session,)).fetchall()
        with self._intact("a report"):
            return tuple(decode_report(body) for (body,) in rows)

    def unfinished(self) -> tuple[SessionInfo, ...]:
        """Rehearsals to go on with, the last touched first: neither finished (a retry under way counts as not
        finished) nor discarded, nor played by another process now."""
        with self._lock, explained(self.path), self._claims.gate():
            playing = self._claims.elsewhere()
        return tuple(info for info in self._infos("open AND discarded IS NULL", "updated") if info.id not in playing)

    def claim(self, session: str) -> bool:
        """Play this rehearsal in this process, until `release`, `close` or its end, however it ends. False
        when another one is playing it."""
        with self._lock, explained(self.path), self._claims.gate():
            self._known(session)
            return self._claims.take(session)

    def release(self, session: str) -> None:
        """Give a claim back; nothing happens when there is none."""
        with self._lock, explained(self.path), self._claims.gate():
            self._claims.drop(session)

    def discard(self, session: str) -> None:
        """Never offer this rehearsal again. It stays in the journal: `history(abandoned=True)`."""
        with self._writing(session) as db:
            db.execute("UPDATE sessions SET discarded = ? WHERE id = ?", (store_time(datetime.now(UTC)), session))

    def history(self, name: str | None = None, *, abandoned: bool = False) -> tuple[SessionInfo, ...]:
        """Finished rehearsals, of all scenarios or of the one of this name, the newest first; or those that
        were discarded before they were finished."""
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
        with self._intact("a score"):
            return MappingProxyType(
                {read_text(id_): (int(read_number(best)), read_time(last)) for id_, best, last in rows}
            )

    def delete(self, session: str) -> None:
        """Remove a rehearsal with every word of it; the file no longer holds them."""
        with self._lock, explained(self.path), self._claims.gate():
            if session in self._claims.elsewhere():
                raise JournalError("Another closer is playing this rehearsal.", "End it there first.")
            with self._writing(session) as db:
                db.execute("DELETE FROM sessions WHERE id = ?", (session,))
                db.execute("DELETE FROM scenarios WHERE sha256 NOT IN (SELECT scenario FROM sessions)")
            self._claims.drop(session)

    # --- how ---------------------------------------------------------------------------------------------

    def _open(self) -> None:
        connection, notices = open_database(self.path, self._claims)
        self._connection, self._file = connection, identity(self.path)
        self.notices += notices

    def _connected(self) -> sqlite3.Connection:
        """The connection, to the file that stands at the path now: another process may have found the one
        that was opened damaged and set it aside."""
        if self._connection is None:
            raise JournalError("The journal is closed.", "Open it again.")
        if identity(self.path) != self._file:
            self._connection.close()
            self._file = None  # should it not open now, the next call tries again
            self._open()
        return self._connection

    @contextmanager
    def _transaction(self, mode: Literal["IMMEDIATE", "DEFERRED"] = "IMMEDIATE") -> Iterator[sqlite3.Connection]:
        """All that is done within, or nothing. Writers take the lock at once: to ask for it halfway could fail
        for two who both read first."""
        with self._lock, explained(self.path):
            db = self._connected()
            try:
                db.execute(f"BEGIN {mode}")
                yield db
                db.execute("COMMIT")
            except BaseException as error:
                if is_damage(error):
                    self._claims.suspect()
                if db.in_transaction:
                    db.execute("ROLLBACK")
                raise

    def _reading(self) -> AbstractContextManager[sqlite3.Connection]:
        return self._transaction("DEFERRED")

    @contextmanager
    def _writing(self, session: str) -> Iterator[sqlite3.Connection]:
        """A transaction on a rehearsal that exists, touched now."""
        with self._transaction() as db:
            now = store_time(datetime.now(UTC))
            touched = db.execute("UPDATE sessions SET updated = ? WHERE id = ?", (now, session))
            if touched.rowcount != 1:
                raise _unknown()
            yield db

    def _known(self, session: str) -> None:
        with self._reading() as db:
            found = db.execute("SELECT 1 FROM sessions WHERE id = ?", (session,)).fetchone()
            if found is None or not session.isalnum():  # a damaged id must not become a path
                raise _unknown()

    def _infos(self, which: str, order: str, *values: str | bytes) -> tuple[SessionInfo, ...]:
        query = f"SELECT {INFO_COLUMNS} FROM sessions WHERE {which} ORDER BY {order} DESC, rowid DESC"
        with self._reading() as db:
            rows = db.execute(query, values).fetchall()
        with self._intact("the list of rehearsals"):
            return tuple(map(decode_info, rows))

    @contextmanager
    def _intact(self, record: str) -> Iterator[None]:
        """Turns a record that makes no sense into JournalError."""
        try:
            yield
        except (ValueError, RecursionError) as error:
            raise damaged_record(self.path, record) from error


def _keep_report(db: sqlite3.Connection, session: str, report: Report, at: str) -> None:
    """Add a report, which is the newest from now on."""
    score = (report.completeness, report.complete, store_text(report.scorer))
    db.execute(
        "INSERT INTO reports (session, at, completeness, complete, scorer, body) VALUES (?, ?, ?, ?, ?, ?)",
        (session, at, *score, encode_report(report)),
    )
    db.execute(
        "UPDATE sessions SET completeness = ?, complete = ?, scorer = ? WHERE id = ?",
        (*score, session),
    )


def _unknown() -> RecordError:
    return RecordError("This rehearsal is not in the journal.", "It may have been deleted; begin it anew.")
