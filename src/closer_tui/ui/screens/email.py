"""The email after the rehearsal: changed further, a note for each interviewer, and out of the tool."""

from __future__ import annotations

import logging
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from textual import on, work
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Static

from closer_tui.events import NotNow
from closer_tui.i18n import _, pgettext, short_day
from closer_tui.journal import Journal, JournalError
from closer_tui.journal.rescoring import last_finished
from closer_tui.practice import desktop
from closer_tui.practice.mail import Email, as_eml, as_link, file_name, sent_body
from closer_tui.practice.notes import PersonNote, link_words, remarks
from closer_tui.practice.outbox import Outbox
from closer_tui.rehearsal import State
from closer_tui.report_words import one_line
from closer_tui.scoring.text import printable
from closer_tui.ui.room import Room
from closer_tui.ui.screens.email_out import DraftFileScreen, LinkScreen
from closer_tui.ui.screens.said import SaidScreen
from closer_tui.ui.theme import WIDTHS
from closer_tui.ui.widgets.answer import EmailForm
from closer_tui.ui.widgets.footer import Footer

# By the part of the email: what is said once it surely is on the clipboard, and where it may not be.
_COPIED = {
    "text": _("The text is on the clipboard."),
    "subject": _("The subject is on the clipboard."),
    "address": _("The address is on the clipboard."),
}
_ASKED = {
    "text": _(
        "Your terminal was asked to copy the text. If nothing can be pasted, it does not allow that: save it with F2."
    ),
    "subject": _(
        "Your terminal was asked to copy the subject. If nothing can be pasted, it does not allow that: save it with "
        "F2."
    ),
    "address": _(
        "Your terminal was asked to copy the address. If nothing can be pasted, it does not allow that: save it with "
        "F2."
    ),
}
log = logging.getLogger(__name__)

KEEP_SECONDS = 0.4
"""What is changed is to be in the journal this long after; a second is promised."""


