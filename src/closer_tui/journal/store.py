"""The journal as its users see it: one commit for every event, and everything back after a kill."""

from __future__ import annotations

import sqlite3
import uuid
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from closer_tui.events import AnswerGiven, EmailSent, Event, RoomLeft, SelfRated, StepRetried, StepSkipped
from closer_tui.i18n import _
from closer_tui.journal.codec import (
    digest_of,
    encode_event,
    encode_moves,
    encode_rating,
    encode_report,
    store_text,
    store_time,
)
from closer_tui.journal.core import unknown
from closer_tui.journal.errors import explained
from closer_tui.journal.keepsakes import Keepsakes
from closer_tui.journal.moving import Moving
from closer_tui.journal.outline import outline
from closer_tui.journal.past import Past
from closer_tui.journal.records import Draft, JournalError
from closer_tui.rehearsal import Answer, Level
from closer_tui.scenario.model import Scenario
from closer_tui.scoring.report import Report


class Journal(Past, Keepsakes, Moving):
    """Every rehearsal, on disk. Each method is done when it returns: what it wrote survives a killed
    process and a power cut. Any thread may call it; several processes may use one journal.

    Every method raises JournalError when it can't do what it should; then nothing was changed, and the
    same call may be made again. `notices` are sentences for the user about what was found on opening.
    """

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
                db.execute("UPDATE sessions SET open = 1, discarded = NULL WHERE id = ?", (session,))
            if isinstance(event, SelfRated):
                # Beside what the report says now: after a retry it will say something else.
                moves = db.execute("SELECT met, flags, missed FROM moves WHERE session = ?", (session,)).fetchall()
                db.execute(
                    "UPDATE sessions SET rated = ? WHERE id = ?", (encode_rating(event.criteria, moves), session)
                )

    def save_draft(self, session: str, draft: Draft) -> None:
        """Keep what is being typed, in place of the draft before."""
        typed = (store_text(draft.text), store_text(draft.to), store_text(draft.subject), draft.at)
        with self._writing(session) as db:
            db.execute("INSERT OR REPLACE INTO drafts VALUES (?, ?, ?, ?, ?)", (session, *typed))

    def finish(
        self,
        session: str,
        report: Report,
        finished: datetime | None = None,
        *,
        seconds: float | None = None,
        answers: Sequence[Answer] = (),
    ) -> None:
        """Keep a report, and the rehearsal with it as finished (now, or at an aware moment), after so many
        `seconds` of practice. `answers` are those that count, for the time that each took. After a retry, an
        answer kept or a verdict overruled, call it again: the newest report counts, and the earlier ones are kept."""
        now = store_time(finished or datetime.now(UTC))
        with self._writing(session) as db:
            db.execute("UPDATE sessions SET open = 0, finished = ?, seconds = ? WHERE id = ?", (now, seconds, session))
            _keep_report(db, session, report, now, answers)
            db.execute("DELETE FROM drafts WHERE session = ?", (session,))

    def rescore(self, session: str, report: Report) -> None:
        """Keep what another scorer says of a finished rehearsal: from now on this report counts, and the earlier
        ones are kept. When it was finished, and a retry under way, stay as they are. Claim it first: who plays it
        on elsewhere would give the next report by the scorer of then."""
        with self._transaction() as db:
            found = db.execute("SELECT finished FROM sessions WHERE id = ? AND finished IS NOT NULL", (session,))
            if found.fetchone() is None:
                raise unknown()
            _keep_report(db, session, report, store_time(datetime.now(UTC)), None)

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
        """Remove what is not finished of a rehearsal: all of it or, where it was finished before, the retry that was
        begun since. The file no longer holds a word of it."""
        with self._reading() as db:
            found = db.execute("SELECT finished FROM sessions WHERE id = ?", (session,)).fetchone()
        if found is not None and found[0] is None:
            self.delete(session)
            return
        with self._lock, explained(self.path), self._claims.gate():
            self._not_elsewhere(session)
            with self._writing(session) as db:
                _forget_retry(db, session)

    def delete(self, session: str) -> None:
        """Remove a rehearsal with every word of it; the file no longer holds them."""
        with self._lock, explained(self.path), self._claims.gate():
            self._not_elsewhere(session)
            with self._writing(session) as db:
                db.execute("DELETE FROM sessions WHERE id = ?", (session,))
                db.execute("DELETE FROM scenarios WHERE sha256 NOT IN (SELECT scenario FROM sessions)")
            self._claims.drop(session)

    def _not_elsewhere(self, session: str) -> None:
        if session in self._claims.elsewhere():
            raise JournalError(_("Another closer is playing this rehearsal."), _("End it there first."))

    def delete_all(self) -> int:
        """Remove every rehearsal, finished or not, with every word of it, and return how many there were."""
        with self._lock, explained(self.path), self._claims.gate():
            if self._claims.elsewhere():
                help = _("End it there first; nothing was deleted.")
                raise JournalError(_("Another closer is playing a rehearsal."), help)
            with self._transaction() as db:
                gone = db.execute("DELETE FROM sessions").rowcount
                db.execute("DELETE FROM scenarios")
            self._connected().execute("VACUUM")  # what was deleted was overwritten; this gives back its room
            self._claims.drop_all()
        return gone


def _forget_retry(db: sqlite3.Connection, session: str) -> None:
    """Make a finished rehearsal what it was before the retry under way; where none is, nothing happens."""
    of_retry = (
        "session = :session AND seq >= (SELECT max(seq) FROM events WHERE session = :session AND kind = 'StepRetried')"
        " AND (SELECT open FROM sessions WHERE id = :session)"
    )
    which = {"session": session}
    said = f"SELECT count(*) FROM events WHERE kind IN ('AnswerGiven', 'EmailSent') AND {of_retry}"
    db.execute(f"UPDATE sessions SET answers = answers - ({said}) WHERE id = :session", which)
    db.execute(f"DELETE FROM events WHERE {of_retry}", which)
    db.execute("DELETE FROM drafts WHERE session = :session", which)
    db.execute("UPDATE sessions SET open = 0, discarded = NULL WHERE id = :session", which)


def _keep_report(
    db: sqlite3.Connection, session: str, report: Report, at: str, answers: Sequence[Answer] | None
) -> None:
    """Add a report, which is the newest from now on. `answers` None: their times stay as they are."""
    score = (report.completeness, report.complete, store_text(report.scorer))
    db.execute(
        "INSERT INTO reports (session, at, completeness, complete, scorer, body) VALUES (?, ?, ?, ?, ?, ?)",
        (session, at, *score, encode_report(report)),
    )
    db.execute(
        "UPDATE sessions SET completeness = ?, complete = ?, scorer = ? WHERE id = ?",
        (*score, session),
    )
    known = "SELECT n, seconds FROM moves WHERE session = ?"
    times = dict(db.execute(known, (session,)).fetchall()) if answers is None else {}
    db.execute("DELETE FROM moves WHERE session = ?", (session,))
    moves = [replace(move, seconds=times.get(n, move.seconds)) for n, move in enumerate(outline(report, answers or ()))]
    db.executemany("INSERT INTO moves VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", encode_moves(session, moves))
