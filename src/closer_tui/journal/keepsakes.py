"""What the candidate takes out of their rehearsals: the best answers, and the emails that really go out."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from closer_tui.i18n import _
from closer_tui.journal.codec import move_of, read_text, read_time, store_text, store_time
from closer_tui.journal.core import JournalFile
from closer_tui.journal.records import Note, Pick
from closer_tui.scoring.rubric import Move


class Keepsakes(JournalFile):
    """The picks and the notes. They go with their rehearsal when it is deleted."""

    def pick(self, session: str, move: Move, text: str) -> None:
        """Keep an answer of this rehearsal as one of the best for a move. A second time changes nothing."""
        with self._writing(session) as db:
            now = store_time(datetime.now(UTC))
            db.execute("INSERT OR IGNORE INTO picks VALUES (?, ?, ?, ?)", (session, move, store_text(text), now))

    def unpick(self, session: str, move: Move, text: str) -> None:
        """Not one of the best any more; nothing happens when it was none."""
        with self._writing(session) as db:
            db.execute(
                "DELETE FROM picks WHERE session = ? AND move = ? AND text = ?", (session, move, store_text(text))
            )

    def picks(self) -> tuple[Pick, ...]:
        """All that were picked, the first picked first."""
        query = (
            "SELECT session, move, text, title, finished FROM picks JOIN sessions ON session = id ORDER BY at, session"
        )
        with self._reading() as db:
            rows = db.execute(query).fetchall()
        with self._intact(_("a picked answer")):
            return tuple(
                Pick(
                    session,
                    move_of(move),
                    read_text(text),
                    read_text(title),
                    None if finished is None else read_time(finished),
                )
                for session, move, text, title, finished in rows
            )

    def keep_note(self, session: str, interviewer: str, to: str, subject: str, body: str, out: bool = False) -> None:
        """Write down the email to one interviewer, in place of the one before. `out`: it leaves the tool now."""
        texts = [store_text(text) for text in (interviewer, to, subject, body)]
        now = store_time(datetime.now(UTC)) if out else None
        with self._writing(session) as db:
            db.execute(
                "INSERT INTO notes VALUES (?, ?, ?, ?, ?, ?, NULL) ON CONFLICT DO UPDATE SET recipient ="
                " excluded.recipient, subject = excluded.subject, body = excluded.body,"
                " kept = coalesce(kept, excluded.kept)",
                (session, *texts, now),
            )

    def sent_note(self, session: str, interviewer: str, sent: bool = True) -> None:
        """The candidate has sent this note, or has not."""
        now = store_time(datetime.now(UTC)) if sent else None
        with self._writing(session) as db:
            db.execute(
                "UPDATE notes SET sent = ? WHERE session = ? AND interviewer = ?",
                (now, session, store_text(interviewer)),
            )

    def notes(self, session: str) -> tuple[Note, ...]:
        """The notes of one rehearsal."""
        return self._notes("session = ? ORDER BY rowid", session)

    def waiting_notes(self, within: timedelta) -> tuple[Note, ...]:
        """Notes that left the tool within this time and were not sent yet, the oldest first."""
        return self._notes("sent IS NULL AND kept >= ? ORDER BY kept", store_time(datetime.now(UTC) - within))

    def _notes(self, which: str, value: str) -> tuple[Note, ...]:
        query = f"SELECT session, interviewer, recipient, subject, body, kept, sent FROM notes WHERE {which}"
        with self._reading() as db:
            rows = db.execute(query, (value,)).fetchall()
        with self._intact(_("an email")):
            return tuple(
                Note(
                    session,
                    read_text(interviewer),
                    read_text(to),
                    read_text(subject),
                    read_text(body),
                    None if kept is None else read_time(kept),
                    None if sent is None else read_time(sent),
                )
                for session, interviewer, to, subject, body, kept, sent in rows
            )
