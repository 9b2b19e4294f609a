"""Where a text names a date: weekdays, months, "1 May", "2026-12-01", "the first of May", "next week".

A date is an anchor (a word that can be nothing else where it stands) and what belongs to it on both sides. Every
stretch from one of the words before the anchor to one of those after it counts, so that "on <date>" and
"start <date>" both find "on Monday the first of May".
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

from closer_tui.scoring.languages import ENGLISH, GERMAN, Language, word_set

if TYPE_CHECKING:
    from closer_tui.scoring.lookup import Match, Words

BEFORE, AFTER = 5, 4
"""Words that a date may have before and after its anchor."""

_DAY = re.compile(r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?")
_YEAR = re.compile(r"(?:19|20)\d\d")
# 2026-12-01, 01/05/2026, 1/5/26, 1.5.2026; in German 1.5.26 and 1.5. too, which are versions of software elsewhere.
_FIGURES = r"\d{4}-\d{1,2}(?:-\d{1,2})?|\d{1,2}/\d{1,2}/(?:\d{4}|\d{2})|\d{1,2}\.\d{1,2}\.\d{4}"
_WRITTEN = re.compile(rf"(?<![\w.,/-])(?:{_FIGURES})(?![\w/-])")
_WRITTEN_DE = re.compile(rf"(?<![\w.,/-])(?:{_FIGURES}|\d{{1,2}}\.\d{{1,2}}\.(?:\d\d)?)(?![\w/-])")


@dataclass(frozen=True)
class _Calendar:
    """The words of dates, without accents. `alone` are dates by themselves. A unit is one after a pointer ("next
    week") or after what ends in one of `whose` ("the end of the month"). A year is one after one of `leads`, and
    so is a month that is another word too. `joins` and `ordinals` belong to a date that they stand beside."""

    language: Language
    alone: frozenset[str]
    units: frozenset[str]
    pointers: frozenset[str]
    parts: frozenset[str]
    whose: frozenset[str]
    ordinals: frozenset[str]
    joins: frozenset[str]
    leads: frozenset[str]
    doubtful: frozenset[str] = frozenset()

    @cached_property
    def beside(self) -> frozenset[str]:
        """What belongs to a date that it stands beside."""
        months = self.language.months - self.doubtful
        return self.joins | self.pointers | self.ordinals | self.units | self.language.weekdays | months


_POINTERS_DE = "nachst naechst kommend dies letzt"
_ORDINALS_DE = (
    "erst zweit dritt viert funft fuenft sechst siebt acht neunt zehnt elft zwolft zwoelft dreizehnt vierzehnt "
    "funfzehnt fuenfzehnt sechzehnt siebzehnt achtzehnt neunzehnt zwanzigst dreissigst"
)

_CALENDARS: Mapping[str, _Calendar] = MappingProxyType(
    {
        "en": _Calendar(
            ENGLISH,
            alone=word_set("today tomorrow tonight yesterday christmas easter"),
            units=word_set("week weekend month quarter year spring summer autumn fall winter"),
            pointers=word_set("next this last coming following"),
            parts=word_set("end beginning start middle"),
            whose=word_set("the"),
            ordinals=word_set(
                "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
                "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth thirtieth twenty thirty"
            ),
            joins=word_set("the of early mid late end beginning start middle next this last coming following"),
            leads=word_set("of in until till by from since early mid late before after"),
            doubtful=word_set("may march"),
        ),
        "de": _Calendar(
            GERMAN,
            alone=word_set("heute ubermorgen uebermorgen gestern weihnachten ostern"),
            units=word_set(
                "woche wochenende monat monats monate quartal quartals jahr jahres jahre fruhjahr fruhling sommer "
                "herbst winter"
            ),
            pointers=frozenset(stem + end for stem in _POINTERS_DE.split() for end in ("e", "en", "er", "es", "em")),
            parts=word_set("anfang mitte ende"),
            whose=word_set("des dieses nachsten naechsten"),
            ordinals=frozenset(stem + end for stem in _ORDINALS_DE.split() for end in ("e", "en", "er")),
            joins=word_set("der den dem des anfang mitte ende nachsten naechsten dieses kommenden"),
            leads=word_set("seit in im bis ab von vom zum anfang mitte ende nach vor jahr jahre"),
        ),
    }
)


def date_places(words: Words) -> list[Match]:
    """Where dates stand. Of other languages than English and German only dates in figures are known."""
    calendar = _CALENDARS.get(words.language)
    found = set(_in_figures(words))
    if calendar is not None:
        for index in range(len(words.plain)):
            if _is_anchor(words, index, calendar):
                firsts = _stretch(words, index, -1, BEFORE, calendar)
                lasts = _stretch(words, index, 1, AFTER, calendar)
                found.update((first, last) for first in firsts for last in lasts)
    return sorted(found)


def _in_figures(words: Words) -> list[Match]:
    """Dates in figures. Words are cut at every sign in them, so that each is several words."""
    pattern = _WRITTEN_DE if words.language == "de" else _WRITTEN
    found = [(match.start(), match.end() - match[0].endswith(".")) for match in pattern.finditer(words.text)]
    if not found:
        return []
    starts = {span.start: index for index, span in enumerate(words.spans)}
    ends = {span.end: index for index, span in enumerate(words.spans)}
    return [(starts[start], ends[end]) for start, end in found if start in starts and end in ends]


def _is_anchor(words: Words, index: int, calendar: _Calendar) -> bool:
    word, language = words.plain[index], calendar.language
    if word in language.weekdays or word.removesuffix("s") in language.weekdays or word in calendar.alone:
        return True
    before, after = _beside(words, index, -1), _beside(words, index, 1)
    if word in language.months:
        return word not in calendar.doubtful or _is_month(words, index, before, after, calendar)
    if word in calendar.units:
        return before in calendar.pointers or _ends_part(words, index, before, calendar)
    if word == "morgen" and words.language == "de":  # "guten Morgen" is the morning
        return words.text[words.spans[index].start].islower()
    return bool(_YEAR.fullmatch(word)) and before in calendar.leads


def _is_month(words: Words, index: int, before: str, after: str, calendar: _Calendar) -> bool:
    """Whether "may" or "march" is the month here."""
    if before in calendar.leads or before in calendar.ordinals or _DAY.fullmatch(before):
        return True
    if _DAY.fullmatch(after) or _YEAR.fullmatch(after):
        return True
    return before != "" and words.text[words.spans[index].start].isupper()


def _ends_part(words: Words, index: int, before: str, calendar: _Calendar) -> bool:
    """Whether the unit ends something like "the end of the month" or "Ende des Jahres"."""
    return before in calendar.whose and any(
        each in calendar.parts or each in calendar.ordinals for each in words.plain[max(0, index - 3) : index]
    )


def _beside(words: Words, index: int, step: int) -> str:
    """The word before (-1) or after (1) in the same sentence, or nothing."""
    at = index + step
    there = 0 <= at < len(words.plain) and words.sentence[at] == words.sentence[index]
    return words.plain[at] if there else ""


def _stretch(words: Words, index: int, step: int, most: int, calendar: _Calendar) -> list[int]:
    """The anchor, and the words on one side of it that belong to the date."""
    reached = [index]
    while len(reached) <= most and _belongs(_beside(words, reached[-1], step), calendar):
        at = reached[-1] + step
        after = max(at, reached[-1])
        if words.clause[after] != words.clause[after - 1] and not _after_comma(words, after, calendar):
            break
        reached.append(at)
    return reached


def _after_comma(words: Words, index: int, calendar: _Calendar) -> bool:
    """Whether a date goes on after a comma with this word: "Monday, the first", "Montag, den 3.", "May 1st, 2026"."""
    word, after = words.plain[index], _beside(words, index, 1)
    if words.between(index) != ", ":
        return False
    if word in ("the", "der", "den", "dem"):
        return after in calendar.ordinals or bool(_DAY.fullmatch(after))
    before = words.plain[index - 1]
    day = before in calendar.language.weekdays and _DAY.fullmatch(word)
    return bool(day or (_YEAR.fullmatch(word) and (before in calendar.beside or _DAY.fullmatch(before))))


def _belongs(word: str, calendar: _Calendar) -> bool:
    return word in calendar.beside or bool(_DAY.fullmatch(word) or _YEAR.fullmatch(word))
