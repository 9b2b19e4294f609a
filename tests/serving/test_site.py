"""The web server, asked as browsers ask and as others do."""

from __future__ import annotations

import asyncio
import json
import os
import re
import signal
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from tests.serving.visiting import Visitor, children, gone, needs_proc, served, until

from closer_tui.paths import HOME_VARIABLE
from closer_tui.serving import pages
from closer_tui.serving.messages import MOST_BYTES
from closer_tui.serving.rooms import Why

TOKEN = "a token that is long enough"


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.fixture
async def visitors() -> AsyncIterator[list[Visitor]]:
    """Put every visitor in here who comes."""
    came: list[Visitor] = []
    yield came
    for visitor in came:
        await visitor.client.close()


def coming(visitors: list[Visitor], server: Any) -> Visitor:
    visitors.append(Visitor(server.make_url("/")))
    return visitors[-1]


def homes(data: Path) -> list[Path]:
    folder = data / "visitors"
    return sorted(folder.iterdir()) if folder.exists() else []


# --- pages -----------------------------------------------------------------------------------------------------


async def test_the_page_takes_nothing_from_anywhere_else_and_leaves_nothing_behind(visitors: list[Visitor]) -> None:
    async with served() as server:
        status, text, headers = await coming(visitors, server).get()
        assert status == 200
        assert not re.search(r"(?:src|href)=\"(?!/)", text) and "http" not in text
        policy = dict(each.strip().split(" ", 1) for each in headers["Content-Security-Policy"].split(";"))
        assert policy["default-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
        nonces = set(re.findall(r'nonce="([^"]+)"', text))
        assert len(nonces) == 1
        assert set(" ".join(policy.values()).split()) == {"'none'", "'self'", f"'nonce-{nonces.pop()}'"}
        assert (headers["Cache-Control"], headers["Referrer-Policy"]) == ("no-store", "no-referrer")
        assert (headers["X-Content-Type-Options"], headers["X-Frame-Options"]) == ("nosniff", "DENY")
        cookie = headers["Set-Cookie"]
        assert "HttpOnly" in cookie and "SameSite=Lax" in cookie and "Domain" not in cookie


async def test_each_page_has_another_word_for_its_styles() -> None:
    assert len({pages.page()[1] for _ in range(50)}) == 50


async def test_every_file_of_the_page_is_there_and_no_other_one(visitors: list[Visitor]) -> None:
    async with served() as server:
        visitor = coming(visitors, server)
        for name in pages.STATIC:
            status, _, headers = await visitor.get(f"/static/{name}")
            assert (status, headers["Cache-Control"]) == (200, "no-store"), name
        for path in (
            "/static/", "/static", "/static/../site.py", "/static/..%2f..%2fsite.py", "/static/%2e%2e/site.py",
            "/static/page.js/..", "/static//etc/passwd", "/static/%2Fetc%2Fpasswd", "/static/page.js%00",
            "/static/PAGE.JS", "/static/page.html", "/..%2f..%2f", "/download/../../etc/passwd", "/download/x",
            "/favicon.ico", "/static/\\..",
        ):  # fmt: skip
            status, text, headers = await visitor.get(path)
            assert status == 404 and "import" not in text and "root:" not in text, path
            assert headers["Cache-Control"] == "no-store"


async def test_what_is_asked_in_another_way_or_by_another_name_is_refused(visitors: list[Visitor]) -> None:
    async with served() as server:
        visitor = coming(visitors, server)
        for host in ("evil.example", "127.0.0.1.evil.example", "a b"):
            for path in ("/", "/ws", "/static/page.js", "/download/x"):
                status, text, _ = await visitor.get(path, headers={"Host": host})
                assert status == 421 and "evil" not in text
        for method in ("POST", "PUT", "DELETE", "OPTIONS", "HEAD"):
            async with visitor.client.request(method, f"{visitor.base.origin()}/") as answer:
                assert answer.status == 405


async def test_no_answer_tells_what_runs_here(visitors: list[Visitor]) -> None:
    async with served() as server:
        visitor = coming(visitors, server)
        for path in ("/", "/x", "/static/page.css"):
            _, _, headers = await visitor.get(path)
            assert headers["Server"] == "closer"


# --- the token -------------------------------------------------------------------------------------------------


async def test_without_the_token_there_is_nothing_but_a_page_that_says_so(visitors: list[Visitor], data: Path) -> None:
    async with served(TOKEN, open_to_all=True) as server:
        visitor = coming(visitors, server)
        for path in (
            "/",
            "/?token=",
            "/?token=wrong",
            f"/?token={TOKEN[:-1]}",
            "/ws",
            "/download/x",
            f"/x?token={TOKEN}",
        ):
            status, text, _ = await visitor.get(path.replace(" ", "%20"))
            assert status == 403 and "This page needs a token" in text, path
        with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
            await visitor.come_in()
        assert refused.value.status == 403 and visitor.cookies == {} and homes(data) == []


async def test_the_token_leaves_the_address_at_once_and_is_not_in_the_cookie(visitors: list[Visitor]) -> None:
    async with served(TOKEN, open_to_all=True) as server:
        visitor = coming(visitors, server)
        status, text, headers = await visitor.get("/?token=" + TOKEN.replace(" ", "%20"))
        assert (status, headers["Location"], headers["Referrer-Policy"]) == (303, "/", "no-referrer")
        assert TOKEN not in str(visitor.cookies) and TOKEN not in text
        assert (await visitor.get())[0] == 200
        assert set(visitor.cookies) == {"closer-key", "closer-visitor"}
        visitor.client.cookie_jar.update_cookies({"closer-key": "0" * 64}, visitor.base)
        assert (await visitor.get())[0] == 403


async def test_a_websocket_of_another_sites_page_is_refused_with_all_cookies(
    visitors: list[Visitor], data: Path
) -> None:
    for token in ("", TOKEN):
        async with served(token, open_to_all=bool(token)) as server:
            visitor = coming(visitors, server)
            await visitor.get("/?token=" + token.replace(" ", "%20"))
            for origin in ("http://evil.example", "null", "", str(visitor.base.origin()) + ".evil.example"):
                with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
                    await visitor.come_in(Origin=origin)
                assert refused.value.status == 403
            assert homes(data) == []


async def test_a_websocket_without_a_visitor_is_refused(visitors: list[Visitor], data: Path) -> None:
    async with served() as server:
        visitor = coming(visitors, server)
        asked = {"Origin": str(visitor.base.origin())}
        for cookie in ("", "closer-visitor=../../x", "closer-visitor=" + "g" * 32):
            with pytest.raises(aiohttp.WSServerHandshakeError):
                await visitor.client.ws_connect(f"{visitor.base.origin()}/ws", headers={**asked, "Cookie": cookie})
        assert homes(data) == []


# --- sessions --------------------------------------------------------------------------------------------------


@needs_proc
async def test_a_visitor_finds_what_they_wrote_again_and_nobody_else_does(visitors: list[Visitor], data: Path) -> None:
    async with served() as server:
        one, other = coming(visitors, server), coming(visitors, server)
        session = await one.come_in()
        await session.wait_for("Scenarios", "above the chip shop", "h History")
        assert str(data) not in session.screen.text
        await session.type("\r")
        await session.wait_for("How much help would you like?")
        await session.type("\r")
        await session.wait_for("Say it")
        await session.type("a draft of mine")
        await session.wait_for("4 words", "a draft of mine")
        processes = children()
        assert len(processes) == 1
        await session.socket.close()  # the tab is closed
        await gone(*processes)

        stranger = await other.come_in()
        await stranger.wait_for("Scenarios", "above the chip shop", "h History")
        assert "Go on" not in stranger.screen.text
        again = await one.come_in()
        await again.wait_for("You were writing", "a draft of mine", "Discard")
        await again.type("\r")
        await again.wait_for("a draft of mine", "Say it")
        assert len(homes(data)) == 2 and one.cookies != other.cookies
    await gone(*children())


@needs_proc
async def test_full_is_said_on_a_page_and_to_a_socket_and_the_same_visitor_may_load_it_anew(
    visitors: list[Visitor],
) -> None:
    async with served(most=1) as server:
        one, other = coming(visitors, server), coming(visitors, server)
        await other.get()  # had the page before it was full
        session = await one.come_in()
        await session.wait_for("Scenarios")
        first = children()
        status, text, _ = await other.get()
        assert status == 503 and "There is no room at the moment" in text and "(1)" in text
        asked = {"Origin": str(other.base.origin())}
        socket = await other.client.ws_connect(f"{other.base.origin()}/ws", headers=asked)
        await socket.receive()
        assert socket.close_code == Why.FULL
        again = await one.come_in()
        assert await session.over() == Why.ELSEWHERE
        await again.wait_for("Scenarios")
        assert len(children()) == 1 and not children() & first


@needs_proc
async def test_the_program_that_is_left_closes_its_page_and_so_does_one_that_breaks(visitors: list[Visitor]) -> None:
    async with served() as server:
        visitor = coming(visitors, server)
        session = await visitor.come_in()
        await session.wait_for("Scenarios", "above the chip shop", "h History")
        await session.type("q")
        assert await session.over() == Why.ENDED
        session = await visitor.come_in()
        await session.wait_for("Scenarios")
        (process,) = children()
        os.kill(process, signal.SIGKILL)
        assert await session.over() == Why.FAULT


@needs_proc
@pytest.mark.parametrize(
    ("said", "code"),
    [("x" * (MOST_BYTES + 1), 1009), ("[1]", Why.NONSENSE), ("[" * 100_000, Why.NONSENSE), (b"\x00\xff", Why.NONSENSE)],
    ids=["huge", "no message", "deep", "bytes"],
)
async def test_what_no_page_sends_ends_its_own_session_and_nothing_else(
    visitors: list[Visitor], said: str | bytes, code: int
) -> None:
    async with served() as server:
        visitor, other = coming(visitors, server), coming(visitors, server)
        untouched, session = await other.come_in(), await visitor.come_in()
        await session.wait_for("Scenarios")
        await (session.socket.send_str(said) if isinstance(said, str) else session.socket.send_bytes(said))
        assert await session.over() == code
        await untouched.wait_for("Scenarios")
        await until(lambda: len(children()) == 1)


@needs_proc
async def test_a_session_without_keys_is_ended(visitors: list[Visitor]) -> None:
    async with served(idle=0.2) as server:
        session = await coming(visitors, server).come_in()
        assert await session.over() == Why.IDLE
        await gone(*children())


@needs_proc
async def test_a_page_that_reads_nothing_any_more_can_be_ended(visitors: list[Visitor]) -> None:
    async with served() as server:
        session = await coming(visitors, server).come_in("width=400&height=150")
        await session.wait_for("Scenarios", "h History")
        (process,) = children()
        for _ in range(400):  # a screen of colours each time, and nobody takes them
            await session.type("\x1b[20~")
    await gone(process)


async def test_a_connection_that_does_not_come_to_the_point_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    from aiohttp import web

    from closer_tui.commands import serve
    from closer_tui.serving.access import Access
    from closer_tui.serving.rooms import Rooms
    from closer_tui.serving.site import Site

    monkeypatch.setattr(serve, "SILENCE", 0.3)
    runner = serve.runner_of(Site(Access("", frozenset()), Rooms(1, 60)))
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        for said in (b"", b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: "):
            reader, writer = await asyncio.open_connection(*runner.addresses[0][:2])
            writer.write(said)
            async with asyncio.timeout(60):
                assert b"200" not in await reader.read()
            writer.close()
    finally:
        await runner.cleanup()


# --- files -----------------------------------------------------------------------------------------------------


@needs_proc
async def test_a_file_is_for_its_visitor_alone_and_is_never_shown(visitors: list[Visitor], data: Path) -> None:
    async with served() as server:
        one, other = coming(visitors, server), coming(visitors, server)
        session, stranger = await one.come_in(), await other.come_in()
        await stranger.wait_for("Scenarios")
        await session.wait_for("Scenarios", "above the chip shop", "h History")
        await session.type("\r")
        await session.wait_for("How much help would you like?")
        await session.type("3\r")  # silent: one may leave at any time
        await session.wait_for("f5 Leave")
        await session.type("\x1b[15~")
        await session.wait_for("Press it again to leave")
        await session.type("\x1b[15~")
        await session.wait_for("f3 Skip", "Your email")
        await session.type("\x1bOR")
        await session.wait_for("Press it again to skip")
        await session.type("\x1bOR")
        await session.wait_for("See the report")
        await session.type("\r")
        await session.wait_for("Overrule", "Retry", "Save")
        await session.type("s")
        key = await session.asked_for("deliver_file_start")
        await session.wait_for("Your browser saves it as")
        for visitor, wanted in ((other, 404), (one, 200)):
            status, text, headers = await visitor.get(f"/download/{key}")
            assert status == wanted
        assert headers["Content-Disposition"].startswith("attachment; filename*=UTF-8''closer-")
        assert headers["Content-Security-Policy"] == pages.DOWNLOAD_POLICY and "# " in text
        assert json.dumps(key) and not list((data / "visitors").rglob("*.md"))


@pytest.mark.parametrize("name", ['a"; x=y.html', "a\r\nSet-Cookie: x=y.md", "../../etc/passwd", "ü.eml", "a" * 500])
def test_no_name_of_a_file_is_more_than_a_name(name: str) -> None:
    said = pages.disposition(name)
    assert re.fullmatch(r"attachment; filename\*=UTF-8''[A-Za-z0-9._~%-]{1,1000}", said)
