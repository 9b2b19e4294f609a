"""The moves against the last runs: which one do I keep forgetting?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from textual.content import Content

from closer_tui.i18n import _, translated
from closer_tui.practice.progress import Row
from closer_tui.practice.progress_text import remark
from closer_tui.report_words import RESULT_WORDS, one_line
from closer_tui.scoring.report import Outcome3
from closer_tui.scoring.rubric import MOVE_NAMES
from closer_tui.ui.widgets.findings import RESULT_SIGNS
from closer_tui.ui.widgets.phrases import first_words

NOT_ASKED = "·"
SHADES: Mapping[Outcome3, str] = MappingProxyType(
    {"made": "$text-success", "half": "$text-warning", "missed": "$text-error"}
)
"""The sign says it too."""
LEGEND = (
    "  ".join(f"{RESULT_SIGNS[result]} {RESULT_WORDS[result]}" for result in SHADES)
    + f"  {NOT_ASKED} "
    + _("not asked; newest at the right")
)
NAME_CELLS = max(16, *(len(translated(name)) + 2 for name in MOVE_NAMES.values()))


def grid(rows: Sequence[Row]) -> Content:
    """A line for each row: its name, a sign for each run, and how it went lately in words."""
    return Content("\n").join(_line(row) for row in rows)


def _line(row: Row) -> Content:
    name = Content(first_words(one_line(translated(row.title)), NAME_CELLS - 2))
    cells = Content(" ").join(_cell(cell) for cell in row.cells)
    often = row.asked.count("missed") > 1
    said = Content.styled(remark(row), "bold" if often else "$foreground-muted")
    return Content.assemble(name.pad_right(max(0, NAME_CELLS - name.cell_length)), cells, "  ", said)


def _cell(result: Outcome3 | None) -> Content:
    if result is None:
        return Content.styled(NOT_ASKED, "$foreground-muted")
    return Content.styled(RESULT_SIGNS[result], SHADES[result])
