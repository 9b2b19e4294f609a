"""The journal of a program that is seen before its journal is open."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

from closer_tui.i18n import _

if TYPE_CHECKING:
    from closer_tui.journal import Journal


TRY_AGAIN_SECONDS = 10.0
"""After which a journal that could not be opened is tried again."""


class Opening:
    """The journal, opened by whoever first asks for it, on whatever thread: those who ask meanwhile wait."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._asked = False
        self.failed = False  # it may go better the next time
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
                self._journal, self.notices = _opened()
                self.failed = self._journal is None
            return self._journal

    def try_again(self) -> None:
        """Open it now, where that failed before: what was in the way may be gone. Nobody waits for this."""
        if not self.failed:
            return
        journal, notices = _opened()
        with self._lock:
            if journal is not None and self.failed:
                self._journal, self.failed = journal, False
                self.notices = (*notices, _("The journal could be opened now: what you rehearse is kept."))
                journal = None
        if journal is not None:  # closer was left meanwhile
            journal.close()

    def close(self) -> None:
        """Close what was opened; nothing is opened any more."""
        with self._lock:
            self._asked, self.failed = True, False
            journal, self._journal = self._journal, None
        if journal is not None:
            journal.close()


def _opened() -> tuple[Journal | None, tuple[str, ...]]:
    """The journal, or else None, and what there is to tell."""
    from closer_tui.journal import Journal, JournalError  # brings the engine

    try:
        journal = Journal.open()
    except JournalError as error:
        return None, (" ".join((str(error), _("What you rehearse is not kept for now."))),)
    return journal, tuple(journal.notices)
