"""Promises of the suggestion on home: one thing to do next, one key away, and silent when it is not wanted."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from tests.ui.conftest import LARGE, SMALL, Start, seen, settle
from textual.widgets import Static

from closer_tui.journal import Journal, JournalError
from closer_tui.rehearsal import start as begin
from closer_tui.scenario.model import Scenario
from closer_tui.settings import load_settings
from closer_tui.ui.screens.home import HomeScreen
from closer_tui.ui.screens.level import LevelScreen


def rehearsed(journal: Journal, scenario: Scenario, times: int) -> None:
    """Finished on as many days before today, with nothing said."""
    for days in range(times, 0, -1):
        key = journal.begin(scenario, "coached")
        journal.finish(key, begin(scenario, "coached").report(), datetime.now(UTC) - timedelta(days=days))
        journal.release(key)


@pytest.mark.parametrize("size", [SMALL, LARGE, (70, 18)])
async def test_home_says_what_to_do_next_and_why_and_n_leads_to_it(
    start: Start, journal: Journal, played: Scenario, size: tuple[int, int]
) -> None:
    rehearsed(journal, played, 3)
    app = start()
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        shown = " ".join(seen(app).split())
        assert "Next: A small ending, coached." in shown
        assert "You did not say that you want the job in any of your last 3." in shown
        assert "Rehearse the last five minutes" not in shown
        await pilot.press("n")
        await settle(pilot)
        assert isinstance(app.screen, LevelScreen)
        await pilot.press("escape", "enter")
        await settle(pilot)
        assert isinstance(app.screen, LevelScreen), "the list still works"


async def test_suggestions_can_be_turned_off_for_good_and_on_again(
    start: Start, journal: Journal, played: Scenario
) -> None:
    rehearsed(journal, played, 2)
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        await pilot.press("N")
        await settle(pilot)
        assert "Next:" not in seen(app)
        assert not load_settings()[0].suggestions
        home = app.screen
        assert isinstance(home, HomeScreen)
        assert home.check_action("next", ()) is False
        await pilot.press("N")
        await settle(pilot)
        assert "Next:" in seen(app)
        assert load_settings()[0].suggestions


async def test_a_journal_in_trouble_suggests_nothing(
    start: Start, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(_: int | None = None) -> tuple[()]:
        raise JournalError("No.", "Wait.")

    monkeypatch.setattr(journal, "practice", fails)
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        assert str(app.screen.query_one("#tagline", Static).content).startswith("Rehearse the last five minutes")
