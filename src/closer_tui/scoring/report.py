"""From judged answers to a report: completeness, every criterion with the candidate's own words, advice.

Source of the points and of what is essential: the standard rubric (rubric.py).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from closer_tui.i18n import english
from closer_tui.scoring.rubric import MOVE_TITLES, MOVES, Criterion, Move, of_move
from closer_tui.scoring.text import word_spans
from closer_tui.scoring.verdict import Judgement, Outcome, Span, Verdict

if TYPE_CHECKING:
    from closer_tui.scenario.model import Scenario, Step

Outcome3 = Literal["made", "half", "missed"]
"""How a step, or a move, went."""


@dataclass(frozen=True, slots=True)
class Heard:
    """An answer that counts, with its judgement. `step` is None for what was said in the silent room."""

    step: int | None
    text: str
    judgement: Judgement | None


@dataclass(frozen=True, slots=True)
class Quote:
    """The candidate's own words: a span of the text of the answer with this index in `Report.heard`."""

    answer: int
    span: Span


@dataclass(frozen=True, slots=True)
class Finding:
    """One criterion (or flag) over the whole close. `overruled`: the outcome is the candidate's own word."""

    criterion: Criterion
    outcome: Outcome
    confidence: float
    reason: str
    quotes: tuple[Quote, ...] = ()
    overruled: bool = False

    @property
    def good(self) -> bool:
        """A criterion that was met, or a flag that was not raised."""
        return self.outcome == ("not_met" if self.criterion.flag else "met")

    @property
    def earned(self) -> int:
        """Points: positive for a criterion met, negative for a flag raised; not sure moves nothing."""
        if self.outcome != "met":
            return 0
        return -self.criterion.points if self.criterion.flag else self.criterion.points


@dataclass(frozen=True, slots=True)
class MoveReport:
    """One move (or one step of the scenario's own). `steps` are the indices of its steps."""

    move: Move
    title: str
    steps: tuple[int, ...]
    findings: tuple[Finding, ...]

    @property
    def possible(self) -> int:
        return sum(finding.criterion.points for finding in self.findings if not finding.criterion.flag)

    @property
    def earned(self) -> int:
        """A raised flag takes its points from its own move, never below 0."""
        return max(0, sum(finding.earned for finding in self.findings))

    @property
    def result(self) -> Outcome3:
        return _result([(finding.criterion, finding.outcome == "met") for finding in self.findings])


@dataclass(frozen=True, slots=True)
class Report:
    """How complete a close was. `completeness` is 0 to 100; `at_most` is what it would be if the candidate
    met everything that is not sure. `tips` are good practice and are not scored; they are kept in English."""

    moves: tuple[MoveReport, ...]
    heard: tuple[Heard, ...]
    completeness: int
    at_most: int
    complete: bool
    tips: tuple[str, ...]
    scorer: str

    def findings(self) -> tuple[Finding, ...]:
        return tuple(finding for move in self.moves for finding in move.findings)

    def words(self, quote: Quote) -> str:
        """What a quote quotes."""
        return quote.span.of(self.heard[quote.answer].text)


def result_of(step: Step, judgement: Judgement) -> Outcome3:
    """How a step went, by the answer to it alone: made when everything essential is met and no flag is
    raised, missed when nothing is met, else half made."""
    verdicts = judgement.by_name()
    return _result(
        [(criterion, criterion.name in verdicts and verdicts[criterion.name].met) for criterion in step.rubric]
    )


def build_report(scenario: Scenario, heard: Sequence[Heard], overruled: Mapping[str, bool] | None = None) -> Report:
    """The report on a close. A spoken criterion counts wherever in the spoken part it was met, a flag
    wherever it was raised; `overruled` holds the candidate's own word on criteria by name."""
    moves = tuple(
        MoveReport(move, title, steps, _findings(criteria, steps, scenario, heard, overruled or {}))
        for move, title, steps, criteria in _groups(scenario)
    )
    scorers = {each.judgement.scorer for each in heard if each.judgement is not None and each.judgement.scorer}
    return Report(
        moves,
        tuple(heard),
        _percent(sum(m.earned for m in moves), sum(m.possible for m in moves)),
        _percent(sum(_at_most(m) for m in moves), sum(m.possible for m in moves)),
        _is_complete(moves),
        _tips(scenario, heard),
        ", ".join(sorted(scorers)),
    )


def report_move(move: Move, text: str, judgement: Judgement) -> MoveReport:
    """The report on one text as one standard move, outside any scenario. Its quotes have answer index 0."""
    said = [(0, judgement.by_name())]
    return MoveReport(move, MOVE_TITLES[move], (0,), tuple(_finding(c, said, {0: text}, (0,)) for c in of_move(move)))


