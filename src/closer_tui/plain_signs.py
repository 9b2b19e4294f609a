"""Signs that a screen reader leaves out, or stumbles over, as words."""

from __future__ import annotations

import re

from closer_tui.i18n import _

SIGNS = "→·•−–…✓✗½★°←↑↓"
"""What closer itself never says in plain mode; what strangers wrote is theirs."""

_DASH = re.compile(r"(?<=\d)–(?=\d)")


def in_words(line: str) -> str:
    """A line that closer made for the screen as one that is read aloud well."""
    line = _DASH.sub(_(" to "), line)
    for sign, word in ((" → ", _(", then ")), (" · ", ", "), ("−", _("minus ")), (" …", "..."), (" – ", ", ")):
        line = line.replace(sign, word)
    return line
