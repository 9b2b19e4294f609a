"""A finished rehearsal, opened again: the whole conversation, and the reports as they were stored."""

from __future__ import annotations

from dataclasses import dataclass

from closer_tui.events import AnswerJudged, Event, NotNow
from closer_tui.i18n import _
from closer_tui.journal import Draft, Journal, RecordError, SessionInfo
from closer_tui.journal.rescoring import last_finished
from closer_tui.rehearsal import State
from closer_tui.scenario.model import Scenario
from closer_tui.scoring.report import Report
from closer_tui.scoring.verdict import Scorer
from closer_tui.session import Session


@dataclass(frozen=True, slots=True)
class PastRehearsal:
    """`state` is how it stood when it was last finished. `reports`, the newest first, are what was said of it: after a
    retry, a verdict overruled or another scorer there are several, of which the newest counts."""

    info: SessionInfo
    state: State
    reports: tuple[Report, ...]

    @property
    def seconds(self) -> float:
        """Of practice; a closer of before 0.2 kept only when the last answer was given."""
        return self.state.now if self.info.seconds is None else self.info.seconds


def open_past(journal: Journal, session: str) -> PastRehearsal:
    """Read a finished rehearsal. Raises JournalError, of which RecordError says that this one can't be read."""
    stored = journal.load(session)
    try:
        state = last_finished(stored)
    except NotNow as error:
        what = _("This closer can't follow the course of this rehearsal: {why}.").format(why=error)
        help = _("Its answers are kept; the closer that it was played with can show it.")
        raise RecordError(what, help) from error
    reports = journal.reports(session)
    fitting = tuple(report for report in reports if _fits(report, stored.scenario))
    if not fitting or fitting[0] is not reports[0]:
        raise RecordError(_("The report of this rehearsal is missing or damaged."), _("Its answers are kept."))
    return PastRehearsal(stored.info, state, fitting)


def _fits(report: Report, scenario: Scenario) -> bool:
    """Whether every step, answer and quote that a report names is there: a journal may come from anywhere."""
    steps = range(len(scenario.steps))
    named = [step for move in report.moves for step in move.steps]
    named += [heard.step for heard in report.heard if heard.step is not None]
    quotes = [quote for finding in report.findings() for quote in finding.quotes]
    texts = [heard.text for heard in report.heard]
    return (
        bool(report.moves)
        and all(move.steps and move.findings for move in report.moves)
        and all(step in steps for step in named)
        and all(
            0 <= quote.answer < len(texts) and 0 <= quote.span.start <= quote.span.end <= len(texts[quote.answer])
            for quote in quotes
        )
    )


class PastSession(Session):
    """A past rehearsal in the place of one that is played: its state and its report can be read, and nothing that is
    sent changes it. To play a step of it again, `Session.resume` it."""

    def __init__(self, journal: Journal, scorer: Scorer, past: PastRehearsal) -> None:
        super().__init__(journal, scorer, past.info.id, past.state, past.seconds)
        self.past = past

    def report(self) -> Report:
        """The report that counts, as it was stored."""
        return self.past.reports[0]

    def send(self, event: Event) -> State:
        raise NotNow(_("{event} does not fit a rehearsal of the past").format(event=type(event).__name__))

    def judge(self) -> AnswerJudged:
        raise NotNow("a rehearsal of the past was judged")

    def keep_draft(self, draft: Draft) -> None:
        """Nothing is being typed in it."""

    def close(self) -> None:
        """It was never claimed."""
