"""A screen that is left once, however fast the keys come, and takes no other with it."""

from __future__ import annotations

from collections.abc import Callable
from inspect import isawaitable
from typing import Generic, TypeVar

from textual import events
from textual.await_complete import AwaitComplete
from textual.dom import DOMNode
from textual.geometry import Size
from textual.screen import Screen

Result = TypeVar("Result")


def forget_gone(watched: DOMNode) -> None:
    """Let go of widgets that are no more. Textual holds whatever watches a value of a node (each text box the theme of
    the program, each key of a footer whether it is compact), with all its words, until that value changes."""
    for watching in getattr(watched, "__watchers", {}).values():
        watching[:] = [each for each in watching if not each[0]._closing]


def is_there(node: DOMNode) -> bool:
    """Whether it is on a screen of a program that goes on, and what it holds can be looked for."""
    return node.is_attached and not node._closing


def once_drawn(node: DOMNode, do: Callable[..., object], *given: object) -> None:
    """Call this after the next paint, unless the node is gone by then: Textual calls it all the same, and what it looks
    for is no more."""

    async def unless_gone() -> None:
        if is_there(node):
            done = do(*given)
            if isawaitable(done):
                await done

    node.call_after_refresh(unless_gone)


class Room(Screen[Result], Generic[Result]):
    """Textual's own screen, told to go, takes away whichever screen is in front: a second Enter, or a file that is
    written at last while something covers the screen, would take the wrong one, and end the program on the last.
    Textual reads styles along the first base of each class: beside a screen of another kind this one comes second."""

    _gone: tuple[Result | None] | None = None  # the result with which it goes once nothing covers it

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        stack = self.app.screen_stack
        if len(stack) == 1:  # home stays
            return AwaitComplete()
        if self is stack[-1]:
            return super().dismiss(result)
        if self in stack:
            self._gone = (result,)
        return AwaitComplete()

    async def _on_resize(self, event: events.Resize) -> None:
        """One that comes late, of a size that the window no longer has, is passed over: Textual would go back to it
        and tell itself of that, while the next one does the same, for ever."""
        if event.size != self.app.size:
            event.prevent_default()
            event.stop()

    def _screen_resized(self, size: Size) -> None:  # noqa: ARG002 - it may be one that the window no longer has
        super()._screen_resized(self.app.size)

    def _on_screen_resume(self, event: events.ScreenResume) -> None:  # noqa: ARG002 - as Textual has it
        self.call_later(self._go_at_last)

    def _go_at_last(self) -> None:
        if self._gone is not None:
            self.dismiss(self._gone[0])

    async def _on_unmount(self) -> None:  # type: ignore[override]
        for signal in (self.app.app_suspend_signal, self.app.app_resume_signal, self.app.theme_changed_signal):
            signal.unsubscribe(self)  # held as those that watch are
        forget_gone(self.app)
