"""The JSON Schema is current, has every key that the loader takes, and agrees with it on what is wrong."""

from __future__ import annotations

import copy
import json
import re
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import tomli_w
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from closer_tui.scenario import shape
from closer_tui.scenario.keys import KEYS, TABLES
from closer_tui.scenario.library import bundled_folder
from closer_tui.scenario.load import read_text
from closer_tui.scenario.reader import LINE, LINES, TEXT, Problems, Reader
from closer_tui.scenario.schema import FILE_NAME, schema, schema_text
from closer_tui.scoring.rubric import BY_NAME

SCHEMA = schema()
VALIDATOR = Draft7Validator(SCHEMA)
GOOD = tomllib.loads((Path(__file__).parent / "good.toml").read_text(encoding="utf-8"))
BUNDLED = sorted(bundled_folder().glob("*.toml"))

Table = dict[str, Any]


def codes(table: Table) -> set[str]:
    """The errors that the loader finds."""
    found = read_text(tomli_w.dumps(table), "x").diagnostics
    return {each.code for each in found if each.severity == "error"}


def refused(table: Table) -> bool:
    return not VALIDATOR.is_valid(table)


def test_the_packed_file_is_current() -> None:
    packed = (bundled_folder() / FILE_NAME).read_text(encoding="utf-8")
    assert packed == schema_text(), f"run: closer schema --output scenarios/{FILE_NAME}"


def test_it_is_a_schema_of_draft_7_that_taplo_offers_keys_from() -> None:
    Draft7Validator.check_schema(SCHEMA)
    assert not {"$ref", "$defs", "allOf", "oneOf", "dependentRequired", "const"} & {key for key, _ in walk(SCHEMA)}


@pytest.mark.parametrize("path", BUNDLED, ids=lambda path: path.stem)
def test_every_bundled_scenario_is_valid(path: Path) -> None:
    found = VALIDATOR.iter_errors(tomllib.loads(path.read_text(encoding="utf-8")))
    assert [f"{error.json_path}: {error.message[:100]}" for error in found] == []


def test_the_good_one_of_the_tests_is_valid_and_has_most_keys() -> None:
    assert not refused(GOOD) and not codes(GOOD)


# --- the same keys ---------------------------------------------------------------------------------------


class Recorder(Reader):
    """Is read like a table that has everything in it, and writes down what it was asked for."""

    taken: dict[str, dict[str, tuple[str, bool, object]]]

    def __init__(self, table: Any, at: Any, problems: Problems, name: str = "", taken: Any = None) -> None:
        super().__init__(table, at, problems)
        self._name = name
        self.taken = {} if taken is None else taken
        self.taken.setdefault(name, {})

    def note(self, key: str, kind: str, required: bool = False, more: object = None) -> None:
        self.taken[self._name][key] = (kind, required, more)

    def inner(self, key: str) -> Recorder:
        return Recorder({}, (*self.at, key), self.problems, f"{self._name}.{key}".lstrip("."), self.taken)

    def __contains__(self, key: str) -> bool:
        return key in ("interviewer", "nods")

    def take(self, key: str) -> Any:
        self.note(key, "integer", True)
        return 1

    def text(self, key: str, *, required: bool = False, lines: bool = False, help: str = "") -> str:  # noqa: ARG002
        self.note(key, "string", required, TEXT if lines else LINE)
        return ""

    def lines(self, key: str, *, required: bool = False, one_line: bool = False) -> tuple[str, ...]:
        self.note(key, "string|array", required, LINE if one_line else TEXT)
        return ()

    def choice(self, key: str, names: Any, *, required: bool = False, default: str = "") -> str:  # noqa: ARG002
        self.note(key, "string", required, list(names))
        return ""

    def number(self, key: str, low: float, high: float, unit: str = "") -> float | None:  # noqa: ARG002
        kind = "integer" if isinstance(low, int) and isinstance(high, int) else "number"
        self.note(key, kind, False, (low, high))
        return None

    def flag(self, key: str) -> bool:
        self.note(key, "boolean")
        return False

    def table(self, key: str, *, required: bool = False, help: str = "") -> Reader:  # noqa: ARG002
        self.note(key, "object", required and not self._name)  # a step is asked for one only where it has one
        return self.inner(key)

    def tables(self, key: str, most: int) -> list[Reader]:
        self.note(key, "array", False, most)
        return [self.inner(key)]

    def close(self) -> None:
        pass


