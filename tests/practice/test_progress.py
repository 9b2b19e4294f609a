"""Promises of progress: what is counted, how far back, and that a lifetime of runs is told in as many marks as fit."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from tests.practice.practised import FIRST, practice, practised, went

from closer_tui.journal import Practice
from closer_tui.practice.progress import (
    IN_GRID,
    LATELY,
    MOST_OWN,
    Choice,
    Row,
    advised,
    length,
    progress,
    titled,
)
from closer_tui.practice.progress_text import remark
from closer_tui.practice.timeline import MOST_MARKS
from closer_tui.scoring.report import Finding, MoveReport, Report
from closer_tui.scoring.rubric import Criterion


def scored(*scores: int) -> list[Practice]:
    return [practice(n, FIRST + timedelta(days=n), completeness=score) for n, score in enumerate(scores)]


def test_without_a_rehearsal_there_is_nothing() -> None:
    shown = progress(())
    assert (shown.total, shown.runs, shown.marks, shown.missed, shown.answered) == (0, 0, (), (), ())
    assert [row.cells for row in shown.rows] == [()] * 4


def test_where_one_stands_is_the_median_of_five_runs_and_was_that_of_the_five_before() -> None:
    assert progress(scored(10, 20, 30, 40)).now is None
    five = progress(scored(10, 90, 30, 40, 20))
    assert (five.now, five.before, five.trend) == (30, None, (30,))
    ten = progress(scored(10, 90, 30, 40, 20, 50, 60, 70, 80, 100))
    assert (ten.now, ten.before, ten.best) == (70, 30, 100)
    assert ten.trend == (30, 40, 40, 50, 60, 70)


def test_a_choice_looks_at_its_runs_alone_and_numbers_them_from_one() -> None:
    runs = [
        practice(1, level="coached", completeness=10),
        practice(2, level="silent", name="other", title="Other", completeness=20),
        practice(3, level="silent", completeness=30),
    ]
    shown = progress(runs, Choice("first-job", "silent"))
    assert [(mark.run, mark.completeness) for mark in shown.marks] == [(1, 30)]
    assert (shown.total, shown.runs) == (3, 1)
    assert [(each.name, each.runs) for each in shown.scenarios] == [
        ("first-job", 2),
        ("other", 1),
    ]  # last practised first
    assert (shown.scenarios[0].first, shown.scenarios[0].last, shown.scenarios[0].best) == (10, 30, 30)


@pytest.mark.parametrize(("hours", "each", "marks"), [(1, "week", 13), (24, "month", 66), (24 * 30, "year", 165)])
def test_a_lifetime_is_told_in_marks_that_fit(hours: int, each: str, marks: int) -> None:
    runs = [practice(n, FIRST + timedelta(hours=n * hours), completeness=n % 101) for n in range(2_000)]
    shown = progress(runs)
    assert (shown.each, len(shown.dated)) == (each, marks) if each != "year" else shown.each == each
    assert sum(mark.runs for mark in shown.dated) == 2_000
    assert len(shown.marks) == len(shown.trend) == MOST_MARKS
    assert [shown.marks[0].run, shown.marks[-1].run] == [2_000 - MOST_MARKS + 1, 2_000]


def test_a_mark_of_many_runs_is_their_median_and_of_no_level_where_they_were_of_several() -> None:
    start = datetime(2026, 1, 5, 12, tzinfo=UTC)  # a Monday
    runs = [
        practice(n, start + timedelta(hours=n), completeness=n % 10, level="coached" if n < 120 else "silent")
        for n in range(300)
    ]
    first, second = progress(runs).dated
    assert (first.level, second.level) == (None, "silent")
    assert first.runs + second.runs == 300 and second.run == 300


def test_the_grid_shows_the_last_runs_and_what_was_not_asked() -> None:
    runs = [practice(n, moves=[went("questions", "missed"), went("email")]) for n in range(20)]
    rows = progress(runs).rows
    assert [row.title for row in rows] == ["Questions", "Value", "Interest", "Email"]
    assert rows[0].cells == ("missed",) * IN_GRID and rows[1].cells == (None,) * IN_GRID


def test_steps_of_scenarios_own_have_rows_the_latest_first_and_the_rest_is_counted() -> None:
    runs = [
        practice(n, moves=[went("custom", "made", f"Step {n}"), went("custom", "half", "Also")], name=f"s{n}")
        for n in range(3)
    ]
    shown = progress(runs)
    own = [row for row in shown.rows if row.move == "custom"]
    assert [row.title for row in own] == ["Step 2", "Also", "Step 1"][:MOST_OWN]
    assert own[1].cells == (None, None, "half")  # a step of the same name in another scenario is another step
    assert shown.more_own == 3


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ((), "not asked"),
        ((None, None), "not asked"),
        (("made",), "made once"),
        (("missed", None), "missed once"),
        (("half", "made"), "half made 1 of the last 2"),
        (("missed", "missed", "made", "half", "made", "made"), "half made 1 of the last 4"),
        (("missed", None, "missed", "missed", "made"), "missed 3 of the last 4"),
        (("made",) * 12, "made 4 of the last 4"),
    ],
)  # fmt: skip
def test_a_row_says_how_the_move_went_lately(cells: tuple[object, ...], said: str) -> None:
    assert remark(Row("value", "Value", cells)) == said  # type: ignore[arg-type]


def test_most_missed_come_first_and_a_criterion_not_surely_judged_counts_for_nothing() -> None:
    runs = [
        practice(1, moves=[went("value", "half", met=("strength",), missed=("evidence", "relevance"))]),
        practice(2, moves=[went("value", "half", met=("strength",), missed=("evidence",))]),  # relevance: not sure
        practice(3, moves=[went("value", "half", met=("strength", "relevance", "evidence"), flags=("hedged",))]),
    ]
    assert [(each.name, each.missed, each.of, each.flag) for each in progress(runs).missed] == [
        ("evidence", 2, 3, False),
        ("relevance", 1, 2, False),
        ("hedged", 1, 3, True),
    ]


def test_of_criteria_missed_alike_the_essential_goes_first() -> None:
    runs = [practice(1, moves=[went("questions", "missed", missed=("asks", "several", "insightful"))])]
    assert [each.name for each in progress(runs).missed] == ["insightful", "asks", "several"]


def test_what_was_missed_long_ago_is_not_told() -> None:
    old = [practice(n, moves=[went("interest", "missed", missed=("interested",))]) for n in range(5)]
    new = [practice(n, moves=[went("interest", met=("interested",))]) for n in range(LATELY)]
    assert progress([*old, *new]).missed == ()


def test_a_criterion_of_a_scenarios_own_is_titled_by_the_report_that_missed_it_and_no_other_is_read() -> None:
    owned = went("custom", "missed", "Bad news", missed=("owned",))
    runs = [
        practice(1, moves=[owned], name="breach"),
        practice(2, moves=[owned, went("value", "half", missed=("evidence",))], name="breach"),
        practice(3, moves=[owned], name="another"),  # by the same name, and another one
    ]
    asked: list[str] = []

    def reports(session: str) -> tuple[Report, ...]:
        asked.append(session)
        criterion = Criterion("owned", "custom", f"Called it your own ({session[-1]})", 5, "Say “I did it”.")
        finding = Finding(criterion, "not_met", 1.0, "")
        return (Report((MoveReport("custom", "Bad news", (0,), (finding,)),), (), 0, 0, False, (), "s"),)

    shown = titled(progress(runs), reports)
    assert [(each.title, each.missed, each.of) for each in shown.missed if each.name == "owned"] == [
        ("Called it your own (2)", 2, 2),
        ("Called it your own (3)", 1, 1),
    ]
    assert sorted(asked) == [f"{2:032x}", f"{3:032x}"]


def test_a_criterion_whose_report_is_gone_keeps_its_name() -> None:
    runs = [practice(1, moves=[went("custom", "missed", "Bad news", missed=("owned",))])]
    assert titled(progress(runs), lambda _: ()).missed[0].title == "owned"


def test_the_length_of_answers_is_the_median_and_the_last_and_silence_counts_for_none() -> None:
    runs = [
        practice(1, moves=[went("value", words=10, seconds=20.0)]),
        practice(2, moves=[went("value", words=40, seconds=60.0)]),
        practice(3, moves=[went("value", words=30, seconds=None)]),
        practice(4, moves=[went("value", words=None)], level="silent"),
    ]
    (answered,) = progress(runs).answered
    assert (answered.words, answered.last_words, answered.seconds, answered.last_seconds) == (30, 30, 40, None)


def test_only_a_pitch_can_be_too_short_when_spoken() -> None:
    assert length("questions", 3) == length("interest", 3) == "fine"
    least, most = advised("value")
    assert [length("value", words) for words in (least - 1, least, most, most + 1)] == ["short", "fine", "fine", "long"]
    least, most = advised("email")
    assert [length("email", words) for words in (least - 1, most + 1)] == ["short", "long"]


def test_how_well_one_judges_oneself_is_told_of_the_rated_runs_alone() -> None:
    value = went("value", "half", met=("strength",), missed=("evidence", "relevance"))
    assert progress([practice(1, moves=[value])]).judged_self is None
    runs = [practice(n, moves=[value], rated=("strength", "evidence", "relevance")) for n in range(5)]
    runs += [practice(n, moves=[value], rated=("strength",)) for n in range(5)]
    runs.append(practice(11, moves=[value]))
    found = progress(runs).judged_self
    assert found is not None
    assert (found.rated, found.now, found.before) == (5, 100, 33)
    assert (found.imagined, found.times) in (("evidence", 5), ("relevance", 5))


def test_a_made_up_candidate_improves() -> None:
    shown = progress(practised(60))
    assert shown.now is not None and shown.now > shown.marks[0].completeness
