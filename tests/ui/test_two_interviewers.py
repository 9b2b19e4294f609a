"""A panel: another interviewer may ask in a step of theirs, and is named wherever they speak."""

from __future__ import annotations

import io

import pytest
from tests.conftest import WordScorer
from tests.ui.conftest import LARGE, SOURCE, Start, entry, seen, settle

from closer_tui.diagnostics import DiagnosticError
from closer_tui.linear import Linear
from closer_tui.plain import play
from closer_tui.scenario.load import load_text
from closer_tui.session import Session
from closer_tui.ui.app import CloserApp

SECOND = """
[step.interviewer]
name = "Ben Cole"
title = "Developer"
[step.interviewer.voice]
gender = "male"
"""
PANEL = load_text(SOURCE.replace('hint = "Name one thing."', f'hint = "Name one thing."\n{SECOND}'), "panel")


def test_who_asks_in_a_step_is_the_steps_own_interviewer() -> None:
    assert [PANEL.interviewer_of(step).name for step in (None, 0, 1, 2)] == [
        "Ann Bell",
        "Ann Bell",
        "Ben Cole",
        "Ann Bell",
    ]
    assert PANEL.interviewer_of(1).voice.gender == "male"


def test_a_second_interviewer_without_a_name_is_an_error() -> None:
    with pytest.raises(DiagnosticError) as caught:
        load_text(PANEL.source.replace('name = "Ben Cole"', ""), "panel")
    assert [d.key for d in caught.value.diagnostics if d.severity == "error"] == ["step[2].interviewer.name"]


def test_in_lines_each_is_named_before_what_they_say(word_scorer: WordScorer) -> None:
    write = io.StringIO()
    read = io.StringIO("asks\n.\nstrength\n.\ninterested\n.\ngreeting\n.\n")
    play(Session.begin(None, word_scorer, PANEL, "realistic"), Linear(read, write, False))
    said = write.getvalue()
    assert "Ann Bell: Any questions?" in said
    assert "Ben Cole: Why you?" in said
    assert "Ann Bell: Anything else?" in said
    assert "Ann Bell: Goodbye." in said


async def test_on_screen_each_is_named_above_what_they_say(start: Start) -> None:
    app: CloserApp = start(play=(PANEL, "realistic"))
    async with app.run_test(size=LARGE) as pilot:
        await settle(pilot)
        await pilot.press(*"asks", "enter")
        await settle(pilot)
        await pilot.pause(0.2)
        shown = seen(app)
        assert shown.index("Ann Bell") < shown.index("Ben Cole") < shown.index("Why you?")
    assert entry(PANEL).interviewer == "Ann Bell"
