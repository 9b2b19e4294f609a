"""`closer sheet`: the best answers on one page, to standard output or a file."""

from __future__ import annotations

import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from tests.test_rescoring import play

from closer_tui.journal import Journal
from closer_tui.scenario.load import load_text

Closer = Callable[..., Result]


@pytest.fixture
def session(own: Path) -> str:
    """A rehearsal, of the scenario "small" of one's own."""
    with Journal.open() as journal:
        return play(
            journal, load_text((own / "small.toml").read_text(encoding="utf-8"), "small"), text="asks insightful"
        )


def test_the_best_so_far_is_printed_as_markdown_with_how_to_pick(closer: Closer, session: str) -> None:
    assert session
    done = closer("sheet")
    assert done.exit_code == 0
    assert done.stdout.startswith(
        "# Cheat sheet: For the end of your interview\n\n- [ ] **Ask thoughtful questions**: "
    )
    assert "  > asks insightful\n" in done.stdout and "not picked" in done.stdout
    assert (
        done.stderr
        == "Not all of it was picked by you: in a report p picks your answer to a move, and s at home shows the best.\n"
    )
    assert closer("sheet", "-").stdout == done.stdout


def test_what_was_picked_is_on_it(closer: Closer, session: str) -> None:
    with Journal.open() as journal:
        journal.pick(session, "questions", "My own words")
        journal.pick(session, "email", "Dear Ann")
    done = closer("sheet")
    assert "  > My own words\n" in done.stdout and "  > Dear Ann\n" in done.stdout
    assert "asks insightful" not in done.stdout and done.stderr == ""


@pytest.mark.parametrize(
    ("name", "page"), [("card.html", True), ("card.HTM", True), ("card.md", False), ("card", False)]
)
def test_a_files_name_says_what_it_is_to_be(
    closer: Closer, session: str, tmp_path: Path, name: str, page: bool
) -> None:
    assert session
    file = tmp_path / name
    done = closer("sheet", str(file))
    assert (done.exit_code, done.stdout) == (0, "")
    assert file.read_text(encoding="utf-8").startswith("<!DOCTYPE html>" if page else "# Cheat sheet")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert ("open it in a browser and print it" in done.stderr) == page
    refused = closer("sheet", "--html", str(file))
    assert refused.exit_code == 1 and "is there already" in refused.stderr
    assert closer("sheet", "--html", "--force", str(file)).exit_code == 0
    assert file.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_it_is_for_one_scenario_by_its_name(closer: Closer, session: str) -> None:
    with Journal.open() as journal:
        play(journal, load_text((journal.load(session).scenario.source), "other"), text="asks elsewhere")
    done = closer("sheet", "--scenario", "small", "--html")
    assert "Developer at Acme" in done.stdout and "With Ann Bell, Manager" in done.stdout
    assert "asks insightful" in done.stdout and "elsewhere" not in done.stdout
    unknown = closer("sheet", "--scenario", "smal")
    assert unknown.exit_code == 1 and "Did you mean small?" in unknown.stderr


def test_what_grows_over_a_page_is_told(closer: Closer, session: str) -> None:
    with Journal.open() as journal:
        for number in range(9):
            journal.pick(session, "questions", f"{number} " + "many words of mine " * 40)
    done = closer("sheet")
    assert done.exit_code == 0
    assert "Nothing was cut: pick fewer answers, or shorter ones." in done.stderr
    assert done.stdout.count("many words of mine") == 360


def test_without_answers_nothing_is_written_and_what_to_do_is_said(
    closer: Closer, home: Path, own: Path, tmp_path: Path
) -> None:
    assert own.exists()
    for arguments in (("sheet",), ("sheet", str(tmp_path / "card.md")), ("sheet", "--scenario", "small")):
        done = closer(*arguments)
        assert (done.exit_code, done.stdout) == (0, "")
        assert "there is no answer yet to put on a sheet. Finish a rehearsal" in done.stderr
    assert not (tmp_path / "card.md").exists() and not (home / "journal.sqlite").exists()
