"""Writes TOML for people: with comments, in the order of the author, and long texts over several lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from textwrap import wrap

import tomli_w

WIDTH = 110
"""Columns that a line is kept to where its words allow it."""

Value = str | int | float | bool | Sequence[str]


class Page:
    """A TOML file, line by line. Every value is escaped by tomli-w, so a reader gets back just what was put in."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._before = ""

    def __str__(self) -> str:
        return "\n".join(self._lines) + "\n"

    def comment(self, *texts: str) -> None:
        """A paragraph of comment for each text, wrapped."""
        for text in texts:
            self._lines += [f"# {line}" for line in wrap(" ".join(text.split()), WIDTH - 2, break_on_hyphens=False)]

    def directive(self, text: str) -> None:
        """A comment that a program reads, as it is."""
        self._lines.append(f"#{' '.join(text.split())}")

    def blank(self) -> None:
        self._lines.append("")

    def table(self, name: str) -> None:
        self._add(f"[{name}]")

    def tables(self, name: str) -> None:
        self._add(f"[[{name}]]")

    def put(self, key: str, value: Value, note: str = "") -> None:
        """A key of plain letters with its value; a `note` follows a value of one line."""
        self._add(f"{key} = {literal(value, len(key) + 3)}" + (f"  # {' '.join(note.split())}" if note else ""))

    def disabled(self, on: bool) -> None:
        """Whether what follows is commented out, with no space after the sign, unlike comments."""
        self._before = "#" if on else ""

    def _add(self, text: str) -> None:
        self._lines += [f"{self._before}{line}" for line in text.split("\n")]


def literal(value: Value, column: int = 0) -> str:
    """A value as it stands in TOML; `column` is what stands before it on its line. It may take several lines."""
    if isinstance(value, str):
        short = _plain(value)
        if "\n" not in value and column + len(short) <= WIDTH:
            return short
        return '"""\n' + "\n".join(_folded(line) for line in value.split("\n")) + '"""'
    if isinstance(value, (bool, int, float)):
        return _plain(value)
    entries = [_plain(entry) for entry in value]
    line = f"[{', '.join(entries)}]"
    if column + len(line) <= WIDTH:
        return line
    return "[\n" + "".join(f"  {entry},\n" for entry in entries) + "]"


def _plain(value: str | float) -> str:
    return tomli_w.dumps({"v": value}).removeprefix("v = ").removesuffix("\n")


def _folded(line: str) -> str:
    """A line of a text, escaped, over as many lines as it takes: each but the last ends in a backslash, with which a
    reader puts them together again."""
    return " \\\n".join(_pieces(_plain(line)[1:-1]))


def _pieces(escaped: str) -> Iterator[str]:
    """Parts of an escaped line that fit, parted at single spaces: a reader takes away all space after a break."""
    spaces = [at for at, char in enumerate(escaped) if char == " "]
    inner = [at for at in spaces if 0 < at < len(escaped) - 1 and escaped[at - 1] != " " != escaped[at + 1]]
    begin = 0
    for at, following in pairwise([*inner, len(escaped)]):
        if following - begin > WIDTH - 2:
            yield escaped[begin:at]
            begin = at + 1
    yield escaped[begin:]
