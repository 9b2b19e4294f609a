"""The findings of a report, move by move: what was made of each criterion, in the candidate's own words."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import Static

from closer_tui.report_words import explained, move_line, one_line, outcome_word, place, points, question, wanting
from closer_tui.scenario.model import Scenario
from closer_tui.scoring.report import Finding, MoveReport, Outcome3, Report

RESULT_SIGNS: dict[Outcome3, str] = {"made": "✓", "half": "½", "missed": "✗"}
MOST_QUOTES = 3
"""Shown in a row; the answer itself shows them all."""


def sign(finding: Finding) -> str:
    """One character for the outcome: ✓ ✗ ? for a criterion, ! – ? for a flag."""
    if finding.outcome == "not_sure":
        return "?"
    if finding.criterion.flag:
        return "!" if finding.outcome == "met" else "–"
    return "✓" if finding.outcome == "met" else "✗"


def shade(finding: Finding) -> str:
    """The CSS class of the outcome."""
    if finding.outcome == "not_sure":
        return "-unsure"
    if finding.criterion.flag:
        return "-raised" if finding.outcome == "met" else "-quiet"
    return "-met" if finding.outcome == "met" else "-missed"


def worth(finding: Finding) -> str:
    """What stands beside the title: whose word it is, what the sign does not say, and the points."""
    own = "your word" if finding.overruled else ""
    word = "" if finding.outcome != "not_sure" and not finding.criterion.flag else outcome_word(finding).casefold()
    return ", ".join(filter(None, (own, word, points(finding))))


class MoveHead(Static):
    """The title of a move and how it went."""

    def show(self, move: MoveReport) -> None:
        self.update(
            Content.assemble(
                f"{RESULT_SIGNS[move.result]} ",
                (one_line(move.title), "bold"),
                f"  {move_line(move)}",
            )
        )
        self.set_classes(f"head -{move.result}")


class FindingRow(Vertical):
    """One criterion: sign and title, the words quoted, and where something is wanting the reason and advice."""

    shown: reactive[tuple[Report, MoveReport, Finding] | None] = reactive(None, recompose=True)

    def __init__(self, scenario: Scenario, move: int, index: int) -> None:
        super().__init__()
        self.move = move
        self.index = index
        self._scenario = scenario

    def show(self, report: Report) -> None:
        """Draw this row's finding of `report`."""
        move = report.moves[self.move]
        finding = move.findings[self.index]
        self.set_classes(" ".join({shade(finding)} | (self.classes & {"-selected"})))
        self.shown = (report, move, finding)

    def compose(self) -> ComposeResult:
        if self.shown is None:
            return
        report, move, finding = self.shown
        with Horizontal(classes="title"):
            yield Static(sign(finding), classes="sign")
            yield Static(Content(one_line(finding.criterion.title)), classes="what")
            yield Static(Content(worth(finding)), classes="worth")
        for quote in finding.quotes[:MOST_QUOTES]:
            where = place(report, self._scenario, move, quote)
            said = f"“{one_line(report.words(quote))}”"
            yield Static(Content(f"{where}: {said}" if where else said), classes="quote")
        if len(finding.quotes) > MOST_QUOTES:
            yield Static(
                Content(f"and {len(finding.quotes) - MOST_QUOTES} more, marked in your answer"), classes="more"
            )
        if explained(finding) and finding.reason.strip():
            yield Static(Content(one_line(finding.reason)), classes="reason")
        if finding.outcome == "not_sure":
            yield Static(
                Content.assemble(question(finding.criterion), ("  y", "bold"), " yes ", (" n", "bold"), " no"),
                classes="ask",
            )
        if wanting(finding):
            yield Static(Content(f"→ {one_line(finding.criterion.advice)}"), classes="advice")

    def on_click(self) -> None:
        self.post_message(self.Chosen(self))

    class Chosen(Message):
        """The row was clicked."""

        def __init__(self, row: FindingRow) -> None:
            super().__init__()
            self.row = row


class Findings(VerticalScroll, can_focus=True):
    """Every finding of a report; one is selected, by the arrow keys or a click."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", "Previous finding", show=False),
        Binding("down,j", "move(1)", "Next finding", show=False),
        Binding("home", "move(-999)", "First finding", show=False),
        Binding("end", "move(999)", "Last finding", show=False),
    ]

    class Selected(Message):
        """Another finding was selected: indices into `Report.moves` and the move's findings."""

        def __init__(self, move: int, index: int) -> None:
            super().__init__()
            self.move = move
            self.index = index

    def __init__(self, report: Report, scenario: Scenario, title: str) -> None:
        super().__init__(id="findings")
        self.border_title = Content(title)
        self._heads = [MoveHead() for _ in report.moves]
        self._rows = [
            FindingRow(scenario, number, index)
            for number, move in enumerate(report.moves)
            for index in range(len(move.findings))
        ]
        self._report = report
        self._at = 0

    def compose(self) -> ComposeResult:
        for number, head in enumerate(self._heads):
            yield head
            yield from (row for row in self._rows if row.move == number)

    def on_mount(self) -> None:
        self.show(self._report)
        self._select(0, scroll=False)

    @property
    def selected(self) -> tuple[int, int]:
        """The move and the finding that is selected."""
        row = self._rows[self._at]
        return row.move, row.index

    def show(self, report: Report) -> None:
        """Draw `report`, a new one on the same scenario; the selection stays."""
        self._report = report
        for head, move in zip(self._heads, report.moves, strict=True):
            head.show(move)
        for row in self._rows:
            row.show(report)

    def action_move(self, by: int) -> None:
        self._select(min(max(self._at + by, 0), len(self._rows) - 1))

    def on_finding_row_chosen(self, event: FindingRow.Chosen) -> None:
        event.stop()
        self._select(self._rows.index(event.row))

    def on_click(self, event: events.Click) -> None:
        if isinstance(event.widget, MoveHead):
            number = self._heads.index(event.widget)
            self._select(next(i for i, row in enumerate(self._rows) if row.move == number))

    def _select(self, at: int, scroll: bool = True) -> None:
        self._rows[self._at].remove_class("-selected")
        self._at = at
        row = self._rows[at]
        row.add_class("-selected")
        if scroll:
            # The head of a move comes along with its first finding.
            (self._heads[row.move] if row.index == 0 else row).scroll_visible(animate=False)
            row.scroll_visible(animate=False)
        self.post_message(self.Selected(row.move, row.index))
