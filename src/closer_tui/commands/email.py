"""`closer email`: the email of a rehearsal as text, as a draft for mail programs, or as a link."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from closer_tui.commands.ending import BAD_INPUT, FINE, Failure, complain
from closer_tui.commands.export import refuse, write
from closer_tui.commands.history import SHORT_ID
from closer_tui.commands.history_one import find_session
from closer_tui.commands.listing import dump, journal_begun, opened
from closer_tui.i18n import _, in_english
from closer_tui.practice import desktop
from closer_tui.practice.mail import as_eml, as_link, as_text, file_name
from closer_tui.practice.notes import PersonNote, link_words, remarks
from closer_tui.report_words import one_line
from closer_tui.scoring.text import printable

if TYPE_CHECKING:
    from closer_tui.journal import Journal, SessionInfo, Unreadable
    from closer_tui.practice.outbox import Outbox

PAGE = 20
"""Rehearsals that are read at a time while one with an email is looked for."""

How = Literal["print", "json", "mailto", "open", "sent"]


def email(session: str, person: str, how: How | Path, force: bool = False) -> int:
    """Take out the notes of a rehearsal: of the one whose id begins so, or of the last that has any. `person` is (part
    of) an interviewer's name; `how` a Path is the file of a draft, `-` standard output. Raises Failure and
    JournalError."""
    if not journal_begun():
        raise Failure(_("There is no rehearsal yet."), _("closer play NAME plays one."))
    if isinstance(how, Path) and str(how) != "-":
        refuse(how, force, file_name(person))
    with opened() as journal:
        outbox = _outbox(journal, session)
        chosen = _chosen(outbox, person)
        if how == "print":
            print("\n\n".join(_shown(outbox.notes[index]) for index in chosen))
        elif how == "json":
            with in_english():
                dump([_described(outbox, index) for index in chosen])
            return FINE
        else:
            if len(chosen) > 1:
                names = ", ".join(one_line(outbox.notes[index].person.name) for index in chosen)
                what = _("There is a note for each interviewer: {names}.").format(names=names)
                raise Failure(what, _("Say which with --to NAME."))
            return _take_out(outbox, chosen[0], how, force)
        for index in chosen:
            _remark(outbox, index)
    return FINE


def _take_out(outbox: Outbox, index: int, how: How | Path, force: bool) -> int:
    note = outbox.notes[index]
    name = one_line(note.person.name)
    if how == "sent":
        if not note.sent:
            outbox.tick(index)
        complain(_("Ticked as sent: the email to {name}.").format(name=name))
    elif isinstance(how, Path):
        _remark(outbox, index)
        if str(how) == "-":
            sys.stdout.buffer.write(as_eml(note.addressed))
            sys.stdout.buffer.flush()
        else:
            write(how, as_eml(note.addressed), force)
            told = _("The email to {name} is in {path}: mail programs open it as a draft.")
            complain(told.format(name=name, path=how))
        outbox.goes_out(index)
    else:
        _remark(outbox, index)
        url = as_link(note.addressed).url
        if words := link_words(note):
            complain(words)
        if how == "mailto":
            print(url)
        else:
            try:
                desktop.hand_over([*desktop.opener(os.environ), url])
            except desktop.NoDesktop as error:
                help_ = _("closer email --mailto prints the link, --eml FILE saves a draft.")
                raise Failure(str(error), help_) from error
            told = _("Your mail program has the email to {name}: read it once more there.")
            complain(told.format(name=name))
        outbox.goes_out(index)
    if outbox.trouble:
        complain(outbox.trouble)
    return BAD_INPUT if outbox.trouble else FINE


def _outbox(journal: Journal, session: str) -> Outbox:
    """The notes of the rehearsal that is meant. Raises Failure, and JournalError where it can't be read."""
    from closer_tui.events import NotNow
    from closer_tui.journal import RecordError
    from closer_tui.journal.rescoring import last_finished
    from closer_tui.practice.outbox import Outbox

    for info in [find_session(journal, session)] if session else _latest(journal):
        try:
            outbox = Outbox(last_finished(journal.load(info.id)), journal, info.id)
        except (RecordError, NotNow) as error:
            if session:
                raise Failure(str(error)) from error
            complain(_("The rehearsal {id} was left out. {why}").format(id=info.id[:SHORT_ID], why=error))
            continue
        if any(not note.email.empty for note in outbox.notes):
            return outbox
        if session:
            what = _("No email was written in this rehearsal.")
            raise Failure(what, _("Play it again, or name another one."))
    raise Failure(_("No email was written in any rehearsal yet."), _("closer play NAME plays one."))


def _latest(journal: Journal) -> Iterator[SessionInfo | Unreadable]:
    """All rehearsals, the newest first, read as far as they are asked for."""
    from closer_tui.journal import Search

    offset = 0
    while page := journal.page(Search(), offset, PAGE):
        yield from page
        offset += len(page)


def _chosen(outbox: Outbox, person: str) -> list[int]:
    """The notes to whoever is meant, those with words in them. Raises Failure."""
    part = person.casefold()
    named_so = [i for i, note in enumerate(outbox.notes) if part in note.person.name.casefold()]
    if not named_so:
        names = ", ".join(one_line(note.person.name) for note in outbox.notes)
        what = _("Nobody called {name} interviewed you here.").format(name=one_line(person))
        raise Failure(what, _("There is {names}.").format(names=names))
    written = [index for index in named_so if not outbox.notes[index].email.empty]
    if not written:
        name = one_line(outbox.notes[named_so[0]].person.name)
        raise Failure(_("The email to {name} is empty.").format(name=name), _("Write it in closer."))
    return written


def _shown(note: PersonNote) -> str:
    text = as_text(note.addressed)
    return printable(text) if sys.stdout.isatty() else text


def _remark(outbox: Outbox, index: int) -> None:
    for remark in remarks(outbox.notes, index):
        complain(f"{one_line(outbox.notes[index].person.name)}: {remark}")


def _described(outbox: Outbox, index: int) -> dict[str, object]:
    note = outbox.notes[index]
    return {
        "session": outbox.session,
        "interviewer": note.person.name,
        "to": note.going_to,
        "subject": note.email.subject,
        "body": note.email.body,
        "out": note.kept.isoformat() if note.kept else None,
        "sent": note.sent.isoformat() if note.sent else None,
        "remarks": list(remarks(outbox.notes, index)),
    }
