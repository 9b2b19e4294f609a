"""Python's collector of cycles, at the pace of a program with a screen.

Out of the box it looks through the young objects at every 700 of them, and now and then through all: to start, which
makes a million that stay, takes a third longer by it, and later a key that meets a look through all waits 0.1 s.
"""

from __future__ import annotations

import gc

YOUNG = 20_000
"""Objects made before the young ones are looked through: 2 ms, some megabytes of garbage at most."""


def in_a_hurry() -> None:
    """Look less often. For a process that is a command of this program, never for one that only imports it."""
    gc.set_threshold(YOUNG, 20, 100)


def settled() -> None:
    """What is there now stays until the end: it is never looked through again. Called once, when all is started."""
    gc.freeze()
