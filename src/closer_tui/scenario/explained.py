"""The long stories of the codes: what each means, with an example that has the problem and one that has not."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

_STORIES = Path(__file__).with_name("explained.md")
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
    return _all()[code]


@lru_cache(maxsize=1)
def _all() -> dict[str, Explanation]:
    _, *sections = re.split(r"^## ", _STORIES.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {section.split("\n", 1)[0].strip(): _explanation(section.split("\n", 1)[1]) for section in sections}


def _explanation(section: str) -> Explanation:
    examples = {kind: text.rstrip() for _, kind, text in _EXAMPLE.findall(section)}
    words = _EXAMPLE.sub("", section).strip().split("\n\n")
    story = tuple(" ".join(each.split()) for each in words if each.strip())
    return Explanation(story, examples["wrong"], examples["right"], is_command="```sh" in section)
