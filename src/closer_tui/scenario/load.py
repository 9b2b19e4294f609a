"""A scenario file becomes a Scenario, or every problem in it, each with its line and what to write instead."""

from __future__ import annotations

import re
import stat
import tomllib
import unicodedata
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from closer_tui.diagnostics import Diagnostic, DiagnosticError
from closer_tui.scenario.model import Scenario
from closer_tui.scenario.reader import Problems, nearest, shown
from closer_tui.scenario.shape import read_scenario
from closer_tui.scoring.text import printable

MOST_BYTES = 256_000
"""Size of a scenario file. A long one has 40,000; a hostile one of this size takes a second at worst."""

# tomllib takes time and memory by the square of the names in one dotted key; a scenario has three at most.
_MANY_NAMES = re.compile(
    r"""(?<![\w-])(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')"""
    r"""(?:[ \t]*+\.[ \t]*+(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')){11}"""
)
_HUGE_NUMBER = re.compile(r"\d[\d_]{3999}")
_WHERE = re.compile(r"^(.*) \(at (?:line (\d+), column (\d+)|end of document)\)$", re.DOTALL)

# What the parser says; in the author's words; and what to write instead of what people usually did.
_SYNTAX = {
    "Invalid value": ("What stands here is no value", 'Put a text in quotes: title = "…". Numbers, true and false '
                      "go without."),
    "Cannot overwrite a value": ("This key was written before in the same table", "Keep one of the two."),
    "Cannot declare": ("This table was written before", "Keep one of the two, or use [[…]] for a list of tables."),
    "Illegal character '\\n'": ("The text on this line is not closed", "Close it with the quotes that it was opened "
                               'with, or use three quotes for a text of many lines: """…""".'),
    "Unterminated string": ("The file ends inside a text",
                            'Close the text with the quotes that it was opened with: "…" or """…""".'),
    "Unescaped '\\\\' in a string": ("A text has a backslash here that means nothing",
                                   "Write a backslash twice, or put the text in single quotes: '…'."),
    "Expected '=' after a key": ("There is no = after the key",
                                 "Write key = value. A text of several lines goes in three quotes."),
    "Expected newline or end of document": ("The value is over, and more follows on the line",
                                            'One key to a line; double quotes inside a text are written \\".'),
    "Unclosed array": ("The list that begins before this is not closed",
                       "Close the list with ] and put commas between its entries."),
    "Illegal character": ("There is a control character here",
                          "Take the control character out: only ordinary text belongs in the file."),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of reading a scenario: None where it can't be played, and all that was noticed."""

    scenario: Scenario | None
    diagnostics: tuple[Diagnostic, ...]

    def unwrap(self) -> Scenario:
        """The scenario; raises DiagnosticError where there is none."""
        if self.scenario is None:
            raise DiagnosticError(self.diagnostics)
        return self.scenario


def load_text(text: str, name: str, path: str = "") -> Scenario:
    """The scenario that this TOML describes. Raises DiagnosticError with every problem in it; warnings
    alone do not count as one. `name` is its name in lists, `path` is for messages."""
    return read_text(text, name, path).unwrap()


def load_file(path: Path) -> Scenario:
    """The scenario in this file, under the file's name. Raises DiagnosticError, whatever the file may be."""
    return read_file(path).unwrap()


def read_file(path: Path) -> Reading:
    """Like `load_file`, but gives the problems, and the warnings too."""
    where = printable(str(path))
    try:
        text = text_of(path, where)
    except DiagnosticError as error:
        return Reading(None, error.diagnostics)
    return read_text(text, path.name.removesuffix(".toml"), str(path))


def read_text(text: str, name: str, path: str = "") -> Reading:
    """Like `load_text`, but gives the problems, and the warnings too."""
    where = printable(path)
    text = plain_lines(text)
    try:
        table = table_of(text, where)
    except DiagnosticError as error:
        return Reading(None, error.diagnostics)
    problems = Problems()
    scenario = read_scenario(table, problems, name=name, default_id=id_of(name), source=text, path=path)
    broken = any(problem.severity == "error" for problem in problems.found)
    return Reading(None if broken else scenario, problems.diagnostics(text, where))


def id_of(name: str) -> str:
    """The id of a scenario that names none: its name in the letters that an id may have."""
    plain = unicodedata.normalize("NFKD", name[:64]).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    return slug or f"scenario-{zlib.crc32(name.encode(errors='replace')):08x}"


def _fail(code: str, what: str, help: str, path: str, line: int = 0, column: int = 0) -> DiagnosticError:
    return DiagnosticError([Diagnostic(code, "error", what, help, path, line, column)])


def plain_lines(text: str) -> str:
    """The text without a byte order mark, its lines ended as the parser wants them."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n")


def text_of(path: Path, where: str) -> str:
    """What is written in a scenario file. Raises DiagnosticError where it is no text, or too much of it; `where`
    is its path as messages show it."""
    try:
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode):
            kind = "a directory" if stat.S_ISDIR(mode) else "no ordinary file"
            raise _fail("S002", f"This is {kind}.", "Give the path of a scenario file, which ends in .toml.", where)
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise _fail("S001", "There is no such file.", _nearest_file(path), where) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        what = f"The file can't be read: {printable(reason)}."
        raise _fail("S003", what, "Check the path, and that you may read the file.", where) from None
    if len(data) > MOST_BYTES:
        raise too_large(where)
    if b"\0" in data:
        what = "This is no text: it holds NUL bytes."
        raise _fail("S005", what, "Save the scenario as UTF-8 text; is this the right file?", where)
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line, column = before.count(b"\n") + 1, error.start - before.rfind(b"\n")
        what = f"The byte 0x{data[error.start]:02X} is not UTF-8."
        raise _fail("S006", what, "Save the file as UTF-8 in your editor.", where, line, column) from None


def too_large(where: str) -> DiagnosticError:
    what = f"The file is larger than {MOST_BYTES // 1000} kilobytes."
    return _fail("S004", what, "A scenario is text, and short: is this the right file?", where)


def _nearest_file(path: Path) -> str:
    try:
        names = [each.name for each in path.parent.glob("*.toml")]
    except (OSError, ValueError):
        names = []
    near = nearest(path.name, names)
    return f"Did you mean {shown(near)[1:-1]} there?" if near else "Check the path; closer list shows the scenarios."


def table_of(text: str, where: str) -> dict[str, Any]:
    """What this TOML says. Raises DiagnosticError with the first thing in it that is no TOML."""
    many = _MANY_NAMES.search(text)
    if many:
        what = "A dozen names or more are joined by dots here."
        raise _fail("S008", what, "Write tables under headers of their own.", where, *_place(text, many.start()))
    try:
        return tomllib.loads(text)
    except RecursionError:
        what = "Lists or tables lie in one another too deep to be read."
        raise _fail("S008", what, "A scenario needs three levels at most.", where) from None
    except tomllib.TOMLDecodeError as error:
        raise _syntax(str(error), text, where) from None
    except ValueError:
        huge = _HUGE_NUMBER.search(text)
        what = "A number or a date here is not one that can be read."
        help = "Write numbers that a person would; put a date in quotes."
        raise _fail("S007", what, help, where, *(_place(text, huge.start()) if huge else (0, 0))) from None


def _syntax(message: str, text: str, where: str) -> DiagnosticError:
    match = _WHERE.match(message)
    said = match[1] if match else message
    if match and match[2]:
        line, column = int(match[2]), int(match[3])
    else:
        line, column = _place(text, len(text))
    short = printable(said[:200]).replace("\n", " ")
    ours = next((ours for begin, ours in _SYNTAX.items() if said.startswith(begin)), None)
    what, help = ours or (f"The parser says: {short}", "See the example in scenarios/README.md.")
    return _fail("S007", f"{what}.", help, where, line, column)


def _place(text: str, offset: int) -> tuple[int, int]:
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)
