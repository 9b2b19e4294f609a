"""What home suggests: one thing to do now, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closer_tui.journal import MovePractice, Practice
from closer_tui.practice.cards import LONGEST, cards
from closer_tui.practice.next import _FORGOTTEN, _RAISED, TARGET, suggest
from closer_tui.rehearsal import LEVELS, Level
from closer_tui.scenario.library import Entry, library
from closer_tui.scoring.report import Outcome3
from closer_tui.scoring.rubric import CRITERIA, MOVES, Move, of_move

NOW = datetime(2026, 6, 1, 18, tzinfo=UTC)
ENTRIES = library()
FIRST = next(entry for entry in ENTRIES if entry.name == "first-job")


def move(name: Move, missed: Sequence[str] = (), flags: Sequence[str] = ()) -> MovePractice:
    names = [criterion.name for criterion in of_move(name) if not criterion.flag]
    met = tuple(each for each in names if each not in missed)
    result: Outcome3 = "made" if not missed and not flags else "half" if met else "missed"
    return MovePractice(name, name.title(), result, met, tuple(missed), tuple(flags))


def run(
    days_ago: float,
    level: Level = "coached",
    missed: Sequence[str] = (),
    flags: Sequence[str] = (),
    scenario: str = "first-job",
    completeness: int = 100,
) -> Practice:
    """A rehearsal of all four moves in which these criteria were missed and these flags raised."""
    moves = tuple(
        move(
            name,
            [c.name for c in of_move(name) if c.name in missed],
            [c.name for c in of_move(name) if c.name in flags],
        )
        for name in MOVES
    )
    complete = not missed and not flags
    finished = NOW - timedelta(days=days_ago)
    score = completeness if complete else min(completeness, 80)
    return Practice("s", scenario, scenario, "t", level, finished, score, complete, "m", 300.0, moves)


def test_there_is_nothing_to_suggest_without_a_scenario() -> None:
    assert suggest([run(1)], [], NOW) is None
    assert suggest([], [replace(FIRST, scenario=None)], NOW) is None


def test_who_never_rehearsed_begins_with_help() -> None:
    first = suggest([], ENTRIES, NOW)
    assert first is not None and first.entry is not None and first.entry.scenario is not None
    assert first.level == "coached"
    assert first.entry.scenario.difficulty == "easy"
    assert first.entry.scenario.language.startswith("en")


@pytest.mark.parametrize(
    ("missed", "flags", "why"),
    [
        (["interested", "reason"], [], "You did not say that you want the job in 3 of your last 4."),
        (["thanks_consideration"], [], "You did not thank them for considering you in 3 of your last 4."),
        ([], ["turn_off"], "You asked about pay, perks or public facts in 3 of your last 4."),
        (["evidence"], [], "You did not give proof of what you bring in 3 of your last 4."),
    ],
)
def test_what_is_forgotten_again_and_again_comes_first(missed: list[str], flags: list[str], why: str) -> None:
    runs = [
        run(4, missed=missed, flags=flags),
        run(3),
        run(2, missed=missed, flags=flags),
        run(1, missed=missed, flags=flags),
    ]
    found = suggest(runs, ENTRIES, NOW)
    assert found is not None and found.why == why


def test_what_was_never_done_is_said_so() -> None:
    found = suggest(
        [run(2, missed=["asks", "insightful", "several"]), run(1, missed=["asks", "insightful", "several"])],
        ENTRIES,
        NOW,
    )
    assert found is not None
    assert found.why == "You did not ask what only an insider can answer in any of your last 2."
    assert found.entry is not None and found.entry.scenario is not None
    assert "questions" in {step.move for step in found.entry.scenario.steps}


def test_once_is_not_forgetting_and_what_went_well_twice_since_is_learned() -> None:
    for runs in (
        [run(1, missed=["interested"])],
        [run(4, missed=["interested"]), run(3, missed=["interested"]), run(2), run(1)],
    ):
        found = suggest(runs, ENTRIES, NOW)
        assert found is not None and "did not" not in found.why


@pytest.mark.parametrize(
    ("level", "next_level"), [("coached", "realistic"), ("realistic", "silent"), ("silent", "silent")]
)
def test_two_complete_runs_in_a_row_lead_to_the_next_level(level: Level, next_level: Level) -> None:
    found = suggest([run(3, level), run(2, level)], ENTRIES, NOW)
    assert found is not None and found.level == next_level
    assert (level != next_level) == found.why.startswith(f"Your last two on the {level} level were complete")


def test_two_in_a_row_below_half_lead_back_to_more_help() -> None:
    runs = [run(n, "silent", missed=["interested"], completeness=30) for n in (2, 1)]
    found = suggest(runs, ENTRIES, NOW)
    assert found is not None and found.level == "realistic"


def test_many_runs_in_a_day_are_enough() -> None:
    found = suggest([run(hours / 24, "silent") for hours in (4, 3, 2, 1)], ENTRIES, NOW)
    assert found is not None and found.entry is None
    assert found.why.startswith("You have rehearsed 4 times today.")
    assert found.what == ""


def test_what_was_not_practised_for_long_is_due_again() -> None:
    found = suggest([run(40, "silent"), run(39, "silent")], ENTRIES, NOW)
    assert found is not None and found.entry is not None
    assert "39 days ago, and it is time again" in found.why


def test_until_the_target_a_run_is_always_suggested_and_then_nothing_that_is_not_due() -> None:
    two_days = [2 - n / 100 for n in range(TARGET)]
    few = suggest([run(ago, "silent") for ago in two_days[: TARGET - 1]], ENTRIES, NOW)
    assert few is not None and few.entry is not None and few.why.startswith(f"This is run {TARGET}:")
    enough = suggest([run(ago, "silent") for ago in two_days], ENTRIES, NOW)
    assert enough is not None and enough.entry is None and enough.why.startswith("Nothing is due before ")


def test_an_interview_of_ones_own_comes_before_the_bundled_ones() -> None:
    own = replace(FIRST, bundled=False, scenario=replace(FIRST.scenario, id="mine"))  # type: ignore[type-var]
    found = suggest([run(1)], [*ENTRIES, own], NOW)
    assert found is not None and found.entry is own


def test_the_scenario_has_the_move_and_is_not_the_one_just_played() -> None:
    found = suggest([run(2, missed=["interested"]), run(1, missed=["interested"])], ENTRIES, NOW)
    assert found is not None and found.entry is not None and found.entry.scenario is not None
    assert found.entry.name != "first-job"
    assert "interest" in {step.move for step in found.entry.scenario.steps}


def test_every_criterion_and_flag_of_the_rubric_has_words() -> None:
    assert {criterion.name for criterion in CRITERIA} == {*_FORGOTTEN, *_RAISED}


@given(
    st.lists(
        st.builds(
            run,
            st.floats(-3, 500),
            st.sampled_from(LEVELS),
            st.lists(st.sampled_from(sorted(_FORGOTTEN)), max_size=5),
            st.lists(st.sampled_from(sorted(_RAISED)), max_size=3),
            st.sampled_from([*(entry.name for entry in ENTRIES), "deleted-since"]),
            st.integers(0, 100),
        ),
        max_size=30,
    )
)
def test_whatever_was_rehearsed_the_suggestion_can_be_played_and_says_why(runs: list[Practice]) -> None:
    found = suggest(runs, ENTRIES, NOW)
    assert found is not None
    assert found.why.endswith(".")
    assert isinstance(found.entry, Entry | None)
    assert found.entry is None or found.entry.scenario is not None
    assert found.level in LEVELS


# --- the cards -------------------------------------------------------------------------------------------


def due_in(*results: Outcome3, gap: float = 3) -> float:
    """Days until a move with these results, `gap` days apart, is due after the last of them."""
    runs = [
        replace(run(0), finished=NOW + timedelta(days=gap * n), moves=(MovePractice("email", "Email", result),))
        for n, result in enumerate(results)
    ]
    (card,) = (card for card in cards(runs, lambda _: "") if card.deck == "move")
    return (card.due - runs[-1].finished) / timedelta(days=1)


def test_what_was_missed_is_due_the_next_day_and_what_was_made_later_and_later() -> None:
    assert due_in("made", "missed") == 1
    assert 1 <= due_in("made") < due_in("made", "made") < due_in("made", "made", "made") <= LONGEST
    assert due_in("half") < due_in("made")
    results: list[Outcome3] = ["made"] * 30
    assert due_in(*results) == LONGEST


def test_moves_kinds_and_levels_have_a_card_each() -> None:
    found = cards([run(5), run(4, "silent")], lambda _: "Developer")
    assert {(card.deck, card.name) for card in found} == {
        *(("move", name) for name in MOVES),
        ("kind", "Developer"),
        ("level", "coached"),
        ("level", "silent"),
    }
    assert [card.due for card in found] == sorted(card.due for card in found)


def test_a_clock_that_was_set_back_is_no_fault() -> None:
    assert cards([run(0), run(400), run(3)], lambda _: "")
