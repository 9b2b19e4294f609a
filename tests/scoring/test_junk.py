"""What says nothing earns nothing: none of these lines were learned from."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from closer_tui.scoring.rubric import BY_NAME
from closer_tui.scoring.scorer import FileScorer, load_scorer

LINES = (Path(__file__).parents[1] / "corpus" / "junk_test.jsonl").read_text(encoding="utf-8").splitlines()
JUNK = [json.loads(line) for line in LINES]


# Lines out of 154 that may earn a point at all. Two did when this was written: advice pasted from the rubric,
# and a template with blanks of an uncommon kind.
MOST_THAT_EARN = 4


@pytest.fixture(scope="module")
def scorer() -> FileScorer:
    return load_scorer()


def points(scorer: FileScorer, row: dict[str, str]) -> int:
    """What a line would add to a close: the points of the criteria that are told to be met."""
    judgement = scorer.judge(row["text"], "email" if row["kind"] == "email" else "spoken")
    met = [BY_NAME[v.criterion] for v in judgement.verdicts if v.outcome == "met"]
    return sum(criterion.points for criterion in met if not criterion.flag)


def test_junk_earns_almost_nothing(scorer: FileScorer) -> None:
    earning = {row["text"]: points(scorer, row) for row in JUNK}
    assert sum(value > 0 for value in earning.values()) <= MOST_THAT_EARN, earning


def test_the_words_of_a_good_answer_in_no_order_earn_almost_nothing(scorer: FileScorer) -> None:
    text = "months want I first success your because job this Kafka years look three would what like team ran"
    assert points(scorer, {"text": text, "kind": "free"}) <= 10
