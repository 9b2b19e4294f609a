"""`closer history show` and `delete`: one rehearsal, found by the beginning of its id; and the end of them all."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from closer_tui.commands.ending import FINE, USAGE, Failure
from closer_tui.commands.history import SHORT_ID, counted, described, described_score
from closer_tui.commands.listing import dump, journal_begun, opened
from closer_tui.i18n import _, figure, ngettext, pgettext
from closer_tui.report_words import named, one_line

if TYPE_CHECKING:
    from closer_tui.journal import Journal, SessionInfo, Unreadable
    from closer_tui.practice.past import PastRehearsal
    from closer_tui.scoring.report import Report

MOST_NAMED = 12
"""Rehearsals that are named where an id fits several."""


def show_session(prefix: str, form: str = "text", earlier: int = 0) -> int:
    """The whole conversation and the report ("text"), all of it as data ("json"), or the report as the Markdown that
    the debrief saves ("markdown"). `earlier` 1 is the report before the one that counts. Raises Failure, JournalError.
    """
    with _journal() as journal:
        found = find_session(journal, prefix)
        from closer_tui.practice.past import open_past

        past = open_past(journal, found.id)
    if earlier >= len(past.reports):
        many = len(past.reports)
        what = ngettext(
            "There is no report as early as that: it has {n} report.",
            "There is no report as early as that: it has {n} reports.",
            many,
        )
        help = _("Give --earlier a number below {n}.").format(n=figure(many)) if many > 1 else _("Leave --earlier out.")
        raise Failure(what.format(n=figure(many)), help)
    report = past.reports[earlier]
    if form == "json":
        dump(_as_data(past, report))
    elif form == "markdown":
        from closer_tui.report_text import to_markdown

        done = (past.info.finished or past.info.updated).astimezone()
        sys.stdout.write(to_markdown(report, past.state.scenario, past.info.level, done))
    else:
        _say(past, report, earlier)
    return FINE


def find_session(journal: Journal, prefix: str) -> SessionInfo | Unreadable:
    """The finished rehearsal whose id begins so. Raises Failure where there is none, or several."""
    wanted = prefix.strip().lower()
    found = journal.beginning(wanted) if wanted else ()
    if not found:
        what = _("No rehearsal has an id that begins with “{id}”.").format(id=one_line(prefix)[:60])
        raise Failure(what if wanted else _("No id was given."), _("closer history shows the ids of them all."))
    if len(found) > 1:
        letters = next(n for n in range(SHORT_ID, sys.maxsize) if len({each.id[:n] for each in found}) == len(found))
        lines = [f"  {each.id[:letters]}  {_named(each)}" for each in found[:MOST_NAMED]]
        if len(found) > MOST_NAMED:
            lines.append("  " + _("and {n} more").format(n=figure(len(found) - MOST_NAMED)))
        what = _("The ids of {n} rehearsals begin with “{id}”:").format(n=figure(len(found)), id=one_line(prefix))
        raise Failure("\n".join([what, *lines, _("Write more of the one that you mean.")]))
    return found[0]


def delete_session(prefix: str, yes: bool) -> int:
    """Delete one rehearsal, asked twice at a terminal; elsewhere only with `yes`. Raises Failure, JournalError."""
    with _journal() as journal:
        found = find_session(journal, prefix)
        if not yes:
            question = _("Delete {rehearsal}, with every word of it? Nothing brings it back.")
            _ask(question.format(rehearsal=_named(found)), "delete")
        journal.delete(found.id)
    print(_("Deleted: {what}.").format(what=_named(found)))
    return FINE


def delete_all() -> int:
    """Delete every rehearsal, finished or not. It is asked twice, at a terminal. Raises Failure, JournalError."""
    with _journal() as journal:
        from closer_tui.journal import RecordError, Search

        kept = journal.count(Search())
        try:
            others = len(journal.unfinished()) + len(journal.history(abandoned=True))
        except RecordError:  # one that can't be read goes with the rest
            others = 0
        if not kept + others:
            print(_("There is nothing to delete."))
            return FINE
        question = _("Delete all: {rehearsals}, with every word of them? Nothing brings them back.")
        if others:
            question = ngettext(
                "Delete all: {rehearsals}, and {n} that was not finished, with every word of them? Nothing brings them "
                "back.",
                "Delete all: {rehearsals}, and {n} that were not finished, with every word of them? Nothing brings "
                "them back.",
                others,
            )
        _ask(question.format(rehearsals=counted(kept), n=figure(others)), "delete all")
        gone = journal.delete_all()
    print(_("Deleted: {what}.").format(what=counted(gone)))
    return FINE


def _journal() -> Journal:
    if not journal_begun():
        raise Failure(
            _("There are no rehearsals yet."), _("closer list shows the scenarios, closer play NAME plays one.")
        )
    return opened()


def _named(found: SessionInfo | Unreadable) -> str:
    from closer_tui.journal import SessionInfo

    return named(found) if isinstance(found, SessionInfo) else _("the damaged entry {id}").format(id=one_line(found.id))


def somebody_there() -> bool:
    """Whether a question would be read and answered by a person."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def _ask(question: str, word: str) -> None:
    """Ask twice, the second time for a word. Raises Failure where the answer is no, or nobody is there to ask."""
    from closer_tui.linear import Linear
    from closer_tui.plain_history import asked_twice

    if not somebody_there():
        help = _("At a terminal it asks.")
        if word == "delete":
            help = _("At a terminal it asks; elsewhere --yes deletes one.")
        raise Failure(_("Nothing was deleted: there is nobody to ask."), help, USAGE)
    if not asked_twice(Linear(sys.stdin, sys.stderr, True), question, word):
        raise Failure(_("Nothing was deleted."))


