"""The user's settings: one small TOML file, read with care and replaced in one step."""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin, get_type_hints

from closer_tui.diagnostics import Diagnostic, DiagnosticError, Severity
from closer_tui.files import reason, replace_file
from closer_tui.i18n import _, figure
from closer_tui.levels import Level
from closer_tui.paths import make_private, settings_file

if TYPE_CHECKING:
    import tomllib

MOST_BYTES = 1_000_000
"""A settings file is a few lines; what is larger is something else and is not read into memory."""

Language = Literal["", "en", "de"]

_TYPE_NAMES = {str: _("a text in quotes"), bool: _("true or false"), int: _("a whole number")}


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
    except FileNotFoundError:
        return Settings(), ()
    except OSError as error:
        return Settings(), (_unreadable(path, reason(error)),)
    except UnicodeDecodeError as error:
        return Settings(), (_unreadable(path, _("byte {number} is not UTF-8").format(number=error.start + 1)),)
    except _TooLarge:
        return Settings(), (_unreadable(path, _("it is larger than {n} bytes").format(n=figure(MOST_BYTES))),)
    import tomllib  # most people have no such file

    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return Settings(), (_bad_syntax(path, error),)
    except RecursionError:
        return Settings(), (_unreadable(path, _("it is nested too deeply")),)
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
            import tomli_w

            replace_file(path, tomli_w.dumps(merged).encode())
    except (OSError, UnicodeEncodeError) as error:
        why = reason(error) if isinstance(error, OSError) else _("they hold a character that UTF-8 has no form for")
        what = _("The settings could not be saved: {reason}.").format(reason=why)
        help_ = _("They hold until closer ends. Make room on the disk, or make the file and its folder writable.")
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
    import tomllib

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
            names = ", ".join(f.name for f in fields(Settings))
            instead = _("Did you mean {name}?") if near else _("Known are {names}.")
            instead = instead.format(name="".join(near), names=names)
            what = _("There is no setting of the name {name}; it is kept in the file and ignored.")
            what = what.format(name=repr(key))
            yield key, value, ("warning", "settings-unknown-key", what, instead)
            continue
        choices = get_args(known[key]) if get_origin(known[key]) is Literal else ()
        names = ", ".join(map(repr, choices))
        wanted = _("one of {names}").format(names=names) if choices else _TYPE_NAMES[known[key]]
        if (value in choices) if choices else (type(value) is known[key]):
            yield key, value, None
        else:
            what = _("The value of {key} can't be used, so {value} holds.").format(key=key, value=repr(defaults[key]))
            yield key, value, ("error", "settings-bad-value", what, _("Write {what}.").format(what=wanted))


def _place(text: str, key: str) -> tuple[int, int]:
    """Line and column of a key at the top level, from 1; 0, 0 when it is written in an unusual way."""
    for number, line in enumerate(text.split("\n"), 1):
        written = line.strip().lstrip("[").replace("]", "=").partition("=")[0].strip().strip("\"'")
        if written == key:
            return number, len(line) - len(line.lstrip()) + 1
    return 0, 0


def _unreadable(path: Path, why: str) -> Diagnostic:
    what = _("The settings can't be read: {reason}. Defaults hold.").format(reason=why)
    help_ = _("Repair the file, or delete it to start afresh.")
    return Diagnostic("settings-unreadable", "error", what, help_, str(path))


def _bad_syntax(path: Path, error: tomllib.TOMLDecodeError) -> Diagnostic:
    # Before Python 3.14 the place stands in the message alone.
    said = re.fullmatch(r"(.*?)(?: \(at (?:line (\d+), column (\d+)|end of document)\))?", str(error), re.DOTALL)
    why, line, column = said.groups() if said else (str(error), None, None)
    return Diagnostic(
        "settings-syntax",
        "error",
        _("The settings are not valid TOML: {reason}. Defaults hold.").format(reason=why),
        _('Write each setting on its own line, such as level = "coached".'),
        str(path),
        int(line or 0),
        int(column or 0),
    )
