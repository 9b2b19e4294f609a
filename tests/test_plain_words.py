"""What plain mode says is words: in whole transcripts, in every text that it has, in English and in German."""

from __future__ import annotations

import os
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from tests import catalogue
from tests.plain_spoken import transcript

from closer_tui.plain_signs import SIGNS, in_words

GOLDEN = Path(__file__).with_name("golden")
TRANSCRIPTS = sorted(GOLDEN.glob("plain-*.txt"))
OF_PLAIN_MODE = ("plain", "linear.py", "commands/in_lines")


def signs(text: str) -> set[str]:
    """What a screen reader would stumble over: drawn boxes and blocks, pictures, arrows, ticks and the like."""
    pictures = {char for char in text if unicodedata.category(char) == "So" or 0x2190 <= ord(char) < 0x2C00}
    return pictures | (set(SIGNS) & set(text))


def compared(said: str, name: str) -> None:
    stored = GOLDEN / name
    if os.environ.get("CLOSER_WRITE_GOLDEN"):
        stored.write_text(said, encoding="utf-8")
    assert said == stored.read_text(encoding="utf-8")


def test_a_person_s_rehearsal_and_all_that_follows_it_reads_as_it_always_did() -> None:
    compared(transcript("coached"), "plain-coached-person.txt")


def test_in_german_all_but_the_scenario_is_german() -> None:
    command = [sys.executable, "-m", "tests.plain_spoken"]
    environment = os.environ | {"CLOSER_LANGUAGE": "de", "PYTHONIOENCODING": "utf-8"}
    root = Path(__file__).parent.parent
    done = subprocess.run(command, capture_output=True, encoding="utf-8", env=environment, cwd=root, check=True)
    compared(done.stdout, "plain-coached-de.txt")


def test_there_are_transcripts_in_both_languages() -> None:
    assert {path.name for path in TRANSCRIPTS} >= {
        "plain-coached.txt", "plain-coached-de.txt", "plain-coached-person.txt", "plain-realistic.txt",
        "plain-silent.txt",
    }  # fmt: skip


@pytest.mark.parametrize("path", TRANSCRIPTS, ids=lambda path: path.stem)
def test_no_transcript_holds_a_sign_a_box_or_a_picture(path: Path) -> None:
    assert signs(path.read_text(encoding="utf-8")) == set()


@pytest.mark.parametrize("path", TRANSCRIPTS, ids=lambda path: path.stem)
def test_every_line_that_is_said_has_a_speaker_a_number_or_is_a_sentence(path: Path) -> None:
    for line in path.read_text(encoding="utf-8").splitlines():
        assert line == line.strip(), "nothing is drawn by its place in the line"
        assert not line or any(char.isalnum() for char in line)


def test_no_text_of_plain_mode_holds_one_in_any_language() -> None:
    found = 0
    for code in catalogue.TRANSLATED:
        for message in catalogue.translated(code):
            if any(place.startswith(OF_PLAIN_MODE) for place, _line in message.locations):
                found += 1
                for text in (message.id, message.string):
                    for each in (text,) if isinstance(text, str) else text or ():
                        assert signs(each) <= ALLOWED.get(each, set()), each
    assert found > 150


ALLOWED: dict[str, set[str]] = {}
"""Texts that are made into words later, with the signs in them."""


def test_signs_that_are_made_for_the_screen_become_words() -> None:
    assert in_words("62 → 78 · 2 gained, −6, 15–60 s, and so on …") == (
        "62, then 78, 2 gained, minus 6, 15 to 60 s, and so on..."
    )


@pytest.mark.parametrize("text", ["a ✓", "½", "╭──╮", "🙂", "62 → 78", "a · b", "and …", "⠋"])
def test_the_look_for_signs_finds_them(text: str) -> None:
    assert signs(text)
