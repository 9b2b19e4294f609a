"""Scenarios hold whatever TOML may hold, and of what it may not, the author is told where it stands: each production of
its grammar, right and wrong (productions.txt, which tells how it is read)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.scenario.fuzz.promises import assert_located, keep_promises

from closer_tui.scenario.checking import check_scenario
from closer_tui.scenario.load import read_text

HERE = Path(__file__).parent
BASE = (HERE.parent / "good.toml").read_text(encoding="utf-8")
BASE = BASE.replace('scene = "A small room."\nfarewell = ["Goodbye."]\n', 'silent.winds_down = ["That is all."]\n')
BASE = BASE.replace('[silent]\nwinds_down = ["That is all."]\nnods = ["Mm."]\n\n', "")
_HEADER = re.compile(r"=== (loads|valid|invalid)( end)?: (.+?)(?: @ ([\d: -]+))?")


@dataclass(frozen=True)
class Production:
    """A snippet and what is told of it. `places` count from its first line; `before` stands above it in `text`."""

    name: str
    kind: str
    text: str
    before: int
    places: tuple[str, ...]

    def lines(self) -> range:
        """The lines of the whole text on one of which the fault of an invalid one is told."""
        first, _, last = self.places[0].split(":")[0].partition("-")
        return range(self.before + int(first), self.before + int(last or first) + 1)

    def own_lines(self) -> range:
        """The lines of the snippet in the whole text."""
        return range(self.before + 1, self.before + 1 + self.text.count("\n") - BASE.count("\n"))

    def column(self) -> int:
        """Where on its line it is told, or 0 where that is nobody's business."""
        return int(self.places[0].partition(":")[2] or 0)


def productions() -> Iterator[Production]:
    written = (HERE / "productions.txt").read_text(encoding="utf-8")
    for block in re.split(r"(?m)^(?==== )", written)[1:]:
        header, _, snippet = block.partition("\n")
        found = _HEADER.fullmatch(header)
        assert found, header
        kind, end, name, places = found.groups()
        snippet = re.sub(r"(?m)^# --- .*\n+\Z", "", snippet)
        snippet = snippet.rstrip("\n") + "\n" if "{EOF}" not in snippet else snippet.partition("{EOF}")[0]
        snippet = re.sub(r"\{U\+(\w{4})\}", lambda code: chr(int(code[1], 16)), snippet)
        text, before = (BASE + snippet, BASE.count("\n")) if end else (snippet + BASE, 0)
        yield Production(name, kind, text, before, tuple((places or "1:1").split()))


ALL = list(productions())


def those(kind: str) -> pytest.MarkDecorator:
    chosen = [each for each in ALL if each.kind == kind]
    return pytest.mark.parametrize("production", chosen, ids=[each.name for each in chosen])


def test_the_scenario_around_the_snippets_is_a_good_one() -> None:
    assert keep_promises(BASE).scenario is not None
    assert len({each.name for each in ALL}) == len(ALL)


@those("loads")
def test_a_scenario_may_be_written_in_any_words_of_toml(production: Production) -> None:
    reading = keep_promises(production.text)
    assert [each for each in reading.diagnostics if each.severity == "error"] == []
    assert_located(production.text, tomllib.loads(production.text))


@those("valid")
def test_unknown_keys_are_told_at_their_places_however_they_are_written(production: Production) -> None:
    reading = keep_promises(production.text)
    told = [f"{each.line - production.before}:{each.column}" for each in reading.diagnostics if each.code == "S011"]
    assert told == list(production.places)
    assert {each.code for each in reading.diagnostics if each.severity == "error"} == {"S011"}
    assert_located(production.text, tomllib.loads(production.text.replace("\r\n", "\n")))


@those("invalid")
def test_what_is_no_toml_is_told_where_it_stands_and_nothing_else_is(production: Production) -> None:
    keep_promises(production.text)
    errors = [each for each in check_scenario(production.text, "x", "any.toml") if each.severity == "error"]
    (fault,) = (each for each in errors if each.code == "S007")
    assert fault.line in production.lines(), fault
    assert production.column() in (0, fault.column), fault
    assert "parser" not in fault.what, fault
    # Of what can be read it is told that no scenario has it, where it stands in the snippet.
    others = [each for each in errors if each is not fault]
    assert all(each.code == "S011" and each.line in production.own_lines() for each in others), others


@those("invalid")
def test_who_plays_what_is_no_toml_is_told_a_line_as_well(production: Production) -> None:
    (error,) = read_text(production.text, "x", "any.toml").diagnostics
    assert error.code == "S007" and error.line >= production.lines()[0], error
