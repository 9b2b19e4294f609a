"""Files that hold personal words: readable by their owner alone, and there whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from closer_tui.i18n import english, translated

_REASONS = (
    english("Permission denied"),
    english("Operation not permitted"),
    english("No such file or directory"),
    english("Not a directory"),
    english("Is a directory"),
    english("File exists"),
    english("File name too long"),
    english("File too large"),
    english("No space left on device"),
    english("Disk quota exceeded"),
    english("Read-only file system"),
    english("Too many open files"),
    english("Too many levels of symbolic links"),
    english("Input/output error"),
)
"""What systems say most often, which Python passes on in English; the rest is told as it comes."""


def reason(error: OSError) -> str:
    """Why the system refused, to stand before a full stop or after a colon."""
    return translated(error.strerror or str(error)) or type(error).__name__


def create_file(path: Path, data: bytes) -> None:
    """Put `data` at `path`, where nothing may be yet. Raises FileExistsError where something is, and OSError where
    it can't be written; then nothing is there."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def replace_file(path: Path, data: bytes, mode: int | None = None) -> None:
    """Put `data` at `path`, in place of what is there. The file gets this mode; None: its owner alone may read it.
    Raises OSError; then what was there is still there."""
    with replacing(path, mode) as file:
        file.write(data)


@contextmanager
def replacing(path: Path, mode: int | None = None) -> Iterator[IO[bytes]]:
    """A file to write to, which takes the place of what is at `path` when the block ends. Raises OSError; then, and
    when the block raises, what was there is still there."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)  # mkstemp creates it 0600
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        if mode is not None:
            Path(name).chmod(mode)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    if os.name == "posix":  # the new name must reach the disk too; Windows can't open a folder
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
