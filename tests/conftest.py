"""What the tests share: a small scenario, and a scorer that does what the text says, for engine tests."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType

import pytest

# Tests read English on every machine, and so do the programs that they start; it is chosen at the first import.
os.environ["CLOSER_LANGUAGE"] = "en"

from closer_tui.scenario.model import Interviewer, Reaction, Reply, Sample, Scenario, Silent, Step
from closer_tui.scoring.rubric import EMAIL_NAMES, SPOKEN_NAMES, TOPICS
from closer_tui.scoring.text import word_spans
from closer_tui.scoring.verdict import Judgement, Kind, Verdict

HEAD = """\
format = 1
title = "A small ending"
summary = "For tests."
company = "Acme"
role = "Developer"
difficulty = "easy"
scene = "A small room."
farewell = ["Goodbye."]

[interviewer]
name = "Ann Bell"
title = "Manager"
email = "ann@acme.example"
"""
"""How a scenario's file begins; its steps follow."""


def said_by_python(code: str) -> str:
    """What the code prints in an interpreter of its own, which has loaded nothing yet."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def calls_of(work: Callable[..., object], *arguments: object) -> int:
    """How many functions it calls with these arguments, of Python and of C: what it costs, told alike by a busy
    machine and an idle one. What it does once for all (imports, caches) has to be done before; what the memory's
    keeper calls in between counts too, so leave a little room."""
    calls = 0

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        work(*arguments)
    finally:
        sys.setprofile(before)
    return calls


class WordScorer:
    """Meets every criterion whose name is a word of the text, and finds every topic named in it. It is a
    double for tests of everything around the scorer; the real one has tests of its own."""

    version = "words-1"

    def judge(self, text: str, kind: Kind) -> Judgement:
        words = {span.of(text): span for span in word_spans(text)}
        names = EMAIL_NAMES if kind == "email" else SPOKEN_NAMES
        return Judgement(
            tuple(
                Verdict(name, "met" if name in words else "not_met", name in words, 0.9,
                        (words[name],) if name in words else (), f"{name} was said." if name in words else "")
                for name in names
            ),
            tuple(topic for topic in TOPICS if topic in words) if kind == "spoken" else (),
            self.version,
        )  # fmt: skip


@pytest.fixture(autouse=True)
def _nothing_is_left_behind() -> Iterator[None]:
    """What a test saves goes to a folder of its own, never into the one that the tests were started in."""
    here = Path.cwd()
    before = set(here.glob("closer-*"))
    yield
    assert not set(here.glob("closer-*")) - before


@pytest.fixture
def word_scorer() -> WordScorer:
    return WordScorer()


@pytest.fixture
def scenario() -> Scenario:
    """Four steps, one for each move."""
    reaction = Reaction(("Well made.", "Made again."), ("Half made.",), ("Missed.",))
    return Scenario(
        "small", "small", "A small ending", "For tests.", "Acme", "Developer", "easy",
        Interviewer("Ann Bell", "Manager", email="ann@acme.example"),
        (
            Step("questions", ("Any questions?",), seconds=60, nudge="We are nearly out of time.", reaction=reaction,
                 answers=(Reply("enjoyment", ("The people.",)), Reply("team", ("Five of us.",))),
                 fallback=("Good question.",), samples=(Sample("strong", "asks several insightful", ("asks",)),)),
            Step("value", ("Why you?",), hint="Name one thing.", reaction=reaction),
            Step("interest", ("Anything else?",), reaction=reaction),
            Step("email", ("Later, at home.",), reaction=reaction),
        ),
        scene="A small room.", farewell=("Goodbye.",), silent=Silent(("That is all.", "I have a meeting."), ("Mm.",)),
    )  # fmt: skip
