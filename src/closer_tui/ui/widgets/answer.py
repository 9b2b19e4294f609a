"""Where the candidate writes what they say, and the email form."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Label, TextArea

from closer_tui.scoring.text import printable
from closer_tui.ui.widgets.phrases import length, words

NEW_LINE = ("ctrl+j", "shift+enter", "alt+enter")
"""Keys that start a new line: the first in every terminal, the others in those that tell them from Enter."""


def typed(text: str) -> str:
    """A text from elsewhere (a clipboard, a journal) as it may stand in a box: without the invisible
    characters that could steer a terminal, and with one kind of line end."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    drawn = printable(text)
    return text if drawn == text else "".join(c for c, d in zip(text, drawn, strict=True) if c == d)


class WritingBox(TextArea):
    """A text box whose line below says how long the text is."""

    def __init__(self, id: str, title: str, said: bool) -> None:
        self._measure = length if said else words
        super().__init__(id=id, soft_wrap=True, tab_behavior="focus", highlight_cursor_line=False, compact=True)
        self.border_title = Content(title)

    def on_mount(self) -> None:
        self.count()

    def count(self) -> None:
        self.border_subtitle = Content(self._measure(self.text))

    def restore(self, text: str) -> None:
        """Put a text in, the cursor at its end."""
        self.load_text(typed(text))
        self.move_cursor(self.document.end)
        self.count()

    def get_line(self, line_index: int) -> Text:
        return Text(printable(self.document.get_line(line_index)), end="", no_wrap=True)

    def start_line(self, event: events.Key) -> None:
        """Start a new line if the key is one that does; at once, like a letter."""
        if event.key in NEW_LINE and not self.read_only:
            event.prevent_default()
            event.stop()
            self.insert("\n")

    async def _on_paste(self, event: events.Paste) -> None:
        event.prevent_default()
        event.stop()
        if not self.read_only:
            self.insert(typed(event.text), maintain_selection_offset=False)
            self.scroll_cursor_visible()

    def _on_text_area_changed(self) -> None:
        self.count()


class AnswerBox(WritingBox):
    """What is said aloud. Enter says it. Keys come faster than messages climb to the screen, so its action is
    run here and now: what is typed after Enter never ends up in the answer before it."""

    def __init__(self) -> None:
        super().__init__("answer", "Your answer", said=True)

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "enter":
            event.prevent_default()
            event.stop()
            await self.app.run_action("say", self.screen)
        else:
            self.start_line(event)


class Body(WritingBox):
    """The body of an email: Enter starts a new line, and so do the keys that do it in an answer."""

    async def _on_key(self, event: events.Key) -> None:
        self.start_line(event)


class Field(Input):
    """One line of the email. Enter goes on to the next."""

    # With priority the focus moves before the next letter is given out, however fast they come.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "app.focus_next", "Next field", show=False, priority=True),
    ]

    def _on_paste(self, event: events.Paste) -> None:
        event.prevent_default()
        event.stop()
        self.insert_text_at_cursor(" ".join(typed(event.text).split()))


class EmailForm(Vertical):
    """To, subject and body. Posts `Changed` whenever one of them does."""

    class Changed(Message):
        """Something in the email is different."""

    def __init__(self, address: str, id: str | None = None) -> None:
        super().__init__(id=id)
        self.to = Field(placeholder=printable(address), compact=True, select_on_focus=False, id="to")
        self.subject = Field(placeholder="what it is about", compact=True, select_on_focus=False, id="subject")
        self.body = Body("body", "Your email", said=False)

    def compose(self) -> ComposeResult:
        with Horizontal(classes="field"):
            yield Label("To")
            yield self.to
        with Horizontal(classes="field"):
            yield Label("Subject")
            yield self.subject
        yield self.body

    def restore(self, to: str, subject: str, body: str) -> None:
        """Put an email in, the cursor at the body's end."""
        self.to.value = " ".join(typed(to).split())
        self.subject.value = " ".join(typed(subject).split())
        self.body.restore(body)

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(self.Changed())

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        event.stop()
        self.post_message(self.Changed())
