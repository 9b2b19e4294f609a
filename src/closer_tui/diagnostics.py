"""One shape for every problem in a file that a person wrote: scenario, settings, journal."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from closer_tui.i18n import _, pgettext

Severity = Literal["error", "warning", "note"]


def severity_name(severity: Severity) -> str:
    """What people call it; programs are told the code itself."""
    names: dict[Severity, str] = {
        "error": pgettext("severity", "error"),
        "warning": pgettext("severity", "warning"),
        "note": pgettext("severity", "note"),
    }
    return names[severity]


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """What is wrong, where, and what to write instead.

    `line` and `column` count from 1; 0 means that the whole file is meant. `key` is the dotted path of
    the key, such as `step[2].sample[1].meets` (lists count from 1), or empty. `what` and `help` are full sentences.
    `end_line` and `end_column` are where the wrong words end, not included; 0 where only the begin is known.
    """

    code: str
    severity: Severity
    what: str
    help: str
    path: str = ""
    line: int = 0
    column: int = 0
    key: str = ""
    end_line: int = 0
    end_column: int = 0

    def __str__(self) -> str:
        place = self.path or "<text>"
        if self.line:
            place += f":{self.line}:{self.column}"
        where = " " + _("(at {key})").format(key=self.key) if self.key else ""
        return f"{place}: {severity_name(self.severity)} {self.code}: {self.what}{where}\n    {self.help}"


class DiagnosticError(Exception):
    """A file can't be used. Carries every problem found in it, at least one of them an error."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        super().__init__("\n".join(map(str, self.diagnostics)))
