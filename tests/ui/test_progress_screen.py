"""Promises of the progress room: any number of runs can be looked at, in any window, without colour and in words."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence

import pytest
from tests.hostile.words import CONTROL, MARKUP, STEER
from tests.practice.practised import practice, practised, went
from tests.ui.conftest import LARGE, SMALL, Start, seen, settle
from textual import events
from textual.pilot import Pilot

from closer_tui.journal import Journal, JournalError, Practice
from closer_tui.rehearsal import Level
from closer_tui.scoring.report import Report
from closer_tui.ui.app import CloserApp
from closer_tui.ui.screens.help import HelpScreen
from closer_tui.ui.screens.home import HomeScreen
from closer_tui.ui.screens.progress import ProgressScreen
from closer_tui.ui.widgets.chart import MARKS, Chart, whole_ticks


@pytest.fixture
def kept(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> list[Practice]:
    """The rehearsals of the journal in short; a test may fill it."""
    runs: list[Practice] = []

    def found(last: int | None = None) -> tuple[Practice, ...]:
        return tuple(runs if last is None else runs[-last:])

    monkeypatch.setattr(journal, "practice", found)
    return runs


async def opened(pilot: Pilot[None]) -> str:
    await settle(pilot)
    await pilot.press("p")
    return await calm(pilot)


async def calm(pilot: Pilot[None]) -> str:
    await settle(pilot)
    await pilot.pause()
    return seen(pilot.app)


def room(app: CloserApp) -> ProgressScreen:
    assert isinstance(app.screen, ProgressScreen), app.screen
    return app.screen


@pytest.mark.parametrize("size", [SMALL, LARGE])
@pytest.mark.parametrize("runs", [0, 1, 2, 3, 9, 60, 250])
async def test_any_number_of_runs_is_looked_at_in_any_window(
    start: Start, kept: list[Practice], runs: int, size: tuple[int, int]
) -> None:
    kept.extend(practised(runs))
    app = start()
    async with app.run_test(size=size) as pilot:
        shown = await opened(pilot)
        if not runs:
            assert "after the first one" in shown
            return
        assert ("about nine are where practice pays most" in shown) == (runs < 9)
        assert "Questions" in shown and ("Moves" in shown)
        assert app.screen.query_one(Chart).display == (runs >= 3)
        if runs < 3:
            assert "From the third run on this is a chart." in shown


async def test_levels_are_told_apart_without_colour(start: Start, kept: list[Practice]) -> None:
    levels: tuple[Level, ...] = ("coached", "coached", "realistic", "silent")
    kept.extend(practice(n, level=level, completeness=40 + n * 10) for n, level in enumerate(levels))
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        shown = (await opened(pilot)).splitlines()
    drawn = "".join(line for line in shown if "┃" in line or "┫" in line)
    assert [drawn.count(MARKS[level]) for level in ("coached", "realistic", "silent")] == [2, 1, 1]
    assert any("△ coached  ◇ realistic  ■ silent" in line for line in shown)


async def test_0_and_100_are_marks_inside_the_frame(start: Start, kept: list[Practice]) -> None:
    kept.extend(practice(n, completeness=score) for n, score in enumerate((0, 100, 0, 100)))
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        shown = await opened(pilot)
    assert "".join(line for line in shown.splitlines() if "┃" in line or "┫" in line).count("△") == 4


async def test_d_draws_by_date_and_back_without_reading_again(start: Start, kept: list[Practice]) -> None:
    kept.extend(practised(9))
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        assert "By run." in await opened(pilot)
        await pilot.press("d")
        shown = await calm(pilot)
        assert "By date." in shown and "Mar" in shown
        await pilot.press("d")
        assert "By run." in await calm(pilot)


async def test_looking_at_a_scenario_or_a_level_reads_the_journal_once(
    start: Start, kept: list[Practice], journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept.extend(practised(40))
    app = start()
    async with app.run_test(size=LARGE) as pilot:
        await settle(pilot)
        reads: list[int | None] = []
        before = journal.practice

        def counted(last: int | None = None) -> tuple[Practice, ...]:
            reads.append(last)
            return before(last)

        monkeypatch.setattr(journal, "practice", counted)
        await pilot.press("p")
        await calm(pilot)
        for _ in range(4):
            await pilot.press("l")
            await calm(pilot)
        assert reads == [None]
        await pilot.press("l", "l")
        assert "All scenarios, realistic level" in await calm(pilot)
        await pilot.press("s")
        assert "Which scenario?" in await calm(pilot)
        await pilot.press("down", "enter")
        shown = await calm(pilot)
        assert "realistic level" in shown and "All scenarios" not in shown and "runs of 40." in shown
        assert reads == [None]


async def test_a_choice_without_runs_says_so_and_can_be_left(start: Start, kept: list[Practice]) -> None:
    kept.extend(practised(3))  # all of them coached
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        await opened(pilot)
        await pilot.press("l", "l")
        assert "No rehearsal on the realistic level is finished yet." in await calm(pilot)
        await pilot.press("l", "l")
        assert "Run 3; about nine" in await calm(pilot)


async def test_reports_are_read_for_criteria_of_scenarios_own_alone(
    start: Start, kept: list[Practice], journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def reports(session: str) -> tuple[Report, ...]:
        asked.append(session)
        raise JournalError("A report is damaged.", "Others can be read.")

    monkeypatch.setattr(journal, "reports", reports)
    kept.extend(practised(20))
    app = start()
    async with app.run_test(size=LARGE) as pilot:
        await opened(pilot)
        assert asked == []
        await pilot.press("escape")
        kept.append(practice(21, moves=[went("custom", "missed", "Bad news", missed=("owned",))] * 3, name="breach"))
        kept.extend(practice(n, moves=[went("questions")]) for n in range(19))
        assert "owned" in await opened(pilot)  # the damage keeps nothing back
        assert asked == [f"{21:032x}"]


async def test_trouble_with_the_journal_is_told(
    start: Start, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)

        def broken(_last: int | None = None) -> tuple[Practice, ...]:
            raise JournalError("The journal is damaged.", "Copy it elsewhere.")

        monkeypatch.setattr(journal, "practice", broken)
        await pilot.press("p")
        assert "can't be read: The journal is damaged. Copy it elsewhere." in " ".join((await calm(pilot)).split())


async def test_without_a_journal_it_says_so(start: Start) -> None:
    app = start(kept=None)
    async with app.run_test(size=SMALL) as pilot:
        assert "there is no journal" in await opened(pilot)
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(app.screen, HomeScreen)


async def test_keys_are_in_the_help_and_what_can_not_be_done_is_not(start: Start, kept: list[Practice]) -> None:
    kept.extend(practised(2))
    app = start()
    async with app.run_test(size=LARGE) as pilot:
        await opened(pilot)
        await pilot.press("f1")
        shown = await calm(pilot)
        assert isinstance(app.screen, HelpScreen)
        assert "one level alone" in shown and "by date" not in shown


async def test_the_wheel_over_the_chart_scrolls_the_room(start: Start, kept: list[Practice]) -> None:
    kept.extend(practised(30))
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        await opened(pilot)
        chart = app.screen.query_one(Chart)
        before = chart._x_min, chart._x_max
        region = chart.region
        x, y = region.x + 20, region.y + 4
        wheel = events.MouseScrollDown(None, x, y, 0, 0, 0, False, False, False, x, y)
        app.screen._forward_event(wheel)
        await calm(pilot)
        assert app.screen.query_one("#room").scroll_y > 0
        assert (chart._x_min, chart._x_max) == before


async def test_the_theme_changes_the_colours_and_keeps_the_marks(start: Start, kept: list[Practice]) -> None:
    kept.extend(practised(9))
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        first = await opened(pilot)
        await pilot.press("f9")
        assert await calm(pilot) == first


async def test_strangers_words_are_drawn_as_text(start: Start, kept: list[Practice]) -> None:
    words = f"{MARKUP} {CONTROL}"
    moves = [went("custom", "missed", words, missed=("own",), words=4)]
    kept.extend(practice(n, moves=moves, name=f"n{n % 2}", title=words) for n in range(4))
    app = start()
    async with app.run_test(size=LARGE) as pilot:
        shown = [await opened(pilot)]
        await pilot.press("s")
        shown.append(await calm(pilot))
        await pilot.press("down", "enter")
        shown.append(await calm(pilot))
    for screen in shown:
        assert all(not STEER.search(line) for line in screen.splitlines())


async def test_a_late_answer_to_an_earlier_choice_is_not_shown(start: Start, kept: list[Practice]) -> None:
    kept.extend(practised(20))
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        await opened(pilot)
        stale = room(app)._shown
        await pilot.press("l")
        await calm(pilot)
        room(app).on_progress_screen_folded(ProgressScreen.Folded(stale))
        assert "coached level" in await calm(pilot)


@pytest.mark.parametrize(
    ("least", "most", "room", "ticks"),
    [
        (1, 3, 8, [1, 2, 3]),
        (1, 9, 5, [2, 4, 6, 8]),
        (19_901, 20_000, 6, [19_920, 19_940, 19_960, 19_980, 20_000]),
        (1, 100, 4, [50, 100]),
        (5, 5, 2, [5]),
    ],
)  # fmt: skip
def test_runs_are_counted_in_whole_steps(least: int, most: int, room: int, ticks: Sequence[int]) -> None:
    assert whole_ticks(least, most, room) == [float(tick) for tick in ticks]


async def test_self_judgement_is_told_once_one_rated_oneself(start: Start, kept: list[Practice]) -> None:
    moves = [went("value", "half", met=("strength",), missed=("evidence",))]
    kept.extend(practice(n, moves=moves, rated=("strength", "evidence")) for n in range(3))
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        await opened(pilot)
        await pilot.press("end")
        shown = " ".join((await calm(pilot)).split())
    assert "How well you judge yourself" in shown
    assert "You judged 50 % right in the last 3 runs that you rated." in shown
    assert "“Gave concrete proof” you ticked 3 times where it was not so." in shown


def test_the_plotting_library_waits_until_the_room_is_opened() -> None:
    code = "import sys, closer_tui.ui.app; print('textual_plot' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
