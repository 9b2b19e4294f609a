"""One note for each interviewer: where it begins, and what is worth a remark before it goes out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING

from closer_tui.i18n import _, ngettext, pgettext
from closer_tui.practice.mail import Email, NoAddress, address_trouble, as_link, mailboxes, reaches_nobody
from closer_tui.practice.reminders import people
from closer_tui.report_words import one_line
from closer_tui.scenario.model import Interviewer

if TYPE_CHECKING:
    from closer_tui.journal import Note
    from closer_tui.rehearsal import State

_WITH_SUBJECT = re.compile(r"Subject: ([^\n]*)\n\n(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class PersonNote:
    """The note to one interviewer. `rehearsed` is the email as it was sent in the rehearsal, to them or, where none
    went to them, to a colleague; `email` is what it is by now. `kept` and `sent`: when it left the tool, and when the
    candidate said that they sent it."""

    person: Interviewer
    email: Email
    rehearsed: Email = field(default_factory=Email)
    kept: datetime | None = None
    sent: datetime | None = None

    @property
    def going_to(self) -> str:
        """The address line that counts: the one typed, or else the interviewer's own address."""
        return self.email.to.strip() or self.person.email

    @property
    def addressed(self) -> Email:
        """The email as it goes out."""
        return replace(self.email, to=self.going_to)


def notes_of(state: State, kept: Sequence[Note] = ()) -> tuple[PersonNote, ...]:
    """A note for each interviewer, in the order of the script: as it was kept, or else as it was written in the
    rehearsal. Who was written nothing gets the first email, to be changed for them, without its address."""
    written = _written(state)
    first = next(iter(written.values()), Email())
    stored = {note.interviewer: note for note in kept}
    found = []
    for person in people(state.scenario):
        rehearsed = written.get(person.name) or replace(first, to="")
        note = stored.get(person.name)
        if note is None:
            found.append(PersonNote(person, rehearsed, rehearsed))
        else:
            email = Email(note.to, note.subject, note.body)
            found.append(PersonNote(person, email, rehearsed, note.kept, note.sent))
    return tuple(found)


def remarks(notes: Sequence[PersonNote], index: int) -> tuple[str, ...]:
    """What to know before this note goes out, a sentence each, the weightiest first. Nothing of it forbids anything."""
    note = notes[index]
    if note.email.empty:
        return ()
    found = [address_trouble(note.going_to)]
    if not note.going_to:
        found.append(_("No address yet: write it here, or later in your mail program."))
    elif reaches_nobody(note.going_to):
        found.append(_("This address is made up, as the scenario is: write the real one."))
    elif not found[0] and len(notes) > 1 and len(mailboxes(note.going_to)) > 1:
        found.append(_("It goes to more than one person: a note for each of them reads better."))
    if twin := _twin(notes, index):
        same = _("Word for word the same as the note to {name}: they may compare.")
        found.append(same.format(name=one_line(twin)))
    if not note.email.subject.strip():
        found.append(_("It has no subject yet."))
    return tuple(filter(None, found))


def link_words(note: PersonNote) -> str:
    """What a mailto link of this note leaves out, in a sentence, or nothing."""
    left_out = as_link(note.addressed).left_out
    if not left_out:
        return ""
    names = {
        "body": pgettext("left out", "body"),
        "subject": pgettext("left out", "subject"),
        "address": pgettext("left out", "address"),
    }
    *others, last = (names[part] for part in left_out)
    listed = _("{several} and {last}").format(several=", ".join(others), last=last) if others else last
    return ngettext(
        "It is too long for a link: the {listed} has to be pasted.",
        "It is too long for a link: the {listed} have to be pasted.",
        len(left_out),
    ).format(listed=listed)


def _written(state: State) -> Mapping[str, Email]:
    """The emails of the rehearsal by whom they are to: the last one of each step that asks for one."""
    addresses = {person.email.casefold(): person.name for person in people(state.scenario) if person.email}
    found: dict[str, Email] = {}
    for step in state.scenario.emails:
        answer = next((each for each in state.counted() if each.step == step), None)
        if answer is not None:
            email = _email(answer.to, answer.text)
            name = addresses.get(_only_address(email.to), state.scenario.interviewer_of(step).name)
            found[name] = email
    return found


def _only_address(to: str) -> str:
    try:
        found = mailboxes(to)
    except NoAddress:
        return ""
    return found[0].address.casefold() if len(found) == 1 else ""


def _email(to: str, text: str) -> Email:
    """What scoring.text.compose_email put together, taken apart again."""
    parts = _WITH_SUBJECT.fullmatch(text)
    return Email(to, parts[1], parts[2]) if parts else Email(to, "", text)


def _twin(notes: Sequence[PersonNote], index: int) -> str:
    """The name of another interviewer whose note has the same words, names left out."""
    names = {word for note in notes for word in note.person.name.casefold().split()}

    def words(note: PersonNote) -> list[str]:
        return [word for word in note.email.body.casefold().split() if word.strip(",.!:;") not in names]

    own = words(notes[index])
    others = (note for other, note in enumerate(notes) if other != index and not note.email.empty)
    return next((note.person.name for note in others if words(note) == own), "")
