"""The file in which everything is taken elsewhere: packed lines of JSON, written and read one after the other.

A header, the settings, the candidate's own scenario files, the rehearsals in the order in which they began (each
scenario before the first rehearsal of it), and a last line, without which the file was cut off. It is read as a
stranger's: nothing in it is believed before it was checked, and a line is taken whole or not at all.

Text is UTF-8, but for the lone surrogates that a candidate's words may hold: they are kept as the bytes that they
would have, since an escape would join two neighbours into one character.
"""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from itertools import islice
from typing import IO, Any, Literal

from closer_tui import __version__
from closer_tui.diagnostics import DiagnosticError
from closer_tui.i18n import _
from closer_tui.journal.codec import digest_of
from closer_tui.journal.whole import Whole, check, from_record, to_record
from closer_tui.scenario.model import Scenario

FORMAT = 1
MOST_BYTES = 64_000_000
"""Of a line: the journal takes no longer answer. What is longer was not written by closer."""
MOST_PARTS = 4_000_000
"""Values in a line; each takes many times its length in memory."""
MOST_SCENARIOS = 64_000_000
"""Bytes of all scenarios, packed, that are kept in mind while the file is read: some ten thousand of them."""
MOST_REFUSED = 1_000
"""Lines that are refused before the rest of the file is not looked at."""

_GZIP = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class OwnFile:
    """A file of the candidate's own, byte by byte: a scenario with its `name`, or the settings."""

    kind: Literal["file", "settings"]
    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Refused:
    """Something in the file that can't be used: the number of its line (0: the whole file), and why, as words. `last`:
    nothing after it was read."""

    line: int
    why: str
    last: bool = False


class NotABackup(Exception):
    """The file is none, or of a newer closer. `what` and `help` are full sentences."""

    def __init__(self, what: str, help: str) -> None:
        self.what, self.help = what, help
        super().__init__(f"{what} {help}")


# --- out ---------------------------------------------------------------------------------------------------


def write_backup(file: IO[bytes], records: Iterable[OwnFile | Whole]) -> int:
    """Write a backup to `file` as it goes, and return how many records there are in it. Its bytes depend on the
    records alone, but for the header."""
    count = 0
    told: set[str] = set()
    made = datetime.now(UTC).isoformat(timespec="seconds")
    with gzip.GzipFile(filename="", mode="wb", fileobj=file, mtime=0) as packed:
        packed.write(_line({"closer": __version__, "format": FORMAT, "made": made}))
        for record in records:
            count += 1
            if isinstance(record, OwnFile):
                text = record.data.decode("utf-8", "surrogateescape")
                packed.write(_line({"kind": record.kind, "name": record.name, "text": text}))
                continue
            if record.scenario not in told:
                told.add(record.scenario)
                packed.write(_line({"kind": "scenario", "text": record.source}))
            packed.write(_line({"kind": "rehearsal", **to_record(record)}))
        packed.write(_line({"kind": "end", "records": count}))
    return count


