"""The process of one session, seen from the server: textual-serve's protocol with it, and its certain end."""

from __future__ import annotations

import asyncio
import base64
import json
import os
import signal
from asyncio.subprocess import PIPE, Process
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from textual_serve.app_service import AppService
from textual_serve.download_manager import DownloadManager

PATIENCE = 5.0
"""Seconds that a process has to write what is left to be written, once its session is over."""

MOST_FILES = 8
"""Files of a session that can be fetched, the latest ones."""

Write = Callable[[bytes], Awaitable[None]]
Say = Callable[[str], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class File:
    """Something that the program hands to its visitor. The name is no path."""

    name: str
    data: bytes


class Visit(AppService):
    """One run of the program for a visitor. `write` and `say` send to their page, which may be gone: they raise
    nothing. `files`: what the page may fetch, by keys that can't be guessed."""

    def __init__(
        self, command: Sequence[str], environment: Mapping[str, str], folder: Path, write: Write, say: Say
    ) -> None:
        super().__init__(
            "", write_bytes=write, write_str=say, close=_nothing, download_manager=DownloadManager(), debug=False
        )
        self._words, self._environment, self._folder = tuple(command), dict(environment), folder
        self.files: dict[str, File] = {}

    async def _open_app_process(self, width: int = 80, height: int = 24) -> Process:  # noqa: ARG002 - the environment says it
        """No shell, nothing of the server's environment, and out of reach of the keys of the server's terminal."""
        self._process = process = await asyncio.create_subprocess_exec(
            *self._words,
            stdin=PIPE,
            stdout=PIPE,
            stderr=PIPE,
            cwd=self._folder,
            env=self._environment,
            start_new_session=os.name == "posix",
        )
        assert process.stdin is not None
        self._stdin = process.stdin
        return process

    async def ended(self) -> int:
        """The exit status, once the program has ended and all that it wrote was passed on."""
        assert self._process is not None and self._task is not None
        await asyncio.wait([self._task])
        return await self._process.wait()

    async def stop(self) -> None:
        """End it: asked at first, then by force. Nothing of it is left when this returns."""
        process = self._process
        if process is None:
            return
        if process.returncode is None and process.stdin is not None:
            process.stdin.close()  # the program takes that as the wish that it ends
        try:
            await asyncio.wait_for(self.ended(), PATIENCE)
        except (TimeoutError, AssertionError):
            _kill(process)
            await process.wait()
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task
            self._task = None

    async def on_meta(self, data: bytes) -> None:
        """What the program asks of the page: to open a link to a mail program, no other one, or to fetch a file."""
        match json.loads(data):
            case {"type": "open_url", "url": str() as url} if url.startswith("mailto:"):
                await self.remote_write_str(json.dumps(["open_url", {"url": url, "new_tab": False}]))
            case {"type": "file", "key": str() as key, "name": str() as name, "content": str() as content}:
                self.files[key] = File(Path(name).name, base64.b64decode(content))
                for oldest in list(self.files)[:-MOST_FILES]:
                    del self.files[oldest]
                await self.remote_write_str(json.dumps(["deliver_file_start", key]))


async def _nothing() -> None:
    """A session is over when its process is: that is waited for."""


def _kill(process: Process) -> None:
    """Whatever it started goes with it."""
    with suppress(ProcessLookupError, PermissionError):
        if os.name == "posix":
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
