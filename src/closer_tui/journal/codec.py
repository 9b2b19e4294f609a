"""Events and reports as JSON, and any text as something that SQLite keeps exactly."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, cast

import msgspec

from closer_tui.journal.records import SessionInfo
from closer_tui.rehearsal import EVENTS, LEVELS, Event, Level
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


def read_text(stored: str | bytes) -> str:
    """What `store_text` was given. Raises ValueError when the bytes were damaged."""
    return stored.decode("utf-8", "surrogatepass") if isinstance(stored, bytes) else stored


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


def read_time(stored: Any) -> datetime:
    """Raises ValueError when it is damaged."""
    if not isinstance(stored, str):
        raise ValueError("not a moment")
    return datetime.fromisoformat(stored).astimezone(UTC)


INFO_COLUMNS = (
    "id, name, scenario_id, title, level, started, updated, finished, completeness, complete, scorer, answers"
)


def decode_info(row: Sequence[Any]) -> SessionInfo:
    """A row of INFO_COLUMNS. Raises ValueError or TypeError when it is damaged."""
    id_, name, scenario_id, title, level, started, updated, finished, completeness, complete, scorer, answers = row
    if level not in LEVELS:
        raise ValueError("no such level")
    return SessionInfo(
        read_text(id_),
        read_text(name),
        read_text(scenario_id),
        read_text(title),
        cast(Level, level),
        read_time(started),
        read_time(updated),
        None if finished is None else read_time(finished),
        None if completeness is None else int(completeness),
        None if complete is None else bool(complete),
        read_text(scorer),
        int(answers),
    )
