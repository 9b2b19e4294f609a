"""Promises of the screens in German: from home through a rehearsal to its report no word of closer's own stays English,
and nothing is cut off."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from functools import cache
from typing import Any

import pytest
from tests import catalogue

TRAILS = ("home", "rehearsing", "silent", "debriefing")
LOOKED_AT = {
    "home": ("unfinished", "home", "level", "home, a broken one", "help", "palette", "copying"),
    "rehearsal": ("rehearsal", "rehearsal, hint", "rehearsal, pause", "rehearsal, email", "rehearsal, silent"),
    "debrief": ("rating", "debrief, met", "debrief, not_sure", "debrief, flag", "compare, a step"),
}
WORDS = (
    "Next:", "Scenarios", "Who you talk to", "What the close needs", "not tried yet", "broken", "Rehearse", "Go on",
    "How much help", "Every step is named", "coached", "realistic level", "Say it in your own words", "Your answer",
    "nothing yet", r"about \d+ s to say", r"\d+ words", r"\d of \d", r"\d:\d\d left", "Hint", "Paused at",
    "The clock stands still", "What you say", "what it is about", "Your email", "Ask thoughtful", "Restate your value",
    "half made",
    "Not complete", "Still missing", "not sure", "met", "flag", "Your words", "You thought", "Last time", "Attempt",
    "gained", "lost", "Search for commands", "Choose a level", "the file", "error S", "What do you think",
)  # fmt: skip
"""Short, and of every kind: none of them is said by anybody in the scenarios."""
_ENGLISH = re.compile(r"(?<!\w)(" + "|".join(WORDS) + r")(?!\w)")


@cache
def german() -> dict[str, Any]:
    """The stops of the trails, in a process that speaks German."""
    ran = subprocess.run(
        [sys.executable, "-m", "tests.ui.in_german", *TRAILS],
        env=os.environ | {"CLOSER_LANGUAGE": "de", "PYTHONUTF8": "1"},
        capture_output=True,
        check=True,
    )
    told = json.loads(ran.stdout)
    assert told["language"] == "de"
    stops: dict[str, Any] = told["stops"]
    return stops


@cache
def left_in_english() -> frozenset[str]:
    """What closer says, of which the German is another."""
    found = [message for message in catalogue.translated("de") if message.id and isinstance(message.id, str)]
    germans = {message.string for message in found}
    return frozenset(str(message.id) for message in found if message.id not in germans)


@pytest.mark.parametrize("part", LOOKED_AT)
def test_no_word_of_closers_own_stays_in_english(part: str) -> None:
    for stop in LOOKED_AT[part]:
        text = " ".join(german()[stop]["text"].split())
        assert _ENGLISH.findall(text) == [], stop


def test_keys_and_titles_are_all_german() -> None:
    for stop, seen in german().items():
        assert not left_in_english() & {*seen["keys"], *seen["titles"]}, stop
        assert seen["keys"] or stop in ("palette", "toasts"), stop


def test_nothing_is_cut_off_in_german() -> None:
    """Lines that are cut to one row by design, with an ellipsis, and the titles of strangers' are not meant."""
    for stop, seen in german().items():
        assert [each for each in seen["cut"] if not each.startswith(("too long: Letztes Mal", "too long: „"))] == [], (
            stop
        )


def test_the_english_list_would_find_english_screens() -> None:
    """The list is of words that the screens do have: in English they are found."""
    shown = "Next: First job, realistic. Your answer ━ nothing yet. 1 of 4 · Ask thoughtful questions  2:00 left"
    assert len(_ENGLISH.findall(shown)) == 6
