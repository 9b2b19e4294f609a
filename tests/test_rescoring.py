"""Judging kept rehearsals again: nothing that was said, or said of it, is lost."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from tests.conftest import WordScorer

from closer_tui.events import AnswerGiven, EmailSent, NotNow, StepRetried, VerdictOverruled
from closer_tui.journal import Journal, JournalError, Score, SessionInfo
from closer_tui.journal.rescoring import (
    Change,
    LeftOut,
    Rescored,
    changes,
    judged_otherwise,
    last_finished,
    report_by,
    rescore,
)
from closer_tui.scenario.load import load_text
from closer_tui.scenario.model import Scenario
from closer_tui.scoring.rubric import BY_NAME
from closer_tui.scoring.verdict import Judgement, Kind
from closer_tui.session import Session

SOURCE = (Path(__file__).parent / "faults" / "small.toml").read_text(encoding="utf-8")


class OlderScorer(WordScorer):
    """Is never sure of insightful questions, and takes every question for an unwelcome one."""

    version = "words-0"

    def judge(self, text: str, kind: Kind) -> Judgement:
        judgement = super().judge(text, kind)
        verdicts = []
        for verdict in judgement.verdicts:
            if verdict.criterion == "insightful":
                verdicts.append(replace(verdict, outcome="not_sure", confidence=0.6))
            elif verdict.criterion == "turn_off":
                verdicts.append(replace(verdict, outcome="met", met=True))
            else:
                verdicts.append(verdict)
        return replace(judgement, verdicts=tuple(verdicts), scorer=self.version)


class Interrupted(WordScorer):
    """Somebody presses Ctrl-C during the second answer that it judges."""

    def __init__(self) -> None:
        self.judged = 0

    def judge(self, text: str, kind: Kind) -> Judgement:
        self.judged += 1
        if self.judged == 2:
            raise KeyboardInterrupt
        return super().judge(text, kind)


@pytest.fixture
def small() -> Scenario:
    return load_text(SOURCE, "small")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "journal.sqlite"


@pytest.fixture
def journal(file: Path) -> Iterator[Journal]:
    with Journal.open(file) as journal:
        yield journal


def play(journal: Journal, scenario: Scenario, *words: VerdictOverruled, text: str = "asks insightful") -> str:
    """A finished rehearsal of the older scorer's."""
    session = Session.begin(journal, OlderScorer(), scenario, "realistic")
    while session.state.phase != "finished":
        email = session.state.expects == "email"
        session.send(EmailSent("", "", "greeting", session.now()) if email else AnswerGiven(text, session.now()))
        session.send(session.judge())
    for word in words:
        session.send(word)
    session.close()
    return session.key


def again(journal: Journal, keep: bool = True) -> list[Rescored | LeftOut]:
    return list(rescore(journal, WordScorer(), judged_otherwise(journal.history(), WordScorer.version), keep))


def only(results: list[Rescored | LeftOut]) -> Rescored:
    (result,) = results
    assert isinstance(result, Rescored)
    return result


def info_of(journal: Journal, session: str) -> SessionInfo:
    return next(info for info in journal.history() if info.id == session)


def test_the_old_score_stays_visible_beside_the_new_one(journal: Journal, small: Scenario) -> None:
    session = play(journal, small)
    old = info_of(journal, session)
    (report,) = journal.reports(session)
    result = only(again(journal))
    new = info_of(journal, session)
    assert old.completeness is not None and new.completeness is not None and new.completeness > old.completeness
    assert (old.then, new.then) == (None, Score(old.completeness, bool(old.complete), "words-0"))
    assert new.scorer == "words-1"
    assert journal.reports(session) == (result.after, report)
    assert result.before == report


def test_rescoring_changes_nothing_but_the_score(journal: Journal, small: Scenario) -> None:
    session = play(journal, small, VerdictOverruled("several", True))
    before = journal.load(session)
    again(journal)
    after = journal.load(session)
    assert after.events == before.events
    stays = ("started", "updated", "finished", "answers", "title", "level")
    assert [getattr(after.info, name) for name in stays] == [getattr(before.info, name) for name in stays]


@pytest.mark.parametrize(("criterion", "word"), [("insightful", False), ("turn_off", False), ("several", True)])
def test_the_candidates_word_stays_whatever_the_new_scorer_says(
    criterion: str, word: bool, journal: Journal, small: Scenario
) -> None:
    play(journal, small, VerdictOverruled(criterion, word))
    result = only(again(journal))
    (finding,) = [finding for finding in result.after.findings() if finding.criterion.name == criterion]
    assert (finding.overruled, finding.outcome) == (True, "met" if word else "not_met")
    assert criterion not in {change.criterion.name for change in result.changes}
    assert result.own_words == 1


def test_a_word_that_was_taken_back_gives_way_to_the_scorer(journal: Journal, small: Scenario) -> None:
    play(journal, small, VerdictOverruled("insightful", False), VerdictOverruled("insightful", None))
    result = only(again(journal))
    assert Change(BY_NAME["insightful"], "not_sure", "met") in result.changes
    assert result.own_words == 0


def test_every_verdict_that_came_out_differently_is_named(journal: Journal, small: Scenario) -> None:
    play(journal, small)
    result = only(again(journal))
    named = {change.criterion.name: (change.before, change.after) for change in result.changes}
    assert named == {"insightful": ("not_sure", "met"), "turn_off": ("met", "not_met")}
    assert result.differs


