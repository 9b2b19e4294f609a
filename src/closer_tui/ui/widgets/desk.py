"""The lower part of a rehearsal: the box for what is said, the email form, or the way to the report."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, Static

from closer_tui.journal import Draft
from closer_tui.rehearsal import AnswerGiven, EmailSent, State
from closer_tui.scoring.text import printable
from closer_tui.ui.widgets.answer import AnswerBox, EmailForm


class Desk(Vertical):
    """Shows the one thing that the state expects, and gives what is written there."""

    def __init__(self, address: str, id: str) -> None:
        super().__init__(id=id)
        self.box = AnswerBox()
        self.email = EmailForm(address, id="email")

    def compose(self) -> ComposeResult:
        yield self.box
        yield self.email
        with Horizontal(id="finished"):
            yield Static("That was the close.")
            yield Button("See the report", id="report", variant="primary", compact=True)

    def show(self, state: State) -> None:
        """Draw what the state expects now; nothing can be changed while an answer is being judged."""
        finished, email = state.phase == "finished", state.kind == "email"
        answering = state.phase == "answering"
        self.box.display = not finished and not email
        self.email.display = not finished and email
        self.query_one("#finished").display = finished
        self.box.read_only = self.email.body.read_only = not answering
        self.email.to.disabled = self.email.subject.disabled = not answering
        name = printable(state.scenario.interviewer.name)
        self.box.placeholder = "Say it in your own words …" if answering else f"{name} is listening …"
        self.box.border_title = Content("What you say" if state.in_room else "Your answer")
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

    @property
    def empty(self) -> bool:
        """Whether there is nothing that could be said or sent."""
        return not (self.email.body if self.email.display else self.box).text.strip()

    def draft(self, at: float) -> Draft:
        """What is being written, at this second of practice."""
        if self.email.display:
            return Draft(self.email.body.text, self.email.to.value, self.email.subject.value, at)
        return Draft(self.box.text, at=at)

    def event(self, at: float) -> AnswerGiven | EmailSent:
        """What is written, as it is said or sent."""
        draft = self.draft(at)
        if self.email.display:
            return EmailSent(draft.to, draft.subject, draft.text, at)
        return AnswerGiven(draft.text, at)

    def restore(self, draft: Draft, email: bool) -> None:
        """Put back what was being written, the cursor at its end."""
        if email:
            self.email.restore(draft.to, draft.subject, draft.text)
        else:
            self.box.restore(draft.text)

    def clear(self) -> None:
        """Empty what is shown; undo (ctrl+z) brings the words of a box back."""
        self.box.clear()
        self.email.body.clear()
        self.email.to.value = self.email.subject.value = ""
