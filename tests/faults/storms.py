"""Storms over the program on its screens: windows dragged about, and a monkey at the keys and the mouse.

`python -m tests.faults.storms [GUSTS] [KEYS]` raises them large.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.conftest import WordScorer
from tests.faults.places import SCREENS, held, home, practised
from tests.ui.conftest import SMALL, SOURCE, entry, settle
from textual import events
from textual.drivers.headless_driver import HeadlessDriver
from textual.geometry import Size
from textual.pilot import Pilot

from closer_tui.events import AnswerGiven, EmailSent, Event
from closer_tui.journal import Journal
from closer_tui.practice import desktop
from closer_tui.scenario.library import Entry, in_folder
from closer_tui.scenario.load import load_text
from closer_tui.session import Session
from closer_tui.settings import Settings
from closer_tui.ui.app import CloserApp
from closer_tui.ui.screens.dialogs import SmallScreen

SIZES = ((20, 5), (300, 100), (80, 24), (40, 14), (69, 17), (120, 40), (1, 1), (70, 18), (300, 5), (20, 100))

LETTERS = "abcdefghijklmnoprstuvwxyzABDENS 0123456789/?.,-ß漢\u0301\u200d"
KEYS = (
    *("enter", "escape", "tab", "shift+tab", "space", "backspace", "up", "down", "left", "right", "home", "end") * 4,
    *("pageup", "pagedown", "ctrl+s", "ctrl+j", "ctrl+p", "ctrl+n", "ctrl+g", "ctrl+r", "ctrl+t", "ctrl+l", "ctrl+o"),
    *("ctrl+z", "ctrl+y", "ctrl+a", "ctrl+k", "ctrl+u", "ctrl+w", "ctrl+x", "ctrl+v", "ctrl+c", "shift+down"),
    *(f"f{number}" for number in range(1, 13)),
    *(
        "shift+f8",
        "ctrl+up",
        "ctrl+down",
        "ctrl+pageup",
        "ctrl+pagedown",
        "ctrl+home",
        "ctrl+end",
        "delete",
        "shift+up",
    ),
)
"""What the monkey presses beside letters; not Ctrl+Q nor q, with which it ends."""

_NAMES = {" ": "space", "/": "slash", "?": "question_mark"}


@dataclass
class Counts:
    """What was done, for those who want numbers."""

    sizes: int = 0
    keys: int = 0
    clicks: int = 0
    screens: Counter[str] = field(default_factory=Counter)
    answers: int = 0


# --- windows that are dragged about --------------------------------------------------------------------------


async def resized(pilot: Pilot[Any], *sizes: tuple[int, int]) -> None:
    """All of these sizes at once, as a window that is dragged gives them, faster than anything can be drawn."""
    for width, height in sizes:
        size = Size(width, height)
        if isinstance(pilot.app._driver, HeadlessDriver):
            pilot.app._driver._size = size
        pilot.app.post_message(events.Resize(size, size))
    await pilot.pause()


async def resize_storm(pilot: Pilot[Any], chance: random.Random, gusts: int, counts: Counts) -> None:
    """So many gusts of sizes over the screen that is shown, with keys typed in between; and back. Raises AssertionError
    where anything that was written, or the focus, is not what it was."""
    await resized(pilot, SMALL)
    before = held(pilot)
    for _ in range(gusts):
        gust = [_size(chance) for _ in range(chance.choice((1, 3, 5, 9)))]
        counts.sizes += len(gust)
        await resized(pilot, *gust)
        typed = not isinstance(pilot.app.screen, SmallScreen) and chance.random() < 0.7
        if typed and pilot.app.focused is not None and pilot.app.focused.id in _WRITES:
            unwritten = held(pilot)
            await pilot.press("x")
            counts.keys += 1
            if held(pilot) != unwritten:
                await pilot.press("backspace")
            await pilot.pause()
    await resized(pilot, SMALL)
    await settle(pilot)
    after = held(pilot)
    assert after == before, f"{before}\n{after}"


_WRITES = ("answer", "body", "advert", "role", "words", "text", "subject", "to")


def _size(chance: random.Random) -> tuple[int, int]:
    return chance.choice(SIZES) if chance.random() < 0.4 else (chance.randint(20, 300), chance.randint(5, 100))


# --- a monkey ------------------------------------------------------------------------------------------------


class Acknowledged:
    """Every answer that a rehearsal has taken, to be looked for in the journal afterwards."""

    def __init__(self) -> None:
        self.given: list[tuple[str, Event]] = []

    @contextlib.contextmanager
    def watching(self) -> Iterator[None]:
        send = Session.send

        def noted(session: Session, event: Event) -> Any:
            state = send(session, event)
            if isinstance(event, AnswerGiven | EmailSent) and session.journal is not None:
                self.given.append((session.key, event))
            return state

        setattr(Session, "send", noted)  # noqa: B010 - mypy knows no other way
        try:
            yield
        finally:
            setattr(Session, "send", send)  # noqa: B010

    def assert_kept(self, journal: Journal) -> None:
        for key, event in self.given:
            assert event in journal.load(key).events, f"{event} is not in the journal"


async def monkey(pilot: Pilot[Any], chance: random.Random, keys: int, counts: Counts) -> None:
    """So many keys, pastes and clicks at random, as fast as they are taken."""
    pressed = 0
    while pressed < keys:
        for _ in range(min(keys - pressed, chance.randint(1, 12))):
            _press(pilot, chance)
            pressed += 1
        await pilot.pause()
        name = type(pilot.app.screen).__name__
        counts.screens[name] += 1
        if chance.random() < 0.25:
            await _click(pilot, chance)
            counts.clicks += 1
        if chance.random() < 0.02:
            await resized(pilot, _size(chance), *([SMALL] if chance.random() < 0.7 else []))
            counts.sizes += 1
        if isinstance(pilot.app.screen, SmallScreen):
            await resized(pilot, SMALL)
    counts.keys += pressed
    await resized(pilot, SMALL)
    await settle(pilot)


def _press(pilot: Pilot[Any], chance: random.Random) -> None:
    dice = chance.random()
    if dice < 0.03:
        pilot.app.post_message(events.Paste("asks insightful [bold]\x1b[31m漢 " * chance.randint(1, 40)))
    elif dice < 0.5:
        key = chance.choice(KEYS)
        pilot.app.post_message(events.Key(key, {"enter": "\r", "tab": "\t", "space": " "}.get(key)))
    else:
        letter = chance.choice(LETTERS)
        pilot.app.post_message(
            events.Key({" ": "space", "/": "slash", "?": "question_mark"}.get(letter, letter), letter)
        )


async def _click(pilot: Pilot[Any], chance: random.Random) -> None:
    width, height = pilot.app.size
    where = (chance.randrange(max(width, 1)), chance.randrange(max(height, 1)))
    if chance.random() < 0.2:
        kind = chance.choice((events.MouseScrollDown, events.MouseScrollUp))
        x, y = where
        pilot.app.post_message(kind(None, x, y, 0, 0, 0, False, False, False, screen_x=x, screen_y=y))
    else:
        await pilot.click(offset=where, times=chance.choice((1, 1, 1, 2)))


# --- the program over which they rage -----------------------------------------------------------------------


@contextlib.contextmanager
def practised_home(folder: Path) -> Iterator[tuple[Journal, Path]]:
    """A journal with something for every screen in it, and a folder with one scenario of the user's own; no program of
    the desktop is started, and what is saved goes into the folder."""
    own = folder / "scenarios"
    own.mkdir()
    (own / "mine.toml").write_text(SOURCE, encoding="utf-8")
    give, here = desktop.give, Path.cwd()
    desktop.give = lambda *_: (False, "There is no desktop here.")
    os.environ["CLOSER_HOME"] = str(folder)
    os.environ["EDITOR"] = "true"
    os.chdir(folder)
    try:
        with Journal.open(folder / "journal.sqlite") as journal:
            practised(journal, WordScorer(), load_text(SOURCE, "small"))
            yield journal, own
    finally:
        os.chdir(here)
        desktop.give = give


def program(journal: Journal, own: Path) -> CloserApp:
    """The program at home, with one scenario that comes with it and one of the user's own."""

    class Program(CloserApp):
        def _scenarios(self) -> Sequence[Entry]:
            return (entry(load_text(SOURCE, "small")), *in_folder(own))

    app = Program(journal, WordScorer(), Settings(), own)
    app.animation_level = "none"
    return app


