"""The journal of a program that is seen before its journal is open."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from closer_tui.journal import Journal


class Opening:
    """The journal, opened by whoever first asks for it, on whatever thread: those who ask meanwhile wait."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._asked = False
        self._journal: Journal | None = None
        self.notices: tuple[str, ...] = ()

    @classmethod
    def of(cls, journal: Journal | None) -> Opening:
        """One that is over: this is what came of it."""
        over = cls()
        over._asked, over._journal = True, journal
        over.notices = tuple(journal.notices) if journal is not None else ()
        return over

    def journal(self) -> Journal | None:
        """The journal; None where it can't be opened, which `notices` then tell."""
        with self._lock:
            if not self._asked:
                self._asked = True
                from closer_tui.journal import Journal, JournalError  # brings the engine

                try:
                    self._journal = Journal.open()
                    self.notices = tuple(self._journal.notices)
                except JournalError as error:
                    self.notices = (f"{error} This rehearsal is not kept.",)
            return self._journal

    def close(self) -> None:
        """Close what was opened; nothing is opened any more."""
        with self._lock:
            self._asked = True
            journal, self._journal = self._journal, None
        if journal is not None:
            journal.close()
