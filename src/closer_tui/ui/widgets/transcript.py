"""The conversation so far, newest at the bottom."""

from __future__ import annotations

from collections.abc import Sequence

from textual.containers import VerticalScroll
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static

from closer_tui.i18n import _, figure, ngettext
from closer_tui.scenario.model import Scenario
from closer_tui.scoring.text import printable
from closer_tui.talk import Turn

PAUSE = 0.7
"""Seconds between two lines of the interviewer: time to read the first before the next arrives."""
MOST_DRAWN = 6000
"""Characters of one turn that are drawn; the whole of it is in the journal and is judged."""


class Said(Static):
    """One turn. Who speaks shows by the name above it, by where it stands and by its edge, not by colour alone."""

    def __init__(self, turn: Turn, name: str, first: bool) -> None:
        text = printable(turn.text)
        if len(text) > MOST_DRAWN:
            rest = len(text) - MOST_DRAWN
            told = ngettext("({n} more character, all of them kept)", "({n} more characters, all of them kept)", rest)
            text = f"{text[:MOST_DRAWN]} …\n{told.format(n=figure(rest))}"
        shown = Content.assemble((f"{name}\n", "bold"), text) if name else Content(text)
        self._shown, self._begins, self._ends = shown, len(shown.plain) - len(text), len(shown.plain)
        follows = "" if first else " -follows"
        super().__init__(shown, classes=f"said -{turn.speaker}{follows}", markup=False)

    def light(self, start: int, length: int) -> None:
        """Show which words are being said; none where `length` is 0."""
        first = min(self._begins + start, self._ends)
        last = min(first + length, self._ends)
        self.update(self._shown.stylize("bold underline", first, last) if first < last else self._shown, layout=False)


class Transcript(VerticalScroll, can_focus=True):
    """Draws turns as they come. Lines of the interviewer may arrive one after the other; `hurry` shows all. The
    keys can go to it while `can_focus` is set: not while there is something to write, which would be lost here."""

    def __init__(self, scenario: Scenario, id: str | None = None) -> None:
        super().__init__(id=id)
        self._scenario = scenario
        self._drawn = 0
        self._last: str | None = None
        self._coming: list[Said] = []
        self._timer: Timer | None = None

    def on_mount(self) -> None:
        self.anchor()

    def draw(self, turns: Sequence[Turn], gradually: bool) -> None:
        """Draw the turns that are not drawn yet: at once, or line by line."""
        new = [self._said(turn) for turn in turns[self._drawn :]]
        self._drawn = len(turns)
        if not new:
            return
        self.hurry()
        if gradually:
            later = [said for said in new[1:] if not said.has_class("-candidate")]
            for said in later:
                said.display = False
            self._coming = later
            if later:
                self._timer = self.set_interval(PAUSE, self._next)
        self.mount_all(new)
        self.anchor()

    def look(self, lines: int) -> None:
        """Scroll by so many lines, and stay there until something new is said."""
        self.release_anchor()
        self.scroll_relative(y=lines, animate=False, immediate=True)

    def light(self, turn: int, start: int, length: int) -> None:
        """Show which words of a turn are being said; none where `length` is 0."""
        if turn < len(self.children) and isinstance(said := self.children[turn], Said):
            said.light(start, length)

    def hurry(self) -> None:
        """Show every line that is still to come."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        for said in self._coming:
            said.display = True
        self._coming = []

    def _next(self) -> None:
        if self._coming:
            self._coming.pop(0).display = True
        if not self._coming:
            self.hurry()

    def _said(self, turn: Turn) -> Said:
        names = {"candidate": _("You"), "scene": ""}
        name = names.get(turn.speaker, printable(self._scenario.interviewer_of(turn.step).name))
        first = name != self._last
        self._last = name
        return Said(turn, name if first else "", first)
