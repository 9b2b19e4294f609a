"""A real interview, made ready: questions worth asking by topic, with what the advert answers, and a scenario of it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from closer_tui.i18n import _, figure, translated
from closer_tui.scenario.advert.answers import Answer, answers
from closer_tui.scenario.advert.facts import Facts, facts_of
from closer_tui.scenario.advert.text import LONGEST, Advert, read_advert
from closer_tui.scoring.rubric import TOPICS

MOST_ASKED = 4
"""Questions of one topic that are suggested; two of them are asked in the end."""
LONGEST_SENTENCE = 240
"""Characters of the advert's own sentence that are quoted."""

_OF_THE_WORK = frozenset(("tools", "direction", "methods", "company", "success"))
_QUESTIONS = Path(__file__).with_name("questions.toml")
_SLOT = re.compile(r"\{([a-z]+)\}")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who will ask; `title` is empty where it is not known."""

    name: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """A subject that the advert answers, or (not `told`) names and leaves open. `sentence` is the advert's own;
    `instead` a question that goes on from there."""

    asked: str
    sentence: str
    instead: str
    told: bool


@dataclass(frozen=True, slots=True)
class TopicQuestions:
    """What to ask about a topic, and what not to. For `pay_perks` and `basics` nothing is suggested."""

    topic: str
    ask: tuple[str, ...]
    said: tuple[Said, ...]

    @property
    def title(self) -> str:
        """What the topic is called at the head of a paragraph."""
        title = translated(TOPICS[self.topic])
        return title[0].upper() + title[1:]


@dataclass(frozen=True, slots=True)
class Preparation:
    """What is known of an interview, and what follows from it. Without an advert there are questions, and no facts."""

    role: str
    company: str
    advert: Advert
    facts: Facts
    topics: tuple[TopicQuestions, ...]

    @property
    def answered(self) -> frozenset[str]:
        """Topics of which the advert answers something."""
        return frozenset(each.topic for each in self.topics if any(said.told for said in each.said))


def prepare(role: str, company: str, pasted: str) -> Preparation:
    """Questions for the interview, by the advert that was pasted; empty where there is none. `role` and `company` have
    to be clean (template.clean); the advert may be anything."""
    advert = read_advert(pasted, company)
    found = answers(advert)
    facts = facts_of(advert, found)
    slots = _slots(role, company, facts)
    duties = _work(advert, facts, found)
    topics: list[TopicQuestions] = []
    for number, topic in enumerate(topic for topic in TOPICS if topic != "other"):
        if duties:  # another one of them in each topic
            slots["duty"] = duties[number % len(duties)]
        topics.append(_topic(topic, advert, found, slots))
    return Preparation(role, company, advert, facts, tuple(each for each in topics if each.ask or each.said))


@cache
def questions() -> Mapping[str, tuple[tuple[str, str], ...]]:
    """The questions by topic, with their slots in braces; each with the subject that makes it needless, or nothing."""
    table = tomllib.loads(_QUESTIONS.read_text(encoding="utf-8"))
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for topic, each in table.items():
        known = ((text, subject) for subject, texts in each.get("known", {}).items() for text in texts)
        found[topic] = (*known, *((text, "") for text in each["ask"]))
    return MappingProxyType(found)


def _slots(role: str, company: str, facts: Facts) -> dict[str, str]:
    asked_for = [need.name for need in facts.needs]
    found = {
        "role": role,
        "company": company,
        "technology": asked_for[0] if asked_for else "",
        "other": asked_for[1] if len(asked_for) > 1 else "",
        "change": facts.change,
        "team": facts.team,
    }
    return {name: text for name, text in found.items() if text}


def _work(advert: Advert, facts: Facts, found: Sequence[Answer]) -> list[str]:
    """The duties that are work to ask about: not those that tell of something else, such as on-call or travel."""
    told = [each.sentence.of(advert.text) for each in found if each.subject.name not in _OF_THE_WORK]
    return [duty for duty in facts.duties if not any(duty.removesuffix(" …") in sentence for sentence in told)]


def _topic(topic: str, advert: Advert, found: Sequence[Answer], slots: Mapping[str, str]) -> TopicQuestions:
    known = {each.subject.name for each in found if each.told}
    wanted = [text for text, subject in questions().get(topic, ()) if subject not in known]
    fitting = [each for each in wanted if set(_SLOT.findall(each)) <= set(slots)]
    # Those that hold something of the advert come first: nobody else's candidate asks them.
    fitting.sort(key=lambda each: set(_SLOT.findall(each)) <= {"role", "company"})
    ask = tuple(_SLOT.sub(lambda slot: slots[slot[1]], each) for each in fitting[:MOST_ASKED])
    said = tuple(_said(each, advert) for each in found if each.subject.topic == topic)
    return TopicQuestions(topic, ask, said)


def _said(answer: Answer, advert: Advert) -> Said:
    sentence = _quotable(answer, advert)
    return Said(answer.subject.asked, sentence, answer.subject.instead, answer.told)


def _quotable(answer: Answer, advert: Advert) -> str:
    """The advert's sentence; of a very long one the part around the words that decided."""
    start, end = answer.sentence.start, answer.sentence.end
    if end - start > LONGEST_SENTENCE:
        start = max(start, min(answer.words.start - LONGEST_SENTENCE // 2, end - LONGEST_SENTENCE))
        end = min(end, start + LONGEST_SENTENCE)
    before = "… " if start > answer.sentence.start else ""
    after = " …" if end < answer.sentence.end else ""
    return f"{before}{advert.text[start:end].strip()}{after}"


# --- as text ---------------------------------------------------------------------------------------------


def lines(preparation: Preparation) -> Iterator[str]:
    """The questions as plain text: a paragraph a line, entries with a dash, an empty line between topics."""
    head = _("Questions worth asking: {role}, {company}")
    yield head.format(role=preparation.role, company=preparation.company)
    for each in preparation.topics:
        yield ""
        later = each.topic == "pay_perks"
        yield _("{topic}: for after the offer").format(topic=each.title) if later else each.title
        for question in each.ask:
            yield f"- {question}"
        for said in each.said:
            yield f"! {_told(said)}"
    for note in notes(preparation):
        yield ""
        yield note


def _told(said: Said) -> str:
    told = (
        _("The advert says: “{sentence}” – do not ask {asked}; ask instead: {instead}")
        if said.told
        else _("The advert leaves open {asked}: “{sentence}” – that can wait until they want you.")
    )
    return told.format(sentence=said.sentence, asked=translated(said.asked), instead=said.instead)


def notes(preparation: Preparation) -> Iterator[str]:
    """What was not done, in sentences: of an advert that was cut, that is in a language not read, that is missing."""
    advert = preparation.advert
    if not advert.words.spans:
        yield _("There was no advert: with one, questions would name what it asks for, and what it answers.")
    elif not advert.language:
        yield _(
            "The advert is in a language that closer does not read (it reads English and German): only the names of "
            "technologies were looked for in it."
        )
    if advert.cut:
        yield _("The advert is very long: its first {n} characters were read.").format(n=figure(LONGEST))
