"""How an answer was said, as far as its text tells: fillers, hedges, words said too often, and its length.

Notes to learn from, kept apart from the score: nothing here changes completeness. Pauses between keystrokes are not
judged; a keyboard is no voice. The word lists know English only; other languages get their length and their repeats.

The figures, and where each is from:
- 15 to 60 seconds aloud: what advisers give a closing pitch; the rubric's own tip is "under a minute". The time is an
  estimate at `scoring.text.WORDS_PER_MINUTE`; people speak 120 to 180 words a minute, and the estimate's own error
  earns no note: it is too long for a fast speaker, or too short for a slow one. Only a pitch can be too short; a good
  question takes five seconds.
- 30 to 200 words in an email: advisers go from "two or three sentences" to "150 to 200 words".
- Fillers: more than 2.56 in 100 words, which is ordinary conversation (Bortfeld et al. 2001, Language and Speech 44),
  and at least 2: one slips from anybody.
- Hedges: at least 2, and more than one in 25 words, which is every other sentence. The house's own figure, set by
  reading the answers of the corpus: one "I think" is good manners.
- Repeats: a word at least 4 times (a pale one such as "great" 3 times), and more than one in 20 words; set in the
  same way (repeats.py).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from closer_tui.i18n import _, figure, ngettext
from closer_tui.practice.fillers import FILLERS
from closer_tui.practice.hedges import HEDGES
from closer_tui.practice.repeats import repeated
from closer_tui.practice.spotting import found
from closer_tui.scoring.languages import is_english
from closer_tui.scoring.lookup import Words
from closer_tui.scoring.rubric import Move
from closer_tui.scoring.text import WORDS_PER_MINUTE, body_start, count_words, printable, speaking_seconds, word_spans
from closer_tui.scoring.verdict import Span

if TYPE_CHECKING:
    from closer_tui.scenario.model import Scenario
    from closer_tui.scoring.report import Report

Said = Move | Literal["room"]
"""What an answer was to do: a move, or ("room") anything that is said to somebody who does not ask."""
Sort = Literal["filler", "hedge", "repeat", "length"]
SORTS: tuple[Sort, ...] = ("filler", "hedge", "repeat", "length")

SECONDS = (15, 60)
SLOW, FAST = 120, 180
"""Words a minute."""
EMAIL_WORDS = (30, 200)
FILLERS_IN_100 = 2.56
FEWEST_FILLERS = 2
WORDS_TO_A_HEDGE = 25
FEWEST_HEDGES = 2
MOST_MARKED = 100
"""Spans of one note; the count goes on."""
MOST_TOLD = 5
"""Different words that a note names, the most frequent ones."""

_INSTEAD: Mapping[Sort, str] = MappingProxyType(
    {
        "filler": _("Take a breath there; a pause sounds surer than a filler."),
        "hedge": _("Keep one where you really are unsure, and say the rest outright."),
        "repeat": _("Say it once or twice, then “it”, another word, or the next thing."),
    }
)


@dataclass(frozen=True, slots=True)
class Note:
    """One thing about how an answer was said. `spans` are its words in the answer, MOST_MARKED of them at most; of a
    note on the length they are what is `beyond` it, or everything. `count` is how many there are (for a length:
    words). `what` is one sentence on what was said, `instead` one on what to do."""

    sort: Sort
    spans: tuple[Span, ...]
    count: int
    what: str
    instead: str
    beyond: bool = False


@dataclass(frozen=True, slots=True)
class Delivery:
    """How one answer was said. `seconds` is about how long it takes to say; None for an email, which nobody says."""

    words: int
    seconds: float | None
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Remark:
    """The notes of one sort on all answers of a report, each with the index of its answer. `number` is what their
    words are marked with."""

    number: int
    notes: tuple[tuple[int, Note], ...]


def delivery_of(text: str, said: Said, language: str = "en", names: Iterable[str] = ()) -> Delivery:
    """How an answer was said. An email's subject line counts for nothing. Words of `names` (of people, the company,
    the role) may be said as often as one likes. In any text, takes time linear in it."""
    body = body_start(text) if said == "email" else 0
    words = Words(text[body:], language, tuple(names))
    count = count_words(words.text)
    notes: list[Note] = []
    if is_english(language):
        notes += _wordings(words, "filler", count)
        notes += _wordings(words, "hedge", count)
    notes += _repeats(words, count)
    notes += _length(words.text, said, count)
    if body:
        notes = [_moved(note, body) for note in notes]
    seconds = None if said == "email" else speaking_seconds(words.text)
    return Delivery(count, seconds, tuple(notes))


def deliveries(report: Report, scenario: Scenario) -> tuple[Delivery, ...]:
    """How each answer of a report was said, in the order of `report.heard`."""
    names = (*scenario.names, scenario.role)
    return tuple(
        delivery_of(
            heard.text, "room" if heard.step is None else scenario.steps[heard.step].move, scenario.language, names
        )
        for heard in report.heard
    )


def remarks_on(said: Sequence[Delivery]) -> tuple[Remark, ...]:
    """The notes on several answers by sort, numbered from 1; nothing where there is nothing to say."""
    by_sort = (
        tuple((index, note) for index, each in enumerate(said) for note in each.notes if note.sort == sort)
        for sort in SORTS
    )
    return tuple(Remark(number, notes) for number, notes in enumerate(filter(None, by_sort), 1))


def marks_in(remarks: Sequence[Remark], answer: int) -> tuple[tuple[int, int], ...]:
    """Where the numbers of remarks stand in the answer with this index, in order: the offset, and the number. It is
    behind the words, but before those that are too many."""
    return tuple(
        sorted(
            (span.start if note.beyond else span.end, remark.number)
            for remark in remarks
            for index, note in remark.notes
            for span in (note.spans if index == answer else ())
        )
    )


def _wordings(words: Words, sort: Literal["filler", "hedge"], count: int) -> list[Note]:
    spans = [words.span(match) for match in found(words, FILLERS if sort == "filler" else HEDGES)]
    number = len(spans)
    if sort == "filler":
        many = number >= FEWEST_FILLERS and number * 100 > FILLERS_IN_100 * count
    else:
        many = number >= FEWEST_HEDGES and number * WORDS_TO_A_HEDGE > count
    if not many:
        return []
    what = (
        _("{n} fillers in {words} words ({which}).")
        if sort == "filler"
        else _("{n} hedges in {words} words ({which}).")
    )
    what = what.format(n=figure(number), words=figure(count), which=_tally(words.text, spans))
    return [Note(sort, tuple(spans[:MOST_MARKED]), number, what, _INSTEAD[sort])]


def _tally(text: str, spans: Sequence[Span]) -> str:
    """The words, the most frequent first: “um” 3 times, “you know” twice."""
    counted = Counter(_shown(span.of(text)) for span in spans).most_common(MOST_TOLD)
    return ", ".join(_times(words, number) for words, number in counted)


def _repeats(words: Words, count: int) -> list[Note]:
    often = repeated(words, words.names)
    if not often:
        return []
    spans = [words.spans[index] for index in sorted(index for places in often for index in places)]
    told = [_times(_shown(words.spans[each[0]].of(words.text)), len(each)) for each in often[:MOST_TOLD]]
    what = _("{which} in {words} words.").format(which=", ".join(told), words=figure(count))
    return [Note("repeat", tuple(spans[:MOST_MARKED]), len(spans), what, _INSTEAD["repeat"])]


def _length(text: str, said: Said, count: int) -> list[Note]:
    spans = word_spans(text)
    if not spans:
        return []
    shortest, longest = SECONDS
    if said == "email":
        least, most = EMAIL_WORDS
        over = _("these are over at “{words}”")
        length = ngettext(
            "{n} word, where {least} to {most} are advised for a thank-you email",
            "{n} words, where {least} to {most} are advised for a thank-you email",
            count,
        ).format(n=figure(count), least=least, most=most)
        more = _("There is room for the thanks, one thing from the conversation and your interest.")
        less = _("Keep the thanks, one thing from the conversation and your interest; leave out the rest.")
    else:
        over = _("the minute is over at “{words}”")
        least, most = shortest * SLOW // 60 if said == "value" else 0, longest * FAST // 60
        length = _("about {n} s to say, where {least} to {most} s are advised").format(
            n=figure(round(speaking_seconds(text))), least=shortest, most=longest
        )
        more = _("There is time for a proof, and for why it matters to them.")
        less = _("Say the point and one proof, and let them ask for the rest.")
    if count > most:
        over_at = most if said == "email" else longest * WORDS_PER_MINUTE // 60
        beyond = Span(spans[over_at].start, spans[-1].end)
        first = Span(beyond.start, spans[min(over_at + 4, count) - 1].end)
        what = f"{length}; {over.format(words=_shown(first.of(text)))}."
        return [Note("length", (beyond,), count, what, less, beyond=True)]
    if count < least:
        return [Note("length", (Span(spans[0].start, spans[-1].end),), count, f"{length}.", more)]
    return []


def _moved(note: Note, by: int) -> Note:
    return replace(note, spans=tuple(Span(span.start + by, span.end + by) for span in note.spans))


def _times(words: str, number: int) -> str:
    """How often words were said: “um” 3 times."""
    told = {1: _("“{words}”"), 2: _("“{words}” twice")}.get(number) or _("“{words}” {n} times")
    return told.format(words=words, n=figure(number))


def _shown(words: str) -> str:
    """The words in small letters, but for "I"."""
    return re.sub(r"\bi\b", "I", " ".join(printable(words).casefold().split()))
