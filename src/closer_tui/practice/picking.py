"""Answers of one rehearsal that are taken to the cheat sheet, or off it."""

from __future__ import annotations

from closer_tui.i18n import _
from closer_tui.journal import JournalError
from closer_tui.practice.best import answers_to
from closer_tui.scoring.report import MoveReport, Report
from closer_tui.scoring.rubric import Move
from closer_tui.session import Session


class Picking:
    """What is picked of the rehearsal that a session holds."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._picked: set[tuple[Move, str]] = set()

    def look(self) -> None:
        """Read what was picked. Raises JournalError."""
        journal, key = self._session.journal, self._session.key
        picks = journal.picks() if journal is not None and key else ()
        self._picked = {(pick.move, pick.text) for pick in picks if pick.session == key}

    def picked(self, report: Report, move: MoveReport) -> bool:
        """Whether the answers to a move are on the sheet, all of them."""
        said = answers_to(report, move)
        return bool(said) and all((move.move, text) in self._picked for text in said)

    def toggle(self, report: Report, move: MoveReport) -> bool | None:
        """Pick the answers to a move or, where they are picked, no longer. Returns whether they are now; None where
        nothing was said to it. Raises JournalError; then they are as they were."""
        said = answers_to(report, move)
        if not said:
            return None
        journal, key = self._session.journal, self._session.key
        if journal is None or not key:
            raise JournalError(
                _("This rehearsal is not kept, so nothing of it can be picked."), _("closer where tells where.")
            )
        picked = self.picked(report, move)
        for text in said:
            (journal.unpick if picked else journal.pick)(key, move.move, text)
            (self._picked.discard if picked else self._picked.add)((move.move, text))
        return not picked
