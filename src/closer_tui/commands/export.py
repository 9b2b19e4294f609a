"""`closer export`: what somebody may want to take out of the journal, and where any export goes."""

from __future__ import annotations

import sys
from pathlib import Path

from closer_tui.commands.ending import BAD_INPUT, FINE, Failure, complain
from closer_tui.commands.listing import journal_begun, opened
from closer_tui.files import create_file, reason, replace_file
from closer_tui.i18n import _, figure, ngettext
from closer_tui.report_words import named
from closer_tui.scoring.text import safe_json


def export_corrections(path: Path | None, force: bool) -> int:
    """Write what the candidate answered against the scorer, or where it was not sure, as lines of a corpus, to
    `path` or standard output. Raises Failure where `path` can't be written, or is there already without `force`."""
    if path is not None:
        refuse(path, force, "corrections.jsonl")
    lines, left_out = _lines()
    data = "".join(f"{safe_json(line)}\n" for line in lines).encode()
    status = BAD_INPUT if left_out else FINE
    if not lines:
        what = _(
            "Nothing was written: you overruled no verdict yet, and answered none of which the scorer was not sure."
        )
        complain(what if not left_out else _("Nothing was written."))
        return status
    if path is None:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    else:
        write(path, data, force)
    count = len(lines)
    if path is None:
        told = ngettext("{n} line.", "{n} lines.", count)
    else:
        told = ngettext("{n} line in {path}.", "{n} lines in {path}.", count)
    own = ngettext(
        "It holds your own words, and the names in them: look before you share.",
        "They hold your own words, and the names in them: look before you share.",
        count,
    )
    complain(f"{told.format(n=figure(count), path=path)} {own}")
    return status


def _lines() -> tuple[list[dict[str, object]], int]:
    """The lines, those of the latest rehearsal first, and how many rehearsals had to be left out, which is told."""
    if not journal_begun():
        return [], 0
    from closer_tui.events import NotNow
    from closer_tui.journal import RecordError
    from closer_tui.journal.corrections import Corrected, corrections, merged

    found: list[Corrected] = []
    left_out = 0
    with opened() as journal:
        for info in reversed(journal.overruled()):
            try:
                found += corrections(journal.load(info.id))
            except (RecordError, NotNow) as error:
                left_out += 1
                complain(_("{rehearsal}: left out. {why}").format(rehearsal=named(info), why=error))
    return [each.line() for each in reversed(merged(found))], left_out


def refuse(path: Path, force: bool, example: str) -> None:
    """Raise Failure where an export can't go to `path`, before any work is done for it; `example` is a file name."""
    if path.is_dir():
        help_ = _("Name a file in it, such as {path}.").format(path=path / example)
        raise Failure(_("{path} is a folder.").format(path=path), help_)
    if path.exists() and not path.is_file():
        help_ = _("Leave FILE out to write to standard output.")
        raise Failure(_("{path} is no ordinary file.").format(path=path), help_)
    if path.exists() and not force:
        raise taken(path)


def taken(path: Path) -> Failure:
    """What is raised where something is at `path` already."""
    return Failure(_("{path} is there already.").format(path=path), _("Name another file, or replace it with --force."))


def write(path: Path, data: bytes, force: bool) -> None:
    """Put an export at `path`; what is there is replaced with `force` only. Raises Failure."""
    try:
        replace_file(path, data) if force else create_file(path, data)
    except FileExistsError:
        raise taken(path) from None
    except OSError as error:
        help_ = _("Name a file in a folder that is there and that you may write to.")
        raise Failure(f"{path}: {reason(error)}.", help_) from error
