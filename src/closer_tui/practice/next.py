"""One thing to do now, and why: what home suggests.

The order of reasons is ours; that runs are spread, and how far, is the scheduler's (cards.py). About nine runs as a
first target is from trials with scripted interviewers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from closer_tui.journal.records import Practice
from closer_tui.rehearsal import LEVELS, Level
from closer_tui.scenario.library import Entry
from closer_tui.scenario.model import Scenario
from closer_tui.scoring.rubric import BY_NAME, Move

if TYPE_CHECKING:
    from closer_tui.practice.cards import Due

LOOKED_AT = 60
"""Rehearsals that a suggestion looks back on; older ones say little of today."""
TARGET = 9
"""Runs after which most of the gain is made."""
RECENT = 4
ENOUGH = 4
"""Runs in one day, from which on more of them add little."""
DAY = timedelta(hours=16)

_FORGOTTEN: Mapping[str, str] = {
    "asks": "ask a question",
    "insightful": "ask what only an insider can answer",
    "several": "ask a second question",
    "strength": "name something specific that you bring",
    "relevance": "tie what you bring to what they need",
    "evidence": "give proof of what you bring",
    "interested": "say that you want the job",
    "reason": "say why it is this job",
    "thanks_time": "thank them for their time",
    "thanks_consideration": "thank them for considering you",
    "specific": "mention something from the conversation in the email",
    "email_interest": "say in the email that you are still interested",
    "greeting": "open the email with a greeting",
    "sign_off": "sign the email",
}
_RAISED: Mapping[str, str] = {
    "turn_off": "asked about pay, perks or public facts",
    "hedged": "talked your own claim down",
    "wavering": "took your interest back",
    "pushy": "pressed or bargained in the email",
}
_MOVES: Mapping[str, str] = {
    "questions": "asking questions",
    "value": "saying what you bring",
    "interest": "saying that you want the job",
    "email": "the follow-up email",
}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What to rehearse and why, in full sentences. `entry` is None where there is nothing to do now."""

    why: str
    entry: Entry | None = None
    level: Level = "coached"

    @property
    def what(self) -> str:
        """Which scenario, on which level; empty where there is nothing to do."""
        return f"{self.entry.title}, {self.level}" if self.entry is not None else ""


def suggest(practices: Sequence[Practice], entries: Sequence[Entry], now: datetime) -> Suggestion | None:
    """From the last LOOKED_AT finished rehearsals (the oldest first) and the scenarios at hand. None where there is
    no scenario to play."""
    playable = {entry.scenario.id: entry for entry in entries if entry.scenario is not None}
    if not playable:
        return None
    if not practices:
        return Suggestion("The first run takes about five minutes.", _choose(playable, practices, "coached", "", None))
    level, climb = _level(practices)

    def go(why: str, move: Move | None = None, kind: str = "", at: Level = level) -> Suggestion:
        return Suggestion(why, _choose(playable, practices, at, kind, move), at)

    if found := _forgotten(practices):
        move, why = found
        return go(why, move)
    today = sum(now - practice.finished < DAY for practice in practices)
    if today >= ENOUGH:
        return Suggestion(f"You have rehearsed {today} times today. Another day does more than another run.")
    if climb:
        return go(climb)
    from closer_tui.practice.cards import cards  # brings the scheduler, which most starts don't get to

    known = cards(practices, _kinds(playable))
    # A level below the one that is practised now has been left behind.
    behind = LEVELS[: LEVELS.index(level)]
    due = [card for card in known if card.due <= now and card.name not in behind and _can_be_played(card, playable)]
    if due:
        # A move says most about what to do, a kind of scenario least.
        return _of_card(min(due, key=lambda card: ("move", "level", "kind").index(card.deck)), now, go)
    if len(practices) < TARGET:
        return go(f"This is run {len(practices) + 1}: most of the gain comes in the first {TARGET}, on several days.")
    following = next((card for card in known if card.due > now), None)
    until = f" before {following.due.astimezone():%A %d %B}" if following else ""
    return Suggestion(f"Nothing is due{until}. What you practised will hold until then.")


