"""Reads one table of a scenario file, key by key, and notes whatever is wrong instead of stopping at it."""

from __future__ import annotations

import difflib
import math
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from closer_tui.diagnostics import Diagnostic, Severity
from closer_tui.i18n import _, ngettext
from closer_tui.scenario.codes import HEADLINES
from closer_tui.scenario.synonyms import SYNONYMS
from closer_tui.scoring.text import printable

if TYPE_CHECKING:
    from closer_tui.scenario.positions import KeyPath, Place

LINE = 300
"""Characters of a field of one line."""
TEXT = 20_000
"""Characters of a field of many lines."""
LINES = 100
"""Lines in one list."""
MOST_LISTED = 500
"""Problems listed of one file: a hostile file can hold a hundred thousand."""

_TYPES: Mapping[type, str] = {
    str: _("a text"),
    bool: _("true or false"),
    int: _("a whole number"),
    float: _("a number"),
    list: _("a list"),
    dict: _("a table"),
    datetime: _("a date"),
    date: _("a date"),
    time: _("a time of day"),
}
_BREAKS = "\n\u2028\u2029"


def shown(value: object) -> str:
    """A value as a message may quote it: short, on one line, and harmless to a terminal."""
    if isinstance(value, str):
        line = " ".join(printable(value[:200]).split())
        return f'"{line}"' if len(line) <= 40 and len(value) <= 200 else f'"{line[:40]}…"'
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int) and abs(value) < 10**15:
        return str(value)
    if isinstance(value, float):
        return str(value)
    return _("a very large number") if isinstance(value, int) else _TYPES.get(type(value), _("something else"))


def nearest(name: str, known: Iterable[str]) -> str:
    """The known name that was probably meant, or nothing: one slip of the pen from it, else another word for it
    ("time" for seconds, which looks more like title), else not too far from it."""
    written, names = name[:60].casefold(), list(known)
    others = {word: meant for word, all_meant in SYNONYMS.items() for meant in all_meant if meant in names}
    for words, cutoff in ((names, 0.8), (others, 0.8), (names, 0.6)):
        if found := difflib.get_close_matches(written, list(words), 1, cutoff):
            return others[found[0]] if words is others else found[0]
    return ""


def listed(names: Collection[str]) -> str:
    """Names for a sentence: a, b or c."""
    *most, last = names
    return _("{most} or {last}").format(most=", ".join(most), last=last) if most else last


def quoted(names: Collection[str]) -> str:
    return listed([f'"{name}"' for name in names])


def meant(name: str) -> str:
    """A question for what was probably meant, with a space after it for what follows; nothing where nothing was."""
    return _("Did you mean {name}?").format(name=name) + " " if name else ""


