"""The box in which a scenario is written: TOML in colours, and what is wrong with it marked where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual import events
from textual.binding import Binding, BindingType
from textual.color import Color
from textual.geometry import Offset
from textual.strip import Strip
from textual.theme import Theme
from textual.widgets import TextArea
from textual.widgets.text_area import TextAreaTheme

from closer_tui.diagnostics import Diagnostic, Severity
from closer_tui.i18n import _
from closer_tui.scenario.load import MOST_BYTES
from closer_tui.scenario.manuscript import LONGEST_LINE
from closer_tui.ui.widgets.stand_ins import StandIns

SIGNS: Mapping[Severity, str] = {"error": "✗", "warning": "!", "note": "·"}
COLORS: Mapping[Severity, str] = {"error": "text-error", "warning": "text-warning", "note": "text-primary"}
_RANK: Mapping[Severity, int] = {"error": 0, "warning": 1, "note": 2}

MOST_COLOURED = 48_000
"""Characters up to which the text is coloured: every key has all of it parsed again."""

_QUERY = """
(comment) @comment
(integer) @number (float) @number (boolean) @number
(offset_date_time) @number (local_date_time) @number (local_date) @number (local_time) @number
(pair (bare_key) @key) (pair (dotted_key) @key) (pair (quoted_key) @key)
(table (bare_key) @header) (table (dotted_key) @header) (table (quoted_key) @header)
(table_array_element (bare_key) @header) (table_array_element (dotted_key) @header)
(table_array_element (quoted_key) @header)
"=" @mark "," @mark "[" @mark "]" @mark "[[" @mark "]]" @mark "{" @mark "}" @mark
"""
_SYNTAX = {"key": "text-primary", "header": "text-accent", "number": "text-success", "comment": "foreground-muted",
           "mark": "foreground-muted"}  # fmt: skip
_BOLD, _ITALIC = {"header"}, {"comment"}


class ScenarioBox(TextArea):
    """Holds any text: what a terminal must not see is drawn as U+FFFD and kept as it is."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+home", "go_to(1)", _("Begin"), show=False),
        Binding("ctrl+end", "go_to(999999)", _("End"), show=False),
    ]

    def __init__(self, text: str, id: str | None = None) -> None:
        """Raises NoStandIns for a text that it can't hold."""
        self._stand_ins = StandIns.for_text(text)
        self._marks: dict[int, list[Diagnostic]] = {}
        super().__init__(
            self._stand_ins.boxed(text), id=id, soft_wrap=True, show_line_numbers=True, tab_behavior="focus"
        )
        self.indent_width = 2

    def on_mount(self) -> None:
        self._colour(self.app.current_theme)
        self.app.theme_changed_signal.subscribe(self, self._colour)
        if len(self.text) <= MOST_COLOURED:
            import tree_sitter_toml
            from tree_sitter import Language

            self.register_language("scenario", Language(tree_sitter_toml.language()), _QUERY)
            where, scroll = self.cursor_location, self.scroll_offset
            self.language = "scenario"
            self.move_cursor(where)
            self.scroll_to(y=scroll.y, animate=False, immediate=True)

    def on_unmount(self) -> None:
        self.app.theme_changed_signal.unsubscribe(self)  # which would hold it until the next change

    # --- the text ------------------------------------------------------------------------------------------

    @property
    def written(self) -> str:
        """The text as it belongs in the file."""
        return self._stand_ins.plain(self.text)

    def take(self, text: str) -> None:
        """Put another text in, the cursor where it was; what was there comes back with undo where it can."""
        where = self.cursor_location
        boxed = self._stand_ins.boxed(text)
        if self._stand_ins.fits(text) and ("\r\n" in boxed) == (self.document.newline == "\r\n"):
            self.history.checkpoint()
            self.replace(boxed, self.document.start, self.document.end)
            self.history.checkpoint()
        else:
            self._stand_ins = StandIns.for_text(text)
            self.load_text(self._stand_ins.boxed(text))
        self.go_to(where[0] + 1, where[1] + 1)

    def go_to(self, line: int, column: int = 1) -> None:
        """Put the cursor at a line and a column, both from 1, or as near as there is text, and show it."""
        row = min(max(line - 1, 0), self.document.line_count - 1)
        self.move_cursor((row, min(max(column - 1, 0), len(self.document[row]))), center=True)

    def action_go_to(self, line: int) -> None:
        self.go_to(line)

    async def _on_paste(self, event: events.Paste) -> None:
        event.prevent_default()
        event.stop()
        pasted = self._stand_ins.without(event.text.replace("\r\n", "\n").replace("\r", "\n"))
        if len(self.text) + len(pasted) > MOST_BYTES or max(map(len, pasted.split("\n"))) > LONGEST_LINE:
            self.notify(
                _("That is more than a scenario can hold: it was not put in."), severity="warning", markup=False
            )
            return
        self.replace(pasted, *sorted(self.selection), maintain_selection_offset=False)
        self.scroll_cursor_visible()

    # --- what is wrong -------------------------------------------------------------------------------------

    def mark(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Show these, and no others, in their lines."""
        found: dict[int, list[Diagnostic]] = {}
        for each in sorted(diagnostics, key=lambda each: _RANK[each.severity]):
            found.setdefault(max(each.line - 1, 0), []).append(each)
        if found != self._marks:
            self._marks = found
            self.notify_style_update()  # draws every line again
            self.refresh()

    def get_line(self, line_index: int) -> Text:
        line = Text(self._stand_ins.drawn(self.document.get_line(line_index)), end="", no_wrap=True)
        for each in reversed(self._marks.get(line_index, ())):
            if each.line:
                begin = min(each.column - 1, len(line) - 1)
                single = each.end_line == each.line and each.end_column > each.column
                line.stylize(self._under(each.severity), begin, each.end_column - 1 if single else len(line))
        return line

    def render_line(self, y: int) -> Strip:
        """With a sign beside the number of a line in which something is wrong."""
        strip = super().render_line(y)
        at = self.scroll_offset.y + y
        if not self._marks or at >= self.wrapped_document.height:
            return strip
        row = self.wrapped_document.offset_to_location(Offset(0, at))[0]
        marks = self._marks.get(row)
        if not marks:
            return strip
        severity = marks[0].severity
        style = Style(color=self._color(COLORS[severity]).rich_color, bold=True) + (self.rich_style.background_style)
        sign = Strip([Segment(SIGNS[severity], style)], 1)
        width = self.gutter_width
        return Strip.join([strip.crop(0, width - 2), sign, strip.crop(width - 1, strip.cell_length)])

    # --- colours -------------------------------------------------------------------------------------------

    def _under(self, severity: Severity) -> Style:
        """Underlined on a tinted ground: not by colour alone."""
        tint = self._color("background").blend(self._color(COLORS[severity]), 0.1)
        return Style(underline=True, bgcolor=tint.rich_color)

    def _color(self, name: str) -> Color:
        variables = self.app.theme_variables
        ground = Color.parse(variables["background"])
        return ground + Color.parse(variables[name])

    def _colour(self, theme: Theme) -> None:
        styles = {
            name: Style(color=self._color(color).rich_color, bold=name in _BOLD or None, italic=name in _ITALIC or None)
            for name, color in _SYNTAX.items()
        }
        self.register_theme(TextAreaTheme(f"closer-{theme.name}", syntax_styles=styles))
        self.theme = f"closer-{theme.name}"
        self.notify_style_update()
