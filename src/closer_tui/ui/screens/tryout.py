"""A rehearsal of a scenario that is being written."""

from __future__ import annotations

from collections.abc import Callable

from textual.binding import Binding

from closer_tui.i18n import _
from closer_tui.ui.screens.rehearsal import RehearsalScreen


class TryOutScreen(RehearsalScreen):
    """Plays from a step on, and goes back to the editor without a question: nothing of it is kept."""

    BINDINGS = [  # noqa: RUF012 - as Textual declares it
        Binding("escape", "leave", _("Back to the editor"), tooltip=_("End the try-out")),
    ]

    @property
    def HELP(self) -> str:  # type: ignore[override]  # what the help reads of every screen
        """What to know besides the keys."""
        return _(
            "This is a try-out of what stands in the editor, on the coached level. Nothing of it is kept, and it is in "
            "no history. The report counts the steps that were left out as missed."
        )

    def on_mount(self) -> None:
        self.notify(_("A try-out: nothing of it is kept. Esc goes back to the editor."), timeout=5, markup=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return action != "elsewhere" and super().check_action(action, parameters)

    def action_leave(self) -> None:
        self.dismiss(None)

    def leave(self, go: Callable[[], object]) -> None:
        """Go at once: nothing of it was to be kept."""
        go()
