"""Promises of a window that is dragged about, and of keys hammered at random: nothing is lost, nothing breaks."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.faults.places import SCREENS, home
from tests.faults.storms import (
    Acknowledged,
    Counts,
    monkey,
    practised_home,
    program,
    resize_storm,
    resized,
)
from tests.ui.conftest import SMALL, settle
from textual import events
from textual.geometry import Size

from closer_tui.journal import Journal
from closer_tui.ui.screens.dialogs import SmallScreen


@pytest.fixture
def practised_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Journal, Path]]:
    monkeypatch.setenv("CLOSER_HOME", str(tmp_path))
    monkeypatch.setenv("EDITOR", "true")
    monkeypatch.chdir(tmp_path)
    with practised_home(tmp_path) as found:
        yield found


async def test_a_window_dragged_about_loses_no_word_and_leaves_the_focus_where_it_was(
    practised_at: tuple[Journal, Path],
) -> None:
    counts = Counts()
    app = program(*practised_at)
    async with app.run_test(size=SMALL) as pilot:
        for name, (kind, way) in SCREENS.items():
            await way(pilot)
            assert type(app.screen).__name__ == kind, name
            await resize_storm(pilot, random.Random(name), 1, counts)
            assert type(app.screen).__name__ == kind, name
    assert counts.sizes > len(SCREENS) and counts.keys > 0


@pytest.mark.parametrize("seed", [1, 2])
async def test_a_monkey_breaks_nothing_and_loses_no_answer(practised_at: tuple[Journal, Path], seed: int) -> None:
    counts, acknowledged, app = Counts(), Acknowledged(), program(*practised_at)
    with acknowledged.watching():
        async with app.run_test(size=SMALL) as pilot:
            await home(pilot)
            await monkey(pilot, random.Random(seed), 250, counts)
            await pilot.press("ctrl+q")
            await settle(pilot)
            if app.is_running:  # something is not saved, and it is asked
                await pilot.press("escape")
    acknowledged.assert_kept(practised_at[0])
    assert counts.keys == 250 and len(counts.screens) >= 5


async def test_a_screen_that_came_up_while_the_window_was_too_small_leaves_no_cover_behind(
    practised_at: tuple[Journal, Path],
) -> None:
    app = program(*practised_at)
    async with app.run_test(size=SMALL) as pilot:
        await home(pilot)
        await pilot.press("h")
        await settle(pilot)
        await pilot.press("enter")
        await resized(pilot, (20, 5))  # before what was to be opened is read
        await settle(pilot)
        await resized(pilot, SMALL)
        await settle(pilot)
        for _ in range(6):
            await pilot.press("escape")
            await settle(pilot)
            assert not isinstance(app.screen, SmallScreen), app.screen_stack


async def test_news_of_a_size_that_the_window_no_longer_has_is_passed_over(practised_at: tuple[Journal, Path]) -> None:
    """Of two that are under way at once each brought the other back, for ever: a window dragged past what is needed and
    back again could leave the program busy with nothing else."""
    app = program(*practised_at)
    async with app.run_test(size=SMALL) as pilot:
        await home(pilot)
        for key in ("", "h", "f1", "ctrl+p"):
            await pilot.press(*filter(None, [key]))
            await settle(pilot)
            screen = app.screen
            for size in (Size(90, 30), Size(*SMALL)):
                screen.post_message(events.Resize(size, size))
                screen.call_later(lambda: None)  # one that comes right after another takes its place
            await asyncio.wait_for(settle(pilot), 30)
            assert screen.size == SMALL, screen
