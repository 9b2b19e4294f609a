"""What can be told to be nothing without reading it: for certain junk no network is asked."""

from __future__ import annotations

import re

from closer_tui.scoring.verdict import Kind

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_CODE = frozenset("{}<>;=|\\_[]`")
# Prose with a few brackets stays under 0.03; the code among the corpus's junk lies above 0.05.
_CODE_SHARE = 0.05
_CODE_LEAST = 5


def is_nothing(text: str, kind: Kind) -> bool:
    """True of text that holds no answer: no words, one word spoken, the same words over and over, code."""
    text = text[:10_000]
    words = _WORD.findall(text.casefold())
    if not words or (kind == "spoken" and len(words) < 2):
        return True
    if len(words) >= 4 and 4 * len(set(words)) <= min(len(words), 100):
        return True
    code = sum(char in _CODE for char in text)
    return code >= _CODE_LEAST and code >= _CODE_SHARE * len(text)
