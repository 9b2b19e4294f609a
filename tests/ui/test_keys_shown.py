"""Everything can be done with the keyboard, and the help of each screen says with which keys."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.ui.conftest import Start, settle
from tests.ui.gallery import SMALL, TRAILS, keys, program
from tests.ui.looking import is_seen
from textual.app import App
from textual.binding import Binding
from textual.command import CommandPalette
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Button, Static
from textual.widgets._footer import FooterKey

from closer_tui.ui.screens.help import HelpScreen, actions, in_words, moving

UNTOLD = {
    "app.help_quit",  # Ctrl+C where there is nothing to copy: it says which key leaves
    "go_to",  # of the editor's box: to the first line and to the last
    *("scroll_left", "scroll_right", "page_left", "page_right"),  # nothing is wider than the screen
}
"""What is not told of, and why."""


def told(screen: Screen[object]) -> str:
    """All that the help of a screen says of keys."""
    named = [" ".join(each.keys) + f" {each.sentence}" for each in actions(screen)]
    return "\n".join([*named, *(" ".join(each) for each in moving(screen))])


def untold(screen: Screen[object]) -> Iterator[str]:
    """What can be done now and is not in the help, by none of its keys."""
    words = told(screen)
    keys_of: dict[str, list[str]] = {}
    for each in screen.active_bindings.values():
        node, action = each.node, each.binding.action
        nowhere = action.startswith("app.focus_") and len(screen.focus_chain) < 2
        still = action.startswith(("scroll_", "page_")) and isinstance(node, Widget) and not node.allow_vertical_scroll
        if each.enabled and not each.binding.system and not nowhere and not still:
            keys_of.setdefault(each.binding.action, []).append(each.binding.key)
    for action, pressed in keys_of.items():
        if action.split("(")[0] not in UNTOLD and not any(_named(screen.app, key, words) for key in pressed):
            yield f"{action}: {', '.join(pressed)}"


_PLAIN = {"up": "Up", "down": "Down", "left": "Left", "right": "Right", "home": "Home", "end": "End",
          "pageup": "Page Up", "pagedown": "Page Down"}  # fmt: skip


def _named(app: App[object], key: str, words: str) -> bool:
    """Whether a key is named: those that move, with Ctrl and Shift, by what they do."""
    last = key.rpartition("+")[2]
    if last in _PLAIN:
        return _PLAIN[last] in words
    spelt = "+".join(part.capitalize() for part in key.split("+"))
    shown = in_words(app.get_key_display(next(b for b in _bindings(app) if b.key == key)))
    return any(name in words for name in (spelt, shown))


def _bindings(app: App[object]) -> Iterator[Binding]:
    return (each.binding for each in app.screen.active_bindings.values())


async def walk(trail: str) -> list[str]:
    """What is wrong with the help, and with what needs a mouse, at each stop of a trail."""
    found = []
    with program() as app:
        async with app.run_test(size=SMALL) as pilot:
            await settle(pilot)
            async for name in TRAILS[trail](pilot):
                screen = app.screen
                if isinstance(screen, CommandPalette):
                    continue
                found += [f"{name}: not in the help: {each}" for each in untold(screen)]
                named = told(screen)
                for key in screen.query(FooterKey):
                    if key.description not in named and not key.has_class("-command-palette"):
                        found.append(f"{name}: in the footer alone: {key.description}")
                for button in screen.query(Button):
                    if is_seen(button) and not button.disabled and button not in screen.focus_chain:
                        found.append(f"{name}: for the mouse alone: {button.label}")
    return found


@pytest.mark.parametrize("trail", TRAILS)
async def test_the_help_names_every_key_of_every_screen_and_nothing_needs_a_mouse(trail: str) -> None:
    assert not await walk(trail)


async def test_the_help_calls_keys_by_their_names(start: Start) -> None:
    app = start()
    async with app.run_test(size=(80, 60)) as pilot:
        await settle(pilot)
        await keys(pilot, "enter", "1", "f1")
        assert isinstance(app.screen, HelpScreen)
        texts = [str(each.visual) for each in app.screen.query(".key-names, .key-does").results(Static)]
        shown = "\n".join(texts)
        for words in ("Enter", "Ctrl+J", "F2", "Esc", "Ctrl+Up", "Ctrl+Q", "F9", "Ctrl+Z takes back", "Ctrl+C"):
            assert words in shown, words
        assert "⏎" not in shown and "^" not in shown


@pytest.mark.parametrize(
    ("display", "words"),
    [("⏎", "Enter"), ("^s", "Ctrl+S"), ("shift+tab", "Shift+Tab"), ("f12", "F12"), ("n", "n"), ("N", "Shift+N"),
     ("pgup", "Page Up"), ("^pgdn", "Ctrl+Page Down"), ("/", "/"), ("↑", "Up"), ("esc", "Esc")],
)  # fmt: skip
def test_a_key_is_called_as_it_is_written_on_a_keyboard(display: str, words: str) -> None:
    assert in_words(display) == words
