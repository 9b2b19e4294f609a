"""Nine rehearsals by somebody who does what is suggested, a night between two: the climb that the practice is made for.

The same with real keys in a terminal: python -m tests.journeys.nine HOME.
"""

from __future__ import annotations

import itertools
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.benchmarks.journals import rehearsed
from tests.journeys.nine import HOW_WELL, a_night_passes

from closer_tui.journal import Journal
from closer_tui.practice.next import LOOKED_AT, Suggestion, suggest
from closer_tui.practice.progress import progress
from closer_tui.scenario.library import library
from closer_tui.scoring.lazy import standard_scorer


@pytest.fixture(scope="module")
def climb(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Suggestion], list[int]]:
    """Where it is kept, what was suggested each day, and how complete the close was then."""
    home = tmp_path_factory.mktemp("nine")
    scorer, entries = standard_scorer(), library(None)
    suggested, reached = [], []
    for number, how_well in enumerate(HOW_WELL):
        if number:
            a_night_passes(home)
        with Journal.open(home / "journal.sqlite") as journal:
            what = suggest(journal.practice(LOOKED_AT), entries, datetime.now(UTC))
            assert what is not None and what.entry is not None and what.entry.scenario is not None
            scenario = what.entry.scenario
            said = [how_well.get(step.move, how_well["value"]) for step in scenario.steps]
            rehearsed(journal, scorer, scenario, what.level, said).close()
            suggested.append(what)
            reached.append(journal.practice(1)[0].completeness)
    return home, suggested, reached


def test_who_keeps_forgetting_one_thing_is_told_of_it_until_they_say_it(
    climb: tuple[Path, list[Suggestion], list[int]],
) -> None:
    _, suggested, _ = climb
    told = [number for number, each in enumerate(suggested, 1) if "that you want the job in" in each.why]
    assert told and set(told) <= {3, 4, 5, 6} and {4, 5} <= set(told)


def test_the_climb_ends_on_the_silent_level_and_never_skips_one(
    climb: tuple[Path, list[Suggestion], list[int]],
) -> None:
    levels = [each.level for each in climb[1]]
    assert levels[0] == "coached" and levels[-1] == "silent"
    order = {"coached": 0, "realistic": 1, "silent": 2}
    steps = [order[level] for level in levels]
    assert steps == sorted(steps) and all(later - earlier <= 1 for earlier, later in itertools.pairwise(steps))


def test_no_day_repeats_the_scenario_of_the_day_before(climb: tuple[Path, list[Suggestion], list[int]]) -> None:
    names = [each.entry.name for each in climb[1] if each.entry is not None]
    assert all(one != other for one, other in itertools.pairwise(names))


def test_the_journal_of_it_shows_the_progress(climb: tuple[Path, list[Suggestion], list[int]]) -> None:
    home, _, reached = climb
    assert reached[0] < 40 and min(reached[-4:]) >= 90
    with Journal.open(home / "journal.sqlite") as journal:
        shown = progress(journal.practice())
    assert shown.runs == len(HOW_WELL) and [mark.completeness for mark in shown.marks] == reached
    assert shown.now is not None and shown.now > reached[0]
    interest = next(row for row in shown.rows if row.move == "interest")
    assert interest.cells[:4] == ("missed",) * 4 and interest.cells[-3:] == ("made",) * 3
