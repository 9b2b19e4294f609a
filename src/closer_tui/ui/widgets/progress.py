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
    if state.level == "coached":
        named = Content("  ").join(
            Content.styled(f"{mark} {printable(translated(step.name))}", style)
            for (mark, style), step in zip(_marks(state), state.scenario.steps, strict=True)
        )
        if named.cell_length <= width:
            return named
    name = step_name(state)
    if state.level == "silent":
        return name
    return Content.assemble(marks(state), " · " if name.plain else "", name)


def marks(state: State) -> Content:
    """The steps as marks, and which one it is; nothing on the silent level."""
    if state.level == "silent":
        return Content("")
    line = Content(" ").join(Content.styled(*mark) for mark in _marks(state))
    steps = len(state.scenario.steps)
    here = _here(state)
    return line if here >= steps else Content.assemble(line, "   " + _("{n} of {all}").format(n=here + 1, all=steps))


def step_name(state: State) -> Content:
    """What the step is called, on the levels that say it."""
    if state.level == "silent":
        return Content("" if state.step is None else _("Afterwards: the email"))
    named = state.level == "coached" and state.step is not None
    if not named:
        return Content("")
    return Content.styled(printable(translated(state.scenario.steps[_here(state)].name)), "bold")


def _marks(state: State) -> list[tuple[str, str]]:
    here, answered = _here(state), {answer.step for answer in state.answers}
    return [_mark(i, here, i in state.skipped, i in answered) for i in range(len(state.scenario.steps))]


def _here(state: State) -> int:
    return len(state.scenario.steps) if state.step is None else state.step


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
            yield Line("title")
            yield Line("times")
        with Horizontal():
            yield Line("progress")
            yield Static(self._level, id="level", markup=False)

    def show(self, state: State, now: float, elapsed: bool) -> None:
        """Draw where it stands at practice second `now`; `elapsed`: with the time that has passed. In a narrow window
        the marks take the place of the title, the step's name has a line of its own, and one clock is enough."""
        steps = self.query_one("#progress", Line)
        slim = self.screen.has_class("-slim")
        if slim:
            self.query_one("#title", Line).say(marks(state) or Content(self._level))
            steps.say(step_name(state))
        else:
            self.query_one("#title", Line).say(Content(self._title))
            steps.say(progress(state, steps.size.width))
        self.query_one("#times", Line).say(times(state, now, elapsed and not (slim and state.seconds_left(now))))
