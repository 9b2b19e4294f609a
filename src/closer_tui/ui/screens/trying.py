"""Trying answers against the steps of a scenario, while its file is edited in another window."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from closer_tui.i18n import _, figure, ngettext, translated
from closer_tui.paths import shown
from closer_tui.report_words import one_line
from closer_tui.scenario.load import Reading, read_file
from closer_tui.scenario.manuscript import Mark, mark_of
from closer_tui.scenario.model import Scenario
from closer_tui.scoring.verdict import Scorer
from closer_tui.ui.room import Room
from closer_tui.ui.theme import WIDTHS
from closer_tui.ui.widgets import twice
from closer_tui.ui.widgets.answer import typed
from closer_tui.ui.widgets.footer import Footer
from closer_tui.ui.widgets.trial import TrialView

LOOK = 0.7
"""Seconds between two looks at the file."""


class TryingScreen(Room[None]):
    """Tries what is written against a step of `scenario`. When its file changes, it is read again; while the file has
    a fault in it, the last version that could be read stays."""

    HELP = _(
        "Write an answer, and see what the step makes of it: every criterion and flag, each cue of your own criteria "
        "with the words that it found or why it does not count, and what the interviewer would say. Edit the "
        "scenario in another window: it is read again when you save it."
    )
    HORIZONTAL_BREAKPOINTS = WIDTHS
    VERTICAL_BREAKPOINTS = [(0, "-low"), (30, "-tall")]  # noqa: RUF012 - as Textual declares it
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2,ctrl+t", "sample", _("Sample"), tooltip=_("Put the next sample of the step into the box")),
        Binding("f7", "step(-1)", _("Step before"), priority=True, tooltip=_("Try it against the step before")),
        Binding("f8", "step(1)", _("Next step"), priority=True, tooltip=_("Try it against the next step")),
        Binding("ctrl+up", "scroll(-3)", _("Scroll up"), show=False, tooltip=_("Back in what came of it")),
        Binding("ctrl+down", "scroll(3)", _("Scroll down"), show=False, tooltip=_("Further in what came of it")),
        Binding(
            "escape",
            "leave",
            _("Back out"),
            tooltip=_("Leave; press it twice where you wrote something, which is not kept"),
        ),
    ]

    class Read(Message):
        """The file was read again."""

        def __init__(self, mark: Mark | None, reading: Reading) -> None:
            super().__init__()
            self.mark = mark
            self.reading = reading

    def __init__(self, scenario: Scenario, step: int, scorer: Scorer) -> None:
        super().__init__()
        self._scenario = scenario
        self._step = step
        self._view = TrialView(scorer, id="trial")
        self._sample = -1
        self._path = Path(scenario.path) if scenario.path else None
        self._mark = mark_of(self._path) if self._path is not None else None
        self._reading = False
        self._twice = twice.Twice()

    def compose(self) -> ComposeResult:
        with Vertical(id="where"):
            yield Static(id="step", markup=False)
            yield Static(id="file", markup=False)
        yield Static(id="fault", markup=False)
        yield self._view
        yield Footer()

    def on_mount(self) -> None:
        self.query_one("#fault").display = False
        self._show()
        self._view.box.focus()
        if self._path is not None:
            self.set_interval(LOOK, self._look)

    def _show(self) -> None:
        step = self._scenario.steps[self._step]
        where = _("Step {n} of {all}").format(n=self._step + 1, all=len(self._scenario.steps))
        self.query_one("#step", Static).update(Content(f"{where} · {one_line(translated(step.name))}"))
        place = f" · {one_line(shown(str(self._path)))}" if self._path is not None else ""
        self.query_one("#file", Static).update(Content(f"{one_line(self._scenario.title)}{place}"))
        self._view.set_step(self._scenario, self._step)

    # --- the file ------------------------------------------------------------------------------------------

    def _look(self) -> None:
        assert self._path is not None
        mark = mark_of(self._path)
        if mark != self._mark and not self._reading:
            self._reading = True
            self._read(mark)

    @work(thread=True, group="file")
    def _read(self, mark: Mark | None) -> None:
        assert self._path is not None
        self.post_message(self.Read(mark, read_file(self._path)))

    def on_trying_screen_read(self, message: Read) -> None:
        self._reading = False
        self._mark = message.mark
        fault = self.query_one("#fault", Static)
        scenario = message.reading.scenario
        fault.display = scenario is None
        if scenario is None:
            errors = [each for each in message.reading.diagnostics if each.severity == "error"]
            first = errors[0]
            told = ngettext(
                "The file has {n} problem now; you try what it said before.",
                "The file has {n} problems now; you try what it said before.",
                len(errors),
            ).format(n=figure(len(errors)))
            place = _("line {n}: {what}") if first.line else "{what}"
            fault.update(Content(one_line(f"{told} {place.format(n=first.line, what=first.what)}")))
            return
        self._step = _same_step(self._scenario, self._step, scenario)
        self._scenario = scenario
        self._show()

    # --- keys ----------------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "step" and parameters:
            return 0 <= self._step + int(str(parameters[0])) < len(self._scenario.steps)
        if action == "sample":
            return bool(self._scenario.steps[self._step].samples)
        return True

    def action_step(self, by: int) -> None:
        self._step += by
        self._sample = -1
        self._show()
        self.refresh_bindings()

    def action_sample(self) -> None:
        samples = self._scenario.steps[self._step].samples
        self._sample = (self._sample + 1) % len(samples)
        self._view.put(samples[self._sample].text)

    def action_scroll(self, lines: int) -> None:
        self._view.look(lines)

    def action_leave(self) -> None:
        samples = {typed(each.text).strip() for each in self._scenario.steps[self._step].samples}
        if self._view.text.strip() in {"", *samples} or self._twice.confirmed("leave"):
            if len(self.app.screen_stack) > 1:  # it was opened from the editor
                self.dismiss(None)
            else:
                self.app.exit()
        else:
            words = _("What you wrote is not kept. Press it again to leave.")
            self.notify(words, timeout=twice.SECONDS, markup=False)


def _same_step(before: Scenario, step: int, after: Scenario) -> int:
    """Where the step is now: at its place, or where the only one of its name has gone."""
    name = before.steps[step].name
    if step < len(after.steps) and after.steps[step].name == name:
        return step
    named = [index for index, each in enumerate(after.steps) if each.name == name]
    return named[0] if len(named) == 1 else min(step, len(after.steps) - 1)
