"""Promises of home: what it lists, what it offers, and that any window and any text will do."""

from __future__ import annotations

import asyncio
import os
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.ui.conftest import LARGE, SMALL, Start, broken, entry, rehearsal, seen, settle, toasts, until, write
from textual import events
from textual.widget import Widget
from textual.widgets import Button, OptionList

from closer_tui.diagnostics import Diagnostic
from closer_tui.events import StepRetried
from closer_tui.journal import Journal, JournalError
from closer_tui.opening import Opening
from closer_tui.rehearsal import LEVELS
from closer_tui.rehearsal import start as begin
from closer_tui.scenario import heads, places
from closer_tui.scenario.heads import remember
from closer_tui.scenario.library import Entry, in_folder
from closer_tui.scenario.model import Scenario
from closer_tui.scoring.lazy import LazyScorer
from closer_tui.scoring.report import build_report
from closer_tui.scoring.verdict import Scorer
from closer_tui.settings import load_settings
from closer_tui.ui.screens.deleting import DeleteOneScreen
from closer_tui.ui.screens.dialogs import SmallScreen
from closer_tui.ui.screens.help import HelpScreen, actions
from closer_tui.ui.screens.home import HomeScreen
from closer_tui.ui.screens.level import LevelScreen
from closer_tui.ui.screens.unfinished import UnfinishedScreen
from closer_tui.ui.widgets.phrases import ago, length


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_home_says_what_a_scenario_is_about(start: Start, size: tuple[int, int]) -> None:
    app = start()
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        shown = seen(app)
        for words in (
            "A small ending",
            "Developer at Acme",
            "Developer · ●○○ easy" if size == SMALL else "●○○ easy · not tried yet",
            "not tried yet",
            "For tests.",
            "Ann Bell",
            "patient",
        ):
            assert words in shown
        await pilot.press("tab")
        assert app.focused is not None and app.focused.id == "details"
        await pilot.press("end")
        assert "make every move unprompted" in " ".join(seen(app).replace("│", " ").replace("┃", " ").split())


async def test_home_tells_the_best_score_and_the_last_practice_in_plain_words(
    start: Start, journal: Journal, played: Scenario
) -> None:
    key = journal.begin(played, "coached")
    journal.finish(key, begin(played, "coached").report(), datetime.now(UTC) - timedelta(days=3))
    app = start()
    async with app.run_test(size=LARGE) as pilot:
        await settle(pilot)
        assert "best 0, 3 days ago" in seen(app)
        await pilot.resize_terminal(*SMALL)
        await settle(pilot)
        assert "Developer · ●○○ best 0" in seen(app)


@pytest.mark.parametrize(
    ("count", "words"),
    [(60, "60 words · about 24 s to say"), (374, "about 2 minutes to say"), (40_000, "about 4 hours to say")],
)
def test_how_long_an_answer_takes_is_told_in_whole_units(count: int, words: str) -> None:
    assert words in length("word " * count)


@pytest.mark.parametrize(
    ("back", "words"),
    [
        (timedelta(seconds=5), "just now"),
        (timedelta(minutes=1), "1 minute ago"),
        (timedelta(hours=5), "5 hours ago"),
        (timedelta(days=1), "yesterday"),
        (timedelta(days=5), "5 days ago"),
        (timedelta(days=22), "3 weeks ago"),
        (timedelta(days=100), "3 months ago"),
        (timedelta(days=800), "2 years ago"),
    ],
)
def test_moments_are_told_in_plain_words(back: timedelta, words: str) -> None:
    now = datetime(2026, 5, 20, 13, 0)
    assert ago(now - back, now) == words


async def test_the_level_used_last_is_offered_first_and_remembered(start: Start) -> None:
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        await pilot.press("enter")
        assert isinstance(app.screen, LevelScreen)
        assert app.screen.query_one(OptionList).highlighted == 0
        assert "a hint is one key away" in seen(app)
        await pilot.press("down", "enter")
        await settle(pilot)
        assert rehearsal(app).session.state.level == "realistic"
        assert load_settings()[0].level == "realistic"
        await pilot.press("escape")
        await settle(pilot)
        await pilot.press("enter")
        assert app.screen.query_one(OptionList).highlighted == LEVELS.index("realistic")


