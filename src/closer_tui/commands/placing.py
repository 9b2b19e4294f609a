"""Where a scenario of one's own goes: never over what is there, under a free name and id, the schema beside it."""

from __future__ import annotations

import os
import shlex
from collections.abc import Collection
from pathlib import Path

from closer_tui import paths
from closer_tui.commands.ending import Failure, complain
from closer_tui.commands.schema import put_schema
from closer_tui.files import create_file, replace_file
from closer_tui.report_words import one_line
from closer_tui.scenario.load import id_of
from closer_tui.scenario.schema import FILE_NAME
from closer_tui.scenario.template import SCHEMA_LINE
from closer_tui.scoring.text import printable


def named_file(path: str | None) -> Path | None:
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


def file_called(title: str, folder: str | None = None) -> Path:
    """A free file for a scenario of this title, in the folder or among the user's own; another name than the title's
    is told."""
    stem = id_of(title)
    file = _free((Path(folder) if folder else paths.scenarios_dir()) / f"{stem}.toml", also=_names())
    if file.stem != stem:
        complain(one_line(f"{stem} is there already: this one is called {file.stem}."))
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


def free_id(name: str) -> str:
    """An id that no scenario at hand has: with one of another's, the two would share a history."""
    from closer_tui.scenario.library import library

    taken = {entry.scenario.id for entry in library(paths.scenarios_dir()) if entry.scenario is not None}
    base, number = id_of(name)[:60].strip("-"), 1
    while (own := base if number == 1 else f"{base}-{number}") in taken:
        number += 1
    return own


def write_scenario(file: Path, text: str) -> None:
    """Write the scenario, and beside it the schema that its first line names. Raises Failure; then nothing was
    written."""
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


def tell_written(file: Path) -> None:
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
