"""A clock that jumps: the time that the program reads is another one than the machine's, and changes while it runs."""

from __future__ import annotations

import datetime as module
import os
import random
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any
from unittest import mock

from tests.conftest import WordScorer
from tests.faults.damage import SMALL, closer, home

from closer_tui.events import AnswerGiven, EmailSent, HintTaken, Paused, Resumed
from closer_tui.journal import Draft, Journal
from closer_tui.practice.cards import cards
from closer_tui.session import Session

DAY = 86_400
ZONES = ("UTC", "Pacific/Kiritimati", "America/Los_Angeles", "Asia/Kathmandu", "Europe/Berlin")


class Clock:
    """What has to be added to the machine's time."""

    def __init__(self) -> None:
        self.ahead = 0.0

    def jump(self, seconds: float) -> None:
        self.ahead += seconds


@contextmanager
def wrong_clock() -> Iterator[Clock]:
    """Everything of the program that asks for the time of day is told another one."""
    clock, real = Clock(), module.datetime

    class Alike(type):
        def __instancecheck__(cls, thing: object) -> bool:
            return isinstance(thing, module.datetime)

    class Wrong(module.datetime, metaclass=Alike):
        """Makes real datetimes."""

        def __new__(cls, *arguments: Any, **named: Any) -> Any:
            return real(*arguments, **named)

        @classmethod
        def now(cls, tz: module.tzinfo | None = None) -> Any:
            return real.fromtimestamp(real.now(module.UTC).timestamp() + clock.ahead, tz)

    for name in ("closer_tui.practice.next", "closer_tui.practice.progress_text", "closer_tui.cli"):
        __import__(name)  # what is imported only when needed has to be there to be told
    told = [
        mock.patch.object(each, "datetime", Wrong)
        for name, each in list(sys.modules.items())
        if name.startswith(("closer_tui", "fsrs")) and getattr(each, "datetime", None) is real
    ]
    before = os.environ.get("TZ")
    try:
        for each in told:
            each.start()
        yield clock
    finally:
        for each in reversed(told):
            each.stop()
        zone(before)


def zone(name: str | None) -> None:
    """The machine is in this time zone now."""
    os.environ.pop("TZ", None)
    if name is not None:
        os.environ["TZ"] = name
    time.tzset()


def clock_jumped(seed: int, folder: Path) -> str:
    """Rehearsals while the clock jumps, back a day and forward a year, between them and in them, in changing time
    zones: no time is negative, the history has an order, and everything that reads it has something to say."""
    chance = random.Random(seed)
    jumps = (0, 1, -1, 3600, -3600, DAY, -DAY, 30 * DAY, -400 * DAY, 365 * DAY, 400 * DAY)
    with home(folder / "home"), wrong_clock() as clock:
        with Journal.open() as journal:
            for _ in range(5):
                clock.jump(chance.choice(jumps))
                zone(chance.choice(ZONES))
                _rehearse(journal, chance, lambda: clock.jump(chance.choice(jumps)), left=chance.random() < 0.2)
            _look(journal)
        clock.jump(chance.choice(jumps))
        for command in ("list", "history", "history --json", "progress", "progress --json", "next", "email", "where"):
            status, said, complaint = closer(*command.split())
            assert status in (0, 1) and (said or complaint), command
            assert not any(word.startswith("-") and word[1:2].isdigit() for word in said.split()), said
        status, _, complaint = closer("export", "all", str(folder / "backup.gz"))
        assert status == 0, complaint
    return "back" if clock.ahead < 0 else "ahead"


def _rehearse(journal: Journal, chance: random.Random, jump: Any, left: bool) -> None:
    session = Session.begin(journal, WordScorer(), SMALL, "coached")
    while session.state.phase != "finished":
        jump()
        if session.state.phase == "judging":
            session.send(session.judge())
            continue
        if chance.random() < 0.3:
            session.send(Paused(session.now()))
            jump()
            session.send(Resumed(session.now()))
        if chance.random() < 0.3:
            session.send(HintTaken(session.now()))
        session.keep_draft(Draft("half a sent", at=session.now()))
        if left and session.state.answers:
            session.close()
            jump()
            session = Session.resume(journal, WordScorer(), session.key)
            left = False
        if session.state.expects == "email":
            session.send(EmailSent("ann@acme.example", "Thanks", "thanks_time greeting", session.now()))
        else:
            session.send(AnswerGiven("asks insightful interested", session.now()))
    journal.keep_note(session.key, "Ann Bell", "", "Thanks", "Dear Ann", out=True)
    session.close()


def _look(journal: Journal) -> None:
    history = journal.history()
    assert len(history) == 5 and journal.unfinished() == ()
    shown = [info.finished for info in history if info.finished]
    assert all(later >= earlier for later, earlier in pairwise(shown)), "the history has the order of its dates"
    practices = journal.practice()
    for practice in practices:
        assert practice.seconds is None or practice.seconds >= 0
        assert all(move.seconds is None or move.seconds >= 0 for move in practice.moves)
    for info in history:
        events = journal.load(info.id).events
        ats = [event.at for event in events if hasattr(event, "at")]
        assert ats == sorted(ats) and all(at >= 0 for at in ats), "the time of practice runs by a clock of its own"
    for due in cards(practices, lambda _: "kind"):
        assert due.due > due.last
