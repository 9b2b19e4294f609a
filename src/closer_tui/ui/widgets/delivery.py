"""How the answers were said: the remarks, under a heading of their own, and their numbers in the answers."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from closer_tui.delivery_text import HOW_IT_WAS_SAID, raised, remark_lines
from closer_tui.practice.delivery import Remark

NUMBER = "bold $text-accent"
Place = tuple[int, int]
"""An offset in an answer, and the number of the remark that stands there."""


def numbered(content: Content, places: Sequence[Place]) -> Content:
    """The answer with the numbers of remarks put in. They are raised figures: they need no colour."""
    parts = content.divide([offset for offset, _ in places])
    signs = [Content.styled(raised(number), NUMBER) for _, number in places]
    return Content("").join(part for pair in zip(parts, [*signs, Content("")], strict=True) for part in pair)


def shifted(offset: int, places: Sequence[Place]) -> int:
    """Where a character of the answer stands once the numbers are put in."""
    return offset + sum(len(raised(number)) for at, number in places if at <= offset)


class HowItWasSaid(Vertical):
    """The remarks on all answers of a report, each with its number. `titles` are those of the answers."""

    def __init__(self, remarks: Sequence[Remark], titles: Sequence[str]) -> None:
        super().__init__()
        self._remarks = remarks
        self._titles = titles

    def compose(self) -> ComposeResult:
        yield Static(HOW_IT_WAS_SAID, classes="heading")
        for remark in self._remarks:
            for lines, instead in remark_lines(remark, self._titles):
                for line in lines:
                    yield Static(Content.assemble((raised(remark.number), NUMBER), f" {line}"), classes="remark")
                yield Static(Content(f"→ {instead}"), classes="instead")
