from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from closer_tui.events import (
    EVENTS,
    AnswerGiven,
    AnswerJudged,
    EmailSent,
    Event,
    HintTaken,
    Paused,
    Resumed,
    RoomLeft,
    StepRetried,
    StepSkipped,
    TimeUp,
    VerdictOverruled,
)
from closer_tui.journal import Draft, Journal, JournalError
from closer_tui.journal.codec import decode_event, encode_event, read_text, store_text
from closer_tui.rehearsal import advance, start
from closer_tui.scenario.load import load_text
from closer_tui.scenario.model import Scenario
from closer_tui.scoring.report import build_report
from closer_tui.scoring.verdict import Judgement, Scorer, Span, Verdict

SOURCE = (Path(__file__).parents[1] / "faults" / "small.toml").read_text(encoding="utf-8")

# Every character there is, lone surrogates and NUL too: a terminal can hand over any of them.
texts = st.text(st.characters(exclude_categories=()))
seconds = st.floats(0, 1e6)
spans = st.builds(Span, st.integers(0, 9999), st.integers(0, 9999))
verdicts = st.builds(
    Verdict,
    texts,
    st.sampled_from(["met", "not_met", "not_sure"]),
    st.booleans(),
    st.floats(0.5, 1),
    st.lists(spans, max_size=3).map(tuple),
    texts,
)
judgements = st.builds(
    Judgement, st.lists(verdicts, max_size=4).map(tuple), st.lists(texts, max_size=3).map(tuple), texts
)
events: st.SearchStrategy[Event] = st.one_of(
    *(
        st.builds(
            kind,
            **{
                field: {
                    "at": seconds,
                    "judgement": judgements,
                    "step": st.integers(-5, 2**70),
                    "attempt": st.integers(-5, 2**70),
                    "met": st.none() | st.booleans(),
                    "criteria": st.lists(texts, max_size=4).map(tuple),
                }.get(field, texts)
                for field in kind.__dataclass_fields__
            },
        )
        for kind in EVENTS
    )
)


@pytest.fixture
def small() -> Scenario:
    return load_text(SOURCE, "small")


@pytest.fixture
def journal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Journal]:
    monkeypatch.setenv("CLOSER_HOME", str(tmp_path / "home"))
    with Journal.open() as journal:
        yield journal


# --- nothing changes on the way --------------------------------------------------------------------------


@given(events)
@settings(max_examples=300)
def test_every_event_comes_back_as_it_was(event: Event) -> None:
    kind, body = encode_event(event)
    assert kind == type(event).__name__
    with closing(sqlite3.connect(":memory:")) as db:
        (stored,) = db.execute("SELECT ?", (body,)).fetchone()
    assert decode_event(kind, stored) == event


@given(texts)
def test_every_text_comes_back_as_it_was(text: str) -> None:
    with closing(sqlite3.connect(":memory:")) as db:
        (stored,) = db.execute("SELECT ?", (store_text(text),)).fetchone()
    assert read_text(stored) == text


@given(st.lists(events, min_size=1, max_size=12))
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_a_rehearsal_comes_back_in_order(journal: Journal, small: Scenario, happened: list[Event]) -> None:
    session = journal.begin(small, "silent")
    for event in happened:
        journal.append(session, event)
    stored = journal.load(session)
    assert stored.events == tuple(happened)
    assert stored.info.answers == sum(isinstance(event, AnswerGiven | EmailSent) for event in happened)
    assert stored.seconds == max(getattr(event, "at", 0.0) for event in happened)
    journal.delete(session)


@pytest.mark.parametrize(
    "text", ["x" * 200_000, "\ud83d\ude00 \udcff\x00\x1b[2J", "[bold]שלום 👩‍💻[/]", "line\r\nline"]
)
def test_hostile_and_huge_words_are_kept_to_the_letter(text: str, journal: Journal, small: Scenario) -> None:
    odd = replace(small, name=text, title=text, id=text, path=text)
    session = journal.begin(odd, "coached")
    journal.append(session, AnswerGiven(text, 1.5))
    journal.append(session, EmailSent(text, text, text, 2.5))
    journal.save_draft(session, Draft(text, text, text, 3.5))
    stored = journal.load(session)
    assert stored.events == (AnswerGiven(text, 1.5), EmailSent(text, text, text, 2.5))
    assert stored.draft == Draft(text, text, text, 3.5)
    assert (stored.info.name, stored.info.title, stored.info.scenario_id) == (text, text, text)
    assert stored.seconds == 3.5


