"""What is left of a scenario that is no TOML: every fault of its syntax, and a text in which the rest can be read.

The statements that can't be read are replaced, line for line, by ones that can: so nothing else moves. What is then
found wrong only because of a replacement is left out again (`Mended.tells`): an author should hear of no fault that
is not there, and rather of one too few.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from closer_tui.diagnostics import Diagnostic, DiagnosticError
from closer_tui.i18n import _
from closer_tui.scenario.load import table_of
from closer_tui.scenario.reader import nearest, shown
from closer_tui.scenario.statements import Statement, looks_like_one, split
from closer_tui.scenario.syntax import says_twice

MOST_FAULTS = 20
"""Faults of syntax after which a file is taken for something else than a scenario."""
MOST_MENDED = 120_000
"""Characters of a text of which more is told than its first fault: no scenario is half as long."""
MOST_READ = 1_000_000
"""Characters parsed to find what is written twice: each one found means to begin again."""

_LISTS = ("step", "step.answer", "step.criterion", "step.sample")
_TABLES = ("interviewer", "interviewer.voice", "silent", "step.reaction", "step.interviewer", "step.interviewer.voice")
_STEP = re.compile(r"[ \t]*\[\[[ \t]*step[ \t]*\]\]")
_STAND_IN = '"…"'
# What a file lacks may be in the part that can't be read; what is true of several tables only if each is whole.
_ABSENT = frozenset({"S010", "S012", "S030", "S031", "S032", "S034", "S035", "S039", "S050", "S051", "S052"})
_NEEDS = {"S034": "step.criterion", "S035": "step.criterion", "S051": "step.sample", "S052": "step.answer"}


@dataclass
class Mended:
    """A text that can be read, its table (None where so much is wrong that nobody should try), and what was wrong
    with the text that could not.

    Parts are numbered: 0 is before the first step, then come the steps. `touched` says for each faulty statement its
    part, table ("step.sample") and key; of the parts in `lossy` something is gone."""

    text: str
    faults: tuple[Diagnostic, ...]
    table: dict[str, Any] | None = None
    lines: frozenset[int] = frozenset()
    touched: frozenset[tuple[int, str, str]] = frozenset()
    lossy: frozenset[int] = frozenset()
    cut: bool = False

    @cached_property
    def _steps(self) -> list[int]:
        return [number for number, line in enumerate(self.text.split("\n"), 1) if _STEP.match(line)]

    def part(self, line: int) -> int:
        """Which part a line is in."""
        return bisect_right(self._steps, line)

    @property
    def begins_well(self) -> bool:
        """Whether what is said once for the whole scenario, such as its language, can all be read."""
        return 0 not in self.lossy and all(part for part, _, _ in self.touched)

    def tells(self, diagnostic: Diagnostic) -> bool:
        """Whether this would be wrong in the text as its author wrote it, too."""
        code, line = diagnostic.code, diagnostic.line
        if line in self.lines:
            return False
        part = self.part(line)
        if code in _ABSENT and (part in self.lossy or (self.cut and line == 0)):
            return False
        return not any((part, _NEEDS.get(code)) == (where, table) for where, table, _ in self.touched)

    def doubtful(self) -> Iterator[tuple[str | int, ...]]:
        """Paths about which nothing more should be said."""
        yield from (("step", part - 1) for part in self.lossy if part)
        for part, table, key in self.touched:
            outer, *inner = table.split(".")
            if outer == "step" and part:
                yield ("step", part - 1, inner[0] if inner else key)
            else:
                yield (outer or key,)


def mend(text: str, path: str) -> Mended | None:
    """What can be told of a text that is no TOML; None where that is nothing more than its first fault."""
    if len(text) > MOST_MENDED:
        return None
    work = _Work(text, path)
    try:
        work.mend_each()
        table = work.mend_together()
    except _TooMany:
        what = _("There is more that can't be read: the rest of the file was not looked at.")
        help = _("Is this the right file? If it is, mend these first, then check again.")
        rest = Diagnostic("S099", "error", what, help, path)
        told = sorted(work.faults[:MOST_FAULTS], key=lambda fault: (fault.line, fault.column))
        return Mended(text, (*told, rest))
    except DiagnosticError:
        return None
    return work.result(table)


class _TooMany(Exception):
    """This is no scenario with a few slips in it."""


class _Work:
    def __init__(self, text: str, path: str) -> None:
        self._text, self._path = text, path
        self._lines = text.split("\n")
        self._statements = split(text)
        self._bad: set[int] = set()  # statements, by their index
        self._lost: set[int] = set()  # lines of which nothing is left
        self.faults: list[Diagnostic] = []

    # --- one statement at a time -----------------------------------------------------------------------------

    def mend_each(self) -> None:
        for index, statement in enumerate(self._statements):
            below = index - 1 in self._bad and self._statements[index - 1].last == statement.first
            if below and not looks_like_one(statement.text, 0):
                self._bad.add(index)  # the rest of what was begun on the line before
                self._drop(statement.first, statement.last)
                continue
            wrong = self._wrong(statement)
            if wrong is None:
                continue
            self._tell(wrong)
            self._bad.add(index)
            self._replace(index)

    def _wrong(self, statement: Statement) -> Diagnostic | None:
        if statement.opened >= 0:
            row = statement.text.count("\n", 0, statement.opened)
            column = statement.opened - (statement.text.rfind("\n", 0, statement.opened) + 1)
            quotes = statement.text[statement.opened : statement.opened + 3]
            line = statement.first + row + 1
            what = _("The text that three quotes open here is never closed.")
            help = _("Write {quotes} where it ends.").format(quotes=quotes)
            return Diagnostic("S007", "error", what, help, self._path, line, column + 1, "", line, column + 4)
        if statement.header in _LISTS and not statement.double and "]" in statement.text:
            what = _("[{table}] is a list, and written like a single table.").format(table=statement.header)
            line, column = statement.first + 1, len(statement.text) - len(statement.text.lstrip()) + 1
            help = _("Write [[{table}]], with two brackets, above each.").format(table=statement.header)
            return Diagnostic(
                "S007", "error", what, help, self._path, line, column, statement.header,
                line, column + len(statement.text.strip()),
            )  # fmt: skip
        try:
            table_of(statement.text, self._path)
        except DiagnosticError as error:
            found = error.diagnostics[0]
            # At the end of the statement's last line is where its author looks, not at the begin of the next line.
            lines = statement.text.rstrip().split("\n")
            line = min(found.line or 1, len(lines))
            column = found.column if line == found.line else len(lines[line - 1]) + 1
            return replace(found, line=statement.first + line, column=column)
        return None

    def _replace(self, index: int) -> None:
        statement = self._statements[index]
        cut = index == len(self._statements) - 1 and "]" not in statement.text
        instead = "" if statement.is_header and cut else _instead(statement)  # who knows what it would have been
        self._drop(statement.first, statement.last, lost=not instead)
        self._lines[statement.first] = instead

    def _drop(self, first: int, last: int, *, lost: bool = True) -> None:
        self._lines[first:last] = [""] * (last - first)
        if lost:
            self._lost.update(range(first + 1, last + 1))

    # --- what only the whole shows -----------------------------------------------------------------------------

    def mend_together(self) -> dict[str, Any]:
        """The table of what is left. A key or table that was written twice goes; of a table, all that is in it."""
        for _attempt in range(max(4, min(2 * MOST_FAULTS, MOST_READ // (len(self._text) + 1)))):
            try:
                return table_of("\n".join(self._lines), self._path)
            except DiagnosticError as error:
                self._take_out(error)
        raise _TooMany

    def _take_out(self, error: DiagnosticError) -> None:
        fault = error.diagnostics[0]
        starts = [statement.first for statement in self._statements]
        index = bisect_right(starts, fault.line - 1) - 1
        if index < 0 or not fault.line:
            raise error
        statement = self._statements[index]
        if not any(self._lines[statement.first : statement.last]):
            raise error
        if index not in self._bad:
            column = len(statement.text) - len(statement.text.lstrip()) + 1
            width = len(statement.key or statement.text.strip().split("\n")[0])
            line = statement.first + 1
            what = _("{key} is written for the second time in its table.").format(key=shown(statement.key)[1:-1])
            if statement.is_header:
                header = shown(statement.text.strip())[1:-1]
                what = _("{table} is written for the second time.").format(table=header)
            if not says_twice(fault.what):
                what = fault.what
            self._tell(replace(fault, what=what, line=line, column=column, end_line=line, end_column=column + width))
            self._bad.add(index)
        end = statement.last
        if statement.is_header:
            after = (each.first for each in self._statements[index + 1 :] if each.is_header)
            end = next(after, len(self._lines))
        self._drop(statement.first, end, lost=statement.is_header)

    def _tell(self, fault: Diagnostic) -> None:
        self.faults.append(fault)
        if len(self.faults) > MOST_FAULTS:
            raise _TooMany

    def result(self, table: dict[str, Any]) -> Mended:
        mended = Mended("\n".join(self._lines), tuple(self.faults), table)
        touched, lines, header = set(), set(self._lost), ""
        for index, statement in enumerate(self._statements):
            header = statement.header or header
            if index in self._bad:
                lines.update(range(statement.first + 1, statement.last + 1))
                touched.add((mended.part(statement.first + 1), header, statement.key))
        last = len(self._statements) - 1
        mended.lines, mended.touched = frozenset(lines), frozenset(touched)
        mended.cut = last in self._bad and _is_open(self._statements[last])
        lossy = {mended.part(line) for line in self._lost}
        mended.lossy = frozenset(lossy | ({mended.part(len(self._lines))} if mended.cut else set()))
        return mended


def _is_open(statement: Statement) -> bool:
    """Whether the end of the file may have cut it."""
    return not statement.text.endswith("\n") or statement.opened >= 0 or statement.last - statement.first > 1


def _instead(statement: Statement) -> str:
    """One line that can be read in the place of a statement that can't; empty where nobody knows what it was."""
    if statement.is_header:
        known = (*_LISTS, *_TABLES)
        name = statement.header if statement.header in known else nearest(statement.header, known)
        return "" if not name else f"[[{name}]]" if name in _LISTS else f"[{name}]"
    return f"{statement.key} = {_STAND_IN}" if statement.key else ""
