"""From a scenario that comes with closer to one's own, with real keys on the real screen."""

from __future__ import annotations

import time
from pathlib import Path

from tests.journeys.terminal import Terminal, needs_tmux

from closer_tui.scenario.library import library

FIRST = library(None)[0]


def in_a_copy(home: Path, screens: list[Terminal]) -> Terminal:
    """The program with its first scenario copied, and the copy open in the editor."""
    terminal = Terminal(home)
    screens.append(terminal)
    terminal.wait_for("Scenarios", FIRST.title)
    terminal.press("e")
    terminal.wait_for("Copy it, and edit the copy?")
    terminal.press("Enter")
    return terminal


@needs_tmux
def test_copy_a_scenario_break_a_line_repair_it_save_it_and_play_it(home: Path, screens: list[Terminal]) -> None:
    terminal = in_a_copy(home, screens)
    file = home / "scenarios" / f"{FIRST.name}-copy.toml"
    terminal.wait_for(f"{file.name}  saved", "Problems: none")

    for _ in FIRST.path.read_text(encoding="utf-8").splitlines():
        if "difficulty" in terminal.screen().split("┗")[0]:
            break
        terminal.press("Down")
    terminal.type("x")
    terminal.wait_for("not saved", "✗ error")
    terminal.press("F8")
    terminal.wait_for("✗", "S0", "→")
    assert "x" in terminal.screen()
    terminal.press("F5")
    terminal.wait_for("It can't be played before this is put right")
    terminal.press("C-z")
    terminal.wait_for("Problems: none")

    terminal.press("C-Home")
    terminal.type("# mine now")
    terminal.press("Enter")
    terminal.wait_for("● not saved")
    terminal.press("C-s")
    terminal.wait_for(f"{file.name}  saved")
    assert "# mine now\n" in file.read_text(encoding="utf-8")

    terminal.press("F5")
    assert FIRST.scenario is not None
    terminal.wait_for("1 of", "Say it", FIRST.scenario.interviewer.name)
    terminal.press("Escape")
    terminal.wait_for(f"{file.name}  saved")
    terminal.press("Escape")
    terminal.wait_for("Scenarios", "yours")
    terminal.type("q")
    assert terminal.ended() == 0 and terminal.given_back()


@needs_tmux
def test_what_was_being_written_when_the_program_was_killed_is_offered_again(
    home: Path, screens: list[Terminal]
) -> None:
    terminal = in_a_copy(home, screens)
    terminal.wait_for("Problems: none")
    terminal.type("# half a thought")
    terminal.wait_for("# half a thought", "not saved")
    until = time.monotonic() + 30
    while not any("half a thought" in each.read_text() for each in (home / "drafts").glob("*.json")):
        assert time.monotonic() < until, "what was written is not kept"
        time.sleep(0.05)
    terminal.kill()

    folder = home / "scenarios"
    again = Terminal(home, "play", str(folder))
    screens.append(again)
    again.wait_for("Scenarios", "yours")
    again.press("e")
    again.wait_for("Go on with what was not saved?")
    again.press("Enter")
    again.wait_for("# half a thought", "not saved")
    again.press("C-s")
    again.wait_for("  saved")
    assert "# half a thought" in next(folder.glob("*.toml")).read_text(encoding="utf-8")
