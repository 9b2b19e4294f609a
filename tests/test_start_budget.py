"""The budget of the start, in modules that are imported: a number that no busy machine changes.

Each start is a process of its own. What Python, click or Textual import by themselves is their affair and not counted.
Where a number here has grown: import what is new when it is needed. (How long it all takes is told by
tests/benchmarks/start.py.)
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

NEVER = {"numpy", "tree_sitter", "jsonschema", "fsrs", "msgspec", "rapidfuzz", "snowballstemmer", "pyttsx3", "plotext"}
"""Top-level packages that nothing of this needs."""

TELL = "import sys; sys.stderr.write('\\n'.join(['=', *sys.modules, '=']))"
COMMAND = f"import sys\nfrom closer_tui.__main__ import main\ntry:\n    main()\nfinally:\n    {TELL}"
HOME = f"""
import sys
from closer_tui.commands import play
from closer_tui.ui.beside_home import BesideHome

def painted(app):
    {TELL}
    app.exit()

BesideHome.after_first_paint = painted
play.why_plain = lambda *_: ""
play.run_app = lambda app: app.run(headless=True, size=(120, 40)) or 0
from closer_tui.__main__ import main
main()
"""
BARE = f"""
from textual.app import App
from textual.widgets import TextArea

class Bare(App):
    def compose(self):
        yield TextArea("everything stands")

    def on_mount(self):
        self.call_after_refresh(self.painted)

    def painted(self):
        {TELL}
        self.exit()

Bare().run(headless=True, size=(120, 40))
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The home of somebody who has been here before: the heads of the scenarios are remembered."""
    folder = tmp_path / "home"
    folder.mkdir()
    modules(folder, COMMAND, "list")
    return folder


def modules(home: Path, code: str, *arguments: str) -> set[str]:
    """What a process had imported by the time that it told."""
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        env={**os.environ, "CLOSER_HOME": str(home), "CLOSER_LANGUAGE": "en", "TERM": "xterm-256color"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0 and done.stderr.count("=\n") == 1, done.stderr
    return set(done.stderr.partition("=\n")[2].partition("\n=")[0].split("\n"))


def own(found: set[str]) -> set[str]:
    return {name for name in found if name.startswith("closer_tui")}


def packages(found: set[str]) -> set[str]:
    return {name.partition(".")[0] for name in found}


def test_a_version_is_told_by_the_command_line_alone(home: Path) -> None:
    found = modules(home, COMMAND, "--version")
    assert not packages(found) & {*NEVER, "textual", "rich", "sqlite3", "asyncio", "tomllib"}
    assert len(own(found)) <= 26, sorted(own(found))
    assert len(found - own(found) - modules(home, f"import click; {TELL}")) <= 14, sorted(found)


def test_a_list_is_told_from_what_is_remembered(home: Path) -> None:
    found = modules(home, COMMAND, "list")
    assert not packages(found) & {*NEVER, "textual", "rich", "sqlite3", "asyncio", "tomllib"}
    assert not own(found) & {"closer_tui.scenario.load", "closer_tui.scenario.model", "closer_tui.journal"}
    assert len(own(found)) <= 36, sorted(own(found))


def test_a_sound_file_is_checked_without_what_tells_of_faulty_ones(home: Path) -> None:
    found = modules(home, COMMAND, "check", "--no-samples", "first-job")
    assert not packages(found) & {*NEVER, "textual", "rich", "sqlite3", "asyncio"}
    assert "closer_tui.journal" not in found
    assert len(own(found)) <= 68, sorted(own(found))


def test_home_is_painted_before_anything_but_its_screen_is_imported(home: Path) -> None:
    found, bare = modules(home, HOME), modules(home, BARE)
    assert not packages(found) & {*NEVER, "click", "sqlite3", "tomllib"}
    for name in ("journal", "session", "rehearsal", "scenario.load", "scenario.model", "scoring.report", "practice"):
        assert f"closer_tui.{name}" not in found
    assert len(own(found)) <= 40, sorted(own(found))
    assert len(found - own(found) - bare) <= 10, sorted(found - own(found) - bare)
