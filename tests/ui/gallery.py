"""Every screen of the program as somebody with a past sees it: for what is promised of all of them alike.

A view is a way to a screen by keys. `pictures` goes it once and keeps what was drawn, in each size and look asked for.
"""

from __future__ import annotations

import asyncio
import os
import tempfile
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from unittest.mock import patch

from rich.segment import Segment
from tests.ui.conftest import settle, write
from textual.pilot import Pilot
from textual.widgets import Input

from closer_tui.events import AnswerGiven, EmailSent, RoomLeft, SelfRated, StepRetried, StepSkipped
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
            session.send(EmailSent(scenario.interviewer.email, "Thank you", sample(scenario, -1, samples), 200.0))
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


@dataclass
class Drawn:
    """What a view looks like: its cells and what there is to know of them, by size and look."""

    lines: list[list[Segment]]
    skipped: set[tuple[int, int]] = field(default_factory=set)
    """Cells (column, line) of what can't be used now: a disabled button, whatever is behind a dialog."""
    focused: tuple[int, int, int, int] | None = None
    """Column, line, width and height of what has the keys."""
    notes: list[str] = field(default_factory=list)
    """What was found out by looking at the widgets while they were there."""

    @property
    def text(self) -> str:
        return "\n".join("".join(segment.text for segment in line) for line in self.lines)


Way = Callable[[Pilot[None]], Awaitable[None]]
Look = Callable[[CloserApp], list[str]]


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
            with Journal.open(Path(folder) / "journal.sqlite") as journal:
                if past:
                    fill(journal)
                app = CloserApp(journal, Mixed(), Settings(theme=theme), own)
                app.animation_level = "none"
                yield app


# --- the ways ----------------------------------------------------------------------------------------------------


async def keys(pilot: Pilot[None], *pressed: str) -> None:
    for key in pressed:
        await pilot.press(key)
        await settle(pilot)


async def home(pilot: Pilot[None]) -> None:
    await settle(pilot)
    await keys(pilot, "escape")  # later: what was broken off


def by(*pressed: str) -> Way:
    """By these keys from home."""

    async def go(pilot: Pilot[None]) -> None:
        await home(pilot)
        await keys(pilot, *pressed)

    return go


async def offered(pilot: Pilot[None]) -> None:
    await settle(pilot)


async def rehearsing(pilot: Pilot[None]) -> None:
    await home(pilot)
    app = pilot.app
    assert isinstance(app, CloserApp)
    app._begin(find(SCENARIO, None), "coached")
    await settle(pilot)


async def answering(pilot: Pilot[None]) -> None:
    await rehearsing(pilot)
    await write(pilot, sample(find(SCENARIO, None), 0))
    await keys(pilot, "enter", "f2")


async def writing(pilot: Pilot[None]) -> None:
    await answering(pilot)
    await write(pilot, "I would bring six years of\nkeeping payments alive, and a habit of writing things down.")
    await keys(pilot, "shift+left", "shift+left", "shift+left", "shift+left", "shift+left")


async def emailing(pilot: Pilot[None]) -> None:
    await rehearsing(pilot)
    for step in range(3):
        await write(pilot, sample(find(SCENARIO, None), step))
        await keys(pilot, "enter")


async def finishing(pilot: Pilot[None]) -> None:
    await emailing(pilot)
    await keys(pilot, "tab", "tab")
    await write(pilot, sample(find(SCENARIO, None), 3))
    await keys(pilot, "ctrl+s")


def finished(*pressed: str) -> Way:
    async def go(pilot: Pilot[None]) -> None:
        await finishing(pilot)
        await keys(pilot, "enter", *pressed)

    return go


def debriefed(outcome: str, *pressed: str) -> Way:
    """The debrief with a finding of this outcome selected."""

    async def go(pilot: Pilot[None]) -> None:
        await finishing(pilot)
        await keys(pilot, "enter")
        screen = pilot.app.screen
        assert isinstance(screen, DebriefScreen)
        for _ in range(40):
            finding = screen._selected[1]
            if outcome == ("flag" if finding.criterion.flag and finding.outcome == "met" else finding.outcome):
                break
            await pilot.press("down")
        await settle(pilot)
        assert outcome in ("flag", screen._selected[1].outcome)
        await keys(pilot, *pressed)

    return go


