"""The cheat sheet for the real day: the candidate's own best words for each move, on one page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from math import ceil
from xml.etree.ElementTree import Element, SubElement

from closer_tui.html_page import begin, finish
from closer_tui.i18n import _, day, figure, language, translated
from closer_tui.linear import cells
from closer_tui.markdown import escape, paragraphs, quoted
from closer_tui.practice.best import Best
from closer_tui.practice.sheet_style import LINE, MARGIN, PAGE, SIZES, STYLE, size_class
from closer_tui.report_words import doing, duration, one_line, words
from closer_tui.scenario.model import Scenario
from closer_tui.scoring.rubric import MOVE_TITLES, MOVES, Move, of_move
from closer_tui.scoring.text import count_email_words, printable, speaking_seconds

LONG_SECONDS = 60
"""An answer that takes longer to say is told to be long."""
NOT_PICKED = _("your best so far, not picked")
NOTHING = _("No answer yet: play this move, and pick what you would say.")
OTHERS = _("Other answers")


@dataclass(frozen=True, slots=True)
class Card:
    """What stands on the sheet: `heading`, who will be there, the answers in the order of the moves, and when it was
    made."""

    heading: str
    people: tuple[str, ...]
    answers: tuple[Best, ...]
    made: date


def card(answers: Iterable[Best], made: date, scenario: Scenario | None = None) -> Card:
    """The card with the answers that were picked and, for a move of which none was, the best so far. With a scenario
    it is for its job, company and interviewers."""
    chosen: list[Best] = []
    for _move, group in groupby(answers, key=lambda answer: answer.move):
        of_move = list(group)
        chosen += [each for each in of_move if each.picked] or of_move[:1]
    if scenario is None:
        return Card(_("For the end of your interview"), (), tuple(chosen), made)
    asked_by = [step.interviewer for step in scenario.steps if step.interviewer is not None]
    people = dict.fromkeys(
        ", ".join(filter(None, (one_line(person.name), one_line(person.title))))
        for person in (scenario.interviewer, *asked_by)
    )
    job = _("{role} at {company}").format(role=one_line(scenario.role), company=one_line(scenario.company))
    return Card(job, tuple(people), tuple(chosen), made)


def overflow(card: Card) -> str:
    """What to do where it does not fit on one page, as sentences; nothing where it does."""
    pages = pages_of(card, SIZES[-1])
    if pages <= 1:
        return ""
    return _(
        "It takes about {pages} pages, in the smallest print. Nothing was cut: pick fewer answers, or shorter ones."
    ).format(pages=figure(ceil(pages * 10) / 10, 1))


def pages_of(card: Card, size: float) -> float:
    """How many pages it takes in letters of this size (points), about and rather too many."""
    room = (PAGE[1] - 2 * MARGIN[0]) / size
    return _height(card, (PAGE[0] - 2 * MARGIN[1]) / size) / room


def size_of(card: Card) -> float:
    """The largest size of letters in which it fits on a page, or the smallest there is."""
    return next((size for size in SIZES if pages_of(card, size) <= 1), SIZES[-1])


# --- as text -----------------------------------------------------------------------------------------------


def to_markdown(card: Card) -> str:
    """The card as Markdown: the moves to tick off, and under each what to say. What strangers wrote stays text."""
    lines = ["# " + _("Cheat sheet: {what}").format(what=escape(card.heading))]
    if card.people:
        lines += ["", f"{_with('; '.join(map(escape, card.people)))}."]
    for title, todo, answers in _sections(card):
        lines += ["", f"- [ ] **{escape(title)}**" + (f": {escape(todo)}" if todo else "")]
        if not answers:
            lines += ["", f"  {NOTHING}"]
        for answer in answers:
            lines += ["", *(f"  {line}" for line in quoted(paragraphs(_trimmed(answer.text)))), "  >"]
            lines.append(f"  > *{aside(answer)}*")
    return "\n".join([*lines, "", _footer(card)]) + "\n"


def _with(people: str) -> str:
    return _("With {people}").format(people=people)


def _footer(card: Card) -> str:
    return _("From your own rehearsals, {day}. Made by closer sheet.").format(day=day(card.made))


def aside(answer: Best) -> str:
    """What is told beside an answer: how long it is and, where it was not picked, that."""
    return ", ".join((length(answer), *(() if answer.picked else (NOT_PICKED,))))


def length(answer: Best) -> str:
    """How long it takes to say or, of an email, how many words it has."""
    if answer.move == "email":
        return words(count_email_words(answer.text))
    seconds = speaking_seconds(answer.text)
    told = _("about {time} to say: long") if seconds > LONG_SECONDS else _("about {time} to say")
    return told.format(time=duration(max(1, seconds)))


def _sections(card: Card) -> Iterator[tuple[str, str, Sequence[Best]]]:
    """Title, what it takes, and the answers of every move, those without an answer too."""
    for move in MOVES:
        todo = "; ".join(doing(criterion) for criterion in of_move(move) if criterion.essential)
        yield translated(MOVE_TITLES[move]), todo, _of(card, move)
    if others := _of(card, "custom"):
        yield OTHERS, "", others


def _of(card: Card, move: Move) -> list[Best]:
    return [answer for answer in card.answers if answer.move == move]


def _trimmed(text: str) -> str:
    """Without the room around it, and with one blank line where there are many."""
    lines = [line.rstrip() for line in text.strip().split("\n")]
    return "\n".join(line for n, line in enumerate(lines) if line or lines[n - 1])


# --- as a page ---------------------------------------------------------------------------------------------


def to_html(card: Card) -> str:
    """The card as an HTML page of its own, to be printed: in letters as large as one page has room for."""
    root, body = begin(_("Cheat sheet: {what}").format(what=one_line(card.heading)), STYLE, language())
    body.set("class", size_class(size_of(card)))
    header = SubElement(body, "header")
    SubElement(header, "h1", dir="auto").text = one_line(card.heading)
    if card.people:
        SubElement(header, "p", {"class": "who", "dir": "auto"}).text = _with("; ".join(card.people))
    main = SubElement(body, "main")
    for title, todo, answers in _sections(card):
        section = SubElement(main, "section")
        heading = SubElement(section, "h2")
        SubElement(heading, "span", {"class": "box"}).tail = title
        if todo:
            SubElement(section, "p", {"class": "todo"}).text = _sentence(todo)
        if not answers:
            SubElement(section, "p", {"class": "aside"}).text = NOTHING
        for answer in answers:
            _answer(section, answer)
    SubElement(body, "footer").text = _footer(card)
    return finish(root)


def _answer(section: Element, answer: Best) -> None:
    quote = SubElement(section, "blockquote")
    text = SubElement(quote, "p", dir="auto")
    text.text = printable(_trimmed(answer.text)) + " "
    SubElement(text, "span", {"class": "aside"}).text = f"({aside(answer)})"


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}."


# --- how much room it takes --------------------------------------------------------------------------------

_WIDE = 0.57
"""Width of a letter, in letters' sizes, about: that of a broad face (DejaVu Sans), with what is lost at line ends."""


def _height(card: Card, width: float) -> float:
    """In letters' sizes, of a page so many of them wide. It follows the style sheet."""
    height = 1.5 * 1.25 * _rows(card.heading, width / 1.5) + 0.8 + 0.85 * LINE
    if card.people:
        height += 0.15 + LINE * _rows(_with("; ".join(card.people)), width)
    for title, todo, answers in _sections(card):
        height += 0.8 + 0.35 + 0.1 + 1.15 * LINE * _rows(title, width / 1.15 - 1.5)
        height += LINE * _rows(_sentence(todo), width) if todo else 0
        height += 0 if answers else LINE * _rows(NOTHING, width)
        for answer in answers:
            said = f"{_trimmed(answer.text)} ({aside(answer)})"
            height += 0.45 + LINE * sum(_rows(line, width - 0.9) for line in said.split("\n"))
    return height


def _rows(line: str, width: float) -> int:
    return max(1, ceil(cells(line) * _WIDE / width))
