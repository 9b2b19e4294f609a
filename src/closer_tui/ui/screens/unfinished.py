"""Rehearsals that were broken off, and can be gone on with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Button, Label
from textual.widgets.option_list import Option

from closer_tui.i18n import _, in_quotes
from closer_tui.journal import SessionInfo
from closer_tui.levels import level_name
from closer_tui.scoring.text import one_line, printable
from closer_tui.ui.screens.deleting import DeleteOneScreen
from closer_tui.ui.screens.dialogs import Dialog
from closer_tui.ui.widgets.choices import Choices
from closer_tui.ui.widgets.footer import Footer
from closer_tui.ui.widgets.phrases import ago, answers, first_words


@dataclass(frozen=True, slots=True)
class BrokenOff:
    """An unfinished rehearsal, and what was being typed in it. `again`: of a retry, the step's name."""

    info: SessionInfo
    draft: str = ""
    again: str = ""


class UnfinishedScreen(Dialog[str | None]):
    """Offers to go on: dismisses with the session's id, or None for later."""

    HELP = _(
        "Every answer is still there, and what you were typing too. What you discard is deleted, once you have said so "
        "twice; of a retry, what you finished before stays in the history."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "resume", _("Go on")),
        Binding("d,delete", "discard", _("Discard")),
        Binding("escape,l", "dismiss(None)", _("Later")),
    ]

    @dataclass
    class Discarded(Message):
        """Delete this one or, where it was finished before, its retry."""

        key: str

    def __init__(self, rehearsals: Sequence[BrokenOff]) -> None:
        super().__init__()
        self._rehearsals = list(rehearsals)

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Label(_("Go on where you left off?"), classes="dialog-title")
            yield Choices(*(Option(_option(each)) for each in self._rehearsals), markup=False)
            with Horizontal(classes="buttons"):
                yield Button(_("Go on"), id="resume", variant="primary", compact=True)
                yield Button(_("Discard"), id="discard", compact=True)
                yield Button(_("Later"), id="later", compact=True)
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        self.query_one(Choices).highlighted = 0
        self.query_one(Choices).focus()

    def on_option_list_option_selected(self) -> None:
        self.action_resume()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        match event.button.id:
            case "resume":
                self.action_resume()
            case "discard":
                self.action_discard()
            case _:
                self.dismiss(None)

    def action_resume(self) -> None:
        row = self.query_one(Choices).highlighted
        if row is not None:
            self.dismiss(self._rehearsals[row].info.id)

    def action_discard(self) -> None:
        row = self.query_one(Choices).highlighted
        if row is None:
            return

        def answered(yes: bool | None) -> None:
            if yes:
                self._discard(row)

        rehearsal = self._rehearsals[row]
        self.app.push_screen(DeleteOneScreen(_option(rehearsal), rehearsal.info.finished is not None), answered)

    def _discard(self, row: int) -> None:
        options = self.query_one(Choices)
        self.post_message(self.Discarded(self._rehearsals.pop(row).info.id))
        options.remove_option_at_index(row)
        if not self._rehearsals:
            self.dismiss(None)
            return
        options.highlighted = min(row, len(self._rehearsals) - 1)
        options.focus()


def _option(rehearsal: BrokenOff) -> Content:
    info = rehearsal.info
    said = answers(info.answers) if info.answers else _("no answer yet")
    if info.finished is not None:
        said = _("a retry")
    parts: list[str | tuple[str, str]] = [
        (printable(info.title), "bold"),
        f"\n{level_name(info.level)} · {ago(info.updated, datetime.now(UTC))} · {said}",
    ]
    if rehearsal.again:
        parts.append("\n" + _("Once more: {step}.").format(step=one_line(rehearsal.again)))
    if rehearsal.draft.strip():
        parts.append("\n" + _("You were writing:"))
        parts.append((f"\n{in_quotes(first_words(rehearsal.draft, 48))}", "italic"))
    return Content.assemble(*parts)
