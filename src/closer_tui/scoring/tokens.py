"""Text to the pieces that the network reads, each with its place in the text as it was typed.

The same cut as "BERT uncased": lower case, accents stripped, control characters dropped, punctuation and
CJK characters stand alone, and words cut greedily into the longest pieces that the vocabulary knows.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

UNKNOWN, START, END = "[UNK]", "[CLS]", "[SEP]"
# A longer word is one unknown piece: the limit of the published tokenizer, and what keeps hostile text linear.
LONGEST_WORD = 100

# Blocks of Chinese characters (kana and Hangul are written in words, and are not among them).
_CJK = (
    (0x4E00, 0x9FFF),
    (0x3400, 0x4DBF),
    (0x20000, 0x2A6DF),
    (0x2A700, 0x2B73F),
    (0x2B740, 0x2B81F),
    (0x2B820, 0x2CEAF),
    (0xF900, 0xFAFF),
    (0x2F800, 0x2FA1F),
)


@dataclass(frozen=True, slots=True)
class Token:
    """One piece: its row in the vocabulary, and the half-open offsets of what it was cut from.

    `inner` is true of a piece that goes on with the word of the piece before it.
    """

    row: int
    start: int
    end: int
    inner: bool = False


@lru_cache(maxsize=8192)
def _class_of(char: str) -> tuple[str, str]:
    """What a character is to the tokenizer ("drop", "space", "alone" or "word") and what it becomes."""
    category = unicodedata.category(char)
    if char in "\t\n\r":
        return "space", ""
    if char in "\0\ufffd" or category.startswith("C"):
        return "drop", ""
    if char.isspace():
        return "space", ""
    code = ord(char)
    plain = "".join(c for c in unicodedata.normalize("NFD", char) if unicodedata.category(c) != "Mn")
    plain = "".join(c.lower() for c in plain)
    if not plain:
        return "drop", ""
    ascii_symbol = 33 <= code <= 47 or 58 <= code <= 64 or 91 <= code <= 96 or 123 <= code <= 126
    if ascii_symbol or category.startswith("P") or any(low <= code <= high for low, high in _CJK):
        return "alone", plain
    return "word", plain


def _words(text: str) -> Iterator[tuple[str, list[int]]]:
    """Normalized words, and for each of their characters the index of the character it came from."""
    word: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        what, plain = _class_of(char)
        if what == "drop":
            continue
        if what != "word" and word:
            yield "".join(word), places
            word, places = [], []
        if what == "word":
            word.append(plain)
            places.extend([place] * len(plain))
        elif what == "alone":
            yield plain, [place] * len(plain)
    if word:
        yield "".join(word), places


class WordPiece:
    """Cuts text into pieces of one vocabulary, whose order is the order of the rows."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self._rows = {piece: row for row, piece in enumerate(vocabulary)}
        self._longest = max(map(len, vocabulary))
        self._unknown = self._rows[UNKNOWN]
        self.start = self._rows[START]
        self.end = self._rows[END]

    def cut(self, text: str) -> list[Token]:
        """All pieces of `text` in order, without the marks of beginning and end."""
        return [token for word, places in _words(text) for token in self._pieces(word, places)]

    def _pieces(self, word: str, places: list[int]) -> list[Token]:
        whole = Token(self._unknown, places[0], places[-1] + 1)
        if len(word) > LONGEST_WORD:
            return [whole]
        pieces: list[Token] = []
        begin = 0
        while begin < len(word):
            for stop in range(min(len(word), begin + self._longest), begin, -1):
                row = self._rows.get(word[begin:stop] if begin == 0 else "##" + word[begin:stop])
                if row is not None:
                    break
            else:
                return [whole]
            pieces.append(Token(row, places[begin], places[stop - 1] + 1, inner=begin > 0))
            begin = stop
        return pieces
