"""The heads of scenarios: what a list shows of them, remembered from one start to the next.

To read a scenario takes about 10 ms, and what reads it as much again; home and `closer list` need a title and a name.
So what was read of a file is kept in a small file of the user's cache, for as long as the scenario's file has the same
size and time of change and the code that reads scenarios is the same. What is kept there is only ever drawn: whatever
is played was read in full. A cache that is damaged, from elsewhere or can't be written counts as none.
"""

from __future__ import annotations

import json
import logging
import os
import zlib
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from closer_tui import __version__
from closer_tui.paths import data_dir, heads_file, make_private
from closer_tui.scenario.places import bundled_folder, files_in, paths_of

if TYPE_CHECKING:
    from closer_tui.scenario.library import Entry

DIFFICULTIES = ("easy", "medium", "hard")
MOST_BYTES = 4_000_000
"""What is larger holds something else; 1,000 heads have 500,000."""
_SETTLED = 2_000_000_000
"""Nanoseconds after which a file's time of change tells that it was changed again, on the coarsest of file systems."""

log = logging.getLogger(__name__)


class Head(NamedTuple):
    """One scenario that can be played, without its script. `standard`: it is judged by the standard rubric. `shadows`:
    it is the user's own, and takes the place of a bundled one."""

    name: str
    id: str
    title: str
    summary: str
    company: str
    role: str
    difficulty: str
    interviewer: str
    temper: str
    group: str
    language: str
    standard: bool
    path: Path
    bundled: bool
    shadows: bool


class Remembered(NamedTuple):
    """The heads that are known, in the order of the library. `whole`: there is no other scenario, broken or not, and no
    two of them share an id."""

    heads: tuple[Head, ...]
    whole: bool


def head_of(entry: Entry) -> Head | None:
    """The head of a scenario that can be played; None of another one."""
    scenario = entry.scenario
    if scenario is None:
        return None
    return Head(
        entry.name, scenario.id, scenario.title, scenario.summary, scenario.company, scenario.role,
        scenario.difficulty, scenario.interviewer.name, scenario.interviewer.temper, scenario.group, scenario.language,
        scenario.standard, entry.path, entry.bundled, entry.shadows,
    )  # fmt: skip


def remembered(own: Path | None) -> Remembered:
    """What is known of the library (see `library`) without reading one scenario."""
    paths = paths_of(own)
    kept = _kept() if paths else {}
    shadowed = {path.stem for path in files_in(bundled_folder())} if own is not None else set()
    found = []
    for name, (path, bundled) in paths.items():
        fields = _unchanged(kept.get(str(path)), path)
        if fields is not None:
            found.append(Head(name, **fields, path=path, bundled=bundled, shadows=not bundled and name in shadowed))
    found.sort(key=lambda head: (DIFFICULTIES.index(head.difficulty), head.name))
    whole = len(found) == len(paths) == len({head.id for head in found}) and (own is None or _can_be_listed(own))
    return Remembered(tuple(found), whole)


def remember(entries: Iterable[Entry], since: int) -> None:
    """Keep the heads of these in place of those that were kept. They were read at `since` (time.time_ns) or later: one
    whose file was changed then, or a moment before, is not kept, for it may have been changed again and not show it.
    Where nothing else of the user's is kept yet nothing is: who only looks leaves nothing behind."""
    if not data_dir().is_dir():
        return
    heads: dict[str, list[object]] = {}
    for entry in entries:
        head, mark = head_of(entry), _mark(entry.path)
        if head is not None and mark is not None and since - mark[1] > _SETTLED:
            heads[str(entry.path)] = [*mark, {name: getattr(head, name) for name in (*_TEXTS, "standard")}]
    data = _sealed(json.dumps({"by": readers(), "heads": heads}).encode())
    try:
        path = heads_file()
        if not path.exists() or path.read_bytes() != data:
            from closer_tui.files import replace_file

            make_private(path.parent)
            replace_file(path, data)
    except (OSError, ValueError) as error:
        log.info("the heads of scenarios are not kept: %s", error)


_TEXTS = (
    "id", "title", "summary", "company", "role", "difficulty", "interviewer", "temper", "group", "language",
)  # fmt: skip


def _sealed(body: bytes) -> bytes:
    """With its checksum before it: a letter that the disk got wrong would be drawn else, and nobody would know."""
    return b"%08x\n%b" % (zlib.crc32(body), body)


def _kept() -> dict[str, Any]:
    try:
        with heads_file().open("rb") as file:
            data = file.read(MOST_BYTES + 1)
        body = data.partition(b"\n")[2]
        kept = json.loads(body) if len(data) <= MOST_BYTES and data == _sealed(body) else None
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(kept, dict) or kept.get("by") != readers():
        return {}
    heads = kept.get("heads")
    return heads if isinstance(heads, dict) else {}


def _unchanged(kept: object, path: Path) -> dict[str, Any] | None:
    """The fields that were kept of a file, where it is still the same file."""
    match kept:
        case [int(size), int(changed), {**kept_fields}] if (size, changed) == _mark(path):
            fields = {str(name): value for name, value in kept_fields.items()}
            right = fields.keys() == {*_TEXTS, "standard"} and isinstance(fields["standard"], bool)
            if right and all(isinstance(fields[name], str) for name in _TEXTS) and fields["difficulty"] in DIFFICULTIES:
                return fields
    return None


def _mark(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns


def readers() -> str:
    """Which code reads and judges scenarios, and which model: what another one makes of them may be something else."""
    package = Path(__file__).parent.parent
    changed = 0
    for folder in (package / "scenario", package / "scoring"):
        try:
            changed = max([changed, *(each.stat().st_mtime_ns for each in os.scandir(folder) if each.is_file())])
        except OSError:
            continue
    return f"{__version__} {changed}"


def _can_be_listed(own: Path) -> bool:
    try:
        os.scandir(own).close()
    except FileNotFoundError:
        return True
    except OSError:
        return False
    return True
