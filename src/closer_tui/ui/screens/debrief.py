"""The debrief: how complete the close was, and the candidate's own words for it."""

from __future__ import annotations

import logging
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Digits, ProgressBar, Static

from closer_tui.events import AnswerKept, Event, VerdictOverruled
from closer_tui.files import reason
from closer_tui.i18n import _, pgettext, translated
from closer_tui.journal import Journal, JournalError
from closer_tui.levels import level_name
from closer_tui.practice.beside import beside, this_time
from closer_tui.practice.compare import Side, compare_rehearsals, latest_attempts, retried_steps
from closer_tui.practice.lookback import LookBack, look_back
from closer_tui.practice.past import PastSession
from closer_tui.practice.picking import Picking
from closer_tui.practice.rating import remark
from closer_tui.rehearsal import State, level_above
from closer_tui.report_text import file_name, save_new, to_markdown
from closer_tui.report_words import (
    RESULT_WORDS,
    at_most_sentence,
    duration,
    one_line,
    step_to_retry,
    verdict_sentence,
)
from closer_tui.scoring.report import Finding, MoveReport, Report
from closer_tui.scoring.rubric import MOVE_NAMES
from closer_tui.session import Session
from closer_tui.ui.room import Room, once_drawn
from closer_tui.ui.theme import WIDTHS
from closer_tui.ui.widgets.evidence import Evidence
from closer_tui.ui.widgets.findings import PART, RESULT_SIGNS, Findings
from closer_tui.ui.widgets.footer import Footer

log = logging.getLogger(__name__)
ON_THE_SHEET = _("It is on your cheat sheet for the real day: s at home shows it, p takes it off again.")


