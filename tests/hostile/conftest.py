"""What the tests with hostile words share: a place of their own, from which nothing may get out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.hostile.words import watched


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The only folder in which anything may be written; the current folder, the home and the data are in it."""
    for name in ("here", "user"):
        (tmp_path / name).mkdir()
    monkeypatch.chdir(tmp_path / "here")
    monkeypatch.setenv("HOME", str(tmp_path / "user"))
    monkeypatch.setenv("CLOSER_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("TERM", "xterm-256color")
    for name in ("CLOSER_PLAIN", "COLUMNS", "PYTHONIOENCODING"):
        monkeypatch.delenv(name, raising=False)
    with watched(tmp_path):
        yield tmp_path
    assert {each.name for each in tmp_path.iterdir()} <= {"here", "user", "home", "file.toml"}
    assert not any((tmp_path / "user").iterdir())
