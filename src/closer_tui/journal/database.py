"""The SQLite file: its tables, how it is opened, and what happens when it turns out to be damaged.

It keeps a rollback journal (TRUNCATE, with synchronous FULL) rather than a write-ahead log. Both survive a
killed process and a power cut; the rollback journal also works in folders shared over a network, leaves one
file to copy, and an event every few seconds gains nothing from a log. SQLite gives the file beside it the
rights of the journal, which is created 0600.
"""

from __future__ import annotations

import os
import sqlite3
import stat
from contextlib import closing
from datetime import datetime
from pathlib import Path

from closer_tui.i18n import _
from closer_tui.journal.claims import Claims
from closer_tui.journal.errors import is_damage, is_passing
from closer_tui.journal.records import JournalError
from closer_tui.journal.schema import MIGRATIONS, VERSION
from closer_tui.journal.search import holds
from closer_tui.paths import make_private

BUSY_SECONDS = 5.0
"""How long a statement waits for another process; its transactions last milliseconds."""

HURRIED_SECONDS = 0.05
"""How long one waits where another was waited for in vain."""

SMALL = 8_000_000
"""Bytes up to which the whole file is checked at every start: some 200 rehearsals, in about 20 ms. A larger
one is checked when somebody was killed or met damage, since that is when files break; what is found in between
comes up as JournalError when it is met, and then the next start looks."""

_COMPANIONS = ("-journal", "-wal", "-shm")
_MAGIC = b"SQLite format 3\x00"


class _Damaged(Exception):
    """The file is no sound journal."""


def open_database(path: Path, claims: Claims) -> tuple[sqlite3.Connection, tuple[str, ...]]:
    """A connection to the journal, begun anew where there is none or a damaged one, and what to tell the
    user about it. Raises JournalError, OSError or a passing sqlite3.Error; the file is then as it was."""
    make_private(path.parent)
    with claims.gate():
        left = claims.left_behind()
        notices = _create(path)
        try:
            connection = _open_sound(path, thorough=bool(left))
        except _Damaged as damage:
            if claims.elsewhere():
                # Moved away under a player, the answers still to come would go into the file set aside.
                raise JournalError(
                    _("The journal is damaged ({reason}), and another closer is still using it.").format(reason=damage),
                    _("End the other one, and start again."),
                ) from damage
            aside = _set_aside(path)
            _create(path)
            connection = _open_sound(path, thorough=False)
            notices = (_("The journal was damaged and set aside as {path}; a new one was begun.").format(path=aside),)
        for leftover in left:
            leftover.unlink(missing_ok=True)
    return connection, notices


def be_patient(connection: sqlite3.Connection, patient: bool) -> None:
    """How long its statements wait for another process from now on."""
    connection.execute(f"PRAGMA busy_timeout = {round(1000 * (BUSY_SECONDS if patient else HURRIED_SECONDS))}")


def identity(path: Path) -> tuple[int, int]:
    """Which file stands at this path. Raises OSError when there is none."""
    found = path.stat()
    return found.st_dev, found.st_ino


def _create(path: Path) -> tuple[str, ...]:
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except FileExistsError:
        found = path.stat() if path.exists() else None
        if found is None or not stat.S_ISREG(found.st_mode):
            return ()
        if found.st_mode & 0o077 and os.name == "posix":
            path.chmod(0o600)
        if not found.st_size:
            return (_("The journal {path} was empty; it was begun anew.").format(path=path),)
    return ()


def _open_sound(path: Path, thorough: bool) -> sqlite3.Connection:
    if not path.is_file():
        raise _Damaged(_("it is not a file"))
    _look_at_header(path)
    connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    try:
        _verify(connection, path, thorough)
    except BaseException as error:
        connection.close()
        if isinstance(error, sqlite3.Error | UnicodeDecodeError) and not is_passing(error):
            raise _Damaged(getattr(error, "sqlite_errorname", _("unreadable"))) from error
        raise
    connection.create_function("holds", 2, holds, deterministic=True)
    return connection


def _look_at_header(path: Path) -> None:
    """SQLite calls a file with an unknown format version read-only, which would send the user the wrong way."""
    with path.open("rb") as file:
        head = file.read(100)
    if head and (len(head) < 100 or not head.startswith(_MAGIC) or not {head[18], head[19]} <= {1, 2}):
        raise _Damaged(_("it is not a database"))


