"""What is drawn on a screen: the cells with their colours, and the words that found no room."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rich.cells import cell_len
from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from textual.app import App
from textual.command import CommandPalette
from textual.content import Content
from textual.geometry import Region
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Button, Footer, Input, Label, Static
from textual.widgets._footer import FooterKey
from textual.widgets._toast import Toast

BLANK = " \u00a0"
LINES = {chr(code) for code in range(0x2500, 0x25A0)} | {"\U0001fb00"} | {chr(c) for c in range(0x2800, 0x2900)}
"""Box drawing, blocks (edges, bars, scroll bars) and the dots of a chart: no words."""
Triplet = tuple[int, int, int]


@dataclass(frozen=True)
class Cell:
    """One character as it stands on the screen, in true colour."""

    x: int
    y: int
    character: str
    color: Triplet
    ground: Triplet
    style: Style


@dataclass
class Picture:
    """A screen as it was drawn: `idle` are the cells of what can't be used now, `focus` is where the keys go, one of so
    many `places`, and `cut` is what found no room."""

    lines: list[list[Segment]]
    ground: Triplet
    idle: list[Region]
    focus: Region | None
    places: int
    cut: list[str]

    @property
    def text(self) -> str:
        return "\n".join("".join(segment.text for segment in line) for line in self.lines)

    def cells(self, blanks: bool = False) -> Iterator[Cell]:
        """Every cell that can be used and is not blank, or with the blank ones."""
        for y, line in enumerate(self.lines):
            x = 0
            for segment in line:
                style = segment.style or Style.null()
                color, ground = colours(style, self.ground)
                for character in segment.text:
                    if (blanks or character not in BLANK) and not any(region.contains(x, y) for region in self.idle):
                        yield Cell(x, y, character, color, ground, style)
                    x += cell_len(character)


def colours(style: Style, ground: Triplet) -> tuple[Triplet, Triplet]:
    """The colours of a character and of what is behind it: reverse swaps them, dim is two thirds of the way."""
    behind = _triplet(style.bgcolor) or ground
    color = _triplet(style.color) or (255, 255, 255)
    if style.reverse:
        color, behind = behind, color
    if style.dim:
        mixed = [round(b + (c - b) * 0.66) for c, b in zip(color, behind, strict=True)]
        color = (mixed[0], mixed[1], mixed[2])
    return color, behind


def _triplet(color: Color | None) -> Triplet | None:
    return None if color is None or color.is_default else color.get_truecolor()


def contrast(one: Triplet, other: Triplet) -> float:
    """The contrast ratio of two colours, from 1 to 21: (L1 + 0.05) / (L2 + 0.05) over their relative luminances, as
    WCAG 2.2 defines both (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio)."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(color: Triplet) -> float:
    """Relative luminance of an sRGB colour, from 0 to 1, by WCAG 2.2: 0.2126 R + 0.7152 G + 0.0722 B, each part made
    linear first."""
    parts = [value / 255 for value in color]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def look(app: App[None]) -> Picture:
    """What is on the screen now."""
    screen = app.screen
    lines = [list(strip) for strip in screen._compositor.render_strips()]
    focused = screen.focused
    return Picture(
        lines,
        screen.background_colors[1].rgb,
        list(_idle(app)),
        focused.region if focused is not None else None,
        len(screen.focus_chain),
        list(_cut(app, lines)),
    )


def _idle(app: App[None]) -> Iterator[Region]:
    """What can't be used now, which WCAG asks nothing of (1.4.3, inactive): what is disabled, and whatever is behind a
    dialog."""
    screen = app.screen
    for widget in screen.query(Widget):
        if widget.disabled and widget.display and widget.region:
            yield widget.region
    if isinstance(screen, ModalScreen):
        if isinstance(screen, CommandPalette):
            over = [screen.query_one("#--container")]
        else:
            over = list(screen.query(".dialog, Footer, Toast, #words"))
        behind = [screen.region]
        for widget in over:
            behind = [rest for region in behind for rest in _without(region, widget.region)]
        yield from behind


def _without(region: Region, hole: Region) -> Iterator[Region]:
    """The parts of a region that are not in the other."""
    inner = region.intersection(hole)
    if not inner:
        yield region
        return
    yield Region(region.x, region.y, region.width, inner.y - region.y)
    yield Region(region.x, inner.bottom, region.width, region.bottom - inner.bottom)
    yield Region(region.x, inner.y, inner.x - region.x, inner.height)
    yield Region(inner.right, inner.y, region.right - inner.right, inner.height)


def _cut(app: App[None], lines: list[list[Segment]]) -> Iterator[str]:
    """What found no room, in words: keys of the footer, buttons, titles of boxes, lines of text."""
    screen = app.screen
    text = ["".join(segment.text for segment in line) for line in lines]
    for footer in screen.query(Footer):
        palette = [key.region for key in footer.query(".-command-palette").results(Widget) if key.display]
        for key in footer.query(FooterKey):
            if key.display and not key.has_class("-command-palette"):
                seen = key.region.intersection(footer.region)
                if seen != key.region or any(key.region.overlaps(each) for each in palette):
                    yield f"key: {key.key_display} {key.description}"
    for widget in screen.query(Widget):
        if not widget.display or not widget.region or widget.is_disabled or not is_seen(widget):
            continue
        region = widget.region
        for title, y in ((widget.border_title, region.y), (widget.border_subtitle, region.bottom - 1)):
            drawn = "" if not 0 <= y < len(text) else "".join(text[y])
            plain = Content.from_markup(title).plain if isinstance(title, str) else title and title.plain
            if plain and 0 <= y < len(text) and plain not in drawn:
                yield f"title: {plain}"
        if isinstance(widget, Button):
            plain = Content(str(widget.label)).plain
            if plain not in text[min(region.y + region.height // 2, len(text) - 1)]:
                yield f"button: {plain}"
        elif isinstance(widget, Static | Label) and not isinstance(widget, FooterKey):
            yield from _cut_words(widget)
        elif isinstance(widget, Input) and not widget.value and _too_wide(widget):
            yield f"placeholder: {widget.placeholder}"


def _too_wide(field: Input) -> bool:
    return cell_len(str(field.placeholder)) > field.content_size.width


def is_seen(widget: Widget) -> bool:
    return all(each.display for each in widget.ancestors_with_self if isinstance(each, Widget))


def _cut_words(widget: Static | Label) -> Iterator[str]:
    content = widget.visual if isinstance(widget.visual, Content) else None
    if content is None or not content.plain.strip():
        return
    width, height = widget.content_size
    words = " ".join(content.plain.split())[:70]
    if widget.styles.text_wrap == "nowrap" and any(cell_len(line) > width for line in content.plain.split("\n")):
        yield f"too long: {words}"
    elif len(content.wrap(max(width, 1))) > height and not isinstance(widget, Toast):
        yield f"too high: {words}"
    if not any(each.styles.overflow_y != "hidden" for each in _containers(widget)):
        box = widget.parent.region if isinstance(widget.parent, Widget) else widget.screen.region
        if widget.region.intersection(box).intersection(widget.screen.region) != widget.region:
            yield f"outside: {words}"


def _containers(widget: Widget) -> Iterator[Widget]:
    """What it stands in, but for the screen."""
    return (each for each in widget.ancestors if isinstance(each, Widget) and each is not widget.screen)
