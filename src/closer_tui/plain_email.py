"""The email in lines: what was said, to write it against, and its ways out of the tool after the rehearsal."""

from __future__ import annotations

import os
from pathlib import Path

from closer_tui.i18n import _, figure, pgettext
from closer_tui.journal import JournalError
from closer_tui.linear import Linear
from closer_tui.plain_answer import Command, split_email, take_answer
from closer_tui.practice import desktop
from closer_tui.practice.mail import Email, as_link, as_text
from closer_tui.practice.notes import PersonNote, link_words, remarks
from closer_tui.practice.outbox import Outbox, free_name, save_draft
from closer_tui.practice.reminders import said, said_lines
from closer_tui.rehearsal import State
from closer_tui.report_words import one_line
from closer_tui.session import Session


def say_said(linear: Linear, state: State) -> None:
    """Tell what was said in the rehearsal."""
    for heading, lines in said_lines(said(state)):
        linear.say(_("{heading}:").format(heading=heading), *lines)


def email_choices(session: Session, linear: Linear) -> None:
    """Show the email to each interviewer and do with it what is asked for. Raises EndOfInput."""
    try:
        outbox = Outbox(session.state, session.journal, session.key)
    except JournalError as error:
        told = _("Note: {what} The emails are shown as you rehearsed them.")
        linear.say(told.format(what=one_line(str(error))))
        outbox = Outbox(session.state)
    index = 0
    while True:
        note = outbox.notes[index]
        _show(outbox, index, linear)
        choice = linear.pick(_("What shall be done with it? Write a number."), _choices(outbox, note))
        if choice == "back":
            return
        if choice == "next":
            index = (index + 1) % len(outbox.notes)
        elif choice == "said":
            say_said(linear, session.state)
        elif choice == "write":
            _write(outbox, index, linear)
        elif choice == "rehearsed":
            outbox.write(index, note.rehearsed)
        elif note.email.empty:
            linear.say(_("There is nothing in it yet: write it first."))
        elif choice == "sent":
            outbox.tick(index)
        else:
            _take_out(choice, outbox, index, linear)
        if outbox.trouble:
            linear.say(_("Note: {what}").format(what=one_line(outbox.trouble)))


def _choices(outbox: Outbox, note: PersonNote) -> list[tuple[str, str]]:
    offered = (
        ("next", _("The next person"), len(outbox.notes) > 1),
        ("write", _("Write it anew"), True),
        ("save", _("Save it as a draft (.eml)"), True),
        ("copy", _("Copy it"), True),
        ("open", _("Open it in your mail program"), True),
        ("sent", _("Take the tick back") if note.sent else _("Tick it as sent"), True),
        ("said", _("Hear what was said"), True),
        ("rehearsed", _("Put the rehearsed email back"), note.email != note.rehearsed and not note.rehearsed.empty),
        ("back", pgettext("choice", "Back"), True),
    )
    return [(name, said) for name, said, there in offered if there]


def _show(outbox: Outbox, index: int, linear: Linear) -> None:
    note = outbox.notes[index]
    who = one_line(note.person.name)
    if len(outbox.notes) > 1:
        who = _("{name}, {n} of {all}").format(name=who, n=figure(index + 1), all=figure(len(outbox.notes)))
    head = _("The email to {who}:")
    if note.sent:
        head = _("The email to {who}, ticked as sent:")
    elif note.kept:
        head = _("The email to {who}, not ticked as sent yet:")
    linear.say("", head.format(who=who))
    if note.email.empty:
        linear.say(_("(nothing yet)"))
    else:
        linear.say(*as_text(note.addressed).split("\n"))
    linear.say(*(_("Note: {what}").format(what=remark) for remark in remarks(outbox.notes, index)))


def _write(outbox: Outbox, index: int, linear: Linear) -> None:
    linear.say(
        _(
            "Write the whole email. A line To: and a line Subject: may come first. End with a line holding a single "
            "dot; one without words leaves it as it is."
        )
    )
    before = outbox.notes[index]

    def keep(text: str, whole: bool = False) -> None:
        """After every line. Until it is whole, the words that are nowhere else stand below."""
        new, old = split_email(text), before.email
        if not (new.text + new.subject).strip():
            return
        alone = whole or not old.body.strip() or old.body == before.rehearsed.body
        until_now = _("[Until now it said:]")
        body = new.text if alone else f"{new.text}\n\n{until_now}\n\n{old.body}"
        outbox.write(index, Email(new.to or old.to, new.subject or old.subject, body))

    taken = take_answer(linear, "", keep)
    while isinstance(taken, Command):
        if taken.name != "said":
            linear.say(_("Here there is only /said: what was said in the rehearsal."))
        else:
            say_said(linear, outbox.state)
        taken = take_answer(linear, "", keep)
    keep(taken.text, whole=not taken.ended)


def _take_out(how: str, outbox: Outbox, index: int, linear: Linear) -> None:
    note = outbox.notes[index]
    try:
        if how == "save":
            path = save_draft(Path.cwd() / free_name(Path.cwd(), note.person.name), note)
            told = _("Saved as {path}. A mail program opens it as a draft.")
            linear.say(told.format(path=one_line(str(path))))
        elif how == "copy":
            desktop.hand_over(desktop.copier(os.environ), as_text(note.addressed))
            linear.say(_("It is on the clipboard."))
        else:
            _open(note, linear)
    except desktop.NoDesktop as error:
        linear.say(_("{why} Save it as a draft, or copy it from above.").format(why=error))
        return
    except OSError as error:
        told = _("It can't be written here: {why}. Start closer in another folder; the email is kept.")
        linear.say(told.format(why=error.strerror))
        return
    outbox.goes_out(index)


def _open(note: PersonNote, linear: Linear) -> None:
    """Hand it to the mail program, or say the link where there is none."""
    link = as_link(note.addressed)
    linear.say(*filter(None, [link_words(note)]))
    try:
        desktop.hand_over([*desktop.opener(os.environ), link.url])
    except desktop.NoDesktop as error:
        linear.say(_("{why} This link opens it elsewhere:").format(why=error), link.url)
    else:
        linear.say(_("Your mail program has it: read it once more there."))
