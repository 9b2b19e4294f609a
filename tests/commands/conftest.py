"""What the tests of the commands share: a home of their own, a scenario of their own, and the command."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.conftest import HEAD

from closer_tui.cli import main
from closer_tui.commands import check, in_lines
from closer_tui.scoring.lazy import LazyScorer
from closer_tui.scoring.verdict import Scorer

SMALL = f"""\
{HEAD}
[[step]]
move = "questions"
says = ["Any questions?"]
fallback = ["Good question."]

[[step]]
move = "email"
says = ["Later, at home."]
"""


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Everything that the program keeps is kept here. It is not there yet."""
    folder = tmp_path / "home"
    for name in ("CLOSER_PLAIN", "PYTHONIOENCODING", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("CLOSER_HOME", str(folder))
    monkeypatch.setenv("TERM", "xterm-256color")
    return folder


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A scenario of two steps, as a file."""
    path = tmp_path / "small.toml"
    path.write_text(SMALL, encoding="utf-8")
    return path


@pytest.fixture
def own(home: Path) -> Path:
    """The folder of the user's own scenarios, with the small one in it."""
    folder = home / "scenarios"
    folder.mkdir(parents=True)
    (folder / "small.toml").write_text(SMALL, encoding="utf-8")
    return folder


@pytest.fixture
def words(word_scorer: Scorer, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rehearsals and samples are judged by the test's scorer."""
    for module in (in_lines, check):
        monkeypatch.setattr(module, "lazy", lambda: LazyScorer(lambda: word_scorer))


@pytest.fixture
def closer() -> Callable[..., Result]:
    """The command, in this process: `closer(*arguments, typed="")`."""

    def run(*arguments: str, typed: str | bytes = "") -> Result:
        done = CliRunner().invoke(main, list(arguments), input=typed)
        assert "Traceback" not in done.output
        return done

    return run


@pytest.fixture
def program() -> Callable[..., subprocess.CompletedProcess[str]]:
    """The command as a process of its own: `program(*arguments, typed="")`."""

    def run(*arguments: str, typed: str = "") -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "closer_tui", *arguments]
        done = subprocess.run(command, input=typed, capture_output=True, text=True, encoding="utf-8", check=False)
        assert "Traceback" not in done.stdout + done.stderr
        return done

    return run
