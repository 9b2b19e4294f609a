"""What an advert already answers, with its own sentence as evidence.

A subject is answered where one of its cues (subjects.toml) stands in the advert with none of its blockers beside it. A
negation is an answer too ("no travel"); what takes an answer away is that something else is meant ("remote sensing"),
or that it is left open ("a competitive salary"), which is told as such.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from closer_tui.scenario.advert.text import Advert
from closer_tui.scoring.classes import places_of
from closer_tui.scoring.cues import compile_cue
from closer_tui.scoring.lookup import Match, Words
from closer_tui.scoring.matching import Blockers, matches
from closer_tui.scoring.verdict import Span

_SUBJECTS = Path(__file__).with_name("subjects.toml")

# An amount of money: with a sign or a code on either side, and not in millions. Linear: nothing repeats in a repeat.
_MONEY = re.compile(
    r"(?:[£$€]|\b(?:EUR|USD|GBP|CHF)) ?\d[\d.,]{0,12}+(?: ?k\b)?+(?! ?(?:m|mn|bn|million|billion)\b)"
    r"|\b\d[\d.,]{0,12} ?(?:k ?)?(?:[£€]|\b(?:EUR|USD|GBP|CHF|Euro|euros?)\b)"
)


@dataclass(frozen=True, slots=True)
class Subject:
    """Something that candidates ask about and adverts may answer. `topic` is one of rubric.TOPICS; `asked` completes
    "do not ask …"; `instead` is a question that goes on from the answer. Cues are by language."""

    name: str
    topic: str
    asked: str
    instead: str
    cues: Mapping[str, tuple[str, ...]]
    money: Mapping[str, tuple[str, ...]]
    blockers: Mapping[str, tuple[str, ...]]
    untold: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the advert says of a subject. `sentence` is where it stands in the advert's text, `words` the words that
    decided. `told` is false where the advert names the subject and leaves it open."""

    subject: Subject
    sentence: Span
    words: Span
    told: bool = True


@cache
def subjects() -> tuple[Subject, ...]:
    """All subjects, in the order in which they are told."""
    table = tomllib.loads(_SUBJECTS.read_text(encoding="utf-8"))
    return tuple(_subject(each) for each in table["subject"])


def _subject(table: Mapping[str, Any]) -> Subject:
    def by_language(kind: str) -> Mapping[str, tuple[str, ...]]:
        return MappingProxyType({tag: tuple(table.get(f"{kind}_{tag}" if kind else tag, ())) for tag in ("en", "de")})

    return Subject(
        table["name"], table["topic"], table["asked"], table["instead"],
        by_language(""), by_language("money"), by_language("not"), by_language("untold"),
    )  # fmt: skip


def answers(advert: Advert) -> tuple[Answer, ...]:
    """What the advert answers or leaves open, one answer at most for a subject, in the order of `subjects`. Of an
    advert in a language that is not read only the technologies are known."""
    found = (_answer(subject, advert) for subject in subjects())
    return tuple(each for each in found if each is not None)


def _answer(subject: Subject, advert: Advert) -> Answer | None:
    if subject.name == "tools":
        return _tools(subject, advert)
    told = _told(subject, advert)
    if told is not None:
        return Answer(subject, advert.sentence_at(told[0]), advert.words.span(told))
    untold = _in_blocks(_all_matches(subject.untold.get(advert.language, ()), advert.words), advert)
    if untold:
        return Answer(subject, advert.sentence_at(untold[0][0]), advert.words.span(untold[0]), told=False)
    return None


def _told(subject: Subject, advert: Advert) -> Match | None:
    """Where the advert answers it first."""
    words, language = advert.words, advert.language
    found = _all_matches(subject.cues.get(language, ()), words)
    amounts = [Span(*each.span()) for each in _MONEY.finditer(advert.text)] if subject.money.get(language) else []
    for match in _all_matches(subject.money.get(language, ()), words) if amounts else ():
        span = words.span(match)
        if any(each.start < span.end and span.start < each.end for each in amounts):
            found.append(match)
    if subject.name == "location":
        found = [each for each in found if not _is_technology(each[1], words)]
    blocking = (*subject.blockers.get(language, ()), *subject.untold.get(language, ()))
    blockers = Blockers(words, _all_matches(blocking, words))
    free = _in_blocks((each for each in found if blockers.near(each) is None), advert)
    if not free and subject.name == "process":
        return _in_process(advert)
    return free[0] if free else None


def _all_matches(cues: Sequence[str], words: Words) -> list[Match]:
    return [match for cue in cues for match in matches(compile_cue(cue), words)]


def _in_blocks(found: Iterable[Match], advert: Advert) -> list[Match]:
    """In order, those that stand in the text and not in a heading over it."""
    return sorted(each for each in found if not advert.block_at(advert.words.spans[each[0]].start).heading)


def _is_technology(word: int, words: Words) -> bool:
    return any(first <= word <= last for first, last in places_of("technology", words))


def _in_process(advert: Advert) -> Match | None:
    """What stands first under a heading such as "How we hire"."""
    for index, word in enumerate(advert.words.spans):
        block = advert.block_at(word.start)
        if block.section == "process" and not block.heading:
            return index, index
    return None


_NONE_OF_IT = ("no|not|without <technology>", "rather than <technology>")


def _tools(subject: Subject, advert: Advert) -> Answer | None:
    """The sentence that names most technologies, but for "no React"."""
    words = advert.words
    refused = {last for _, last in _all_matches(_NONE_OF_IT, words)}
    places = _in_blocks((each for each in places_of("technology", words) if each[1] not in refused), advert)
    counts: dict[int, int] = {}
    for _, last in places:
        counts[words.sentence[last]] = counts.get(words.sentence[last], 0) + 1
    if not counts:
        return None
    best = max(counts, key=lambda sentence: (counts[sentence], -sentence))
    first = next(each for each in places if words.sentence[each[1]] == best)
    return Answer(subject, advert.sentence_at(first[0]), words.span(first))
