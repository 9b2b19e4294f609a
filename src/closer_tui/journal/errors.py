"""What went wrong with the file, in words that say what to do."""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from closer_tui.i18n import _
from closer_tui.journal.records import JournalError, RecordError
from closer_tui.paths import HOME_VARIABLE

_PASSING = frozenset(
    {
        sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_NOMEM,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_INTERRUPT,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_PROTOCOL,
        sqlite3.SQLITE_NOLFS,
        sqlite3.SQLITE_AUTH,
    }
)
"""Faults of the disk, its rights or its load: they say nothing about the content of the file."""

_BUSY = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL})

_DAMAGE = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT})


def code_of(error: BaseException) -> int:
    """SQLite's primary result code; its generic one when the error came from the Python module alone."""
    code: int = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
    return code & 0xFF


def is_passing(error: BaseException) -> bool:
    """Whether the file may well be sound: trying again later can help."""
    return code_of(error) in _PASSING


def is_damage(error: BaseException) -> bool:
    """Whether the content of the file was found broken: by SQLite, or by Python, which can't decode a text
    in it, or the message in which SQLite quotes one."""
    undecodable = isinstance(error, sqlite3.OperationalError) and not hasattr(error, "sqlite_errorcode")
    broken = isinstance(error, sqlite3.Error) and code_of(error) in _DAMAGE
    return broken or undecodable or isinstance(error, UnicodeDecodeError)


def is_locked(error: BaseException) -> bool:
    """Whether another program has the file."""
    return isinstance(error, sqlite3.Error) and code_of(error) in _BUSY


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turns errors of SQLite and of the system into JournalError."""
    try:
        yield
    except (sqlite3.Error, UnicodeDecodeError) as error:
        raise _of_sqlite(error, path) from error
    except OSError as error:
        raise _of_system(error, path) from error


def damaged_record(path: Path, record: str) -> RecordError:
    return RecordError(
        _("The journal can't be read: {record} is damaged, or written by a newer closer.").format(record=record),
        _("Upgrade closer if a newer one was used on this machine; the journal is {path}.").format(path=path),
    )


def locked(path: Path, seconds: float) -> JournalError:
    return JournalError(
        _("The journal stayed locked by another program for {n} seconds.").format(n=f"{seconds:g}"),
        _keeps_on(path),
    )


def _keeps_on(path: Path) -> str:
    text = _("Try again; if it goes on, end the other closer, backup or sync program that uses {path}.")
    return text.format(path=path)


def _full() -> JournalError:
    return JournalError(_("The disk that holds the journal is full."), _("Free some space on it and try again."))


def _read_only(path: Path) -> JournalError:
    return JournalError(
        _("The journal {path} can't be opened or written.").format(path=path),
        _("Make it and its folder writable for you, or set {variable} to a folder that is.").format(
            variable=HOME_VARIABLE
        ),
    )


def _writable(path: Path) -> bool:
    files = (path.parent, path, path.with_name(f"{path.name}-journal"))
    return all(os.access(each, os.W_OK) for each in files if each.exists())


def _of_sqlite(error: sqlite3.Error | UnicodeDecodeError, path: Path) -> JournalError:
    if is_damage(error):
        return JournalError(
            _("The journal is damaged, at least in part."),
            _(
                "End closer and start it again: it checks {path}, and if it has to, sets it aside and begins a new one."
            ).format(path=path),
        )
    code = code_of(error)
    if code in _BUSY:
        return JournalError(_("The journal is locked by another program."), _keeps_on(path))
    if code == sqlite3.SQLITE_FULL:
        return _full()
    if code == sqlite3.SQLITE_IOERR and not _writable(path):
        return _read_only(path)  # of a rollback file that it may not write SQLite says no more than that
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH):
        return _read_only(path)
    if code == sqlite3.SQLITE_IOERR:
        return JournalError(
            _("The disk refused to read or write the journal."),
            _("Look whether the disk is full, over its quota or gone, and try again; the journal is {path}.").format(
                path=path
            ),
        )
    # The message may quote what was typed, so only SQLite's own name for the fault is shown.
    name = getattr(error, "sqlite_errorname", type(error).__name__)
    return JournalError(
        _("The journal can't be used ({name}).").format(name=name),
        _("Try again; if it goes on, move {path} to another place, and restart.").format(path=path),
    )


def _of_system(error: OSError, path: Path) -> JournalError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return _full()
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return _read_only(path)
    from closer_tui.files import reason

    what = _("The journal can't be reached, for {path}: {reason}.")
    return JournalError(
        what.format(path=error.filename or path, reason=reason(error)),
        _("Look what stands there, or set {variable} to another folder.").format(variable=HOME_VARIABLE),
    )
