"""Which words made a verdict: the shortest run of whole words that a reader would point at.

What each piece adds to a label's logit (its attention times its contribution) is summed up by words; the
evidence is the run of words, inside one sentence, that holds most of it, filled up to where a clause begins
and ends as far as twelve words go.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from closer_tui.scoring.tokens import Token
from closer_tui.scoring.verdict import Span
from closer_tui.scoring.words import NONE, SENTENCE, Word, words_of

if TYPE_CHECKING:
    from closer_tui.scoring.weights import Floats

LONGEST_RUN = 12
SHORTEST_RUN = 3
# What a word has to add, of all that the best word adds, to be worth its length.
_WORTH = 0.12

# Words that a quotation neither begins nor ends with, unless it would be empty.
_EDGE_START = "and but so because or also then well um uh er like just that which plus oh ok okay yeah"
_EDGE_END = (
    "and but so because or the a an to of in on at with for from that which who i my your our their "
    "its it's is are was be as if than then when while by into um uh er like i'm i've"
)
_LEADING = frozenset(_EDGE_START.split())
_TRAILING = frozenset(_EDGE_END.split())


@dataclass(frozen=True, slots=True)
class Window:
    """One window as read: its pieces, its logits by label, and what each piece adds to each."""

    pieces: Sequence[Token]
    logits: Mapping[str, float]
    added: Mapping[str, Floats]


def evidence_for(name: str, text: str, windows: Sequence[Window]) -> tuple[Span, ...]:
    """Where to look for what a label found: one run of words; two for `several`. Never empty."""
    if name == "greeting":
        window = windows[0]
    elif name == "sign_off":
        window = windows[-1]
    else:
        window = max(windows, key=lambda candidate: candidate.logits[name])
    words = words_of(text, window.pieces[0].start, window.pieces[-1].end)
    if not words:
        piece = window.pieces[int(window.added[name].argmax())]
        return (Span(piece.start, piece.end),)
    weights = _by_word(words, window, name)
    runs = [_run(words, weights)]
    if name == "greeting":
        runs = [_opening(words, weights)]
    elif name == "sign_off":
        runs = [_closing(words, weights)]
    elif name == "several":
        first = runs[0]
        rest = [0.0 if first[0] <= i < first[1] else weight for i, weight in enumerate(weights)]
        if max(rest) >= 0.2 * max(weights):
            runs.append(_run(words, rest))
    return tuple(sorted({Span(words[a].start, words[b - 1].end) for a, b in runs}))


def _by_word(words: Sequence[Word], window: Window, name: str) -> list[float]:
    """What each word adds; punctuation counts towards the word before it."""
    weights = [0.0] * len(words)
    at = 0
    for piece, added in zip(window.pieces, window.added[name].tolist(), strict=True):
        while at + 1 < len(words) and words[at + 1].start <= piece.start:
            at += 1
        weights[at] += max(0.0, added)
    return weights


def _run(words: Sequence[Word], weights: Sequence[float]) -> tuple[int, int]:
    """The run of words, half open, inside one sentence."""
    cost = _WORTH * max(weights)
    best = (float("-inf"), 0, 1)
    for begin in range(len(words)):
        worth = 0.0
        for end in range(begin + 1, min(len(words), begin + LONGEST_RUN) + 1):
            worth += weights[end - 1] - cost
            best = max(best, (worth, -begin, end))
            if words[end - 1].ends == SENTENCE:
                break
    begin, end = -best[1], best[2]
    return _trimmed(words, *_filled(words, begin, end))


def _filled(words: Sequence[Word], begin: int, end: int) -> tuple[int, int]:
    """Out to the edges of the clause where they are near; else to a length that can be understood."""
    left, right = begin, end
    while left > 0 and words[left - 1].ends == NONE:
        left -= 1
    while words[right - 1].ends == NONE:
        right += 1
    if right - left <= LONGEST_RUN:
        return left, right
    if end - left <= LONGEST_RUN and begin - left <= right - end:
        begin = left
    elif right - begin <= LONGEST_RUN:
        end = right
    while end - begin < SHORTEST_RUN:
        if words[end - 1].ends == NONE and end < len(words):
            end += 1
        elif begin > left:
            begin -= 1
        else:
            break
    return begin, end


def _trimmed(words: Sequence[Word], begin: int, end: int) -> tuple[int, int]:
    while end - begin > SHORTEST_RUN and words[begin].plain in _LEADING:
        begin += 1
    while end - begin > SHORTEST_RUN and words[end - 1].plain in _TRAILING and words[end - 1].ends == NONE:
        end -= 1
    return begin, end


def _opening(words: Sequence[Word], weights: Sequence[float]) -> tuple[int, int]:
    """The clause of the greeting: up to its comma or the end of its line."""
    peak = max(range(len(words)), key=weights.__getitem__)
    begin = peak
    while begin > 0 and words[begin - 1].ends != SENTENCE:
        begin -= 1
    end = begin + 1
    while end - begin < 6 and words[end - 1].ends == NONE:
        end += 1
    return begin, max(end, min(peak + 1, begin + 6))


def _closing(words: Sequence[Word], weights: Sequence[float]) -> tuple[int, int]:
    """The closing words and the name below them."""
    peak = max(range(len(words)), key=weights.__getitem__)
    begin, end = peak, peak + 1
    while begin > 0 and words[begin - 1].ends == NONE and end - begin < 6:
        begin -= 1
    while words[end - 1].ends == NONE and end < len(words) and end - begin < 6:
        end += 1
    return begin, end
