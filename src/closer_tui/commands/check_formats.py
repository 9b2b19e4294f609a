"""How problems are told: to people with the line and a caret, to programs as JSON, to GitHub as annotations."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from closer_tui.diagnostics import Diagnostic, Severity, severity_name
from closer_tui.i18n import _, figure, ngettext
from closer_tui.linear import cells, wrapped
from closer_tui.scenario.codes import HEADLINES
from closer_tui.scoring.text import one_line, printable

WIDTH = 100
"""Columns of text that is written to a file or a pipe; a terminal has its own number."""
_COLOURS: Mapping[Severity, int] = MappingProxyType({"error": 31, "warning": 33, "note": 36})  # red, yellow, cyan
_GITHUB: Mapping[Severity, str] = MappingProxyType({"error": "error", "warning": "warning", "note": "notice"})


@dataclass(frozen=True, slots=True)
class Told:
    """One problem and the text that it was found in, by lines."""

    diagnostic: Diagnostic
    lines: Sequence[str]


def columns() -> int:
    """How wide text may be."""
    return max(40, shutil.get_terminal_size((WIDTH, 24)).columns) if sys.stdout.isatty() else WIDTH


# --- for people ------------------------------------------------------------------------------------------------


def as_text(
    told: Told, width: int, paint: Callable[[str, Severity], str] = lambda text, _: text, *, fold: bool = False
) -> str:
    """The problem in a few lines: place, code and what is wrong; the line with a caret run under the very words;
    what to write instead. `paint` gives a text the colour of a severity. The first line is for programs too, which look
    for path, line and column in it: it is broken (`fold`) only for people."""
    diagnostic = told.diagnostic
    place = diagnostic.path or "<text>"
    if diagnostic.line:
        place += f":{diagnostic.line}:{diagnostic.column}"
    at = _("at {key}").format(key=one_line(diagnostic.key))
    where = f" ({at})" if diagnostic.key else ""
    kind = f"{severity_name(diagnostic.severity)} {diagnostic.code}"
    margin = len(str(diagnostic.line)) + 3
    head = f"{one_line(place)}: {kind}: {one_line(diagnostic.what)}{where}"
    first, *rest = wrapped(head, width - margin) if fold else [head]
    before, found, after = first.partition(f" {kind}: ")
    rows = [
        f"{before} {paint(kind, diagnostic.severity)}: {after}" if found else first,
        *(" " * margin + row for row in rest),
    ]
    if 0 < diagnostic.line <= len(told.lines):
        line, carets = _underlined(told.lines[diagnostic.line - 1], diagnostic, width - margin - 2)
        rows.append(f"  {diagnostic.line} | {line}".rstrip())
        rows.append(f"{' ' * margin}| {paint(carets, diagnostic.severity) if carets.strip() else ''}".rstrip())
    help = wrapped(f"{' ' * margin}= {one_line(diagnostic.help)}", max(30, width - 2))
    rows += [help[0], *(f"  {row}" for row in help[1:])]
    return "\n".join(rows)


def coloured(text: str, severity: Severity) -> str:
    """The text in bold and in the colour of the severity, for a terminal."""
    return f"\x1b[1;{_COLOURS[severity]}m{text}\x1b[0m"


def _underlined(line: str, diagnostic: Diagnostic, width: int) -> tuple[str, str]:
    """The part of the line where the words are, and the carets for the line under it."""
    line = printable(line).replace("\t", " ").rstrip()
    begin = min(diagnostic.column - 1, len(line))
    end = diagnostic.end_column - 1 if diagnostic.end_line == diagnostic.line else len(line)
    if not diagnostic.end_line:
        end = begin + 1
    end = max(begin + 1, min(end, len(line)))
    first = 0
    while first < begin and cells(line[first:begin]) > width // 3 and cells(line[first:end]) > width - 2:
        first += 1
    last = len(line)
    while last > begin + 1 and cells(line[first:last]) > width - 2:
        last -= 1
    before = ("…" if first else "") + line[first:begin]
    marked = line[begin : min(end, last)]
    drawn = before + line[begin:last] + ("…" if last < len(line) else "")
    return drawn, " " * cells(before) + "^" * max(1, cells(marked))


def summary(files: int, found: Iterable[Diagnostic]) -> str:
    """The last line: "3 files: 2 errors, 1 warning"."""
    severities = [each.severity for each in found]
    errors, warnings, notes = (severities.count(kind) for kind in ("error", "warning", "note"))
    counts = {
        ngettext("{n} error", "{n} errors", errors): errors,
        ngettext("{n} warning", "{n} warnings", warnings): warnings,
        ngettext("{n} note", "{n} notes", notes): notes,
    }
    told = ", ".join(words.format(n=figure(number)) for words, number in counts.items() if number)
    counted = ngettext("{n} file", "{n} files", files).format(n=figure(files))
    return ": ".join((counted, told or _("no problems")))


# --- for programs ----------------------------------------------------------------------------------------------


def as_json(found: Iterable[Diagnostic]) -> str:
    """A list of objects. Lines and columns count from 1 (columns count characters; the end is not included), and
    are null where the whole file is meant."""
    rows = [
        {
            "code": each.code,
            "severity": each.severity,
            "headline": HEADLINES[each.code],
            "path": each.path,
            "line": each.line or None,
            "column": each.column or None,
            "end_line": each.end_line or None,
            "end_column": each.end_column or None,
            "key": each.key,
            "what": each.what,
            "help": each.help,
        }
        for each in found
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2)


def as_github(diagnostic: Diagnostic) -> str:
    """A workflow command that puts the problem beside its line. Whatever the texts hold, it stays one command."""
    values: dict[str, str | int] = {
        "file": diagnostic.path,
        "line": diagnostic.line,
        "endLine": diagnostic.end_line,
        "col": diagnostic.column,
        # GitHub marks columns in one line only.
        "endColumn": diagnostic.end_column if diagnostic.end_line == diagnostic.line else 0,
        "title": f"{diagnostic.code} {HEADLINES[diagnostic.code]}",
    }
    properties = ",".join(f"{name}={_property(str(value))}" for name, value in values.items() if value)
    where = f" (at {diagnostic.key})" if diagnostic.key else ""
    message = _data(f"{diagnostic.what}{where}\n{diagnostic.help}")
    return f"::{_GITHUB[diagnostic.severity]} {properties}::{message}"


def _data(text: str) -> str:
    """As the runner undoes it: the percent sign first, or an escape in the text would become what it stands for."""
    return printable(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