async def test_the_mouse_picks_a_scenario_a_level_and_the_buttons(start: Start) -> None:
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        catalogue = app.screen.query_one("#catalogue", OptionList)
        await pilot.click(catalogue, offset=(4, 4))
        assert catalogue.highlighted == 2 and isinstance(app.screen, HomeScreen)
        await pilot.click(catalogue, offset=(4, 4))
        assert isinstance(app.screen, LevelScreen)
        await pilot.press("escape")
        await pilot.click("#rehearse")
        assert isinstance(app.screen, LevelScreen)
        await pilot.click(OptionList, offset=(4, 2))
        await pilot.click(OptionList, offset=(4, 2))
        await settle(pilot)
        assert rehearsal(app).session.state.level == "realistic"


async def test_a_broken_scenario_is_listed_with_every_problem_and_not_played(
    start: Start, entries: list[Entry]
) -> None:
    entries[:] = [
        broken(
            Diagnostic("unknown-key", "error", "There is no key [b]tilte[/b].", "Write title.", "mine.toml", 3, 1),
            Diagnostic("no-steps", "error", "There are no steps.", "Add a [[step]].", "mine.toml"),
        )
    ]
    app = start()
    async with app.run_test(size=LARGE) as pilot:
        await settle(pilot)
        shown = seen(app)
        for words in ("broken", "[b]tilte[/b]", "mine.toml:3:1", "Write title.", "There are no steps.", "[[step]]"):
            assert words in shown
        assert app.screen.query_one(Button).disabled
        await pilot.press("enter")
        assert isinstance(app.screen, HomeScreen)
        assert "2 problems" in toasts(app)[-1]


async def test_markup_in_every_string_of_a_scenario_is_drawn_as_it_stands(
    start: Start, entries: list[Entry], played: Scenario
) -> None:
    hostile = "[red]x[/red]\x1b[31m"
    drawn = "[red]x[/red]\ufffd[31m"
    who = replace(played.interviewer, name=hostile, title=hostile, temper=hostile, email=hostile)
    steps = tuple(replace(step, title=hostile, says=(hostile,), hint=hostile) for step in played.steps)
    entries[:] = [
        entry(
            replace(
                played,
                title=hostile,
                summary=hostile,
                company=hostile,
                role=hostile,
                scene=hostile,
                interviewer=who,
                steps=steps,
            )
        )
    ]
    app = start()
    async with app.run_test(size=(120, 60)) as pilot:
        await settle(pilot)
        assert seen(app).count(drawn) >= 12
        await pilot.press("ctrl+p")
        await write(pilot, "red")
        await pilot.pause(0.3)
        assert f"Rehearse: {drawn}" in seen(app)
        await pilot.press("escape", "enter")
        assert drawn in seen(app)
        await pilot.press("1")
        await settle(pilot)
        await pilot.press("f2")
        await write(pilot, "[b]asks")
        await pilot.press("enter")
        await settle(pilot)
        shown = seen(app)
        assert "[b]asks" in shown and f"Hint  {drawn}" not in shown
        assert shown.count(drawn) >= 4 and "\x1b" not in shown
        await pilot.press("f2", "escape")
        await pilot.pause()
        assert drawn in seen(app)


async def test_a_window_too_small_says_so_and_everything_is_back_when_it_grows(start: Start) -> None:
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        await pilot.press("enter", "1")
        await settle(pilot)
        await write(pilot, "half a thought")
        await pilot.resize_terminal(50, 12)
        await pilot.pause(0.1)
        assert isinstance(app.screen, SmallScreen)
        assert "40×15" in seen(app) and "50×12" in seen(app)
        await pilot.press("enter", "escape", "f1", "ctrl+p")
        assert isinstance(app.screen, SmallScreen)
        await pilot.resize_terminal(40, 10)
        await pilot.pause(0.1)
        assert "40×10" in seen(app)
        await pilot.resize_terminal(80, 24)
        await pilot.pause(0.1)
        assert rehearsal(app)
        assert "half a thought" in seen(app)
        await write(pilot, "s")
        assert "half a thoughts" in seen(app)


async def test_a_program_that_starts_in_a_window_too_small_says_so(start: Start) -> None:
    app = start()
    async with app.run_test(size=(40, 10)) as pilot:
        await settle(pilot)
        assert isinstance(app.screen, SmallScreen)


async def test_every_action_and_scenario_is_in_the_palette_and_every_action_in_the_help(start: Start) -> None:
    app = start()
    async with app.run_test(size=LARGE) as pilot:
        await settle(pilot)
        named = {action.binding.description for action in actions(app.screen)}
        assert {"Rehearse", "Reload", "Quit", "Help", "Dark or light"} <= named
        await pilot.press("f1")
        assert isinstance(app.screen, HelpScreen)
        for name in named:
            assert name.casefold() in seen(app).casefold()
        await pilot.press("escape", "ctrl+p")
        await write(pilot, "small ending")
        await pilot.pause(0.3)
        await pilot.press("enter")
        await pilot.pause(0.3)
        assert isinstance(app.screen, LevelScreen)


