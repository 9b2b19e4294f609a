"""The text of an advert, made harmless and cut into blocks, each with the section that it stands in."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from types import MappingProxyType
from typing import Literal

from closer_tui.scenario.advert.markup import is_markup, without_markup
from closer_tui.scoring.languages import word_set
from closer_tui.scoring.lookup import CueWord, Words
from closer_tui.scoring.text import printable
from closer_tui.scoring.verdict import Span

MOST_RAW = 300_000
"""Characters of what was pasted that are looked at."""
LONGEST = 30_000
"""Characters of an advert that are read: some 5,000 words, several times a long one."""

Section = Literal["duties", "needs", "wishes", "offer", "process", "team", "about", ""]

# Each alternative begins with the escape and none repeats within itself: linear in the text.
_ESCAPES = re.compile(
    r"(?:\x1b\]|\x9d)[^\x07\x1b\x9c\n]*(?:\x07|\x1b\\|\x9c)?|(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]?|\x1b.?"
)
_INVISIBLE = re.compile("[\u200b-\u200d\u2060-\u2064\u00ad\ufffd\ufff9-\ufffc\U000e0000-\U000e0fff]")
_BREAKS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_PARTS = re.compile(r" \| |\t+| [•·●] ")
_BULLET = re.compile(r"\s*(?:[-–—*•●▪◦‣·➤✓✔➢]|\d{1,2}[.)])\s+")
_END = (".", "!", "?", ":", ";")

_HEADINGS: Mapping[Section, tuple[str, ...]] = MappingProxyType(
    {
        "wishes": ("nice to have", "preferred", "desirable", "bonus points", "good to have", "von vorteil", "a plus"),
        "duties": (
            "what you'll do", "what you will do", "what you'll be doing", "you will", "you'd", "you'll", "duties",
            "responsibilities", "your role", "the role", "about the role", "your tasks", "tasks", "day to day",
            "job summary", "deine aufgaben", "ihre aufgaben", "aufgaben", "das machst du", "was dich erwartet",
        ),
        "needs": (
            "what you bring", "requirements", "qualifications", "must have", "must haves", "your profile", "skills",
            "person specification", "essential", "essential criteria", "about you", "who you are", "what we need",
            "what we look for", "what we're looking for", "ihr profil", "dein profil", "das bringst du mit",
            "was du mitbringst", "anforderungen", "voraussetzungen",
        ),
        "offer": (
            "what you get", "benefits", "what we offer", "our offer", "we offer", "compensation", "perks", "package",
            "wir bieten", "das bieten wir", "unser angebot", "working arrangements",
        ),
        "process": (
            "how we hire", "selection process", "hiring process", "interview process", "recruitment process",
            "procedure", "next steps", "what happens next", "bewerbungsprozess", "so geht es weiter",
        ),
        "team": ("the team", "your team", "dein team", "ihr team"),
        "about": ("about us", "who we are", "what we do", "the company", "über uns", "wer wir sind"),
    }
)  # fmt: skip
_MOST_HEADING = 7
"""Words of a line that can be a heading."""

_COMMON: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "en": word_set("the and you we with for of to our your is are will be a in on"),
        "de": word_set("und der die das wir sie mit für bei du ein eine ihre dein unser ist sind zu von den"),
    }
)


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or an entry of a list. `span` is where it stands in the advert's text; `bullet`: it is an entry."""

    span: Span
    section: Section = ""
    bullet: bool = False
    heading: bool = False


class _AsWritten(Words):
    """Words of a text that somebody has read before it was printed: "Spring" in it is no slip for "sprint"."""

    def _typos(self, word: CueWord) -> list[str]:  # noqa: ARG002 - as the cues' words call it
        return []


@dataclass(frozen=True)
class Advert:
    """An advert that was read. `text` has each block on one line, with empty lines between; spans are into it.
    `language` is "en", "de", or empty for one that closer does not read; `company` is known as a name in it. `cut`:
    there was more of it."""

    text: str
    blocks: tuple[Block, ...]
    language: str
    company: str = ""
    cut: bool = False

    @cached_property
    def words(self) -> Words:
        return _AsWritten(self.text, self.language or "en", (self.company,) if self.company else ())

    @cached_property
    def _starts(self) -> list[int]:
        """The first word of each sentence."""
        numbers = self.words.sentence
        return [index for index, number in enumerate(numbers) if not index or numbers[index - 1] != number]

    @cached_property
    def _block_starts(self) -> list[int]:
        return [block.span.start for block in self.blocks]

    def block_at(self, place: int) -> Block:
        """The block in which a character stands."""
        return self.blocks[bisect_right(self._block_starts, place) - 1]

    def sentence_at(self, word: int) -> Span:
        """The sentence of a word, with the signs at its ends ("£", a closing quote), within its block."""
        number, spans, text = self.words.sentence[word], self.words.spans, self.text
        first, last = word, word
        while first and self.words.sentence[first - 1] == number:
            first -= 1
        while last + 1 < len(spans) and self.words.sentence[last + 1] == number:
            last += 1
        block = self.block_at(spans[word].start).span
        start, end = max(spans[first].start, block.start), min(spans[last].end, block.end)
        while start > block.start and not text[start - 1].isspace():
            start -= 1
        while end < block.end and not text[end].isspace():
            end += 1
        return Span(start, end)

    def sentences(self) -> Iterator[tuple[Block, Span]]:
        """Every sentence with its block; headings are left out."""
        for index in self._starts:
            block = self.block_at(self.words.spans[index].start)
            if not block.heading:
                yield block, self.sentence_at(index)


