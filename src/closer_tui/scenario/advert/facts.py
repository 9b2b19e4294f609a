"""What an advert asks for and tells of the work: what an answer can tie to, and what a question can be about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from closer_tui.scenario.advert.answers import Answer
from closer_tui.scenario.advert.text import Advert, Block
from closer_tui.scoring.classes import places_of, technologies
from closer_tui.scoring.cues import compile_cue
from closer_tui.scoring.languages import word_set
from closer_tui.scoring.lookup import Match, Words, plain_word, split_words
from closer_tui.scoring.matching import Blockers, matches
from closer_tui.scoring.verdict import Span

MOST_NEEDS, MOST_DUTIES = 12, 6
LONGEST_QUOTE = 14
"""Words of a quote that is said aloud in a question; a longer one is cut."""
LONGEST_CUT = 140
"""Characters of it."""
LEAST_CLAUSE = 4
"""Words that a clause has to have to stand for the whole."""

_REFUSED = {
    "en": (
        "no|not|without <technology>", "no knowledge|experience", "not|don't|won't * need|require|ask|have|expect",
        "isn't|not|never wanted|required|needed|necessary|used", "by no means", "away from <technology>",
    ),
    "de": (
        "kein|keine|keinen muss|bedingung|voraussetzung", "nicht erforderlich|nötig|notwendig|bedingung",
        "ohne <technology>",
    ),
}  # fmt: skip
_WISHED = {
    "en": ("bonus", "nice to have", "plus", "preferred", "desirable", "helps", "advantage", "ideally", "of interest"),
    "de": ("von vorteil", "wünschenswert", "idealerweise", "gerne auch"),
}
_YEARS = {
    "en": (
        "<number> years * experience", "experience * <number> years", "at least <number> years",
        "<number> years in|of|as",
    ),
    "de": ("<number> jahre|jahren * erfahrung|berufserfahrung", "erfahrung * <number> jahre|jahren"),
}  # fmt: skip
_NO_YEARS = {"en": ("founded|for|since|over the|next|care about|trusted",), "de": ("seit",)}
_WILL = {
    "en": re.compile(r"(?:As [^.,]{3,60}, )?[Yy]ou(?:['’]ll| will| would|['’]d) (?:also )?(?=[a-z])"),
    "de": re.compile(r"(?:Du|Sie) (?=[a-zäöü])"),
}
_NOT_DONE = re.compile(
    r"(?:be|have|need|join|get|report|receive|enjoy|not|never|work with us|find|own a|love|love to)\b"
)
_CLAUSE = re.compile(r"[,;:] | – ")
_TEAM = re.compile(r"\b(?:the|our|The|Our|im|das|unser(?:em)?) ((?:[A-Z][\w&+-]{1,24} ){1,3})[Tt]eam\b")
_NO_TEAM = word_set("The Our Your A An Whole Entire Small This New Join")


@dataclass(frozen=True, slots=True)
class Need:
    """A technology that the advert asks for. `name` is as it is written there, `wished`: it would be nice to have;
    `sentence` is where it stands."""

    name: str
    wished: bool
    sentence: Span


@dataclass(frozen=True, slots=True)
class Facts:
    """What an advert tells, in its own words. `needs` are the required ones first; `years` is the sentence that asks
    for them, or empty, like `team`, the name of the team, and `change`, a sentence on what is to change."""

    needs: tuple[Need, ...] = ()
    years: str = ""
    duties: tuple[str, ...] = ()
    team: str = ""
    change: str = ""


def facts_of(advert: Advert, answered: Sequence[Answer] = ()) -> Facts:
    """The facts of an advert; what it answers is looked at for what is planned."""
    change = next((each for each in answered if each.subject.name == "direction" and each.told), None)
    return Facts(
        tuple(_needs(advert))[:MOST_NEEDS],
        _years(advert),
        tuple(_duties(advert))[:MOST_DUTIES],
        _team(advert),
        _planned(change, advert) if change else "",
    )


def _planned(change: Answer, advert: Advert) -> str:
    """The sentence, or of a long one the clause that has the words of the change in it."""
    start, end = change.sentence.start, change.sentence.end
    if len(advert.text[start:end].split()) > LONGEST_QUOTE:
        breaks = [start, *(each.end() for each in _CLAUSE.finditer(advert.text, start, end)), end]
        clause = next(
            (one, other) for one, other in pairwise(breaks) if one <= change.words.start < other or other == end
        )
        if len(advert.text[slice(*clause)].split()) >= LEAST_CLAUSE:
            start, end = clause
    return short(advert.text[start:end].strip())


def short(text: str, most: int = LONGEST_QUOTE) -> str:
    """A quote that can be said in one breath: whole, or its first words. Quotation marks in it are taken out, for it
    will be put into some."""
    words = "".join(char for char in text if char not in '"“”„«»').split()
    cut = " ".join(words[:most])[:LONGEST_CUT].rstrip(" .,;:!?")
    if len(words) <= most and len(" ".join(words)) <= LONGEST_CUT:
        return cut
    # A clause that is whole is better said than one that breaks off.
    end = max(cut.rfind(sign) for sign in (",", ";", ":", " –", " ("))
    clause = cut[: max(end, 0)].strip()
    return clause if len(clause.split()) >= LEAST_CLAUSE else f"{cut} …"


# --- what is asked for -----------------------------------------------------------------------------------


def _needs(advert: Advert) -> list[Need]:
    words, language = advert.words, advert.language or "en"
    refusals = Blockers(words, _found(_REFUSED[language], words))
    wishes = Blockers(words, _found(_WISHED[language], words))
    found: dict[str, Need] = {}
    for match in _longest(places_of("technology", words)):
        span = words.span(match)
        block = advert.block_at(span.start)
        if refusals.near(match) is not None or block.section in ("offer", "process", "about"):
            continue
        name = span.of(advert.text)
        if plain_word(name) in {plain_word(each) for each in advert.company.split()}:
            continue
        wished = block.section == "wishes" or wishes.near(match) is not None
        before = found.get(plain_word(name))
        if before is None or (before.wished and not wished):
            found[plain_word(name)] = Need(name, wished, advert.sentence_at(match[0]))
    return sorted(found.values(), key=lambda need: need.wished)


def _longest(places: Sequence[Match]) -> Iterator[Match]:
    """Of places that overlap the longest: "Spring Boot", not "Spring"."""
    end = -1
    for first, last in sorted(set(places), key=lambda each: (each[0], -each[1])):
        if first > end:
            yield first, last
            end = last


def _found(cues: Sequence[str], words: Words) -> list[Match]:
    return [match for cue in cues for match in matches(compile_cue(cue), words)]


def _years(advert: Advert) -> str:
    language = advert.language or "en"
    blockers = Blockers(advert.words, _found(_NO_YEARS[language], advert.words))
    found = sorted(each for each in _found(_YEARS[language], advert.words) if blockers.near(each) is None)
    return short(advert.sentence_at(found[0][0]).of(advert.text)) if found else ""


# --- what there is to do ---------------------------------------------------------------------------------


def _duties(advert: Advert) -> Iterator[str]:
    """The entries under "what you will do"; then what follows "you will" anywhere."""
    seen: set[str] = set()
    for listed in (True, False):
        for block, span in advert.sentences():
            duty = _duty(span.of(advert.text), block, advert.language) if _is_listed(block) is listed else ""
            if duty and duty.casefold() not in seen:
                seen.add(duty.casefold())
                yield duty


def _is_listed(block: Block) -> bool:
    return block.section == "duties" and block.bullet


def _duty(sentence: str, block: Block, language: str) -> str:
    said = _WILL.get(language or "en", _WILL["en"]).match(sentence)
    if said:
        rest = sentence[said.end() :]
        return "" if _NOT_DONE.match(rest) or block.section in ("offer", "process") else short(rest)
    # An entry of one or two words is a keyword, not something that one does.
    return short(sentence) if _is_listed(block) and len(sentence.split()) > 2 else ""


def _team(advert: Advert) -> str:
    for found in _TEAM.finditer(advert.text):
        words = [word for word in found[1].split() if word not in _NO_TEAM]
        if words:
            return " ".join(words)
    return ""


# --- cues for it -----------------------------------------------------------------------------------------


def cue_of(need: str) -> str:
    """A cue that finds this technology in an answer. One that is an ordinary word too ("Go", "React") is looked for
    after a word that people put before it. Empty where no cue can be made of it."""
    written = [span.of(need) for span in split_words(need)]
    parts = tuple(plain_word(part) for part in written)
    if not parts or any(not any(char.isalnum() for char in part) for part in parts):
        return ""
    ordinary = any(names == parts and capital for names, capital in technologies().get(parts[0], ()))
    return f"in|with|of|on|using|used|wrote|ran|run {' '.join(written)}" if ordinary else " ".join(written)
