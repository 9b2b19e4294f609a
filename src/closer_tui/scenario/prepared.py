"""The scenario of a real interview: its people and its facts in place of the made-up ones of a new scenario.

What the interviewer answers stays made up, and says little: nobody knows what they will say.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import product

from closer_tui.i18n import in_english
from closer_tui.scenario.advert.facts import cue_of
from closer_tui.scenario.checking import check_scenario
from closer_tui.scenario.model import OwnCriterion
from closer_tui.scenario.prepare import Person, Preparation, lines
from closer_tui.scenario.reader import listed
from closer_tui.scenario.template import Particulars, Wishes, clean, new_scenario
from closer_tui.scenario.template_lines import LESSONS, REPLIES, Example, Lesson
from closer_tui.scoring.cues import CueError, compile_cue
from closer_tui.scoring.languages import is_english
from closer_tui.scoring.rubric import Move
from closer_tui.scoring.verdict import Scorer

ASKED_FOR = "asked_for"
MOST_CUES = 12
MOST_PEOPLE = 8
UNTITLED = "Interviewer"
_LATER: tuple[Move, ...] = ("value", "interest")
"""The steps in which the second and the third of a panel ask."""

_REPLIES: Mapping[str, tuple[str, ...]] = {
    "enjoyment": ("That people ask me before something is decided, mostly.", "I couldn't say that of my last place."),
    "measurement": (
        "Twice a year we look at what you set out to do, and at what became of it.",
        "I talk to the people next to you before I look at any figures.",
    ),
    "success": ("If after six months I no longer have to think about that part of the work, you have done well.",),
    "team": ("They help each other, and they don't always agree. I would worry if they did.",),
    "challenges": ("More is asked of us than we can do, and we aren't always good at saying so.",),
    "growth": ("You would learn most from the people next to you. The time for it has to be defended, and I do that.",),
    "direction": ("There is a plan, and it changes about twice a year. The last time I was glad that it did.",),
    "practice": ("It is better than it was. I would show you what still annoys us before you sign anything.",),
    "doubts": ("The experience is there. What I haven't heard yet is how you are when something goes wrong.",),
    "next_steps": ("We talk to each other this week, and then you hear from me, whatever the answer is.",),
    "pay_perks": ("That comes in a letter, before you have to decide anything.",),
    "basics": ("You find that on our site. I would only get the numbers wrong.",),
}
_IN_THE_ADVERT = ("That stands in our advert, I think. Was anything about it not clear?",)

# What takes a technology back: "I have never used Kafka".
_BLOCKERS = ("never", "no experience", "not used|know|worked", "don't|didn't know|use|have", "haven't", "like to learn")


def people_of(answer: str) -> tuple[Person, ...]:
    """Who will ask, from "Name, title; Name, title"; those without a name are left out."""
    found: list[Person] = []
    for each in answer.replace("\n", ";").split(";")[:MOST_PEOPLE]:
        name, _, title = each.partition(",")
        if clean(name):
            found.append(Person(clean(name), clean(title)))
    return tuple(found)


@in_english()
def prepared_scenario(
    preparation: Preparation,
    wishes: Wishes,
    people: Sequence[Person],
    when: str,
    id: str,
    scorer: Scorer | None,
) -> str:
    """The text of the scenario, in English all through. `wishes` have to be clean and say the rest; without `people`
    their interviewer asks. A stranger's words can change how the sample answers are scored: those that do, by the
    scorer, are kept out of them."""
    people = tuple(people) or (Person(wishes.interviewer, wishes.title),)
    wishes = replace(wishes, role=preparation.role, company=preparation.company, interviewer=people[0].name)
    wishes = replace(wishes, title=people[0].title or UNTITLED)
    standard = is_english(wishes.language)
    kept = text = ""
    for facts, names in product((True, False), repeat=2):
        own = particulars(preparation, people, when, facts_in_samples=facts)
        text = new_scenario(wishes, id, standard=standard, names_in_samples=names, particulars=own)
        found = check_scenario(text, id, "", scorer)
        if not found:
            return text
        if not kept and all(each.severity == "note" for each in found):
            kept = text
    return kept or text


def particulars(
    preparation: Preparation, people: Sequence[Person], when: str = "", *, facts_in_samples: bool = True
) -> Particulars:
    """What is particular to this interview. The first of `people` asks where nobody else does; `when` is in free
    words. Without `facts_in_samples` nothing of the advert stands in the sample answers: a stranger's words can change
    how they are scored."""
    panel: dict[Move, tuple[str, str]] = {}
    for move, person in zip(_LATER, people[1:], strict=False):
        panel[move] = (person.name, person.title or UNTITLED)
    criterion = _criterion(preparation) if facts_in_samples else None
    return Particulars(
        head=tuple(_head(preparation, when)),
        scene=_scene(preparation, people, when),
        panel=panel,
        lessons=_lessons(preparation, facts_in_samples),
        replies=_replies(preparation),
        criteria={"value": criterion} if criterion else {},
        middling={"value": _naming(preparation)} if criterion else {},
        tail=tuple(_tail(preparation)),
    )


def _head(preparation: Preparation, when: str) -> list[str]:
    made_up = (
        "This one is about a real interview, so its facts are from the advert. What the interviewers say is made up: "
        "put in what you know of them."
    )
    if when:
        made_up += f" It is to be: {when}."
    return ["", made_up, "", *(line for line in lines(preparation))]


def _tail(preparation: Preparation) -> list[str]:
    if not preparation.advert.text:
        return []
    return ["The advert, as it was read:", *(line for line in preparation.advert.text.split("\n") if line)]


def _scene(preparation: Preparation, people: Sequence[Person], when: str) -> str:
    names = _and([f"{each.name} ({each.title})" if each.title else each.name for each in people])
    parts = [f"An interview with {names}, for the post of {preparation.role} at {preparation.company}."]
    if when:
        parts.append(f"It is to be: {when}.")
    facts = preparation.facts
    asked_for = [need.name for need in facts.needs if not need.wished][:6]
    if asked_for:
        parts.append(f"The advert asks for {_and(asked_for)}.")
    if facts.years:
        parts.append(f"It says “{facts.years}”.")
    if facts.duties:
        duties = "; ".join(f"“{each}”" for each in facts.duties[:3])
        parts.append(f"Of the work it says: {duties}.")
    if facts.change and facts.change not in facts.duties[:3]:
        parts.append(f"And of what is planned: “{facts.change}”.")
    parts.append("You have talked for most of an hour, and the end has come.")
    return " ".join(parts)


def _replies(preparation: Preparation) -> Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    known = preparation.answered
    cues = {topic: tuple(cue for cue in REPLIES[topic][0] if cue != "nightly job") for topic in REPLIES}
    return {
        topic: (cues[topic], _IN_THE_ADVERT if topic in ("pay_perks", "basics") and topic in known else says)
        for topic, says in _REPLIES.items()
    }


def _criterion(preparation: Preparation) -> OwnCriterion | None:
    """A criterion that is met by naming something that the advert asks for; None where it asks for nothing known."""
    cues: dict[str, str] = {}
    for need in preparation.facts.needs[:MOST_CUES]:
        cue = cue_of(need.name)
        try:
            if cue and compile_cue(cue):
                cues[cue.casefold()] = cue
        except CueError:  # a name that no cue can be made of
            continue
    if not cues:
        return None
    named = listed([need.name for need in preparation.facts.needs[:5]])
    return OwnCriterion(
        ASKED_FOR,
        "Named something that the advert asks for",
        f"The advert asks for {named}: say what you did with one of them.",
        tuple(cues.values()),
        _BLOCKERS,
    )


def _naming(preparation: Preparation) -> Example:
    """An answer that names all that is asked for, and nothing else: it tries every cue of the criterion."""
    named = [f"with {_literally(need.name)}" for need in preparation.facts.needs[:MOST_CUES]]
    return Example(f"I have worked {_and(named)}.", (ASKED_FOR,))


def _lessons(preparation: Preparation, with_facts: bool) -> Mapping[Move, Lesson]:
    facts = preparation.facts if with_facts else None
    first = next((need.name for need in facts.needs if cue_of(need.name)), "") if facts else ""
    tool = _literally(first)
    needs = [_literally(need.name) for need in preparation.facts.needs[:4]]
    named = listed(needs) if needs else ""
    duty = _literally(preparation.facts.duties[0]) if preparation.facts.duties else ""
    tie = f"something that they ask for ({named})" if named else "something that the advert asks for"
    value = LESSONS["value"]
    if tool:
        strong = (
            f"At my last place I ran the nightly import with {tool} for three years. It failed three nights a week "
            f"when I took over, and once in the last fourteen months. You ask for {tool} in your advert, so in the "
            "{role} role at {company} I would take that off your hands from the first week."
        )
    else:
        strong = (
            "At my last place I took over an import that failed three nights a week. I gave it safe retries and proper "
            "alarms, and it has failed once in the fourteen months since. You said that you need somebody who keeps "
            "such work quiet, so in the {role} role at {company} I would take that off your hands first."
        )
    interest, email, questions = LESSONS["interest"], LESSONS["email"], LESSONS["questions"]
    work = f"the work with {tool}" if tool else "the oldest part of your system"
    return {
        "questions": replace(
            questions,
            hint="Ask two things that the advert does not say and only they can: the comments at the top of this "
            "scenario's file hold some for each topic.",
            strong=Example(
                "What would I have to have done after six months for you to say that hiring me was right? And what is "
                "the problem that you most want me to take off your hands?",
                questions.strong.meets,
                questions.strong.misses,
            ),
            cues=("have to have done", "take off your hands"),
        ),
        "value": replace(
            value,
            hint=f"Say one thing that you did, with a figure, and tie it to {tie}."
            + (f" The advert says “{duty}”." if duty else ""),
            strong=Example(strong, value.strong.meets, value.strong.misses),
            cues=("took over", "fourteen months"),
        ),
        "interest": replace(
            interest,
            hint="Say in one plain sentence that you want the job, and in the next which thing that you heard, or read "
            "in the advert, is behind it.",
            strong=Example(
                "I can say it plainly: I want this job. I want the {role} role at {company} because you told me about "
                "the hard parts before I asked, and those are the ones that I like to work on.",
                interest.strong.meets,
                interest.strong.misses,
            ),
        ),
        "email": replace(
            email,
            strong=Example(
                "Subject: Thank you for today\n\nDear {first},\n\nthank you for the time you gave me today, and for "
                "considering me for the {role} role at {company}.\n\n"
                f"You said that {work} is what you most want off your hands, and on the way home I wrote down how I "
                "would begin. I'd love to do that with you: I want this job even more than I did this morning.\n\n"
                "Best regards,\nAlex Morgan",
                email.strong.meets,
                email.strong.misses,
            ),
        ),
    }


def _and(names: Sequence[str]) -> str:
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last


def _literally(text: str) -> str:
    """A stranger's words for a line in which names are put in: their braces stay braces."""
    return text.replace("{", "{{").replace("}", "}}")
