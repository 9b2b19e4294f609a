"""After the report: a retry is compared and the better answer kept, the whole is played again; before it, ticks."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from tests.ui.conftest import LARGE, SMALL, Start, rehearsal, seen, settle, toasts, write
from textual.pilot import Pilot
from textual.widgets import TextArea

from closer_tui.events import AnswerGiven, AnswerJudged, SelfRated, StepSkipped
from closer_tui.journal import Journal, JournalError
from closer_tui.scenario.model import Scenario
from closer_tui.scoring.verdict import Scorer
from closer_tui.settings import Settings, load_settings
from closer_tui.ui.app import CloserApp
from closer_tui.ui.screens.compare import CompareScreen
from closer_tui.ui.screens.debrief import DebriefScreen
from closer_tui.ui.screens.rating import RatingScreen
from closer_tui.ui.screens.unfinished import UnfinishedScreen
from closer_tui.ui.widgets.evidence import AnswerText

SAID = ("asks insightful several", "strength relevance", "interested reason")


async def say(pilot: Pilot[None], text: str) -> None:
    await write(pilot, text)
    await pilot.press("enter")
    await settle(pilot)


async def to_the_end(pilot: Pilot[None], said: tuple[str, ...] = SAID, level: str = "2") -> None:
    """From home through a rehearsal, up to the report."""
    await settle(pilot)
    await pilot.press("enter", level)
    await settle(pilot)
    for text in said:
        await say(pilot, text)
    await send(pilot, "thanks_time thanks_consideration")
    await pilot.press("enter")
    await settle(pilot)


async def send(pilot: Pilot[None], text: str) -> None:
    pilot.app.screen.query_one("#body", TextArea).text = text
    await pilot.press("ctrl+s")
    await settle(pilot)


async def retry(pilot: Pilot[None], text: str) -> None:
    """Play the step of the finding selected again, and see the report."""
    await pilot.press("r")
    await settle(pilot)
    await say(pilot, text)
    await pilot.press("enter")
    await settle(pilot)


Rating = Callable[[], CloserApp]


@pytest.fixture
def rating(start: Start) -> Rating:
    def build() -> CloserApp:
        app = start()
        app.settings = replace(app.settings, self_rating=True)
        return app

    return build


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_the_first_retry_shows_both_and_later_ones_are_a_key_away(start: Start, size: tuple[int, int]) -> None:
    app = start()
    async with app.run_test(size=size) as pilot:
        await to_the_end(pilot)
        assert isinstance(app.screen, DebriefScreen) and "Compare" not in seen(app)
        await retry(pilot, "asks several")
        assert isinstance(app.screen, CompareScreen)
        assert "− lost  Asked what only an insider can answer" in seen(app)
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(app.screen, DebriefScreen)
        shown = seen(app)
        assert "“Ask thoughtful questions” again: " in shown and "attempt 2 counts." in shown and "Compare" in shown
        await retry(pilot, "asks")
        assert isinstance(app.screen, DebriefScreen)
        await pilot.press("c")
        await settle(pilot)
        assert isinstance(app.screen, CompareScreen)
        assert "attempt 2, then attempt 3" in seen(app)


async def test_the_better_answer_is_kept_on_the_screen_and_in_the_journal(start: Start, journal: Journal) -> None:
    app = start()
    async with app.run_test(size=LARGE) as pilot:
        await to_the_end(pilot)
        better = journal.history()[0].completeness
        await retry(pilot, "asks turn_off")
        assert journal.history()[0].completeness != better
        await pilot.press("1", "escape")
        await settle(pilot)
        assert isinstance(app.screen, DebriefScreen)
        assert f"{better} of 100" in seen(app) and "attempt 1 counts." in seen(app)
        texts = [answer.text for answer in app.screen.query(AnswerText)]
        assert SAID[0] in texts and "asks turn_off" not in texts
    assert journal.history()[0].completeness == better
    assert journal.practice()[0].moves[0].flags == ()


async def test_a_skipped_retry_has_nothing_to_compare(start: Start) -> None:
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        await to_the_end(pilot)
        await pilot.press("r")
        await settle(pilot)
        await pilot.press("f3", "f3")
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, DebriefScreen) and "Compare" not in seen(app)


async def test_the_next_level_is_played_by_a_key_and_the_last_time_stands_beside_it(
    start: Start, journal: Journal
) -> None:
    app = start()
    async with app.run_test(size=LARGE) as pilot:
        await to_the_end(pilot, ("asks", "strength", "interested"), level="1")
        assert "Last time" not in seen(app)
        await pilot.press("l")
        await settle(pilot)
        assert rehearsal(app).session.state.level == "realistic"
        assert app.settings.level == "realistic"
        for text in ("asks insightful", "hm", "interested"):
            await say(pilot, text)
        await send(pilot, "thanks_time thanks_consideration")
        await pilot.press("enter")
        await settle(pilot)
        shown = " ".join(seen(app).split())
        assert "(coached): 49 → 51; gained: asked what only an insider can answer; lost: named something" in shown
        await pilot.press("c")
        await settle(pilot)
        assert isinstance(app.screen, CompareScreen)
        assert "then this time" in seen(app) and "coached · 49 of 100" in seen(app)
        await pilot.press("escape", "l")
        await settle(pilot)
        assert rehearsal(app).session.state.in_room
    assert [info.level for info in journal.history()] == ["realistic", "coached"]


async def test_after_the_silent_level_there_is_no_next_one(start: Start) -> None:
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        await pilot.press("enter", "3")
        await settle(pilot)
        await say(pilot, "asks")
        await pilot.press("f5", "f5")
        await settle(pilot)
        await send(pilot, "greeting")
        await pilot.press("enter")
        await settle(pilot)
        await pilot.press("l")
        await settle(pilot)
        assert isinstance(app.screen, DebriefScreen)


async def test_a_journal_that_can_not_be_read_takes_nothing_from_the_report(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise JournalError("The journal can't be read.", "Look at it.")

    monkeypatch.setattr("closer_tui.ui.screens.debrief.look_back", broken)
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        await to_the_end(pilot)
        assert isinstance(app.screen, DebriefScreen)
        assert "of 100" in seen(app)


# --- rating oneself ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_ticks_come_before_the_report_and_stand_beside_it(
    rating: Rating, journal: Journal, size: tuple[int, int]
) -> None:
    app = rating()
    async with app.run_test(size=size) as pilot:
        await to_the_end(pilot, ("asks insightful", "strength", "interested"))
        assert isinstance(app.screen, RatingScreen)
        assert "of 100" not in seen(app)
        await pilot.press("space", "down", "down", "space", "enter")
        await settle(pilot)
        assert isinstance(app.screen, DebriefScreen)
        shown = seen(app)
        assert "You judged 8 of 14 right." in shown
        assert "You thought so: right." in shown and "You thought that you had not, but you did." in shown
        for _ in range(40):
            if "You thought that you did; the report did not find it." in seen(app):
                break
            await pilot.press("down")
        else:
            pytest.fail("no finding says that it was ticked and not found")
        await pilot.press("home")
        await settle(pilot)
        assert re.search(r"Ask thoughtful questions.* points", seen(app)), "the head comes along with the first"
        await pilot.press("up")
        await settle(pilot)
        assert "You judged 8 of 14 right." in seen(app)
    (practice,) = journal.practice()
    assert practice.rated == ("asks", "several")
    assert practice.rated_so is not None and "insightful" in practice.rated_so


async def test_who_would_rather_not_sees_the_report_and_nothing_is_kept(rating: Rating, journal: Journal) -> None:
    app = rating()
    async with app.run_test(size=SMALL) as pilot:
        await to_the_end(pilot)
        await pilot.press("space", "escape")
        await settle(pilot)
        assert isinstance(app.screen, DebriefScreen)
        assert "You judged" not in seen(app) and "You thought" not in seen(app)
        await retry(pilot, "asks")
        assert isinstance(app.screen, CompareScreen), "after the report nobody is asked any more"
    assert journal.practice()[0].rated is None


async def test_it_is_switched_on_and_off_at_home_and_stays_so(start: Start) -> None:
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        await pilot.press("S")
        await settle(pilot)
        assert app.settings.self_rating and load_settings()[0].self_rating
        assert "Before each report you tick what you think you did." in toasts(app)
        await pilot.press("S")
        await settle(pilot)
        assert not load_settings()[0].self_rating
    assert not Settings().self_rating


async def test_killed_while_ticking_the_rehearsal_is_finished_and_in_the_history(
    rating: Rating, journal: Journal
) -> None:
    app = rating()
    async with app.run_test(size=SMALL) as pilot:
        await to_the_end(pilot)
        await pilot.press("space")
        assert isinstance(app.screen, RatingScreen)
        # What another process finds should this one be killed now.
        assert journal.unfinished() == ()
        assert journal.history()[0].completeness is not None
        assert journal.practice()[0].rated is None


async def test_killed_between_the_last_answer_and_its_report_one_is_asked_after_all(
    rating: Rating, journal: Journal, played: Scenario, word_scorer: Scorer
) -> None:
    key = journal.begin(played, "realistic")
    for text in SAID:
        journal.append(key, AnswerGiven(text))
        journal.append(key, AnswerJudged(word_scorer.judge(text, "spoken")))
    journal.append(key, StepSkipped())
    journal.release(key)
    app = rating()
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        assert isinstance(app.screen, UnfinishedScreen)
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, RatingScreen)
        await pilot.press("space", "enter")
        await settle(pilot)
        assert isinstance(app.screen, DebriefScreen)
    assert journal.load(key).events[-1] == SelfRated(("asks",))
