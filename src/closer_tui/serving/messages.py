"""What a page may say to its session. All of it is hostile until it was read here."""

from __future__ import annotations

import json
from dataclasses import dataclass

MOST_BYTES = 1_000_000
"""A message is a key, or a text that was pasted; one that is longer ends the session."""

LEAST_SIZE, MOST_SIZE = (20, 5), (400, 150)
"""Columns and rows: what is smaller shows nothing, and what is larger is no screen."""


@dataclass(frozen=True, slots=True)
class Keys:
    """What was typed or pasted, or what the mouse did, as a terminal sends it."""

    data: bytes


@dataclass(frozen=True, slots=True)
class Resized:
    """The page has room for so many columns and rows."""

    columns: int
    rows: int


@dataclass(frozen=True, slots=True)
class Ping:
    """To be sent back as it is."""

    text: str


@dataclass(frozen=True, slots=True)
class Focus:
    """The page is in front, or no longer."""

    on: bool


Message = Keys | Resized | Ping | Focus


def read_message(text: str) -> Message | None:
    """What it says; None for what no page of ours says."""
    try:
        match json.loads(text):
            case ["stdin", str() as keys]:
                return Keys(keys.encode("utf-8", "replace"))
            case ["resize", {"width": int() as columns, "height": int() as rows}]:
                return Resized(*within(columns, rows))
            case ["ping", str() as sent]:
                return Ping(sent[:64])
            case ["focus"]:
                return Focus(True)
            case ["blur"]:
                return Focus(False)
    except (ValueError, RecursionError):
        pass
    return None


def within(columns: int, rows: int) -> tuple[int, int]:
    """The size that is nearest to this one and still a screen."""
    return (
        min(max(columns, LEAST_SIZE[0]), MOST_SIZE[0]),
        min(max(rows, LEAST_SIZE[1]), MOST_SIZE[1]),
    )


def size_in(width: str | None, height: str | None) -> tuple[int, int]:
    """The size that an address asks for: 80 by 24 where it says nothing that can be used."""
    try:
        return within(int((width or "")[:6]), int((height or "")[:6]))
    except ValueError:
        return 80, 24
