"""A life's rehearsals in a list that draws only what is in sight, and asks only for that."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from closer_tui.i18n import _, pgettext
from closer_tui.journal import SessionInfo, Unreadable
from closer_tui.levels import LEVELS, level_name
from closer_tui.report_words import RESULT_WORDS, duration, one_line, scorer_names, when
from closer_tui.scoring.report import Outcome3
from closer_tui.scoring.rubric import Move
from closer_tui.ui.widgets.choices import BAR, THIN_BAR
from closer_tui.ui.widgets.findings import RESULT_SIGNS
from closer_tui.ui.widgets.phrases import answers, clock

PAGE = 100
"""Rows that are read at once: a few screens full, in a few milliseconds."""
MOST_PAGES = 40
"""Pages that are remembered."""

STANDARD: tuple[Move, ...] = ("questions", "value", "interest", "email")
MOVE_WORDS: Mapping[Move, str] = {
    "questions": pgettext("move within a line", "questions"),
    "value": pgettext("move within a line", "value"),
    "interest": pgettext("move within a line", "interest"),
    "email": pgettext("move within a line", "email"),
    "custom": pgettext("move within a line", "its own"),
}
Row = SessionInfo | Unreadable
LEVEL_CELLS = max(len(level_name(level)) for level in LEVELS)


@dataclass(frozen=True, slots=True)
class Columns:
    """How many cells each column has in a list of some width; 0: there is no room for it. Two stand between them."""

    when: int
    title: int
    level: int
    score: int
    moves: int
    time: int
    complete: int
    scorer: int


def columns(width: int) -> Columns:
    """The columns of a list that is so many cells wide: the title has what the others leave."""
    if width < 53:  # the day alone, and no level
        return Columns(5, max(8, width - 5 - 6 - 5 - 2 * 3), 0, 6, 5, 0, 0, 0)
    time = 6 if width >= 74 else 0
    complete = 8 if width >= 92 else 0
    scorer = 18 if width >= 112 else 0
    taken = [16, LEVEL_CELLS, 6, 6, *(each for each in (time, complete, scorer) if each)]
    return Columns(16, max(8, width - sum(taken) - 2 * len(taken)), LEVEL_CELLS, 6, 6, time, complete, scorer)


def heading(width: int) -> str:
    """The names of the columns, above rows that are so many cells wide with a blank at both ends."""
    c = columns(width - 2)
    names = (
        _("When"),
        _("Scenario"),
        _("Level"),
        pgettext("column", "Of 100"),
        _("Moves"),
        pgettext("column", "Time"),
        pgettext("column", "Complete"),
        pgettext("column", "Scorer"),
    )
    cells = (c.when, c.title, c.level, c.score, c.moves, c.time, c.complete, c.scorer)
    return "  ".join(set_cell_size(name, room) for name, room in zip(names, cells, strict=True) if room)


class SessionRows(ScrollView, can_focus=True, inherit_bindings=False):
    """So many rows, of which the screen hands over the pages that are asked for by `Wanted`. One is highlighted."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "sessions--row",
        "sessions--highlighted",
        "sessions--muted",
        "sessions--made",
        "sessions--half",
        "sessions--missed",
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move(1)", _("Down"), show=False),
        Binding("up,k", "move(-1)", _("Up"), show=False),
        Binding("home,g", "to(0)", _("First"), show=False),
        Binding("end,G", "to(-1)", _("Last"), show=False),
        Binding("pageup", "page(-1)", _("Page up"), show=False),
        Binding("pagedown", "page(1)", _("Page down"), show=False),
    ]

    @dataclass
    class Wanted(Message):
        """The rows of a page are in sight, or about to be, and are not known: numbers from `page` * PAGE on."""

        page: int

    class Highlighted(Message):
        """Another row is highlighted, or the one that is has become known."""

    class Picked(Message):
        """The highlighted row was clicked again."""

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self.highlighted = 0
        self._count = 0
        self._empty = ""
        self._pages: dict[int, Sequence[Row]] = {}
        self._asked: set[int] = set()

    @property
    def count(self) -> int:
        return self._count

    @property
    def chosen(self) -> Row | None:
        """The highlighted rehearsal, once it is known."""
        return self.row(self.highlighted)

    def row(self, number: int) -> Row | None:
        """The rehearsal in this row, where it is known."""
        page = self._pages.get(number // PAGE, ())
        return page[number % PAGE] if 0 <= number % PAGE < len(page) else None

    def begin(self, first: Sequence[Row], empty: str = "") -> None:
        """Other rows than before, of which only the `first` page is known of yet; `empty` is what is said where there
        are none."""
        self.highlighted = 0
        self.scroll_to(y=0, animate=False, immediate=True)
        self._pages, self._asked = {0: first}, {0}
        self.grow(len(first), empty)

    def grow(self, count: int, empty: str = "") -> None:
        """There are so many rows in all."""
        self._count, self._empty = count, empty
        self.highlighted = max(0, min(self.highlighted, count - 1))
        self.virtual_size = Size(self.scrollable_content_region.width, count)
        self._ask()
        self.refresh()
        self.call_next(self._tell)

    def outdated(self) -> None:
        """Ask for every page anew; what is known stays in sight until they come."""
        self._asked.clear()

    def fill(self, page: int, rows: Sequence[Row]) -> None:
        """The rows of a page that was asked for, or is handed over before it is."""
        self._asked.add(page)
        self._pages[page] = rows
        if len(self._pages) > MOST_PAGES:
            here = self.scroll_offset.y // PAGE
            farthest = max(self._pages, key=lambda each: abs(each - here))
            del self._pages[farthest]
            self._asked.discard(farthest)
        self.refresh()
        if page == self.highlighted // PAGE:
            self.call_next(self._tell)

    def _tell(self) -> None:
        # Posted while the parent handles a message of its own, it would go no further than the parent.
        self.post_message(self.Highlighted())

    def near(self, page: int) -> bool:
        """Whether a page is still in sight, or about to be; if not, it has to be asked for again."""
        if page in self._near():
            return True
        self._asked.discard(page)
        return False

    def _near(self) -> range:
        """The pages in sight, and a screen full before and after them."""
        height = max(self.scrollable_content_region.height, 1)
        first, last = self.scroll_offset.y - height, self.scroll_offset.y + 2 * height
        return range(max(0, first) // PAGE, min(max(last, 0), max(self._count - 1, 0)) // PAGE + 1)

    def _ask(self) -> None:
        for page in self._near() if self._count else ():
            if page not in self._asked:
                self._asked.add(page)
                self.post_message(self.Wanted(page))

    # --- where one is ----------------------------------------------------------------------------------------

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        self._ask()

    def on_resize(self) -> None:
        self.virtual_size = Size(self.scrollable_content_region.width, self._count)
        self._ask()

    def action_move(self, by: int) -> None:
        self._go(self.highlighted + by)

    def action_page(self, by: int) -> None:
        self._go(self.highlighted + by * max(1, self.scrollable_content_region.height - 1))

    def action_to(self, row: int) -> None:
        self._go(row if row >= 0 else self._count - 1)

    def _go(self, row: int) -> None:
        """Highlight this row, or the one at the end that is nearer."""
        row = max(0, min(row, self._count - 1))
        if row == self.highlighted:
            return
        before, self.highlighted = self.highlighted, row
        for changed in (before, row):
            self.refresh_line(changed)
        self.scroll_to_region(Region(0, row, 1, 1), animate=False, force=True, immediate=True)
        self.post_message(self.Highlighted())

    def on_click(self, event: events.Click) -> None:
        row = event.y + self.scroll_offset.y
        if row >= self._count:
            return
        if row == self.highlighted:
            self.post_message(self.Picked())
        self._go(row)

    # --- what is drawn ---------------------------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        width, number = self.scrollable_content_region.width, y + self.scroll_offset.y
        base = self.get_component_rich_style("sessions--row")
        if number >= self._count:
            said = self._empty if y == 0 and not self._count else ""
            return Strip([Segment(set_cell_size(f" {said}", width), base + self._part("muted"))], width)
        if number == self.highlighted:
            base = self.get_component_rich_style("sessions--highlighted")
        row = self.row(number)
        if not isinstance(row, SessionInfo):
            said = "…" if row is None else _("This rehearsal can't be read: its entry in the journal is damaged.")
            return Strip([Segment(set_cell_size(f" {said}", width), base + self._part("muted"))], width)
        bar = (BAR if self.has_focus else THIN_BAR) if number == self.highlighted else " "
        return Strip([Segment(bar, base), *self._segments(row, columns(width - 2), base), Segment(" ", base)], width)

    def _segments(self, info: SessionInfo, c: Columns, base: Style) -> list[Segment]:
        muted = base + self._part("muted")
        score = "?" if info.completeness is None else str(info.completeness)
        cells = [
            Segment(when(info)[5:10] if c.when == 5 else _fit(when(info), c.when), muted),
            Segment(_fit(one_line(info.title), c.title), base),
            *([Segment(_fit(level_name(info.level), c.level), muted)] if c.level else []),
            Segment(score.rjust(c.score), base),
        ]
        parted = [part for cell in cells for part in (cell, Segment("  ", base))]
        parted += self._signs(info, c.moves, base)
        rest = [
            ("" if info.seconds is None else clock(round(info.seconds)).rjust(c.time), c.time),
            (_("yes") if info.complete else _("no"), c.complete),
            (scorer_names(info.scorer), c.scorer),
        ]
        parted += [Segment(f"  {_fit(text, room)}", muted) for text, room in rest if room]
        return parted

    def _signs(self, info: SessionInfo, room: int, base: Style) -> list[Segment]:
        """A sign for each of the four moves, in their order; then those of the scenario's own, where there is room."""
        known = dict(info.moves)
        signs = [(known.get(move)) for move in STANDARD]
        own = [result for move, result in info.moves if move not in STANDARD]
        drawn = [Segment(*self._sign(result, base)) for result in signs]
        if own:
            drawn.append(Segment(" ", base))
            drawn += [Segment(*self._sign(result, base)) for result in own[: room - len(drawn)]]
        return [*drawn, Segment(" " * (room - len(drawn)), base)]

    def _sign(self, result: Outcome3 | None, base: Style) -> tuple[str, Style]:
        return (RESULT_SIGNS[result], base + self._part(result)) if result else ("·", base + self._part("muted"))

    def _part(self, name: str) -> Style:
        return self.get_component_rich_style(f"sessions--{name}", partial=True)


def about(row: Row, brief: bool = False) -> Content:
    """What a list has no room for, in words: four lines, of which the third may be long; `brief`: three short ones."""
    if not isinstance(row, SessionInfo):
        damaged = _("The entry of this rehearsal in the journal is damaged.")
        return Content(f"{damaged}\n" + _("Id {id}").format(id=one_line(row.id) or _("unknown")))
    took = [] if row.seconds is None else [_("{time} of practice").format(time=duration(row.seconds))]
    score = _("{n} of 100, complete") if row.complete else _("{n} of 100, not complete")
    moves = [f"{MOVE_WORDS[move]} {RESULT_WORDS[result]}" for move, result in row.moves]
    first = " · ".join([level_name(row.level), when(row), *took, answers(row.answers)])
    if brief:
        return Content.assemble(
            (one_line(row.title), "bold"),
            f"\n{level_name(row.level)} · {when(row)}",
            "\n" + score.format(n=row.completeness),
        )
    return Content.assemble(
        (one_line(row.title), "bold"),
        f"\n{first}",
        f"\n{score.format(n=row.completeness)}" + (f": {', '.join(moves)}" if moves else ""),
        (f"\n{_scored(row)}", "$foreground-muted"),
    )


def _scored(row: SessionInfo) -> str:
    """By whom, and how it was scored then if it was scored anew since."""
    scorer, then = scorer_names(row.scorer), row.then
    if then is None:
        by = _("Scored by {scorer}") if scorer else _("Scored by nobody: nothing was said")
        return by.format(scorer=scorer)
    by = (
        _("Scored by {scorer}; {n} of 100 then, by {then}")
        if scorer
        else _("Scored by nobody: nothing was said; {n} of 100 then, by {then}")
    )
    return by.format(scorer=scorer, n=then.completeness, then=scorer_names(then.scorer))


def _fit(text: str, room: int) -> str:
    """Cut, or filled up, to so many cells; what is cut shows it."""
    fitted = set_cell_size(text, room)
    return fitted if fitted.rstrip() == text.rstrip() else f"{set_cell_size(text, room - 1)}…"
