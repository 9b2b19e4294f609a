"""What both programs are made of: toasts that say a thing once, and a terminal that is given back."""

from __future__ import annotations

import sys

from textual.app import App
from textual.driver import Driver
from textual.notifications import SeverityLevel

from closer_tui.paths import shown


class Toasts(App[None]):
    """A program whose toasts never stack the same words, and which leaves its terminal in order."""

    def get_driver_class(self) -> type[Driver]:
        chosen = super().get_driver_class()
        if sys.platform != "win32" and chosen.__name__ == "LinuxDriver":
            from closer_tui.ui.terminal import TerminalDriver

            return TerminalDriver
        return chosen

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
