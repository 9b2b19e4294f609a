"""The scorer as the program uses it: whole, by the rubric's own logic, the same every time, never hung."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from closer_tui.scoring import weights
from closer_tui.scoring.encoder import LABELS, LONGEST
from closer_tui.scoring.reasons import NOTHING
from closer_tui.scoring.rubric import EMAIL_NAMES, SPOKEN_NAMES, TOPICS
from closer_tui.scoring.scorer import MODEL, SURE, FileScorer, load_scorer
from closer_tui.scoring.train.provenance import faults
from closer_tui.scoring.verdict import Judgement, Kind, Scorer
from closer_tui.scoring.windows import pieces_of, windows_of

CORPUS = Path(__file__).parents[1] / "corpus"
# Small talk that does nothing, too long for one window.
TALK = (
    "Well, that was quite an afternoon. The lift was out again, so we all took the stairs, and the two of us talked "
    "about the football the whole way up. Your colleague showed me the canteen and the little garden behind it, where "
    "somebody keeps bees. It rained a bit, then the sun came out, and the man at the desk told me about his holiday in "
    "Wales, weeks of mud and cheese. My train was late this morning, it always is on Thursdays. I had time for a "
    "coffee at the corner, a good one, and I read half of the paper. There was a story in it about a lost dog that "
    "found its way home from another town after nine days. Then your door opened, you were all very friendly, the "
    "water was cold and the chairs were soft. We went through the exercise with the shopping basket and the one with "
    "the calendar, and everybody laughed about the typo in the second slide. The gentleman on the left told the one "
    "about the printer and the goat. I have eaten too many of these biscuits. It is nearly five now and it is getting "
    "dark outside, the lamps are coming on along the river, and somebody down there is playing the accordion."
)


@pytest.fixture(scope="module")
def scorer() -> FileScorer:
    return load_scorer()


def met(judgement: Judgement) -> set[str]:
    return {verdict.criterion for verdict in judgement.verdicts if verdict.outcome == "met"}


def check(judgement: Judgement, text: str, kind: Kind) -> None:
    """What holds of every judgement on any text."""
    names = EMAIL_NAMES if kind == "email" else SPOKEN_NAMES
    assert tuple(verdict.criterion for verdict in judgement.verdicts) == names
    guessed = {verdict.criterion: verdict.met for verdict in judgement.verdicts}
    for verdict in judgement.verdicts:
        assert 0.5 <= verdict.confidence <= 1
        assert verdict.confidence == round(verdict.confidence, 3)
        assert (verdict.outcome == "not_sure") == (verdict.confidence < SURE)
        assert verdict.outcome == "not_sure" or (verdict.outcome == "met") == verdict.met
        assert verdict.reason.endswith(".") and verdict.reason[0].isupper()
        assert bool(verdict.evidence) == verdict.met
        for span in verdict.evidence:
            assert 0 <= span.start < span.end <= len(text)
            assert span.of(text).strip() == span.of(text)
    if kind == "spoken":
        assert guessed["asks"] or not (guessed["several"] or guessed["insightful"] or guessed["turn_off"])
        assert guessed["interested"] or not guessed["reason"]
        assert judgement.topics or not guessed["asks"]
    assert set(judgement.topics) <= (set(TOPICS) if kind == "spoken" else set())
    assert len(set(judgement.topics)) == len(judgement.topics)


def test_it_is_a_scorer_with_a_version_of_its_own(scorer: FileScorer) -> None:
    as_promised: Scorer = scorer
    name, _, mark = as_promised.version.partition("+")
    assert name == "minilm-1"
    assert len(mark) == 8
    assert as_promised.judge("Count me in.", "spoken").scorer == as_promised.version


@given(st.text(max_size=300), st.sampled_from(["spoken", "email"]))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_gets_a_whole_and_sound_judgement(scorer: FileScorer, text: str, kind: Kind) -> None:
    check(scorer.judge(text, kind), text, kind)


def test_answers_of_the_corpus_get_sound_and_mostly_right_judgements(scorer: FileScorer) -> None:
    """A smoke test on texts that were learned from; what it is worth on others is measured by `folds`."""
    right = total = 0
    for file in sorted(CORPUS.glob("dev_*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines()[::50]:
            row = json.loads(line)
            kind: Kind = "email" if row["kind"] == "email" else "spoken"
            judgement = scorer.judge(row["text"], kind)
            check(judgement, row["text"], kind)
            right += sum(row["labels"][v.criterion] == v.met for v in judgement.verdicts)
            total += len(judgement.verdicts)
    assert right / total > 0.95


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Count me in.", {"interested"}),
        ("I want it.", {"interested"}),
        ("I want this job.", {"interested"}),
        ("i'm still very interested", {"interested"}),
        ("I would love to have this job.", {"interested"}),
        ("What do you enjoy most about working here?", {"asks", "insightful"}),
        ("how is performance measured in this job", {"asks", "insightful"}),
        ("How big is the team?", {"asks"}),
        ("What's the salary?", {"asks", "turn_off"}),
        ("No questions from me, thanks.", set()),
        ("I ran the Postgres migration for 40 clinics without downtime.", {"strength", "evidence"}),
    ],
)
def test_terse_honest_answers_earn_what_they_say(scorer: FileScorer, text: str, expected: set[str]) -> None:
    assert met(scorer.judge(text, "spoken")) == expected


def test_a_full_close_in_one_breath_meets_its_parts(scorer: FileScorer) -> None:
    text = (
        "What do you enjoy most about working here, and how will you know after six months that hiring me was "
        "right? I have run Kafka in production for three years and cut our lag from minutes to seconds, so I can "
        "take over the event migration you told me your team is stuck on. And I want this job, because I would "
        "love to work on that migration with you."
    )
    judgement = scorer.judge(text, "spoken")
    essential = {"asks", "several", "insightful", "strength", "relevance", "evidence", "interested", "reason"}
    assert essential <= {v.criterion for v in judgement.verdicts if v.met}
    assert not {"turn_off", "hedged", "wavering"} & met(judgement)
    assert {"enjoyment", "success"} <= set(judgement.topics)


def test_a_complete_email_meets_all_of_it(scorer: FileScorer) -> None:
    text = (
        "Subject: Thank you\n\nHi Priya,\n\nThank you for your time yesterday, and for considering me for the role. "
        "The story of how you moved the billing jobs off the mainframe stayed with me. I'm still very interested in "
        "joining your team.\n\nBest regards,\nTom"
    )
    assert met(scorer.judge(text, "email")) == set(EMAIL_NAMES) - {"pushy"}


def test_what_is_denied_or_told_of_others_does_not_count(scorer: FileScorer) -> None:
    assert "interested" not in met(scorer.judge("I don't want this job, to be honest.", "spoken"))
    assert "asks" not in met(scorer.judge("I don't have any questions about the team.", "spoken"))


@pytest.mark.parametrize("text", ["", " \n ", "?", "…", "yes", "42", "1 2 3", "thank " * 1000, "👍👍"])
def test_nothing_to_judge_is_said_so(scorer: FileScorer, text: str) -> None:
    judgement = scorer.judge(text, "spoken")
    assert {(v.outcome, v.reason) for v in judgement.verdicts} == {("not_met", NOTHING)}
    assert judgement.topics == ()


def test_what_stands_late_in_a_long_answer_counts(scorer: FileScorer) -> None:
    text = f"{TALK} I want this job. {TALK} What do you enjoy most about working here?"
    judgement = scorer.judge(text, "spoken")
    verdicts = judgement.by_name()
    assert verdicts["interested"].met and verdicts["asks"].met
    assert "want this job" in " ".join(span.of(text) for span in verdicts["interested"].evidence)
    check(judgement, text, "spoken")


def test_questions_in_two_parts_of_a_long_answer_are_several(scorer: FileScorer) -> None:
    text = f"How do you measure performance? {TALK} And what keeps you up at night about this product?"
    assert scorer.judge(text, "spoken").by_name()["several"].met


def test_a_greeting_counts_at_the_start_and_a_sign_off_at_the_end(scorer: FileScorer) -> None:
    filler = "The part about the release train stayed with me on the way home and I told my wife of it. " * 20
    text = "Hi Priya,\n\n" + filler + "\n\nBest regards,\nTom"
    verdicts = scorer.judge(text, "email").by_name()
    assert [span.of(text) for span in verdicts["greeting"].evidence] == ["Hi Priya"]
    assert verdicts["sign_off"].evidence[0].start > len(text) - 30


@pytest.mark.parametrize(
    "text",
    [
        "x" * 200_000,
        "want " * 40_000,
        "I want this job. " * 12_000,
        "\0\u0301\u200b" * 60_000,
        "a?b!c." * 33_000,
        "中文" * 100_000,
        "".join(chr(33 + i * 7919 % 3000) for i in range(200_000)),
    ],
    ids=["one word", "one word often", "one sentence often", "invisible", "punctuation", "chinese", "noise"],
)
@pytest.mark.parametrize("kind", ["spoken", "email"])
def test_of_hostile_text_no_more_is_read_than_of_any_other(scorer: FileScorer, text: str, kind: Kind) -> None:
    check(scorer.judge(text, kind), text, kind)
    parts = windows_of(text, pieces_of(text, scorer._tokenizer), LONGEST - 2)
    assert len(parts) <= 16  # of any text; each is of bounded length


def test_the_same_answer_is_judged_the_same_from_many_threads(scorer: FileScorer) -> None:
    text = "How do you measure performance? I want this job because of your data team."
    expected = scorer.judge(text, "spoken")
    seen: list[Judgement] = []
    threads = [threading.Thread(target=lambda: seen.append(scorer.judge(text, "spoken"))) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == [expected] * 6


def test_the_shipped_model_says_what_it_was_made_from() -> None:
    notes = weights.read(MODEL)[0].notes
    assert json.loads(notes["labels"]) == list(LABELS)
    assert set(json.loads(notes["calibration"])) == set(LABELS)
    assert json.loads(notes["recipe"])["epochs"] > 0


def test_the_shipped_model_was_made_from_what_lies_here() -> None:
    """From every file of the corpus as it is, by the training code as it is."""
    assert faults(weights.read(MODEL)[0].notes, CORPUS) == [], "train again: python -m closer_tui.scoring.train"


def test_the_model_is_small_enough_to_ship() -> None:
    assert MODEL.stat().st_size <= 25_000_000
