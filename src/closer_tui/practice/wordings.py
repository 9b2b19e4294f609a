"""English words that fill a gap or take back what is said, and how to tell them from the same words at work.

Each wording is a detector of its own and ships the sentences on which it fires and those on which it is quiet;
a test holds it to both. Where in doubt a wording is left alone: a note on an innocent word is worse than none.

The words come from the lists of speech research and of prose linters (Bortfeld et al. 2001 for fillers; proselint,
write-good and harper for hedges), less those that interviews need in earnest.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from closer_tui.scoring.languages import word_set

Sort = Literal["filler", "hedge"]
Apart = Literal["no", "after", "either", "both"]
"""Whether punctuation (or the end of the text) has to stand after the words, beside them, or on both sides."""


@dataclass(frozen=True, slots=True)
class Wording:
    """One thing that people say. It is found where one of `phrases` stands, not before a word of `unless_after` nor
    after one of `unless_before`, and (where there are any) only before one of `only_after` and after one of
    `only_before`; words beyond a pause don't count. "#" among these is any number."""

    sort: Sort
    phrases: tuple[str, ...]
    fires: tuple[str, ...]
    quiet: tuple[str, ...]
    apart: Apart = "no"
    unless_before: frozenset[str] = frozenset()
    unless_after: frozenset[str] = frozenset()
    only_before: frozenset[str] = frozenset()
    only_after: frozenset[str] = frozenset()


NUMBERS = word_set(
    "two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty sixty seventy eighty "
    "ninety hundred thousand half"
)
SOFT = word_set(
    "i i'm im i've we we're we've they it's its it was am were are been be just really feel felt and but so like would "
    "could that's also still actually um uh"
)
"""What stands before "sort of" and "kind of" where these soften and count no kinds."""
KINDS = word_set("thing things person people you him her them us work job jobs role roles team stuff")
WHICH = word_set("what how that when than which why as do did does if whatever everything anything where because")