async def test_the_look_that_was_chosen_is_kept(start: Start) -> None:
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        assert app.theme == "textual-dark"
        await pilot.press("f9")
        assert app.theme == "textual-light"
    assert load_settings()[0].theme == "textual-light"


async def test_without_a_journal_one_toast_says_why_and_all_can_be_played(start: Start) -> None:
    app = start(kept=None, notices=("The journal can't be opened: [disk] full.",))
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        assert toasts(app) == ["The journal can't be opened: [disk] full."]
        await pilot.press("enter", "1")
        await settle(pilot)
        assert rehearsal(app)


async def test_a_journal_that_cannot_be_read_is_told_once(
    start: Start, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise JournalError("The journal can't be read.", "Look at the disk.")

    monkeypatch.setattr(journal, "best", fail)
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        await pilot.press("enter", "escape")
        await settle(pilot)
        assert toasts(app) == ["The journal can't be read. Look at the disk."]
        assert "A small ending" in seen(app)


async def test_a_home_that_is_slow_to_come_behind_a_rehearsal_is_waited_for(
    start: Start, played: Scenario, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = asyncio.Event()
    compose = Widget._on_compose

    async def slowly(widget: Widget, event: events.Compose) -> None:
        if isinstance(widget, HomeScreen):
            await go_on.wait()
        await compose(widget, event)

    monkeypatch.setattr(Widget, "_on_compose", slowly)
    app = start(play=(played, "coached"))
    async with app.run_test(size=SMALL) as pilot:
        try:
            for _ in range(5):
                await pilot.pause()
            await until(pilot, lambda: "Any questions?" in seen(app))
            assert not app._home.entries and "Any questions?" in seen(app)
        finally:
            go_on.set()
        await until(pilot, lambda: bool(app._home.entries))
        assert "Any questions?" in seen(app)


async def test_a_scorer_that_cannot_be_loaded_is_told_as_a_rehearsal_begins(start: Start) -> None:
    asked = 0

    def load() -> Scorer:
        nonlocal asked
        asked += 1
        raise OSError("the weights are missing")

    app = start(scorer=LazyScorer(load))
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        assert not asked  # home needs none
        await pilot.press("enter", "enter")
        await until(pilot, lambda: bool(toasts(app)))  # it is loaded on a thread of its own
        assert "the weights are missing" in toasts(app)[0]
        assert "every answer is kept" in toasts(app)[0]


def read_when_told(monkeypatch: pytest.MonkeyPatch, listed: Callable[[], tuple[Entry, ...]]) -> threading.Event:
    """Reading the scenarios takes until the event that is returned is set."""
    read = threading.Event()

    def slowly(_: Path) -> tuple[Entry, ...]:
        assert read.wait(60)
        return listed()

    monkeypatch.setattr("closer_tui.scenario.library.library", slowly)
    return read


async def test_home_lists_what_it_remembers_and_waits_with_what_is_done_to_it(
    start: Start, own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = own / "mine.toml"
    os.utime(mine, (1_700_000_000, 1_700_000_000))
    remember(in_folder(own), time.time_ns())
    monkeypatch.setattr(places, "bundled_folder", lambda: own / "none")
    monkeypatch.setattr(heads, "bundled_folder", lambda: own / "none")
    listed = tuple(in_folder(own))
    read = read_when_told(monkeypatch, lambda: listed)
    app = start(scenarios=own)
    async with app.run_test(size=LARGE) as pilot:
        try:
            await until(pilot, lambda: "A small ending" in seen(app))
            shown = seen(app)
            for words in ("Developer at Acme", "●○○ easy", "Ann Bell, patient", "yours", "For tests."):
                assert words in shown
            assert "not tried yet" not in shown and not app._home.entries
            await pilot.press("enter")
            await pilot.pause()
            assert isinstance(app.screen, HomeScreen)
        finally:
            read.set()
        await until(pilot, lambda: isinstance(app.screen, LevelScreen))
        await pilot.press("escape")
        await settle(pilot)
        assert "not tried yet" in seen(app) and "What the close needs" in seen(app)


async def test_enter_before_anything_is_listed_is_for_the_first_scenario(
    start: Start, own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = tuple(in_folder(own))
    read = read_when_told(monkeypatch, lambda: listed)
    app = start(scenarios=own)
    async with app.run_test(size=LARGE) as pilot:
        try:
            await until(pilot, lambda: "Scenarios" in seen(app))
            await pilot.press("enter")
            await pilot.pause()
            assert isinstance(app.screen, HomeScreen) and not app._home.entries
        finally:
            read.set()
        await until(pilot, lambda: isinstance(app.screen, LevelScreen))
        await settle(pilot)
        assert listed[0].title in seen(app)


async def test_a_scenario_that_is_gone_by_the_time_it_is_read_is_not_asked_about(
    start: Start, own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = own / "mine.toml"
    os.utime(mine, (1_700_000_000, 1_700_000_000))
    remember(in_folder(own), time.time_ns())
    monkeypatch.setattr(places, "bundled_folder", lambda: own / "none")
    monkeypatch.setattr(heads, "bundled_folder", lambda: own / "none")
    mine.rename(own / "other.toml")
    (own / "mine.toml").symlink_to(own / "other.toml")
    read = read_when_told(monkeypatch, lambda: in_folder(own))
    app = start(scenarios=own)
    async with app.run_test(size=LARGE) as pilot:
        try:
            await until(pilot, lambda: "A small ending" in seen(app))
            await pilot.press("enter")
            (own / "mine.toml").unlink()
        finally:
            read.set()
        await settle(pilot)
        assert isinstance(app.screen, HomeScreen) and app._home.chosen is not None
        assert app._home.chosen.name == "other"


async def test_a_journal_that_is_still_to_be_opened_is_opened_beside_home(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []

    def refuse() -> Journal:
        opened.append(threading.current_thread().name)
        raise JournalError("The disk is full.", "Make room.")

    monkeypatch.setattr("closer_tui.journal.Journal.open", refuse)
    app = start(kept=Opening())
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        assert len(opened) == 1
        assert toasts(app) == ["The disk is full. Make room. What you rehearse is not kept for now."]
        await pilot.press("enter", "enter")
        await settle(pilot)
        assert rehearsal(app).session.journal is None
        assert threading.main_thread().name not in opened


async def test_unfinished_rehearsals_are_offered_discarded_or_kept_for_later(
    start: Start, journal: Journal, played: Scenario
) -> None:
    for level in LEVELS:
        journal.begin(played, level)
    journal.close()
    journal = Journal.open(journal.path)
    app = start(kept=journal)
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        assert isinstance(app.screen, UnfinishedScreen)
        shown = seen(app)
        assert all(level in shown for level in LEVELS) and "no answer yet" in shown
        await pilot.press("d")
        await settle(pilot)
        assert isinstance(app.screen, DeleteOneScreen) and "silent" in seen(app)
        await pilot.press("d")  # held down for too long
        await pilot.press("escape")
        await settle(pilot)
        assert len(journal.unfinished()) == 3 and "silent" in seen(app)
        await pilot.press("d", "y", "d")
        await settle(pilot)
        assert "silent" not in seen(app)
        await pilot.click("#discard")
        await settle(pilot)
        await pilot.press("y", "d")
        await settle(pilot)
        assert [info.level for info in journal.unfinished()] == ["coached"]
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(app.screen, HomeScreen)
        assert "Go on" in seen(app)
        await pilot.press("u")
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert rehearsal(app).session.state.level == "coached"
    journal.close()


async def test_a_retry_that_was_broken_off_is_called_one_and_what_was_finished_outlives_it(
    start: Start, journal: Journal, played: Scenario
) -> None:
    session = journal.begin(played, "coached")
    journal.finish(session, build_report(played, ()))
    journal.append(session, StepRetried(0))
    app = start(kept=journal)
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        assert isinstance(app.screen, UnfinishedScreen)
        assert "a retry" in seen(app) and "Once more: Ask thoughtful questions." in seen(app)
        await pilot.press("d", "y")
        await settle(pilot)
        assert "Delete this retry?" in seen(app) and "What you" in seen(app)
        await pilot.press("d")
        await settle(pilot)
        assert isinstance(app.screen, HomeScreen)
        assert journal.unfinished() == () and [info.id for info in journal.history()] == [session]


async def test_keys_typed_ahead_of_a_rehearsal_leave_nothing_behind_on_home(start: Start) -> None:
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        await pilot.press("enter")
        for key in ("2", "enter"):  # faster than a screen can follow
            app.post_message(events.Key(key, None))
        await settle(pilot)
        await pilot.pause(0.2)
        assert [type(screen) for screen in app.screen_stack] == [HomeScreen, type(rehearsal(app))]
