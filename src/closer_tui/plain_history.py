"""The history in lines: which rehearsal, read again, and what may be done with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from closer_tui.journal import Journal, JournalError, Search, SessionInfo, Unreadable
from closer_tui.linear import EndOfInput, Linear
from closer_tui.practice.past import PastRehearsal, open_past
from closer_tui.rehearsal import Level
from closer_tui.report_text import save_new, to_markdown, to_text
from closer_tui.report_words import RESULT_WORDS, duration, named, one_line
from closer_tui.scenario.model import Scenario

PAGE = 10
"""Rehearsals that are read out at once."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be played: a step of this past rehearsal again, or (`step` None) the whole as a new one."""

    key: str
    scenario: Scenario
    level: Level
    step: int | None = None


def browse(linear: Linear, journal: Journal) -> Wish | None:
    """Let a person go through the finished rehearsals, the newest first, until they have had enough or wish to play.
    What the journal can't do is said. Raises EndOfInput."""
    search, offset = Search(), 0
    while True:
        try:
            rows = journal.page(search, offset, PAGE)
            count = journal.count(search)
        except JournalError as error:
            linear.say(str(error))
            return None
        more = [("more", "Earlier ones")] if offset + len(rows) < count else []
        rest = [*more, ("find", "Look for words"), ("back", "Back to the scenarios")]
        words = f" with “{one_line(search.text)}”" if search.text else ""
        linear.say("", f"{_many(count)}{words}." if not offset else f"From {offset + 1:,} of {count:,}:")
        names = [*(each.id[:8] for each in rows), *(name for name, _ in rest)]
        picked = linear.choose("Which one? Write its number.", [*map(_line, rows), *(said for _, said in rest)], names)
        if picked < len(rows):
            try:
                wish = _one(linear, journal, open_past(journal, rows[picked].id))
            except JournalError as error:
                linear.say(str(error))
            else:
                if wish is not None:
                    return wish
            continue
        match rest[picked - len(rows)][0]:
            case "more":
                offset += PAGE
            case "find":
                text = linear.ask("Which words? An empty line looks for nothing in particular.")
                search, offset = Search(" ".join(text.split())), 0
            case _:
                return None


def say_past(linear: Linear, past: PastRehearsal, earlier: int = 0) -> None:
    """The whole conversation, then a report, `earlier` before the one that counts. Raises IndexError where there is
    none as early as that."""
    info, scenario, report = past.info, past.state.scenario, past.reports[earlier]
    answers = "1 answer" if info.answers == 1 else f"{info.answers} answers"
    linear.say(
        f"{one_line(scenario.title)}: {one_line(scenario.role)} at {one_line(scenario.company)}.",
        f"{named(info)}. {answers}, {duration(past.seconds)} of practice.",
        f"Id {one_line(info.id)}.",
        "",
        "The conversation.",
        "",
    )
    for turn in past.state.turns:
        names = {"candidate": "You", "scene": "Scene"}
        linear.speak(names.get(turn.speaker, scenario.interviewer_of(turn.step).name), turn.text)
    linear.say("", "The report." if not earlier else f"The report, {earlier} before the one that counts.", "")
    linear.say(*to_text(report, scenario).splitlines())


def asked_twice(linear: Linear, question: str, word: str) -> bool:
    """Whether the answer is yes, and then the word. The end of input is a no."""
    try:
        sure = linear.ask(f"{question} [y/N]").casefold() in ("y", "yes")
        return sure and linear.ask(f"To do it, write: {word}").casefold() == word
    except EndOfInput:
        return False


def _one(linear: Linear, journal: Journal, past: PastRehearsal) -> Wish | None:
    """Read one out, and ask what next."""
    linear.say("")
    say_past(linear, past)
    scenario, level = past.state.scenario, past.info.level
    choices: Sequence[tuple[str, str, Callable[[], object]]] = (
        ("step", "Play one step again", lambda: None),
        ("again", "Play it all again", lambda: None),
        ("save", "Save the report", lambda: _save(linear, past)),
        ("delete", "Delete it", lambda: _delete(linear, journal, past.info)),
        ("back", "Back to the list", lambda: None),
    )
    names = [name for name, _, _ in choices]
    while True:
        linear.say("")
        name, _, do = choices[linear.choose("What next? Write a number.", [said for _, said, _ in choices], names)]
        if name == "step":
            step = linear.choose("Which step? Write its number.", [each.name for each in scenario.steps])
            return Wish(past.info.id, scenario, level, step)
        if name == "again":
            return Wish(past.info.id, scenario, level)
        if name == "back" or do():
            return None


def _save(linear: Linear, past: PastRehearsal) -> None:
    scenario = past.state.scenario
    when: datetime = (past.info.finished or past.info.updated).astimezone()
    try:
        path = save_new(Path.cwd(), scenario.name, when, to_markdown(past.reports[0], scenario, past.info.level, when))
    except OSError as error:
        linear.say(f"The report can't be written here: {error.strerror}. Start closer in another folder; it is kept.")
    else:
        linear.say(f"Saved as {path}.")


def _delete(linear: Linear, journal: Journal, info: SessionInfo) -> bool:
    """Whether it is gone."""
    if not asked_twice(linear, f"Delete {named(info)}, with every word of it? Nothing brings it back.", "delete"):
        linear.say("Nothing was deleted.")
        return False
    try:
        journal.delete(info.id)
    except JournalError as error:
        linear.say(str(error))
        return False
    linear.say("It is deleted.")
    return True


def _line(row: SessionInfo | Unreadable) -> str:
    if not isinstance(row, SessionInfo):
        return "A rehearsal that can't be read: its entry in the journal is damaged."
    complete = ", complete" if row.complete else ""
    moves = ", ".join(f"{'its own' if move == 'custom' else move} {RESULT_WORDS[result]}" for move, result in row.moves)
    return f"{named(row)}: {row.completeness} of 100{complete}{moves and '; '}{moves}."


def _many(count: int) -> str:
    return "No rehearsal" if not count else "1 rehearsal" if count == 1 else f"{count:,} rehearsals, the newest first"
