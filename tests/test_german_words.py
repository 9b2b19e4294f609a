"""Promises of the other language: no sentence of closer's own is left in English, and programs read the same."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict
from functools import cache
from typing import Any

import pytest
from tests.spoken_in import NAMED, STRONG, WEAK

from closer_tui.scenario.library import find

REPORTS = ("report", "markdown", "again", "attempts", "trial", "progress", "rating")
KINDS = (*REPORTS, "questions", "said", "sheet", "notes", "next")
TITLES = ("The last of the tea", "First job, above the chip shop", "Seven in the morning")
_ENGLISH = re.compile(r"\b(the|you|your|and|of|not|all|is|to|it|with|were|what|from|by|no|last|words?)\b")


@cache
def told(language: str) -> Any:
    ran = subprocess.run(
        [sys.executable, "-m", "tests.spoken_in"],
        env=os.environ | {"CLOSER_LANGUAGE": language, "PYTHONUTF8": "1"},
        capture_output=True,
        check=True,
    )
    return json.loads(ran.stdout)


@cache
def written_by_others() -> str:
    """All that the candidate and the author of the scenario say, in one line."""
    return " ".join(" ".join((WEAK, STRONG, *_strings(asdict(find(NAMED))))).split())


def _strings(thing: object) -> Iterator[str]:
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, dict | list | tuple):
        for each in thing.values() if isinstance(thing, dict) else thing:
            yield from _strings(each)


def _others(line: str) -> bool:
    """Whether the line is theirs; in Markdown theirs are quoted, with signs in them."""
    return (
        line.lstrip().startswith("> ")
        or " ".join(line.strip("> \\*\"'„“").replace("\\", "").split()) in written_by_others()
    )


@pytest.mark.parametrize("kind", KINDS)
def test_no_line_of_closers_own_stays_in_english(kind: str) -> None:
    english, german = (told(language)["parts"][kind] for language in ("en", "de"))
    assert len(english) == len(german)
    own = [line for line in german if any(map(str.isalpha, line)) and not _others(line)]
    assert own
    assert [line for line in own if line in english] == []


@pytest.mark.parametrize("kind", KINDS)
def test_no_english_word_stays_within_a_german_line(kind: str) -> None:
    own = [line for line in told("de")["parts"][kind] if not _others(line)]
    # What strangers said stands in quotation marks.
    bare = (re.sub("|".join(("„[^“]*“", *TITLES)), "", line) for line in own)
    assert [line for line in bare if _ENGLISH.search(line)] == []


def test_programs_read_the_same_in_every_language() -> None:
    assert told("en")["data"] == told("de")["data"]
