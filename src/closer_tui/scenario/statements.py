"""The statements of a TOML text that may be broken anywhere: where each one begins, and where its author meant it
to end. The parser of the standard library stops at the first fault; this goes on at the next line that looks like a
key or a header."""

from __future__ import annotations

import re
from dataclasses import dataclass

_NAME = r"""(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')"""
_KEY = re.compile(rf"[ \t]*+({_NAME}(?:[ \t]*+\.[ \t]*+{_NAME}){{0,8}}+)[ \t]*+=")
_HEADER = re.compile(r"[ \t]*+\[{1,2}[ \t]*+[A-Za-z_][\w.-]*+[ \t]*+\]{0,2}+[ \t]*+(?:#.*)?$", re.MULTILINE)
_ANY_HEADER = re.compile(r"[ \t]*(\[{1,2})[ \t]*([\w.-]*)")
_FIRST_WORD = re.compile(r"[ \t]*([\w-]+)")
_ONLY_A_KEY = re.compile(rf"[ \t]*+{_NAME}[ \t]*+=[ \t]*+")
# Whole texts, comments and brackets. A quote that is matched by none of the first alternatives has no end.
_TOKEN = re.compile(r'''"""|\'\'\'|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'|#[^\n]*|["'\[\]{}\n]''')
_END = {'"""': re.compile(r'(?:[^"\\]|\\.|"(?!""))*?"""', re.DOTALL), "'''": re.compile(r"(?:[^']|'(?!''))*?'''")}

MOST_IN_BRACES = 40
"""Lines between braces that are taken for one value, though TOML wants it on a single line."""


@dataclass(frozen=True, slots=True)
class Statement:
    """Lines `first` up to, not including, `last` (from 0): a header, a key with its value, or neither. `opened` is
    where in the text three quotes begin that end nowhere, or -1."""

    first: int
    last: int
    text: str
    key: str = ""
    header: str = ""
    double: bool = False
    opened: int = -1

    @property
    def is_header(self) -> bool:
        return bool(self.header)


def split(text: str) -> list[Statement]:
    """The statements of the text, in order; blank lines and comments between them belong to none."""
    found: list[Statement] = []
    quotes = _Quotes(text)
    begin = line = 0
    while begin < len(text):
        first_line = text[begin : _line_end(text, begin)]
        if not first_line.strip() or first_line.lstrip().startswith("#"):
            begin, line = begin + len(first_line) + 1, line + 1
            continue
        end, opened = _extent(text, begin, quotes)
        written = text[begin:end]
        last = line + written.count("\n") + (not written.endswith("\n"))
        found.append(_statement(written, line, last, opened))
        begin, line = end, last
    return found


def _statement(written: str, first: int, last: int, opened: int) -> Statement:
    header = _ANY_HEADER.match(written)
    if header:
        return Statement(first, last, written, header=header[2] or "?", double=header[1] == "[[")
    key = _KEY.match(written) or _FIRST_WORD.match(written)
    return Statement(first, last, written, key=key[1].strip() if key else "", opened=opened)


def looks_like_one(text: str, begin: int) -> bool:
    """Whether the line that begins here has a key and an equals sign, or is a header."""
    return bool(_KEY.match(text, begin) or _HEADER.match(text, begin))


def _line_end(text: str, begin: int) -> int:
    end = text.find("\n", begin)
    return len(text) if end < 0 else end


def _extent(text: str, begin: int, quotes: _Quotes) -> tuple[int, int]:
    """Where the statement that begins here ends, and where quotes stand in it that nothing closes (or -1)."""
    depth, at = 0, begin
    braces = 0
    header = bool(_ANY_HEADER.match(text, begin))
    while match := _TOKEN.search(text, at):
        token, at = match[0], match.end()
        if token in _END:
            closed = quotes.closing(token, at)
            if closed < 0:
                return _next_statement(text, match.start()), match.start() - begin
            at = closed
        elif token in "[{":
            depth, braces = depth + 1, braces + (token == "{")
        elif token in "]}":
            depth, braces = depth - 1, braces - (token == "}")
        elif token in ('"', "'"):  # closed by nothing on its line
            at = _line_end(text, at)
        elif token == "\n" and (
            header or depth <= 0 or (looks_like_one(text, at) and not (braces > 0 and _braces_close(text, at)))
        ):
            return at, -1
    return len(text), -1


def _braces_close(text: str, at: int) -> bool:
    """Whether a line begins with a brace soon, before any header: who writes keys between braces line by line, as
    TOML does not allow, closes them so."""
    for _ in range(MOST_IN_BRACES):
        end = _line_end(text, at)
        if at >= len(text) or _ANY_HEADER.match(text, at):
            return False
        if text[at:end].lstrip().startswith("}"):
            return True
        at = end + 1
    return False


class _Quotes:
    """Where three quotes of each kind are closed. What was found is kept: a hostile file has thousands of openings
    that look for the same end."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._known: dict[str, tuple[int, int]] = {}

    def closing(self, quotes: str, at: int) -> int:
        """Where the text that these quotes opened is over, or -1: quotes that open a text of their own end none."""
        end = self._end(quotes, at)
        if end < 0:
            return -1
        text, line = self._text, self._text.rfind("\n", 0, end - 3) + 1
        if line > at and _ONLY_A_KEY.fullmatch(text, line, end - 3):
            return -1
        return end + len(text[end : end + 2]) - len(text[end : end + 2].lstrip(quotes[0]))

    def _end(self, quotes: str, at: int) -> int:
        begin, end = self._known.get(quotes, (len(self._text), -1))
        if not (begin <= at and (end < 0 or at <= end - 3)):
            match = _END[quotes].match(self._text, at)
            end = match.end() if match else -1
            self._known[quotes] = at, end
        return end


def _next_statement(text: str, begin: int) -> int:
    """The begin of the next line that looks like a statement, or the end of the text."""
    end = _line_end(text, begin) + 1
    while end < len(text) and not looks_like_one(text, end):
        end = _line_end(text, end) + 1
    return min(end, len(text))
