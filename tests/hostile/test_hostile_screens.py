"""What strangers write in a scenario is only words on every screen: no colour, no link, no action, no escape."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.hostile.test_hostile_lines import fitting, in_a_file
from tests.hostile.words import BULK, CODE, CONTROL, MARKUP, STEER, full, poisoned
from tests.ui.conftest import LARGE, broken, entry, seen, settle, write
from textual.app import App
from textual.pilot import Pilot

from closer_tui.scenario.library import Entry
from closer_tui.scenario.load import read_text
from closer_tui.scoring.verdict import Scorer
from closer_tui.settings import Settings
from closer_tui.ui.app import CloserApp
from closer_tui.ui.trying_app import TryingApp

ON_SCREEN = {"words": f"{MARKUP} {CODE} {CONTROL}", "bulk": BULK}
on_screen = pytest.mark.parametrize("words", ON_SCREEN.values(), ids=ON_SCREEN)
SCROLL_BARS = {"scroll_up", "scroll_down", "grab", "release"}


def assert_words_alone(app: App[Any]) -> str:
    """The screen's text, once it is known that nothing on it is more than text."""
    for strip in app.screen._compositor.render_strips():
        for segment in strip:
            assert segment.control is None
            assert not STEER.search(segment.text), repr(segment.text)
            if segment.style is not None:
                assert segment.style.link is None, segment
                actions = {str(value) for key, value in segment.style.meta.items() if key.startswith("@")}
                assert actions <= SCROLL_BARS, segment
    for toast in app._notifications:
        assert not toast.markup or "[" not in toast.message, toast
    return seen(app)


@contextmanager
def listed(monkeypatch: pytest.MonkeyPatch, entries: list[Entry]) -> Iterator[None]:
    monkeypatch.setattr("closer_tui.scenario.library.library", lambda *_: tuple(entries))
    yield


async def calm(pilot: Pilot[Any]) -> str:
    await settle(pilot)
    return assert_words_alone(pilot.app)


@on_screen
async def test_a_hostile_scenario_is_played_on_the_screen(
    words: str, word_scorer: Scorer, monkeypatch: pytest.MonkeyPatch, place: Path
) -> None:
    scenario = poisoned(full(), lambda _: words)
    bad = read_text(in_a_file(CONTROL), "bad", "bad\x1b[31m[bold].toml")
    entries = [entry(scenario), replace(broken(*bad.diagnostics), name=words[:80], path=Path("bad\x1b[bold].toml"))]
    with listed(monkeypatch, entries):
        app = CloserApp(None, word_scorer, Settings(), None)
        app.animation_level = "none"
        async with app.run_test(size=LARGE) as pilot:
            shown = [await calm(pilot)]
            await pilot.press("down")
            shown.append(await calm(pilot))
            await pilot.press("enter")
            await calm(pilot)
            await pilot.press("ctrl+p")
            await write(pilot, "Rehearse")
            await pilot.pause(0.2)
            assert_words_alone(app)
            await pilot.press("escape", "up", "enter")
            shown.append(await calm(pilot))  # the levels
            await pilot.press("1", "enter")
            shown.append(await calm(pilot))  # the first step
            await pilot.press("f2")
            shown.append(await calm(pilot))
            for said in ("asks team how many coffee?", "I start on monday"):
                await write(pilot, said)
                await pilot.press("enter")
                shown.append(await calm(pilot))
            await pilot.press("escape")
            await calm(pilot)  # whether to leave
            await pilot.press("escape")
            await pilot.press("tab", "tab")
            await write(pilot, "thanks_time")
            await pilot.press("ctrl+s")
            shown.append(await calm(pilot))
            await pilot.press("enter")
            shown.append(await calm(pilot))  # the debrief
            for key in ("e", "end", "e", "s", "f1"):
                await pilot.press(key)
                shown.append(await calm(pilot))
            assert type(app.screen_stack[-2]).__name__ == "DebriefScreen"
            if words.startswith(MARKUP):
                flat = [" ".join(each.replace("│", " ").replace("┃", " ").split()) for each in shown]
                assert sum("[bold red]Mark[/]" in each for each in flat) >= 6
    [report] = (place / "here").iterdir()
    assert report.name.startswith("closer-") and report.suffix == ".md"
    assert not STEER.search(report.read_text("utf-8"))


@on_screen
async def test_a_hostile_scenario_is_tried_on_the_screen(words: str, word_scorer: Scorer) -> None:
    scenario = poisoned(full(), lambda _: words)
    app = TryingApp(scenario, 0, word_scorer, Settings())
    async with app.run_test(size=LARGE) as pilot:
        for said in (words, "asks team how many coffee?"):
            app.screen.query_one("TrialView").put(said)  # type: ignore[attr-defined]
            await pilot.pause(0.4)
            await calm(pilot)
            await pilot.press("f2", "f8")
        await pilot.pause(0.4)
        shown = await calm(pilot)
    if words.startswith(MARKUP):
        assert "[bold red]Mark[/]" in shown


@pytest.mark.parametrize("words", [MARKUP, CONTROL], ids=["markup", "control"])
async def test_a_hostile_scenario_is_opened_in_the_editor(
    words: str, word_scorer: Scorer, monkeypatch: pytest.MonkeyPatch, place: Path
) -> None:
    editing = pytest.importorskip("closer_tui.ui.editing")
    own = place / "home" / "scenarios"
    own.mkdir(parents=True)
    file = own / "\x1b[31m[bold]x.toml"
    file.write_text(in_a_file(fitting(words)), encoding="utf-8")
    with listed(monkeypatch, [broken()]):
        app = CloserApp(None, word_scorer, Settings(), own)
        async with app.run_test(size=LARGE) as pilot:
            await settle(pilot)
            reading = read_text(file.read_text("utf-8"), "x", str(file))
            opened = replace(broken(*reading.diagnostics), path=file)
            editing.edit(app, opened, word_scorer, own)
            await calm(pilot)
            assert type(app.screen).__name__ == "EditorScreen"
            for key in ("f8", "f5", "f6", "f4", "end"):
                await pilot.press(key)
                await pilot.pause(0.2)
                await calm(pilot)
    assert file.read_text("utf-8") == in_a_file(fitting(words))
