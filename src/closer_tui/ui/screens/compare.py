"""Two attempts side by side: what was gained, what was lost, and the words of both."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from closer_tui.events import AnswerKept
from closer_tui.i18n import _, translated
from closer_tui.practice.compare import Change, Comparison, Mark, MoveChanges, Side, compare_attempts, marks
from closer_tui.practice.compare_text import (
    SIGNS,
    changes_in_order,
    notes,
    score_line,
    side_line,
    title,
    word_of,
    worth_telling,
)
from closer_tui.rehearsal import State
from closer_tui.report_words import heard_title, one_line, title_of
from closer_tui.scoring.text import printable
from closer_tui.ui.room import Room
from closer_tui.ui.theme import WIDTHS
from closer_tui.ui.widgets.footer import Footer

# Never colour alone: each of the four looks different in black and white too.
GAINED = "bold underline $text-success"
LOST = "bold $text-warning"
SAME = "underline"
RAISED = "reverse $text-error"
SHADES = {"gained": "$text-success", "lost": "$text-warning", "missing": "$text-muted", "kept": ""}


class CompareScreen(Room[None]):
    """Shows comparisons, one at a time, the first one first. With `keep` the candidate decides which of two attempts at
    a step counts: it is given the event, and returns the state that follows."""

    HELP = _(
        "What became of each criterion between two attempts, and the words of both: those that were gained or lost are "
        "bold. The answer given last counts, unless you keep the earlier one."
    )
    HORIZONTAL_BREAKPOINTS = WIDTHS
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("1", "keep('before')", _("Keep the earlier"), tooltip=_("The earlier answer counts in the report")),
        Binding("2", "keep('after')", _("Keep the later"), tooltip=_("The later answer counts in the report")),
        Binding("right,n", "turn(1)", _("Next"), tooltip=_("The next comparison")),
        Binding("left,p", "turn(-1)", _("Previous"), show=False, tooltip=_("The comparison before")),
        Binding("escape,q,c", "dismiss(None)", _("Back"), tooltip=_("Back to the report")),
    ]
    AUTO_FOCUS = "#compared"

    def __init__(self, comparisons: Sequence[Comparison], keep: Callable[[AnswerKept], State] | None = None) -> None:
        super().__init__()
        self._comparisons = list(comparisons)
        self._keep = keep
        self._at = 0

    @property
    def shown(self) -> Comparison:
        """The comparison on the screen."""
        return self._comparisons[self._at]

    def compose(self) -> ComposeResult:
        yield Static(id="what")
        yield Static(id="sum")
        yield VerticalScroll(id="compared")
        yield Footer()

    async def on_mount(self) -> None:
        await self._show()

    def on_resize(self) -> None:
        body = self.query_one("#compared", VerticalScroll)
        body.border_title = legend(body.size.width - 2)

    async def _show(self) -> None:
        shown = self.shown
        head, many = title(shown), len(self._comparisons)
        if many > 1:
            head = _("{what} ({n} of {all})").format(what=head, n=self._at + 1, all=many)
        self.query_one("#what", Static).update(Content(head))
        self.query_one("#sum", Static).update(Content("\n".join((score_line(shown), *notes(shown)))))
        body = self.query_one("#compared", VerticalScroll)
        await body.remove_children()
        await body.mount(
            Changes(shown),
            Container(*(_side(shown, side) for side in (shown.before, shown.after)), id="sides"),
        )
        body.border_title = legend(body.size.width - 2)
        body.scroll_home(animate=False)
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "turn":
            return len(self._comparisons) > 1
        if action == "keep":
            side = self.shown.before if parameters == ("before",) else self.shown.after
            return self._keep is not None and side.attempt is not None and not side.counts
        return True

    async def action_turn(self, by: int) -> None:
        self._at = (self._at + by) % len(self._comparisons)
        await self._show()

    async def action_keep(self, which: str) -> None:
        shown = self.shown
        side = shown.before if which == "before" else shown.after
        if self._keep is None or shown.step is None or side.attempt is None:
            return
        state = self._keep(AnswerKept(shown.step, side.attempt))
        for number, each in enumerate(self._comparisons):
            if each.step is not None and each.before.attempt is not None and each.after.attempt is not None:
                again = compare_attempts(state, each.step, each.before.attempt, each.after.attempt)
                self._comparisons[number] = again
        await self._show()
        told = _("Attempt {n} counts from now on; the other one stays here.")
        self.notify(told.format(n=side.attempt + 1), markup=False)


def legend(width: int = 999) -> Content:
    """What the marks in the answers mean, in so many cells."""
    parts = (
        _("Your words:") + " " if width > 46 else "",
        (_("gained"), GAINED),
        " · ",
        (_("lost"), LOST),
        " · ",
        (_("in both"), SAME),
        " · ",
        (_("flag"), RAISED),
    )
    return Content.assemble(*parts)


class Changes(Static):
    """What became of each criterion: a line each, with sign, word and points."""

    def __init__(self, comparison: Comparison) -> None:
        super().__init__(id="changes")
        self._comparison = comparison

    def on_resize(self) -> None:
        lines: list[Content] = []
        words = [len(word_of(each)) for move in self._comparison.moves for each in worth_telling(move)]
        width = 0 if self.screen.has_class("-slim") else max(words, default=0)
        for move in self._comparison.moves:
            lines += _move_lines(move, width, headed=self._comparison.step is None)
        self.update(Content("\n").join(lines or [Content(_("There is nothing to compare."))]))


def _move_lines(move: MoveChanges, width: int, headed: bool) -> list[Content]:
    told = changes_in_order(worth_telling(move))
    if not told:
        return []
    head = [Content.styled(one_line(translated(move.after.title)), "bold")] if headed else []
    return [*head, *(_change_line(change, width) for change in told)]


def _change_line(change: Change, width: int) -> Content:
    points = f"  {'+' if change.points > 0 else '−'}{abs(change.points)}" if change.points else ""
    own = "  " + _("your word") if change.after.overruled else ""
    words = f"{SIGNS[change.kind]} {word_of(change):<{width}}  {title_of(change.criterion)}{points}{own}"
    return Content.styled(words, SHADES[change.kind])


def _side(comparison: Comparison, side: Side) -> Vertical:
    """The answers of one of the two, what met something marked in them."""
    said: list[Static] = []
    last = ""
    for index, heard in side.heard:
        head = heard_title(heard, side.scenario)
        if comparison.step is None and head != last:
            said.append(Static(Content(head), classes="heading"))
        last = head
        said.append(Static(marked(heard.text, marks(comparison, side, index)), classes="answer"))
    if not said:
        said.append(Static(_("Nothing was said."), classes="nothing"))
    return Vertical(
        Static(Content(side_line(side)), classes="side-title -counts" if side.counts else "side-title"),
        *said,
        classes="side",
    )


def marked(text: str, found: Sequence[Mark]) -> Content:
    """An answer with its words that count marked: bold what made the difference, underlined what is in both."""
    content = Content(printable(text))
    styles = {"gained": GAINED, "lost": LOST}
    for mark in found:
        style = RAISED if mark.change.criterion.flag else styles.get(mark.change.kind, SAME)
        content = content.stylize(style, mark.span.start, mark.span.end)
    return content
