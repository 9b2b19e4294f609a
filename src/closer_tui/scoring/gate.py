"""What can be told to be nothing without reading it: for certain junk no network is asked."""

from __future__ import annotations

import re

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


def is_nothing(text: str, kind: Kind) -> bool:
    """True of text that holds no answer: no words, one word spoken, the same words over and over, code."""
    text = text[:10_000]
    words = _WORD.findall(text.casefold())
    if not words or (kind == "spoken" and len(words) < 2):
        return True
    if len(words) >= 4 and len(set(words)) <= min(_FEW, len(words) / 4):
        return True
    code = sum(char in _CODE for char in text)
    return code >= _CODE_LEAST and code >= _CODE_SHARE * len(text)


def asks_once_at_most(text: str) -> bool:
    """True of a short text in one piece: it has no room for two questions (true of 108 texts of the corpus,
    none of which asks several). The network has seen few questions that stand alone."""
    text = text.strip()
    return len(text) <= 200 and len(text.split()) <= 14 and not _BETWEEN.search(text)
