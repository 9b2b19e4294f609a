"""A journal in a folder of its own, and players in other processes."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.journeys.conftest import home, screens
from tests.ui.conftest import entries, own, played, start

from closer_tui.journal import Journal
from closer_tui.scenario.load import load_text
from closer_tui.scenario.model import Scenario

__all__ = ["entries", "home", "own", "played", "screens", "start"]  # fixtures for the program on its screens

HERE = Path(__file__).parent

Player = subprocess.Popen[str]


@pytest.fixture
def small() -> Scenario:
    return load_text((HERE / "small.toml").read_text(encoding="utf-8"), "small")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "home" / "journal.sqlite"


@pytest.fixture
def journal(file: Path) -> Iterator[Journal]:
    with Journal.open(file) as journal:
        yield journal


@pytest.fixture
def play(file: Path) -> Iterator[Callable[[int], Player]]:
    """Starts a player of so many answers; all that still live are killed in the end."""
    players: list[Player] = []

    def start(count: int) -> Player:
        command = [sys.executable, str(HERE / "player.py"), str(file), str(HERE / "small.toml"), str(count)]
        player = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        players.append(player)
        assert player.stdout is not None and player.stdout.readline() == "ready\n"
        return player

    yield start
    for player in players:
        player.kill()
        player.communicate()
