"""The part of the editor that has to do with its file: saving, leaving, and what happens to the file outside."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import SuspendNotSupported
from textual.binding import Binding, BindingType
from textual.timer import Timer
from textual.widgets import Static, TextArea

from closer_tui.diagnostics import DiagnosticError
from closer_tui.files import reason
from closer_tui.i18n import _
from closer_tui.scenario.drafts import Unsaved
from closer_tui.scenario.editing import ChangedOutside, Editing
from closer_tui.scoring.text import printable
from closer_tui.ui.external import NoEditor, editor_command
from closer_tui.ui.room import Room
from closer_tui.ui.screens.editing import Question, conflict_question, draft_question, unsaved_question
from closer_tui.ui.widgets.scenario_box import ScenarioBox
from closer_tui.ui.widgets.stand_ins import NoStandIns

WATCH = 1.0
"""Seconds between two looks at the file."""
DRAFT_PAUSE = 1.0
"""Seconds without a key after which what is not saved is kept for a crash."""


class WrittenScreen(Room[None]):
    """Holds one text and its file. Nothing but `save` writes the file; dismissed once it is left."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", _("Save"), priority=True, tooltip=_("Write the file")),
        Binding(
            "f2,ctrl+o", "external", _("$EDITOR"), show=False, tooltip=_("Save, and open the file in your own editor")
        ),
        Binding("escape", "leave", _("Back"), tooltip=_("Leave the editor")),
    ]

    def __init__(self, editing: Editing) -> None:
        """Raises NoStandIns for a text that the box can't hold."""
        super().__init__()
        self.editing = editing
        self.box = ScenarioBox(editing.manuscript.text, "text")
        self._trouble = ""
        self._undrafted = ""  # why what is not saved can't be kept either
        self._drafting = True
        self._asking = False
        self._put_off = False  # what to do with what was changed outside is asked at the next save
        self._draft_soon: Timer | None = None

    def on_mount(self) -> None:
        self.tell()
        self.set_interval(WATCH, self._watch)
        self.app.app_suspend_signal.subscribe(self, lambda _: self._keep_draft(), immediate=True)
        unsaved = self.editing.draft()
        if unsaved is not None:
            self._offer(unsaved)

    def on_unmount(self) -> None:
        self._keep_draft()

    @property
    def unsaved(self) -> bool:
        """Whether leaving would lose something."""
        return self.editing.unsaved(self.box.written)

    def tell(self) -> None:
        """Which file this is, and whether it is saved; where it could not be, why."""
        state, tone = ("● " + _("not saved"), "warning") if self.unsaved else (_("saved"), "calm")
        if self._trouble:
            state, tone = f"✗ {self._trouble}", "error"
        head = self.query_one("#head", Static)
        head.update(f"{printable(self.editing.file)}  {printable(state)}")
        head.set_classes(f"-{tone}")

    @on(TextArea.Changed)
    def _written(self) -> None:
        self._trouble = ""
        self.tell()
        if self._draft_soon is not None:
            self._draft_soon.stop()
        self._draft_soon = self.set_timer(DRAFT_PAUSE, self._keep_draft)

    # --- saving --------------------------------------------------------------------------------------------

    def action_save(self) -> None:
        self._put_off = False
        self.save()

    def save(self, then: Callable[[], object] | None = None) -> None:
        """Write the file, and do what comes `then` once it is written; a conflict is asked about first."""
        try:
            self.editing.save(self.box.written)
        except ChangedOutside:
            self._conflict(then)
            return
        except OSError as error:
            self._fail(error)
            return
        self._trouble = ""
        self.tell()
        if then is not None:
            then()

    def _fail(self, error: OSError) -> None:
        """Said where it stays, and in a toast with what to do."""
        why = reason(error)
        self._trouble = _("not saved: {why}").format(why=why)
        self.tell()
        words = (
            _("{file}: {why}. It could not be kept for later either; put it right and press Ctrl+S again.")
            if self._undrafted
            else _("{file}: {why}. Your text stays here, and is kept; put it right and press Ctrl+S again.")
        ).format(file=self.editing.path, why=why)
        self.notify(printable(words), title=_("Not saved"), severity="error", timeout=10, markup=False)

    def action_leave(self) -> None:
        self.leave(lambda: self.dismiss(None))

    def leave(self, go: Callable[[], object]) -> None:
        """Go, once what is not saved is saved, or is not wanted."""

        def answered(choice: str | None) -> None:
            if choice == "save":
                self.save(go)
            elif choice == "drop":
                self._drop()
                go()

        if self.unsaved:
            self._ask(unsaved_question(self.editing.file), answered)
        else:
            go()

    def _drop(self) -> None:
        self._drafting = False
        try:
            self.editing.forget_draft()
        except OSError as error:
            words = _("The unsaved text can't be removed: {why}").format(why=error)
            self.notify(printable(words), severity="warning", markup=False)

    def _ask(self, question: Question, answered: Callable[[str | None], None]) -> None:
        """One question at a time."""
        if self._asking:
            return
        self._asking = True

        def done(choice: str | None) -> None:
            self._asking = False
            answered(choice)
            if self.app.screen is self:
                self.tell()

        self.app.push_screen(question, done)

    # --- outside -------------------------------------------------------------------------------------------

    def _watch(self) -> None:
        if self._asking or self._put_off or self.app.screen is not self:
            return
        outside = self.editing.outside()
        if outside == "gone":
            words = _("{file} is gone from the disk. Ctrl+S writes it anew.").format(file=self.editing.file)
            self.notify(printable(words), severity="warning", timeout=10, markup=False)
            self.editing.keep_mine()
            self.tell()
        elif outside == "changed" and self.unsaved:
            self._conflict(None)
        elif outside == "changed":
            self._read_again()

    def _conflict(self, then: Callable[[], object] | None) -> None:
        other = self.editing.elsewhere

        def answered(choice: str | None) -> None:
            if choice == "mine":
                self.editing.keep_mine()
                if then is not None:
                    self.save(then)
            elif choice == "theirs":
                self._read_again()
            elif choice == "other":
                self._save_elsewhere(then)
            else:
                self._put_off = True

        self._ask(conflict_question(self.editing.file, other.name), answered)

    def _save_elsewhere(self, then: Callable[[], object] | None) -> None:
        try:
            self.editing.save_elsewhere(self.box.written)
        except OSError as error:
            self._fail(error)
            return
        self.notify(printable(_("This is {file} from now on.").format(file=self.editing.file)), markup=False)
        if then is not None:
            then()

    def _read_again(self) -> None:
        """Take what is on disk; what was here comes back with undo."""
        try:
            self.box.take(self.editing.read_again())
        except (DiagnosticError, NoStandIns) as error:
            self._put_off = True
            first = error.diagnostics[0].what if isinstance(error, DiagnosticError) else str(error)
            words = _("{file} was changed outside and can't be read again: {why}")
            words = words.format(file=self.editing.file, why=first)
            self.notify(printable(words), severity="warning", timeout=10, markup=False)
            return
        words = _("{file} was changed outside: this is what it says now.").format(file=self.editing.file)
        self.notify(printable(words), timeout=4, markup=False)
        self.tell()

    def action_external(self) -> None:
        if self.app.is_web:  # it would open where the server stands
            return
        if self.unsaved:
            self.save(self._open_outside)
        else:
            self._open_outside()

    def _open_outside(self) -> None:
        """Hand the terminal over; an editor with a window of its own comes back at once, and the file is watched."""
        try:
            command = editor_command(self.editing.path, self.box.cursor_location[0] + 1, os.environ)
            with self.app.suspend():
                subprocess.run(command, check=False)
        except NoEditor as error:
            self.notify(printable(str(error)), title=_("No editor"), severity="warning", timeout=10, markup=False)
        except SuspendNotSupported:
            words = _("It can't be opened from here: this terminal can't be handed over. The file is {file}")
            words = words.format(file=self.editing.path)
            self.notify(printable(words), severity="warning", timeout=10, markup=False)
        except OSError as error:
            words = _("The editor can't be started: {why}.").format(why=reason(error))
            self.notify(printable(words), title=_("No editor"), severity="error", timeout=10, markup=False)
        self._watch()

    # --- a crash -------------------------------------------------------------------------------------------

    def _offer(self, unsaved: Unsaved) -> None:
        def answered(choice: str | None) -> None:
            if choice == "draft":
                self._take_draft(unsaved)
            elif choice == "file":
                self.editing.forget_draft()
            else:
                self._drafting = False  # it stays as it is
                self.dismiss(None)

        changed = unsaved.digest != self.editing.manuscript.digest
        self._ask(draft_question(self.editing.file, unsaved, changed), answered)

    def _take_draft(self, unsaved: Unsaved) -> None:
        try:
            self.box.take(unsaved.text)
        except NoStandIns as error:
            self.notify(printable(str(error)), severity="warning", markup=False)

    def _keep_draft(self) -> None:
        if self._asking or not self._drafting:  # above all while it is asked what to do with the one that is there
            return
        try:
            self.editing.keep_draft(self.box.written)
            self._undrafted = ""
        except OSError as error:
            if not self._undrafted:
                self._undrafted = reason(error)
                words = _("What you have not saved would be lost should closer end now: {why}.")
                words = words.format(why=self._undrafted)
                self.notify(printable(words), severity="warning", timeout=10, markup=False)
