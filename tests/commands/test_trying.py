"""Promises of `closer try` and `closer export NAME --html`, as they are called from a shell."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from closer_tui.commands import trying
from closer_tui.scoring.lazy import LazyScorer
from closer_tui.scoring.verdict import Scorer

Closer = Callable[..., Result]


@pytest.fixture(autouse=True)
def quick(word_scorer: Scorer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trying, "lazy", lambda: LazyScorer(lambda: word_scorer))


@pytest.mark.parametrize(("text", "typed"), [(["asks"], ""), (["-"], "asks"), ([], "asks")])
def test_a_text_is_tried_from_the_command_line_or_from_a_pipe(
    closer: Closer, small: Path, text: list[str], typed: str
) -> None:
    done = closer("try", str(small), "1", *text, typed=typed)
    assert done.exit_code == 0
    assert done.stdout.startswith("Step 1 of 2, Ask thoughtful questions: half made, 8 of 25 points.\n")
    assert 'Met: Asked a genuine question, 8 of 8 points.\n  In the answer: "asks"\n' in done.stdout
    assert "Ann Bell says (no reply was written for this question):\n  Good question.\n" in done.stdout


def test_json_says_the_same(closer: Closer, small: Path) -> None:
    done = closer("try", str(small), "questions", "--json", typed="asks")
    data = json.loads(done.stdout)
    assert (data["step"], data["earned"], data["says"][0]["lines"]) == (1, 8, ["Good question."])
    assert data["criteria"][0]["evidence"] == [{"start": 0, "end": 4, "text": "asks"}]


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        ([], 2, "Which step? A small ending has 1 Ask thoughtful questions; 2 Send a thank-you email."),
        (["7", "x"], 1, "No step is called “7”. The steps are: 1 Ask thoughtful questions;"),
        (["a", "x"], 1, "“a” may be several steps: 1 Ask thoughtful questions; 2 Send"),
        (["1", " "], 2, "There is nothing to try."),
        (["1"], 1, "nothing to judge"),
    ],
)
def test_what_can_not_be_tried_is_told_with_what_can(
    closer: Closer, small: Path, arguments: list[str], status: int, words: str
) -> None:
    done = closer("try", str(small), *arguments)
    assert (done.exit_code, done.stdout) == (status, "")
    assert words in done.stderr


def test_a_scenario_that_is_not_there_or_broken_is_told(closer: Closer, small: Path) -> None:
    assert "S009" in closer("try", "nowhere", "1", "x").stderr
    small.write_text("title = \n", encoding="utf-8")
    done = closer("try", str(small), "1", "x")
    assert done.exit_code == 1 and f"{small}:1:" in done.stderr


# --- export ------------------------------------------------------------------------------------------------


def test_a_scenario_goes_out_as_a_page(closer: Closer, small: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    done = closer("export", str(small), "--html", str(page))
    assert (done.exit_code, done.stdout) == (0, "")
    assert page.read_text(encoding="utf-8") == closer("export", str(small), "--html").stdout
    assert "<title>A small ending</title>" in page.read_text(encoding="utf-8")
    assert "closer export scenario" not in done.output


def test_what_is_there_already_is_replaced_only_when_told_to(closer: Closer, small: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("mine", encoding="utf-8")
    done = closer("export", str(small), "--html", str(page))
    assert done.exit_code == 1 and "is there already" in done.stderr
    assert page.read_text(encoding="utf-8") == "mine"
    assert closer("export", str(small), "--html", str(page), "--force").exit_code == 0
    assert page.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_a_scenario_may_be_called_like_another_export(closer: Closer, own: Path) -> None:
    (own / "corrections.toml").write_text((own / "small.toml").read_text("utf-8"), encoding="utf-8")
    assert closer("export", "scenario", "corrections", "--html").stdout.startswith("<!DOCTYPE html>")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["small"], "closer export NAME --html"),
        (["scenario", "small"], "closer export small --html FILE"),
        (["correction"], "Did you mean corrections?"),
    ],
)
def test_a_word_too_few_is_told(closer: Closer, arguments: list[str], words: str) -> None:
    done = closer("export", *arguments)
    assert done.exit_code == 2 and words in done.stderr


@pytest.mark.usefixtures("own")
def test_a_page_that_can_not_be_written_is_told(closer: Closer, tmp_path: Path) -> None:
    for path, words in ((tmp_path, "is a folder"), (tmp_path / "no" / "x.html", "No such file")):
        done = closer("export", "small", "--html", str(path))
        assert done.exit_code == 1 and words in done.stderr
