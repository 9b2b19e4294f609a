"""A real browser, without a window: pages of it are opened, get real keys, and their terminals are read.

It is driven over the DevTools protocol, by the websocket client that comes with the server.
"""

from __future__ import annotations

import asyncio
import base64
import json
import os
import shutil
import signal
import tempfile
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import aiohttp
import pytest
from tests.serving.emulator import Emulator

PROGRAM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
needs_chromium = pytest.mark.skipif(PROGRAM is None, reason="a page needs a browser: install chromium")

PATIENCE = 90.0
"""Seconds for a page to show something on a machine that is busy."""

_KEYS = {
    "Enter": (13, "\r"), "Escape": (27, ""), "Tab": (9, ""), "ArrowDown": (40, ""), "ArrowUp": (38, ""),
    **{f"F{number}": (111 + number, "") for number in range(1, 13)},
}  # fmt: skip
"""Codes of keys by their names, and what they write."""


class Page:
    """One tab. `screen` is what its terminal shows, `fetched` every address that was asked for, `complaints` what the
    browser had to say against it."""

    def __init__(self, browser: Chromium, session: str) -> None:
        self._browser, self._session = browser, session
        self.screen = Emulator()
        self.fetched: list[str] = []
        self.complaints: list[str] = []
        self.wanted: list[str] = []  # where its scripts wanted to go
        self.changed = asyncio.Event()

    async def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        return await self._browser.call(method, self._session, **parameters)

    def hear(self, method: str, said: dict[str, Any]) -> None:
        """An event of this tab."""
        match method:
            case "Network.webSocketFrameReceived" if said["response"]["opcode"] == 2:
                self.screen.feed(base64.b64decode(said["response"]["payloadData"]))
            case "Network.requestWillBeSent":
                self.fetched.append(said["request"]["url"])
            case "Network.webSocketCreated":
                self.fetched.append(said["url"])
            case "Page.frameRequestedNavigation":
                self.wanted.append(said["url"])
            case "Log.entryAdded" if said["entry"]["level"] in ("warning", "error"):
                self.complaints.append(said["entry"]["text"])
            case "Runtime.exceptionThrown":
                self.complaints.append(str(said["exceptionDetails"].get("exception", said["exceptionDetails"])))
        self.changed.set()

    async def open(self, address: str) -> None:
        self.screen = Emulator()
        await self.call("Page.navigate", url=address)

    async def wait_for(self, *texts: str) -> str:
        """The screen, once it shows every text."""
        try:
            async with asyncio.timeout(PATIENCE):
                while True:
                    self.changed.clear()
                    if all(text in self.screen.flat for text in texts):
                        return self.screen.text
                    await self.changed.wait()
        except TimeoutError:
            missing = [text for text in texts if text not in self.screen.flat]
            pytest.fail(f"never saw {missing}; the screen was:\n{self.screen.text}\n{self.complaints}")

    async def said(self, *texts: str) -> str:
        """What the page says outside of its terminal, once it says every text."""
        words = ""
        try:
            async with asyncio.timeout(PATIENCE):
                while not words or any(text not in words for text in texts):
                    await asyncio.sleep(0.1)
                    words = str(await self.value("document.body ? document.body.innerText : ''"))
        except TimeoutError:
            pytest.fail(f"never read {texts}; it said: {words}")
        return words

    async def value(self, expression: str) -> Any:
        """What a script of the page would get."""
        done = await self.call("Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True)
        return done["result"].get("value")

    async def press(self, *names: str, control: bool = False) -> None:
        """Keys by their names in a browser; a letter is its own name."""
        for name in names:
            code, text = _KEYS.get(name) or (ord(name.upper()), "" if control else name)
            key: dict[str, Any] = {"key": name, "windowsVirtualKeyCode": code, "modifiers": 2 if control else 0}
            await self.call("Input.dispatchKeyEvent", type="keyDown" if text else "rawKeyDown", text=text, **key)
            await self.call("Input.dispatchKeyEvent", type="keyUp", **key)

    async def type(self, text: str) -> None:
        """Every letter is a key."""
        for letter in text:
            await self.call("Input.dispatchKeyEvent", type="char", text=letter)

    async def picture(self, file: Path) -> None:
        """Save what is really seen."""
        done = await self.call("Page.captureScreenshot", format="png")
        file.write_bytes(base64.b64decode(done["data"]))

    async def cookies(self) -> dict[str, dict[str, Any]]:
        done = await self.call("Network.getCookies")
        return {cookie["name"]: cookie for cookie in done["cookies"]}


class Chromium:
    """The browser. Every visitor has cookies of their own."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="closer-browser-", ignore_cleanup_errors=True)
        self.downloads = Path(self._folder.name) / "downloads"
        self._pages: dict[str, Page] = {}
        self._answers: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self._asked = 0

    async def __aenter__(self) -> Self:
        assert PROGRAM is not None
        self.downloads.mkdir()
        # Root has no sandbox of the kernel's, nor have containers much of /dev/shm.
        flags = "headless=new no-sandbox disable-dev-shm-usage disable-gpu no-first-run disable-background-networking "
        flags += "disable-component-update disable-sync mute-audio remote-debugging-port=0"
        profile = f"--user-data-dir={self._folder.name}/profile"
        words = [PROGRAM, *(f"--{flag}" for flag in flags.split()), profile, "about:blank"]
        quiet = asyncio.subprocess.DEVNULL
        self.process = await asyncio.create_subprocess_exec(*words, stdout=quiet, stderr=quiet, start_new_session=True)
        told = Path(self._folder.name, "profile", "DevToolsActivePort")
        async with asyncio.timeout(PATIENCE):
            while not (told.exists() and len(told.read_text().split()) == 2):
                assert self.process.returncode is None, "the browser ended"
                await asyncio.sleep(0.05)
        port, path = told.read_text().split()
        self._client = aiohttp.ClientSession()
        self._socket = await self._client.ws_connect(f"ws://127.0.0.1:{port}{path}", max_msg_size=0)
        self._listening = asyncio.create_task(self._listen())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._listening.cancel()
        await self._client.close()
        await self.kill()
        self._folder.cleanup()

    async def kill(self) -> None:
        """kill -9, with all of its processes: as a crash would."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        await self.process.wait()

    async def _listen(self) -> None:
        async for received in self._socket:
            said = json.loads(received.data)
            if "id" in said:
                self._answers.pop(said["id"]).set_result(said)
            elif (page := self._pages.get(said.get("sessionId", ""))) is not None:
                page.hear(said["method"], said["params"])

    async def call(self, method: str, session: str = "", **parameters: Any) -> dict[str, Any]:
        self._asked += 1
        number, answer = self._asked, asyncio.get_running_loop().create_future()
        self._answers[number] = answer
        about = {"sessionId": session} if session else {}
        await self._socket.send_json({"id": number, "method": method, "params": parameters, **about})
        async with asyncio.timeout(PATIENCE):
            said = await answer
        assert "error" not in said, (method, said["error"])
        result: dict[str, Any] = said["result"]
        return result

    async def visitor(self) -> str:
        """Somebody with cookies of their own."""
        made = await self.call("Target.createBrowserContext")
        context = str(made["browserContextId"])
        await self.call("Browser.setDownloadBehavior", behavior="allow", browserContextId=context,
                        downloadPath=str(self.downloads))  # fmt: skip
        return context

    async def page(self, visitor: str, address: str, columns: int = 1100, rows: int = 700) -> Page:
        """Open an address in a new tab of so many points."""
        made = await self.call("Target.createTarget", url="about:blank", browserContextId=visitor)
        target = made["targetId"]
        attached = await self.call("Target.attachToTarget", targetId=target, flatten=True)
        page = self._pages[attached["sessionId"]] = Page(self, attached["sessionId"])
        for domain in ("Page", "Network", "Log", "Runtime"):
            await page.call(f"{domain}.enable")
        await page.call("Emulation.setDeviceMetricsOverride", width=columns, height=rows, deviceScaleFactor=1,
                        mobile=False)  # fmt: skip
        await page.open(address)
        return page

    async def close_page(self, page: Page) -> None:
        await page.call("Page.close")
