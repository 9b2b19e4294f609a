"""How often each fault was made, and how often what is promised held: `python -m tests.faults.counts [SHARE]`.

With SHARE (such as 0.1) each is made that much as often. Nothing but a broken promise makes the exit status 1.
"""

from __future__ import annotations

import logging
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tests.faults.fault import Count, Fault, made

HERE = Path(__file__).parent
ENGLISH = {"CLOSER_LANGUAGE": "en"}


def faults() -> tuple[Fault, ...]:
    """All that are made at random; imported late, so that the language is chosen before."""
    from tests.faults import clocks, damage, kills, writer_killed

    whole = "nothing acknowledged is lost, the journal opens, integrity_check says ok"
    aside = "read, or set aside whole; it goes on"
    return (
        Fault("kill -9 of the interface, at a random moment of a rehearsal", whole, 100, kills.killed_on_screen),
        Fault("kill -9 of the plain mode, at a random moment of a rehearsal", whole, 100, kills.killed_in_lines),
        Fault("kill -9 of what writes the journal, at full speed", whole, 200, writer_killed.writer_killed),
        Fault("the journal damaged at random bytes", aside, 500, damage.journal_damaged),
        Fault("the settings damaged at random bytes", "told of, never lost; it goes on", 200, damage.settings_damaged),
        Fault("a draft of the editor damaged at random bytes", aside, 200, damage.draft_damaged),
        Fault("the memory of scenarios damaged at random bytes", "the same list", 50, damage.memory_damaged),
        Fault("five rehearsals while the clock jumps", "no negative time; an order", 100, clocks.clock_jumped),
    )


SUITES = (
    ("told to end, hung up, Ctrl-C, Ctrl-Z and back", "test_told_to_end.py"),
    ("killed while it starts; killed import and rescoring", "test_program_killed.py test_import_killed.py "
     "test_rescoring_killed.py test_journal_killed.py"),
    ("a full disk, a read-only home, whatever is saved there", "test_full_disk.py test_journal_disk.py"),
    ("the journal locked for long; two programs at once", "test_journal_locked.py test_two_at_once.py"),
    ("another file, a folder, nothing, a newer journal in its place", "test_journal_damaged.py"),
    ("windows dragged about; what is typed and pasted", "test_resize_storms.py test_typed_storms.py test_growth.py"),
    ("the speech process killed, hung, flooding", "test_voice_storms.py ../speech"),
)  # fmt: skip
"""Faults that are made one by one, each a test of its own."""


def main(share: float = 1.0) -> int:
    broken = 0
    logging.lastResort = None  # what is logged of each stands in the table in short
    print(f"{'fault':62} {'made':>5} {'held':>5} {'s':>6}  what held, and what came of it", flush=True)
    for fault in faults():
        since = time.monotonic()
        count = made(fault, range(max(1, round(fault.times * share))), _progress(fault.what))
        broken += len(count.broken)
        print(
            _row(fault.what, count.made, count.held, time.monotonic() - since, f"{fault.holds} ({_came(count)})"),
            flush=True,
        )
        for seed, why in count.broken.items():
            print(f"    seed {seed}: {' '.join(why.split())[:300]}", flush=True)
    for what, files in SUITES:
        since = time.monotonic()
        tests, held, skipped = _run(files.split())
        broken += tests - held
        rest = f"a test for each{f'; {skipped} could not be made here' if skipped else ''}"
        print(_row(what, tests, held, time.monotonic() - since, rest), flush=True)
    return 1 if broken else 0


def _row(what: str, times: int, held: int, seconds: float, rest: str) -> str:
    return f"\r{what:62} {times:5} {held:5} {seconds:6.0f}  {rest}"


def _came(count: Count) -> str:
    return ", ".join(f"{came} {times}" for came, times in count.came.most_common())


def _progress(what: str) -> Callable[[int], None]:
    def told(number: int) -> None:
        if sys.stderr.isatty():
            print(f"\r{what:62} {number:5}", end="", file=sys.stderr, flush=True)

    return told


def _run(files: list[str]) -> tuple[int, int, int]:
    """How many tests of these files there are, how many hold, and how many could not be made."""
    there = [str(HERE / each) for each in files if (HERE / each).exists()]
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *there]
    root = HERE.parent.parent
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=root, env={**os.environ, **ENGLISH})
    numbers = {word: int(number) for number, word in re.findall(r"(\d+) (passed|failed|skipped|error)", done.stdout)}
    bad = numbers.get("failed", 0) + numbers.get("error", 0)
    held = numbers.get("passed", 0)
    if bad or not held:
        print(done.stdout[-2000:], file=sys.stderr)
    return held + bad + (not held), held, numbers.get("skipped", 0)


if __name__ == "__main__":
    os.environ.update(ENGLISH)
    sys.exit(main(*map(float, sys.argv[1:2])))
