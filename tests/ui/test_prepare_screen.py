"""A real interview made ready in the full interface: typed, seen, written, and never lost."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.hostile.words import KINDS, STEER
from tests.ui.conftest import LARGE, SMALL, Start, seen, settle, toasts
from textual.pilot import Pilot
from textual.widgets import Input

from closer_tui.paths import drafts_dir, scenarios_dir
from closer_tui.scenario.drafts import Drafts
from closer_tui.scenario.load import load_file
from closer_tui.ui.app import CloserApp
from closer_tui.ui.screens.home import HomeScreen
from closer_tui.ui.screens.prepare import PrepareScreen
from closer_tui.ui.widgets.answer import Body

ADVERTS = Path(__file__).parent.parent / "scenario" / "adverts"
FINTECH = (ADVERTS / "fintech.txt").read_text(encoding="utf-8")
FACTS = {"role": "Backend engineer", "company": "Larkspur Pay", "people": "Ines Cardoso, Lead; Tom Webb"}


async def opened(app: CloserApp, pilot: Pilot[None]) -> PrepareScreen:
    await settle(pilot)
    await pilot.press("i")
    await settle(pilot)
    assert isinstance(app.screen, PrepareScreen)
    return app.screen


def fill(screen: PrepareScreen, advert: str = FINTECH, **facts: str) -> None:
    for name, value in (FACTS | facts).items():
        screen.query_one(f"#{name}", Input).value = value
    screen.query_one(Body).restore(advert)


async def until(pilot: Pilot[None], kind: type[object]) -> None:
    for _ in range(400):
        if isinstance(pilot.app.screen, kind):
            return
        await pilot.pause(0.05)
    pytest.fail(f"{pilot.app.screen} is still shown")


@pytest.mark.parametrize("size", [SMALL, LARGE, (70, 18)])
async def test_questions_are_shown_by_topic_with_what_the_advert_answers(start: Start, size: tuple[int, int]) -> None:
    app = start()
    async with app.run_test(size=size) as pilot:
        fill(await opened(app, pilot))
        await pilot.press("f2")
        await settle(pilot)
        assert "What they enjoy here" in seen(app) and "Write the scenario" in seen(app)
        drawn = str(app.screen.query_one("#lines").render())
        assert "The advert says: “£60,000 to £72,000” – do not ask what it pays" in drawn
        await pilot.press("f2")
        await settle(pilot)
        assert "Larkspur Pay" in seen(app) and "The advert, pasted" in seen(app)


async def test_it_is_written_into_the_own_folder_and_chosen_at_home(start: Start, own: Path) -> None:
    app = start()
    async with app.run_test(size=LARGE) as pilot:
        fill(await opened(app, pilot), mood="brisk", when="Tuesday")
        await pilot.press("ctrl+s")
        await until(pilot, HomeScreen)
        await settle(pilot)
        file = own / "your-interview-at-larkspur-pay.toml"
        scenario = load_file(file)
        assert (scenario.interviewer.name, scenario.interviewer_of(1).name) == ("Ines Cardoso", "Tom Webb")
        assert "brisk" in scenario.interviewer.temper and "It is to be: Tuesday." in scenario.scene
        assert isinstance(app.screen, HomeScreen) and app.screen.chosen is not None
        assert app.screen.chosen.path == file
        assert not list(drafts_dir().glob("*"))


async def test_what_is_typed_is_kept_when_it_is_left_and_when_the_program_ends(start: Start) -> None:
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        fill(await opened(app, pilot))
        await pilot.press("escape")
        await settle(pilot)
        assert "What you typed is kept, and here when you come back." in toasts(app)
        screen = await opened(app, pilot)
        assert screen.query_one("#people", Input).value == FACTS["people"]
        screen.query_one("#when", Input).value = "Friday"
        await pilot.pause()
    again = start()
    async with again.run_test(size=SMALL) as pilot:
        screen = await opened(again, pilot)
        assert screen.query_one("#when", Input).value == "Friday"
        assert screen.query_one(Body).text.startswith("Backend Engineer – Payments")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"role": ""}, "Say which job it is"),
        ({"company": " "}, "Say at which company"),
        ({"mood": "sleepy"}, "The mood is one of warm, brisk, sceptical, or empty."),
    ],
)
async def test_what_is_wanting_is_told_and_the_cursor_goes_there(
    start: Start, wrong: dict[str, str], said: str
) -> None:
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        fill(await opened(app, pilot), **wrong)
        for key in ("f2", "ctrl+s"):
            await pilot.press(key)
            await settle(pilot)
            assert any(said in toast for toast in toasts(app))
            assert app.focused is not None and app.focused.id == next(iter(wrong))
        assert not scenarios_dir().exists()


async def test_it_is_emptied_for_another_interview_only_when_that_is_meant(start: Start) -> None:
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        screen = await opened(app, pilot)
        fill(screen)
        await pilot.press("f8", "escape")
        await settle(pilot)
        assert screen.query_one(Body).text == FINTECH
        await pilot.press("f8", "enter")
        await settle(pilot)
        assert screen.query_one(Body).text == "" and screen.query_one("#role", Input).value == ""


async def test_a_folder_that_can_t_be_written_to_is_told_and_everything_stays(start: Start) -> None:
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        screen = await opened(app, pilot)
        fill(screen)
        scenarios_dir().parent.mkdir(parents=True, exist_ok=True)
        scenarios_dir().write_text("a file", encoding="utf-8")
        await pilot.press("ctrl+s")
        for _ in range(400):
            if any("press Ctrl+S again" in toast for toast in toasts(app)):
                break
            await pilot.pause(0.05)
        assert any("What you typed is kept" in toast for toast in toasts(app))
        assert app.screen is screen and screen.query_one(Body).text == FINTECH


@pytest.mark.parametrize("words", [*KINDS.values(), (ADVERTS / "hostile.txt").read_bytes().decode(errors="replace")])
async def test_hostile_words_are_only_words(start: Start, words: str) -> None:
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        fill(await opened(app, pilot), advert=words, company=f"Lark {words[:200]}")
        await pilot.press("f2")
        await settle(pilot)
        assert STEER.search(seen(app).replace("\n", "")) is None
        assert STEER.search(str(app.screen.query_one("#lines").render()).replace("\n", "")) is None


async def test_a_draft_that_is_something_else_brings_an_empty_form(start: Start) -> None:
    for draft in ("not json", json.dumps([1]), json.dumps({"role": 3, "advert": None})):
        Drafts(drafts_dir()).keep(scenarios_dir() / "prepare", draft, "")
        async with start().run_test(size=SMALL) as pilot:
            await settle(pilot)
            await pilot.press("i")
            await settle(pilot)
            assert pilot.app.screen.query_one("#role", Input).value == ""
