"""Who is in at the moment: one session for each visitor, and so many at a time."""

from __future__ import annotations

import asyncio
from enum import IntEnum
from weakref import WeakValueDictionary

from closer_tui.serving.process import Visit


class Why(IntEnum):
    """Why a session is over, as the code with which its websocket is closed; the page knows the words."""

    ENDED = 4000  # the visitor left the program
    IDLE = 4001
    FULL = 4002
    ELSEWHERE = 4003  # they opened it again, in another tab or by loading the page anew
    FAULT = 4004
    STOPPED = 4005  # the server is
    NONSENSE = 4006  # what came is no message of the page


class Session:
    """A visitor who is in. `visit` is there once their process is started."""

    def __init__(self, visitor: str, now: float) -> None:
        self.visitor = visitor
        self.visit: Visit | None = None
        self.last_key = now
        self.told_to_go: asyncio.Future[Why] = asyncio.get_running_loop().create_future()
        self.gone = asyncio.Event()

    def end(self, why: Why) -> None:
        """Have it end; the first reason counts."""
        if not self.told_to_go.done():
            self.told_to_go.set_result(why)


class Full(Exception):
    """As many are in as may be."""


class Rooms:
    """The sessions, `most` at a time. One's last hours `idle` seconds without a key."""

    def __init__(self, most: int, idle: float) -> None:
        self.most, self.idle = most, idle
        self._sessions: dict[str, Session] = {}
        self._doors: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._closed = False

    def __len__(self) -> int:
        return len(self._sessions)

    def room_for(self, visitor: str) -> bool:
        """Whether they could come in now."""
        return visitor in self._sessions or len(self._sessions) < self.most

    def of(self, visitor: str) -> Session | None:
        return self._sessions.get(visitor)

    async def enter(self, visitor: str) -> Session:
        """Come in; a session that this visitor has already ends first, so that its last words are in the journal.
        Raises Full."""
        door = self._doors.setdefault(visitor, asyncio.Lock())
        async with door:
            if (before := self._sessions.get(visitor)) is not None:
                before.end(Why.ELSEWHERE)
                await before.gone.wait()
            if self._closed or len(self._sessions) >= self.most:
                raise Full
            session = Session(visitor, asyncio.get_running_loop().time())
            self._sessions[visitor] = session
            return session

    def leave(self, session: Session) -> None:
        """They are out, and nothing of theirs runs any more."""
        if self._sessions.get(session.visitor) is session:
            del self._sessions[session.visitor]
        session.gone.set()

    async def too_idle(self, session: Session) -> Why:
        """Returns when the last key of a session was too long ago."""
        loop = asyncio.get_running_loop()
        while (left := session.last_key + self.idle - loop.time()) > 0:
            await asyncio.sleep(left)
        return Why.IDLE

    async def close(self) -> None:
        """Everybody goes, and nobody comes in any more."""
        self._closed = True
        sessions = list(self._sessions.values())
        for session in sessions:
            session.end(Why.STOPPED)
        await asyncio.gather(*(session.gone.wait() for session in sessions))
