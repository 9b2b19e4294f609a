"""The answers in full with the words that decided marked, how they were said, the strong answers, and the tips."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Collapsible, Static

from closer_tui.delivery_text import length_line, raised, titles_of
from closer_tui.i18n import _, translated
from closer_tui.practice.delivery import deliveries, marks_in, remarks_on
from closer_tui.report_words import heard_title, scorer_line, step_name, strong_samples
from closer_tui.scenario.model import Sample, Scenario
from closer_tui.scoring.report import Finding, MoveReport, Report
from closer_tui.scoring.text import printable
from closer_tui.ui.room import once_drawn
from closer_tui.ui.widgets.delivery import NUMBER, HowItWasSaid, Place, numbered, shifted

# Never colour alone: what was met is underlined, a flag is bold, what is not sure is both, and slanted where the
# terminal can do it.
MET = "underline $text-success"
RAISED = "bold $text-error"
UNSURE = "bold italic underline $text-warning"
SELECTED = "reverse"
LENGTH = "not bold $text-muted"


def legend(numbers: bool = False, width: int = 999) -> Content:
    """What the marks in an answer mean; where there are `numbers` of remarks too, the key that leads to these. In
    `width` cells: what needs no explanation is left out where there is no room for it."""
    marks = Content(" · ").join(
        (Content.styled(_("met"), MET), Content.styled(_("flag"), RAISED), Content.styled(_("not sure"), UNSURE))
    )
    selected = Content.assemble(" · ", (_("selected"), SELECTED))
    key = Content.assemble(" · ", (raised(1), NUMBER), " " + _("key d")) if numbers else Content("")
    for parts in ((_("Your words:") + " ", marks, selected, key), (marks, selected, key)):
        whole = Content.assemble(*parts)
        if whole.cell_length <= width:
            return whole
    return Content.assemble(marks, key)


def marked(text: str, report: Report, index: int, selected: Finding | None) -> Content:
    """The answer with this index, all its evidence marked, that of the selected finding most."""
    content = Content(printable(text))
    ordered = sorted(report.findings(), key=lambda finding: (finding is selected, finding.criterion.flag))
    for finding in ordered:
        if finding.outcome == "not_met":
            continue
        style = UNSURE if finding.outcome == "not_sure" else RAISED if finding.criterion.flag else MET
        for quote in finding.quotes:
            if quote.answer == index:
                content = content.stylize(style, quote.span.start, quote.span.end)
                if finding is selected:
                    content = content.stylize(SELECTED, quote.span.start, quote.span.end)
    return content


def line_of(text: str, offset: int, width: int) -> int:
    """The line, from 0, on which the word at `offset` begins when the text is wrapped to `width` cells."""
    end = offset
    while end < len(text) and not text[end].isspace():
        end += 1
    return len(Content(printable(text[:end])).wrap(max(width, 1))) - 1


class AnswerText(Static):
    """One answer in full. `places` are those of the numbers of remarks on how it was said."""

    def __init__(self, index: int, text: str, places: Sequence[Place] = ()) -> None:
        super().__init__(classes="answer")
        self.index = index
        self.text = text
        self._places = places
        self._drawn: Content | None = None

    def show(self, report: Report, selected: Finding | None) -> None:
        content = numbered(marked(self.text, report, self.index, selected), self._places)
        if self._drawn is None or not content.is_same(self._drawn):
            # Marks move no words: only the first drawing needs room.
            self.update(content, layout=self._drawn is None)
            self._drawn = content

    def line(self, offset: int) -> int:
        """The line, from 0, on which the character at `offset` of the answer is drawn."""
        drawn = self.text if self._drawn is None else self._drawn.plain
        return line_of(drawn, shifted(offset, self._places), self.content_size.width)


class StrongAnswer(Collapsible):
    """The strong sample of a step, closed until it is asked for."""

    def __init__(self, step: int, name: str, sample: Sample) -> None:
        super().__init__(Static(Content(printable(sample.text.strip()))), title=_("A strong answer"))
        self.step = step
        self._label = Content(_("A strong answer: {step}").format(step=name))

    def on_mount(self) -> None:
        # The title is taken for markup when it is a plain string; the author of a scenario wrote this one.
        self.query_one("CollapsibleTitle").label = self._label  # type: ignore[attr-defined]


class Evidence(VerticalScroll, can_focus=True):
    """The answers of a report, and after them what is there to learn from. It is filled right after the first paint, so
    that nobody waits for it to learn how it went."""

    def __init__(self, report: Report, scenario: Scenario) -> None:
        super().__init__(id="evidence")
        self._report = report
        self._scenario = scenario
        self._sought: tuple[MoveReport, Finding] | None = None
        said = deliveries(report, scenario)
        remarks = remarks_on(said)
        self._answers = [
            AnswerText(index, heard.text, marks_in(remarks, index)) for index, heard in enumerate(report.heard)
        ]
        self._titles = [
            Static(
                Content.assemble(heard_title(heard, scenario), (f" · {length_line(each)}", LENGTH)), classes="heading"
            )
            for heard, each in zip(report.heard, said, strict=True)
        ]
        self._how_said = HowItWasSaid(remarks, titles_of(report, scenario)) if remarks else None
        self._samples = [
            StrongAnswer(step, step_name(scenario.steps[step]), sample)
            for step, sample in strong_samples(report, scenario)
        ]

    def _parts(self) -> ComposeResult:
        for title, answer in zip(self._titles, self._answers, strict=True):
            yield title
            yield answer
        silent = self._unanswered()
        if silent:
            yield Static(Content(silent), classes="nothing")
        if self._how_said is not None:
            yield self._how_said
        if self._samples:
            yield Static(_("Now that the attempt is over"), classes="heading")
            yield from self._samples
        if self._report.tips:
            yield Static(_("Tips – good practice, not scored"), classes="heading")
            for tip in self._report.tips:
                yield Static(Content(f"· {translated(tip)}"), classes="tip")
        if self._report.scorer:
            yield Static(Content(scorer_line(self._report).removesuffix(".")), classes="scorer")

    def on_mount(self) -> None:
        self.show(self._report, None)
        once_drawn(self, self._fill)

    async def _fill(self) -> None:
        await self.mount_all(self._parts())
        if self._sought is not None:
            once_drawn(self, self.go_to, *self._sought)  # once it is known where its words stand

    def on_resize(self) -> None:
        self.border_title = legend(self.has_remarks, self.size.width - 2)

    def _unanswered(self) -> str:
        steps = {heard.step for heard in self._report.heard}
        in_room = None in steps
        names = [
            step_name(step)
            for index, step in enumerate(self._scenario.steps)
            if index not in steps and not (in_room and step.move != "email")
        ]
        return _("You gave no answer to: {steps}.").format(steps="; ".join(names)) if names else ""

    def show(self, report: Report, selected: Finding | None) -> None:
        """Draw the marks anew."""
        self._report = report
        for answer in self._answers:
            answer.show(report, selected)

    def go_to(self, move: MoveReport, finding: Finding) -> None:
        """Scroll to the words of the finding, or else to the answer they were to be found in."""
        self._sought = move, finding
        if finding.quotes:
            quote = finding.quotes[0]
            answer = self._answers[quote.answer]
            begin, end = (answer.virtual_region.y + answer.line(at) for at in (quote.span.start, quote.span.end - 1))
            title = self._titles[quote.answer].virtual_region.y
            if end < title + self.scrollable_content_region.height:
                self.scroll_to(y=title, animate=False)
            else:  # a line of what comes before it, so that the words stand in their sentence
                self.scroll_to(y=begin - 1, animate=False)
            return
        steps = {*move.steps, *([] if move.move == "email" else [None])}
        own = [i for i, heard in enumerate(self._report.heard) if heard.step in steps]
        if own:
            self.scroll_to(y=self._titles[own[0]].virtual_region.y, animate=False)

    @property
    def has_remarks(self) -> bool:
        """Whether there is anything to say about how the answers were said."""
        return self._how_said is not None

    def go_to_remarks(self) -> None:
        """Scroll to how the answers were said, where there is anything to say about it."""
        if self._how_said is not None:
            self.scroll_to_widget(self._how_said, animate=False, top=True)

    def toggle_sample(self, steps: tuple[int, ...]) -> bool:
        """Open, or close, the strong answer to these steps, and scroll to it; False where there is none."""
        samples = [sample for sample in self._samples if sample.step in steps]
        opened = not all(sample.collapsed is False for sample in samples)
        for sample in samples:
            sample.collapsed = not opened
        if samples and opened:
            self.call_after_refresh(self.scroll_to_widget, samples[0], animate=False, top=True)
        return bool(samples)
