"""Promises about what was to be done after a paint by a widget, or a screen, that is gone by then."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest
from tests.ui.conftest import SMALL, Start, settle
from textual.css.query import NoMatches

from closer_tui.ui.room import once_drawn
from closer_tui.ui.screens.help import HelpScreen


async def test_it_is_done_while_it_is_there_and_not_once_it_is_gone(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = start()
    done: list[str] = []
    painted: list[Callable[[], Awaitable[None]]] = []
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        await pilot.press("f1")
        await settle(pilot)
        screen = app.screen
        assert isinstance(screen, HelpScreen)
        once_drawn(screen, done.append, "screen")
        once_drawn(inside := screen.query("Static").first(), done.append, "widget")
        await settle(pilot)
        assert done == ["screen", "widget"]
        # As where the paint and the end of the screen fall together: Textual keeps what was to be done.
        for node in (screen, inside):
            with monkeypatch.context() as meanwhile:
                meanwhile.setattr(node, "call_after_refresh", painted.append)
                once_drawn(node, screen.query_one, ".dialog")
        screen.dismiss(None)
        await settle(pilot)
        with pytest.raises(NoMatches):
            screen.query_one(".dialog")
        for each in painted:
            await each()
        assert len(painted) == 2
