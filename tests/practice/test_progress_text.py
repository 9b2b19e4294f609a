"""Promises of progress in words: it is read aloud well, says only what is known, and draws strangers' words as text."""

from __future__ import annotations

import json

import pytest
from tests.hostile.words import CONTROL, STEER
from tests.practice.practised import practice, practised, went

from closer_tui.practice.progress import Choice, progress
from closer_tui.practice.progress_data import to_data
from closer_tui.practice.progress_text import advised_words, to_lines
from closer_tui.scoring.report import Outcome3


def test_before_the_first_run_it_says_what_will_be_here() -> None:
    assert to_lines(progress(())) == [
        "No rehearsal is finished yet: after the first one, this tells how you are getting on."
    ]


def test_a_choice_that_holds_nothing_says_so() -> None:
    shown = progress(practised(3), Choice("first-job", "silent"))
    assert to_lines(shown) == ["No rehearsal of “First job, above the chip shop” on the silent level is finished yet."]


@pytest.mark.parametrize(("runs", "said"), [(1, "Run 1; about nine"), (8, "Run 8; about nine"), (9, "9 runs.")])
def test_about_nine_runs_are_a_first_target(runs: int, said: str) -> None:
    lines = to_lines(progress(practised(runs)))
    assert any(line.startswith(said) for line in lines)


def test_moves_are_told_the_oldest_first_with_a_remark() -> None:
    results: tuple[Outcome3, ...] = ("made", "made", "half", "missed")
    runs = [practice(n, moves=[went("questions", result)]) for n, result in enumerate(results)]
    lines = to_lines(progress(runs))
    assert "Questions: made, made, half made, missed. Missed 1 of the last 4." in lines
    assert "Email: not asked, not asked, not asked, not asked." in lines


def test_what_is_missed_comes_with_its_advice_and_lengths_with_what_is_advised() -> None:
    runs = [practice(1, moves=[went("value", "half", missed=("evidence",), words=20, seconds=30.0)])]
    lines = to_lines(progress(runs))
    assert any(line.startswith("Gave concrete proof: missed 1 of 1. Advice: Prove it:") for line in lines)
    (value,) = [line for line in lines if line.startswith("Value: median")]
    assert value == (
        "Value: median 20 words, about 8 s to say; last 20, about 8 s, which is short. "
        f"Advised: {advised_words('value')}. Answered in 30 s, last in 30 s."
    )


def test_more_runs_than_are_told_are_said_to_be_more() -> None:
    lines = to_lines(progress(practised(40)))
    assert "Completeness of 100, oldest first, the last 12:" in lines
    assert "Moves, oldest first, the last 12:" in lines
    assert "Missed most, in the last 20 runs:" in lines


def test_no_line_depends_on_a_box_or_a_sign() -> None:
    for line in to_lines(progress(practised(40))):
        assert not set(line) & set("│─●◐○△◇■✓✗·"), line


def test_strangers_words_stay_on_one_line_and_steer_nothing() -> None:
    moves = [went("custom", "missed", f"{CONTROL}\nnew", missed=("own",), words=3)]
    runs = [practice(n, moves=moves, name=f"n{n}", title=f"{CONTROL}\n[bold]") for n in range(2)]
    for line in to_lines(progress(runs, Choice("n1"))) + to_lines(progress(runs)):
        assert "\n" not in line and not STEER.search(line)


def test_as_data_it_is_json_of_the_same() -> None:
    data = json.loads(json.dumps(to_data(progress(practised(30)))))
    assert (data["runs"], data["total"], len(data["marks"]), len(data["moves"])) == (30, 30, 30, 4)
    assert data["marks"][-1]["run"] == 30 and data["missed"][0]["advice"]
    empty = to_data(progress(()))
    assert (empty["runs"], empty["best"], empty["self_rating"]) == (0, None, None)
