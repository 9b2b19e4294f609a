"""A broken scenario is told apart, by line; whatever the text is, nothing else comes out than a scenario or that."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
import tomli_w
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.scenario.conftest import GERMAN, GOOD, line_of

from closer_tui.diagnostics import DiagnosticError
from closer_tui.scenario.library import bundled_folder
from closer_tui.scenario.load import MOST_BYTES, load_file, load_text, read_file, read_text
from closer_tui.scenario.model import Scenario
from closer_tui.scenario.reader import MOST_LISTED, nearest
from closer_tui.scenario.synonyms import SYNONYMS
from closer_tui.scoring.rubric import TOPICS


def test_a_whole_scenario_loads_without_a_word() -> None:
    reading = read_text(GOOD, "small", "small.toml")
    assert reading.diagnostics == ()
    scenario = reading.unwrap()
    assert (scenario.name, scenario.id, scenario.source, scenario.path) == ("small", "small", GOOD, "small.toml")
    assert [step.move for step in scenario.steps] == ["questions", "custom", "email"]
    assert scenario.steps[0].says == ("Any questions?",)
    assert scenario.interviewer.voice.volume == 0.9
    assert scenario.steps[1].criteria[0].essential


def test_the_column_is_that_of_the_very_key_or_value() -> None:
    text = GOOD.replace('farewell = ["Goodbye."]', 'farewell = ["Ünïcödé 😀", 3]')
    (diagnostic,) = read_text(text, "small").diagnostics
    assert (diagnostic.line, diagnostic.column, diagnostic.key) == (8, 26, "farewell[2]")


def test_the_key_path_counts_from_one_as_people_do() -> None:
    (diagnostic,) = read_text(GOOD.replace('meets = ["greeting"]', 'meets = ["greting"]'), "small").diagnostics
    assert diagnostic.key == "step[3].sample[1].meets[1]"
    assert "greeting" in diagnostic.help


@pytest.mark.parametrize(
    ("was", "now", "meant"),
    [
        ("seconds = 60", "time = 60", "seconds"),
        ("seconds = 60", "duration = 60", "seconds"),
        ('says = "Any questions?"', 'question = "Any questions?"', "says"),
        ("seconds = 60", "secnds = 60", "seconds"),
        ('role = "Developer"', 'job = "Developer"', "role"),
        ('"questions"', '"question"', '"questions"'),
    ],
)
def test_another_word_for_a_name_is_understood(was: str, now: str, meant: str) -> None:
    assert was in GOOD
    found = read_text(GOOD.replace(was, now, 1), "small").diagnostics
    assert any(d.help.startswith(f"Did you mean {meant}? ") for d in found), found


@pytest.mark.parametrize("topic", ["salary", "sallary", "pay", "Holidays"])
def test_another_word_for_a_topic_is_understood(topic: str) -> None:
    assert nearest(topic, TOPICS) == "pay_perks"


def test_every_synonym_stands_for_names_that_exist() -> None:
    text = (bundled_folder() / "README.md").read_text(encoding="utf-8")
    names = {name for meant in SYNONYMS.values() for name in meant}
    assert {name for name in names if name not in text} == set()
    assert not names & {word for word, meant in SYNONYMS.items() if word in meant}


def test_inline_tables_and_dotted_keys_have_places_too() -> None:
    text = GOOD.replace('[interviewer.voice]\nlanguage = "en-GB"\n', 'voice = { language = "en", gendre = 3 }\n[x]\n')
    unknown = [d for d in read_text(text, "small").diagnostics if d.code == "S011" and "gendre" in d.key]
    assert [(d.line, d.column) for d in unknown] == [(line_of(text, "voice ="), 28)]
    text = GOOD.replace("hint = ", '"quoted key".b.c = 1\nhint = ')
    (diagnostic,) = read_text(text, "small").diagnostics
    assert diagnostic.line == line_of(text, '"quoted key"')


def test_every_problem_is_told_in_one_run_in_the_order_of_the_text() -> None:
    text = GOOD.replace('"easy"', '"eazy"').replace("rate = 155", "rate = 1").replace("seconds = 60", "seconds = 1")
    found = read_text(text, "small").diagnostics
    assert [d.code for d in found] == ["S018", "S019", "S019"]
    assert [d.line for d in found] == sorted(d.line for d in found)


def test_a_spoken_step_after_the_email_is_told() -> None:
    text = GOOD + '[[step]]\nmove = "interest"\nsays = "Anything else?"\n'
    (error,) = [d for d in read_text(text, "small").diagnostics if d.severity == "error"]
    assert (error.code, error.line) == ("S038", line_of(text, 'move = "interest"'))


def test_a_custom_step_needs_criteria() -> None:
    begin, end = (
        GOOD.index("[[step.criterion]]"),
        GOOD.index('[[step.sample]]\nlevel = "strong"\ntext = "In two weeks."'),
    )
    codes = [d.code for d in read_text(GOOD[:begin] + GOOD[end:], "small").diagnostics]
    assert "S031" in codes


def test_names_of_own_criteria_are_unique_in_the_whole_scenario() -> None:
    extra = '[[step.criterion]]\nname = "notice"\ntitle = "T"\nadvice = "A"\ncues = ["x"]\n'
    (diagnostic,) = read_text(GOOD + extra, "small").diagnostics
    assert (diagnostic.code, diagnostic.key) == ("S034", "step[3].criterion[1].name")


@pytest.mark.parametrize(
    ("good", "bad", "code"),
    [
        ("seconds = 60\n", "", "S050"),
        ('level = "strong"', 'level = "weak"', "S051"),
        ('fallback = ["Good question."]\n', "", "S052"),
    ],
)
def test_a_warning_does_not_stop_the_scenario(good: str, bad: str, code: str) -> None:
    reading = read_text(GOOD.replace(good, bad, 1), "small")
    assert [(d.code, d.severity) for d in reading.diagnostics] == [(code, "warning")]
    assert reading.diagnostics[0].line > 0
    assert load_text(GOOD.replace(good, bad, 1), "small") == reading.scenario


@pytest.mark.parametrize(
    "text", ["[markup] [/] [bold red]", "😀👩‍💻🏳️‍🌈", "שלום עולם", "مرحبا", "Zoë Ångström", "日本語。", "{0} %s $x"]
)
def test_the_text_of_strangers_is_just_text(text: str) -> None:
    reading = read_text(GOOD.replace("A small ending", text).replace("Five of us.", text), "small")
    assert reading.diagnostics == ()
    assert reading.unwrap().title == text


def test_places_are_found_in_whatever_toml_allows() -> None:
    text = """\
