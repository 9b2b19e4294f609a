"""The forward pass of the scorer's network, in NumPy: a six-layer BERT and one attention query per label.

The network is all-MiniLM-L6-v2 (Apache-2.0; 22 million weights), trained on as `train` tells. For each label
a query attends to the words' states; the attended state times the label's weights is its logit, which makes
the logit a sum over words: what each word adds to it is the evidence. GELU is the form with tanh (Hendrycks and
Gimpel, Gaussian Error Linear Units, 2016): within 5e-4 of the exact one, with which the network is trained, and a fifth
of its time; a logit moves by 0.02 at most on the answers of dev_a.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from closer_tui.scoring.rubric import EMAIL_NAMES, SPOKEN_NAMES, TOPICS
from closer_tui.scoring.weights import Array, Floats, ModelError, Stored

LABELS: tuple[str, ...] = (*SPOKEN_NAMES, *EMAIL_NAMES, *TOPICS)
LAYERS, HEADS, WIDTH = 6, 12, 384
# Pieces in one window, marks of beginning and end included: as many as the published network was made for.
LONGEST = 256
NORM_EPSILON = 1e-12
FORMAT = "closer-scorer-1"
_ROOT = 0.7978845608028654  # the square root of 2/pi


@dataclass(frozen=True, slots=True)
class Reading:
    """What the network makes of one window: a logit per label, and what each piece adds to each logit."""

    logits: Floats
    attention: Floats
    added: Floats


class Encoder:
    """The network with its weights; reading changes nothing in it, so threads may share one."""

    def __init__(self, stored: Stored) -> None:
        if stored.notes.get("format") != FORMAT or json.loads(stored.notes.get("labels", "[]")) != list(LABELS):
            raise ModelError("the model was made for another version of the rubric")
        self._words: Array = stored.arrays["words"]
        self._word_scale: Floats = stored.floats("words.scale")
        names = [name for name in stored.arrays if not name.endswith(".scale")]
        # Matrices are seen transposed, the way round in which they are multiplied.
        self._p: Mapping[str, Floats] = {
            name: stored.floats(name).T if _is_matrix(name) else stored.floats(name)
            for name in names
            if name not in ("words", "vocabulary")
        }

    def read(self, rows: Sequence[int]) -> Reading:
        """Reads one window: the rows of its pieces, with the marks of beginning and end around them."""
        if not 3 <= len(rows) <= LONGEST:
            raise ValueError(f"a window has 1 to {LONGEST - 2} pieces, not {len(rows) - 2}")
        p, which = self._p, np.asarray(rows)
        x = self._words[which].astype(np.float32) * self._word_scale[which][:, None]
        x = _norm(x + p["positions"][: len(rows)], p["norm.weight"], p["norm.bias"])
        with np.errstate(over="ignore"):
            for layer in range(LAYERS):
                x = self._layer(f"layer.{layer}.", x)
        x = x[1:-1]
        attention = _softmax(p["head.query"] @ x.T)
        added = attention * (p["head.weight"] @ x.T)
        return Reading(added.sum(axis=1) + p["head.bias"], attention, added)

    def _layer(self, name: str, x: Floats) -> Floats:
        p, size = self._p, len(x)
        qkv = _linear(x, p, name + "qkv")
        q, k, v = qkv.reshape(size, 3, HEADS, WIDTH // HEADS).transpose(1, 2, 0, 3)
        weights = _softmax((q @ k.transpose(0, 2, 1)) * np.float32((WIDTH // HEADS) ** -0.5))
        mixed = (weights @ v).transpose(1, 0, 2).reshape(size, WIDTH)
        x = x + _linear(mixed, p, name + "out")
        x = _norm(x, p[name + "norm1.weight"], p[name + "norm1.bias"])
        up = _gelu(_linear(x, p, name + "up"))
        x = x + _linear(up, p, name + "down")
        return _norm(x, p[name + "norm2.weight"], p[name + "norm2.bias"])


def _is_matrix(name: str) -> bool:
    return name.startswith("layer.") and name.endswith((".qkv.weight", ".out.weight", ".up.weight", ".down.weight"))


def _linear(x: Floats, p: Mapping[str, Floats], name: str) -> Floats:
    y: Floats = x @ p[name + ".weight"]
    y += p[name + ".bias"]
    return y


def _norm(x: Floats, weight: Floats, bias: Floats) -> Floats:
    x = x - x.mean(axis=-1, keepdims=True)
    variance = np.einsum("th,th->t", x, x)[:, None] / np.float32(x.shape[-1])
    scaled: Floats = x / np.sqrt(variance + np.float32(NORM_EPSILON)) * weight + bias
    return scaled


def _softmax(x: Floats) -> Floats:
    x -= x.max(axis=-1, keepdims=True)
    np.exp(x, out=x)
    x /= x.sum(axis=-1, keepdims=True)
    return x


def _gelu(x: Floats) -> Floats:
    """In place: x / (1 + exp(-2 sqrt(2/pi) (x + 0.044715 x^3))), which is the form with tanh."""
    # A few rows at a time, so that the steps between stay in the processor's cache.
    for begin in range(0, len(x), 16):
        some = x[begin : begin + 16]
        z = np.square(some)
        z *= np.float32(-2 * 0.044715 * _ROOT)
        z -= np.float32(2 * _ROOT)
        z *= some
        np.exp(z, out=z)  # infinite far below 0, where what is let through is 0
        z += 1
        some /= z
    return x
