"""In German the same is wrong at the same places, said otherwise; what is written into files stays as it is."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.scenario.test_explained import PARTS, whole

from closer_tui.i18n import LANGUAGES
from closer_tui.scenario import explained
from closer_tui.scenario.advert.answers import subjects
from closer_tui.scenario.advert.asked import ASKED
from closer_tui.scenario.codes import HEADLINES
from closer_tui.scenario.explained import explanation

HERE = Path(__file__).parent
SAID = """
import json, sys
from pathlib import Path
from closer_tui.i18n import translated
from closer_tui.scenario.checking import check_scenario
from closer_tui.scenario.codes import HEADLINES
from closer_tui.scenario.load import load_file
from closer_tui.scenario.page import to_html
from closer_tui.scenario.prepare import Person, lines, prepare
from closer_tui.scenario.prepared import prepared_scenario
from closer_tui.scenario.schema import schema_text
from closer_tui.scenario.template import Wishes

asked = json.load(sys.stdin)
preparation = prepare("Backend engineer", "Larkspur Pay", asked["advert"])
found = [check_scenario(text, "x", "") for text in asked["texts"]]
json.dump({
    "found": [[[d.code, d.severity, d.line, d.column, d.key, d.what, d.help] for d in each] for each in found],
    "headlines": {code: translated(text) for code, text in HEADLINES.items()},
    "questions": list(lines(preparation)),
    "prepared": prepared_scenario(preparation, Wishes(), (Person("Ines Cardoso"),), "at ten", "mine", None),
    "page": to_html(load_file(Path(asked["scenario"]))),
    "schema": schema_text(),
}, sys.stdout)
"""


def said(language: str) -> dict[str, Any]:
    """What a process that speaks this language says."""
    asked = {
        "texts": [whole(explanation(code).wrong) for code in PARTS]
        + [(HERE / "broken" / "fifteen.toml").read_text(encoding="utf-8")],
        "advert": (HERE / "adverts" / "fintech.txt").read_text(encoding="utf-8"),
        "scenario": str(HERE / "good.toml"),
    }
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", SAID],
        input=json.dumps(asked),
        env=os.environ | {"CLOSER_LANGUAGE": language},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    told: dict[str, Any] = json.loads(done.stdout)
    return told


@pytest.fixture(scope="module")
def english() -> dict[str, Any]:
    return said("en")


@pytest.fixture(scope="module")
def german() -> dict[str, Any]:
    return said("de")


def test_the_same_is_wrong_at_the_same_places_in_other_words(english: dict[str, Any], german: dict[str, Any]) -> None:
    pairs = [
        (one, other)
        for ours, theirs in zip(english["found"], german["found"], strict=True)
        for one, other in zip(ours, theirs, strict=True)
    ]
    assert len({one[0] for one, _ in pairs}) > 25
    for one, other in pairs:
        assert one[:5] == other[:5]
        assert one[5] != other[5] and one[6] != other[6]
        assert "{" not in other[5].replace("{{", ""), other


def test_every_headline_has_a_german(english: dict[str, Any], german: dict[str, Any]) -> None:
    assert list(german["headlines"]) == list(HEADLINES) == list(english["headlines"])
    assert [code for code in HEADLINES if german["headlines"][code] == english["headlines"][code]] == []


def test_questions_stay_english_and_what_is_told_of_them_does_not(
    english: dict[str, Any], german: dict[str, Any]
) -> None:
    ours, theirs = english["questions"], german["questions"]
    assert [line for line in ours if line.startswith("- ")] == [line for line in theirs if line.startswith("- ")]
    others = [pair for pair in zip(ours, theirs, strict=True) if pair[0] and not pair[0].startswith("- ")]
    assert len(others) > 10 and all(one != other for one, other in others)


def test_a_scenario_of_an_interview_is_the_same_file_in_every_language(
    english: dict[str, Any], german: dict[str, Any]
) -> None:
    assert english["prepared"] == german["prepared"]


def test_the_page_of_an_english_scenario_marks_the_german_words_as_german(
    english: dict[str, Any], german: dict[str, Any]
) -> None:
    assert '<html lang="en' in german["page"] and 'lang="de"' in german["page"]
    assert ">Wonach beurteilt wird<" in german["page"] and ">Inhalt<" in german["page"]
    assert 'lang="de"' not in english["page"] and ">What it is judged by<" in english["page"]


def test_the_schema_means_the_same_and_is_described_in_german(english: dict[str, Any], german: dict[str, Any]) -> None:
    def meaning(schema: Any) -> Any:
        if isinstance(schema, dict):
            return {key: meaning(value) for key, value in schema.items() if key != "description"}
        return [meaning(each) for each in schema] if isinstance(schema, list) else schema

    ours, theirs = json.loads(english["schema"]), json.loads(german["schema"])
    assert ours != theirs and meaning(ours["properties"]["title"]) == meaning(theirs["properties"]["title"])
    assert ours["$comment"] == theirs["$comment"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_has_its_story_with_the_same_examples_in_every_language(
    language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = {code: explanation(code) for code in HEADLINES}
    monkeypatch.setattr(explained, "language", lambda: language)
    assert list(explained._all(language)) == list(HEADLINES)
    for code, english in ours.items():
        told = explanation(code)
        assert (told.wrong, told.right, told.is_command) == (english.wrong, english.right, english.is_command)
        assert len(" ".join(told.story).split()) > 15
        assert (told.story == english.story) is (language == "en"), code


def test_what_adverts_answer_is_in_the_catalogue() -> None:
    assert {each.asked for each in subjects()} == ASKED
