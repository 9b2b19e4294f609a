"""Whether the samples of a scenario are scored as its author says."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations

from closer_tui.diagnostics import Diagnostic
from closer_tui.i18n import _, ngettext
from closer_tui.scenario.model import SAMPLE_LEVELS, OwnCriterion, Sample, Scenario, Step
from closer_tui.scenario.reader import Problems, shown
from closer_tui.scenario.remarks import Sound
from closer_tui.scoring.judge import judge_answer, words_of
from closer_tui.scoring.lookup import Words
from closer_tui.scoring.reasons import reason_words
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
            if verdict.met != claimed and (verdict.outcome != "not_sure" or sample.level == "strong"):
                own = next((each for each in scenario.steps[step].criteria if each.name == name), None)
                why = _why(sample, verdict) if own is None else _cues(own, words_of(scenario, sample.text))
                mend = (
                    _("Change the sample, or what it claims.")
                    if own is None
                    else _("Change the sample, its claim, or the cues.")
                )
                what = (
                    _("The {level} sample meets {name}, its author says; the scorer finds that it does not.")
                    if claimed
                    else _("The {level} sample misses {name}, its author says; the scorer finds that it does not.")
                )
                problems.add("S060", at, what.format(level=sample.level, name=name), why + mend)
            elif verdict.outcome == "not_sure":
                what = (
                    _("The {level} sample meets {name}, its author says; the scorer is not sure, and would ask.")
                    if claimed
                    else _("The {level} sample misses {name}, its author says; the scorer is not sure, and would ask.")
                )
                help = _("Say it more plainly, if you like.")
                problems.add("S062", at, what.format(level=sample.level, name=name), help, severity="note")


def _why(sample: Sample, verdict: Verdict) -> str:
    """The scorer's reason, how sure it is, and the words that decided."""
    quotes = ", ".join(shown(span.of(sample.text)) for span in verdict.evidence)
    said = [_("The scorer's reason: {reason}").format(reason=reason_words(verdict.reason))] if verdict.reason else []
    sure = _("It is {percent} sure, by the words {quotes}.") if quotes else _("It is {percent} sure.")
    said.append(sure.format(percent=_("{n}%").format(n=f"{100 * verdict.confidence:.0f}"), quotes=quotes))
    return _spaced(*said)


def _cues(criterion: OwnCriterion, words: Words) -> str:
    """Which cues were found in the sample, or which one came nearest, and the word at which it broke off."""
    from closer_tui.scoring.explain import explain_criterion  # for the few samples that are not scored as said

    report = explain_criterion(criterion, words)
    counted = [each for each in report.cues if each.spans]
    said = [
        _("{cue} is found in {words}.").format(cue=shown(each.cue), words=shown(each.spans[0].of(words.text)))
        for each in counted[:MOST_NAMED]
    ]
    if report.verdict.met:
        return _spaced(*said)
    if report.needed > 1:
        said.insert(0, _("{n} different cues are needed.").format(n=report.needed))
    others = [each for each in report.cues if each.taken or each.partly or each.near]
    others = [each for each in others if not each.spans]
    if not others:
        return _spaced(*said, _("No other cue of it comes near.") if counted else _("No cue of it comes near."))
    nearest = max(others, key=lambda each: (len(each.taken), len(each.partly)))
    only = len(report.cues) == 1
    came = _("Its cue {cue}: {why}") if only else _("Nearest came the cue {cue}: {why}")
    return _spaced(*said, came.format(cue=shown(nearest.cue), why=nearest.why))


def _spaced(*sentences: str) -> str:
    """The sentences, each with a space after it for what follows."""
    return "".join(f"{each} " for each in sentences)


def _order(problems: Problems, step: int, one: tuple[Sample, int, int], other: tuple[Sample, int, int]) -> None:
    """A better sample earns no less than a worse one, and a strong one more than a weak one."""
    (better, at_better, more), (worse, at_worse, less) = sorted((one, other), key=lambda s: _rank(s[0]))
    if _rank(better) == _rank(worse):
        return
    strictly = better.level == "strong" and worse.level == "weak"
    if more > less or (more == less and not strictly):
        return
    what = ngettext(
        "The {better} sample earns {n} point in this step, and the {worse} one (sample[{number}]) {less}.",
        "The {better} sample earns {n} points in this step, and the {worse} one (sample[{number}]) {less}.",
        more,
    ).format(better=better.level, n=more, worse=worse.level, number=at_worse + 1, less=less)
    help = _("Improve the better one, or swap their levels.")
    problems.add("S061", ("step", step, "sample", at_better), what, help)


def _rank(sample: Sample) -> int:
    return SAMPLE_LEVELS.index(sample.level)
