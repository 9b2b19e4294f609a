"""The words of an answer, indexed so that a thousand cues can be looked up in it, typos and all."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal

from closer_tui.scoring.languages import Language, language_of, primary, stem_of
from closer_tui.scoring.real_words import is_slip
from closer_tui.scoring.text import word_spans
from closer_tui.scoring.verdict import Span

SHORTEST_TYPO = 5

_APOSTROPHES = str.maketrans("’ʼ", "''")
_MARKS = "\u0300"  # the first of the marks that are written on the letter before
# What stands between two words. Each alternative begins with a character of its own: no backtracking.
_SENTENCE = re.compile(r"[!?。！？؟।]|(?<!\.)\.(?!\.)[\"'”’)\]»]*\s|\n[^\S\n]*\n")
_CLAUSE = re.compile(r"[,;:()،；：，—–]| - ")

Break = Literal[0, 1, 2, 3]
"""What begins with a word: nothing, a clause, a contrast, a sentence."""
NOTHING: Break = 0
CLAUSE: Break = 1
CONTRAST: Break = 2
SENTENCE: Break = 3

Match = tuple[int, int]
"""First and last word."""


@dataclass(frozen=True, slots=True)
class CueWord:
    """One word of a cue: the spellings that match as they are, and it itself with its accents, for the stem."""

    spellings: tuple[str, ...]
    written: str


class Words:
    """The words of one text, ready to be searched for any number of cues. `language` is a tag; `names` are those
    of the interviewers and the company, which `<name>` knows in any case."""

    def __init__(self, text: str, language: str = "en", names: Sequence[str] = ()) -> None:
        self.text = text
        self.language = primary(language)
        self.names = tuple(names)
        self.spans = split_words(text)
        self.plain = [plain_word(span.of(text)) for span in self.spans]
        self.classed: dict[str, list[Match]] = {}
        """Where the classes were found that have been looked for (classes.py)."""
        self._found: dict[CueWord, list[str]] = {}
        self._slips: dict[CueWord, list[str]] = {}
        self._stems: dict[str, str] = {}

    @cached_property
    def breaks(self) -> list[Break]:
        """For each word, what begins with it."""
        return list(self._breaks())

    @cached_property
    def sentence(self) -> list[int]:
        """For each word, the number of its sentence."""
        return _numbers(self.breaks, SENTENCE)

    @cached_property
    def contrast(self) -> list[int]:
        """For each word, the number of its stretch without "but", a semicolon or a sentence's end."""
        return _numbers(self.breaks, CONTRAST)

    @cached_property
    def clause(self) -> list[int]:
        return _numbers(self.breaks, CLAUSE)

    def between(self, index: int) -> str:
        """What stands between this word and the one before it."""
        return self.text[self.spans[index - 1].end if index else 0 : self.spans[index].start]

    def span(self, match: Match) -> Span:
        return Span(self.spans[match[0]].start, self.spans[match[1]].end)

    @cached_property
    def distinct(self) -> dict[str, list[int]]:
        """Each word, and where it stands."""
        places: dict[str, list[int]] = {}
        for index, word in enumerate(self.plain):
            places.setdefault(word, []).append(index)
        return places

    @cached_property
    def _by_stem(self) -> dict[str, list[str]]:
        """The distinct words by their stems."""
        groups: dict[str, list[str]] = {}
        for word, indices in self.distinct.items():
            written = self.spans[indices[0]].of(self.text)
            groups.setdefault(self.stem(word if self.language == "en" else small(written)), []).append(word)
        return groups

    @cached_property
    def _by_size(self) -> dict[tuple[str, int], list[str]]:
        """The distinct words by first letter and length: where the typos of a word can be."""
        groups: dict[tuple[str, int], list[str]] = {}
        for word in self.distinct:
            groups.setdefault((word[0], len(word)), []).append(word)
        return groups

    def stem(self, word: str) -> str:
        """The stem, without accents, of a word in small letters; stemmers of other languages need its accents."""
        if word not in self._stems:
            self._stems[word] = plain_word(stem_of(word, self.language))
        return self._stems[word]

    def places(self, word: CueWord, own: frozenset[str]) -> list[int]:
        """Where the cue's word stands, in order. `own`: what can't be a typo of it."""
        found = [*self._forms(word)]
        slips = self._typos(word)
        if slips:
            stems = {self.stem(each) for each in own}
            found += [form for form in slips if form not in own and self.stem(form) not in stems]
        if len(found) == 1:
            return self.distinct[found[0]]
        return sorted(index for form in set(found) for index in self.distinct[form])

    def _forms(self, word: CueWord) -> list[str]:
        """The words of the text that are this word, in whatever form."""
        if word not in self._found:
            stem = self.stem(word.spellings[0] if self.language == "en" else word.written)
            found = self._by_stem.get(stem, [])
            self._found[word] = found + [each for each in word.spellings if each in self.distinct and each not in found]
        return self._found[word]

    def _typos(self, word: CueWord) -> list[str]:
        """The words of the text that one slip of the finger makes of this one. Both begin with the same letter."""
        if word not in self._slips:
            from rapidfuzz.distance import OSA  # 20 ms, which listing the scenarios need not wait for
            from rapidfuzz.process import extract

            found: list[str] = []
            for spelling in word.spellings:
                if len(spelling) < SHORTEST_TYPO or not spelling.isalpha():
                    continue
                for size in range(len(spelling) - 1, len(spelling) + 2):
                    near = self._by_size.get((spelling[0], size), [])
                    hits = extract(spelling, near, scorer=OSA.distance, score_cutoff=1, limit=None)
                    found += [hit[0] for hit in hits if hit[1] and is_slip(hit[0], spelling, self.language)]
            self._slips[word] = found
        return self._slips[word]

    def _breaks(self) -> Iterator[Break]:
        language = language_of(self.language)
        for index in range(len(self.spans)):
            between = self.between(index)
            if between == " " and self.plain[index] not in language.contrasts:
                yield NOTHING
                continue
            sentence = _SENTENCE.search(between)
            if sentence and not (index and sentence[0][0] == "." and self._goes_on(index, language)):
                yield SENTENCE
            elif self.plain[index] in language.contrasts or ";" in between:
                yield CONTRAST
            else:
                yield CLAUSE if _CLAUSE.search(between) else NOTHING

    def _goes_on(self, index: int, language: Language) -> bool:
        """Whether the full stop before this word ends no sentence: after "Dr", and in "am 1. Mai"."""
        before = self.plain[index - 1]
        if language.counts and before.isdigit() and len(before) <= 2:
            return self.plain[index] in language.months or self.text[self.spans[index].start].islower()
        return before in language.abbreviations


