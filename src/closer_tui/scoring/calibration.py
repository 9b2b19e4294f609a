"""From the network's raw logits to probabilities that can be believed, and to decisions.

Fitted on answers of writers that nothing was learned from, and carried in the model file.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scale:
    """For one label: its probability is the logistic of slope times logit plus offset, and it is taken
    to be true from `threshold` on."""

    slope: float = 1.0
    offset: float = 0.0
    threshold: float = 0.5

    def probability(self, logit: float) -> float:
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, self.slope * logit + self.offset))))


def to_json(scales: Mapping[str, Scale]) -> str:
    return json.dumps({name: [s.slope, s.offset, s.threshold] for name, s in scales.items()})


def from_json(text: str) -> dict[str, Scale]:
    """Raises ValueError or TypeError on anything but what `to_json` writes."""
    return {str(name): Scale(*map(float, values)) for name, values in json.loads(text).items()}
