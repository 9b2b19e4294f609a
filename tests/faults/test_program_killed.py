"""The real program may be killed at any moment of a rehearsal: nothing that it showed as taken is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.faults.fault import integrity
from tests.faults.kills import InLines, OnScreen, check, killed_in_lines, killed_on_screen

from closer_tui.journal import Journal


@pytest.mark.parametrize("seed", [2, 5])
def test_nothing_acknowledged_is_lost_when_the_plain_mode_is_killed(seed: int, tmp_path: Path) -> None:
    killed_in_lines(seed, tmp_path)


@pytest.mark.parametrize("seed", [1, 6])
def test_nothing_acknowledged_is_lost_when_the_interface_is_killed(seed: int, tmp_path: Path) -> None:
    killed_on_screen(seed, tmp_path)


@pytest.mark.parametrize("mode", [InLines, OnScreen])
def test_killed_while_it_starts_it_starts_again(mode: type[InLines | OnScreen], tmp_path: Path) -> None:
    for seed in range(2):
        candidate = mode(tmp_path / "home")
        candidate.start()
        try:
            while not (tmp_path / "home").exists() and not candidate.person.gone(0.01 * (seed + 1)):
                pass  # as soon as there is anything to be left half done
        finally:
            candidate.person.leave()
    with Journal.open(tmp_path / "home" / "journal.sqlite") as journal:
        assert not [notice for notice in journal.notices if "damaged" in notice]
    assert integrity(tmp_path / "home" / "journal.sqlite") == "ok"


def test_a_kill_that_loses_something_would_be_noticed(tmp_path: Path) -> None:
    """The check itself: of a journal that lacks an acknowledged answer it says so."""
    candidate = InLines(tmp_path / "home")

    def killed_and_forgotten() -> None:
        try:
            candidate.start()
            for _ in range(1 + 4):
                candidate.do()
        finally:
            candidate.person.leave()
        candidate.given.append("Answer that nobody gave")
        check(candidate)

    with pytest.raises(AssertionError):
        killed_and_forgotten()
