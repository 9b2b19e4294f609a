"""The cheat sheet on the screen: picked in a report or on a page of its own, seen in full, saved and copied."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from tests.hostile.words import MARKUP
from tests.ui.conftest import LARGE, SMALL, Start, seen, settle, toasts
from tests.ui.debriefing import Doubting, Program, go_to, shown

from closer_tui.events import AnswerGiven, EmailSent, StepSkipped
from closer_tui.journal import Journal, JournalError
from closer_tui.practice import desktop
from closer_tui.scenario.model import Scenario
from closer_tui.session import Session
from closer_tui.ui.screens.home import HomeScreen
from closer_tui.ui.screens.sheet import SheetScreen


def rehearse(journal: Journal | None, scenario: Scenario, *said: str, email: str = "") -> Session:
    session = Session.begin(journal, Doubting(), scenario, "realistic")
    for text in said:
        session.send(AnswerGiven(text, session.now()) if text else StepSkipped(session.now()))
        if text:
            session.send(session.judge())
    if email:
        session.send(EmailSent("", "Hi", email, session.now()))
        session.send(session.judge())
    else:
        session.send(StepSkipped(session.now()))
    assert session.state.phase == "finished"
    return session


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_a_key_in_the_report_picks_the_answer_to_a_move_and_takes_it_back(
    journal: Journal, played: Scenario, size: tuple[int, int]
) -> None:
    session = rehearse(journal, played, "asks insightful", "strength relevance", "")
    async with Program(session).run_test(size=size) as pilot:
        await pilot.pause()
        await pilot.press("p")
        await pilot.pause()
        assert "✓ Ask thoughtful questions ★  made, 20 of 25 points" in shown(pilot)
        assert [(pick.move, pick.text) for pick in journal.picks()] == [("questions", "asks insightful")]
        await go_to(pilot, "interested")
        await pilot.press("p")
        await pilot.pause()
        assert any("You said nothing to this move." in note.message for note in pilot.app._notifications)
        await pilot.press("home", "p")
        await pilot.pause()
        assert journal.picks() == () and "★" not in shown(pilot)


async def test_what_was_picked_before_is_marked_and_stays_so_when_a_verdict_changes(
    journal: Journal, played: Scenario
) -> None:
    session = rehearse(journal, played, "asks insightful", "", "")
    journal.pick(session.key, "questions", "asks insightful")
    async with Program(session).run_test(size=LARGE) as pilot:
        await pilot.pause()
        assert "questions ★ " in shown(pilot)
        await pilot.press("o")
        await pilot.pause()
        assert "questions ★ " in shown(pilot)


async def test_without_a_journal_nothing_is_picked_and_it_is_said(played: Scenario) -> None:
    async with Program(rehearse(None, played, "asks", "", "")).run_test(size=LARGE) as pilot:
        await pilot.press("p")
        await pilot.pause()
        assert any("not kept" in note.message for note in pilot.app._notifications)
        assert "★" not in shown(pilot)


@pytest.mark.parametrize("size", [SMALL, LARGE, (70, 18)])
async def test_the_best_answers_are_listed_move_by_move_and_space_picks(
    start: Start, journal: Journal, played: Scenario, size: tuple[int, int]
) -> None:
    rehearse(journal, played, "asks", "", "interested")
    rehearse(journal, played, "asks insightful several", "strength", "", email="greeting thanks_time")
    app = start()
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await pilot.press("s")
        await settle(pilot)
        assert isinstance(app.screen, SheetScreen)
        assert "Ask thoughtful questions" in seen(app) and "Nothing picked yet: space picks" in seen(app)
        assert "asks insightful several" in seen(app).split("In full")[1], "the first one in full"
        await pilot.press("space", "down", "space")
        await settle(pilot)
        assert "2 answers picked · fits on one page" in seen(app)
        assert {pick.text for pick in journal.picks()} == {"asks", "asks insightful several"}
        await pilot.press("enter")
        await settle(pilot)
        assert [pick.text for pick in journal.picks()] == ["asks insightful several"]
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(app.screen, HomeScreen)


async def test_it_is_saved_as_a_page_and_as_markdown(
    start: Start, journal: Journal, played: Scenario, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    rehearse(journal, played, "asks insightful", "", "")
    app = start()
    async with app.run_test(size=LARGE) as pilot:
        await settle(pilot)
        await pilot.press("s")
        await settle(pilot)
        await pilot.press("p", "s")
        await settle(pilot)
        (page,), (text,) = tmp_path.glob("closer-cheat-sheet-*.html"), tmp_path.glob("closer-cheat-sheet-*.md")
        assert page.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
        assert "> asks insightful" in text.read_text(encoding="utf-8")
        assert [str(page), str(text)] == toasts(app)


async def test_it_is_copied_as_markdown(
    start: Start, journal: Journal, played: Scenario, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[str] = []

    def give(_environment: Mapping[str, str], copy: str, _url: str) -> tuple[bool, str]:
        given.append(copy)
        return True, ""

    monkeypatch.setattr(desktop, "give", give)
    rehearse(journal, played, "asks insightful", "", "")
    app = start()
    async with app.run_test(size=LARGE) as pilot:
        await settle(pilot)
        await pilot.press("s")
        await settle(pilot)
        await pilot.press("c")
        await settle(pilot)
        assert app.clipboard.startswith("# Cheat sheet") and given == [app.clipboard]
        assert toasts(app) == ["The sheet is on the clipboard."]


async def test_answers_of_one_scenario_alone_and_of_all_again(start: Start, journal: Journal, played: Scenario) -> None:
    rehearse(journal, played, "asks insightful", "", "")
    rehearse(journal, replace(played, name="other", title="Another ending"), "asks", "", "")
    app = start()
    async with app.run_test(size=LARGE) as pilot:
        await settle(pilot)
        await pilot.press("s")
        await settle(pilot)
        assert "Another ending" in seen(app)
        await pilot.press("f")
        await settle(pilot)
        assert "Another ending" not in seen(app) and "only A small ending" in seen(app)
        await pilot.press("f")
        await settle(pilot)
        assert "Another ending" in seen(app)


async def test_what_grows_over_a_page_says_so(start: Start, journal: Journal, played: Scenario) -> None:
    session = rehearse(journal, played, "asks", "", "")
    for number in range(9):
        journal.pick(session.key, "questions", f"{number} " + "many words of mine " * 40)
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        await pilot.press("s")
        await settle(pilot)
        assert "pages, in the smallest print." in seen(app)


async def test_hostile_words_are_drawn_as_they_are(start: Start, journal: Journal, played: Scenario) -> None:
    rehearse(journal, played, f"asks insightful {MARKUP}", "", "")
    app = start()
    async with app.run_test(size=LARGE) as pilot:
        await settle(pilot)
        await pilot.press("s")
        await settle(pilot)
        assert "asks insightful [bold red]Mark[/]" in " ".join(seen(app).split())


async def test_with_nothing_to_show_it_says_what_to_do(start: Start) -> None:
    for kept, words in (({}, "There is no answer to put on it yet"), ({"kept": None}, "Nothing is kept")):
        app = start(**kept)
        async with app.run_test(size=SMALL) as pilot:
            await settle(pilot)
            await pilot.press("s")
            await settle(pilot)
            assert words in " ".join(seen(app).split())
            await pilot.press("space", "p", "s", "c", "f")
            await settle(pilot)
            assert isinstance(app.screen, SheetScreen) and toasts(app) == []


async def test_a_journal_in_trouble_is_told_and_the_pick_is_not_shown(
    start: Start, journal: Journal, played: Scenario, monkeypatch: pytest.MonkeyPatch
) -> None:
    rehearse(journal, played, "asks insightful", "", "")
    app = start()

    def refuse(*_: object) -> None:
        raise JournalError("The disk that holds the journal is full.", "Free some space on it.")

    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        await pilot.press("s")
        await settle(pilot)
        monkeypatch.setattr(Journal, "pick", refuse)
        await pilot.press("space")
        await settle(pilot)
        assert toasts(app) == ["The disk that holds the journal is full. Free some space on it."]
        assert "★" not in seen(app)