def cue_word(written: str) -> CueWord:
    plain = plain_word(written)
    # People leave apostrophes out: a cue's "don't" finds "dont"; a cue's "well" does not find "we'll".
    return CueWord(tuple(dict.fromkeys((plain, plain.replace("'", "")))), small(written))


def split_words(text: str) -> list[Span]:
    """The words, cut at hyphens, so that "on-call" is found in "on call"; marks on letters stay with them, and so
    do the signs of C++, C# and .NET."""
    spans: list[Span] = []
    for span in word_spans(text):
        start = span.start
        for part in span.of(text).split("-"):
            spans.append(Span(start, start + len(part)))
            start += len(part) + 1
    joined: list[Span] = []
    for span in spans:
        start, end = span.start, span.end
        while end < len(text) and text[end] >= _MARKS and unicodedata.category(text[end])[0] == "M":
            end += 1
        if joined and joined[-1].end == start:
            start = joined.pop().start
        joined.append(_with_signs(text, start, end))
    return joined


def _with_signs(text: str, start: int, end: int) -> Span:
    for signs in ("++", "#"):
        after = end + len(signs)
        if text.startswith(signs, end) and not (after < len(text) and (text[after].isalnum() or text[after] in "_+#")):
            return Span(start, after)
    dot = start - 1
    if end - start == 3 and text[start:end].lower() == "net" and dot >= 0 and text[dot] == ".":
        return Span(start if text[max(0, dot - 1) : dot] == "." else dot, end)
    return Span(start, end)


def small(word: str) -> str:
    """The word in small letters, accents and all, its apostrophes straight."""
    return unicodedata.normalize("NFC", word.translate(_APOSTROPHES).casefold())


@lru_cache(maxsize=16_384)
def plain_word(word: str) -> str:
    """The word in small letters without accents, its apostrophes straight."""
    if word.isascii():
        return word.lower()
    word = unicodedata.normalize("NFKD", word.translate(_APOSTROPHES).casefold())
    plain = "".join(char for char in word if not unicodedata.combining(char))
    return plain or word


def _numbers(breaks: Iterable[Break], least: int) -> list[int]:
    """A running number that grows at each break of at least this strength."""
    number, numbers = 0, []
    for each in breaks:
        number += each >= least
        numbers.append(number)
    return numbers
