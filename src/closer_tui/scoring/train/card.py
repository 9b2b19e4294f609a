"""Measures the accuracy card: each held-out file judged by the whole scorer, on a fold's model."""

from __future__ import annotations

import json
import platform
import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from closer_tui import __version__
from closer_tui.scoring import weights
from closer_tui.scoring.accuracy import BEGIN, END, LIMITS, Bin, Card, Fold, Junk, Label, Quotes, model_hash, section
from closer_tui.scoring.encoder import LABELS
from closer_tui.scoring.rubric import BY_NAME, EMAIL_NAMES, SPOKEN_NAMES, TOPICS
from closer_tui.scoring.scorer import SURE, load_scorer
from closer_tui.scoring.train.corpus import Row, digest, marks_in, read, read_marks
from closer_tui.scoring.train.folds import CALIBRATED_ON, held_out
from closer_tui.scoring.verdict import Judgement, Scorer

JUNK_TEST = "junk_test.jsonl"
EDGES = tuple(sorted({0.5, 0.6, SURE, 0.85, 0.9, 0.95, 0.99}))
SHORTEST_SHUFFLE = 8  # words; fewer may still say it in another order ("in, count me")


class Dishonest(Exception):
    """A fold's model can't measure what its name says; the message says why."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A labelled answer and what was made of it."""

    row: Row
    judgement: Judgement


@dataclass(frozen=True, slots=True)
class Counts:
    """One label's verdicts against people's labels."""

    both: int = 0
    said: int = 0
    true: int = 0
    total: int = 0

    def f1(self) -> float:
        return 2 * self.both / (self.said + self.true) if self.said + self.true else 0.0

    def kappa(self) -> float:
        """Cohen's: agreement beyond what chance would bring."""
        agreed = (self.total - self.said - self.true + 2 * self.both) / self.total
        chance = (self.said * self.true + (self.total - self.said) * (self.total - self.true)) / self.total**2
        return 1.0 if chance == 1 else (agreed - chance) / (1 - chance)

    def label(self, name: str) -> Label:
        precision = self.both / self.said if self.said else 0.0
        recall = self.both / self.true if self.true else 0.0
        shares = (precision, recall, self.f1(), self.kappa())
        return Label(name, self.true, self.total, *(round(share, 3) for share in shares))


@dataclass(frozen=True, slots=True)
class Shuffled:
    """Answers with their words in no order: of the criteria that people found in them, how many still count."""

    answers: int
    criteria: int
    met: int


def measure(corpus: Path, folder: Path, model: Path, only: Sequence[str] = ()) -> Card:
    """The card of a model, by the models that `folds` left in a folder. Raises Dishonest where one of them has
    learned from, or was calibrated on, the files that its name says were left out."""
    fold_of = {path.stem.removeprefix("fold-"): path for path in sorted(folder.glob("fold-*.safetensors"))}
    letters = tuple(only or fold_of)
    missing = [fold for fold in letters if fold not in fold_of]
    if not letters or missing:
        raise Dishonest(f"{folder} holds no {', '.join(f'fold-{fold}.safetensors' for fold in missing) or 'folds'}")
    shipped = weights.read(model)[0].notes
    files = {fold: held_out(corpus, fold) for fold in letters}
    notes = {fold: weights.read(fold_of[fold])[0].notes for fold in letters}
    for fold in letters:
        refuse_dishonest(fold, notes[fold], files[fold])
    named = [file for fold in letters for file in files[fold]]
    if len(set(named)) < len(named):
        raise Dishonest("two of the folds hold out the same file, whose answers would count twice")
    marked = read_marks(corpus)
    every: list[Seen] = []
    measured: list[Fold] = []
    jumbled: list[Shuffled] = []
    for fold in letters:
        scorer = load_scorer(fold_of[fold])
        seen = [judged(scorer, row) for row in read(files[fold], marked)]
        measured.append(fold_of_seen(seen, files[fold], notes[fold], shipped))
        jumbled.append(shuffled(scorer, (each.row for each in seen)))
        every += seen
        print(f"without {', '.join(measured[-1].files)}: macro F1 {measured[-1].macro_f1}", flush=True)
    junk = read([corpus / JUNK_TEST])
    scorer = load_scorer(model)
    earning = sum(points(judged(scorer, row).judgement) > 0 for row in junk)
    return card_of(
        every,
        measured,
        Junk(len(junk), earning, *(sum(column) for column in zip(*map(_columns, jumbled), strict=True))),
        scorer=scorer.version,
        model=model_hash(model),
        corpus={file.name: digest(file) for file in [*named, *marks_in(corpus), corpus / JUNK_TEST]},
        versions=_versions(shipped),
    )