@pytest.fixture
def taken(monkeypatch: pytest.MonkeyPatch) -> dict[str, dict[str, tuple[str, bool, object]]]:
    """What the loader takes: for each table its keys, with kind, whether required, and limits."""
    monkeypatch.setattr(shape, "Reader", Recorder)
    Recorder.taken = {}
    made: list[Recorder] = []
    plain = Recorder.__init__

    def keep(self: Recorder, *arguments: Any) -> None:
        plain(self, *arguments)
        made.append(self)

    monkeypatch.setattr(Recorder, "__init__", keep)
    shape.read_scenario({}, Problems(), name="x", default_id="x", source="", path="")
    return made[0].taken


def tables_of(table: Table, name: str = "") -> Iterator[tuple[str, Table]]:
    """Every table of the schema by its dotted name."""
    yield name, table
    for key, value in table["properties"].items():
        inner = value.get("items", value)
        if "properties" in inner:
            yield from tables_of(inner, f"{name}.{key}".lstrip("."))


def test_it_has_every_key_that_the_loader_takes_with_its_kind_and_limits(
    taken: dict[str, dict[str, tuple[str, bool, object]]],
) -> None:
    tables = dict(tables_of(SCHEMA))
    assert set(tables) == set(taken) == set(KEYS) == set(TABLES)
    always = {("", "step"), ("step.criterion", "cues")}  # the loader has words of its own where these are missing
    for name, table in tables.items():
        assert set(table["properties"]) == set(taken[name]) == set(KEYS[name]), name
        assert table["additionalProperties"] is False
        for key, value in table["properties"].items():
            kind, required, limits = taken[name][key]
            where = f"{name}.{key}"
            assert "|".join([value["type"]] if isinstance(value["type"], str) else value["type"]) == kind, where
            assert (key in table["required"]) == (required or (name, key) in always), where
            match limits:
                case list():
                    assert value["enum"] == limits, where
                case (low, high):
                    assert (value["minimum"], value["maximum"]) == (low, high), where
                case int() if kind == "array":
                    assert value["maxItems"] == limits, where
                case int() if "maxLength" in value:
                    assert value["maxLength"] == limits, where
            if kind == "string|array":
                assert value["maxItems"] == LINES and value["items"]["maxLength"] == value["maxLength"], where


def test_every_key_has_a_description_in_full_sentences() -> None:
    for name, table in tables_of(SCHEMA):
        for key, value in table["properties"].items():
            assert re.fullmatch(r"[A-Z].{15,}[.…]", value["description"]), f"{name}.{key}"


def test_every_default_is_what_the_loader_takes_for_nothing() -> None:
    defaults = {f"{name}.{key}": value["default"] for name, table in tables_of(SCHEMA)
                for key, value in table["properties"].items() if "default" in value}  # fmt: skip
    assert len(defaults) >= 10
    told = copy.deepcopy(GOOD)
    for name in ("interviewer.voice", "silent", "language"):
        *_, key = name.split(".")
        (told["interviewer"] if "." in name else told).pop(key, None)
    plain = read_text(tomli_w.dumps(told), "x").unwrap()
    told["language"] = defaults[".language"]
    told["silent"] = {key: defaults[f"silent.{key}"] for key in ("winds_down", "nods")}
    told["interviewer"]["voice"] = {key: defaults[f"interviewer.voice.{key}"] for key in ("gender", "rate", "volume")}
    same = read_text(tomli_w.dumps(told), "x").unwrap()
    assert (plain.language, plain.silent, plain.interviewer) == (same.language, same.silent, same.interviewer)


# --- and the same faults ---------------------------------------------------------------------------------