def test_a_report_and_its_verdicts_come_back_as_they_were(
    journal: Journal, small: Scenario, word_scorer: Scorer
) -> None:
    session, state = journal.begin(small, "coached"), start(small, "coached")
    for text in ("asks insightful \udcff", "interested reason"):
        said: tuple[Event, ...] = (AnswerGiven(text), AnswerJudged(word_scorer.judge(text, "spoken")))
        for event in said:
            journal.append(session, event)
            state = advance(state, event)
    journal.finish(session, state.report())
    assert journal.reports(session) == (state.report(),)
    again = start(small, "coached")
    for event in journal.load(session).events:
        again = advance(again, event)
    assert again == replace(state, scenario=again.scenario)


def test_a_rehearsal_is_resumed_with_its_scenario_as_it_was(journal: Journal, small: Scenario) -> None:
    changed = load_text(SOURCE.replace("A small room", "A large room"), "small")
    sessions = [journal.begin(scenario, "coached") for scenario in (small, changed, small)]
    titles = [journal.load(session).scenario.title for session in sessions]
    assert titles == ["A small room", "A large room", "A small room"]
    assert journal.load(sessions[0]).scenario == replace(small, path="")


def test_a_scenario_that_this_version_does_not_understand_is_told(journal: Journal, scenario: Scenario) -> None:
    session = journal.begin(scenario, "coached")  # the shared fixture has no source
    journal.append(session, AnswerGiven("kept"))
    with pytest.raises(JournalError, match="answers are kept"):
        journal.load(session)
    assert journal.unfinished()[0].answers == 1


# --- drafts ----------------------------------------------------------------------------------------------


def test_the_last_draft_counts(journal: Journal, small: Scenario) -> None:
    session = journal.begin(small, "coached")
    assert journal.load(session).draft is None
    for draft in (Draft("I"), Draft("I am"), Draft("Dear Ann", "ann@acme.example", "Thanks", 7.0)):
        journal.save_draft(session, draft)
        assert journal.load(session).draft == draft
    assert journal.load(session).seconds == 7.0


@pytest.mark.parametrize("event", [AnswerGiven("x"), EmailSent("a", "b", "c"), StepSkipped(), RoomLeft()])
def test_a_draft_ends_with_its_answer(event: Event, journal: Journal, small: Scenario) -> None:
    session, other = journal.begin(small, "coached"), journal.begin(small, "coached")
    for each in (session, other):
        journal.save_draft(each, Draft("half"))
    journal.append(session, event)
    assert journal.load(session).draft is None
    assert journal.load(other).draft == Draft("half")


@pytest.mark.parametrize("event", [HintTaken(), TimeUp(), Paused(), Resumed()])
def test_a_draft_stays_while_its_answer_is_not_given(event: Event, journal: Journal, small: Scenario) -> None:
    session = journal.begin(small, "coached")
    journal.save_draft(session, Draft("half"))
    journal.append(session, event)
    assert journal.load(session).draft == Draft("half")


# --- what is offered and shown -----------------------------------------------------------------------------


def test_what_is_not_finished_is_offered_the_last_touched_first(journal: Journal, small: Scenario) -> None:
    first, second, third = (journal.begin(small, "realistic") for _ in range(3))
    journal.append(first, AnswerGiven("again"))
    assert [info.id for info in journal.unfinished()] == [first, third, second]
    journal.finish(third, build_report(small, ()))
    journal.discard(second)
    (info,) = journal.unfinished()
    assert (info.id, info.name, info.scenario_id, info.title) == (first, "small", "small-room", "A small room")
    assert (info.level, info.answers, info.finished, info.complete) == ("realistic", 1, None, None)
    assert info.started <= info.updated <= datetime.now(UTC)
    assert info.started.utcoffset() == timedelta(0)


