"""A list of what stands where in a text: what is wrong, who says what, how the samples came out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from textual.content import Content
from textual.widgets.option_list import Option

from closer_tui.diagnostics import Diagnostic, severity_name
from closer_tui.scoring.text import printable
from closer_tui.ui.widgets.choices import Choices
from closer_tui.ui.widgets.scenario_box import COLORS, SIGNS

MUTED = "$foreground-muted"


@dataclass(frozen=True, slots=True)
class Row:
    """Something to read, and where it stands: line and column from 1; line 0 is nowhere."""

    content: Content
    line: int = 0
    column: int = 1


class Rows(Choices):
    """Rows to pick from; what was highlighted stays so while there is a row in its place."""

    def __init__(self, id: str, empty: str) -> None:
        super().__init__(id=id, markup=False)
        self.rows: tuple[Row, ...] = ()
        self._empty = empty

    def show(self, rows: Iterable[Row], empty: str | None = None) -> None:
        """Draw these; `empty` is what is said where there are none, from now on."""
        self._empty = self._empty if empty is None else empty
        highlighted, top = self.highlighted, self.scroll_offset.y
        self.rows = tuple(rows)
        self.clear_options()
        if not self.rows:
            self.add_option(Option(Content.styled(self._empty, MUTED), disabled=True))
            return
        self.add_options([Option(row.content) for row in self.rows])
        self.highlighted = min(highlighted or 0, len(self.rows) - 1)
        self.scroll_to(y=top, animate=False)

    @property
    def chosen(self) -> Row | None:
        row = self.highlighted
        return self.rows[row] if row is not None and row < len(self.rows) else None

    def follow(self, line: int) -> None:
        """Highlight the row in which this line is."""
        before = [(row.line, number) for number, row in enumerate(self.rows) if 0 < row.line <= line]
        if before and self.highlighted != max(before)[1]:
            self.highlighted = max(before)[1]
            self.scroll_to_highlight(top=True)


def problem_rows(diagnostics: Sequence[Diagnostic]) -> list[Row]:
    """A row for each problem: how bad, the line, what is wrong, and what to write instead."""
    return [_problem(each) for each in diagnostics]


def _problem(each: Diagnostic) -> Row:
    place = f" {each.line}" if each.line else ""
    content = Content.assemble(
        (f"{SIGNS[each.severity]} {severity_name(each.severity)}{place}", f"bold ${COLORS[each.severity]}"),
        f" {printable(each.what)}",
        (f" {each.code}", MUTED),
        (f"\n→ {printable(each.help)}", "$text-success") if each.help else "",
    )
    return Row(content, each.line, max(each.column, 1))
