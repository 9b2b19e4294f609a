"""The email in lines: what was said, to write it against, and its ways out of the tool after the rehearsal."""

from __future__ import annotations

import os
from pathlib import Path

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
        linear.say(f"{heading}:", *(f"- {line}" for line in lines))


def email_choices(session: Session, linear: Linear) -> None:
    """Show the email to each interviewer and do with it what is asked for. Raises EndOfInput."""
    try:
        outbox = Outbox(session.state, session.journal, session.key)
    except JournalError as error:
        linear.say(f"Note: {one_line(str(error))} The emails are shown as you rehearsed them.")
        outbox = Outbox(session.state)
    index = 0
    while True:
        note = outbox.notes[index]
        _show(outbox, index, linear)
        choices = ["Write it anew", "Save it as a draft (.eml)", "Copy it", "Open it in your mail program"]
        choices += ["Take the tick back" if note.sent else "Tick it as sent", "Hear what was said", "Back"]
        names = ["write", "save", "copy", "open", "sent", "said", "back"]
        if len(outbox.notes) > 1:
            choices.insert(0, "The next person")
            names.insert(0, "next")
        choice = names[linear.choose("What shall be done with it? Write a number.", choices, names)]
        if choice == "back":
            return
        if choice == "next":
            index = (index + 1) % len(outbox.notes)
        elif choice == "said":
            say_said(linear, session.state)
        elif choice == "write":
            _write(outbox, index, linear)
        elif note.email.empty:
            linear.say("There is nothing in it yet: write it first.")
        elif choice == "sent":
            outbox.tick(index)
        else:
            _take_out(choice, outbox, index, linear)
        if outbox.trouble:
            linear.say(f"Note: {one_line(outbox.trouble)}")


def _show(outbox: Outbox, index: int, linear: Linear) -> None:
    note = outbox.notes[index]
    count = f", {index + 1} of {len(outbox.notes)}" if len(outbox.notes) > 1 else ""
    stands = ", ticked as sent" if note.sent else ", not ticked as sent yet" if note.kept else ""
    linear.say("", f"The email to {one_line(note.person.name)}{count}{stands}:")
    if note.email.empty:
        linear.say("(nothing yet)")
    else:
        linear.say(*as_text(note.addressed).split("\n"))
    linear.say(*(f"Note: {remark}" for remark in remarks(outbox.notes, index)))


def _write(outbox: Outbox, index: int, linear: Linear) -> None:
    linear.say(
        "Write the whole email. A line To: and a line Subject: may come first. End with a line holding a single dot; "
        "one without words leaves it as it is."
    )
    before = outbox.notes[index]

    def keep(text: str, whole: bool = False) -> None:
        """After every line. Until it is whole, the words that are nowhere else stand below."""
        new, old = split_email(text), before.email
        if not (new.text + new.subject).strip():
            return
        alone = whole or not old.body.strip() or old.body == before.rehearsed.body
        body = new.text if alone else f"{new.text}\n\n[Until now it said:]\n\n{old.body}"
        outbox.write(index, Email(new.to or old.to, new.subject or old.subject, body))

    taken = take_answer(linear, "", keep)
    while isinstance(taken, Command):
        if taken.name != "said":
            linear.say("Here there is only /said: what was said in the rehearsal.")
        else:
            say_said(linear, outbox.state)
        taken = take_answer(linear, "", keep)
    keep(taken.text, whole=not taken.ended)


def _take_out(how: str, outbox: Outbox, index: int, linear: Linear) -> None:
    note = outbox.notes[index]
    try:
        if how == "save":
            path = save_draft(Path.cwd() / free_name(Path.cwd(), note.person.name), note)
            linear.say(f"Saved as {one_line(str(path))}. A mail program opens it as a draft.")
        elif how == "copy":
            desktop.hand_over(desktop.copier(os.environ), as_text(note.addressed))
            linear.say("It is on the clipboard.")
        else:
            _open(note, linear)
    except desktop.NoDesktop as error:
        linear.say(f"{error} Save it as a draft, or copy it from above.")
        return
    except OSError as error:
        linear.say(f"It can't be written here: {error.strerror}. Start closer in another folder; the email is kept.")
        return
    outbox.goes_out(index)


def _open(note: PersonNote, linear: Linear) -> None:
    """Hand it to the mail program, or say the link where there is none."""
    link = as_link(note.addressed)
    linear.say(*filter(None, [link_words(note)]))
    try:
        desktop.hand_over([*desktop.opener(os.environ), link.url])
    except desktop.NoDesktop as error:
        linear.say(f"{error} This link opens it elsewhere:", link.url)
    else:
        linear.say("Your mail program has it: read it once more there.")
