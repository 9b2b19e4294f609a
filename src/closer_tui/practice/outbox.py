"""The notes of one rehearsal on their way out: as they are changed, taken out of the tool, and ticked as sent.

Both front ends and the command line hold one; where the journal can't be written the notes stay in it, and `trouble`
says why.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from closer_tui.files import create_file
from closer_tui.practice.mail import Email, as_eml, file_name
from closer_tui.practice.notes import PersonNote, notes_of
from closer_tui.rehearsal import State

if TYPE_CHECKING:
    from closer_tui.journal import Journal


class Outbox:
    """A note for each interviewer. `journal` None, or a `session` that it doesn't hold: nothing is kept. Raises
    JournalError where the journal can't be read."""

    def __init__(self, state: State, journal: Journal | None = None, session: str = "") -> None:
        self.state = state
        self.trouble = ""
        self.session = session
        self._journal = journal if session else None
        self._stored: set[str] = set()
        kept = self._journal.notes(session) if self._journal is not None else ()
        self._stored.update(note.interviewer for note in kept)
        self.notes: tuple[PersonNote, ...] = notes_of(state, kept)

    def write(self, index: int, email: Email) -> None:
        """The note is so from now on."""
        if email != self.notes[index].email:
            self._change(index, replace(self.notes[index], email=email))
            self._keep(index)

    def goes_out(self, index: int) -> None:
        """The note leaves the tool: from now on home tells of it until it is ticked as sent."""
        note = self.notes[index]
        self._change(index, replace(note, email=note.addressed, kept=note.kept or datetime.now(UTC)))
        self._keep(index, out=True)

    def tick(self, index: int) -> None:
        """The candidate says that they have sent it; a second time, that they have not."""
        note = self.notes[index]
        self._change(index, replace(note, sent=None if note.sent else datetime.now(UTC)))
        if note.person.name not in self._stored:
            self._keep(index)
        self._try(lambda journal: journal.sent_note(self.session, note.person.name, not note.sent))

    def _change(self, index: int, note: PersonNote) -> None:
        self.notes = (*self.notes[:index], note, *self.notes[index + 1 :])

    def _keep(self, index: int, out: bool = False) -> None:
        note = self.notes[index]
        name, email = note.person.name, note.email
        self._try(lambda journal: journal.keep_note(self.session, name, email.to, email.subject, email.body, out))
        self._stored.add(name)

    def _try(self, write: Callable[[Journal], None]) -> None:
        from closer_tui.journal import JournalError  # brings the engine

        if self._journal is None:
            return
        try:
            write(self._journal)
            self.trouble = ""
        except JournalError as error:
            self.trouble = str(error)


def free_name(folder: Path, name: str) -> str:
    """What a draft to somebody may be called in a folder: a name that nothing there has."""
    number = 1
    while (folder / file_name(name, number)).exists():
        number += 1
    return file_name(name, number)


def save_draft(path: Path, note: PersonNote) -> Path:
    """Write the note as a draft for mail programs, readable by its owner alone; the name gets `.eml` where it ends
    otherwise. Raises FileExistsError where something is there already, and OSError where it can't be written."""
    path = path.expanduser()
    if path.suffix.casefold() != ".eml":
        path = path.with_name(f"{path.name}.eml")
    create_file(path, as_eml(note.addressed))
    return path
