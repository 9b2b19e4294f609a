"""Where a scenario of one's own goes: never over what is there, under a free name and id, the schema beside it."""

from __future__ import annotations

import os
from collections.abc import Collection
from pathlib import Path

from closer_tui import paths
from closer_tui.files import create_file, reason, replace_file
from closer_tui.i18n import _
from closer_tui.scenario.library import library
from closer_tui.scenario.load import id_of
from closer_tui.scenario.schema import FILE_NAME, MARK, schema_text
from closer_tui.scenario.template import SCHEMA_LINE


def free_file(file: Path, also: Collection[str] = ()) -> Path:
    """The file, or the first with a number after its name, that is not there and has none of these names."""
    stem, number = file.stem, 1
    while os.path.lexists(file) or file.stem in also:
        number += 1
        file = file.with_name(f"{stem}-{number}.toml")
    return file


def own_file(title: str, folder: Path | None = None) -> Path:
    """A free file for a scenario of this title, in the folder or among the user's own."""
    names = {entry.name for entry in library(paths.scenarios_dir())}
    return free_file((folder or paths.scenarios_dir()) / f"{id_of(title)}.toml", names)


def free_id(name: str) -> str:
    """An id that no scenario at hand has: with one of another's, the two would share a history."""
    taken = {entry.scenario.id for entry in library(paths.scenarios_dir()) if entry.scenario is not None}
    base, number = id_of(name)[:60].strip("-"), 1
    while (own := base if number == 1 else f"{base}-{number}") in taken:
        number += 1
    return own


def put_scenario(file: Path, text: str) -> str:
    """Write the scenario, and beside it the schema that its first line names; return why that could not be, or
    nothing. Raises FileExistsError and OSError; then no scenario was written."""
    if file.parent == paths.scenarios_dir():
        paths.make_private(file.parent)
    else:
        file.parent.mkdir(parents=True, exist_ok=True)
    create_file(file, text.encode())
    # A relative path is the only one that every editor on every machine can follow, also offline, and when the folder
    # is moved or shared: so a copy of the schema lies beside the scenario.
    schema = file.parent / FILE_NAME
    try:
        trouble = "" if put_schema(schema) else _("something else has that name")
    except OSError as error:
        trouble = reason(error)
    if trouble:
        replace_file(file, text.removeprefix(f"{SCHEMA_LINE}\n").encode())
        return _("No schema for editors was written to {path}: {reason}.").format(path=schema, reason=trouble)
    return ""


def put_schema(path: Path) -> bool:
    """Write the schema to `path`, or bring an older copy of it there up to date. False where something else is there,
    which is left as it is. Raises OSError."""
    text = schema_text()
    if path.exists() and not path.is_file():
        return False
    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            there = file.read(len(text) + 1)
    except FileNotFoundError:
        there = None
    if there is not None and MARK not in there[:1000]:
        return False
    if there != text:
        path.write_text(text, encoding="utf-8", newline="\n")
    return True
