"""Events and reports as JSON, and any text as something that SQLite keeps exactly."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from functools import cache
from typing import cast, get_args

import msgspec

from closer_tui.events import EVENTS, AnswerJudged, Event
from closer_tui.i18n import _
from closer_tui.journal.records import MovePractice, Practice, Score, SessionInfo
from closer_tui.rehearsal import LEVELS, Level
from closer_tui.scoring.report import Outcome3, Report
from closer_tui.scoring.rubric import Move

MOST_BYTES = 64_000_000
"""Of one event or report when it is unpacked. A long email is 200 kB; what says that it is more is damaged."""

_MOVES, _RESULTS = frozenset(get_args(Move)), frozenset(get_args(Outcome3))
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


def pack(text: str) -> bytes:
    """A long text in less room: a lifetime of rehearsals is to stay a file that one can copy."""
    return zlib.compress(text.encode("utf-8", "surrogatepass"))


def read_body(stored: object) -> str:
    """A text that was stored as it is or packed. Raises ValueError when it was damaged."""
    # What JSON begins with is never what zlib begins with, so a text kept as bytes can be told from a packed one.
    if not isinstance(stored, bytes) or not stored.startswith(b"x"):
        return read_text(stored)
    unpacking = zlib.decompressobj()
    try:
        text = unpacking.decompress(stored, MOST_BYTES)
    except zlib.error as error:
        raise ValueError("packed text is damaged") from error
    if not unpacking.eof or unpacking.unused_data:
        raise ValueError("packed text has no end")
    return text.decode("utf-8", "surrogatepass")


def _json(thing: object) -> str:
    # The standard encoder, since msgspec's own refuses lone surrogates; control characters, NUL too, are escaped.
    return json.dumps(msgspec.to_builtins(thing), ensure_ascii=False, separators=(",", ":"))


def encode_event(event: Event) -> tuple[str, str | bytes]:
    """The name of the event's class, and its fields. What was typed is kept readable, to be searched."""
    body = _json(event)
    return type(event).__name__, pack(body) if isinstance(event, AnswerJudged) else store_text(body)


def decode_event(kind: str, body: object) -> Event:
    """The event again. Raises ValueError when it is damaged or of a kind that this version does not know."""
    return msgspec.convert(json.loads(read_body(body)), event_class(kind))


def event_class(kind: str) -> type[Event]:
    """The class of this name. Raises ValueError when this version does not know it."""
    if kind not in _BY_KIND:
        raise ValueError(_("{kind} is no kind of event").format(kind=kind))
    return _BY_KIND[kind]


def encode_report(report: Report) -> bytes:
    return pack(_json(report))


def decode_report(body: object) -> Report:
    """The report again. Raises ValueError when it is damaged."""
    return msgspec.convert(json.loads(read_body(body)), Report)


def encode_moves(session: str, moves: Sequence[MovePractice]) -> Iterator[tuple[object, ...]]:
    """A row of the table for each move. The names of criteria hold no blanks."""
    for n, each in enumerate(moves):
        names = (" ".join(found) for found in (each.met, each.missed, each.flags))
        yield session, n, each.move, store_text(each.title), each.result, *names, each.words, each.seconds


def encode_rating(ticked: Sequence[str], moves: Sequence[tuple[object, object, object]]) -> str:
    """What was ticked, what the report says was so (from the columns met and flags of its moves), and what it says
    was not (missed): a line each. Without moves the first alone."""
    if not moves:
        return " ".join(ticked)
    so = [name for met, flags, _ in moves for name in (*_names(met), *_names(flags))]
    return "\n".join(map(" ".join, (ticked, so, [name for *_, missed in moves for name in _names(missed)])))


MOVE_COLUMNS = "move, title, result, met, missed, flags, words, seconds"


def decode_move(row: Sequence[object]) -> MovePractice:
    """A row of MOVE_COLUMNS. Raises ValueError when it is damaged."""
    move, title, result, met, missed, flags, words, seconds = row
    return MovePractice(
        move_of(move),
        read_text(title),
        _result_of(result),
        _names(met),
        _names(missed),
        _names(flags),
        None if words is None else int(read_number(words)),
        None if seconds is None else read_number(seconds),
    )


def _names(stored: object) -> tuple[str, ...]:
    return tuple(read_text(stored).split())


def move_of(stored: object) -> Move:
    """Raises ValueError when it is damaged."""
    if stored not in _MOVES:
        raise ValueError("no such move")
    return cast(Move, stored)


def level_of(stored: object) -> Level:
    """Raises ValueError when it is damaged."""
    if stored not in LEVELS:
        raise ValueError("no such level")
    return stored


def _result_of(stored: object) -> Outcome3:
    if stored not in _RESULTS:
        raise ValueError("no such result")
    return cast(Outcome3, stored)


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
        "answers, seconds",
        "(SELECT group_concat(move || ' ' || result, '\n') FROM moves WHERE session = sessions.id)",
        *(_THEN.format(f"reports.{column}") for column in ("completeness", "complete", "scorer")),
    )
)


def decode_info(row: Sequence[object]) -> SessionInfo:
    """A row of INFO_COLUMNS. Raises ValueError when it is damaged."""
    id_, name, scenario_id, title, level, started, updated, finished, completeness, complete, scorer, *more = row
    answers, seconds, moves, *then = more
    return SessionInfo(
        read_text(id_),
        read_text(name),
        read_text(scenario_id),
        read_text(title),
        level_of(level),
        read_time(started),
        read_time(updated),
        None if finished is None else read_time(finished),
        None if completeness is None else int(read_number(completeness)),
        None if complete is None else bool(read_number(complete)),
        read_text(scorer),
        int(read_number(answers)),
        None if then[-1] in (None, scorer) else _decode_score(then),
        None if seconds is None else read_number(seconds),
        tuple(_decode_result(line) for line in read_text(moves or "").split("\n") if line),
    )


@cache  # of few lines, in a list of many; one that is damaged raises, and is not kept
def _decode_result(line: str) -> tuple[Move, Outcome3]:
    move, _, result = line.partition(" ")
    return move_of(move), _result_of(result)


PRACTICE_COLUMNS = "id, name, scenario_id, title, level, finished, completeness, complete, scorer, seconds, rated"


def decode_practice(row: Sequence[object], moves: Sequence[MovePractice]) -> Practice:
    """A row of PRACTICE_COLUMNS, with its moves. Raises ValueError when it is damaged."""
    id_, name, scenario_id, title, level, finished, completeness, complete, scorer, seconds, rated = row
    return Practice(
        read_text(id_),
        read_text(name),
        read_text(scenario_id),
        read_text(title),
        level_of(level),
        read_time(finished),
        int(read_number(completeness)),
        bool(read_number(complete)),
        read_text(scorer),
        None if seconds is None else read_number(seconds),
        tuple(moves),
        *_decode_rating(rated),
    )


def _decode_rating(stored: object) -> tuple[tuple[str, ...] | None, tuple[str, ...] | None, tuple[str, ...]]:
    if stored is None:
        return None, None, ()
    ticked, *said = (tuple(line.split()) for line in read_text(stored).split("\n"))
    return (ticked, said[0], said[1]) if len(said) == 2 else (ticked, None, ())


def _decode_score(row: Sequence[object]) -> Score:
    completeness, complete, scorer = row
    return Score(int(read_number(completeness)), bool(read_number(complete)), read_text(scorer))
