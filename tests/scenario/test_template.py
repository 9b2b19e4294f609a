"""A new scenario is whole: it plays, nothing is to be said against it, and its samples are scored as they say."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from closer_tui.scenario.checking import check_scenario
from closer_tui.scenario.copying import copied_scenario
from closer_tui.scenario.library import bundled_folder
from closer_tui.scenario.load import load_text
from closer_tui.scenario.model import Difficulty
from closer_tui.scenario.schema import schema
from closer_tui.scenario.template import LONGEST, SCHEMA_LINE, Wishes, clean, new_scenario
from closer_tui.scenario.template_lines import LESSONS, MOODS, REPLIES
from closer_tui.scoring.rubric import MOVES, TOPICS, of_move
from closer_tui.scoring.verdict import Scorer

BUNDLED = sorted(bundled_folder().glob("*.toml"))
VALIDATOR = Draft7Validator(schema())


@pytest.fixture(scope="module")
def scorer() -> Scorer:
    from closer_tui.scoring.scorer import load_scorer

    return load_scorer()


def text_of(wishes: Wishes, standard: bool = True, names_in_samples: bool = True) -> str:
    return new_scenario(wishes, "mine", standard=standard, names_in_samples=names_in_samples)


def uncommented(text: str) -> str:
    """With everything in it that is commented out."""
    return re.sub(r"^#(?![ :])", "", text, flags=re.MULTILINE)


WISHES = [
    Wishes(),
    *(Wishes(mood=mood, difficulty=level) for mood, level in zip(MOODS, get_args(Difficulty), strict=True)),
    *(Wishes(moves=(move,)) for move in MOVES),
    Wishes("Site reliability engineer", "Müller & Söhne GmbH", "Dr. Ada Osei", "CTO"),
    Wishes("SOC analyst, night shift", "Acme", "李雷", "HR"),
    Wishes("Junior IT support technician", "St Mary's School", "Jo", "Head of IT"),
    Wishes("Data engineer", "3i", "O'Neill", "Lead", language="en-GB"),
]


@pytest.mark.parametrize("wishes", WISHES, ids=lambda w: f"{w.company} {w.mood} {'+'.join(w.moves)}")
def test_nothing_is_to_be_said_against_a_new_scenario(wishes: Wishes, scorer: Scorer) -> None:
    text = text_of(wishes)
    assert check_scenario(text, "mine", "", scorer) == ()
    assert check_scenario(uncommented(text), "mine", "", scorer) == ()
    assert VALIDATOR.is_valid(tomllib.loads(text))
    assert text.startswith(SCHEMA_LINE + "\n")


def test_without_names_in_the_samples_they_are_scored_as_they_say_too(scorer: Scorer) -> None:
    text = text_of(Wishes(company="Not A Chance Ltd"), names_in_samples=False)
    assert check_scenario(text, "mine", "", scorer) == ()
    samples = [sample.text for step in load_text(text, "mine").steps for sample in step.samples]
    assert not any("Chance" in sample for sample in samples)


@pytest.mark.parametrize("language", ["de", "fr-CA", "pl", "xx"])
def test_in_another_language_every_step_has_a_criterion_of_its_own(language: str, scorer: Scorer) -> None:
    text = text_of(Wishes(language=language), standard=False)
    assert check_scenario(text, "mine", "", scorer) == ()
    scenario = load_text(text, "mine")
    assert scenario.language == language and all(step.criteria for step in scenario.steps)
    assert VALIDATOR.is_valid(tomllib.loads(text))


def test_it_holds_what_was_wished_for() -> None:
    wishes = Wishes("QA engineer", "Lark Labs", "Sam Reed", "CTO", ("value", "email"), "brisk", "hard", called="Lark")
    scenario = load_text(text_of(wishes), "mine")
    assert (scenario.role, scenario.company, scenario.title) == ("QA engineer", "Lark Labs", "Lark")
    assert (scenario.interviewer.name, scenario.interviewer.title) == ("Sam Reed", "CTO")
    assert [step.move for step in scenario.steps] == ["value", "email"]
    assert (scenario.difficulty, scenario.interviewer.temper) == ("hard", MOODS["brisk"].temper)
    strong = scenario.steps[0].sample("strong")
    assert strong is not None and "QA engineer" in strong.text and "Lark Labs" in strong.text


def test_every_step_of_a_new_scenario_has_lines_to_keep() -> None:
    scenario = load_text(text_of(Wishes()), "mine")
    assert len(scenario.steps[0].answers) >= 6 and scenario.steps[0].fallback
    for step in scenario.steps:
        assert step.says and step.hint and step.reaction.made and step.reaction.half and step.reaction.missed
        assert step.sample("strong") and step.sample("weak")
    assert "TODO" not in text_of(Wishes()) and "…" not in text_of(Wishes())


def test_the_parts_of_the_template_are_complete() -> None:
    assert set(REPLIES) == set(TOPICS) - {"other"}
    assert all(set(mood.parts) == set(MOVES) for mood in MOODS.values()) and set(LESSONS) == set(MOVES)
    for move, lesson in LESSONS.items():
        names = {criterion.name for criterion in of_move(move)}
        for sample in (lesson.strong, lesson.weak):
            assert {*sample.meets, *sample.misses} == names


HOSTILE = ['"', '"""', "'''", "\\", "\\u0000", "a\nb", "a\x1b[31mb", "\u202egnp.exe", "{company}", "{0.__class__}",
           "%s", "[bold]x[/]", "#", "= 1", "\r\n[step]", "x" * 10_000, "é" * 10_000, "\ud800", "\x00", "\u2028",
           "😀" * 50]  # fmt: skip


