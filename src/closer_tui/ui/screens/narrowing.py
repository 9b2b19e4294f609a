"""Which one of a few: the scenario, level or move that a list is narrowed to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Label, OptionList
from textual.widgets.option_list import Option

from closer_tui.i18n import _
from closer_tui.report_words import one_line
from closer_tui.ui.screens.dialogs import Dialog
from closer_tui.ui.widgets.choices import Choices
from closer_tui.ui.widgets.footer import Footer


class NarrowScreen(Dialog[int | None]):
    """Offers choices, of which one is in force; dismissed with the index of another one, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", _("Choose")),
        Binding("escape", "dismiss(None)", _("Back")),
    ]

    def __init__(self, question: str, choices: Sequence[str], now: int) -> None:
        super().__init__()
        self._question = question
        self._choices = choices
        self._now = now

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Label(self._question, classes="dialog-title")
            yield Choices(*(Option(Content(one_line(each))) for each in self._choices), markup=False)
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        choices = self.query_one(Choices)
        choices.highlighted = self._now
        choices.focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option_index)

    def action_choose(self) -> None:
        self.query_one(Choices).action_select()
