"""Where the candidate writes what they say, and the email form."""

from __future__ import annotations

import unicodedata
from typing import ClassVar

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Label, TextArea

from closer_tui.i18n import _, figure
from closer_tui.scoring.text import printable
from closer_tui.ui.widgets.phrases import length, words

NEW_LINE = ("ctrl+j", "shift+enter", "alt+enter")
"""Keys that start a new line: the first in every terminal, the others in those that tell them from Enter."""


MOST_HELD = 200_000
"""Characters up to which a box takes what is pasted, more than four hours of speech. A box that held a megabyte on one
line would need seconds for each key."""
MOST_IN_LINE = 2_000
"""The same of one line, such as a subject."""


def typed(text: str) -> str:
    """A text from elsewhere (a clipboard, a journal) as it may stand in a box: without the invisible
    characters that could steer a terminal, and with one kind of line end."""
    for end in ("\r\n", "\r", "\u2028", "\u2029"):
        text = text.replace(end, "\n")
    drawn = printable(text)
    return text if drawn == text else "".join(c for c, d in zip(text, drawn, strict=True) if c == d)


def pasted(text: str, room: int, holds: int) -> tuple[str, str]:
    """What of a text from elsewhere is taken where there is room for so many characters of all that a box holds, and
    words that tell of the rest; none where all of it was taken."""
    room = max(room, 0)
    looked_at = text[: 2 * room + 2]  # of a megabyte no more than may be needed
    cleaned = typed(looked_at)
    taken = cleaned[:room]
    if taken == cleaned and looked_at == text:
        return taken, ""
    if not taken:
        full = _("There is room for {n} characters, and it is full: nothing was put in.")
        return "", full.format(n=figure(holds))
    some = _(
        "There is room for {n} characters: the first {taken} of {all} were put in. The rest is where it came from."
    )
    return taken, some.format(n=figure(holds), taken=figure(len(taken)), all=figure(len(text)))


def invisible(event: events.Key) -> str:
    """The character of a key that is text though nothing is seen of it by itself, such as what joins an emoji of two,
    or parts two letters of Persian; text boxes know only keys that can be seen."""
    character = event.character or ""
    hidden = len(character) == 1 and unicodedata.category(character) == "Cf"
    return character if hidden and printable(character) == character else ""


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
        """Start a new line if the key is one that does, or take a character that can't be seen; at once, like a
        letter."""
        text = "\n" if event.key in NEW_LINE else invisible(event)
        if text and not self.read_only:
            event.prevent_default()
            event.stop()
            self.replace(text, *sorted(self.selection), maintain_selection_offset=False)

    async def _on_paste(self, event: events.Paste) -> None:
        event.prevent_default()
        event.stop()
        if not self.read_only:
            room = MOST_HELD - len(self.text) + len(self.selected_text)
            text, left_out = pasted(event.text, room, MOST_HELD)
            self.replace(text, *sorted(self.selection), maintain_selection_offset=False)
            self.scroll_cursor_visible()
            if left_out:
                self.notify(left_out, severity="warning", timeout=10, markup=False)

    def _on_text_area_changed(self) -> None:
        self.count()


class AnswerBox(WritingBox):
    """What is said aloud. Enter says it. Keys come faster than messages climb to the screen, so its action is
    run here and now: what is typed after Enter never ends up in the answer before it."""

    def __init__(self) -> None:
        super().__init__("answer", _("Your answer"), said=True)

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


class OneLine(Input):
    """One line to write in. Whatever is pasted stands on it as harmless text."""

    def _on_paste(self, event: events.Paste) -> None:
        event.prevent_default()
        event.stop()
        room = MOST_IN_LINE - len(self.value) + len(self.selected_text)
        text, left_out = pasted(event.text, room, MOST_IN_LINE)
        line = " ".join(each.strip() for each in text.split("\n")).replace("\t", " ")
        self.replace(line.strip(), *sorted(self.selection))
        if left_out:
            self.notify(left_out, severity="warning", timeout=10, markup=False)

    async def _on_key(self, event: events.Key) -> None:
        if character := invisible(event):
            event.prevent_default()
            event.stop()
            self.replace(character, *sorted(self.selection))


class Field(OneLine):
    """One line of the email. Enter goes on to the next."""

    # With priority the focus moves before the next letter is given out, however fast they come.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "app.focus_next", _("Next field"), show=False, priority=True),
    ]


class EmailForm(Vertical):
    """To, subject and body. Posts `Changed` whenever one of them does."""

    class Changed(Message):
        """Something in the email is different."""

    def __init__(self, address: str, id: str | None = None) -> None:
        super().__init__(id=id)
        self.to = Field(placeholder=printable(address), compact=True, select_on_focus=False, id="to")
        self.subject = Field(placeholder=_("what it is about"), compact=True, select_on_focus=False, id="subject")
        self.body = Body("body", _("Your email"), said=False)

    def compose(self) -> ComposeResult:
        with Horizontal(classes="field"):
            yield Label(_("To"))
            yield self.to
        with Horizontal(classes="field"):
            yield Label(_("Subject"))
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
