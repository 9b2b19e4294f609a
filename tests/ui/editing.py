"""The editor on its screen, for its tests."""

from __future__ import annotations

import pytest
from tests.ui.conftest import settle
from textual.pilot import Pilot

from closer_tui.ui.app import CloserApp
from closer_tui.ui.screens.editing import Question
from closer_tui.ui.screens.editor import EditorScreen
from closer_tui.ui.screens.written import WATCH
from closer_tui.ui.widgets.rows import Rows

mine = pytest.mark.usefixtures("own")


def editor(app: CloserApp) -> EditorScreen:
    assert isinstance(app.screen, EditorScreen), app.screen
    return app.screen


def question(app: CloserApp) -> Question:
    assert isinstance(app.screen, Question), app.screen
    return app.screen


async def opened(app: CloserApp, pilot: Pilot[None]) -> EditorScreen:
    await settle(pilot)
    await pilot.press("e")
    await checked(pilot)
    return editor(app)


async def checked(pilot: Pilot[None]) -> None:
    """Wait for the pause after typing, and what follows it."""
    await pilot.pause(0.25)
    await settle(pilot)


async def watched(pilot: Pilot[None]) -> None:
    await pilot.pause(WATCH + 0.2)
    await settle(pilot)


def listed(app: CloserApp, name: str = "problems") -> str:
    return "\n".join(row.content.plain for row in app.screen.query_one(f"#{name}", Rows).rows)
