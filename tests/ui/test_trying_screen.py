"""Promises of the screen of `closer try`: what is written is tried as one types, against the file as it is now."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.ui.conftest import LARGE, SMALL, SOURCE, seen, settle, toasts, write
from textual.app import App, ComposeResult
from textual.pilot import Pilot

from closer_tui.scenario.load import load_file
from closer_tui.scenario.model import Scenario
from closer_tui.scoring.lazy import LazyScorer
from closer_tui.scoring.verdict import Judgement, Kind, Scorer
from closer_tui.settings import Settings
from closer_tui.ui.screens import trying
from closer_tui.ui.trying_app import TryingApp
from closer_tui.ui.widgets import trial as trial_widget
from closer_tui.ui.widgets.trial import TrialView

OWN = """
[[step.criterion]]
name = "day"
title = "Named a day"
advice = "Name one."
cues = ["start on *"]
"""


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trial_widget, "SECONDS", 0.01)
    monkeypatch.setattr(trying, "LOOK", 0.05)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "mine.toml"
    path.write_text(SOURCE.replace('hint = "Name one thing."\n', 'hint = "Name one thing."\n' + OWN), encoding="utf-8")
    return path


async def tried(pilot: Pilot[Any]) -> str:
    """What is on the screen once all that is written has been tried."""
    for _ in range(3):
        await pilot.pause(0.05)
        await settle(pilot)
    return " ".join(seen(pilot.app).split())


async def until(pilot: Pilot[Any], words: str) -> str:
    for _ in range(100):
        shown = await tried(pilot)
        if words in shown:
            return shown
    raise AssertionError(f"never saw {words}: {shown}")


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_what_is_written_is_tried(file: Path, word_scorer: Scorer, size: tuple[int, int]) -> None:
    app = TryingApp(load_file(file), 1, word_scorer, Settings())
    async with app.run_test(size=size) as pilot:
        shown = await tried(pilot)
        assert "Step 2 of 4 · Restate your value" in shown and "Ann Bell: Why you?" in shown
        await write(pilot, "strength and I start on Monday")
        shown = await tried(pilot)
        assert "✓ Named something specific you bring" in shown
        assert "“strength”" in shown
        await pilot.press("ctrl+down", "ctrl+down", "ctrl+down")
        shown = await tried(pilot)
        assert "✓ Named a day 5 of 5" in shown and "✓ start on * Found: “start on Monday”." in shown


async def test_the_steps_and_their_samples_are_a_key_away(file: Path, word_scorer: Scorer) -> None:
    file.write_text(
        SOURCE.replace(
            '[step.reaction]\nmade = ["Well',
            """[[step.sample]]
level = "strong"
text = "asks team"
[step.reaction]
made = ["Well""",
        ),
        encoding="utf-8",
    )
    app = TryingApp(load_file(file), 1, word_scorer, Settings())
    async with app.run_test(size=LARGE) as pilot:
        await pilot.press("f7")
        await pilot.press("f7")  # there is none before the first
        assert "Step 1 of 4" in await tried(pilot)
        await pilot.press("f2")
        shown = await tried(pilot)
        assert "✓ Asked a genuine question" in shown
        assert "Ann Bell (asked about the team)" in shown and "Five of us." in shown
        await pilot.press("escape")
    assert app.return_code == 0


async def test_a_change_of_the_file_is_tried_at_once(file: Path, word_scorer: Scorer) -> None:
    app = TryingApp(load_file(file), 1, word_scorer, Settings())
    async with app.run_test(size=LARGE) as pilot:
        await write(pilot, "I begin in May")
        assert "✗ Named a day" in await until(pilot, "Named a day")
        file.write_text(file.read_text("utf-8").replace("start on *", "begin in *"), encoding="utf-8")
        assert "Found: “begin in May”" in await until(pilot, "✓ Named a day")
        # A step before it has gone: the same step is tried on, at its new place.
        before, _, after = file.read_text("utf-8").partition("[[step]]")
        file.write_text(f"{before}[[step]]{after.partition('[[step]]')[2]}", encoding="utf-8")
        assert "Restate your value" in await until(pilot, "Step 1 of 3")
        assert app.screen.query_one(TrialView).text == "I begin in May"


async def test_a_file_with_a_fault_is_told_and_the_last_good_one_stays(file: Path, word_scorer: Scorer) -> None:
    good = file.read_text("utf-8")
    app = TryingApp(load_file(file), 0, word_scorer, Settings())
    async with app.run_test(size=SMALL) as pilot:
        await write(pilot, "asks")
        file.write_text(good.replace('title = "A small ending"', "title = "), encoding="utf-8")
        shown = await until(pilot, "The file has 1 problem now; you try what it said before. line")
        assert "✓ Asked a genuine question" in shown
        file.unlink()
        await until(pilot, "There is no such")
        file.write_text(good.replace("A small ending", "A new ending"), encoding="utf-8")
        assert "The file has" not in await until(pilot, "A new ending")


async def test_what_was_written_is_not_left_by_one_slip(file: Path, word_scorer: Scorer) -> None:
    app = TryingApp(load_file(file), 0, word_scorer, Settings())
    async with app.run_test(size=LARGE) as pilot:
        await write(pilot, "asks")
        await pilot.press("escape")
        assert toasts(app) == ["What you wrote is not kept. Press it again to leave."]  # type: ignore[arg-type]
        await pilot.press("escape")
    assert app.return_code == 0


async def test_a_scorer_that_can_not_be_loaded_is_told(file: Path) -> None:
    def broken() -> Scorer:
        raise OSError("the model is [bold]gone[/]")

    app = TryingApp(load_file(file), 0, LazyScorer(broken), Settings())
    async with app.run_test(size=LARGE) as pilot:
        await write(pilot, "asks")
        assert "It can't be judged now. the model is [bold]gone[/]" in await tried(pilot)


class Slow:
    """Counts how many answers it judges at a time."""

    version = "slow-1"

    def __init__(self, scorer: Scorer) -> None:
        self.scorer = scorer
        self.now = self.most = 0
        self.texts: list[str] = []

    def judge(self, text: str, kind: Kind) -> Judgement:
        self.now += 1
        self.most = max(self.most, self.now)
        self.texts.append(text)
        judged = self.scorer.judge(text, kind)
        self.now -= 1
        return judged


async def test_the_widget_stands_alone_and_judges_one_answer_at_a_time(scenario: Scenario, word_scorer: Scorer) -> None:
    slow = Slow(word_scorer)
    found: list[str] = []

    class Host(App[None]):
        def compose(self) -> ComposeResult:
            yield TrialView(slow, id="here")

        def on_trial_view_tried(self, event: TrialView.Tried) -> None:
            found.append(event.trial.text)

    app = Host()
    async with app.run_test(size=LARGE) as pilot:
        view = app.query_one(TrialView)
        view.set_step(scenario, 0)
        for number in range(20):
            view.put(f"asks {number}")
            view.set_step(scenario, number % 4)
            await pilot.pause(0.002)
        await tried(pilot)
        assert found[-1] == slow.texts[-1] == "asks 19"
        assert slow.most == 1
