"""Whole rehearsals out of the journal, and into it: for a backup, and for another machine."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from closer_tui.i18n import _
from closer_tui.journal.codec import (
    MOVE_COLUMNS,
    decode_event,
    decode_move,
    decode_report,
    digest_of,
    encode_event,
    encode_moves,
    encode_report,
    level_of,
    move_of,
    read_number,
    read_text,
    read_time,
    store_text,
    store_time,
)
from closer_tui.journal.core import JournalFile, unknown
from closer_tui.journal.errors import explained
from closer_tui.journal.records import Draft, Note, RecordError
from closer_tui.journal.whole import Given, Happened, Picked, Whole, check, merged

Way = Literal["added", "same", "joined", "parted", "playing", "damaged"]


@dataclass(frozen=True, slots=True)
class Brought:
    """What became of a rehearsal that came in.

    "added": it was not here. "same": nothing in it is new. "joined": here it is longer now, or has more picks or
    emails. "parted": it had been gone on with in two ways, and both are here now. Left as they are here: one that
    another closer is "playing", and one that is "damaged" here.
    """

    whole: Whole
    way: Way


class Moving(JournalFile):
    """Whole rehearsals, finished or not, discarded ones too."""

    def sessions(self) -> tuple[str, ...]:
        """The ids of all rehearsals, the first begun first."""
        with self._reading() as db:
            return tuple(id_ for (id_,) in db.execute("SELECT id FROM sessions ORDER BY started, id").fetchall())

    def whole(self, session: str) -> Whole:
        """All that is kept of a rehearsal, as it is now. Raises RecordError where any of it is damaged."""
        with self._reading() as db:
            return self._whole(db, session)

    def bring(self, wholes: Sequence[Whole], dry_run: bool = False) -> tuple[Brought, ...]:
        """Bring rehearsals in, each merged with what is here of it (`whole.merged`): all of these or, where
        JournalError is raised, none. Nothing is written on a `dry_run`."""
        # Inside the gate nobody takes up a rehearsal while it is being exchanged.
        with self._lock, explained(self.path), self._claims.gate():
            playing = self._claims.elsewhere()
            with self._transaction("DEFERRED" if dry_run else "IMMEDIATE") as db:
                return tuple(self._bring(db, whole, playing, dry_run) for whole in wholes)

    def _bring(self, db: sqlite3.Connection, whole: Whole, playing: frozenset[str], dry_run: bool) -> Brought:
        if not _is_here(db, whole.id):
            if not dry_run:
                _put(db, whole)
            return Brought(whole, "added")
        if whole.id in playing:
            return Brought(whole, "playing")
        try:
            here = self._whole(db, whole.id)
        except RecordError:
            return Brought(whole, "damaged")
        both, apart = merged(here, whole)
        parted = apart is not None and not _is_here(db, apart.id)
        if both == here and not parted:
            return Brought(whole, "same")
        if not dry_run:
            _put(db, both)
            if apart is not None and parted:
                _put(db, apart)
        return Brought(whole, "parted" if parted else "joined")

    def _whole(self, db: sqlite3.Connection, session: str) -> Whole:
        with self._intact(_("a rehearsal")):
            try:
                whole = _read(db, session)
            except sqlite3.OperationalError as error:
                if hasattr(error, "sqlite_errorcode"):
                    raise
                raise ValueError("a text is none") from error  # Python could not decode it
            if whole is None:
                raise unknown()
            check(whole)
            return whole


def _is_here(db: sqlite3.Connection, session: str) -> bool:
    return db.execute("SELECT 1 FROM sessions WHERE id = ?", (session,)).fetchone() is not None


# --- out ---------------------------------------------------------------------------------------------------

_OWN = (
    "name, scenario_id, title, path, level, source, sha256, started, updated, finished, discarded, open, seconds, rated"
)


def _read(db: sqlite3.Connection, session: str) -> Whole | None:
    """Raises ValueError where something is damaged."""
    row = db.execute(
        f"SELECT {_OWN} FROM sessions JOIN scenarios ON sha256 = scenario WHERE id = ?", (session,)
    ).fetchone()
    if row is None:
        return None
    name, scenario_id, title, path, level, source, digest, started, updated, finished, discarded, *rest = row
    is_open, seconds, rated = rest
    text = read_text(source)
    if digest_of(text) != digest:
        raise ValueError("the scenario is not the one that was stored")
    return Whole(
        read_text(session),
        read_text(name),
        read_text(scenario_id),
        read_text(title),
        read_text(path),
        level_of(level),
        text,
        read_time(started),
        read_time(updated),
        None if finished is None else read_time(finished),
        None if discarded is None else read_time(discarded),
        bool(read_number(is_open)),
        None if seconds is None else float(read_number(seconds)),
        None if rated is None else tuple(tuple(line.split()) for line in read_text(rated).split("\n")),
        tuple(
            Happened(read_time(at), decode_event(read_text(kind), body))
            for at, kind, body in _rows(db, "at, kind, body FROM events", session, "seq")
        ),
        next(_drafts(db, session), None),
        tuple(
            Given(read_time(at), decode_report(body)) for at, body in _rows(db, "at, body FROM reports", session, "id")
        ),
        tuple(decode_move(row) for row in _rows(db, f"{MOVE_COLUMNS} FROM moves", session, "n")),
        tuple(sorted(_picks(db, session), key=lambda pick: (pick.at, pick.move, pick.text))),
        tuple(sorted(_notes(db, session), key=lambda note: note.interviewer)),
    )


def _rows(db: sqlite3.Connection, what: str, session: str, order: str) -> list[tuple[object, ...]]:
    return db.execute(f"SELECT {what} WHERE session = ? ORDER BY {order}", (session,)).fetchall()


def _drafts(db: sqlite3.Connection, session: str) -> Iterator[Draft]:
    for text, to, subject, at in _rows(db, "text, recipient, subject, at FROM drafts", session, "at"):
        yield Draft(read_text(text), read_text(to), read_text(subject), float(read_number(at)))


def _picks(db: sqlite3.Connection, session: str) -> Iterator[Picked]:
    for at, move, text in _rows(db, "at, move, text FROM picks", session, "at"):
        yield Picked(read_time(at), move_of(move), read_text(text))


def _notes(db: sqlite3.Connection, session: str) -> Iterator[Note]:
    for *texts, kept, sent in _rows(
        db, "interviewer, recipient, subject, body, kept, sent FROM notes", session, "interviewer"
    ):
        moments = (None if moment is None else read_time(moment) for moment in (kept, sent))
        yield Note(session, *map(read_text, texts), *moments)  # type: ignore[arg-type]


# --- in ----------------------------------------------------------------------------------------------------


def _put(db: sqlite3.Connection, whole: Whole) -> None:
    """In place of what is here of it."""
    digest = whole.scenario
    db.execute(
        "INSERT INTO scenarios VALUES (?, ?) ON CONFLICT DO UPDATE SET source = excluded.source",
        (digest, store_text(whole.source)),
    )
    db.execute("DELETE FROM sessions WHERE id = ?", (whole.id,))
    newest = whole.reports[-1].report if whole.reports else None
    row: dict[str, object] = {
        "id": whole.id,
        "name": store_text(whole.name),
        "scenario_id": store_text(whole.scenario_id),
        "title": store_text(whole.title),
        "path": store_text(whole.path),
        "level": whole.level,
        "scenario": digest,
        "started": store_time(whole.started),
        "updated": store_time(whole.updated),
        "answers": whole.answers,
        "open": whole.open,
        "finished": None if whole.finished is None else store_time(whole.finished),
        "discarded": None if whole.discarded is None else store_time(whole.discarded),
        "completeness": newest and newest.completeness,
        "complete": None if newest is None else newest.complete,
        "scorer": store_text(newest.scorer) if newest else "",
        "seconds": whole.seconds,
        "rated": None if whole.rated is None else "\n".join(map(" ".join, whole.rated)),
    }
    db.execute(f"INSERT INTO sessions ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})", tuple(row.values()))
    for seq, each in enumerate(whole.events):
        db.execute("INSERT INTO events VALUES (?, ?, ?, ?, ?)",
                   (whole.id, seq, *encode_event(each.event), store_time(each.at)))  # fmt: skip
    if whole.draft is not None:
        typed = (store_text(text) for text in (whole.draft.text, whole.draft.to, whole.draft.subject))
        db.execute("INSERT INTO drafts VALUES (?, ?, ?, ?, ?)", (whole.id, *typed, whole.draft.at))
    for given in whole.reports:
        report = given.report
        db.execute(
            "INSERT INTO reports (session, at, completeness, complete, scorer, body) VALUES (?, ?, ?, ?, ?, ?)",
            (whole.id, store_time(given.at), report.completeness, report.complete, store_text(report.scorer),
             encode_report(report)),
        )  # fmt: skip
    db.executemany("INSERT INTO moves VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", encode_moves(whole.id, whole.moves))
    for pick in whole.picks:
        db.execute(
            "INSERT INTO picks VALUES (?, ?, ?, ?)", (whole.id, pick.move, store_text(pick.text), store_time(pick.at))
        )
    for note in whole.notes:
        texts = [store_text(text) for text in (note.interviewer, note.to, note.subject, note.body)]
        moments = [None if moment is None else store_time(moment) for moment in (note.kept, note.sent)]
        db.execute("INSERT INTO notes VALUES (?, ?, ?, ?, ?, ?, ?)", (whole.id, *texts, *moments))
