"""What a model was made from: the corpus and the training code, by their SHA-256, so that one that was made from
something else is noticed."""

from __future__ import annotations

import ast
import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from closer_tui.scoring import encoder, tokens, weights
from closer_tui.scoring.train.corpus import digest, learned_from, marks_in

FOLDER = Path(__file__).parent
# What decides nothing of what the network learns: scales and figures are made anew in minutes, without training.
ASIDE = frozenset({"__init__.py", "__main__.py", "calibrate.py", "card.py", "folds.py", "provenance.py"})
_SHAPE = ("LABELS", "LAYERS", "HEADS", "WIDTH", "LONGEST", "NORM_EPSILON", "FORMAT")


def corpus_digests(corpus: Path) -> dict[str, str]:
    """The SHA-256 of every file that the shipped model learns from, by its name."""
    return {file.name: digest(file) for file in (*learned_from(corpus), *marks_in(corpus))}


def code_digest(folder: Path = FOLDER) -> str:
    """The SHA-256 of the code that decides what is learned: the modules of a folder but those aside, the
    tokenizer, how weights are rounded and the network's shape. Comments, docstrings, annotations and layout do
    not count, and every version of Python gives the same."""
    parts = {path.name: meaning(path.read_text(encoding="utf-8")) for path in folder.glob("*.py")}
    parts = {name: part for name, part in parts.items() if name not in ASIDE}
    parts["tokens"] = meaning(Path(tokens.__file__).read_text(encoding="utf-8"))
    parts["rounded"] = meaning(Path(weights.__file__).read_text(encoding="utf-8"), "rounded")
    parts["shape"] = repr([getattr(encoder, name) for name in _SHAPE])
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def meaning(source: str, function: str | None = None) -> str:
    """What Python code does, or one of its functions, in words that stay the same however it is written down.
    Raises ValueError where there is no such function."""
    tree: ast.AST = ast.parse(source)
    if function is not None:
        found = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name == function]
        if not found:
            raise ValueError(f"there is no function {function}")
        tree = found[0]
    return " ".join(_told(tree))


def _told(node: object) -> Iterator[str]:
    """Not ast.dump, which tells the same tree otherwise in each version: what is empty is left out."""
    if isinstance(node, ast.AST):
        yield f"({type(node).__name__}"
        for name, value in ast.iter_fields(node):
            kept = _without_docstring(node, value) if name == "body" else value
            empty = kept in (None, []) and not isinstance(node, ast.Constant)
            if name not in ("annotation", "returns", "kind") and not empty:
                yield name
                yield from _told(kept)
        yield ")"
    elif isinstance(node, list):
        for each in node:
            yield from _told(each)
    else:
        yield repr(node)


def _without_docstring(node: ast.AST, body: object) -> object:
    if not isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
        return body
    return node.body[1:] if ast.get_docstring(node, clean=False) is not None else body


def faults(notes: Mapping[str, str], corpus: Path, folder: Path = FOLDER) -> list[str]:
    """Where a model's notes name another corpus or other training code than there is now, in sentences."""
    learned: dict[str, str] = json.loads(notes.get("corpus", "{}"))
    there = corpus_digests(corpus)
    said = [f"{name} is gone since it was learned from." for name in sorted(learned.keys() - there.keys())]
    said += [f"{name} was not learned from." for name in sorted(there.keys() - learned.keys())]
    both = sorted(learned.keys() & there.keys())
    said += [f"{name} has changed since it was learned from." for name in both if learned[name] != there[name]]
    if "recipe" not in notes:
        said.append("The model does not name its recipe.")
    if "code" not in notes:
        said.append("The model does not name the code that trained it.")
    elif notes["code"] != code_digest(folder):
        said.append("The training code has changed since.")
    return said