def test_a_criterion_that_is_new_or_gone_is_a_change(journal: Journal, small: Scenario) -> None:
    play(journal, small)
    report = only(again(journal)).after
    without = replace(
        report, moves=(replace(report.moves[0], findings=report.moves[0].findings[1:]), *report.moves[1:])
    )
    gone = report.moves[0].findings[0]
    assert changes(without, report) == (Change(gone.criterion, None, gone.outcome),)
    assert changes(report, without) == (Change(gone.criterion, gone.outcome, None),)
    assert changes(report, report) == ()


def test_what_the_installed_scorer_judged_is_not_judged_again(journal: Journal, small: Scenario) -> None:
    play(journal, small)
    assert len(again(journal)) == 1
    assert again(journal) == []
    session = Session.begin(journal, WordScorer(), small, "silent")
    session.close()
    assert again(journal) == []


def test_a_dry_run_gives_the_same_result_and_changes_no_byte(journal: Journal, file: Path, small: Scenario) -> None:
    play(journal, small)
    before = file.read_bytes()
    dry = again(journal, keep=False)
    assert file.read_bytes() == before
    assert dry == again(journal)


def test_the_scenario_is_the_one_that_was_played_even_if_its_file_is_another_now(
    journal: Journal, tmp_path: Path
) -> None:
    path = tmp_path / "small.toml"
    path.write_text(SOURCE, encoding="utf-8")
    session = play(journal, load_text(SOURCE, "small", str(path)))
    path.unlink()
    result = only(again(journal))
    assert [move.title for move in result.after.moves] == [move.title for move in result.before.moves]
    assert info_of(journal, session).scorer == "words-1"


def test_an_interrupted_run_leaves_each_rehearsal_judged_or_not_and_the_next_does_the_rest(
    journal: Journal, file: Path
) -> None:
    ones = load_text(SOURCE.split("[[step]]")[0] + '[[step]]\nmove = "questions"\nsays = ["?"]\n', "one")
    first, second = play(journal, ones), play(journal, ones)
    due = judged_otherwise(journal.history(), "words-1")
    with pytest.raises(KeyboardInterrupt):
        list(rescore(journal, Interrupted(), due))
    assert {info.id: info.scorer for info in journal.history()} == {second: "words-1", first: "words-0"}
    assert [len(journal.reports(session)) for session in (first, second)] == [1, 2]
    with Journal.open(file) as other:
        assert other.notices == ()
        assert other.claim(first)  # given back
        other.release(first)
    only(again(journal))
    assert {info.scorer for info in journal.history()} == {"words-1"}


def test_a_report_that_can_not_be_written_leaves_the_old_score(journal: Journal, small: Scenario) -> None:
    session = play(journal, small)
    before = info_of(journal, session)
    journal._connected().execute("CREATE TRIGGER full BEFORE UPDATE ON sessions BEGIN SELECT RAISE(ABORT, 'x'); END")
    with pytest.raises(JournalError):
        again(journal)
    journal._connected().execute("DROP TRIGGER full")
    assert info_of(journal, session) == before
    assert len(journal.reports(session)) == 1


@pytest.mark.parametrize(
    ("damage", "why"),
    [
        ("UPDATE scenarios SET source = 'format = 1'", "damaged"),
        ("UPDATE scenarios SET source = 'format = 1', sha256 = 'x'", "not in the journal"),
        ("UPDATE events SET body = '{'", "damaged"),
        ("UPDATE reports SET body = '{'", "damaged"),
        ("DELETE FROM reports", "report of this rehearsal is missing"),
        ("DELETE FROM events WHERE seq = 0", "can't follow"),
        ("DELETE FROM events", "it has no end"),
    ],
)
def test_a_rehearsal_that_can_not_be_judged_again_is_left_out_with_the_reason(
    damage: str, why: str, journal: Journal, file: Path, small: Scenario
) -> None:
    session = play(journal, small)
    with closing(sqlite3.connect(file, isolation_level=None)) as db:
        db.execute("PRAGMA foreign_keys = OFF")
        db.execute(damage)
    (left,) = again(journal)
    assert isinstance(left, LeftOut)
    assert why in left.why
    assert left.info.id == session
    assert info_of(journal, session).scorer == "words-0"


def test_a_rehearsal_that_is_open_elsewhere_is_left_alone(journal: Journal, file: Path, small: Scenario) -> None:
    session = play(journal, small)
    with Journal.open(file) as other:
        assert other.claim(session)
        (left,) = again(journal)
        assert isinstance(left, LeftOut) and "open in another closer" in left.why
    only(again(journal))


def test_a_retry_under_way_is_not_judged_and_stays_under_way(
    journal: Journal, small: Scenario, word_scorer: WordScorer
) -> None:
    key = play(journal, small)
    journal.append(key, StepRetried(0))
    journal.append(key, AnswerGiven("several asks"))
    result = only(again(journal))
    assert "several asks" not in [heard.text for heard in result.after.heard]
    assert [info.id for info in journal.unfinished()] == [key]
    resumed = Session.resume(journal, word_scorer, key)
    assert resumed.state.phase == "judging"
    assert resumed.send(resumed.judge()).phase == "finished"
    resumed.close()
    info = info_of(journal, key)
    assert info.scorer == "words-0, words-1"
    only(again(journal))
    assert info_of(journal, key).scorer == "words-1"


def test_what_was_never_finished_has_no_report(journal: Journal, small: Scenario) -> None:
    session = Session.begin(journal, OlderScorer(), small, "coached")
    stored = journal.load(session.key)
    for call in (last_finished, lambda s: report_by(WordScorer(), s)):
        with pytest.raises(NotNow, match="no end"):
            call(stored)
    with pytest.raises(JournalError, match="not in the journal"):
        journal.rescore(session.key, session.report())
