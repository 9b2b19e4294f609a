"""The debrief: how complete the close was, and the candidate's own words for it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Horizontal, Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Digits, Footer, ProgressBar, Static

from closer_tui.events import VerdictOverruled
from closer_tui.report_text import save_new, to_markdown
from closer_tui.report_words import (
    RESULT_WORDS,
    at_most_sentence,
    duration,
    one_line,
    step_to_retry,
    verdict_sentence,
)
from closer_tui.scoring.report import Finding, MoveReport, Report
from closer_tui.scoring.rubric import Move
from closer_tui.session import Session
from closer_tui.ui.widgets.evidence import Evidence
from closer_tui.ui.widgets.findings import RESULT_SIGNS, Findings

SHORT_TITLES: dict[Move, str] = {"questions": "Questions", "value": "Value", "interest": "Interest", "email": "Email"}


class DebriefScreen(Screen[int | str | None]):
    """What a finished rehearsal came to. Dismissed with the index of a step to play again, with "again" for
    the whole, or with None. Reports are saved in `save_folder`, or else in the current folder."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "own_word(True)", "I did", tooltip="The scorer is not sure: say that you did this"),
        Binding("n", "own_word(False)", "I did not", tooltip="The scorer is not sure: say that you did not do this"),
        Binding("o", "overrule", "Overrule", tooltip="Put your own word for the scorer's verdict, or take it back"),
        Binding("e", "sample", "Example", tooltip="Open or close a strong answer to this step"),
        Binding("r", "retry", "Retry", tooltip="Play the step of the selected finding again"),
        Binding("a", "again", "Again", tooltip="Play the whole scenario again from the start"),
        Binding("s", "save", "Save", tooltip="Save this report as a Markdown file"),
        Binding("m", "email", "Email", tooltip="The email to each interviewer: change it, save it, copy it, open it"),
        Binding("escape", "home", "Home", tooltip="Back to the scenarios"),
        Binding("up,k", "select(-1)", "Previous", show=False, tooltip="Select the finding above"),
        Binding("down,j", "select(1)", "Next", show=False, tooltip="Select the finding below"),
        Binding("pageup", "page(-1)", "Page up", show=False, tooltip="Select the finding a page above"),
        Binding("pagedown", "page(1)", "Page down", show=False, tooltip="Select the finding a page below"),
        Binding("o", "say_which", "", show=False),  # while o itself is not asked for
        Binding("home", "select(-999)", "First", show=False, tooltip="Select the first finding"),
        Binding("end", "select(999)", "Last", show=False, tooltip="Select the last finding"),
    ]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012  (mypy takes the one of Screen for no ClassVar)
    AUTO_FOCUS = "#findings"

    def __init__(self, session: Session, save_folder: Path | None = None) -> None:
        super().__init__()
        self._session = session
        self._folder = save_folder
        self._report = session.report()
        self._asked = False

    def compose(self) -> ComposeResult:
        state = self._session.state
        scenario = state.scenario
        with Horizontal(id="summary"):
            yield Digits(id="score")
            with Vertical(id="verdict"):
                with Horizontal(id="gauge"):
                    yield ProgressBar(total=100, show_percentage=False, show_eta=False)
                    yield Static(id="number")
                yield Static(id="complete")
        yield Static(id="moves")
        with Container(id="body"):
            yield Findings(
                self._report, scenario, f"{state.level} level · {duration(state.now)} · {one_line(scenario.title)}"
            )
            yield Evidence(self._report, scenario)
        yield Footer()

    def on_mount(self) -> None:
        self._show(self._session.report())

    def _show(self, report: Report) -> None:
        self._report = report
        self.query_one("#score", Digits).update(str(report.completeness))
        self.query_one(ProgressBar).update(progress=report.completeness)
        more = at_most_sentence(report).rstrip(".").casefold()
        self.query_one("#number", Static).update(" · ".join(filter(None, (f"{report.completeness} of 100", more))))
        complete = self.query_one("#complete", Static)
        complete.update(Content(verdict_sentence(report)))
        complete.set_class(report.complete, "-complete")
        self.query_one("#moves", Static).update(Content("  ").join(map(_in_short, report.moves)))

    @property
    def _selected(self) -> tuple[MoveReport, Finding]:
        number, index = self.query_one(Findings).selected
        move = self._report.moves[number]
        return move, move.findings[index]

    def on_findings_selected(self) -> None:
        move, finding = self._selected
        evidence = self.query_one(Evidence)
        evidence.show(self._report, finding)
        evidence.call_after_refresh(evidence.go_to, move, finding)
        if self._asked != (finding.outcome == "not_sure"):
            self._asked = not self._asked
            self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """y and n are alive where the candidate is asked, the key to overrule where there is a verdict."""
        if action in ("own_word", "say_which", "overrule"):
            return self._asked == (action != "overrule")
        return True

    def action_select(self, by: int) -> None:
        self.query_one(Findings).move(by)

    def action_page(self, by: int) -> None:
        self.query_one(Findings).page(by)

    def action_say_which(self) -> None:
        self.notify("The scorer is not sure here: press y if you did this, n if you did not.", markup=False)

    def action_own_word(self, did: bool) -> None:
        self._overrule(did)

    def action_overrule(self) -> None:
        finding = self._selected[1]
        if finding.overruled:
            self._overrule(None)
        else:
            self._overrule(finding.outcome != "met")

    def _overrule(self, met: bool | None) -> None:
        trouble = self._session.trouble
        self._session.send(VerdictOverruled(self._selected[1].criterion.name, met))
        if self._session.trouble and self._session.trouble != trouble:
            self.notify(one_line(self._session.trouble), severity="warning", markup=False)
        report = self._session.report()
        self._show(report)
        self.query_one(Findings).show(report)
        self.on_findings_selected()

    def action_sample(self) -> None:
        if not self.query_one(Evidence).toggle_sample(self._selected[0].steps):
            self.notify("This scenario has no strong answer to this step.", markup=False)

    def action_retry(self) -> None:
        self.dismiss(step_to_retry(self._report, self._selected[0]))

    def action_again(self) -> None:
        self.dismiss("again")

    def action_email(self) -> None:
        from closer_tui.ui.screens.email import open_email

        open_email(self.app, self._session.state, self._session.journal, self._session.key, self._folder)

    def action_home(self) -> None:
        self.dismiss(None)

    def action_save(self) -> None:
        state = self._session.state
        folder = self._folder or Path()
        when = datetime.now().astimezone()
        try:
            text = to_markdown(self._report, state.scenario, state.level, when)
            path = save_new(folder, state.scenario.name, when, text)
        except OSError as error:
            why = error.strerror or type(error).__name__
            self.notify(
                f"The report could not be saved in {one_line(str(folder.absolute()))}: {why}. Make room or make the "
                "folder writable and save again, or start closer in another folder.",
                title="Not saved",
                severity="error",
                timeout=15,
                markup=False,
            )
        else:
            self.notify(one_line(str(path.absolute())), title="Report saved", timeout=10, markup=False)


def _in_short(move: MoveReport) -> Content:
    title = SHORT_TITLES.get(move.move) or Content(one_line(move.title)).truncate(20, ellipsis=True).plain
    return Content.assemble(f"{RESULT_SIGNS[move.result]} ", (title, "bold"), f" {RESULT_WORDS[move.result]}")
