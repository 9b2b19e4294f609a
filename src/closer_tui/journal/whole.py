"""A rehearsal with everything that is kept of it: to be taken elsewhere, and brought together with what is there.

`merged` is commutative, and merging a second time changes nothing: two machines that take each other's backups come
to hold the same.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import Any, get_type_hints

import msgspec

from closer_tui.events import AnswerGiven, EmailSent, Event, NotNow, SelfRated
from closer_tui.i18n import _
from closer_tui.journal.codec import digest_of, event_class
from closer_tui.journal.records import Draft, MovePractice, Note
from closer_tui.rehearsal import Level, advance, start
from closer_tui.scenario.model import Scenario
from closer_tui.scoring.report import Report
from closer_tui.scoring.rubric import Move

_ID = re.compile(r"[0-9a-f]{32}")
_NAME = re.compile(r"[a-z][a-z0-9_-]{0,39}")
_MOST_SECONDS = 1e9
_YEARS = range(1971, 9999)
"""Of moments that every time zone and every calendar can show."""


@dataclass(frozen=True, slots=True)
class Happened:
    """An event, and when it was written down."""

    at: datetime
    event: Event


@dataclass(frozen=True, slots=True)
class Given:
    """A report, and when it was given."""

    at: datetime
    report: Report


@dataclass(frozen=True, slots=True)
class Picked:
    """An answer that was picked for the cheat sheet, and when."""

    at: datetime
    move: Move
    text: str


@dataclass(frozen=True, slots=True)
class Whole:
    """All of one rehearsal. `source` is its scenario's text. Reports: the newest last. Moments are aware, in UTC.
    `rated` is what the candidate ticked, and where it is known what the report that they saw says was so, and was not.
    """

    id: str
    name: str
    scenario_id: str
    title: str
    path: str
    level: Level
    source: str
    started: datetime
    updated: datetime
    finished: datetime | None
    discarded: datetime | None
    open: bool
    seconds: float | None
    rated: tuple[tuple[str, ...], ...] | None
    events: tuple[Happened, ...]
    draft: Draft | None
    reports: tuple[Given, ...]
    moves: tuple[MovePractice, ...]
    picks: tuple[Picked, ...]
    notes: tuple[Note, ...]

    @property
    def scenario(self) -> str:
        """The digest of the scenario's text."""
        return digest_of(self.source)

    @property
    def answers(self) -> int:
        return sum(isinstance(each.event, AnswerGiven | EmailSent) for each in self.events)


# --- two of the same ---------------------------------------------------------------------------------------


def merged(one: Whole, other: Whole) -> tuple[Whole, Whole | None]:
    """One rehearsal as two journals know it, brought together. The longer one counts: more events, then more reports,
    then touched later. Where the shorter is no beginning of it, the candidate went on in two ways: it comes back too,
    as a rehearsal with an id of its own, always the same. Picks and emails of both are in the first."""
    shorter, longer = sorted((one, other), key=_length)
    begins = longer.events[: len(shorter.events)] == shorter.events and longer.source == shorter.source
    both = replace(
        longer,
        updated=max(one.updated, other.updated),
        picks=_picks((*one.picks, *other.picks)),
        notes=_notes(one, other),
    )
    return both, None if begins else _apart(shorter)


def _length(whole: Whole) -> tuple[int, int, datetime, str]:
    return len(whole.events), len(whole.reports), whole.updated, canonical(whole)


def _apart(whole: Whole) -> Whole:
    said = json.dumps([whole.id, whole.source, _events(whole)], ensure_ascii=True)
    return replace(whole, id=hashlib.sha256(said.encode()).hexdigest()[:32], picks=(), notes=())


def _picks(picks: Iterable[Picked]) -> tuple[Picked, ...]:
    """Each once, as it was first picked."""
    first: dict[tuple[Move, str], Picked] = {}
    for pick in sorted(picks, key=_pick_order):
        first.setdefault((pick.move, pick.text), pick)
    return tuple(first.values())


def _pick_order(pick: Picked) -> tuple[datetime, Move, str]:
    return pick.at, pick.move, pick.text


def _notes(one: Whole, other: Whole) -> tuple[Note, ...]:
    """The email to each interviewer as it stands where the rehearsal was touched last; what left the tool or was sent
    on either side, did."""
    earlier, later = sorted((one, other), key=lambda whole: (whole.updated, canonical(whole)))
    found = {note.interviewer: note for note in earlier.notes}
    for note in later.notes:
        before = found.get(note.interviewer, note)
        found[note.interviewer] = replace(
            note, kept=_first(before.kept, note.kept), sent=_first(before.sent, note.sent), session=one.id
        )
    return tuple(found[name] for name in sorted(found))


def _first(*moments: datetime | None) -> datetime | None:
    return min((moment for moment in moments if moment is not None), default=None)


# --- as plain data -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _StoredEvent:
    at: datetime
    kind: str
    body: dict[str, Any]


def to_record(whole: Whole) -> dict[str, Any]:
    """As plain data for JSON: the scenario by its digest, everything else in it."""
    record: dict[str, Any] = msgspec.to_builtins(replace(whole, events=(), source=""))
    del record["source"]
    return {**record, "scenario": whole.scenario, "events": _events(whole)}


def _events(whole: Whole) -> list[dict[str, Any]]:
    return [
        {"at": msgspec.to_builtins(each.at), "kind": type(each.event).__name__, "body": msgspec.to_builtins(each.event)}
        for each in whole.events
    ]


