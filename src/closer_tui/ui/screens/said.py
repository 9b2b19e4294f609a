"""What was said in the rehearsal, to write the email against: shown over it on one key, never put into it."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Label, Static

from closer_tui.i18n import _
from closer_tui.practice.reminders import said, said_lines
from closer_tui.rehearsal import State
from closer_tui.ui.screens.dialogs import Dialog
from closer_tui.ui.widgets.footer import Footer


class SaidScreen(Dialog[None]):
    """Names as they are spelt, what was asked and what was brought, in the candidate's own words."""

    HELP = _("Facts of this rehearsal, in your own words. Nothing of it is written into the email for you.")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,f5,ctrl+g", "dismiss(None)", _("Back to the email")),
    ]

    def __init__(self, state: State) -> None:
        super().__init__()
        self._parts = said_lines(said(state))

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Label(_("What was said"), classes="dialog-title")
            with VerticalScroll(id="said"):
                for heading, lines in self._parts:
                    yield Label(heading, classes="said-heading", markup=False)
                    for line in lines:
                        yield Static(Content(line), classes="said-line")
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        self.query_one("#said").focus()
