"""Words of a text, how long they take to say, and how to draw text that strangers wrote."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from closer_tui.scoring.verdict import Span

WORDS_PER_MINUTE = 150
"""Conversational English: about 150 words a minute (National Center for Voice and Speech)."""

# One alternative only and no nested repeat: linear in the text whatever it holds.
_WORD = re.compile(r"\w+(?:['’\-]\w+)*")

# Controls (but newline and tab), bidirectional overrides, and marks that hide or reorder what follows.
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\u061c\ufeff\ud800-\udfff]")

# Beside these, what ends a line for those who read JSON line by line, and for JavaScript.
_UNSAFE_IN_JSON = re.compile(f"{_UNSAFE.pattern}|[\u2028\u2029]")


def word_spans(text: str) -> list[Span]:
    """Where the words are; a contraction or a hyphenated word is one."""
    from closer_tui.scoring.verdict import Span  # who only draws text can do without verdicts

    return [Span(*match.span()) for match in _WORD.finditer(text)]


def count_words(text: str) -> int:
    return sum(1 for _ in _WORD.finditer(text))


def body_start(email: str) -> int:
    """Where the body of an email begins, after a line with its subject."""
    first, end, _rest = email.partition("\n")
    return len(first) + len(end) if first.lstrip().casefold().startswith("subject:") else 0


def count_email_words(email: str) -> int:
    """Words of an email's body: what it should be long enough in."""
    return count_words(email[body_start(email) :])


def speaking_seconds(text: str) -> float:
    """Estimated seconds to say the text aloud."""
    return count_words(text) * 60 / WORDS_PER_MINUTE


def printable(text: str) -> str:
    """The text with every character that could steer a terminal shown as U+FFFD, of the same length, so
    that spans still fit. Newlines and tabs stay."""
    return _UNSAFE.sub("\ufffd", text)


def one_line(text: str) -> str:
    """Strangers' text fit to stand in one line."""
    return " ".join(printable(text).split())


def safe_json(thing: object, indent: int | None = None) -> str:
    """As JSON that says exactly the same, with every character that could steer a terminal, end a line or has no
    UTF-8 form written as an escape."""
    text = json.dumps(thing, ensure_ascii=False, indent=indent)
    return _UNSAFE_IN_JSON.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def compose_email(subject: str, body: str) -> str:
    """An email as one text, as it is judged and shown: a subject line first where there is one."""
    subject = " ".join(subject.split())
    return f"Subject: {subject}\n\n{body}" if subject else body
