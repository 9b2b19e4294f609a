"""What the journal gives and takes, and how it says that it can't."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from closer_tui.events import Event
from closer_tui.paths import shown
from closer_tui.rehearsal import Level
from closer_tui.scenario.model import Scenario
from closer_tui.scoring.report import Outcome3
from closer_tui.scoring.rubric import Move


@dataclass(frozen=True, slots=True)
class Score:
    """What a report says in short. `completeness` is 0 to 100; `scorer` names what judged, with its version."""

    completeness: int
    complete: bool
    scorer: str


@dataclass(frozen=True, slots=True)
class SessionInfo:
    """One rehearsal at a glance.

    `name`, `scenario_id` and `title` are those of its scenario. Times are aware, in UTC. `finished` is when it
    was; `completeness` (0 to 100), `complete` and `scorer` are those of its newest report, None (empty) before
    the first. `answers` counts what was said and sent, retries included. `then` is the score that it had when it
    was finished, where another scorer has judged it since, else None. `seconds` of practice and how its `moves`
    went, in the order of the report, are known of a finished one (a closer of before 0.2 kept no seconds).
    """

    id: str
    name: str
    scenario_id: str
    title: str
    level: Level
    started: datetime
    updated: datetime
    finished: datetime | None
    completeness: int | None
    complete: bool | None
    scorer: str
    answers: int
    then: Score | None = None
    seconds: float | None = None
    moves: tuple[tuple[Move, Outcome3], ...] = ()


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A rehearsal whose entry in the list of all is damaged; its `id` where that can be read."""

    id: str


@dataclass(frozen=True, slots=True)
class MovePractice:
    """How one move went (or one step of a scenario's own, whose `title` tells it apart). The names of the criteria
    that were `met`, and of those that surely were not (`missed`: one of which the scorer is not sure is in neither);
    of the `flags` raised. `words` and `seconds` are those of the answers that count, None where no answer was to
    this move alone (on the silent level) or the time was not kept."""

    move: Move
    title: str
    result: Outcome3
    met: tuple[str, ...] = ()
    missed: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    words: int | None = None
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Practice:
    """A finished rehearsal in short. `rated`: the criteria that the candidate ticked before the report, None when
    they were not asked. `rated_so` and `rated_not_so`: the criteria met and flags raised, and the criteria that surely
    were not met, by the report that they saw then; None and () where it was not kept."""

    session: str
    name: str
    scenario_id: str
    title: str
    level: Level
    finished: datetime
    completeness: int
    complete: bool
    scorer: str
    seconds: float | None
    moves: tuple[MovePractice, ...]
    rated: tuple[str, ...] | None = None
    rated_so: tuple[str, ...] | None = None
    rated_not_so: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Search:
    """Which finished rehearsals: all words of `text` in what was said, or in the title (any case); of the scenario
    with this name; on this level; with this move `made`; with this one not made (`missed`). Empty: any."""

    text: str = ""
    scenario: str = ""
    level: Level | None = None
    made: Move | None = None
    missed: Move | None = None


@dataclass(frozen=True, slots=True)
class Pick:
    """An answer that the candidate picked as one of their best: its text as it was said, for a move. `finished` is
    when the rehearsal was, `title` its scenario's."""

    session: str
    move: Move
    text: str
    title: str
    finished: datetime | None


@dataclass(frozen=True, slots=True)
class Note:
    """A follow-up email of a rehearsal, one for each interviewer. `kept` is when it was first taken out of the tool
    (saved, copied or opened in a mail program), `sent` when the candidate said that they have sent it."""

    session: str
    interviewer: str
    to: str = ""
    subject: str = ""
    body: str = ""
    kept: datetime | None = None
    sent: datetime | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """What is being typed. `to` and `subject` are an email's; `at` is the second of practice, so that the
    clock goes on from there."""

    text: str = ""
    to: str = ""
    subject: str = ""
    at: float = 0.0


@dataclass(frozen=True, slots=True)
class Stored:
    """A rehearsal as it was left: fold `events` over `scenario` and go on from second `seconds`."""

    info: SessionInfo
    scenario: Scenario
    events: tuple[Event, ...]
    draft: Draft | None
    seconds: float


class JournalError(Exception):
    """The journal can't do what was asked; nothing of it was written. `what` happened and `help`, what the
    user can do, are full sentences. Asking again later, with the same event, is safe."""

    def __init__(self, what: str, help: str) -> None:
        self.what = shown(what)
        self.help = shown(help)
        super().__init__(f"{self.what} {self.help}")


class RecordError(JournalError):
    """One record can't be read, now or later; the others can."""
