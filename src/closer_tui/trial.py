"""One answer tried against one step, outside any rehearsal: for the author of a scenario, who wants to know what
their criteria and cues make of some words, and what the interviewer would say to them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from closer_tui.events import AnswerGiven, AnswerJudged, EmailSent
from closer_tui.i18n import _, translated
from closer_tui.rehearsal import State, advance
from closer_tui.scenario.model import Scenario, Step
from closer_tui.scoring.cues import compile_cue, find_cue
from closer_tui.scoring.explain import CriterionReport, explain_answer
from closer_tui.scoring.judge import judge_answer, words_of
from closer_tui.scoring.report import Finding, MoveReport, Outcome3, Quote, result_of
from closer_tui.scoring.rubric import TOPICS
from closer_tui.scoring.text import compose_email
from closer_tui.scoring.verdict import Judgement, Scorer


@dataclass(frozen=True, slots=True)
class Row:
    """What was made of one criterion or flag; `own` says more of one of the scenario's own, cue by cue."""

    finding: Finding
    own: CriterionReport | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """What the interviewer says to it, and what for, in a few words."""

    why: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of an answer. `text` is what was judged, and what every span is of."""

    step: int
    text: str
    rows: tuple[Row, ...]
    said: tuple[Said, ...]
    move: MoveReport
    result: Outcome3
    topics: tuple[str, ...]
    scorer: str


def find_steps(scenario: Scenario, wanted: str) -> tuple[int, ...]:
    """The indices of the steps that may be meant: by number, from 1; else by title or move; else by a part of
    either."""
    if wanted.isdecimal() and len(wanted) < 4:
        return (int(wanted) - 1,) if 0 < int(wanted) <= len(scenario.steps) else ()
    word = wanted.strip().casefold()
    named = [
        (index, {step.name.casefold(), translated(step.name).casefold(), step.move})
        for index, step in enumerate(scenario.steps)
    ]
    whole = tuple(index for index, names in named if word in names)
    part = (index for index, names in named if word and any(word in name for name in names))
    return whole or tuple(part)


def judged_text(step: Step, text: str) -> str:
    """What is judged of a text that was written for this step: of an email, with its lines To: and Subject: taken
    as such."""
    if step.move != "email":
        return text
    from closer_tui.plain_answer import split_email

    mail = split_email(text)
    return compose_email(mail.subject, mail.text)


def try_answer(scorer: Scorer, scenario: Scenario, step: int, text: str) -> Trial:
    """What the step's criteria make of an answer, and what is said to it, as at the first try of a rehearsal in
    which nothing was asked before. Raises what loading the scorer may raise."""
    asked = scenario.steps[step]
    text = judged_text(asked, text)
    judgement = judge_answer(scorer, scenario, step, text, "email" if asked.move == "email" else "spoken")
    verdicts = judgement.by_name()
    own = {each.criterion.name: each for each in explain_answer(scenario, step, text)}
    rows = []
    for criterion in asked.rubric:
        verdict = verdicts[criterion.name]
        quotes = tuple(Quote(0, span) for span in verdict.evidence)
        finding = Finding(criterion, verdict.outcome, verdict.confidence, verdict.reason, quotes)
        rows.append(Row(finding, own.get(criterion.name)))
    return Trial(
        step,
        text,
        tuple(rows),
        tuple(_said(scenario, step, text, judgement)),
        MoveReport(asked.move, asked.name, (step,), tuple(row.finding for row in rows)),
        result_of(asked, judgement),
        judgement.topics,
        judgement.scorer,
    )


def _said(scenario: Scenario, step: int, text: str, judgement: Judgement) -> Iterator[Said]:
    """What is said, by the very engine that plays a rehearsal; then what each part of it is for."""
    if not text.strip():
        return
    email = scenario.steps[step].move == "email"
    given = EmailSent("", "", text) if email else AnswerGiven(text)
    state = advance(advance(State(scenario, "realistic", step=step), given), AnswerJudged(judgement))
    replies = tuple(turn.text for turn in state.turns if turn.role == "reply")
    while replies:
        said, count = _why(scenario, step, text, judgement, replies)
        yield Said(said, replies[:count])
        replies = replies[count:]
    result = result_of(scenario.steps[step], judgement)
    reactions = tuple(turn.text for turn in state.turns if turn.role == "reaction")
    if reactions:
        made: dict[Outcome3, str] = {
            "made": _("the step was made"),
            "half": _("the step was half made"),
            "missed": _("the step was missed"),
        }
        yield Said(made[result], reactions)


def _why(scenario: Scenario, step: int, text: str, judgement: Judgement, said: Sequence[str]) -> tuple[str, int]:
    """What the first of these lines are the reply to, and how many of them."""
    for at, number in judgement.replies:
        reply = scenario.steps[at].answers[number]
        if tuple(said[: len(reply.says)]) == reply.says:
            words = words_of(scenario, text)
            for cue in reply.cues:
                if span := find_cue(compile_cue(cue), words):
                    found = _("the cue {cue} is in “{words}”").format(cue=cue, words=span.of(text))
                    return found, len(reply.says)
    for topic in judgement.topics:
        by_topic = scenario.reply_to(topic, step)
        if by_topic is not None and tuple(said[: len(by_topic.says)]) == by_topic.says:
            return _("asked about {topic}").format(topic=translated(TOPICS[topic])), len(by_topic.says)
    return _("no reply was written for this question"), len(said)
