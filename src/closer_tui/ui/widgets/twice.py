"""What can't be taken back is done at the second press of its key."""

from __future__ import annotations

import time

SECONDS = 4.0
"""How long the second press may take."""


class Twice:
    """Remembers the first press."""

    def __init__(self) -> None:
        self._what, self._at = "", 0.0

    def confirmed(self, what: str) -> bool:
        """Whether this press is the second one, in time, for the same thing."""
        now = time.monotonic()
        second = self._what == what and now - self._at <= SECONDS
        self._what, self._at = ("", 0.0) if second else (what, now)
        return second
