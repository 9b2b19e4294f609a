"""What is said in a rehearsal, and what the interviewer says to an answer. Pure, as the engine is, and a part of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import takewhile
from typing import TYPE_CHECKING, Literal

from closer_tui.scoring.report import Outcome3
from closer_tui.scoring.text import speaking_seconds
from closer_tui.scoring.verdict import Judgement

if TYPE_CHECKING:
    from closer_tui.rehearsal import State

MOST_REPLIES = 3
"""Questions answered in one breath; more would be a lecture."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One thing said or told. `role`: a line of the script, a reply to a question, a reaction to a step,
    the candidate's answer, or (speaker "scene") what is told rather than said."""

    speaker: Literal["interviewer", "candidate", "scene"]
    role: Literal["line", "reply", "reaction", "answer", "note"]
    text: str
    step: int | None = None


def say(
    state: State,
    speaker: Literal["interviewer", "candidate", "scene"],
    role: Literal["line", "reply", "reaction", "answer", "note"],
    lines: tuple[str, ...],
) -> State:
    """The state in which these lines were said, one after the other, in the step in hand."""
    said = tuple(Turn(speaker, role, line, state.step) for line in lines)
    return replace(state, turns=state.turns + said)


def listening(state: State, since_turn: int = 0) -> float:
    """Seconds in which the candidate hears, or reads, what was said since they last spoke, from turn `since_turn` on:
    nobody's time to answer runs while the interviewer is still talking."""
    since = takewhile(lambda turn: turn.speaker != "candidate", reversed(state.turns[since_turn:]))
    return sum(speaking_seconds(turn.text) for turn in since)


def reply(state: State, judgement: Judgement) -> State:
    """Answer the questions asked: by the replies whose cues they hold, and the rest by their topics. A question
    asked before, or unforeseen, gets the fallback."""
    asks = judgement.by_name().get("asks")
    asked = asks is not None and asks.met
    if not (asked or judgement.replies or judgement.unanswered):
        return state
    said = 0
    for step, number in judgement.replies:
        by_its_cues = state.scenario.steps[step].answers[number]
        keys = {f"{step}/{number}", *([by_its_cues.topic] if by_its_cues.topic else ())}
        if not keys & state.replied and said < MOST_REPLIES:
            said += 1
            state = say(replace(state, replied=state.replied | keys), "interviewer", "reply", by_its_cues.says)
    by_topic = said + judgement.unanswered if judgement.replies else MOST_REPLIES
    for topic in judgement.topics if asked else ():
        by_its_topic = state.scenario.reply_to(topic, state.step)
        if by_its_topic is not None and topic not in state.replied and said < min(by_topic, MOST_REPLIES):
            said += 1
            state = say(replace(state, replied=state.replied | {topic}), "interviewer", "reply", by_its_topic.says)
    return state if said else say(state, "interviewer", "reply", state.scenario.fallback)


def react(state: State, result: Outcome3) -> State:
    """The interviewer's reaction to how the step in hand went; attempts go through the lines in turn."""
    assert state.step is not None
    lines: tuple[str, ...] = getattr(state.scenario.steps[state.step].reaction, result)
    if not lines:
        return state
    attempt = sum(1 for answer in state.answers if answer.step == state.step)
    return say(state, "interviewer", "reaction", (lines[max(attempt - 1, 0) % len(lines)],))


def wind_down(state: State) -> State:
    """In the silent room: one line further towards the end, and then only nods."""
    silent = state.scenario.silent
    lines = silent.winds_down[state.wound_down : state.wound_down + 1]
    if not lines and silent.nods:
        lines = (silent.nods[(len(state.answers) - 1) % len(silent.nods)],)
    return say(replace(state, wound_down=state.wound_down + 1), "interviewer", "line", lines)