class EmailScreen(Room[None]):
    """The notes of an outbox, one at a time. Drafts are saved in `save_folder`, or else in the current folder."""

    HELP = _(
        "The email as you wrote it; change it here as you like. Nothing is sent from here: save it as a draft, copy "
        "it, or open it in your mail program, read it once more there, and send it within a day of the interview."
    )
    HORIZONTAL_BREAKPOINTS = WIDTHS
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2,ctrl+s", "save", _("Save"), tooltip=_("Save it as a draft that mail programs open (.eml)")),
        Binding("f3,ctrl+l", "copy", _("Copy"), tooltip=_("Copy the text; again: the subject, then the address")),
        Binding("f4,ctrl+o", "open", _("Open"), tooltip=_("Open it in your mail program")),
        Binding(
            "f5,ctrl+g",
            "said",
            pgettext("key", "What was said"),
            tooltip=_("Names, and what you asked and brought"),
        ),
        Binding("f8,ctrl+n", "next_person", _("Next"), tooltip=_("The note to the next interviewer")),
        Binding("f12,ctrl+t", "tick", _("Sent"), tooltip=_("Tick it as sent, or take the tick back")),
        Binding(
            "ctrl+r", "rehearsed", _("As rehearsed"), show=False, tooltip=_("Bring back the email of the rehearsal")
        ),
        Binding("tab", "app.focus_next", _("Next field"), show=False, priority=True, tooltip=_("To the next field")),
        Binding("shift+tab", "app.focus_previous", _("Last field"), show=False, priority=True, tooltip=_("And back")),
        Binding("escape", "back", _("Back"), tooltip=_("Back to where you came from")),
    ]

    @dataclass
    class Handed(Message):
        """Another program has got something, or (with `why`) has not. `what`: the part of the email that was copied,
        or "link"; `copied`: whether what had to be copied surely is on the clipboard."""

        what: str
        why: str
        copied: bool

    def __init__(self, outbox: Outbox, save_folder: Path | None = None, person: str = "") -> None:
        super().__init__()
        self._outbox = outbox
        self._folder = save_folder or Path()
        names = [note.person.name for note in outbox.notes]
        self._index = names.index(person) if person in names else 0
        self._copied = 0
        self._keeping: Timer | None = None
        self._trouble = ""
        self._form = EmailForm(self._note.person.email, id="email")

    @property
    def _note(self) -> PersonNote:
        return self._outbox.notes[self._index]

    def compose(self) -> ComposeResult:
        with Vertical(id="head"):
            with Horizontal():
                yield Static(id="title", markup=False)
                yield Static(id="status", markup=False)
            yield Static(id="people", markup=False)
        yield self._form
        yield Static(id="remarks", markup=False)
        yield Footer()

    def on_mount(self) -> None:
        self.app.app_suspend_signal.subscribe(self, lambda _: self._keep(), immediate=True)
        self._fill()

    def on_unmount(self) -> None:
        self._keep()

    # --- what is shown -----------------------------------------------------------------------------------------

    def _fill(self) -> None:
        """Put this person's note into the form."""
        email = self._note.email
        self._form.to.placeholder = printable(self._note.person.email)
        self._form.restore(email.to, email.subject, email.body)
        self._copied = 0
        self._form.body.focus()
        self._draw()

    def _draw(self) -> None:
        note, notes = self._note, self._outbox.notes
        self.query_one("#title", Static).update(_("The email to {name}").format(name=one_line(note.person.name)))
        self.query_one("#status", Static).update(_status(note))
        people = self.query_one("#people", Static)
        people.display = len(notes) > 1
        people.update(
            Content("   ").join(
                Content.assemble(
                    (one_line(each.person.name), "bold underline" if each is note else ""),
                    " ✓ " + _("sent") if each.sent else "",
                )
                for each in notes
            )
        )
        told = self.query_one("#remarks", Static)
        words = remarks(notes, self._index)
        told.update("\n".join(printable(each) for each in words))
        told.display = bool(words)
        self.refresh_bindings()
        trouble = self._outbox.trouble
        if trouble and trouble != self._trouble:
            self.notify(printable(trouble), title=_("Not kept"), severity="error", timeout=10, markup=False)
        self._trouble = trouble

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        if action == "next_person":
            return len(self._outbox.notes) > 1
        if action == "rehearsed":
            rehearsed = self._note.rehearsed
            return not rehearsed.empty and rehearsed.body != self._note.email.body
        return True

    # --- what is written ---------------------------------------------------------------------------------------

    @on(EmailForm.Changed)
    def _changed(self) -> None:
        if self._keeping is None:
            self._keeping = self.set_timer(KEEP_SECONDS, self._settle)

    def _settle(self) -> None:
        self._keep()
        self._draw()

    def _keep(self) -> None:
        """Write down at once what the form holds."""
        if self._keeping is not None:
            self._keeping.stop()
            self._keeping = None
        email = Email(self._form.to.value, self._form.subject.value, self._form.body.text)
        if email != self._note.email:
            self._outbox.write(self._index, email)
            self._copied = 0

    def action_next_person(self) -> None:
        self._keep()
        self._index = (self._index + 1) % len(self._outbox.notes)
        self._fill()

    def action_rehearsed(self) -> None:
        """The rehearsal's text in place of this one; undo brings this one back."""
        body = self._form.body
        body.replace(self._note.rehearsed.body, (0, 0), body.document.end)
        self._settle()
        self.notify(_("The text is as in the rehearsal again. Ctrl+Z takes that back."), markup=False)

    def action_said(self) -> None:
        self.app.push_screen(SaidScreen(self._outbox.state))

    def action_back(self) -> None:
        self._keep()
        self.dismiss(None)

    # --- out of the tool ---------------------------------------------------------------------------------------

    def _anything(self) -> bool:
        """Whether there is an email to take out; it says so where there is none."""
        self._settle()
        if self._note.email.empty:
            self.notify(_("Write the email first: there is nothing in it yet."), markup=False)
        return not self._note.email.empty

    def _went_out(self) -> None:
        self._outbox.goes_out(self._index)
        self._form.to.value = self._note.email.to
        self._draw()

    def action_save(self) -> None:
        if not self._anything():
            return
        if self.app.is_web:
            from closer_tui.ui.served import download

            self._went_out()
            download(self.app, file_name(self._note.person.name), as_eml(self._note.addressed))
            return

        def saved(path: Path | None) -> None:
            if path is not None:
                self._went_out()
                self.notify(one_line(str(path.absolute())), title=_("Draft saved"), timeout=10, markup=False)

        self.app.push_screen(DraftFileScreen(self._note, self._folder), saved)

    def action_copy(self) -> None:
        if not self._anything():
            return
        email = self._note.addressed
        parts = {
            "text": sent_body(email.body).removesuffix("\n"),
            "subject": " ".join(email.subject.split()),
            "address": email.to,
        }
        held = [name for name, words in parts.items() if words.strip()]
        part = held[self._copied % len(held)]
        self._copied += 1
        self._went_out()
        self._hand_over(part, copy=parts[part])

    def action_open(self) -> None:
        if not self._anything():
            return
        link = as_link(self._note.addressed)
        self._went_out()
        self._hand_over("link", sent_body(self._note.email.body) if "body" in link.left_out else "", link.url)

    def _hand_over(self, what: str, copy: str = "", url: str = "") -> None:
        """To the clipboard (of the terminal, and of the desktop where there is one), then to what opens links."""
        if copy:
            self.app.copy_to_clipboard(copy)
        if not self.app.is_web:
            self._give_to_desktop(what, copy, url)
            return
        from closer_tui.ui.served import hand_to_browser

        hand_to_browser(self.app, what, url, link_words(self._note))

    @work(thread=True, group="desktop")
    def _give_to_desktop(self, what: str, copy: str, url: str) -> None:
        copied, why = desktop.give(os.environ, copy, url)
        if why and not url:
            log.info("not copied but by the terminal: %s", why)
        self.post_message(self.Handed(what, why, copied))

    def on_email_screen_handed(self, message: Handed) -> None:
        if message.what != "link":
            words = (_COPIED if message.copied else _ASKED)[message.what]
            self.notify(words, timeout=5 if message.copied else 10, markup=False)
            return
        long = link_words(self._note)
        if message.why:
            self.app.push_screen(LinkScreen(message.why, as_link(self._note.addressed).url, long))
            return
        told = [_("Your mail program has it: read it once more there.")]
        told += [long, (_COPIED if message.copied else _ASKED)["text"]] if long else []
        self.notify(" ".join(told), timeout=10, markup=False)

    def action_tick(self) -> None:
        if self._anything():
            self._outbox.tick(self._index)
            self._draw()


def open_email(
    app: App[Any], state: State, journal: Journal | None, session: str, folder: Path | None = None, person: str = ""
) -> None:
    """Show the emails of a rehearsal over whatever is on the screen; a journal that can't be read is told of, and the
    emails are shown as they were rehearsed."""
    try:
        outbox = Outbox(state, journal, session)
    except JournalError as error:
        app.notify(printable(str(error)), title=_("The journal can't be read"), severity="error", markup=False)
        outbox = Outbox(state)
    app.push_screen(EmailScreen(outbox, folder, person))


def open_stored(app: App[Any], journal: Journal, session: str, person: str = "") -> None:
    """Show the emails of a kept rehearsal, the one to `person` first; one that can't be read is told of."""
    try:
        state = last_finished(journal.load(session))
    except (JournalError, NotNow) as error:
        app.notify(printable(str(error)), title=_("It can't be read"), severity="error", markup=False)
    else:
        open_email(app, state, journal, session, person=person)


def _status(note: PersonNote) -> str:
    """Where the note stands."""
    if note.sent:
        sent = note.sent.astimezone()
        return "✓ " + _("sent {day} {time}").format(day=short_day(sent), time=f"{sent:%H:%M}")
    if note.kept:
        return _("not ticked as sent yet")
    return ""
