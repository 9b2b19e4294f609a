"""`closer compare`: two rehearsals of one scenario, or the attempts within one, side by side."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from closer_tui.commands.ending import FINE, Failure
from closer_tui.commands.history_one import find_session
from closer_tui.commands.listing import dump, journal_begun, opened
from closer_tui.i18n import _
from closer_tui.report_words import named

if TYPE_CHECKING:
    from closer_tui.journal import Journal, SessionInfo
    from closer_tui.practice.compare import Change, Comparison, Side
    from closer_tui.scoring.report import Finding


def compare_sessions(first: str, second: str | None, as_json: bool) -> int:
    """Tell what was gained and lost from the rehearsal whose id begins with `first` to that of `second`; without a
    second one between the attempts within the first, and to it from the last one of its scenario before. Raises
    Failure, JournalError."""
    if not journal_begun():
        raise Failure(
            _("There are no rehearsals yet."), _("closer list shows the scenarios, closer play NAME plays one.")
        )
    with opened() as journal:
        found = _within(journal, first) if second is None else [_between(journal, first, second)]
    if as_json:
        dump([_described(each) for each in found])
        return FINE
    from closer_tui.linear import Linear
    from closer_tui.practice.compare_text import to_lines

    linear = Linear(sys.stdin, sys.stdout, sys.stdout.isatty())
    for number, each in enumerate(found):
        linear.say(*([""] if number else []), *to_lines(each))
    return FINE


def _found(journal: Journal, prefix: str) -> SessionInfo:
    from closer_tui.journal import SessionInfo

    found = find_session(journal, prefix)
    if not isinstance(found, SessionInfo):
        what = _("The entry of the rehearsal {id} is damaged.").format(id=found.id)
        raise Failure(what, _("Its place in closer history says so too."))
    return found


def _between(journal: Journal, first: str, second: str) -> Comparison:
    from closer_tui.practice.compare import compare_rehearsals
    from closer_tui.practice.lookback import side_of

    before, after = _found(journal, first), _found(journal, second)
    if before.id == after.id:
        raise Failure(
            _("Both are the same rehearsal."), _("Leave one out: its attempts are compared, and the one before.")
        )
    if before.scenario_id != after.scenario_id:
        what = _("They are of two scenarios: {one}; {other}.").format(one=named(before), other=named(after))
        raise Failure(what, _("Only rehearsals of one scenario can be compared: closer history --scenario NAME."))
    return compare_rehearsals(side_of(journal, before.id), side_of(journal, after.id))


def _within(journal: Journal, prefix: str) -> list[Comparison]:
    from closer_tui.practice.compare import compare_rehearsals, latest_attempts, retried_steps
    from closer_tui.practice.lookback import earlier, side_of
    from closer_tui.practice.past import open_past

    info = _found(journal, prefix)
    state = open_past(journal, info.id).state
    found = [each for step in retried_steps(state) if (each := latest_attempts(state, step)) is not None]
    before = earlier(journal, info.id, info.name)
    if before is not None:
        found.append(compare_rehearsals(side_of(journal, before.id), side_of(journal, info.id)))
    if not found:
        what = _("There is nothing to compare with {rehearsal}: no step was played again, and none came before.")
        help_ = _("Name another one: closer compare ID ID; closer history shows the ids.")
        raise Failure(what.format(rehearsal=named(info)), help_)
    return found


def _described(comparison: Comparison) -> dict[str, object]:
    return {
        "step": comparison.step,
        "before": _side(comparison.before),
        "after": _side(comparison.after),
        "different_scorers": comparison.scorers_differ,
        "left_out": comparison.left_out,
        "changes": [
            {"move": move.after.move, **_change(comparison, change)}
            for move in comparison.moves
            for change in move.changes
        ],
    }


def _side(side: Side) -> dict[str, object]:
    return {
        "attempt": None if side.attempt is None else side.attempt + 1,
        "counts": None if side.attempt is None else side.counts,
        "started": side.when.isoformat() if side.when else None,
        "level": side.level,
        "completeness": side.report.completeness,
        "complete": side.report.complete,
        "scorer": side.report.scorer,
        "words": side.words,
        "seconds": side.seconds,
        "answers": [{"step": heard.step, "text": heard.text} for _, heard in side.heard],
    }


def _change(comparison: Comparison, change: Change) -> dict[str, object]:
    return {
        "criterion": change.criterion.name,
        "title": change.criterion.title,
        "flag": change.criterion.flag,
        "change": change.kind,
        "points": change.points,
        "before": _finding(comparison.before, change.before),
        "after": _finding(comparison.after, change.after),
    }


def _finding(side: Side, finding: Finding) -> dict[str, object]:
    return {
        "outcome": finding.outcome,
        "own_word": finding.overruled,
        "quotes": [side.report.words(quote) for quote in finding.quotes],
    }
