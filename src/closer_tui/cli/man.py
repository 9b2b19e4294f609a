"""The manual page, made of what `--help` says of every command, in the language of the process.

docs/closer.1 is this page in English (CLOSER_LANGUAGE=en closer man > docs/closer.1); wheels install it.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator

import click

from closer_tui import __version__
from closer_tui.i18n import _, pgettext

_LITERAL = "\b\n"
"""How click is told to leave a paragraph as it is."""


def page(root: click.Command) -> str:
    """The manual page of a command and all below it, in the language of man(7)."""
    context = click.Context(root, info_name="closer", **root.context_settings)
    lines = [
        '.TH CLOSER 1 "" "closer {version}" "{title}"'.format(version=__version__, title=_text(_("User commands"))),
        *_section(pgettext("man page", "NAME"), [f"closer \\- {_text(_first(root).rstrip('.'))}"]),
        *_section(pgettext("man page", "SYNOPSIS"), _usage(root, context)),
        *_section(pgettext("man page", "DESCRIPTION"), _described(_about())),
        *_section(pgettext("man page", "OPTIONS"), _options(root, context)),
        *_section(pgettext("man page", "COMMANDS"), _commands(root, context)),
        *_section(pgettext("man page", "ENVIRONMENT"), _terms(_environment())),
        *_section(pgettext("man page", "FILES"), _described(_("closer where names them all."))),
        *_section(pgettext("man page", "EXIT STATUS"), _terms(_statuses())),
        *_section(pgettext("man page", "EXAMPLES"), _as_it_is((root.epilog or "").split("\n")[2:])),
    ]
    return "\n".join(lines) + "\n"


def _about() -> str:
    return _(
        "closer plays the end of a job interview: the interviewer asks, you answer in your own words, and a report "
        "says how complete your close was and quotes you for it. Without a command the scenarios are offered. "
        "Everything stays on this machine."
    )


def _environment() -> dict[str, str]:
    return {
        "CLOSER_HOME": _("A folder in which everything is kept, instead of the system's own folders."),
        "CLOSER_LANGUAGE": _("The language that closer speaks: en or de."),
        "CLOSER_PLAIN": _("Set to 1: lines of text, as with --plain."),
        "CLOSER_SERVE_TOKEN": _("What visitors of closer serve have to know."),
        "NO_COLOR": _("Set to anything: no colours."),
        "VISUAL, EDITOR": _("The editor for scenarios."),
    }


def _statuses() -> dict[str, str]:
    return {
        "0": _("All went well."),
        "1": _("The input or a file is bad, or something had to be left out."),
        "2": _("The command line is wrong."),
        "70": _("A bug in closer; the details are in a file that is named."),
        "130": _("Interrupted."),
        "141": _("The reader of the output went away."),
    }


# --- of click's commands ---------------------------------------------------------------------------------------


def _commands(group: click.Command, context: click.Context) -> Iterator[str]:
    """Each command under its name, with those below it."""
    if not isinstance(group, click.Group):
        return
    for name in group.list_commands(context):
        command = group.commands[name]
        inner = click.Context(command, info_name=name, parent=context, **command.context_settings)
        yield f".SS {_text(inner.command_path.partition(' ')[2])}"
        yield from _usage(command, inner)
        yield from _described(command.help or "")
        yield from _options(command, inner)
        yield from _commands(command, inner)


def _usage(command: click.Command, context: click.Context) -> Iterator[str]:
    yield f".B {_text(context.command_path)}"
    yield from _lines(" ".join(command.collect_usage_pieces(context)))


def _options(command: click.Command, context: click.Context) -> Iterator[str]:
    own = [each for each in command.get_params(context) if isinstance(each, click.Option)]
    if context.parent is not None:
        own = [each for each in own if "--help" not in each.opts]  # told once, of them all
    records = (each.get_help_record(context) for each in own)
    yield from _terms(dict(record for record in records if record is not None))


def _first(command: click.Command) -> str:
    return (command.help or "").partition("\n\n")[0]


# --- in the language of man(7) ---------------------------------------------------------------------------------


def _section(title: str, lines: Iterable[str]) -> Iterator[str]:
    yield f".SH {_text(title)}"
    yield from (line for number, line in enumerate(lines) if number or line != ".PP")  # a section begins a paragraph


def _described(help_: str) -> Iterator[str]:
    for paragraph in help_.split("\n\n"):
        if paragraph.startswith(_LITERAL):
            yield from _as_it_is(paragraph.removeprefix(_LITERAL).split("\n"))
        elif paragraph:
            yield ".PP"
            yield from _lines(paragraph)


def _as_it_is(lines: Iterable[str]) -> Iterator[str]:
    yield from (".PP", ".EX", *(_begun(_text(line)) for line in lines), ".EE")


def _terms(told: dict[str, str]) -> Iterator[str]:
    """Words, and under each what it means."""
    for term, meaning in told.items():
        yield from (".TP", f".B {_text(term)}", *_lines(meaning))


def _lines(text: str) -> list[str]:
    """A paragraph; what stands in backticks is bold."""
    made = re.sub(r"`([^`]*)`", r"\\fB\1\\fR", _text(text))
    return [_begun(line) for line in textwrap.wrap(made, 78, break_long_words=False, break_on_hyphens=False)]


def _begun(line: str) -> str:
    """A line of text that is none of man(7)'s requests, whatever it begins with."""
    return f"\\&{line}" if line[:1] in (".", "'") else line


def _text(text: str) -> str:
    """With everything in it as it is read: man(7) has meanings of its own for some signs, and ASCII alone."""
    text = text.replace("\\", "\\e").replace('"', "\\(dq").replace("'", "\\(aq").replace("-", "\\-")
    text = text.replace("^", "\\(ha").replace("~", "\\(ti")
    return "".join(sign if sign.isascii() else f"\\[u{ord(sign):04X}]" for sign in text)
