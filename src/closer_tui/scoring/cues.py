"""Criteria of a scenario's own: phrases to look for in an answer, and phrases that take them back.

A cue is words. Each matches by its stem ("starting" matches "start"), with one typo in words of five
letters or more, and whatever its case, accents and apostrophes. `*` stands for up to five words, `a|b` for
either, `word?` may be left out, and a class (`<number>`, `<date>`, `<name>`, `<technology>`) stands for
whatever is one. Punctuation does not count, except that a match never goes past the end of a sentence.
Cues come from strangers: they never become regular expressions, and looking for one takes time linear in
the text (matching.py).

Negation is not guessed. A cue that is found does not count where a blocker stands by it: in the same
sentence, overlapping it, or up to six words before it with no "but" or semicolon between, or up to six
words after it in the same clause. scenarios/README.md explains all this to authors.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from closer_tui.i18n import _, english, figure
from closer_tui.scoring.classes import CLASSES
from closer_tui.scoring.lookup import CueWord, Match, Words, cue_word, split_words
from closer_tui.scoring.matching import Blockers, Cue, CueClass, Item, Part, matches
from closer_tui.scoring.reasons import so_many, taken_back
from closer_tui.scoring.verdict import Span, Verdict

if TYPE_CHECKING:
    from closer_tui.scenario.model import OwnCriterion

STAR = 5
"""Words that one `*` may stand for."""
MOST_WORDS = 20
"""Words and stars of one cue."""
MOST_OPTIONAL = 5
"""Words of one cue that may be left out."""
MOST_QUOTES = 3

# What authors write for the classes, in English and in German.
_OTHER_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "num": "number", "numeral": "number", "digit": "number", "digits": "number", "figure": "number",
        "amount": "number", "count": "number", "zahl": "number", "nummer": "number", "anzahl": "number",
        "day": "date", "weekday": "date", "month": "date", "when": "date", "time": "date", "datum": "date",
        "tag": "date", "person": "name", "who": "name", "company": "name", "interviewer": "name", "firma": "name",
        "tech": "technology", "tool": "technology", "language": "technology", "technologie": "technology",
        "framework": "technology", "software": "technology", "skill": "technology",
    }
)  # fmt: skip


class CueError(ValueError):
    """A cue makes no sense: `what` says why and `help` what to write instead, in full sentences."""

    def __init__(self, what: str, help: str) -> None:
        super().__init__(f"{what} {help}")
        self.what = what
        self.help = help


@lru_cache(maxsize=4096)
def compile_cue(source: str) -> Cue:
    """The cue that this text describes, for any language. Raises CueError where it describes none."""
    if "\\" in source:
        raise CueError(
            _("A cue is made of words and is no regular expression."), _("Write the words, without backslashes.")
        )
    tokens = source.split()
    if len(tokens) > MOST_WORDS:
        what = _("The cue has {n} words.").format(n=figure(len(tokens)))
        raise CueError(what, _("Keep to {most}; the few that matter are enough.").format(most=MOST_WORDS))
    items: list[Item] = []
    gap = 0
    for token in tokens:
        if token == "*":
            gap += STAR
            continue
        written = token.rstrip("?")
        phrases = _alternatives(written) if written else ()
        if phrases:
            items.append(Item(gap, phrases, written, written != token))
            gap = 0
    if sum(max(map(len, item.phrases)) for item in items) > MOST_WORDS:
        what = _("The cue has too many words joined by hyphens.")
        raise CueError(what, _("Keep to {most} words.").format(most=MOST_WORDS))
    if not items:
        raise CueError(_("The cue has no words."), _('Write the words to look for, such as "start on *".'))
    _check_optional(items)
    spelled = (part for item in items for phrase in item.phrases for part in phrase if isinstance(part, CueWord))
    own = frozenset(each for part in spelled for each in part.spellings)
    # What comes before the first word need not be looked at: a star there changes nothing.
    first = Item(0, items[0].phrases, items[0].written)
    return Cue(source, (first, *items[1:]), gap, own)


def _check_optional(items: Sequence[Item]) -> None:
    begins = _("The ? says that the word may be left out, and at the beginning of a cue that changes nothing.")
    ends = _("The ? says that the word may be left out, and at the end of a cue that changes nothing.")
    for item, what in ((items[0], begins), (items[-1], ends)):
        if item.optional:
            raise CueError(what, _("Leave out the ? where the word is needed, and else the word too."))
    if sum(item.optional for item in items) > MOST_OPTIONAL:
        what = _("Too many words of the cue may be left out.")
        raise CueError(what, _("Write ? after {most} of them at most, or two cues.").format(most=MOST_OPTIONAL))


def _alternatives(token: str) -> tuple[tuple[Part, ...], ...]:
    if "*" in token:
        help = _("Put spaces around the *, which stands for up to five words; endings of words match without it.")
        raise CueError(_("The * in the cue touches a word."), help)
    written = token.split("|")
    if not all(written):
        help = _("Write a|b with a word on each side and no spaces.")
        raise CueError(_("An alternative in the cue is empty."), help)
    if any(each.endswith("?") for each in written):
        help = _("Write a|b? with the ? at the very end, where it is about them all.")
        raise CueError(_("The ? in the cue stands after one alternative of several."), help)
    phrases = tuple(_phrase(each) for each in written)
    if len(phrases) > 1 and not all(phrases):
        raise CueError(_("An alternative in the cue has no letters."), _("Write a word on each side of the |."))
    return tuple(phrase for phrase in phrases if phrase)


def _phrase(written: str) -> tuple[Part, ...]:
    if "<" not in written and ">" not in written:
        return tuple(cue_word(span.of(written)) for span in split_words(written))
    name = written.strip("<>,.;:").casefold()
    known = ", ".join(f"<{each}>" for each in CLASSES)
    if not (written.startswith("<") and written.rstrip(",.;:").endswith(">") and name.isalpha()):
        help = _("Write one of {known} as a word of its own, or leave the < and > out.").format(known=known)
        raise CueError(_("A < or > in the cue is no part of a class."), help)
    if name not in CLASSES:
        near = difflib.get_close_matches(name[:30], [*CLASSES, *_OTHER_NAMES], 1, 0.6)
        shown = "".join(char for char in name if char.isprintable())[:30]
        help = _("The classes are {known}.").format(known=known)
        if near:
            meant = _OTHER_NAMES.get(near[0], near[0])
            help = _("Did you mean <{name}>? The classes are {known}.").format(name=meant, known=known)
        raise CueError(_("There is no class <{name}>.").format(name=shown), help)
    return (CueClass(name),)


def find_cue(cue: Cue, words: Words) -> Span | None:
    """The first place where the cue is found, or None."""
    match = next(iter(matches(cue, words)), None)
    return None if match is None else words.span(match)


@dataclass(frozen=True, slots=True)
class Findings:
    """Where the cues of a criterion stand, cue by cue; `blocked` is what stands beside a place and takes it back."""

    places: tuple[tuple[tuple[Match, Match | None], ...], ...]

    @property
    def found(self) -> int:
        """How many different cues are found with no blocker beside them."""
        return sum(any(blocker is None for _, blocker in each) for each in self.places)


def look_for(criterion: OwnCriterion, words: Words) -> Findings:
    """Where the criterion's cues stand, and what takes them back. Raises CueError where one makes no sense."""
    found = [matches(compile_cue(each), words) for each in criterion.cues]
    if not any(found):
        return Findings(tuple(() for _ in found))
    blockers = Blockers(words, {match for each in criterion.blockers for match in matches(compile_cue(each), words)})
    return Findings(tuple(tuple((match, blockers.near(match)) for match in each) for each in found))


