"""Folds are finished whichever files they leave out, and none is calibrated on what it is measured by."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from closer_tui.scoring import weights
from closer_tui.scoring.calibration import Scale, from_json
from closer_tui.scoring.encoder import LABELS
from closer_tui.scoring.train import __main__ as train
from closer_tui.scoring.train.corpus import read
from closer_tui.scoring.train.folds import CALIBRATED_ON, finish, held_out


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Four files of two answers each, by the writers l, m, t and x."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    for letter in "lmtx":
        answers = [
            {
                "id": f"{letter}1",
                "kind": "free",
                "text": f"Who leads {letter}?",
                "labels": {"asks": True},
                "topics": [],
            },
            {"id": f"{letter}2", "kind": "free", "text": f"I know {letter}.", "labels": {"asks": False}, "topics": []},
        ]
        (folder / f"dev_{letter}.jsonl").write_text("".join(json.dumps(answer) + "\n" for answer in answers))
    return folder


def trained(corpus: Path, out: Path, *folds: str, sure: float = 2.0) -> Path:
    """What training leaves of folds: a network, and what it says of the answers that it has not seen."""
    out.mkdir(exist_ok=True)
    for fold in folds:
        weights.write(out / f"raw-{fold}.safetensors", {"nothing": np.zeros(1, np.uint8)}, {"recipe": "{}"})
        said = {
            row.key: dict.fromkeys(LABELS, sure * (2 * row.says("asks") - 1)) for row in read(held_out(corpus, fold))
        }
        (out / f"logits-{fold}.json").write_text(json.dumps(said))
    return out


def calibrated_on(out: Path, fold: str) -> list[str]:
    return list(json.loads(weights.read(out / f"fold-{fold}.safetensors")[0].notes[CALIBRATED_ON]))


def scales_of(out: Path, fold: str) -> dict[str, Scale]:
    return from_json(weights.read(out / f"fold-{fold}.safetensors")[0].notes["calibration"])


def test_a_fold_of_any_letters_is_finished(corpus: Path, tmp_path: Path) -> None:
    out = trained(corpus, tmp_path / "out", "lm", "t")
    finish(corpus, out)
    assert calibrated_on(out, "lm") == ["dev_t.jsonl"]
    assert calibrated_on(out, "t") == ["dev_l.jsonl", "dev_m.jsonl"]
    assert scales_of(out, "lm")["asks"].slope != 1 and set(scales_of(out, "lm")) == set(LABELS)
    assert set(from_json((out / "scales.json").read_text())) == set(LABELS)


def test_a_fold_alone_keeps_probabilities_as_they_are(corpus: Path, tmp_path: Path) -> None:
    out = trained(corpus, tmp_path / "out", "lmt")
    finish(corpus, out)
    assert calibrated_on(out, "lmt") == [] and scales_of(out, "lmt") == {}


def test_no_fold_is_calibrated_on_a_file_that_it_leaves_out_itself(corpus: Path, tmp_path: Path) -> None:
    out = trained(corpus, tmp_path / "out", "lm", "mt", "x")
    finish(corpus, out)
    assert calibrated_on(out, "lm") == ["dev_x.jsonl"] == calibrated_on(out, "mt")
    assert calibrated_on(out, "x") == ["dev_l.jsonl", "dev_m.jsonl", "dev_t.jsonl"]


def test_an_answer_that_two_folds_leave_out_counts_once(corpus: Path, tmp_path: Path) -> None:
    once = trained(corpus, tmp_path / "once", "l", "mt")
    twice = trained(corpus, tmp_path / "twice", "lm", "mt")
    for out in (once, twice):
        finish(corpus, out)
    assert (once / "scales.json").read_text() == (twice / "scales.json").read_text()


def test_a_fold_that_leaves_nothing_out_is_refused_before_it_is_trained(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    monkeypatch.setattr("sys.argv", ["train", "--corpus", str(corpus), "folds", "--out", str(out), "--only", "zq"])
    with pytest.raises(SystemExit, match="left out by zq"):
        train.main()
    assert not out.exists()
