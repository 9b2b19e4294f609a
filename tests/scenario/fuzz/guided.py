"""A fuzzer that is led by coverage: python -m tests.scenario.fuzz.guided [-max_total_time=SECONDS] [FOLDER]

It needs Atheris, which is no part of what the tests install: pip install atheris. It keeps what reached new code of the
loader in FOLDER, damages it token by token, and stops at the first broken promise, with the text beside it."""

from __future__ import annotations

import sys
import tempfile
import tomllib
from pathlib import Path
from random import Random

import atheris  # type: ignore[import-untyped, import-not-found, unused-ignore]

with atheris.instrument_imports(include=["closer_tui"]):
    from tests.scenario.fuzz.hostile import GOOD
    from tests.scenario.fuzz.mutations import damaged
    from tests.scenario.fuzz.promises import assert_located, keep_promises

    from closer_tui.scenario.library import bundled_folder

LONGEST = 24_576


def try_one(data: bytes) -> None:
    text = data.decode(errors="replace")
    keep_promises(text)
    try:
        table = tomllib.loads(text)
    except (ValueError, RecursionError):
        return
    assert_located(text, table)


def damage(data: bytes, most: int, seed: int) -> bytes:
    """Half of the time what an author or an enemy may do, and else what libFuzzer does to any bytes."""
    random = Random(seed)
    if random.random() < 0.3:
        mutated: bytes = atheris.Mutate(data, most)
        return mutated
    return damaged(data.decode(errors="replace"), random).encode(errors="replace")[:most]


def main() -> None:
    folder = next((each for each in sys.argv[1:] if not each.startswith("-")), tempfile.mkdtemp())
    seeds = [GOOD, min((path.read_text(encoding="utf-8") for path in bundled_folder().glob("*.toml")), key=len)]
    productions = Path(__file__).parents[1] / "toml" / "productions.txt"
    seeds += productions.read_text(encoding="utf-8").split("\n=== ")
    for number, text in enumerate(seeds):
        (Path(folder) / f"seed{number}").write_text(text, encoding="utf-8")
    options = [each for each in sys.argv[1:] if each.startswith("-")]
    atheris.Setup([sys.argv[0], f"-max_len={LONGEST}", "-timeout=20", *options, folder], try_one, custom_mutator=damage)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
