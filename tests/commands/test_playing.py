"""`closer play` from a pipe: a whole rehearsal, choices, what was left, a journal in trouble."""

from __future__ import annotations

import json
import stat
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from closer_tui.journal import Journal, JournalError
from closer_tui.scenario.load import load_file

Closer = Callable[..., Result]
Program = Callable[..., subprocess.CompletedProcess[str]]


ANSWERS = "asks insightful\n.\nSubject: greeting\n\nthanks_time\n.\n"


@pytest.mark.usefixtures("words")
def test_a_pipe_plays_a_whole_rehearsal_and_prints_the_report(closer: Closer, small: Path, home: Path) -> None:
    done = closer("play", str(small), "--plain", "--level", "realistic", typed=ANSWERS)
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.startswith(
        "closer in plain mode, because of --plain.\nA small ending: Developer at Acme, easy.\n"
    )
    assert "Completeness: " in done.stdout
    with Journal.open() as journal:
        assert [info.answers for info in journal.history()] == [2]
        assert journal.unfinished() == ()
    assert json.loads(closer("history", "--json").stdout)[0]["title"] == "A small ending"
    assert stat.S_IMODE(home.stat().st_mode) == 0o700


@pytest.mark.usefixtures("words")
@pytest.mark.parametrize(
    "typed",
    [b"asks \xff\xfe\n.\n", b"asks\r\n.\r\n", b"\0\0asks\0\n", b"asks " * 40_000, "\u202easks 🙂 שלום".encode()],
)
def test_whatever_is_piped_in_ends_in_a_report(closer: Closer, small: Path, typed: bytes) -> None:
    done = closer("play", str(small), "--level", "realistic", typed=typed)
    assert (done.exit_code, done.stderr) == (0, "")
    assert "Met: Asked a genuine question" in done.stdout


@pytest.mark.usefixtures("words", "own")
def test_a_scenario_is_chosen_by_number_or_name(closer: Closer) -> None:
    names = [entry["name"] for entry in json.loads(closer("list", "--json").stdout)]
    for choice in ("small", str(names.index("small") + 1), "nonsense\n0\nSMALL"):
        done = closer("--plain", typed=f"{choice}\nrealistic\n{ANSWERS}")
        assert (done.exit_code, done.stderr) == (0, "")
        assert "Ann Bell: Any questions?" in done.stdout
    assert "“nonsense” is not among the choices" in done.stdout


@pytest.mark.usefixtures("words")
def test_of_a_folder_only_its_own_scenarios_are_offered(closer: Closer, small: Path, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    done = closer("play", str(folder), typed="\n")
    assert done.exit_code == 1 and "There is no scenario in the folder" in done.stderr
    (folder / "only.toml").write_text(small.read_text(encoding="utf-8"), encoding="utf-8")
    done = closer("play", str(folder), typed="only\n\n")
    assert "only: A small ending" in done.stdout and "payments-backend" not in done.stdout


@pytest.mark.usefixtures("words")
def test_a_pipe_chooses_the_same_whatever_was_left_unfinished(closer: Closer, small: Path) -> None:
    def offered() -> str:
        return closer("--plain", typed="").stdout

    before = offered()
    with Journal.open() as journal:
        journal.begin(load_file(small), "coached")
    assert offered() == before
    assert "unfinished" not in before


@pytest.mark.usefixtures("words")
def test_what_was_left_can_be_gone_on_with_by_name(closer: Closer, small: Path) -> None:
    first = closer("play", str(small), "--level", "realistic", typed="asks\n.\n/quit\n")
    assert "Everything is kept. To go on: closer --plain, then write resume." in first.stdout
    second = closer("--plain", typed="resume\ngreeting\n.\n")
    assert (second.exit_code, second.stderr) == (0, "")
    assert "You: asks" in second.stdout
    assert "Met: Opened with a greeting" in second.stdout


def test_nothing_chosen_is_status_1_and_says_how_to_choose(closer: Closer) -> None:
    done = closer("--plain", typed="")
    assert done.exit_code == 1
    assert "closer play NAME" in done.stderr


@pytest.mark.usefixtures("words")
def test_a_journal_that_can_t_be_opened_is_told_and_the_rehearsal_goes_on(
    closer: Closer, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> Journal:
        raise JournalError("The disk is full.", "Make room.")

    monkeypatch.setattr("closer_tui.journal.Journal.open", refuse)
    done = closer("play", str(small), typed=ANSWERS)
    assert done.exit_code == 0
    assert "Note: The disk is full. Make room. What you rehearse is not kept for now." in done.stdout
    assert "Completeness: " in done.stdout


def test_the_real_program_plays_a_bundled_scenario_from_a_pipe(program: Program) -> None:
    typed = (
        "What do you enjoy most about working here, and how is success measured in the first six months?\n.\n"
        "I ran a payments ledger in Go for five years and cut failed transfers by 40 percent, so I can take over your "
        "migration from day one.\n.\nI am still very interested: I want this job because of the ledger work.\n.\n"
        "Subject: Thank you\n\nDear Priya,\n\nThank you for your time today and for considering me. I enjoyed hearing "
        "about the ledger. I would love to join.\n\nBest regards,\nTom\n.\n"
    )
    command = ("play", "payments-backend", "--plain", "--level", "realistic")
    done = program(*command, typed=typed)
    assert (done.returncode, done.stderr) == (0, "")
    assert "\nCompleteness: " in done.stdout
    assert "\x1b" not in done.stdout
    again = program(*command, typed=typed)
    assert again.stdout == done.stdout


@pytest.mark.usefixtures("words")
def test_of_several_left_unfinished_one_is_chosen(closer: Closer, small: Path) -> None:
    for words in ("asks first", "asks second"):
        closer("play", str(small), "--level", "realistic", typed=f"{words}\n.\n/quit\n")
    done = closer("--plain", typed="resume\n2\n/quit\n")
    assert (done.exit_code, done.stderr) == (0, "")
    assert "1. A small ending, realistic, 1 answered, last on " in done.stdout
    assert "You: asks first" in done.stdout


def test_an_installation_without_scenarios_is_told(
    closer: Closer, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("places", "library"):
        monkeypatch.setattr(f"closer_tui.scenario.{module}.bundled_folder", lambda: small.parent / "nowhere")
    done = closer("--plain", typed="1\n")
    assert done.exit_code == 1
    assert "There is no scenario that can be played." in done.stderr
