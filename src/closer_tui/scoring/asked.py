"""Which of a scenario's replies an answer asks for, by the cues that its author gave them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from closer_tui.scoring.cues import compile_cue
from closer_tui.scoring.lookup import Words
from closer_tui.scoring.matching import matches
from closer_tui.scoring.verdict import Judgement

if TYPE_CHECKING:
    from closer_tui.scenario.model import Scenario

_MARKS = ("?", "？", "؟")


def asked(scenario: Scenario, step: int | None, words: Words, judgement: Judgement) -> Judgement:
    """The judgement with the replies that were asked for. A cue counts in a sentence that ends with a question mark,
    or in which the scorer found a question; where nobody looks for questions and the step is the one for them, in an
    answer without a question mark too. A reply of the step itself comes before another step's to the same question."""
    questions = _questions(words) | _found(words, judgement)
    anywhere = not questions and not scenario.standard and step is not None and scenario.steps[step].move == "questions"
    own = () if step is None else (step,)
    first: dict[tuple[int, int], int] = {}
    answered: set[int] = set()
    # A later step's reply is for what no earlier one answers, the step's own first.
    for index in (*own, *(each for each in range(len(scenario.steps)) if each not in own)):
        taken = frozenset(answered)
        for number, reply in enumerate(scenario.steps[index].answers):
            for place, last in (match for cue in reply.cues for match in matches(compile_cue(cue), words)):
                sentence = words.sentence[last]
                if (anywhere or sentence in questions) and sentence not in taken:
                    first[index, number] = min(first.get((index, number), place), place)
                    answered.add(sentence)
    replies = tuple(sorted(first, key=lambda reply: (first[reply], reply)))
    return replace(judgement, replies=replies, unanswered=len(questions - answered))


def _questions(words: Words) -> set[int]:
    """The numbers of the sentences that end with a question mark."""
    after = [words.between(index) for index in range(1, len(words.spans))]
    if words.spans:
        after.append(words.text[words.spans[-1].end :])
    return {words.sentence[i] for i, between in enumerate(after) if any(mark in between for mark in _MARKS)}


def _found(words: Words, judgement: Judgement) -> set[int]:
    """The numbers of the sentences that the scorer took for questions."""
    asks = judgement.by_name().get("asks")
    if asks is None or not asks.met:
        return set()
    return {
        words.sentence[index]
        for index, word in enumerate(words.spans)
        if any(span.start < word.end and word.start < span.end for span in asks.evidence)
    }
