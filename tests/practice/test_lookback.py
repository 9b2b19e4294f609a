"""Which rehearsal one is compared with: the last one of the same scenario before it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.conftest import HEAD, WordScorer

from closer_tui.events import AnswerGiven, SelfRated, StepSkipped
from closer_tui.journal import Journal
from closer_tui.practice.lookback import earlier, look_back
from closer_tui.scenario.load import load_text
from closer_tui.session import Session

SMALL = f'{HEAD}\n[[step]]\nmove = "questions"\nsays = "Any questions?"\n'


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with Journal.open(tmp_path / "journal.sqlite") as journal:
        yield journal


def play(journal: Journal, text: str, name: str = "small", ticks: tuple[str, ...] | None = None) -> str:
    session = Session.begin(journal, WordScorer(), load_text(SMALL, name), "realistic")
    session.send(AnswerGiven(text) if text else StepSkipped())
    if text:
        session.send(session.judge())
    if ticks is not None:
        session.send(SelfRated(ticks))
    session.close()
    return session.key


def test_it_is_the_last_one_of_the_same_scenario_before_it(journal: Journal) -> None:
    first = play(journal, "asks")
    play(journal, "asks several", name="other")
    second = play(journal, "insightful")
    third = play(journal, "several")
    found = [earlier(journal, session, "small") for session in (first, second, third)]
    assert [info and info.id for info in found] == [None, first, second]


def test_it_is_found_however_many_came_since(journal: Journal) -> None:
    played = [play(journal, "asks") for _ in range(6)]
    for before, session in zip([None, *played], played, strict=False):
        found = earlier(journal, session, "small")
        assert (found and found.id) == before


def test_one_that_is_not_finished_yet_has_the_newest_before_it(journal: Journal) -> None:
    done = play(journal, "asks")
    session = Session.begin(journal, WordScorer(), load_text(SMALL, "small"), "silent")
    found = earlier(journal, session.key, "small")
    assert found is not None and found.id == done


def test_it_comes_with_its_report_its_answers_and_its_level(journal: Journal) -> None:
    play(journal, "asks several")
    back = look_back(journal, play(journal, "asks"), "small")
    assert back.last_time is not None
    assert [heard.text for _, heard in back.last_time.heard] == ["asks several"]
    assert back.last_time.level == "realistic" and back.last_time.when is not None


def test_one_that_is_damaged_is_passed_over_and_takes_nothing_with_it(journal: Journal) -> None:
    broken = play(journal, "asks", ticks=("asks",))
    session = play(journal, "asks", ticks=("asks",))
    with journal._transaction() as db:
        db.execute("UPDATE reports SET body = '{' WHERE session = ?", (broken,))
    back = look_back(journal, session, "small")
    assert back.last_time is None
    assert back.agreement.rehearsals == 2


def test_how_well_they_judged_themselves_is_of_the_last_few_that_were_rated(journal: Journal) -> None:
    for _ in range(4):
        play(journal, "asks", ticks=())
    for _ in range(4):
        play(journal, "asks", ticks=("asks",))
        play(journal, "asks")
    rated = look_back(journal, "", "small").agreement
    assert rated.rehearsals == 5
    assert (rated.of_criterion["asks"].hit, rated.of_criterion["asks"].missed) == (4, 1)
