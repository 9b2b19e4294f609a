"""`closer new`: a scenario of one's own, whole and playable, from a few answers or from another scenario."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Collection, Mapping
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from closer_tui import paths
from closer_tui.commands.ending import FINE, USAGE, Failure, complain
from closer_tui.commands.placing import file_called, named_file, tell_written, write_scenario
from closer_tui.i18n import _
from closer_tui.scenario import shape
from closer_tui.scenario.copying import copied_scenario
from closer_tui.scenario.placing import free_id
from closer_tui.scenario.reader import listed, nearest
from closer_tui.scenario.template import LONGEST, Wishes, clean, new_scenario, title_of
from closer_tui.scenario.template_lines import MOODS
from closer_tui.scoring.rubric import MOVES
from closer_tui.scoring.text import printable

QUESTIONS: Mapping[str, str] = {
    "role": _("Which job is it for?"),
    "company": _("At which company?"),
    "interviewer": _("What is the interviewer called?"),
    "title": _("What is their job title?"),
    "moves": _("Which moves: {moves}, or all?").format(moves=", ".join(MOVES)),
    "mood": _("How are they: {moods}?").format(moods=listed(tuple(MOODS))),
    "difficulty": _("How hard shall it be: {levels}?").format(levels=listed(shape.DIFFICULTIES)),
}
"""What is asked, by the wish that it is about. The rest has good defaults, and options."""


class Unusable(Exception):
    """An answer that can't be taken; it says why, and what to answer instead."""


def new(path: str | None, given: Mapping[str, str | None], source: str | None, yes: bool) -> int:
    """Write a scenario and say where. `given` holds wishes by the names of their fields, None for those that were not
    said; they are asked for on a terminal, unless `yes`. With `source`, a name or a path, that scenario is copied.
    Raises Failure and DiagnosticError; then nothing was written."""
    file = named_file(path)
    asks = not yes and sys.stdin.isatty() and sys.stdout.isatty()
    if source is not None:
        make, title = _copy(source, given, asks)
    else:
        make, title = _from_wishes(given, asks)
    file = file or file_called(title, path)
    text = make(free_id(file.stem), file)
    write_scenario(file, text)
    tell_written(file)
    return FINE


# --- what is in it ---------------------------------------------------------------------------------------

Maker = Callable[[str, Path], str]
"""From an id and the file that it will be to the text of a scenario."""


def _from_wishes(given: Mapping[str, str | None], asks: bool) -> tuple[Maker, str]:
    wishes = Wishes()
    for field in fields(Wishes):
        answer = given.get(field.name)
        if answer is not None:
            try:
                wishes = with_answer(wishes, field.name, answer)
            except Unusable as error:
                raise Failure(str(error), status=USAGE) from None
    asked = [name for name in QUESTIONS if asks and given.get(name) is None]
    if asked:
        print(_("A few questions. Enter alone takes what stands in brackets.") + "\n")
    for name in asked:
        wishes = ask(wishes, name)
    return lambda id, file: _text(wishes, id, file), title_of(wishes)


def _copy(source: str, given: Mapping[str, str | None], asks: bool) -> tuple[Maker, str]:
    from closer_tui.scenario.library import find

    others = [name for name, answer in given.items() if answer is not None and name != "called"]
    if others:
        what = _("With --from a scenario is copied as it is: only --called goes with it.")
        raise Failure(what, _("Change the rest in the copy."), USAGE)
    original = find(source, paths.scenarios_dir())
    wishes = Wishes(called=f"{original.title[:LONGEST]} (copy)")
    if given.get("called") is not None:
        wishes = with_answer(wishes, "called", given["called"] or "")
    elif asks:
        wishes = ask(wishes, "called", _("What shall the copy be called?"))
    return lambda id, _file: copied_scenario(original.source, id, wishes.called), wishes.called


def _text(wishes: Wishes, id: str, file: Path) -> str:
    """The scenario; names that change how its samples are scored are kept out of them."""
    from closer_tui.commands.model import lazy
    from closer_tui.scenario.checking import check_scenario
    from closer_tui.scoring.languages import is_english

    standard = is_english(wishes.language)
    text = new_scenario(wishes, id, standard=standard)
    try:
        found = check_scenario(text, file.stem, str(file), lazy())
    except Failure:  # without a scorer it can be written, if not be checked
        found = ()
    if any(each.severity != "note" for each in found):
        text = new_scenario(wishes, id, standard=standard, names_in_samples=False)
    if not standard:
        told = _(
            "The lines are English, for you to put into your language: closer writes no others. In {language} only "
            "criteria of your own are judged, so each step has one."
        )
        complain(told.format(language=wishes.language))
    return text


# --- answers ---------------------------------------------------------------------------------------------


def ask(wishes: Wishes, name: str, question: str = "") -> Wishes:
    """Until there is an answer that can be taken."""
    default = getattr(wishes, name)
    shown = "all" if default == MOVES else ", ".join(default) if isinstance(default, tuple) else default
    while True:
        try:
            answer = input(f"{question or QUESTIONS[name]} [{shown}] ")
        except EOFError:
            print()
            what = _("Nothing was written: the answers ended.")
            raise Failure(what, _("closer new --yes asks nothing.")) from None
        if not answer.strip():
            return wishes
        try:
            return with_answer(wishes, name, answer)
        except Unusable as error:
            complain(str(error))


def with_answer(wishes: Wishes, name: str, answer: str) -> Wishes:
    """The wishes with this answer. Raises Unusable."""
    value: Any = clean(answer)
    if not value:
        raise Unusable(_("There is nothing in this {field} that can be read: write a few letters.").format(field=name))
    if len(" ".join(answer.split())) > LONGEST and name in ("role", "company", "interviewer", "title", "called"):
        complain(_("This {field} is long: its first {n} characters were taken.").format(field=name, n=LONGEST))
    if name == "moves":
        value = _moves(value)
    elif name == "mood":
        value = _one_of(value, tuple(MOODS), _("{answer} is no mood that closer knows."))
    elif name == "difficulty":
        value = _one_of(value, shape.DIFFICULTIES, _("{answer} is no level that closer knows."))
    elif name == "language" and not shape._LANGUAGE.fullmatch(value):
        raise Unusable(_("{tag} is no language tag: write one such as en-GB or de.").format(tag=value))
    return replace(wishes, **{name: value})


def _moves(answer: str) -> tuple[str, ...]:
    words = [word for word in re.split(r"[\s,;+]+|\b(?:and|und)\b", answer.casefold()) if word]
    if words == ["all"]:
        return MOVES
    chosen = {_one_of(word, MOVES, _("{answer} is no move that closer knows.")) for word in words}
    return tuple(move for move in MOVES if move in chosen)


def _one_of(answer: str, names: Collection[str], none: str) -> str:
    """The name that this is, or the beginning of; `none` is said where it is neither."""
    fitting = [name for name in names if name.startswith(answer.casefold())]
    if len(fitting) == 1:
        return fitting[0]
    near = nearest(answer, names)
    said = [none.format(answer=printable(answer)), _("There is {names}.").format(names=listed(tuple(names)))]
    if near:
        said.insert(1, _("Did you mean {name}?").format(name=near))
    raise Unusable(" ".join(said))