# a comment
wrong = [ # another
  "a", # and another
  { b = 1, "c d".e = [[1], {f = inf}] },
]
'lite ral' = 1979-05-27T07:32:00Z
  indented   =   0x1F
many = \'\'\'
[step]\'\'\'
[  a . "b" . c  ]
[[a.b.d]]
[[a.b.d]]
"""
    found = {d.key: (d.line, d.column) for d in read_text("format = 1\n" + text, "x").diagnostics if d.code == "S011"}
    assert found == {
        "wrong": (3, 1), "lite ral": (7, 1), "indented": (8, 3), "many": (9, 1), "a": (11, 4)}  # fmt: skip


def test_windows_line_ends_and_a_byte_order_mark_are_fine() -> None:
    assert read_text("\ufeff" + GOOD.replace("\n", "\r\n"), "small").diagnostics == ()
    broken = read_text(GOOD.replace('"easy"', '"eazy"').replace("\n", "\r\n"), "small").diagnostics
    assert [d.line for d in broken] == [6]


@pytest.mark.parametrize(
    ("name", "wanted"), [("My Fine_Scenario", "my-fine-scenario"), ("Zoë", "zoe"), ("a" * 99, "a" * 64)]
)
def test_the_id_is_made_of_the_name_where_none_is_given(name: str, wanted: str) -> None:
    assert load_text(GOOD, name).id == wanted
    assert load_text("id = 'kept'\n" + GOOD, name).id == "kept"


def test_a_name_without_latin_letters_gets_an_id_that_stays() -> None:
    assert load_text(GOOD, "面接").id == load_text(GOOD, "面接").id != load_text(GOOD, "面").id


# --- other languages, replies by cues, so many of them -------------------------------------------------------


def errors_of(text: str) -> list[tuple[str, str, int]]:
    return [(d.code, d.key, d.line) for d in read_text(text, "de").diagnostics if d.severity == "error"]


def test_a_scenario_in_another_language_is_judged_by_its_own_criteria_alone() -> None:
    reading = read_text(GERMAN, "de")
    assert reading.diagnostics == ()
    scenario = reading.unwrap()
    assert (scenario.language, scenario.group, scenario.standard) == ("de", "Developer", False)
    (step,) = scenario.steps
    assert [criterion.name for criterion in step.rubric] == ["fragt"] and step.criteria[0].least == 2
    assert step.answers[0].cues == ("wie groß * team",) and step.answers[0].topic == ""
    assert step.advice == "Fragen Sie etwas."


def test_the_interviewer_speaks_the_language_of_the_scenario_unless_told_otherwise() -> None:
    assert load_text(GERMAN, "de").interviewer.voice.language == "de"
    swiss = GERMAN.replace('title = "Teamleiterin"', 'title = "Teamleiterin"\nvoice = { language = "de-CH" }')
    assert load_text(swiss, "de").interviewer.voice.language == "de-CH"
    assert load_text(GOOD, "small").language == "en" and load_text(GOOD, "small").group == ""


@pytest.mark.parametrize("tag", ["en", "en-GB", "EN-us"])
def test_every_english_is_english(tag: str) -> None:
    scenario = load_text(f'language = "{tag}"\n' + GOOD, "small")
    assert scenario.standard and {"asks", "turn_off"} < {criterion.name for criterion in scenario.steps[0].rubric}


def test_a_standard_step_in_another_language_needs_criteria_of_its_own() -> None:
    begin, end = GERMAN.index("[[step.criterion]]"), GERMAN.index("[[step.sample]]")
    bare = GERMAN[:begin] + GERMAN[end:].replace('meets = ["fragt"]\n', "")
    assert errors_of(bare) == [("S039", "step[1].move", line_of(bare, 'move = "questions"'))]
    assert errors_of(bare.replace('language = "de"\n', "")) == []


def test_samples_in_another_language_know_nothing_of_the_standard_criteria() -> None:
    text = GERMAN.replace('meets = ["fragt"]', 'meets = ["asks"]')
    assert errors_of(text) == [("S035", "step[1].sample[1].meets[1]", line_of(text, 'meets = ["asks"]'))]


def test_a_reply_that_nobody_can_ask_for_is_told() -> None:
    text = GERMAN.replace('cues = ["wie groß * team"]', 'topic = "team"')
    assert [code for code, *_ in errors_of(text)] == ["S012"]
    text = GOOD.replace('topic = "growth"\n', "")
    assert [code for code, *_ in errors_of(text)] == ["S012"]
    assert errors_of(GOOD.replace('topic = "growth"', 'cues = ["budget", "learn * courses"]')) == []
    assert errors_of(GOOD.replace('topic = "growth"', 'topic = "growth"\ncues = ["budget"]')) == []


def test_cues_of_replies_are_checked_as_all_cues_are() -> None:
    text = GERMAN.replace('"wie groß * team"', '"team*"')
    assert errors_of(text) == [("S033", "step[1].answer[1].cues[1]", line_of(text, '"team*"'))]


def test_no_more_cues_can_be_asked_for_than_there_are() -> None:
    text = GERMAN.replace("least = 2", "least = 3")
    assert errors_of(text) == [("S019", "step[1].criterion[1].least", line_of(text, "least = 3"))]
    assert [code for code, *_ in errors_of(GERMAN.replace("least = 2", "least = 0"))] == ["S019"]


@pytest.mark.parametrize("tag", ["../de", "deutsch", "d", ""])
def test_a_language_is_a_tag(tag: str) -> None:
    found = errors_of(GERMAN.replace('language = "de"', f'language = "{tag}"'))
    assert found[0][:2] in [("S021", "language"), ("S014", "language")]


# --- files -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "code", "line"),
    [
        (b"\x7fELF\x00\x01", "S005", 0),
        (GOOD.encode("utf-16"), "S005", 0),
        (b'format = 1\ntitle = "caf\xe9"\n', "S006", 2),
        (b"#" * (MOST_BYTES + 1), "S004", 0),
        (b"", "S010", 0),
    ],
)
def test_a_file_that_is_no_scenario_is_told(tmp_path: Path, data: bytes, code: str, line: int) -> None:
    path = tmp_path / "x.toml"
    path.write_bytes(data)
    with pytest.raises(DiagnosticError) as caught:
        load_file(path)
    first = next(d for d in caught.value.diagnostics if d.code == code)
    assert (first.path, first.line) == (str(path), line)


def test_paths_that_are_no_files_are_told(tmp_path: Path) -> None:
    (tmp_path / "scenario.toml").write_text(GOOD)
    cases = {
        tmp_path: "S002",
        tmp_path / "nothing.toml": "S001",
        tmp_path / "scenario.toml" / "x.toml": "S003",
        tmp_path / ("x" * 5000): "S003",
        tmp_path / "a\0b": "S003",
    }
    for path, code in cases.items():
        assert [d.code for d in read_file(path).diagnostics] == [code], path
    (missing,) = read_file(tmp_path / "scenarios.toml").diagnostics
    assert "scenario.toml" in missing.help


def test_only_as_much_is_read_of_a_huge_file_as_tells_that_it_is_huge(tmp_path: Path) -> None:
    path = tmp_path / "huge.toml"
    with path.open("wb") as file:
        file.truncate(2**40)  # sparse: reading it whole would not end
    assert [d.code for d in read_file(path).diagnostics] == ["S004"]


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    if not hasattr(os, "mkfifo"):
        return
    os.mkfifo(tmp_path / "pipe.toml")
    assert [d.code for d in read_file(tmp_path / "pipe.toml").diagnostics] == ["S002"]


def test_a_hostile_file_of_problems_is_cut_short() -> None:
    text = "".join(f"key{number} = 1\n" for number in range(10_000))
    found = read_text(text, "x").diagnostics
    assert len(found) == MOST_LISTED + 1 and found[-1].code == "S099"


def test_names_joined_by_dots_cost_nothing() -> None:
    # The parser of the standard library takes minutes and gigabytes for it.
    assert [d.code for d in read_text("a." * 100_000 + "a = 1", "x").diagnostics] == ["S008"]


# --- whatever comes ----------------------------------------------------------------------------------------


@settings(deadline=None)
@given(st.text(max_size=400))
def test_any_text_is_a_scenario_or_a_list_of_problems(text: str) -> None:
    reading = read_text(text, "x")
    assert isinstance(reading.scenario, Scenario) or any(d.severity == "error" for d in reading.diagnostics)


KEYS = ["format", "title", "step", "move", "says", "interviewer", "voice", "sample", "meets", "criterion", "cues",
        "answer", "topic", "silent", "reaction", "name", "level", "text", "seconds", "wrong", "", "a.b"]  # fmt: skip
VALUES = st.recursive(
    st.one_of(
        st.integers(-(2**62), 2**62), st.booleans(), st.floats(), st.dates(), st.datetimes(), st.times(),
        st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
        st.sampled_from(["questions", "custom", "email", "strong", "team", "asks", "a * b", "*"]),
    ),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=6),
    max_leaves=25,
)  # fmt: skip


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.dictionaries(st.sampled_from(KEYS), VALUES, max_size=8), st.booleans())
def test_any_tables_are_a_scenario_or_a_list_of_problems_with_lines(table: dict[str, Any], formatted: bool) -> None:
    text = tomli_w.dumps({**table, "format": 1} if formatted else table)
    reading = read_text(text, "x", "x.toml")
    errors = [d for d in reading.diagnostics if d.severity == "error"]
    assert errors and reading.scenario is None  # it has no title, at the least
    last = text.count("\n") + 1
    assert all(0 <= d.line <= last and d.what and d.help for d in reading.diagnostics)
    assert all(d.line for d in errors if d.code in {"S011", "S013", "S018", "S019"}), reading.diagnostics
    assert not any(ord(char) < 32 and char != "\n" for char in "".join(map(str, errors)))
