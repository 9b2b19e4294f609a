"""Promises of the rehearsal with a voice: text first, keys first, and the voice never gets in the way."""

from __future__ import annotations

import functools
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.speech.conftest import FAKE
from tests.ui.conftest import SMALL, Start, rehearsal, seen, settle, toasts, until, write

from closer_tui.scenario.model import Scenario
from closer_tui.speech import interviewer
from closer_tui.speech.client import Speaker
from closer_tui.ui.app import CloserApp
from closer_tui.ui.screens.aloud import AloudScreen
from closer_tui.ui.screens.rehearsal import RehearsalScreen
from closer_tui.ui.widgets.transcript import Said

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the scripted child uses signals: run it on Linux or macOS")

Aloud = Callable[[str], CloserApp]


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What the scripted children were told to say."""
    path = tmp_path / "heard"
    monkeypatch.setenv("FAKE_CHILD_HEARD", str(path))
    return path


@pytest.fixture
def aloud(start: Start, played: Scenario, monkeypatch: pytest.MonkeyPatch, log: Path) -> Aloud:  # noqa: ARG001
    """A program that goes straight into a rehearsal, with a voice that behaves as its mode says."""

    def build(mode: str) -> CloserApp:
        command = (sys.executable, "-S", FAKE, mode)
        monkeypatch.setattr(interviewer, "Speaker", functools.partial(Speaker, command=command))
        app = start(play=(played, "realistic"))
        app._speak = True
        return app

    return build


def heard(log: Path) -> list[str]:
    return log.read_text().splitlines() if log.exists() else []


def lit(app: CloserApp) -> str:
    """The words that are shown as being said."""
    found = ""
    for said in app.screen.query(Said):
        content = said.content
        spans = getattr(content, "spans", [])
        found += "".join(str(content)[span.start : span.end] for span in spans if "underline" in str(span.style))
    return found


async def test_lines_are_said_as_they_come_and_the_scene_is_not(aloud: Aloud, log: Path) -> None:
    app = aloud("ok")
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        assert "Any questions?" in seen(app)
        await until(pilot, lambda: heard(log) == ["Any questions?"])
        await write(pilot, "asks insightful enjoyment")
        await pilot.press("enter")
        await settle(pilot)
        await until(pilot, lambda: heard(log)[1:] == ["The people.", "Well made.", "Why you?"])


async def test_the_word_that_is_heard_is_shown(aloud: Aloud) -> None:
    app = aloud("long")
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: lit(app) == "questions?")
        await pilot.press("x")
        await until(pilot, lambda: lit(app) == "")


async def test_any_typed_key_stops_the_voice_and_is_typed(aloud: Aloud) -> None:
    app = aloud("long")
    async with app.run_test(size=SMALL) as pilot:
        voice = screen(app)._voice
        await until(pilot, lambda: voice.speaking)
        await pilot.press("h", "i")
        assert not voice.speaking and rehearsal(app)._desk.box.text == "hi"


async def test_typing_does_not_stop_it_where_the_settings_say_so(aloud: Aloud) -> None:
    app = aloud("long")
    async with app.run_test(size=SMALL) as pilot:
        voice = screen(app)._voice
        voice.keys_stop = False
        await until(pilot, lambda: voice.speaking)
        await pilot.press("h", "i")
        assert voice.speaking


async def test_it_is_muted_repeated_and_skipped_by_keys(aloud: Aloud, log: Path) -> None:
    app = aloud("long")
    async with app.run_test(size=SMALL) as pilot:
        voice = screen(app)._voice
        await until(pilot, lambda: len(heard(log)) == 1)
        await pilot.press("f8")
        assert not voice.speaking
        await pilot.press("f7")
        await until(pilot, lambda: heard(log) == ["Any questions?"] * 2)
        await pilot.press("f6")
        assert voice.muted and not voice.speaking and "The voice is off." in toasts(app)
        await write(pilot, "asks")
        await pilot.press("enter")
        await settle(pilot)
        assert len(heard(log)) == 2


async def test_another_screen_in_front_silences_it(aloud: Aloud) -> None:
    app = aloud("long")
    async with app.run_test(size=SMALL) as pilot:
        voice = screen(app)._voice
        await until(pilot, lambda: voice.speaking)
        await pilot.press("f4")
        await pilot.pause()
        assert not voice.speaking


@pytest.mark.parametrize("mode", ["crash", "hang", "silent", "flood", "cannot:no-library", "stillborn", "babbling"])
async def test_a_voice_that_fails_costs_nothing_but_one_toast(aloud: Aloud, mode: str) -> None:
    app = aloud(mode)
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        for answer in ("asks insightful enjoyment", "strength relevance", "interested reason"):
            before = time.monotonic()
            await write(pilot, answer)
            await pilot.press("enter")
            assert time.monotonic() - before < 5
            await settle(pilot)
        assert rehearsal(app).session.state.kind == "email"
        assert sum("voice" in words.lower() and "closer doctor" in words for words in toasts(app)) <= 1


async def test_a_machine_without_a_voice_says_what_to_install(aloud: Aloud) -> None:
    app = aloud("cannot:no-library")
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: any("espeak-ng" in words for words in toasts(app)))
        await pilot.press("f7", "f6", "o", "k")
        assert rehearsal(app)._desk.box.text == "ok"


async def test_without_a_voice_nothing_of_it_is_there(start: Start, played: Scenario) -> None:
    app = start(play=(played, "realistic"))
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        assert type(app.screen) is RehearsalScreen
        actions = {active.binding.action for active in app.screen.active_bindings.values()}
        assert "pause" in actions and not actions & {"mute", "repeat", "hush"}


def screen(app: CloserApp) -> AloudScreen:
    assert isinstance(app.screen, AloudScreen)
    return app.screen
