"""What a shell offers after Tab, by what may stand in a place of the command line.

A shell asks at every Tab, so nothing is read that a list does without: scenarios by their file names, rehearsals from
the journal. Whatever goes wrong then, nothing is offered and nothing is said in the middle of somebody's command line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

Complete = Callable[[click.Context, click.Parameter, str], "list[CompletionItem[str]]"]

Found = Callable[[str], Iterable[tuple[str, str]]]

MOST_REHEARSALS = 50
"""Rehearsals that are offered at a time, the newest."""
SHORT_ID = 8
# What a shell would read as something else than a word is not offered: file names may be strangers'.
_PLAIN = re.compile(r"[\w.+@%-]+", re.ASCII)


def _items(found: Found, begun: str) -> list[CompletionItem[str]]:
    """The words that `found` knows and that begin so, each with what a shell may show beside it."""
    from click.shell_completion import CompletionItem

    try:
        words = [(word, told) for word, told in found(begun) if word.startswith(begun) and _PLAIN.fullmatch(word)]
    except Exception:  # whoever presses Tab is writing, and is told by the command itself
        words = []
    return [CompletionItem(word, help=told or None) for word, told in words]


def _offering(found: Found, and_files: bool = False) -> Complete:
    """As click asks for it. `and_files`: a file may stand there too."""

    def complete(_context: click.Context, _parameter: click.Parameter, begun: str) -> list[CompletionItem[str]]:
        from click.shell_completion import CompletionItem

        # The file first: click's script for bash forgets what came before it.
        return [*([CompletionItem(begun, type="file")] if and_files else []), *_items(found, begun)]

    return complete


def _scenarios(_begun: str) -> Iterator[tuple[str, str]]:
    from closer_tui.paths import scenarios_dir
    from closer_tui.scenario.heads import remembered
    from closer_tui.scenario.places import paths_of
    from closer_tui.scoring.text import one_line

    own = scenarios_dir()
    titles = {head.name: one_line(head.title) for head in remembered(own).heads}
    for name in sorted(paths_of(own)):
        yield name, titles.get(name, "")


def scenarios(begun: str) -> list[CompletionItem[str]]:
    """Names of scenarios that begin so."""
    return _items(_scenarios, begun)


def _rehearsals(begun: str) -> Iterator[tuple[str, str]]:
    from closer_tui.commands.glance import glance
    from closer_tui.paths import journal_file
    from closer_tui.scoring.text import one_line

    for each in glance(journal_file(), begun, MOST_REHEARSALS):
        # As much of an id as closer history shows; all of it for those who wrote more.
        shown = each.id[:SHORT_ID] if len(begun) <= SHORT_ID else each.id
        yield shown, one_line(f"{each.name}, {each.finished[:10]}, {each.level}")


def _codes(begun: str) -> Iterator[tuple[str, str]]:
    from closer_tui.scenario.codes import HEADLINES

    for code, headline in HEADLINES.items():
        yield (code if not begun or begun[0].isupper() else code.lower()), headline


scenario_names = _offering(_scenarios)
scenario_names_or_files = _offering(_scenarios, and_files=True)
rehearsal_ids = _offering(_rehearsals)
problem_codes = _offering(_codes)
files = _offering(lambda _begun: (), and_files=True)
