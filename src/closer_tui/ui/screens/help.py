"""What the keys of a screen do: the same bindings that feed its footer and the command palette."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.dom import DOMNode
from textual.screen import Screen
from textual.widgets import Label, Static

from closer_tui.i18n import _, language
from closer_tui.ui.screens.dialogs import Dialog
from closer_tui.ui.widgets.footer import Footer

_EVERYWHERE = ("app.focus_next", "app.focus_previous", "screen.copy_text")
"""What any Textual program does with tab and the clipboard."""


@dataclass(frozen=True, slots=True)
class Action:
    """Something that can be done now, with the keys that do it."""

    binding: Binding
    node: DOMNode
    keys: tuple[str, ...]

    @property
    def help(self) -> str:
        return self.binding.tooltip or self.binding.description

    @property
    def sentence(self) -> str:
        """What it is called, and what it does."""
        named = self.binding.description[:1].upper() + self.binding.description[1:]
        tooltip = self.binding.tooltip.rstrip(".")
        if tooltip and language() == "en":  # elsewhere a sentence begins large after a colon too
            tooltip = f"{tooltip[0].lower()}{tooltip[1:]}"
        return f"{named}: {tooltip}" if tooltip else named


def actions(screen: Screen[Any]) -> list[Action]:
    """What can be done on a screen now: its own actions first, then the program's."""
    found: dict[str, tuple[Binding, DOMNode, list[str]]] = {}
    app = screen.app
    active = [each for each in screen.active_bindings.values() if each.node in (screen, app) and each.enabled]
    for each in sorted(active, key=lambda each: each.node is app):
        binding = each.binding
        if binding.description and not binding.system and binding.action not in _EVERYWHERE:
            action = binding.action.removeprefix("app.")
            keys = found.setdefault(action, (binding, each.node, []))[2]
            keys.append(app.get_key_display(binding))
    return [Action(binding, node, tuple(dict.fromkeys(keys))) for binding, node, keys in found.values()]


class HelpScreen(Dialog[None]):
    """The keys, in words."""

    SPEAKS_FOR_ITSELF = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,question_mark,q", "dismiss(None)", _("Close")),
    ]

    def __init__(self, about: Screen[Any]) -> None:
        super().__init__()
        self._about = str(getattr(about, "HELP", "") or "")
        self._actions = actions(about)

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="dialog"):
            yield Label(_("Keys"), classes="dialog-title")
            if self._about:
                yield Static(self._about, classes="dialog-question", markup=False)
            for action in self._actions:
                with Horizontal(classes="key"):
                    yield Static(" ".join(action.keys), classes="key-names", markup=False)
                    yield Static(action.sentence, classes="key-does", markup=False)
        yield Footer(show_command_palette=False)
