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
from closer_tui.files import create_file, replacing
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
        raise Failure("A backup is no text for a terminal.", f"Name a file: closer export all {EXAMPLE}", USAGE)
    from closer_tui.journal.backup import write_backup

    writing = _Writing()
    if not journal_begun() and not any(True for _ in own_files(lambda _: None)):
        complain("Nothing was written: there are no rehearsals, scenarios or settings of yours yet.")
        return FINE
    if path is None:
        write_backup(sys.stdout.buffer, writing.records())
        sys.stdout.buffer.flush()
    else:
        with _new(path, force) as file:
            write_backup(file, writing.records())
    where = "" if path is None else f" in {path}"
    complain(f"{writing.told()}{where}. They hold your own words, and the names in them. closer import brings them in.")
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
                    self._leave_out(f"rehearsal {session[:8]}: left out. {error}")
                    continue
                self.count["rehearsal"] += 1
                yield whole
                _count_aloud(self.count["rehearsal"])

    def _leave_out(self, why: str) -> None:
        self.left_out += 1
        complain(one_line(why))

    def told(self) -> str:
        parts = [_counted(self.count["rehearsal"], "rehearsal"), _counted(self.count["file"], "scenario") + " of yours"]
        return f"{parts[0]}, {parts[1]} and {'the settings' if self.count['settings'] else 'no settings'}"


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
        help_ = "Name a file in a folder that is there, that you may write to and that has room."
        raise Failure(f"{path}: {error.strerror or error}.", help_) from error
    finally:
        if reserved:
            path.unlink(missing_ok=True)


# --- in ----------------------------------------------------------------------------------------------------


def import_all(path: Path, dry_run: bool, settings: bool) -> int:
    """Bring everything in a backup together with what is here. The settings are taken where there are none, or with
    `settings`. Returns 1 where something had to be left out. Raises Failure."""
    from closer_tui.journal.backup import NotABackup

    if path.exists() and not path.is_file():
        raise Failure(f"{path} is no ordinary file.", "Name the file that closer export all wrote.")
    reading = _Reading(dry_run, settings)
    try:
        with path.open("rb") as file:
            try:
                reading.read(file)
            except NotABackup as error:
                raise Failure(f"{path}: {error.what}", error.help) from error
    except OSError as error:
        raise Failure(
            f"{error.filename or path}: {error.strerror or error}.", "Look whether it can be read."
        ) from error
    except KeyboardInterrupt:
        stays = "Nothing was changed." if dry_run else f"Brought in so far: {reading.told_rehearsals()}"
        raise Failure(f"Interrupted. {stays}", "Run it again for the rest.", INTERRUPTED) from None
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
            named = f"rehearsal {brought.whole.id[:8]} ({brought.whole.title})"
            if brought.way == "playing":
                self._leave_out(f"{named}: another closer is playing it. End it there, and import again.")
            elif brought.way == "damaged":
                self._leave_out(
                    f"{named}: it is damaged here, and was left as it is. closer history delete "
                    f"{brought.whole.id[:8]} removes it; import again to have it from the backup."
                )

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
            self._leave_out(f"line {refused.line}: {refused.why}." + _REST * refused.last)
        else:
            self.left_out += 1
            complain(f"The file is damaged: {refused.why}.")

    def _leave_out(self, why: str) -> None:
        self.left_out += 1
        complain(one_line(f"Left out: {why}"))

    def told(self) -> Iterator[str]:
        yield self.told_rehearsals()
        if self._files:
            added = self._files["added"] + self._files["renamed"]
            yield f"Scenarios of yours: {added} added, {self._files['same']} here already."
        for each in self._renamed:
            yield f"  {each.name} differs from the one here: it was added as {each.stored}."
        if self._settings_line:
            yield self._settings_line
        if self._dry_run:
            yield "Nothing was changed (--dry-run): this is what would be."

    def told_rehearsals(self) -> str:
        """ "Rehearsals: 3 added, 12 here already." """
        said = [f"{self._ways['added']:,} added", f"{self._ways['same']:,} here already"]
        if self._ways["joined"]:
            said.append(f"{self._ways['joined']:,} with more than here, brought together")
        if self._ways["parted"]:
            said.append(f"{self._ways['parted']:,} gone on with in two ways, of which both are here now")
        return f"Rehearsals: {', '.join(said)}."


_REST = " Nothing after it was read."


def _count_aloud(rehearsals: int) -> None:
    """On a terminal, where a person may wait for minutes."""
    if rehearsals and rehearsals % 1_000 == 0 and sys.stderr.isatty():
        complain(f"{rehearsals:,} rehearsals …")


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}" + ("" if number == 1 else "s")
