"""The words of a piece of a web page, without its tags."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from closer_tui.scoring.languages import word_set

MOST = 200_000
"""Characters of markup that are read; an advert has a tenth of that."""

_TAG = re.compile(
    r"</?(?:p|div|br|li|ul|ol|h[1-6]|span|strong|em|b|i|a|table|tr|td|section|article|body|html)\b[^<>]{0,300}>", re.I
)
_BLOCKS = word_set(
    "p div br li ul ol h1 h2 h3 h4 h5 h6 table tr section article header footer main aside dl dt dd hr body"
)
_UNSEEN = frozenset(("script", "style", "head", "title", "template", "noscript", "svg"))
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))


def is_markup(text: str) -> bool:
    """Whether the text is a piece of a web page: it has tags in it that such pages have."""
    return sum(1 for _ in zip(range(2), _TAG.finditer(text[:MOST]), strict=False)) == 2


def without_markup(text: str) -> str:
    """The words of a piece of a web page, each block of it on a line of its own, entries of lists with a dash. What
    a reader of the page does not see (scripts, styles, comments) is left out."""
    reader = _Reader()
    reader.feed(_without_comments(text[:MOST]))
    reader.close()
    return "".join(reader.parts)


def _without_comments(text: str) -> str:
    """Taken out beforehand: of many comments without an end the parser looks for each one's end again."""
    first, *others = text.split("<!--")
    return first + "".join(each.partition("-->")[2] for each in others)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._unseen: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if tag in _UNSEEN:
            self._unseen.append(tag)
        elif tag in _BLOCKS:
            self.parts.append("\n\n" if tag in _HEADINGS or tag == "p" else "\n- " if tag == "li" else "\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            if tag in self._unseen:  # nothing of a page may hide all that follows by an end that is missing
                del self._unseen[self._unseen.index(tag) :]
        elif tag in _BLOCKS:
            self.parts.append("\n\n" if tag in _HEADINGS else "\n")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            # Within a block a line break is a space: the page's author broke the source, not the text.
            self.parts.append(" ".join(data.split("\n")))
