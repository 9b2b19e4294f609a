"""Promises of the rehearsal: every journey by keyboard."""

from __future__ import annotations

import re

import pytest
from tests.conftest import said_by_python
from tests.ui.conftest import LARGE, SMALL, Start, rehearsal, seen, settle, toasts, type_keys, write
from tests.ui.rehearsing import box, finished, play, say
from textual.widgets import Button, TextArea

from closer_tui.journal import Journal
from closer_tui.rehearsal import Level
from closer_tui.scenario.model import Scenario
from closer_tui.ui.app import LEAST
from closer_tui.ui.screens.compare import CompareScreen
from closer_tui.ui.screens.debrief import DebriefScreen
from closer_tui.ui.screens.dialogs import PauseScreen
from closer_tui.ui.screens.home import HomeScreen


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_four_steps_are_answered_by_keyboard_alone_and_lead_to_the_debrief(
    start: Start, journal: Journal, size: tuple[int, int]
) -> None:
    app = start()
    async with app.run_test(size=size) as pilot:
        await play(pilot)
        shown = seen(app)
        assert "A small room." in shown and "Ann Bell" in shown and "Any questions?" in shown
        assert "Ask thoughtful questions" in shown
        await type_keys(pilot, "asks insightful enjoyment")
        await pilot.press("enter")
        await settle(pilot)
        shown = seen(app)
        assert "You" in shown and "The people." in shown and "Well made." in shown and "Why you?" in shown
        await say(pilot, "strength relevance")
        await say(pilot, "interested reason")
        shown = seen(app)
        assert "Goodbye." in shown and "Later, at home." in shown
        assert "To" in shown and "ann@acme.example" in shown and "Subject" in shown
        await write(pilot, "ann")
        await pilot.press("enter")
        await write(pilot, "thank you")
        await pilot.press("enter")
        await type_keys(pilot, "thanks_time\nthanks_consideration")
        assert app.screen.query_one("#body", TextArea).text == "thanks_time\nthanks_consideration"
        await pilot.press("ctrl+s")
        await settle(pilot)
        state = rehearsal(app).session.state
        assert state.phase == "finished" and state.answers[-1].to == "ann"
        assert "Thanks for your mail." in seen(app) and "See the report" in seen(app)
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, DebriefScreen)
    (info,) = journal.history()
    assert info.answers == 4 and info.complete


async def test_the_silent_level_names_nothing_and_ends_when_the_candidate_leaves(start: Start) -> None:
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        await play(pilot, "3")
        shown = seen(app)
        assert "That is all." in shown and "Any questions?" not in shown
        assert "of 4" not in shown and "Ask thoughtful" not in shown and "left" not in shown
        assert "Leave the room" in shown and "Hint" not in shown and "Skip" not in shown
        await say(pilot, "asks enjoyment")
        assert "The people." in seen(app) and "I have a meeting." in seen(app)
        await write(pilot, "and")
        await pilot.press("f5")
        assert rehearsal(app).session.state.in_room
        assert "has not been said" in toasts(app)[-1]
        await pilot.press("f5")
        await settle(pilot)
        assert "Goodbye." in seen(app) and "Later, at home." in seen(app)
        assert app.screen.query_one("#body", TextArea).text == ""


async def test_the_realistic_level_gives_no_names_and_no_hint(start: Start) -> None:
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        await play(pilot, "2")
        assert "1 of 4" in seen(app) and "Ask thoughtful" not in seen(app) and "Hint" not in seen(app)
        await pilot.press("f2")
        assert "inside" not in seen(app)


async def test_a_hint_is_one_key_away_on_the_coached_level_and_then_the_key_is_gone(start: Start) -> None:
    app = start()
    async with app.run_test(size=LARGE) as pilot:
        await play(pilot)
        assert "f2 Hint" in seen(app)
        await pilot.press("f2")
        await pilot.pause(0.1)
        assert "Ask two things that only somebody inside can answer" in seen(app)
        assert "f2 Hint" not in seen(app)


async def test_a_step_is_skipped_by_the_second_press_only(start: Start) -> None:
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        await play(pilot)
        await pilot.press("f3")
        assert rehearsal(app).session.state.step == 0
        assert "again" in toasts(app)[-1]
        await pilot.press("f3")
        await settle(pilot)
        assert rehearsal(app).session.state.skipped == {0}
        assert "Why you?" in seen(app)
        await pilot.press("f3")
        assert rehearsal(app).session.state.step == 1


