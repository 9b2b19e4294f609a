"""Where the wordings of a list stand in an answer, told from the same words at work, in time linear in the answer."""

from __future__ import annotations

import re
from functools import lru_cache

from closer_tui.practice.wordings import Wording
from closer_tui.scoring.lookup import Match, Words

_PAUSE = re.compile(r"[,;:.!?…—–()\n]| - ")
_FIGURE = re.compile(r"\d[\d.,]*k?")
_CLOSING = {'"': '"', "“": "”", "„": "“", "«": "»"}


class _Text:
    """What is asked again and again about the words of one text."""

    def __init__(self, words: Words) -> None:
        self.words = words
        count = len(words.spans)
        self.pauses = [index in (0, count) or bool(_PAUSE.search(words.between(index))) for index in range(count)] + [
            True
        ]
        self.quoted = _quoted(words.text)
        self.asked = _asked(words)
        self.capitals = words.text.isupper()


def found(words: Words, wordings: tuple[Wording, ...]) -> list[Match]:
    """Where any of the wordings stands, by first and last word, in order, none over another: of those that begin
    together the longest. Words between double quotation marks are somebody else's, and hedges in a question are
    manners: both are left out."""
    by_first = _by_first(wordings)
    text = _Text(words)
    matches: list[Match] = []
    last = -1
    for index, word in enumerate(words.plain):
        if index > last and word in by_first:
            last = max(
                (index + len(parts) - 1 for parts, each in by_first[word] if _fits(text, index, parts, each)),
                default=last,
            )
            if last >= index:
                matches.append((index, last))
    return matches


@lru_cache(maxsize=128)
def _by_first(wordings: tuple[Wording, ...]) -> dict[str, list[tuple[list[str], Wording]]]:
    """The phrases by their first words."""
    grouped: dict[str, list[tuple[list[str], Wording]]] = {}
    for wording in wordings:
        for phrase in wording.phrases:
            parts = phrase.split()
            grouped.setdefault(parts[0], []).append((parts, wording))
    return grouped


def _fits(text: _Text, first: int, parts: list[str], wording: Wording) -> bool:
    words, after = text.words, first + len(parts)
    if words.plain[first:after] != parts or any(text.pauses[first + 1 : after]):
        return False
    if text.quoted[words.spans[first].start] or (wording.sort == "hedge" and words.sentence[first] in text.asked):
        return False
    if _joined(words, first, after) or (_shouted(words, first, after) and not text.capitals):
        return False
    before, behind = text.pauses[first], text.pauses[after]
    apart = {"no": True, "after": behind, "either": before or behind, "both": before and behind}
    word_before = "" if before else words.plain[first - 1]
    word_after = "" if behind else words.plain[after]
    return (
        apart[wording.apart]
        and not _among(word_before, wording.unless_before)
        and not _among(word_after, wording.unless_after)
        and (not wording.only_before or _among(word_before, wording.only_before))
        and (not wording.only_after or _among(word_after, wording.only_after))
    )


def _among(word: str, those: frozenset[str]) -> bool:
    return word in those or ("#" in those and bool(_FIGURE.fullmatch(word)))


def _joined(words: Words, first: int, after: int) -> bool:
    """Whether a hyphen makes the words part of a longer one: "just-in-time"."""
    return any(words.between(index) == "-" for index in range(max(first, 1), min(after + 1, len(words.spans))))


def _shouted(words: Words, first: int, after: int) -> bool:
    """Whether the words are an abbreviation in capitals, such as that of an ER diagram."""
    written = words.text[words.spans[first].start : words.spans[after - 1].end]
    return len(written) > 1 and written.isupper()


def _quoted(text: str) -> bytearray:
    """For each character, 1 where it stands between double quotation marks on one line."""
    inside = bytearray(len(text) + 1)
    opened, closing = -1, ""
    for at, char in enumerate(text):
        if char == "\n":
            opened = -1
        elif opened < 0 and char in _CLOSING:
            opened, closing = at, _CLOSING[char]
        elif opened >= 0 and char == closing:
            inside[opened:at] = b"\1" * (at - opened)
            opened = -1
    return inside


def _asked(words: Words) -> frozenset[int]:
    """The numbers of the sentences that end with a question mark."""
    questions: set[int] = set()
    for index, span in enumerate(words.spans):
        following = words.spans[index + 1].start if index + 1 < len(words.spans) else len(words.text)
        if "?" in words.text[span.end : following]:
            questions.add(words.sentence[index])
    return frozenset(questions)
