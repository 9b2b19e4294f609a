"""Python's collector of cycles, at the pace of a program with a screen.

Out of the box it looks through the young objects at every 700 of them, and now and then through all that there are: a
start, which makes hundreds of thousands that stay, takes longer by it, and later a key that meets a look through all
waits for 0.1 s (measured: the worst of 200 pages down in a history of 20,000 rehearsals).
"""

from __future__ import annotations

import gc


def in_a_hurry() -> None:
    """Look less often. For a process that is a command of this program, never for one that only imports it."""
    gc.set_threshold(20_000, 20, 100)


def settled() -> None:
    """What is there now stays until the end, and is never looked through again; what comes after is looked through in
    pieces that no frame waits for: a millisecond, and now and then ten. Called once, when all is started."""
    gc.freeze()
    gc.set_threshold(5_000, 10, 20)
