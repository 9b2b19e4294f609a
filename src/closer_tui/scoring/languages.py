"""What cues know of a language: its stems, the words that say "but", and the full stops that end nothing."""

from __future__ import annotations

import sys
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from types import MappingProxyType, ModuleType
from typing import Any

LONGEST_STEM = 40
"""Longer words are no words: they match as they are written."""

STEMMERS: Mapping[str, str] = MappingProxyType(
    {
        "ar": "arabic", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek",
        "en": "english", "eo": "esperanto", "es": "spanish", "et": "estonian", "eu": "basque", "fa": "persian",
        "fi": "finnish", "fr": "french", "ga": "irish", "hi": "hindi", "hu": "hungarian", "hy": "armenian",
        "id": "indonesian", "it": "italian", "lt": "lithuanian", "nb": "norwegian", "ne": "nepali", "nl": "dutch",
        "nn": "norwegian", "no": "norwegian", "pl": "polish", "pt": "portuguese", "ro": "romanian",
        "ru": "russian", "sr": "serbian", "st": "sesotho", "sv": "swedish", "ta": "tamil", "tr": "turkish",
        "yi": "yiddish",
    }
)  # fmt: skip
"""The stemmers of snowballstemmer by the tags of their languages; "nb" and "nn" are the two Norwegians."""
_SHORT = {"eng": "en", "deu": "de", "ger": "de"}


@dataclass(frozen=True, slots=True)
class Language:
    """`contrasts` end the reach of a blocker; after an abbreviation and a full stop the sentence goes on, and so it
    does after a number and a full stop (`counts`: "am 1. Mai") where a month or a small letter follows."""

    contrasts: frozenset[str] = frozenset()
    abbreviations: frozenset[str] = frozenset()
    months: frozenset[str] = frozenset()
    weekdays: frozenset[str] = frozenset()
    counts: bool = False


def word_set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_NONE = Language()
ENGLISH = Language(
    frozenset({"but", "however", "although", "though", "whereas"}),
    frozenset({"mr", "mrs", "ms", "dr", "vs", "approx", "e", "g"}),
    word_set(
        "january february march april may june july august september october november december "
        "jan feb apr jun jul aug sept oct nov dec"
    ),
    word_set("monday tuesday wednesday thursday friday saturday sunday tues thurs"),
)
GERMAN = Language(
    frozenset({"aber", "jedoch", "obwohl", "allerdings", "sondern", "dennoch", "trotzdem"}),
    frozenset({"dr", "prof", "nr", "ca", "bzw", "usw", "z", "d", "u", "evtl", "ggf", "inkl", "abs", "bspw"}),
    word_set("januar janner februar marz maerz april mai juni juli august september oktober november dezember"),
    word_set("montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag"),
    counts=True,
)
_KNOWN: Mapping[str, Language] = MappingProxyType({"en": ENGLISH, "de": GERMAN})


def primary(tag: str) -> str:
    """The language of a tag, without country and script: "de" of "de-AT"."""
    first = tag.partition("-")[0].casefold()
    return _SHORT.get(first, first)


def is_english(tag: str) -> bool:
    """Whether a tag names English, of whatever country: what the standard rubric is judged in."""
    return primary(tag) == "en"


def language_of(tag: str) -> Language:
    """What is known of the language; of most, nothing."""
    return _KNOWN.get(primary(tag), _NONE)


_thread = threading.local()


@lru_cache(maxsize=32_768)
def stem_of(word: str, language: str = "en") -> str:
    """The stem of a word in small letters; the word itself where the language (a primary tag) has no stemmer."""
    algorithm = STEMMERS.get(language)
    if algorithm is None or len(word) > LONGEST_STEM:
        return word
    stemmers: dict[str, Any] = _thread.__dict__.setdefault("stemmers", {})
    if algorithm not in stemmers:  # a stemmer holds the word in hand: one for each thread
        stemmers[algorithm] = _stemmer(algorithm)
    return str(stemmers[algorithm].stemWord(word))


def _stemmer(algorithm: str) -> Any:
    """A stemmer of snowballstemmer, imported without the package around it, which would import all of its languages:
    thirty more, 40 ms and 3 MB."""
    alias = "_closer_snowball"
    try:
        if alias not in sys.modules:
            spec = find_spec("snowballstemmer")
            package = ModuleType(alias)
            package.__path__ = list((spec and spec.submodule_search_locations) or ())
            sys.modules[alias] = package
        return getattr(import_module(f"{alias}.{algorithm}_stemmer"), f"{algorithm.capitalize()}Stemmer")()
    except (ImportError, AttributeError):  # it is laid out in another way: ask as its documentation says
        import snowballstemmer

        return snowballstemmer.stemmer(algorithm)
