"""What the network learns from, and how its confidence is fitted. No torch is needed here."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from closer_tui.scoring.calibration import Scale, from_json, to_json
from closer_tui.scoring.encoder import LABELS
from closer_tui.scoring.rubric import EMAIL_NAMES, SPOKEN_NAMES, TOPICS
from closer_tui.scoring.train import calibrate
from closer_tui.scoring.train.augment import an_epoch, joined, noisy, roughened, shuffled
from closer_tui.scoring.train.corpus import Row, digest, learned_from, marks_of, read, read_marks, row_of
from closer_tui.scoring.train.folds import FOLDS, held_out

CORPUS = Path(__file__).parents[1] / "corpus"


def row(text: str, *true: str, kind: str = "free") -> Row:
    judged = EMAIL_NAMES if kind == "email" else SPOKEN_NAMES
    labels = {name: name in true for name in judged}
    topics = [name for name in true if name in TOPICS]
    return row_of({"id": text, "kind": kind, "text": text, "labels": labels, "topics": topics})


def known(item: Row, label: str) -> bool:
    return item.known[LABELS.index(label)] > 0


def test_every_line_of_the_corpus_can_be_learned_from() -> None:
    rows = read(learned_from(CORPUS))
    assert len({item.key for item in rows}) == len(rows) > 1900


def test_the_junk_that_is_tested_is_not_learned() -> None:
    assert CORPUS / "junk_test.jsonl" not in learned_from(CORPUS)
    lines = (CORPUS / "junk_test.jsonl").read_text(encoding="utf-8").splitlines()
    learned = {item.text for item in read(learned_from(CORPUS))}
    assert len(lines) >= 150
    assert not [line for line in lines if json.loads(line)["text"] in learned]


def test_folds_hold_out_every_file_once() -> None:
    files = [file for fold in FOLDS for file in held_out(CORPUS, fold)]
    assert sorted(files) == sorted(CORPUS.glob("dev_*.jsonl"))


def test_labels_of_the_other_kind_are_unknown_not_false() -> None:
    spoken, email = row("We talked."), row("Hi", "greeting", kind="email")
    assert known(spoken, "asks") and known(spoken, "team") and not known(spoken, "greeting")
    assert known(email, "greeting") and not known(email, "asks") and not known(email, "team")


def test_a_line_with_labels_of_another_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="its kind"):
        row_of({"id": "x", "kind": "email", "text": "Hi", "labels": {"asks": True}})
    with pytest.raises(ValueError, match="junk"):
        row_of({"id": "x", "kind": "email", "text": "Hi", "labels": {"greeting": True}}, nothing=True)


def test_two_answers_joined_did_what_either_did_and_asked_two_things() -> None:
    both = joined(row("How big is it?", "asks", "team"), row("Who leads? I know Go.", "asks", "strength"))
    assert {name for name in LABELS if both.says(name)} == {"asks", "several", "team", "strength"}
    assert both.text == "How big is it? Who leads? I know Go."


def test_a_reason_that_nobody_labelled_is_left_open_in_a_join() -> None:
    assert not known(joined(row("I like the mission."), row("I want it.", "interested")), "reason")
    assert known(joined(row("Nothing."), row("Nothing else.")), "reason")


def test_shuffled_words_do_nothing_of_any_kind() -> None:
    text = "I have run Kafka for three years"
    mixed = shuffled(row(text, "strength"), random.Random(1))
    assert sorted(mixed.text.split()) == sorted(text.split())
    assert mixed.empty() and known(mixed, "greeting")


def test_noise_keeps_most_of_the_words() -> None:
    text = "I've run Kafka for three years, so I can take over your migration; when would that start?"
    chance = random.Random(4)
    for _ in range(200):
        rough = noisy(text, chance)
        assert abs(len(rough.split()) - len(text.split())) <= 8
        assert len(rough) >= 0.8 * len(text)


def test_an_epoch_shows_every_answer_once() -> None:
    rows = read([CORPUS / "dev_a.jsonl"])
    seen = [key for item in an_epoch(rows, [], random.Random(0)) if not item.empty() for key in item.key.split("+")]
    assert {item.key for item in rows if not item.empty()} <= set(seen)


def test_every_marked_word_is_in_its_answer_and_shows_a_label_that_is_true() -> None:
    rows = {item.key: item for item in read(learned_from(CORPUS), marked=read_marks(CORPUS))}
    marks = read_marks(CORPUS)
    assert len(marks) >= 200
    for key, words in marks.items():
        assert len(rows[key].marks) == sum(map(len, words.values())), key
        assert all(rows[key].says(label) for label in words), key


def test_marks_follow_their_words_into_a_join_and_out_of_noise() -> None:
    asks = row("Nice. Who leads?", "asks")
    asks = replace(asks, marks=marks_of(asks, {"asks": ["Who leads"]}))
    both = joined(row("I know Go.", "strength"), asks)
    ((label, begin, end),) = both.marks
    assert (LABELS[label], both.text[begin:end]) == ("asks", "Who leads")
    for seed in range(100):
        rough = roughened(asks, random.Random(seed))
        assert all(rough.text[a:b].casefold() == "who leads" for _, a, b in rough.marks)


def test_a_mark_that_is_not_in_the_answer_is_refused() -> None:
    with pytest.raises(ValueError, match="substring"):
        marks_of(row("Who leads?", "asks"), {"asks": ["Who follows"]})


def test_the_digest_does_not_depend_on_how_lines_end(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"one\ntwo\n")
    (tmp_path / "b").write_bytes(b"one\r\ntwo\r\n")
    assert digest(tmp_path / "a") == digest(tmp_path / "b")


def test_fitted_confidence_is_how_often_one_is_right() -> None:
    chance = np.random.default_rng(0)
    z = chance.normal(0, 3, size=(4000, len(LABELS)))
    # A network that is twice as sure of itself as it may be, and leans to yes.
    truth = (chance.random(z.shape) < 1 / (1 + np.exp(-(0.5 * z - 1)))).astype(float)
    scale = calibrate.fit(z, truth, np.ones_like(z))["asks"]
    assert scale.slope == pytest.approx(0.5, abs=0.05)
    assert scale.offset == pytest.approx(-1, abs=0.15)
    assert 0.4 <= scale.threshold <= 0.56


def test_scales_survive_being_written_down() -> None:
    scales = {"asks": Scale(0.5, -1.25, 0.45), "team": Scale()}
    assert from_json(to_json(scales)) == scales


def test_a_probability_is_never_out_of_range() -> None:
    assert 0 <= Scale(5, 0).probability(-1e9) < 1e-9
    assert 1 - 1e-9 < Scale(5, 0).probability(1e9) <= 1


def test_scoring_needs_neither_torch_nor_an_early_numpy() -> None:
    code = (
        "import sys; import closer_tui.scoring.scorer; assert 'numpy' not in sys.modules; "
        "import closer_tui.scoring.encoder; assert 'torch' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
