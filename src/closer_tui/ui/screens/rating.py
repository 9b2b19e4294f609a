"""Before the report: the candidate ticks what they think they did."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from closer_tui.i18n import _
from closer_tui.practice.rating import statements
from closer_tui.report_words import one_line
from closer_tui.scoring.report import Report
from closer_tui.ui.room import Room
from closer_tui.ui.widgets import twice
from closer_tui.ui.widgets.choices import Choices
from closer_tui.ui.widgets.footer import Footer


class Ticks(Choices):
    """Things to tick: one click is enough."""

    async def _on_click(self, event: events.Click) -> None:
        event.prevent_default()
        clicked: int | None = event.style.meta.get("option")
        if clicked is not None and not self.get_option_at_index(clicked).disabled:
            self.highlighted = clicked
            self.action_select()


class RatingScreen(Room[tuple[str, ...] | None]):
    """Lists all that the report is about to say, and gives nothing of it away. Dismissed with the names of the criteria
    and flags that were ticked, or with None where the candidate would rather not say."""

    HELP = _(
        "What you tick is shown beside the report, and over time it tells how well you judge yourself. Nothing of the "
        "score depends on it."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space,x", "tick", _("Tick"), tooltip=_("You did this, or you did not")),
        Binding("enter", "done", _("Report"), tooltip=_("Keep your ticks, and see the report beside them")),
        Binding("escape", "dismiss(None)", _("Not this time"), tooltip=_("See the report without ticks")),
    ]

    def __init__(self, report: Report) -> None:
        super().__init__()
        self._rows: list[tuple[str, str] | None] = []  # name and statement; None: the head of a move
        self._heads: list[str] = []
        for head, each in statements(report.moves):
            self._rows += [None, *each]
            self._heads += [head, *("" for _ in each)]
        self._ticked: set[str] = set()
        self._twice = twice.Twice()

    def compose(self) -> ComposeResult:
        yield Static(_("Before the report: what do you think you did?"), id="what")
        yield Ticks(*self._options(), id="statements", markup=False)
        yield Footer()

    def on_mount(self) -> None:
        statements = self.query_one(Choices)
        statements.highlighted = next((i for i, row in enumerate(self._rows) if row is not None), None)
        statements.focus()

    def _options(self) -> list[Option]:
        return [
            Option(Content.styled(one_line(self._heads[index]), "bold"), disabled=True)
            if row is None
            else Option(self._drawn(*row))
            for index, row in enumerate(self._rows)
        ]

    def _drawn(self, name: str, statement: str) -> Content:
        ticked = name in self._ticked
        return Content.assemble((f"[{'x' if ticked else ' '}] {statement}", "bold" if ticked else ""))

    def action_tick(self) -> None:
        self._tick(self.query_one(Choices).highlighted)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self._tick(event.option_index)

    def _tick(self, index: int | None) -> None:
        row = None if index is None else self._rows[index]
        if row is None or index is None:
            return
        self._ticked ^= {row[0]}
        self.query_one(Choices).replace_option_prompt_at_index(index, self._drawn(*row))

    def action_done(self) -> None:
        # Enter has just said the last answer: one press too many must not say "I did nothing".
        if not self._ticked and not self._twice.confirmed("nothing"):
            words = _(
                "Nothing is ticked. Enter once more if you did none of these; Esc shows the report without ticks."
            )
            self.notify(words, timeout=twice.SECONDS, markup=False)
            return
        names = [row[0] for row in self._rows if row is not None]
        self.dismiss(tuple(name for name in dict.fromkeys(names) if name in self._ticked))
