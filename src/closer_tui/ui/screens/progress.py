"""How practice goes: a chart of completeness, the moves against the last runs, and what to work on."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Label, Static
from textual.widgets.option_list import Option

from closer_tui.i18n import _
from closer_tui.journal import Journal, JournalError, Practice
from closer_tui.practice.progress import EVERYTHING, Choice, Played, Progress, progress, titled
from closer_tui.practice.progress_text import nothing_sentence
from closer_tui.rehearsal import LEVELS, Level
from closer_tui.report_words import one_line
from closer_tui.ui.room import Room
from closer_tui.ui.screens.dialogs import Dialog
from closer_tui.ui.widgets.chart import Chart, legend
from closer_tui.ui.widgets.choices import Choices
from closer_tui.ui.widgets.figures import judged_self, lengths, missed, moves, played, standing, title
from closer_tui.ui.widgets.footer import Footer
from closer_tui.ui.widgets.grid import LEGEND

FEWEST_FOR_A_CHART = 3


class ProgressScreen(Room[None]):
    """Looks at the past and changes nothing. `journal` None: this program is run without one."""

    HELP = _(
        "How complete your closes were over time, which of the moves you leave out, what you miss most and what to "
        "do about it, and how long your answers are. The line in the chart is the median of five runs: one odd day "
        "moves it little."
    )
    HORIZONTAL_BREAKPOINTS = [(0, "-slim"), (60, "-narrow"), (112, "-wide")]  # noqa: RUF012 - as Textual declares it
    VERTICAL_BREAKPOINTS = [(0, "-low"), (30, "-tall")]  # noqa: RUF012 - as Textual declares it
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s", "scenario", _("Scenario"), tooltip=_("Look at one scenario alone, or at all")),
        Binding("l", "level", _("Level"), tooltip=_("Look at one level alone, or at all")),
        Binding("d", "dates", _("Runs or dates"), tooltip=_("Draw the chart by run, or by date")),
        Binding("escape,q", "dismiss(None)", _("Back"), tooltip=_("Back to where you came from")),
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
            yield Label(_("Progress"), id="title")
            yield Static(id="choice", markup=False)
        with VerticalScroll(id="room"):
            yield Static(_("Reading the journal …"), id="words", markup=False)
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
            self.query_one("#words", Static).update(
                _("Nothing is kept in this session: there is no journal to look at.")
            )
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
            words.update(Content(one_line(_("The journal can't be read: {why}").format(why=message.trouble))))
        else:
            self.query_one("#choice", Static).update(title(shown))
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
        self.query_one("#standing", Static).update(Content("\n".join(standing(shown, charted))))
        self.query_one("#moves", Static).update(moves(shown))
        self.query_one("#missed", Static).update(missed(shown))
        self.query_one("#judged", Static).update(judged_self(shown))
        self.query_one("#judged").display = shown.judged_self is not None
        for each in self.query(".lengths").results(Static):
            each.update(lengths(shown))

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
        Binding("enter", "pick", _("Look at it")),
        Binding("escape", "dismiss(None)", _("Back")),
    ]

    def __init__(self, scenarios: Sequence[Played], name: str) -> None:
        super().__init__()
        self._scenarios = scenarios
        self._name = name

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Label(_("Which scenario?"), classes="dialog-title")
            yield Choices(Option(_("All of them")), *(Option(played(each)) for each in self._scenarios), markup=False)
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
