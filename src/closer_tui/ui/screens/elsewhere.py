"""A place of their own for the words of a rehearsal that can't be kept at the moment."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any, ClassVar

from textual import on
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, Label, Static

from closer_tui.files import reason
from closer_tui.i18n import _
from closer_tui.journal import Draft
from closer_tui.own_words import own_words, save_words, words_file
from closer_tui.rehearsal import State
from closer_tui.scoring.text import one_line, printable
from closer_tui.ui.screens.dialogs import Dialog
from closer_tui.ui.toasts import Toasts
from closer_tui.ui.widgets.footer import Footer


class ElsewhereScreen(Dialog[Path | None]):
    """Asks for a file's name and saves `words` there, or copies them. `why` is what is wrong. Dismissed with the path,
    or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "save", _("Save"), priority=True),
        Binding("f3,ctrl+l", "copy", _("Copy"), priority=True),
        Binding("escape", "dismiss(None)", _("Back")),
    ]

    def __init__(self, words: str, file: Path, why: str) -> None:
        super().__init__()
        self._words, self._file, self._why = words, file, why

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Label(_("Save your words elsewhere"), classes="dialog-title")
            what = _("What was said so far, and what is in the box, goes into a file of its own:")
            yield Static(f"{one_line(self._why)} {what}".strip(), classes="dialog-question", markup=False)
            yield Input(str(self._file.absolute()), compact=True, select_on_focus=False)
            yield Static("", id="trouble", markup=False)
        yield Footer(show_command_palette=False)

    @on(Input.Changed)
    def _changed(self) -> None:
        self._tell("")

    def action_save(self) -> None:
        name = self.query_one(Input).value.strip()
        try:
            path = save_words(self._file.parent / Path(name).expanduser(), self._words) if name else None
        except FileExistsError:
            self._tell(_("There is a file of this name already, and it stays as it is: write another name."))
        except (OSError, ValueError, RuntimeError) as error:  # ValueError: a name with NUL; RuntimeError: ~nobody
            why = one_line(reason(error) if isinstance(error, OSError) else str(error))
            self._tell(_("It can't be written there ({why}): name another folder, or copy it with F3.").format(why=why))
        else:
            if path is None:
                self._tell(_("Write a name for the file."))
            else:
                self.dismiss(path)

    def action_copy(self) -> None:
        self.app.copy_to_clipboard(self._words)
        self.notify(_("Your terminal was asked to copy it all. Paste it somewhere to see that it did."), markup=False)

    def _tell(self, words: str) -> None:
        self.query_one("#trouble", Static).update(words)


def save_elsewhere(app: App[Any], state: State, draft: Draft, why: str) -> None:
    """Let the candidate save or copy what was said so far and what is in the box; `why` it can't be kept."""

    def saved(path: Path | None) -> None:
        if path is not None:
            app.notify(printable(str(path)), title=_("Your words are saved"), timeout=10, markup=False)

    when = datetime.now().astimezone()
    words, file = own_words(state, draft, when), words_file(Path(), state, when)
    if app.is_web:
        from closer_tui.ui.served import download

        download(app, file.name, words.encode())
        return
    app.push_screen(ElsewhereScreen(words, file, why or _("This rehearsal can't be kept.")), saved)


def tell(app: App[Any], trouble: str, before: str) -> None:
    """Say in a toast what is wrong with the journal now; empty: nothing is any more, and all is written."""
    if before and isinstance(app, Toasts):
        app.unnotify(_not_saved(before))
    if trouble:
        app.notify(_not_saved(trouble), title=_("Not saved"), severity="error", timeout=20, markup=False)
    else:
        app.notify(_("What could not be saved before is saved now."), title=_("Saved"), markup=False)


def _not_saved(trouble: str) -> str:
    return printable(" ".join((trouble, _("You can go on; F12 saves your words elsewhere."))))
