"""What is asked before and while a scenario is edited."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import ClassVar, Literal

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Label, OptionList, Static
from textual.widgets.option_list import Option

from closer_tui.i18n import _
from closer_tui.paths import shown
from closer_tui.scenario.drafts import Unsaved
from closer_tui.scoring.text import printable
from closer_tui.ui.screens.dialogs import Dialog
from closer_tui.ui.widgets.choices import Choices
from closer_tui.ui.widgets.footer import Footer
from closer_tui.ui.widgets.phrases import ago


class Question(Dialog[str]):
    """Asks one thing, and dismisses with the id of the choice; escape is the last one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", _("Choose")),
        Binding("escape", "last", _("Back")),
    ]

    def __init__(self, title: str, question: str, choices: tuple[tuple[str, str, str], ...]) -> None:
        """Each choice is its id, its name, and what comes of it."""
        super().__init__()
        self._title, self._question, self._choices = printable(title), printable(question), choices

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Label(self._title, classes="dialog-title", markup=False)
            yield Static(self._question, classes="dialog-question", markup=False)
            yield Choices(*(Option(_option(name, comes), id) for id, name, comes in self._choices), markup=False)
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        self.query_one(Choices).highlighted = 0
        self.query_one(Choices).focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._choices[event.option_index][0])

    def action_choose(self) -> None:
        self.query_one(Choices).action_select()

    def action_last(self) -> None:
        self.dismiss(self._choices[-1][0])


def _option(name: str, comes: str) -> Content:
    return Content.assemble((printable(name), "bold"), f"\n{printable(comes)}" if comes else "")


def copy_question(title: str, path: Path) -> Question:
    """Answers "copy" or "not"."""
    return Question(
        _("Copy it, and edit the copy?"),
        _(
            "“{title}” comes with closer and stays as it is. The copy is yours, with a history of practice of its own."
        ).format(title=title),
        (
            ("copy", _("Copy and edit"), _("into {file}").format(file=shown(str(path)))),
            ("not", _("Not now"), ""),
        ),
    )


Leave = Literal["save", "drop", "stay"]


def unsaved_question(name: str) -> Question:
    """Answers "save", "drop" or "stay"."""
    return Question(
        _("Save it first?"),
        _("{file} has changes that are not saved.").format(file=name),
        (
            ("save", _("Save and leave"), ""),
            ("drop", _("Leave without saving"), _("The changes are gone for good.")),
            ("stay", _("Stay"), ""),
        ),
    )


def conflict_question(name: str, other: str) -> Question:
    """Answers "mine", "theirs", "other" or "later"."""
    return Question(
        _("The file was changed outside"),
        _("{file} on disk is not what you began with any more, and you have changes that are not saved.").format(
            file=name
        ),
        (
            ("mine", _("Keep mine"), _("What is on disk is replaced when you save.")),
            ("theirs", _("Take theirs"), _("Ctrl+Z brings yours back.")),
            ("other", _("Save mine under another name"), _("as {file}; theirs stays as it is").format(file=other)),
            ("later", _("Decide when I save"), ""),
        ),
    )


def draft_question(name: str, unsaved: Unsaved, changed: bool) -> Question:
    """Answers "draft" or "file". `changed`: the file is not the one that the text was made from."""
    ended = _("closer ended before changes in {file} were saved, {ago}.")
    told = [ended.format(file=name, ago=ago(unsaved.when, datetime.now(UTC)))]
    told += [_("The file was changed since.")] if changed else []
    return Question(
        _("Go on with what was not saved?"),
        " ".join(told),
        (
            ("draft", _("Go on with them"), _("Nothing is saved until you do it.")),
            ("file", _("Take the file as it is"), _("The changes are gone for good.")),
            ("back", _("Not now"), _("They are kept.")),
        ),
    )
