"""`closer list` and `closer where`: what there is, as lines or JSON; and what other lists are made with."""

from __future__ import annotations

import shlex
import shutil
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from closer_tui import paths
from closer_tui.commands.ending import FINE, complain, complain_of
from closer_tui.linear import cells
from closer_tui.report_words import one_line
from closer_tui.scoring.text import printable, safe_json

if TYPE_CHECKING:
    from closer_tui.journal import Journal
    from closer_tui.scenario.library import Entry

Best = Mapping[str, tuple[int, datetime]]


def list_scenarios(as_json: bool) -> int:
    """A line for each scenario that can be played, its name first; what is wrong with the others on stderr."""
    from closer_tui.scenario.library import library

    best = _best_results()
    entries = library(paths.scenarios_dir())
    playable = [entry for entry in entries if entry.scenario is not None]
    if as_json:
        dump([_described(entry, best) for entry in playable])
    else:
        columns(
            [(e.name, e.title, f"{e.role} at {e.company}", e.difficulty or "", _best(e, best)) for e in playable],
            (2, 1),
        )
    complain_of_broken(entries)
    _tell_of_namesakes(entries)
    return FINE


def _tell_of_namesakes(entries: Iterable[Entry]) -> None:
    """What stands in the place of something else, and what shares its history."""
    for entry in entries:
        if entry.shadows:
            complain(one_line(f"{entry.name}: {entry.path} takes the place of the bundled scenario of this name"))
        for each in entry.diagnostics:
            if each.code == "S053":
                complain(one_line(f"{entry.name}: {each.what} {each.help}"))


def complain_of_broken(entries: Iterable[Entry]) -> None:
    """A line for each file that can't be played: those who choose a scenario want no list of its faults."""
    for entry in entries:
        if entry.scenario is not None:
            continue
        if entry.path.suffix != ".toml":  # the folder itself, of which check knows nothing
            complain_of(entry.diagnostics, errors_only=True)
            continue
        errors = sum(diagnostic.severity == "error" for diagnostic in entry.diagnostics)
        count = "1 problem" if errors == 1 else f"{errors} problems"
        shows = "shows it" if errors == 1 else "shows them"
        complain(one_line(f"{entry.path.name}: {count}; closer check {shlex.quote(str(entry.path))} {shows}"))


def show_places() -> int:
    """Where everything is kept."""
    places = {
        "data": paths.data_dir(),
        "journal": paths.journal_file(),
        "scenarios": paths.scenarios_dir(),
        "drafts": paths.drafts_dir(),
        "settings": paths.settings_file(),
        "log": paths.log_dir(),
    }
    columns([(name, str(path) + ("" if path.exists() else " (not there yet)")) for name, path in places.items()], ())
    return FINE


def journal_begun() -> bool:
    """Whether there is a journal to open. Also where nobody can tell: opening it then says what is in the way."""
    try:
        paths.journal_file().stat()
    except FileNotFoundError:
        return False
    except OSError:
        pass
    return True


def opened() -> Journal:
    """The journal, what it has to tell told. Raises JournalError. Only for one that exists: looking creates none."""
    from closer_tui.journal import Journal  # brings the engine, which a list of scenarios can do without

    journal = Journal.open()
    for notice in journal.notices:
        complain(notice)
    return journal


def _best_results() -> Best:
    """What was reached in each scenario; a journal in trouble is said and does not keep the list back."""
    if not journal_begun():
        return {}
    from closer_tui.journal import JournalError

    try:
        with opened() as journal:
            return journal.best()
    except JournalError as error:
        complain(f"closer: {error}")
        return {}


def _described(entry: Entry, best: Best) -> dict[str, object]:
    completeness, last = best.get(entry.scenario.id, (None, None)) if entry.scenario else (None, None)
    return {
        "name": entry.name,
        "title": entry.title,
        "summary": entry.summary,
        "role": entry.role,
        "company": entry.company,
        "difficulty": entry.difficulty,
        "group": entry.scenario.group if entry.scenario else None,
        "language": entry.scenario.language if entry.scenario else None,
        "interviewer": entry.interviewer,
        "bundled": entry.bundled,
        "shadows": entry.shadows,
        "path": str(entry.path),
        "best": completeness,
        "last": last.isoformat() if last else None,
    }


def _best(entry: Entry, best: Best) -> str:
    if entry.scenario is None or entry.scenario.id not in best:
        return "not played yet"
    return f"best {best[entry.scenario.id][0]} of 100"


def dump(rows: object) -> None:
    """As JSON, for programs."""
    print(safe_json(rows, indent=2))


def columns(rows: Sequence[Sequence[str]], shrink: Sequence[int], least: int = 12) -> None:
    """Aligned columns on a terminal, those in `shrink` cut first where it is narrow, down to `least` cells, and
    empty ones left out; else parted by tabs."""
    clean = [[" ".join(printable(cell).split()) for cell in row] for row in rows]
    if not sys.stdout.isatty() or not clean:
        for row in clean:
            print("\t".join(row).rstrip())
        return
    widths = [max(map(cells, column)) for column in zip(*clean, strict=True)]
    over = sum(width + 2 for width in widths if width) - 2 - shutil.get_terminal_size().columns
    for column in shrink:
        cut = max(0, min(over, widths[column] - least))
        widths[column] -= cut
        over -= cut
    for row in clean:
        print("  ".join(_fit(cell, width) for cell, width in zip(row, widths, strict=True) if width).rstrip())


def _fit(text: str, width: int) -> str:
    if cells(text) > width:
        while text and cells(text) > width - 1:
            text = text[:-1]
        text = text.rstrip() + "…"
    return text + " " * (width - cells(text))
