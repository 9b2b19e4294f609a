"""The long stories of the codes: what each means, with an example that has the problem and one that has not."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from closer_tui.i18n import language

_STORIES = {"en": "explained.md", "de": "explained.de.md"}
_EXAMPLE = re.compile(r"^```(\w+) (wrong|right)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Explanation:
    """`story` is its paragraphs; the examples are parts of a scenario file, or (`is_command`) what to type."""

    story: tuple[str, ...]
    wrong: str
    right: str
    is_command: bool


def explanation(code: str) -> Explanation:
    """The story of one of codes.HEADLINES. Raises KeyError for what is none."""
    return _all(language())[code]


@cache
def _all(code: str) -> dict[str, Explanation]:
    text = Path(__file__).with_name(_STORIES[code]).read_text(encoding="utf-8")
    _head, *sections = re.split(r"^## ", text, flags=re.MULTILINE)
    return {section.split("\n", 1)[0].strip(): _explanation(section.split("\n", 1)[1]) for section in sections}


def _explanation(section: str) -> Explanation:
    examples = {kind: text.rstrip() for _, kind, text in _EXAMPLE.findall(section)}
    words = _EXAMPLE.sub("", section).strip().split("\n\n")
    story = tuple(" ".join(each.split()) for each in words if each.strip())
    return Explanation(story, examples["wrong"], examples["right"], is_command="```sh" in section)