def _verify(connection: sqlite3.Connection, path: Path, thorough: bool) -> None:
    version = _version(connection)
    if version > VERSION:
        raise JournalError(
            _(
                "The journal {path} was written by a newer closer (its version is {version}, this one knows {known})."
            ).format(path=path, version=version, known=VERSION),
            _("Upgrade closer; the journal was left as it is."),
        )
    _check(connection, path, thorough)
    for pragma in ("journal_mode = TRUNCATE", "synchronous = FULL", "foreign_keys = ON", "trusted_schema = OFF"):
        connection.execute(f"PRAGMA {pragma}").fetchall()
    # What is deleted holds personal words: it is overwritten, not just forgotten.
    connection.execute("PRAGMA secure_delete = ON").fetchall()
    if version < VERSION:
        _migrate(connection)
    if not _tables(connection) >= _wanted_tables():
        raise _Damaged(_("a table is missing"))


def _check(connection: sqlite3.Connection, path: Path, thorough: bool) -> None:
    connection.execute("BEGIN")  # with a reader inside, no other process is halfway through writing a page
    (page_size,) = connection.execute("PRAGMA page_size").fetchone()
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    size = path.stat().st_size
    if size % page_size:
        raise _Damaged(_("it was cut off"))  # SQLite would take the missing end for zeros
    if thorough or size <= SMALL:
        # The thorough one compares the indices with their tables as well, where a write would stumble.
        pragma = "integrity_check(1)" if thorough else "quick_check(1)"
        found = connection.execute(f"PRAGMA {pragma}").fetchone()
        if found is None or found[0] != "ok":
            raise _Damaged(_("its check failed"))
    connection.execute("COMMIT")


def _version(connection: sqlite3.Connection) -> int:
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    if version < 0 or (version == 0 and connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]):
        raise _Damaged(_("it is the database of something else"))
    return version


def _migrate(connection: sqlite3.Connection) -> None:
    connection.execute("BEGIN IMMEDIATE")
    try:
        for statements in MIGRATIONS[_version(connection) :]:
            for statement in statements:
                if isinstance(statement, str):
                    connection.execute(statement)
                else:
                    statement(connection)
        connection.execute(f"PRAGMA user_version = {VERSION}")
        connection.execute("COMMIT")
    except BaseException as error:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        if isinstance(error, sqlite3.Error) and not is_passing(error) and not is_damage(error):
            # A fault of ours: a sound journal must not be set aside for it.
            raise JournalError(
                _("The journal could not be brought to version {version} ({reason}); it was left as it was.").format(
                    version=VERSION, reason=error
                ),
                _("Go on with the closer that you used before, and report this."),
            ) from error
        raise


def _tables(connection: sqlite3.Connection) -> frozenset[tuple[str, ...]]:
    """The columns, and the references from one table to another: with a wrong name in one of those nothing can be
    written."""
    columns = "SELECT m.name, c.name FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table'"
    references = (
        'SELECT m.name, f."from", f."table", coalesce(f."to", \'\') FROM sqlite_master m,'
        " pragma_foreign_key_list(m.name) f WHERE m.type = 'table'"
    )
    return frozenset([*connection.execute(columns), *connection.execute(references)])


def _wanted_tables() -> frozenset[tuple[str, ...]]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as model:
        _migrate(model)
        return _tables(model)


def _set_aside(path: Path) -> Path:
    """Rename the file, and what lies beside it, to a name that nothing has."""
    stem = f"{path.stem}.damaged-{datetime.now():%Y%m%d-%H%M%S}"
    aside, count = path.with_name(f"{stem}{path.suffix}"), 1
    while any(os.path.lexists(f"{aside}{companion}") for companion in ("", *_COMPANIONS)):
        count += 1
        aside = path.with_name(f"{stem}-{count}{path.suffix}")
    # The companions first: left alone for a moment, they would be taken for those of the new journal.
    for companion in _COMPANIONS:
        if os.path.lexists(f"{path}{companion}"):
            Path(f"{path}{companion}").rename(f"{aside}{companion}")
    path.rename(aside)
    return aside
