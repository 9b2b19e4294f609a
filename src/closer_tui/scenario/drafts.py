"""What was written in the editor and not saved: kept beside the journal, in case the program does not end well."""

from __future__ import annotations

import hashlib
import json
import logging
import os
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from closer_tui.files import replace_file
from closer_tui.paths import make_private

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Unsaved:
    """A text that was not saved. `digest` is that of the file it was made from, `when` is aware, in UTC."""

    text: str
    digest: str
    when: datetime


class Drafts:
    """One unsaved text for each file, readable by its owner alone. `folder` is created with the first."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, path: Path, text: str, digest: str) -> None:
        """Put it in place of the one before. Raises OSError where it can't be written."""
        make_private(self._folder)
        body = {"path": str(path), "digest": digest, "when": datetime.now(UTC).isoformat(), "text": text}
        replace_file(self._file(path), json.dumps(body).encode())

    def find(self, path: Path) -> Unsaved | None:
        """The unsaved text of this file; None where there is none, or none that can be read: such a one is kept under
        another name, for the next must not take its place."""
        file = self._file(path)
        try:
            return _read(file.read_bytes())
        except OSError:
            return None
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            aside = file.with_name(f"{file.stem}.damaged-{datetime.now():%Y%m%d-%H%M%S-%f}{file.suffix}")
            log.warning(
                "what was not saved of %s can't be read (%s); it is kept as %s", path, type(error).__name__, aside
            )
            with suppress(OSError):
                file.rename(aside)
            return None

    def forget(self, path: Path) -> None:
        """It was saved, or is not wanted. Raises OSError where it can't be removed."""
        self._file(path).unlink(missing_ok=True)

    def _file(self, path: Path) -> Path:
        named = hashlib.sha256(os.fsencode(os.path.realpath(path))).hexdigest()
        return self._folder / f"{named[:32]}.json"


def _read(data: bytes) -> Unsaved:
    body = json.loads(data)
    text, digest, when = body["text"], body["digest"], datetime.fromisoformat(body["when"])
    if not isinstance(text, str) or not isinstance(digest, str) or when.tzinfo is None:
        raise ValueError("it is no unsaved text")
    return Unsaved(text, digest, when)
