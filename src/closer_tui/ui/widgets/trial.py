"""An answer being tried: a box to write it in, and beneath it what one step makes of it, as one types."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, repeat

from rich.cells import cell_len
from textual import events, on, work
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Static, TextArea

from closer_tui.i18n import _, in_quotes, translated
from closer_tui.report_words import explained, move_line, one_line
from closer_tui.scenario.model import Scenario
from closer_tui.scoring.explain import CueReport
from closer_tui.scoring.reasons import reason_words
from closer_tui.scoring.text import printable
from closer_tui.scoring.verdict import Scorer
from closer_tui.trial import Row, Trial, try_answer
from closer_tui.trial_text import count_line, in_order
from closer_tui.ui.widgets.answer import WritingBox, typed
from closer_tui.ui.widgets.findings import MOST_QUOTES, QUIET, RESULT_SIGNS, shade, sign, worth

SECONDS = 0.25
"""How long nobody has typed before the words are tried."""
MOST_DRAWN = 300
"""Characters of one line of the result that are drawn."""
HANGING = 2
Indented = tuple[int, Content]
"""A line, and the cells that it is indented by."""
log = logging.getLogger(__name__)


class TriedBox(WritingBox):
    """What would be said or written; Enter starts a new line."""

    def __init__(self) -> None:
        super().__init__("tried", _("An answer to try"), said=True)

    async def _on_key(self, event: events.Key) -> None:
        self.start_line(event)


class TrialView(Vertical):
    """Give it a step with `set_step`, as often as the scenario changes: what is in the box is kept, and tried again.
    The scorer works on a thread of its own, one answer at a time, the latest."""

    class Tried(Message):
        """What came of the words in the box."""

        def __init__(self, trial: Trial) -> None:
            super().__init__()
            self.trial = trial

    class _Came(Message):
        """From the thread: the trial of these words, or why there is none."""

        def __init__(self, asked: tuple[Scenario, int, str], trial: Trial | Exception) -> None:
            super().__init__()
            self.asked = asked
            self.trial = trial

    def __init__(self, scorer: Scorer, id: str | None = None) -> None:
        super().__init__(id=id)
        self.box = TriedBox()
        self._scorer = scorer
        self._scenario: Scenario | None = None
        self._step = 0
        self._timer: Timer | None = None
        self._working: tuple[Scenario, int, str] | None = None

    def compose(self) -> ComposeResult:
        yield Static(id="asked", markup=False)
        yield self.box
        with VerticalScroll(id="outcome", can_focus=True):
            yield Outcome()

    def on_mount(self) -> None:
        self.query_one("#outcome").border_title = Content(_("What the step makes of it"))
        self._draw_step()

    @property
    def text(self) -> str:
        """What is in the box."""
        return self.box.text

    def set_step(self, scenario: Scenario, index: int) -> None:
        """Try what is in the box against this step (from 0), now and from now on."""
        self._scenario, self._step = scenario, index
        if self.is_mounted:
            self._draw_step()

    def put(self, text: str) -> None:
        """Put words in the box, in place of those that are there; undo brings these back."""
        self.box.replace(typed(text), self.box.document.start, self.box.document.end)

    def look(self, lines: int) -> None:
        """Scroll what came of it by so many lines."""
        self.query_one("#outcome").scroll_relative(y=lines, animate=False)

    def _draw_step(self) -> None:
        if self._scenario is None:
            return
        step = self._scenario.steps[self._step]
        who = "" if step.move == "email" else f"{one_line(self._scenario.interviewer_of(self._step).name)}: "
        said = " ".join(map(one_line, step.says))
        self.query_one("#asked", Static).update(Content.assemble((who, "bold"), _short(said)))
        self._try()

    @on(TextArea.Changed)
    def _changed(self, event: TextArea.Changed) -> None:
        event.stop()
        if self._timer is None:
            self._timer = self.set_timer(SECONDS, self._try)
        else:
            self._timer.reset()

    def _try(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        if self._scenario is None or self._working is not None:
            return  # what is being tried comes first; then the box is looked at again
        self._working = (self._scenario, self._step, self.box.text)
        self._judge(*self._working)

    @work(thread=True, group="try")
    def _judge(self, scenario: Scenario, step: int, text: str) -> None:
        try:
            came: Trial | Exception = try_answer(self._scorer, scenario, step, text)
        except Exception as error:  # whatever a scorer raises that can't be loaded: told, logged, tried again
            log.exception("an answer could not be tried")
            came = error
        self.post_message(self._Came((scenario, step, text), came))

    def on_trial_view__came(self, message: _Came) -> None:
        message.stop()
        self._working = None
        shown = self.query_one(Outcome)
        if message.asked != (self._scenario, self._step, self.box.text):
            if self._timer is None:
                self._try()
            return
        if isinstance(message.trial, Exception):
            why = one_line(str(message.trial)) or type(message.trial).__name__
            shown.show([(0, Content.assemble((_("It can't be judged now.") + "  ", "bold $text-error"), _short(why)))])
            return
        assert self._scenario is not None
        shown.show(drawn(message.trial, self._scenario))
        self.post_message(self.Tried(message.trial))


class Outcome(Widget):
    """Lines of what came of an answer, each wrapped under its own beginning. One widget for all of them: it is drawn
    anew at every pause of whoever types."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: Sequence[Indented] = ()

    def show(self, lines: Iterable[Indented]) -> None:
        self._lines = tuple(lines)
        self.refresh(layout=True)

    def rows(self, width: int) -> list[Content]:
        """What is drawn in this many cells."""
        return [
            row.pad_left(indent if first else indent + HANGING)
            for indent, line in self._lines
            for first, row in zip(
                chain((True,), repeat(False)), line.wrap(max(width - indent - HANGING, 1)), strict=False
            )
        ]

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        return len(self.rows(width))

    def render(self) -> Content:
        return Content("\n").join(self.rows(self.content_size.width))


