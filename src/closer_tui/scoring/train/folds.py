"""Measures the recipe honestly: whole files, each by another writer, are left out of what is learned."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from closer_tui.scoring import weights
from closer_tui.scoring.calibration import Scale, to_json
from closer_tui.scoring.encoder import LABELS
from closer_tui.scoring.scorer import load_scorer
from closer_tui.scoring.train import calibrate
from closer_tui.scoring.train.corpus import JUNK, answers_in, digest, learned_from, marks_in, read, read_marks

if TYPE_CHECKING:  # torch is for training alone
    from closer_tui.scoring.train.learn import Recipe

# The last letters of the corpus files that each fold holds out; later files go with the last fold.
FOLDS = ("aei", "bfj", "cgk", "dh", "lmn", "op", "qr", "st")
# The note of a fold's model that names the files that its scales were fitted on.
CALIBRATED_ON = "calibrated_on"


def held_out(corpus: Path, fold: str) -> list[Path]:
    """The files that a fold leaves out: of those called dev_ only, whatever else is learned from."""
    named = "".join(FOLDS)
    return [
        file
        for file in answers_in(corpus)
        if file.stem[-1] in fold or (fold == FOLDS[-1] and file.stem[-1] not in named)
    ]


def train_fold(corpus: Path, out: Path, fold: str, recipe: Recipe, threads: int) -> None:
    """Trains without the fold's files, and notes what the network, as exported, says of them."""
    from closer_tui.scoring.train.export import export
    from closer_tui.scoring.train.learn import learn

    held = held_out(corpus, fold)
    kept = [file for file in learned_from(corpus) if file not in held]
    digests = {file.name: digest(file) for file in (*kept, *marks_in(corpus))}
    rows = read([file for file in kept if file.stem != JUNK], read_marks(corpus))
    parameters = learn(rows, read([file for file in kept if file.stem == JUNK]), recipe, threads)
    export(out / f"raw-{fold}.safetensors", parameters, recipe, digests, {})
    note_logits(corpus, out, fold)


def note_logits(corpus: Path, out: Path, fold: str) -> None:
    scorer = load_scorer(out / f"raw-{fold}.safetensors")
    said = {row.key: scorer.logits(row.text) for row in read(held_out(corpus, fold))}
    (out / f"logits-{fold}.json").write_text(json.dumps(said), encoding="utf-8")


def fit_scales(corpus: Path, out: Path, folds: tuple[str, ...]) -> dict[str, Scale]:
    """The scales that fit the named folds' held-out answers; those of a file that several hold out count once."""
    logits, truth, known = [], [], []
    seen: set[Path] = set()
    for fold in folds:
        said = json.loads((out / f"logits-{fold}.json").read_text(encoding="utf-8"))
        files = [file for file in held_out(corpus, fold) if file not in seen]
        seen.update(files)
        for row in read(files):
            if said[row.key]:
                logits.append([said[row.key][name] for name in LABELS])
                truth.append(row.truth)
                known.append(row.known)
    return calibrate.fit(np.array(logits), np.array(truth), np.array(known))


def finish(corpus: Path, out: Path) -> None:
    """Once folds are trained, those of FOLDS or others: each one's model gets scales fitted on answers that it does
    not hold out, so that `closer score --jsonl --model fold-…` is the whole product on answers it knows nothing of;
    scales.json is for the model that learns from everything."""
    done = tuple(sorted(path.stem.removeprefix("logits-") for path in out.glob("logits-*.json")))
    held = {fold: set(held_out(corpus, fold)) for fold in done}
    for fold in done:
        others = tuple(other for other in done if other != fold and not held[other] & held[fold])
        scales: Mapping[str, Scale] = fit_scales(corpus, out, others) if others else {}
        stored, _ = weights.read(out / f"raw-{fold}.safetensors")
        fitted = sorted({file.name for other in others for file in held[other]})
        notes = {**stored.notes, "calibration": to_json(scales), CALIBRATED_ON: json.dumps(fitted)}
        weights.write(out / f"fold-{fold}.safetensors", stored.arrays, notes)
    (out / "scales.json").write_text(to_json(fit_scales(corpus, out, done)), encoding="utf-8")
