"""Lines in, lines out: talking with a person or a pipe without boxes, colours or redraws."""

from __future__ import annotations

import re
import shutil
import unicodedata
from collections.abc import Sequence
from typing import TextIO

from closer_tui.i18n import _, figure, ngettext
from closer_tui.scoring.text import one_line, printable

LONGEST_LINE = 1_000_000
"""Characters of one line that are kept; the rest of a longer line is read and dropped."""
TERMINAL_LINE = 4_095
"""Bytes of one line that a terminal hands over; it drops the rest without a word."""
_PIECE = 65_536
_HALF = re.compile("[\ud800-\udfff]")


def cells(text: str) -> int:
    """How many columns of a terminal the text takes."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def wrapped(line: str, width: int) -> list[str]:
    """The line in rows of at most `width` columns, broken between words and indented as it begins. A word that
    is wider, such as a path to copy, stays whole."""
    indent = " " * (len(line) - len(line.lstrip(" ")))
    rows, row = [], ""
    for word in line.lstrip(" ").split(" "):
        longer = f"{row} {word}" if row else indent + word
        if row.strip() and cells(longer.rstrip()) > width:
            rows.append(row.rstrip())
            longer = indent + word
        row = longer
    return [*rows, row.rstrip()]


class EndOfInput(Exception):
    """There is nothing more to read where something was needed."""


def paragraphs(text: str) -> list[str]:
    """The text's paragraphs, each on one line; blank lines part them."""
    found: list[list[str]] = [[]]
    for line in printable(text).split("\n"):
        words = line.split()
        if words:
            found[-1] += words
        elif found[-1]:
            found.append([])
    return [" ".join(words) for words in found if words]


def duration(seconds: float) -> str:
    """Seconds in words: "90 seconds", "3 minutes 20 seconds"."""
    whole = max(0, round(seconds))
    if whole <= 120:
        return ngettext("{n} second", "{n} seconds", whole).format(n=whole)
    minutes, rest = divmod(whole, 60)
    said = ngettext("{n} minute", "{n} minutes", minutes).format(n=minutes)
    return _("{minutes} {seconds}").format(minutes=said, seconds=duration(rest)) if rest else said


class Linear:
    """A conversation in lines. `interactive`: a person types at a terminal."""

    def __init__(self, read: TextIO, write: TextIO, interactive: bool) -> None:
        self._read = read
        self._write = write
        self._pushed: list[str] = []
        self._picked_from: tuple[str, list[str]] | None = None
        self.interactive = interactive

    def say(self, *lines: str) -> None:
        """Write lines, so that they are out when this returns."""
        self._write.write("".join(row + "\n" for line in lines for row in self._rows(printable(line))))
        self._write.flush()

    def _rows(self, line: str) -> list[str]:
        """The line as it is written: whole for programs and files, broken between words for a person to read."""
        if not (self.interactive and self._write.isatty()):
            return [line]
        width = shutil.get_terminal_size().columns  # asked every time: windows change
        return [row for part in line.split("\n") for row in wrapped(part, width)]

    def speak(self, who: str, text: str) -> None:
        """Write what somebody says: the speaker's name before every paragraph."""
        self._picked_from = None  # after a conversation choices are news again
        self.say(*(f"{one_line(who)}: {paragraph}" for paragraph in paragraphs(text)))

    def push(self, line: str) -> None:
        """Give a line back, to be read next."""
        self._pushed.append(line)

    def line(self) -> str | None:
        """The next line without its end, None at the end of input."""
        if self._pushed:
            return self._pushed.pop()
        pieces: list[str] = []
        kept = 0
        while piece := self._piece():
            pieces.append(piece[: LONGEST_LINE - kept])
            kept += len(pieces[-1])
            if piece.endswith("\n"):
                break
        if not pieces:
            return None
        # A terminal or a pipe may hand over half characters; the journal holds whole ones only.
        line = _HALF.sub("\ufffd", "".join(pieces)).rstrip("\r\n")
        if kept > TERMINAL_LINE // 4 and self.interactive and self._read.isatty():
            self._tell_cut(line)
        return line

    def _tell_cut(self, line: str) -> None:
        if len(line.encode(errors="replace")) >= TERMINAL_LINE - 3:  # it may end within a character
            self.say(
                _(
                    "Note: a terminal hands over no more than {n} bytes of one line, and drops the rest: the end of "
                    "this one is missing. Write it again, in shorter lines."
                ).format(n=figure(TERMINAL_LINE))
            )

    def _piece(self) -> str:
        try:
            return self._read.readline(_PIECE)
        except OSError:
            # The terminal is gone (a closed window): the same as the end of input.
            return ""

    def ask(self, question: str) -> str:
        """The answer to a question, one line. Raises EndOfInput."""
        self.say(question)
        answer = self.line()
        if answer is None:
            raise EndOfInput
        return answer.strip()

    def choose(
        self,
        question: str,
        choices: Sequence[str],
        names: Sequence[str] = (),
        default: int | None = None,
        heard: bool = False,
    ) -> int:
        """The index of the choice that was made, by its number or by one of `names` (as many as choices, or
        more: an index past the choices is a name without a number). An empty line takes `default` or, without one,
        tells the choices again. `heard`: they were told before. Asks again after anything else. Raises EndOfInput."""
        told = [f"{number}. {one_line(choice)}" for number, choice in enumerate(choices, 1)]
        if not heard:
            self.say(*told)
        by_name = {name.casefold(): index for index, name in reversed(list(enumerate(names)))}
        while True:
            answer = self.ask(question).casefold()
            if not answer:
                if default is not None:
                    return default
                self.say(*told)
                continue
            if answer.isdecimal() and len(answer) < 6 and 1 <= int(answer) <= len(choices):
                return int(answer) - 1
            if answer in by_name:
                return by_name[answer]
            what = _("“{answer}” is not among the choices: write a number from 1 to {n}.")
            self.say(what.format(answer=one_line(answer)[:60], n=len(choices)))

    def pick(self, question: str, choices: Sequence[tuple[str, str]]) -> str:
        """The name of the choice that was made, of pairs of a name and what is said of it. Choices that were the last
        ones too are not told all over again. Raises EndOfInput."""
        names, said = [name for name, _said in choices], [said for _name, said in choices]
        heard = self._picked_from == (question, said)
        self._picked_from = (question, said)
        if heard:
            question = " ".join((question, _("An empty line tells the choices again.")))
        return names[self.choose(question, said, names, heard=heard)]
