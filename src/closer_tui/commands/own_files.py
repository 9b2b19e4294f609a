"""The files that a backup holds beside the journal: the user's own scenarios, and the settings."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from closer_tui import paths, settings
from closer_tui.files import create_file, reason, replace_file
from closer_tui.i18n import _
from closer_tui.scenario import load
from closer_tui.scoring.text import printable

if TYPE_CHECKING:
    from closer_tui.journal.backup import OwnFile


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a scenario file: it is here under the name `stored` now, "renamed" where another one has its
    `name`, or the "same" one was here already."""

    name: str
    way: Literal["added", "renamed", "same"]
    stored: str


def own_files(leave_out: Callable[[str], None]) -> Iterator[OwnFile]:
    """The settings, and every scenario file of the user's own by its name. What can't be taken is told to
    `leave_out`."""
    from closer_tui.journal.backup import OwnFile

    for kind, path, most in (("settings", paths.settings_file(), settings.MOST_BYTES), *_scenarios(leave_out)):
        try:
            if kind == "file":
                _check_name(path.name)
            yield OwnFile("file" if kind == "file" else "settings", path.name, _read(path, most))
        except FileNotFoundError:
            continue
        except (OSError, ValueError) as error:
            why = reason(error) if isinstance(error, OSError) else error
            leave_out(_("{path}: left out, since {why}.").format(path=path, why=why))


def take_file(own: OwnFile, dry_run: bool) -> Taken:
    """Put a scenario file into the user's folder. One that differs from what has its name gets another name. Raises
    ValueError, saying why, where it is none, and OSError where it can't be written."""
    _check_name(own.name)
    if len(own.data) > load.MOST_BYTES:
        raise ValueError(_("it is larger than any scenario"))
    folder = paths.scenarios_dir()
    stem = own.name.removesuffix(".toml")
    for number in range(1, 1000):
        path = folder / (own.name if number == 1 else f"{stem}-{number}.toml")
        if not os.path.lexists(path):
            if not dry_run:
                create_file(paths.make_private(folder) / path.name, own.data)
            return Taken(own.name, "added" if number == 1 else "renamed", path.name)
        if path.is_file() and _read(path, load.MOST_BYTES) == own.data:
            return Taken(own.name, "same", path.name)
    raise ValueError(_("a thousand others have its name"))


def take_settings(own: OwnFile, replace: bool, dry_run: bool) -> str:
    """Take the settings where there are none or, with `replace`, in place of those here, which are kept beside them.
    Returns what became of them, as a sentence. Raises ValueError where they are none, and OSError."""
    try:
        if len(own.data) > settings.MOST_BYTES:
            raise ValueError
        tomllib.loads(own.data.decode("utf-8-sig").replace("\r\n", "\n"))
    except (ValueError, RecursionError):
        raise ValueError(_("they are no settings")) from None
    path = Path(os.path.realpath(paths.settings_file()))  # people keep theirs in a folder of dotfiles, linked
    try:
        here: bytes | None = _read(path, settings.MOST_BYTES)
    except FileNotFoundError:
        here = None
    if here == own.data:
        return _("The settings are the same.")
    if here is not None and not replace:
        return _("The settings were left as they are here; --settings takes those of the backup.")
    if dry_run:
        return _("The settings of the backup would be taken.")
    paths.make_private(path.parent)
    if here is None:
        create_file(path, own.data)
        return _("The settings of the backup were taken: there were none here.")
    aside = _free(path.with_name(f"{path.stem}.before-import{path.suffix}"))
    create_file(aside, here)
    replace_file(path, own.data)
    return _("The settings of the backup were taken; those from before are in {path}.").format(path=aside)


def _scenarios(leave_out: Callable[[str], None]) -> list[tuple[str, Path, int]]:
    folder = paths.scenarios_dir()
    try:
        found = sorted(path for path in folder.iterdir() if path.suffix == ".toml" and not path.name.startswith("."))
    except FileNotFoundError:
        return []
    except OSError as error:
        leave_out(_("{path}: left out, since {why}.").format(path=folder, why=reason(error)))
        return []
    return [("file", path, load.MOST_BYTES) for path in found]


def _read(path: Path, most: int) -> bytes:
    """Raises OSError, and ValueError where it is larger."""
    if path.exists() and not path.is_file():
        raise ValueError(_("it is no ordinary file"))
    with path.open("rb") as file:
        data = file.read(most + 1)
    if len(data) > most:
        raise ValueError(_("it is larger than any file of its kind"))
    return data


def _check_name(name: str) -> None:
    """Raises ValueError where it isn't a plain name of a scenario's file."""
    if not name.endswith(".toml") or name.startswith(".") or set(name) & set('/\\:*?"<>|') or name != printable(name):
        raise ValueError(_("its name is no file name of a scenario"))
    if "\n" in name or "\t" in name or len(name.encode()) > 200:
        raise ValueError(_("its name is no file name of a scenario"))


def _free(path: Path) -> Path:
    number, free = 1, path
    while os.path.lexists(free):
        number += 1
        free = path.with_name(f"{path.stem}-{number}{path.suffix}")
    return free
