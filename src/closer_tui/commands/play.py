"""`closer` and `closer play`: which front end, which scenario, which level; then off it goes."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, TextIO

from closer_tui.collector import settled
from closer_tui.commands.ending import FINE, USAGE, Failure, complain_of, log_to_file
from closer_tui.i18n import _
from closer_tui.levels import Level
from closer_tui.opening import Opening
from closer_tui.paths import scenarios_dir
from closer_tui.settings import Settings, load_settings

if TYPE_CHECKING:
    from pathlib import Path

    from closer_tui.scenario.model import Scenario
    from closer_tui.ui.toasts import Toasts


def play(name: str | None, level: Level | None, plain: bool | None, speak: bool | None = None) -> int:
    """Rehearse. Without a scenario's name (or path) the front end offers a choice; so it does for a folder, of the
    scenarios in it. `plain` and `speak` are what
    the command line says about the front end and the voice, None for nothing."""
    settings, diagnostics = load_settings()
    complain_of(diagnostics)
    why = why_plain(plain, settings, os.environ, sys.stdin, sys.stdout)
    scenario, folder = (None, None) if name is None else _named(name)
    opening = Opening()
    try:
        if why:
            from closer_tui.commands.in_lines import play_in_lines

            return play_in_lines(scenario, level, settings, opening, why, speak, folder)
        aloud = settings.speak if speak is None else speak
        return _on_screen(scenario, level, settings, opening, aloud, folder, [str(each) for each in diagnostics])
    finally:
        opening.close()


def _named(name: str) -> tuple[Scenario | None, Path | None]:
    """The scenario, or the folder of them, that is meant. Raises DiagnosticError, and Failure for an empty folder."""
    from closer_tui.scenario.library import find, folder_of, in_folder  # home lists them without

    folder = folder_of(name, scenarios_dir())
    if folder is None:
        return find(name, scenarios_dir()), None
    if not in_folder(folder):
        what = _("There is no scenario in the folder {path}.").format(path=folder)
        raise Failure(what, _("A scenario's file ends in .toml."))
    return None, folder


def why_plain(
    asked: bool | None, settings: Settings, environment: Mapping[str, str], read: TextIO, write: TextIO
) -> str:
    """What chose the plain mode, to follow a comma; empty for the interface. Raises Failure where the
    interface was asked for and there is no terminal for it."""
    no_input, no_output = not read.isatty(), not write.isatty()
    if asked is False:
        if no_input:
            what = _("The interface needs a terminal, and standard input is none: leave --no-plain out.")
            raise Failure(what, status=USAGE)
        if no_output:
            what = _("The interface needs a terminal, and standard output is none: leave --no-plain out.")
            raise Failure(what, status=USAGE)
        return ""
    term = environment.get("TERM", "" if os.name == "posix" else "windows")
    reasons = {
        _("because of --plain"): asked is True,
        _("because CLOSER_PLAIN is set"): environment.get("CLOSER_PLAIN", "") not in ("", "0"),
        _("because the settings say so"): settings.plain,
        _("because standard input is no terminal"): no_input,
        _("because standard output is no terminal"): no_output,
        _("because TERM is not set"): not term,
        _("because the terminal is a dumb one"): term in ("dumb", "unknown"),
    }
    return next((reason for reason, holds in reasons.items() if holds), "")


def _on_screen(
    scenario: Scenario | None,
    level: Level | None,
    settings: Settings,
    opening: Opening,
    speak: bool,
    folder: Path | None,
    notices: Sequence[str],
) -> int:
    from closer_tui.scoring.lazy import standard_scorer
    from closer_tui.ui.app import CloserApp

    chosen = (scenario, level or settings.level) if scenario is not None else None
    app = CloserApp(opening, standard_scorer(), settings, scenarios_dir(), chosen, notices, speak, folder)
    app.on_started = settled
    return run_app(app)


def run_app(app: Toasts) -> int:
    """Give the terminal to a program until it ends. Returns the exit status; raises what it broke on."""
    log_to_file()
    # Textual draws the traceback of a bug, with all personal words in it, on this console: it goes to the log.
    app.error_console.file = io.StringIO()
    app.run()
    if app._exception is not None:
        raise app._exception
    return app.return_code or FINE
