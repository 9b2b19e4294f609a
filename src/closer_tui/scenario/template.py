"""A new scenario: whole, playable at once, with comments that say what each part is for; or a copy of another one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial

from closer_tui.scenario.load import id_of
from closer_tui.scenario.model import FORMAT, Difficulty, OwnCriterion
from closer_tui.scenario.template_lines import LESSONS, MOODS, REPLIES, SCENE, Example, Lesson, Part
from closer_tui.scenario.writer import Page
from closer_tui.scoring.rubric import MOVES, Move
from closer_tui.scoring.text import printable

LONGEST = 120
"""Characters that an answer is cut to."""
SAYABLE = 40
"""Characters that a name may have to be put into spoken lines; a longer one is called otherwise there."""
SCHEMA_LINE = "#:schema ./scenario.schema.json"

_ORDINARY = re.compile(r"[\w .,&/+#'’()\-]+")
_FORMS_OF_ADDRESS = frozenset(("mr", "mrs", "ms", "mx", "dr", "prof", "sir", "dame", "frau", "herr"))


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the author said. `interviewer` is a name and `title` that person's job title; `called` is the scenario's
    own title, and made from the company where it is empty. `moves` are taken in their natural order."""

    role: str = "Backend developer"
    company: str = "Kestrel Energy"
    interviewer: str = "Priya Nair"
    title: str = "Engineering manager"
    moves: tuple[Move, ...] = MOVES
    mood: str = "warm"
    difficulty: Difficulty = "medium"
    language: str = "en"
    called: str = ""


def clean(text: str) -> str:
    """What somebody wrote, on one line and without anything that a scenario may not hold; cut where it is very long."""
    safe = "".join("" if char == "\ufffd" else char for char in printable(text[: 100 * LONGEST]))
    return " ".join(safe.split())[:LONGEST].strip()


def title_of(wishes: Wishes) -> str:
    return wishes.called or f"Last minutes at {wishes.company}"


@dataclass(frozen=True, slots=True)
class Particulars:
    """What is put in place of the made-up facts. `head` and `tail` are comments, a paragraph and a line each; `scene`
    goes in as it is; `panel` holds the name and title of who asks in a step, where it is somebody else."""

    head: tuple[str, ...] = ()
    scene: str = ""
    panel: Mapping[Move, tuple[str, str]] = field(default_factory=dict)
    lessons: Mapping[Move, Lesson] = field(default_factory=lambda: LESSONS)
    replies: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = field(default_factory=lambda: REPLIES)
    criteria: Mapping[Move, OwnCriterion] = field(default_factory=dict)
    middling: Mapping[Move, Example] = field(default_factory=dict)
    tail: tuple[str, ...] = ()


def new_scenario(
    wishes: Wishes, id: str, *, standard: bool, names_in_samples: bool = True, particulars: Particulars | None = None
) -> str:
    """The text of a scenario as wished for; the wishes have to be clean. `standard` is whether the standard criteria
    are judged in its language: where not, every step gets a criterion of its own. Without `names_in_samples` role and
    company stay out of the samples: a name can change how an answer is scored. `particulars` are the facts of a real
    interview."""
    return str(_Template(wishes, id, standard, names_in_samples, particulars or Particulars()).page())


