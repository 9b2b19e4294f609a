"""What was really said in a rehearsal, to write the email against: facts on demand, never put into it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import TYPE_CHECKING

from closer_tui.i18n import _, figure, in_quotes, ngettext
from closer_tui.practice.mail import reaches_nobody
from closer_tui.report_words import one_line
from closer_tui.scenario.model import Interviewer, Scenario

if TYPE_CHECKING:
    from closer_tui.journal import Note
    from closer_tui.rehearsal import State
    from closer_tui.scoring.lookup import Words
    from closer_tui.scoring.report import Finding, Quote, Report

LONGEST_QUOTE = 220
WITHIN = timedelta(days=3)
"""How long home goes on to tell of an email that waits; a note that is later than that has missed its moment."""
_ASKED = ("asks", "several", "insightful")
_BROUGHT = ("strength", "relevance", "evidence")


@dataclass(frozen=True, slots=True)
class Said:
    """What there is to write about, in the candidate's own words: the sentences in which they asked something, and
    those in which they said what they bring; with a scenario's own criteria alone, `other` has what met them."""

    people: tuple[Interviewer, ...]
    asked: tuple[str, ...] = ()
    brought: tuple[str, ...] = ()
    other: tuple[str, ...] = ()


def people(scenario: Scenario) -> tuple[Interviewer, ...]:
    """Who interviewed, each once by their name, the scenario's own interviewer first."""
    found = {scenario.interviewer.name: scenario.interviewer}
    for step in scenario.steps:
        if step.interviewer is not None:
            found.setdefault(step.interviewer.name, step.interviewer)
    return tuple(found.values())


def said(state: State) -> Said:
    """What was said so far, or in all. Takes a moment for the first words: call it when it is asked for."""
    report, scenario = state.report(), state.scenario
    spoken = [f for move in report.moves if move.move != "email" for f in move.findings if not f.criterion.flag]
    standard = scenario.standard
    asked = _sentences(report, scenario, [f for f in spoken if standard and f.criterion.name in _ASKED], questions=True)
    brought = _sentences(report, scenario, [f for f in spoken if standard and f.criterion.name in _BROUGHT])
    rest = () if standard else _sentences(report, scenario, spoken)
    return Said(people(scenario), asked, brought, rest)


def said_lines(told: Said) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The same in words, each part with its heading; strangers' text on one line each, fit to be drawn."""
    names = tuple(
        one_line(f"{each.name}, {each.title}" + f" <{each.email}>" * bool(each.email)) for each in told.people
    )
    parts = (
        (_("Who interviewed you"), names),
        (_("What you asked"), tuple(in_quotes(one_line(quote)) for quote in told.asked)),
        (_("What you said you bring"), tuple(in_quotes(one_line(quote)) for quote in told.brought)),
        (_("What you said"), tuple(in_quotes(one_line(quote)) for quote in told.other)),
    )
    found = tuple((heading, lines) for heading, lines in parts if lines)
    if len(found) > 1:
        return found
    return (*found, (_("What you said"), (_("Nothing that stands out: look at the report."),)))


def waiting(notes: Iterable[Note], now: datetime) -> tuple[Note, ...]:
    """Of the notes that have left the tool and were not sent yet, those to tell of: no longer than `WITHIN` ago, and
    to an address that may be somebody's."""
    return tuple(note for note in notes if note.kept and now - note.kept <= WITHIN and not reaches_nobody(note.to))


def waiting_line(notes: Iterable[Note], now: datetime) -> str:
    """What home says of these notes, the oldest first, in one line; nothing where none is to be told of."""
    due = waiting(notes, now)
    if not due or due[0].kept is None:
        return ""
    waited = now - due[0].kept
    names = [one_line(note.interviewer)[:40] for note in due]
    who = names[0]
    if len(names) == 2:
        who = _("{one} and {other}").format(one=names[0], other=names[1])
    elif len(names) > 2:
        who = _("{one} and {n} others").format(one=names[0], n=figure(len(names) - 1))
    if waited < timedelta(days=1):
        told = ngettext(
            "The email to {who} was written {ago}: send it within a day of the interview.",
            "The emails to {who} were written {ago}: send them within a day of the interview.",
            len(names),
        )
    else:
        told = ngettext(
            "The email to {who} was written {ago}, and is not ticked as sent.",
            "The emails to {who} were written {ago}, and are not ticked as sent.",
            len(names),
        )
    return told.format(who=who, ago=_ago(waited))


def _ago(waited: timedelta) -> str:
    hours = int(waited.total_seconds() // 3600)
    if hours < 1:
        return _("within the last hour")
    if hours < 24:
        return _("an hour ago") if hours == 1 else _("{n} hours ago").format(n=hours)
    return _("a day ago") if hours < 48 else _("{n} days ago").format(n=hours // 24)


# --- sentences -----------------------------------------------------------------------------------------------


def _sentences(
    report: Report, scenario: Scenario, findings: Sequence[Finding], questions: bool = False
) -> tuple[str, ...]:
    """The sentences that hold the quotes of what was met, in the order said, each once. With `questions` also the
    others in those answers that end with a question mark: a verdict quotes one, and three may have been asked."""
    from closer_tui.scoring.judge import words_of  # what looks for words takes a moment to load

    quotes = [quote for finding in findings if finding.outcome != "not_met" for quote in finding.quotes]
    found: dict[str, None] = {}
    for index in sorted({quote.answer for quote in quotes}):
        text = report.heard[index].text
        words = words_of(scenario, text)
        wanted = set(_numbers(words, [quote for quote in quotes if quote.answer == index]))
        for number, sentence in _each_sentence(words):
            if number in wanted or (questions and sentence.endswith("?")):
                found.setdefault(_shortened(sentence))
    return tuple(found)


def _numbers(words: Words, quotes: Sequence[Quote]) -> Iterator[int]:
    for place, word in enumerate(words.spans):
        if any(quote.span.start < word.end and word.start < quote.span.end for quote in quotes):
            yield words.sentence[place]


def _each_sentence(words: Words) -> Iterator[tuple[int, str]]:
    """Each sentence with its number, up to where the next begins."""
    for number, group in groupby(range(len(words.spans)), key=words.sentence.__getitem__):
        places = list(group)
        last = places[-1] + 1
        end = words.spans[last].start if last < len(words.spans) else len(words.text)
        yield number, words.text[words.spans[places[0]].start : end].strip()


def _shortened(sentence: str) -> str:
    line = " ".join(sentence.split())
    return line if len(line) <= LONGEST_QUOTE else line[:LONGEST_QUOTE].rsplit(" ", 1)[0] + " …"
