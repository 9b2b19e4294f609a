"""What was rehearsed before: `history`, and `export` of it and of scenarios."""

from __future__ import annotations

from pathlib import Path

import click

from closer_tui.cli.groups import Commands, Exports
from closer_tui.cli.options import json_option


@click.group("history", cls=Commands, invoke_without_command=True)
@json_option
@click.pass_context
def history_command(ctx: click.Context, as_json: bool) -> int | None:
    """Show the rehearsals that were finished, the newest first.

    Columns: id, when, scenario, level, completeness, whether complete, what it was then (where it was judged again
    since), scorer.
    """
    if ctx.invoked_subcommand is not None:
        ctx.obj = as_json
        return None
    from closer_tui.commands.history import show_history

    return show_history(as_json)


@history_command.command("rescore")
@click.option("--dry-run", is_flag=True, help="Tell what would come out, and change nothing.")
@json_option
@click.pass_obj
def rescore_command(outer: bool, dry_run: bool, as_json: bool) -> int:
    """Judge again what an older scorer judged.

    A line for each rehearsal that comes out differently. The earlier score is kept beside the new one, and where
    you gave your own word, it stands. What is done stays done when you interrupt it. Exit status 1 when a rehearsal
    had to be left out.
    """
    from closer_tui.commands.rescore import rescore_history

    return rescore_history(dry_run, as_json or outer)


@click.command("next")
@json_option
def next_command(as_json: bool) -> int:
    """Say what to rehearse next, and why.

    One scenario and level: what you keep forgetting, the next level once one is held, what was not practised for a
    while. Home says it too, unless the settings have `suggestions = false`.
    """
    from closer_tui.commands.next import show_next

    return show_next(as_json)


@click.group("export", cls=Exports, subcommand_metavar="NAME --html [FILE] | corrections [FILE]")
def export_command() -> None:
    """Take a scenario out as a page, or something out of the journal.

    \b
    closer export first-job --html page.html   a page for a coach to review
    closer export corrections mine.jsonl       where you knew better than the scorer
    """


@export_command.command("scenario", options_metavar="--html [FILE]")
@click.argument("scenario", metavar="NAME|PATH")
@click.option(
    "--html", "file", metavar="[FILE]", is_flag=False, flag_value="-", help="As one page, to FILE or standard output."
)
@click.option("--force", is_flag=True, help="Replace FILE if it is there already.")
def export_scenario_command(scenario: str, file: str | None, force: bool) -> int:
    """A whole scenario as one page, for a coach to review.

    What is said, the replies, what it is judged by and the samples, with nothing in it that is loaded from
    elsewhere. `closer export NAME --html` is short for this. Without FILE it goes to standard output.
    """
    if file is None:
        raise click.UsageError(f"Say --html: closer export {scenario} --html FILE.")
    from closer_tui.commands.export_page import export_page

    return export_page(scenario, None if file == "-" else Path(file), force)


@export_command.command("corrections")
@click.argument("file", metavar="[FILE]", required=False, type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="Replace FILE if it is there already.")
def corrections_command(file: Path | None, force: bool) -> int:
    """Where you knew better than the scorer, for whoever trains it.

    An answer a line (JSON), with its labels: yours where you overruled a verdict, or answered one of which the
    scorer was not sure. They are your own words, so look before you share them; nothing else of the journal is in
    it. Verdicts on a scenario's own criteria are left out. Without FILE it goes to standard output.
    """
    from closer_tui.commands.export import export_corrections

    return export_corrections(None if file is None or str(file) == "-" else file, force)
