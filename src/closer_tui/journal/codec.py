"""Events and reports as JSON, and any text as something that SQLite keeps exactly."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import UTC, datetime

import msgspec

from closer_tui.events import EVENTS, Event
from closer_tui.journal.records import Score, SessionInfo
from closer_tui.rehearsal import LEVELS
from closer_tui.scoring.report import Report

_BY_KIND: dict[str, type[Event]] = {event.__name__: event for event in EVENTS}


def store_text(text: str) -> str | bytes:
    """A text as SQLite can hold it. A lone surrogate (a terminal in another encoding makes them) has no
    UTF-8 form, and escaping it would join two neighbours into one character; such a text is kept as bytes."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogatepass")
    return text


def read_text(stored: object) -> str:
    """What `store_text` was given. Raises ValueError when the bytes, or their type, were damaged."""
    if isinstance(stored, bytes):
        return stored.decode("utf-8", "surrogatepass")
    if not isinstance(stored, str):
        raise ValueError("not a text")
    return stored


def read_number(stored: object) -> float:
    """Raises ValueError when it is damaged: SQLite keeps any type in any column."""
    if not isinstance(stored, int | float):
        raise ValueError("not a number")
    return stored


def digest_of(text: str) -> str:
    """The SHA-256 of a text, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _dump(thing: object) -> str | bytes:
    # The standard encoder, since msgspec's own refuses lone surrogates; control characters, NUL too, are escaped.
    return store_text(json.dumps(msgspec.to_builtins(thing), ensure_ascii=False, separators=(",", ":")))


def encode_event(event: Event) -> tuple[str, str | bytes]:
    """The name of the event's class, and its fields."""
    return type(event).__name__, _dump(event)


def decode_event(kind: str, body: str | bytes) -> Event:
    """The event again. Raises ValueError when it is damaged or of a kind that this version does not know."""
    if kind not in _BY_KIND:
        raise ValueError(f"{kind} is no kind of event")
    return msgspec.convert(json.loads(read_text(body)), _BY_KIND[kind])


def encode_report(report: Report) -> str | bytes:
    return _dump(report)


def decode_report(body: str | bytes) -> Report:
    """The report again. Raises ValueError when it is damaged."""
    return msgspec.convert(json.loads(read_text(body)), Report)


def store_time(moment: datetime) -> str:
    """A moment in UTC, always of the same length, so that the order of texts is the order of times."""
    if moment.tzinfo is None:
        raise ValueError("a moment without a time zone is ambiguous")
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def read_time(stored: object) -> datetime:
    """Raises ValueError when it is damaged."""
    if not isinstance(stored, str):
        raise ValueError("not a moment")
    return datetime.fromisoformat(stored).astimezone(UTC)


# Of the report given when the rehearsal was finished; later ones are of other scorers (Journal.rescore).
_THEN = "(SELECT {} FROM reports WHERE session = sessions.id AND at = sessions.finished ORDER BY reports.id LIMIT 1)"

INFO_COLUMNS = ", ".join(
    (
        "sessions.id, name, scenario_id, title, level, started, updated, finished, completeness, complete, scorer",
        "answers",
        *(_THEN.format(f"reports.{column}") for column in ("completeness", "complete", "scorer")),
    )
)


def decode_info(row: Sequence[object]) -> SessionInfo:
    """A row of INFO_COLUMNS. Raises ValueError when it is damaged."""
    id_, name, scenario_id, title, level, started, updated, finished, completeness, complete, scorer, *more = row
    answers, *then = more
    if level not in LEVELS:
        raise ValueError("no such level")
    return SessionInfo(
        read_text(id_),
        read_text(name),
        read_text(scenario_id),
        read_text(title),
        level,
        read_time(started),
        read_time(updated),
        None if finished is None else read_time(finished),
        None if completeness is None else int(read_number(completeness)),
        None if complete is None else bool(read_number(complete)),
        read_text(scorer),
        int(read_number(answers)),
        None if then[-1] in (None, scorer) else _decode_score(then),
    )


def _decode_score(row: Sequence[object]) -> Score:
    completeness, complete, scorer = row
    return Score(int(read_number(completeness)), bool(read_number(complete)), read_text(scorer))
