"""`closer export all` and `closer import`: everything into one file, and out of one."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

from closer_tui.commands.ending import BAD_INPUT, FINE, INTERRUPTED, USAGE, Failure, complain
from closer_tui.commands.export import refuse, taken
from closer_tui.commands.listing import journal_begun, opened
from closer_tui.commands.own_files import Taken, own_files, take_file, take_settings
from closer_tui.files import create_file, reason, replacing
from closer_tui.i18n import _, figure, ngettext
from closer_tui.report_words import one_line

if TYPE_CHECKING:
    from closer_tui.journal import Journal
    from closer_tui.journal.backup import OwnFile, Refused
    from closer_tui.journal.whole import Whole

EXAMPLE = "closer-backup.jsonl.gz"
BATCH, BATCH_BYTES = 50, 8_000_000
"""Rehearsals that are brought in together: the disk is waited for once, and other closers wait for a moment only."""


# --- out ---------------------------------------------------------------------------------------------------


def export_all(path: Path | None, force: bool) -> int:
    """Write everything that is kept to `path` or standard output. Returns 1 where something had to be left out.
    Raises Failure where `path` can't be written, or is there already without `force`."""
    if path is not None:
        refuse(path, force, EXAMPLE)
    elif sys.stdout.isatty():
        help_ = _("Name a file: closer export all {example}").format(example=EXAMPLE)
        raise Failure(_("A backup is no text for a terminal."), help_, USAGE)
    from closer_tui.journal.backup import write_backup

    writing = _Writing()
    if not journal_begun() and not any(True for _ in own_files(lambda _: None)):
        complain(_("Nothing was written: there are no rehearsals, scenarios or settings of yours yet."))
        return FINE
    if path is None:
        write_backup(sys.stdout.buffer, writing.records())
        sys.stdout.buffer.flush()
    else:
        with _new(path, force) as file:
            write_backup(file, writing.records())
    told = f"{writing.told()}." if path is None else _("{what} in {path}.").format(what=writing.told(), path=path)
    complain(told + " " + _("They hold your own words, and the names in them. closer import brings them in."))
    return BAD_INPUT if writing.left_out else FINE


class _Writing:
    """What goes into a backup, counted as it goes."""

    def __init__(self) -> None:
        self.count: Counter[str] = Counter()
        self.left_out = 0

    def records(self) -> Iterator[OwnFile | Whole]:
        for own in own_files(self._leave_out):
            self.count[own.kind] += 1
            yield own
        if not journal_begun():
            return
        from closer_tui.journal import RecordError

        with opened() as journal:
            for session in journal.sessions():
                try:
                    whole = journal.whole(session)
                except RecordError as error:
                    self._leave_out(_("rehearsal {id}: left out. {why}").format(id=session[:8], why=error))
                    continue
                self.count["rehearsal"] += 1
                yield whole
                _count_aloud(self.count["rehearsal"])

    def _leave_out(self, why: str) -> None:
        self.left_out += 1
        complain(one_line(why))

    def told(self) -> str:
        played, own = self.count["rehearsal"], self.count["file"]
        rehearsals = ngettext("{n} rehearsal", "{n} rehearsals", played).format(n=figure(played))
        scenarios = ngettext("{n} scenario of yours", "{n} scenarios of yours", own).format(n=figure(own))
        if self.count["settings"]:
            told = _("{rehearsals}, {scenarios} and the settings")
        else:
            told = _("{rehearsals}, {scenarios} and no settings")
        return told.format(rehearsals=rehearsals, scenarios=scenarios)


@contextmanager
def _new(path: Path, force: bool) -> Iterator[IO[bytes]]:
    """A file that is at `path` once it is whole. Raises Failure."""
    reserved = False
    try:
        if not force:
            create_file(path, b"")  # nobody else may take the name meanwhile
            reserved = True
        with replacing(path) as file:
            yield file
        reserved = False
    except FileExistsError:
        raise taken(path) from None
    except OSError as error:
        help_ = _("Name a file in a folder that is there, that you may write to and that has room.")
        raise Failure(f"{path}: {reason(error)}.", help_) from error
    finally:
        if reserved:
            path.unlink(missing_ok=True)


# --- in ----------------------------------------------------------------------------------------------------


def import_all(path: Path, dry_run: bool, settings: bool) -> int:
    """Bring everything in a backup together with what is here. The settings are taken where there are none, or with
    `settings`. Returns 1 where something had to be left out. Raises Failure."""
    from closer_tui.journal.backup import NotABackup

    if path.exists() and not path.is_file():
        what = _("{path} is no ordinary file.").format(path=path)
        raise Failure(what, _("Name the file that closer export all wrote."))
    reading = _Reading(dry_run, settings)
    try:
        with path.open("rb") as file:
            try:
                reading.read(file)
            except NotABackup as error:
                raise Failure(f"{path}: {error.what}", error.help) from error
    except OSError as error:
        raise Failure(f"{error.filename or path}: {reason(error)}.", _("Look whether it can be read.")) from error
    except KeyboardInterrupt:
        stays = _("Nothing was changed.")
        if not dry_run:
            stays = _("Brought in so far: {what}").format(what=reading.told_rehearsals())
        raise Failure(" ".join((_("Interrupted."), stays)), _("Run it again for the rest."), INTERRUPTED) from None
    for line in reading.told():
        print(one_line(line))
    return BAD_INPUT if reading.left_out else FINE


