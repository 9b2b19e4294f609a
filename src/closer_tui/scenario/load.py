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
from closer_tui.i18n import _
from closer_tui.scenario.model import Scenario
from closer_tui.scenario.reader import Problems, nearest, shown
from closer_tui.scenario.shape import read_scenario
from closer_tui.scenario.syntax import in_our_words, place_of
from closer_tui.scoring.text import printable

MOST_BYTES = 256_000
"""Size of a scenario file. A long one has 40,000; a hostile one of this size takes a second at worst."""

# tomllib takes time and memory by the square of the names in one dotted key; a scenario has three at most. A dozen
# words may be joined by dots in a text, too: so what stands before and after them counts, unless there are hundreds.
_NAME = r"""(?:[\w-]++|"(?:[^"\\\n]|\\.)*+"|'[^'\n]*+')"""
_MANY_NAMES = re.compile(
    rf"(?:^[ \t]*+\[?+\[?+|[{{,])[ \t]*+(?={_NAME}[ \t]*+\.)"
    rf"({_NAME}(?:[ \t]*+\.[ \t]*+{_NAME}){{199}}|{_NAME}(?:[ \t]*+\.[ \t]*+{_NAME}){{11,}}+(?=[ \t]*+[=\]]))",
    re.MULTILINE,
)
_HUGE_NUMBER = re.compile(r"\d[\d_]{3999}")


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
            what = _("This is a directory.") if stat.S_ISDIR(mode) else _("This is no ordinary file.")
            raise _fail("S002", what, _("Give the path of a scenario file, which ends in .toml."), where)
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise _fail("S001", _("There is no such file."), _nearest_file(path), where) from None
    except (OSError, ValueError) as error:
        from closer_tui.files import reason

        why = reason(error) if isinstance(error, OSError) else str(error)
        what = _("The file can't be read: {reason}.").format(reason=printable(why))
        raise _fail("S003", what, _("Check the path, and that you may read the file."), where) from None
    if len(data) > MOST_BYTES:
        raise too_large(where)
    if b"\0" in data:
        what = _("This is no text: it holds NUL bytes.")
        raise _fail("S005", what, _("Save the scenario as UTF-8 text; is this the right file?"), where)
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        before = data[: error.start].decode()
        line, column = place_of(before, len(before))
        what = _("The byte {byte} is not UTF-8.").format(byte=f"0x{data[error.start]:02X}")
        raise _fail("S006", what, _("Save the file as UTF-8 in your editor."), where, line, column) from None


def too_large(where: str) -> DiagnosticError:
    what = _("The file is larger than {n} kilobytes.").format(n=MOST_BYTES // 1000)
    return _fail("S004", what, _("A scenario is text, and short: is this the right file?"), where)


def _nearest_file(path: Path) -> str:
    try:
        names = [each.name for each in path.parent.glob("*.toml")]
    except (OSError, ValueError):
        names = []
    near = nearest(path.name, names)
    if not near:
        return _("Check the path; closer list shows the scenarios.")
    return _("Did you mean {name} there?").format(name=shown(near)[1:-1])


def table_of(text: str, where: str) -> dict[str, Any]:
    """What this TOML says. Raises DiagnosticError with the first thing in it that is no TOML."""
    many = _MANY_NAMES.search(text)
    if many:
        what = _("A dozen names or more are joined by dots here.")
        raise _fail("S008", what, _("Write tables under headers of their own."), where, *place_of(text, many.start(1)))
    try:
        return tomllib.loads(text)
    except RecursionError:
        what = _("Lists or tables lie in one another too deep to be read.")
        raise _fail("S008", what, _("A scenario needs three levels at most."), where) from None
    except tomllib.TOMLDecodeError as error:
        what, help, line, column = in_our_words(str(error), text)
        raise _fail("S007", what, help, where, line, column) from None
    except ValueError:
        huge = _HUGE_NUMBER.search(text)
        what = _("A number or a date here is not one that can be read.")
        help = _("Write numbers that a person would; put a date in quotes.")
        raise _fail("S007", what, help, where, *(place_of(text, huge.start()) if huge else (0, 0))) from None
