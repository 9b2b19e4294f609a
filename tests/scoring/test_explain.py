"""Whoever writes cues is told of each why it is found, or what it wants."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.conftest import calls_of

from closer_tui.scenario.model import OwnCriterion
from closer_tui.scoring.cues import judge_own
from closer_tui.scoring.explain import CueReport, explain_criterion
from closer_tui.scoring.lookup import Words


def own(*cues: str, blockers: tuple[str, ...] = (), least: int = 1) -> OwnCriterion:
    return OwnCriterion("notice", "Said when", "Say when.", cues, blockers, least=least)


def told(cue: str, text: str, *blockers: str) -> CueReport:
    (report,) = explain_criterion(own(cue, blockers=blockers), Words(text)).cues
    return report


@pytest.mark.parametrize(
    ("cue", "text", "state", "word", "near", "why"),
    [
        ("four weeks", "in four weeks", "found", "", None, "Found: “four weeks”."),
        ("four weeks", "", "missing", "four", None, "There are no words yet."),
        ("four weeks", "in four days", "missing", "weeks", None, "Missing: “weeks”."),
        ("order book", "the older book", "missing", "order", "older", "Missing: “order”. The nearest word is “older”."),
        ("two|2 weeks", "some weeks", "missing", "two|2", None, "Missing: “two” or “2”."),
        ("<number> weeks", "some weeks", "missing", "<number>", None, "Missing: a number."),
        ("four weeks", "four long weeks", "apart", "weeks", "weeks", "“long” stands between “four” and “weeks”."),
        ("four * weeks", "four " + "so " * 6 + "weeks", "apart", "weeks", "weeks",
         "6 words stand between “four” and “weeks”; 5 words at most may."),
        ("four more? weeks", "four long weeks", "apart", "weeks", "weeks", "“long” stands between “four” and “weeks”."),
        ("four weeks", "I have four. Weeks pass.", "sentence", "weeks", "Weeks",
         "A sentence ends between “four” and “Weeks”."),
        ("four weeks", "weeks, four", "order", "weeks", "weeks", "“weeks” does not stand after “four”."),
        ("a * b * c", "c a b", "order", "c", "c", "“c” does not stand after “a b”."),
    ],
)  # fmt: skip
def test_a_cue_says_why(cue: str, text: str, state: str, word: str, near: str | None, why: str) -> None:
    report = told(cue, text)
    assert (report.state, report.word, report.why) == (state, word, why)
    assert (report.near and report.near.of(text)) == near


def test_what_was_found_before_a_cue_broke_off_is_shown() -> None:
    text = "I could start on a whim"
    assert [span.of(text) for span in told("start on <date>", text).partly] == ["start on"]
    text = "four of the long weeks"
    assert [span.of(text) for span in told("four weeks", text).partly] == ["four"]


def test_a_blocker_is_named_with_the_words_that_it_stands_on() -> None:
    text = "I'm not really sure that I start on Monday"
    report = told("start on *", text, "never", "not * sure")
    assert report.state == "taken_back" and not report.spans
    (taken,) = report.taken
    assert (taken.span.of(text), taken.blocker, taken.by.of(text)) == (
        "start on Monday",
        "not * sure",
        "not really sure",
    )
    assert report.why == "Found in “start on Monday”, and “not really sure” takes it back."


def test_one_place_that_counts_is_enough_and_the_others_are_told_too() -> None:
    text = "Not sure I start on Monday. I start on Friday."
    report = told("start on *", text, "not sure")
    assert report.state == "found" and [span.of(text) for span in report.spans] == ["start on Friday"]
    assert [taken.span.of(text) for taken in report.taken] == ["start on Monday"]


def test_blockers_that_stand_beside_nothing_are_told_too() -> None:
    report = explain_criterion(own("start", blockers=("not sure",)), Words("not sure"))
    assert [(source, (span.start, span.end)) for source, span in report.blockers] == [("not sure", (0, 8))]


def test_how_many_cues_are_found_of_how_many_that_are_needed() -> None:
    report = explain_criterion(own("python", "terraform", "linux", least=2), Words("Terraform, and more"))
    assert (report.found, report.needed, report.verdict.met) == (1, 2, False)
    assert [cue.state for cue in report.cues] == ["missing", "found", "missing"]


WORDS = st.sampled_from(["start", "strat", "on", "Monday", "not", "sure", "two", "weeks", "but", ". ", ", ", "2", "é"])
CUES = st.lists(
    st.sampled_from(["start", "on", "two|2", "weeks", "*", "sure", "<date>", "<number>", "on?"]), min_size=1, max_size=5
).map(lambda parts: " ".join(["not", *parts, "start"]))


@settings(deadline=None)
@given(st.lists(CUES, min_size=1, max_size=3), st.lists(WORDS, max_size=30).map(" ".join))
def test_the_explanation_and_the_verdict_never_differ(cues: list[str], text: str) -> None:
    criterion = own(*cues, blockers=("sure",))
    report = explain_criterion(criterion, Words(text))
    assert (report.verdict,) == judge_own([criterion], text)
    assert report.verdict.met == any(cue.state == "found" for cue in report.cues)
    for cue in report.cues:
        assert (cue.state == "found") == bool(cue.spans) and cue.why.endswith(".")
        assert (cue.state in ("found", "taken_back")) == (not cue.word)
        spans = [*cue.spans, *cue.partly, *([cue.near] if cue.near else []), *(taken.by for taken in cue.taken)]
        assert all(0 <= span.start < span.end <= len(text) for span in spans)


@pytest.mark.parametrize("answer", ["I have four weeks of notice, and could start in May. ", "start on ", "order "])
def test_the_work_of_explaining_grows_with_the_answer_and_no_faster(answer: str) -> None:
    cues = ("start * <date>", "two|2 more? weeks", "older * rota", "<technology> years")
    criterion = own(*cues, blockers=("not sure",))

    def explain(text: str) -> None:
        explain_criterion(criterion, Words(text))

    explain(answer)  # the stemmer is loaded, the cues are compiled
    once, tenfold = (calls_of(explain, answer * times) for times in (20, 200))
    assert 0 < tenfold <= 11 * once
