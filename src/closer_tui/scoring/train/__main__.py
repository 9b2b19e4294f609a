"""python -m closer_tui.scoring.train: trains the scorer from the labelled answers."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from closer_tui.scoring.accuracy import BEGIN, CARD, END, page, read_card, write_card
from closer_tui.scoring.calibration import Scale, from_json, to_json
from closer_tui.scoring.scorer import MODEL, load_scorer
from closer_tui.scoring.weights import ModelError, read, write

if TYPE_CHECKING:
    from closer_tui.scoring.train.learn import Recipe

CORPUS = Path("tests/corpus")


def main() -> None:
    parser = argparse.ArgumentParser(prog="closer_tui.scoring.train", description=__doc__)
    parser.add_argument("--corpus", type=Path, default=CORPUS, help="the folder of labelled answers")
    parser.add_argument("--threads", type=int, default=2, help="of the processor's cores")
    parser.add_argument("--seeds", type=int, help="the mean of so many networks (default: 2; of a fold, 1)")
    parser.add_argument("--epochs", type=int, help="times round the corpus, if not the recipe's own number")
    commands = parser.add_subparsers(dest="command", title="commands (default: model)")
    model = commands.add_parser("model", help="train from everything, and write the model that is shipped")
    model.add_argument("--out", type=Path, default=MODEL)
    model.add_argument("--scales", type=Path, help="the scales.json of `folds`; else the old model's are kept")
    folds = commands.add_parser("folds", help="leave whole files out, to measure and to calibrate")
    folds.add_argument("--out", type=Path, required=True, help="folder for fold-*.safetensors and scales.json")
    folds.add_argument("--only", action="append", help="a fold by its files' letters; the default is all")
    rescale = commands.add_parser("rescale", help="put the scales of `folds` into a trained model")
    rescale.add_argument("--scales", type=Path, required=True)
    rescale.add_argument("--model", type=Path, default=MODEL)
    card = commands.add_parser("card", help="measure the accuracy card by the models of `folds`, and write it down")
    card.add_argument("--folds", type=Path, required=True, help="the folder that `folds --out` filled")
    card.add_argument("--only", action="append", default=[], help="a fold by its files' letters; the default is all")
    card.add_argument("--model", type=Path, default=MODEL, help="the shipped model")
    card.add_argument("--card", type=Path, default=CARD, help="the card's file")
    card.add_argument("--readme", type=Path, default=Path("README.md"), help="its section is written too")
    check = commands.add_parser("check", help="tell whether model and card are of what lies here; status 1 if not")
    check.add_argument("--model", type=Path, default=MODEL)
    args = parser.parse_args()
    if args.command == "folds":
        run_folds(args)
    elif args.command == "card":
        write_accuracy(args)
    elif args.command == "check":
        check_model(args)
    elif args.command == "rescale":
        put_scales(args.model, args.scales)
    else:
        train_model(args)


def train_model(args: argparse.Namespace) -> None:
    from closer_tui.scoring.train import corpus
    from closer_tui.scoring.train.export import export
    from closer_tui.scoring.train.learn import learn
    from closer_tui.scoring.train.provenance import corpus_digests

    out: Path = getattr(args, "out", MODEL)
    scales_file: Path | None = getattr(args, "scales", None)
    scales = from_json(scales_file.read_text(encoding="utf-8")) if scales_file else _old_scales(out)
    files = corpus.learned_from(args.corpus)
    rows = corpus.read([file for file in files if file.stem != corpus.JUNK], corpus.read_marks(args.corpus))
    junk = corpus.read([file for file in files if file.stem == corpus.JUNK])
    digests = corpus_digests(args.corpus)
    recipe = _recipe(args)
    export(out, learn(rows, junk, recipe, args.threads), recipe, digests, scales)
    print(f"{out} is {load_scorer(out).version}")


def run_folds(args: argparse.Namespace) -> None:
    from closer_tui.scoring.train.folds import FOLDS, finish, held_out, train_fold

    folds = args.only or FOLDS
    if empty := [fold for fold in folds if not held_out(args.corpus, fold)]:
        raise SystemExit(f"no file of {args.corpus} would be left out by {', '.join(empty)}")
    args.out.mkdir(parents=True, exist_ok=True)
    for fold in folds:
        print(f"leaving out the files {', '.join(fold)}", flush=True)
        train_fold(args.corpus, args.out, fold, _recipe(args), args.threads)
    finish(args.corpus, args.out)


def put_scales(model: Path, scales_file: Path) -> None:
    scales = from_json(scales_file.read_text(encoding="utf-8"))
    stored, _ = read(model)
    # Copies, since a file that is still mapped cannot be replaced everywhere.
    arrays = {name: array.copy() for name, array in stored.arrays.items()}
    notes = {**stored.notes, "calibration": to_json(scales)}
    del stored
    write(model, arrays, notes)
    print(f"{model} is {load_scorer(model).version}")


def write_accuracy(args: argparse.Namespace) -> None:
    from closer_tui.scoring.train.card import Dishonest, in_readme, measure

    readme = args.readme.read_text(encoding="utf-8")
    if BEGIN not in readme or END not in readme:
        raise SystemExit(f"{args.readme} has not the lines {BEGIN} and {END}")
    try:
        card = measure(args.corpus, args.folds, args.model, args.only)
    except (Dishonest, ModelError) as error:
        raise SystemExit(f"nothing is written: {error}") from None
    write_card(card, args.card)
    args.readme.write_text(in_readme(readme, card), encoding="utf-8")
    print(page(card), end="")


def check_model(args: argparse.Namespace) -> None:
    from closer_tui.scoring.train.card import stale
    from closer_tui.scoring.train.provenance import faults

    said = faults(read(args.model)[0].notes, args.corpus) + stale(read_card(), args.model, args.corpus)
    if said:
        raise SystemExit("\n".join(said))
    print(f"{args.model} and its accuracy card are of the corpus and the code that lie here")


def _recipe(args: argparse.Namespace) -> Recipe:
    from closer_tui.scoring.train.learn import Recipe

    recipe = Recipe()
    seeds = args.seeds or (1 if args.command == "folds" else 2)
    return replace(recipe, epochs=args.epochs or recipe.epochs, seeds=tuple(range(seeds)))


def _old_scales(model: Path) -> dict[str, Scale]:
    try:
        return from_json(read(model)[0].notes["calibration"])
    except (ModelError, KeyError, ValueError, TypeError):
        print(f"{model} has no scales to keep: confidences will not be calibrated", file=sys.stderr)
        return {}


if __name__ == "__main__":
    main()
