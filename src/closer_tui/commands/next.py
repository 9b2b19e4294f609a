"""`closer next`: one thing to rehearse now, and why."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from closer_tui import paths
from closer_tui.commands.ending import FINE, complain
from closer_tui.commands.listing import dump, journal_begun, opened
from closer_tui.i18n import _, in_english
from closer_tui.practice.next import LOOKED_AT, suggest
from closer_tui.report_words import one_line
from closer_tui.scenario.library import library

if TYPE_CHECKING:
    from closer_tui.journal import Practice


def show_next(as_json: bool) -> int:
    """What to rehearse, why, and the command that does it. Raises JournalError."""
    with in_english() if as_json else nullcontext():
        return _show(as_json)


def _show(as_json: bool) -> int:
    practices: tuple[Practice, ...] = ()
    if journal_begun():
        with opened() as journal:
            practices = journal.practice(LOOKED_AT)
    found = suggest(practices, library(paths.scenarios_dir()), datetime.now(UTC))
    entry = found.entry if found is not None else None
    if as_json:
        command = {"scenario": entry.name, "level": found.level} if found is not None and entry is not None else {}
        dump({**command, "why": found.why} if found is not None else None)
    elif found is None:
        complain(_("There is no scenario to suggest: closer list shows what there is."))
    elif entry is None:
        print(found.why)
    else:
        print(one_line(f"{found.what}. {found.why}"))
        print(f"closer play {entry.name} --level {found.level}")
    return FINE
