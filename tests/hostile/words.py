"""Dangerous words, a way to put them into every text of a scenario, and a watch on what the program then does."""

from __future__ import annotations

import contextlib
import os
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

from closer_tui.scenario.model import (
    Interviewer,
    OwnCriterion,
    Reaction,
    Reply,
    Sample,
    Scenario,
    Silent,
    Step,
    Voice,
)
from closer_tui.scoring.cues import CueError, compile_cue

STEER = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
"""Characters that steer a terminal, or turn the words after them around."""

MARKUP = (
    "[bold red]Mark[/] [@click=app.quit]quit[/] [@click='app.bell']bell[/] [link=https://evil.example]web[/] "
    "[link=file:///etc/passwd]file[/] [/] [/bold] [[ ]] \\[x] [$error] [on red] [#ff0000]c[/] [not a tag [ :smile:"
)
CODE = (
    "../../etc/passwd ~/.ssh ~root /dev/null C:\\x file:///etc/passwd https://evil.example $(touch pwned) "
    "`touch pwned` ; rm -rf . | tee pwned %s %n %(x)s {0} {name} {self.__class__} <script>alert(1)</script> "
    "\"><img src=x onerror=alert(1)> ' &lt; &#x3c; ]]> --> ::error::pwned # = [[step]] (a+)+$ <number> a|b?"
)
CONTROL = (
    "Esc\x1b[31mred\x1b[2J\x1b[H \x1b]0;title\x07 \x1b]8;;https://evil.example\x1b\\link\x1b]8;;\x1b\\ "
    "\x1b]52;c;cHduZWQ=\x07 \x1b[?1049l \x1bc \x9b31m \x9d0;t\x9c \x90q\x9c \x00nul \x08\x08back \x7f \x0c\x0b\x85 "
    "\u202eesrever\u202c \u2066iso\u2069 \u200f\u061c "
    "zero\u200b\u200c\u200d\u2060\ufeffwidth \ud800half\udfff \u2028\u2029 end"
)
BULK = (
    "a\u0301" + "\u0301\u0489\u20dd" * 300 + " " + "W" * 10_000 + " " + "\u4e2d\ufdfd\U0001f469\u200d\U0001f4bb" * 200
)
KINDS = {"markup": MARKUP, "code": CODE, "control": CONTROL, "bulk": BULK}
HARMLESS = "Some quite harmless words"

# These are never any text: the loader takes nothing but one of a few names, or a pattern, or makes them itself.
NO_TEXT = {
    ("Scenario", "id"), ("Scenario", "source"), ("Scenario", "path"), ("Scenario", "language"), ("Voice", "language"),
    ("Reply", "topic"), ("OwnCriterion", "name"), ("Sample", "meets"), ("Sample", "misses"),
}  # fmt: skip
CHOICES = {"difficulty", "move", "gender", "level"}
CUES = {"cues", "blockers"}


def full() -> Scenario:
    """A scenario with something in everything that it may have."""
    person = Interviewer("Ann", "Manager", "kind", "ann@acme.example", Voice("en-GB", "female"))
    own = OwnCriterion("when", "Named a day", "Name one.", ("start on *", "monday"), ("not sure",), 5, True)
    sample = Sample("strong", "asks several insightful", ("asks",), ("turn_off",))
    reaction = Reaction(("Well made.",), ("Half.",), ("Missed.",))
    questions = Step(
        "questions", ("Any questions?",), "Your turn", "Ask.", 90, "Time.",
        (Reply("team", ("Five.",), ("how many",)), Reply("", ("Tea.",), ("coffee|tea",))), ("Hm.",), reaction, (),
        (sample,),
    )  # fmt: skip
    custom = Step(
        "custom", ("When?",), "The day", "Say when.", criteria=(own,), reaction=reaction,
        samples=(Sample("strong", "I start on monday", ("when",)),), interviewer=replace(person, name="Bo"),
    )  # fmt: skip
    email = Step("email", ("Later.",), "The email", "Thank.", reaction=reaction,
                 samples=(Sample("strong", "thanks_time", ("thanks_time",)),))  # fmt: skip
    return Scenario(
        "full", "full", "Title", "Summary", "Acme", "Developer", "easy", person, (questions, custom, email),
        "A room.", ("Bye.",), Silent(("Right.", "Well."), ("Mm.",)), group="Developer",
    )  # fmt: skip


