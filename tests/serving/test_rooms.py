"""So many sessions at a time, one for each visitor."""

from __future__ import annotations

import asyncio

import pytest

from closer_tui.serving.rooms import Full, Rooms, Why


async def test_whoever_finds_no_room_is_told_and_comes_in_when_somebody_has_left() -> None:
    rooms = Rooms(2, idle=60)
    first, _ = await rooms.enter("a"), await rooms.enter("b")
    assert not rooms.room_for("c") and rooms.room_for("a")
    with pytest.raises(Full):
        await rooms.enter("c")
    rooms.leave(first)
    assert (await rooms.enter("c")).visitor == "c" and len(rooms) == 2


async def test_a_visitor_who_opens_it_again_takes_their_place_over_once_the_first_session_is_out() -> None:
    rooms = Rooms(1, idle=60)
    first = await rooms.enter("a")
    again = asyncio.ensure_future(rooms.enter("a"))
    assert await first.told_to_go is Why.ELSEWHERE
    assert not again.done()
    rooms.leave(first)
    session = await again
    assert rooms.of("a") is session and len(rooms) == 1


async def test_of_many_tabs_at_once_one_is_left_in() -> None:
    rooms = Rooms(1, idle=60)

    async def tab() -> None:
        session = await rooms.enter("a")
        await session.told_to_go
        rooms.leave(session)

    tabs = [asyncio.ensure_future(tab()) for _ in range(20)]
    _, left = await asyncio.wait(tabs, return_when=asyncio.FIRST_COMPLETED)
    while len(left) > 1:
        _, left = await asyncio.wait(left, return_when=asyncio.FIRST_COMPLETED)
    assert len(rooms) == 1
    await rooms.close()
    await asyncio.gather(*tabs)
    assert len(rooms) == 0


async def test_a_session_without_keys_ends_and_one_with_keys_does_not() -> None:
    rooms = Rooms(1, idle=0.05)
    session = await rooms.enter("a")
    assert await rooms.too_idle(session) is Why.IDLE
    rooms.idle = 3600
    session.last_key = asyncio.get_running_loop().time()
    still = asyncio.ensure_future(rooms.too_idle(session))
    done, _ = await asyncio.wait([still], timeout=0)
    assert not done
    still.cancel()


async def test_a_server_that_ends_lets_nobody_in_any_more() -> None:
    rooms = Rooms(5, idle=60)
    await rooms.close()
    with pytest.raises(Full):
        await rooms.enter("a")
