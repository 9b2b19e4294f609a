"""What the terminal sends, read so that a paste is text and nothing else, and so that no byte ends the program.

Textual's own reading presses keys for what stands behind an escape character in a paste, Enter and Ctrl+Q too, needs
seconds for a megabyte, and ends with an error at a byte that is not UTF-8.
"""

from __future__ import annotations

import os
import select
from codecs import getincrementaldecoder
from collections.abc import Iterable, Iterator
from contextlib import suppress

from textual._parser import ParseError
from textual._xterm_parser import BRACKETED_PASTE_END, BRACKETED_PASTE_START, XTermParser
from textual.drivers.linux_driver import LinuxDriver
from textual.events import Paste
from textual.message import Message

_PIECE = 65_536


class PasteParser(XTermParser):
    """Tells a paste, however its bytes come in, in one `Paste` with all that stands between its marks."""

    def __init__(self, debug: bool = False) -> None:
        self._pasted: list[str] | None = None  # while inside a paste
        self._before = ""  # the last characters, which may be the begin of a mark
        super().__init__(debug)

    def feed(self, data: str) -> Iterable[Message]:
        if not data:  # the end of input
            yield from super().feed(data)
        while data:
            mark = BRACKETED_PASTE_START if self._pasted is None else BRACKETED_PASTE_END
            seen = self._before + data
            at = seen.find(mark)
            if self._pasted is None:
                # Keys wait for nothing; Textual's own parser sees the mark too, and stays in step.
                own = len(data) if at < 0 else at + len(mark) - len(self._before)
                yield from self._told(data[:own])
                data = data[own:]
            else:
                # What may be the begin of the mark is looked at again with the next piece.
                self._pasted.append(seen[: 1 - len(mark)] if at < 0 else seen[:at])
                data = "" if at < 0 else seen[at + len(mark) :]
            self._before = seen[1 - len(mark) :] if at < 0 else ""
            if at >= 0:
                yield from self._crossed(mark)

    def _crossed(self, mark: str) -> Iterator[Message]:
        if self._pasted is None:
            self._pasted = []
            return
        text, self._pasted = "".join(self._pasted), None
        yield Paste(text.replace("\x00", ""))
        yield from self._told(mark)

    def _told(self, data: str) -> Iterator[Message]:
        """What Textual makes of it, less the pastes that it saw nothing of but the marks."""
        for message in super().feed(data) if data else ():
            if not isinstance(message, Paste):
                yield message


class Terminal(LinuxDriver):
    """A terminal on Linux or macOS."""

    def run_input_thread(self) -> None:
        """Read until the program ends. A byte that is not UTF-8 (of a terminal in another encoding) is U+FFFD."""
        parser = PasteParser(self._debug)
        decoder = getincrementaldecoder("utf-8")("replace")
        try:
            while not self.exit_event.is_set():
                if select.select([self.fileno], [], [], 0.1)[0]:
                    for message in self._read(parser, decoder.decode(os.read(self.fileno, _PIECE))):
                        self.process_message(message)
                for message in parser.tick():
                    self.process_message(message)
        finally:
            with suppress(EOFError, ParseError):
                list(parser.feed(""))

    @staticmethod
    def _read(parser: PasteParser, data: str) -> Iterable[Message]:
        # Nothing is no end: a character may be cut in two, and a terminal that is gone is told by its signal.
        return parser.feed(data) if data else ()
