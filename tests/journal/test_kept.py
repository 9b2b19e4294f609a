"""The answer that the candidate keeps counts everywhere, and what they thought of themselves is kept as it was."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from tests.conftest import WordScorer

from closer_tui.events import AnswerGiven, AnswerKept, SelfRated, StepRetried, StepSkipped, VerdictOverruled
from closer_tui.journal import Journal
from closer_tui.journal.corrections import corrections
from closer_tui.journal.rescoring import Rescored, rescore
from closer_tui.scenario.load import load_text
from closer_tui.scenario.model import Scenario
from closer_tui.scoring.verdict import Judgement, Kind
from closer_tui.session import Session

SOURCE = """
format = 1
title = "Small"
summary = "s"
company = "Smallco"
role = "Developer"
difficulty = "easy"
[interviewer]
name = "Sam"
title = "Manager"
[[step]]
move = "questions"
says = "Any questions?"
[[step]]
move = "interest"
says = "Anything else?"
"""


class Later(WordScorer):
    """Another scorer that judges alike."""

    version = "words-2"

    def judge(self, text: str, kind: Kind) -> Judgement:
        return replace(super().judge(text, kind), scorer=self.version)


@pytest.fixture
def small() -> Scenario:
    return load_text(SOURCE, "small")


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with Journal.open(tmp_path / "journal.sqlite") as journal:
        yield journal


def give(session: Session, text: str, after: float) -> None:
    session._since -= after  # so many seconds pass
    session.send(AnswerGiven(text, session.now()))
    session.send(session.judge())


@pytest.fixture
def retried(journal: Journal, small: Scenario) -> Session:
    """The first step was answered well, and then again, worse and longer."""
    session = Session.begin(journal, WordScorer(), small, "realistic")
    give(session, "asks several insightful", 50)
    give(session, "interested", 10)
    session.send(StepRetried(0, session.now()))
    give(session, "asks and some words more", 300)
    return session


def test_the_report_the_moves_and_the_time_are_those_of_the_answer_kept(journal: Journal, retried: Session) -> None:
    (worse,) = journal.practice()
    assert worse.moves[0].words == 5
    retried.send(AnswerKept(0, 0))
    (practice,) = journal.practice()
    assert practice.completeness == retried.report().completeness > worse.completeness
    assert practice.moves[0].words == 3
    assert practice.moves[0].seconds == retried.state.answers[0].took != worse.moves[0].seconds
    assert journal.reports(retried.key)[0] == retried.report()


def test_the_time_follows_even_where_both_answers_have_the_same_words(journal: Journal, small: Scenario) -> None:
    session = Session.begin(journal, WordScorer(), small, "realistic")
    give(session, "asks", 50)
    give(session, "interested", 10)
    session.send(StepRetried(0, session.now()))
    give(session, "asks", 300)
    session.send(AnswerKept(0, 0))
    assert journal.practice()[0].moves[0].seconds == session.state.answers[0].took


def test_it_still_counts_when_the_rehearsal_is_read_again(journal: Journal, retried: Session) -> None:
    retried.send(AnswerKept(0, 0))
    retried.close()
    again = Session.resume(journal, WordScorer(), retried.key)
    assert again.state == retried.state
    assert again.report() == retried.report()


def test_judged_again_it_is_the_answer_kept_that_is_judged(journal: Journal, retried: Session) -> None:
    retried.send(AnswerKept(0, 0))
    retried.close()
    (result,) = rescore(journal, Later(), journal.history())
    assert isinstance(result, Rescored)
    assert result.after.completeness == result.before.completeness == retried.report().completeness
    assert [heard.text for heard in result.after.heard] == ["asks several insightful", "interested"]
    assert journal.practice()[0].moves[0].seconds == retried.state.answers[0].took


def test_a_word_on_an_answer_that_was_put_aside_is_still_a_correction_of_it(journal: Journal, retried: Session) -> None:
    retried.send(VerdictOverruled("insightful", True))
    retried.send(AnswerKept(0, 0))
    retried.close()
    (line,) = corrections(journal.load(retried.key))
    assert line.text == "asks and some words more"
    assert line.labels["insightful"]


def test_what_they_thought_stands_beside_the_report_that_they_saw(journal: Journal, small: Scenario) -> None:
    session = Session.begin(journal, WordScorer(), small, "realistic")
    give(session, "asks turn_off", 10)
    session.send(StepSkipped(session.now()))
    session.send(SelfRated(("asks", "several")))
    (before,) = journal.practice()
    assert before.rated == ("asks", "several")
    assert before.rated_so == ("asks", "turn_off")
    assert set(before.rated_not_so) == {"several", "insightful", "interested", "reason"}
    session.send(StepRetried(1, session.now()))
    give(session, "interested reason", 10)
    (after,) = journal.practice()
    assert "interested" in after.moves[1].met
    assert (after.rated, after.rated_so, after.rated_not_so) == (before.rated, before.rated_so, before.rated_not_so)


def test_killed_in_the_middle_of_a_retry_it_goes_on_and_nobody_is_asked_to_rate(
    journal: Journal, retried: Session, tmp_path: Path
) -> None:
    retried.send(AnswerKept(0, 0))
    retried.send(StepRetried(1, retried.now()))
    key = retried.key
    journal.close()  # as a killed process leaves it
    with Journal.open(tmp_path / "journal.sqlite") as later:
        assert [info.id for info in later.unfinished()] == [key]
        again = Session.resume(later, WordScorer(), key)
        assert again.state.retrying and again.state.kept == ((0, 0),)
        give(again, "interested reason", 5)
        assert not again.state.allows(SelfRated)
        assert later.unfinished() == ()
        assert later.history()[0].completeness == again.report().completeness
