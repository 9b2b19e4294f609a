"""Large letters, a part of a window, 80 columns: nothing is cut off, and everything can be done."""

from __future__ import annotations

import pytest
from tests.ui.conftest import Start, rehearsal, seen, settle, type_keys, write
from tests.ui.gallery import DARK, NARROW, SMALL, TRAILS, begin, keys, program, walked
from textual.widgets import TextArea
from textual.widgets._footer import FooterKey

from closer_tui.ui.app import LEAST
from closer_tui.ui.screens.debrief import DebriefScreen
from closer_tui.ui.screens.dialogs import SmallScreen
from closer_tui.ui.screens.home import HomeScreen
from closer_tui.ui.screens.level import LevelScreen
from closer_tui.ui.widgets.answer import AnswerBox
from closer_tui.ui.widgets.footer import Footer


@pytest.mark.parametrize("trail", TRAILS)
def test_nothing_is_cut_off_at_80_columns(trail: str) -> None:
    """No key of a footer, button, title or line of text, with the longest footers that there are."""
    found = {stop.name: stop.themes[DARK].cut for stop in walked(trail)}
    assert not {name: cut for name, cut in found.items() if cut}


@pytest.mark.parametrize("trail", TRAILS)
def test_nothing_is_cut_off_at_40_columns(trail: str) -> None:
    found = {stop.name: stop.narrow.cut for stop in walked(trail)}
    assert not {name: cut for name, cut in found.items() if cut}


@pytest.mark.parametrize("trail", TRAILS)
def test_no_screen_is_too_small_at_40_columns(trail: str) -> None:
    for stop in walked(trail):
        assert "Make it larger" not in stop.narrow.text, stop.name


async def test_a_whole_rehearsal_is_played_at_40_by_20_with_the_keyboard_alone(start: Start) -> None:
    app = start()
    async with app.run_test(size=NARROW) as pilot:
        await settle(pilot)
        assert isinstance(app.screen, HomeScreen)
        await keys(pilot, "enter")
        assert isinstance(app.screen, LevelScreen) and "1  Coached" in seen(app)
        await keys(pilot, "enter")
        for said in ("asks insightful", "strength relevance", "interested reason"):
            assert "Your answer" in seen(app) and "Say it" in seen(app).splitlines()[-1]
            await keys(pilot, "f2")
            assert "Hint" in seen(app)
            await type_keys(pilot, said)
            assert said in seen(app) and app.focused is app.screen.query_one(AnswerBox)
            await keys(pilot, "enter")
        await keys(pilot, "tab", "tab")
        body = app.screen.query_one("#body", TextArea)
        assert app.focused is body and "To" in seen(app) and "Subject" in seen(app)
        await type_keys(pilot, "thanks_time\ngreeting")
        assert "thanks_time" in seen(app)
        await keys(pilot, "ctrl+s")
        assert rehearsal(app).session.state.phase == "finished" and "See the report" in seen(app)
        await keys(pilot, "enter")
        assert isinstance(app.screen, DebriefScreen)
        shown = seen(app)
        assert f"{app.screen._report.completeness} of 100" in shown and "Not complete" in " ".join(shown.split())
        for row in range(1, 20):
            await pilot.press("down")
            assert app.screen.query_one("#findings").has_focus, row
        await keys(pilot, "end")
        last = app.screen._selected[1].criterion.title.split()[0]
        assert f"▌– {last}" in seen(app) or f"▌! {last}" in seen(app), seen(app)
        await keys(pilot, "escape")
        assert app.screen is app.screen_stack[0]


async def test_the_smallest_window_is_told_of_beyond_it_alone(start: Start) -> None:
    app = start()
    async with app.run_test(size=LEAST) as pilot:
        await settle(pilot)
        assert isinstance(app.screen, HomeScreen)
        await begin(pilot)
        assert not isinstance(app.screen, SmallScreen) and "Say it" in seen(app)
        await pilot.resize_terminal(LEAST[0] - 1, LEAST[1])
        await settle(pilot)
        assert isinstance(app.screen, SmallScreen) and "40×15" in seen(app)
        await type_keys(pilot, "What keeps")
        await pilot.press("enter", "f3")
        await write(pilot, " you here?")
        await pilot.resize_terminal(*LEAST)
        await settle(pilot)
        assert not isinstance(app.screen, SmallScreen)
        assert app.screen.query_one(AnswerBox).text == "What keeps you here?", "who typed on finds their words"
        assert not rehearsal(app).session.state.answers


async def test_a_footer_names_what_fits_in_whole_words_and_always_help_and_the_way_out() -> None:
    with program() as app:
        async with app.run_test(size=SMALL) as pilot:
            await settle(pilot)
            await keys(pilot, "escape")
            named = {}
            for width in (40, 47, 60, 80, 101, 140):
                await pilot.resize_terminal(width, 24)
                await settle(pilot)
                footer = app.screen.query_one(Footer)
                found = list(footer.query(FooterKey))
                assert all(footer.region.contains_region(key.region) for key in found), width
                named[width] = [key.description for key in found]
                assert {"Help", "Quit"} <= set(named[width]), width
            assert named[40][0] == "Rehearse"
            assert [len(each) for each in named.values()] == sorted(len(each) for each in named.values())
            assert {"Rehearse", "Next", "Email", "Go on", "History", "Edit", "palette"} <= set(named[140])
