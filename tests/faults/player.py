"""A player to be killed: `player.py JOURNAL SCENARIO COUNT`.

It says "ready" before it opens the journal, then the id of its rehearsal, then the number of each answer and
(after "d") of each draft once the journal has it. When all are in, it holds its claim until standard input ends.
"""

from __future__ import annotations

import sys
from pathlib import Path

from closer_tui.events import AnswerGiven
from closer_tui.journal import Draft, Journal
from closer_tui.scenario.load import load_text


def main(path: str, scenario: str, count: str) -> None:
    small = load_text(Path(scenario).read_text(encoding="utf-8"), "small")
    print("ready", flush=True)
    with Journal.open(Path(path)) as journal:
        session = journal.begin(small, "coached")
        print(session, flush=True)
        for number in range(int(count)):
            journal.save_draft(session, Draft(f"draft {number}"))
            print(f"d{number}", flush=True)
            journal.append(session, AnswerGiven(f"answer {number} " + "word " * (number % 7 * 400), float(number)))
            print(number, flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    main(*sys.argv[1:])
