"""Strangers' text in Markdown: it stays text in every renderer."""

from __future__ import annotations

import re
from collections.abc import Iterator

from closer_tui.report_words import one_line
from closer_tui.scoring.text import printable

_SPECIAL = re.compile(r"[\\`*_{}\[\]<>#|~&$!]")
_LINE_START = re.compile(r"([+=-]|\d{1,9}[.)])")


def escape(text: str) -> str:
    """One line of strangers' text that no Markdown renderer can take for anything but text."""
    return guard(inline(one_line(text)))


def guard(line: str) -> str:
    """The line, unable to start a list, a heading or a rule."""
    start = _LINE_START.match(line)
    return line if start is None else f"{line[: start.end() - 1]}\\{line[start.end() - 1 :]}"


def inline(line: str) -> str:
    """The line with nothing in it that a renderer takes for anything but text; where it begins is left to `guard`."""
    return " ".join(map(_escape_word, line.split(" ")))


def _escape_word(word: str) -> str:
    # GitHub links bare addresses even where they are escaped, but never inside code.
    if "://" in word or "@" in word or "www." in word.casefold():
        fence = "`" * (1 + max((len(run) for run in re.findall("`+", word)), default=0))
        pad = " " if word.startswith("`") or word.endswith("`") else ""
        return f"{fence}{pad}{word}{pad}{fence}"
    return _SPECIAL.sub(r"\\\g<0>", word)


def paragraphs(text: str) -> list[str]:
    """The lines of a text, each as `escape` makes it."""
    return [guard(inline(" ".join(line.split()))) for line in printable(text).split("\n")]


def quoted(lines: list[str]) -> Iterator[str]:
    """A block quote that keeps the line breaks."""
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        end = "\\" if line and following else ""
        yield f"> {line}{end}".rstrip()
