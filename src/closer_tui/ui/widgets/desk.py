"""The lower part of a rehearsal: the box for what is said, the email form, or the way to the report."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Button, Static, TextArea

from closer_tui.events import AnswerGiven, EmailSent
from closer_tui.i18n import _, translated
from closer_tui.journal import Draft
from closer_tui.rehearsal import State
from closer_tui.scoring.text import printable
from closer_tui.ui.widgets.answer import AnswerBox, EmailForm
from closer_tui.ui.widgets.progress import Line

DRAFT_SECONDS = 0.4
"""A draft is to be written down this long after the first change that it holds; a second is promised."""


class Desk(Vertical):
    """Shows the one thing that the state expects, and gives what is written there."""

    class Touched(Message):
        """Something was written."""

    class Settled(Message):
        """It is time to write down what is written: a moment after a change, or when the keys go elsewhere."""

    def __init__(self, address: str, id: str) -> None:
        super().__init__(id=id)
        self.box = AnswerBox()
        self.email = EmailForm(address, id="email")
        # Kept here: a widget that is being taken down says that it is not displayed.
        self._writes_email = False
        self._settling: Timer | None = None

    def compose(self) -> ComposeResult:
        yield Line("note")
        yield self.box
        yield self.email
        with Horizontal(id="finished"):
            yield Static(_("That was the close."))
            yield Button(_("See the report"), id="report", variant="primary", compact=True)

    def show(self, state: State, unjudged: str) -> None:
        """Draw what the state expects now. While an answer is being judged, the next one may be begun where there is
        one to come. `unjudged` says why an answer can't be judged."""
        note = (
            Content.assemble((_("Hint") + "  ", "bold $text-accent"), printable(translated(state.hint)))
            if state.hint
            else Content("")
        )
        if unjudged:
            note = Content.assemble((_("Not judged yet") + "  ", "bold $text-error"), printable(unjudged))
        self.query_one("#note", Line).say(note)
        self.query_one("#note").display = bool(note.plain)
        finished, email = state.phase == "finished", state.kind == "email"
        answering = state.phase == "answering"
        self._writes_email = email
        self.box.display = not finished and not email
        self.email.display = not finished and email
        self.query_one("#finished").display = finished
        self.box.read_only = not (answering or (state.phase == "judging" and state.speaks_on))
        self.email.body.read_only = not answering
        self.email.to.disabled = self.email.subject.disabled = not answering
        name = printable(state.scenario.interviewer_of(state.step).name)
        listening = "" if unjudged else _("{name} is listening …").format(name=name)
        self.box.placeholder = Content(_("Say it in your own words …") if answering else listening)
        self.box.border_title = Content(_("What you say") if state.in_room else _("Your answer"))
        self._settle_focus(finished, email)

    def _settle_focus(self, finished: bool, email: bool) -> None:
        """The keys go to where something can be written, unless they are there already."""
        here = self.screen.focused
        if finished:
            self.screen.query_one("#transcript").focus()  # to read what came back; Enter is the screen's
        elif email and (here is None or self.email not in here.ancestors):
            (self.email.body if self.email.body.text else self.email.to).focus()
        elif not email and here is not self.box:
            self.box.focus()

    @on(TextArea.Changed)
    @on(EmailForm.Changed)
    def _changed(self, event: Message) -> None:
        event.stop()
        if self.draft(0) != Draft():  # emptied by the screen: nobody wrote
            self.post_message(self.Touched())
        if self._settling is None:
            self._settling = self.set_timer(DRAFT_SECONDS, self._settle)

    def on_descendant_blur(self) -> None:
        self._settle()

    def _settle(self) -> None:
        if self._settling is not None:
            self._settling.stop()
            self._settling = None
        self.post_message(self.Settled())

    @property
    def empty(self) -> bool:
        """Whether there is nothing that could be said or sent."""
        return not (self.email.body if self._writes_email else self.box).text.strip()

    def draft(self, at: float) -> Draft:
        """What is being written, at this second of practice."""
        if self._writes_email:
            return Draft(self.email.body.text, self.email.to.value, self.email.subject.value, at)
        return Draft(self.box.text, at=at)

    def event(self, at: float) -> AnswerGiven | EmailSent:
        """What is written, as it is said or sent."""
        draft = self.draft(at)
        if self._writes_email:
            return EmailSent(draft.to, draft.subject, draft.text, at)
        return AnswerGiven(draft.text, at)

    def restore(self, draft: Draft, email: bool) -> None:
        """Put back what was being written, the cursor at its end."""
        self._writes_email = email
        if email:
            self.email.restore(draft.to, draft.subject, draft.text)
        else:
            self.box.restore(draft.text)

    def clear(self) -> None:
        """Empty what is shown; undo (ctrl+z) brings the words of a box back."""
        self.box.clear()
        self.email.body.clear()
        self.email.to.value = self.email.subject.value = ""
