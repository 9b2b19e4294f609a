"""The editor that the person has chosen for all their texts."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

from closer_tui.i18n import _

_TAKES_LINE = {"vi", "vim", "nvim", "view", "nano", "pico", "emacs", "emacsclient", "micro", "kak", "joe", "mg", "ne"}
"""Editors to which +12 is line 12; to another one it would be a file of that name."""
_USUAL = ("notepad",) if sys.platform == "win32" else ("sensible-editor", "nano", "vim", "vi")


class NoEditor(Exception):
    """There is none; the message is a sentence on what to do."""


def editor_command(path: Path, line: int, environment: Mapping[str, str]) -> list[str]:
    """The command that opens a file, at a line (from 1) where the editor is known to understand one: of VISUAL, else of
    EDITOR, else what the system has. Raises NoEditor."""
    named = environment.get("VISUAL", "").strip() or environment.get("EDITOR", "").strip()
    if named:
        try:
            words = shlex.split(named, posix=os.name == "posix")
        except ValueError:
            raise NoEditor(_("EDITOR can't be understood: {named}").format(named=named)) from None
        if shutil.which(words[0]) is None:
            none = _("EDITOR names {program}, and there is no such program.")
            raise NoEditor(none.format(program=words[0]))
    else:
        words = [each for each in _USUAL if shutil.which(each)][:1]
        if not words:
            raise NoEditor(_("No editor was found. Name one in the environment variable EDITOR."))
    at = [f"+{line}"] if Path(words[0]).name in _TAKES_LINE and line > 0 else []
    return [*words, *at, os.path.abspath(path)]
