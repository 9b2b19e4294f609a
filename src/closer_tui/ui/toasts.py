"""What both programs are made of: toasts that say a thing once, and a terminal that is given back."""

from __future__ import annotations

import sys

from textual.binding import Binding
from textual.command import CommandPalette
from textual.driver import Driver
from textual.notifications import SeverityLevel

from closer_tui.i18n import _, pgettext
from closer_tui.paths import shown
from closer_tui.ui.theme import Readable

PALETTE = Binding(
    "ctrl+p",
    "command_palette",
    _("palette"),
    show=False,
    priority=True,
    tooltip=_("Open the command palette"),
)
"""To stand last among the keys of a program, as Textual would put its own there."""


_KEYS = {
    "space": pgettext("key's name", "space"),
    "del": pgettext("key's name", "del"),
    "home": pgettext("key's name", "home"),
    "end": pgettext("key's name", "end"),
    "pgup": pgettext("key's name", "pgup"),
    "pgdn": pgettext("key's name", "pgdn"),
    "shift": pgettext("key's name", "shift"),
}
"""As Textual writes them, and as they are called on a keyboard of the language."""


class Toasts(Readable):
    """A program whose toasts never stack the same words, and which leaves its terminal in order."""

    def get_driver_class(self) -> type[Driver]:
        chosen = super().get_driver_class()
        if sys.platform != "win32" and chosen.__name__ == "LinuxDriver":
            from closer_tui.ui.job import JobDriver

            return JobDriver
        return chosen

    def get_key_display(self, binding: Binding) -> str:
        return "+".join(_KEYS.get(part, part) for part in super().get_key_display(binding).split("+"))

    def action_command_palette(self) -> None:
        if self.use_command_palette and not isinstance(self.screen, CommandPalette):
            from closer_tui.ui.commands import Palette

            self.push_screen(Palette(placeholder=_("Search for commands…"), id="--command-palette"))

    def action_help_quit(self) -> None:
        """Ctrl+C where there is nothing to copy: somebody wants to leave, or to end something."""
        self.notify(_("Ctrl+Q leaves closer. Ctrl+C copies what is selected."), markup=False)

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = True,
    ) -> None:
        """Show a toast; in place of the one that says the same, if there is one."""
        message, title = shown(message), shown(title)
        self.unnotify(message)
        super().notify(message, title=title, severity=severity, timeout=timeout, markup=markup)

    def unnotify(self, message: str) -> None:
        """Take back the toast with these words; nothing where there is none."""
        for toast in [each for each in self._notifications if each.message == shown(message)]:
            self._unnotify(toast)
