"""`closer list`, `closer history` and `closer where`: what there is, as lines or JSON."""

from __future__ import annotations

import json
import shutil
import sys
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from closer_tui import paths
from closer_tui.commands.ending import FINE, complain, complain_of
from closer_tui.scoring.text import printable

if TYPE_CHECKING:
    from closer_tui.journal import Journal, SessionInfo
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
    for entry in entries:
        if entry.scenario is None:
            complain_of(entry.diagnostics, errors_only=True)
    return FINE


def show_history(as_json: bool) -> int:
    """A line for each finished rehearsal, the newest first. Raises JournalError."""
    sessions: tuple[SessionInfo, ...] = ()
    if paths.journal_file().exists():
        with _opened() as journal:
            sessions = journal.history()
    if as_json:
        rows = [
            {
                "id": info.id,
                "scenario": info.name,
                "title": info.title,
                "level": info.level,
                "started": info.started.isoformat(),
                "finished": info.finished.isoformat() if info.finished else None,
                "completeness": info.completeness,
                "complete": info.complete,
                "scorer": info.scorer,
                "answers": info.answers,
            }
            for info in sessions
        ]
        dump(rows)
        return FINE
    lines = []
    for info in sessions:
        when = f"{(info.finished or info.updated).astimezone():%Y-%m-%d %H:%M}"
        lines.append((when, info.name, info.level, f"{info.completeness} of 100", "complete" if info.complete else ""))
    columns(lines, (1,))
    if not lines:
        complain("No rehearsals yet: closer list shows the scenarios, closer play NAME plays one.")
    return FINE


def show_places() -> int:
    """Where everything is kept."""
    places = {
        "data": paths.data_dir(),
        "journal": paths.journal_file(),
        "scenarios": paths.scenarios_dir(),
        "settings": paths.settings_file(),
        "log": paths.log_dir(),
    }
    columns([(name, str(path) + ("" if path.exists() else " (not there yet)")) for name, path in places.items()], ())
    return FINE


def _opened() -> Journal:
    """The journal, what it has to tell told. Raises JournalError. Only for one that exists: looking creates none."""
    from closer_tui.journal import Journal  # brings the engine, which a list of scenarios can do without

    journal = Journal.open()
    for notice in journal.notices:
        complain(notice)
    return journal


def _best_results() -> Best:
    """What was reached in each scenario; a journal in trouble is said and does not keep the list back."""
    if not paths.journal_file().exists():
        return {}
    from closer_tui.journal import JournalError

    try:
        with _opened() as journal:
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
        "interviewer": entry.interviewer,
        "bundled": entry.bundled,
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
    print(json.dumps(rows, ensure_ascii=False, indent=2))


def columns(rows: Sequence[Sequence[str]], shrink: Sequence[int]) -> None:
    """Aligned columns on a terminal, those in `shrink` cut first where it is narrow; else parted by tabs."""
    clean = [[" ".join(printable(cell).split()) for cell in row] for row in rows]
    if not sys.stdout.isatty() or not clean:
        for row in clean:
            print("\t".join(row).rstrip())
        return
    widths = [max(map(_cells, column)) for column in zip(*clean, strict=True)]
    over = sum(widths) + 2 * (len(widths) - 1) - shutil.get_terminal_size().columns
    for column in shrink:
        cut = max(0, min(over, widths[column] - 12))
        widths[column] -= cut
        over -= cut
    for row in clean:
        print("  ".join(_fit(cell, width) for cell, width in zip(row, widths, strict=True)).rstrip())


def _cells(text: str) -> int:
    """How many columns of a terminal the text takes."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _fit(text: str, width: int) -> str:
    if _cells(text) > width:
        while text and _cells(text) > width - 1:
            text = text[:-1]
        text = text.rstrip() + "…"
    return text + " " * (width - _cells(text))
