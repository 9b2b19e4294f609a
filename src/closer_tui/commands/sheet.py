"""`closer sheet`: the answers that were picked, on one page for the real day."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

from closer_tui.commands.ending import FINE, complain
from closer_tui.commands.export import refuse, write
from closer_tui.commands.listing import journal_begun, opened
from closer_tui.i18n import _
from closer_tui.paths import scenarios_dir
from closer_tui.practice.best import Best, best_answers
from closer_tui.practice.sheet import card, overflow, to_html, to_markdown
from closer_tui.scenario.library import find

PAGES = (".html", ".htm")


def make_sheet(path: Path | None, scenario: str | None, html: bool, force: bool) -> int:
    """Write the cheat sheet to `path` or standard output, as a page with `html` or where the name ends so, else as
    Markdown. With a scenario's name, of its rehearsals alone and for its job. Raises DiagnosticError where that can't
    be read, Failure where `path` can't be written, JournalError."""
    if path is not None:
        refuse(path, force, "sheet.html")
    found = find(scenario, scenarios_dir()) if scenario is not None else None
    answers: tuple[Best, ...] = ()
    if journal_begun():
        with opened() as journal:
            answers = best_answers(journal, found.name if found is not None else "")
    if not answers:
        finish = _("Finish a rehearsal first.") if found is None else _("Finish a rehearsal of this scenario first.")
        complain(_("Nothing was written: there is no answer yet to put on a sheet.") + " " + finish)
        return FINE
    sheet = card(answers, datetime.now().date(), found)
    page = html or (path is not None and path.suffix.casefold() in PAGES)
    data = (to_html(sheet) if page else to_markdown(sheet)).encode()
    if path is None:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    else:
        write(path, data, force)
        how = _("{path}: open it in a browser and print it.") if page else _("{path}: Markdown, to be printed or read.")
        complain(how.format(path=path))
    if problem := overflow(sheet):
        complain(problem)
    if not all(answer.picked for answer in sheet.answers):
        complain(
            _(
                "Not all of it was picked by you: in a report p picks your answer to a move, and s at home shows "
                "the best."
            )
        )
    return FINE