@given(st.lists(st.sampled_from(HOSTILE) | st.text(max_size=200), min_size=5, max_size=5))
@settings(max_examples=150, deadline=None)
def test_whatever_is_answered_the_file_is_valid(answers: list[str]) -> None:
    role, company, interviewer, title, called = (clean(answer) or "x" for answer in answers)
    wishes = Wishes(role, company, interviewer, title, called=called)
    for standard in (True, False):
        spoken = replace(wishes, language="en" if standard else "de")
        for text in (text_of(spoken, standard=standard), uncommented(text_of(spoken, standard=standard))):
            assert check_scenario(text, "mine", "") == ()
        assert VALIDATOR.is_valid(tomllib.loads(text))
        scenario = load_text(text, "mine")
        assert (scenario.role, scenario.company, scenario.title) == (role, company, called)


@given(st.text() | st.sampled_from(HOSTILE))
def test_a_clean_answer_is_short_on_one_line_and_harmless(answer: str) -> None:
    cleaned = clean(answer)
    assert len(cleaned) <= LONGEST and cleaned == clean(cleaned) == " ".join(cleaned.split())


@pytest.mark.parametrize("path", BUNDLED, ids=lambda path: path.stem)
def test_a_copy_is_the_same_but_for_id_and_title_and_keeps_its_comments(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    copy = copied_scenario(source, "an-id", 'A "title"')
    assert tomllib.loads(copy) == tomllib.loads(source) | {"id": "an-id", "title": 'A "title"'}
    assert re.findall("^# .*", copy, re.MULTILINE) == re.findall("^# .*", source, re.MULTILINE)
    assert copy.startswith(SCHEMA_LINE + "\n") and copied_scenario(copy, "an-id", 'A "title"') == copy


@pytest.mark.parametrize(
    "head",
    [
        'format = 1\ntitle = "T"',
        '#:schema ./old.json\n# About.\n"format" = 1 # one\n\n"title" = """\nT""" # that',
        "title = 'T'\nid='old'\nformat=1",
        'id = """\nold"""\nformat = 1\ntitle = "T"   # why',
    ],
)
def test_a_copy_finds_id_and_title_however_they_are_written(head: str) -> None:
    rest = tomllib.loads(text_of(Wishes()))
    source = head + "\n" + text_of(Wishes()).split("\n", 10)[-1]
    assert rest["step"] == tomllib.loads(source)["step"]
    copy = copied_scenario(source, "an-id", "New")
    assert tomllib.loads(copy) == tomllib.loads(source) | {"id": "an-id", "title": "New"}
    assert ("# why" in copy) == ("# why" in source) and ("# About." in copy) == ("# About." in source)
