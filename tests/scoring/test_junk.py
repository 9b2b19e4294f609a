"""What says nothing earns nothing: none of these lines were learned from."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from closer_tui.scoring.rubric import BY_NAME
from closer_tui.scoring.scorer import FileScorer, load_scorer

LINES = (Path(__file__).parents[1] / "corpus" / "junk_test.jsonl").read_text(encoding="utf-8").splitlines()
JUNK = [json.loads(line) for line in LINES]


@pytest.fixture(scope="module")
def scorer() -> FileScorer:
    return load_scorer()


def points(scorer: FileScorer, row: dict[str, str]) -> int:
    """What a line would add to a close: the points of the criteria that are told to be met."""
    judgement = scorer.judge(row["text"], "email" if row["kind"] == "email" else "spoken")
    met = [BY_NAME[v.criterion] for v in judgement.verdicts if v.outcome == "met"]
    return sum(criterion.points for criterion in met if not criterion.flag)


def test_junk_earns_nothing(scorer: FileScorer) -> None:
    """No line was learned from; the rules in gate.py were written with six of them at hand."""
    assert {row["text"]: earned for row in JUNK if (earned := points(scorer, row)) > 0} == {}


def test_the_words_of_a_good_answer_in_no_order_earn_almost_nothing(scorer: FileScorer) -> None:
    text = "months want I first success your because job this Kafka years look three would what like team ran"
    assert points(scorer, {"text": text, "kind": "free"}) <= 10
