"""Where the rehearsal stands: which step, how long it has taken, what is left."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from closer_tui.i18n import _, translated
from closer_tui.levels import Level, level_name
from closer_tui.rehearsal import State
from closer_tui.scoring.text import printable
from closer_tui.ui.widgets.phrases import clock, time_left

DONE, HERE, AHEAD, SKIPPED = "●", "◉", "○", "–"


def progress(state: State, width: int) -> Content:
    """The steps as marks; on the coached level with names: all of them where they fit into `width` cells. On
    the silent level nothing gives away how much is expected."""
    steps = state.scenario.steps
    if state.level == "silent":
        return Content("" if state.step is None else _("Afterwards: the email"))
    here = len(steps) if state.step is None else state.step
    answered = {answer.step for answer in state.answers}
    marks = [_mark(i, here, i in state.skipped, i in answered) for i in range(len(steps))]
    if state.level == "coached":
        named = Content("  ").join(
            Content.styled(f"{mark} {printable(translated(step.name))}", style)
            for (mark, style), step in zip(marks, steps, strict=True)
        )
        if named.cell_length <= width:
            return named
    line = Content(" ").join(Content.styled(*mark) for mark in marks)
    if here >= len(steps):
        return line
    name = f" · {printable(translated(steps[here].name))}" if state.level == "coached" else ""
    return Content.assemble(line, "   " + _("{n} of {all}").format(n=here + 1, all=len(steps)), (name, "bold"))


def times(state: State, now: float, elapsed: bool) -> Content:
    """The elapsed clock, and what is left of the step's time where it has one."""
    parts = [Content.styled(clock(now), "$foreground-muted")] if elapsed else []
    left = state.seconds_left(now)
    if left is not None:
        parts.insert(0, Content.styled(time_left(left), "bold $text-warning" if left <= 0 else "$foreground-muted"))
    return Content("   ").join(parts)


def _mark(index: int, here: int, skipped: bool, answered: bool) -> tuple[str, str]:
    if index == here:
        return HERE, "bold $text-primary"
    if skipped:
        return SKIPPED, "$foreground-muted"
    return (DONE, "$text-success") if answered or index < here else (AHEAD, "$foreground-muted")


class Line(Static):
    """One line of text that is only drawn anew when it says something new."""

    def __init__(self, id: str) -> None:
        super().__init__("", id=id, markup=False)
        self._said: Content | None = None

    def say(self, content: Content) -> None:
        if content.markup != (self._said.markup if self._said else None):
            self._said = content
            self.update(content)


class Head(Vertical):
    """Two lines: what is rehearsed and the clock, the steps and the level."""

    def __init__(self, title: str, level: Level) -> None:
        super().__init__(id="head")
        self._title, self._level = printable(title), level_name(level)

    def compose(self) -> ComposeResult:
        with Horizontal():
            yield Static(self._title, id="title", markup=False)
            yield Line("times")
        with Horizontal():
            yield Line("progress")
            yield Static(self._level, id="level", markup=False)

    def show(self, state: State, now: float, elapsed: bool) -> None:
        """Draw where it stands at practice second `now`; `elapsed`: with the time that has passed."""
        steps = self.query_one("#progress", Line)
        steps.say(progress(state, steps.size.width))
        self.query_one("#times", Line).say(times(state, now, elapsed))
