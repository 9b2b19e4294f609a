"""Promises of judgements that are remembered: what is told is what the scorer said, and it is asked once for a text."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from closer_tui.scoring.remembered import RememberedScorer
from closer_tui.scoring.rubric import EMAIL_NAMES, SPOKEN_NAMES
from closer_tui.scoring.verdict import Judgement, Kind, Span, Verdict

TEXT = "What do you enjoy here? Thank you."


class Counting:
    """Judges everything alike, and knows how often it was asked."""

    version = "counting-1"

    def __init__(self) -> None:
        self.asked = 0

    def judge(self, text: str, kind: Kind) -> Judgement:
        self.asked += 1
        names = EMAIL_NAMES if kind == "email" else SPOKEN_NAMES
        verdicts = tuple(Verdict(name, "met", True, 0.875, (Span(0, len(text)),), "You did.") for name in names)
        return Judgement(verdicts, ("enjoyment",) if kind == "spoken" else (), self.version)


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CLOSER_HOME", str(tmp_path))
    return tmp_path / "cache" / "judgements.json"


def judged(scorer: Counting, kept: Path, by: str = "one", kinds: tuple[Kind, ...] = ("spoken", "email")) -> None:
    remembered = RememberedScorer(scorer, kept, by)
    for kind in kinds:
        assert remembered.judge(TEXT, kind) == Counting().judge(TEXT, kind)
    remembered.keep()


def test_a_text_is_judged_once_in_all_processes_and_never_written_down(kept: Path) -> None:
    scorer = Counting()
    judged(scorer, kept)
    judged(scorer, kept)
    assert scorer.asked == 2
    assert "enjoy here" not in kept.read_text(encoding="utf-8")


def test_another_kind_text_or_judge_is_asked(kept: Path) -> None:
    scorer = Counting()
    judged(scorer, kept, kinds=("spoken",))
    judged(scorer, kept, kinds=("email",))
    judged(scorer, kept, by="two", kinds=("spoken",))
    assert scorer.asked == 3
    RememberedScorer(scorer, kept, "two").judge(TEXT + " ", "spoken")
    assert scorer.asked == 4


def test_what_was_not_asked_about_this_time_is_still_known_the_next(kept: Path) -> None:
    scorer = Counting()
    judged(scorer, kept, kinds=("spoken",))
    judged(scorer, kept, kinds=("email",))
    judged(scorer, kept, kinds=("spoken", "email"))
    assert scorer.asked == 2


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"\xff", b"[" * 100_000, b'{"by": "one", "judged": []}'])
def test_a_damaged_memory_counts_as_none(kept: Path, data: bytes) -> None:
    scorer = Counting()
    judged(scorer, kept)
    kept.write_bytes(data)
    judged(scorer, kept)
    assert scorer.asked == 4


def test_a_judgement_that_is_not_whole_is_made_anew(kept: Path) -> None:
    scorer = Counting()
    judged(scorer, kept, kinds=("spoken",))
    whole = json.loads(kept.read_bytes())
    ((key, (verdicts, topics, by)),) = whole["judged"].items()
    first = verdicts[0]
    wrong: list[object] = [
        None,
        [],
        [verdicts[1:], topics, by],
        [verdicts, ["weather"], by],
        [verdicts, topics, None],
        *(
            [[[*first[:place], other, *first[place + 1 :]], *verdicts[1:]], topics, by]
            for place, other in (
                (0, "other"),
                (1, "perhaps"),
                (2, 1),
                (3, 7.5),
                (3, "much"),
                (4, [[0, 10_000]]),
                (4, [[5, 2]]),
                (4, [None]),
                (5, None),
            )
        ),
    ]
    for asked, each in enumerate(wrong, 2):
        whole["judged"][key] = each
        kept.write_text(json.dumps(whole), encoding="utf-8")
        assert RememberedScorer(scorer, kept, "one").judge(TEXT, "spoken") == Counting().judge(TEXT, "spoken")
        assert scorer.asked == asked, each


def test_a_memory_that_cannot_be_written_is_done_without(kept: Path) -> None:
    kept.parent.write_text("in the way", encoding="utf-8")
    scorer = Counting()
    judged(scorer, kept)
    assert scorer.asked == 2


def test_who_only_looks_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLOSER_HOME", str(tmp_path / "nowhere"))
    judged(Counting(), tmp_path / "nowhere" / "cache" / "judgements.json")
    assert not (tmp_path / "nowhere").exists()
