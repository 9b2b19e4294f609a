"""What can be told to be nothing without reading it: for certain junk no network is asked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from closer_tui.scoring.rubric import CRITERIA, MOVE_HINTS
from closer_tui.scoring.verdict import Kind

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
# What two questions in one breath have between them, at the least.
_BETWEEN = re.compile(r"[.?!…;,:\n—–]\s*\S| - |\b(?:and|or|plus|also|then|another|second|other)\b", re.IGNORECASE)
# Words that say nothing however often they are said over ("thank you thank you …"); four can ("I want this job").
_FEW = 3
_CODE = frozenset("{}<>;=|\\_[]`")
# In the corpus only code and templates with their blanks unfilled reach both.
_CODE_SHARE = 0.05
_CODE_LEAST = 5
# What templates have where something is to be filled in. One may be left over in a real answer.
_BLANK = re.compile(
    r"\$[A-Za-z_]{2,}|\[[A-Za-z][\w' /,.-]{1,40}\]|\{\{?[^{}\n]{1,40}\}\}?|<[A-Za-z][\w ]{1,30}>|_{3,}|\b[Xx]{3,}\b"
)
_BLANKS, _WORDS_TO_A_BLANK = 2, 12
# Words that English does not do without for long, and that other languages don't have. In the corpus every answer
# of eight words that does anything has one.
_ENGLISH = """
the and you your yours is was were my mine we our us they them this that these those with have has had been
are can could would will what which who where when how why but if for it its of to at from by about thank thanks there
here not be than then just more all any some im ive id dont don want know work job team like or ur u until up yes please
very does did get still interested really hello hey because so let lets nobody everybody somebody something someone
myself again till"""
_OFTEN = frozenset(_ENGLISH.split())
_WORDS_WITHOUT = 8
# Words in a row that are taken as copied, how many such rows an answer has at least (the examples in the advice are
# shorter, and may be said), and the share that has to be.
_ROW, _ROWS, _COPIED = 4, 5, 0.6


def is_nothing(text: str, kind: Kind) -> bool:
    """True of text that holds no answer: no words, one word, the same words over and over, what is not English, a
    template with its blanks, this program's own advice, code."""
    text = text[:10_000]
    words = _words(text)
    if len(words) < 2 and not (words and kind == "email" and "\n" in text.strip()):
        return True
    if len(words) >= 4 and len(set(words)) <= min(_FEW, len(words) / 4):
        return True
    if len(words) >= _WORDS_WITHOUT and _OFTEN.isdisjoint(word.split("'")[0] for word in words):
        return True
    if len(_BLANK.findall(text)) >= max(_BLANKS, len(words) / _WORDS_TO_A_BLANK):
        return True
    rows = _rows(words)
    if len(rows) >= _ROWS and sum(row in _advice() for row in rows) >= _COPIED * len(rows):
        return True
    code = sum(char in _CODE for char in text)
    return code >= _CODE_LEAST and code >= _CODE_SHARE * len(text)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold().replace("’", "'"))


def _rows(words: Sequence[str]) -> list[tuple[str, ...]]:
    return [tuple(words[at : at + _ROW]) for at in range(len(words) - _ROW + 1)]


@cache
def _advice() -> frozenset[tuple[str, ...]]:
    """What this program tells candidates to do, as rows of words."""
    told = [*MOVE_HINTS.values(), *(part for each in CRITERIA for part in (each.title, each.advice))]
    return frozenset(row for part in told for row in _rows(_words(part)))


def asks_once_at_most(text: str) -> bool:
    """True of a short text in one piece: it has no room for two questions (true of 108 texts of the corpus,
    none of which asks several). The network has seen few questions that stand alone."""
    text = text.strip()
    return len(text) <= 200 and len(text.split()) <= 14 and not _BETWEEN.search(text)
