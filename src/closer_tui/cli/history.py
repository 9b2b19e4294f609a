"""What was rehearsed before: `history`, and what is done with one of it or all."""

from __future__ import annotations

from typing import cast

import click

from closer_tui.cli.completing import rehearsal_ids, scenario_names
from closer_tui.cli.groups import Commands
from closer_tui.cli.options import LEVELS, MOVES, explained, json_option
from closer_tui.i18n import _


@click.group(
    "history",
    cls=Commands,
    invoke_without_command=True,
    help=explained(
        _("Show the rehearsals that were finished, the newest first."),
        _(
            "On a terminal as a table, as wide as there is room. In a pipe parted by tabs: id, when, scenario, level, "
            "completeness, whether complete, what it was then (where it was judged again since), scorer, moves, time."
        ),
    ),
)
@click.option(
    "--scenario", metavar=_("NAME"), default="", help=_("Of this scenario alone."), shell_complete=scenario_names
)
@click.option("--level", type=click.Choice(LEVELS), help=_("On this level alone."))
@click.option("--made", type=click.Choice(MOVES), help=_("Where this move was made."))
@click.option("--missed", type=click.Choice(MOVES), help=_("Where this move was missed, or half made."))
@click.option(
    "--search",
    "text",
    metavar=_("WORDS"),
    default="",
    help=_("With all these words in the answers or the title."),
)
@click.option("--last", metavar="N", type=click.IntRange(min=1), help=_("The newest so many."))
@json_option
@click.pass_context
def history_command(
    ctx: click.Context,
    scenario: str,
    level: str | None,
    made: str | None,
    missed: str | None,
    text: str,
    last: int | None,
    as_json: bool,
) -> int | None:
    """The rehearsals that were finished."""
    if ctx.invoked_subcommand is not None:
        ctx.obj = as_json
        return None
    from closer_tui.commands.history import show_history
    from closer_tui.journal import Search
    from closer_tui.rehearsal import Level
    from closer_tui.scoring.rubric import Move

    chosen = cast(Level | None, level)
    search = Search(text, scenario, chosen, cast(Move | None, made), cast(Move | None, missed))
    return show_history(search, last, as_json)


@history_command.command(
    "show",
    help=explained(
        _("Read a rehearsal again."),
        _(
            "The whole conversation, then the report with your answers in it, as it was stored. ID may be the "
            "beginning of one that closer history shows."
        ),
    ),
)
@click.argument("session", metavar="ID", shell_complete=rehearsal_ids)
@click.option(
    "--earlier", metavar="N", type=click.IntRange(min=0), default=0, help=_("The report N before the last one.")
)
@click.option("--markdown", is_flag=True, help=_("The report alone, as the Markdown that s saves after a rehearsal."))
@json_option
@click.pass_obj
def show_command(outer: bool, session: str, earlier: int, markdown: bool, as_json: bool) -> int:
    """One rehearsal, whole."""
    from closer_tui.commands.history_one import show_session

    if markdown and as_json:
        raise click.UsageError(_("Say --markdown or --json, not both."))
    return show_session(session, "markdown" if markdown else "json" if as_json or outer else "text", earlier)


@history_command.command(
    "delete",
    help=explained(
        _("Delete a rehearsal, or all, for good."),
        _(
            "It asks twice. Nothing of it stays in the journal: neither words nor reports nor emails. ID may be the "
            "beginning of one that closer history shows."
        ),
    ),
)
@click.argument("session", metavar="ID", required=False, shell_complete=rehearsal_ids)
@click.option("--all", "every", is_flag=True, help=_("Delete them all, finished or not."))
@click.option("--yes", is_flag=True, help=_("Don't ask; of one alone, never of all."))
def delete_command(session: str | None, every: bool, yes: bool) -> int:
    """One rehearsal or all of them, gone."""
    from closer_tui.commands.history_one import delete_all, delete_session

    if every == (session is not None):
        raise click.UsageError(_("Say which: closer history delete ID, or closer history delete --all."))
    if session is not None:
        return delete_session(session, yes)
    if yes:
        raise click.UsageError(_("--yes is for one: all are deleted at a terminal alone, where it asks twice."))
    return delete_all()


@history_command.command(
    "rescore",
    help=explained(
        _("Judge again what an older scorer judged."),
        _(
            "A line for each rehearsal that comes out differently. The earlier score is kept beside the new one, and "
            "where you gave your own word, it stands. What is done stays done when you interrupt it. Exit status 1 "
            "when a rehearsal had to be left out."
        ),
    ),
)
@click.option("--dry-run", is_flag=True, help=_("Tell what would come out, and change nothing."))
@json_option
@click.pass_obj
def rescore_command(outer: bool, dry_run: bool, as_json: bool) -> int:
    """Kept rehearsals, judged by the installed scorer."""
    from closer_tui.commands.rescore import rescore_history

    return rescore_history(dry_run, as_json or outer)