def canonical(whole: Whole) -> str:
    """The same text for the same rehearsal, whenever it was touched."""
    record = {**to_record(whole), "updated": ""}
    return json.dumps(record, ensure_ascii=True, separators=(",", ":"))


def from_record(record: dict[str, Any], source_of: Callable[[str], str]) -> Whole:
    """The rehearsal again. Raises ValueError where it is none, or its parts don't fit each other."""
    try:
        values = {name: msgspec.convert(record.get(name), type_) for name, type_ in _types().items()}
        values["source"] = source_of(values.pop("scenario"))
        values["events"] = tuple(
            Happened(each.at, msgspec.convert(each.body, event_class(each.kind))) for each in values["events"]
        )
    except msgspec.ValidationError as error:
        raise ValueError(_("it is no rehearsal: {reason}").format(reason=error)) from error
    whole = Whole(**values)
    whole = replace(
        whole,
        picks=_picks(whole.picks),
        notes=tuple(sorted((replace(note, session=whole.id) for note in whole.notes), key=lambda n: n.interviewer)),
    )
    check(whole)
    return whole


@cache
def _types() -> dict[str, Any]:
    """What each part of a record has to be."""
    own = {name: type_ for name, type_ in get_type_hints(Whole).items() if name != "source"}
    return {**own, "scenario": str, "events": tuple[_StoredEvent, ...]}


# --- what can be trusted -----------------------------------------------------------------------------------


def check(whole: Whole, scenario: Scenario | None = None) -> None:
    """Raises ValueError, saying why, where this can't have been a rehearsal: it would come up later, in the middle of
    a list or a report. `scenario`: its own, where this closer can use it."""
    if not _ID.fullmatch(whole.id):
        raise ValueError(_("its id is none of closer's"))
    for moment in _moments(whole):
        if moment.tzinfo is None or moment.year not in _YEARS:
            raise ValueError(_("a moment in it is none"))
    if (whole.finished is None) != (not whole.reports):
        raise ValueError(_("it is finished without a report, or has one without being finished"))
    if not (whole.open or whole.finished):
        raise ValueError(_("it is neither open nor finished"))
    if len({note.interviewer for note in whole.notes}) < len(whole.notes):
        raise ValueError(_("it has two emails to the same interviewer"))
    times = [getattr(each.event, "at", 0.0) for each in whole.events]
    times += [seconds for seconds in (whole.seconds, whole.draft and whole.draft.at) if seconds is not None]
    times += [move.seconds for move in whole.moves if move.seconds is not None]
    if not all(0 <= seconds < _MOST_SECONDS for seconds in times):
        raise ValueError(_("a time in it is none"))
    _check_names(whole)
    for given in whole.reports:
        _check_report(given.report, scenario)
    if scenario is not None:
        _check_events(whole, scenario)


def _moments(whole: Whole) -> list[datetime]:
    named = (whole.started, whole.updated, whole.finished, whole.discarded)
    written = [each.at for each in whole.events] + [each.at for each in whole.reports]
    written += [pick.at for pick in whole.picks]
    mailed = [moment for note in whole.notes for moment in (note.kept, note.sent)]
    return [moment for moment in (*named, *written, *mailed) if moment is not None]


def _check_names(whole: Whole) -> None:
    names = [name for move in whole.moves for name in (*move.met, *move.missed, *move.flags)]
    names += [name for line in whole.rated or () for name in line]
    names += [name for each in whole.events if isinstance(each.event, SelfRated) for name in each.event.criteria]
    if whole.rated is not None and len(whole.rated) not in (1, 3):
        raise ValueError(_("what was ticked in it is none"))
    if not all(_NAME.fullmatch(name) for name in names):
        raise ValueError(_("the name of a criterion in it is none"))
    if not all(0 <= (move.words or 0) < _MOST_SECONDS for move in whole.moves):
        raise ValueError(_("a number of words in it is none"))


def _check_report(report: Report, scenario: Scenario | None) -> None:
    steps = None if scenario is None else len(scenario.steps)
    if not 0 <= report.completeness <= report.at_most <= 100:
        raise ValueError(_("the completeness in a report is none"))
    if not any(move.findings for move in report.moves):
        raise ValueError(_("a report in it finds nothing"))
    used = [step for move in report.moves for step in move.steps]
    used += [heard.step for heard in report.heard if heard.step is not None]
    if any(step < 0 or (steps is not None and step >= steps) for step in used) or not all(
        m.steps for m in report.moves
    ):
        raise ValueError(_("a report in it names a step that is not there"))
    for quote in (quote for finding in report.findings() for quote in finding.quotes):
        if not 0 <= quote.answer < len(report.heard):
            raise ValueError(_("a report in it quotes an answer that is not there"))
        if not 0 <= quote.span.start <= quote.span.end <= len(report.heard[quote.answer].text):
            raise ValueError(_("a report in it quotes words that are not there"))


def _check_events(whole: Whole, scenario: Scenario) -> None:
    state = start(scenario, whole.level)
    try:
        for each in whole.events:
            state = advance(state, each.event)
    except NotNow:
        return  # played by another version of closer: the journal keeps such, and tells it when it is gone on with
    except (LookupError, ValueError, TypeError, AssertionError) as error:
        raise ValueError(_("what happened in it does not fit its scenario")) from error
