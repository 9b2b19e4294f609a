"""A rehearsal is a fold: `advance(state, event)` gives the next state. No clock, no files, no interface.

Front ends turn keys into events, draw the state, and decide nothing. Whoever runs a rehearsal judges each
answer when `state.phase` is "judging" and sends the result as `AnswerJudged`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from closer_tui.events import (
    AnswerGiven,
    AnswerJudged,
    AnswerKept,
    EmailSent,
    Event,
    HintTaken,
    NotNow,
    Paused,
    Resumed,
    RoomLeft,
    SelfRated,
    StepRetried,
    StepSkipped,
    TimeUp,
    VerdictOverruled,
)
from closer_tui.i18n import _, pgettext, translated
from closer_tui.levels import LEVEL_SUMMARIES, LEVELS, Level, level_above, level_name
from closer_tui.scenario.model import Scenario, Step
from closer_tui.scoring.report import Heard, Report, build_report, result_of
from closer_tui.scoring.text import compose_email
from closer_tui.scoring.verdict import Judgement, Kind, Outcome
from closer_tui.talk import Turn, listening, react, reply, say, wind_down

__all__ = [
    "LEVELS",
    "LEVEL_SUMMARIES",
    "Answer",
    "Level",
    "State",
    "advance",
    "level_above",
    "level_name",
    "start",
]

# --- where it stands ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Answer:
    """What the candidate said: `step` is None in the silent room. `at` and `took` are seconds.

    Of a step that was answered more than once: `instead_of` is the attempt (State.attempts) that counted until then,
    and `own_words` the candidate's own word on the step's criteria when another attempt took this one's place.
    """

    step: int | None
    text: str
    at: float = 0.0
    took: float = 0.0
    to: str = ""
    judgement: Judgement | None = None
    instead_of: int | None = None
    own_words: tuple[tuple[str, bool], ...] = ()


@dataclass(frozen=True, slots=True)
class State:
    """A rehearsal at one moment.

    `step` is the index of the step in hand, None in the silent room and when finished. `phase`: the
    candidate is answering, an answer waits to be judged, or the rehearsal is finished. `kept`: of a step, the attempt
    that counts where it is not the last. `rated`: the criteria that the candidate ticked before the report, None when
    they did not; `found`: what the report said of each criterion then. `retried`: a step was played again.
    """

    scenario: Scenario
    level: Level
    phase: Literal["answering", "judging", "finished"] = "answering"
    step: int | None = None
    turns: tuple[Turn, ...] = ()
    answers: tuple[Answer, ...] = ()
    skipped: frozenset[int] = frozenset()
    hinted: frozenset[int] = frozenset()
    replied: frozenset[str] = frozenset()
    overtime: frozenset[int] = frozenset()
    kept: tuple[tuple[int, int], ...] = ()
    overruled: tuple[tuple[str, bool], ...] = ()
    rated: tuple[str, ...] | None = None
    found: tuple[tuple[str, Outcome], ...] = ()
    retried: bool = False
    wound_down: int = 0
    retrying: bool = False
    paused: bool = False
    now: float = 0.0
    step_began: float = 0.0

    @property
    def current(self) -> Step | None:
        return None if self.step is None else self.scenario.steps[self.step]

    @property
    def in_room(self) -> bool:
        """Whether this is the spoken part of the silent level."""
        return self.level == "silent" and self.step is None and self.phase != "finished"

    @property
    def expects(self) -> Literal["answer", "email", "judgement", "nothing"]:
        """What has to come next."""
        if self.phase == "judging":
            return "judgement"
        if self.phase == "finished":
            return "nothing"
        return "email" if self.current is not None and self.current.move == "email" else "answer"

    @property
    def kind(self) -> Kind:
        """How the answer in hand (or in judgement) is to be judged."""
        return "email" if self.current is not None and self.current.move == "email" else "spoken"

    @property
    def waiting(self) -> Answer | None:
        """The answer that has to be judged now."""
        return self.answers[-1] if self.phase == "judging" else None

    @property
    def speaks_on(self) -> bool:
        """Whether more is to be said aloud after the answer in hand."""
        if self.step is None or self.retrying:
            return self.in_room
        following = self.scenario.steps[self.step + 1 : self.step + 2]
        return self.kind == "spoken" and bool(following) and following[0].move != "email"

    @property
    def hint(self) -> str:
        """The hint, once it was asked for."""
        return self.current.advice if self.current is not None and self.step in self.hinted else ""

    def allows(self, event: type[Event]) -> bool:
        """Whether an event of this type fits now; it decides which keys are alive."""
        if event is Resumed:
            return self.paused
        if self.paused:
            return False
        if event is AnswerJudged:
            return self.phase == "judging"
        if event in (StepRetried, AnswerKept, VerdictOverruled):
            return self.phase == "finished"
        if event is SelfRated:  # who has seen the report would be copying from it
            return self.phase == "finished" and self.rated is None and not self.retried
        if self.phase != "answering":
            return False
        if event is AnswerGiven:
            return self.expects == "answer"
        if event is EmailSent:
            return self.expects == "email"
        if event is RoomLeft:
            return self.in_room
        if event is HintTaken:
            return self.level == "coached" and self.step is not None and self.step not in self.hinted
        if event is TimeUp:
            seconds = self.current.seconds if self.current else None
            return seconds is not None and self.step not in self.overtime
        if event is StepSkipped:
            return self.step is not None
        return event is Paused

    def seconds_left(self, now: float) -> float | None:
        """Of the time that the step gives at practice second `now`: negative when over, None when it gives
        none or nobody is asked."""
        step = self.current
        if step is None or step.seconds is None or self.phase != "answering":
            return None
        return step.seconds - max(0.0, now - self.step_began)

    def attempts(self, step: int) -> tuple[Answer, ...]:
        """Every answer to a step, the first one first. What was said in the silent room is an answer to none."""
        return tuple(answer for answer in self.answers if answer.step == step)

    def counting(self, step: int) -> int | None:
        """The index of the attempt at a step that counts: the one that was kept, else the last."""
        attempts = len(self.attempts(step))
        return dict(self.kept).get(step, attempts - 1) if attempts else None

    def counted(self) -> tuple[Answer, ...]:
        """The answers that count: of each step one, and all that was said in the silent room."""
        of_step = {answer.step: answer for answer in self.answers}
        of_step |= {step: self.attempts(step)[attempt] for step, attempt in self.kept}
        return tuple(answer for answer in self.answers if answer.step is None or of_step[answer.step] is answer)

    def heard(self) -> tuple[Heard, ...]:
        """The answers that count, and are judged."""
        return tuple(
            Heard(answer.step, answer.text, answer.judgement)
            for answer in self.counted()
            if answer.judgement is not None
        )

    def report(self) -> Report:
        """How complete the close is, from the answers judged so far."""
        return build_report(self.scenario, self.heard(), dict(self.overruled))


# --- what follows ------------------------------------------------------------------------------------------


def start(scenario: Scenario, level: Level, step: int = 0) -> State:
    """The rehearsal as the candidate sits down: the scene is set and the interviewer has spoken. With a `step` (from
    0) it is a try-out that begins there, and the silent level has none."""
    state = State(scenario, level)
    if scenario.scene:
        state = say(state, "scene", "note", (scenario.scene,))
    if level == "silent" and scenario.spoken:
        return say(replace(state, wound_down=1), "interviewer", "line", scenario.silent.winds_down[:1])
    return _enter(state, step)


def advance(state: State, event: Event) -> State:
    """The state after `event`. Raises NotNow where the event does not fit."""
    if not state.allows(type(event)):
        expected = {
            "answer": pgettext("expects", "answer"),
            "email": pgettext("expects", "email"),
            "judgement": pgettext("expects", "judgement"),
            "nothing": pgettext("expects", "nothing"),
        }[state.expects]
        told = _("{event} does not fit a rehearsal that expects {what}")
        raise NotNow(told.format(event=type(event).__name__, what=expected))
    state = replace(state, now=max(state.now, getattr(event, "at", state.now)))
    match event:
        case AnswerGiven(text):
            return _given(state, text, "")
        case EmailSent(to, subject, body):
            return _given(state, compose_email(subject, body), to)
        case AnswerJudged(judgement):
            return _judged(state, judgement)
        case StepSkipped():
            assert state.step is not None
            skipped = replace(state, skipped=state.skipped | {state.step})
            # A skipped retry leaves the earlier answer standing, and nobody answers an email that never came.
            silent = state.retrying or state.expects == "email"
            return _leave_step(skipped if silent else react(skipped, "missed"))
        case RoomLeft():
            return _leave_room(state)
        case HintTaken():
            return replace(state, hinted=state.hinted | {state.step} if state.step is not None else state.hinted)
        case TimeUp():
            assert state.step is not None and state.current is not None
            nudge = (state.current.nudge,) if state.current.nudge else ()
            over = replace(state, overtime=state.overtime | {state.step})
            return say(over, "interviewer", "reaction", nudge)
        case Paused():
            return replace(state, paused=True)
        case Resumed():
            return replace(state, paused=False)
        case StepRetried(step):
            return _retry(state, step)
        case AnswerKept(step, attempt):
            return _keep(state, step, attempt)
        case VerdictOverruled(criterion, met):
            others = tuple(pair for pair in state.overruled if pair[0] != criterion)
            return replace(state, overruled=others if met is None else (*others, (criterion, met)))
        case SelfRated(criteria):
            found = tuple((each.criterion.name, each.outcome) for each in state.report().findings())
            return replace(state, rated=criteria, found=found)


def _enter(state: State, step: int, since_turn: int = 0) -> State:
    """Go to a step: what was taken or run over on an earlier attempt starts afresh. What was said before `since_turn`
    was heard at another time."""
    state = replace(
        state,
        phase="answering",
        step=step,
        hinted=state.hinted - {step},
        overtime=state.overtime - {step},
        skipped=state.skipped - {step},
    )
    told = state.scenario.steps[step]
    if told.move == "email":
        state = say(state, "scene", "note", told.says)
    else:
        state = say(state, "interviewer", "line", told.says)
    return replace(state, step_began=state.now + listening(state, since_turn))


def _retry(state: State, step: int) -> State:
    """Play one step again."""
    if not 0 <= step < len(state.scenario.steps):
        raise NotNow(_("there is no step {step}").format(step=step))
    state = replace(_set_aside(state, step), retrying=True, retried=True, replied=frozenset())
    once_more = _("Once more: {step}.").format(step=translated(state.scenario.steps[step].name))
    return _enter(say(state, "scene", "note", (once_more,)), step, len(state.turns))


def _set_aside(state: State, step: int) -> State:
    """The candidate's own word on the criteria of a step was about the answer that counts, and goes with it."""
    names = {criterion.name for criterion in state.scenario.steps[step].rubric}
    words = tuple(pair for pair in state.overruled if pair[0] in names)
    which = state.counting(step)
    old = None if which is None else state.attempts(step)[which]
    return replace(
        state,
        overruled=tuple(pair for pair in state.overruled if pair[0] not in names),
        answers=tuple(replace(each, own_words=words) if each is old else each for each in state.answers),
    )


