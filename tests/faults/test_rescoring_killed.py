"""Judging again may end at any moment: each rehearsal has its old score or its new one, whole."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.conftest import WordScorer

from closer_tui.events import AnswerGiven, EmailSent
from closer_tui.journal import Journal
from closer_tui.scenario.model import Scenario
from closer_tui.session import Session

KILLS = 4
REHEARSALS = 40


def finish(journal: Journal, scenario: Scenario) -> None:
    session = Session.begin(journal, WordScorer(), scenario, "coached")
    while session.state.phase != "finished":
        email = session.state.expects == "email"
        session.send(EmailSent("", "", "greeting") if email else AnswerGiven("asks"))
        session.send(session.judge())
    session.close()


def test_a_killed_rescore_leaves_the_journal_whole_and_the_next_does_the_rest(file: Path, small: Scenario) -> None:
    with Journal.open(file) as journal:
        for _ in range(REHEARSALS):
            finish(journal, small)
    command = [sys.executable, str(Path(__file__).parent / "rescorer.py"), str(file)]
    done: set[str] = set()
    for lines in range(1, KILLS + 1):
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        done |= {process.stdout.readline().strip() for _ in range(lines)}
        process.kill()
        done |= set(process.stdout.read().split())  # communicate would lose what was read ahead
        process.communicate()
        with Journal.open(file) as journal:
            assert journal.notices == ()
            history = journal.history()
            judged = {info.id for info in history if info.scorer == "new"}
            assert len(history) == REHEARSALS
            assert done <= judged and len(judged - done) <= 1  # done, and killed before it was said
            done = judged
            for info in history:
                reports = journal.reports(info.id)
                assert [report.scorer for report in reports] == ["new", "words-1"][-len(reports) :]
                assert reports[0].scorer == info.scorer
                assert (info.then is not None) == (info.id in judged)
    subprocess.run(command, check=True, capture_output=True)
    with Journal.open(file) as journal:
        assert {info.scorer for info in journal.history()} == {"new"}
        assert {len(journal.reports(info.id)) for info in journal.history()} == {2}
