"""When what was learned is due again: one card for each move, kind of scenario and level, spaced by FSRS.

Nothing of this is stored. A card is a fold over the rehearsals that touched it, so a rehearsal that is deleted,
imported or judged again is at once what counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from fsrs import Card, Rating, Scheduler

from closer_tui.journal.records import Practice
from closer_tui.scoring.report import Outcome3

Deck = Literal["move", "kind", "level"]

LONGEST = 30
"""Days between two rehearsals of the same thing, at most: who practises has an interview before long."""

_RATINGS: Mapping[Outcome3, Rating] = {"made": Rating.Good, "half": Rating.Hard, "missed": Rating.Again}


@dataclass(frozen=True, slots=True)
class Due:
    """A thing to practise: a move, a kind of scenario (its group) or a level, when it is due, when it was last
    practised, and how that went."""

    deck: Deck
    name: str
    due: datetime
    last: datetime
    result: Outcome3


def cards(practices: Iterable[Practice], kind_of: Callable[[Practice], str]) -> tuple[Due, ...]:
    """All cards of these rehearsals (the oldest first), what is due first in front. `kind_of` names the kind of
    scenario, "" for none. What was missed is due the next day; what was made, days and then weeks later."""
    # Fuzzing would make the same history say different things; steps of minutes are for flash cards.
    scheduler = Scheduler(
        learning_steps=(), relearning_steps=(timedelta(days=1),), maximum_interval=LONGEST, enable_fuzzing=False
    )
    held: dict[tuple[Deck, str], tuple[Card, Due]] = {}
    for practice in practices:
        for deck, name, result in _touched(practice, kind_of(practice)):
            card = held[deck, name][0] if (deck, name) in held else Card(card_id=len(held), due=practice.finished)
            # A clock that was set back must not make a review lie before the one that it follows.
            when = max(practice.finished, card.last_review) if card.last_review else practice.finished
            card, _ = scheduler.review_card(card, _RATINGS[result], when)
            held[deck, name] = card, Due(deck, name, card.due, when, result)
    return tuple(sorted((due for _, due in held.values()), key=lambda due: (due.due, due.deck, due.name)))


def _touched(practice: Practice, kind: str) -> Iterable[tuple[Deck, str, Outcome3]]:
    for move in practice.moves:
        if move.move != "custom":
            yield "move", move.move, move.result
    whole: Outcome3 = "made" if practice.complete else "missed" if practice.completeness < 50 else "half"
    if kind:
        yield "kind", kind, whole
    yield "level", practice.level, whole
