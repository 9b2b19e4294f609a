"""The command `closer`: words of the command line in, an exit status out. What commands do is in commands/, their
options and helps here, a file for each subject; a new one is added to the list at the end.

Exit status: 0 fine, 1 the input or a file is bad, 2 wrong usage, 70 a bug, 130 Ctrl-C, 141 the reader of the
output went away. Nothing that a command needs is imported before it runs.
"""

from __future__ import annotations

import click

from closer_tui import __version__
from closer_tui.cli import (
    compare,
    email,
    history,
    journal,
    machine,
    progress,
    rehearsing,
    scenarios,
    scoring,
    serving,
    sheet,
    shell,
)
from closer_tui.cli.click_words import translate
from closer_tui.cli.groups import Closer
from closer_tui.cli.options import examples, plain_option, speak_option
from closer_tui.i18n import _

_EXAMPLES = {
    "closer": _("choose a scenario and begin"),
    "closer play first-job --level silent": _("nobody asks: make every move"),
    "closer score --move email draft.txt": _("is this a good thank-you email?"),
}


@click.group(
    cls=Closer,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help=_("Rehearse the last five minutes of an IT interview."),
    epilog="\b\n" + _("Examples:") + "\n" + examples(_EXAMPLES, "  "),
)
@plain_option
@speak_option
@click.version_option(__version__, prog_name="closer", help=_("Show the version and exit."))
@click.pass_context
def main(ctx: click.Context, plain: bool | None, speak: bool | None) -> int | None:
    """Rehearse: without a command the scenarios are offered."""
    if ctx.invoked_subcommand is not None:
        ctx.obj = (plain, speak)
        return None
    from closer_tui.commands.play import play

    return play(None, None, plain, speak)


for _command in (
    rehearsing.play_command,
    rehearsing.list_command,
    scenarios.check_command,
    scenarios.new_command,
    scenarios.prepare_command,
    scenarios.schema_command,
    scenarios.try_command,
    scoring.score_command,
    journal.next_command,
    history.history_command,
    progress.progress_command,
    compare.compare_command,
    sheet.sheet_command,
    email.email_command,
    journal.export_command,
    journal.import_command,
    machine.voices_command,
    machine.doctor_command,
    machine.where_command,
    serving.serve_command,
    shell.completion_command,
    shell.man_command,
):  # the order of the help: as people need them
    main.add_command(_command)
translate(main)
