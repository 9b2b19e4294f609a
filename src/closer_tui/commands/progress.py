"""`closer progress`: how practice goes, on a screen with a chart, as lines, or as JSON."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from closer_tui.commands.ending import FINE, complain_of
from closer_tui.commands.listing import dump, journal_begun, opened
from closer_tui.commands.play import run_app, why_plain
from closer_tui.i18n import in_english
from closer_tui.linear import Linear
from closer_tui.paths import scenarios_dir
from closer_tui.practice.progress import Choice, Progress, progress, titled
from closer_tui.practice.progress_data import to_data
from closer_tui.practice.progress_text import to_lines
from closer_tui.scenario.library import find
from closer_tui.scoring.lazy import standard_scorer
from closer_tui.settings import Settings, load_settings

if TYPE_CHECKING:
    from closer_tui.journal import Journal


def show_progress(choice: Choice, plain: bool | None, as_json: bool) -> int:
    """Tell how it goes. Raises JournalError, DiagnosticError for a scenario of which there is neither a rehearsal nor
    a file, Failure where the interface is asked for and there is no terminal."""
    settings, diagnostics = load_settings()
    complain_of(diagnostics)
    in_lines = as_json or bool(why_plain(plain, settings, os.environ, sys.stdin, sys.stdout))
    if not journal_begun():
        return _tell(_known(progress((), choice)), as_json)
    with opened() as journal:
        if not in_lines:
            return _on_screen(journal, choice, settings)
        return _tell(titled(_known(progress(journal.practice(), choice)), journal.reports), as_json)


def _known(shown: Progress) -> Progress:
    """The same, once it is known that there is such a scenario."""
    name = shown.choice.name
    if name and all(each.name != name for each in shown.scenarios):
        find(name, scenarios_dir())
    return shown


def _tell(shown: Progress, as_json: bool) -> int:
    if as_json:
        with in_english():
            dump(to_data(shown))
    else:
        Linear(sys.stdin, sys.stdout, sys.stdout.isatty()).say(*to_lines(shown))
    return FINE


def _on_screen(journal: Journal, choice: Choice, settings: Settings) -> int:
    from closer_tui.ui.app import CloserApp

    return run_app(CloserApp(journal, standard_scorer(), settings, scenarios_dir(), progress=choice))