def texts(thing: Any, at: str = "") -> Iterator[tuple[str, str, str]]:
    """Each text in the model: where, the class that it is a field of, and the field."""
    for field in fields(thing):
        value, here = getattr(thing, field.name), f"{at}.{field.name}"
        for each in value if isinstance(value, tuple) else (value,):
            if is_dataclass(each):
                yield from texts(each, here)
            elif isinstance(each, str) and field.name not in CHOICES:
                yield here, type(thing).__name__, field.name


def poisoned(thing: Any, words: Callable[[str], str]) -> Any:
    """The same with `words(field)` in every text of it."""
    changed: dict[str, Any] = {}
    for field in fields(thing):
        value = getattr(thing, field.name)
        if is_dataclass(value):
            changed[field.name] = poisoned(value, words)
        elif isinstance(value, tuple) and value and is_dataclass(value[0]):
            changed[field.name] = tuple(poisoned(each, words) for each in value)
        elif (type(thing).__name__, field.name) in NO_TEXT or field.name in CHOICES:
            continue
        elif isinstance(value, str):
            changed[field.name] = words(field.name)
        elif isinstance(value, tuple) and value and isinstance(value[0], str):
            changed[field.name] = tuple(_put(each, field.name, words(field.name)) for each in value)
    return replace(thing, **changed)


def _put(before: str, name: str, words: str) -> str:
    """A cue stays as it was where the words are none that can be one."""
    if name in CUES:
        try:
            compile_cue(words)
        except CueError:
            return before
    return words


_KEYS = {"steps": "step", "answers": "answer", "criteria": "criterion", "samples": "sample"}
_NOT_WRITTEN = {"name", "source", "path", "standard"}


def as_table(thing: Any) -> dict[str, Any]:
    """A scenario, or a part of it, as the table that a file has."""
    table: dict[str, Any] = {"format": 1} if isinstance(thing, Scenario) else {}
    for field in fields(thing):
        value = getattr(thing, field.name)
        kept = field.name == "name" and not isinstance(thing, Scenario)
        if (field.name in _NOT_WRITTEN and not kept) or value is None or value in ("", ()):
            continue
        if is_dataclass(value):
            value = as_table(value)
        elif isinstance(value, tuple):
            value = [as_table(each) if is_dataclass(each) else each for each in value]
        table[_KEYS.get(field.name, field.name)] = value
    return table


# --- what the program does -----------------------------------------------------------------------------------

_watching: list[tuple[Path, list[str]]] = []
_RUNS = {"subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "pty.spawn", "webbrowser.open",
         "socket.connect", "urllib.Request"}  # fmt: skip
_CHANGES = {"os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.symlink", "os.link", "os.chmod", "shutil.rmtree"}


def _hook(event: str, arguments: tuple[Any, ...]) -> None:
    if not _watching:
        return
    folder, found = _watching[-1]
    if event in _RUNS:
        found.append(f"{event} {arguments!r}"[:300])
    elif (event == "open" and _writes(arguments)) or event in _CHANGES or event == "sqlite3.connect":
        paths = [each for each in arguments[:2] if isinstance(each, str | bytes)][: 2 if event in _CHANGES else 1]
        for path in map(os.fsdecode, paths):
            real = os.path.realpath(path) if path else ""
            if not real.startswith((str(folder), "/dev/")) and "__pycache__" not in real:
                found.append(f"{event} {path!r}"[:300])


def _writes(arguments: tuple[Any, ...]) -> bool:
    _, mode, flags = arguments
    if isinstance(mode, str):
        return any(letter in mode for letter in "wax+")
    return bool(isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))


sys.addaudithook(_hook)  # can't be taken out again: it looks away while nobody watches


@contextlib.contextmanager
def watched(folder: Path) -> Iterator[None]:
    """Fails where meanwhile a file is written or changed outside `folder`, a program run, or the net asked."""
    found: list[str] = []
    _watching.append((folder.resolve(), found))
    try:
        yield
    finally:
        _watching.pop()
    assert not found, found
