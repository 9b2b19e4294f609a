"""From a scenario in the list to the editor. Nothing of the editor is loaded before."""

from __future__ import annotations

from pathlib import Path

from textual.app import App

from closer_tui.diagnostics import DiagnosticError
from closer_tui.files import reason
from closer_tui.i18n import _
from closer_tui.paths import drafts_dir, scenarios_dir
from closer_tui.scenario.copying import copy_scenario, free_name
from closer_tui.scenario.drafts import Drafts
from closer_tui.scenario.editing import Editing
from closer_tui.scenario.library import Entry
from closer_tui.scenario.manuscript import read_manuscript
from closer_tui.scoring.text import printable
from closer_tui.scoring.verdict import Scorer
from closer_tui.ui.screens.editing import copy_question
from closer_tui.ui.screens.editor import EditorScreen
from closer_tui.ui.widgets.stand_ins import NoStandIns


def edit(app: App[None], entry: Entry, scorer: Scorer, own: Path | None) -> None:
    """Open a scenario in the editor, a broken one where its first problem is. Of a bundled one a copy in the folder
    `own` is offered. What can't be opened is told."""
    if not entry.bundled:
        wrong = [each for each in entry.diagnostics if each.line and each.severity == "error"]
        first = wrong[0] if wrong and entry.scenario is None else None
        _open(app, entry.path, scorer, (first.line, first.column) if first else (0, 1))
        return
    folder = own or scenarios_dir()
    path = folder / f"{free_name(entry.name, folder)}.toml"

    def answered(choice: str | None) -> None:
        if choice != "copy":
            return
        try:
            copied = copy_scenario(entry, folder)
        except OSError as error:
            _tell(app, _("It can't be copied"), f"{folder}: {reason(error)}.")
        else:
            _open(app, copied, scorer, (0, 1))

    app.push_screen(copy_question(entry.title or entry.name, path), answered)


def _open(app: App[None], path: Path, scorer: Scorer, at: tuple[int, int]) -> None:
    try:
        editing = Editing(read_manuscript(path), Drafts(drafts_dir()))
        screen = EditorScreen(editing, scorer, *at)
    except DiagnosticError as error:
        first = error.diagnostics[0]
        _tell(app, _("It can't be edited here"), f"{first.path}: {first.what} {first.help}")
    except NoStandIns as error:
        _tell(app, _("It can't be edited here"), f"{path}: {error}.")
    else:
        app.push_screen(screen)


def _tell(app: App[None], title: str, words: str) -> None:
    app.notify(printable(words), title=title, severity="error", timeout=10, markup=False)
