"""How a report is put into words: the same ones on the screen, in the linear front end and in a saved file."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from closer_tui.scenario.model import Sample, Scenario
from closer_tui.scoring.report import Finding, Heard, MoveReport, Outcome3, Quote, Report, missing
from closer_tui.scoring.rubric import Criterion
from closer_tui.scoring.text import printable
from closer_tui.scoring.verdict import Outcome

if TYPE_CHECKING:
    from closer_tui.journal import SessionInfo

RESULT_WORDS: Mapping[Outcome3, str] = MappingProxyType({"made": "made", "half": "half made", "missed": "missed"})

# What to do (or, for a flag, what not to do), as it follows "Did you" or "Still to do:".
_DOING: Mapping[str, str] = MappingProxyType(
    {
        "asks": "ask a genuine question",
        "insightful": "ask what only an insider can answer",
        "several": "ask at least two different questions",
        "turn_off": "ask about pay, perks, hours or public facts",
        "strength": "name something specific you bring",
        "relevance": "tie what you bring to what they need",
        "evidence": "give concrete proof",
        "hedged": "undermine your own claim",
        "interested": "say that you want the job",
        "reason": "give a reason particular to them",
        "wavering": "take the interest back or make it conditional",
        "thanks_time": "thank them for their time",
        "thanks_consideration": "thank them for considering you",
        "specific": "mention something from this conversation",
        "email_interest": "say in the email that you are still interested",
        "greeting": "open the email with a greeting",
        "sign_off": "close the email with a sign-off",
        "pushy": "press, bargain or complain in the email",
    }
)


def one_line(text: str) -> str:
    """Strangers' text fit to stand in one line."""
    return " ".join(printable(text).split())


def when(info: SessionInfo) -> str:
    """When a rehearsal was finished, by the clock on this wall."""
    return f"{(info.finished or info.updated).astimezone():%Y-%m-%d %H:%M}"


def named(info: SessionInfo) -> str:
    """A rehearsal as it is called in a sentence."""
    return one_line(f"{info.name}, {when(info)}, {info.level}")


def doing(criterion: Criterion) -> str:
    """The criterion as something one does: "ask a genuine question"; one of the scenario's own by its title."""
    return _DOING.get(criterion.name) or f"“{one_line(criterion.title)}”"


def question(criterion: Criterion) -> str:
    """What the candidate is asked where the scorer is not sure."""
    todo = _DOING.get(criterion.name)
    return f"Did you {todo}?" if todo else f"Is this so: “{one_line(criterion.title)}”?"


def outcome_word(finding: Finding) -> str:
    """The outcome as a word that needs no colour and no sign."""
    return outcome_name(finding.outcome, finding.criterion.flag)


def outcome_name(outcome: Outcome, flag: bool) -> str:
    """The same of an outcome by itself: that of a flag, or of something to do."""
    if outcome == "not_sure":
        return "Not sure"
    if flag:
        return "Raised" if outcome == "met" else "Not raised"
    return "Met" if outcome == "met" else "Not met"


def points(finding: Finding) -> str:
    """What the finding is worth: "8 of 8", "0 of 5", "−6"; a flag that was not raised costs nothing."""
    if finding.criterion.flag:
        return f"−{finding.criterion.points}" if finding.outcome == "met" else ""
    return f"{finding.earned} of {finding.criterion.points}"


def move_line(move: MoveReport) -> str:
    """How a move went: "half made, 8 of 25 points, 1 not sure"."""
    unsure = sum(finding.outcome == "not_sure" for finding in move.findings)
    tail = f", {unsure} not sure" if unsure else ""
    return f"{RESULT_WORDS[move.result]}, {move.earned} of {move.possible} points{tail}"


def wanting(finding: Finding) -> bool:
    """Whether advice is due: a criterion not surely met, a flag raised or perhaps raised."""
    return not finding.good


def explained(finding: Finding) -> bool:
    """Whether the reason is worth a line: where something is wanting, or it is the candidate's own word."""
    return finding.overruled or wanting(finding)


def duration(seconds: float) -> str:
    """Seconds of practice, for people: "3 min 12 s"."""
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"


def verdict_sentence(report: Report, most: int = 2) -> str:
    """Whether the close is complete and, if not, what is missing for it, in one sentence."""
    lacking = missing(report.findings())
    if report.complete:
        return "Complete: every essential part was there, and nothing that harms it."
    todo = [doing(finding.criterion) for finding in lacking if not finding.criterion.flag]
    shown = "; ".join(todo[:most]) + (f"; and {len(todo) - most} more" if len(todo) > most else "")
    drop = "; ".join(doing(finding.criterion) for finding in lacking if finding.criterion.flag)
    sentence = "Not complete."
    if shown:
        sentence += f" Still missing: {shown}."
    return f"{sentence} To leave out: {drop}." if drop else sentence


def at_most_sentence(report: Report) -> str:
    """What the completeness could be, or nothing where the verdicts are sure."""
    return f"Up to {report.at_most} if the unsure ones count." if report.at_most > report.completeness else ""


def heard_title(heard: Heard, scenario: Scenario) -> str:
    """Where an answer was given."""
    if heard.step is None:
        return "What you said in the room"
    step = scenario.steps[heard.step]
    if step.move == "email":
        return "Your email"
    return f"Your answer to “{one_line(step.name)}”"


def place(report: Report, scenario: Scenario, move: MoveReport, quote: Quote) -> str:
    """Where the quoted words were said, if it was not in a step of the move itself."""
    step = report.heard[quote.answer].step
    if step is None:
        return "in the room"
    return "" if step in move.steps else f"in “{one_line(scenario.steps[step].name)}”"


def step_to_retry(report: Report, move: MoveReport) -> int:
    """Of the steps of a move, the one to play again: the first that has no answer, else the first."""
    answered = {heard.step for heard in report.heard}
    return next((step for step in move.steps if step not in answered), move.steps[0])


def strong_samples(report: Report, scenario: Scenario) -> tuple[tuple[int, Sample], ...]:
    """The strong answer of each step that has one, with the step's index; steps not fully made come first."""
    result = {step: move.result for move in report.moves for step in move.steps}
    found = [(i, sample) for i, step in enumerate(scenario.steps) if (sample := step.sample("strong")) is not None]
    return tuple(sorted(found, key=lambda pair: (result.get(pair[0]) == "made", pair[0])))
