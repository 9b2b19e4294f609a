"""A whole judgement of one answer: by the standard rubric, and by the scenario's own criteria."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from closer_tui.scoring.cues import judge_own
from closer_tui.scoring.verdict import Judgement, Kind, Scorer

if TYPE_CHECKING:
    from closer_tui.scenario.model import OwnCriterion, Scenario


def judge_answer(scorer: Scorer, scenario: Scenario, step: int | None, text: str, kind: Kind) -> Judgement:
    """The verdicts on what was said in a step, or (None) in the silent room, where the own criteria of every
    spoken step are looked for. The standard ones of its kind are always judged: a spoken criterion counts
    wherever it is met."""
    judgement = scorer.judge(text, kind)
    own = judge_own(own_criteria(scenario, step), text)
    return replace(judgement, verdicts=judgement.verdicts + own) if own else judgement


def own_criteria(scenario: Scenario, step: int | None) -> tuple[OwnCriterion, ...]:
    """The scenario's own criteria that an answer is judged by."""
    steps = scenario.spoken if step is None else (step,)
    return tuple(criterion for each in steps for criterion in scenario.steps[each].criteria)