def test_a_retry_under_way_is_offered_again(journal: Journal, small: Scenario) -> None:
    session = journal.begin(small, "coached")
    journal.finish(session, build_report(small, ()))
    assert journal.unfinished() == ()
    journal.append(session, VerdictOverruled("asks", True))
    assert journal.unfinished() == ()
    journal.append(session, StepRetried(0))
    journal.save_draft(session, Draft("this time"))
    assert [info.id for info in journal.unfinished()] == [session]
    assert [info.id for info in journal.history()] == [session]
    journal.finish(session, build_report(small, ()))
    assert journal.unfinished() == ()


def test_the_newest_report_counts_and_the_earlier_are_kept(
    journal: Journal, small: Scenario, word_scorer: Scorer
) -> None:
    session, state = journal.begin(small, "coached"), start(small, "coached")
    reports = [state.report()]
    journal.finish(session, reports[0], datetime(2024, 5, 1, 12, tzinfo=UTC))
    for event in (AnswerGiven("asks"), AnswerJudged(word_scorer.judge("asks", "spoken"))):
        journal.append(session, event)
        state = advance(state, event)
    reports.append(state.report())
    journal.finish(session, reports[1])
    (info,) = journal.history()
    assert (info.completeness, info.complete, info.scorer) == (reports[1].completeness, False, "words-1")
    assert info.completeness is not None and info.completeness > reports[0].completeness
    assert info.finished is not None and info.finished > datetime(2024, 5, 1, 12, tzinfo=UTC)
    assert journal.reports(session) == (reports[1], reports[0])


def test_history_is_by_name_and_newest_first(journal: Journal, small: Scenario) -> None:
    day = datetime(2024, 5, 1, 12, tzinfo=UTC)
    other = replace(small, name="other", id="other")
    sessions = [journal.begin(each, "coached") for each in (small, other, small)]
    for session, later in zip(sessions, (2, 0, 1), strict=True):
        journal.finish(session, build_report(small, ()), day + timedelta(days=later))
    assert [info.id for info in journal.history()] == [sessions[0], sessions[2], sessions[1]]
    assert [info.id for info in journal.history("small")] == [sessions[0], sessions[2]]
    assert journal.history("nothing") == ()
    assert journal.history()[0].finished == day + timedelta(days=2)


def test_what_was_discarded_is_nowhere_in_the_file(journal: Journal, small: Scenario) -> None:
    session = journal.begin(small, "coached")
    journal.append(session, AnswerGiven("unmistakable " * 500))
    journal.discard(session)
    assert journal.unfinished() == () == journal.history() == journal.history(abandoned=True)
    assert b"unmistakable" not in b"".join(path.read_bytes() for path in journal.path.parent.glob("journal.sqlite*"))
    with pytest.raises(JournalError, match="not in the journal"):
        journal.load(session)


def test_of_a_retry_that_was_discarded_no_word_is_left_and_the_rehearsal_is_as_it_was(
    journal: Journal, small: Scenario
) -> None:
    session = journal.begin(small, "coached")
    said = (AnswerGiven("first"), StepRetried(0), AnswerGiven("second"))
    for event in said:
        journal.append(session, event)
    journal.finish(session, build_report(small, ()))
    (before,) = journal.history()
    retry: tuple[Event, ...] = (StepRetried(1), HintTaken(), AnswerGiven("unmistakable " * 500))
    for each in retry:
        journal.append(session, each)
    journal.save_draft(session, Draft("unmistakable"))
    assert [info.id for info in journal.unfinished()] == [session]
    journal.discard(session)
    stored = journal.load(session)
    assert (stored.events, stored.draft) == (said, None)
    (after,) = journal.history()
    assert (after.answers, after.finished, after.completeness) == (2, before.finished, before.completeness)
    assert journal.unfinished() == ()
    assert b"unmistakable" not in b"".join(path.read_bytes() for path in journal.path.parent.glob("journal.sqlite*"))
    journal.discard(session)  # there is no retry any more
    assert journal.load(session).events == said


def test_a_retry_after_one_that_was_discarded_is_offered_again(journal: Journal, small: Scenario) -> None:
    session = journal.begin(small, "coached")
    journal.finish(session, build_report(small, ()))
    for _ in range(2):
        journal.append(session, StepRetried(0))
        assert [info.id for info in journal.unfinished()] == [session]
        journal.discard(session)
        assert journal.unfinished() == ()


