"""Finding rehearsals: by words that were said, by scenario, level and moves."""

from __future__ import annotations

import json

from closer_tui.journal.codec import read_text, store_text
from closer_tui.journal.records import Search

MOST_WORDS = 12
"""Words of a search that are looked for; nobody means more, and each is a walk through the journal."""


_ESCAPED = frozenset(('"', "\\", *map(chr, range(32))))


def holds(stored: object, word: str) -> int:
    """Whether a text, or what was typed in an event, has this word in it, in any case; for SQLite."""
    try:
        text = read_text(stored)
        # What JSON writes as it is stands in it as it is: most events need no reading.
        if word not in text.casefold() and not _ESCAPED & set(word):
            return False
        said = json.loads(text) if text.startswith("{") else text
    except (ValueError, RecursionError):  # damaged, or a title that begins with a brace
        said = stored if isinstance(stored, str) else ""
    texts = (value for value in said.values() if isinstance(value, str)) if isinstance(said, dict) else (said,)
    return any(word in str(text).casefold() for text in texts)


def condition(search: Search) -> tuple[str, list[str | bytes]]:
    """As SQL over sessions, and its values."""
    parts: list[str] = ["finished IS NOT NULL"]
    values: list[str | bytes] = []
    for column, value in (("name", search.scenario), ("level", search.level)):
        if value:
            parts.append(f"{column} = ?")
            values.append(store_text(value))
    for move, result in ((search.made, "result = 'made'"), (search.missed, "result != 'made'")):
        if move:
            parts.append(f"EXISTS (SELECT 1 FROM moves WHERE session = sessions.id AND move = ? AND {result})")
            values.append(move)
    for word in search.text.casefold().split()[:MOST_WORDS]:
        said = "SELECT 1 FROM events WHERE session = sessions.id AND kind IN ('AnswerGiven', 'EmailSent')"
        parts.append(f"(holds(title, ?) OR EXISTS ({said} AND holds(body, ?)))")
        values += [_searchable(word)] * 2
    return " AND ".join(parts), values


def _searchable(word: str) -> str:
    """SQLite takes no lone surrogate in a text; nobody can type one to search for it."""
    return word.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
