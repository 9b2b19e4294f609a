"""Look at two attempts side by side: `compare`."""

from __future__ import annotations

import click

from closer_tui.cli.options import json_option


@click.command("compare")
@click.argument("first", metavar="ID")
@click.argument("second", metavar="[ID]", required=False)
@json_option
def compare_command(first: str, second: str | None, as_json: bool) -> int:
    """See what you gained and lost between two attempts.

    \b
    closer compare 3f2a        the retries within it, and it beside the time before
    closer compare 3f2a 81c0   from the first to the second, of one scenario

    For each criterion it tells what became of it, with your own words. ID may be the beginning of one that closer
    history shows.
    """
    from closer_tui.commands.compare import compare_sessions

    return compare_sessions(first, second, as_json)
