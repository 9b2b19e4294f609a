"""The ways of an email out of the tool that ask or show something: the file of a draft, and a link to be followed."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.style import Style
from textual.widgets import Input, Label, Static

from closer_tui.files import reason
from closer_tui.i18n import _
from closer_tui.practice.notes import PersonNote
from closer_tui.practice.outbox import free_name, save_draft
from closer_tui.report_words import one_line
from closer_tui.ui.screens.dialogs import Dialog
from closer_tui.ui.widgets.answer import OneLine
from closer_tui.ui.widgets.footer import Footer


class DraftFileScreen(Dialog[Path | None]):
    """Asks for the file's name and saves the draft. Dismissed with its path, or None."""

    HELP = _("Mail programs open the file as a draft, ready to be read again and sent. Nothing is ever replaced.")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "save", _("Save"), priority=True),
        Binding("escape", "dismiss(None)", _("Back")),
    ]

    def __init__(self, note: PersonNote, folder: Path) -> None:
        super().__init__()
        self._note = note
        self._folder = folder

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Label(_("Save the email as a draft"), classes="dialog-title")
            where = one_line(str(self._folder.absolute()))
            yield Static(
                _("In {folder}, or write another place:").format(folder=where),
                classes="dialog-question",
                markup=False,
            )
            yield OneLine(free_name(self._folder, self._note.person.name), compact=True, select_on_focus=False)
            yield Static("", id="trouble", markup=False)
        yield Footer(show_command_palette=False)

    @on(Input.Changed)
    def _changed(self) -> None:
        self.query_one("#trouble", Static).update("")

    def action_save(self) -> None:
        name = self.query_one(Input).value.strip()
        if not name:
            self._tell(_("Write a name for the file, such as thank-you.eml."))
            return
        try:
            path = save_draft(self._folder / Path(name).expanduser(), self._note)
        except FileExistsError:
            self._tell(_("There is a file of this name already, and it stays as it is: write another name."))
        except (OSError, ValueError, RuntimeError) as error:  # ValueError: a name with NUL; RuntimeError: ~nobody
            why = one_line(reason(error) if isinstance(error, OSError) else str(error))
            told = _("It can't be written there ({why}): name a folder that is there and that you may use.")
            self._tell(told.format(why=why))
        else:
            self.dismiss(path)

    def _tell(self, words: str) -> None:
        self.query_one("#trouble", Static).update(words)


class LinkScreen(Dialog[None]):
    """The link itself, where no mail program could be opened: a terminal may do it, on the machine in front of you."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("c", "copy", _("Copy the link")),
        Binding("escape,enter", "dismiss(None)", _("Back")),
    ]

    def __init__(self, why: str, url: str, long: str) -> None:
        super().__init__()
        self._why, self._url, self._long = why, url, long

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(_("Your mail program was not opened"), classes="dialog-title", markup=False)
            how = _(
                "Your terminal may open this link at a click; so does a browser elsewhere. F2 saves a draft instead."
            )
            words = " ".join(filter(None, (self._why, how, self._long)))
            yield Static(words, classes="dialog-question", markup=False)
            with VerticalScroll(id="link"):
                yield Static(Content.styled(self._url, Style(link=self._url)))
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        self.query_one("#link").focus()

    def action_copy(self) -> None:
        self.app.copy_to_clipboard(self._url)
        self.notify(_("Your terminal was asked to copy the link."), markup=False)
