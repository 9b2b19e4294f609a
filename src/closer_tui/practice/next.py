"""One thing to do now, and why: what home suggests.

The order of reasons is ours; that runs are spread, and how far, is the scheduler's (cards.py). About nine runs as a
first target is from trials with scripted interviewers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, cast

from closer_tui.i18n import _, day_of_week, english, figure, translated
from closer_tui.journal.records import Practice
from closer_tui.levels import level_name
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
    "asks": english("You did not ask a question in {often}."),
    "insightful": english("You did not ask what only an insider can answer in {often}."),
    "several": english("You did not ask a second question in {often}."),
    "strength": english("You did not name something specific that you bring in {often}."),
    "relevance": english("You did not tie what you bring to what they need in {often}."),
    "evidence": english("You did not give proof of what you bring in {often}."),
    "interested": english("You did not say that you want the job in {often}."),
    "reason": english("You did not say why it is this job in {often}."),
    "thanks_time": english("You did not thank them for their time in {often}."),
    "thanks_consideration": english("You did not thank them for considering you in {often}."),
    "specific": english("You did not mention something from the conversation in the email in {often}."),
    "email_interest": english("You did not say in the email that you are still interested in {often}."),
    "greeting": english("You did not open the email with a greeting in {often}."),
    "sign_off": english("You did not sign the email in {often}."),
}
_RAISED: Mapping[str, str] = {
    "turn_off": english("You asked about pay, perks or public facts in {often}."),
    "hedged": english("You talked your own claim down in {often}."),
    "wavering": english("You took your interest back in {often}."),
    "pushy": english("You pressed or bargained in the email in {often}."),
}
_MOVES: Mapping[str, str] = {
    "questions": english("asking questions"),
    "value": english("saying what you bring"),
    "interest": english("saying that you want the job"),
    "email": english("the follow-up email"),
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
        return f"{self.entry.title}, {level_name(self.level)}" if self.entry is not None else ""


def suggest(practices: Sequence[Practice], entries: Sequence[Entry], now: datetime) -> Suggestion | None:
    """From the last LOOKED_AT finished rehearsals (the oldest first) and the scenarios at hand. None where there is
    no scenario to play."""
    playable = {entry.scenario.id: entry for entry in entries if entry.scenario is not None}
    if not playable:
        return None
    if not practices:
        first = _("The first run takes about five minutes.")
        return Suggestion(first, _choose(playable, practices, "coached", "", None))
    level, climb = _level(practices)

    def go(why: str, move: Move | None = None, kind: str = "", at: Level = level) -> Suggestion:
        return Suggestion(why, _choose(playable, practices, at, kind, move), at)

    if found := _forgotten(practices):
        move, why = found
        return go(why, move)
    today = sum(now - practice.finished < DAY for practice in practices)
    if today >= ENOUGH:
        enough = _("You have rehearsed {n} times today. Another day does more than another run.")
        return Suggestion(enough.format(n=today))
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
        early = _("This is run {n}: most of the gain comes in the first {target}, on several days.")
        return go(early.format(n=len(practices) + 1, target=TARGET))
    following = next((card for card in known if card.due > now), None)
    if following is None:
        return Suggestion(_("Nothing is due. What you practised will hold until then."))
    nothing = _("Nothing is due before {day}. What you practised will hold until then.")
    return Suggestion(nothing.format(day=day_of_week(following.due.astimezone())))


def _of_card(due: Due, now: datetime, go: Callable[..., Suggestion]) -> Suggestion:
    days = (now - due.last).days
    ago = _("today") if days < 1 else _("yesterday") if days == 1 else _("{n} days ago").format(n=figure(days))
    match due.deck:
        case "move":
            made = {
                "made": _("It went well {ago}, and it is time again: {what}."),
                "half": _("It was half made {ago}, and it is time again: {what}."),
                "missed": _("It was missed {ago}, and it is time again: {what}."),
            }[due.result]
            return go(made.format(ago=ago, what=translated(_MOVES[due.name])), due.name)
        case "kind":
            another = _("It is time for another one of the kind “{kind}”: the last was {ago}.")
            return go(another.format(kind=due.name, ago=ago), None, due.name)
        case "level":
            again = _("You last played the {level} level {ago}, and it is time again.")
            return go(again.format(level=level_name(cast(Level, due.name)), ago=ago), at=due.name)


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
    (_weighty, wrong, _points), name = worst
    of = len(history[name][-RECENT:])
    if wrong < of:
        often = _("{n} of your last {of}")
    else:
        often = _("any of your last {of}") if name in _FORGOTTEN else _("all of your last {of}")
    said = translated(_FORGOTTEN.get(name) or _RAISED[name])
    return BY_NAME[name].move, said.format(often=often.format(n=wrong, of=of))


def _level(practices: Sequence[Practice]) -> tuple[Level, str]:
    """The level to play now, and what to say when it is a new one. One climbs after two complete runs in a row on a
    level, and goes back after two in a row below half."""
    level = practices[-1].level
    last = [practice for practice in practices if practice.level == level][-2:]
    place = LEVELS.index(level)
    if len(last) == 2 and all(practice.complete for practice in last) and place + 1 < len(LEVELS):
        higher = LEVELS[place + 1]
        told = {
            "realistic": _("Your last two on the {level} level were complete: now without hints."),
            "silent": _("Your last two on the {level} level were complete: now the interviewer never asks."),
        }[higher]
        return higher, told.format(level=level_name(level))
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
