"""How practice goes: a chart of completeness, the moves against the last runs, and what to work on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Footer, Label, Static
from textual.widgets.option_list import Option

from closer_tui.journal import Journal, JournalError, Practice
from closer_tui.practice.progress import EVERYTHING, Answered, Choice, Missed, Played, Progress, progress, titled
from closer_tui.practice.progress_text import (
    advised_words,
    choice_words,
    counted,
    few_sentences,
    judged_self_lines,
    lately_words,
    more_own_sentence,
    nothing_sentence,
    off,
    runs_sentence,
    standing_lines,
    times,
    title_of,
    to_say,
)
from closer_tui.rehearsal import LEVELS, Level
from closer_tui.report_words import duration, one_line
from closer_tui.ui.screens.dialogs import Dialog
from closer_tui.ui.widgets.chart import Chart, legend
from closer_tui.ui.widgets.choices import Choices
from closer_tui.ui.widgets.grid import LEGEND, NAME_CELLS, grid
from closer_tui.ui.widgets.phrases import first_words

FEWEST_FOR_A_CHART = 3
MUTED = "$foreground-muted"


class ProgressScreen(Screen[None]):
    """Looks at the past and changes nothing. `journal` None: this program is run without one."""

    HELP = (
        "How complete your closes were over time, which of the moves you leave out, what you miss most and what to "
        "do about it, and how long your answers are. The line in the chart is the median of five runs: one odd day "
        "moves it little."
    )
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (112, "-wide")]  # noqa: RUF012 - as Textual declares it
    VERTICAL_BREAKPOINTS = [(0, "-low"), (30, "-tall")]  # noqa: RUF012 - as Textual declares it
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s", "scenario", "Scenario", tooltip="Look at one scenario alone, or at all"),
        Binding("l", "level", "Level", tooltip="Look at one level alone, or at all"),
        Binding("d", "dates", "Runs or dates", tooltip="Draw the chart by run, or by date"),
        Binding("escape,q", "dismiss(None)", "Back", tooltip="Back to where you came from"),
    ]

    @dataclass
    class Folded(Message):
        """What came of the journal; `trouble` is why it can't be read."""

        shown: Progress | None
        trouble: str = ""

    def __init__(self, journal: Journal | None, choice: Choice = EVERYTHING) -> None:
        super().__init__()
        self._journal = journal
        self._choice = choice
        self._practices: Sequence[Practice] | None = None
        self._shown: Progress | None = None
        self._dates = False

    def compose(self) -> ComposeResult:
        with Horizontal(id="top"):
            yield Label("Progress", id="title")
            yield Static(id="choice", markup=False)
        with VerticalScroll(id="room"):
            yield Static("Reading the journal …", id="words", markup=False)
            with Container(id="sides"):
                with Vertical(id="left"):
                    yield Static(id="standing", markup=False)
                    yield Chart(id="chart")
                    yield Static(id="legend", classes="aside", markup=False)
                    yield Static(id="moves", markup=False)
                    yield Static(LEGEND, classes="aside", markup=False)
                    yield Static(classes="lengths -beside", markup=False)
                with Vertical(id="right"):
                    yield Static(id="missed", markup=False)
                    yield Static(classes="lengths -beneath", markup=False)  # what is missed goes before it
                    yield Static(id="judged", markup=False)
        yield Footer()

    def on_mount(self) -> None:
        self.query_one("#sides").display = False
        self.query_one("#room").focus()
        if self._journal is None:
            self.query_one("#words", Static).update("Nothing is kept in this session: there is no journal to look at.")
        else:
            self._fold(self._journal, self._choice)

    @work(thread=True, group="fold")
    def _fold(self, journal: Journal, choice: Choice) -> None:
        try:
            if self._practices is None:
                self._practices = journal.practice()
            shown = progress(self._practices, choice)
        except JournalError as error:
            self.post_message(self.Folded(None, str(error)))
            return
        with suppress(JournalError):  # of a report that can't be read, the criteria are called by their names
            shown = titled(shown, journal.reports)
        self.post_message(self.Folded(shown))

    def on_progress_screen_folded(self, message: Folded) -> None:
        shown = message.shown
        if shown is not None and shown.choice != self._choice:
            return  # looked at something else meanwhile
        self._shown = shown
        words, sides = self.query_one("#words", Static), self.query_one("#sides")
        sides.display = shown is not None and shown.runs > 0
        words.display = not sides.display
        if shown is None:
            words.update(Content(one_line(f"The journal can't be read: {message.trouble}")))
        else:
            self.query_one("#choice", Static).update(_title(shown))
            words.update(Content(nothing_sentence(shown)))
            if shown.runs:
                self._draw(shown)
        self.refresh_bindings()

    def _draw(self, shown: Progress) -> None:
        charted = shown.runs >= FEWEST_FOR_A_CHART
        chart = self.query_one(Chart)
        chart.display = self.query_one("#legend").display = charted
        if charted:
            chart.show(shown, self._dates)
        self.query_one("#legend", Static).update(Content(legend(shown, self._dates)))
        self.query_one("#standing", Static).update(Content("\n".join(_standing(shown, charted))))
        self.query_one("#moves", Static).update(_moves(shown))
        self.query_one("#missed", Static).update(_missed(shown))
        self.query_one("#judged", Static).update(_judged_self(shown))
        self.query_one("#judged").display = shown.judged_self is not None
        for lengths in self.query(".lengths").results(Static):
            lengths.update(_lengths(shown))

    # --- keys ------------------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        shown = self._shown
        if action == "scenario":
            return shown is not None and (len(shown.scenarios) > 1 or bool(shown.choice.name))
        if action == "level":
            return shown is not None and shown.total > 0
        if action == "dates":
            return shown is not None and shown.runs >= FEWEST_FOR_A_CHART
        return True

    def action_scenario(self) -> None:
        def picked(name: str | None) -> None:
            if name is not None:
                self._look_at(replace(self._choice, name=name))

        if self._shown is not None:
            self.app.push_screen(WhichScreen(self._shown.scenarios, self._choice.name), picked)

    def action_level(self) -> None:
        levels: tuple[Level | None, ...] = (None, *LEVELS)
        following = levels[(levels.index(self._choice.level) + 1) % len(levels)]
        self._look_at(replace(self._choice, level=following))

    def _look_at(self, choice: Choice) -> None:
        self._choice = choice
        if self._journal is not None:
            self._fold(self._journal, choice)

    def action_dates(self) -> None:
        self._dates = not self._dates
        if self._shown is not None:
            self._draw(self._shown)


