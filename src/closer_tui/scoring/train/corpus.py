"""The labelled answers to learn from, as rows."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from closer_tui.scoring.encoder import LABELS
from closer_tui.scoring.rubric import EMAIL_NAMES, SPOKEN_NAMES, TOPICS

JUNK = "junk_train"
# Always learned from, never measured with: the shortest answers, and short contrasts at the labels' margins.
ALWAYS = (
    "terse_train",
    "pairs_questions",
    "pairs_topics",
    "pairs_value",
    "pairs_interest",
    "pairs_email",
    "pairs_flags",
)

# The half-open offsets of words by which a label is shown to be true, and the label's place in LABELS.
Mark = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Row:
    """One text; `truth` and `known` follow LABELS: 1.0 where the label is true, where it was judged at all."""

    key: str
    kind: str
    text: str
    truth: tuple[float, ...]
    known: tuple[float, ...]
    marks: tuple[Mark, ...] = ()

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


def read(paths: Sequence[Path], marked: Mapping[str, Mapping[str, Sequence[str]]] | None = None) -> list[Row]:
    """The rows of several files, with the marks of those that `marked` names; a file of the name JUNK holds junk."""
    rows = [
        row_of(json.loads(line), nothing=path.stem == JUNK)
        for path in paths
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.strip()
    ]
    return [replace(row, marks=marks_of(row, marked[row.key])) if marked and row.key in marked else row for row in rows]


def read_marks(folder: Path) -> dict[str, dict[str, list[str]]]:
    """The words marked by hand, by answer and label."""
    lines = [line for file in marks_in(folder) for line in file.read_text(encoding="utf-8").splitlines()]
    return {item["id"]: item["marks"] for item in map(json.loads, filter(str.strip, lines))}


def marks_of(row: Row, words: Mapping[str, Sequence[str]]) -> tuple[Mark, ...]:
    """Where the marked words stand in a row's text; raises ValueError on words that are not there."""
    return tuple(
        (LABELS.index(label), begin := row.text.index(run), begin + len(run))
        for label, runs in words.items()
        for run in runs
    )


def digest(path: Path) -> str:
    """The SHA-256 of a corpus file, the same whichever way its lines end."""
    return hashlib.sha256(path.read_text(encoding="utf-8").encode("utf-8")).hexdigest()


def marks_in(folder: Path) -> list[Path]:
    """The files of words marked by hand."""
    return sorted(folder.glob("marks_*.jsonl"))


def answers_in(folder: Path) -> list[Path]:
    """The files of answers, each by another writer, that can be left out to measure with."""
    return sorted(folder.glob("dev_*.jsonl"))


def learned_from(folder: Path) -> list[Path]:
    """All files of texts that the shipped model learns from."""
    always = [folder / f"{name}.jsonl" for name in ALWAYS]
    return [*answers_in(folder), *always, folder / f"{JUNK}.jsonl"]