def refuse_dishonest(fold: str, notes: Mapping[str, str], files: Sequence[Path]) -> None:
    """Raises Dishonest where a model knows the answers that it is to be measured on."""
    if not files:
        raise Dishonest(f"fold-{fold} holds out no file of the corpus")
    learned: dict[str, str] = json.loads(notes.get("corpus", "{}"))
    if not learned:
        raise Dishonest(f"fold-{fold} does not say what it learned from")
    known = [file.name for file in files if file.name in learned or digest(file) in learned.values()]
    if known:
        raise Dishonest(f"fold-{fold} has learned from {', '.join(known)}")
    fitted = set(json.loads(notes.get(CALIBRATED_ON, "[]")))
    known = [file.name for file in files if file.name in fitted]
    if known:
        raise Dishonest(f"fold-{fold} was calibrated on {', '.join(known)}")


def judged(scorer: Scorer, row: Row) -> Seen:
    return Seen(row, scorer.judge(row.text, "spoken" if row.spoken else "email"))


def points(judgement: Judgement) -> int:
    """What a judgement adds to a close: the points of the criteria that are told to be met."""
    met = [BY_NAME[verdict.criterion] for verdict in judgement.verdicts if verdict.outcome == "met"]
    return sum(criterion.points for criterion in met if not criterion.flag)


def shuffled(scorer: Scorer, rows: Iterable[Row]) -> Shuffled:
    """Shuffles the answers in which people found something, each in its own fixed way, and judges them."""
    answers = criteria = met = 0
    for row in rows:
        words = row.text.split()
        good = [name for name, criterion in BY_NAME.items() if not criterion.flag and row.says(name)]
        if not good or len(words) < SHORTEST_SHUFFLE:
            continue
        random.Random(row.key).shuffle(words)
        verdicts = scorer.judge(" ".join(words), "spoken" if row.spoken else "email").by_name()
        answers, criteria = answers + 1, criteria + len(good)
        met += sum(verdicts[name].met for name in good)
    return Shuffled(answers, criteria, met)


def quotes(seen: Sequence[Seen]) -> Quotes:
    """How the words quoted agree with those marked, over all that was rightly found in answers with marks."""
    lengths, overlapping = [], 0
    for each in seen:
        for verdict in each.judgement.verdicts:
            marks = [(begin, end) for label, begin, end in each.row.marks if LABELS[label] == verdict.criterion]
            for span in verdict.evidence if marks else ():
                lengths.append(len(span.of(each.row.text).split()))
                overlapping += any(begin < span.end and span.start < end for begin, end in marks)
    lengths.sort()
    median, long = (lengths[int(share * len(lengths))] if lengths else 0 for share in (0.5, 0.95))
    return Quotes(len(lengths), overlapping, median, long)


def counts(seen: Sequence[Seen]) -> dict[str, Counts]:
    """Every label's counts, over the answers whose kind carries it."""
    tables: dict[str, Counts] = {}
    for name in (*SPOKEN_NAMES, *EMAIL_NAMES):
        pairs = [
            (verdict.met, each.row.says(name))
            for each in seen
            if (verdict := each.judgement.by_name().get(name)) is not None
        ]
        tables[name] = _counted(pairs)
    return tables


def topic_counts(seen: Sequence[Seen]) -> Counts:
    """All topics of all spoken answers in one table."""
    return _counted(
        [(t in each.judgement.topics, each.row.says(t)) for each in seen if each.row.spoken for t in TOPICS]
    )


def decided(seen: Sequence[Seen]) -> list[tuple[float, bool]]:
    """Of every verdict its confidence and whether it is right."""
    return [(v.confidence, v.met == each.row.says(v.criterion)) for each in seen for v in each.judgement.verdicts]


def surest(verdicts: Sequence[tuple[float, bool]], share: float) -> float:
    """How many of the most confident verdicts are right; ties in any order, so that none is favoured."""
    mixed = list(verdicts)
    random.Random(0).shuffle(mixed)
    mixed.sort(key=lambda pair: -pair[0])
    return _share(mixed[: int(len(mixed) * share)])


def macro(tables: Mapping[str, Counts]) -> float:
    """The mean F1 of the labels that people found at all."""
    found = [table.f1() for table in tables.values() if table.true]
    return sum(found) / len(found)


