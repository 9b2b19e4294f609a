"""How much help the candidate wants."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Label, OptionList
from textual.widgets.option_list import Option

from closer_tui.i18n import _, translated
from closer_tui.levels import level_name
from closer_tui.rehearsal import LEVEL_SUMMARIES, LEVELS, Level
from closer_tui.scoring.text import printable
from closer_tui.ui.screens.dialogs import Dialog
from closer_tui.ui.widgets.choices import Choices
from closer_tui.ui.widgets.footer import Footer


class LevelScreen(Dialog[Level | None]):
    """Asks for the level; the one used last is offered first. None: not now."""

    HELP = _("Begin coached, and climb: each level takes some of the help away.")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "begin", _("Begin")),
        Binding("1", "pick('coached')", _("Coached"), show=False),
        Binding("2", "pick('realistic')", _("Realistic"), show=False),
        Binding("3", "pick('silent')", _("Silent"), show=False),
        Binding("escape", "dismiss(None)", _("Back")),
    ]

    def __init__(self, title: str, level: Level) -> None:
        super().__init__()
        self._title = printable(title)
        self._level = level

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Label(self._title, classes="dialog-title", markup=False)
            yield Label(_("How much help would you like?"), classes="dialog-question")
            yield Choices(*(Option(_option(n, level), level) for n, level in enumerate(LEVELS, 1)), markup=False)
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        options = self.query_one(Choices)
        options.highlighted = LEVELS.index(self._level)
        options.focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(LEVELS[event.option_index])

    def action_begin(self) -> None:
        self.query_one(Choices).action_select()

    def action_pick(self, level: Level) -> None:
        self.dismiss(level)


def _option(number: int, level: Level) -> Content:
    name, said = level_name(level), translated(LEVEL_SUMMARIES[level])
    return Content.assemble((f"{number}  {name[0].upper()}{name[1:]}", "bold"), f"\n{said[0].upper()}{said[1:]}.")
