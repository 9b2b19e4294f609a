"""Why a cue is found in an answer or is not: for whoever writes cues, to be shown while they type."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from closer_tui.i18n import _, figure, in_quotes
from closer_tui.scoring.cues import compile_cue, look_for, verdict_of
from closer_tui.scoring.judge import own_criteria, words_of
from closer_tui.scoring.lookup import CueWord, Match, Words
from closer_tui.scoring.matching import Cue, Item, item_places, matches
from closer_tui.scoring.verdict import Span, Verdict

if TYPE_CHECKING:
    from closer_tui.scenario.model import OwnCriterion, Scenario

State = Literal["found", "taken_back", "missing", "apart", "sentence", "order"]
"""Found; found, and taken back by a blocker everywhere; a word is missing; its words stand too far apart, in two
sentences, or the wrong way round."""
MOST_NAMED = 3
"""Alternatives of a cue, or places of it, that a sentence names."""
ALIKE = 60
"""How much alike, of 100, the nearest word has to be to be worth naming."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A place at which a cue is taken back, and the blocker that does it: as it is written, and where it stands."""

    span: Span
    blocker: str
    by: Span


@dataclass(frozen=True, slots=True)
class CueReport:
    """What became of one cue.

    `spans` are the places where it counts. Where it is found nowhere, `partly` are the words of it that were found
    before it broke off, `word` is the word (as it stands in the cue) at which it did, and `near` is where the answer
    has the nearest word to it or, if the word is there in a wrong place, the word itself. `taken` are the places at
    which it is found and taken back. `why` is all this in one plain sentence, with words of the answer in it:
    strangers' text.
    """

    cue: str
    state: State
    why: str
    spans: tuple[Span, ...] = ()
    taken: tuple[Taken, ...] = ()
    partly: tuple[Span, ...] = ()
    word: str = ""
    near: Span | None = None


@dataclass(frozen=True, slots=True)
class CriterionReport:
    """What became of one criterion: its verdict, its cues in order, how many of them were found of how many that
    are needed, and every place at which one of its blockers stands, beside a cue or not."""

    criterion: OwnCriterion
    verdict: Verdict
    cues: tuple[CueReport, ...]
    found: int
    needed: int
    blockers: tuple[tuple[str, Span], ...]


def explain_answer(scenario: Scenario, step: int | None, text: str) -> tuple[CriterionReport, ...]:
    """Why an answer to a step (None: said in the silent room) meets its own criteria or does not. Pure, and takes a
    millisecond or two for an answer of a hundred words; the first call, which loads the stemmer, some 50."""
    words = words_of(scenario, text)
    return tuple(explain_criterion(criterion, words) for criterion in own_criteria(scenario, step))


def explain_criterion(criterion: OwnCriterion, words: Words) -> CriterionReport:
    """Why these words meet one criterion or do not. Raises CueError where a cue makes no sense."""
    findings = look_for(criterion, words)
    blockers = [(each, match) for each in criterion.blockers for match in matches(compile_cue(each), words)]
    sources = {match: source for source, match in reversed(blockers)}
    cues = []
    for source, places in zip(criterion.cues, findings.places, strict=True):
        taken = tuple(
            Taken(words.span(match), sources[blocker], words.span(blocker)) for match, blocker in places if blocker
        )
        spans = tuple(words.span(match) for match, blocker in places if blocker is None)
        if spans:
            why = _("Found: {quotes}.").format(quotes=_quotes(words, spans))
            cues.append(CueReport(source, "found", why, spans, taken))
        elif taken:
            found, by = _quote(words, taken[0].span), _quote(words, taken[0].by)
            why = _("Found in “{found}”, and “{by}” takes it back.").format(found=found, by=by)
            cues.append(CueReport(source, "taken_back", why, (), taken))
        else:
            cues.append(_not_found(compile_cue(source), words))
    return CriterionReport(
        criterion,
        verdict_of(criterion, words, findings),
        tuple(cues),
        findings.found,
        criterion.least,
        tuple((source, words.span(match)) for source, match in blockers),
    )


def _not_found(cue: Cue, words: Words) -> CueReport:
    """Why a cue that is found nowhere is not: the first word of it that is nowhere, else the first that does not
    stand where it would have to."""
    needed = [index for index, item in enumerate(cue.items) if not item.optional]
    absent = next((i for i in needed if not item_places(cue.items[i], cue.own, words)), None)
    if absent is not None:
        return _missing(cue, absent, words)
    before = _so_far(cue, needed[0], words)
    for last, index in pairwise(needed):
        reached = _so_far(cue, index, words)
        if not reached:
            gap = sum(item.gap for item in cue.items[last + 1 : index + 1])
            return _astray(cue, cue.items[index], before, gap, words)
        before = reached
    raise AssertionError("a cue that is found has nothing missing")


