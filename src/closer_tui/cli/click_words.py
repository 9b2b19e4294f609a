"""The words that click itself says ("Usage:", "Options:", "No such option …"), in the language of the process.

click asks gettext's standard domain for them, in the language of the environment; this program has a catalogue of its
own, and a language that may also come from its settings. So click's modules are handed this program's functions in
place of gettext's. Only where another language than English is spoken: English pays nothing for it.
"""

from __future__ import annotations

import gettext
import sys

import click

from closer_tui.i18n import _, language, ngettext


def translate(root: click.Command) -> None:
    """Let click speak the language of the process, in whatever it says of `root` and its commands."""
    if language() == "en":
        return
    for name, module in list(sys.modules.items()):
        if name.startswith("click."):
            _hand_over(module.__dict__)
    _placeholders(root)


def _hand_over(names: dict[str, object]) -> None:
    ours = {"_": (gettext.gettext, _), "ngettext": (gettext.ngettext, ngettext)}
    for name, (theirs, mine) in ours.items():
        if names.get(name) is theirs:  # a version of click that does it in another way speaks English
            names[name] = mine


def _placeholders(command: click.Command) -> None:
    """What the line after "Usage:" calls the words of a command line; click has no translation for that."""
    if command.options_metavar == "[OPTIONS]":
        command.options_metavar = _("[OPTIONS]")
    if isinstance(command, click.Group):
        if command.subcommand_metavar == "[COMMAND] [ARGS]...":
            command.subcommand_metavar = _("[COMMAND] [ARGS]...")
        for each in command.commands.values():
            _placeholders(each)


def texts() -> tuple[str, ...]:
    """click's texts that people may get to read here, for the catalogue: click brings no translation of them. They are
    those of click 8.5, and of 8.2 where they differ."""
    return (
        # For translators: from click, which reads the command line. What is in braces or after % stays as it is.
        _("Usage:"),
        _("Options"),
        _("Positional arguments"),
        _("Commands"),
        _("Show this message and exit."),
        _("Show the version and exit."),
        _("%(prog)s, version %(version)s"),
        _("Aborted!"),
        _("Error: {message}"),
        _("Try '{command} {option}' for help."),
        _("Invalid value: {message}"),
        _("Invalid value for {param_hint}: {message}"),
        _("Missing argument"),
        _("Missing option"),
        _("Missing parameter"),
        _("Missing command."),
        _("Missing parameter: {param_name}"),
        _("Missing {param_type}"),
        _("No such option {name!r}."),
        _("No such option: {name}"),
        _("No such command {name!r}."),
        ngettext("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)", 2),
        _("Option {name!r} does not take a value."),
        ngettext("Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments.", 2),
        _("Argument {name!r} takes {nargs} values."),
        ngettext("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})", 2),
        _("Choose from:\n\t{choices}"),
        ngettext("{value!r} is not {choice}.", "{value!r} is not one of {choices}.", 2),
        _("{value!r} is not a valid {number_type}."),
        _("{value} is not in the range {range}."),
        _("{value!r} is not a valid boolean. Recognized values: {states}"),
        _("required"),
        _("default: {default}"),
        _("env var: {var}"),
        _("(dynamic)"),
        _("file"),
        _("directory"),
        _("path"),
        _("{name} {filename!r} does not exist."),
        _("{name} {filename!r} is a file."),
        _("{name} {filename!r} is a directory."),
        _("{name} {filename!r} is not readable."),
        _("{name} {filename!r} is not writable."),
        _("{name} {filename!r} is not executable."),
        _("Could not open file {filename!r}: {message}"),
        _("unknown error"),
    )