class WhichScreen(Dialog[str | None]):
    """Asks for a scenario: dismisses with its name, "" for all of them, None to leave it as it is."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "pick", "Look at it"),
        Binding("escape", "dismiss(None)", "Back"),
    ]

    def __init__(self, scenarios: Sequence[Played], name: str) -> None:
        super().__init__()
        self._scenarios = scenarios
        self._name = name

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Label("Which scenario?", classes="dialog-title")
            yield Choices(Option("All of them"), *(Option(_played(each)) for each in self._scenarios), markup=False)
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        names = ["", *(each.name for each in self._scenarios)]
        options = self.query_one(Choices)
        options.highlighted = names.index(self._name) if self._name in names else 0
        options.focus()

    def on_option_list_option_selected(self) -> None:
        self.action_pick()

    def action_pick(self) -> None:
        row = self.query_one(Choices).highlighted
        if row is not None:
            self.dismiss(self._scenarios[row - 1].name if row else "")


# --- what is drawn ---------------------------------------------------------------------------------------------


def _title(shown: Progress) -> Content:
    if shown.choice.name:
        level = f", {shown.choice.level} level" if shown.choice.level else ", all levels"
        return Content(first_words(title_of(shown, shown.choice.name), 44) + level)
    words = choice_words(shown)
    return Content(words[0].upper() + words[1:])


def _standing(shown: Progress, charted: bool) -> Iterator[str]:
    if not charted:
        yield runs_sentence(shown)
        yield from few_sentences(shown)
        return
    last, *more = standing_lines(shown)
    yield f"{runs_sentence(shown)} {last}"
    yield from more


def _played(each: Played) -> Content:
    went = f"at first {each.first}, last {each.last}, best {each.best}" if each.runs > 1 else f"{each.last} of 100"
    return Content.assemble((first_words(each.title), "bold"), (f"\n{counted(each.runs)} · {went}", MUTED))


def _moves(shown: Progress) -> Content:
    told = len(shown.rows[0].cells)
    of = f", the last {told} runs" if shown.runs > told else ""
    more = more_own_sentence(shown)
    return Content.assemble(_heading(f"Moves{of}"), grid(shown.rows), f"\n{more}" if more else "")


def _missed(shown: Progress) -> Content:
    heading = _heading(f"Missed most, {lately_words(shown)}")
    if not shown.missed:
        return Content.assemble(heading, "Nothing: every criterion that was judged was met.")
    return Content.assemble(heading, Content("\n").join(_missed_one(each) for each in shown.missed))


def _missed_one(each: Missed) -> Content:
    said = times(each)
    return Content.assemble(
        (one_line(each.title or each.name), "bold"),
        f"\n{said[0].upper()}{said[1:]}.",
        (f" {one_line(each.advice)}", MUTED),
    )


def _lengths(shown: Progress) -> Content:
    if not shown.answered:
        return Content("")
    heading = _heading(f"Length of your answers, {lately_words(shown)}")
    head = f"{'':{NAME_CELLS}}{'median':13}{'last':13}{'advised':14}answered in\n"
    return Content.assemble(heading, (head, MUTED), Content("\n").join(map(_length, shown.answered)))


def _length(each: Answered) -> Content:
    name = Content(first_words(one_line(each.title), NAME_CELLS - 2))
    took = "" if each.seconds is None else duration(each.seconds)
    judged = off(each.move, each.last_words)
    return Content.assemble(
        name.pad_right(max(0, NAME_CELLS - name.cell_length)),
        f"{_long(each, each.words):13}{_long(each, each.last_words):13}{advised_words(each.move, short=True):14}{took}",
        (f"\n{'':{NAME_CELLS}}The last one is {judged}.", "$text-warning") if judged else "",
    )


def _long(each: Answered, words: int) -> str:
    return f"{words} words" if each.move == "email" else f"{words} w, {to_say(words)}"


def _judged_self(shown: Progress) -> Content:
    if shown.judged_self is None:
        return Content("")
    return Content.assemble(_heading("How well you judge yourself"), "\n".join(judged_self_lines(shown.judged_self)))


def _heading(text: str) -> tuple[str, str]:
    return f"{text}\n", "$text-accent"
