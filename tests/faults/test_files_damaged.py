"""Whatever stands in the files beside the journal, the program starts, and loses nothing of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.faults import damage

TIMES = 12


@pytest.mark.parametrize("seed", range(TIMES))
def test_damaged_settings_are_told_of_and_never_lost(seed: int, tmp_path: Path) -> None:
    assert damage.settings_damaged(seed, tmp_path)


@pytest.mark.parametrize("seed", range(TIMES))
def test_a_damaged_draft_of_a_scenario_is_offered_or_set_aside(seed: int, tmp_path: Path) -> None:
    assert damage.draft_damaged(seed, tmp_path)


@pytest.mark.parametrize("seed", range(4))
def test_a_damaged_memory_of_scenarios_changes_no_list(seed: int, tmp_path: Path) -> None:
    assert damage.memory_damaged(seed, tmp_path)
