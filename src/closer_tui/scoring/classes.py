"""The classes of cues: `<number>`, `<date>`, `<name>` and `<technology>` stand for whatever is one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from closer_tui.scoring.dates import date_places
from closer_tui.scoring.languages import language_of, word_set

if TYPE_CHECKING:
    from closer_tui.scoring.lookup import Match, Words

_TECHNOLOGIES = Path(__file__).with_name("technologies.txt")
_LONGEST_WORD = 40
LONGEST = 8
"""Words of one number."""

_FIGURES = re.compile(r"\d[\d_]*(?!st$|nd$|rd$|th$|\d|_)[^\W\d_]{0,3}")
_COUNTING_EN = word_set(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands "
    "million millions billion billions dozen dozens couple half"
)
_PARTS_DE = (
    "null|eins|ein|zwei|zwo|drei|vier|funf|fuenf|sechs|sech|sieben|sieb|acht|neun|zehn|elf|zwolf|zwoelf|zwanzig|"
    "dreissig|zig|und|hunderte?|tausende?"
)
_COUNTING_DE = re.compile(rf"(?!ein$|und$|zig$)(?:{_PARTS_DE})+|million(?:en)?|milliarden?|dutzende?|anderthalb")
# An article counts before these only: "a couple", "half a million", "ein Dutzend".
_ARTICLES = word_set("a ein eine einem einen einer")
_LARGE = word_set("hundred thousand million billion dozen couple paar dutzend milliarde halbes halbe halben")
_OF = word_set("couple dozens hundreds thousands millions billions half")
_AND = word_set("hundred thousand million")

_TITLES = frozenset({"herr", "herrn", "frau", "dr", "prof", "mr", "mrs", "ms", "mx"})
_NO_NAMES = frozenset({"i'm", "i've", "i'd", "i'll", "im", "ive", "ok"})


def places_of(name: str, words: Words) -> list[Match]:
    """Where the class stands, by last word."""
    if name not in words.classed:
        words.classed[name] = sorted(set(_FINDERS[name](words)), key=lambda match: (match[1], match[0]))
    return words.classed[name]


# --- numbers -----------------------------------------------------------------------------------------------


def _numbers(words: Words) -> Iterator[Match]:
    """Numbers in figures and in words, of English and German; of other languages in figures. What a long one ends
    with is one too: of "in two hundred weeks" "two hundred" stands after "in", and "hundred" before "weeks"."""
    index = 0
    while index < len(words.plain):
        last = _end_of_number(words, index)
        for first in range(index, last + 1):
            yield first, last
            if words.plain[last] in _OF and _word(words, last + 1) == "of":
                yield first, last + 1
        index = max(last, index) + 1


def _end_of_number(words: Words, first: int) -> int:
    """The last word of the number that begins here, or -1."""
    last = -1
    for index in range(first, min(first + LONGEST, len(words.plain))):
        if index > first and not _goes_on(words, index):
            break
        if _counts(words, index):
            last = index
        elif not _links(words, index):
            break
    return last


_WITHIN = (" ", "-", ".", ",", "\n")
"""What may stand between the words of one number: 3.5 and 10,000 are two words each."""


def _goes_on(words: Words, index: int) -> bool:
    """Whether this word can be part of the number that the one before it is part of. Of two in figures the second
    counts thousands, where a space is between them."""
    between, word = words.between(index), words.plain[index]
    apart = between.isspace() and word[0].isdigit() and words.plain[index - 1][0].isdigit()
    return between in _WITHIN and (not apart or (len(word) == 3 and word.isdigit()))


def _counts(words: Words, index: int) -> bool:
    word = words.plain[index]
    if _FIGURES.fullmatch(word):
        return True
    if words.language == "en":
        return word in _COUNTING_EN
    if words.language != "de" or len(word) > _LONGEST_WORD:
        return False
    if word == "paar":  # "ein paar" are a few, "ein Paar" is a couple of people
        return not _capital(words, index)
    halves = word in _LARGE and words.plain[max(0, index - 1)] in _ARTICLES
    return halves or bool(_COUNTING_DE.fullmatch(word))


def _links(words: Words, index: int) -> bool:
    """Whether a word that counts nothing is part of a number: "a couple", "two hundred and ten"."""
    word, after = words.plain[index], _word(words, index + 1)
    if word in _ARTICLES:
        return after in _LARGE
    return word == "and" and words.plain[max(0, index - 1)] in _AND and after in _COUNTING_EN


def _word(words: Words, index: int) -> str:
    return words.plain[index] if index < len(words.plain) else ""


# --- names -------------------------------------------------------------------------------------------------


def _names(words: Words) -> Iterator[Match]:
    """Words with a capital where none is due, up to four in a row; in German, where every noun has one, those after
    a title. And the names that are known, in any case."""
    known = _known(words)
    yield from known
    taken = {index for first, last in known for index in range(first, last + 1)}
    run: list[int] = []
    for index in range(len(words.plain)):
        goes_on = bool(run) and words.between(index) in (" ", "-") and len(run) < 4
        if _is_name(words, index, taken, goes_on):
            run = [*run, index] if goes_on else [index]
            yield from ((first, index) for first in run)
        else:
            run = []


def _is_name(words: Words, index: int, known: set[int], goes_on: bool) -> bool:
    first = words.text[words.spans[index].start]
    plain = words.plain[index]
    if not first.isupper() or len(plain) == 1 or not plain.isalpha() or plain in _NO_NAMES | _TITLES:
        return False
    if index in known:
        return True
    if words.language == "de":
        return goes_on or (index > 0 and words.plain[index - 1] in _TITLES)
    language = language_of(words.language)
    if words.plain[index] in language.weekdays or words.plain[index] in language.months:
        return False
    begins = index == 0 or words.sentence[index - 1] != words.sentence[index]
    return not begins or (index > 0 and words.plain[index - 1] in _TITLES)


def _known(words: Words) -> list[Match]:
    """The known names: whole, or one part of three letters or more with a capital, wherever it stands."""
    from closer_tui.scoring.lookup import plain_word, split_words

    found: list[Match] = []
    for name in words.names:
        parts = [plain_word(span.of(name)) for span in split_words(name)]
        for index in words.distinct.get(parts[0], []) if parts else []:
            if words.plain[index : index + len(parts)] == parts:
                found.append((index, index + len(parts) - 1))
        for part in parts:
            places = words.distinct.get(part, []) if len(part) > 2 else []
            found += [(index, index) for index in places if _capital(words, index)]
    return found


def _capital(words: Words, index: int) -> bool:
    return words.text[words.spans[index].start].isupper()


# --- technologies ------------------------------------------------------------------------------------------


@cache
def technologies() -> Mapping[str, tuple[tuple[tuple[str, ...], bool], ...]]:
    """The known technologies by their first words: all their words, and whether they need their capitals."""
    from closer_tui.scoring.lookup import plain_word, split_words

    text = _TECHNOLOGIES.read_text(encoding="utf-8")
    found: dict[str, list[tuple[tuple[str, ...], bool]]] = {}
    for line in text.splitlines():
        for name in () if line.startswith("# ") else (each.strip() for each in line.split(",")):
            written = name.removeprefix("=")
            parts = tuple(plain_word(span.of(written)) for span in split_words(written))
            if parts:
                found.setdefault(parts[0], []).append((parts, written != name))
    return {first: tuple(names) for first, names in found.items()}


def _technologies(words: Words) -> Iterator[Match]:
    known = technologies()
    for index, word in enumerate(words.plain):
        if word.endswith(("++", "#", "sql")) or word == ".net":
            yield index, index
        if word == "js" and index and words.between(index) == ".":
            yield index - 1, index
        for parts, capital in known.get(word, ()):
            if tuple(words.plain[index : index + len(parts)]) == parts and not (capital and not _written(words, index)):
                yield index, index + len(parts) - 1


def _written(words: Words, index: int) -> bool:
    """Whether a word that is an ordinary one too ("go", "spring") is meant as a name here."""
    begins = index == 0 or words.sentence[index - 1] != words.sentence[index]
    return _capital(words, index) and (not begins or len(words.plain[index]) == 1)


_FINDERS: Mapping[str, Callable[[Words], Iterator[Match] | list[Match]]] = MappingProxyType(
    {"number": _numbers, "date": date_places, "name": _names, "technology": _technologies}
)
CLASSES: tuple[str, ...] = tuple(_FINDERS)