def read_advert(pasted: str, company: str = "") -> Advert:
    """The advert of a company that somebody pasted: tags, escape sequences and all that steers a terminal taken out,
    lines that were broken by width put together again. Any text is an advert; one without words is empty."""
    plain, cut = harmless(pasted)
    lines = list(_lines(plain))
    text, blocks = _blocks(lines)
    return Advert(text, blocks, _language(text), company, cut)


def harmless(pasted: str) -> tuple[str, bool]:
    """The words of what was pasted, in lines, and whether it was cut. What comes out has no character that steers a
    terminal, hides or turns around what follows."""
    raw = pasted[:MOST_RAW]
    if is_markup(raw):
        raw = without_markup(raw)
    plain = _ESCAPES.sub("", _BREAKS.sub("\n", raw))
    plain = _INVISIBLE.sub("", printable(plain)).strip("\n")
    return plain[:LONGEST], len(pasted) > MOST_RAW or len(plain) > LONGEST


# --- lines and blocks ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    section: Section
    bullet: bool
    heading: bool


def _lines(plain: str) -> Iterator[_Line]:
    """The blocks of the text, in order, each on one line."""
    section: Section = ""
    for group in _groups(plain):
        for text, bullet in group:
            named, alone = _heading(text, bullet)
            if named is not None and alone:
                section = named
                yield _Line(text, section, False, True)
            elif named is not None:
                yield _Line(text, named, bullet, False)
            else:
                # A title over something else ends the section before it: "How we work", "Development".
                title = not bullet and len(text.split()) <= 4 and text[-1].isalpha() and len(group) == 1
                section = "" if title else section
                yield _Line(text, section, bullet, False)


def _groups(plain: str) -> Iterator[list[tuple[str, bool]]]:
    """What stands between empty lines: texts, and whether each is an entry of a list."""
    group: list[str] = []
    for line in (*plain.split("\n"), ""):
        if line.strip():
            group.append(line.rstrip())
        elif group:
            yield list(_joined(group))
            group = []


def _joined(group: list[str]) -> Iterator[tuple[str, bool]]:
    """The lines of a group, with those put together that were one before somebody broke them to a width."""
    if not any(_BULLET.match(line) for line in group) and _is_wrapped(group):
        yield from _parted(" ".join(group), False)
        return
    entry = ""
    for line in group:
        bullet = _BULLET.match(line)
        goes_on = bool(entry) and not bullet and (line[0].isspace() or line[0].islower())
        if goes_on:
            entry = f"{entry} {line.strip()}"
            continue
        if entry:
            yield from _parted(entry, True)
        entry = line[bullet.end() :] if bullet else ""
        if not bullet:
            yield from _parted(line, False)
    if entry:
        yield from _parted(entry, True)


def _is_wrapped(group: list[str]) -> bool:
    """Whether lines were broken to a width: in each but the last there was no room for the next one's first word."""
    width = max(map(len, group))
    pairs = pairwise(group)
    room = 3  # editors count a space at the end, or break a little before
    full = (len(a) + 1 + len(b.split()[0]) + room > width for a, b in pairs)
    return len(group) > 1 and 50 <= width <= 120 and all(full)


def _parted(text: str, bullet: bool) -> Iterator[tuple[str, bool]]:
    """A line as it is, or the parts of one that holds several side by side."""
    for part in _PARTS.split(text):
        words = " ".join(part.split())
        if words:
            yield words, bullet


def _heading(text: str, bullet: bool) -> tuple[Section | None, bool]:
    """The section that a line names, and whether that is all it does: "Must have: Linux" is one with its content."""
    before, colon, after = text.partition(":")
    name = before.casefold().replace("’", "'").strip(" .!-–—*#")
    if bullet or len(name.split()) > _MOST_HEADING or text.endswith((".", "!")):
        return None, False
    if not colon and (any(char.isdigit() for char in text) or "," in text):
        return None, False
    for section, names in _HEADINGS.items():
        if any(_says(name, each) for each in names):
            return section, not after.strip()
    return None, False


def _says(name: str, heading: str) -> bool:
    if name == heading:
        return True
    room = 3 if " " in heading else 2  # "Required qualifications", "What you will do here"
    begins, ends = name.startswith(f"{heading} "), name.endswith(f" {heading}")
    return (begins or ends) and len(name.split()) <= len(heading.split()) + room and heading not in ("you'll", "you'd")


def _blocks(lines: Iterable[_Line]) -> tuple[str, tuple[Block, ...]]:
    texts: list[str] = []
    blocks: list[Block] = []
    at = 0
    for line in lines:
        blocks.append(Block(Span(at, at + len(line.text)), line.section, line.bullet, line.heading))
        texts.append(line.text)
        at += len(line.text) + 2
    return "\n\n".join(texts), tuple(blocks)


def _language(text: str) -> str:
    """ "en" or "de" by its commonest words; English where there are hardly any words; else nothing."""
    words = text.casefold().split()
    counts = {language: sum(word in common for word in words) for language, common in _COMMON.items()}
    best = max(counts, key=lambda language: counts[language])
    return best if len(words) < 25 or counts[best] * 25 >= len(words) else ""
