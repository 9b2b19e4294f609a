"""`closer history rescore`: kept rehearsals judged again by the installed scorer."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from closer_tui.commands.ending import BAD_INPUT, FINE, INTERRUPTED, Failure, complain
from closer_tui.commands.history import described_score, identity
from closer_tui.commands.listing import dump, journal_begun, opened
from closer_tui.commands.model import load
from closer_tui.i18n import _, figure, ngettext, pgettext, translated
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
            told = ngettext("{n} rehearsal to judge again …", "{n} rehearsals to judge again …", len(due))
            complain(told.format(n=figure(len(due))))
        done: list[Rescored] = []
        left: list[LeftOut] = []
        try:
            for result in rescore(journal, scorer, due, keep=not dry_run):
                if isinstance(result, LeftOut):
                    left.append(result)
                    told = _("{rehearsal}: left out. {why}")
                    complain(one_line(told.format(rehearsal=named(result.info), why=result.why)))
                    continue
                done.append(result)
                if result.differs and not as_json:
                    print(_line(result), flush=True)
        except KeyboardInterrupt:
            stay = ngettext(
                "{done} of {n} rehearsal judged again.", "{done} of {n} rehearsals judged again.", len(due)
            ).format(done=figure(len(done)), n=figure(len(due)))
            what = " ".join((_("Interrupted."), _("Nothing was changed.") if dry_run else stay))
            raise Failure(what, _("Run it again for the rest."), INTERRUPTED) from None
    if as_json:
        dump(_described(scorer.version, dry_run, len(kept), done, left))
    else:
        print(_last_line(scorer.version, dry_run, len(kept), done))
    return BAD_INPUT if left else FINE


def _nothing(kept: int, version: str, dry_run: bool, as_json: bool) -> int:
    if as_json:
        dump(_described(version or None, dry_run, kept, [], []))
    elif kept:
        told = ngettext(
            "Nothing to do: of {n} rehearsal none was judged by another scorer than the installed, {scorer}.",
            "Nothing to do: of {n} rehearsals none was judged by another scorer than the installed, {scorer}.",
            kept,
        )
        print(told.format(n=figure(kept), scorer=version))
    else:
        print(_("Nothing to do: there are no finished rehearsals yet."))
    return FINE


def _line(result: Rescored) -> str:
    """What is different now, in one line."""
    info, now = result.info, result.after
    then = _("{n} then")
    if info.then:
        scores = [then.format(n=info.then.completeness), _("{n} since").format(n=info.completeness)]
    else:
        scores = [then.format(n=result.before.completeness)]
    scores.append(_("{n} by today's scorer").format(n=now.completeness))
    if now.complete != result.before.complete:
        scores.append(_("complete now") if now.complete else _("not complete any more"))
    parts = [", ".join(scores)]
    if result.changes:
        parts.append("; ".join(map(_changed, result.changes)))
    return one_line(f"{named(info)}: {'. '.join(parts)}.")


def _changed(change: Change) -> str:
    flag = change.criterion.flag
    was, now = (outcome_name(o, flag).lower() if o else _("not judged") for o in (change.before, change.after))
    told = _("{criterion}: from {before} to {after}")
    return told.format(criterion=translated(change.criterion.title), before=was, after=now)


def _last_line(version: str, dry_run: bool, kept: int, done: list[Rescored]) -> str:
    differ = sum(result.differs for result in done)
    if dry_run:
        line = ngettext(
            "{done} of {n} rehearsal would be judged again by {scorer}; {differ} would come out differently.",
            "{done} of {n} rehearsals would be judged again by {scorer}; {differ} would come out differently.",
            kept,
        )
    else:
        line = ngettext(
            "{done} of {n} rehearsal judged again by {scorer}; {differ} came out differently.",
            "{done} of {n} rehearsals judged again by {scorer}; {differ} came out differently.",
            kept,
        )
    none = pgettext("rehearsals that come out differently", "none")
    count = {"done": figure(len(done)), "n": figure(kept), "differ": figure(differ) if differ else none}
    lines = [line.format(**count, scorer=version)]
    if any(result.own_words for result in done):
        lines.append(_("Where you gave your own word, it stands."))
    if dry_run:
        lines.append(_("Nothing was changed (--dry-run)."))
    return " ".join(lines)


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