def walk(node: Any) -> Iterator[tuple[str, Any]]:
    """Every keyword of the schema; names of properties are none."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key == "properties":
                for inner in value.values():
                    yield from walk(inner)
            else:
                yield key, value
                yield from walk(value)
    elif isinstance(node, list):
        for value in node:
            yield from walk(value)


SMALL: Table = {
    "format": 1,
    "title": "T",
    "summary": "S",
    "company": "C",
    "role": "R",
    "difficulty": "easy",
    "interviewer": {"name": "N", "title": "M", "voice": {"rate": 150}},
    "step": [
        {
            "move": "questions",
            "says": ["Well?"],
            "fallback": "Hm.",
            "seconds": 60,
            "answer": [{"topic": "team", "says": "Six."}],
            "sample": [{"level": "strong", "text": "Who?", "meets": ["asks"], "misses": ["turn_off"]}],
        },
        {
            "move": "custom",
            "title": "When",
            "says": ["When?"],
            "criterion": [{"name": "when", "title": "T", "advice": "A.", "cues": ["on *"], "least": 1, "points": 5}],
            "sample": [{"level": "strong", "text": "on Monday", "meets": ["when"]}],
        },
    ],
}


def of(path: str, value: object = None) -> Callable[[Table], None]:
    """Puts a value at a path of the small scenario; None takes it out."""

    def change(table: Table) -> None:
        *way, last = [int(part) if part.isdigit() else part for part in path.split("/")]
        place: Any = table
        for part in way:
            place = place[part]
        if value is None:
            del place[last]
        else:
            place[last] = value

    return change


FAULTS = [
    ("S010", "format", 2), ("S010", "format", None), ("S011", "titel", "T"), ("S011", "step/0/sample/0/txt", "T"),
    ("S011", "interviewer/voice/speed", 5), ("S012", "title", None), ("S012", "interviewer", None),
    ("S012", "interviewer/name", None), ("S012", "step/0/says", None), ("S012", "step/1/title", None),
    ("S012", "step/0/sample/0/level", None), ("S012", "step/0/answer/0/topic", None), ("S013", "title", 5),
    ("S013", "interviewer", []), ("S013", "step", {}), ("S013", "step/0/seconds", "60"), ("S013", "step/0/says", 5),
    ("S013", "step/0/seconds", True), ("S013", "step/1/criterion/0/flag", 1), ("S013", "step/0/says", ["a", 5]),
    ("S014", "title", ""), ("S014", "title", " \t"), ("S014", "scene", "\n"), ("S014", "step/0/says", []),
    ("S014", "step/0/fallback", [""]), ("S015", "title", "x" * 301), ("S015", "scene", "x" * 20_001),
    ("S015", "step/1/criterion/0/cues", ["x" * 301]), ("S016", "title", "a\nb"), ("S016", "role", "a\u2028b"),
    ("S016", "step/0/sample/0/meets", ["as\nks"]), ("S017", "title", "a\x1b[31m"), ("S017", "scene", "a\u202eb"),
    ("S017", "step/0/says", ["a\u200fb"]), ("S017", "interviewer/email", "a\u200e@b"), ("S018", "difficulty", "simple"),
    ("S018", "step/0/move", "Email"), ("S018", "step/0/answer/0/topic", "lunch"), ("S019", "step/0/seconds", 4),
    ("S019", "step/0/seconds", 3601), ("S019", "interviewer/voice/volume", 1.1),
    ("S019", "step/1/criterion/0/least", 0), ("S020", "step/0/says", ["x"] * 101),
    ("S020", "step", SMALL["step"][:1] * 41),
    ("S020", "step/1/criterion", SMALL["step"][1]["criterion"] * 21), ("S021", "id", "An Id"), ("S021", "id", "x" * 65),
    ("S021", "language", "english"), ("S021", "interviewer/email", "ann at acme"), ("S030", "step", None),
    ("S021", "step/1/criterion/0/name", "When"), ("S030", "step", []), ("S031", "step/1/criterion", None),
    ("S031", "step/1/criterion", []), ("S032", "step/1/criterion/0/cues", None),
    ("S032", "step/1/criterion/0/cues", []), ("S034", "step/1/criterion/0/name", "asks"),
    ("S035", "step/0/sample/0/meets", ["askz"]), ("S035", "step/0/sample/0/meets", "strength"),
    ("S035", "step/1/sample/0/misses", ["asks"]),
    ("S039", "language", "de"), ("S012", "language", "fr-CA"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "path", "value"), FAULTS, ids=[f"{code} {path}" for code, path, _ in FAULTS])
def test_schema_and_loader_both_refuse(code: str, path: str, value: object) -> None:
    table = copy.deepcopy(SMALL)
    of(path, value)(table)
    assert code in codes(table)
    assert refused(table)


FINE = [
    ("title", " T\n"), ("step/0/says", "Well?"), ("step/0/says", ["a\nb\tc"]), ("language", "en-GB"),
    ("language", "ENG"), ("farewell", []), ("silent", {}), ("step/0/answer", []), ("step/0/criterion", []),
    ("interviewer/voice/volume", 1), ("step/0/nudge", "Now."), ("step/0/sample/0/misses", "turn_off"),
    ("step/0/answer/0", {"cues": "on call", "says": "Yes."}), ("title", "x" * 300), ("group", "עברית 🎉 Ünï"),
    ("id", "x" * 64), ("interviewer/email", "a.b+c@d.example"), ("step/0/interviewer", {"name": "B", "title": "T"}),
]  # fmt: skip


@pytest.mark.parametrize(("path", "value"), FINE, ids=str)
def test_schema_and_loader_both_accept(path: str, value: object) -> None:
    table = copy.deepcopy(SMALL)
    of(path, value)(table)
    assert codes(table) == set()
    assert [error.message for error in VALIDATOR.iter_errors(table)] == []


def places(node: Any, at: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    for key, value in node.items() if isinstance(node, dict) else enumerate(node):
        yield (*at, key)
        if isinstance(value, (dict, list)):
            yield from places(value, (*at, key))


NAMES = sorted({key for keys in KEYS.values() for key in keys} | set(BY_NAME) | {"zzz"})
TEXTS = st.sampled_from(["", " ", "a", "a\nb", "x" * 301, "x" * 20_001, "a\x1bb", "a\u2029b", "de", "custom", "asks",
                         "email", "easy", "strong", "A b", "team", "en-US", "a@b"])  # fmt: skip
VALUES = st.recursive(
    TEXTS | st.text(max_size=5) | st.integers(-1, 4000) | st.booleans() | st.sampled_from([0.5, 1.5, 61.5]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=3),
    max_leaves=6,
)
# The kinds of faults that a schema can say. Of the others it knows some: a name that only other moves have.
SAYABLE = {"S010", "S011", "S012", "S013", "S014", "S015", "S016", "S017", "S018", "S020", "S021", "S030", "S031",
           "S032", "S039"}  # fmt: skip


@given(st.data())
@settings(max_examples=400, deadline=None)
def test_whatever_is_changed_schema_and_loader_agree(data: st.DataObject) -> None:
    table = copy.deepcopy(SMALL)
    for _ in range(data.draw(st.integers(1, 2))):
        *way, last = data.draw(st.sampled_from(list(places(table))))
        place: Any = table
        for part in way:
            place = place[part]
        change = data.draw(st.sampled_from(["put", "add", "take"]))
        if change == "take":
            del place[last]
        elif change == "add" and isinstance(place, dict):
            place[data.draw(st.sampled_from(NAMES))] = data.draw(VALUES)
        else:
            place[last] = data.draw(VALUES)
        if not table:
            break
    try:
        written = tomli_w.dumps(table)
    except UnicodeEncodeError:
        return
    found = {each.code for each in read_text(written, "x").diagnostics if each.severity == "error"}
    if refused(table):
        assert found
    else:
        assert not found & SAYABLE


def test_of_every_character_schema_and_loader_think_the_same() -> None:
    line, text = (re.compile(SCHEMA["properties"][key]["pattern"]) for key in ("title", "scene"))
    for char in map(chr, [*range(0xD800), *range(0xE000, 0x10000), 0x1F600]):
        reader = Reader({"v": f"a{char}b"}, (), Problems())
        assert bool(reader.text("v")) == bool(line.search(f"a{char}b")), hex(ord(char))
        assert bool(Reader({"v": f"a{char}b"}, (), Problems()).text("v", lines=True)) == bool(text.search(f"a{char}b"))


def test_it_is_json_of_plain_letters() -> None:
    assert schema_text().isascii()
    assert json.loads(schema_text()) == SCHEMA
