"""Going away from whatever is on the screen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol, runtime_checkable

from textual.app import App


@runtime_checkable
class Unsaved(Protocol):
    """A screen that may hold something which leaving would lose."""

    def leave(self, go: Callable[[], object]) -> None:
        """Go, once nothing would be lost that is still wanted; it asks where it has to."""


def leave_all(app: App[Any], go: Callable[[], object]) -> None:
    """Go, once every screen lets go, the one in front first: a try-out may lie over an editor."""
    holding = [screen for screen in reversed(app.screen_stack) if isinstance(screen, Unsaved)]

    def onward(left: Sequence[Unsaved]) -> None:
        if left:
            left[0].leave(lambda: onward(left[1:]))
        else:
            go()

    onward(holding)
