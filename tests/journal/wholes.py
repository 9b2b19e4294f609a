"""Rehearsals of every kind, for tests: what Hypothesis makes of them, and a journal's as they are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import strategies as st

from closer_tui.events import AnswerGiven, EmailSent, Event, HintTaken, SelfRated, StepSkipped, VerdictOverruled
from closer_tui.journal import Draft, Journal, MovePractice, Note
from closer_tui.journal.whole import Given, Happened, Picked, Whole
from closer_tui.scoring.report import Finding, Heard, MoveReport, Quote, Report
from closer_tui.scoring.rubric import BY_NAME
from closer_tui.scoring.verdict import Span

START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
IDS = tuple(f"{number:032x}" for number in range(1, 5))

texts = st.text(st.characters(), max_size=20)  # lone surrogates and NUL among them
seconds = st.floats(0, 1e6, allow_nan=False)
moments = st.integers(0, 10**9).map(lambda number: START + timedelta(microseconds=number * 1000))
moves = st.sampled_from(("questions", "value", "interest", "email", "custom"))
names = st.lists(st.sampled_from(("asks", "insightful", "own-one", "x_2")), unique=True, max_size=3).map(tuple)
ticked = st.none() | st.sampled_from((1, 3)).flatmap(lambda lines: st.tuples(*[names] * lines))

events: st.SearchStrategy[Event] = st.one_of(
    st.builds(AnswerGiven, texts, seconds),
    st.builds(EmailSent, texts, texts, texts, seconds),
    st.builds(StepSkipped, seconds),
    st.builds(HintTaken, seconds),
    st.builds(VerdictOverruled, texts, st.none() | st.booleans()),
    st.builds(SelfRated, names),
)


@st.composite
def reports(draw: st.DrawFn) -> Report:
    said = draw(texts)
    end = draw(st.integers(0, len(said)))
    finding = Finding(BY_NAME["asks"], "met", 0.9, draw(texts), (Quote(0, Span(0, end)),))
    completeness = draw(st.integers(0, 100))
    return Report(
        (MoveReport("questions", draw(texts), (0,), (finding,)),),
        (Heard(0, said, None),),
        completeness,
        draw(st.integers(completeness, 100)),
        draw(st.booleans()),
        (),
        draw(texts),
    )


@st.composite
def wholes(draw: st.DrawFn, ids: Sequence[str] = IDS) -> Whole:
    given = sorted(draw(st.lists(st.builds(Given, moments, reports()), max_size=2)), key=lambda each: each.at)
    finished = given[0].at if given else None
    practised = st.builds(MovePractice, moves, texts, st.sampled_from(("made", "half", "missed")), names, names, names,
                          st.none() | st.integers(0, 500), st.none() | seconds)  # fmt: skip
    session = draw(st.sampled_from(ids))
    picks = draw(st.lists(st.builds(Picked, moments, moves, texts), max_size=2, unique_by=lambda p: (p.move, p.text)))
    notes = draw(
        st.lists(
            st.builds(Note, st.just(session), texts, texts, texts, texts, st.none() | moments, st.none() | moments),
            max_size=2,
            unique_by=lambda note: note.interviewer,
        )
    )
    return Whole(
        session, draw(texts), draw(texts), draw(texts), draw(texts),
        draw(st.sampled_from(("coached", "realistic", "silent"))), draw(texts),
        draw(moments), draw(moments), finished, draw(st.none() | moments),
        draw(st.booleans()) or finished is None, draw(st.none() | seconds), draw(ticked),
        tuple(draw(st.lists(st.builds(Happened, moments, events), max_size=4))),
        draw(st.none() | st.builds(Draft, texts, texts, texts, seconds)),
        tuple(given), tuple(draw(st.lists(practised, max_size=2))),
        tuple(sorted(picks, key=lambda pick: (pick.at, pick.move, pick.text))),
        tuple(sorted(notes, key=lambda note: note.interviewer)),
    )  # fmt: skip


def all_of(journal: Journal) -> dict[str, Whole]:
    """Everything that a journal holds, by its id."""
    return {session: journal.whole(session) for session in journal.sessions()}


def opened(folder: str | Path, name: str) -> Journal:
    return Journal.open(Path(folder) / f"{name}.sqlite")