async def _storms(folder: Path, gusts: int, keys: int) -> None:
    with practised_home(folder) as (journal, own):
        counts, began = Counts(), time.monotonic()
        async with program(journal, own).run_test(size=SMALL) as pilot:
            for name, (_, way) in SCREENS.items():
                await way(pilot)
                await resize_storm(pilot, random.Random(name), gusts, counts)
                print(f"{counts.sizes:7,} sizes, {time.monotonic() - began:5.0f} s  {name}", flush=True)
        acknowledged = Acknowledged()
        for seed in range(1 + (keys - 1) // 2_000):
            with acknowledged.watching():
                async with program(journal, own).run_test(size=SMALL) as pilot:
                    await home(pilot)
                    await monkey(pilot, random.Random(seed), min(keys, 2_000), counts)
            acknowledged.assert_kept(journal)
            print(f"{counts.keys:7,} keys, {time.monotonic() - began:5.0f} s", flush=True)
        print(f"{counts.sizes:,} sizes in {len(SCREENS)} screens, {counts.keys:,} keys, {counts.clicks:,} clicks in")
        print(", ".join(f"{name} {number}" for name, number in counts.screens.most_common()))
        print(f"{len(acknowledged.given)} answers, all of them in the journal; exceptions 0")


if __name__ == "__main__":
    given = [int(each) for each in sys.argv[1:]]
    with tempfile.TemporaryDirectory() as name:
        asyncio.run(_storms(Path(name), *(given + [50, 20_000][len(given) :])))
