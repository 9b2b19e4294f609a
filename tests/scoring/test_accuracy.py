"""The accuracy card tells of the model that ships, of answers that it had not learned from, and nothing else."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import msgspec
import numpy as np
import pytest
from click.testing import CliRunner

from closer_tui.cli import main
from closer_tui.scoring import weights
from closer_tui.scoring.accuracy import BEGIN, CARD, END, WIDTH, Card, CardError, page, read_card, section, write_card
from closer_tui.scoring.rubric import BY_NAME, EMAIL_NAMES, SPOKEN_NAMES
from closer_tui.scoring.scorer import MODEL
from closer_tui.scoring.train import __main__ as command
from closer_tui.scoring.train import card as cards
from closer_tui.scoring.train.card import Counts, Dishonest, Seen, difference, in_readme, measure, stale, surest
from closer_tui.scoring.train.corpus import digest, marks_of, row_of
from closer_tui.scoring.verdict import Judgement, Scorer, Span, Verdict

ROOT = Path(__file__).parents[2]
CORPUS = ROOT / "tests" / "corpus"


# --- the card that ships -----------------------------------------------------------------------------------


def test_the_card_is_not_older_than_the_model_or_the_answers() -> None:
    again = "measure again: python -m closer_tui.scoring.train card --folds DIR"
    assert stale(read_card(), MODEL, CORPUS) == [], again


def test_the_readme_says_what_the_card_says() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert in_readme(readme, read_card()) == readme


def test_the_card_adds_up() -> None:
    card = read_card()
    assert {label.name for label in card.labels} == set(BY_NAME)
    assert sum(each.verdicts for each in card.reliability) == card.verdicts == sum(each.total for each in card.labels)
    assert sum(each.right for each in card.reliability) / card.verdicts == pytest.approx(card.accuracy, abs=0.0001)
    assert sum(e.verdicts for e in card.reliability if e.least < card.sure_from) == card.unsure
    measured = {name for name in card.corpus if not name.startswith("marks_")}
    assert {name for fold in card.folds for name in fold.files} | {cards.JUNK_TEST} == measured
    assert card.quotes.overlapping <= card.quotes.quotes
    assert card.quotes.median_words <= card.quotes.long_words
    assert card.worst_macro_f1 == min(fold.macro_f1 for fold in card.folds) <= card.macro_f1


def test_the_page_fits_a_terminal_and_leaves_nothing_out() -> None:
    card = read_card()
    text = page(card)
    assert max(map(len, text.split("\n"))) <= WIDTH
    words = " ".join(text.split())
    for part in (*(BY_NAME[label.name].title for label in card.labels), *card.limits, card.scorer, card.model[:16]):
        assert part in words
    for fold in card.folds:
        assert ", ".join(name.removesuffix(".jsonl") for name in fold.files) in words


def test_a_page_can_be_written_of_a_card_without_unsure_verdicts_or_junk() -> None:
    bare = msgspec.structs.replace(read_card(), unsure=0, unsure_right=0)
    bare = msgspec.structs.replace(bare, junk=msgspec.structs.replace(bare.junk, shuffled_criteria=0, shuffled_met=0))
    assert "“not sure”: 0.0 % of the verdicts." in page(bare)
    assert "0 of 0 still count" in page(bare)


# --- what makes a card old ---------------------------------------------------------------------------------


def test_a_card_of_another_model_is_old() -> None:
    card = msgspec.structs.replace(read_card(), model="0" * 64)
    assert stale(card, MODEL, CORPUS) == ["model.safetensors is not the model that the card is about."]


def test_a_card_is_old_when_an_answer_that_it_was_measured_on_has_changed(tmp_path: Path) -> None:
    (tmp_path / "dev_x.jsonl").write_text("one\n")
    (tmp_path / "dev_y.jsonl").write_text("two\n")
    known = {name: digest(tmp_path / name) for name in ("dev_x.jsonl", "dev_y.jsonl")}
    card = msgspec.structs.replace(read_card(), corpus={**known, "dev_z.jsonl": ""})
    (tmp_path / "dev_y.jsonl").write_text("two and a half\n")
    assert stale(card, MODEL, tmp_path) == [
        "dev_y.jsonl has changed since it was measured.",
        "dev_z.jsonl is gone since it was measured.",
    ]


def test_a_card_survives_being_written_down(tmp_path: Path) -> None:
    write_card(read_card(), tmp_path / "card.json")
    assert (tmp_path / "card.json").read_bytes() == CARD.read_bytes()


@pytest.mark.parametrize("content", [None, b"", b"{}", b'{"scorer": 1}'])
def test_what_is_no_card_is_refused(tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / "card.json").write_bytes(content)
    with pytest.raises(CardError, match="is no accuracy card"):
        read_card(tmp_path / "card.json")


# --- closer score --about ----------------------------------------------------------------------------------


def about(*arguments: str) -> tuple[int, str, str]:
    done = CliRunner().invoke(main, ["score", *arguments])
    return done.exit_code, done.stdout, done.stderr


def test_about_prints_the_card() -> None:
    assert about("--about") == (0, page(read_card()), "")


def test_about_prints_the_card_as_json() -> None:
    status, said, stderr = about("--about", "--json")
    assert (status, stderr) == (0, "")
    assert msgspec.json.decode(said, type=Card) == read_card()


def test_about_refuses_a_model_that_the_card_is_not_about(tmp_path: Path) -> None:
    (tmp_path / "other.safetensors").write_bytes(b"other")
    status, said, stderr = about("--about", "--model", str(tmp_path / "other.safetensors"))
    assert (status, said) == (1, "")
    assert f"about {read_card().scorer}" in stderr
    for name in ("missing.safetensors", "."):
        status, said, stderr = about("--about", "--model", str(tmp_path / name))
        assert (status, said) == (1, "")
        assert "Name a model file" in stderr


@pytest.mark.parametrize(
    "arguments", [["--about", "--jsonl"], ["--about", "--move", "email"], ["--about", "me.txt"], ["--jsonl", "--json"]]
)
def test_about_goes_alone(arguments: list[str]) -> None:
    status, said, stderr = about(*arguments)
    assert (status, said) == (2, "")
    assert "--about" in stderr


# --- how it is measured ------------------------------------------------------------------------------------


def line(key: str, text: str, *true: str, kind: str = "free") -> str:
    names = EMAIL_NAMES if kind == "email" else SPOKEN_NAMES
    labels = {name: name in true for name in names}
    topics = [name for name in true if name not in names]
    return json.dumps({"id": key, "kind": kind, "text": text, "labels": labels, "topics": topics}) + "\n"


def test_the_figures_are_those_of_the_textbook() -> None:
    label = Counts(both=20, said=25, true=30, total=50).label("asks")
    assert (label.precision, label.recall, label.f1, label.kappa) == (0.8, 0.667, 0.727, 0.4)
    assert Counts(both=0, said=0, true=0, total=9).kappa() == 1
    assert Counts(both=0, said=0, true=5, total=9).f1() == 0


def test_the_surest_verdicts_are_those_of_the_highest_confidence() -> None:
    verdicts = [(0.5, False), (0.9, True), (0.99, True), (0.6, False)]
    assert [surest(verdicts, share) for share in (1.0, 0.75, 0.5)] == [0.5, 2 / 3, 1.0]
    ties = [(0.9, True)] * 500 + [(0.9, False)] * 500
    assert surest(ties, 0.5) == pytest.approx(0.5, abs=0.08)


def test_labels_are_counted_where_their_kind_carries_them_and_topics_where_somebody_speaks() -> None:
    def seen(text: str, kind: str, labels: tuple[str, ...], met: tuple[str, ...], topics: tuple[str, ...]) -> Seen:
        names = EMAIL_NAMES if kind == "email" else SPOKEN_NAMES
        verdicts = tuple(Verdict(name, "met", name in met, 0.9) for name in names)
        return Seen(row_of(json.loads(line(text, text, *labels, kind=kind))), Judgement(verdicts, topics))

    every = [
        seen("a", "free", ("asks", "team"), ("asks", "hedged"), ("team", "growth")),
        seen("b", "free", ("asks",), (), ()),
        seen("c", "email", ("greeting",), ("greeting",), ()),
    ]
    tables = cards.counts(every)
    assert tables["asks"] == Counts(both=1, said=1, true=2, total=2)
    assert tables["hedged"] == Counts(both=0, said=1, true=0, total=2)
    assert tables["greeting"] == Counts(both=1, said=1, true=1, total=1)
    assert cards.topic_counts(every) == Counts(both=1, said=2, true=1, total=26)
    assert sum(right for _, right in cards.decided(every)) == 11 + 11 + 7 - 2


@pytest.fixture
def folds(tmp_path: Path, word_scorer: Scorer, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A corpus of three small files, and models for two folds that judge as the test's scorer does."""
    monkeypatch.setattr(cards, "load_scorer", lambda _: word_scorer)
    said = "we asks the team about it and that is all"
    (tmp_path / "dev_x.jsonl").write_text(line("x1", said, "asks", "team") + line("x2", "hm strength", "hedged"))
    (tmp_path / "dev_y.jsonl").write_text(line("y1", "greeting", "greeting", kind="email") + line("y2", said, "asks"))
    (tmp_path / "dev_z.jsonl").write_text(line("z1", "no"))
    (tmp_path / "junk_test.jsonl").write_text(line("j1", "asdf") + line("j2", "strength") + line("j3", "hedged"))
    write_model(tmp_path / "model.safetensors", "xyz")
    write_model(tmp_path / "fold-x.safetensors", "yz", calibrated_on='["dev_y.jsonl"]')
    write_model(tmp_path / "fold-y.safetensors", "xz")
    return tmp_path