def drawn(trial: Trial, scenario: Scenario) -> Iterator[Indented]:
    """What came of an answer, to be looked at: lines, each with how far it is indented."""
    yield 0, Content.styled(f"{RESULT_SIGNS[trial.result]} {move_line(trial.move)}", "bold")
    for row in trial.rows:
        yield from _row(trial, row)
    who = one_line(scenario.interviewer_of(trial.step).name)
    for said in trial.said:
        yield 0, Content("")
        yield 0, Content.assemble((f"{_short(who)} ", "bold"), (f"({_short(said.why)})", QUIET))
        yield from ((2, Content(_short(line))) for line in said.lines)


def _row(trial: Trial, row: Row) -> Iterator[Indented]:
    finding = row.finding
    title = f"{sign(finding)} {_short(translated(finding.criterion.title))}"
    yield 0, Content.assemble((title, shade(finding)), (f"  {worth(finding)}", QUIET))
    if row.own is not None:
        yield 2, Content.styled(count_line(row.own), QUIET)
        yield from ((2, _cue(cue)) for cue in in_order(row.own))
        return
    for quote in finding.quotes[:MOST_QUOTES]:
        yield 2, Content(in_quotes(_short(quote.span.of(trial.text))))
    if explained(finding) and finding.reason.strip():
        yield 2, Content.styled(_short(reason_words(finding.reason)), QUIET)


def _cue(cue: CueReport) -> Content:
    why = _short(cue.why)
    if cue.state == "found":
        return Content.assemble(("✓ ", "$text-success"), (_short(cue.cue), "bold"), f"  {why}")
    if cue.state == "missing" and not cue.partly:
        return Content.styled(f"· {_short(cue.cue)}  {why}", QUIET)
    # Nearly found: what the author is most likely to be looking for.
    return Content.assemble(("~ ", "$text-warning"), (_short(cue.cue), "bold"), f"  {why}")


def _short(text: str) -> str:
    """A line of a stranger's, no longer than anybody reads, and no wider."""
    line = one_line(printable(text[: MOST_DRAWN * 4]))
    if len(line) <= MOST_DRAWN and cell_len(line) <= MOST_DRAWN:
        return line
    return f"{line[: MOST_DRAWN // 2]} …"
