"""What a judge of an answer returns: verdicts with evidence, and the topics asked about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, Protocol

Kind = Literal["spoken", "email"]
Outcome = Literal["met", "not_met", "not_sure"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters `start` up to, not including, `end` of the text that was judged."""

    start: int
    end: int

    def of(self, text: str) -> str:
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the words of one answer meet one criterion (or raise one flag).

    `outcome` is what people are told; `met` is the best guess even where the outcome is not_sure.
    `confidence` is the calibrated probability, 0.5 to 1, that `met` is right.
    `evidence` quotes the words that decided: never empty where `met`; it may be empty otherwise.
    `reason` is one sentence for the candidate.
    """

    criterion: str
    outcome: Outcome
    met: bool
    confidence: float
    evidence: tuple[Span, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Judgement:
    """All verdicts on one answer. `topics` are those of the questions asked (rubric.TOPICS), the surest
    first. `scorer` names what judged, with its version, so that a stored score can be understood later.

    `replies` are the scenario's replies whose own cues were found in what was asked, in the order asked: each by
    the indices of its step and of itself there. `unanswered` is how many of the questions none of them is for.
    """

    verdicts: tuple[Verdict, ...]
    topics: tuple[str, ...] = ()
    scorer: str = ""
    replies: tuple[tuple[int, int], ...] = ()
    unanswered: int = 0

    def by_name(self) -> Mapping[str, Verdict]:
        return {verdict.criterion: verdict for verdict in self.verdicts}


class Scorer(Protocol):
    """Judges one answer by the standard rubric: the eleven spoken criteria and flags, or email's seven."""

    @property
    def version(self) -> str: ...

    def judge(self, text: str, kind: Kind) -> Judgement: ...
