"""What the tests of the server share: a server of this process, its visitors, and a look at what runs."""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp.test_utils import TestServer
from tests.serving.emulator import Emulator
from yarl import URL

from closer_tui.serving.access import Access, names_of_this_machine
from closer_tui.serving.rooms import Rooms
from closer_tui.serving.site import Site

PATIENCE = 90.0
"""Seconds for whatever has to come on a machine that is busy."""

needs_proc = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="what runs is read from /proc")


@asynccontextmanager
async def served(
    token: str = "", most: int = 4, idle: float = 3600, open_to_all: bool = False
) -> AsyncIterator[TestServer]:
    """A server on a free port of this machine."""
    names = frozenset() if open_to_all else names_of_this_machine("127.0.0.1")
    server = TestServer(Site(Access(token, names), Rooms(most, idle)).application(), host="127.0.0.1")
    await server.start_server()
    try:
        yield server
    finally:
        await server.close()


class Visitor:
    """A browser without a screen: it keeps cookies, and asks as a browser does."""

    def __init__(self, base: URL) -> None:
        self.base = base
        self.client = aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True))

    async def get(self, path: str = "/", **arguments: Any) -> tuple[int, str, Any]:
        """Status, text and headers."""
        url = URL(f"{self.base.origin()}{path}", encoded=True)
        async with self.client.get(url, allow_redirects=False, **arguments) as answer:
            return answer.status, await answer.text(errors="replace"), answer.headers

    async def come_in(self, size: str = "width=120&height=40", **headers: str) -> Session:
        """Open the page's websocket; the page itself is asked for first."""
        await self.get()
        asked = {"Origin": str(self.base.origin()), **headers}
        socket = await self.client.ws_connect(f"{self.base.origin()}/ws?{size}", headers=asked, max_msg_size=0)
        return Session(socket)

    @property
    def cookies(self) -> dict[str, str]:
        return {cookie.key: cookie.value for cookie in self.client.cookie_jar}


class Session:
    """The terminal of a visitor. `screen` is what it shows; `asked` what the page was asked for."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.socket = socket
        self.screen = Emulator()
        self.asked: list[list[Any]] = []

    async def _hear(self) -> bool:
        """Take one message; False once there is no more."""
        received = await self.socket.receive()
        if received.type is aiohttp.WSMsgType.BINARY:
            self.screen.feed(received.data)
        elif received.type is aiohttp.WSMsgType.TEXT:
            self.asked.append(json.loads(received.data))
        else:
            return False
        return True

    async def wait_until(self, done: Callable[[], object], what: str) -> None:
        try:
            async with asyncio.timeout(PATIENCE):
                while not done():
                    if not await self._hear():
                        pytest.fail(f"closed ({self.socket.close_code}) before {what}:\n{self.screen.text}")
        except TimeoutError:
            pytest.fail(f"never saw {what}; the screen was:\n{self.screen.text}")

    async def wait_for(self, *texts: str) -> str:
        """The screen, once it shows every text."""
        await self.wait_until(lambda: all(text in self.screen.flat for text in texts), str(texts))
        return self.screen.text

    async def asked_for(self, what: str) -> Any:
        """What the page is asked for, once it is."""
        await self.wait_until(lambda: any(each[0] == what for each in self.asked), what)
        return next(each[1] for each in self.asked if each[0] == what)

    async def type(self, text: str) -> None:
        await self.socket.send_json(["stdin", text])

    async def over(self) -> int:
        """The code with which it was closed, once it is."""
        async with asyncio.timeout(PATIENCE):
            while await self._hear():
                pass
        return self.socket.close_code or 0


def children(of: int | None = None) -> set[int]:
    """The processes of visitors, those of one server or of this process, that run at the moment."""
    found = set()
    for folder in Path("/proc").iterdir():
        try:
            words = (folder / "cmdline").read_bytes()
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
        except (OSError, ValueError, IndexError):
            continue
        if b"closer_tui.commands.visit" in words and parent == (of or os.getpid()):
            found.add(int(folder.name))
    return found


def running(process: int) -> bool:
    """Whether it runs; one that only waits to be buried does not."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


async def until(done: Callable[[], bool]) -> None:
    """Returns once it is so."""
    async with asyncio.timeout(PATIENCE):
        while not done():
            await asyncio.sleep(0.05)


async def gone(*processes: int) -> None:
    """Returns once none of these runs any more."""
    try:
        await until(lambda: not any(map(running, processes)))
    except TimeoutError:
        pytest.fail(f"still running: {[each for each in processes if running(each)]}")
