"""Criteria of a scenario's own: phrases to look for in an answer, and phrases that take them back.

A cue is words. Each matches by its stem ("starting" matches "start"), with one typo in words of five
letters or more, and whatever its case, accents and apostrophes. `*` stands for up to five words, `a|b` for
either. Punctuation does not count, except that a match never goes past the end of a sentence. Cues come
from strangers: they never become regular expressions, and looking for one takes time linear in the text.

Negation is not guessed. A cue that is found does not count where a blocker stands by it: in the same
sentence, overlapping it, or up to six words before it with no "but" or semicolon between, or up to six
words after it in the same clause. scenarios/README.md explains all this to authors.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING

from closer_tui.scoring.lookup import NOTHING, CueWord, Words, cue_word, split_words
from closer_tui.scoring.verdict import Span, Verdict

if TYPE_CHECKING:
    from closer_tui.scenario.model import OwnCriterion

STAR = 5
"""Words that one `*` may stand for."""
NEAR = 6
"""Words that may lie between a cue and a blocker that takes it back."""
MOST_WORDS = 20
"""Words and stars of one cue."""
MOST_QUOTES = 3

_ABBREVIATIONS = frozenset({"mr", "mrs", "ms", "dr", "vs", "approx", "e", "g"})


class CueError(ValueError):
    """A cue makes no sense: `what` says why and `help` what to write instead, in full sentences."""

    def __init__(self, what: str, help: str) -> None:
        super().__init__(f"{what} {help}")
        self.what = what
        self.help = help


@dataclass(frozen=True, slots=True)
class Item:
    """One place of a cue: any of these phrases (mostly of one word), after at most `gap` other words."""

    gap: int
    phrases: tuple[tuple[CueWord, ...], ...]


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue, compiled. `tail` is how many words may follow the last item; `own` holds the cue's words, none
    of which can be a typo of another one."""

    source: str
    items: tuple[Item, ...]
    tail: int
    own: frozenset[str]


@lru_cache(maxsize=4096)
def compile_cue(source: str) -> Cue:
    """The cue that this text describes. Raises CueError where it describes none."""
    if "\\" in source:
        raise CueError("A cue is made of words and is no regular expression.", "Write the words, without backslashes.")
    tokens = source.split()
    if len(tokens) > MOST_WORDS:
        raise CueError(f"The cue has {len(tokens)} words.", f"Keep to {MOST_WORDS}; the few that matter are enough.")
    items: list[Item] = []
    gap = 0
    for token in tokens:
        if token == "*":
            gap += STAR
            continue
        phrases = _alternatives(token)
        if phrases:
            items.append(Item(gap, phrases))
            gap = 0
    if sum(max(map(len, item.phrases)) for item in items) > MOST_WORDS:
        raise CueError("The cue has too many words joined by hyphens.", f"Keep to {MOST_WORDS} words.")
    if not items:
        raise CueError("The cue has no words.", 'Write the words to look for, such as "start on *".')
    own = frozenset(each for item in items for phrase in item.phrases for word in phrase for each in word.spellings)
    # What comes before the first word need not be looked at: a star there changes nothing.
    return Cue(source, (Item(0, items[0].phrases), *items[1:]), gap, own)


def _alternatives(token: str) -> tuple[tuple[CueWord, ...], ...]:
    if "*" in token:
        help = "Put spaces around the *, which stands for up to five words; endings of words match without it."
        raise CueError("The * in the cue touches a word.", help)
    written = token.split("|")
    if not all(written):
        raise CueError("An alternative in the cue is empty.", "Write a|b with a word on each side and no spaces.")
    phrases = tuple(tuple(cue_word(span.of(each)) for span in split_words(each)) for each in written)
    if len(phrases) > 1 and not all(phrases):
        raise CueError("An alternative in the cue has no letters.", "Write a word on each side of the |.")
    return tuple(phrase for phrase in phrases if phrase)


def find_cue(cue: Cue, words: Words) -> Span | None:
    """The first place where the cue is found, or None."""
    match = next(iter(_matches(cue, words)), None)
    return None if match is None else _span(words, *match)


def judge_own(criteria: Sequence[OwnCriterion], text: str) -> tuple[Verdict, ...]:
    """A verdict on each of a scenario's own criteria, by their cues. Raises CueError for a cue that
    does not compile, which a loaded scenario never has."""
    words = Words(text)
    return tuple(_judge(criterion, words) for criterion in criteria)


def _judge(criterion: OwnCriterion, words: Words) -> Verdict:
    found = sorted({match for each in criterion.cues for match in _matches(compile_cue(each), words)})
    if not found:
        said = "Nothing in your words does this." if words.spans else "You said nothing here."
        return Verdict(criterion.name, "not_met", False, 1.0, (), said)
    blockers = _Blockers(words, {match for each in criterion.blockers for match in _matches(compile_cue(each), words)})
    blocked_by = [blockers.near(match) for match in found]
    free = [match for match, blocker in zip(found, blocked_by, strict=True) if blocker is None]
    if free:
        evidence = tuple(_span(words, *match) for match in _apart(free))[:MOST_QUOTES]
        said = "Your words do this; leave it out." if criterion.flag else "You said it in your own words."
        return Verdict(criterion.name, "met", True, 1.0, evidence, said)
    blocker = next(each for each in blocked_by if each is not None)
    quote = " ".join(_span(words, *blocker).of(words.text).split())
    where = _span(words, min(found[0][0], blocker[0]), max(found[0][1], blocker[1]))
    said = f"You came close to it, but “{quote}” beside it takes it back."
    return Verdict(criterion.name, "not_met", False, 1.0, (where,), said)


Match = tuple[int, int]
"""First and last word."""


def _matches(cue: Cue, words: Words) -> list[Match]:
    """Where the cue is found: for each possible last word the nearest first one, by last word.

    Each item's places are joined to the ends of what was matched before it. For a place the nearest end
    before it decides: if that is too far or in another sentence, so is every other one. So this is one
    walk over two sorted lists for each item, whatever the text.
    """
    ends: list[Match] = []
    for number, item in enumerate(cue.items):
        places = _item_places(item, cue.own, words)
        ends = list(_join(ends, places, item.gap, words.sentence)) if number else places
        if not ends:
            return []
    return [(first, _tail(last, cue.tail, words)) for first, last in ends] if cue.tail else ends


def _item_places(item: Item, own: frozenset[str], words: Words) -> list[Match]:
    best: dict[int, int] = {}
    for phrase in item.phrases:
        found = [(place, place) for place in words.places(phrase[0], own)]
        for word in phrase[1:]:
            found = list(_join(found, [(place, place) for place in words.places(word, own)], 0, words.sentence))
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


class _Blockers:
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


def _apart(matches: Iterable[Match]) -> Iterator[Match]:
    """Of matches that overlap, the first."""
    end = -1
    for first, last in matches:
        if first > end:
            end = last
            yield first, last


def _span(words: Words, first: int, last: int) -> Span:
    return Span(words.spans[first].start, words.spans[last].end)
