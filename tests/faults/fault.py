"""A fault that is made many times over, and what has to hold every time: for the suite a few times, for
`python -m tests.faults.counts` as often as was promised."""

from __future__ import annotations

import sqlite3
import tempfile
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

Once = Callable[[int, Path], str]
"""Makes the fault once, by the seed, in an empty folder, and says in a word or two what came of it. Raises
AssertionError, or whatever the program raised that it must not, where the promise was broken."""


@dataclass(frozen=True)
class Fault:
    """`what` is done, `holds` what is promised, `times` how often the command makes it."""

    what: str
    holds: str
    times: int
    once: Once


@dataclass(frozen=True)
class Count:
    """How a fault went. `broken`: the seeds where the promise did not hold, and why."""

    made: int
    came: Counter[str]
    broken: dict[int, str]

    @property
    def held(self) -> int:
        return self.made - len(self.broken)


def made(fault: Fault, seeds: range, told: Callable[[int], None] = lambda _: None) -> Count:
    """Make the fault once for every seed; `told` hears after each how many there were."""
    came: Counter[str] = Counter()
    broken: dict[int, str] = {}
    for number, seed in enumerate(seeds, 1):
        with tempfile.TemporaryDirectory(prefix="closer-fault-") as folder:
            try:
                came[fault.once(seed, Path(folder))] += 1
            except (Exception, BaseExceptionGroup) as error:
                broken[seed] = f"{type(error).__name__}: {error}"
            except BaseException as error:  # pytest's own "failed" is no Exception
                if type(error).__name__ != "Failed":
                    raise
                broken[seed] = str(error)
        told(number)
    return Count(len(seeds), came, broken)


def integrity(file: Path) -> str:
    """What SQLite says of the whole file."""
    with closing(sqlite3.connect(file)) as db:
        return str(db.execute("PRAGMA integrity_check").fetchone()[0])
