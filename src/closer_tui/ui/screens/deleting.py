"""What is deleted is gone: it is asked twice, and the second time otherwise than the first."""

from __future__ import annotations

from typing import ClassVar

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, Input, Label, Static

from closer_tui.i18n import _, figure, ngettext
from closer_tui.ui.screens.dialogs import Dialog
from closer_tui.ui.widgets.answer import OneLine
from closer_tui.ui.widgets.footer import Footer
from closer_tui.ui.widgets.phrases import rehearsals

WORD = _("delete all")
"""What is to be written, in the language of the question."""


class DeleteOneScreen(Dialog[bool]):
    """Asks whether to delete a rehearsal, or its `retry`: True to do it. The key of the second question is another one,
    so that a key held down for too long deletes nothing."""

    HELP = _("Nothing brings it back once it is deleted. Escape keeps it.")

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,n", "dismiss(False)", _("Keep it")),
        Binding("y", "sure", _("Yes, delete")),
        Binding("d", "delete", _("Delete for good")),
        Binding("left,right,up,down", "app.focus_next", _("Switch"), show=False),
    ]

    def __init__(self, what: Content, retry: bool = False) -> None:
        super().__init__()
        self._what = what
        self._retry = retry
        self._sure = False

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            title = _("Delete this retry?") if self._retry else _("Delete this rehearsal?")
            yield Label(title, classes="dialog-title")
            yield Static(self._what, markup=False)
            yield Static("", id="again", markup=False)
            with Horizontal(classes="buttons"):
                yield Button(_("Keep it"), id="keep", variant="primary", compact=True)
                yield Button(_("Delete"), id="delete", compact=True)
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        self.query_one("#again").display = False

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        if action in ("sure", "delete"):
            return self._sure == (action == "delete")
        return True

    def action_sure(self) -> None:
        self._sure = True
        again = self.query_one("#again", Static)
        what = _("\nIts words, its reports and its emails leave the journal for good. Press d to delete it.")
        if self._retry:
            what = _("\nIts words leave the journal for good. What you finished before stays. Press d to delete it.")
        again.update(what)
        again.display = True
        delete, label = self.query_one("#delete", Button), _("Delete for good")
        delete.label = label
        delete.styles.width = cell_len(label) + 2 + delete.gutter.width  # else as its first label
        self.query_one("#keep", Button).focus()
        self.refresh_bindings()

    def action_delete(self) -> None:
        self.dismiss(True)

    def on_button_pressed(self, event: Button.Pressed) -> None:
        if event.button.id == "keep":
            self.dismiss(False)
        elif self._sure:
            self.dismiss(True)
        else:
            self.action_sure()


class DeleteAllScreen(Dialog[bool]):
    """Asks whether to delete every rehearsal, and then for a word: True to do it."""

    HELP = _("Nothing brings them back once they are deleted. Escape keeps them.")

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(False)", _("Keep them")),
        Binding("y", "sure", _("Yes, delete all")),
    ]

    def __init__(self, finished: int, others: int) -> None:
        super().__init__()
        which = rehearsals(finished)
        if others:
            also = ngettext(
                "{rehearsals}, and {n} that was not finished", "{rehearsals}, and {n} that were not finished", others
            )
            which = also.format(rehearsals=which, n=figure(others))
        what = _("{which}: their words, reports and emails leave the journal for good, whatever the list shows now.")
        self._what = what.format(which=which)
        self._sure = False

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Label(_("Delete every rehearsal?"), classes="dialog-title")
            yield Static(self._what, markup=False)
            yield Static("\n" + _("To do it, write: {word}").format(word=WORD), id="again", markup=False)
            yield OneLine(id="word", compact=True)
            with Horizontal(classes="buttons"):
                yield Button(_("Keep them"), id="keep", variant="primary", compact=True)
                yield Button(_("Delete all"), id="delete", compact=True)
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        self.query_one("#again").display = False
        self.query_one("#word").display = False
        self.query_one("#keep").focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        return action != "sure" or not self._sure

    def action_sure(self) -> None:
        self._sure = True
        for id in ("#again", "#word"):
            self.query_one(id).display = True
        self.query_one("#delete").display = False
        self.query_one("#word").focus()
        self.refresh_bindings()

    @on(Input.Submitted)
    def _written(self, event: Input.Submitted) -> None:
        # The command asks for the English word in every language: whoever writes that means the same.
        self.dismiss(event.value.strip().casefold() in (WORD.casefold(), "delete all"))

    def on_button_pressed(self, event: Button.Pressed) -> None:
        if event.button.id == "keep":
            self.dismiss(False)
        else:
            self.action_sure()
