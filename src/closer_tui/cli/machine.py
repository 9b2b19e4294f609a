"""This machine: `voices`, `doctor`, `where`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from closer_tui.cli.options import FILE, explained, json_option
from closer_tui.i18n import _


@click.command(
    "voices",
    help=explained(
        _("Show the voices that this machine has, or try one."),
        _(
            "Columns: what to write as `voice` in the settings, name, languages, gender. With VOICE, an id or a name, "
            "it says a line."
        ),
    ),
)
@click.argument("voice", metavar=_("[VOICE]"), default="")
@click.option("--language", default="", metavar=_("TAG"), help=_("Only voices of this language, such as en-GB."))
@json_option
def voices_command(voice: str, language: str, as_json: bool) -> int:
    """The voices of this machine."""
    if voice and as_json:
        raise click.UsageError(_("--json is for the list of voices: leave VOICE out."))
    from closer_tui.commands.voices import list_voices, try_voice

    return try_voice(voice, _preferences()) if voice else list_voices(language, as_json)


@click.command(
    "doctor",
    help=explained(
        _("Find out why the interviewer can't be heard."),
        _(
            "Says a test line, tells what was found, and for each thing missing the command that installs it. Exit "
            "status 1 when speech does not work."
        ),
    ),
)
@json_option
@click.option("--wav", metavar=FILE, type=click.Path(path_type=Path), help=_("Write the test line to this file too."))
def doctor_command(as_json: bool, wav: Path | None) -> int:
    """Whether the interviewer can be heard here."""
    from closer_tui.commands.doctor import doctor

    return doctor(_preferences(), as_json, wav)


def _preferences() -> Any:
    """What the settings say of the voice."""
    from closer_tui.commands.ending import complain_of
    from closer_tui.settings import load_settings
    from closer_tui.speech.preferences import Preferences

    settings, diagnostics = load_settings()
    complain_of(diagnostics)
    return Preferences.of(settings)


@click.command("where", help=_("Show where everything is kept (CLOSER_HOME moves it)."))
def where_command() -> int:
    """Where everything is kept, and which language is spoken."""
    from closer_tui.commands.listing import show_places

    return show_places()
