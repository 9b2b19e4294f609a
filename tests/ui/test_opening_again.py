"""Promises of a journal that can't be opened when closer starts, and can later."""

from __future__ import annotations

import threading

import pytest
from tests.ui.conftest import SMALL, Start, rehearsal, seen, settle, toasts, until, write
from textual.widgets._toast import Toast

from closer_tui.events import AnswerGiven
from closer_tui.journal import Journal, JournalError
from closer_tui.opening import Opening
from closer_tui.scenario.model import Scenario
from closer_tui.ui.screens.rehearsal import RehearsalScreen


async def test_a_journal_that_could_not_be_opened_is_tried_again_and_used_from_then_on(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused: list[str] = []
    really = Journal.open

    def refuse_twice() -> Journal:
        if len(refused) == 2:
            return really()
        refused.append("The disk is full.")
        raise JournalError("The disk is full.", "Make room.")

    monkeypatch.setattr("closer_tui.journal.Journal.open", refuse_twice)
    monkeypatch.setattr("closer_tui.ui.beside_home.TRY_AGAIN_SECONDS", 0.05)
    app = start(kept=(opening := Opening()))
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: app.journal is not None)
        await until(pilot, lambda: len(toasts(app)) == 2)
        assert toasts(app) == [
            "The disk is full. Make room. What you rehearse is not kept for now.",
            "The journal could be opened now: what you rehearse is kept.",
        ]
        await pilot.press("enter", "enter")
        await settle(pilot)
        assert rehearsal(app).session.journal is app.journal
    opening.close()


async def test_what_was_said_before_the_journal_could_be_opened_is_in_it_then(
    start: Start, monkeypatch: pytest.MonkeyPatch, played: Scenario
) -> None:
    really, there = Journal.open, threading.Event()

    def refuse_for_now() -> Journal:
        if there.is_set():
            return really()
        raise JournalError("The disk is full.", "Make room.")

    monkeypatch.setattr("closer_tui.journal.Journal.open", refuse_for_now)
    monkeypatch.setattr("closer_tui.ui.beside_home.TRY_AGAIN_SECONDS", 0.05)
    app = start(kept=(opening := Opening()), play=(played, "coached"))
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: isinstance(app.screen, RehearsalScreen))
        await write(pilot, "asks about the team")
        await pilot.press("enter")
        await until(pilot, lambda: rehearsal(app).session.state.step == 1)
        await write(pilot, "half a th")
        await until(pilot, lambda: rehearsal(app).session.draft.text == "half a th")
        assert "Save" in seen(app)  # F12: it can't be kept
        there.set()
        await until(pilot, lambda: rehearsal(app).kept)
        await pilot.pause()
        assert "f12" not in seen(app)
    with really() as journal:
        (info,) = journal.unfinished()
        stored = journal.load(info.id)
        assert [each.text for each in stored.events if isinstance(each, AnswerGiven)] == ["asks about the team"]
        assert stored.draft is not None and stored.draft.text == "half a th"
    opening.close()


@pytest.mark.parametrize("columns", [40, 48, 59, 60, 80, 84, 120])
@pytest.mark.parametrize("words", [2, 5, 7, 8, 9, 11])
async def test_a_toast_is_seen_to_its_last_word(start: Start, columns: int, words: int) -> None:
    app = start()
    async with app.run_test(size=(columns, 24), notifications=True) as pilot:
        await settle(pilot)
        app.notify(f"{'It is not kept ' * words}ENOUGH", markup=False)
        await until(pilot, lambda: len(app.screen.query(Toast)) == 1)
        await until(pilot, lambda: "ENOUGH" in seen(app))