def write_model(path: Path, letters: str, **notes: str) -> None:
    learned = {f"dev_{letter}.jsonl": digest(path.with_name(f"dev_{letter}.jsonl")) for letter in letters}
    notes = {"corpus": json.dumps(learned), "recipe": '{"epochs": 6}', **notes}
    weights.write(path, {"nothing": np.zeros(1, np.uint8)}, notes)


def test_each_fold_judges_the_files_that_it_left_out(folds: Path) -> None:
    card = measure(folds, folds, folds / "model.safetensors")
    assert [(fold.files, fold.answers, fold.learned_files) for fold in card.folds] == [
        (("dev_x.jsonl",), 2, 2),
        (("dev_y.jsonl",), 2, 2),
    ]
    assert [fold.macro_f1 for fold in card.folds] == [0.5, 1.0]  # of x: asks found, hedged missed
    assert (card.macro_f1, card.worst_macro_f1) == (0.75, 0.5)
    assert [fold.weakest for fold in card.folds] == ["hedged", "asks"]
    assert card.verdicts == 11 + 11 + 7 + 11
    assert card.accuracy == round(38 / 40, 4)
    assert (card.junk.lines, card.junk.earning) == (3, 1)
    # Words in another order are the same words to this scorer; short answers are left as they are.
    assert (card.junk.shuffled, card.junk.shuffled_criteria, card.junk.shuffled_met) == (2, 2, 2)
    assert set(card.corpus) == {"dev_x.jsonl", "dev_y.jsonl", "junk_test.jsonl"}
    assert stale(card, folds / "model.safetensors", folds) == []
    write_model(folds / "model.safetensors", "xy")
    assert len(stale(card, folds / "model.safetensors", folds)) == 1


