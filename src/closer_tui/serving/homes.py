"""A home for each visitor, and what their process may know of the machine that it runs on."""

from __future__ import annotations

import hashlib
import os
import re
import site
import sys
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path

from closer_tui.i18n import LANGUAGES, VARIABLE
from closer_tui.paths import HOME_VARIABLE, SERVED_VARIABLE, data_dir, make_private

_PASSED_ON = (VARIABLE, "LANG", "LC_ALL", "LC_CTYPE", "LC_MESSAGES", "LANGUAGE", "TZ", "SYSTEMROOT", "LD_LIBRARY_PATH",
              "PYTHONPATH", "PYTHONUTF8")  # fmt: skip
"""What is passed on of the server's own environment: language and time, and what Python needs to start."""


def homes_dir() -> Path:
    """The folder that holds the homes of all visitors."""
    return data_dir() / "visitors"


def home_of(visitor: str) -> Path:
    """The home of this visitor, created for the server's owner alone. Its name tells nobody the visitor's id. Raises
    OSError where it can't be created."""
    name = hashlib.sha256(visitor.encode()).hexdigest()[:32]
    make_private(homes_dir())
    return make_private(homes_dir() / name)


def environment(
    home: Path, size: tuple[int, int], wished: str, moving: bool = True, own: Mapping[str, str] = os.environ
) -> dict[str, str]:
    """The environment of a visitor's process. `size`: columns and rows. `wished`: the Accept-Language of their
    browser. `moving`: whether things may move on the screen."""
    passed = {name: own[name] for name in _PASSED_ON if name in own}
    if language := _language(wished):
        passed["LANGUAGE"] = language  # the settings and CLOSER_LANGUAGE still go before it
    if site.ENABLE_USER_SITE:
        passed["PYTHONUSERBASE"] = site.getuserbase()  # found by way of HOME, which is another one there
    columns, rows = size
    return passed | {
        HOME_VARIABLE: str(home),
        SERVED_VARIABLE: "1",
        "HOME": str(home),
        "TERM": "xterm-256color",
        "TERM_PROGRAM": "textual",
        "TERM_PROGRAM_VERSION": version("textual-serve"),
        "TEXTUAL_DRIVER": "closer_tui.ui.served:VisitDriver",
        "TEXTUAL_COLOR_SYSTEM": "truecolor",
        "TEXTUAL_ANIMATIONS": "full" if moving else "none",
        "TEXTUAL_FPS": "60",
        "COLUMNS": str(columns),
        "ROWS": str(rows),
    }


def command() -> list[str]:
    """What is run for a visitor. Their home, where it runs, holds no module of ours (-P)."""
    return [sys.executable, "-P", "-m", "closer_tui.commands.visit"]


def _language(wished: str) -> str:
    """The first language of an Accept-Language that is spoken here; empty where none is."""
    asked = (re.match(r"\s*([a-z]{2})\b", each.lower()) for each in wished[:200].split(","))
    return next((each[1] for each in asked if each and each[1] in LANGUAGES), "")
