"""What the journal gives and takes, and how it says that it can't."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from closer_tui.events import Event
from closer_tui.rehearsal import Level
from closer_tui.scenario.model import Scenario


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
    was finished, where another scorer has judged it since, else None.
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
        self.what = what
        self.help = help
        super().__init__(f"{what} {help}")


class RecordError(JournalError):
    """One record can't be read, now or later; the others can."""
