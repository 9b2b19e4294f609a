"""What the page for authors says is true: its examples load, and its cues find what it says."""

from __future__ import annotations

import re

import pytest

from closer_tui.scenario.codes import HEADLINES
from closer_tui.scenario.library import bundled_folder
from closer_tui.scenario.load import MOST_BYTES, read_text
from closer_tui.scenario.model import SAMPLE_LEVELS, OwnCriterion
from closer_tui.scenario.shape import MOST_STEPS
from closer_tui.scoring.cues import NEAR, STAR, compile_cue, find_cue, judge_own
from closer_tui.scoring.lookup import CONTRASTS, SHORTEST_TYPO, Words
from closer_tui.scoring.rubric import CRITERIA, TOPICS

PAGE = (bundled_folder() / "README.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```toml\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
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
BLOCKED = rows("| answer | met? |")


def test_there_are_examples_of_everything() -> None:
    assert len(EXAMPLES) >= 6 and len(CUES) >= 15 and len(BLOCKED) >= 5


@pytest.mark.parametrize("example", EXAMPLES, ids=range(len(EXAMPLES)))
def test_every_example_loads_without_a_word(example: str) -> None:
    if example == WHOLE:
        text = example
    else:
        text = WHOLE + "\n" + example if example.startswith("[") else example + "\n" + WHOLE
    assert read_text(text, "example").diagnostics == ()


def test_own_criteria_of_the_examples_do_what_their_samples_say() -> None:
    text = WHOLE + "\n" + next(example for example in EXAMPLES if "step.criterion" in example)
    step = read_text(text, "example").unwrap().steps[-1]
    for sample in step.samples:
        (verdict,) = judge_own(step.criteria, sample.text)
        assert verdict.met == (verdict.criterion in sample.meets), sample.text
    assert len(step.samples) == 2


@pytest.mark.parametrize(("cue", "answer", "found"), CUES)
def test_every_cue_of_the_page_finds_what_it_says(cue: str, answer: str, found: str) -> None:
    assert found in ("yes", "no")
    assert (find_cue(compile_cue(cue), Words(answer)) is not None) == (found == "yes")


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
    assert all(f'"{word}"' in PAGE for word in CONTRASTS)