class _Template:
    def __init__(
        self, wishes: Wishes, id: str, standard: bool, names_in_samples: bool, particulars: Particulars
    ) -> None:
        self._wishes, self._id, self._standard, self._particulars = wishes, id, standard, particulars
        self._mood = MOODS[wishes.mood]
        company, role = _sayable(wishes.company, "the company"), _sayable(wishes.role, "new")
        first = _sayable(_first_name(wishes.interviewer), "your interviewer")
        self._fill = partial(_filled, company=company, role=role, first=first)
        self._sample = self._fill
        if not names_in_samples:
            self._sample = partial(_filled, company="your company", role="new", first="all")
        self._page = Page()

    def page(self) -> Page:
        self._head()
        for move in (move for move in MOVES if move in self._wishes.moves):
            if move == "email":
                self._custom()
            self._step(move)
        if "email" not in self._wishes.moves:
            self._custom()
        if self._particulars.tail:
            self._rule()
            self._page.comment(*self._particulars.tail)
        return self._page

    def _head(self) -> None:
        page, wishes = self._page, self._wishes
        page.directive(SCHEMA_LINE.removeprefix("#"))
        page.comment(
            "This is a whole scenario: it plays as it is. Change what you like, and run closer check on it now and "
            "then. The line above lets an editor complete keys and mark mistakes. Every key is explained in "
            "scenarios/README.md of closer-tui."
        )
        if not self._standard:
            page.blank()
            page.comment(
                f"The lines are English: put them into the language that you chose ({wishes.language}). The standard "
                "criteria are judged in English only, so each step is judged by a criterion of its own: its cues are "
                "words of the strong sample, and have to be put into that language with it."
            )
        for paragraph in self._particulars.head:
            page.comment(paragraph) if paragraph else page.blank()
        page.blank()
        page.put("format", FORMAT)
        page.put("id", self._id, "keeps your history when the file is renamed")
        page.put("title", title_of(wishes))
        summary = f"{wishes.interviewer}, {wishes.title}: {self._mood.temper}."
        page.put("summary", summary)
        page.put("company", wishes.company)
        page.put("role", wishes.role)
        page.put("difficulty", wishes.difficulty, "easy, medium or hard")
        page.put("language", wishes.language)
        page.blank()
        page.comment("Told before the first line. Put in what you know: from the advert, their site, the interview.")
        page.put("scene", self._particulars.scene or self._fill(SCENE))
        page.comment("The last thing said in the room.")
        page.put("farewell", self._mood.farewell)
        page.blank()
        page.table("interviewer")
        page.put("name", wishes.interviewer)
        page.put("title", wishes.title)
        page.put("temper", self._mood.temper)
        email = _email(wishes)
        if email:
            page.put("email", email, "made up: .example is nobody's")
        page.blank()
        page.comment("On the silent level nobody asks for anything: these lines fit whatever was said.")
        page.table("silent")
        page.put("winds_down", self._mood.winds_down)
        page.put("nods", self._mood.nods)

    def _step(self, move: Move) -> None:
        page, lesson, part = self._page, self._particulars.lessons[move], self._mood.parts[move]
        self._rule()
        page.tables("step")
        page.put("move", move)
        page.put("says", [self._fill(line) for line in part.says])
        page.put("hint", self._fill(lesson.hint))
        seconds = lesson.seconds.get(self._wishes.difficulty)
        if seconds:
            page.put("seconds", seconds, "the time given; after it comes the nudge")
            page.put("nudge", part.nudge)
        if move == "questions":
            page.comment("The reply to whatever has none of its own.")
            page.put("fallback", self._mood.fallback)
            self._replies()
        self._panel(move)
        self._reaction(part, move)
        if not self._standard:
            self._own(lesson)
        self._asked_for(move)
        page.blank()
        page.comment(
            "An answer, and what it should be judged as: closer check scores it. The strong one is shown to you after "
            "your own attempt."
            if move == self._wishes.moves[0]
            else "A strong answer and a weak one."
        )
        self._example("strong", lesson.strong, lesson, move)
        page.blank()
        if move in self._particulars.middling:
            self._example("middling", self._particulars.middling[move], lesson, move)
            page.blank()
        self._example("weak", lesson.weak, lesson, move)

    def _replies(self) -> None:
        page = self._page
        page.blank()
        page.comment("What the interviewer says when asked about a topic. Each reply is given once.")
        for number, (topic, (cues, says)) in enumerate(self._particulars.replies.items()):
            if number:
                page.blank()
            page.tables("step.answer")
            if self._standard:
                page.put("topic", topic)
            else:
                page.put("cues", cues, "words of the question" if not number else "")
            page.put("says", says)

    def _panel(self, move: Move) -> None:
        if move in self._particulars.panel:
            name, title = self._particulars.panel[move]
            self._page.blank()
            self._page.comment("Who asks in this step.")
            self._page.table("step.interviewer")
            self._page.put("name", name)
            self._page.put("title", title)

    def _asked_for(self, move: Move) -> None:
        criterion = self._particulars.criteria.get(move)
        if criterion is not None:
            page = self._page
            page.blank()
            page.tables("step.criterion")
            page.put("name", criterion.name)
            page.put("title", criterion.title)
            page.put("advice", criterion.advice)
            page.put("cues", criterion.cues)
            if criterion.blockers:
                page.put("blockers", criterion.blockers)
            page.put("points", criterion.points)

    def _reaction(self, part: Part, move: Move) -> None:
        page = self._page
        page.blank()
        page.comment(
            "What comes back: when the email did everything, half of it, or little."
            if move == "email"
            else "How it is taken: when the step was made, half made, or missed. Attempts go through the lines in turn."
        )
        page.table("step.reaction")
        for result in ("made", "half", "missed"):
            page.put(result, [self._fill(line) for line in getattr(part, result)])

    def _own(self, lesson: Lesson) -> None:
        page = self._page
        page.blank()
        page.tables("step.criterion")
        page.put("name", lesson.name)
        page.put("title", lesson.title)
        page.put("advice", self._fill(lesson.hint))
        page.put("cues", lesson.cues)
        page.put("points", 10)
        page.put("essential", True)

    def _example(self, level: str, example: Example, lesson: Lesson, move: Move) -> None:
        page = self._page
        page.tables("step.sample")
        page.put("level", level)
        page.put("text", self._sample(example.text))
        own = (lesson.name,)
        strong = level == "strong"
        meets = example.meets if self._standard else own * strong
        misses = example.misses if self._standard else own * (not strong)
        if level == "middling":
            meets, misses = example.meets, example.misses
        elif move in self._particulars.criteria:
            name = self._particulars.criteria[move].name
            meets, misses = (*meets, *(name,) * strong), (*misses, *(name,) * (not strong))
        if meets:
            page.put("meets", meets)
        if misses:
            page.put("misses", misses)

    def _custom(self) -> None:
        page = self._page
        self._rule()
        page.comment(
            "A step with a criterion of your own. To use it, take away the # in front of the lines that have no space "
            "after it."
        )
        page.blank()
        page.disabled(True)
        page.tables("step")
        page.put("move", "custom")
        page.put("title", "Say when you can start")
        page.put("says", ["When could you start, if it came to that?"])
        page.blank()
        page.tables("step.criterion")
        page.put("name", "notice", "what samples call it")
        page.put("title", "Said when you can start")
        page.put("advice", "Name a date or a number of weeks, and stop there.")
        page.comment(
            "A cue is words that stand side by side in one sentence of the answer. Endings, capitals and one typo do "
            "not count; * is up to five words, or none; a|b is either word. One cue that is found is enough. A blocker "
            "takes back a cue that it stands beside: “I'm not sure I can start in May” says nothing."
        )
        page.put("cues", ["start on|in *", "two|four weeks"])
        page.put("blockers", ["not sure"])
        page.put("points", 10)
        page.blank()
        page.tables("step.sample")
        page.put("level", "strong")
        page.put("text", "I have four weeks' notice, so I could start on the first of May.")
        page.put("meets", ["notice"])
        page.blank()
        page.tables("step.sample")
        page.put("level", "weak")
        page.put("text", "I'm not sure when I could start on anything, I would have to ask.")
        page.put("misses", ["notice"])
        page.disabled(False)

    def _rule(self) -> None:
        self._page.blank()
        self._page.comment("-" * 108)
        self._page.blank()


def _filled(text: str, *, company: str, role: str, first: str) -> str:
    return text.format(company=company, role=role, first=first)


def _sayable(name: str, otherwise: str) -> str:
    """A name as a line may hold it; something else for one that nobody could say."""
    return name if len(name) <= SAYABLE and _ORDINARY.fullmatch(name) else otherwise


def _first_name(name: str) -> str:
    """What an email may begin with: "Priya", and "Dr Osei" as a whole."""
    words = name.split()
    formal = words[0].rstrip(".").casefold() in _FORMS_OF_ADDRESS
    return name if formal else words[0]


def _email(wishes: Wishes) -> str:
    """An address that nobody has; nothing where the names have no letters for one."""
    person, company = (_letters(name) for name in (wishes.interviewer, wishes.company))
    return f"{person.replace('-', '.')}@{company}.example" if person and company else ""


def _letters(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return id_of(plain)[:40].strip("-") if re.search("[A-Za-z]", plain) else ""