def _line(record: dict[str, Any]) -> bytes:
    text = json.dumps(record, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass") + b"\n"


# --- in ----------------------------------------------------------------------------------------------------


def read_backup(file: IO[bytes]) -> Iterator[tuple[OwnFile | Whole | Refused, int]]:
    """What is in a backup, one after the other, each with the bytes that it takes, read from a file that can be
    sought in. What can't be used comes as Refused and is passed over. Raises NotABackup, before anything comes."""
    lines = _lines(file)
    _look_at_header(next(lines, (1, b""))[1])
    return _records(lines)


def _look_at_header(line: bytes | Refused) -> None:
    try:
        header = _decoded(line) if isinstance(line, bytes) else {}
    except ValueError:
        header = {}
    number = header.get("format")
    if "closer" not in header or not isinstance(number, int) or isinstance(number, bool) or number < 1:
        what = _("This is no backup of closer, or only its first bytes.")
        raise NotABackup(what, _("closer export all FILE writes one."))
    if number > FORMAT:
        raise NotABackup(
            _("This backup was written by a newer closer (its format is {number}, this one knows {known}).").format(
                number=number, known=FORMAT
            ),
            _("Upgrade closer; nothing was brought in."),
        )


def _records(lines: Iterator[tuple[int, bytes | Refused]]) -> Iterator[tuple[OwnFile | Whole | Refused, int]]:
    sources = _Sources()
    count = refused = number = 0
    for number, line in lines:
        if isinstance(line, Refused):
            yield line, 0
            return
        try:
            record = _decoded(line)
            match record.get("kind"):
                case "end":
                    if record.get("records") != count:
                        yield Refused(number, _("some of its lines are missing"), last=True), 0
                    # Only at its end does gzip compare the checksum.
                    yield from ((_BEYOND if isinstance(more, bytes) else _CHANGED, 0) for _, more in islice(lines, 1))
                    return
                case "scenario":
                    sources.keep(_text(record, "text"))
                    continue
                case "file" | "settings" as kind:
                    data = _text(record, "text").encode("utf-8", "surrogateescape")
                    read: OwnFile | Whole = OwnFile(kind, _text(record, "name"), data)
                case "rehearsal":
                    read = from_record(record, sources.find)
                    check(read, _scenario(read.source))
                case _:
                    raise ValueError(_("closer knows no such record"))
        except (ValueError, RecursionError, OverflowError) as error:
            refused += 1
            count += 1
            yield Refused(number, _why(error), last=refused >= MOST_REFUSED), 0
            if refused >= MOST_REFUSED:
                return
            continue
        count += 1
        yield read, len(line)
    yield Refused(number + 1, _("the file ends too soon: it was cut off"), last=True), 0


_BEYOND = Refused(0, _("there is more after its last line"), last=True)
_CHANGED = Refused(0, _("its checksum does not fit, so some of what was read may have been changed"), last=True)


def _why(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError | UnicodeDecodeError):
        return _("it is no JSON")
    if isinstance(error, RecursionError):
        return _("it is nested too deeply")
    return str(error)[:200]


class _Sources:
    """The scenarios met so far, packed."""

    def __init__(self) -> None:
        self._packed: dict[str, bytes] = {}
        self._room = MOST_SCENARIOS

    def keep(self, source: str) -> None:
        packed = zlib.compress(source.encode("utf-8", "surrogatepass"))
        self._room -= len(packed)
        if self._room < 0:
            raise ValueError(_("there are too many scenarios in this file"))
        self._packed[digest_of(source)] = packed

    def find(self, digest: str) -> str:
        if digest not in self._packed:
            raise ValueError(_("its scenario is not in this file"))
        return zlib.decompress(self._packed[digest]).decode("utf-8", "surrogatepass")


@lru_cache(maxsize=32)
def _scenario(source: str) -> Scenario | None:
    """None where this closer can't use it: the journal keeps rehearsals of such."""
    from closer_tui.scenario.load import load_text

    try:
        return load_text(source, "scenario")
    except DiagnosticError:
        return None


def _lines(file: IO[bytes]) -> Iterator[tuple[int, bytes | Refused]]:
    """Every line with its number, from 1; Refused where reading has to end."""
    start = file.read(len(_GZIP))
    file.seek(0)
    unpacked = gzip.GzipFile(fileobj=file, mode="rb") if start == _GZIP else file
    number = 0
    while True:
        number += 1
        try:
            line = unpacked.readline(MOST_BYTES + 1)
        except (EOFError, zlib.error, gzip.BadGzipFile):
            yield number, Refused(number, _("the file is damaged or cut off from here on"), last=True)
            return
        if not line:
            return
        if len(line) > MOST_BYTES:
            yield number, Refused(number, _("it is longer than anything that closer writes"), last=True)
            return
        yield number, line


def _decoded(line: bytes) -> dict[str, Any]:
    """A line as plain data. Raises ValueError, RecursionError."""
    if sum(map(line.count, (b",", b"[", b"{"))) > MOST_PARTS:
        raise ValueError(_("it holds more than anything that closer writes"))
    record = json.loads(line.decode("utf-8", "surrogatepass"))
    if not isinstance(record, dict):
        raise ValueError(_("it is no record"))
    return record


def _text(record: dict[str, Any], key: str) -> str:
    value = record.get(key)
    if not isinstance(value, str):
        raise ValueError(_("its {key} is no text").format(key=key))
    return value
