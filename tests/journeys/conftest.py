"""What the journeys share: a home of their own, and terminals that are closed after it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.journeys.terminal import Terminal


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Where the program keeps everything. It is not there yet."""
    return tmp_path / "home"


@pytest.fixture
def screens() -> Iterator[list[Terminal]]:
    """Put every terminal in here that is opened."""
    opened: list[Terminal] = []
    yield opened
    for terminal in opened:
        terminal.close()
