"""Whole words of a text as a reader sees them, and where its sentences and clauses end."""

from __future__ import annotations

import re
from dataclasses import dataclass

# What stands between two spaces, dashes of the long kind taken for spaces.
_RUN = re.compile(r"[^\s—–…]+")
_AROUND = ".,;:!?\"'“”‘’()[]{}<>*_~|\\/-`"
_SENTENCE = re.compile(r"[.!?…\n]")
_CLAUSE = re.compile(r"[,;:—–()]| - ")
# A comma or a question mark typed without a space after it still ends a word.
_TIGHT = re.compile(r"(?<=[^\W\d_])[,;:!?](?=[^\W\d_])")

# A full stop after these, or after a single letter, ends no sentence.
_SHORTENED = frozenset(("mr", "mrs", "ms", "dr", "prof", "eng", "st", "e.g", "i.e", "vs"))

SENTENCE, CLAUSE, NONE = 2, 1, 0


@dataclass(frozen=True, slots=True)
class Word:
    """A word's offsets, without the punctuation around it, and what ends after it."""

    start: int
    end: int
    plain: str
    ends: int


def words_of(text: str, start: int, end: int) -> list[Word]:
    """The words between two offsets, which stand between words themselves."""
    places: list[tuple[int, int]] = []
    for run in _RUN.finditer(text, start, end):
        begin = run.start()
        for mark in _TIGHT.finditer(text, run.start(), run.end()):
            _add(places, text, begin, mark.start())
            begin = mark.end()
        _add(places, text, begin, run.end())
    words = []
    for number, (a, b) in enumerate(places):
        gap = text[b : places[number + 1][0]] if number + 1 < len(places) else "."
        plain = text[a:b].lower().replace("’", "'")
        ends = SENTENCE if _SENTENCE.search(gap) else CLAUSE if _CLAUSE.search(gap) else NONE
        if gap == ". " and number + 1 < len(places) and (len(plain) == 1 or plain in _SHORTENED):
            ends = NONE
        words.append(Word(a, b, plain, ends))
    return words


def _add(places: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    while start < end and text[start] in _AROUND:
        start += 1
    while start < end and text[end - 1] in _AROUND:
        end -= 1
    # ".NET" keeps its point.
    if start > 0 and start < end and text[start - 1] == "." and text[start - 2 : start - 1] in ("", " "):
        start -= 1
    if start < end:
        places.append((start, end))
