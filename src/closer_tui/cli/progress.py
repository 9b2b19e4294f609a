"""How practice goes: `progress`."""

from __future__ import annotations

from typing import cast

import click

from closer_tui.cli.options import LEVELS, json_option, plain_option


@click.command("progress")
@click.argument("scenario", metavar="[NAME]", default="")
@click.option("--level", type=click.Choice(LEVELS), help="On this level alone.")
@plain_option
@json_option
@click.pass_context
def progress_command(ctx: click.Context, scenario: str, level: str | None, plain: bool | None, as_json: bool) -> int:
    """See how your practice goes.

    Completeness over time, the moves in the last runs, what you miss most with advice, how long your answers are; of
    all scenarios, or of NAME alone. On a terminal with a chart; with --plain, or in a pipe, as lines of text.
    """
    from closer_tui.commands.progress import show_progress
    from closer_tui.practice.progress import Choice
    from closer_tui.rehearsal import Level

    outer = ctx.obj[0] if isinstance(ctx.obj, tuple) else None
    return show_progress(Choice(scenario, cast(Level | None, level)), outer if plain is None else plain, as_json)
