"""What the journal is good for beside its history: `next`, `export` (of scenarios too) and `import`."""

from __future__ import annotations

from pathlib import Path

import click

from closer_tui.cli.groups import Exports
from closer_tui.cli.options import json_option


@click.command("next")
@json_option
def next_command(as_json: bool) -> int:
    """Say what to rehearse next, and why.

    One scenario and level: what you keep forgetting, the next level once one is held, what was not practised for a
    while. Home says it too, unless the settings have `suggestions = false`.
    """
    from closer_tui.commands.next import show_next

    return show_next(as_json)


@click.group("export", cls=Exports, subcommand_metavar="all [FILE] | NAME --html [FILE] | corrections [FILE]")
def export_command() -> None:
    """Back everything up, or take a scenario out as a page.

    \b
    closer export all backup.jsonl.gz          everything, for closer import
    closer export first-job --html page.html   a page for a coach to review
    closer export corrections mine.jsonl       where you knew better than the scorer
    """


@export_command.command("all")
@click.argument("file", metavar="[FILE]", required=False, type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="Replace FILE if it is there already.")
def export_all_command(file: Path | None, force: bool) -> int:
    """Back up everything into one file.

    It is for `closer import`, here or on another machine, which brings it together with what is there. In it are
    every rehearsal, unfinished ones too, with its words, reports, emails and picked answers; your own scenarios; the
    settings; only texts left unsaved in the editor are not. Each line is JSON, and all of it is packed with gzip. They
    are your own words, so keep the file safe. Without FILE it goes to standard output.
    """
    from closer_tui.commands.backup import export_all

    return export_all(None if file is None or str(file) == "-" else file, force)


@click.command("import")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--settings", is_flag=True, help="Take the settings too where there are some; those here are kept aside.")
@click.option("--dry-run", is_flag=True, help="Tell what would be brought in, and change nothing.")
def import_command(file: Path, settings: bool, dry_run: bool) -> int:
    """Bring in what `closer export all` wrote.

    It is added to what is here, and nothing here is lost: what is the same stays once, of a rehearsal that was gone
    on with elsewhere the longer one counts, and where it was gone on with in two ways both are kept. A scenario that
    differs from the one of its name gets another name. What you deleted since the backup comes back.

    Interrupted, it leaves whole rehearsals: run it again for the rest. Exit status 1 when something in the file
    could not be used; the rest is brought in.
    """
    from closer_tui.commands.backup import import_all

    return import_all(file, dry_run, settings)


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
