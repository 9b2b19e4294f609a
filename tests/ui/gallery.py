"""Every screen of the program as somebody with a past sees it: for what is promised of all of them alike.

A trail leads through some of them by keys. `walked` goes it once, and keeps what was to be seen at every stop.
"""

from __future__ import annotations

import asyncio
import os
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from unittest.mock import patch

from tests.ui.conftest import settle, write
from tests.ui.looking import Picture, look
from textual.notifications import SeverityLevel
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from closer_tui.events import AnswerGiven, EmailSent, RoomLeft, SelfRated, StepRetried
from closer_tui.journal import Draft, Journal
from closer_tui.journal.codec import store_time
from closer_tui.paths import scenarios_dir
from closer_tui.practice.outbox import Outbox
from closer_tui.rehearsal import Level
from closer_tui.scenario.library import find
from closer_tui.scenario.model import SampleLevel, Scenario
from closer_tui.scoring.rubric import EMAIL_NAMES, SPOKEN_NAMES, TOPICS
from closer_tui.scoring.text import word_spans
from closer_tui.scoring.verdict import Judgement, Kind, Outcome, Verdict
from closer_tui.session import Session
from closer_tui.settings import Settings
from closer_tui.ui.app import CloserApp
from closer_tui.ui.screens.debrief import DebriefScreen

SCENARIO, PANEL = "payments-backend", "panel-lead"
OUTCOMES: tuple[Outcome, ...] = ("met", "not_sure", "not_met", "met")
DARK, LIGHT = "textual-dark", "textual-light"
NARROW, SMALL, LARGE = (40, 20), (80, 24), (120, 40)
WITHOUT_COLOUR = {"NO_COLOR": "1", "TERM": "vt100", "COLORTERM": ""}


class Mixed:
    """Gives every kind of verdict, flags raised and not, each with the words of the answer that are its evidence."""

    version = "mixed-1"

    def judge(self, text: str, kind: Kind) -> Judgement:
        spans = list(word_spans(text))
        verdicts = []
        for number, name in enumerate(EMAIL_NAMES if kind == "email" else SPOKEN_NAMES):
            outcome = OUTCOMES[(number + len(spans)) % len(OUTCOMES)]
            quoted = spans[number * 3 : number * 3 + 2] if outcome != "not_met" else []
            if outcome != "not_met" and not quoted:
                outcome = "not_met"
            verdicts.append(
                Verdict(name, outcome, outcome == "met", 0.6, tuple(quoted), "It is not plain what you meant by this.")
            )
        return Judgement(tuple(verdicts), tuple(TOPICS)[:1] if kind == "spoken" else (), self.version)


def sample(scenario: Scenario, step: int, level: SampleLevel = "strong") -> str:
    found = scenario.steps[step].sample(level) or scenario.steps[step].sample("strong")
    assert found is not None
    return " ".join(found.text.split())


def play(
    journal: Journal, name: str, level: Level, ago: timedelta, samples: SampleLevel, retry: bool = False
) -> Session:
    """A finished rehearsal of some time ago; the email of a coached one went out, and waits to be sent."""
    scenario = find(name, None)
    session = Session.begin(journal, Mixed(), scenario, level)
    state, retried = session.state, not retry
    while state.phase != "finished":
        if state.expects == "email":
            session.send(EmailSent("ruth@acme.com", "Thank you", sample(scenario, -1, samples), 200.0))
            state = session.send(session.judge())
        elif state.in_room and state.answers:
            state = session.send(RoomLeft(100.0))
        else:
            session.send(AnswerGiven(sample(scenario, state.step or 0, samples), 30.0))
            state = session.send(session.judge())
        if state.phase == "finished" and not retried:
            retried = True
            session.send(StepRetried(0, 210.0))
            session.send(AnswerGiven(sample(scenario, 0, "weak"), 230.0))
            state = session.send(session.judge())
    if state.allows(SelfRated):
        session.send(SelfRated(("asks", "strength", "thanks_time")))
    if level == "coached":
        Outbox(session.state, journal, session.key).goes_out(0)
    session.close()
    at = store_time(datetime.now(UTC) - ago)
    with journal._transaction() as db:
        db.execute("UPDATE sessions SET finished = ?, seconds = 95.0 WHERE id = ?", (at, session.key))
        db.execute("UPDATE reports SET at = ? WHERE session = ?", (at, session.key))
    return session


