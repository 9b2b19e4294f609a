"""The two looks. Every colour in a .tcss is a variable of the theme, so that both stay readable."""

from __future__ import annotations

DARK = "textual-dark"
LIGHT = "textual-light"


def other(dark: bool) -> str:
    """The look to switch to from a dark one, or from a light one."""
    return LIGHT if dark else DARK