def missing(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """What stands between these findings and a complete close: what is essential and was not surely met, and
    the flags raised. Where nothing is marked essential, every criterion is."""
    essential = any(finding.criterion.essential for finding in findings)
    return tuple(
        finding
        for finding in findings
        if (
            finding.outcome == "met"
            if finding.criterion.flag
            else finding.outcome != "met" and (finding.criterion.essential or not essential)
        )
    )


def _is_complete(moves: Sequence[MoveReport]) -> bool:
    findings = [finding for move in moves for finding in move.findings]
    # Without something met there is nothing to call complete, however the scenario is written.
    return any(f.outcome == "met" and not f.criterion.flag for f in findings) and not missing(findings)


def _result(met: Sequence[tuple[Criterion, bool]]) -> Outcome3:
    if not any(yes for criterion, yes in met if not criterion.flag):
        return "missed"
    essential = [yes for criterion, yes in met if criterion.essential]
    if not essential:
        essential = [yes for criterion, yes in met if not criterion.flag]
    raised = any(yes for criterion, yes in met if criterion.flag)
    return "made" if all(essential) and not raised else "half"


def _percent(earned: int, possible: int) -> int:
    if not possible:
        return 0
    # To the nearest whole, but 100 is only ever said of everything.
    return 100 if earned == possible else min(99, (200 * earned + possible) // (2 * possible))


def _at_most(move: MoveReport) -> int:
    unsure = sum(
        finding.criterion.points
        for finding in move.findings
        if finding.outcome == "not_sure" and not finding.criterion.flag
    )
    return min(move.possible, max(0, sum(finding.earned for finding in move.findings) + unsure))


def _groups(scenario: Scenario) -> list[tuple[Move, str, tuple[int, ...], tuple[Criterion, ...]]]:
    """The standard moves that the scenario asks for, each once, and every step of its own, in script order."""
    groups: list[tuple[Move, str, tuple[int, ...], tuple[Criterion, ...]]] = []
    for move in MOVES:
        steps = tuple(i for i, step in enumerate(scenario.steps) if step.move == move)
        if steps:
            own = tuple(c.as_criterion(move) for i in steps for c in scenario.steps[i].criteria)
            standard = of_move(move) if scenario.standard else ()
            # Criteria that are an author's own stand under the author's own title.
            title = MOVE_TITLES[move] if scenario.standard or len(steps) > 1 else scenario.steps[steps[0]].name
            groups.append((move, title, steps, standard + own))
    groups += [
        ("custom", step.name, (i,), step.rubric) for i, step in enumerate(scenario.steps) if step.move == "custom"
    ]
    return sorted(groups, key=lambda group: group[2][0])


def _findings(
    criteria: Sequence[Criterion],
    steps: Sequence[int],
    scenario: Scenario,
    heard: Sequence[Heard],
    overruled: Mapping[str, bool],
) -> tuple[Finding, ...]:
    by_email = any(scenario.steps[i].move == "email" for i in steps)
    said = [
        (index, each.judgement.by_name())
        for index, each in enumerate(heard)
        if each.judgement is not None
        and (each.step is not None and scenario.steps[each.step].move == "email") == by_email
    ]
    texts = {index: each.text for index, each in enumerate(heard)}
    own = tuple(index for index, each in enumerate(heard) if each.step in steps)
    return tuple(_finding(criterion, said, texts, own, overruled.get(criterion.name)) for criterion in criteria)


def _finding(
    criterion: Criterion,
    said: Sequence[tuple[int, Mapping[str, Verdict]]],
    texts: Mapping[int, str],
    own: Sequence[int],
    own_word: bool | None = None,
) -> Finding:
    """One criterion over the answers `said`. `own` are the answers given to the steps of its move: where it was
    met nowhere, the reason is theirs."""
    found = [(index, verdicts[criterion.name]) for index, verdicts in said if criterion.name in verdicts]
    met = [(index, verdict) for index, verdict in found if verdict.outcome == "met"]
    unsure = [(index, verdict) for index, verdict in found if verdict.outcome == "not_sure"]
    outcome: Outcome = "met" if met else "not_sure" if unsure else "not_met"
    decided = met or unsure or [each for each in found if each[0] in own] or found
    reason = decided[0][1].reason if decided else english("You said nothing here.")
    confidence = (max if met else min)((verdict.confidence for _, verdict in decided), default=1.0)
    if criterion.name == "several" and not met:
        asked = [
            (i, verdicts["asks"]) for i, verdicts in said if "asks" in verdicts and verdicts["asks"].outcome == "met"
        ]
        # The same words said again are no second question.
        if len({_asked(texts[i], verdict) for i, verdict in asked}) > 1:
            outcome, met, decided = "met", asked, asked
            reason = english("You asked in more than one of your answers.")
            confidence = min(verdict.confidence for _, verdict in asked)
    quotes = tuple(Quote(index, span) for index, verdict in met or unsure for span in verdict.evidence)
    if own_word is None:
        return Finding(criterion, outcome, confidence, reason, quotes)
    said_so = english("You said that you did.") if own_word else english("You said that you did not.")
    return Finding(criterion, "met" if own_word else "not_met", 1.0, said_so, quotes if own_word else (), True)


def _asked(text: str, verdict: Verdict) -> tuple[str, ...]:
    quotes = [span.of(text) for span in verdict.evidence] or [text]
    return tuple(sorted(word.of(quote).casefold() for quote in quotes for word in word_spans(quote)))


def _tips(scenario: Scenario, heard: Sequence[Heard]) -> tuple[str, ...]:
    """Good practice that earns no points; from the rubric's closing paragraph."""
    spoken = [each for each in heard if each.step is None or scenario.steps[each.step].move != "email"]
    topics = {topic for each in spoken if each.judgement for topic in each.judgement.topics}
    tips = []
    # Whether something was asked or thanked for is known in English only.
    if scenario.standard and spoken and "next_steps" not in topics:
        tips.append(english("Ask what happens next and when: it is the advice most often given beside the four moves."))
    if scenario.standard and spoken and "thank" not in " ".join(each.text for each in spoken).casefold():
        tips.append(english("Thank the interviewer aloud before you leave the room."))
    if "doubts" in topics:
        tips.append(
            english("You asked for doubts about you. Advisers disagree about it: some find it brave, some awkward.")
        )
    if scenario.emails:
        tips.append(english("Send the real email within a day, and one to each interviewer."))
    return tuple(tips)
