"""`closer progress`: lines in a pipe, JSON for programs, a screen at a terminal, and the same in the plain mode."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from closer_tui.commands import progress
from closer_tui.commands.in_lines_home import Home
from closer_tui.journal import Journal
from closer_tui.linear import EndOfInput, Linear
from closer_tui.practice.progress import Choice
from closer_tui.scoring.lazy import LazyScorer
from closer_tui.scoring.verdict import Scorer
from closer_tui.settings import Settings
from closer_tui.ui.toasts import Toasts

Closer = Callable[..., Result]
CLOSE = "asks several insightful\n.\nSubject: Hi\n\ngreeting thanks_time thanks_consideration\n.\n"


def test_before_the_first_rehearsal_it_says_what_will_be_here_and_makes_no_journal(closer: Closer, home: Path) -> None:
    done = closer("progress")
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.startswith("No rehearsal is finished yet")
    assert not home.exists()
    assert json.loads(closer("progress", "--json").stdout)["runs"] == 0


def test_a_scenario_that_there_is_not_is_an_error_with_a_way_out(closer: Closer) -> None:
    done = closer("progress", "nonsense")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "no scenario of this name" in done.stderr and "closer list" in done.stderr


@pytest.mark.usefixtures("words", "own")
def test_it_tells_of_what_was_played(closer: Closer) -> None:
    for _ in range(2):
        closer("play", "small", typed=CLOSE)
    lines = closer("progress").stdout.splitlines()
    assert "Run 2; about nine are where practice pays most." in lines
    assert "Questions: made, made. Made 2 of the last 2." in lines
    assert "Value: not asked, not asked." in lines
    assert any(line.startswith("Mentioned something from this conversation: missed 2 of 2. Advice:") for line in lines)
    assert closer("progress", "small").stdout.splitlines()[:2] == [
        "Progress: A small ending, all levels.",
        "2 runs of 2.",
    ]
    assert "on the silent level is finished yet" in closer("progress", "small", "--level", "silent").stdout
    assert "No rehearsal of “first-job” is finished yet." in closer("progress", "first-job").stdout
    told = json.loads(closer("progress", "--json").stdout)
    assert (told["runs"], told["moves"][0]["results"]) == (2, ["made", "made"])


def test_the_interface_needs_a_terminal(closer: Closer) -> None:
    done = closer("progress", "--no-plain")
    assert done.exit_code == 2 and "needs a terminal" in done.stderr


@pytest.mark.usefixtures("words", "own")
def test_at_a_terminal_it_opens_the_room(closer: Closer, monkeypatch: pytest.MonkeyPatch) -> None:
    closer("play", "small", typed=CLOSE)
    opened: list[Toasts] = []

    def run(app: Toasts) -> int:
        opened.append(app)
        return 0

    monkeypatch.setattr(progress, "why_plain", lambda *_: "")
    monkeypatch.setattr(progress, "run_app", run)
    assert progress.show_progress(Choice("small", "silent"), None, False) == 0
    (app,) = opened
    assert app._progress == Choice("small", "silent")  # type: ignore[attr-defined]


@pytest.mark.usefixtures("words", "own")
def test_the_plain_mode_tells_it_to_a_person_and_asks_again(closer: Closer, word_scorer: Scorer) -> None:
    def told(typed: str) -> str:
        out = io.StringIO()
        linear = Linear(io.StringIO(typed), out, True)
        with Journal.open() as journal, pytest.raises(EndOfInput):
            Home(linear, journal, LazyScorer(lambda: word_scorer), Settings(), None, None).choose()
        return out.getvalue()

    assert "progress: hear" not in told("")
    closer("play", "small", typed=CLOSE)
    said = told("progress\nback\nprogress\nback\n")
    assert said.count("Questions: made. Made once.") == 2
    assert said.count("Which one? Write its number or name.") == 3
