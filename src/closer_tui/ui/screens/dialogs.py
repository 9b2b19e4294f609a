"""The small questions that are asked over a screen."""

from __future__ import annotations

from typing import ClassVar, Generic, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Button, Label, Static

from closer_tui.i18n import _
from closer_tui.scoring.text import printable
from closer_tui.ui.room import Room
from closer_tui.ui.theme import WIDTHS
from closer_tui.ui.widgets.footer import Footer

Result = TypeVar("Result")


class Dialog(ModalScreen[Result], Room[Result], Generic[Result]):
    """A question in a box in the middle of the screen, with its keys in the footer."""

    HELP = ""
    HORIZONTAL_BREAKPOINTS = WIDTHS
    SPEAKS_FOR_ITSELF: ClassVar[bool] = False
    """There is nothing to be told of its keys."""


class LeaveScreen(Dialog[bool]):
    """Asks whether to leave the rehearsal: True to go. `kept`: it can be gone on with later."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(False)", _("Stay")),
        Binding("l,y", "dismiss(True)", _("Leave")),
        Binding("left,right,up,down", "app.focus_next", _("Switch"), show=False),
    ]

    def __init__(self, title: str, kept: bool) -> None:
        super().__init__()
        what = (
            _("{scenario} is kept with every word, and offered to you again.")
            if kept
            else _("{scenario} could not be kept: its words are lost.")
        )
        self._what = what.format(scenario=printable(title))

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Label(_("Leave this rehearsal?"), classes="dialog-title")
            yield Static(self._what, markup=False)
            with Horizontal(classes="buttons"):
                yield Button(_("Leave"), id="leave", variant="primary", compact=True)
                yield Button(_("Stay"), id="stay", compact=True)
        yield Footer(show_command_palette=False)

    def on_button_pressed(self, event: Button.Pressed) -> None:
        self.dismiss(event.button.id == "leave")


class PauseScreen(Dialog[None]):
    """Covers the rehearsal while its clock stands. `kept`: what is written would outlive the program."""

    HELP = _("The clock stands still. Any of the keys below goes on.")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f4,ctrl+o,enter,space,escape", "dismiss(None)", _("Go on")),
    ]

    def __init__(self, at: str, kept: bool) -> None:
        super().__init__()
        self._at = at
        self._what = (
            _("The clock stands still. What you wrote is kept and covered.")
            if kept
            else _("The clock stands still. What you wrote is covered; it can't be kept once you leave.")
        )

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Label(_("Paused at {time}").format(time=self._at), classes="dialog-title")
            yield Static(self._what, markup=False)
            with Horizontal(classes="buttons"):
                yield Button(_("Go on"), variant="primary", compact=True)
        yield Footer(show_command_palette=False)

    def on_button_pressed(self) -> None:
        self.dismiss(None)


class SmallScreen(Dialog[None]):
    """Says that the terminal is too small, until it is not."""

    SPEAKS_FOR_ITSELF = True

    def __init__(self, width: int, height: int, least: tuple[int, int]) -> None:
        super().__init__()
        self._words = _too_small(width, height, least)
        self._least = least

    def on_screen_resume(self) -> None:
        """Covered for a while, it may come back to a window that has grown."""
        self.call_later(self._look)

    def _look(self) -> None:
        width, height = self.app.size
        if width >= self._least[0] and height >= self._least[1]:
            self.dismiss(None)

    def compose(self) -> ComposeResult:
        yield Static(self._words, id="words", markup=False)

    def _forward_event(self, event: events.Event) -> None:
        """Whoever went on typing as the window shrank finds their words where they were meant to go: at once, for what
        waits for a screen that goes is lost."""
        if isinstance(event, events.Paste) or (isinstance(event, events.Key) and event.is_printable):
            from textual.widgets import Input, TextArea  # home's first paint needs neither

            writing = self.app.screen_stack[-2].focused
            if isinstance(writing, TextArea | Input):
                writing._forward_event(event)
                return
        super()._forward_event(event)

    def say(self, width: int, height: int, least: tuple[int, int]) -> None:
        """What is there, and what is needed."""
        self._least = least
        self.query_one("#words", Static).update(_too_small(width, height, least))


def _too_small(width: int, height: int, least: tuple[int, int]) -> str:
    size, needed = f"{width}×{height}", f"{least[0]}×{least[1]}"
    return _("This window is {size}, and closer needs {needed}.\nMake it larger; nothing is lost.").format(
        size=size, needed=needed
    )
