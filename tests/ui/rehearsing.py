"""A rehearsal on its screen, for its tests."""

from __future__ import annotations

from tests.ui.conftest import settle, write
from textual.pilot import Pilot
from textual.widgets import TextArea

from closer_tui.ui.app import CloserApp
from closer_tui.ui.screens.debrief import DebriefScreen
from closer_tui.ui.widgets.answer import AnswerBox


async def say(pilot: Pilot[None], text: str) -> None:
    await write(pilot, text)
    await pilot.press("enter")
    await settle(pilot)


async def play(pilot: Pilot[None], level: str = "1") -> None:
    """From home into a rehearsal, with keys."""
    await settle(pilot)
    await pilot.press("enter", level)
    await settle(pilot)


async def to_the_email(pilot: Pilot[None]) -> None:
    for answer in ("asks insightful enjoyment", "strength relevance", "interested reason"):
        await say(pilot, answer)


def box(app: CloserApp) -> AnswerBox:
    return app.screen.query_one(AnswerBox)


async def finished(pilot: Pilot[None], app: CloserApp) -> None:
    await play(pilot)
    await to_the_email(pilot)
    app.screen.query_one("#body", TextArea).text = "thanks_time thanks_consideration"
    await pilot.press("ctrl+s")
    await settle(pilot)
    await pilot.click("#report")
    await settle(pilot)
    assert isinstance(app.screen, DebriefScreen)
