"""`closer new`: a scenario of one's own, whole and playable, from a few answers or from another scenario."""

from __future__ import annotations

import os
import re
import shlex
import sys
from collections.abc import Callable, Collection, Mapping
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from closer_tui import paths
from closer_tui.commands.ending import FINE, USAGE, Failure, complain
from closer_tui.commands.schema import put_schema
from closer_tui.files import create_file, replace_file
from closer_tui.report_words import one_line
from closer_tui.scenario import shape
from closer_tui.scenario.load import id_of
from closer_tui.scenario.reader import listed, nearest
from closer_tui.scenario.schema import FILE_NAME
from closer_tui.scenario.template import LONGEST, SCHEMA_LINE, Wishes, clean, copied_scenario, new_scenario, title_of
from closer_tui.scenario.template_lines import MOODS
from closer_tui.scoring.rubric import MOVES
from closer_tui.scoring.text import printable

QUESTIONS: Mapping[str, str] = {
    "role": "Which job is it for?",
    "company": "At which company?",
    "interviewer": "What is the interviewer called?",
    "title": "What is their job title?",
    "moves": f"Which moves: {', '.join(MOVES)}, or all?",
    "mood": f"How are they: {listed(tuple(MOODS))}?",
    "difficulty": f"How hard shall it be: {listed(shape.DIFFICULTIES)}?",
}
"""What is asked, by the wish that it is about. The rest has good defaults, and options."""


class _Unusable(Exception):
    """An answer that can't be taken; it says why, and what to answer instead."""


def new(path: str | None, given: Mapping[str, str | None], source: str | None, yes: bool) -> int:
    """Write a scenario and say where. `given` holds wishes by the names of their fields, None for those that were not
    said; they are asked for on a terminal, unless `yes`. With `source`, a name or a path, that scenario is copied.
    Raises Failure and DiagnosticError; then nothing was written."""
    file = _file(path)
    asks = not yes and sys.stdin.isatty() and sys.stdout.isatty()
    if source is not None:
        make, title = _copy(source, given, asks)
    else:
        make, title = _from_wishes(given, asks)
    if file is None:
        folder = Path(path) if path else paths.scenarios_dir()
        stem = id_of(title)
        file = _free(folder / f"{stem}.toml", also=_names())
        if file.stem != stem:
            complain(one_line(f"{stem} is there already: this one is called {file.stem}."))
    text = make(_free_id(file.stem), file)
    _write(file, text)
    _tell(file)
    return FINE


# --- where it goes ---------------------------------------------------------------------------------------


def _file(path: str | None) -> Path | None:
    """The file that is named; None where a folder is, or nothing. It is refused before anybody answers questions."""
    if not path or path.endswith(("/", os.sep)) or Path(path).is_dir():
        return None
    file = Path(path)
    if file.suffix != ".toml":
        file = file.with_name(f"{file.name}.toml")
    if os.path.lexists(file):
        raise _taken(file)
    if not file.parent.is_dir():
        raise Failure(f"There is no folder {file.parent}.", "Make it first, or name a file in a folder that is there.")
    return file


def _taken(file: Path) -> Failure:
    what = (
        "a folder" if file.is_dir() else f"a file of {file.stat().st_size:,} bytes" if file.is_file() else "something"
    )
    return Failure(f"{file} is there already, {what}.", f"It stays as it is. This name is free: {_free(file)}")


def _free(file: Path, also: Collection[str] = ()) -> Path:
    """The file, or the first with a number after its name, that is not there and has none of these names."""
    stem, number = file.stem, 1
    while os.path.lexists(file) or file.stem in also:
        number += 1
        file = file.with_name(f"{stem}-{number}.toml")
    return file


def _names() -> set[str]:
    from closer_tui.scenario.library import library

    return {entry.name for entry in library(paths.scenarios_dir())}


def _free_id(name: str) -> str:
    """An id that no scenario at hand has: with one of another's, the two would share a history."""
    from closer_tui.scenario.library import library

    taken = {entry.scenario.id for entry in library(paths.scenarios_dir()) if entry.scenario is not None}
    base, number = id_of(name)[:60].strip("-"), 1
    while (own := base if number == 1 else f"{base}-{number}") in taken:
        number += 1
    return own


def _write(file: Path, text: str) -> None:
    """The scenario, and beside it the schema that its first line names."""
    try:
        if file.parent == paths.scenarios_dir():
            paths.make_private(file.parent)
        else:
            file.parent.mkdir(parents=True, exist_ok=True)
        create_file(file, text.encode())
        if not _schema_beside(file):
            replace_file(file, text.removeprefix(f"{SCHEMA_LINE}\n").encode())
    except FileExistsError:
        raise _taken(file) from None
    except OSError as error:
        help_ = "Name a file in a folder that is there and that you may write to."
        raise Failure(f"{file}: {error.strerror or error}.", help_) from error


