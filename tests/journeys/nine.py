"""Nine rehearsals by somebody who follows what home suggests and gets better: with real keys, a night between two.

`python -m tests.journeys.nine HOME` plays them and leaves everything in HOME, to be looked at with CLOSER_HOME=HOME.
"""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from tests.journeys.terminal import Terminal

from closer_tui.rehearsal import Level
from closer_tui.scenario.library import find
from closer_tui.scenario.model import SampleLevel, Scenario, Step
from closer_tui.scoring.rubric import Move
from closer_tui.scoring.text import count_words

HowWell = dict[Move, SampleLevel]
WELL: HowWell = {"questions": "strong", "value": "strong", "interest": "strong", "email": "strong"}
HOW_WELL: tuple[HowWell, ...] = (
    {"questions": "weak", "value": "weak", "interest": "weak", "email": "weak"},
    {"questions": "middling", "value": "weak", "interest": "weak", "email": "middling"},
    {"questions": "middling", "value": "middling", "interest": "weak", "email": "middling"},
    {"questions": "strong", "value": "middling", "interest": "weak", "email": "middling"},
    {"questions": "strong", "value": "strong", "interest": "middling", "email": "strong"},
    *([WELL] * 4),
)
"""Which of a scenario's sample answers the candidate gives, run after run: they keep forgetting to say that they want
the job until they are told so often enough."""


@dataclass(frozen=True, slots=True)
class Run:
    """One rehearsal: what home suggested, and the screens of home and of the report."""

    scenario: str
    level: Level
    why: str
    home: str
    report: str


def rehearse(home: Path, how_well: HowWell) -> Run:
    """Open closer, begin what it suggests, answer every step, read the report, and leave."""
    suggested = json.loads(closer(home, "next", "--json"))
    scenario: Scenario = find(suggested["scenario"])
    terminal = Terminal(home)
    try:
        at_home = terminal.wait_for("Scenarios", f"Next: {scenario.title}" if any(home.glob("*.sqlite")) else "Next")
        terminal.press("n")
        terminal.wait_for("How much help would you like?")
        terminal.press("Enter")
        if suggested["level"] == "silent":
            _say_all(terminal, scenario, how_well)
        else:
            _answer_each(terminal, scenario, how_well)
        terminal.wait_for("See the report")
        terminal.press("Enter")
        report = terminal.wait_for("of 100", "Retry")
        terminal.press("Escape")
        terminal.wait_for("Scenarios")
        terminal.press("q")
        assert terminal.ended() == 0
    finally:
        terminal.close()
    return Run(scenario.name, suggested["level"], suggested["why"], at_home, report)


def a_night_passes(home: Path) -> None:
    """Everything that was rehearsed lies a day further back."""
    times = {"sessions": ("started", "updated", "finished"), "events": ("at",), "reports": ("at",)}
    (journal,) = home.glob("*.sqlite")
    with closing(sqlite3.connect(journal)) as db:
        for table, columns in times.items():
            for column in columns:
                for row, then in db.execute(
                    f"SELECT rowid, {column} FROM {table} WHERE {column} IS NOT NULL"
                ).fetchall():
                    earlier = datetime.fromisoformat(then) - timedelta(days=1)
                    moved = earlier.isoformat(timespec="microseconds")
                    db.execute(f"UPDATE {table} SET {column} = ? WHERE rowid = ?", (moved, row))
        db.commit()


def closer(home: Path, *arguments: str) -> str:
    """What a command prints."""
    environment = {**os.environ, "CLOSER_HOME": str(home)}
    command = [sys.executable, "-m", "closer_tui", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout


def _sample(step: Step, how_well: HowWell) -> str:
    sample = step.sample(how_well.get(step.move, how_well["value"]))
    assert sample is not None
    return " ".join(sample.text.split())


def _answer_each(terminal: Terminal, scenario: Scenario, how_well: HowWell) -> None:
    for number, step in enumerate(scenario.steps, 1):
        if step.move == "email":
            _send(terminal, scenario, _sample(step, how_well))
        else:
            terminal.wait_for(f"{number} of {len(scenario.steps)}", "Say it")
            _say(terminal, _sample(step, how_well))


def _say_all(terminal: Terminal, scenario: Scenario, how_well: HowWell) -> None:
    for step in scenario.steps:
        if step.move == "email":
            terminal.wait_for("Say it", "nothing yet")
            terminal.press("F5")
            terminal.wait_for("Press it again")
            terminal.press("F5")
            _send(terminal, scenario, _sample(step, how_well))
        else:
            terminal.wait_for("Say it", "nothing yet")
            _say(terminal, _sample(step, how_well))


def _say(terminal: Terminal, text: str) -> None:
    terminal.type(text)
    said = f"{count_words(text)} words"
    terminal.wait_for(said)
    for _ in range(20):  # while the answer before is judged, nothing new is said yet
        terminal.press("Enter")
        time.sleep(0.3)
        if said not in terminal.screen():
            return
    raise AssertionError(terminal.screen())


def _send(terminal: Terminal, scenario: Scenario, text: str) -> None:
    terminal.wait_for("Subject", "Send")
    terminal.type(scenario.interviewer.email or "somebody@company.example")
    terminal.press("Tab")
    terminal.type("Thank you for today")
    terminal.press("Tab")
    terminal.type(text)
    terminal.wait_for(f"{count_words(text)} words")
    terminal.press("C-s")


def main(home: Path) -> None:
    for number, how_well in enumerate(HOW_WELL, 1):
        if number > 1:
            a_night_passes(home)
        run = rehearse(home, how_well)
        print(f"{number}  {run.scenario}, {run.level}: {run.why}", flush=True)
    print(closer(home, "history"))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
