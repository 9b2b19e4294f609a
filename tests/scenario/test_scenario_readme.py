"""What the page for authors says is true: its examples load, and its cues find what it says."""

from __future__ import annotations

import re

import pytest

from closer_tui.scenario.codes import HEADLINES
from closer_tui.scenario.library import bundled_folder
from closer_tui.scenario.load import MOST_BYTES, read_text
from closer_tui.scenario.model import SAMPLE_LEVELS, OwnCriterion
from closer_tui.scenario.shape import MOST_STEPS
from closer_tui.scoring.classes import CLASSES, technologies
from closer_tui.scoring.cues import MOST_OPTIONAL, STAR, compile_cue, find_cue, judge_own
from closer_tui.scoring.judge import judge_answer
from closer_tui.scoring.languages import ENGLISH, GERMAN, STEMMERS
from closer_tui.scoring.lookup import SHORTEST_TYPO, Words
from closer_tui.scoring.matching import NEAR
from closer_tui.scoring.rubric import CRITERIA, TOPICS
from closer_tui.scoring.verdict import Scorer

PAGE = (bundled_folder() / "README.md").read_text(encoding="utf-8")
EXAMPLES: list[str] = re.findall(r"^```toml\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
WHOLE = next(example for example in EXAMPLES if example.startswith("format = 1"))


def rows(header: str) -> list[list[str]]:
    """The cells of all tables with this header, without their quotes."""
    found = []
    for table in re.findall(rf"^{re.escape(header)}\n\|[- |]+\n((?:\|.*\n?)+)", PAGE, re.MULTILINE):
        for line in table.splitlines():
            cells = re.split(r"(?<!\\)\|", line)[1:-1]
            found.append([cell.strip().strip("`").replace("\\|", "|") for cell in cells])
    return found


CUES = rows("| cue | answer | found? |")
GERMAN_CUES = rows("| cue in German | answer | found? |")
BLOCKED = rows("| answer | met? |")
OWN = [example for example in EXAMPLES if "step.criterion" in example]


def test_there_are_examples_of_everything() -> None:
    assert len(EXAMPLES) >= 6 and len(CUES) >= 15 and len(BLOCKED) >= 5
    assert len(GERMAN_CUES) >= 8 and len(OWN) >= 3
    assert {name for name in CLASSES if not any(f"<{name}>" in cue for cue, *_ in CUES)} == set()


def whole(example: str) -> str:
    """The example as a file."""
    if example.startswith("format = 1"):
        return example
    return WHOLE + "\n" + example if example.startswith("[") else example + "\n" + WHOLE


@pytest.mark.parametrize("example", EXAMPLES, ids=range(len(EXAMPLES)))
def test_every_example_loads_without_a_word(example: str) -> None:
    assert read_text(whole(example), "example").diagnostics == ()


@pytest.mark.parametrize("example", OWN, ids=range(len(OWN)))
def test_own_criteria_of_the_examples_do_what_their_samples_say(example: str) -> None:
    scenario = read_text(whole(example), "example").unwrap()
    step = scenario.steps[-1]
    for sample in step.samples:
        (verdict,) = judge_own(step.criteria, sample.text, scenario.language, scenario.names)
        assert verdict.met == (verdict.criterion in sample.meets), sample.text
    assert step.samples


@pytest.mark.parametrize("example", [example for example in EXAMPLES if "[[step.answer]]\ncues" in example])
def test_replies_by_cues_are_asked_for_by_the_sample(example: str, word_scorer: Scorer) -> None:
    scenario = read_text(whole(example), "example").unwrap()
    (sample,) = scenario.steps[-1].samples
    judgement = judge_answer(word_scorer, scenario, len(scenario.steps) - 1, sample.text, "spoken")
    assert judgement.replies == ((len(scenario.steps) - 1, 0),)


@pytest.mark.parametrize(("cue", "answer", "found"), CUES)
def test_every_cue_of_the_page_finds_what_it_says(cue: str, answer: str, found: str) -> None:
    assert found in ("yes", "no")
    assert (find_cue(compile_cue(cue), Words(answer, "en", ("Priya Nair",))) is not None) == (found == "yes")


@pytest.mark.parametrize(("cue", "answer", "found"), GERMAN_CUES)
def test_every_german_cue_of_the_page_finds_what_it_says(cue: str, answer: str, found: str) -> None:
    assert found in ("yes", "no")
    assert (find_cue(compile_cue(cue), Words(answer, "de", ("Anna Weber",))) is not None) == (found == "yes")


@pytest.mark.parametrize(("answer", "met"), BLOCKED)
def test_every_blocker_of_the_page_does_what_it_says(answer: str, met: str) -> None:
    criterion = OwnCriterion("n", "t", "a", ("start on *",), ("not sure",))
    assert met in ("yes", "no")
    assert judge_own([criterion], answer)[0].met == (met == "yes")


def test_the_page_names_every_topic_criterion_level_and_code() -> None:
    for name in (*TOPICS, *(criterion.name for criterion in CRITERIA)):
        assert f"`{name}`" in PAGE, name
    assert all(level in PAGE for level in SAMPLE_LEVELS)
    assert rows("| code | what it means |") == [[code, headline] for code, headline in HEADLINES.items()]


def test_the_page_has_the_right_numbers() -> None:
    assert f"{MOST_BYTES // 1000} kilobytes" in PAGE and f"{MOST_STEPS} steps at most" in PAGE
    words = {5: "five", 6: "six"}
    assert f"up to {words[STAR]} words" in PAGE and f"up to {words[NEAR]} words before" in PAGE
    assert f"words of {words[SHORTEST_TYPO]} letters or more" in PAGE
    assert all(f'"{word}"' in PAGE for word in ENGLISH.contrasts | GERMAN.contrasts)
    assert {words[MOST_OPTIONAL].capitalize()} == set(re.findall(r"(\w+) of them at most are in one cue", PAGE))
    assert 640 <= sum(map(len, technologies().values())) < 700 and "some 650 known names" in PAGE


def test_the_page_names_every_language_whose_forms_are_known() -> None:
    assert {name.capitalize() for name in STEMMERS.values() if name.capitalize() not in PAGE} == set()
