"""A line as it is said aloud, with every character in its place so that word marks fit the text on screen."""

from __future__ import annotations

import re
import unicodedata

from closer_tui.scoring.text import printable, word_spans

# Marks that are written and not said. "#" stays behind a letter: C# is a language.
_UNSAID = re.compile(r"[*_`~|<>\[\]{}\\^\ufffd]|(?<!\w)#")


def spoken(text: str) -> str:
    """The text with everything that is not said aloud as spaces, of the same length."""
    text = _UNSAID.sub(" ", printable(text))
    return "".join(" " if unicodedata.category(c) in ("So", "Co", "Cc", "Cn") else c for c in text)


def sayable(text: str) -> bool:
    """Whether there is anything to say in it."""
    return any(c.isalnum() for c in spoken(text))


def estimated_marks(text: str, seconds: float) -> list[tuple[float, int, int]]:
    """When each word is said if every character takes equally long: (second, start, length)."""
    total = len(text.rstrip()) or 1
    return [(seconds * span.start / total, span.start, span.end - span.start) for span in word_spans(text)]
