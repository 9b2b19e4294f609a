"""Going away from whatever is on the screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol, runtime_checkable

from textual.app import App


@runtime_checkable
class Unsaved(Protocol):
    """A screen that may hold something which leaving would lose."""

    def leave(self, go: Callable[[], object]) -> None:
        """Go, once nothing would be lost that is still wanted; it asks where it has to."""


def leave_all(app: App[Any], go: Callable[[], object]) -> None:
    """Go, once every screen beneath lets go."""
    holding = next((screen for screen in reversed(app.screen_stack) if isinstance(screen, Unsaved)), None)
    if holding is None:
        go()
    else:
        holding.leave(go)