def judge_own(
    criteria: Sequence[OwnCriterion], text: str, language: str = "en", names: Sequence[str] = ()
) -> tuple[Verdict, ...]:
    """What the scenario's own criteria say of an answer, each with the words that decided. `language` is a tag;
    `names` are what `<name>` knows in any case."""
    words = Words(text, language, names)
    return tuple(verdict_of(criterion, words, look_for(criterion, words)) for criterion in criteria)


def verdict_of(criterion: OwnCriterion, words: Words, findings: Findings) -> Verdict:
    """The verdict on a criterion by what was found of it."""
    places = sorted({place for each in findings.places for place in each}, key=lambda place: place[0])
    if not places:
        said = english("Nothing in your words does this.") if words.spans else english("You said nothing here.")
        return Verdict(criterion.name, "not_met", False, 1.0, (), said)
    free = [match for match, blocker in places if blocker is None]
    evidence = tuple(words.span(match) for match in _apart(free))[:MOST_QUOTES]
    if findings.found >= criterion.least:
        flag, done = english("Your words do this; leave it out."), english("You said it in your own words.")
        said = flag if criterion.flag else done
        return Verdict(criterion.name, "met", True, 1.0, evidence, said)
    if free:
        return Verdict(criterion.name, "not_met", False, 1.0, evidence, so_many(findings.found, criterion.least))
    blocker = next(each for _, each in places if each is not None)
    quote = " ".join(words.span(blocker).of(words.text).split())
    match = places[0][0]
    where = words.span((min(match[0], blocker[0]), max(match[1], blocker[1])))
    return Verdict(criterion.name, "not_met", False, 1.0, (where,), taken_back(quote))


def _apart(found: Iterable[Match]) -> Iterator[Match]:
    """Of matches that overlap, the first."""
    end = -1
    for first, last in found:
        if first > end:
            end = last
            yield first, last
