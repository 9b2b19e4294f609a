"""A scenario: the scripted end of one interview, as it stands in its TOML file, checked."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from closer_tui.scoring.languages import is_english
from closer_tui.scoring.rubric import MOVE_HINTS, MOVE_TITLES, Criterion, Move, of_move

FORMAT = 1

Difficulty = Literal["easy", "medium", "hard"]
SampleLevel = Literal["strong", "middling", "weak"]
SAMPLE_LEVELS: tuple[SampleLevel, ...] = ("strong", "middling", "weak")


@dataclass(frozen=True, slots=True)
class Voice:
    """Wishes for the interviewer's voice; what a machine has may differ. `rate` is in words a minute,
    `volume` from 0 to 1, `language` a tag such as "en-GB"."""

    language: str = "en"
    gender: Literal["female", "male", "any"] = "any"
    rate: int = 155
    volume: float = 1.0


@dataclass(frozen=True, slots=True)
class Interviewer:
    """Who speaks. `temper` is a few words on what they are like; `email` is where the thanks go."""

    name: str
    title: str
    temper: str = ""
    email: str = ""
    voice: Voice = field(default_factory=Voice)


@dataclass(frozen=True, slots=True)
class Reply:
    """`[[step.answer]]`: what the interviewer says when asked about `topic` (rubric.TOPICS), or when one of `cues`
    is found in what was asked. It has a topic, cues or both; the topic is empty where it has none."""

    topic: str
    says: tuple[str, ...]
    cues: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reaction:
    """`[step.reaction]`: one line for each result of a step; attempts go through the lines in turn."""

    made: tuple[str, ...] = ()
    half: tuple[str, ...] = ()
    missed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OwnCriterion:
    """`[[step.criterion]]`: a criterion of the scenario's own. It is met when `least` different cues are found in
    the answer, each with no blocker near it; cues are described in scenarios/README.md."""

    name: str
    title: str
    advice: str
    cues: tuple[str, ...]
    blockers: tuple[str, ...] = ()
    points: int = 5
    essential: bool = False
    flag: bool = False
    least: int = 1

    def as_criterion(self, move: Move) -> Criterion:
        return Criterion(self.name, move, self.title, self.points, self.advice, self.essential, self.flag)


@dataclass(frozen=True, slots=True)
class Sample:
    """`[[step.sample]]`: an example answer, with the names of criteria and flags that its words meet
    (raise) and of those that they do not. Names in neither list are not claimed."""

    level: SampleLevel
    text: str
    meets: tuple[str, ...] = ()
    misses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """`[[step]]`: one thing that the candidate has to do.

    In an email step `says` sets the scene and the reaction is what comes back. `seconds` is the time that
    the interviewer gives, or None; `nudge` is said when it is over. `interviewer` is who asks in this step where
    it is not the scenario's own. `standard` is false where the step is judged by its own criteria alone, because
    the scenario's language is none that the standard rubric is judged in.
    """

    move: Move
    says: tuple[str, ...]
    title: str = ""
    hint: str = ""
    seconds: int | None = None
    nudge: str = ""
    answers: tuple[Reply, ...] = ()
    fallback: tuple[str, ...] = ()
    reaction: Reaction = field(default_factory=Reaction)
    criteria: tuple[OwnCriterion, ...] = ()
    samples: tuple[Sample, ...] = ()
    interviewer: Interviewer | None = None
    standard: bool = True

    @property
    def name(self) -> str:
        """What the step is called on the coached level and in the report."""
        return self.title or MOVE_TITLES[self.move]

    @property
    def advice(self) -> str:
        """The author's hint, or the standard one for the move, or (where the step's own criteria are all that
        counts) their advice."""
        if self.hint or self.standard:
            return self.hint or MOVE_HINTS[self.move]
        return " ".join(each.advice for each in self.criteria if not each.flag) or MOVE_HINTS["custom"]

    @property
    def rubric(self) -> tuple[Criterion, ...]:
        """What the step is judged by: the criteria and flags of its move, where these apply, and its own."""
        standard = of_move(self.move) if self.standard else ()
        return standard + tuple(criterion.as_criterion(self.move) for criterion in self.criteria)

    def sample(self, level: SampleLevel) -> Sample | None:
        return next((sample for sample in self.samples if sample.level == level), None)


@dataclass(frozen=True, slots=True)
class Silent:
    """`[silent]`: the interviewer on the level on which nobody asks. `winds_down` is said line by line,
    the first at once and one more after each thing that the candidate says; then only `nods` are left."""

    winds_down: tuple[str, ...] = ("Right. I think that is everything from my side.",)
    nods: tuple[str, ...] = ("Mm-hm.",)


@dataclass(frozen=True, slots=True)
class Scenario:
    """One interview ending. `name` is what `closer play` takes (the file's name without .toml); `id` stays
    the same when the file is renamed. `scene` is told before the first line; `farewell` is the last thing
    the interviewer says in the room. `source` is the TOML text, kept so that a rehearsal can be resumed
    even when the file has changed; `path` is where it was read, or empty. `language` is the tag of the language
    that is spoken; any but English is judged by the steps' own criteria alone. `group` is the shelf that a list
    may put it on, in a few free words, or empty."""

    name: str
    id: str
    title: str
    summary: str
    company: str
    role: str
    difficulty: Difficulty
    interviewer: Interviewer
    steps: tuple[Step, ...]
    scene: str = ""
    farewell: tuple[str, ...] = ()
    silent: Silent = field(default_factory=Silent)
    source: str = ""
    path: str = ""
    language: str = "en"
    group: str = ""

    @property
    def standard(self) -> bool:
        """Whether the standard rubric, which knows English only, is judged."""
        return is_english(self.language)

    @property
    def spoken(self) -> tuple[int, ...]:
        """Indices of the steps that are said in the room."""
        return tuple(i for i, step in enumerate(self.steps) if step.move != "email")

    @property
    def emails(self) -> tuple[int, ...]:
        return tuple(i for i, step in enumerate(self.steps) if step.move == "email")

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the interviewers and of the company, each once."""
        panel = [step.interviewer.name for step in self.steps if step.interviewer is not None]
        return tuple(dict.fromkeys((self.interviewer.name, *panel, self.company)))

    def interviewer_of(self, step: int | None) -> Interviewer:
        """Who speaks in a step; None is anywhere else in the room."""
        own = None if step is None else self.steps[step].interviewer
        return own or self.interviewer

    def reply_to(self, topic: str, step: int | None = None) -> Reply | None:
        """What the interviewer answers to a question about `topic`: the step's own reply, else any step's."""
        own = () if step is None else self.steps[step].answers
        everywhere = (reply for each in self.steps for reply in each.answers)
        return next((reply for reply in (*own, *everywhere) if reply.topic and reply.topic == topic), None)

    @property
    def fallback(self) -> tuple[str, ...]:
        """What the interviewer answers to a question that no reply was written for."""
        return next((step.fallback for step in self.steps if step.fallback), ())
