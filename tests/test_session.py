"""A rehearsal as it is played: journal first, and work goes on when the disk does not."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.conftest import HEAD, WordScorer

from closer_tui.events import AnswerGiven, EmailSent, Event, NotNow, Paused, Resumed, StepRetried, StepSkipped
from closer_tui.journal import Draft, Journal, JournalError
from closer_tui.scenario.load import load_text
from closer_tui.scenario.model import Scenario
from closer_tui.session import Session

TOML = f"""\
{HEAD}[[step]]
move = "questions"
says = "Any questions?"
[[step]]
move = "interest"
says = "Anything else?"
[[step]]
move = "email"
says = "At home."
"""


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


class FullDisk(Journal):
    """The real journal on a disk that is full while `full`."""

    full = True

    def _check(self) -> None:
        if self.full:
            raise JournalError("The disk is full.", "Make some room.")

    def begin(self, scenario: Scenario, level: object) -> str:
        self._check()
        return super().begin(scenario, level)  # type: ignore[arg-type]

    def append(self, session: str, event: Event) -> None:
        self._check()
        super().append(session, event)

    def save_draft(self, session: str, draft: Draft) -> None:
        self._check()
        super().save_draft(session, draft)


@pytest.fixture
def small() -> Scenario:
    return load_text(TOML, "small")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "journal.sqlite"


def give(session: Session, text: str) -> None:
    session.send(AnswerGiven(text, session.now()))
    session.send(session.judge())


def finish(session: Session) -> None:
    give(session, "asks insightful")
    give(session, "interested")
    session.send(EmailSent("", "Thanks", "thanks_time greeting", session.now()))
    session.send(session.judge())


def test_a_broken_off_rehearsal_goes_on_with_every_answer_the_draft_and_the_clock(
    file: Path, small: Scenario, word_scorer: WordScorer
) -> None:
    clock = Clock()
    with Journal.open(file) as journal:
        first = Session.begin(journal, word_scorer, small, "realistic")
        first._clock = clock
        clock.now = first._since + 40
        give(first, "asks insightful")
        first.keep_draft(Draft("I would lo", at=41))
        key = first.key
    with Journal.open(file) as journal:
        assert [info.id for info in journal.unfinished()] == [key]
        again = Session.resume(journal, word_scorer, key)
        assert again.state == first.state
        assert again.draft.text == "I would lo"
        assert again.now() >= 40
        with Journal.open(file) as another_window:
            assert not another_window.unfinished()  # it is being played


def test_an_answer_whose_judgement_was_lost_is_judged_again(
    file: Path, small: Scenario, word_scorer: WordScorer
) -> None:
    with Journal.open(file) as journal:
        session = Session.begin(journal, word_scorer, small, "coached")
        session.send(AnswerGiven("asks"))
        key = session.key
    with Journal.open(file) as journal:
        again = Session.resume(journal, word_scorer, key)
        assert again.state.phase == "judging"
        again.send(again.judge())
        assert again.state.step == 1


def test_a_rehearsal_open_elsewhere_is_not_taken_over(file: Path, small: Scenario, word_scorer: WordScorer) -> None:
    with Journal.open(file) as journal, Journal.open(file) as other:
        session = Session.begin(journal, word_scorer, small, "coached")
        with pytest.raises(JournalError, match="another window"):
            Session.resume(other, word_scorer, session.key)
        session.send(AnswerGiven("asks"))
        session.close()
        assert Session.resume(other, word_scorer, session.key).state == session.state


def test_a_rehearsal_in_which_nothing_was_said_leaves_nothing_behind(
    file: Path, small: Scenario, word_scorer: WordScorer
) -> None:
    with Journal.open(file) as journal:
        session = Session.begin(journal, word_scorer, small, "coached")
        session.close()
        assert session.trouble == "" and journal.unfinished() == () == journal.history(abandoned=True)
        with pytest.raises(JournalError, match="not in the journal"):
            journal.load(session.key)


def test_a_retry_in_which_nothing_was_said_leaves_the_rehearsal_as_it_was(
    file: Path, small: Scenario, word_scorer: WordScorer
) -> None:
    with Journal.open(file) as journal:
        session = Session.begin(journal, word_scorer, small, "coached")
        for _ in small.steps:
            session.send(StepSkipped(session.now()))
        session.close()
        for said in ("", "half a sentence"):
            again = Session.resume(journal, word_scorer, session.key)
            again.send(StepRetried(0, again.now()))
            again.keep_draft(Draft(said))
            assert again.untouched is not bool(said)
            again.close()
            assert [info.id for info in journal.unfinished()] == ([session.key] if said else [])
            assert [info.id for info in journal.history()] == [session.key]


def test_the_clock_stands_still_in_pauses_and_over_the_report(small: Scenario, word_scorer: WordScorer) -> None:
    clock = Clock()
    session = Session(None, word_scorer, "", Session.begin(None, word_scorer, small, "coached").state, clock=clock)
    clock.now = 10
    session.send(Paused(session.now()))
    clock.now = 500
    assert session.now() == 10
    session.send(Resumed(session.now()))
    clock.now = 505
    assert session.now() == 15
    for _ in range(3):
        session.send(StepSkipped(session.now()))
    clock.now = 900
    assert session.now() == 15


def test_with_a_full_disk_the_rehearsal_goes_on_and_is_written_when_there_is_room(
    file: Path, small: Scenario, word_scorer: WordScorer
) -> None:
    with FullDisk.open(file) as journal:
        assert isinstance(journal, FullDisk)
        session = Session.begin(journal, word_scorer, small, "realistic")
        assert "disk is full" in session.trouble
        give(session, "asks insightful")
        session.keep_draft(Draft("interes"))
        assert session.state.step == 1
        assert not journal.unfinished()
        journal.full = False
        give(session, "interested")
        assert not session.trouble
        session.close()
        assert Session.resume(journal, word_scorer, session.key).state == session.state


def test_a_report_that_could_not_be_stored_is_stored_on_closing(
    file: Path, small: Scenario, word_scorer: WordScorer
) -> None:
    with FullDisk.open(file) as journal:
        assert isinstance(journal, FullDisk)
        session = Session.begin(journal, word_scorer, small, "realistic")
        finish(session)
        assert not journal.history()
        journal.full = False
        session.close()
        assert journal.history()[0].completeness == session.report().completeness


def test_the_best_score_counts_the_finished_rehearsal_and_its_retry(
    file: Path, small: Scenario, word_scorer: WordScorer
) -> None:
    with Journal.open(file) as journal:
        session = Session.begin(journal, word_scorer, small, "realistic")
        finish(session)
        before = journal.best()[small.id][0]
        session.send(StepRetried(0, session.now()))
        give(session, "asks insightful several")
        assert journal.best()[small.id][0] == session.report().completeness > before


def test_without_a_journal_everything_but_keeping_works(small: Scenario, word_scorer: WordScorer) -> None:
    session = Session.begin(None, word_scorer, small, "silent")
    give(session, "asks")
    session.keep_draft(Draft("more"))
    session.close()
    assert session.report().completeness > 0
    with pytest.raises(NotNow):
        session.send(StepRetried(0))


def test_a_rehearsal_begun_without_a_journal_is_kept_in_one_that_is_there_later(
    file: Path, small: Scenario, word_scorer: WordScorer
) -> None:
    session = Session.begin(None, word_scorer, small, "realistic")
    give(session, "asks insightful")
    session.keep_draft(Draft("interes"))
    with Journal.open(file) as journal:
        assert session.keep_in(journal) and not session.keep_in(journal)
        stored = journal.load(session.key)
        assert stored.draft == Draft("interes") and len(stored.events) == 2  # the answer and its judgement
        give(session, "interested")
        session.close()
        assert Session.resume(journal, word_scorer, session.key).state == session.state
    late = Session.begin(None, word_scorer, small, "coached")
    finish(late)
    with Journal.open(file) as journal:
        assert late.keep_in(journal)
        assert journal.history()[0].completeness == late.report().completeness


def test_what_was_typed_while_the_disk_was_full_is_written_though_no_key_is_pressed_any_more(
    file: Path, small: Scenario, word_scorer: WordScorer
) -> None:
    with FullDisk.open(file) as journal:
        session = Session.begin(journal, word_scorer, small, "coached")
        session.send(AnswerGiven("asks", 1.0))
        session.send(session.judge())
        session.keep_draft(Draft("half a sent", at=2.0))
        assert "full" in session.trouble
        session.try_again()
        assert "full" in session.trouble
        journal.full = False
        session.try_again()
        assert session.trouble == ""
        assert journal.load(session.key).draft == Draft("half a sent", at=2.0)


def test_leaving_writes_a_draft_that_found_no_room_before(file: Path, small: Scenario, word_scorer: WordScorer) -> None:
    with FullDisk.open(file) as journal:
        session = Session.begin(journal, word_scorer, small, "coached")
        session.keep_draft(Draft("half a sent"))
        journal.full = False
        session.close()
        assert journal.load(session.key).draft == Draft("half a sent")
        assert [info.id for info in journal.unfinished()] == [session.key]


def test_an_answer_that_was_given_is_not_offered_as_a_draft_again(
    file: Path, small: Scenario, word_scorer: WordScorer
) -> None:
    with FullDisk.open(file) as journal:
        session = Session.begin(journal, word_scorer, small, "coached")
        session.keep_draft(Draft("asks"))
        journal.full = False
        session.send(AnswerGiven("asks", 1.0))
        assert journal.load(session.key).draft is None


def test_a_report_that_found_no_room_is_written_once_there_is_some(
    file: Path, small: Scenario, word_scorer: WordScorer
) -> None:
    with FullDisk.open(file) as journal:
        session = Session.begin(journal, word_scorer, small, "coached")
        finish(session)
        journal.full = False
        session.try_again()
        assert [info.id for info in journal.history()] == [session.key]
