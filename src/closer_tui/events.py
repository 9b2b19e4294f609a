"""What happens in a rehearsal: past-tense facts, which are also what the journal stores.

`at` is seconds of practice since the start, pauses left out; the front end's clock, never this module's.
"""

from __future__ import annotations

from dataclasses import dataclass

from closer_tui.scoring.verdict import Judgement


@dataclass(frozen=True, slots=True)
class AnswerGiven:
    text: str
    at: float = 0.0


@dataclass(frozen=True, slots=True)
class EmailSent:
    to: str
    subject: str
    body: str
    at: float = 0.0


@dataclass(frozen=True, slots=True)
class AnswerJudged:
    """The judgement of the answer last given."""

    judgement: Judgement


@dataclass(frozen=True, slots=True)
class StepSkipped:
    at: float = 0.0


@dataclass(frozen=True, slots=True)
class RoomLeft:
    """On the silent level: the candidate has said what they wanted to and goes."""

    at: float = 0.0


@dataclass(frozen=True, slots=True)
class HintTaken:
    at: float = 0.0


@dataclass(frozen=True, slots=True)
class TimeUp:
    at: float = 0.0


@dataclass(frozen=True, slots=True)
class Paused:
    at: float = 0.0


@dataclass(frozen=True, slots=True)
class Resumed:
    at: float = 0.0


@dataclass(frozen=True, slots=True)
class StepRetried:
    """After the report: one step is played again; its new answer takes the old one's place."""

    step: int
    at: float = 0.0


@dataclass(frozen=True, slots=True)
class AnswerKept:
    """After the report: of all attempts at a step, counted from 0, this is the one that counts, until the step is
    answered once more."""

    step: int
    attempt: int


@dataclass(frozen=True, slots=True)
class VerdictOverruled:
    """The candidate says that a criterion was met, or was not (None: the scorer's verdict stands again)."""

    criterion: str
    met: bool | None


@dataclass(frozen=True, slots=True)
class SelfRated:
    """Before the report is seen: the criteria that the candidate thinks they met, and the flags they think they
    raised."""

    criteria: tuple[str, ...]


Event = (
    AnswerGiven
    | EmailSent
    | AnswerJudged
    | StepSkipped
    | RoomLeft
    | HintTaken
    | TimeUp
    | Paused
    | Resumed
    | StepRetried
    | AnswerKept
    | VerdictOverruled
    | SelfRated
)
EVENTS: tuple[type[Event], ...] = Event.__args__


class NotNow(ValueError):
    """The event does not fit the state: a front end let something through that it should not have."""
