"""`closer serve`: the program in a web page, for this machine or, with a token, for others."""

from __future__ import annotations

import asyncio
import errno
import os
import signal
import socket
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib.util import find_spec
from typing import TYPE_CHECKING
from urllib.parse import quote

from closer_tui.commands.ending import FINE, USAGE, Failure
from closer_tui.i18n import _, ngettext
from closer_tui.serving.access import LEAST_TOKEN, Access, is_this_machine, names_of_this_machine, new_token
from closer_tui.serving.homes import homes_dir

if TYPE_CHECKING:
    from aiohttp.web import AppRunner

    from closer_tui.serving.site import Site

SILENCE = 15.0
"""Seconds that a connection has to say what it wants, and between two requests."""


def serve(host: str, port: int, sessions: int, token: str, idle: float) -> int:
    """Serve until Ctrl-C. `port` 0 takes a free one, `idle` is in minutes. Raises Failure where it can't be done."""
    _needs_its_extra()
    addresses = _addresses(host, port)
    alone = is_this_machine(addresses)
    if not alone and not token:
        token = new_token()
    if token and len(token) < LEAST_TOKEN:
        what = _("The token has to have {least} characters or more: this one could be guessed.")
        raise Failure(what.format(least=LEAST_TOKEN), _("Leave it out, and one is made."), USAGE)
    # A page that makes its own name lead here has no token: with one it may be called as it likes, such as by a proxy.
    access = Access(token, names_of_this_machine(host) if alone and not token else frozenset())
    try:
        asyncio.run(_serve(access, host, port, sessions, idle * 60, alone))
    except OSError as error:
        raise _not_bound(host, port, error) from error
    except KeyboardInterrupt:  # where signals can't be asked for
        pass
    return FINE


async def _serve(access: Access, host: str, port: int, sessions: int, idle: float, alone: bool) -> None:
    from aiohttp.web import TCPSite

    from closer_tui.serving.rooms import Rooms
    from closer_tui.serving.site import Site

    runner = runner_of(Site(access, Rooms(sessions, idle)))
    await runner.setup()
    stop = asyncio.Event()
    try:
        await TCPSite(runner, host, port).start()
        for each in (signal.SIGINT, signal.SIGTERM, *([signal.SIGHUP] if hasattr(signal, "SIGHUP") else [])):
            with suppress(NotImplementedError):
                asyncio.get_running_loop().add_signal_handler(each, stop.set)
        _tell(access, host, _port_of(runner), sessions, alone)
        await stop.wait()
        print(_("Ending all sessions …"), flush=True)
    finally:
        await runner.cleanup()


def runner_of(site: Site) -> AppRunner:
    """What runs the site. No log of requests: the token stands in their addresses. A connection may not take its time
    with its request either."""
    from aiohttp.web import AppRunner

    return AppRunner(site.application(), access_log=None, keepalive_timeout=SILENCE, shutdown_timeout=2)


def _port_of(runner: AppRunner) -> int:
    return int(runner.addresses[0][1])


def _tell(access: Access, host: str, port: int, sessions: int, alone: bool) -> None:
    query = f"?token={quote(access.token, safe='')}" if access.token else ""
    lines = [
        _("closer is served at {address}").format(address=f"http://{_name_of(host)}:{port}/{query}"),
        ngettext("One session at a time.", "{n} sessions at a time.", sessions).format(n=sessions)
        + " "
        + _("Each visitor has a journal of their own, in {folder}.").format(folder=homes_dir()),
    ]
    if not alone:
        lines.append(
            _("Whoever has this address can come in, and what is typed travels unencrypted: use it in a network that "
              "you trust, or behind a server that adds HTTPS.")
        )  # fmt: skip
    print(*lines, _("Ctrl-C ends it."), sep="\n", flush=True)


def _name_of(host: str) -> str:
    """How a browser may call the server: for one on all addresses, this machine's address in its network."""
    if host in ("", "0.0.0.0", "::"):
        with suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
            asked.connect(("192.0.2.1", 9))  # nothing is sent: the system only chooses the way it would take
            return str(asked.getsockname()[0])
        return socket.gethostname()
    return f"[{host}]" if ":" in host else host


def _addresses(host: str, port: int) -> Sequence[str]:
    try:
        return [str(each[4][0]) for each in socket.getaddrinfo(host or None, port, type=socket.SOCK_STREAM)]
    except (OSError, UnicodeError) as error:
        what = _("{host} is no address of this machine.").format(host=host)
        raise Failure(what, _("Leave --host out to serve this machine alone.")) from error


def _not_bound(host: str, port: int, error: OSError) -> Failure:
    if error.errno == errno.EADDRINUSE:
        what = _("Port {port} is taken by another program.").format(port=port)
        return Failure(what, _("Name another one: closer serve --port {port}").format(port=min(port + 1, 65535)))
    if error.errno == errno.EACCES:
        what = _("Port {port} is for the system's own programs.").format(port=port)
        return Failure(what, _("Name one above 1023: closer serve --port 8000"))
    why = os.strerror(error.errno) if error.errno else str(error)
    what = _("It can't be served at {host}, port {port}: {why}.").format(host=host, port=port, why=why)
    return Failure(what, _("Leave --host and --port out to serve this machine alone."))


def _needs_its_extra() -> None:
    if all(find_spec(name) for name in ("aiohttp", "textual_serve")):
        return
    command = f"{sys.executable} -m pip install 'closer-tui[serve]'"
    raise Failure(_("What serves web pages is not installed."), _("Run: {command}").format(command=command))
