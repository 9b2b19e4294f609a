"""The bundled scenarios are whole, differ from one another, and their samples are scored as they say."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from closer_tui.scenario.library import bundled_folder
from closer_tui.scenario.lint import check_samples
from closer_tui.scenario.load import read_file
from closer_tui.scenario.model import SAMPLE_LEVELS, Scenario
from closer_tui.scoring.rubric import MOVES
from closer_tui.scoring.verdict import Scorer

FILES = sorted(bundled_folder().glob("*.toml"))


@pytest.fixture(params=FILES, ids=[path.stem for path in FILES])
def scenario(request: pytest.FixtureRequest) -> Scenario:
    return read_file(request.param).unwrap()


def test_there_are_six_or_more_and_nothing_is_wrong_with_them() -> None:
    assert len(FILES) >= 6
    assert [diagnostic for path in FILES for diagnostic in read_file(path).diagnostics] == []


@pytest.mark.parametrize(
    "what",
    [
        lambda s: s.role,
        lambda s: s.company,
        lambda s: s.interviewer.name,
        lambda s: s.interviewer.temper,
        lambda s: s.id,
        lambda s: s.title,
    ],
)
def test_they_differ_in_job_company_and_temper(what: Callable[[Scenario], str]) -> None:
    seen = [what(read_file(path).unwrap()) for path in FILES]
    assert all(seen) and len(set(seen)) == len(seen)


def test_there_is_one_of_every_difficulty() -> None:
    assert {read_file(path).unwrap().difficulty for path in FILES} == {"easy", "medium", "hard"}


def test_every_move_is_asked_for(scenario: Scenario) -> None:
    assert {step.move for step in scenario.steps} >= set(MOVES)
    assert scenario.id == scenario.name and scenario.scene and scenario.farewell and scenario.interviewer.email


def test_every_step_has_a_strong_a_middling_and_a_weak_sample_that_claim_something(scenario: Scenario) -> None:
    for step in scenario.steps:
        assert {sample.level for sample in step.samples} == set(SAMPLE_LEVELS)
        assert all(sample.meets or sample.misses for sample in step.samples)
        strong, weak = step.sample("strong"), step.sample("weak")
        assert strong is not None and strong.meets and weak is not None and weak.misses


def test_the_interviewer_has_something_to_say(scenario: Scenario) -> None:
    assert len({reply.topic for step in scenario.steps for reply in step.answers}) >= 5
    assert scenario.fallback and len(scenario.silent.winds_down) >= 3 and scenario.silent.nods
    for step in scenario.steps:
        assert step.reaction.made and step.reaction.half and step.reaction.missed


@pytest.fixture(scope="module")
def scorer() -> Scorer:
    from closer_tui.scoring.scorer import load_scorer

    return load_scorer()


def test_the_samples_are_scored_as_their_author_says(scenario: Scenario, scorer: Scorer) -> None:
    errors = [each for each in check_samples(scenario, scorer) if each.severity == "error"]
    assert not errors, "\n".join(map(str, errors))
