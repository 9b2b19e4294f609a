"""Elsewhere: `serve`."""

from __future__ import annotations

import click

from closer_tui.cli.options import explained
from closer_tui.i18n import _


@click.command(
    "serve",
    help=explained(
        _("Serve closer as a web page, to this machine alone or to others."),
        _(
            "Each browser has a journal of its own, and finds it again. Nothing is spoken, and nothing is fetched from "
            "anywhere else. On any other address than this machine's own a token is needed, and made if none is given; "
            "the environment variable CLOSER_SERVE_TOKEN keeps it out of the list of processes."
        ),
    ),
)
@click.option(
    "--host", default="127.0.0.1", show_default=True, metavar=_("ADDRESS"), help=_("Where it can be reached.")
)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help=_("0 takes a free one."))
@click.option(
    "--sessions", default=4, show_default=True, type=click.IntRange(1, 100), help=_("At most so many at a time.")
)
@click.option(
    "--token", default="", envvar="CLOSER_SERVE_TOKEN", metavar=_("TEXT"), help=_("What visitors have to know.")
)
@click.option(
    "--idle", default=60, show_default=True, type=click.IntRange(1, 1440), metavar=_("MINUTES"),
    help=_("A session without a key for so long ends; nothing of it is lost."),
)  # fmt: skip
def serve_command(host: str, port: int, sessions: int, token: str, idle: int) -> int:
    """The program in a web page."""
    from closer_tui.commands.serve import serve

    return serve(host, port, sessions, token, idle)
