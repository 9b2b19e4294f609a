"""`closer history show` and `delete`: one rehearsal, found by the beginning of its id; and the end of them all."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from closer_tui.commands.ending import FINE, USAGE, Failure
from closer_tui.commands.history import SHORT_ID, counted, described, described_score
from closer_tui.commands.listing import dump, journal_begun, opened
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
        many = "1 report" if len(past.reports) == 1 else f"{len(past.reports)} reports"
        help = (
            f"Give --earlier a number below {len(past.reports)}." if len(past.reports) > 1 else "Leave --earlier out."
        )
        raise Failure(f"There is no report as early as that: it has {many}.", help)
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
        what = f"No rehearsal has an id that begins with “{one_line(prefix)[:60]}”." if wanted else "No id was given."
        raise Failure(what, "closer history shows the ids of them all.")
    if len(found) > 1:
        letters = next(n for n in range(SHORT_ID, sys.maxsize) if len({each.id[:n] for each in found}) == len(found))
        lines = [f"  {each.id[:letters]}  {_named(each)}" for each in found[:MOST_NAMED]]
        lines += [f"  and {len(found) - MOST_NAMED:,} more"] if len(found) > MOST_NAMED else []
        what = f"The ids of {counted(len(found))} begin with “{one_line(prefix)}”:"
        raise Failure("\n".join([what, *lines, "Write more of the one that you mean."]))
    return found[0]


def delete_session(prefix: str, yes: bool) -> int:
    """Delete one rehearsal, asked twice at a terminal; elsewhere only with `yes`. Raises Failure, JournalError."""
    with _journal() as journal:
        found = find_session(journal, prefix)
        if not yes:
            _ask(f"Delete {_named(found)}, with every word of it? Nothing brings it back.", "delete")
        journal.delete(found.id)
    print(f"Deleted: {_named(found)}.")
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
            print("There is nothing to delete.")
            return FINE
        beside = f", and {others:,} that {'was' if others == 1 else 'were'} not finished" if others else ""
        _ask(f"Delete all: {counted(kept)}{beside}, with every word of them? Nothing brings them back.", "delete all")
        gone = journal.delete_all()
    print(f"Deleted: {counted(gone)}.")
    return FINE


def _journal() -> Journal:
    if not journal_begun():
        raise Failure("There are no rehearsals yet.", "closer list shows the scenarios, closer play NAME plays one.")
    return opened()


def _named(found: SessionInfo | Unreadable) -> str:
    from closer_tui.journal import SessionInfo

    return named(found) if isinstance(found, SessionInfo) else f"the damaged entry {one_line(found.id)}"


def somebody_there() -> bool:
    """Whether a question would be read and answered by a person."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def _ask(question: str, word: str) -> None:
    """Ask twice, the second time for a word. Raises Failure where the answer is no, or nobody is there to ask."""
    from closer_tui.linear import Linear
    from closer_tui.plain_history import asked_twice

    if not somebody_there():
        help = "At a terminal it asks; elsewhere --yes deletes one." if word == "delete" else "At a terminal it asks."
        raise Failure("Nothing was deleted: there is nobody to ask.", help, USAGE)
    if not asked_twice(Linear(sys.stdin, sys.stderr, True), question, word):
        raise Failure("Nothing was deleted.")


def _say(past: PastRehearsal, report: Report, earlier: int) -> None:
    """As lines to be read aloud, broken between words on a terminal."""
    from closer_tui.linear import Linear
    from closer_tui.plain_history import say_past

    linear = Linear(sys.stdin, sys.stdout, sys.stdout.isatty())
    say_past(linear, past, earlier)
    others = [each for each in past.reports if each is not report]
    if others:
        told = "; ".join(f"{each.completeness} of 100 by {one_line(each.scorer) or 'nobody'}" for each in others)
        linear.say(f"Its other reports, the newest first: {told}. --earlier N shows them.")


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
