"""The findings of a report, move by move: what was made of each criterion, in the candidate's own words."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from closer_tui.i18n import _, in_quotes, translated
from closer_tui.report_words import (
    explained,
    move_line,
    one_line,
    place,
    points,
    question,
    title_of,
    wanting,
)
from closer_tui.scenario.model import Scenario
from closer_tui.scoring.reasons import reason_words
from closer_tui.scoring.report import Finding, MoveReport, Outcome3, Report
from closer_tui.ui.room import once_drawn

RESULT_SIGNS: dict[Outcome3, str] = {"made": "✓", "half": "½", "missed": "✗"}
QUIET = "$foreground-muted"
PART = " · "
"""Between the parts of a title; the first part is the most important one."""
NARROW = 60
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
    """The colour of the outcome, which the sign says too."""
    if finding.outcome == "not_sure":
        return "$text-warning"
    if finding.criterion.flag:
        return "$text-error" if finding.outcome == "met" else QUIET
    return "$text-success" if finding.outcome == "met" else "$text-error"


def worth(finding: Finding) -> str:
    """What stands beside the title: whose word it is, what the sign does not say, and the points."""
    own, word = _("your word") if finding.overruled else "", ""
    if finding.outcome == "not_sure":
        word = _("not sure")
    elif finding.criterion.flag:
        word = _("raised") if finding.outcome == "met" else _("not raised")
    return ", ".join(filter(None, (own, word, points(finding))))


class MoveHead(Static):
    """The title of a move and how it went."""

    def show(self, move: MoveReport, picked: bool = False) -> None:
        """`picked`: the answer to it is on the cheat sheet, which a star says."""
        self.update(
            Content.assemble(
                f"{RESULT_SIGNS[move.result]} ",
                (f"{one_line(translated(move.title))}{' ★' if picked else ''}", "bold"),
                f"  {move_line(move)}",
            )
        )
        self.set_classes(f"head -{move.result}")


class FindingRow(Widget):
    """One criterion: sign and title, the words quoted, and where something is wanting the reason and advice.

    One widget that lays out its own lines: a widget for each line made every key press wait for the layout.
    """

    def __init__(self, scenario: Scenario, move: int, index: int, remark: Callable[[Finding], str]) -> None:
        super().__init__()
        self._remark = remark
        self.move = move
        self.index = index
        self._scenario = scenario
        self._shown: tuple[Report, MoveReport, Finding] | None = None

    class Chosen(Message):
        """The row was clicked."""

        def __init__(self, row: FindingRow) -> None:
            super().__init__()
            self.row = row

    @property
    def finding(self) -> Finding | None:
        """What the row shows."""
        return self._shown and self._shown[2]

    def show(self, report: Report) -> None:
        """Draw this row's finding of `report`."""
        move = report.moves[self.move]
        self._shown = (report, move, move.findings[self.index])
        self.refresh(layout=True)

    def lines(self, width: int) -> list[Content]:
        """What is drawn in this many cells."""
        if self._shown is None:
            return []
        report, move, finding = self._shown
        aside = worth(finding)
        room = max(width - len(aside) - 4, 1)
        title = Content(title_of(finding.criterion)).wrap(room)
        first = Content.assemble((f"{sign(finding)} ", "bold"), title[0].extend_right(room - title[0].cell_length))
        drawn = [Content.assemble(first, "  ", aside), *(line.pad_left(2) for line in title[1:])]
        drawn = [line.stylize(shade(finding)) for line in drawn]
        for quote in finding.quotes[:MOST_QUOTES]:
            where = place(report, self._scenario, move, quote)
            said = in_quotes(one_line(report.words(quote)))
            quoted, room = Content(f"{where}: {said}" if where else said), max(width - 2, 1)
            # In a narrow window too little would be left of it on one line.
            parts = quoted.wrap(room) if width < NARROW else [quoted.truncate(room, ellipsis=True)]
            drawn += [part.pad_left(2) for part in parts]
        for line in self._remarks(finding):
            drawn += [part.pad_left(2) for part in line.wrap(max(width - 2, 1))]
        return drawn

    def _remarks(self, finding: Finding) -> Iterator[Content]:
        more = len(finding.quotes) - MOST_QUOTES
        if more > 0:
            yield Content.styled(_("and {n} more, marked in your answer").format(n=more), QUIET)
        if explained(finding) and finding.reason.strip():
            yield Content.styled(one_line(reason_words(finding.reason)), QUIET)
        if remark := self._remark(finding):
            yield Content.styled(remark, "italic")
        if finding.outcome == "not_sure":
            asked = Content.assemble(question(finding.criterion), ("  y ", "bold"), _("yes"), ("  n ", "bold"), _("no"))
            yield asked.stylize_before(shade(finding))
        if wanting(finding):
            yield Content(f"→ {one_line(translated(finding.criterion.advice))}")

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        return len(self.lines(width))

    def render(self) -> Content:
        return Content("\n").join(self.lines(self.content_size.width))

    def on_click(self) -> None:
        self.post_message(self.Chosen(self))


