"""In lines: rating oneself, comparing attempts, keeping the better answer, going on to the next level."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.conftest import HEAD, WordScorer

from closer_tui.journal import Journal
from closer_tui.linear import Linear
from closer_tui.plain import play
from closer_tui.rehearsal import Level
from closer_tui.scenario.load import load_text
from closer_tui.scenario.model import Scenario
from closer_tui.session import Session

SOURCE = f"""{HEAD}
[[step]]
move = "questions"
says = "Any questions?"
[[step]]
move = "interest"
says = "Anything else?"
"""
BOTH = "asks insightful\n.\ninterested\n.\n"


@pytest.fixture
def small() -> Scenario:
    return load_text(SOURCE, "small")


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with Journal.open(tmp_path / "journal.sqlite") as journal:
        yield journal


def at_a_terminal(
    journal: Journal | None, scenario: Scenario, typed: str, rates: bool = False
) -> tuple[str, list[Session]]:
    """What is said, and the rehearsals that were played."""
    write, played = io.StringIO(), []

    def begin(level: Level) -> Session:
        played.append(Session.begin(journal, WordScorer(), scenario, level))
        return played[-1]

    assert play(begin("coached"), Linear(io.StringIO(typed), write, True), begin, rates=rates) == 0
    return write.getvalue(), played


def test_after_a_retry_both_can_be_heard_and_the_better_one_kept(small: Scenario) -> None:
    typed = f"{BOTH}step\n1\nasks turn_off\n.\ncompare\n2\nend\n"
    said, (session,) = at_a_terminal(None, small, typed)
    assert "“Ask thoughtful questions” again: 76, then 40, 2 lost; attempt 2 counts." in said
    assert 'Lost: Asked what only an insider can answer.\nYou had said: "insightful"' in said
    assert "1. Leave it: attempt 2 counts\n2. Let attempt 1 count" in said
    assert said.count("Completeness: 76 of 100.") == 2, "the report again, with the answer kept"
    assert session.state.counting(0) == 0
    assert session.report().completeness == 76


def test_leaving_it_changes_nothing(small: Scenario) -> None:
    _, (session,) = at_a_terminal(None, small, f"{BOTH}step\n1\nasks\n.\ncompare\n1\nend\n")
    assert session.state.kept == ()


def test_where_nothing_was_played_again_nothing_is_offered(small: Scenario) -> None:
    said, _ = at_a_terminal(None, small, f"{BOTH}compare\nend\n")
    assert "Compare with" not in said and "is not among the choices" in said


def test_the_next_level_and_then_the_last_time(small: Scenario, journal: Journal) -> None:
    typed = f"{BOTH}climb\nasks\n.\ninterested\n.\ncompare\nend\n"
    said, played = at_a_terminal(journal, small, typed)
    assert [session.state.level for session in played] == ["coached", "realistic"]
    assert "Play it all again on the realistic level" in said
    assert "(coached): 76, then 52; lost: asked what only an insider can answer." in said
    assert "Completeness: 76 of 100, then 52." in said
    assert "Which answer counts?" not in said, "two rehearsals both stay what they are"


def test_of_several_comparisons_one_is_chosen(small: Scenario, journal: Journal) -> None:
    typed = f"{BOTH}again\n{BOTH}step\n1\nasks\n.\ncompare\n2\nend\n"
    said, _ = at_a_terminal(journal, small, typed)
    assert "1. “Ask thoughtful questions”: attempt 1, then attempt 2\n2. A small ending: " in said
    assert "Completeness: 76 of 100, then 52." in said


def test_one_rates_oneself_by_numbers_before_the_report(small: Scenario, journal: Journal) -> None:
    said, (session,) = at_a_terminal(journal, small, f"{BOTH}1, 3\nend\n", rates=True)
    asked, report = said.split("The rehearsal is over. This is the report.")
    assert "1. I asked a genuine question\n2. I asked what only an insider can answer" in asked
    assert "of 100" not in asked
    assert session.state.rated == ("asks", "several")
    assert "What you had thought:" in report
    assert "Asked a genuine question: You thought so: right." in report
    assert "Asked at least two different questions: You thought that you did; the report did not find it." in report
    assert "You judged 2 of 5 right." in report
    assert journal.practice()[0].rated == ("asks", "several")


@pytest.mark.parametrize(("line", "rated"), [("", None), ("0", ()), ("7 7 1", ("asks", "wavering"))])
def test_nothing_goes_on_without_and_nought_says_none(
    small: Scenario, line: str, rated: tuple[str, ...] | None
) -> None:
    said, (session,) = at_a_terminal(None, small, f"{BOTH}{line}\nend\n", rates=True)
    assert session.state.rated == rated
    assert "Completeness: 76 of 100." in said


def test_what_is_no_number_is_asked_again_and_never_kept(small: Scenario) -> None:
    said, (session,) = at_a_terminal(None, small, f"{BOTH}asks\n99\n-1\n²\n2\nend\n", rates=True)
    assert said.count("Write numbers from 1 to 7 with blanks between, or an empty line.") == 4
    assert session.state.rated == ("insightful",)


def test_the_end_of_input_while_rating_still_gives_the_report(small: Scenario, journal: Journal) -> None:
    said, (session,) = at_a_terminal(journal, small, BOTH, rates=True)
    assert session.state.rated is None
    assert "Completeness: 76 of 100." in said
    assert journal.history()[0].completeness == 76


def test_a_pipe_is_not_asked(small: Scenario) -> None:
    write = io.StringIO()
    session = Session.begin(None, WordScorer(), small, "coached")
    assert play(session, Linear(io.StringIO(BOTH), write, False), rates=True) == 0
    assert "what do you think you did" not in write.getvalue()
    assert session.state.rated is None
