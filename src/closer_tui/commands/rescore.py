"""`closer history rescore`: kept rehearsals judged again by the installed scorer."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from closer_tui.commands.ending import BAD_INPUT, FINE, INTERRUPTED, Failure, complain
from closer_tui.commands.history import described_score, identity
from closer_tui.commands.listing import dump, journal_begun, opened
from closer_tui.commands.model import load
from closer_tui.report_words import named, one_line, outcome_name

if TYPE_CHECKING:
    from closer_tui.journal.rescoring import Change, LeftOut, Rescored


def rescore_history(dry_run: bool, as_json: bool) -> int:
    """Judge again what another version judged; a line for each rehearsal that comes out differently, then how many
    of how many. Returns 1 where one had to be left out. Raises Failure when it was interrupted, JournalError."""
    if not journal_begun():
        return _nothing(0, "", dry_run, as_json)
    from closer_tui.journal.rescoring import LeftOut, judged_otherwise, rescore

    with opened() as journal:
        kept = journal.history()
        if not kept:
            return _nothing(0, "", dry_run, as_json)
        scorer = load()
        due = judged_otherwise(kept, scorer.version)
        if not due:
            return _nothing(len(kept), scorer.version, dry_run, as_json)
        if sys.stderr.isatty():
            complain(f"{_count(len(due))} to judge again …")
        done: list[Rescored] = []
        left: list[LeftOut] = []
        try:
            for result in rescore(journal, scorer, due, keep=not dry_run):
                if isinstance(result, LeftOut):
                    left.append(result)
                    complain(one_line(f"{named(result.info)}: left out. {result.why}"))
                    continue
                done.append(result)
                if result.differs and not as_json:
                    print(_line(result), flush=True)
        except KeyboardInterrupt:
            stay = "Nothing was changed." if dry_run else f"{len(done)} of {_count(len(due))} judged again."
            raise Failure(f"Interrupted. {stay}", "Run it again for the rest.", INTERRUPTED) from None
    if as_json:
        dump(_described(scorer.version, dry_run, len(kept), done, left))
    else:
        print(_last_line(scorer.version, dry_run, len(kept), done))
    return BAD_INPUT if left else FINE


def _nothing(kept: int, version: str, dry_run: bool, as_json: bool) -> int:
    if as_json:
        dump(_described(version or None, dry_run, kept, [], []))
    elif kept:
        print(f"Nothing to do: of {_count(kept)} none was judged by another scorer than the installed, {version}.")
    else:
        print("Nothing to do: there are no finished rehearsals yet.")
    return FINE


def _line(result: Rescored) -> str:
    """What is different now, in one line."""
    info, now = result.info, result.after
    scores = [f"{info.then.completeness} then", f"{info.completeness} since"] if info.then else []
    scores = scores or [f"{result.before.completeness} then"]
    parts = [f"{', '.join(scores)}, {now.completeness} by today's scorer"]
    if now.complete != result.before.complete:
        parts[0] += ", complete now" if now.complete else ", not complete any more"
    if result.changes:
        parts.append("; ".join(map(_changed, result.changes)))
    return one_line(f"{named(info)}: {'. '.join(parts)}.")


def _changed(change: Change) -> str:
    flag = change.criterion.flag
    was, now = (outcome_name(o, flag).casefold() if o else "not judged" for o in (change.before, change.after))
    return f"{change.criterion.title}: from {was} to {now}"


def _last_line(version: str, dry_run: bool, kept: int, done: list[Rescored]) -> str:
    differ = sum(result.differs for result in done)
    again, came = ("would be judged again", "would come") if dry_run else ("judged again", "came")
    line = f"{len(done)} of {_count(kept)} {again} by {version}; {differ or 'none'} {came} out differently."
    if any(result.own_words for result in done):
        line += " Where you gave your own word, it stands."
    return f"{line} Nothing was changed (--dry-run)." if dry_run else line


def _count(number: int) -> str:
    return "1 rehearsal" if number == 1 else f"{number} rehearsals"


def _described(
    version: str | None, dry_run: bool, kept: int, done: list[Rescored], left: list[LeftOut]
) -> dict[str, object]:
    return {
        "scorer": version,
        "dry_run": dry_run,
        "kept": kept,
        "judged_again": len(done),
        "different": sum(result.differs for result in done),
        "rehearsals": [
            {
                **identity(result.info),
                "before": described_score(result.before),
                "after": described_score(result.after),
                "changes": [
                    {
                        "criterion": change.criterion.name,
                        "title": change.criterion.title,
                        "before": change.before,
                        "after": change.after,
                    }
                    for change in result.changes
                ],
            }
            for result in done
        ],
        "left_out": [{**identity(each.info), "why": each.why} for each in left],
    }
