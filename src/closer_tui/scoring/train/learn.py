"""The training loop, and the mean of several of its outcomes."""

from __future__ import annotations

import multiprocessing
import random
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from closer_tui.scoring.encoder import LABELS, LONGEST
from closer_tui.scoring.rubric import TOPICS
from closer_tui.scoring.tokens import WordPiece
from closer_tui.scoring.train import network
from closer_tui.scoring.train.augment import an_epoch
from closer_tui.scoring.train.corpus import Row
from closer_tui.scoring.weights import Floats

SHORT = 24  # pieces of a text that is short


@dataclass(frozen=True, slots=True)
class Recipe:
    """Everything that decides what is learned, beside the corpus. Recorded in the model file."""

    # One network learns for each seed, in another order, from the same start: their mean errs less than any of them
    # (Wortsman et al., Model soups, 2022).
    seeds: tuple[int, ...] = (0,)
    start: int = 0  # the seed of the head that all begin with
    epochs: int = 5
    batch: int = 16
    encoder_rate: float = 1e-4
    head_rate: float = 3e-3
    weight_decay: float = 0.01
    warm_up: float = 0.1
    topic_share: float = 0.5  # how much a topic's loss counts beside a criterion's
    mark_share: float = 0.1  # how much attention that misses the marked words counts beside a label


@dataclass(frozen=True, slots=True)
class Batch:
    """Some rows as the network reads them. `marked` is one where a label's marked pieces are, `has_marks`
    where a row has marks for a label."""

    inputs: Tensor
    lengths: Tensor
    wanted: Tensor
    judged: Tensor
    marked: Tensor
    has_marks: Tensor


def _batches(rows: Sequence[Row], pieces: WordPiece, size: int, chance: random.Random) -> Iterator[Batch]:
    """Rows of like length together, so that little of a batch is padding; the batches in any order."""
    cuts = [pieces.cut(row.text)[: LONGEST - 2] for row in rows]
    order = sorted(range(len(rows)), key=lambda i: len(cuts[i]) + chance.random() * 12)
    short = sum(len(cuts[i]) <= SHORT for i in order)
    # The shortest come first in the order, and twice as many to a batch: each counts half as much.
    groups = [order[i : min(i + 2 * size, short)] for i in range(0, short, 2 * size)]
    groups += [order[i : i + size] for i in range(short, len(order), size)]
    chance.shuffle(groups)
    for group in groups:
        lengths = torch.tensor([len(cuts[i]) + 2 for i in group])
        padded = torch.zeros(len(group), int(lengths.max()), dtype=torch.long)
        marked = torch.zeros(len(group), len(LABELS), int(lengths.max()))
        for at, i in enumerate(group):
            padded[at, : len(cuts[i]) + 2] = torch.tensor([pieces.start, *(token.row for token in cuts[i]), pieces.end])
            for label, begin, end in rows[i].marks:
                for place, token in enumerate(cuts[i], 1):
                    if token.start < end and begin < token.end:
                        marked[at, label, place] = 1.0
        yield Batch(
            padded,
            lengths,
            torch.tensor([rows[i].truth for i in group]),
            torch.tensor([rows[i].known for i in group]),
            marked,
            (marked.sum(-1) > 0).float(),
        )


def learn(rows: Sequence[Row], junk: Sequence[Row], recipe: Recipe, threads: int) -> network.Parameters:
    """The parameters after training: the mean of one network a seed, each in a process of its own with its
    share of the threads."""
    share = max(1, threads // len(recipe.seeds))
    if len(recipe.seeds) == 1:
        return _parameters(learn_one(rows, junk, recipe, recipe.seeds[0], share))
    with ProcessPoolExecutor(len(recipe.seeds), multiprocessing.get_context("spawn")) as pool:
        learned = [pool.submit(learn_one, rows, junk, recipe, seed, share) for seed in recipe.seeds]
        networks = [each.result() for each in learned]
    return _parameters({name: np.mean([each[name] for each in networks], axis=0) for name in networks[0]})


def _parameters(arrays: Mapping[str, Floats]) -> network.Parameters:
    return {name: torch.from_numpy(array) for name, array in arrays.items()}


def learn_one(rows: Sequence[Row], junk: Sequence[Row], recipe: Recipe, seed: int, threads: int) -> dict[str, Floats]:
    """What one network has learned. The vocabulary's vectors stay as published: they are half of all
    weights, a third of the time, and a corpus this small only ever touches a few of them."""
    torch.set_num_threads(threads)
    chance = random.Random(seed)
    torch.manual_seed(seed)
    pieces = WordPiece(network.vocabulary())
    p = network.start(recipe.start)
    head = [name for name in p if name.startswith("head.")]
    body = [name for name in p if name != "words" and name not in head]
    for name in head + body:
        p[name].requires_grad_(True)
    optimizer = torch.optim.AdamW(
        [
            {"params": [p[name] for name in body], "lr": recipe.encoder_rate},
            {"params": [p[name] for name in head], "lr": recipe.head_rate},
        ],
        weight_decay=recipe.weight_decay,
    )
    truth = torch.tensor([row.truth for row in rows])
    known = torch.tensor([row.known for row in rows])
    balance = ((known.sum(0) - truth.sum(0)) / truth.sum(0).clamp(min=1)).clamp(1, 6) ** 0.5
    share = torch.tensor([recipe.topic_share if name in TOPICS else 1.0 for name in LABELS])
    shown = [list(_batches(an_epoch(rows, junk, chance), pieces, recipe.batch, chance)) for _ in range(recipe.epochs)]
    steps = sum(map(len, shown))
    rates = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min(1.0, s / (recipe.warm_up * steps)) * max(0.0, (steps - s) / steps)
    )
    began = time.monotonic()
    for number, batches in enumerate(shown, 1):
        total = 0.0
        for batch in batches:
            weight = batch.judged * share
            raw, attention = network.read(p, batch.inputs, batch.lengths, learning=True)
            loss = F.binary_cross_entropy_with_logits(
                raw, batch.wanted, weight=weight, pos_weight=balance, reduction="sum"
            )
            # Attention that lies on the marked words costs nothing.
            hit = (attention * batch.marked).sum(-1).clamp(min=1e-6)
            loss = (loss - recipe.mark_share * (hit.log() * batch.has_marks).sum()) / weight.sum()
            optimizer.zero_grad()
            torch.autograd.backward(loss)
            torch.nn.utils.clip_grad_norm_([p[name] for name in head + body], 1.0)
            optimizer.step()
            rates.step()
            total += float(loss.detach())
        spent = time.monotonic() - began
        print(f"seed {seed}, epoch {number} of {recipe.epochs}: loss {total:.2f} after {spent:.0f} s", flush=True)
    return {name: tensor.detach().numpy() for name, tensor in p.items()}
