"""Completeness over time, drawn with a plotting library: import this when a chart is opened, not before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from types import MappingProxyType
from typing import ClassVar

from rich.style import Style
from textual import events, on
from textual.reactive import reactive
from textual_plot import HiResMode, PlotWidget
from textual_plot.axis_formatter import AxisFormatter

from closer_tui.i18n import _, figure, short_month
from closer_tui.levels import level_name
from closer_tui.practice.progress import Progress
from closer_tui.practice.timeline import TREND
from closer_tui.rehearsal import Level
from closer_tui.ui.room import once_drawn

MARKS: Mapping[Level | None, str] = MappingProxyType({"coached": "△", "realistic": "◇", "silent": "■", None: "+"})
"""Told apart by shape: colour is only a help."""
TREND_MARK = "⠒"
GAP = 6
"""Columns between two labels, at least."""
_DAY = 86_400
_MINUTE = 1 / 1_440


class Chart(PlotWidget, can_focus=False):
    """Marks of completeness by run, or by date; and the running median as a line. It neither zooms nor moves, and
    scrolls with what it stands in."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "chart--coached",
        "chart--realistic",
        "chart--silent",
        "chart--several",
        "chart--trend",
    }

    margin_top = reactive(0)
    margin_bottom = reactive(1)
    margin_left = reactive(5)

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id, allow_pan_and_zoom=False)
        self._shown: Progress | None = None
        self._dates = False

    def show(self, shown: Progress, dates: bool) -> None:
        """Draw it by run, or by date. For three marks or more."""
        self._shown, self._dates = shown, dates
        self._draw()

    def on_resize(self) -> None:
        self._draw()

    def notify_style_update(self) -> None:
        """The theme has changed, and the colours of the marks with it."""
        super().notify_style_update()
        if self._shown is not None and self.is_mounted:
            once_drawn(self, self._draw)

    @on(events.MouseScrollDown)
    @on(events.MouseScrollUp)
    def _leave_the_wheel(self, event: events.MouseEvent) -> None:
        event.prevent_default()  # the library would keep it to zoom

    def _draw(self) -> None:
        shown = self._shown
        if shown is None:
            return
        self.clear()
        marks = shown.dated if self._dates else shown.marks
        places = [_days(mark.when) if self._dates else float(mark.run) for mark in marks]
        self.set_ylimits(-0.01, 100.01)  # a mark on the very edge would be drawn under the frame
        self.set_yticks([0, 25, 50, 75, 100] if self.size.height > 12 else [0, 50, 100])
        self._set_x(places)
        if not self._dates or shown.each == "run":
            line = places[len(places) - len(shown.trend) :] if shown.trend else []
            self.plot(line, shown.trend, self._colour("trend"), hires_mode=HiResMode.BRAILLE)
        elif len(places) > 1:
            heights = [mark.completeness for mark in marks]
            self.plot(places, heights, self._colour("trend"), hires_mode=HiResMode.BRAILLE)
        for level, sign in MARKS.items():
            here = [(x, mark.completeness) for x, mark in zip(places, marks, strict=True) if mark.level == level]
            if here:
                across, up = zip(*here, strict=True)
                self.scatter(across, up, marker=sign, marker_style=self._colour(level or "several"))

    def _set_x(self, places: Sequence[float]) -> None:
        least, most = places[0], places[-1]
        width = max(20, self.size.width - self.margin_left - 2)
        form = _Dates(most - least) if self._dates else _Runs()
        wide = max(map(len, form.get_labels_for_ticks([least, most])))
        # Columns at the sides, so that neither a mark nor half of a label is cut off.
        aside = 1 + wide // 2
        margin = max(_MINUTE if self._dates else 0.5, (most - least) * aside / (width - 2 * aside))
        self.set_xlimits(least - margin, most + margin)
        self.set_x_formatter(form)
        self.set_xticks(form.get_ticks(least, most, max(2, width // (wide + GAP))))

    def _colour(self, which: str) -> str:
        style: Style = self.get_component_rich_style(f"chart--{which}")
        return str(Style(color=style.color, bold=style.bold))


def whole_ticks(least: int, most: int, room: int) -> list[float]:
    """At most `room` whole numbers from `least` to `most`, evenly apart by 1, 2 or 5 and noughts."""
    step, factors = 1, (2, 2.5, 2)
    turn = 0
    while most // step - (least - 1) // step > room:
        step = int(step * factors[turn % 3])
        turn += 1
    return [float(tick) for tick in range((least + step - 1) // step * step, most + 1, step)]


def _days(when: datetime) -> float:
    """Days of the wall clock here."""
    local = when.astimezone()
    return local.replace(tzinfo=UTC).timestamp() / _DAY


class _Runs(AxisFormatter):
    def get_ticks(self, min_: float, max_: float, max_ticks: int = 8) -> list[float]:
        return whole_ticks(int(min_), int(max_), max_ticks)

    def get_labels_for_ticks(self, ticks: Sequence[float]) -> list[str]:
        return [figure(tick) for tick in ticks]


class _Dates(AxisFormatter):
    """Hours, days or months, by how many days it goes over."""

    def __init__(self, span: float) -> None:
        self._hours = span < 2
        days = _("{day} {month}") if span < 300 else "{month} {year}"
        self._form = _("{day} {month} {time}") if self._hours else days

    def get_ticks(self, min_: float, max_: float, max_ticks: int = 8) -> list[float]:
        if max_ <= min_:
            return [min_]
        ticks = max_ticks if self._hours else min(max_ticks, max(2, int(max_ - min_)))  # no day twice
        return [min_ + (max_ - min_) * n / (ticks - 1) for n in range(ticks)]

    def get_labels_for_ticks(self, ticks: Sequence[float]) -> list[str]:
        return [self._label(datetime.fromtimestamp(tick * _DAY, UTC)) for tick in ticks]

    def _label(self, when: datetime) -> str:
        return self._form.format(day=when.day, month=short_month(when), year=when.year, time=f"{when:%H:%M}")


def legend(shown: Progress, dates: bool) -> str:
    """What the marks are, and what stands across: for the line beneath the chart."""
    marks = shown.dated if dates else shown.marks
    levels = {mark.level for mark in marks}
    several = _("several levels")
    signs = [f"{sign} {level_name(level) if level else several}" for level, sign in MARKS.items() if level in levels]
    if dates and shown.each != "run":
        each = {
            "week": _("By date: each mark the median of a week."),
            "month": _("By date: each mark the median of a month."),
            "year": _("By date: each mark the median of a year."),
        }
        return f"{each[shown.each]}  " + "  ".join(signs)
    if shown.trend:
        signs.append(f"{TREND_MARK * 2} " + _("median of {n}").format(n=TREND))
    if dates:
        across = _("By date.")
    elif shown.runs > len(marks):
        across = _("By run, the last {n}.").format(n=len(marks))
    else:
        across = _("By run.")
    return f"{across}  " + "  ".join(signs)
