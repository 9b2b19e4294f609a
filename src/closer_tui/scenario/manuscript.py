"""A scenario file while somebody works on it: read whatever is in it, written whole or not at all."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from dataclasses import dataclass
from pathlib import Path

from closer_tui.diagnostics import Diagnostic, DiagnosticError
from closer_tui.files import reason, replace_file
from closer_tui.i18n import _, figure
from closer_tui.scenario.load import MOST_BYTES, too_large
from closer_tui.scoring.text import printable

LONGEST_LINE = 4_000
"""Characters of one line, all of which are drawn anew with every key: a longer one would stop the editor."""

Mark = tuple[int, int, int]
"""What changes with a file without reading it: when it was written, its size, and which file it is."""

_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A file as it was read or written last. `text` has a lone surrogate for every byte that is not UTF-8, so that
    it is written as it was; the byte order mark is no part of it. `digest` is of the bytes."""

    path: Path
    text: str
    digest: str
    bom: bool = False

    @property
    def name(self) -> str:
        """What lists call it."""
        return self.path.name.removesuffix(".toml")


def read_manuscript(path: Path) -> Manuscript:
    """What is in the file, text or not. Raises DiagnosticError where it can't be read, or not be edited here."""
    where = printable(str(path))
    try:
        data = _read(path)
    except FileNotFoundError:
        help = _("Press R for the scenarios that there are.")
        raise _refused("S001", _("There is no such file."), help, where) from None
    except OSError as error:
        what = _("The file can't be read: {reason}.").format(reason=reason(error))
        raise _refused("S003", what, _("See that it is a file, and that you may read it."), where) from None
    if len(data) > MOST_BYTES:
        raise too_large(where)
    bom = data.startswith(_BOM)
    text = data.removeprefix(_BOM).decode("utf-8", "surrogateescape")
    for number, line in enumerate(text.split("\n"), 1):
        if len(line) > LONGEST_LINE:
            what = _("A line of {n} characters is too long to be edited here.").format(n=figure(len(line)))
            raise _refused("S015", what, _("Break it in another editor first."), where, number)
    return Manuscript(path, text, _digest(data), bom)


def write_manuscript(written: Manuscript, text: str) -> Manuscript:
    """Put `text` in place of what is in the file, whose mode it keeps; a link to a file stays one. Raises OSError,
    and then what was there is still there."""
    data = (_BOM if written.bom else b"") + text.encode("utf-8", "surrogateescape")
    target = Path(os.path.realpath(written.path))
    try:
        mode: int | None = stat.S_IMODE(target.stat().st_mode)
    except FileNotFoundError:
        mode = None
    if mode is not None and not os.access(target, os.W_OK):  # a rename would not ask
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(target))
    replace_file(target, data, mode)
    return Manuscript(written.path, text, _digest(data), written.bom)


def mark_of(path: Path) -> Mark | None:
    """What to compare with what was before; None where there is no such file."""
    try:
        found = path.stat()
    except (OSError, ValueError):
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def digest_on_disk(path: Path) -> str:
    """The digest of what is in the file now; empty where it is gone, or can't be read."""
    try:
        return _digest(_read(path))
    except OSError:
        return ""


def _read(path: Path) -> bytes:
    if not stat.S_ISREG(path.stat().st_mode):  # a pipe would be waited for
        raise OSError(errno.EINVAL, _("it is no ordinary file"))
    with path.open("rb") as file:
        return file.read(MOST_BYTES + 1)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _refused(code: str, what: str, help: str, where: str, line: int = 0) -> DiagnosticError:
    return DiagnosticError([Diagnostic(code, "error", what, help, where, line, 1 if line else 0)])
