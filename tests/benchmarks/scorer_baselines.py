"""What the scorer is measured beside: python -m tests.benchmarks.scorer_baselines

A bag of words (hashed words and pairs of words, logistic regression), which learns from the files that a fold's
model learns from and is measured on those left out; and, where torch is installed, the shipped network in torch.
Both in one thread.
"""

from __future__ import annotations

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import importlib.util
import re
import statistics
import time
import zlib
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from closer_tui.scoring.encoder import LABELS, LONGEST
from closer_tui.scoring.scorer import MODEL, load_scorer
from closer_tui.scoring.tokens import WordPiece
from closer_tui.scoring.train.calibrate import f1
from closer_tui.scoring.train.corpus import Row, answers_in, learned_from, read
from closer_tui.scoring.weights import read as read_weights

CORPUS = Path(__file__).parents[1] / "corpus"
LEFT_OUT = "lmnt"
SIZE = 1 << 13
ROUNDS, RATE, DECAY = 400, 0.05, 1e-5

Floats = NDArray[np.float32]


def bag(text: str) -> Floats:
    """Which words and pairs of words are there, by hash, at length one."""
    words = re.findall(r"\w+|\?", text.casefold())
    there = np.zeros(SIZE, np.float32)
    for part in (*words, *(f"{a} {b}" for a, b in pairwise(words))):
        there[zlib.crc32(part.encode()) % SIZE] = 1
    return there / max(1.0, float(np.sqrt(there.sum())))


def learned(rows: Sequence[Row]) -> tuple[Floats, Floats]:
    """Weights and offsets of a logistic regression for each label, by Adam."""
    x = np.stack([bag(row.text) for row in rows])
    y, known = (np.array([getattr(row, name) for row in rows], np.float32) for name in ("truth", "known"))
    weights, offsets = np.zeros((SIZE, len(LABELS)), np.float32), np.zeros(len(LABELS), np.float32)
    first, second = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, ROUNDS + 1):
        off = (1 / (1 + np.exp(-(x @ weights + offsets))) - y) * known / known.sum(0)
        slope = x.T @ off + DECAY * weights
        first, second = 0.9 * first + 0.1 * slope, 0.99 * second + 0.01 * slope**2
        weights -= RATE * first / (1 - 0.9**step) / (np.sqrt(second / (1 - 0.99**step)) + 1e-8)
        offsets -= 20 * RATE * off.sum(0)
    return weights, offsets


def median_ms(judge: Callable[[str], object], texts: Sequence[str]) -> float:
    times = []
    for text in texts:
        began = time.perf_counter()
        judge(text)
        times.append(1000 * (time.perf_counter() - began))
    return statistics.median(times)


def main() -> None:
    held = [file for file in answers_in(CORPUS) if file.stem[-1] in LEFT_OUT]
    weights, offsets = learned(read([file for file in learned_from(CORPUS) if file not in held]))
    rows = read(held)
    said = np.stack([bag(row.text) @ weights + offsets for row in rows]) > 0
    criteria = [
        f1(said[judged, at], np.array([row.truth[at] for row in rows])[judged] > 0)
        for at in range(18)
        if (judged := np.array([row.known[at] > 0 for row in rows])).any()
    ]
    names = ", ".join(file.stem for file in held)
    print(f"bag of words, on {names} that it did not learn from: macro F1 {sum(criteria) / len(criteria):.3f}")
    texts = [row.text for row in read([CORPUS / "dev_a.jsonl"])]
    print(f"an answer by a bag of words: {median_ms(lambda text: bag(text) @ weights + offsets, texts):.2f} ms median")
    scorer = load_scorer()
    print(f"an answer by the scorer: {median_ms(lambda text: scorer.judge(text, 'spoken'), texts):.1f} ms median")
    print(f"  of which logits: {median_ms(scorer.logits, texts):.1f} ms")
    if importlib.util.find_spec("torch") is None:
        print("torch is not installed: nothing to compare the network with")
        return
    print(f"the same logits in torch: {median_ms(_in_torch(), texts):.1f} ms median")


def _in_torch() -> Callable[[str], object]:
    import torch

    from closer_tui.scoring.train import network

    torch.set_num_threads(1)
    stored, _ = read_weights(MODEL)
    pieces = WordPiece(bytes(stored.arrays["vocabulary"]).decode().split("\n"))
    parameters = {
        name: torch.from_numpy(np.array(stored.floats(name)))
        for name in stored.arrays
        if not name.endswith(".scale") and name != "vocabulary"
    }

    def logits(text: str) -> object:
        rows = [pieces.start, *(piece.row for piece in pieces.cut(text)[: LONGEST - 2]), pieces.end]
        with torch.no_grad():
            return network.read(parameters, torch.tensor([rows]), torch.tensor([len(rows)]), learning=False)

    return logits


if __name__ == "__main__":
    main()
