"""`closer export NAME --html`: a scenario as a page that anybody can read."""

from __future__ import annotations

import sys
from pathlib import Path

from closer_tui.commands.ending import FINE, complain
from closer_tui.commands.export import refuse, write
from closer_tui.i18n import _
from closer_tui.paths import scenarios_dir
from closer_tui.scenario.library import find
from closer_tui.scenario.page import to_html


def export_page(name: str, path: Path | None, force: bool) -> int:
    """Write the scenario of this name, or at this path, as HTML to `path` or standard output. Raises
    DiagnosticError where it can't be read, and Failure where `path` can't be written, or is there already without
    `force`."""
    if path is not None:
        refuse(path, force, "scenario.html")
    data = to_html(find(name, scenarios_dir())).encode()
    if path is None:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    else:
        write(path, data, force)
        complain(_("{path}: one page, to be opened in a browser, printed or sent.").format(path=path))
    return FINE
