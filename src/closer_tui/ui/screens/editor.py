"""The editor: a scenario as its author writes it, and beside it what is wrong with it and what will be heard."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical
from textual.message import Message
from textual.timer import Timer
from textual.widgets import ContentSwitcher, OptionList, Static, TextArea

from closer_tui.diagnostics import Diagnostic
from closer_tui.i18n import _, figure, ngettext
from closer_tui.scenario.checking import examine
from closer_tui.scenario.editing import Editing
from closer_tui.scenario.load import Reading
from closer_tui.scenario.model import Scenario
from closer_tui.scenario.positions import KeyPath
from closer_tui.scoring.text import printable
from closer_tui.scoring.verdict import Scorer
from closer_tui.ui.room import once_drawn
from closer_tui.ui.screens.written import WrittenScreen
from closer_tui.ui.theme import WIDTHS
from closer_tui.ui.widgets.conversation import conversation, places, step_at
from closer_tui.ui.widgets.footer import Footer
from closer_tui.ui.widgets.phrases import problems
from closer_tui.ui.widgets.rows import Row, Rows, problem_rows
from closer_tui.ui.widgets.sample_rows import Remembering, sample_rows

PAUSE = 0.15
"""Seconds without a key after which the text is checked."""

Side = Literal["problems", "conversation", "samples"]
log = logging.getLogger(__name__)


class EditorScreen(WrittenScreen):
    """Edits one file, and shows what is found out about it."""

    HELP = _(
        "A scenario as it stands in its file. What is wrong shows beside its line as you type. Nothing is saved before "
        "you save it; what you have not saved is kept should closer end."
    )
    HORIZONTAL_BREAKPOINTS = WIDTHS
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "go_there", _("Go there"), tooltip=_("Put the cursor where this stands in the text")),
        # The box has uses of its own for F6 and F7.
        Binding("f8,ctrl+n", "next_problem", _("Next problem"), tooltip=_("Go to the next problem, and show them all")),
        Binding("shift+f8", "next_problem(-1)", _("Problem before"), show=False, tooltip=_("Go to the one before")),
        Binding(
            "f4,ctrl+t", "conversation", _("Preview"), tooltip=_("The conversation as it is heard, or the problems")
        ),
        Binding("f3,ctrl+r", "samples", _("Samples"), tooltip=_("Score them, and see what each one meets")),
        Binding(
            "f5,ctrl+l", "try_out", _("Play"), tooltip=_("Play from the step at the cursor on; nothing of it is kept")
        ),
        Binding(
            "f12,ctrl+o",
            "try_answer",
            _("Try"),
            tooltip=_("Write an answer to the step at the cursor: what meets what"),
        ),
        Binding("ctrl+g", "switch_side", _("Other side"), show=False, tooltip=_("To the list, and back to the text")),
    ]

    @dataclass
    class Checked(Message):
        """What is wrong with a text, and where its parts stand, if it can be played."""

        version: int
        reading: Reading
        places: Mapping[KeyPath, int]

    @dataclass
    class Scored(Message):
        """How the samples of a text came out, or why they could not be scored."""

        version: int
        rows: Sequence[Row]
        diagnostics: Sequence[Diagnostic]
        trouble: str = ""

    def __init__(self, editing: Editing, scorer: Scorer, line: int = 0, column: int = 1) -> None:
        """The cursor begins at `line` and `column`, from 1. Raises NoStandIns for a text that the box can't hold."""
        super().__init__(editing)
        self._scorer = Remembering(scorer)
        self._begin = line, column
        self._version = 0  # of the text: what was found out about an earlier one is of no use
        self._scored = -1  # the version whose samples were scored
        self._reading = Reading(None, ())
        self._playable: Scenario | None = None  # as it was when it could be played last
        self._places: Mapping[KeyPath, int] = {}
        self._sampled: tuple[Diagnostic, ...] = ()
        self._check_soon: Timer | None = None

    def compose(self) -> ComposeResult:
        yield Static(id="head", markup=False)
        with Container(id="rooms"):
            yield self.box
            with Vertical(id="side"), ContentSwitcher(initial="problems", id="sides"):
                yield Rows("problems", _("Checking …"))
                yield Rows("conversation", _("It is shown once there is something that can be played."))
                yield Rows("samples", _("F3 scores the samples."))
        yield Footer()

    def on_mount(self) -> None:
        self.box.focus()
        self._name_side()
        self._check()
        if self._begin[0]:
            once_drawn(self.box, self.box.go_to, *self._begin)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        if action == "external":  # it would run where the server stands
            return not self.app.is_web
        return action != "go_there" or isinstance(self.focused, Rows)

    # --- as one types --------------------------------------------------------------------------------------

    @on(TextArea.Changed)
    def _changed(self) -> None:
        self._version += 1
        if self._check_soon is not None:
            self._check_soon.stop()
        self._check_soon = self.set_timer(PAUSE, self._check)

    def _check(self) -> None:
        self._examine(self._version, self.box.written, self.editing.manuscript.name, str(self.editing.path))

    @work(thread=True, exclusive=True, group="check")
    def _examine(self, version: int, text: str, name: str, path: str) -> None:
        reading = examine(text, name, path)
        self.post_message(self.Checked(version, reading, places(reading.scenario) if reading.scenario else {}))

    def on_editor_screen_checked(self, message: Checked) -> None:
        if message.version != self._version:
            return
        self._reading = message.reading
        if message.reading.scenario is not None:
            self._playable, self._places = message.reading.scenario, message.places
            self._show_conversation()
        self._show_problems()

    @property
    def problems(self) -> tuple[Diagnostic, ...]:
        """What is wrong, by the lines; of the samples only what was found out about this very text."""
        sampled = self._sampled if self._scored == self._version else ()
        told = [each for each in sampled if each not in self._reading.diagnostics]
        return tuple(sorted((*self._reading.diagnostics, *told), key=lambda each: (each.line, each.column)))

    def _show_problems(self) -> None:
        self.box.mark(self.problems)
        self.query_one("#problems", Rows).show(
            problem_rows(self.problems), _("Nothing is wrong. F3 scores the samples.")
        )
        self._name_side()

    def _show_conversation(self) -> None:
        if self._side == "conversation" and self._playable is not None:
            self.query_one("#conversation", Rows).show(conversation(self._playable, self._places))
            self._follow()

    @on(TextArea.SelectionChanged)
    def _follow(self) -> None:
        if self.box.has_focus and self._side == "conversation":
            self.query_one("#conversation", Rows).follow(self.box.cursor_location[0] + 1)

    # --- the side ------------------------------------------------------------------------------------------

    @property
    def _side(self) -> str:
        return self.query_one("#sides", ContentSwitcher).current or "problems"

    def _show_side(self, side: Side) -> None:
        self.query_one("#sides", ContentSwitcher).current = side
        self._name_side()
        self._show_conversation()

    def _name_side(self) -> None:
        count = len(self.problems)
        stale, playable = 0 <= self._scored != self._version, self._reading.scenario is not None
        titles = {
            "problems": problems(count) if count else _("Problems: none"),
            "conversation": _("Conversation") if playable else _("Conversation before the problems"),
            "samples": _("Samples before your changes") if stale else _("Samples"),
        }
        self.query_one("#side").border_title = titles[self._side]

    @on(OptionList.OptionSelected)
    def action_go_there(self) -> None:
        row = self.query_one(f"#{self._side}", Rows).chosen
        if row is not None and row.line:
            self.box.go_to(row.line, row.column)
            self.box.focus()

    def action_next_problem(self, by: int = 1) -> None:
        self._show_side("problems")
        places = [(each.line, each.column) for each in self.problems if each.line]
        if not places:
            self.notify(_("Nothing is wrong."), timeout=2, markup=False)
            return
        row, column = self.box.cursor_location
        here = (row + 1, column + 1)
        ahead = [place for place in places if place > here] if by > 0 else [p for p in places if p < here]
        place = (ahead or places)[0 if by > 0 else -1]
        self.query_one("#problems", Rows).highlighted = self._row_of(place)
        self.box.go_to(*place)
        self.box.focus()

    def _row_of(self, place: tuple[int, int]) -> int:
        return next(n for n, each in enumerate(self.problems) if (each.line, each.column) == place)

    def action_conversation(self) -> None:
        self._show_side("problems" if self._side == "conversation" else "conversation")

    def action_switch_side(self) -> None:
        if self.box.has_focus:
            self.query_one(f"#{self._side}", Rows).focus()
        else:
            self.box.focus()

    # --- samples, and playing ------------------------------------------------------------------------------

    def action_samples(self) -> None:
        """Score them; where nothing was changed since, only show them."""
        self._show_side("samples")
        rows = self.query_one("#samples", Rows)
        scenario = self._reading.scenario
        if self._scored == self._version:
            return
        if scenario is None:
            rows.show((), _("They can be scored once no error is left: F8 goes there."))
            return
        count = sum(len(step.samples) for step in scenario.steps)
        scoring = ngettext("Scoring {n} sample …", "Scoring {n} samples …", count).format(n=figure(count))
        rows.show((), scoring if count else _("There is no sample: {key}.").format(key="[[step.sample]]"))
        if count:
            self._score(self._version, scenario, self._places)

    @work(thread=True, exclusive=True, group="score")
    def _score(self, version: int, scenario: Scenario, where: Mapping[KeyPath, int]) -> None:
        try:
            diagnostics = examine(scenario.source, scenario.name, scenario.path, self._scorer).diagnostics
            rows = sample_rows(scenario, self._scorer, where, diagnostics)
            self.post_message(self.Scored(version, rows, diagnostics))
        except Exception as error:  # whatever a scorer raises that can't be loaded: told, logged, tried again
            log.exception("the samples could not be scored")
            self.post_message(self.Scored(version, (), (), str(error) or type(error).__name__))

    def on_editor_screen_scored(self, message: Scored) -> None:
        rows = self.query_one("#samples", Rows)
        if message.trouble:
            told = _("They can't be scored: {why}").format(why=printable(message.trouble))
            rows.show((), f"{told}\n" + _("F3 tries again."))
            return
        self._scored, self._sampled = message.version, tuple(message.diagnostics)
        rows.show(message.rows)
        self._show_problems()

    def action_try_answer(self) -> None:
        """Write answers to the step of the cursor, and see which cue matches which words."""
        found = self._from_cursor()
        if found is None:
            return
        from closer_tui.ui.screens.trying import TryingScreen

        self.app.push_screen(TryingScreen(*found, self._scorer))

    def action_try_out(self) -> None:
        """Play what stands here, from the step of the cursor on."""
        found = self._from_cursor()
        if found is None:
            return
        from closer_tui.session import Session
        from closer_tui.ui.screens.tryout import TryOutScreen

        scenario, step = found

        def ended(ending: str | None) -> None:
            if ending == "again":
                self.app.push_screen(TryOutScreen(Session.try_out(self._scorer, scenario, step)), ended)

        ended("again")

    def _from_cursor(self) -> tuple[Scenario, int] | None:
        """What stands here and the step at the cursor; None, and told, where it can't be played."""
        scenario = self._reading.scenario
        if scenario is None:
            words = _("It can't be played before this is put right: F8 goes to what is wrong.")
            self.notify(words, severity="warning", timeout=4, markup=False)
            return None
        return scenario, step_at(self._places, self.box.cursor_location[0] + 1) or 0
