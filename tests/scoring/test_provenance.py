"""A model that was made from another corpus or by other code than lies here is noticed."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from closer_tui.scoring import encoder, weights
from closer_tui.scoring.train import __main__ as command
from closer_tui.scoring.train import corpus as corpus_module
from closer_tui.scoring.train.corpus import ALWAYS, JUNK
from closer_tui.scoring.train.provenance import ASIDE, FOLDER, code_digest, corpus_digests, faults, meaning

CODE = '''
RATE = 0.5  # of the encoder

def learn(rows: list[str]) -> None:
    """Learns."""
    say(f"epoch {len(rows):>{3}} of {rows!r}", "and" f" more {RATE}")
    for row in rows:
        row.learn(rate=RATE)
'''


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    for name in (*ALWAYS, JUNK, "dev_a", "dev_b", "marks_a", "junk_test"):
        (tmp_path / f"{name}.jsonl").write_text(f"{name}\n")
    return tmp_path


@pytest.fixture
def code(tmp_path: Path) -> Path:
    folder = tmp_path / "code"
    folder.mkdir()
    (folder / "learn.py").write_text(CODE)
    (folder / "card.py").write_text("x = 1\n")
    return folder


def notes_of(corpus: Path, code: Path) -> dict[str, str]:
    return {"corpus": json.dumps(corpus_digests(corpus)), "code": code_digest(code), "recipe": "{}"}


def test_a_model_of_what_lies_here_has_no_faults(corpus: Path, code: Path) -> None:
    assert faults(notes_of(corpus, code), corpus, code) == []


def test_a_changed_a_new_and_a_lost_file_are_each_told(corpus: Path, code: Path) -> None:
    notes = notes_of(corpus, code)
    (corpus / "dev_a.jsonl").write_text("a label put right\n")
    (corpus / "dev_b.jsonl").unlink()
    (corpus / "dev_c.jsonl").write_text("a new writer\n")
    (corpus / "marks_a.jsonl").write_text("other words\n")
    (corpus / "junk_test.jsonl").write_text("nothing is learned from it\n")
    assert faults(notes, corpus, code) == [
        "dev_b.jsonl is gone since it was learned from.",
        "dev_c.jsonl was not learned from.",
        "dev_a.jsonl has changed since it was learned from.",
        "marks_a.jsonl has changed since it was learned from.",
    ]


def test_a_model_without_notes_is_at_fault_for_all_of_it(corpus: Path, code: Path) -> None:
    said = faults({}, corpus, code)
    assert len(said) == len(corpus_digests(corpus)) + 2
    assert said[-1] == "The model does not name the code that trained it."


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("0.5", "0.05"),
        ("in rows:", "in rows[1:]:"),
        ("rate=RATE", "rate=-RATE"),
        (":>{3}", ":>{4}"),
        ("def learn(rows: list[str])", "def learn(rows: list[str], more: int = 2)"),
    ],
)
def test_other_training_code_is_told(corpus: Path, code: Path, old: str, new: str) -> None:
    notes = notes_of(corpus, code)
    assert old in CODE
    (code / "learn.py").write_text(CODE.replace(old, new))
    assert faults(notes, corpus, code) == ["The training code has changed since."]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("# of the encoder", "# as measured"),
        ('    """Learns."""\n', ""),
        ("Learns.", "Learns, and says so."),
        (" -> None", ""),
        ("row.learn(rate=RATE)", "row.learn(\n            rate=RATE,\n        )"),
        ("\n", "\r\n"),
    ],
)
def test_comments_docstrings_annotations_and_layout_are_not_the_code(
    corpus: Path, code: Path, old: str, new: str
) -> None:
    notes = notes_of(corpus, code)
    assert old in CODE
    (code / "learn.py").write_bytes(CODE.replace(old, new).encode())
    assert faults(notes, corpus, code) == []


def test_a_new_module_of_the_training_counts_and_what_only_measures_does_not(corpus: Path, code: Path) -> None:
    notes = notes_of(corpus, code)
    (code / "card.py").write_text("x = 2\n")
    assert faults(notes, corpus, code) == []
    (code / "distil.py").write_text("x = 2\n")
    assert faults(notes, corpus, code) == ["The training code has changed since."]
    assert {path.name for path in FOLDER.glob("*.py")} >= ASIDE  # none of them was renamed and forgotten here


def test_another_shape_of_the_network_is_told(corpus: Path, code: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    notes = notes_of(corpus, code)
    monkeypatch.setattr(encoder, "LAYERS", 5)
    assert faults(notes, corpus, code) == ["The training code has changed since."]


def test_the_meaning_of_code_is_the_same_in_every_version_of_python() -> None:
    """Written down once; whatever runs the tests has to agree."""
    assert meaning("def f(x, *, y=1):\n  'Doc.'\n  return f'{x!r:>{y}}' 'a'\n") == (
        "(Module body (FunctionDef name 'f' args (arguments args (arg arg 'x' ) kwonlyargs (arg arg 'y' ) kw_defaults "
        "(Constant value 1 ) ) body (Return value (JoinedStr values (FormattedValue value (Name id 'x' ctx (Load ) ) "
        "conversion 114 format_spec (JoinedStr values (Constant value '>' ) (FormattedValue value (Name id 'y' ctx "
        "(Load ) ) conversion -1 ) ) ) (Constant value 'a' ) ) ) ) )"
    )
    assert (
        meaning("x = 1\ndef f(): return 2\n", "f")
        == "(FunctionDef name 'f' args (arguments ) body (Return value (Constant value 2 ) ) )"
    )
    with pytest.raises(ValueError, match="no function g"):
        meaning("x = 1", "g")


def test_a_value_that_is_none_is_not_taken_for_nothing() -> None:
    assert meaning("x = None") != meaning("x = 0") and "(Constant value None )" in meaning("x = None")
    assert meaning("def f(a, *, b, c=1): ...") != meaning("def f(a, *, b=1, c): ...")


def test_the_command_tells_and_ends_with_status_1(
    corpus: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    model = corpus / "model.safetensors"
    weights.write(model, {"nothing": np.zeros(1, np.uint8)}, {**notes_of(corpus, FOLDER), "code": "0"})
    monkeypatch.setattr("sys.argv", ["train", "--corpus", str(corpus), "check", "--model", str(model)])
    with pytest.raises(SystemExit) as caught:
        command.main()
    said = str(caught.value.code).split("\n")
    assert said[0] == "The training code has changed since."
    assert "model.safetensors is not the model that the card is about." in said
    assert corpus_module.digest(corpus / "dev_a.jsonl")
    assert capsys.readouterr().out == ""
