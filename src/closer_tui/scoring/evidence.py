"""Which words made a verdict: the shortest run of whole words that a reader would point at.

What each piece adds to a label's logit (its attention times its contribution) is summed up by words; the
evidence is the run of words, inside one sentence, that holds most of it, filled up to where a clause begins
and ends as far as twelve words go.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from closer_tui.scoring.forms import CLOSING_WORDS
from closer_tui.scoring.tokens import Token
from closer_tui.scoring.verdict import Span
from closer_tui.scoring.words import CLAUSE, NONE, SENTENCE, Word, words_of

if TYPE_CHECKING:
    from closer_tui.scoring.weights import Floats

LONGEST_RUN = 12
SHORTEST_RUN = 3
# What is brought, and why it matters, takes more words to point at than that something is wanted.
LONGER_TOLD = frozenset(("strength", "relevance", "evidence", "reason", "specific"))
SHORTEST_TOLD = 5

# What makes a run a good quotation, beside the share of the weight that it holds (at most 1): that it begins
# and ends where a clause does, or at least where a sentence turns; and that it is short. Set by reading some
# two hundred quotations from answers that the network had not learned.
_EDGE, _NEAR_EDGE, _BAD_EDGE, _TOO_SHORT, _PER_WORD = 0.30, 0.20, -0.30, -0.30, -0.02
# What the second of several questions has to add, beside the first: in another sentence, or in the same.
_SECOND_SENTENCE, _SECOND_CLAUSE = 0.03, 0.15

# Words that a quotation neither begins nor ends with, unless it would be empty.
_EDGE_START = "and but so because or also then well um uh er like just that which plus oh ok okay yeah"
_EDGE_END = (
    "and but so because or the a an to of in on at with for from that which who i my your our their its "
    "it's is are was be as if than then when while by into um uh er like i'm i've"
)
_LEADING = frozenset(_EDGE_START.split())
_TRAILING = frozenset(_EDGE_END.split())
# Words that begin a part of a sentence even where nothing is written before them.
_TURN = "and but so because or if when while since though which who whose what how why where whether"
_TURNING = frozenset(_TURN.split())
# A clause that begins so says nothing without the next.
_CONDITION = frozenset(("if", "when", "once", "since", "though", "although", "while"))
# What follows a greeting where no punctuation does.
_AFTER_GREETING = "thanks thank it it's i i'm i've just this that was good great nice many for hope so sorry we"
_NO_NAME = frozenset(_AFTER_GREETING.split())
# What leads up to "regards" or "wishes".
_LEADING_UP = "kind kindest warm warmest best good many all with my the very most and yours thanks sincere"
_BEFORE_CLOSING = frozenset(_LEADING_UP.split())


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
    if name == "greeting":
        runs = [_opening(words)]
    elif name == "sign_off":
        runs = [_closing(text, words)]
    elif name == "several":
        runs = _two_runs(words, _by_word(words, window, "asks", "several"))
    else:
        shortest = SHORTEST_TOLD if name in LONGER_TOLD else SHORTEST_RUN
        runs = [_run(words, _by_word(words, window, name), shortest)]
    return tuple(sorted({Span(words[a].start, words[b - 1].end) for a, b in runs}))


def _by_word(words: Sequence[Word], window: Window, *names: str) -> list[float]:
    """What each word adds; punctuation counts towards the word before it."""
    weights = [0.0] * len(words)
    for name in names:
        at = 0
        for piece, added in zip(window.pieces, window.added[name].tolist(), strict=True):
            while at + 1 < len(words) and words[at + 1].start <= piece.start:
                at += 1
            weights[at] += max(0.0, added)
    return weights


def _two_runs(words: Sequence[Word], weights: Sequence[float]) -> list[tuple[int, int]]:
    """The best run, and another that does not overlap it where there is one worth quoting."""
    first = _run(words, weights)
    begin, end = first
    while begin > 0 and words[begin - 1].ends != SENTENCE:
        begin -= 1
    while words[end - 1].ends != SENTENCE:
        end += 1
    for (left, right), least in (((begin, end), _SECOND_SENTENCE), (first, _SECOND_CLAUSE)):
        rest = [0.0 if left <= i < right else weight for i, weight in enumerate(weights)]
        if max(rest) >= least * max(weights):
            second = _run(words, rest)
            return [first] if second[0] < first[1] and first[0] < second[1] else [first, second]
    return [first]


def _run(words: Sequence[Word], weights: Sequence[float], shortest: int = SHORTEST_RUN) -> tuple[int, int]:
    """The best run of words, half open, inside one sentence."""
    total = sum(weights) or 1.0
    best = (float("-inf"), 0, 1)
    for begin in range(len(words)):
        start, held = _start(words, begin), 0.0
        for end in range(begin + 1, min(len(words), begin + LONGEST_RUN) + 1):
            held += weights[end - 1] / total
            worth = held + start + _end(words, begin, end, shortest) + _PER_WORD * (end - begin)
            best = max(best, (worth, -begin, end))
            if words[end - 1].ends == SENTENCE:
                break
    begin, end = -best[1], best[2]
    while end - begin > shortest and words[begin].plain in _LEADING:
        begin += 1
    return begin, end


def _start(words: Sequence[Word], begin: int) -> float:
    plain = words[begin].plain
    bad = _BAD_EDGE / 2 if plain in _LEADING else 0.0
    turn = begin - 1 if begin > 0 and words[begin - 1].plain in _LEADING else begin
    if turn == 0 or words[turn - 1].ends != NONE:
        return _EDGE + bad
    if plain in _TURNING or turn < begin:
        return _NEAR_EDGE + bad
    return bad


def _end(words: Sequence[Word], begin: int, end: int, shortest: int = SHORTEST_RUN) -> float:
    last = words[end - 1]
    worth = 0.0
    if last.ends != NONE:
        worth = _EDGE
        if last.ends == CLAUSE and words[begin].plain in _CONDITION:
            worth = 0.0
    elif words[end].plain in _TURNING:
        worth = _NEAR_EDGE
    if last.ends == NONE and last.plain in _TRAILING:
        worth += _BAD_EDGE
    whole = last.ends == SENTENCE and (begin == 0 or words[begin - 1].ends == SENTENCE)
    return worth if whole or end - begin >= shortest else worth + _TOO_SHORT


def _body(words: Sequence[Word]) -> int:
    """The first word after a subject line."""
    begin = 0
    if words[0].plain == "subject":
        while words[begin].ends != SENTENCE and begin + 1 < len(words):
            begin += 1
        begin = min(begin + 1, len(words) - 1)
    return begin


def _opening(words: Sequence[Word]) -> tuple[int, int]:
    """The greeting at the beginning, after a subject line: up to its comma, its line's end, or the name's."""
    begin = _body(words)
    end = begin + 1
    while end < len(words) and end - begin < 7 and words[end - 1].ends == NONE and words[end].plain not in _NO_NAME:
        end += 1
    return begin, end


def _closing(text: str, words: Sequence[Word]) -> tuple[int, int]:
    """The closing words and the name at the end, before any postscript."""
    end = len(words)
    for number in range(1, len(words)):
        line_begins = "\n" in text[words[number - 1].end : words[number].start]
        if line_begins and words[number].plain in ("ps", "p.s", "sent"):
            end = number
            break
    body = _body(words)
    for number in range(end - 1, max(body, end - 8) - 1, -1):
        if words[number].plain in CLOSING_WORDS:
            begin = number
            while begin > body and words[begin - 1].ends == NONE and words[begin - 1].plain in _BEFORE_CLOSING:
                begin -= 1
            return begin, end
    begin = end - 1
    while begin > 0 and end - begin < 4 and words[begin - 1].ends == NONE:
        begin -= 1
    return begin, end
