"""The web server: pages, files and the websocket. Whatever a request says is hostile until it was checked."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass

from aiohttp import ClientConnectionError, WSMsgType, web

from closer_tui.serving import pages
from closer_tui.serving.access import KEY, VISITOR, Access, new_visitor, visitor_in
from closer_tui.serving.homes import command, environment, home_of
from closer_tui.serving.messages import MOST_BYTES, Focus, Keys, Ping, Resized, read_message, size_in
from closer_tui.serving.process import Visit
from closer_tui.serving.rooms import Full, Rooms, Session, Why

YEAR = 365 * 24 * 3600
STILL = "still"
"""How a page asks for a program without animations."""
HEARTBEAT = 15.0
"""Seconds between two questions to a page whether it is still there; half of it later it is taken for gone."""

log = logging.getLogger(__name__)
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True, slots=True)
class Site:
    """One server: who may come in, and the sessions of those who are."""

    access: Access
    rooms: Rooms

    def application(self) -> web.Application:
        """What aiohttp runs. Its sessions end with it."""
        application = web.Application(middlewares=[self._guard])
        add = application.router.add_get
        add("/", self._index, allow_head=False)
        add("/ws", self._websocket, allow_head=False)
        add(f"/ws/{STILL}", self._websocket, allow_head=False)
        add("/static/{name}", self._static, allow_head=False)
        add("/download/{key}", self._download, allow_head=False)
        application.on_response_prepare.append(_with_rules)
        application.on_shutdown.append(self._close)
        return application

    async def _close(self, _: web.Application) -> None:
        await self.rooms.close()

    # --- who asks ------------------------------------------------------------------------------------------

    @web.middleware
    async def _guard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Refuse whoever asks by another name or without the token; answer in pages, never in details."""
        if not self.access.named(request.headers.get("Host", "")):
            return web.Response(status=421, text="This server is not known by that name.\n")
        static = request.path.startswith("/static/")
        given = request.query.get("token", "") if request.path == "/" else ""
        if self.access.token and given and self.access.opens(given):
            # On to the same page without the token in its address: that would stay in the browser's history.
            answer = web.Response(status=303, headers={"Location": "/"})
            _keep(answer, KEY, self.access.key)
            return answer
        if not static and not self.access.lets_in(request.cookies.get(KEY, "")):
            return _said(pages.refused(), 403)
        try:
            return await handler(request)
        except web.HTTPException as error:
            return _said(pages.nothing_here(), error.status)

    # --- pages and files -----------------------------------------------------------------------------------

    async def _index(self, request: web.Request) -> web.StreamResponse:
        visitor = visitor_in(request.cookies.get(VISITOR))
        if not self.rooms.room_for(visitor):
            return _said(pages.full(self.rooms.most), 503)
        text, policy = pages.page()
        answer = _said(text, 200)
        answer.headers["Content-Security-Policy"] = policy
        _keep(answer, VISITOR, visitor or new_visitor())
        return answer

    async def _static(self, request: web.Request) -> web.StreamResponse:
        found = pages.static(request.match_info["name"])
        if found is None:
            raise web.HTTPNotFound
        path, content_type = found
        return web.FileResponse(path, headers={"Content-Type": content_type})

    async def _download(self, request: web.Request) -> web.StreamResponse:
        """A file of the visitor's own session; of nobody else's, though they knew its key."""
        session = self.rooms.of(visitor_in(request.cookies.get(VISITOR)))
        file = session.visit.files.get(request.match_info["key"]) if session and session.visit else None
        if file is None:
            raise web.HTTPNotFound
        headers = {
            "Content-Type": pages.type_of(file.name),
            "Content-Disposition": pages.disposition(file.name),
            "Content-Security-Policy": pages.DOWNLOAD_POLICY,
        }
        return web.Response(body=file.data, headers=headers)

    # --- a session -----------------------------------------------------------------------------------------

    async def _websocket(self, request: web.Request) -> web.StreamResponse:
        """The session of a visitor, from beginning to end."""
        visitor = visitor_in(request.cookies.get(VISITOR))
        if not visitor or not self.access.same_page(request.headers.get("Origin"), request.headers.get("Host", "")):
            return _said(pages.refused(), 403)
        socket = web.WebSocketResponse(heartbeat=HEARTBEAT, max_msg_size=MOST_BYTES, compress=False, timeout=2.0)
        await socket.prepare(request)
        try:
            session = await self.rooms.enter(visitor)
        except Full:
            await socket.close(code=Why.FULL)
            return socket
        why: Why | None = Why.FAULT
        try:
            why = await self._play(request, socket, session)
        except OSError as error:
            log.error("no session could be started: %s", error)
        finally:
            try:
                if session.visit is not None:
                    await asyncio.shield(session.visit.stop())
            finally:
                self.rooms.leave(session)
            if why is not None:
                await socket.close(code=why)
        return socket

    async def _play(self, request: web.Request, socket: web.WebSocketResponse, session: Session) -> Why | None:
        """Run the program between its process and its page. Returns why it is over; None: the page is gone."""

        async def write(data: bytes) -> None:
            with suppress(ClientConnectionError, RuntimeError):  # gone: the process is told to end, and read to its end
                await socket.send_bytes(data)

        async def say(text: str) -> None:
            with suppress(ClientConnectionError, RuntimeError):
                await socket.send_str(text)

        home = home_of(session.visitor)
        size = size_in(request.query.get("width"), request.query.get("height"))
        moving = not request.path.endswith(STILL)
        known = environment(home, size, request.headers.get("Accept-Language", ""), moving)
        session.visit = visit = Visit(command(), known, home, write, say)
        await visit.start(*size)

        async def run() -> Why:
            return Why.FAULT if await visit.ended() else Why.ENDED

        async def told() -> Why:
            return await session.told_to_go

        tasks = [
            asyncio.ensure_future(each)
            for each in (self._listen(socket, session, visit), run(), told(), self.rooms.too_idle(session))
        ]
        try:
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            return done.pop().result()
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _listen(self, socket: web.WebSocketResponse, session: Session, visit: Visit) -> Why | None:
        """Pass on what the page says, until it says no more."""
        async for received in socket:
            said = read_message(received.data) if received.type is WSMsgType.TEXT else None
            match said:
                case Keys(data):
                    session.last_key = asyncio.get_running_loop().time()
                    await visit.send_bytes(data)
                case Resized(columns, rows):
                    await visit.set_terminal_size(columns, rows)
                case Ping(text):
                    await socket.send_json(["pong", text])
                case Focus(on):
                    await (visit.focus() if on else visit.blur())
                case None:
                    return Why.NONSENSE
        return None


def _said(page: str, status: int) -> web.Response:
    return web.Response(text=page, status=status, content_type="text/html")


def _keep(answer: web.Response, name: str, value: str) -> None:
    """A cookie that no script reads, and no other site sends but by a link that was followed to here."""
    answer.set_cookie(name, value, max_age=YEAR, path="/", httponly=True, samesite="Lax")


async def _with_rules(_: web.Request, answer: web.StreamResponse) -> None:
    for name, value in pages.RULES.items():
        if name not in answer.headers or name == "Server":
            answer.headers[name] = value
