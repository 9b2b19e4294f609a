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

from closer_tui.i18n import _, language, pgettext
from closer_tui.ui.screens.dialogs import Dialog
from closer_tui.ui.widgets.footer import Footer

_EVERYWHERE = ("app.focus_next", "app.focus_previous", "screen.copy_text")
"""What any Textual program does with tab and the clipboard: told of in words of its own (`moving`)."""
_CTRL, _SHIFT = pgettext("key's name", "Ctrl"), pgettext("key's name", "Shift")
_SIGNS = {
    "⏎": pgettext("key's name", "Enter"),
    "esc": pgettext("key's name", "Esc"),
    "↑": pgettext("key's name", "Up"),
    "↓": pgettext("key's name", "Down"),
    "←": pgettext("key's name", "Left"),
    "→": pgettext("key's name", "Right"),
    # In other languages they have their names already.
    "pgup": "Page Up",
    "pgdn": "Page Down",
    "del": "Delete",
}
_MOVES = _(
    "Up, Down, Left, Right, Home, End, Page Up and Page Down move the cursor; Left and Right with Ctrl by words; with "
    "Shift they select. F6 selects the line, F7 all."
)
_TAKES = _(
    "Backspace and Delete take away a letter, Ctrl+W and Alt+Delete the word before and after the cursor, Ctrl+U and "
    "Ctrl+K what is before and after it in the line, Ctrl+Shift+K the line."
)
_SELECTS = _("Ctrl+X cuts, Ctrl+C copies, Ctrl+V pastes. Ctrl+Z takes back what was done, Ctrl+Y does it again.")
_LINE_MOVES = _(
    "Left, Right, Home and End move the cursor, Left and Right with Ctrl by words; with Shift they select. "
    "Ctrl+Shift+A selects all. Ctrl+X cuts, Ctrl+C copies, Ctrl+V pastes."
)
_LINE_TAKES = _(
    "Backspace and Delete take away a letter, Ctrl+W and Ctrl+Backspace the word before and after the cursor, Ctrl+U "
    "and Ctrl+K what is before and after it. Enter goes on."
)
_LIST = _("Up and Down (k and j), Page Up and Page Down, Home and End move to another row.")
_SCROLLS = _("Up and Down, Page Up and Page Down, Home and End move the text.")


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
            keys.append(in_words(app.get_key_display(binding)))
    return [Action(binding, node, tuple(dict.fromkeys(keys))) for binding, node, keys in found.values()]


def in_words(key: str) -> str:
    """A key as it is called, from how a footer shows it: "^s" is Ctrl+S, "⏎" is Enter, "f1" is F1."""
    if len(key) == 1 and key.isupper():
        return f"{_SHIFT}+{key}"
    if len(key) == 1 and key not in _SIGNS:
        return key
    modifier, rest = (f"{_CTRL}+", key[1:]) if key.startswith("^") else ("", key)
    return modifier + "+".join(_SIGNS.get(part, part[:1].upper() + part[1:]) for part in rest.split("+"))


def moving(screen: Screen[Any]) -> list[tuple[str, str]]:
    """What the keys do that belong to what has them, not to the screen: keys, and a sentence or two."""
    from textual.widgets import Button, Input, OptionList, TextArea

    found = []
    focused = screen.focused
    if len(screen.focus_chain) > 1:
        found.append((in_words("tab"), _("To the next part of the screen; Shift+Tab goes to the one before.")))
    if isinstance(focused, TextArea) and not focused.read_only:
        found += [(_("In a text"), sentence) for sentence in (_MOVES, _TAKES, _SELECTS)]
    elif isinstance(focused, Input):
        found += [(_("In a line"), sentence) for sentence in (_LINE_MOVES, _LINE_TAKES)]
    elif isinstance(focused, OptionList) or hasattr(focused, "highlighted"):
        found.append((_("In a list"), _LIST))
    elif isinstance(focused, Button):
        found.append((in_words("⏎"), _("Press the button that is underlined.")))
    elif focused is not None and focused.allow_vertical_scroll:
        found.append((_("In a text"), _SCROLLS))
    found.append((in_words("^c"), _("Copy what is selected.")))
    return found


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
        self._moving = moving(about)

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="dialog"):
            yield Label(_("Keys"), classes="dialog-title")
            if self._about:
                yield Static(self._about, classes="dialog-question", markup=False)
            for keys, does in (*((" ".join(each.keys), each.sentence) for each in self._actions), *self._moving):
                with Horizontal(classes="key"):
                    yield Static(keys, classes="key-names", markup=False)
                    yield Static(does, classes="key-does", markup=False)
        yield Footer(show_command_palette=False)