def _so_far(cue: Cue, index: int, words: Words) -> list[Match]:
    """Where the cue is found up to this item."""
    return matches(Cue(cue.source, cue.items[: index + 1], 0, cue.own), words)


def _missing(cue: Cue, index: int, words: Words) -> CueReport:
    item = cue.items[index]
    before = _so_far(cue, index - 1, words) if index else []
    partly = (words.span(before[0]),) if before else ()
    near = _nearest_word(item, words)
    if not words.spans:
        why = _("There are no words yet.")
    elif near:
        why = _("Missing: {what}. The nearest word is “{word}”.").format(what=_named(item), word=_quote(words, near))
    else:
        why = _("Missing: {what}.").format(what=_named(item))
    return CueReport(cue.source, "missing", why, partly=partly, word=item.written, near=near)


def _nearest_word(item: Item, words: Words) -> Span | None:
    """The word of the answer that looks most like the one wanted; None where none does."""
    from rapidfuzz.fuzz import ratio
    from rapidfuzz.process import extractOne

    best: tuple[float, str] = (0.0, "")
    for phrase in item.phrases:
        for part in phrase:
            if isinstance(part, CueWord):
                hit = extractOne(part.spellings[0], words.distinct.keys(), scorer=ratio, score_cutoff=ALIKE)
                best = max(best, (hit[1], hit[0])) if hit else best
    return words.spans[words.distinct[best[1]][0]] if best[1] else None


def _astray(cue: Cue, item: Item, before: Sequence[Match], gap: int, words: Words) -> CueReport:
    """An item that is there, but nowhere near enough after what was found before it."""
    lasts = [last for _, last in before]
    places = item_places(item, cue.own, words)
    after = [(place, before[number - 1]) for place in places if (number := bisect_left(lasts, place[0]))]
    near = [(place, end) for place, end in after if words.sentence[place[0]] == words.sentence[end[1]]]
    closest = min(near or after or [(places[-1], before[0])], key=lambda pair: abs(pair[0][0] - pair[1][1]))
    place, end = closest
    first, last = place[0], end[1]
    state: State = "apart" if near else "sentence" if after else "order"
    ours, theirs = _quote(words, words.span(end)), _quote(words, words.span(place))
    if near:
        why = _between(first - last - 1, gap).format(
            between=_quote(words, words.span((last + 1, first - 1))),
            n=figure(first - last - 1),
            most=figure(gap),
            ours=ours,
            theirs=theirs,
        )
    elif after:
        why = _("A sentence ends between “{ours}” and “{theirs}”.").format(ours=ours, theirs=theirs)
    else:
        why = _("“{theirs}” does not stand after “{ours}”.").format(ours=ours, theirs=theirs)
    return CueReport(cue.source, state, why, partly=(words.span(end),), word=item.written, near=words.span(place))


def _between(number: int, gap: int) -> str:
    """What is said of so many words that stand in between."""
    many = number > MOST_NAMED
    if gap and many:
        return _("{n} words stand between “{ours}” and “{theirs}”; {most} words at most may.")
    if gap:
        return _("“{between}” stands between “{ours}” and “{theirs}”; {most} words at most may.")
    if many:
        return _("{n} words stand between “{ours}” and “{theirs}”.")
    return _("“{between}” stands between “{ours}” and “{theirs}”.")


def _named(item: Item) -> str:
    """What an item stands for, in words: “two” or a number."""
    names = [_class(each[1:-1]) if each.startswith("<") else in_quotes(each) for each in item.written.split("|")]
    listed = _(" or ").join(names[:MOST_NAMED])
    return listed if len(names) <= MOST_NAMED else _("{listed} or the like").format(listed=listed)


def _class(name: str) -> str:
    known = {"number": _("a number"), "date": _("a date"), "name": _("a name"), "technology": _("a technology")}
    return known.get(name, f"a {name}")


def _quotes(words: Words, spans: Sequence[Span]) -> str:
    return ", ".join(in_quotes(_quote(words, span)) for span in spans[:MOST_NAMED])


def _quote(words: Words, span: Span) -> str:
    return " ".join(span.of(words.text).split())