def _keep(state: State, step: int, attempt: int) -> State:
    """From now on this attempt counts, with the candidate's own word on it."""
    attempts = state.attempts(step)
    if not 0 <= attempt < len(attempts):
        raise NotNow(_("there is no attempt {attempt} at step {step}").format(attempt=attempt, step=step))
    if attempt == state.counting(step):
        return state
    state = _set_aside(state, step)
    others = tuple(pair for pair in state.kept if pair[0] != step)
    return replace(
        state,
        kept=others if attempt == len(attempts) - 1 else (*others, (step, attempt)),
        overruled=(*state.overruled, *attempts[attempt].own_words),
    )


def _given(state: State, text: str, to: str) -> State:
    if not text.strip():
        raise NotNow(_("an empty answer is no answer: skip the step instead"))
    before = None if state.step is None else state.counting(state.step)
    answer = Answer(state.step, text, state.now, max(0.0, state.now - state.step_began), to, instead_of=before)
    kept = tuple(pair for pair in state.kept if pair[0] != state.step)
    state = replace(state, phase="judging", answers=(*state.answers, answer), kept=kept)
    return say(state, "candidate", "answer", (text,))


def _judged(state: State, judgement: Judgement) -> State:
    answer = replace(state.answers[-1], judgement=judgement)
    state = replace(state, phase="answering", answers=(*state.answers[:-1], answer))
    if state.kind == "spoken":
        state = reply(state, judgement)
    if state.step is None:
        return wind_down(state)
    return _leave_step(react(state, result_of(state.scenario.steps[state.step], judgement)))


def _leave_room(state: State) -> State:
    state = say(state, "interviewer", "line", state.scenario.farewell)
    emails = state.scenario.emails
    return _enter(state, emails[0]) if emails else replace(state, phase="finished", step=None)


def _leave_step(state: State) -> State:
    """Go on to the next step, or to the end."""
    scenario, step = state.scenario, state.step
    assert step is not None
    if state.retrying:
        return replace(state, phase="finished", step=None, retrying=False)
    if scenario.spoken and step == scenario.spoken[-1]:
        state = say(replace(state, step=None), "interviewer", "line", scenario.farewell)
    return _enter(state, step + 1) if step + 1 < len(scenario.steps) else replace(state, phase="finished", step=None)
