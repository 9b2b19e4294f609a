"""A scenario of one's own, made from one that comes with the program."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection
from pathlib import Path

from closer_tui.files import create_file
from closer_tui.paths import make_private
from closer_tui.scenario.library import Entry, library
from closer_tui.scenario.load import id_of, plain_lines
from closer_tui.scenario.template import SCHEMA_LINE
from closer_tui.scenario.writer import literal


def free_name(name: str, own: Path) -> str:
    """A name for a copy of `name` that no scenario has, neither as its name nor as its id, nor any file in `own`."""
    taken = {entry.name for entry in library(own)}
    taken |= {entry.scenario.id for entry in library(own) if entry.scenario is not None}
    stem = re.sub(r"-copy(-\d+)?$", "", name) + "-copy"
    names = (stem if number == 1 else f"{stem}-{number}" for number in range(1, 1_000_000))
    return next(each for each in names if not _used(each, taken, own))


def copy_scenario(entry: Entry, own: Path) -> Path:
    """Put a copy in the folder `own`, under a free name and with an id of its own, and return its path. Raises
    OSError where it can't be written."""
    name = free_name(entry.name, own)
    source = entry.scenario.source if entry.scenario is not None else entry.path.read_text(encoding="utf-8")
    make_private(own)
    path = own / f"{name}.toml"
    create_file(path, with_id(plain_lines(source), id_of(name)).encode())
    return path


def with_id(source: str, id: str) -> str:
    """The text of a scenario with this id, in place of the one that it has, or before its first key. It has to be
    valid TOML."""
    from closer_tui.scenario.positions import locate

    found = locate(source, [("id",), ("format",)])
    lines = source.split("\n")
    if ("id",) in found.values:
        row, column, end_row, end = found.values["id",]
        lines[row - 1 : end_row] = [f'{lines[row - 1][: column - 1]}"{id}"{lines[end_row - 1][end - 1 :]}']
    else:
        row = found.keys["format",][0] if ("format",) in found.keys else 1
        lines.insert(row - 1, f'id = "{id}"')
    return "\n".join(lines)


def copied_scenario(source: str, id: str, title: str) -> str:
    """The text of a scenario that can be played, with another id and title; the rest of it, comments too, stays."""
    text = source
    for key, value in (("title", title), ("id", id)):
        text = _with_value(text, key, value)
    lines = [line for line in text.split("\n") if not line.startswith("#:schema")]
    text = "\n".join([SCHEMA_LINE, *lines])
    if tomllib.loads(text) != tomllib.loads(source) | {"id": id, "title": title}:
        raise AssertionError("a copy differs from its original in more than its name")
    return text


def _with_value(text: str, key: str, value: str) -> str:
    """The text with this value at a key outside of all tables, in place of the one there, or below the format."""
    from closer_tui.scenario.positions import locate

    found = locate(text, {(key,), ("format",)})
    lines = text.split("\n")
    if (key,) in found.values:
        row, column, end_row, end = found.values[key,]
        lines[row - 1 : end_row] = [f"{lines[row - 1][: column - 1]}{literal(value)}{lines[end_row - 1][end - 1 :]}"]
    else:
        row = found.values["format",][2]
        lines.insert(row, f"{key} = {literal(value)}")
    return "\n".join(lines)


def _used(name: str, taken: Collection[str], own: Path) -> bool:
    return name in taken or id_of(name) in taken or (own / f"{name}.toml").exists()
