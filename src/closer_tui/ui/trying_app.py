"""The small program of `closer try`: one screen, and the keys that every screen of closer has."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.command import Provider
from textual.screen import Screen

from closer_tui.i18n import _
from closer_tui.scenario.model import Scenario
from closer_tui.scoring.lazy import warm_aside
from closer_tui.scoring.verdict import Scorer
from closer_tui.settings import Settings
from closer_tui.ui.commands import Commands
from closer_tui.ui.screens.help import HelpScreen
from closer_tui.ui.screens.trying import TryingScreen
from closer_tui.ui.theme import DARK, other
from closer_tui.ui.toasts import PALETTE, Toasts


class TryingApp(Toasts):
    """Tries answers against a step (from 0) of a scenario, until the author leaves. Nothing is written."""

    TITLE = "closer try"
    CSS_PATH: ClassVar[list[str | PurePath]] = ["app.tcss", "screens/trying.tcss"]
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {Commands}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1", "help", _("Help"), priority=True, tooltip=_("What the keys of this screen do")),
        Binding(
            "f9",
            "switch_theme",
            _("Dark or light"),
            show=False,
            tooltip=_("Switch between the dark and the light look"),
        ),
        Binding("ctrl+q", "quit", _("Quit"), show=False, priority=True, tooltip=_("Leave closer")),
        PALETTE,
    ]

    def __init__(self, scenario: Scenario, step: int, scorer: Scorer, settings: Settings) -> None:
        super().__init__()
        self._settings = settings
        self._scorer = scorer
        self._trying = TryingScreen(scenario, step, scorer)

    def get_default_screen(self) -> Screen[None]:
        return self._trying

    def on_mount(self) -> None:
        self.theme = self._settings.theme if self._settings.theme in self.available_themes else DARK
        warm_aside(self._scorer)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        return not (action == "help" and isinstance(self.screen, HelpScreen))

    def action_help(self) -> None:
        self.push_screen(HelpScreen(self.screen))

    def action_switch_theme(self) -> None:
        self.theme = other(self.current_theme.dark)
