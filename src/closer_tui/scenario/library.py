"""The scenarios at hand: those that come with the program, and the user's own."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path

from closer_tui.diagnostics import Diagnostic, DiagnosticError
from closer_tui.i18n import _
from closer_tui.scenario.heads import DIFFICULTIES
from closer_tui.scenario.load import Reading, load_file, read_file
from closer_tui.scenario.model import Difficulty, Scenario
from closer_tui.scenario.places import bundled_folder, files_in, paths_of
from closer_tui.scenario.reader import meant, nearest
from closer_tui.scoring.text import printable

__all__ = ["Entry", "bundled_folder", "find", "folder_of", "in_folder", "library"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One scenario file. Where it can't be played, `scenario` is None, `diagnostics` say why, and what is
    known of it is its name and path. `interviewer` is a name. `shadows`: it is the user's own, and takes the place
    of a bundled one of its name."""

    name: str
    title: str
    summary: str
    company: str
    role: str
    difficulty: Difficulty | None
    interviewer: str
    scenario: Scenario | None
    diagnostics: tuple[Diagnostic, ...]
    bundled: bool
    path: Path
    shadows: bool = False


def library(own: Path | None = None) -> tuple[Entry, ...]:
    """Every scenario file, broken ones too: the bundled ones and those in the folder `own`, where a file
    takes the place of the bundled one of its name. The easy ones first, the broken ones last."""
    paths = paths_of(own)
    shadowed = {path.stem for path in files_in(bundled_folder())} if own is not None else set()
    entries = [
        _entry(name, path, read_file(path), bundled, not bundled and name in shadowed)
        for name, (path, bundled) in sorted(paths.items())
    ]
    return tuple(sorted(_without_twins(entries) + _unreadable(own), key=_order))


def in_folder(folder: Path) -> tuple[Entry, ...]:
    """Like `library`, but only what is in this folder."""
    entries = [_entry(path.stem, path, read_file(path), False) for path in files_in(folder)]
    return tuple(sorted(_without_twins(entries) + _unreadable(folder), key=_order))


def folder_of(name_or_path: str, own: Path | None = None) -> Path | None:
    """The folder that is meant, to be listed with `in_folder`; None where this is a scenario's name or no folder."""
    if not name_or_path or name_or_path in paths_of(own):
        return None
    try:
        return Path(name_or_path) if Path(name_or_path).is_dir() else None
    except (OSError, ValueError):
        return None


def find(name_or_path: str, own: Path | None = None) -> Scenario:
    """The scenario of this name, or in the file at this path (which has a separator in it or ends in
    .toml). Raises DiagnosticError: what is wrong with it, or which names are near an unknown one."""
    paths = paths_of(own)
    if name_or_path in paths:
        return load_file(paths[name_or_path][0])
    separators = [each for each in (os.sep, os.altsep) if each]
    if name_or_path.endswith(".toml") or any(each in name_or_path for each in separators):
        return load_file(Path(name_or_path))
    hint = meant(printable(nearest(name_or_path, paths)))
    hint += _("Give a name that closer list shows, or the path of a .toml file.")
    what = _("There is no scenario of this name.")
    raise DiagnosticError([Diagnostic("S009", "error", what, hint, printable(name_or_path[:200]))])


def _unreadable(own: Path | None) -> list[Entry]:
    """An entry for the user's folder where it is there and can't be listed."""
    if own is None:
        return []
    try:
        os.scandir(own).close()
    except FileNotFoundError:
        return []
    except OSError as error:
        from closer_tui.files import reason

        what = _("Your scenarios can't be listed: {reason}.").format(reason=reason(error))
        help = _("Make this a folder that you may read, or take it away.")
        problem = Diagnostic("S003", "error", what, help, printable(str(own)))
        return [Entry(own.name, "", "", "", "", None, "", None, (problem,), False, own)]
    return []


def _entry(name: str, path: Path, reading: Reading, bundled: bool, shadows: bool = False) -> Entry:
    scenario = reading.scenario
    if scenario is None:
        return Entry(name, "", "", "", "", None, "", None, reading.diagnostics, bundled, path, shadows)
    return Entry(
        name, scenario.title, scenario.summary, scenario.company, scenario.role, scenario.difficulty,
        scenario.interviewer.name, scenario, reading.diagnostics, bundled, path, shadows,
    )  # fmt: skip


def _without_twins(entries: list[Entry]) -> list[Entry]:
    """The entries, with a warning on each that has the id of another one: their practice would be mixed."""
    first: dict[str, Entry] = {}
    for entry in sorted(entries, key=lambda entry: not entry.bundled):
        if entry.scenario is not None:
            first.setdefault(entry.scenario.id, entry)
    return [_warned(entry, first) for entry in entries]


def _warned(entry: Entry, first: dict[str, Entry]) -> Entry:
    if entry.scenario is None or first[entry.scenario.id] is entry:
        return entry
    what = _("This scenario has the id of another one, {name}: they would share one history of practice.")
    what = what.format(name=printable(first[entry.scenario.id].name))
    help = _("Give it an id of its own, or take the id out.")
    twin = Diagnostic("S053", "warning", what, help, printable(str(entry.path)), key="id")
    return replace(entry, diagnostics=(*entry.diagnostics, twin))


def _order(entry: Entry) -> tuple[int, str]:
    ranks = dict(zip(DIFFICULTIES, range(len(DIFFICULTIES)), strict=True))
    return (ranks[entry.difficulty] if entry.difficulty else len(ranks), entry.name)
