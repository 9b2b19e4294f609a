"""What the journal is good for beside its history: `next`, `export` (of scenarios too) and `import`."""

from __future__ import annotations

from pathlib import Path

import click

from closer_tui.cli.completing import files, scenario_names_or_files
from closer_tui.cli.groups import Exports
from closer_tui.cli.options import FILE, NAME_OR_PATH, REPLACE, explained, json_option
from closer_tui.i18n import _


@click.command(
    "next",
    help=explained(
        _("Say what to rehearse next, and why."),
        _(
            "One scenario and level: what you keep forgetting, the next level once one is held, what was not practised "
            "for a while. Home says it too, unless the settings have `suggestions = false`."
        ),
    ),
)
@json_option
def next_command(as_json: bool) -> int:
    """One thing to rehearse now."""
    from closer_tui.commands.next import show_next

    return show_next(as_json)


@click.group(
    "export",
    cls=Exports,
    subcommand_metavar=_("all [FILE] | NAME --html [FILE] | corrections [FILE]"),
    help=explained(
        _("Back everything up, or take a scenario out as a page."),
        {
            "closer export all backup.jsonl.gz": _("everything, for closer import"),
            "closer export first-job --html page.html": _("a page for a coach"),
            "closer export corrections mine.jsonl": _("where you knew better"),
        },
    ),
)
def export_command() -> None:
    """What may be taken out."""


@export_command.command(
    "all",
    help=explained(
        _("Back up everything into one file."),
        _(
            "It is for `closer import`, here or on another machine, which brings it together with what is there. In it "
            "are every rehearsal, unfinished ones too, with its words, reports, emails and picked answers; your own "
            "scenarios; the settings; only texts left unsaved in the editor are not. Each line is JSON, and all of it "
            "is packed with gzip. They are your own words, so keep the file safe. Without FILE it goes to standard "
            "output."
        ),
    ),
)
@click.argument("file", metavar=f"[{FILE}]", required=False, type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help=REPLACE)
def export_all_command(file: Path | None, force: bool) -> int:
    """A backup."""
    from closer_tui.commands.backup import export_all

    return export_all(None if file is None or str(file) == "-" else file, force)


@click.command(
    "import",
    help=explained(
        _("Bring in what `closer export all` wrote."),
        _(
            "It is added to what is here, and nothing here is lost: what is the same stays once, of a rehearsal that "
            "was gone on with elsewhere the longer one counts, and where it was gone on with in two ways both are "
            "kept. A scenario that differs from the one of its name gets another name. What you deleted since the "
            "backup comes back."
        ),
        _(
            "Interrupted, it leaves whole rehearsals: run it again for the rest. Exit status 1 when something in the "
            "file could not be used; the rest is brought in."
        ),
    ),
)
@click.argument("file", metavar=FILE, type=click.Path(path_type=Path))
@click.option(
    "--settings", is_flag=True, help=_("Take the settings too where there are some; those here are kept aside.")
)
@click.option("--dry-run", is_flag=True, help=_("Tell what would be brought in, and change nothing."))
def import_command(file: Path, settings: bool, dry_run: bool) -> int:
    """A backup, brought in."""
    from closer_tui.commands.backup import import_all

    return import_all(file, dry_run, settings)


@export_command.command(
    "scenario",
    options_metavar=f"--html [{FILE}]",
    help=explained(
        _("A whole scenario as one page, for a coach to review."),
        _(
            "What is said, the replies, what it is judged by and the samples, with nothing in it that is loaded from "
            "elsewhere. `closer export NAME --html` is short for this. Without FILE it goes to standard output."
        ),
    ),
)
@click.argument("scenario", metavar=NAME_OR_PATH, shell_complete=scenario_names_or_files)
@click.option(
    "--html",
    "file",
    metavar=f"[{FILE}]",
    is_flag=False,
    flag_value="-",
    shell_complete=files,
    help=_("As one page, to FILE or standard output."),
)
@click.option("--force", is_flag=True, help=REPLACE)
def export_scenario_command(scenario: str, file: str | None, force: bool) -> int:
    """A scenario as a page."""
    if file is None:
        raise click.UsageError(_("Say --html: closer export {scenario} --html FILE.").format(scenario=scenario))
    from closer_tui.commands.export_page import export_page

    return export_page(scenario, None if file == "-" else Path(file), force)


@export_command.command(
    "corrections",
    help=explained(
        _("Where you knew better than the scorer, for whoever trains it."),
        _(
            "An answer a line (JSON), with its labels: yours where you overruled a verdict, or answered one of which "
            "the scorer was not sure. They are your own words, so look before you share them; nothing else of the "
            "journal is in it. Verdicts on a scenario's own criteria are left out. Without FILE it goes to standard "
            "output."
        ),
    ),
)
@click.argument("file", metavar=f"[{FILE}]", required=False, type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help=REPLACE)
def corrections_command(file: Path | None, force: bool) -> int:
    """Labelled answers for whoever trains the scorer."""
    from closer_tui.commands.export import export_corrections

    return export_corrections(None if file is None or str(file) == "-" else file, force)