async def retried(pilot: Pilot[None]) -> None:
    await finishing(pilot)
    await keys(pilot, "enter", "r")
    await write(pilot, sample(find(SCENARIO, None), 0, "weak"))
    await keys(pilot, "enter", "enter")


async def rating(pilot: Pilot[None]) -> None:
    await home(pilot)
    await keys(pilot, "S")
    await finishing(pilot)
    await keys(pilot, "enter", "space", "down")


async def hint_is_over(pilot: Pilot[None]) -> None:
    """Every kind of toast at once."""
    await home(pilot)
    for severity in ("information", "warning", "error"):
        pilot.app.notify(f"What there is to say, {severity}.", title="A title", severity=severity)  # type: ignore[arg-type]
    await settle(pilot)


async def searched(pilot: Pilot[None]) -> None:
    await home(pilot)
    await keys(pilot, "h", "slash")
    await write(pilot, "what")
    await pilot.pause(0.4)
    await settle(pilot)


async def nothing_found(pilot: Pilot[None]) -> None:
    await home(pilot)
    await keys(pilot, "h", "slash")
    await write(pilot, "zebra")
    await pilot.pause(0.4)
    await keys(pilot, "escape")


async def preparing(pilot: Pilot[None]) -> None:
    await home(pilot)
    await keys(pilot, "i")
    screen = pilot.app.screen
    screen.query_one("#role", Input).value = "Backend developer"
    screen.query_one("#company", Input).value = "Acme"
    await settle(pilot)


async def prepared(pilot: Pilot[None]) -> None:
    await preparing(pilot)
    await keys(pilot, "f2")


async def editing(pilot: Pilot[None]) -> None:
    await home(pilot)
    await keys(pilot, "end", "e")
    await pilot.pause(0.3)
    await settle(pilot)


def edited(*pressed: str) -> Way:
    async def go(pilot: Pilot[None]) -> None:
        await editing(pilot)
        await keys(pilot, *pressed)

    return go


def mended(*pressed: str) -> Way:
    """The editor over a scenario that can be played."""

    async def go(pilot: Pilot[None]) -> None:
        (scenarios_dir() / "mine.toml").write_text(find(SCENARIO, None).source)
        await editing(pilot)
        await keys(pilot, *pressed)

    return go


VIEWS: dict[str, Way] = {
    "home": home,
    "home, what it is about": by("tab"),
    "home, the button": by("tab", "tab"),
    "home, a broken one": by("end"),
    "help": by("f1"),
    "palette": by("ctrl+p"),
    "toasts": hint_is_over,
    "unfinished": offered,
    "level": by("enter"),
    "rehearsal": rehearsing,
    "rehearsal, hint": answering,
    "rehearsal, writing": writing,
    "rehearsal, pause": by("enter", "2", "f4"),
    "rehearsal, leaving": by("enter", "2", "x", "escape"),
    "rehearsal, silent": by("enter", "3"),
    "rehearsal, email": emailing,
    "rehearsal, over": finishing,
    "rating": rating,
    "debrief": finished(),
    "debrief, not sure": debriefed("not_sure"),
    "debrief, met": debriefed("met"),
    "debrief, not met": debriefed("not_met"),
    "debrief, a flag": debriefed("flag"),
    "debrief, the answers": debriefed("met", "e", "tab"),
    "debrief, delivery": debriefed("met", "d"),
    "compare, a step": retried,
    "compare, another time": finished("c"),
    "email": by("m"),
    "email, said": by("m", "f5"),
    "email, a draft": by("m", "f2"),
    "history": by("h"),
    "history, found": searched,
    "history, nothing": nothing_found,
    "history, narrowing": by("h", "s"),
    "past": by("h", "enter"),
    "past, talk": by("h", "enter", "t"),
    "deleting": by("h", "delete"),
    "deleting all": by("h", "D", "y"),
    "progress": by("p"),
    "progress, below": by("p", "end"),
    "progress, one": by("p", "s"),
    "sheet": by("s"),
    "sheet, in full": by("s", "space", "tab"),
    "prepare": preparing,
    "prepare, questions": prepared,
    "editor": edited(),
    "editor, the list": edited("ctrl+g"),
    "editor, conversation": mended("f4"),
    "editor, samples": mended("f3", "ctrl+g"),
    "editor, trying": mended("f12"),
    "editor, a sample": mended("f12", "f2"),
    "editor, unsaved": mended("x", "escape"),
    "copying": by("e"),
}
"""Each screen, with what stands in it by turns, by the keys that lead there."""