class Findings(VerticalScroll, can_focus=True, inherit_bindings=False):
    """Every finding of a report; one is selected, by a click or by `move`: the screen binds the keys, so that its
    help names them."""

    class Selected(Message):
        """Another finding was selected: indices into `Report.moves` and the move's findings."""

        def __init__(self, move: int, index: int) -> None:
            super().__init__()
            self.move = move
            self.index = index

    def __init__(
        self, report: Report, scenario: Scenario, title: str, remark: Callable[[Finding], str] = lambda _: ""
    ) -> None:
        """`remark` is what else there is to say of a finding, a sentence or nothing."""
        super().__init__(id="findings")
        self._title = title
        self._told = Static(classes="told", markup=False)
        self._heads = [MoveHead() for _ in report.moves]
        self._rows = [
            FindingRow(scenario, number, index, remark)
            for number, move in enumerate(report.moves)
            for index in range(len(move.findings))
        ]
        self._report = report
        self._picked: Collection[int] = ()
        self._at = 0

    def compose(self) -> ComposeResult:
        yield self._told
        for number, head in enumerate(self._heads):
            yield head
            yield from (row for row in self._rows if row.move == number)

    def on_mount(self) -> None:
        self.show(self._report)
        self._select(0, scroll=False)

    def on_resize(self) -> None:
        """As much of the title as there is room for, part by part."""
        parts = self._title.split(PART)
        while len(parts) > 1 and cell_len(PART.join(parts)) > self.size.width - 4:
            parts.pop()
        self.border_title = Content(PART.join(parts))
        if self._at:
            once_drawn(self, self._select, self._at)  # it may stand elsewhere now

    def tell(self, words: Content) -> None:
        """What stands over the findings, and scrolls with them, where the screen has no room of its own for it."""
        self._told.update(words)
        self._told.set_class(bool(words.plain), "-any")

    @property
    def selected(self) -> tuple[int, int]:
        """The move and the finding that is selected."""
        row = self._rows[self._at]
        return row.move, row.index

    def show(self, report: Report) -> None:
        """Draw `report`, a new one on the same scenario; the selection stays."""
        self._report = report
        self.mark(self._picked)
        for row in self._rows:
            row.show(report)

    def mark(self, picked: Collection[int]) -> None:
        """The answers to the moves with these numbers are on the cheat sheet."""
        self._picked = picked
        for number, (head, move) in enumerate(zip(self._heads, self._report.moves, strict=True)):
            head.show(move, number in picked)

    def move(self, by: int) -> None:
        """Select the finding this many rows further down; at the ends it stays, and from the first one on one sees what
        is told above it."""
        if by < 0 and self._at == 0:
            self.scroll_home(animate=False)
        else:
            self._select(min(max(self._at + by, 0), len(self._rows) - 1))

    def page(self, by: int) -> None:
        """Select the finding about so many heights of this list further down; at the ends it stays."""
        tops = [row.virtual_region.y for row in self._rows]
        wanted = tops[self._at] + by * self.scrollable_content_region.height
        within = [i for i, top in enumerate(tops) if (top <= wanted if by > 0 else top >= wanted)]
        at = (within[-1] if by > 0 else within[0]) if within else self._at
        # A finding that is higher than the list is one page of its own.
        self.move(max(at - self._at, 1) if by > 0 else min(at - self._at, -1))

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
            once_drawn(self, self._scroll_to_selected)
        self.post_message(self.Selected(row.move, row.index))

    def _scroll_to_selected(self) -> None:
        """No further than needed. The head of a move comes along with its first finding, and what is told above all of
        them with the first one, where there is room."""
        row, room = self._rows[self._at], self.scrollable_content_region.height
        top = (row if row.index else self._heads[row.move]).virtual_region.y
        bottom = row.virtual_region.bottom
        if self._at == 0 and bottom <= room:
            top = 0
        self.scroll_to(y=min(max(self.scroll_target_y, bottom - room), top), animate=False)
