"""Journals of any size for the benchmarks: `filled(path, sessions)`.

A few rehearsals of bundled scenarios are played with their own samples and the real scorer, some with a retry, a word
of the candidate's own or a later scorer; then their rows are copied, each copy with an id and a day of its own.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from itertools import cycle, islice, product
from pathlib import Path
from random import Random

from closer_tui.events import AnswerGiven, EmailSent, RoomLeft, StepRetried, StepSkipped, VerdictOverruled
from closer_tui.journal import Journal
from closer_tui.journal.codec import store_time
from closer_tui.rehearsal import LEVELS, Level
from closer_tui.scenario.library import find
from closer_tui.scenario.model import SampleLevel, Scenario, Step
from closer_tui.scoring.lazy import standard_scorer
from closer_tui.scoring.verdict import Scorer
from closer_tui.session import Session

SCENARIOS = ("first-job", "payments-backend", "night-shift-sre", "junior-tester", "panel-lead")
SAID: tuple[tuple[SampleLevel, ...], ...] = (
    ("strong", "strong", "strong", "strong"),
    ("strong", "middling", "weak", "middling"),
    ("weak", "weak", "middling", "weak"),
    ("middling", "strong", "weak", "strong"),
)
"""Which samples answer the steps of a rehearsal, from the first step on."""

FIRST_DAY = datetime(2024, 1, 1, 8, tzinfo=UTC)


def filled(path: Path, sessions: int) -> Path:
    """A new journal at `path` with so many finished rehearsals, the oldest in January 2024, the others each an hour and
    some minutes after the one before."""
    with Journal.open(path) as journal:
        played = list(_played(journal)) if sessions else []
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("PRAGMA cache_size = -200000")
        db.execute("BEGIN")
        _copy(db, played, sessions)
        _forget(db, played)
        db.execute("COMMIT")
    return path


def _played(journal: Journal) -> Iterator[str]:
    scorer = standard_scorer()
    for number, (name, level, said) in enumerate(product(SCENARIOS, LEVELS, SAID)):
        session = rehearsed(journal, scorer, find(name), level, said)
        if number % 5 == 0:
            _once_more(session)
        if number % 6 == 0:
            session.send(VerdictOverruled("asks", True))
        session.close()
        yield session.key


def rehearsed(
    journal: Journal, scorer: Scorer, scenario: Scenario, level: Level, said: Sequence[SampleLevel]
) -> Session:
    """A rehearsal from its beginning to its end, in which each step is answered by that sample of it."""
    at = 0.0
    session = Session.begin(journal, scorer, scenario, level)
    session._clock, session._since = (lambda: at), at  # as if it had taken as long as people take
    for step, sample in zip(scenario.steps, cycle(said), strict=False):
        at += 47.5
        if step.move == "email" and session.state.in_room:
            session.send(RoomLeft(at))
        if not (text := _sample(step, sample)):
            if not session.state.in_room:
                session.send(StepSkipped(at))
            continue
        session.send(EmailSent("a@b.example", "Thank you", text, at) if step.move == "email" else AnswerGiven(text, at))
        session.send(session.judge())
    if session.state.in_room:
        session.send(RoomLeft(at))
    assert session.state.phase == "finished"
    return session


def _once_more(session: Session) -> None:
    text = _sample(session.state.scenario.steps[0], "strong")
    session.send(StepRetried(0, session.state.now))
    session.send(AnswerGiven(text, session.state.now + 30))
    session.send(session.judge())


def _sample(step: Step, level: SampleLevel) -> str:
    sample = step.sample(level) or step.sample("strong")
    return sample.text if sample else ""


def _copy(db: sqlite3.Connection, played: list[str], sessions: int) -> None:
    random = Random(20)
    db.execute("CREATE TEMP TABLE copies (id TEXT PRIMARY KEY, source TEXT, at TEXT, later TEXT, again INTEGER)")
    day = FIRST_DAY
    for number, source in enumerate(islice(cycle(random.sample(played, len(played))), sessions)):
        day += timedelta(minutes=random.randrange(60, 75))
        # Every tenth was judged again: its newest report is of a later day than its end.
        row = (f"{random.getrandbits(128):032x}", source, store_time(day), store_time(day + timedelta(days=200)))
        db.execute("INSERT INTO copies VALUES (?, ?, ?, ?, ?)", (*row, number % 10 == 0))
    for table, moved in (("sessions", ("id", "finished", "updated", "started")), ("events", ("session", "at"))):
        _insert(db, table, dict.fromkeys(moved, "c.at") | {moved[0]: "c.id"})
    _insert(db, "moves", {"session": "c.id"})
    _insert(db, "reports", {"session": "c.id", "at": "c.at"}, without="id")
    again = {"session": "c.id", "at": "c.later", "scorer": "'closer-next+00000000'"}
    _insert(
        db, "reports", again, without="id", which="c.again AND t.id IN (SELECT max(id) FROM reports GROUP BY session)"
    )
    db.execute("UPDATE sessions SET scorer = 'closer-next+00000000' WHERE id IN (SELECT id FROM copies WHERE again)")


def _insert(db: sqlite3.Connection, table: str, changed: dict[str, str], without: str = "", which: str = "1") -> None:
    """Copy the rows of the rehearsals that were played, for each of their copies."""
    columns = [name for (name,) in db.execute("SELECT name FROM pragma_table_info(?)", (table,)) if name != without]
    key = "id" if table == "sessions" else "session"
    values = ", ".join(changed.get(name, f"t.{name}") for name in columns)
    db.execute(
        f"INSERT INTO {table} ({', '.join(columns)}) SELECT {values} FROM copies c JOIN {table} t ON t.{key} = c.source"
        f" WHERE {which} ORDER BY c.rowid"
    )


def _forget(db: sqlite3.Connection, played: list[str]) -> None:
    """The journal holds the copies alone."""
    for session in played:
        for table, key in (("events", "session"), ("moves", "session"), ("reports", "session"), ("sessions", "id")):
            db.execute(f"DELETE FROM {table} WHERE {key} = ?", (session,))
