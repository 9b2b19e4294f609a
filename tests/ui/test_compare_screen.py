"""Two attempts on the screen: told apart without colour, side by side where there is room, the better one kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.ui.debriefing import LARGE, SMALL, played, shown
from textual.app import App
from textual.pilot import Pilot

from closer_tui.events import AnswerGiven, EmailSent, StepRetried
from closer_tui.practice.compare import Comparison, compare_rehearsals, latest_attempts, whole
from closer_tui.scenario.model import Scenario
from closer_tui.session import Session
from closer_tui.ui.screens import compare
from closer_tui.ui.screens.compare import CompareScreen


class Program(App[None]):
    CSS_PATH = Path(compare.__file__).with_suffix(".tcss")

    def __init__(self, found: list[Comparison], session: Session | None) -> None:
        super().__init__()
        self.found, self.session = found, session

    def on_mount(self) -> None:
        self.push_screen(CompareScreen(self.found, self.session.send if self.session else None))


def again(session: Session, step: int, text: str) -> Comparison:
    session.send(StepRetried(step, session.state.now))
    given = EmailSent("", "", text) if session.state.expects == "email" else AnswerGiven(text)
    session.send(given)
    session.send(session.judge())
    found = latest_attempts(session.state, step)
    assert found is not None
    return found


@pytest.fixture
def session(scenario: Scenario) -> Session:
    return played(scenario, "asks", "I bring strength and evidence", "interested", email="greeting")


def lines(pilot: Pilot[None]) -> list[str]:
    return [" ".join(line.split()) for line in shown(pilot).splitlines()]


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_what_was_gained_and_lost_is_said_by_sign_and_word(session: Session, size: tuple[int, int]) -> None:
    async with Program([again(session, 1, "strength relevance hedged")], session).run_test(size=size) as pilot:
        await pilot.pause()
        screen = lines(pilot)
        assert "“Restate your value”: attempt 1, then attempt 2" in screen
        assert any(line.endswith("of 100 · 1 gained, 2 lost") for line in screen)
        assert "+ gained Tied it to what they need +10" in screen
        assert "− lost Gave concrete proof −5" in screen
        assert "− raised now Undermined your own claim −5" in screen
        assert "= kept Named something specific you bring" in screen
        assert any("Your words: gained · lost · in both · flag" in line for line in screen)


@pytest.mark.parametrize(("size", "beside"), [(SMALL, False), ((100, 24), True), (LARGE, True)])
async def test_both_answers_stand_beside_each_other_where_there_is_room_and_else_below(
    session: Session, size: tuple[int, int], beside: bool
) -> None:
    async with Program([again(session, 1, "strength")], session).run_test(size=size) as pilot:
        await pilot.pause()
        first, second = pilot.app.screen.query(".side")
        assert (first.region.y == second.region.y) == beside
        assert (first.region.x == second.region.x) != beside
        screen = shown(pilot)
        assert "Attempt 1 · 5 words · " in screen and "Attempt 2, which counts · 1 word" in screen


async def test_the_words_that_made_the_difference_are_told_apart_without_colour(session: Session) -> None:
    async with Program([again(session, 1, "strength relevance hedged")], session).run_test(size=LARGE) as pilot:
        await pilot.pause()
        first, second = (
            {answer.visual.plain[span.start : span.end]: str(span.style) for span in answer.visual.spans}  # type: ignore[attr-defined]
            for answer in pilot.app.screen.query(".answer")
        )
        assert "bold" in first["evidence"] and "bold" in second["relevance"]
        assert "bold" not in first["strength"] and "underline" in first["strength"]
        assert "reverse" in second["hedged"]


async def test_the_earlier_answer_can_be_kept_and_the_later_one_after_all(session: Session) -> None:
    better = session.report()
    async with Program([again(session, 3, "pushy")], session).run_test(size=SMALL) as pilot:
        await pilot.pause()
        worse = session.report()
        assert "1 Keep the earlier" in shown(pilot) and "2 Keep the later" not in shown(pilot)
        await pilot.press("2")
        assert session.report() == worse
        await pilot.press("1")
        await pilot.pause()
        assert session.report() == better
        assert "Attempt 1, which counts" in shown(pilot) and "2 Keep the later" in shown(pilot)
        await pilot.press("2")
        await pilot.pause()
        assert session.report() == worse


async def test_several_comparisons_are_turned_through_and_rehearsals_have_nothing_to_keep(
    session: Session, scenario: Scenario
) -> None:
    attempts = again(session, 1, "strength")
    before = whole(scenario, "coached", played(scenario, "", "", "").report())
    last = compare_rehearsals(before, whole(scenario, "realistic", session.report()))
    async with Program([attempts, last], session).run_test(size=LARGE) as pilot:
        await pilot.pause()
        assert "(1 of 2)" in shown(pilot)
        await pilot.press("right")
        await pilot.pause()
        screen = shown(pilot)
        assert "(2 of 2)" in screen and "Ask thoughtful questions" in screen and "Nothing was said." in screen
        assert "Keep the" not in screen
        await pilot.press("right")
        await pilot.pause()
        assert "(1 of 2)" in shown(pilot)


async def test_of_the_past_nothing_can_be_changed(session: Session) -> None:
    async with Program([again(session, 3, "pushy")], None).run_test(size=SMALL) as pilot:
        await pilot.pause()
        report = session.report()
        assert "Keep the" not in shown(pilot)
        await pilot.press("1")
        assert session.report() == report


async def test_a_long_answer_is_scrolled_to_its_end(session: Session) -> None:
    async with Program([again(session, 1, "word " * 3000 + "omega")], session).run_test(size=SMALL) as pilot:
        await pilot.pause()
        await pilot.press("end")
        await pilot.pause()
        assert "omega" in shown(pilot)


HOSTILE = "[bold red]strength[/] [@click=app.quit]x[/] [/nope] \x1b[31m\u202e $accent"


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_strangers_words_are_drawn_as_they_are(session: Session, size: tuple[int, int]) -> None:
    async with Program([again(session, 1, HOSTILE)], session).run_test(size=size) as pilot:
        await pilot.pause()
        screen = shown(pilot)
        assert "[bold red]strength[/] [@click=app.quit]x[/] [/nope]" in screen
        assert "\x1b" not in screen and "\u202e" not in screen


async def test_what_was_met_and_is_not_sure_now_is_lost_and_says_so(session: Session) -> None:
    async with Program([again(session, 1, "perhaps strength")], session).run_test(size=SMALL) as pilot:
        await pilot.pause()
        assert "− lost, not sure Named something specific you bring −10" in lines(pilot)
