"""What the network sees beside the texts as they were written: noise, joined answers, and junk.

Every figure here is a choice that the measurement by whole files left out (`folds`) was made with.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import replace

from closer_tui.scoring.encoder import LABELS
from closer_tui.scoring.train.corpus import Row

NOISE = 0.35  # share of texts that are roughened each time round
JOINED = 0.3  # share of spoken texts that are joined to another
SHUFFLED = 0.08  # texts whose words are shuffled, beside every hundred texts
SHORTEST_SHUFFLE = 8  # fewer words may still say it in another order ("in, count me")
LONGEST_JOIN = 150  # words; longer pairs cost more time than they teach

_FILLERS = ("um", "uh", "so", "like", "you know", "well", "er")
_KEYS = {"a": "s", "e": "r", "i": "o", "o": "p", "t": "y", "n": "m", "s": "d", "r": "e", "l": "k", "h": "g"}


def noisy(text: str, chance: random.Random) -> str:
    """The text as a hurried typist or a dictation machine would have left it."""
    way = chance.choice(("lower", "bare", "dictated", "typos", "typos", "upper", "spaces", "quotes"))
    if way == "lower":
        return text.lower()
    if way == "bare":
        return re.sub(r"[.,;:!?]+(?=\s|$)", "", text)
    if way == "upper":
        return text.upper() if chance.random() < 0.3 else text[:1].lower() + text[1:]
    if way == "spaces":
        return re.sub(r"\s+", " ", text)
    if way == "quotes":
        return text.replace("'", "’") if "'" in text else text.replace("’", "'").replace("—", " - ")
    if way == "dictated":
        bare = re.sub(r"[^\w\s'’+#-]", "", text.lower()).split(" ")
        return " ".join(f"{chance.choice(_FILLERS)} {w}" if chance.random() < 0.04 else w for w in bare)
    return " ".join(_mistyped(word, chance) if chance.random() < 0.06 else word for word in text.split(" "))


def _mistyped(word: str, chance: random.Random) -> str:
    if len(word) < 4:
        return word
    at = chance.randrange(1, len(word) - 1)
    way = chance.randrange(4)
    if way == 0:
        return word[:at] + word[at + 1 :]
    if way == 1:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    if way == 2:
        return word[:at] + word[at] + word[at:]
    return word[:at] + _KEYS.get(word[at], word[at]) + word[at + 1 :]


def shuffled(row: Row, chance: random.Random) -> Row:
    """The words of an answer in no order: they say nothing any more."""
    words = row.text.split()
    chance.shuffle(words)
    nothing = (0.0,) * len(LABELS)
    return Row(row.key, row.kind, " ".join(words), nothing, (1.0,) * len(LABELS))


def joined(first: Row, second: Row) -> Row:
    """Two spoken answers as one. What either did, both did; two that ask have asked several things."""
    truth = [max(a, b) for a, b in zip(first.truth, second.truth, strict=True)]
    known = [min(a, b) for a, b in zip(first.known, second.known, strict=True)]
    if first.says("asks") and second.says("asks"):
        truth[LABELS.index("several")] = 1.0
    # A liking told in one answer becomes a reason beside an interest told in the other: nobody labelled
    # that. Nor did anybody label whether a need told in one ties up with a strength told in the other.
    if first.says("interested") != second.says("interested") and not truth[LABELS.index("reason")]:
        known[LABELS.index("reason")] = 0.0
    if first.says("strength") != second.says("strength") and not truth[LABELS.index("relevance")]:
        known[LABELS.index("relevance")] = 0.0
    after = len(first.text) + 1
    marks = (*first.marks, *((label, begin + after, end + after) for label, begin, end in second.marks))
    return Row(f"{first.key}+{second.key}", "free", f"{first.text} {second.text}", tuple(truth), tuple(known), marks)


def roughened(row: Row, chance: random.Random) -> Row:
    """The row with noise in its text; its marks go where the words may have moved."""
    text = noisy(row.text, chance)
    return replace(row, text=text, marks=row.marks if text.casefold() == row.text.casefold() else ())


def an_epoch(rows: Sequence[Row], junk: Sequence[Row], chance: random.Random) -> list[Row]:
    """One time round: every row once, alone or joined, some roughened; half the junk; some shuffled."""
    spoken = [row for row in rows if row.spoken and len(row.text.split()) <= LONGEST_JOIN // 2]
    pool = chance.sample(spoken, int(JOINED * len(spoken)) // 2 * 2)
    paired = {row.key for row in pool}
    seen = [joined(a, b) for a, b in zip(pool[::2], pool[1::2], strict=True)]
    seen += [row for row in rows if row.key not in paired]
    seen += [row for row in junk if chance.random() < 0.5]
    seen = [roughened(row, chance) if chance.random() < NOISE else row for row in seen]
    long = [row for row in rows if not row.empty() and len(row.text.split()) >= SHORTEST_SHUFFLE]
    return seen + [shuffled(row, chance) for row in chance.sample(long, int(SHUFFLED * len(rows)))]
