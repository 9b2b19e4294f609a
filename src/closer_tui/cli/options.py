"""Options and choices that several commands have, and how their helps are put together."""

from __future__ import annotations

import click

from closer_tui.i18n import _

LEVELS = ("coached", "realistic", "silent")
MOVES = ("questions", "value", "interest", "email")

plain_option = click.option(
    "--plain/--no-plain",
    default=None,
    help=_("Lines of text, no interface (as CLOSER_PLAIN=1)."),
)
speak_option = click.option("--speak/--no-speak", default=None, help=_("The interviewer is heard, or not."))
json_option = click.option("--json", "as_json", is_flag=True, help=_("As JSON."))

FILE = _("FILE")
NAME_OR_PATH = _("NAME|PATH")
REPLACE = _("Replace FILE if it is there already.")


def explained(*parts: str | dict[str, str]) -> str:
    """A command's help: paragraphs, which click fits to the terminal, and tables of examples, a command line and what
    it does, which it leaves alone."""
    return "\n\n".join(part if isinstance(part, str) else "\b\n" + examples(part) for part in parts)


def examples(lines: dict[str, str], indent: str = "") -> str:
    """Command lines and what they do, one under the other."""
    width = max(map(len, lines)) + 3
    return "\n".join(f"{indent}{line:<{width}}{what}".rstrip() for line, what in lines.items())
