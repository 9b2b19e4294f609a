"""From the plain mode's home to scenarios of one's own: one is changed in the person's own editor."""

from __future__ import annotations

import os
import shlex
import subprocess
from collections.abc import Sequence
from pathlib import Path

from closer_tui.files import reason
from closer_tui.i18n import _, figure, ngettext
from closer_tui.linear import Linear
from closer_tui.paths import scenarios_dir
from closer_tui.report_words import one_line
from closer_tui.scenario.copying import copy_scenario
from closer_tui.scenario.library import Entry
from closer_tui.scenario.load import read_file


def edit(linear: Linear, entries: Sequence[Entry], folder: Path | None) -> None:
    """Open a scenario in the person's own editor, one that comes with closer as a copy; where there is no editor say
    which file it is. Raises EndOfInput."""
    line = _("{name}: {title}")
    lines = [line.format(name=entry.name, title=entry.title or _("it can't be played")) for entry in entries]
    names = [*(entry.name for entry in entries), "back"]
    picked = linear.choose(_("Which scenario? Write its number or name."), [*lines, _("None of them")], names)
    if picked == len(entries):
        return
    path = _own(linear, entries[picked], folder or scenarios_dir())
    if path is not None:
        _open(linear, path)


def _own(linear: Linear, entry: Entry, folder: Path) -> Path | None:
    """The file that may be changed."""
    if not entry.bundled:
        return entry.path
    linear.say(_("It comes with closer and stays as it is; a copy of it is yours to change."))
    copy, leave = ("copy", _("Make a copy and change that")), ("back", _("Leave it"))
    if linear.pick(_("Write a number."), (copy, leave)) == "back":
        return None
    try:
        return copy_scenario(entry, folder)
    except OSError as error:
        told = _("It can't be copied to {folder}: {why}.")
        linear.say(told.format(folder=one_line(str(folder)), why=reason(error)))
        return None


def _open(linear: Linear, path: Path) -> None:
    from closer_tui.ui.external import NoEditor, editor_command

    linear.say(_("The file is {path}.").format(path=one_line(str(path))))
    try:
        command = editor_command(path, 0, os.environ)
        linear.say(_("{editor} opens it now; leave it to come back here.").format(editor=one_line(command[0])))
        subprocess.run(command, check=False)
    except (NoEditor, OSError) as error:
        why = reason(error) if isinstance(error, OSError) else str(error)
        told = _("{why} Change the file with a program of your own; closer check says what is wrong with it.")
        linear.say(told.format(why=one_line(why)))
        return
    _tell(linear, path)


def _tell(linear: Linear, path: Path) -> None:
    """Whether it can be played now, and the first thing to put right where it can't."""
    reading = read_file(path)
    errors = [each for each in reading.diagnostics if each.severity == "error"]
    if reading.scenario is not None and not errors:
        linear.say(_("It can be played."))
        return
    told = ngettext("It can't be played: {n} problem.", "It can't be played: {n} problems.", len(errors))
    linear.say(told.format(n=figure(len(errors))))
    for first in errors[:1]:
        where = _("Line {n}: {what} {help}").format(n=figure(first.line), what=first.what, help=first.help)
        linear.say(one_line(where if first.line else f"{first.what} {first.help}"))
    linear.say(_("closer check {path} tells them all.").format(path=shlex.quote(str(path))))
