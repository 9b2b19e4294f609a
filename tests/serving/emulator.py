"""What a page shows, told by the bytes that its terminal got: as much of a terminal as Textual needs."""

from __future__ import annotations

import re

from rich.cells import cell_len

_PIECE = re.compile(
    r"\x1b\[(?P<at>\d*;?\d*)H"
    r"|\x1b\[(?P<other>[0-9;?<>$ ]*[A-Za-z~])"
    r"|\x1b\](?P<system>.*?)(?:\x07|\x1b\\)"
    r"|\x1b[78=>()]B?"
    r"|(?P<control>[\x00-\x1a\x1c-\x1f])"
    r"|(?P<text>[^\x00-\x1f]+)",
    re.DOTALL,
)


class Emulator:
    """Lines of text at places; colours are not looked at. `asked`: what was sent of system commands (OSC)."""

    def __init__(self) -> None:
        self._cells: dict[tuple[int, int], str] = {}
        self._row = self._column = 0
        self._rest = ""
        self.asked: list[str] = []

    def feed(self, data: bytes) -> None:
        """Take what the program wrote; a sequence may go on in the next piece."""
        text = self._rest + data.decode("utf-8", "replace")
        at = 0
        while at < len(text):
            found = _PIECE.match(text, at)
            if found is None:  # the beginning of a sequence
                break
            at = found.end()
            if found["at"] is not None:
                row, _, column = found["at"].partition(";")
                self._row, self._column = int(row or 1) - 1, int(column or 1) - 1
            elif found["other"] == "2J":
                self._cells.clear()
            elif found["system"]:
                self.asked.append(found["system"])
            elif found["control"] == "\n":
                self._row += 1
            elif found["control"] == "\r":
                self._column = 0
            elif found["text"]:
                self._put(found["text"])
        self._rest = text[at:]

    def _put(self, text: str) -> None:
        for letter in text:
            width = cell_len(letter)
            if width:
                self._cells[self._row, self._column] = letter
            for beside in range(1, width):
                self._cells[self._row, self._column + beside] = ""
            self._column += width

    @property
    def text(self) -> str:
        """The screen, a line for each row."""
        rows = max((row for row, _ in self._cells), default=-1) + 1
        columns = max((column for _, column in self._cells), default=-1) + 1
        lines = ("".join(self._cells.get((row, column), " ") for column in range(columns)) for row in range(rows))
        return "\n".join(line.rstrip() for line in lines)

    @property
    def flat(self) -> str:
        """The screen in one line, so that breaks between words don't matter."""
        return " ".join(self.text.split())
