"""Every screen that can be opened, and the way there; what was written on it, and where the keys go."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from tests.ui.conftest import settle, write
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import Input, TextArea

from closer_tui.events import AnswerGiven, EmailSent, RoomLeft, StepRetried
from closer_tui.journal import Journal
from closer_tui.rehearsal import Level
from closer_tui.scenario.model import Scenario
from closer_tui.scoring.verdict import Scorer
from closer_tui.session import Session
from closer_tui.ui.screens.dialogs import LeaveScreen
from closer_tui.ui.screens.editing import Question

Way = Callable[[Pilot[Any]], Awaitable[None]]

ANSWERS = ("asks insightful enjoyment team", "strength relevance perhaps", "interested reason")
EMAIL = "Dear Ann,\n\nthanks_time thanks_consideration for today.\n\nSam"


def rehearsed(journal: Journal | None, scorer: Scorer, scenario: Scenario, retry: bool, level: Level) -> Session:
    """A rehearsal from its begin to its report, without a screen."""
    session = Session.begin(journal, scorer, scenario, level)
    said = iter(ANSWERS * 9)
    while session.state.phase != "finished":
        at = session.now()
        if session.state.in_room and len(session.state.answers) >= len(ANSWERS):
            session.send(RoomLeft(at))
        elif session.state.phase == "judging":
            session.send(session.judge())
        elif session.state.expects == "email":
            session.send(EmailSent("ann@acme.example", "Thank you", EMAIL, at))
        else:
            session.send(AnswerGiven(next(said), at))
        over = session.state.phase in ("finished",)
        if over and retry:
            retry = False
            session.send(StepRetried(0, session.now()))
    session.close()
    return session


def practised(journal: Journal, scorer: Scorer, scenario: Scenario) -> None:
    """A journal with something for every screen: two rehearsals, one with a step played again."""
    rehearsed(journal, scorer, scenario, False, "coached")
    rehearsed(journal, scorer, scenario, True, "realistic")


def keys(*pressed: str) -> Way:
    """Press these, and let each do what it does."""

    async def go(pilot: Pilot[Any]) -> None:
        for key in pressed:
            await pilot.press(key)
            await settle(pilot)

    return go


def then(*ways: Way) -> Way:
    async def go(pilot: Pilot[Any]) -> None:
        for way in ways:
            await way(pilot)

    return go


def text(words: str) -> Way:
    async def go(pilot: Pilot[Any]) -> None:
        await write(pilot, words)

    return go


async def home(pilot: Pilot[Any]) -> None:
    """Back to home from wherever that led, and from the questions that are asked on the way."""
    await settle(pilot)
    for _ in range(50):
        if len(pilot.app.screen_stack) == 1:
            return
        screen = pilot.app.screen
        if isinstance(screen, LeaveScreen):
            screen.dismiss(True)
        elif isinstance(screen, Question):
            screen.dismiss("drop")
        else:
            await pilot.press("escape")
        await settle(pilot)
    raise AssertionError(f"Escape does not lead home from {pilot.app.screen_stack}")


SCREENS: dict[str, tuple[str, Way]] = {
    "home": ("HomeScreen", home),
    "level": ("LevelScreen", then(home, keys("enter"))),
    "help": ("HelpScreen", then(home, keys("f1"))),
    "palette": ("Palette", then(home, keys("ctrl+p"))),
    "history": ("HistoryScreen", then(home, keys("h"))),
    "search": ("HistoryScreen", then(keys("slash"), text("small"))),
    "narrow": ("NarrowScreen", keys("escape", "l")),
    "delete": ("DeleteOneScreen", keys("escape", "delete")),
    "past": ("PastScreen", keys("escape", "enter")),
    "compare": ("CompareScreen", keys("c")),
    "progress": ("ProgressScreen", then(home, keys("p"))),
    "sheet": ("SheetScreen", then(home, keys("s"))),
    "prepare": ("PrepareScreen", then(home, keys("i"), text("Developer"))),
    "editor": ("EditorScreen", then(home, keys("end", "e"), text("# begun\n"))),
    "preview": ("EditorScreen", keys("f4")),
    "try": ("TryingScreen", then(keys("f12"), text("asks"))),
    "try-out": ("TryOutScreen", then(keys("escape", "escape", "f5"), text("asks"))),
    "silent room": ("RehearsalScreen", then(home, keys("enter", "3", "enter"), text("half an answer"))),
    "rehearsal": ("RehearsalScreen", then(home, keys("S", "enter", "1", "enter"), text("asks, half an answer"))),
    "pause": ("PauseScreen", keys("f4")),
    "leave": ("LeaveScreen", keys("escape", "escape")),
    "email form": (
        "RehearsalScreen",
        then(
            keys("escape", "enter"),
            *(then(text(each), keys("enter")) for each in ANSWERS[1:]),
            keys("tab", "tab"),
            text("Dear Ann,\n\nhalf an email"),
        ),
    ),
    "said": ("SaidScreen", keys("f5")),
    "rating": ("RatingScreen", keys("escape", "ctrl+s", "enter")),
    "debrief": ("DebriefScreen", keys("escape")),
    "email": ("EmailScreen", then(keys("m"), text(" more"))),
    "draft file": ("DraftFileScreen", keys("f2")),
    "unfinished": ("UnfinishedScreen", then(home, keys("u"))),
}
"""The name of each screen's class, and the way there with a practised journal: from home, or from the screen before it.
The last scenario of the list is the user's own."""


@dataclass(frozen=True)
class Held:
    """What must outlive any storm: the screens on top of each other, each text with its cursor, and the focus."""

    screens: tuple[str, ...]
    texts: tuple[tuple[str, str, object], ...]
    focus: str


def held(pilot: Pilot[Any]) -> Held:
    texts: list[tuple[str, str, object]] = []
    for screen in pilot.app.screen_stack:
        for widget in screen.query(Widget):
            if isinstance(widget, TextArea):
                texts.append((str(widget.id), widget.text, widget.cursor_location))
            elif isinstance(widget, Input):
                texts.append((str(widget.id), widget.value, widget.cursor_position))
    stack = tuple(type(screen).__name__ for screen in pilot.app.screen_stack)
    focused = pilot.app.focused
    return Held(stack, tuple(texts), f"{type(focused).__name__}#{focused.id}" if focused else "")
