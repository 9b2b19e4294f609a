"""The words of an answer, indexed so that a thousand cues can be looked up in it, typos and all."""

from __future__ import annotations

import re
import threading
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import islice, takewhile
from typing import Literal

from closer_tui.scoring.text import word_spans
from closer_tui.scoring.verdict import Span

LONGEST_STEM = 40
"""Longer words are no words: they match as they are written."""
SHORTEST_TYPO = 5

_APOSTROPHES = str.maketrans("’ʼ", "''")
_MARKS = "\u0300"  # the first of the marks that are written on the letter before
_ABBREVIATIONS = frozenset({"mr", "mrs", "ms", "dr", "vs", "approx", "e", "g"})
CONTRASTS = frozenset({"but", "however", "although", "though", "whereas"})
# What stands between two words. Each alternative begins with a character of its own: no backtracking.
_SENTENCE = re.compile(r"[!?。！？؟।]|(?<!\.)\.(?!\.)[\"'”’)\]»]*\s|\n[^\S\n]*\n")
_CLAUSE = re.compile(r"[,;:()،；：，—–]| - ")

Break = Literal[0, 1, 2, 3]
"""What begins with a word: nothing, a clause, a contrast, a sentence."""
NOTHING: Break = 0
CLAUSE: Break = 1
CONTRAST: Break = 2
SENTENCE: Break = 3


@dataclass(frozen=True, slots=True)
class CueWord:
    """One word of a cue: the spellings that match as they are, the first of which has the stem that does."""

    spellings: tuple[str, ...]


class Words:
    """The words of one text, ready to be searched for any number of cues."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.spans = split_words(text)
        self.plain = [plain_word(span.of(text)) for span in self.spans]
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

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        places: dict[str, list[int]] = {}
        for index, word in enumerate(self.plain):
            places.setdefault(word, []).append(index)
        return places

    @cached_property
    def _in_order(self) -> list[str]:
        return sorted(self._places)

    @cached_property
    def _by_size(self) -> dict[tuple[str, int], list[str]]:
        """The distinct words by first letter and length: where the typos of a word can be."""
        groups: dict[tuple[str, int], list[str]] = {}
        for word in self._in_order:
            groups.setdefault((word[0], len(word)), []).append(word)
        return groups

    def stem(self, word: str) -> str:
        if word not in self._stems:
            self._stems[word] = stem_of(word)
        return self._stems[word]

    def places(self, word: CueWord, own: frozenset[str]) -> list[int]:
        """Where the cue's word stands, in order. `own`: what can't be a typo of it."""
        found = [*self._forms(word)]
        slips = self._typos(word)
        if slips:
            stems = {self.stem(each) for each in own}
            found += [form for form in slips if form not in own and self.stem(form) not in stems]
        if len(found) == 1:
            return self._places[found[0]]
        return sorted(index for form in set(found) for index in self._places[form])

    def _forms(self, word: CueWord) -> list[str]:
        """The words of the text that are this word, in whatever form."""
        if word not in self._found:
            # Stemming changes two letters at most before it cuts the rest ("dying", "die").
            stem = self.stem(word.spellings[0])
            prefix = stem[: max(1, len(stem) - 2)]
            begin = bisect_left(self._in_order, prefix)
            near = takewhile(lambda form: form.startswith(prefix), islice(self._in_order, begin, None))
            found = [form for form in near if self.stem(form) == stem]
            found += [each for each in word.spellings if each in self._places and each not in found]
            self._found[word] = found
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
                    found += [
                        hit[0] for hit in extract(spelling, near, scorer=OSA.distance, score_cutoff=1, limit=None)
                    ]
            self._slips[word] = found
        return self._slips[word]

    def _breaks(self) -> Iterator[Break]:
        end = 0
        for index, span in enumerate(self.spans):
            between = self.text[end : span.start]
            end = span.end
            if between == " " and self.plain[index] not in CONTRASTS:
                yield NOTHING
                continue
            sentence = _SENTENCE.search(between)
            if sentence and not (sentence[0][0] == "." and self.plain[index - 1] in _ABBREVIATIONS):
                yield SENTENCE
            elif self.plain[index] in CONTRASTS or ";" in between:
                yield CONTRAST
            else:
                yield CLAUSE if _CLAUSE.search(between) else NOTHING


def cue_word(written: str) -> CueWord:
    plain = plain_word(written)
    # People leave apostrophes out: a cue's "don't" finds "dont"; a cue's "well" does not find "we'll".
    return CueWord(tuple(dict.fromkeys((plain, plain.replace("'", "")))))


def split_words(text: str) -> list[Span]:
    """The words, cut at hyphens, so that "on-call" is found in "on call"; marks on letters stay with them."""
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
        joined.append(Span(start, end))
    return joined


@lru_cache(maxsize=16_384)
def plain_word(word: str) -> str:
    """The word in small letters without accents, its apostrophes straight."""
    if word.isascii():
        return word.lower()
    word = unicodedata.normalize("NFKD", word.translate(_APOSTROPHES).casefold())
    plain = "".join(char for char in word if not unicodedata.combining(char))
    return plain or word


_thread = threading.local()


def stem_of(word: str) -> str:
    if len(word) > LONGEST_STEM:
        return word
    import snowballstemmer  # 25 ms, which listing the scenarios need not wait for

    if not hasattr(_thread, "stemmer"):  # a stemmer holds the word in hand: one for each thread
        _thread.stemmer = snowballstemmer.stemmer("english")
    return str(_thread.stemmer.stemWord(word))


def _numbers(breaks: Iterable[Break], least: int) -> list[int]:
    """A running number that grows at each break of at least this strength."""
    number, numbers = 0, []
    for each in breaks:
        number += each >= least
        numbers.append(number)
    return numbers
