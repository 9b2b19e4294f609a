"""The verdicts of the shipped model on some answers, written down: a change of scores is seen in review, and every
platform and version of Python says the same.

CLOSER_WRITE_GOLDEN=1 python -m pytest tests/scoring/test_golden.py writes them down anew.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from closer_tui.scoring.rubric import EMAIL_NAMES, SPOKEN_NAMES
from closer_tui.scoring.scorer import SURE, FileScorer, load_scorer

CORPUS = Path(__file__).parents[1] / "corpus"
GOLDEN = Path(__file__).parents[1] / "golden" / "verdicts.json"
TOLERANCE = 0.02
"""How far a confidence may lie from what was written down."""
ANSWERS, JUNK = 56, 6
# Other processors compute other last digits. An answer with a verdict that these could turn is not written down.
_TURNS = ((0.0, 0.58), (SURE - 0.01, SURE + 0.01))

NOTHING = "nothing is met"

Entry = dict[str, Any]


@pytest.fixture(scope="module")
def scorer() -> FileScorer:
    return load_scorer()


def rows_of(*names: str) -> list[Entry]:
    files = [file for name in names for file in sorted(CORPUS.glob(name))]
    return [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]


def entry_of(scorer: FileScorer, row: Entry) -> Entry:
    """What is written down of one answer: of each verdict its outcome, confidence and quotes."""
    text = row["text"]
    judgement = scorer.judge(text, "email" if row["kind"] == "email" else "spoken")
    verdicts = {
        verdict.criterion: [
            verdict.outcome,
            round(verdict.confidence, 2),
            *(span.of(text) for span in verdict.evidence),
        ]
        for verdict in judgement.verdicts
    }
    return {"id": row["id"], "kind": row["kind"], "text": text, "topics": list(judgement.topics), "verdicts": verdicts}


def chosen(scorer: FileScorer) -> Iterator[Entry]:
    """Answers from all over the corpus, in each part of it the one that does what was met least often so far, but
    none in which a verdict stands on an edge."""
    seen: Counter[str] = Counter()
    for rows, count in ((rows_of("dev_*.jsonl"), ANSWERS), (rows_of("junk_test.jsonl"), JUNK)):
        for at in range(count):
            part = rows[at * len(rows) // count : (at + 1) * len(rows) // count]
            part.sort(key=lambda row: min(seen[name] for name in (*filter(row["labels"].get, row["labels"]), NOTHING)))
            entry = next(entry for row in part if not stands_on_an_edge(entry := entry_of(scorer, row)))
            met = [name for name, verdict in entry["verdicts"].items() if verdict[0] == "met"]
            seen.update(met or [NOTHING])
            yield entry


def written(version: str, entries: Iterable[Entry]) -> str:
    """JSON with a verdict a line, as a reviewer reads it."""

    def told(value: object) -> str:
        return json.dumps(value, ensure_ascii=False)

    blocks = [
        "".join(f"  {told(name)}: {told(entry[name])},\n" for name in ("id", "kind", "text", "topics"))
        + '  "verdicts": {\n'
        + ",\n".join(f"    {told(name)}: {told(verdict)}" for name, verdict in entry["verdicts"].items())
        for entry in entries
    ]
    return f'{{"scorer": {told(version)}, "answers": [{{\n' + "\n  }\n}, {\n".join(blocks) + "\n  }\n}]}\n"


def stands_on_an_edge(entry: Entry) -> bool:
    return any(low <= verdict[1] <= high for verdict in entry["verdicts"].values() for low, high in _TURNS)


def differences(stored: Entry, now: Entry) -> list[str]:
    """Where two entries of one answer tell different things, in lines for people."""
    said = [] if stored["topics"] == now["topics"] else [f"topics: {stored['topics']} -> {now['topics']}"]
    for name, (outcome, confidence, *quotes) in stored["verdicts"].items():
        new_outcome, new_confidence, *new_quotes = now["verdicts"][name]
        if (outcome, quotes) != (new_outcome, new_quotes) or abs(confidence - new_confidence) > TOLERANCE + 1e-9:
            said.append(f"{name}: {stored['verdicts'][name]} -> {now['verdicts'][name]}")
    return said


def golden() -> dict[str, Any]:
    stored: dict[str, Any] = json.loads(GOLDEN.read_text(encoding="utf-8"))
    return stored


def test_the_verdicts_are_those_that_were_written_down(scorer: FileScorer) -> None:
    if os.environ.get("CLOSER_WRITE_GOLDEN"):
        GOLDEN.write_text(written(scorer.version, chosen(scorer)), encoding="utf-8")
    stored = golden()
    changed = {
        entry["id"]: said for entry in stored["answers"] if (said := differences(entry, entry_of(scorer, entry)))
    }
    assert changed == {}, "if that is meant, write them down anew (see the top of this file) and look at the difference"
    assert stored["scorer"] == scorer.version


def test_what_is_written_down_shows_every_verdict_both_ways_and_every_kind() -> None:
    answers = golden()["answers"]
    assert len({entry["id"] for entry in answers}) == len(answers) == ANSWERS + JUNK
    assert {entry["kind"] for entry in answers} >= {"questions", "value", "interest", "email"}
    for names, spoken in ((SPOKEN_NAMES, True), (EMAIL_NAMES, False)):
        of_kind = [entry for entry in answers if (entry["kind"] != "email") is spoken]
        for name in names:
            assert {entry["verdicts"][name][0] for entry in of_kind} >= {"met", "not_met"}, name
    assert "not_sure" in {verdict[0] for entry in answers for verdict in entry["verdicts"].values()}


def test_a_change_of_a_score_is_seen() -> None:
    entry = golden()["answers"][0]
    name, (outcome, confidence, *quotes) = next(iter(entry["verdicts"].items()))

    def with_verdict(*verdict: object) -> Entry:
        return {**entry, "verdicts": {**entry["verdicts"], name: list(verdict)}}

    assert differences(entry, with_verdict(outcome, confidence - 0.02, *quotes)) == []
    for other in (
        with_verdict(outcome, confidence - 0.03, *quotes),
        with_verdict("not_sure", confidence, *quotes),
        with_verdict(outcome, confidence, *quotes, "and more"),
        {**entry, "topics": [*entry["topics"], "other"]},
    ):
        assert len(differences(entry, other)) == 1
