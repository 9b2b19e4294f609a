"""The keys at the foot of a screen: as many as there is room for, in whole words. The help names them all."""

from __future__ import annotations

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import Screen
from textual.widgets import Footer as TextualFooter

from closer_tui.ui.room import forget_gone

ALWAYS = ("help", "quit")
"""Actions that are named however small the window is; so is what Escape does."""
_CRAMPED, _ROOMY = 2, 3
"""Blanks around the two parts of a key."""


class Footer(TextualFooter):
    """The keys of the screen, in the order of its bindings. Where they don't all fit, first the blanks go, then the
    palette's key, then the last of the others: bind the most important ones first. `compact` and
    `show_command_palette` are chosen by the room there is; a dialog may be made without the palette's key."""

    def __init__(self, *, show_command_palette: bool = True) -> None:
        super().__init__(show_command_palette=show_command_palette)
        self._palette = show_command_palette
        self._drawn: object = None

    async def recompose(self) -> None:
        """Textual asks for it whenever a key might be another, several times as a screen comes up; where none is, to
        draw them all again is the dearest part of it."""
        if self.is_attached and (not self._bindings_ready or self._drawn != self._keys()):
            await super().recompose()

    def compose(self) -> ComposeResult:
        forget_gone(self)  # the keys that were drawn before
        self._drawn = self._keys() if self._bindings_ready else None
        roomy, palette, left_out = self._plan()
        self.set_reactive(TextualFooter.compact, not roomy)
        self.set_class(not roomy, "-compact")
        self.set_reactive(TextualFooter.show_command_palette, palette)
        for key in super().compose():
            if getattr(key, "action", "") not in left_out:
                yield key

    def on_resize(self, event: events.Resize) -> None:
        if self._bindings_ready and self._keys(event.size.width) != self._drawn:
            self.call_after_refresh(self.recompose)

    def _keys(self, width: int = 0) -> tuple[object, ...]:
        """All that what is drawn depends on."""
        active = self.screen.active_bindings.values()
        keys = tuple((each.binding, each.enabled, each.tooltip) for each in active if each.binding.show)
        return keys, self._plan(width)

    def _plan(self, width: int = 0) -> tuple[bool, bool, frozenset[str]]:
        """Whether there is room for all blanks, whether there is for the palette's key, and what is left out."""
        width = width or self.size.width or self.app.size.width
        shown = list(_shown(self.screen).values())
        found = self.screen.active_bindings.get(self.app.COMMAND_PALETTE_BINDING) if self._palette else None
        palette = self._cells(found.binding) if found is not None else 0
        needed = sum(map(self._cells, shown))
        if needed + palette + (_ROOMY - _CRAMPED) * (len(shown) + bool(palette)) <= width:
            return True, bool(palette), frozenset()
        if needed + palette <= width:
            return False, bool(palette), frozenset()
        left_out: set[str] = set()
        for binding in reversed(shown):
            if needed <= width:
                break
            if binding.action.removeprefix("app.") not in ALWAYS and "escape" not in binding.key:
                needed -= self._cells(binding)
                left_out.add(binding.action)
        return False, False, frozenset(left_out)

    def _cells(self, binding: Binding) -> int:
        """What a key and its description take where they are cramped."""
        return cell_len(self.app.get_key_display(binding)) + cell_len(binding.description) + _CRAMPED


def _shown(screen: Screen[object]) -> dict[str, Binding]:
    """What the footer would name, by action: its first key."""
    found: dict[str, Binding] = {}
    for each in screen.active_bindings.values():
        if each.binding.show:
            found.setdefault(each.binding.action, each.binding)
    return found
