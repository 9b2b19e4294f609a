"""How practice goes: `progress`."""

from __future__ import annotations

from typing import cast

import click

from closer_tui.cli.completing import scenario_names
from closer_tui.cli.options import LEVELS, explained, json_option, plain_option
from closer_tui.i18n import _


@click.command(
    "progress",
    help=explained(
        _("See how your practice goes."),
        _(
            "Completeness over time, the moves in the last runs, what you miss most with advice, how long your answers "
            "are; of all scenarios, or of NAME alone. On a terminal with a chart; with --plain, or in a pipe, as lines "
            "of text."
        ),
    ),
)
@click.argument("scenario", metavar=_("[NAME]"), default="", shell_complete=scenario_names)
@click.option("--level", type=click.Choice(LEVELS), help=_("On this level alone."))
@plain_option
@json_option
@click.pass_context
def progress_command(ctx: click.Context, scenario: str, level: str | None, plain: bool | None, as_json: bool) -> int:
    """How practice goes, with a chart or as lines."""
    from closer_tui.commands.progress import show_progress
    from closer_tui.practice.progress import Choice
    from closer_tui.rehearsal import Level

    outer = ctx.obj[0] if isinstance(ctx.obj, tuple) else None
    return show_progress(Choice(scenario, cast(Level | None, level)), outer if plain is None else plain, as_json)
