"""The page for the real day: `sheet`."""

from __future__ import annotations

from pathlib import Path

import click

from closer_tui.cli.completing import scenario_names_or_files
from closer_tui.cli.options import FILE, NAME_OR_PATH, REPLACE, explained
from closer_tui.i18n import _


@click.command(
    "sheet",
    help=explained(
        _("Print your best answers on one page, for the real day."),
        {
            "closer sheet": _("as Markdown"),
            "closer sheet card.html": _("to print on A4 or Letter"),
            "closer sheet --scenario payments-backend card.html": _("for one job"),
        },
        _(
            "The four moves to tick off, and under each the answers that you picked (p in a report, or s at home); of "
            "a move without one, the best so far. Your own words, never cut: where they take more than a page, it is "
            "told. Without FILE it goes to standard output."
        ),
    ),
)
@click.argument("file", metavar=f"[{FILE}]", required=False, type=click.Path(path_type=Path))
@click.option(
    "--scenario",
    metavar=NAME_OR_PATH,
    shell_complete=scenario_names_or_files,
    help=_("Only from rehearsals of this scenario, and for its job."),
)
@click.option("--html", is_flag=True, help=_("As a page to be printed, also where FILE does not end in .html."))
@click.option("--force", is_flag=True, help=REPLACE)
def sheet_command(file: Path | None, scenario: str | None, html: bool, force: bool) -> int:
    """The page for the real day."""
    from closer_tui.commands.sheet import make_sheet

    return make_sheet(None if file is None or str(file) == "-" else file, scenario, html, force)
