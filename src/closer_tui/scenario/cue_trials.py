"""Cues tried without anybody's answer: whether two find the same words, and whether one could ever count.

Whoever edits a file has it checked at each pause, with hardly anything changed: so what was found is kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import product
from math import prod

from closer_tui.scenario.model import OwnCriterion
from closer_tui.scoring.cues import STAR, compile_cue, find_cue, look_for
from closer_tui.scoring.languages import primary, stem_of
from closer_tui.scoring.lookup import Words, plain_word
from closer_tui.scoring.matching import CueClass, Item, Part

MOST_TRIALS = 64
"""Readings of one cue that are tried; of a cue with more nothing is claimed."""
_ANY_WORD = "qzx"  # too short to be a typo of anything
_OF_CLASS = {"number": "7", "date": "Monday", "name": "Anna", "technology": "Python"}

Names = tuple[str, ...]
"""What `<name>` knows: Scenario.names."""


@lru_cache(maxsize=8192)
def found_in(cue: str, text: str, language: str, names: Names) -> bool:
    """Whether the cue is found in an answer, taken back or not."""
    return find_cue(compile_cue(cue), _words(text, language, names)) is not None


@lru_cache(maxsize=64)
def _words(text: str, language: str, names: Names) -> Words:
    return Words(text, language, names)


@lru_cache(maxsize=4096)
def meaning(cue: str, language: str) -> tuple[tuple[int, bool, frozenset[tuple[str, ...]]], ...]:
    """Equal for cues that find the same words, or sooner than others be different for some that do."""
    return tuple(
        (item.gap, item.optional, frozenset(tuple(_known_by(part, language) for part in each) for each in item.phrases))
        for item in compile_cue(cue).items
    )


def _known_by(part: Part, language: str) -> str:
    if isinstance(part, CueClass):
        return f"<{part.name}>"
    word = part.spellings[-1] if primary(language) == "en" else part.written
    return plain_word(stem_of(word, primary(language)))


@lru_cache(maxsize=4096)
def always_blocked(cue: str, blockers: tuple[str, ...], language: str, names: Names) -> str:
    """The blocker that takes the cue back however it is said, or nothing."""
    blockers = tuple(each for each in blockers if _could_overlap(cue, each, language))
    texts = _said(cue, names) if blockers else ()
    if not texts or not all(_blocked(cue, blockers, Words(text, language, names)) for text in texts):
        return ""
    return next(each for each in blockers if _blocked(cue, (each,), Words(texts[0], language, names)))


@lru_cache(maxsize=4096)
def trials(cue: str, blockers: tuple[str, ...], language: str, names: Names) -> int:
    """How many texts `always_blocked` looks at, at most."""
    return len(_said(cue, names)) if any(_could_overlap(cue, each, language) for each in blockers) else 0


def _could_overlap(cue: str, blocker: str, language: str) -> bool:
    """Whether the words of the blocker can all be words of the cue; a hostile file has a hundred blockers for each of
    a thousand cues."""
    known = {word for _, _, phrases in meaning(cue, language) for phrase in phrases for word in phrase}
    if any(word.startswith("<") for word in known):
        return True
    return all(
        optional or any(word in known or word.startswith("<") for phrase in phrases for word in phrase)
        for _, optional, phrases in meaning(blocker, language)
    )


def _blocked(cue: str, blockers: tuple[str, ...], words: Words) -> bool:
    (places,) = look_for(OwnCriterion("x", "x", "x", (cue,), blockers), words).places
    return bool(places) and all(blocker is not None for _, blocker in places)


def _said(cue: str, names: Names) -> Sequence[str]:
    """The shortest things to say that have the cue in them: each choice of words, with none, one and all of the
    words that its stars may stand for. None where there are too many."""
    items = compile_cue(cue).items
    choices = [_ways(item, names) for item in items]
    if prod(map(len, choices)) > MOST_TRIALS:
        return ()
    gaps = (0, 1, STAR) if any(item.gap for item in items) else (0,)
    return [
        " ".join(
            f"{' '.join([_ANY_WORD] * min(gap, item.gap))} {word}".strip()
            for item, word in zip(items, words, strict=True)
        )
        for gap in gaps
        for words in product(*choices)
    ]


def _ways(item: Item, names: Names) -> list[str]:
    ways = [" ".join(_example(part, names) for part in phrase) for phrase in item.phrases]
    return [*ways, ""] if item.optional else ways


def _example(part: Part, names: Names) -> str:
    if not isinstance(part, CueClass):
        return part.written
    return names[0] if part.name == "name" and names else _OF_CLASS[part.name]
