"""What one rehearsal and its answers come to in words, part by part, as JSON: CLOSER_LANGUAGE=de python -m
tests.spoken_in"""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta

from tests.practice.practised import practice, practised, went

from closer_tui.events import AnswerGiven, AnswerJudged, EmailSent, SelfRated, StepRetried
from closer_tui.i18n import in_english
from closer_tui.practice.best import Best
from closer_tui.practice.compare import latest_attempts
from closer_tui.practice.compare_text import attempt_line, to_lines
from closer_tui.practice.next import suggest
from closer_tui.practice.progress import progress
from closer_tui.practice.progress_data import to_data as progress_data
from closer_tui.practice.progress_text import few_sentences
from closer_tui.practice.progress_text import to_lines as progress_lines
from closer_tui.practice.rating import judged, line, statements
from closer_tui.practice.reminders import said, said_lines
from closer_tui.practice.sheet import card
from closer_tui.practice.sheet import to_markdown as sheet
from closer_tui.rehearsal import State, advance, start
from closer_tui.report_text import to_markdown, to_text
from closer_tui.report_words import question
from closer_tui.scenario.library import find, library
from closer_tui.scoring.judge import judge_answer
from closer_tui.scoring.rubric import CRITERIA, MOVES
from closer_tui.scoring.scorer import load_scorer
from closer_tui.scoring.verdict import Scorer
from closer_tui.trial import try_answer
from closer_tui.trial_text import to_data
from closer_tui.trial_text import to_lines as trial_lines

NAMED = "payments-backend"
WHEN = datetime(2026, 3, 2, 14, 5, tzinfo=UTC)
WEAK = "Um, I think I know a bit of Go, and I think, um, that I may help. What does it pay?"
STRONG = "I cut payout errors by 40 percent in Go last year. How do you measure success in the first six months?"


def answered(state: State, scorer: Scorer, text: str) -> State:
    given = EmailSent("ann@acme.com", "", text) if state.expects == "email" else AnswerGiven(text)
    state = advance(state, given)
    return advance(state, AnswerJudged(judge_answer(scorer, state.scenario, state.step, text, state.kind)))


def parts() -> dict[str, list[str]]:
    """The lines of each kind of text."""
    scorer, scenario = load_scorer(), find(NAMED, None)
    state = start(scenario, "realistic")
    while state.phase != "finished":
        state = answered(state, scorer, WEAK)
    report = state.report()
    state = advance(state, SelfRated(("asks", "strength", "greeting")))
    again = answered(advance(state, StepRetried(0)), scorer, STRONG)
    attempts = latest_attempts(again, 0)
    assert attempts is not None
    trial = try_answer(scorer, scenario, 0, STRONG)
    best = Best("a", "value", STRONG, "", None, picked=False)
    runs = practised(30)
    return {
        "report": to_text(report, scenario).split("\n"),
        "markdown": to_markdown(report, scenario, "realistic", WHEN).split("\n"),
        "again": to_text(again.report(), scenario).split("\n"),
        "attempts": [*to_lines(attempts, answers=False), attempt_line(attempts)],
        "trial": list(trial_lines(trial, scenario)),
        "progress": [*progress_lines(progress(runs)), *few_sentences(progress(runs[:2]))],
        "rating": [line(judged(state)), *(told for _, each in statements(report.moves) for _, told in each)],
        "questions": [question(criterion) for criterion in CRITERIA],
        "said": [heading for heading, _ in said_lines(said(again))],
        "sheet": sheet(card([best], date(2026, 3, 2))).split("\n"),
        "next": suggestions(),
        "notes": [turn.text for turn in again.turns if turn.role == "note"],
    }


def suggestions() -> list[str]:
    """What home suggests after each run, and why, until a while after the last."""
    runs, entries = practised(30), library(None)
    found = [suggest(runs[:n], entries, run.finished + timedelta(days=1)) for n, run in enumerate(runs, 1)]
    found += [suggest(runs[:n], entries, runs[n - 1].finished) for n in range(len(runs))]
    forgetful = [practice(n, moves=[went(move, "missed") for move in MOVES]) for n in range(4)]
    found += [suggest(forgetful, entries, WHEN)]
    return [each.why for each in found if each is not None]


def for_programs() -> object:
    with in_english():
        trial = try_answer(load_scorer(), find(NAMED, None), 0, STRONG)
        return {"trial": to_data(trial), "progress": progress_data(progress(practised(30))), "next": suggestions()}


if __name__ == "__main__":
    print(json.dumps({"parts": parts(), "data": for_programs()}))