def _schema_beside(file: Path) -> bool:
    """Whether the schema is there. A relative path is the only one that every editor on every machine can follow, also
    offline, and when the folder is moved or shared: so a copy of the schema lies beside the scenario."""
    schema = file.parent / FILE_NAME
    try:
        if put_schema(schema):
            return True
        why = "something else has that name"
    except OSError as error:
        why = error.strerror or str(error)
    complain(f"No schema for editors was written to {schema}: {why}.")
    return False


# --- what is in it ---------------------------------------------------------------------------------------

Maker = Callable[[str, Path], str]
"""From an id and the file that it will be to the text of a scenario."""


def _from_wishes(given: Mapping[str, str | None], asks: bool) -> tuple[Maker, str]:
    wishes = Wishes()
    for field in fields(Wishes):
        answer = given.get(field.name)
        if answer is not None:
            try:
                wishes = _with(wishes, field.name, answer)
            except _Unusable as error:
                raise Failure(str(error), status=USAGE) from None
    asked = [name for name in QUESTIONS if asks and given.get(name) is None]
    if asked:
        print("A few questions. Enter alone takes what stands in brackets.\n")
    for name in asked:
        wishes = _ask(wishes, name)
    return lambda id, file: _text(wishes, id, file), title_of(wishes)


def _copy(source: str, given: Mapping[str, str | None], asks: bool) -> tuple[Maker, str]:
    from closer_tui.scenario.library import find

    others = [name for name, answer in given.items() if answer is not None and name != "called"]
    if others:
        what = "With --from a scenario is copied as it is: only --called goes with it."
        raise Failure(what, "Change the rest in the copy.", USAGE)
    original = find(source, paths.scenarios_dir())
    wishes = Wishes(called=f"{original.title[:LONGEST]} (copy)")
    if given.get("called") is not None:
        wishes = _with(wishes, "called", given["called"] or "")
    elif asks:
        wishes = _ask(wishes, "called", "What shall the copy be called?")
    return lambda id, _: copied_scenario(original.source, id, wishes.called), wishes.called


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
        complain(
            f"The lines are English, for you to put into your language: closer writes no others. In {wishes.language} "
            "only criteria of your own are judged, so each step has one."
        )
    return text


# --- answers ---------------------------------------------------------------------------------------------


def _ask(wishes: Wishes, name: str, question: str = "") -> Wishes:
    """Until there is an answer that can be taken."""
    default = getattr(wishes, name)
    shown = "all" if default == MOVES else ", ".join(default) if isinstance(default, tuple) else default
    while True:
        try:
            answer = input(f"{question or QUESTIONS[name]} [{shown}] ")
        except EOFError:
            print()
            raise Failure("Nothing was written: the answers ended.", "closer new --yes asks nothing.") from None
        if not answer.strip():
            return wishes
        try:
            return _with(wishes, name, answer)
        except _Unusable as error:
            complain(str(error))


def _with(wishes: Wishes, name: str, answer: str) -> Wishes:
    """The wishes with this answer. Raises _Unusable."""
    value: Any = clean(answer)
    if not value:
        raise _Unusable(f"There is nothing in this {name} that can be read: write a few letters.")
    if len(" ".join(answer.split())) > LONGEST and name in ("role", "company", "interviewer", "title", "called"):
        complain(f"This {name} is long: its first {LONGEST} characters were taken.")
    if name == "moves":
        value = _moves(value)
    elif name == "mood":
        value = _one_of(value, tuple(MOODS), "mood")
    elif name == "difficulty":
        value = _one_of(value, shape.DIFFICULTIES, "level")
    elif name == "language" and not shape._LANGUAGE.fullmatch(value):
        raise _Unusable(f"{value} is no language tag: write one such as en-GB or de.")
    return replace(wishes, **{name: value})


def _moves(answer: str) -> tuple[str, ...]:
    words = [word for word in re.split(r"[\s,;+]+|\band\b", answer.casefold()) if word]
    if words == ["all"]:
        return MOVES
    chosen = {_one_of(word, MOVES, "move") for word in words}
    return tuple(move for move in MOVES if move in chosen)


def _one_of(answer: str, names: Collection[str], what: str) -> str:
    """The name that this is, or the beginning of."""
    fitting = [name for name in names if name.startswith(answer.casefold())]
    if len(fitting) == 1:
        return fitting[0]
    near = nearest(answer, names)
    meant = f"Did you mean {near}? " if near else ""
    raise _Unusable(f"{printable(answer)} is no {what} that closer knows. {meant}There is {listed(tuple(names))}.")


# --- and the end -----------------------------------------------------------------------------------------


def _tell(file: Path) -> None:
    """Where it is, and the three commands that come next."""
    path = shlex.quote(str(file))
    own = file.parent == paths.scenarios_dir()
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ("notepad" if os.name == "nt" else "nano")
    lines = (
        f"Written: {file}",
        f"  change it   {editor} {path}",
        f"  check it    closer check {path}",
        f"  play it     closer play {shlex.quote(file.stem) if own else path}",
    )
    for line in lines:
        print(printable(line))
