"""Fits probabilities and thresholds to the logits of answers that nothing was learned from."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from closer_tui.scoring.calibration import Scale
from closer_tui.scoring.encoder import LABELS

Numbers = NDArray[np.float64]

# Pulls a slope towards 1 and an offset towards 0 as strongly as so many answers at even odds would: labels
# with a hundred true cases hardly feel it, topics with forty do not run away.
_PULL = 2.0
_GRID = np.arange(0.30, 0.62, 0.02)
# A threshold other than a half has to earn its place by at least so much F1.
_LEAST_GAIN = 0.005


def fit(logits: Numbers, truth: Numbers, known: Numbers) -> dict[str, Scale]:
    """A scale per label, from one row per answer and one column per label."""
    scales = {}
    for column, name in enumerate(LABELS):
        judged = known[:, column] > 0
        scales[name] = _scale(logits[judged, column], truth[judged, column])
    return scales


def _scale(z: Numbers, y: Numbers) -> Scale:
    slope, offset = _logistic(z, y)
    belief = _logistic_of(slope * z + offset)
    gains = [(f1(belief >= t, y > 0), -abs(t - 0.5), t) for t in _GRID]
    best, _, threshold = max(gains)
    if best - f1(belief >= 0.5, y > 0) < _LEAST_GAIN:
        threshold = 0.5
    # Half way: what is best for these answers is a little too bold for the next ones.
    return Scale(round(slope, 4), round(offset, 4), round(0.5 + (threshold - 0.5) / 2, 3))


def _logistic(z: Numbers, y: Numbers) -> tuple[float, float]:
    """Slope and offset of the logistic regression of truth on logit (Platt scaling), by Newton's method
    with steps halved until they help."""
    features = np.stack([z, np.ones_like(z)], axis=1)
    prior = np.array([1.0, 0.0])

    def cost(at: Numbers) -> float:
        margin = (features @ at) * (2 * y - 1)
        return float(np.logaddexp(0, -margin).sum() + 0.5 * _PULL * ((at - prior) ** 2).sum())

    at = np.array([0.5, 0.0])
    for _ in range(50):
        p = _logistic_of(features @ at)
        downhill = features.T @ (p - y) + _PULL * (at - prior)
        curve = (features * (p * (1 - p))[:, None]).T @ features + _PULL * np.eye(2)
        step = np.linalg.solve(curve, downhill)
        while cost(at - step) > cost(at) and np.abs(step).max() > 1e-9:
            step = step / 2
        at = at - step
        if np.abs(step).max() < 1e-8:
            break
    return float(at[0]), float(at[1])


def _logistic_of(x: Numbers) -> Numbers:
    result: Numbers = 1 / (1 + np.exp(-np.clip(x, -30, 30)))
    return result


def f1(said: NDArray[np.bool_], true: NDArray[np.bool_]) -> float:
    both = int((said & true).sum())
    return 2 * both / max(1, int(said.sum()) + int(true.sum()))
