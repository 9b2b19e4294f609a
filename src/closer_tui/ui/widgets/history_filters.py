"""What a list of rehearsals is narrowed to: words, a scenario, a level, a move."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Button, Input

from closer_tui.i18n import _
from closer_tui.journal import Search
from closer_tui.levels import level_name
from closer_tui.rehearsal import LEVELS, Level
from closer_tui.report_words import one_line
from closer_tui.scoring.rubric import Move
from closer_tui.ui.screens.narrowing import NarrowScreen
from closer_tui.ui.widgets.answer import OneLine
from closer_tui.ui.widgets.history import MOVE_WORDS

SETTLED = 0.25
"""Seconds after the last letter until a search begins."""
TITLE_CELLS = 30
"""Of a scenario's title on its button."""

FOUR: tuple[Move, ...] = ("questions", "value", "interest", "email")
_ANY: tuple[Move | None, Move | None] = (None, None)
MOVE_CHOICES = (_ANY, *((move, None) for move in FOUR), *((None, move) for move in FOUR))
"""A move that was made, or one that was not."""


class Filters(Vertical):
    """A line to write in and three choices. Posts Changed once the typing settles, or a choice was made."""

    @dataclass
    class Changed(Message):
        """Something else is looked for."""

        search: Search

    class Written(Message):
        """Enter in the line of words: on to what was found."""

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self.search = Search()
        self._scenarios: Sequence[tuple[str, str]] = ()
        self._settling: Timer | None = None

    def compose(self) -> ComposeResult:
        yield OneLine(placeholder=_("Words that you said, or of a title"), id="words", compact=True)
        with Horizontal(id="choices"):
            yield Button(id="scenario", compact=True)
            yield Button(id="level", compact=True)
            yield Button(id="move", compact=True)

    def on_mount(self) -> None:
        self._say_chosen()

    def offer(self, scenarios: Sequence[tuple[str, str]]) -> None:
        """The scenarios that can be chosen from now on, by name and title."""
        self._scenarios = scenarios
        self._say_chosen()

    def write(self) -> None:
        """Go to the words."""
        self.query_one(Input).focus()

    def clear(self) -> None:
        """Look for nothing in particular."""
        self._hold()
        with self.prevent(Input.Changed):
            self.query_one(Input).value = ""
        self._seek(Search())

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._hold()
        self._settling = self.set_timer(SETTLED, self._settle)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self._settle()
        self.post_message(self.Written())

    def _hold(self) -> None:
        if self._settling is not None:
            self._settling.stop()
            self._settling = None

    def _settle(self) -> None:
        self._hold()
        self._seek(replace(self.search, text=" ".join(self.query_one(Input).value.split())))

    def _seek(self, search: Search) -> None:
        if search != self.search:
            self.search = search
            self._say_chosen()
            self.post_message(self.Changed(search))

    def _say_chosen(self) -> None:
        """What is chosen, on the buttons."""
        search = self.search
        title = dict(self._scenarios).get(search.scenario, search.scenario)
        chosen = {"scenario": title or _("Any scenario"), "level": _level(search.level)}
        chosen["move"] = _in_words(search.made, search.missed)
        narrowed = {"scenario": search.scenario, "level": search.level, "move": search.made or search.missed}
        for id, name in chosen.items():
            shown = Content(f"{Content(_capital(one_line(name))).truncate(TITLE_CELLS, ellipsis=True).plain} ▾")
            button = self.query_one(f"#{id}", Button)
            button.label = shown
            button.styles.width = shown.cell_length + 2
            button.set_class(bool(narrowed[id]), "-chosen")

    # --- the choices -----------------------------------------------------------------------------------------

    @on(Button.Pressed, "#scenario")
    def ask_scenario(self) -> None:
        names = ["", *(name for name, _title in self._scenarios)]
        titles = [_("Any scenario"), *(f"{title}  ({name})" for name, title in self._scenarios)]
        now = names.index(self.search.scenario) if self.search.scenario in names else 0
        self._ask(_("Which scenario?"), titles, now, lambda n: replace(self.search, scenario=names[n]))

    @on(Button.Pressed, "#level")
    def ask_level(self) -> None:
        levels: tuple[Level | None, ...] = (None, *LEVELS)
        names = [_capital(_level(each)) for each in levels]
        self._ask(
            _("Which level?"), names, levels.index(self.search.level), lambda n: replace(self.search, level=levels[n])
        )

    @on(Button.Pressed, "#move")
    def ask_move(self) -> None:
        names = [_capital(_in_words(*each)) for each in MOVE_CHOICES]
        now = MOVE_CHOICES.index((self.search.made, self.search.missed))

        def chosen(number: int) -> Search:
            made, missed = MOVE_CHOICES[number]
            return replace(self.search, made=made, missed=missed)

        self._ask(_("Which move, and how did it go?"), names, now, chosen)

    def _ask(self, question: str, choices: Sequence[str], now: int, search: Callable[[int], Search]) -> None:
        def answered(number: int | None) -> None:
            if number is not None:
                self._seek(search(number))

        self.app.push_screen(NarrowScreen(question, choices, now), answered)


def _in_words(made: Move | None, missed: Move | None) -> str:
    if made:
        return _("{move} made").format(move=MOVE_WORDS[made])
    return _("{move} not made").format(move=MOVE_WORDS[missed]) if missed else _("any move")


def _level(level: Level | None) -> str:
    return level_name(level) if level else _("any level")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
