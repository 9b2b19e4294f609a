"""Promises of a whole rehearsal whose voice is killed, hangs, or floods: every word is heard by the journal, the report
comes, and no process stays behind."""

from __future__ import annotations

import functools
import os
import signal
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from tests.faults.places import ANSWERS, EMAIL
from tests.speech.conftest import FAKE, QUICK, alive, children
from tests.ui.conftest import SMALL, Start, rehearsal, settle, toasts, until, write
from textual.widgets import TextArea

from closer_tui.events import AnswerGiven, EmailSent
from closer_tui.journal import Journal
from closer_tui.scenario.model import Scenario
from closer_tui.speech import interviewer
from closer_tui.speech.client import Speaker
from closer_tui.ui.screens.aloud import AloudScreen
from closer_tui.ui.screens.debrief import DebriefScreen

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the scripted child uses signals: run it on Linux or macOS")

MODES = ("crash", "midline", "hang", "flood", "never-ready")
"""One of each kind; what else a child can do wrong is tried out with the speaker alone, and on the first screen."""


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A line for every scripted child that was started: its process id."""
    monkeypatch.setenv("FAKE_CHILD_LOG", str(tmp_path / "children"))
    monkeypatch.setenv("FAKE_CHILD_ONCE", "mark")
    return tmp_path / "children"


async def whole_rehearsal(start: Start, played: Scenario, journal: Journal, log: Path, killing: bool = False) -> int:
    """A rehearsal from the first word to the report and home; how many words of the voice were lit up meanwhile."""
    app = start(play=(played, "realistic"))
    app._speak = True
    heard = 0
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: isinstance(app.screen, AloudScreen))
        screen = app.screen
        assert isinstance(screen, AloudScreen)
        key, light = screen.session.key, screen.on_aloud_screen_heard

        def counted(message: AloudScreen.Heard) -> None:
            nonlocal heard
            heard += 1
            light(message)

        screen.on_aloud_screen_heard = counted  # type: ignore[method-assign]
        for number, answer in enumerate(ANSWERS):
            if killing:
                await until(pilot, lambda: bool(screen._voice.trouble) or any(map(alive, children(log))))
                for child in filter(alive, children(log)):
                    with suppress(ProcessLookupError):  # it ended by itself just now
                        os.kill(child, signal.SIGKILL)
            await write(pilot, answer)
            assert rehearsal(app)._desk.box.text == answer
            await pilot.press("f7", "enter")
            await settle(pilot)
            assert len(rehearsal(app).session.state.answers) == number + 1
        app.screen.query_one("#body", TextArea).text = EMAIL
        await pilot.press("ctrl+s")
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, DebriefScreen)
        assert sum("closer doctor" in words for words in toasts(app)) <= 1
        await pilot.press("escape")
        await settle(pilot)
        voice = screen._voice._speaker
    assert voice.join(10), "the voice's thread did not end"
    assert not [child for child in children(log) if alive(child)]
    stored = journal.load(key).events
    assert [event.text for event in stored if isinstance(event, AnswerGiven)] == list(ANSWERS)
    assert [event.body for event in stored if isinstance(event, EmailSent)] == [EMAIL]
    assert [info.id for info in journal.history()] == [key]
    return heard


@pytest.mark.parametrize("mode", MODES)
async def test_a_voice_that_fails_in_any_way_costs_no_word_of_a_whole_rehearsal(
    start: Start, played: Scenario, journal: Journal, log: Path, mode: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    command = (sys.executable, "-S", FAKE, mode)
    monkeypatch.setattr(interviewer, "Speaker", functools.partial(Speaker, command=command, deadlines=QUICK))
    heard = await whole_rehearsal(start, played, journal, log)
    # A child that floods is given up at 200 messages a second; what it says is not drawn for ever.
    assert heard < 3_000


async def test_a_voice_that_is_killed_at_every_line_costs_no_word(
    start: Start, played: Scenario, journal: Journal, log: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    command = (sys.executable, "-S", FAKE, "long")
    monkeypatch.setattr(interviewer, "Speaker", functools.partial(Speaker, command=command, deadlines=QUICK))
    await whole_rehearsal(start, played, journal, log, killing=True)
    assert len(children(log)) >= 2
