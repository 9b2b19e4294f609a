"""Characters that a text box would drop, draw or take for the end of a line, each with another in its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from closer_tui.i18n import _

_RANGES = (
    (0x00, 0x08), (0x0B, 0x1F), (0x7F, 0x9F), (0x061C, 0x061C), (0x200E, 0x200F), (0x2028, 0x202E), (0x2066, 0x2069),
    (0xFEFF, 0xFEFF), (0xDC80, 0xDCFF),
)  # fmt: skip
SPECIAL = tuple(chr(code) for first, last in _RANGES for code in range(first, last + 1))
"""Controls, what steers the direction of text, what ends a line elsewhere than at a line feed, and the surrogates that
stand for bytes which are not UTF-8."""

_WINDOW = 256
# Characters for private use; those of the first plane take as many bytes as the U+FFFD that is drawn for them, so that
# the places that the parser counts in bytes fit what is drawn.
_WINDOWS = (*range(0xE000, 0xF800, _WINDOW), *range(0xF0000, 0xFFF00, _WINDOW))


class NoStandIns(ValueError):
    """The text uses so many characters for private use that none are left."""


@dataclass(frozen=True, slots=True)
class StandIns:
    """One private character for each special one: none of them was in the text that these were made for."""

    first: int

    @classmethod
    def for_text(cls, text: str) -> StandIns:
        """Stand-ins of which none is in `text`. Raises NoStandIns."""
        used = {ord(character) // _WINDOW for character in set(text)}
        for first in _WINDOWS:
            if first // _WINDOW not in used:
                return cls(first)
        raise NoStandIns(_("the text uses all characters for private use"))

    def fits(self, text: str) -> bool:
        """Whether none of them is in `text`."""
        return not any(self.first <= ord(character) < self.first + _WINDOW for character in set(text))

    def boxed(self, text: str) -> str:
        """The text for a box, of the same length. A text all of whose lines end with CR LF keeps these."""
        table = self._table()
        if text.count("\r\n") == text.count("\n") == text.count("\r"):
            table = {code: stands for code, stands in table.items() if code != 0x0D}
        return text.translate(table)

    def plain(self, boxed: str) -> str:
        """What a box holds, with the special characters again."""
        return boxed.translate({stands: code for code, stands in self._table().items()})

    def drawn(self, boxed: str) -> str:
        """What a box shows, of the same length: U+FFFD for each of them."""
        return boxed.translate(dict.fromkeys(self._table().values(), "\ufffd"))

    def without(self, text: str) -> str:
        """The text less everything that is special or stands for it."""
        return text.translate(dict.fromkeys([*map(ord, SPECIAL), *range(self.first, self.first + _WINDOW)]))

    def _table(self) -> Mapping[int, int]:
        return {ord(special): self.first + index for index, special in enumerate(SPECIAL)}
