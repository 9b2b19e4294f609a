"""Rating oneself before the report: all that it will say can be ticked, nothing of it is given away."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.ui.debriefing import LARGE, SMALL, played, shown
from textual.app import App

from closer_tui.scenario.model import OwnCriterion, Scenario
from closer_tui.scoring.report import Report
from closer_tui.ui.screens import rating
from closer_tui.ui.screens.rating import RatingScreen


class Program(App[None]):
    CSS_PATH = Path(rating.__file__).with_suffix(".tcss")

    def __init__(self, report: Report) -> None:
        super().__init__()
        self.report = report
        self.given: list[tuple[str, ...] | None] = []

    def on_mount(self) -> None:
        self.push_screen(RatingScreen(self.report), self.given.append)


@pytest.fixture
def program(scenario: Scenario) -> Program:
    return Program(played(scenario, "asks", "strength", "interested", email="greeting").report())


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_it_asks_in_the_candidates_words_and_says_its_keys(program: Program, size: tuple[int, int]) -> None:
    async with program.run_test(size=size) as pilot:
        await pilot.pause()
        screen = shown(pilot)
        assert "Before the report: what do you think you did?" in screen
        assert "[ ] I asked a genuine question" in screen and "Restate your value" in screen
        assert "Tick" in screen and "Report" in screen and "Not this time" in screen
        assert "of 100" not in screen and "[x]" not in screen


async def test_space_ticks_and_unticks_and_enter_gives_the_ticks(program: Program) -> None:
    async with program.run_test(size=SMALL) as pilot:
        await pilot.pause()
        await pilot.press("space", "down", "space", "down", "space", "space")
        assert "[x] I asked what only an insider can answer" in shown(pilot)
        await pilot.press("end", "space", "enter")
        await pilot.pause()
    assert program.given == [("asks", "insightful", "pushy")]


async def test_a_click_ticks_and_the_head_of_a_move_is_nothing_to_tick(program: Program) -> None:
    async with program.run_test(size=SMALL) as pilot:
        await pilot.pause()
        await pilot.click("#statements", offset=(5, 1))
        await pilot.click("#statements", offset=(5, 3))
        await pilot.pause()
        screen = shown(pilot)
        assert "[x] I asked what only an insider can answer" in screen and screen.count("[x]") == 1
        await pilot.click("#statements", offset=(5, 3))
        await pilot.pause()
        assert "[x]" not in shown(pilot)


async def test_escape_keeps_nothing(program: Program) -> None:
    async with program.run_test(size=SMALL) as pilot:
        await pilot.press("space", "escape")
        await pilot.pause()
    assert program.given == [None]


async def test_one_enter_too_many_does_not_say_that_nothing_was_done(program: Program) -> None:
    async with program.run_test(size=SMALL) as pilot:
        await pilot.press("enter")
        await pilot.pause()
        assert program.given == []
        assert "Nothing is ticked." in [notice.message for notice in program._notifications][-1]
        await pilot.press("enter")
        await pilot.pause()
    assert program.given == [()]


async def test_an_authors_words_are_drawn_as_they_are(scenario: Scenario) -> None:
    own = OwnCriterion("tea", "[bold]Took[/] [@click=app.quit]tea[/] \x1b[31m\u202e", "Take it.", ("tea",))
    first = replace(scenario.steps[0], criteria=(own,))
    report = played(replace(scenario, steps=(first, *scenario.steps[1:])), "tea", "", "").report()
    async with Program(report).run_test(size=SMALL) as pilot:
        await pilot.pause()
        screen = shown(pilot)
        assert "[ ] [bold]Took[/] [@click=app.quit]tea[/]" in screen
        assert "\x1b" not in screen and "\u202e" not in screen