def _of_card(due: Due, now: datetime, go: Callable[..., Suggestion]) -> Suggestion:
    days = (now - due.last).days
    ago = "today" if days < 1 else "yesterday" if days == 1 else f"{days} days ago"
    made = {"made": "It went well", "half": "It was half made", "missed": "It was missed"}[due.result]
    match due.deck:
        case "move":
            return go(f"{made} {ago}, and it is time again: {_MOVES[due.name]}.", due.name)
        case "kind":
            return go(f"It is time for another one of the kind “{due.name}”: the last was {ago}.", None, due.name)
        case "level":
            return go(f"You last played the {due.name} level {ago}, and it is time again.", at=due.name)


def _can_be_played(card: Due, playable: Mapping[str, Entry]) -> bool:
    if card.deck == "move":
        return any(card.name in _moves(entry.scenario) for entry in playable.values() if entry.scenario)
    return card.deck == "level" or any(e.scenario.group == card.name for e in playable.values() if e.scenario)


def _kinds(playable: Mapping[str, Entry]) -> Callable[[Practice], str]:
    def kind_of(practice: Practice) -> str:
        entry = playable.get(practice.scenario_id)
        return entry.scenario.group if entry is not None and entry.scenario is not None else ""

    return kind_of


def _forgotten(practices: Sequence[Practice]) -> tuple[Move, str] | None:
    """The move to work on, and what is missing in it: what went wrong in two or more of the last four rehearsals that
    asked for it and not right in the last two; the oftenest first, what is essential before the rest."""
    history: dict[str, list[bool]] = {}
    for practice in practices:
        for move in practice.moves:
            for name in (*move.met, *move.missed):
                history.setdefault(name, []).append(name in move.met)
            for flag in _RAISED:
                if move.move == BY_NAME[flag].move:
                    history.setdefault(flag, []).append(flag not in move.flags)
    worst: tuple[tuple[bool, int, int], str] | None = None
    for name, went_well in history.items():
        criterion, last = BY_NAME.get(name), went_well[-RECENT:]
        wrong = last.count(False)
        weighty = criterion is not None and (criterion.essential or criterion.flag)
        if criterion is None or wrong < (2 if weighty else 3) or all(last[-2:]):
            continue
        rank = (weighty, wrong, criterion.points)
        if worst is None or rank > worst[0]:
            worst = rank, name
    if worst is None:
        return None
    (_, wrong, _), name = worst
    did = f"You did not {_FORGOTTEN[name]}" if name in _FORGOTTEN else f"You {_RAISED[name]}"
    of = len(history[name][-RECENT:])
    often = (
        f"{wrong} of your last {of}" if wrong < of else f"{'any' if name in _FORGOTTEN else 'all'} of your last {of}"
    )
    return BY_NAME[name].move, f"{did} in {often}."


def _level(practices: Sequence[Practice]) -> tuple[Level, str]:
    """The level to play now, and what to say when it is a new one. One climbs after two complete runs in a row on a
    level, and goes back after two in a row below half."""
    level = practices[-1].level
    last = [practice for practice in practices if practice.level == level][-2:]
    place = LEVELS.index(level)
    if len(last) == 2 and all(practice.complete for practice in last) and place + 1 < len(LEVELS):
        higher = LEVELS[place + 1]
        told = {"realistic": "now without hints", "silent": "now the interviewer never asks"}[higher]
        return higher, f"Your last two on the {level} level were complete: {told}."
    if len(last) == 2 and all(practice.completeness < 50 for practice in last) and place:
        return LEVELS[place - 1], ""
    return level, ""


def _choose(
    playable: Mapping[str, Entry], practices: Sequence[Practice], level: Level, kind: str, move: Move | None
) -> Entry:
    """The scenario for it: of the kind and with the move that is wanted, in the language practised last, one's own
    before the bundled ones, what was played least (and least on this level) first, then the easiest."""
    runs = [practice.scenario_id for practice in practices]
    on_level = [practice.scenario_id for practice in practices if practice.level == level]
    last = playable.get(runs[-1]) if runs else None
    language = last.scenario.language if last is not None and last.scenario is not None else "en"

    def rank(place: int, entry: Entry) -> tuple[object, ...]:
        scenario = entry.scenario
        assert scenario is not None
        return (
            move is not None and move not in _moves(scenario),
            kind not in ("", scenario.group),
            scenario.language.split("-")[0] != language.split("-")[0],
            on_level.count(scenario.id),
            entry.bundled,
            runs.count(scenario.id),
            place,
        )

    return min(enumerate(playable.values()), key=lambda each: rank(*each))[1]


def _moves(scenario: Scenario) -> frozenset[str]:
    return frozenset(step.move for step in scenario.steps)
