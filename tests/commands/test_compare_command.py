"""`closer compare`: what was gained and lost, for people and for programs."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from click.testing import Result
from tests.conftest import WordScorer

from closer_tui.events import AnswerGiven, StepRetried
from closer_tui.journal import Journal
from closer_tui.session import Session

Closer = Callable[..., Result]

pytestmark = pytest.mark.usefixtures("words", "own")


@pytest.fixture
def ids(closer: Closer) -> list[str]:
    """Two rehearsals of one scenario, the first one first."""
    for answer in ("asks several", "asks insightful"):
        closer("play", "small", "--level", "realistic", typed=f"{answer}\n.\ngreeting\n.\n")
    listed: list[str] = [each["id"] for each in json.loads(closer("history", "--json").stdout)]
    return listed[::-1]


def test_from_the_first_to_the_second(closer: Closer, ids: list[str]) -> None:
    done = closer("compare", ids[0][:12], ids[1])
    assert done.exit_code == 0
    assert 'Gained: Asked what only an insider can answer.\nYou said: "insightful"\n' in done.stdout
    assert 'Lost: Asked at least two different questions.\nYou had said: "several"\n' in done.stdout
    assert "Kept: Opened with a greeting.\n" in done.stdout
    turned = closer("compare", *ids[::-1])
    assert "Lost: Asked what only an insider can answer." in turned.stdout


def test_one_alone_is_compared_with_the_time_before(closer: Closer, ids: list[str]) -> None:
    assert closer("compare", ids[1]).stdout == closer("compare", *ids).stdout
    done = closer("compare", ids[0])
    assert done.exit_code == 1 and "no step was played again, and none came before" in done.stderr


def test_the_attempts_within_one_are_compared_too(closer: Closer, ids: list[str]) -> None:
    with Journal.open() as journal:
        session = Session.resume(journal, WordScorer(), ids[0])
        session.send(StepRetried(0, session.now()))
        session.send(AnswerGiven("asks turn_off", session.now()))
        session.send(session.judge())
        session.close()
    done = closer("compare", ids[0])
    assert "Raised now: Asked about pay, perks, hours or public facts." in done.stdout
    assert "Attempt 2, which counts" in done.stdout


def test_for_programs_it_is_json(closer: Closer, ids: list[str]) -> None:
    (found,) = json.loads(closer("compare", *ids, "--json").stdout)
    changes = {each["criterion"]: each["change"] for each in found["changes"]}
    assert (changes["insightful"], changes["several"], changes["asks"]) == ("gained", "lost", "kept")
    assert (changes["turn_off"], changes["sign_off"]) == ("kept", "missing")
    insightful = next(each for each in found["changes"] if each["criterion"] == "insightful")
    assert insightful["after"]["quotes"] == ["insightful"] and insightful["points"] == 12
    assert found["before"]["answers"][0]["text"] == "asks several"
    assert found["after"]["completeness"] > found["before"]["completeness"]


@pytest.mark.parametrize(
    ("arguments", "why"),
    [(["zz"], "No rehearsal has an id that begins with “zz”."), ([""], "No id was given.")],
)
def test_what_can_not_be_found_is_told(closer: Closer, ids: list[str], arguments: list[str], why: str) -> None:
    assert ids
    done = closer("compare", *arguments)
    assert done.exit_code == 1 and why in done.stderr


def test_the_same_one_twice_and_two_scenarios_are_refused_with_what_to_do(closer: Closer, ids: list[str]) -> None:
    same = closer("compare", ids[0], ids[0])
    assert same.exit_code == 1 and "Both are the same rehearsal." in same.stderr
    closer("play", "first-job", typed="hm\n.\n")
    other = json.loads(closer("history", "--json").stdout)[0]["id"]
    done = closer("compare", ids[0], other)
    assert done.exit_code == 1 and "They are of two scenarios" in done.stderr and "--scenario" in done.stderr


def test_without_a_journal_none_is_made(closer: Closer) -> None:
    done = closer("compare", "abc")
    assert done.exit_code == 1 and "There are no rehearsals yet." in done.stderr
