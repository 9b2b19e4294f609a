"""`closer serve` as it is started, and how it ends with all that it started."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from importlib import util
from pathlib import Path

import pytest
from tests.serving.visiting import PATIENCE, Visitor, children, gone, needs_proc
from yarl import URL

from closer_tui.commands import serve
from closer_tui.commands.ending import Failure
from closer_tui.paths import HOME_VARIABLE


@dataclass
class Started:
    """A server with a process of its own; `told` is what it printed, to the line that says how it is ended."""

    process: asyncio.subprocess.Process
    told: str

    @property
    def address(self) -> str:
        found = re.search(r"http://\S+", self.told)
        assert found, self.told
        return found[0]


@asynccontextmanager
async def started(home: Path, *words: str) -> AsyncIterator[Started]:
    environment = {**os.environ, HOME_VARIABLE: str(home)}
    environment.pop("CLOSER_SERVE_TOKEN", None)
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "closer_tui", "serve", "--port", "0", *words, env=environment,
        stdout=asyncio.subprocess.PIPE, start_new_session=True,
    )  # fmt: skip
    assert process.stdout is not None
    told = ""
    try:
        async with asyncio.timeout(PATIENCE):
            while "Ctrl-C" not in told:
                line = await process.stdout.readline()
                assert line, told
                told += line.decode()
        yield Started(process, told)
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


@asynccontextmanager
async def visiting(server: Started) -> AsyncIterator[Visitor]:
    visitor = Visitor(URL(server.address))
    try:
        yield visitor
    finally:
        await visitor.client.close()


async def test_it_says_where_it_is_how_many_may_come_and_where_their_journals_are(tmp_path: Path) -> None:
    async with started(tmp_path, "--sessions", "2") as server:
        assert re.fullmatch(
            rf"closer is served at http://127\.0\.0\.1:\d+/\n2 sessions at a time\. Each visitor has a journal of "
            rf"their own, in {re.escape(str(tmp_path / 'visitors'))}\.\nCtrl-C ends it\.\n",
            server.told,
        )
        async with visiting(server) as visitor:
            assert (await visitor.get())[0] == 200
    assert not (tmp_path / "visitors").exists()  # whoever only looks at the page has no home yet


async def test_for_others_there_is_a_token_which_is_made_and_shown(tmp_path: Path) -> None:
    async with started(tmp_path, "--host", "0.0.0.0") as server:
        token = server.address.partition("?token=")[2]
        assert len(token) >= 32 and "travels unencrypted" in server.told
        async with visiting(server) as visitor:
            visitor.base = URL(f"http://127.0.0.1:{visitor.base.port}")
            assert (await visitor.get())[0] == 403
            assert (await visitor.get(f"/?token={token}"))[0] == 303
            assert (await visitor.get())[0] == 200


async def test_a_token_of_ones_own_holds_on_this_machine_too(tmp_path: Path) -> None:
    async with started(tmp_path, "--token", "öäü & a long one?") as server, visiting(server) as visitor:
        assert (await visitor.get())[0] == 403
        assert (await visitor.get(server.address.partition(str(visitor.base.port))[2]))[0] == 303
        assert (await visitor.get())[0] == 200


@needs_proc
@pytest.mark.parametrize("what", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGKILL])
async def test_a_server_that_ends_takes_every_process_along_and_keeps_every_word(
    tmp_path: Path, what: signal.Signals
) -> None:
    async with started(tmp_path) as server, visiting(server) as visitor:
        session = await visitor.come_in()
        await session.wait_for("Scenarios", "above the chip shop", "h History")
        await session.type("\r")
        await session.wait_for("How much help would you like?")
        await session.type("\r")
        await session.wait_for("Say it")
        await session.type("kept")
        await session.wait_for("1 word")
        processes = children(server.process.pid)
        assert len(processes) == 1
        server.process.send_signal(what)
        assert await server.process.wait() == (-what if what is signal.SIGKILL else 0)
        await gone(*processes)
    async with started(tmp_path) as server, visiting(server) as again:
        again.client.cookie_jar.update_cookies(visitor.cookies, again.base)
        session = await again.come_in()
        await session.wait_for("You were writing", "kept")


@needs_proc
async def test_a_process_that_hears_nothing_any_more_is_ended_by_force(tmp_path: Path) -> None:
    async with started(tmp_path) as server, visiting(server) as visitor:
        session = await visitor.come_in()
        await session.wait_for("Scenarios")
        (process,) = children(server.process.pid)
        os.kill(process, signal.SIGSTOP)
        await session.socket.close()
        await gone(process)


# --- what can't be done ----------------------------------------------------------------------------------------


def test_a_port_that_is_taken_is_named(closer: Callable[..., subprocess.CompletedProcess[str]]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = closer("--port", str(port))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        f"closer: Port {port} is taken by another program. Name another one: closer serve --port {port + 1}\n"
    )


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--host", "no such host"], "no such host is no address of this machine."),
        (["--host", "192.0.2.1"], "It can't be served at 192.0.2.1, port 8000:"),
        (["--token", "short"], "The token has to have 16 characters or more"),
        (["--sessions", "0"], "0 is not in the range"),
        (["--port", "70000"], "70000 is not in the range"),
    ],
)
def test_what_is_asked_for_and_can_t_be_is_said_in_a_sentence(
    closer: Callable[..., subprocess.CompletedProcess[str]], words: list[str], says: str
) -> None:
    done = closer(*words)
    assert done.returncode in (1, 2) and done.stdout == "" and says in done.stderr and "Traceback" not in done.stderr


@pytest.fixture
def closer(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    def run(*words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "closer_tui", "serve", *words]
        known = {**os.environ, HOME_VARIABLE: str(tmp_path)}
        return subprocess.run(command, env=known, capture_output=True, text=True, timeout=PATIENCE, check=False)

    return run


def test_without_its_extra_it_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    find = util.find_spec
    monkeypatch.setattr(serve, "find_spec", lambda name: None if name == "textual_serve" else find(name))
    with pytest.raises(Failure) as failed:
        serve.serve("127.0.0.1", 0, 1, "", 60)
    assert str(failed.value) == (
        f"What serves web pages is not installed. Run: {sys.executable} -m pip install 'closer-tui[serve]'"
    )
