"""Rehearse: `play`, and `list` of what there is to play."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from closer_tui.cli.options import LEVELS, json_option, plain_option, speak_option


@click.command("play")
@click.argument("scenario", metavar="NAME|PATH")
@click.option("--level", type=click.Choice(LEVELS), help="How much help there is; else as in the settings.")
@plain_option
@speak_option
@click.option(
    "--record", metavar="FILE", type=click.Path(path_type=Path), help="Write what the interviewer says to a WAV file."
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
    """Rehearse one scenario.

    NAME is one of `closer list`; a path names a scenario's own TOML file, or a folder of them to choose from. In
    plain mode every answer ends with a line that holds a single dot, and /help says what else there is.

    With --record nothing is played: the file holds the interviewer's lines and pauses for your answers, to
    practise away from the screen.
    """
    if record is not None:
        from closer_tui.commands.recording import record_scenario

        return record_scenario(scenario, level, record)
    from closer_tui.commands.play import play

    return play(scenario, level, outer[0] if plain is None else plain, outer[1] if speak is None else speak)


@click.command("list")
@json_option
def list_command(as_json: bool) -> int:
    """Show the scenarios.

    A line for each: name, title, role and company, difficulty, the best completeness so far. Columns on a
    terminal, parted by tabs elsewhere.
    """
    from closer_tui.commands.listing import list_scenarios

    return list_scenarios(as_json)
