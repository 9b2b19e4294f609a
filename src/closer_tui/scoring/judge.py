"""A whole judgement of one answer: by the standard rubric where it applies, and by the scenario's own criteria."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from closer_tui.i18n import english
from closer_tui.scoring.asked import asked
from closer_tui.scoring.cues import look_for, verdict_of
from closer_tui.scoring.lookup import Words
from closer_tui.scoring.verdict import Judgement, Kind, Scorer

if TYPE_CHECKING:
    from closer_tui.scenario.model import OwnCriterion, Scenario

OWN_SCORER = english("the scenario's own criteria")
"""What judges where the standard rubric does not apply."""


def judge_answer(scorer: Scorer, scenario: Scenario, step: int | None, text: str, kind: Kind) -> Judgement:
    """The verdicts on what was said in a step, or (None) in the silent room, where the own criteria of every
    spoken step are looked for. In English the standard ones of its kind are always judged: a spoken criterion
    counts wherever it is met. In another language the scorer is not asked: there are the own criteria alone."""
    judgement = scorer.judge(text, kind) if scenario.standard else Judgement((), (), OWN_SCORER)
    criteria = own_criteria(scenario, step)
    cued = kind == "spoken" and any(reply.cues for each in scenario.steps for reply in each.answers)
    if not criteria and not cued and scenario.standard:
        return judgement
    words = words_of(scenario, text)
    own = tuple(verdict_of(criterion, words, look_for(criterion, words)) for criterion in criteria)
    judgement = replace(judgement, verdicts=judgement.verdicts + own)
    return asked(scenario, step, words, judgement) if kind == "spoken" else judgement


def words_of(scenario: Scenario, text: str) -> Words:
    """An answer to this scenario, ready for its cues."""
    return Words(text, scenario.language, scenario.names)


def own_criteria(scenario: Scenario, step: int | None) -> tuple[OwnCriterion, ...]:
    """The scenario's own criteria that an answer is judged by."""
    steps = scenario.spoken if step is None else (step,)
    return tuple(criterion for each in steps for criterion in scenario.steps[each].criteria)
