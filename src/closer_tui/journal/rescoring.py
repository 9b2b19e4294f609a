"""Kept rehearsals judged again, by another scorer than the one of then.

Answers are what they were, and so is the candidate's own word on a verdict; the report of then stays in the
journal beside the new one. Each rehearsal is done or not done, whenever the process ends.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from closer_tui.events import NotNow
from closer_tui.i18n import _
from closer_tui.journal.records import RecordError, SessionInfo, Stored
from closer_tui.journal.store import Journal
from closer_tui.rehearsal import State, advance, start
from closer_tui.scoring.judge import judge_answer
from closer_tui.scoring.report import Heard, Report, build_report
from closer_tui.scoring.rubric import Criterion
from closer_tui.scoring.verdict import Outcome, Scorer


@dataclass(frozen=True, slots=True)
class Change:
    """One verdict that came out differently. None: the criterion was not judged then, or is not any more."""

    criterion: Criterion
    before: Outcome | None
    after: Outcome | None


@dataclass(frozen=True, slots=True)
class Rescored:
    """A rehearsal judged again: what the journal knew of it before, and what its report says now."""

    info: SessionInfo
    before: Report
    after: Report
    changes: tuple[Change, ...]

    @property
    def differs(self) -> bool:
        score = (self.before.completeness, self.before.complete)
        return bool(self.changes) or score != (self.after.completeness, self.after.complete)

    @property
    def own_words(self) -> int:
        """Verdicts that are the candidate's own word, then and now."""
        return sum(finding.overruled for finding in self.after.findings())


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A rehearsal that can't be judged again; `why` is a sentence or two."""

    info: SessionInfo
    why: str


def judged_otherwise(rehearsals: Iterable[SessionInfo], version: str) -> tuple[SessionInfo, ...]:
    """Those with something said in them that another scorer than this version judged, in part at least."""
    return tuple(info for info in rehearsals if info.scorer not in ("", version))


def rescore(
    journal: Journal, scorer: Scorer, rehearsals: Iterable[SessionInfo], keep: bool = True
) -> Iterator[Rescored | LeftOut]:
    """Judge each again and keep the new report (unless `keep` is False), one after the other as they are asked
    for. Raises JournalError when the journal itself can't be used; what was given out before is kept."""
    for info in rehearsals:
        try:
            yield _kept(journal, scorer, info) if keep else _judged_again(journal, scorer, info)
        except RecordError as error:
            yield LeftOut(info, str(error))
        except NotNow as error:
            why = _("This closer can't follow its course: {reason}. Its answers and its score are kept.")
            yield LeftOut(info, why.format(reason=error))


def _kept(journal: Journal, scorer: Scorer, info: SessionInfo) -> Rescored | LeftOut:
    if not journal.claim(info.id):
        return LeftOut(info, _("It is open in another closer. Close it there and run this again."))
    try:
        result = _judged_again(journal, scorer, info)
        journal.rescore(info.id, result.after)
    finally:
        journal.release(info.id)
    return result


def _judged_again(journal: Journal, scorer: Scorer, info: SessionInfo) -> Rescored:
    before = journal.reports(info.id)
    if not before:
        raise RecordError(_("The report of this rehearsal is missing."), _("Its answers are kept."))
    after = report_by(scorer, journal.load(info.id))
    return Rescored(info, before[0], after, changes(before[0], after))


def report_by(scorer: Scorer, stored: Stored) -> Report:
    """The report on a rehearsal as it was last finished, with every answer judged by `scorer`, and by the own
    criteria of the scenario as it was then. Raises events.NotNow where it was never finished."""
    state = last_finished(stored)
    heard = tuple(_heard_by(scorer, state, each) for each in state.heard())
    return build_report(state.scenario, heard, dict(state.overruled))


def last_finished(stored: Stored) -> State:
    """As it stood when it was last finished: a retry under way is left out. Raises events.NotNow."""
    state = start(stored.scenario, stored.info.level)
    finished: State | None = None
    for event in stored.events:
        state = advance(state, event)
        if state.phase == "finished":
            finished = state
    if finished is None:
        raise NotNow(_("it has no end"))
    return finished


def _heard_by(scorer: Scorer, state: State, heard: Heard) -> Heard:
    scenario = state.scenario
    by_email = heard.step is not None and scenario.steps[heard.step].move == "email"
    judgement = judge_answer(scorer, scenario, heard.step, heard.text, "email" if by_email else "spoken")
    return replace(heard, judgement=judgement)


def changes(before: Report, after: Report) -> tuple[Change, ...]:
    """The verdicts that differ between two reports on one rehearsal, in the order in which a report shows them."""
    then = {finding.criterion.name: finding for finding in before.findings()}
    now = {finding.criterion.name: finding for finding in after.findings()}
    both = {**now, **{name: finding for name, finding in then.items() if name not in now}}
    found = (
        Change(
            finding.criterion,
            then[name].outcome if name in then else None,
            now[name].outcome if name in now else None,
        )
        for name, finding in both.items()
    )
    return tuple(change for change in found if change.before != change.after)