def test_a_fold_that_knows_the_answers_is_refused(folds: Path) -> None:
    write_model(folds / "fold-x.safetensors", "xz")
    with pytest.raises(Dishonest, match=r"fold-x has learned from dev_x\.jsonl"):
        measure(folds, folds, folds / "model.safetensors")
    assert measure(folds, folds, folds / "model.safetensors", ["y"]).answers == 2


def test_a_fold_that_learned_the_answers_under_another_name_is_refused(folds: Path) -> None:
    (folds / "dev_z.jsonl").write_bytes((folds / "dev_x.jsonl").read_bytes())
    write_model(folds / "fold-x.safetensors", "yz")
    with pytest.raises(Dishonest, match="has learned from"):
        measure(folds, folds, folds / "model.safetensors")


def test_a_fold_that_was_calibrated_on_the_answers_is_refused(folds: Path) -> None:
    write_model(folds / "fold-x.safetensors", "yz", calibrated_on='["dev_y.jsonl", "dev_x.jsonl"]')
    with pytest.raises(Dishonest, match=r"calibrated on dev_x\.jsonl"):
        measure(folds, folds, folds / "model.safetensors")


def test_folds_that_cannot_be_measured_are_refused(folds: Path, tmp_path: Path) -> None:
    model = folds / "model.safetensors"
    with pytest.raises(Dishonest, match="holds no folds"):
        measure(folds, tmp_path / "elsewhere", model)
    with pytest.raises(Dishonest, match=r"holds no fold-q\.safetensors"):
        measure(folds, folds, model, ["q"])
    write_model(folds / "fold-xz.safetensors", "y")
    with pytest.raises(Dishonest, match="twice"):
        measure(folds, folds, model)
    write_model(folds / "fold-xz.safetensors", "")
    with pytest.raises(Dishonest, match="does not say"):
        measure(folds, folds, model)


