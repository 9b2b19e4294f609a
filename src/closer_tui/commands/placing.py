"""Putting a scenario of one's own where its author says, and telling where it is."""

from __future__ import annotations

import os
import shlex
from pathlib import Path

from closer_tui import paths
from closer_tui.commands.ending import Failure, complain
from closer_tui.report_words import one_line
from closer_tui.scenario.load import id_of
from closer_tui.scenario.placing import free_file, own_file, put_scenario
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
    file, stem = own_file(title, Path(folder) if folder else None), id_of(title)
    if file.stem != stem:
        complain(one_line(f"{stem} is there already: this one is called {file.stem}."))
    return file


def _taken(file: Path) -> Failure:
    what = (
        "a folder" if file.is_dir() else f"a file of {file.stat().st_size:,} bytes" if file.is_file() else "something"
    )
    return Failure(f"{file} is there already, {what}.", f"It stays as it is. This name is free: {free_file(file)}")


def write_scenario(file: Path, text: str) -> None:
    """Write the scenario, and beside it the schema that its first line names. Raises Failure; then nothing was
    written."""
    try:
        trouble = put_scenario(file, text)
    except FileExistsError:
        raise _taken(file) from None
    except OSError as error:
        help_ = "Name a file in a folder that is there and that you may write to."
        raise Failure(f"{file}: {error.strerror or error}.", help_) from error
    if trouble:
        complain(trouble)


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
