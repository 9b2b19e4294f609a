"""The email that really goes out: `email`."""

from __future__ import annotations

from pathlib import Path

import click

from closer_tui.cli.completing import rehearsal_ids
from closer_tui.cli.options import FILE, REPLACE, explained, json_option
from closer_tui.i18n import _


@click.command(
    "email",
    help=explained(
        _("Take out the thank-you email of a rehearsal."),
        {
            "closer email --eml thanks.eml": _("a draft that mail programs open"),
            "closer email 3f2a --to Priya": _("of another rehearsal, by its id"),
        },
        _(
            "Of the last rehearsal that has one, as you left it there; with several interviewers there is a note for "
            "each. The ids are in closer history. Nothing is sent from here, and an address that can't be right is "
            "told about."
        ),
    ),
)
@click.argument("session", metavar=_("[SESSION]"), default="", shell_complete=rehearsal_ids)
@click.option(
    "--to", "person", metavar=_("NAME"), default="", help=_("The note to this interviewer (part of their name).")
)
@click.option("--print", "show", is_flag=True, help=_("Print it: what is done without an option."))
@click.option(
    "--eml", "file", metavar=FILE, type=click.Path(path_type=Path), help=_("Save it as a draft; - prints that.")
)
@click.option("--mailto", is_flag=True, help=_("Print it as a link."))
@click.option("--open", "opens", is_flag=True, help=_("Open it in your mail program."))
@click.option("--sent", is_flag=True, help=_("Tick it as sent: home stops reminding you."))
@click.option("--force", is_flag=True, help=REPLACE)
@json_option
def email_command(
    session: str,
    person: str,
    show: bool,
    file: Path | None,
    mailto: bool,
    opens: bool,
    sent: bool,
    force: bool,
    as_json: bool,
) -> int:
    """The thank-you email of a rehearsal, taken out."""
    if show + (file is not None) + mailto + opens + sent + as_json > 1:
        raise click.UsageError(_("Say one of --print, --eml FILE, --mailto, --open, --sent and --json."))
    if force and file is None:
        raise click.UsageError(_("--force goes with --eml FILE."))
    from closer_tui.commands.email import email

    if file is not None:
        return email(session, person, file, force)
    return email(
        session, person, "json" if as_json else "mailto" if mailto else "open" if opens else "sent" if sent else "print"
    )
