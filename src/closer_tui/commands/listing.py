"""`closer list` and `closer where`: what there is, as lines or JSON; and what other lists are made with."""

from __future__ import annotations

import shlex
import shutil
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from typing import TYPE_CHECKING

from closer_tui import paths
from closer_tui.commands.ending import FINE, complain, complain_of
from closer_tui.i18n import LANGUAGES, _, chosen_by, figure, in_english, language, ngettext
from closer_tui.levels import difficulty_name
from closer_tui.linear import cells
from closer_tui.scoring.text import one_line, printable, safe_json

if TYPE_CHECKING:
    from closer_tui.journal import Journal
    from closer_tui.scenario.heads import Head
    from closer_tui.scenario.library import Entry

Best = Mapping[str, tuple[int, datetime]]


def list_scenarios(as_json: bool) -> int:
    """A line for each scenario that can be played, its name first; what is wrong with the others on stderr."""
    best = _best_results()
    playable, entries = _found()
    if as_json:
        dump([_described(head, best) for head in playable])
    else:
        with as_read():
            columns([_row(head, best) for head in playable], (2, 1))
    complain_of_broken(entries)
    for head in playable:
        if head.shadows:
            told = _("{name}: {path} takes the place of the bundled scenario of this name")
            complain(one_line(told.format(name=head.name, path=head.path)))
    _tell_of_twins(entries)
    return FINE


def _found() -> tuple[Sequence[Head], Sequence[Entry]]:
    """What can be played; and all that there is, where a scenario had to be read to know."""
    from closer_tui.scenario.heads import head_of, remember, remembered

    known = remembered(paths.scenarios_dir())
    if known.whole:
        return known.heads, ()
    from closer_tui.scenario.library import library

    began = time.time_ns()
    entries = library(paths.scenarios_dir())
    remember(entries, began)
    return [head for head in map(head_of, entries) if head is not None], entries


def _tell_of_twins(entries: Iterable[Entry]) -> None:
    """What shares its history with another one."""
    for entry in entries:
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
        told = ngettext(
            "{file}: {n} problem; closer check {path} shows it",
            "{file}: {n} problems; closer check {path} shows them",
            errors,
        )
        path = shlex.quote(str(entry.path))
        complain(one_line(told.format(file=entry.path.name, n=figure(errors), path=path)))


def show_places() -> int:
    """Where everything is kept, and in which language it is told."""
    spoken = LANGUAGES[language()]
    with as_read():
        places = {
            _("data"): paths.data_dir(),
            _("journal"): paths.journal_file(),
            _("scenarios"): paths.scenarios_dir(),
            _("drafts"): paths.drafts_dir(),
            _("settings"): paths.settings_file(),
            _("log"): paths.log_dir(),
            _("cache"): paths.cache_dir(),
        }
        rows = [
            (name, str(path) if path.exists() else _("{path} (not there yet)").format(path=path))
            for name, path in places.items()
        ]
        columns([*rows, (_("language"), f"{spoken} ({_who_chose()})")], ())
    return FINE


def _who_chose() -> str:
    """Why this language is spoken, in a few words."""
    said = chosen_by()
    if said == "settings":
        return _("as the settings say")
    if not said:
        return _("no other is named")
    return _("as this machine does") if said == "system" else _("as {variable} says").format(variable=said)


def as_read() -> AbstractContextManager[None]:
    """Lists on a terminal are for people, in their language; what goes elsewhere is for programs, and the same in
    every language."""
    return nullcontext() if sys.stdout.isatty() else in_english()


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


def _described(head: Head, best: Best) -> dict[str, object]:
    completeness, last = best.get(head.id, (None, None))
    return {
        "name": head.name,
        "title": head.title,
        "summary": head.summary,
        "role": head.role,
        "company": head.company,
        "difficulty": head.difficulty,
        "group": head.group,
        "language": head.language,
        "interviewer": head.interviewer,
        "bundled": head.bundled,
        "shadows": head.shadows,
        "path": str(head.path),
        "best": completeness,
        "last": last.isoformat() if last else None,
    }


def _row(head: Head, best: Best) -> tuple[str, ...]:
    job = _("{role} at {company}").format(role=head.role, company=head.company)
    return head.name, head.title, job, difficulty_name(head.difficulty), _best(head, best)


def _best(head: Head, best: Best) -> str:
    return _("best {n} of 100").format(n=best[head.id][0]) if head.id in best else _("not played yet")


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
