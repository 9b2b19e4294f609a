"""What says nothing is told without a network, and no honest answer is taken for it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from closer_tui.scoring.gate import is_nothing
from closer_tui.scoring.rubric import CRITERIA

CORPUS = Path(__file__).parents[1] / "corpus"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "42",
        "Hello",
        "thank you thank you thank you thank you thank you",
        "Hi $NAME, thank you for the time at $COMPANY. Best, $ME",
        "Dear [Interviewer], thank you for the chance to talk about [role].",
        "Danke für das Gespräch gestern, ich habe mich sehr gefreut und möchte gern kommen.",
        "Muchas gracias por la entrevista de ayer, estoy muy interesada en el puesto.",
        "python java docker kubernetes terraform ansible jenkins grafana",
        'if (x) { return a[0]; } else { y = "z"; }',
    ],
)
def test_what_holds_no_answer_is_nothing(text: str) -> None:
    assert is_nothing(text, "email")
    assert is_nothing(text, "spoken")


def test_the_programs_own_advice_is_no_answer() -> None:
    told = [each.advice for each in CRITERIA if len(each.advice.split()) >= 8]
    assert told
    assert [advice for advice in told if not is_nothing(advice, "spoken")] == []


@pytest.mark.parametrize(
    "text",
    [
        "Count me in.",
        "Kafka, ten years.",
        "Hi Ana,\nthanks!\nBen",
        "I'd like to hear about [redacted], the project that you could not name.",
        "Ten years of SAP, four migrations, none late, and I'd bring all of that to your March cut-over.",
    ],
)
def test_a_terse_or_odd_answer_is_still_one(text: str) -> None:
    assert not is_nothing(text, "email")
    assert not is_nothing(text, "spoken")


def test_no_answer_of_the_corpus_that_does_something_is_taken_for_nothing() -> None:
    lost = []
    for path in sorted([*CORPUS.glob("dev_*.jsonl"), *CORPUS.glob("pairs_*.jsonl")]):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            kind = "email" if row["kind"] == "email" else "spoken"
            if any(row["labels"].values()) and is_nothing(row["text"], "email" if kind == "email" else "spoken"):
                lost.append(row["id"])
    assert lost == []
