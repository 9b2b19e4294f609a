"""Who is playing which rehearsal right now: locks of the operating system, which end with their process.

Beside `journal.sqlite` lie `journal.lock`, the gate, held for moments by whoever opens the journal or looks
at the claims, and the folder `journal.claims`, with one locked file for every rehearsal being played. Claims
are taken, looked at and removed only inside the gate, so a look never gets in the way of a claim. A file
there that nobody has locked was left by a process that did not end cleanly.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from closer_tui.journal.errors import locked
from closer_tui.paths import make_private

GATE_SECONDS = 15.0
"""How long to wait at the gate: the longest that holds it is the check of a large journal."""

_SUSPECT = "suspect"


class Claims:
    """The claims on the rehearsals of one journal. Use it from one thread at a time."""

    def __init__(self, journal: Path) -> None:
        self._journal = journal
        self._folder = journal.with_name(f"{journal.stem}.claims")
        self._gate = _lock(journal.with_name(f"{journal.stem}.lock"), GATE_SECONDS)
        self._held: dict[str, FileLock] = {}

    @contextmanager
    def gate(self) -> Iterator[None]:
        """Alone with the claims, among all processes; may be entered again inside. Raises JournalError when
        another process keeps it for too long, OSError when the folder can't be written."""
        try:
            self._gate.acquire()
        except Timeout:
            raise locked(self._journal, GATE_SECONDS) from None
        try:
            yield
        finally:
            self._gate.release()

    def take(self, session: str) -> bool:
        """Claim a rehearsal; False when another player has it. Inside the gate."""
        if session in self._held:
            return True
        lock = _lock(make_private(self._folder) / session, 0)
        try:
            lock.acquire()
        except Timeout:
            return False
        self._held[session] = lock
        return True

    def drop(self, session: str) -> None:
        """Give a claim back; nothing happens when there is none. Inside the gate."""
        lock = self._held.pop(session, None)
        if lock is not None:
            lock.release()
            (self._folder / session).unlink(missing_ok=True)

    def drop_all(self) -> None:
        for session in tuple(self._held):
            self.drop(session)

    def elsewhere(self) -> frozenset[str]:
        """Rehearsals that others are playing. Inside the gate."""
        return frozenset(path.name for path in self._others() if not _is_free(path))

    def left_behind(self) -> tuple[Path, ...]:
        """Files of processes that did not end cleanly, or that met damage. Inside the gate."""
        return tuple(path for path in self._others() if _is_free(path))

    def suspect(self) -> None:
        """Leave word that damage was met, so that the next to open the journal looks closely."""
        (make_private(self._folder) / _SUSPECT).touch(mode=0o600)

    def _others(self) -> list[Path]:
        if not self._folder.is_dir():
            return []
        return [path for path in self._folder.iterdir() if path.name not in self._held]


def _lock(path: Path, timeout: float) -> FileLock:
    # Not thread-local: what one worker thread claims, another gives back.
    return FileLock(path, timeout=timeout, mode=0o600, thread_local=False, poll_interval=0.01)


def _is_free(path: Path) -> bool:
    lock = _lock(path, 0)
    try:
        lock.acquire()
    except Timeout:
        return False
    lock.release()
    return True
