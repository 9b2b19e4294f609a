"""The styles of the screens: home's are read at the start, the others when there is time, or when they are needed."""

from __future__ import annotations

from pathlib import Path, PurePath
from typing import Any, ClassVar

from textual.screen import Screen

from closer_tui.ui.toasts import Toasts

_FOLDER = Path(__file__).parent
FIRST = ("app.tcss", "screens/home.tcss")
LATER = (
    "screens/rehearsal.tcss",
    "screens/debrief.tcss",
    "screens/compare.tcss",
    "screens/rating.tcss",
    "screens/editor.tcss",
    "screens/email.tcss",
    "screens/history.tcss",
    "screens/prepare.tcss",
    "screens/progress.tcss",
    "screens/sheet.tcss",
    "screens/trying.tcss",  # of a widget that any screen may show
)
"""Read in this order, which is the order in which their rules count."""


class Styled(Toasts):
    """A program of many screens whose first one is not kept waiting by the styles of the others.

    They are no `CSS_PATH` of the screens: for one of those Textual reads all styles of the program again."""

    CSS_PATH: ClassVar[list[str | PurePath]] = [_FOLDER / name for name in FIRST]

    def __init__(self) -> None:
        super().__init__()
        self._unread = list(LATER)

    def read_styles(self) -> None:
        """Read what is left, a file at a time with whatever else is to be done between."""
        if self._unread:
            self._read_next()
            self.stylesheet.parse()
            self.set_timer(0.02, self.read_styles)

    def _read_next(self) -> None:
        self.stylesheet.read(_FOLDER / self._unread.pop(0))

    def _load_screen_css(self, screen: Screen[Any]) -> None:
        """Called by Textual for each screen that is pushed, before it is composed."""
        while self._unread:
            self._read_next()
        super()._load_screen_css(screen)
        as_wide_as_it_is(screen)


def as_wide_as_it_is(screen: Screen[Any]) -> None:
    """Give a screen the class of its width before its first paint: Textual does it with the first change of size, after
    which everything is painted a second time."""
    for least, name in sorted(screen.HORIZONTAL_BREAKPOINTS or (), reverse=True):
        if screen.app.size.width >= least:
            screen.add_class(name)
            return
