"""A list to pick from whose Enter belongs to the screen, so that footer, help and palette name it."""

from __future__ import annotations

from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.binding import Binding, BindingType
from textual.strip import Strip
from textual.widgets import OptionList

from closer_tui.i18n import _

BAR, THIN_BAR = "▌", "▏"
"""At the left of the row that is chosen: where the keys are, and where they are not. Colour is only a help."""


def barred(strip: Strip, has_focus: bool) -> Strip:
    """A line of the row that is chosen, with the bar in its first cell, which is blank."""
    first = next(iter(strip), None)
    if first is None or not first.text.startswith(" "):
        return strip
    bar = Strip([Segment(BAR if has_focus else THIN_BAR, first.style)], 1)
    return Strip.join([bar, strip.crop(1)])


class Choices(OptionList, inherit_bindings=False):
    """Moves with the arrows (and j, k). A click on a row highlights it, a click on the highlighted row picks it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "cursor_down", _("Down"), show=False),
        Binding("up,k", "cursor_up", _("Up"), show=False),
        Binding("home", "first", _("First"), show=False),
        Binding("end", "last", _("Last"), show=False),
        Binding("pageup", "page_up", _("Page up"), show=False),
        Binding("pagedown", "page_down", _("Page down"), show=False),
    ]

    def render_line(self, y: int) -> Strip:
        strip = super().render_line(y)
        line = self.scroll_offset.y + y
        here = line < len(self._lines) and self._lines[line][0] == self.highlighted
        return barred(strip, self.has_focus) if here else strip

    async def _on_click(self, event: events.Click) -> None:
        event.prevent_default()
        clicked: int | None = event.style.meta.get("option")
        if clicked is None or self.get_option_at_index(clicked).disabled:
            return
        if clicked == self.highlighted:
            self.action_select()
        self.highlighted = clicked
