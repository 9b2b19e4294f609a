"""Whether the samples of a scenario are scored as its author says."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations

from closer_tui.diagnostics import Diagnostic
from closer_tui.scenario.model import SAMPLE_LEVELS, OwnCriterion, Sample, Scenario, Step
from closer_tui.scenario.reader import Problems, shown
from closer_tui.scenario.remarks import Sound
from closer_tui.scoring.explain import explain_criterion
from closer_tui.scoring.judge import judge_answer, words_of
from closer_tui.scoring.lookup import Words
from closer_tui.scoring.text import printable
from closer_tui.scoring.verdict import Kind, Scorer, Verdict

MOST_NAMED = 3
"""Cues of a criterion that a message quotes the words of."""


def check_samples(scenario: Scenario, scorer: Scorer) -> tuple[Diagnostic, ...]:
    """What is wrong with the samples of a scenario that can be played; see `score_samples`."""
    problems = Problems()
    score_samples(scenario, scorer, problems, lambda *_: True)
    return problems.diagnostics(scenario.source, printable(scenario.path))


def score_samples(scenario: Scenario, scorer: Scorer, problems: Problems, sound: Sound) -> None:
    """Add what is wrong with the samples: an error for each claim that the score contradicts and for each better
    sample that earns less than a worse one, a note for each claim of which the scorer is not sure; in a strong
    sample, which is shown as a model, a claim it rather doubts is an error too. Every sample is scored by
    itself, as an answer to its step. What `sound` does not vouch for is passed over."""
    for index, step in enumerate(scenario.steps):
        if not all(sound("step", index, key) for key in ("move", "criterion", "sample")):
            continue
        earned = []
        for number, sample in enumerate(step.samples):
            kind: Kind = "email" if step.move == "email" else "spoken"
            verdicts = judge_answer(scorer, scenario, index, sample.text, kind).by_name()
            _claims(problems, scenario, index, number, sample, verdicts)
            earned.append((sample, number, points(step, verdicts)))
        for (one, first, ours), (other, second, theirs) in combinations(earned, 2):
            _order(problems, index, (one, first, ours), (other, second, theirs))


def points(step: Step, verdicts: Mapping[str, Verdict]) -> int:
    """What an answer earns in its own step, less what its flags take; below 0 where they take more."""
    met = [each for each in step.rubric if each.name in verdicts and verdicts[each.name].met]
    return sum(-each.points if each.flag else each.points for each in met)


def _claims(
    problems: Problems, scenario: Scenario, step: int, number: int, sample: Sample, verdicts: Mapping[str, Verdict]
) -> None:
    for key, names, claimed in (("meets", sample.meets, True), ("misses", sample.misses, False)):
        for index, name in enumerate(names):
            at = ("step", step, "sample", number, key, index)
            verdict = verdicts[name]
            says = f"The {sample.level} sample {'meets' if claimed else 'misses'} {name}, its author says"
            if verdict.met != claimed and (verdict.outcome != "not_sure" or sample.level == "strong"):
                own = next((each for each in scenario.steps[step].criteria if each.name == name), None)
                why = _why(sample, verdict) if own is None else _cues(own, words_of(scenario, sample.text))
                help = f"{why}Change the sample, {'or what it claims' if own is None else 'its claim, or the cues'}."
                problems.add("S060", at, f"{says}; the scorer finds that it does not.", help)
            elif verdict.outcome == "not_sure":
                what = f"{says}; the scorer is not sure, and would ask."
                problems.add("S062", at, what, "Say it more plainly, if you like.", severity="note")


def _why(sample: Sample, verdict: Verdict) -> str:
    """The scorer's reason, how sure it is, and the words that decided."""
    quotes = ", ".join(shown(span.of(sample.text)) for span in verdict.evidence)
    reason = f"The scorer's reason: {verdict.reason} " if verdict.reason else ""
    sure = f"It is {verdict.confidence:.0%} sure"
    return f"{reason}{sure}, by the words {quotes}. " if quotes else f"{reason}{sure}. "


def _cues(criterion: OwnCriterion, words: Words) -> str:
    """Which cues were found in the sample, or which one came nearest, and the word at which it broke off."""
    report = explain_criterion(criterion, words)
    counted = [each for each in report.cues if each.spans]
    said = [f"{shown(each.cue)} is found in {shown(each.spans[0].of(words.text))}. " for each in counted[:MOST_NAMED]]
    if report.verdict.met:
        return "".join(said)
    needed = f"{report.needed} different cues are needed. " if report.needed > 1 else ""
    others = [each for each in report.cues if each.taken or each.partly or each.near]
    others = [each for each in others if not each.spans]
    if not others:
        return f"{needed}{''.join(said)}No {'other ' if said else ''}cue of it comes near. "
    nearest = max(others, key=lambda each: (len(each.taken), len(each.partly)))
    only = len(report.cues) == 1
    return f"{needed}{''.join(said)}{'Its' if only else 'Nearest came the'} cue {shown(nearest.cue)}: {nearest.why} "


def _order(problems: Problems, step: int, one: tuple[Sample, int, int], other: tuple[Sample, int, int]) -> None:
    """A better sample earns no less than a worse one, and a strong one more than a weak one."""
    (better, at_better, more), (worse, at_worse, less) = sorted((one, other), key=lambda s: _rank(s[0]))
    if _rank(better) == _rank(worse):
        return
    strictly = better.level == "strong" and worse.level == "weak"
    if more > less or (more == less and not strictly):
        return
    what = (
        f"The {better.level} sample earns {more} points in this step, and the {worse.level} one "
        f"(sample[{at_worse + 1}]) {less}."
    )
    problems.add("S061", ("step", step, "sample", at_better), what, "Improve the better one, or swap their levels.")


def _rank(sample: Sample) -> int:
    return SAMPLE_LEVELS.index(sample.level)