def test_a_training_that_was_not_the_shipped_models_is_told() -> None:
    shipped = {"corpus": '{"dev_a.jsonl": "", "dev_b.jsonl": "", "dev_c.jsonl": ""}', "recipe": '{"epochs": 6}'}
    assert difference({**shipped, "corpus": '{"dev_b.jsonl": "", "dev_c.jsonl": ""}'}, shipped, ["dev_a.jsonl"]) is None
    other = {"corpus": '{"dev_b.jsonl": "", "dev_q.jsonl": ""}', "recipe": '{"epochs": 8}', "code": "1"}
    told = difference(other, shipped, ["dev_a.jsonl"])
    assert told is not None
    for part in ("epochs 8 (the shipped model: 6)", "other training code", "without dev_c", "also from dev_q"):
        assert part in told


# --- the command -------------------------------------------------------------------------------------------


def run(monkeypatch: pytest.MonkeyPatch, folds: Path) -> None:
    places = {"--folds": ".", "--model": "model.safetensors", "--card": "card.json", "--readme": "README.md"}
    words = [word for name, place in places.items() for word in (name, str(folds / place))]
    monkeypatch.setattr("sys.argv", ["train", "--corpus", str(folds), "card", *words])
    command.main()


def test_the_command_writes_the_card_and_the_readme(
    folds: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (folds / "README.md").write_text(f"before\n{BEGIN}\nold\n{END}\nafter\n", encoding="utf-8")
    run(monkeypatch, folds)
    card = read_card(folds / "card.json")
    assert capsys.readouterr().out.endswith(page(card))
    assert (folds / "README.md").read_text(encoding="utf-8") == f"before\n{section(card)}\nafter\n"


def test_the_command_writes_nothing_where_a_fold_is_refused_or_the_readme_has_no_place(
    folds: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folds / "README.md").write_text("no place\n")
    with pytest.raises(SystemExit, match="has not the lines"):
        run(monkeypatch, folds)
    (folds / "README.md").write_text(f"{BEGIN}\n{END}\n")
    write_model(folds / "fold-x.safetensors", "xz")
    with pytest.raises(SystemExit, match="nothing is written: fold-x has learned"):
        run(monkeypatch, folds)
    assert not (folds / "card.json").exists()
    assert (folds / "README.md").read_text() == f"{BEGIN}\n{END}\n"


def test_a_quote_counts_where_it_shares_a_word_with_a_mark_and_only_where_there_are_marks() -> None:
    text = "Well. Who leads the team? I want this job."
    labels = {name: name in ("asks", "interested") for name in SPOKEN_NAMES}
    row = row_of({"id": "q", "kind": "free", "text": text, "labels": labels, "topics": []})
    row = replace(row, marks=marks_of(row, {"asks": ["Who leads the team"]}))

    def seen(asks: str, interested: str) -> Seen:
        spans = {"asks": asks, "interested": interested}
        verdicts = tuple(
            Verdict(name, "met", True, 0.9, (Span(text.index(words), text.index(words) + len(words)),), "")
            for name, words in spans.items()
        )
        return Seen(row, Judgement(verdicts, (), "fake"))

    found = cards.quotes([seen("leads the team", "I want this job"), seen("Well", "Well")])
    assert (found.quotes, found.overlapping, found.long_words) == (2, 1, 3)