def dotted(at: KeyPath) -> str:
    """A path as people read it; lists count from 1, as people do."""
    written = ""
    for part in at:
        if isinstance(part, int):
            written += f"[{part + 1}]"
        else:
            written += ("." if written else "") + printable(part[:60]).replace("\n", " ")
    return written


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with the key or the value at one path, before its line is known."""

    code: str
    at: KeyPath
    what: str
    help: str
    on_key: bool = False
    severity: Severity = "error"


def _diagnostic(problem: Problem, path: str, place: Place) -> Diagnostic:
    line, column, *end = place
    return Diagnostic(
        problem.code, problem.severity, problem.what, problem.help, path, line, column, dotted(problem.at), *end
    )


class Problems:
    """All problems of one file, in the order found."""

    def __init__(self) -> None:
        self.found: list[Problem] = []

    def add(
        self, code: str, at: KeyPath, what: str, help: str, *, on_key: bool = False, severity: Severity = "error"
    ) -> None:
        assert code in HEADLINES
        self.found.append(Problem(code, at, what, help, on_key, severity))

    def diagnostics(self, text: str, path: str) -> tuple[Diagnostic, ...]:
        """The problems with their lines, in the order of the text, the whole-file ones first."""
        if not self.found:
            return ()
        from closer_tui.scenario.positions import locate

        found = self.found[:MOST_LISTED]
        positions = locate(text, {problem.at for problem in found})
        all_of_them = sorted(
            (_diagnostic(problem, path, positions.find(problem.at, problem.on_key)) for problem in found),
            key=lambda diagnostic: (diagnostic.line, diagnostic.column),
        )
        if len(self.found) > MOST_LISTED:
            number = len(self.found) - MOST_LISTED
            what = ngettext(
                "There is {n} more problem than the {most} listed.",
                "There are {n} more problems than the {most} listed.",
                number,
            ).format(n=number, most=MOST_LISTED)
            all_of_them.append(Diagnostic("S099", "error", what, _("Mend these first, then check again."), path))
        return tuple(all_of_them)


class Reader:
    """One table. Every method takes a key and gives its value, or a harmless stand-in where the value is
    wrong or not there; what is wrong goes to `problems`. `close` reports the keys nobody asked for."""

    def __init__(self, table: Mapping[str, Any], at: KeyPath, problems: Problems) -> None:
        self._table = table
        self.at = at
        self.problems = problems
        self._asked: list[str] = []

    def __contains__(self, key: str) -> bool:
        return key in self._table

    def raw(self, key: str) -> Any:
        """What is written there, unchecked; None when nothing is."""
        return self._table.get(key)

    def take(self, key: str) -> Any:
        """Like `raw`, and the key counts as asked for: for a value that the caller checks."""
        return self._get(key, False, "")

    def entry(self, key: str, value: str) -> KeyPath:
        """Where in the list at `key` a text stands that `lines` gave."""
        written = self._table.get(key)
        entries = enumerate(written) if isinstance(written, list) else ()
        return next(((key, i) for i, each in entries if isinstance(each, str) and each.strip() == value), (key,))

    def error(self, code: str, keys: KeyPath, what: str, help: str, *, on_key: bool = False) -> None:
        self.problems.add(code, (*self.at, *keys), what, help, on_key=on_key)

    def warn(self, code: str, keys: KeyPath, what: str, help: str, *, on_key: bool = True) -> None:
        self.problems.add(code, (*self.at, *keys), what, help, on_key=on_key, severity="warning")

    # --- texts ---------------------------------------------------------------------------------------------

    def text(self, key: str, *, required: bool = False, lines: bool = False, help: str = "") -> str:
        """A text: of one line, or (`lines`) of any number. Empty when not there."""
        value = self._get(key, required, help or _('Write {key} = "…" with a text of your own.').format(key=key))
        if value is None:
            return ""
        if not isinstance(value, str):
            self._wrong_type((key,), value, _("a text"), _('Write it in quotes: {key} = "…".').format(key=key))
            return ""
        return self._checked(value, (key,), lines)

    def lines(self, key: str, *, required: bool = False, one_line: bool = False) -> tuple[str, ...]:
        """A list of texts; one text stands for a list of one."""
        value = self._get(key, required, _('Write {key} = ["…"] with at least one line.').format(key=key))
        if value is None:
            return ()
        if isinstance(value, str):
            checked = self._checked(value, (key,), not one_line)
            return (checked,) if checked else ()
        if not isinstance(value, list):
            help = _('Write it as a list: {key} = ["…", "…"].').format(key=key)
            self._wrong_type((key,), value, _("a list of texts"), help)
            return ()
        if not value and required:
            self.error(
                "S014", (key,), _("{key} is an empty list.").format(key=key), _("Write at least one line in it.")
            )
        if len(value) > LINES:
            what = _("{key} has {n} entries.").format(key=key, n=len(value))
            self.error("S020", (key,), what, _("Keep to {n} at most.").format(n=LINES))
        checked_lines = []
        for index, line in enumerate(value[:LINES]):
            if isinstance(line, str):
                checked_lines.append(self._checked(line, (key, index), not one_line))
            else:
                self._wrong_type((key, index), line, _("a text"), _('Write each entry in quotes: ["…", "…"].'))
        return tuple(line for line in checked_lines if line)

    def choice(self, key: str, names: Collection[str], *, required: bool = False, default: str = "") -> str:
        """One of `names`; `default` when not there, empty when wrong."""
        value = self._get(key, required, _("Write {key} = with one of {names}.").format(key=key, names=quoted(names)))
        if value is None:
            return default
        if isinstance(value, str) and value in names:
            return value
        near = nearest(value, names) if isinstance(value, str) else ""
        hint = meant(f'"{near}"' if near else "")
        what = _("{key} is {value}, which is none of the names that it can be.").format(key=key, value=shown(value))
        self.error("S018", (key,), what, hint + _("Write {names}.").format(names=quoted(names)))
        return ""

    def _checked(self, value: str, keys: KeyPath, lines: bool) -> str:
        """The text without space around it, or nothing when it can't be used."""
        name = dotted(keys)
        clean = value.strip()
        if not clean:
            what = _("{key} is an empty text.").format(key=name)
            self.error("S014", keys, what, _("Write something in it, or leave it out altogether."))
            return ""
        most = TEXT if lines else LINE
        if len(clean) > most:
            what = _("{key} has {n} characters.").format(key=name, n=len(clean))
            self.error("S015", keys, what, _("Keep it to {n} characters at most.").format(n=most))
            return ""
        safe = printable(clean)
        if safe != clean:
            unsafe = next(char for char, drawn in zip(clean, safe, strict=True) if char != drawn)
            what = _("{key} holds the control character {number}, which could garble a terminal.").format(
                key=name, number=f"U+{ord(unsafe):04X}"
            )
            self.error("S017", keys, what, _("Take it out; emoji and right-to-left letters need no such characters."))
            return ""
        if not lines and any(each in clean for each in _BREAKS):
            what = _("{key} goes over more than one line.").format(key=name)
            self.error("S016", keys, what, _("Write it on a single line."))
            return ""
        return clean

    # --- numbers and yes or no -----------------------------------------------------------------------------

    def number(self, key: str, low: float, high: float, unit: str = "") -> float | None:
        """A number from `low` to `high`, whole where both of these are; None when not there or wrong."""
        value = self._get(key, False, "")
        if value is None:
            return None
        whole = isinstance(low, int) and isinstance(high, int)
        bounds = (
            _("Write a whole number from {low} to {high}{unit}.")
            if whole
            else _("Write a number from {low} to {high}.")
        )
        bounds = bounds.format(low=low, high=high, unit=unit)
        if type(value) is not int and (whole or type(value) is not float):
            kind = _("a whole number") if whole else _("a number")
            self._wrong_type((key,), value, kind, bounds + " " + _("No quotes around it."))
            return None
        if not (math.isfinite(value) if type(value) is float else True) or not low <= value <= high:
            what = _("{key} is {value}, which is out of range.").format(key=key, value=shown(value))
            self.error("S019", (key,), what, bounds)
            return None
        return float(value) if not whole else int(value)

    def flag(self, key: str) -> bool:
        """True or false; false when not there."""
        value = self._get(key, False, "")
        if value is None or isinstance(value, bool):
            return bool(value)
        help = _("Write {key} = true or {key} = false, without quotes.").format(key=key)
        self._wrong_type((key,), value, _("true or false"), help)
        return False

    # --- tables --------------------------------------------------------------------------------------------

    def table(self, key: str, *, required: bool = False, help: str = "") -> Reader:
        """The table at `key`: an empty one when not there or wrong."""
        value = self._get(key, required, help)
        header = dotted(tuple(part for part in (*self.at, key) if isinstance(part, str)))
        if value is not None and not isinstance(value, dict):
            help = _("Write [{table}] on a line of its own, once.").format(table=header)
            self._wrong_type((key,), value, _("a table"), help)
            value = None
        return Reader(value or {}, (*self.at, key), self.problems)

    def tables(self, key: str, most: int) -> list[Reader]:
        """The list of tables at `key`: none when not there or wrong."""
        value = self._get(key, False, "")
        header = dotted(tuple(part for part in (*self.at, key) if isinstance(part, str)))
        if value is None:
            return []
        if not isinstance(value, list):
            help = _("Write [[{table}]], with two brackets, above each.").format(table=header)
            self._wrong_type((key,), value, _("a list of tables"), help)
            return []
        if len(value) > most:
            what = _("There are {n} of [[{table}]].").format(n=len(value), table=header)
            self.error("S020", (key,), what, _("Keep to {n} at most.").format(n=most))
        readers = []
        for index, table in enumerate(value[:most]):
            if isinstance(table, dict):
                readers.append(Reader(table, (*self.at, key, index), self.problems))
            else:
                help = _("Write [[{table}]] above each.").format(table=header)
                self._wrong_type((key, index), table, _("a table"), help)
        return readers

    def close(self) -> None:
        """Report every key that nobody asked for."""
        for key in self._table:
            if key in self._asked:
                continue
            if len(self.problems.found) > MOST_LISTED:  # counted only: looking for the nearest names takes long
                self.error("S011", (key,), "", "")
                continue
            near = nearest(key, self._asked)
            # It is there, under a name with a slip in it: that is one problem and not two.
            missing = ("S012", (*self.at, near))
            self.problems.found = [each for each in self.problems.found if (each.code, each.at) != missing]
            place = self._place()
            what = _("{key} is no key of {table}.") if place else _("{key} is no key of the scenario.")
            help = meant(near) + _("Its keys are {names}.").format(names=", ".join(self._asked))
            self.error("S011", (key,), what.format(key=shown(key), table=place), help, on_key=True)

    def _place(self) -> str:
        """The table as its header is written; empty for the scenario itself."""
        names = [part for part in self.at if isinstance(part, str)]
        if not names:
            return ""
        return f"[[{dotted(tuple(names))}]]" if isinstance(self.at[-1], int) else f"[{dotted(tuple(names))}]"

    def _get(self, key: str, required: bool, help: str) -> Any:
        self._asked.append(key)
        value = self._table.get(key)
        if value is None and required:
            place = self._place()
            what = _("{key} is missing from {table}.") if place else _("{key} is missing from the scenario.")
            self.error("S012", (key,), what.format(key=key, table=place), help)
        return value

    def _wrong_type(self, keys: KeyPath, value: object, wanted: str, help: str) -> None:
        found = _TYPES.get(type(value), _("something else"))
        what = _("{key} is {found} where {wanted} belongs.").format(key=dotted(keys), found=found, wanted=wanted)
        self.error("S013", keys, what, help)