class DebriefScreen(Room[int | str | None]):
    """What a finished rehearsal came to. Dismissed with the index of a step to play again, with "again" for
    the whole, "climb" for the whole on the next level, or with None. Reports are saved in `save_folder`, or else in
    the current folder. `compare`: the comparison of the last attempt with the one before is shown first."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "own_word(True)", _("I did"), tooltip=_("The scorer is not sure: say that you did this")),
        Binding(
            "n", "own_word(False)", _("I did not"), tooltip=_("The scorer is not sure: say that you did not do this")
        ),
        Binding(
            "o", "overrule", _("Overrule"), tooltip=_("Put your own word for the scorer's verdict, or take it back")
        ),
        Binding("e", "sample", _("Example"), tooltip=_("Open or close a strong answer to this step")),
        Binding("r", "retry", _("Retry"), tooltip=_("Play the step of the selected finding again")),
        Binding("a", "again", _("Again"), tooltip=_("Play the whole scenario again from the start")),
        Binding(
            "l", "climb", _("Next level"), show=False, tooltip=_("Play the whole again on the level with less help")
        ),
        Binding(
            "c", "compare", _("Compare"), tooltip=_("See this attempt beside the one before, or beside the last time")
        ),
        Binding(
            "m", "email", _("Email"), tooltip=_("The email to each interviewer: change it, save it, copy it, open it")
        ),
        Binding("s", "save", _("Save"), tooltip=_("Save this report as a Markdown file")),
        Binding("escape", "home", _("Home"), tooltip=_("Back to the scenarios")),
        Binding(
            "p", "pick", _("Pick"), show=False, tooltip=_("Take your answer to this move to your cheat sheet, or off")
        ),
        Binding("up,k", "select(-1)", _("Previous"), show=False, tooltip=_("Select the finding above")),
        Binding("down,j", "select(1)", _("Next"), show=False, tooltip=_("Select the finding below")),
        Binding("pageup", "page(-1)", _("Page up"), show=False, tooltip=_("Select the finding a page above")),
        Binding("pagedown", "page(1)", _("Page down"), show=False, tooltip=_("Select the finding a page below")),
        Binding("o", "say_which", "", show=False),  # while o itself is not asked for
        Binding(
            "d", "delivery", _("Delivery"), show=False, tooltip=_("Go to how it was said: fillers, hedges, length")
        ),
        Binding("home", "select(-999)", _("First"), show=False, tooltip=_("Select the first finding")),
        Binding("end", "select(999)", _("Last"), show=False, tooltip=_("Select the last finding")),
    ]
    HORIZONTAL_BREAKPOINTS = WIDTHS
    AUTO_FOCUS = "#findings"

    @dataclass
    class LookedBack(Message):
        """What this rehearsal is to be seen beside."""

        back: LookBack

    def __init__(self, session: Session, save_folder: Path | None = None, compare: bool = False) -> None:
        super().__init__()
        self._compare = compare
        self._back: LookBack | None = None
        self._session = session
        self._folder = save_folder
        self._report = session.report()
        self._picking = Picking(session)
        self._asked = False

    def heading(self) -> str:
        """Which rehearsal it is: parts, of which the first ones are shown where there is no room for all."""
        state = self._session.state
        level = pgettext("heading", "{level} level").format(level=level_name(state.level))
        return PART.join((level, duration(state.now), one_line(state.scenario.title)))

    def moment(self) -> datetime:
        """When it was, for the file in which its report is saved."""
        return datetime.now().astimezone()

    def compose(self) -> ComposeResult:
        scenario = self._session.state.scenario
        with Horizontal(id="summary"):
            yield Digits(id="score")
            with Vertical(id="verdict"):
                with Horizontal(id="gauge"):
                    yield ProgressBar(total=100, show_percentage=False, show_eta=False)
                    yield Static(id="number")
                yield Static(id="complete")
        yield Static(id="moves")
        yield Static(id="beside")
        with Container(id="body"):
            yield Findings(
                self._report,
                scenario,
                self.heading(),
                lambda finding: remark(self._session.state, finding),
            )
            yield Evidence(self._report, scenario)
        yield Footer()

    def on_mount(self) -> None:
        with suppress(JournalError):  # the rehearsal's own trouble with the journal is told
            self._picking.look()
        self._show(self._session.report())
        if self._session.journal is not None and self._session.key:
            self._look_back(self._session.journal)
        if self._compare:
            once_drawn(self, self.action_compare)

    @work(thread=True)
    def _look_back(self, journal: Journal) -> None:
        try:
            back = look_back(journal, self._session.key, self._session.state.scenario.name)
        except JournalError as error:  # the rehearsal's own trouble with the journal is told; this is an extra
            log.warning("no rehearsal to compare with: %s", error)
        else:
            self.post_message(self.LookedBack(back))

    def on_debrief_screen_looked_back(self, message: LookedBack) -> None:
        self._back = message.back
        self._show_beside()
        self.refresh_bindings()

    def on_resize(self) -> None:
        self._show_beside()

    def _show_beside(self) -> None:
        """This rehearsal beside others of its kind, a line for each; over them, in a narrow window, what has no room
        at the top of the screen."""
        lines = [Content(line) for line in beside(self._session.state, self._report, self._back)]
        shown = self.query_one("#beside", Static)
        shown.update(Content("\n").join(lines))
        shown.set_class(bool(lines), "-any")
        if self.has_class("-slim"):
            lines = [Content(verdict_sentence(self._report)), *map(_in_short, self._report.moves), *lines]
        self.query_one(Findings).tell(Content("\n").join(lines))

    def _show(self, report: Report) -> None:
        self._report = report
        self.query_one("#score", Digits).update(str(report.completeness))
        self.query_one(ProgressBar).update(progress=report.completeness)
        more = at_most_sentence(report).rstrip(".")
        score = _("{n} of 100").format(n=report.completeness)
        self.query_one("#number", Static).update(" · ".join(filter(None, (score, f"{more[:1].lower()}{more[1:]}"))))
        complete = self.query_one("#complete", Static)
        complete.update(Content(verdict_sentence(report)))
        complete.set_class(report.complete, "-complete")
        self.query_one("#moves", Static).update(Content("  ").join(map(_in_short, report.moves)))
        self._show_beside()
        self._mark()

    def _mark(self) -> None:
        moves = enumerate(self._report.moves)
        self.query_one(Findings).mark({n for n, move in moves if self._picking.picked(self._report, move)})

    @property
    def _selected(self) -> tuple[MoveReport, Finding]:
        number, index = self.query_one(Findings).selected
        move = self._report.moves[number]
        return move, move.findings[index]

    def on_findings_selected(self) -> None:
        move, finding = self._selected
        evidence = self.query_one(Evidence)
        evidence.show(self._report, finding)
        once_drawn(evidence, evidence.go_to, move, finding)
        if self._asked != (finding.outcome == "not_sure"):
            self._asked = not self._asked
            self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """y and n are alive where the candidate is asked, the key to overrule where there is a verdict, and the one to
        how it was said where there is anything to say about it."""
        if action == "climb":
            return level_above(self._session.state.level) is not None
        if action == "compare":
            return bool(self._last_time or retried_steps(self._session.state))
        if action in ("own_word", "say_which", "overrule"):
            return self._asked == (action != "overrule")
        return action != "delivery" or any(evidence.has_remarks for evidence in self.query(Evidence))

    def action_select(self, by: int) -> None:
        self.query_one(Findings).move(by)

    def action_page(self, by: int) -> None:
        self.query_one(Findings).page(by)

    def action_say_which(self) -> None:
        self.notify(_("The scorer is not sure here: press y if you did this, n if you did not."), markup=False)

    def action_own_word(self, did: bool) -> None:
        self._overrule(did)

    def action_overrule(self) -> None:
        finding = self._selected[1]
        if finding.overruled:
            self._overrule(None)
        else:
            self._overrule(finding.outcome != "met")

    def _overrule(self, met: bool | None) -> None:
        self._send(VerdictOverruled(self._selected[1].criterion.name, met))
        self.on_findings_selected()

    def _send(self, event: Event) -> State:
        """Send an event after which the report is another one, and draw that."""
        trouble = self._session.trouble
        state = self._session.send(event)
        if self._session.trouble and self._session.trouble != trouble:
            self.notify(one_line(self._session.trouble), severity="warning", markup=False)
        report = self._session.report()
        self._show(report)
        self.query_one(Findings).show(report)
        return state

    def action_sample(self) -> None:
        if not self.query_one(Evidence).toggle_sample(self._selected[0].steps):
            self.notify(_("This scenario has no strong answer to this step."), markup=False)

    def action_delivery(self) -> None:
        self.query_one(Evidence).go_to_remarks()

    def action_retry(self) -> None:
        self.dismiss(step_to_retry(self._report, self._selected[0]))

    def action_again(self) -> None:
        self.dismiss("again")

    def action_climb(self) -> None:
        self.dismiss("climb")

    @property
    def _when(self) -> datetime | None:
        """When it was finished; None of the one at hand."""
        return self._session.past.info.finished if isinstance(self._session, PastSession) else None

    @property
    def _last_time(self) -> Side | None:
        return None if self._back is None else self._back.last_time

    def action_compare(self) -> None:
        """The step of the selected finding first, where it was played again; then the others; then the last time."""
        from closer_tui.ui.screens.compare import CompareScreen

        state, own = self._session.state, self._selected[0].steps
        steps = retried_steps(state)[::-1]
        if not self._compare:
            steps = tuple(sorted(steps, key=lambda step: step not in own))
        self._compare = False
        found = [each for step in steps if (each := latest_attempts(state, step)) is not None]
        if self._last_time is not None:
            found.append(compare_rehearsals(self._last_time, this_time(state, self._report, self._when)))
        if found:
            keep = None if isinstance(self._session, PastSession) else self._keep
            self.app.push_screen(CompareScreen(found, keep))

    def _keep(self, event: AnswerKept) -> State:
        state = self._send(event)
        self.call_later(self._show_answers)
        return state

    async def _show_answers(self) -> None:
        """Another answer counts: its words take the place of those that were here."""
        await self.query_one(Evidence).remove()
        await self.query_one("#body").mount(Evidence(self._report, self._session.state.scenario))
        once_drawn(self, self.on_findings_selected)  # once it is known where its words stand

    def action_pick(self) -> None:
        move = self._selected[0]
        try:
            now = self._picking.toggle(self._report, move)
        except JournalError as error:
            self.notify(one_line(str(error)), title=_("Not picked"), severity="warning", markup=False)
            return
        self._mark()
        off = _("You said nothing to this move.") if now is None else _("It is off your cheat sheet.")
        self.notify(ON_THE_SHEET if now else off, markup=False)

    def action_email(self) -> None:
        from closer_tui.ui.screens.email import open_email

        open_email(self.app, self._session.state, self._session.journal, self._session.key, self._folder)

    def action_home(self) -> None:
        self.dismiss(None)

    def action_save(self) -> None:
        state = self._session.state
        folder = self._folder or Path()
        when = self.moment()
        text = to_markdown(self._report, state.scenario, state.level, when)
        if self.app.is_web:
            from closer_tui.ui.served import download

            download(self.app, file_name(state.scenario.name, when), text.encode())
            return
        try:
            path = save_new(folder, state.scenario.name, when, text)
        except OSError as error:
            words = _(
                "The report could not be saved in {folder}: {why}. Make room or make the folder writable and save "
                "again, or start closer in another folder."
            )
            self.notify(
                words.format(folder=one_line(str(folder.absolute())), why=reason(error)),
                title=_("Not saved"),
                severity="error",
                timeout=15,
                markup=False,
            )
        else:
            self.notify(one_line(str(path.absolute())), title=_("Report saved"), timeout=10, markup=False)


def _in_short(move: MoveReport) -> Content:
    name = translated(MOVE_NAMES.get(move.move, ""))
    title = name or Content(one_line(move.title)).truncate(20, ellipsis=True).plain
    return Content.assemble(f"{RESULT_SIGNS[move.result]} ", (title, "bold"), f" {RESULT_WORDS[move.result]}")
