"""The looks. Every colour in a .tcss is a variable of the theme, and whatever theme is chosen, words can be read in it.

Themes are made for looks: in one of two that come with Textual some words stand out by less than two to one. So the
variables that colour words are moved towards black or white, no further than it takes, until they stand out from
everything that words are written on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from textual import events
from textual.app import App
from textual.color import Color

DARK = "textual-dark"
LIGHT = "textual-light"

WIDTHS = [(0, "-slim"), (60, "-narrow"), (100, "-wide")]
"""The classes of a screen by its columns: large letters or a part of a window, 80 columns, and plenty."""

READABLE = 4.5
"""The least contrast of words with what is behind them, as WCAG 2.2 asks for (1.4.3)."""
VISIBLE = 3.0
"""The least contrast of edges and marks that say something (1.4.11)."""
_SPARE = 0.15
"""What rounding to whole colours may take away."""

WORDS = (
    *(f"text-{name}" for name in ("primary", "secondary", "accent", "success", "warning", "error", "muted")),
    *("foreground", "foreground-muted", "text", "link-color", "link-color-hover"),
    *("footer-foreground", "footer-description-foreground", "footer-key-foreground"),
    *("button-foreground", "block-cursor-foreground", "block-cursor-blurred-foreground", "input-selection-foreground"),
)
"""Variables in which words are written."""
_GROUNDS = ("background", "surface", "surface-lighten-1", "panel", "panel-lighten-1", "footer-background")
"""Variables on which words are written, besides the tinted ones below."""
_TINTS: Mapping[str, tuple[float, float]] = {
    "block-cursor-background": (0.18, 0.34),
    "block-cursor-blurred-background": (0.08, 0.16),
    "input-selection-background": (0.2, 0.34),
}
"""The highlighted row where the keys are, the one where they are not, and selected text: how much of `primary` in a
light look, and in a dark one, where it takes more to be seen."""
_STEPS = 32


class Readable(App[None]):
    """A program in whose looks all words can be read."""

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Nothing blinks where nothing is to move: TEXTUAL_ANIMATIONS=none."""
        if self.animation_level == "none" and hasattr(event.widget, "cursor_blink"):
            event.widget.cursor_blink = False

    def get_css_variables(self) -> dict[str, str]:
        """The variables of the theme, made readable."""
        variables = {**super().get_css_variables()}
        variables.update(_made_readable(tuple(sorted(variables.items()))))
        self.theme_variables = variables
        return variables


def other(dark: bool) -> str:
    """The look to switch to from a dark one, or from a light one."""
    return LIGHT if dark else DARK


def readable(variables: Mapping[str, str]) -> dict[str, str]:
    """Those variables of a theme that have to be others, so that words can be read. Of a theme in the terminal's own
    colours nothing is known, so nothing is changed."""
    background = Color.parse(variables["background"])
    if background.ansi is not None or variables["background"].startswith("ansi"):
        return {}
    white = _least(Color(255, 255, 255), (background,)) > _least(Color(0, 0, 0), (background,))
    ink = Color(255, 255, 255) if white else Color(0, 0, 0)
    primary = Color.parse(variables["primary"])
    changed = {name: _ground(background, primary, shares[white], ink) for name, shares in _TINTS.items()}
    changed |= {name: _ground(background, background + Color.parse(variables[name]), 1.0, ink) for name in _GROUNDS}
    grounds = list(changed.values())
    for name in WORDS:
        color = _of(variables.get(name, "auto"), background, ink)
        changed[name] = _towards(color, ink, grounds, READABLE + _SPARE)
    edges = (background, Color.parse(variables["surface"]))
    changed["border"] = _towards(background + Color.parse(variables["border"]), ink, edges, VISIBLE + _SPARE)
    return {name: color.hex6 for name, color in changed.items()}


@lru_cache(4)
def _made_readable(variables: tuple[tuple[str, str], ...]) -> dict[str, str]:
    return readable(dict(variables))


def _of(value: str, background: Color, ink: Color) -> Color:
    """The colour of a variable on the background; "auto 60%" is that much of black or white."""
    if value.startswith("auto"):
        share = value.removeprefix("auto").strip().removesuffix("%")
        return background.blend(ink, float(share) / 100 if share else 1.0, alpha=1.0)
    return background + Color.parse(value)


def _ground(background: Color, color: Color, share: float, ink: Color) -> Color:
    """The background with a share of a colour; less where too little could be read on it."""
    while share > 0.02 and _least(ink, (background.blend(color, share, alpha=1.0),)) < READABLE * 1.3:
        share *= 0.8
    return background.blend(color, share, alpha=1.0)


def _towards(color: Color, ink: Color, grounds: Sequence[Color], wanted: float) -> Color:
    """The colour nearest to this one, on its way to `ink`, that stands out from all of these by what is wanted."""
    for step in range(_STEPS):
        moved = color.blend(ink, step / _STEPS, alpha=1.0)
        if _least(moved, grounds) >= wanted:
            return moved
    return ink


def _least(color: Color, grounds: Sequence[Color]) -> float:
    """The least contrast ratio of a colour with any of these, by WCAG 2.2."""
    light = _luminance(color)
    ratios = (
        (max(light, behind) + 0.05) / (min(light, behind) + 0.05) for behind in (_luminance(each) for each in grounds)
    )
    return min(ratios)


@lru_cache(512)
def _luminance(color: Color) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (value / 255 for value in (color.r, color.g, color.b))
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
