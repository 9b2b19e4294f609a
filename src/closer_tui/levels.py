"""How much help a rehearsal gives: what settings, lists and the engine call by the same names, cheap to import."""

from __future__ import annotations

from typing import Literal

from closer_tui.i18n import english, pgettext

Level = Literal["coached", "realistic", "silent"]
LEVELS: tuple[Level, ...] = ("coached", "realistic", "silent")
LEVEL_SUMMARIES: dict[Level, str] = {
    "coached": english("every step is named, and a hint is one key away"),
    "realistic": english("only the interviewer's words"),
    "silent": english("the interviewer winds down and never asks: make every move unprompted, then leave"),
}
"""What each is like, to be drawn through i18n.translated."""


def level_name(level: Level) -> str:
    """What people call it, in the language of the process: "realistic"; files, options and programs have the code."""
    names: dict[Level, str] = {
        "coached": pgettext("level", "coached"),
        "realistic": pgettext("level", "realistic"),
        "silent": pgettext("level", "silent"),
    }
    return names[level]


def level_above(level: Level) -> Level | None:
    """The level with less help; None on the last one."""
    return next(iter(LEVELS[LEVELS.index(level) + 1 :]), None)


def difficulty_name(difficulty: str) -> str:
    """What people call it; files and programs have the code."""
    names = {
        "easy": pgettext("difficulty", "easy"),
        "medium": pgettext("difficulty", "medium"),
        "hard": pgettext("difficulty", "hard"),
    }
    return names.get(difficulty, difficulty)