class _Reading:
    """What comes out of a backup, counted as it comes."""

    def __init__(self, dry_run: bool, settings: bool) -> None:
        self._dry_run, self._settings = dry_run, settings
        self._ways: Counter[str] = Counter()
        self._files: Counter[str] = Counter()
        self._renamed: list[Taken] = []
        self._settings_line = ""
        self.left_out = 0

    def read(self, file: IO[bytes]) -> None:
        from closer_tui.journal.backup import OwnFile, Refused, read_backup

        records = read_backup(file)
        batch: list[Whole] = []
        size = 0
        with self._journal() as journal:
            for record, length in records:
                if isinstance(record, Refused):
                    self._refused(record)
                elif isinstance(record, OwnFile):
                    self._take(record)
                else:
                    batch.append(record)
                    size += length
                if len(batch) >= BATCH or size >= BATCH_BYTES:
                    self._bring(journal, batch)
                    batch, size = [], 0
            self._bring(journal, batch)

    @contextmanager
    def _journal(self) -> Iterator[Journal | None]:
        """None where nothing is to be written, and there is none."""
        if self._dry_run and not journal_begun():
            yield None
            return
        with opened() as journal:
            yield journal

    def _bring(self, journal: Journal | None, batch: list[Whole]) -> None:
        _count_aloud(self._ways.total())
        if journal is None:
            self._ways["added"] += len(batch)
            return
        for brought in journal.bring(batch, self._dry_run):
            self._ways[brought.way] += 1
            if brought.way == "playing":
                why = _("rehearsal {id} ({title}): another closer is playing it. End it there, and import again.")
            elif brought.way == "damaged":
                why = _(
                    "rehearsal {id} ({title}): it is damaged here, and was left as it is. closer history delete {id} "
                    "removes it; import again to have it from the backup."
                )
            else:
                continue
            self._leave_out(why.format(id=brought.whole.id[:8], title=brought.whole.title))

    def _take(self, own: OwnFile) -> None:
        try:
            if own.kind == "settings":
                self._settings_line = take_settings(own, self._settings, self._dry_run)
                return
            taken_ = take_file(own, self._dry_run)
        except ValueError as error:
            self._leave_out(f"{own.name or own.kind}: {error}.")
            return
        self._files[taken_.way] += 1
        if taken_.way == "renamed":
            self._renamed.append(taken_)

    def _refused(self, refused: Refused) -> None:
        if refused.line:
            why = _("line {line}: {why}.").format(line=refused.line, why=refused.why)
            self._leave_out(" ".join((why, _("Nothing after it was read."))) if refused.last else why)
        else:
            self.left_out += 1
            complain(_("The file is damaged: {why}.").format(why=refused.why))

    def _leave_out(self, why: str) -> None:
        self.left_out += 1
        complain(one_line(_("Left out: {what}").format(what=why)))

    def told(self) -> Iterator[str]:
        yield self.told_rehearsals()
        if self._files:
            added = self._files["added"] + self._files["renamed"]
            told = _("Scenarios of yours: {added} added, {same} here already.")
            yield told.format(added=figure(added), same=figure(self._files["same"]))
        for each in self._renamed:
            told = _("{name} differs from the one here: it was added as {other}.")
            yield "  " + told.format(name=each.name, other=each.stored)
        if self._settings_line:
            yield self._settings_line
        if self._dry_run:
            yield _("Nothing was changed (--dry-run): this is what would be.")

    def told_rehearsals(self) -> str:
        """ "Rehearsals: 3 added, 12 here already." """
        ways = {
            "added": _("{n} added"),
            "same": _("{n} here already"),
            "joined": _("{n} with more than here, brought together"),
            "parted": _("{n} gone on with in two ways, of which both are here now"),
        }
        counts = [
            (self._ways[way], words) for way, words in ways.items() if self._ways[way] or way in ("added", "same")
        ]
        return _("Rehearsals: {what}.").format(what=", ".join(words.format(n=figure(n)) for n, words in counts))


def _count_aloud(rehearsals: int) -> None:
    """On a terminal, where a person may wait for minutes."""
    if rehearsals and rehearsals % 1_000 == 0 and sys.stderr.isatty():
        told = ngettext("{n} rehearsal …", "{n} rehearsals …", rehearsals)
        complain(told.format(n=figure(rehearsals)))