def fill(journal: Journal) -> None:
    """Rehearsals on every level, one of them with a step played twice, and one that was broken off."""
    levels: tuple[Level, ...] = ("coached", "realistic", "silent")
    samples: tuple[SampleLevel, ...] = ("weak", "middling", "strong")
    for number in range(6):
        name = PANEL if number == 1 else SCENARIO
        play(journal, name, levels[number % 3], timedelta(days=9 - number), samples[number // 2])
    play(journal, PANEL, "coached", timedelta(hours=3), "middling")
    play(journal, SCENARIO, "realistic", timedelta(hours=2), "strong", retry=True)
    broken_off = Session.begin(journal, Mixed(), find(SCENARIO, None), "coached")
    broken_off.send(AnswerGiven("What do you enjoy most about the work here?", 20.0))
    broken_off.send(broken_off.judge())
    broken_off.keep_draft(Draft("I have kept a payment system alive for six years, and", at=30.0))
    broken_off.close()


@cache
def _filled() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        with Journal.open(Path(folder) / "journal.sqlite") as journal:
            fill(journal)
        return (Path(folder) / "journal.sqlite").read_bytes()


@contextmanager
def program(theme: str = DARK, variables: dict[str, str] | None = None, past: bool = True) -> Iterator[CloserApp]:
    """The whole program over a home of its own."""
    with tempfile.TemporaryDirectory() as folder:
        home = {"CLOSER_HOME": folder, "COLUMNS": "80", "LINES": "24", **(variables or {})}
        with patch.dict(os.environ, home):
            if not variables:
                os.environ.pop("NO_COLOR", None)
            own = scenarios_dir()
            own.mkdir(parents=True)
            (own / "mine.toml").write_text(find(SCENARIO, None).source.replace("[interviewer]", "[interviewe]"))
            if past:
                (Path(folder) / "journal.sqlite").write_bytes(_filled())
            with Journal.open(Path(folder) / "journal.sqlite") as journal:
                app = CloserApp(journal, Mixed(), Settings(theme=theme), own)
                app.animation_level = "none"
                yield app


# --- the trails --------------------------------------------------------------------------------------------------

Trail = Callable[[Pilot[None]], AsyncIterator[str]]
"""A way through the program by keys; it stops wherever there is something to look at, and says what."""


async def keys(pilot: Pilot[None], *pressed: str) -> None:
    for key in pressed:
        await pilot.press(key)
        await settle(pilot)


async def begin(pilot: Pilot[None], level: Level = "coached") -> None:
    app = pilot.app
    assert isinstance(app, CloserApp)
    app._begin(find(SCENARIO, None), level)
    await settle(pilot)


async def say(pilot: Pilot[None], step: int, samples: SampleLevel = "strong") -> None:
    await write(pilot, sample(find(SCENARIO, None), step, samples))
    await keys(pilot, "enter")


async def to_finding(pilot: Pilot[None], outcome: str) -> None:
    """Select the first finding of this outcome, or a flag that was raised."""
    screen = pilot.app.screen
    assert isinstance(screen, DebriefScreen)
    await pilot.press("home")
    for _ in range(40):
        finding = screen._selected[1]
        if outcome == ("flag" if finding.criterion.flag and finding.outcome == "met" else finding.outcome):
            break
        await pilot.press("down")
    else:
        raise AssertionError(f"no finding is {outcome}")
    await settle(pilot)


async def home(pilot: Pilot[None]) -> AsyncIterator[str]:
    yield "unfinished"
    await keys(pilot, "escape")
    yield "home"
    await keys(pilot, "tab")
    yield "home, what it is about"
    await keys(pilot, "tab")
    yield "home, the button"
    await keys(pilot, "tab", "enter")
    yield "level"
    await keys(pilot, "escape", "end")
    yield "home, a broken one"
    await keys(pilot, "f1")
    yield "help"
    await keys(pilot, "escape", "ctrl+p")
    await pilot.pause(0.2)
    yield "palette"
    await keys(pilot, "escape", "home", "e")
    yield "copying"
    await keys(pilot, "escape")
    severities: tuple[SeverityLevel, ...] = ("information", "warning", "error")
    for severity in severities:
        pilot.app.notify(f"What there is to say, {severity}.", title="A title", severity=severity, timeout=99)
    await settle(pilot)
    yield "toasts"


async def rehearsing(pilot: Pilot[None]) -> AsyncIterator[str]:
    await begin(pilot)
    yield "rehearsal"
    await say(pilot, 0)
    await keys(pilot, "f2")
    yield "rehearsal, hint"
    await write(pilot, "I would bring six years of\nkeeping payments alive, and a habit of writing things down.")
    await keys(pilot, *["shift+left"] * 5)
    yield "rehearsal, writing"
    await keys(pilot, "f4")
    yield "rehearsal, pause"
    await keys(pilot, "escape", "escape")
    yield "rehearsal, leaving"
    await keys(pilot, "escape", "f3")
    yield "rehearsal, skipping"
    await pilot.press("f3", "f3")
    await settle(pilot)
    await say(pilot, 2)
    yield "rehearsal, email"
    await keys(pilot, "f5")
    yield "rehearsal, said"


async def silent(pilot: Pilot[None]) -> AsyncIterator[str]:
    await begin(pilot, "silent")
    await say(pilot, 0)
    yield "rehearsal, silent"


async def finished(pilot: Pilot[None]) -> None:
    await begin(pilot)
    for step in range(3):
        await say(pilot, step)
    await keys(pilot, "tab", "tab")
    await write(pilot, sample(find(SCENARIO, None), 3))
    await keys(pilot, "ctrl+s")


async def debriefing(pilot: Pilot[None]) -> AsyncIterator[str]:
    await keys(pilot, "escape", "S")
    await finished(pilot)
    yield "rehearsal, over"
    await keys(pilot, "enter", "space", "down")
    yield "rating"
    await keys(pilot, "enter")
    for outcome in ("met", "not_met", "not_sure", "flag"):
        await to_finding(pilot, outcome)
        yield f"debrief, {outcome}"
    await to_finding(pilot, "not_sure")
    await keys(pilot, "y", "home", "p")
    yield "debrief, picked"
    await keys(pilot, "e", "tab")
    yield "debrief, the answers"
    await keys(pilot, "d")
    yield "debrief, how it was said"
    await keys(pilot, "c")
    yield "compare, another time"
    await keys(pilot, "escape", "home", "r")
    await say(pilot, 0, "weak")
    await keys(pilot, "enter")
    yield "compare, a step"


async def looking_back(pilot: Pilot[None]) -> AsyncIterator[str]:
    await keys(pilot, "escape", "h")
    yield "history"
    await keys(pilot, "s", "down")
    yield "history, narrowing"
    await keys(pilot, "enter", "slash")
    yield "history, finding"
    await write(pilot, "what")
    await pilot.pause(0.4)
    await keys(pilot, "enter")
    yield "history, found"
    await keys(pilot, "enter")
    yield "past"
    await keys(pilot, "t")
    yield "past, talk"
    await keys(pilot, "escape", "escape", "delete")
    yield "deleting"
    await keys(pilot, "y")
    yield "deleting, sure"
    await keys(pilot, "escape", "D", "y")
    yield "deleting all"
    await keys(pilot, "escape", "slash")
    await write(pilot, "zebra")
    await pilot.pause(0.4)
    await keys(pilot, "escape")
    yield "history, nothing"


async def progressing(pilot: Pilot[None]) -> AsyncIterator[str]:
    await keys(pilot, "escape", "p")
    yield "progress"
    await keys(pilot, "end")
    yield "progress, below"
    await keys(pilot, "s")
    yield "progress, which one"


async def emailing(pilot: Pilot[None]) -> AsyncIterator[str]:
    await keys(pilot, "escape", "m")
    yield "email"
    await keys(pilot, "f5")
    yield "email, said"
    await keys(pilot, "escape", "f2")
    yield "email, a draft"


async def taking_along(pilot: Pilot[None]) -> AsyncIterator[str]:
    await keys(pilot, "escape", "s")
    yield "sheet"
    await keys(pilot, "space", "tab")
    yield "sheet, in full"
    await keys(pilot, "escape", "i")
    yield "prepare"
    screen = pilot.app.screen
    screen.query_one("#role", Input).value = "Backend developer"
    screen.query_one("#company", Input).value = "Acme"
    await keys(pilot, "f2")
    yield "prepare, questions"


async def editing(pilot: Pilot[None]) -> AsyncIterator[str]:
    await keys(pilot, "escape", "end", "e")
    await pilot.pause(0.3)
    await settle(pilot)
    yield "editor"
    await keys(pilot, "ctrl+g")
    yield "editor, the list"
    await keys(pilot, "ctrl+g")
    text = pilot.app.screen.query_one("#text", TextArea)
    text.text = text.text.replace("[interviewe]", "[interviewer]")
    await pilot.pause(0.3)
    await keys(pilot, "f4")
    yield "editor, conversation"
    await keys(pilot, "f3", "ctrl+g")
    yield "editor, samples"
    await keys(pilot, "f12", "f2")
    await pilot.pause(0.4)
    await settle(pilot)
    yield "editor, trying"
    await keys(pilot, "escape", "escape")
    yield "editor, unsaved"


TRAILS: dict[str, Trail] = {
    each.__name__: each
    for each in (home, rehearsing, silent, debriefing, looking_back, progressing, emailing, taking_along, editing)
}


@dataclass(frozen=True)
class Stop:
    """A screen as it looks at 80x24 in each look, and at 40x20."""

    name: str
    themes: dict[str, Picture]
    narrow: Picture


@cache
def walked(trail: str) -> tuple[Stop, ...]:
    """Go a trail once, and look around at every stop."""
    return tuple(asyncio.run(_walked(TRAILS[trail])))


async def _walked(trail: Trail) -> list[Stop]:
    stops = []
    with program() as app:
        async with app.run_test(size=SMALL) as pilot:
            await settle(pilot)
            async for name in trail(pilot):
                themes = {DARK: await drawn(pilot)}
                app.theme = LIGHT
                themes[LIGHT] = await drawn(pilot)
                await pilot.resize_terminal(*NARROW)
                narrow = await drawn(pilot)
                app.theme = DARK
                await pilot.resize_terminal(*SMALL)
                await drawn(pilot)
                stops.append(Stop(name, themes, narrow))
    return stops


async def drawn(pilot: Pilot[None]) -> Picture:
    """What is on the screen once a new size or look has reached every widget."""
    await settle(pilot)
    await pilot.pause()
    return look(pilot.app)
