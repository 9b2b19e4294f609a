"""Rehearse: `play`, and `list` of what there is to play."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from closer_tui.cli.completing import scenario_names_or_files
from closer_tui.cli.options import FILE, LEVELS, NAME_OR_PATH, explained, json_option, plain_option, speak_option
from closer_tui.i18n import _


@click.command(
    "play",
    help=explained(
        _("Rehearse one scenario."),
        _(
            "NAME is one of `closer list`; a path names a scenario's own TOML file, or a folder of them to choose "
            "from. In plain mode every answer ends with a line that holds a single dot, and /help says what else there "
            "is."
        ),
        _(
            "With --record nothing is played: the file holds the interviewer's lines and pauses for your answers, to "
            "practise away from the screen."
        ),
    ),
)
@click.argument("scenario", metavar=NAME_OR_PATH, shell_complete=scenario_names_or_files)
@click.option("--level", type=click.Choice(LEVELS), help=_("How much help there is; else as in the settings."))
@plain_option
@speak_option
@click.option(
    "--record",
    metavar=FILE,
    type=click.Path(path_type=Path),
    help=_("Write what the interviewer says to a WAV file."),
)
@click.pass_obj
def play_command(
    outer: tuple[bool | None, bool | None],
    scenario: str,
    level: Any,
    plain: bool | None,
    speak: bool | None,
    record: Path | None,
) -> int:
    """One scenario, played or recorded."""
    if record is not None:
        from closer_tui.commands.recording import record_scenario

        return record_scenario(scenario, level, record)
    from closer_tui.commands.play import play

    return play(scenario, level, outer[0] if plain is None else plain, outer[1] if speak is None else speak)


@click.command(
    "list",
    help=explained(
        _("Show the scenarios."),
        _(
            "A line for each: name, title, role and company, difficulty, the best completeness so far. Columns on a "
            "terminal, parted by tabs elsewhere."
        ),
    ),
)
@json_option
def list_command(as_json: bool) -> int:
    """The scenarios."""
    from closer_tui.commands.listing import list_scenarios

    return list_scenarios(as_json)
