"""The labelled answers to learn from, as rows."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from closer_tui.scoring.encoder import LABELS
from closer_tui.scoring.rubric import EMAIL_NAMES, SPOKEN_NAMES, TOPICS

JUNK, TERSE = "junk_train", "terse_train"


@dataclass(frozen=True, slots=True)
class Row:
    """One text; `truth` and `known` follow LABELS: 1.0 where the label is true, where it was judged at all."""

    key: str
    kind: str
    text: str
    truth: tuple[float, ...]
    known: tuple[float, ...]

    @property
    def spoken(self) -> bool:
        return self.kind != "email"

    def says(self, label: str) -> bool:
        return self.truth[LABELS.index(label)] > 0

    def empty(self) -> bool:
        return not any(self.truth)


def row_of(item: dict[str, object], nothing: bool = False) -> Row:
    """A corpus line as a row. `nothing`: it is junk, which no label of any kind fits."""
    kind, text = str(item["kind"]), str(item["text"])
    labels = item["labels"]
    topics = item.get("topics") or ()
    assert isinstance(labels, dict) and isinstance(topics, Iterable)
    true = {name for name, value in labels.items() if value} | set(topics if kind != "email" else ())
    judged = set(LABELS) if nothing else set(EMAIL_NAMES) if kind == "email" else {*SPOKEN_NAMES, *TOPICS}
    if nothing and true:
        raise ValueError(f"{item['id']} is junk and yet carries {sorted(true)}")
    if true - judged or (not nothing and set(labels) - judged):
        raise ValueError(f"{item['id']} carries labels that its kind does not have")
    return Row(
        str(item["id"]),
        kind,
        text,
        tuple(float(name in true) for name in LABELS),
        tuple(float(name in judged) for name in LABELS),
    )


def read(paths: Sequence[Path]) -> list[Row]:
    """The rows of several files; a file of the name JUNK holds junk."""
    return [
        row_of(json.loads(line), nothing=path.stem == JUNK)
        for path in paths
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.strip()
    ]


def digest(path: Path) -> str:
    """The SHA-256 of a corpus file, the same whichever way its lines end."""
    return hashlib.sha256(path.read_text(encoding="utf-8").encode("utf-8")).hexdigest()


def learned_from(folder: Path) -> list[Path]:
    """All files that the shipped model learns from."""
    return [*sorted(folder.glob("dev_*.jsonl")), folder / f"{TERSE}.jsonl", folder / f"{JUNK}.jsonl"]
