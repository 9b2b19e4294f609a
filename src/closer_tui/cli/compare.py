"""Look at two attempts side by side: `compare`."""

from __future__ import annotations

import click

from closer_tui.cli.completing import rehearsal_ids
from closer_tui.cli.options import explained, json_option
from closer_tui.i18n import _


@click.command(
    "compare",
    help=explained(
        _("See what you gained and lost between two attempts."),
        {
            "closer compare 3f2a": _("its retries, and it beside the time before"),
            "closer compare 3f2a 81c0": _("from the first to the second, of one scenario"),
        },
        _(
            "For each criterion it tells what became of it, with your own words. ID may be the beginning of one that "
            "closer history shows."
        ),
    ),
)
@click.argument("first", metavar="ID", shell_complete=rehearsal_ids)
@click.argument("second", metavar="[ID]", required=False, shell_complete=rehearsal_ids)
@json_option
def compare_command(first: str, second: str | None, as_json: bool) -> int:
    """What was gained and lost between two attempts."""
    from closer_tui.commands.compare import compare_sessions

    return compare_sessions(first, second, as_json)