def test_best_is_the_highest_score_and_the_last_practice(journal: Journal, small: Scenario) -> None:
    day = datetime(2024, 5, 1, 12, tzinfo=UTC)
    report = build_report(small, ())
    assert journal.best() == {}
    for later, score in ((0, 40), (1, 90), (2, 70)):
        session = journal.begin(small, "coached")
        journal.finish(session, replace(report, completeness=score), day + timedelta(days=later))
    journal.begin(replace(small, id="not-finished"), "coached")
    assert journal.best() == {"small-room": (90, day + timedelta(days=2))}


def test_a_moment_without_a_time_zone_is_refused(journal: Journal, small: Scenario) -> None:
    session = journal.begin(small, "coached")
    with pytest.raises(ValueError, match="time zone"):
        journal.finish(session, build_report(small, ()), datetime(2024, 5, 1))


def test_what_was_deleted_is_nowhere_in_the_file(journal: Journal, small: Scenario) -> None:
    gone, kept = journal.begin(small, "coached"), journal.begin(small, "coached")
    journal.append(gone, AnswerGiven("unmistakable " * 500))
    journal.append(kept, AnswerGiven("remaining"))
    assert b"unmistakable" in journal.path.read_bytes()
    journal.delete(gone)
    assert b"unmistakable" not in b"".join(path.read_bytes() for path in journal.path.parent.glob("journal.sqlite*"))
    assert journal.load(kept).events == (AnswerGiven("remaining"),)
    with pytest.raises(JournalError, match="not in the journal"):
        journal.load(gone)


@pytest.mark.parametrize("session", ["", "nobody", "../../etc", "a\x00b"])
def test_a_rehearsal_that_does_not_exist_is_told(session: str, journal: Journal, scenario: Scenario) -> None:
    report = build_report(scenario, ())
    calls: list[Callable[[], object]] = [
        lambda: journal.load(session),
        lambda: journal.claim(session),
        lambda: journal.discard(session),
        lambda: journal.delete(session),
        lambda: journal.append(session, AnswerGiven("x")),
        lambda: journal.save_draft(session, Draft("x")),
        lambda: journal.finish(session, report),
    ]
    for call in calls:
        with pytest.raises(JournalError, match="not in the journal"):
            call()
    journal.release(session)


# --- claims, threads, the end ------------------------------------------------------------------------------


def test_only_one_player_has_a_rehearsal(journal: Journal, small: Scenario) -> None:
    with Journal.open() as other:
        session = journal.begin(small, "coached")
        assert journal.claim(session)
        assert not other.claim(session)
        assert other.unfinished() == ()
        journal.release(session)
        assert other.claim(session)
        assert not journal.claim(session)
        assert journal.unfinished() == ()
    assert journal.claim(session)


def test_closing_gives_back_every_claim_and_may_be_done_twice(journal: Journal, small: Scenario) -> None:
    other = Journal.open()
    session = other.begin(small, "coached")
    other.close()
    other.close()
    assert journal.claim(session)
    with pytest.raises(JournalError, match="closed"):
        other.unfinished()


def test_several_threads_may_use_one_journal(journal: Journal, small: Scenario) -> None:
    session = journal.begin(small, "coached")
    failures: list[BaseException] = []

    def work(worker: int) -> None:
        try:
            for number in range(8):
                journal.append(session, AnswerGiven(f"{worker} {number}"))
                journal.save_draft(session, Draft(str(number)))
                assert journal.claim(session)
                journal.unfinished()
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=work, args=(worker,)) for worker in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    said = [event.text.split() for event in journal.load(session).events if isinstance(event, AnswerGiven)]
    assert len(said) == 48
    for worker in range(6):
        assert [number for who, number in said if who == str(worker)] == [str(number) for number in range(8)]


def test_a_sound_journal_opens_without_a_notice(journal: Journal, small: Scenario) -> None:
    assert journal.notices == ()
    journal.begin(small, "coached")
    with Journal.open(journal.path) as other:
        assert other.notices == ()
        assert other.path == journal.path
