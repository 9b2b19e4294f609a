"""The user's settings: one small TOML file, read with care and replaced in one step."""

from __future__ import annotations

import difflib
import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints

import tomli_w

from closer_tui.diagnostics import Diagnostic, DiagnosticError, Severity
from closer_tui.files import replace_file
from closer_tui.paths import make_private, settings_file
from closer_tui.rehearsal import Level

MOST_BYTES = 1_000_000
"""A settings file is a few lines; what is larger is something else and is not read into memory."""

Language = Literal["", "en", "de"]

_TYPE_NAMES = {str: "a text in quotes", bool: "true or false", int: "a whole number"}


@dataclass(frozen=True, slots=True)
class Settings:
    """`theme` is the name of a Textual theme; `level` the one offered first; `plain` asks for the linear
    front end on a terminal too; `clock` shows the time that has passed.

    `suggestions`: home says what to rehearse next, and why. `self_rating`: before the report the candidate ticks what
    they think they did.

    `language` is a code of `i18n.LANGUAGES` for the interface; empty leaves it to the machine.

    `speak`: the interviewer is heard. `voice` is an id of `closer voices`, `voice_rate` words a minute and
    `voice_volume` percent; empty, 0 and 100 leave it to the scenario. `key_stops_voice`: so does any key."""

    theme: str = "textual-dark"
    level: Level = "coached"
    plain: bool = False
    clock: bool = True
    suggestions: bool = True
    self_rating: bool = False
    language: Language = ""
    speak: bool = False
    voice: str = ""
    voice_rate: int = 0
    voice_volume: int = 100
    key_stops_voice: bool = True


def load_settings() -> tuple[Settings, tuple[Diagnostic, ...]]:
    """The settings, and what is wrong with their file. Whatever can't be used keeps its default; the file
    itself is left as it is. A file that is not there is no fault."""
    path = settings_file()
    try:
        text = _read(path)
        table = tomllib.loads(text)
    except FileNotFoundError:
        return Settings(), ()
    except OSError as error:
        return Settings(), (_unreadable(path, error.strerror or str(error)),)
    except UnicodeDecodeError as error:
        return Settings(), (_unreadable(path, f"byte {error.start + 1} is not UTF-8"),)
    except _TooLarge:
        return Settings(), (_unreadable(path, f"it is larger than {MOST_BYTES:,} bytes"),)
    except tomllib.TOMLDecodeError as error:
        return Settings(), (_bad_syntax(path, error),)
    except RecursionError:
        return Settings(), (_unreadable(path, "it is nested too deeply"),)
    good, diagnostics = {}, []
    for key, value, problem in _checked(table):
        if problem is None:
            good[key] = value
        else:
            severity, code, what, help_ = problem
            diagnostics.append(Diagnostic(code, severity, what, help_, str(path), *_place(text, key), key))
    return Settings(**good), tuple(diagnostics)


def save_settings(settings: Settings) -> None:
    """Write the settings, readable by their owner alone. The file is replaced as a whole or not at all, and
    keys that this version does not know stay in it. A file that can't be understood is kept beside the new
    one under another name. Raises DiagnosticError when it can't be written."""
    # The target of a link is replaced, not the link: people keep their settings in a folder of dotfiles.
    path = Path(os.path.realpath(settings_file()))
    try:
        make_private(path.parent)
        table = _existing(path)
        merged = {**table, **asdict(settings)}
        if merged != table or not path.exists():
            replace_file(path, tomli_w.dumps(merged).encode())
    except (OSError, UnicodeEncodeError) as error:
        why = "they hold a character that UTF-8 has no form for" if isinstance(error, ValueError) else error.strerror
        what = f"The settings could not be saved: {why}."
        help_ = "They hold until closer ends. Make room on the disk, or make the file and its folder writable."
        raise DiagnosticError([Diagnostic("settings-not-saved", "error", what, help_, str(path))]) from error


class _TooLarge(Exception):
    """The file is larger than any settings are."""


def _read(path: Path) -> str:
    with path.open("rb") as file:
        data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise _TooLarge
    return data.decode("utf-8-sig").replace("\r\n", "\n")


def _existing(path: Path) -> dict[str, Any]:
    """What stands in the file now; one that can't be understood is moved out of the way, not lost."""
    try:
        return tomllib.loads(_read(path))
    except FileNotFoundError:
        return {}
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, _TooLarge, RecursionError):
        aside = path.with_name(f"{path.stem}.damaged-{datetime.now():%Y%m%d-%H%M%S-%f}{path.suffix}")
        path.rename(aside)
        return {}


_Problem = tuple[Severity, str, str, str]


def _checked(table: Mapping[str, Any]) -> Iterator[tuple[str, Any, _Problem | None]]:
    """Every key with its value, and what is wrong with it."""
    known = get_type_hints(Settings)
    defaults = asdict(Settings())
    for key, value in table.items():
        if key not in known:
            near = difflib.get_close_matches(key, known, 1)
            instead = (
                f"Did you mean {near[0]}?" if near else f"Known are {', '.join(f.name for f in fields(Settings))}."
            )
            what = f"There is no setting of the name {key!r}; it is kept in the file and ignored."
            yield key, value, ("warning", "settings-unknown-key", what, instead)
            continue
        choices = get_args(known[key]) if get_origin(known[key]) is Literal else ()
        wanted = f"one of {', '.join(map(repr, choices))}" if choices else _TYPE_NAMES[known[key]]
        if (value in choices) if choices else (type(value) is known[key]):
            yield key, value, None
        else:
            what = f"The value of {key} can't be used, so {defaults[key]!r} holds."
            yield key, value, ("error", "settings-bad-value", what, f"Write {wanted}.")


def _place(text: str, key: str) -> tuple[int, int]:
    """Line and column of a key at the top level, from 1; 0, 0 when it is written in an unusual way."""
    for number, line in enumerate(text.split("\n"), 1):
        written = line.strip().lstrip("[").replace("]", "=").partition("=")[0].strip().strip("\"'")
        if written == key:
            return number, len(line) - len(line.lstrip()) + 1
    return 0, 0


def _unreadable(path: Path, why: str) -> Diagnostic:
    what = f"The settings can't be read: {why}. Defaults hold."
    return Diagnostic("settings-unreadable", "error", what, "Repair the file, or delete it to start afresh.", str(path))


def _bad_syntax(path: Path, error: tomllib.TOMLDecodeError) -> Diagnostic:
    # Before Python 3.14 the place stands in the message alone.
    said = re.fullmatch(r"(.*?)(?: \(at (?:line (\d+), column (\d+)|end of document)\))?", str(error), re.DOTALL)
    why, line, column = said.groups() if said else (str(error), None, None)
    return Diagnostic(
        "settings-syntax",
        "error",
        f"The settings are not valid TOML: {why}. Defaults hold.",
        'Write each setting on its own line, such as level = "coached".',
        str(path),
        int(line or 0),
        int(column or 0),
    )
