"""From trained parameters to the shipped file."""

from __future__ import annotations

import json
import platform
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

import numpy as np

from closer_tui.scoring import weights
from closer_tui.scoring.calibration import Scale, to_json
from closer_tui.scoring.encoder import FORMAT, LABELS
from closer_tui.scoring.train import network
from closer_tui.scoring.train.learn import Recipe
from closer_tui.scoring.train.provenance import code_digest

# Of the code as it is when training begins: files may be edited while it runs.
_CODE = code_digest()


def export(
    path: Path,
    parameters: network.Parameters,
    recipe: Recipe,
    digests: Mapping[str, str],
    scales: Mapping[str, Scale],
) -> None:
    """Writes the model file: matrices in 8 bits, everything that it was made from in its notes (the corpus
    by file name and SHA-256, the code that trains by its own)."""
    import torch

    arrays: dict[str, weights.Array] = {"vocabulary": np.frombuffer("\n".join(network.vocabulary()).encode(), np.uint8)}
    for name, tensor in parameters.items():
        array: weights.Floats = tensor.numpy().astype(np.float32)
        # The head is small and decides: it stays exact, as do norms, biases and positions.
        if array.ndim == 2 and not name.startswith(("head.", "positions")):
            arrays[name], arrays[name + ".scale"] = weights.rounded(array)
        else:
            arrays[name] = array
    notes = {
        "format": FORMAT,
        "labels": json.dumps(LABELS),
        "base": network.BASE_PACKAGE,
        "base_sha256": network.BASE_SHA256,
        "licence": "weights derived from all-MiniLM-L6-v2, Apache-2.0",
        "corpus": json.dumps(digests),
        "code": _CODE,
        "recipe": json.dumps(asdict(recipe)),
        "versions": json.dumps(
            {"python": platform.python_version(), "torch": str(torch.__version__), "numpy": np.__version__}
        ),
        "calibration": to_json(scales),
    }
    weights.write(path, arrays, notes)