def fold_of_seen(
    seen: Sequence[Seen], files: Sequence[Path], notes: Mapping[str, str], shipped: Mapping[str, str]
) -> Fold:
    tables = counts(seen)
    weakest = min((name for name in tables if tables[name].true), key=lambda name: tables[name].f1())
    verdicts = decided(seen)
    return Fold(
        files=tuple(file.name for file in files),
        answers=len(seen),
        learned_files=len(json.loads(notes["corpus"])),
        macro_f1=round(macro(tables), 3),
        weakest=weakest,
        weakest_f1=round(tables[weakest].f1(), 3),
        topics_f1=round(topic_counts(seen).f1(), 3),
        accuracy=round(_share(verdicts), 4),
        surest_85=round(surest(verdicts, 0.85), 4),
        differs=difference(notes, shipped, [file.name for file in files]),
    )


def difference(notes: Mapping[str, str], shipped: Mapping[str, str], held: Sequence[str]) -> str | None:
    """Where a fold's training was not the shipped model's, in a sentence; leaving the fold's files out is the
    point of it, and no difference."""
    said = []
    one, other = json.loads(notes.get("recipe", "{}")), json.loads(shipped.get("recipe", "{}"))
    changed = [name for name in sorted({*one, *other}) if one.get(name) != other.get(name)]
    said += [f"{name} {one.get(name, 'none')} (the shipped model: {other.get(name, 'none')})" for name in changed]
    if notes.get("code") != shipped.get("code"):
        said.append("other training code")
    learned = {name.removesuffix(".jsonl") for name in json.loads(notes.get("corpus", "{}"))}
    ours = {name.removesuffix(".jsonl") for name in json.loads(shipped.get("corpus", "{}"))}
    less = sorted(ours - learned - {name.removesuffix(".jsonl") for name in held})
    more = sorted(learned - ours)
    said += [f"without {', '.join(less)}"] if less else []
    said += [f"also from {', '.join(more)}"] if more else []
    return f"Trained otherwise than the shipped model: {'; '.join(said)}." if said else None


def card_of(
    seen: Sequence[Seen],
    folds: Sequence[Fold],
    junk: Junk,
    *,
    scorer: str,
    model: str,
    corpus: Mapping[str, str],
    versions: Mapping[str, str],
) -> Card:
    tables, verdicts, topics = counts(seen), decided(seen), topic_counts(seen)
    unsure = [right for confidence, right in verdicts if confidence < SURE]
    spans = zip(EDGES, [*EDGES[1:], 2.0], strict=True)
    within = [(low, [right for confidence, right in verdicts if low <= confidence < high]) for low, high in spans]
    return Card(
        scorer=scorer,
        model=model,
        corpus=dict(corpus),
        folds=tuple(folds),
        labels=tuple(tables[name].label(name) for name in BY_NAME if tables[name].total),
        macro_f1=round(sum(fold.macro_f1 for fold in folds) / len(folds), 3),
        worst_macro_f1=min(fold.macro_f1 for fold in folds),
        topics=topics.true,
        topics_f1=round(topics.f1(), 3),
        verdicts=len(verdicts),
        accuracy=round(_share(verdicts), 4),
        surest_85=round(surest(verdicts, 0.85), 4),
        unsure=len(unsure),
        unsure_right=sum(unsure),
        sure_from=SURE,
        reliability=tuple(Bin(low, len(rights), sum(rights)) for low, rights in within),
        quotes=quotes(seen),
        junk=junk,
        versions=dict(versions),
        limits=LIMITS,
    )


def stale(card: Card, model: Path, corpus: Path) -> list[str]:
    """What has changed since a card was measured, in sentences; nothing where the card still holds."""
    said = [] if card.model == model_hash(model) else [f"{model.name} is not the model that the card is about."]
    for name, known in sorted(card.corpus.items()):
        if not (corpus / name).exists():
            said.append(f"{name} is gone since it was measured.")
        elif digest(corpus / name) != known:
            said.append(f"{name} has changed since it was measured.")
    return said


def in_readme(text: str, card: Card) -> str:
    """A README with the card's section between the two markers. Raises ValueError where one is missing."""
    begin, end = text.index(BEGIN), text.index(END)
    return text[:begin] + section(card) + text[end + len(END) :]


def _columns(part: Shuffled) -> tuple[int, int, int]:
    return part.answers, part.criteria, part.met


def _counted(pairs: Sequence[tuple[bool, bool]]) -> Counts:
    said = sum(met for met, _ in pairs)
    return Counts(sum(met and true for met, true in pairs), said, sum(true for _, true in pairs), len(pairs))


def _share(verdicts: Sequence[tuple[float, bool]]) -> float:
    return sum(right for _, right in verdicts) / len(verdicts)


def _versions(shipped: Mapping[str, str]) -> dict[str, str]:
    import numpy as np

    trained = json.loads(shipped.get("versions", "{}"))
    here = {"closer-tui": __version__, "Python": platform.python_version(), "NumPy": np.__version__}
    return {**here, **({"torch (trained)": trained["torch"]} if "torch" in trained else {})}
