"""The history in lines: which rehearsal, narrowed down and deleted by numbered choices."""

from __future__ import annotations

from dataclasses import replace

from closer_tui.i18n import _, figure, ngettext, pgettext, translated
from closer_tui.journal import Journal, JournalError, RecordError, Search, SessionInfo, Unreadable
from closer_tui.levels import LEVELS, level_name
from closer_tui.linear import EndOfInput, Linear
from closer_tui.plain_past import Wish, read_again, sure
from closer_tui.plain_past import say_past as say_past  # noqa: PLC0414 - where others find it
from closer_tui.practice.past import open_past
from closer_tui.report_words import RESULT_WORDS, named, one_line
from closer_tui.scoring.rubric import MOVE_TITLES, MOVES
from closer_tui.scoring.verdict import Scorer

__all__ = ["Wish", "asked_twice", "browse", "say_past"]

PAGE = 10
"""Rehearsals that are read out at once."""


def browse(linear: Linear, journal: Journal, scorer: Scorer) -> Wish | None:
    """Let a person go through the finished rehearsals, the newest first, until they have had enough or wish to play.
    What the journal can't do is said. Raises EndOfInput."""
    search, offset = Search(), 0
    while True:
        try:
            rows = journal.page(search, offset, PAGE)
            count = journal.count(search)
        except JournalError as error:
            linear.say(one_line(str(error)))
            return None
        linear.say("", _head(search, offset, count))
        rest = _rest(search, offset + len(rows) < count, bool(count))
        choices = [*((row.id[:8], _line(row)) for row in rows), *rest]
        names = [name for name, _said in choices]
        picked = linear.choose(_("Which one? Write its number."), [said for _name, said in choices], names)
        if picked < len(rows):
            try:
                wish = read_again(linear, journal, scorer, open_past(journal, rows[picked].id))
            except JournalError as error:
                linear.say(one_line(str(error)))
            else:
                if wish is not None:
                    return wish
            continue
        match names[picked]:
            case "more":
                offset += PAGE
            case "delete-all":
                _delete_all(linear, journal)
                offset = 0
            case "back":
                return None
            case how:
                search, offset = _narrowed(linear, journal, search, how), 0


def _rest(search: Search, more: bool, some: bool) -> list[tuple[str, str]]:
    """What can be done beside opening one."""
    offered = (
        ("more", _("Earlier ones"), more),
        ("find", _("Look for words"), True),
        ("scenario", _("Those of one scenario"), True),
        ("level", _("Those on one level"), True),
        ("move", _("Those in which a move was made, or missed"), True),
        ("all", _("All of them again"), search != Search()),
        ("delete-all", _("Delete all rehearsals"), some and search == Search()),
        ("back", _("Back to the scenarios"), True),
    )
    return [(name, said) for name, said, there in offered if there]


def _narrowed(linear: Linear, journal: Journal, search: Search, how: str) -> Search:
    """What to look for from now on."""
    if how == "find":
        text = linear.ask(_("Which words? An empty line looks for nothing in particular."))
        return replace(search, text=" ".join(text.split()))
    if how == "scenario":
        try:
            found = journal.scenarios()
        except JournalError as error:
            linear.say(one_line(str(error)))
            return search
        number = linear.choose(
            _("Which scenario? Write its number."), [title for _name, title in found], [name for name, _title in found]
        )
        return replace(search, scenario=found[number][0])
    if how == "level":
        level = linear.choose(_("Which level? Write its number."), [level_name(each) for each in LEVELS], LEVELS)
        return replace(search, level=LEVELS[level])
    if how == "move":
        made, missed = _("{move}: made"), _("{move}: not made")
        titles = [translated(MOVE_TITLES[move]) for move in MOVES]
        lines = [each.format(move=title) for title in titles for each in (made, missed)]
        move, not_made = divmod(linear.choose(_("Which move? Write a number."), lines), 2)
        if not_made:
            return replace(search, made=None, missed=MOVES[move])
        return replace(search, made=MOVES[move], missed=None)
    return Search()


def _head(search: Search, offset: int, count: int) -> str:
    if offset:
        return _("From {n} of {count}:").format(n=figure(offset + 1), count=figure(count))
    of = []
    if search.text:
        of.append(_("with “{words}”").format(words=one_line(search.text)))
    if search.scenario:
        of.append(_("of {scenario}").format(scenario=one_line(search.scenario)))
    if search.level:
        of.append(_("on the level {level}").format(level=level_name(search.level)))
    if search.made:
        of.append(_("in which this was made: {move}").format(move=translated(MOVE_TITLES[search.made])))
    if search.missed:
        of.append(_("in which this was not made: {move}").format(move=translated(MOVE_TITLES[search.missed])))
    narrowed = " ".join(["", *of])
    if not count:
        return _("No rehearsal{narrowed}.").format(narrowed=narrowed)
    told = ngettext("1 rehearsal{narrowed}.", "{n} rehearsals{narrowed}, the newest first.", count)
    return told.format(n=figure(count), narrowed=narrowed)


def _line(row: SessionInfo | Unreadable) -> str:
    if not isinstance(row, SessionInfo):
        return _("A rehearsal that can't be read: its entry in the journal is damaged.")
    score = _("{n} of 100, complete") if row.complete else _("{n} of 100")
    moves = ", ".join(
        _("{move} {result}").format(move=_move_name(move), result=RESULT_WORDS[result]) for move, result in row.moves
    )
    line = _("{rehearsal}: {score}; {moves}.") if moves else _("{rehearsal}: {score}.")
    return line.format(rehearsal=named(row), score=score.format(n=row.completeness), moves=moves)


def _move_name(move: str) -> str:
    names = {
        "questions": pgettext("move", "questions"),
        "value": pgettext("move", "value"),
        "interest": pgettext("move", "interest"),
        "email": pgettext("move", "email"),
        "custom": pgettext("move", "its own"),
    }
    return names.get(move, move)


# --- deleting --------------------------------------------------------------------------------------------


def asked_twice(linear: Linear, question: str, word: str) -> bool:
    """Whether the answer is yes, and then the word. The end of input is a no."""
    yes = {"y", "yes", *_("y, yes").split(", ")}
    try:
        certain = linear.ask(_("{question} [y/N]").format(question=question)).casefold() in yes
        return certain and linear.ask(_("To do it, write: {word}").format(word=word)).casefold() == word
    except EndOfInput:
        return False


def _delete_all(linear: Linear, journal: Journal) -> None:
    try:
        finished = journal.count(Search())
        try:
            others = len(journal.unfinished()) + len(journal.history(abandoned=True))
        except RecordError:  # one that can't be read goes with the rest
            others = 0
        told = ngettext("This is {n} finished rehearsal.", "These are {n} finished rehearsals.", finished)
        linear.say(told.format(n=figure(finished)))
        if others:
            more = ngettext("And {n} that was not finished.", "And {n} that were not finished.", others)
            linear.say(more.format(n=figure(others)))
        if not sure(linear, _("Delete them all, with every word of them? Nothing brings them back."), "delete all"):
            linear.say(_("Nothing was deleted."))
            return
        gone = journal.delete_all()
    except JournalError as error:
        linear.say(one_line(str(error)))
    else:
        linear.say(ngettext("{n} rehearsal is deleted.", "{n} rehearsals are deleted.", gone).format(n=figure(gone)))
