"""Where a compiled cue stands in the words of an answer, and what stands beside it, in time linear in both."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from closer_tui.scoring.classes import places_of
from closer_tui.scoring.lookup import NOTHING, CueWord, Match, Words

NEAR = 6
"""Words that may lie between a cue and a blocker that takes it back."""


@dataclass(frozen=True, slots=True)
class CueClass:
    """A class in a cue, such as `<number>`, by its name (classes.CLASSES)."""

    name: str


Part = CueWord | CueClass


@dataclass(frozen=True, slots=True)
class Item:
    """One place of a cue: any of these phrases (mostly of one word), after at most `gap` other words. `written` is
    how the author wrote it; an optional one may be missing."""

    gap: int
    phrases: tuple[tuple[Part, ...], ...]
    written: str
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue, compiled. `tail` is how many words may follow the last item; `own` holds the cue's words, none
    of which can be a typo of another one."""

    source: str
    items: tuple[Item, ...]
    tail: int
    own: frozenset[str]


def matches(cue: Cue, words: Words) -> list[Match]:
    """Where the cue is found: for each possible last word the nearest first one, by last word.

    Each item's places are joined to the ends of what was matched before it. For a place the nearest end
    before it decides: if that is too far or in another sentence, so is every other one. So this is one
    walk over two sorted lists for each item, whatever the text; and one more for each optional item just before,
    which may have been left out (there are MOST_OPTIONAL at most).
    """
    ends = item_places(cue.items[0], cue.own, words)
    # What comes before the first item is anybody's: of "two hundred weeks" the whole number is quoted.
    routes = {
        0: [(-first, last) for first, last in _nearest((-first, last) for first, last in ends)]
    }  # what was matched, by the words that may be left out after it
    for item in cue.items[1:]:
        places = item_places(item, cue.own, words)
        reached: list[Match] = []
        for slack, before in routes.items():
            reached += _join(before, places, slack + item.gap, words.sentence)
        skipped = {slack + item.gap: before for slack, before in routes.items()} if item.optional else {}
        routes = {slack: before for slack, before in skipped.items() if before}
        routes[0] = _nearest([*routes.get(0, []), *reached])
        if not any(routes.values()):
            return []
    found = _longest(routes[0]) if _ends_in_class(cue) else routes[0]
    return [(first, _tail(last, cue.tail, words)) for first, last in found] if cue.tail else found


def _ends_in_class(cue: Cue) -> bool:
    return any(isinstance(phrase[-1], CueClass) for phrase in cue.items[-1].phrases)


def _longest(found: Iterable[Match]) -> list[Match]:
    """For each first word the furthest last one: of "start on Monday the third" the whole date is quoted."""
    return sorted(dict(sorted(found)).items(), key=_last_first)


def item_places(item: Item, own: frozenset[str], words: Words) -> list[Match]:
    """Where one item stands, by last word."""
    found: set[Match] = set()
    for phrase in item.phrases:
        places = _part_places(phrase[0], own, words)
        for part in phrase[1:]:
            places = list(_join(_nearest(places), _part_places(part, own, words), 0, words.sentence))
        found.update(places)
    return sorted(found, key=_last_first)


def _part_places(part: Part, own: frozenset[str], words: Words) -> list[Match]:
    if isinstance(part, CueClass):
        return places_of(part.name, words)
    return [(place, place) for place in words.places(part, own)]


def _last_first(match: Match) -> Match:
    return match[1], match[0]


def _nearest(found: Iterable[Match]) -> list[Match]:
    """For each last word the nearest first one, by last word."""
    best: dict[int, int] = {}
    for first, last in found:
        best[last] = max(best.get(last, first), first)
    return [(best[last], last) for last in sorted(best)]


def _join(ends: Sequence[Match], places: Iterable[Match], gap: int, sentence: Sequence[int]) -> Iterator[Match]:
    """Each place that follows an end within `gap` other words and the same sentence, joined to it."""
    lasts = [last for _, last in ends]
    for first, last in places:
        before = bisect_left(lasts, first) - 1
        if before < 0:
            continue
        start, end = ends[before]
        if first - end - 1 <= gap and sentence[end] == sentence[last]:
            yield start, last


def _tail(last: int, most: int, words: Words) -> int:
    """The last word that a star at the end takes in: it stops where the clause does."""
    end = last
    while end < last + most and end + 1 < len(words.spans) and words.breaks[end + 1] == NOTHING:
        end += 1
    return end


class Blockers:
    """Where blockers were found. Of those before a match the last one decides, of those after it the first,
    and of those that begin before its end the one that goes furthest: so each look takes the logarithm of
    their number, however many a hostile scenario has."""

    def __init__(self, words: Words, found: Iterable[Match]) -> None:
        self._words = words
        self._by_first = sorted(found)
        self._by_last = sorted(self._by_first, key=lambda match: match[1])
        self._firsts = [first for first, _ in self._by_first]
        self._lasts = [last for _, last in self._by_last]
        self._furthest = list(accumulate(self._by_first, _further))

    def near(self, match: Match) -> Match | None:
        """A blocker that takes this match back, or None."""
        first, last = match
        begun = bisect_right(self._firsts, last)
        if begun and self._furthest[begun - 1][1] >= first:
            return self._furthest[begun - 1]
        ended = bisect_left(self._lasts, first)
        if ended:
            before = self._by_last[ended - 1]
            contrast = self._words.contrast
            if first - before[1] - 1 <= NEAR and contrast[before[1]] == contrast[first]:
                return before
        if begun < len(self._by_first):
            after = self._by_first[begun]
            clause = self._words.clause
            if after[0] - last - 1 <= NEAR and clause[after[0]] == clause[last]:
                return after
        return None


def _further(one: Match, other: Match) -> Match:
    return one if one[1] >= other[1] else other