async def test_pause_covers_the_answer_and_stops_the_clock(start: Start) -> None:
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        await play(pilot)
        await write(pilot, "secret")
        await pilot.press("f4")
        await settle(pilot)
        session = app.screen_stack[1].session  # type: ignore[attr-defined]
        assert isinstance(app.screen, PauseScreen) and "secret" not in seen(app)
        before = session.now()
        await pilot.pause(0.3)
        assert session.now() == before and session.state.paused
        await pilot.press("space")
        await settle(pilot)
        assert not session.state.paused and box(app).text == "secret" and box(app).has_focus
        await pilot.pause(0.2)
        assert session.now() > before


async def test_when_the_time_of_a_step_is_over_the_interviewer_says_so_once(start: Start) -> None:
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        await play(pilot)
        assert "1:00 left" in seen(app) or "0:59 left" in seen(app)
        rehearsal(app).session._since -= 72
        await pilot.pause(1.2)
        shown = seen(app)
        assert "over" in shown and shown.count("We are nearly out of time.") == 1


async def test_lines_arrive_one_by_one_and_any_key_shows_them_all(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("closer_tui.ui.widgets.transcript.PAUSE", 60)
    app = start(animated=True)
    async with app.run_test(size=LARGE) as pilot:
        await play(pilot)
        await say(pilot, "asks enjoyment")
        await pilot.pause(0.3)
        assert "The people." in seen(app) and "Why you?" not in seen(app)
        await pilot.press("left")
        await pilot.pause()
        assert "Why you?" in seen(app)
        assert box(app).text == ""
        await say(pilot, "strength")
        await write(pilot, "a")
        await pilot.pause()
        assert "Anything else?" in seen(app) and box(app).text == "a"


async def test_a_step_is_played_again_from_the_debrief(start: Start) -> None:
    app = start()
    async with app.run_test(size=LARGE) as pilot:
        await finished(pilot, app)
        app.screen.dismiss(1)
        await settle(pilot)
        state = rehearsal(app).session.state
        assert state.step == 1 and state.retrying and box(app).has_focus
        await say(pilot, "evidence")
        assert "See the report" in seen(app)
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, CompareScreen), "after the first retry both are shown side by side"
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(app.screen, DebriefScreen)


@pytest.mark.parametrize(("choice", "there"), [("again", True), (None, False)])
async def test_from_the_debrief_all_is_played_again_or_home_comes_back(
    start: Start, choice: str | None, there: bool
) -> None:
    app = start()
    async with app.run_test(size=LARGE) as pilot:
        await finished(pilot, app)
        app.screen.dismiss(choice)
        await settle(pilot)
        if there:
            state = rehearsal(app).session.state
            assert state.level == "coached" and not state.answers
        else:
            assert isinstance(app.screen, HomeScreen)
            assert re.search(r"best \d+, just now", seen(app))


@pytest.mark.parametrize("level", ["coached", "realistic", "silent"])
async def test_a_scenario_named_on_the_command_line_begins_at_once(
    start: Start, played: Scenario, level: Level
) -> None:
    app = start(play=(played, level))
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        assert rehearsal(app).session.state.level == level and box(app).has_focus


@pytest.mark.parametrize("size", [LEAST, SMALL])
async def test_the_footer_is_readable_whole_on_every_level(start: Start, size: tuple[int, int]) -> None:
    app = start()
    async with app.run_test(size=size) as pilot:
        for level in ("1", "2", "3"):
            await play(pilot, level)
            await pilot.pause(0.2)
            footer = seen(app).splitlines()[-1].rstrip().removesuffix("▏^p palette").rstrip()
            assert footer.endswith("f1 Help")
            await pilot.press("escape")


def test_the_first_paint_needs_neither_the_scorer_nor_numpy() -> None:
    code = (
        "import sys, closer_tui.ui.app, closer_tui.ui.screens.rehearsal as _;"
        "print([m for m in ('numpy', 'closer_tui.scoring.scorer') if m in sys.modules])"
    )
    assert said_by_python(code) == "[]"


async def test_the_button_of_a_pause_goes_on(start: Start) -> None:
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        await play(pilot)
        await pilot.press("f4")
        await settle(pilot)
        await pilot.click(Button)
        await settle(pilot)
        assert not rehearsal(app).session.state.paused


async def test_the_warning_before_a_skip_is_shown_once_in_full_and_goes_with_the_step(start: Start) -> None:
    app = start()
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await play(pilot)
        await write(pilot, "not yet")
        await pilot.press("f3")
        await pilot.pause(0.2)
        warning = "What is in the box has not been said yet. Press it again to skip this step."
        assert toasts(app) == [warning]
        for word in warning.split():
            assert word in seen(app)
        await pilot.press("f3")
        await pilot.pause(0.2)
        assert rehearsal(app).session.state.step == 1
        assert toasts(app) == [] and "Press it again" not in seen(app)
        await pilot.press("enter", "enter")
        assert len(toasts(app)) == 1
