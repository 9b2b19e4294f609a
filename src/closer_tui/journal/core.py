"""The file that the journal keeps: opened, held, and written in transactions that are done or not done."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from threading import RLock
from types import TracebackType
from typing import Literal, Self

from closer_tui.i18n import _
from closer_tui.journal.claims import Claims
from closer_tui.journal.codec import store_time
from closer_tui.journal.database import be_patient, identity, open_database
from closer_tui.journal.errors import damaged_record, explained, is_damage, is_locked
from closer_tui.journal.records import JournalError, RecordError
from closer_tui.paths import journal_file


class JournalFile:
    """What all parts of the journal stand on."""

    def __init__(self, path: Path) -> None:
        """Use Journal.open."""
        self.path = path
        self.notices: tuple[str, ...] = ()
        self._lock = RLock()
        self._claims = Claims(path)
        self._file: tuple[int, int] | None = None
        self._connection: sqlite3.Connection | None = None
        self._patient = True

    @classmethod
    def open(cls, path: Path | None = None) -> Self:
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

    # --- how ---------------------------------------------------------------------------------------------

    def _open(self) -> None:
        connection, notices = open_database(self.path, self._claims)
        self._connection, self._file, self._patient = connection, identity(self.path), True
        self.notices += notices

    def _connected(self) -> sqlite3.Connection:
        """The connection, to the file that stands at the path now: another process may have found the one
        that was opened damaged and set it aside."""
        if self._connection is None:
            raise JournalError(_("The journal is closed."), _("Open it again."))
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
                self._wait(db, patiently=True)
            except BaseException as error:
                if is_damage(error):
                    self._claims.suspect()
                if db.in_transaction:
                    db.execute("ROLLBACK")
                if is_locked(error):
                    self._wait(db, patiently=False)
                raise

    def _wait(self, db: sqlite3.Connection, patiently: bool) -> None:
        """Who waited for another program in vain waits hardly at all the next times: while somebody writes, there is
        one each second, and the screen stands still meanwhile."""
        if patiently != self._patient:
            be_patient(db, patiently)
            self._patient = patiently

    def _reading(self) -> AbstractContextManager[sqlite3.Connection]:
        return self._transaction("DEFERRED")

    @contextmanager
    def _writing(self, session: str) -> Iterator[sqlite3.Connection]:
        """A transaction on a rehearsal that exists, touched now."""
        with self._transaction() as db:
            now = store_time(datetime.now(UTC))
            touched = db.execute("UPDATE sessions SET updated = ? WHERE id = ?", (now, session))
            if touched.rowcount != 1:
                raise unknown()
            yield db

    def _known(self, session: str) -> None:
        with self._reading() as db:
            found = db.execute("SELECT 1 FROM sessions WHERE id = ?", (session,)).fetchone()
            if found is None or not session.isalnum():  # a damaged id must not become a path
                raise unknown()

    @contextmanager
    def _intact(self, record: str) -> Iterator[None]:
        """Turns a record that makes no sense into JournalError."""
        try:
            yield
        except (ValueError, RecursionError) as error:
            raise damaged_record(self.path, record) from error


def unknown() -> RecordError:
    return RecordError(_("This rehearsal is not in the journal."), _("It may have been deleted; begin it anew."))
