"""The way through the program that the README promises, with real keys on the real screen."""

from __future__ import annotations

import signal
import sqlite3
import time
from pathlib import Path

import pytest
from tests.journeys.terminal import Terminal, needs_tmux

from closer_tui.scenario.library import find
from closer_tui.scoring.text import count_words

SCENARIO = find("payments-backend", None)
STRONG = [sample.text for step in SCENARIO.steps if (sample := step.sample("strong"))]


def one_line(text: str) -> str:
    return " ".join(text.split())


def answer(terminal: Terminal, text: str, place: str) -> None:
    """Type a spoken answer where the screen shows `place`, and say it."""
    terminal.wait_for(place, "Say it")
    terminal.type(one_line(text))
    terminal.wait_for(f"{count_words(text)} words")
    terminal.press("Enter")


@needs_tmux
def test_pick_a_scenario_answer_four_steps_read_the_report(home: Path, screens: list[Terminal]) -> None:
    terminal = Terminal(home)
    screens.append(terminal)
    terminal.wait_for("Scenarios", SCENARIO.title)
    terminal.press("Down", "Enter")
    terminal.wait_for("How much help would you like?", SCENARIO.title)
    terminal.press("2", "Enter")
    for number, text in enumerate(STRONG[:-1], 1):
        answer(terminal, text, f"{number} of {len(SCENARIO.steps)}")
    terminal.wait_for("Subject", "Send")
    terminal.type(SCENARIO.interviewer.email)
    terminal.press("Tab")
    terminal.type("Thank you for today")
    terminal.press("Tab")
    terminal.type(one_line(STRONG[-1]))
    terminal.wait_for(f"{count_words(STRONG[-1])} words")
    terminal.press("C-s")
    terminal.wait_for("See the report")
    terminal.press("Enter")
    terminal.wait_for("of 100", "Ask thoughtful questions", "Retry")
    terminal.press("Escape")
    terminal.wait_for("Scenarios", "best")
    terminal.press("q")
    assert terminal.ended() == 0


@needs_tmux
def test_killed_in_the_middle_it_goes_on_with_every_answer_and_the_draft(home: Path, screens: list[Terminal]) -> None:
    first = Terminal(home, "play", SCENARIO.name, "--level", "coached")
    screens.append(first)
    answer(first, STRONG[0], "1 of 4")
    first.wait_for("2 of 4", "Say it")
    first.type("I moved eleven million rows with no night shift and")
    until_drafted(home, "no night shift and")
    first.kill()

    second = Terminal(home)
    screens.append(second)
    second.wait_for("Go on where you left off?", "with no night shift")
    second.press("Enter")
    second.wait_for("2 of 4", "I moved eleven million rows with no night shift and")
    for _ in range(20):
        if one_line(STRONG[0])[:25] in second.screen():
            break
        second.press("C-Up")
        time.sleep(0.2)  # a person looks before pressing again
    second.wait_for(one_line(STRONG[0])[:25])


@needs_tmux
def test_told_to_end_it_gives_the_terminal_back_and_keeps_the_draft(home: Path, screens: list[Terminal]) -> None:
    terminal = Terminal(home, "play", SCENARIO.name, "--level", "coached")
    screens.append(terminal)
    terminal.wait_for("1 of 4", "Say it")
    terminal.type("What keeps you awake")
    terminal.wait_for("What keeps you awake")
    terminal.tell(signal.SIGTERM)
    assert terminal.ended() == 128 + signal.SIGTERM
    assert terminal.given_back()
    until_drafted(home, "What keeps you awake")


def until_drafted(home: Path, words: str) -> None:
    """Wait for the journal, not for a clock: the promise is a second, the machine may be slow."""
    until = time.monotonic() + 10
    while time.monotonic() < until:
        journals = list(home.glob("*.sqlite"))
        if journals:
            with sqlite3.connect(f"file:{journals[0]}?mode=ro", uri=True) as reader:
                tables = [row[0] for row in reader.execute("select name from sqlite_master where type = 'table'")]
                if "drafts" in tables and words in str(reader.execute("select text from drafts").fetchall()):
                    return
        time.sleep(0.05)
    pytest.fail("the draft was not written down")


@needs_tmux
def test_a_screen_too_small_says_so_and_comes_back(home: Path, screens: list[Terminal]) -> None:
    terminal = Terminal(home, columns=40, rows=12)
    screens.append(terminal)
    terminal.wait_for("This window is 40×12", "Make it larger")
    terminal.resize(100, 30)
    terminal.wait_for("Scenarios", SCENARIO.title)
