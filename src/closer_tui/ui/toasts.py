"""Toasts that say a thing once, and can be taken back."""

from __future__ import annotations

from textual.app import App
from textual.notifications import SeverityLevel


class Toasts(App[None]):
    """A program whose toasts never stack the same words."""

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
        self.unnotify(message)
        super().notify(message, title=title, severity=severity, timeout=timeout, markup=markup)

    def unnotify(self, message: str) -> None:
        """Take back the toast with these words; nothing where there is none."""
        for toast in [each for each in self._notifications if each.message == message]:
            self._unnotify(toast)
