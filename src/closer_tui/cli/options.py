"""Options and choices that several commands have."""

from __future__ import annotations

import click

LEVELS = ("coached", "realistic", "silent")
MOVES = ("questions", "value", "interest", "email")

plain_option = click.option(
    "--plain/--no-plain",
    default=None,
    help="Lines of text, no interface (as CLOSER_PLAIN=1).",
)
speak_option = click.option("--speak/--no-speak", default=None, help="The interviewer is heard, or not.")
json_option = click.option("--json", "as_json", is_flag=True, help="As JSON.")