def _say(past: PastRehearsal, report: Report, earlier: int) -> None:
    """As lines to be read aloud, broken between words on a terminal."""
    from closer_tui.linear import Linear
    from closer_tui.plain_history import say_past

    linear = Linear(sys.stdin, sys.stdout, sys.stdout.isatty())
    say_past(linear, past, earlier)
    others = [each for each in past.reports if each is not report]
    if others:
        by = _("{n} of 100 by {scorer}")
        told = "; ".join(
            by.format(n=each.completeness, scorer=one_line(each.scorer) or pgettext("scorer", "nobody"))
            for each in others
        )
        linear.say(_("Its other reports, the newest first: {reports}. --earlier N shows them.").format(reports=told))


def _as_data(past: PastRehearsal, report: Report) -> dict[str, object]:
    scenario = past.state.scenario
    return {
        **described(past.info),
        "conversation": [
            {
                "speaker": turn.speaker,
                "name": scenario.interviewer_of(turn.step).name if turn.speaker == "interviewer" else None,
                "role": turn.role,
                "step": turn.step,
                "text": turn.text,
            }
            for turn in past.state.turns
        ],
        "report": {
            **described_score(report),
            "at_most": report.at_most,
            "answers": [{"step": heard.step, "text": heard.text} for heard in report.heard],
            "moves": [
                {
                    "move": move.move,
                    "title": move.title,
                    "result": move.result,
                    "earned": move.earned,
                    "possible": move.possible,
                    "findings": [
                        {
                            "criterion": finding.criterion.name,
                            "title": finding.criterion.title,
                            "flag": finding.criterion.flag,
                            "verdict": finding.outcome,
                            "points": finding.criterion.points,
                            "confidence": finding.confidence,
                            "reason": finding.reason,
                            "advice": finding.criterion.advice,
                            "own_word": finding.overruled,
                            "evidence": [
                                {
                                    "answer": quote.answer,
                                    "start": quote.span.start,
                                    "end": quote.span.end,
                                    "text": report.words(quote),
                                }
                                for quote in finding.quotes
                            ],
                        }
                        for finding in move.findings
                    ],
                }
                for move in report.moves
            ],
            "tips": list(report.tips),
        },
        "reports": [described_score(each) for each in past.reports],
    }
