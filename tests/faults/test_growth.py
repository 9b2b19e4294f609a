"""Promises about a program that runs for months: a rehearsal leaves nothing behind in memory, and no open file.

`python -m tests.faults.test_growth [REHEARSALS] [ON_SCREENS]` plays many, and prints what they left.
"""

from __future__ import annotations

import asyncio
import faulthandler
import gc
import os
import random
import sys
import tempfile
import threading
import time
import weakref
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import cycle
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest
from tests.faults.places import ANSWERS, EMAIL, home, keys
from tests.faults.storms import practised_home, program
from tests.ui.conftest import SMALL, settle, write
from textual.pilot import Pilot

from closer_tui.events import AnswerGiven, EmailSent, RoomLeft, StepRetried
from closer_tui.journal import Draft, Journal
from closer_tui.rehearsal import LEVELS, Level
from closer_tui.scenario.library import find, library
from closer_tui.scenario.model import Scenario
from closer_tui.scoring.lazy import standard_scorer
from closer_tui.scoring.verdict import Scorer
from closer_tui.session import Session
from closer_tui.ui.screens.debrief import DebriefScreen

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/fd").is_dir(), reason="open files are counted in /proc: run it on Linux"
)


@dataclass(frozen=True)
class Left:
    """What a process holds: objects that Python looks after, open files, threads, and MiB of memory."""

    objects: int
    files: int
    threads: int
    memory: float
    kinds: Counter[str]

    def since(self, before: Left) -> str:
        grown = (self.kinds - before.kinds).most_common(5)
        most = ", ".join(f"{name} +{number}" for name, number in grown) or "none"
        return (
            f"objects {before.objects:,} → {self.objects:,}, open files {before.files} → {self.files}, threads "
            f"{before.threads} → {self.threads}, memory {before.memory:.1f} → {self.memory:.1f} MiB; grown: {most}"
        )


def held() -> Left:
    for _ in range(3):  # what is closed when it is collected may have held others
        gc.collect()
    # SQLite's connection remembers up to 200 cursors that are gone, by references that hold nothing.
    objects = [each for each in gc.get_objects() if type(each) is not weakref.ref]
    kinds = Counter(type(each).__name__ for each in objects)
    resident = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmRSS"))
    files = len(os.listdir("/proc/self/fd"))
    return Left(len(objects), files, threading.active_count(), int(resident.split()[1]) / 1024, kinds)


# --- engine, journal and scorer ------------------------------------------------------------------------------


