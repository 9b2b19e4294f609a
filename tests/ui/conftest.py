"""What the tests of the interface share: a program with two scenarios, a journal and a quick scorer."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.conftest import HEAD
from textual import events
from textual.app import App
from textual.pilot import Pilot

from closer_tui.diagnostics import Diagnostic
from closer_tui.journal import Journal
from closer_tui.opening import Opening
from closer_tui.paths import scenarios_dir
from closer_tui.rehearsal import Level
from closer_tui.scenario.library import Entry, in_folder
from closer_tui.scenario.load import load_text
from closer_tui.scenario.model import Scenario
from closer_tui.scoring.verdict import Scorer
from closer_tui.settings import Settings
from closer_tui.ui.app import CloserApp
from closer_tui.ui.screens.rehearsal import RehearsalScreen

SMALL, LARGE = (80, 24), (120, 40)

SOURCE = f"""\
{HEAD}temper = "patient"

[silent]
winds_down = ["That is all.", "I have a meeting."]
nods = ["Mm."]

[[step]]
move = "questions"
says = ["Any questions?"]
seconds = 60
nudge = "We are nearly out of time."
fallback = ["Good question."]
[[step.answer]]
topic = "enjoyment"
says = ["The people."]
[[step.answer]]
topic = "team"
says = ["Five of us."]
[step.reaction]
made = ["Well made."]
half = ["Half made."]
missed = ["Missed."]

[[step]]
move = "value"
says = ["Why you?"]
hint = "Name one thing."

[[step]]
move = "interest"
says = ["Anything else?"]

[[step]]
move = "email"
says = ["Later, at home."]
[step.reaction]
made = ["Thanks for your mail."]
half = ["Thanks for your mail."]
missed = ["Noted."]
"""


@pytest.fixture
def played() -> Scenario:
    """A scenario with its source, so that a rehearsal of it can be resumed."""
    return load_text(SOURCE, "small")


def entry(scenario: Scenario, name: str = "") -> Entry:
    return Entry(
        name=name or scenario.name,
        title=scenario.title,
        summary=scenario.summary,
        company=scenario.company,
        role=scenario.role,
        difficulty=scenario.difficulty,
        interviewer=scenario.interviewer.name,
        scenario=scenario,
        diagnostics=(),
        bundled=True,
        path=Path("small.toml"),
    )


def broken(*diagnostics: Diagnostic) -> Entry:
    return Entry(
        name="mine",
        title="",
        summary="",
        company="",
        role="",
        difficulty=None,
        interviewer="",
        scenario=None,
        diagnostics=diagnostics,
        bundled=False,
        path=Path("mine.toml"),
    )


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    kept = Journal.open(tmp_path / "journal.sqlite")
    yield kept
    kept.close()


@pytest.fixture
def entries(played: Scenario) -> list[Entry]:
    """What home lists; a test may change it."""
    return [entry(played), entry(played, "other")]


Start = Callable[..., CloserApp]


@pytest.fixture
def start(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, entries: list[Entry], journal: Journal, word_scorer: Scorer
) -> Start:
    """Builds the program; nothing of it touches the user's own files."""
    monkeypatch.setenv("CLOSER_HOME", str(tmp_path / "home"))
    monkeypatch.setattr("closer_tui.scenario.library.library", lambda _own: tuple(entries))

    def build(
        kept: Journal | Opening | None = journal,
        scorer: Scorer = word_scorer,
        play: tuple[Scenario, Level] | None = None,
        notices: tuple[str, ...] = (),
        animated: bool = False,
        scenarios: Path | None = None,
    ) -> CloserApp:
        app = CloserApp(kept, scorer, Settings(), scenarios, play, notices)
        app.animation_level = "full" if animated else "none"
        return app

    return build


async def settle(pilot: Pilot[None]) -> None:
    """Wait until nothing is going on any more: home has its list (it is asked for after the first paint), no worker
    is left, and the screen is painted and stays as it is. A clock or a cursor may change it, so it is looked at ten
    times at most."""
    app = pilot.app
    await pilot.pause()
    if isinstance(app, CloserApp):
        await until(pilot, lambda: bool(app._home.entries))
    before = ""
    for _ in range(10):
        while any(not worker.is_finished for worker in app.workers):
            await app.workers.wait_for_complete()
            await pilot.pause()
        if (now := seen(app)) == before and now.strip():
            break
        before = now
        await pilot.pause()


async def until(pilot: Pilot[None], holds: Callable[[], bool], seconds: float = 30) -> None:
    """Wait for what comes from a thread of its own, such as a voice, or the scorer that is loaded."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, seen(pilot.app)
        await pilot.pause(0.02)


async def write(pilot: Pilot[None], text: str) -> None:
    """Put text in where the cursor is, as a paste: a key at a time is ten times slower."""
    pilot.app.post_message(events.Paste(text))
    await pilot.pause()


async def type_keys(pilot: Pilot[None], text: str) -> None:
    keys = {" ": "space", "_": "underscore", "\n": "ctrl+j"}
    for character in text:
        await pilot.press(keys.get(character, character))


def seen(app: App[None]) -> str:
    """What is on the screen, as text."""
    strips = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip) for strip in strips)


def toasts(app: CloserApp) -> list[str]:
    return [notification.message for notification in app._notifications]


def rehearsal(app: CloserApp) -> RehearsalScreen:
    assert isinstance(app.screen, RehearsalScreen), app.screen
    return app.screen


@pytest.fixture
def own(start: Start, monkeypatch: pytest.MonkeyPatch) -> Path:  # noqa: ARG001 - it says where home is
    """The user's folder with one scenario, mine.toml, which is all that home lists."""
    folder = scenarios_dir()
    folder.mkdir(parents=True)
    (folder / "mine.toml").write_text(SOURCE, encoding="utf-8")
    monkeypatch.setattr("closer_tui.scenario.library.library", lambda _: in_folder(folder))
    return folder
