"""Promises of Ctrl+Q: what would be lost is asked about first, wherever it lies, and nothing else is."""

from __future__ import annotations

import pytest
from tests.ui.conftest import SMALL, Start, rehearsal, seen, settle, write
from tests.ui.editing import mine, opened
from tests.ui.rehearsing import box, finished, play
from textual import events
from textual.widgets import TextArea

from closer_tui.ui.room import Room
from closer_tui.ui.screens.dialogs import LeaveScreen, PauseScreen
from closer_tui.ui.screens.editing import Question
from closer_tui.ui.screens.rehearsal import RehearsalScreen
from closer_tui.ui.screens.tryout import TryOutScreen


async def test_quitting_a_rehearsal_that_is_not_kept_asks_first_and_asks_once(start: Start) -> None:
    app = start(kept=None)
    async with app.run_test(size=SMALL) as pilot:
        await play(pilot)
        await write(pilot, "not to be lost")
        await pilot.press("ctrl+q", "ctrl+q")
        assert isinstance(app.screen, LeaveScreen)
        assert "could not be kept: its words are lost" in " ".join(seen(app).split())
        await pilot.press("escape")
        assert box(app).text == "not to be lost" and app.is_running
        await pilot.press("ctrl+q", "l")
        await settle(pilot)
    assert not app.is_running and app.return_code == 0


async def test_it_is_asked_over_the_pause_and_over_the_report_too(start: Start) -> None:
    app = start(kept=None)
    async with app.run_test(size=SMALL) as pilot:
        await play(pilot)
        await write(pilot, "one")
        await pilot.press("f4", "ctrl+q")
        assert isinstance(app.screen, LeaveScreen)
        await pilot.press("escape")
        assert isinstance(app.screen, PauseScreen)
    app = start(kept=None)
    async with app.run_test(size=SMALL) as pilot:
        await finished(pilot, app)
        await pilot.press("ctrl+q")
        assert isinstance(app.screen, LeaveScreen)


@pytest.mark.parametrize("typed", ["", "kept"])
async def test_nothing_is_asked_where_nothing_would_be_lost(start: Start, typed: str) -> None:
    """Nothing was typed, though there is no journal; or something was, and the journal has it."""
    app = start() if typed else start(kept=None)
    async with app.run_test(size=SMALL) as pilot:
        await play(pilot)
        await write(pilot, typed)
        assert rehearsal(app)
        await pilot.press("ctrl+q")
        await pilot.pause()
    assert not app.is_running


async def test_another_scenario_from_the_palette_asks_too(start: Start) -> None:
    app = start(kept=None)
    async with app.run_test(size=SMALL) as pilot:
        await play(pilot)
        await write(pilot, "not to be lost")
        await pilot.press("ctrl+p")
        await write(pilot, "Rehearse: A small")
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, LeaveScreen)
        await pilot.press("escape")
        assert isinstance(app.screen, RehearsalScreen) and box(app).text == "not to be lost"


@mine
async def test_the_editor_beneath_a_try_out_is_asked_before_the_program_ends(start: Start) -> None:
    app = start(kept=None)
    async with app.run_test(size=SMALL) as pilot:
        screen = await opened(app, pilot)
        screen.query_one(TextArea).insert("# not saved\n")
        await pilot.press("f5")
        await settle(pilot)
        assert isinstance(app.screen, TryOutScreen)
        await write(pilot, "only tried")
        await pilot.press("ctrl+q")
        await settle(pilot)
        assert isinstance(app.screen, Question) and "not saved" in seen(app).casefold()


async def test_keys_faster_than_a_dialog_take_no_screen_beneath_it_away(start: Start) -> None:
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        for opens, answers in (("ctrl+p", "enter"), ("enter", "enter"), ("f4", "escape"), ("escape", "l")):
            await pilot.press(opens)
            await settle(pilot)
            screen = app.screen
            for _ in range(3):  # as a held key gives them out
                app.post_message(events.Key(answers, None))
                if isinstance(screen, Room):
                    screen.dismiss()
            await settle(pilot)
        assert app.is_running and app.screen_stack[0] is app.get_default_screen()


async def test_a_screen_that_is_told_to_go_while_it_is_covered_goes_once_it_is_not(start: Start) -> None:
    app = start()
    left: list[str | None] = []
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        beneath, above = Question("One?", "", (("a", "A", ""),)), Question("Two?", "", (("b", "B", ""),))
        app.push_screen(beneath, left.append)
        app.push_screen(above, left.append)
        await pilot.pause()
        beneath.dismiss("one")
        assert app.screen is above and left == []
        above.dismiss("two")
        above.dismiss("three")
        await settle(pilot)
        assert left == ["two", "one"] and len(app.screen_stack) == 1