def rehearse(journal: Journal, scorer: Scorer, scenario: Scenario, level: Level, chance: random.Random) -> None:
    """One rehearsal with drafts, now and then a skip, a break or a step again; and what is looked at after it."""
    session = Session.begin(journal, scorer, scenario, level)
    again = chance.random() < 0.3
    while session.state.phase != "finished":
        state, at = session.state, session.now()
        if state.phase == "judging":
            session.send(session.judge())
            continue
        sample = chance.choice(scenario.steps[state.step or 0].samples).text
        session.keep_draft(Draft(sample[: len(sample) // 2], at=at))
        if chance.random() < 0.1:  # it is left, and gone on with
            session.close()
            session = Session.resume(journal, scorer, session.key)
        if state.in_room and chance.random() < 0.5:
            session.send(RoomLeft(at))
        elif state.expects == "email":
            session.send(EmailSent("somebody@company.example", "Thank you", sample, at))
        else:
            session.send(AnswerGiven(sample, at))
        if session.state.phase == "finished" and again:
            again = False
            session.send(StepRetried(0, session.now()))
    session.close()
    journal.best()
    journal.unfinished()
    journal.practice(20)


def played(folder: Path, scorer: Scorer, *numbers: int) -> list[Left]:
    """What is held after so many rehearsals, and after so many more, in a journal of its own."""
    left = []
    scenarios = [find(each.name) for each in library(None) if each.scenario is not None]
    chance, levels = random.Random(7), cycle(LEVELS)
    with Journal.open(folder / "journal.sqlite") as journal:
        for number in numbers:
            for _ in range(number):
                rehearse(journal, scorer, chance.choice(scenarios), next(levels), chance)
            left.append(held())
    return left


def test_rehearsals_in_one_process_leave_no_object_and_no_open_file(tmp_path: Path) -> None:
    before, after = played(tmp_path, standard_scorer(), 20, 40)
    assert (after.files, after.threads) == (before.files, before.threads)
    # What SQLite and the scorer remember on the way comes to an end; a list that grew would hold more than this.
    assert after.objects - before.objects < 40, after.since(before)


# --- on screens ----------------------------------------------------------------------------------------------


async def on_screens(pilot: Pilot[Any], number: int) -> None:
    """So many rehearsals from home to the report, and through the screens that show them."""
    for _ in range(number):
        await keys("enter", "2", "enter")(pilot)
        for answer in ANSWERS:
            await write(pilot, answer)
            await keys("enter")(pilot)
        await keys("tab", "tab")(pilot)
        await write(pilot, EMAIL)
        await keys("ctrl+s", "enter")(pilot)
        assert isinstance(pilot.app.screen, DebriefScreen)
        await keys("m", "escape", "f1", "escape", "escape", "h", "enter", "escape", "escape", "p", "escape")(pilot)
        await keys("s", "escape", "i", "escape", "ctrl+p", "escape", "end", "e")(pilot)
        await home(pilot)
    pilot.app.clear_notifications()
    await settle(pilot)


async def played_on_screens(folder: Path, warm_up: int, number: int) -> tuple[Left, Left]:
    with practised_home(folder) as (journal, own):
        async with program(journal, own).run_test(size=SMALL) as pilot:
            await home(pilot)
            await on_screens(pilot, warm_up)
            before = held()
            await on_screens(pilot, number)
            return before, held()


KEPT = ("Screen", "Widget", "Timer", "TextArea", "Input", "Static", "Said", "Session", "State", "Task", "Worker")


def in_a_new_process(folder: Path, warm_up: int, number: int) -> tuple[Left, Left]:
    os.environ.update(CLOSER_HOME=str(folder), EDITOR="true")
    faulthandler.dump_traceback_later(250, exit=True)  # a process that hung would be waited for at the end too
    return asyncio.run(played_on_screens(folder, warm_up, number))


def test_a_rehearsal_on_screens_leaves_no_screen_no_widget_and_no_timer(tmp_path: Path) -> None:
    # In this process programs of other tests may still be on their way out.
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        before, after = process.submit(in_a_new_process, tmp_path, 2, 3).result()
    assert (after.files, after.threads) == (before.files, before.threads)
    left = {name: number for name, number in (after.kinds - before.kinds).items() if name.endswith(KEPT)}
    assert not left, after.since(before)


# --- large ---------------------------------------------------------------------------------------------------


def main(rehearsals: int = 1_000, screens: int = 30) -> None:
    with tempfile.TemporaryDirectory() as name:
        began = time.monotonic()
        (folder := Path(name, "lines")).mkdir()
        before, *parts = played(folder, standard_scorer(), min(50, rehearsals), *[rehearsals // 4] * 4)
        print(f"{rehearsals:,} rehearsals, engine, journal and scorer, {time.monotonic() - began:.0f} s")
        print(f"  {parts[-1].since(before)}")
        print(f"  memory after each quarter: {', '.join(f'{part.memory:.1f}' for part in parts)} MiB", flush=True)
        began = time.monotonic()
        (folder := Path(name, "screens")).mkdir()
        before, after = asyncio.run(played_on_screens(folder, 4, screens))
        print(f"{screens:,} rehearsals on screens, {time.monotonic() - began:.0f} s")
        print(f"  {after.since(before)}")
        print(f"  {(after.memory - before.memory) * 1024 / screens:.1f} KiB a rehearsal")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
