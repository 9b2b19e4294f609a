"""Tab in a shell: commands, options, names and ids are completed, and nothing ever goes wrong aloud."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from tests.person import Person

from closer_tui.cli import main
from closer_tui.journal import Journal

Closer = Callable[..., Result]
Complete = Callable[..., list[str]]

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="its shells are others")
installed = {name: pytest.mark.skipif(not shutil.which(name), reason=f"{name} is not here") for name in ("zsh", "fish")}


@pytest.fixture
def complete(monkeypatch: pytest.MonkeyPatch) -> Complete:
    """What the program offers where the last of these words is being written, each as click tells it to zsh: kind,
    word, and what is shown beside it."""

    def ask(*words: str) -> list[str]:
        monkeypatch.setenv("_CLOSER_COMPLETE", "zsh_complete")
        monkeypatch.setenv("COMP_WORDS", " ".join(("closer", *words)))
        monkeypatch.setenv("COMP_CWORD", str(len(words)))
        done = subprocess.run([sys.executable, "-m", "closer_tui"], capture_output=True, text=True, check=False)
        assert done.stderr == ""
        lines = done.stdout.rstrip("\n").split("\n")
        return ["\t".join(lines[at : at + 3]) for at in range(0, len(lines) - 2, 3)]

    return ask


@pytest.fixture
def kept(closer: Closer, small: Path, words: None) -> str:  # noqa: ARG001 - judged by the test's scorer
    """The id of a finished rehearsal."""
    assert closer("play", str(small), typed="asks\n.\nSubject: Thanks\n\nThank you.\n.\n").exit_code == 0
    with Journal.open() as journal:
        (info,) = journal.history()
    return info.id


def words_of(offered: list[str]) -> list[str]:
    return [line.split("\t")[1] for line in offered]


def test_commands_and_options_are_offered_with_what_they_do(complete: Complete) -> None:
    assert "plain\tplay\tRehearse one scenario." in complete("pl")
    assert set(words_of(complete(""))) == set(main.commands)
    assert words_of(complete("history", "--mi")) == ["--missed"]
    assert words_of(complete("play", "--level", "re")) == ["realistic"]
    assert words_of(complete("export", "c")) == ["corrections"]


def test_names_of_scenarios_are_offered_and_files_beside_them(complete: Complete, own: Path) -> None:
    (own / "strange $(touch x).toml").write_text("")
    (own / "two\nlines.toml").write_text("")
    offered = complete("play", "")
    names = words_of(offered)
    assert {"small", "payments-backend", "first-job"} <= set(names)
    assert not [name for name in names if "strange" in name or "lines" in name]
    assert offered[0].startswith("file\t")
    assert words_of(complete("play", "paym"))[1:] == ["payments-backend"]
    assert words_of(complete("history", "--scenario", "sma")) == ["small"]
    assert "first-job" in words_of(complete("export", "fir"))
    assert words_of(complete("export", "first-job", "--ht")) == ["--html"]
    assert complete("score", "dra") == ["file\tdra\t_"]
    assert words_of(complete("check", "--explain", "s01"))[:2] == ["s010", "s011"]


def test_ids_of_rehearsals_are_offered_with_what_they_were(complete: Complete, kept: str) -> None:
    for words in (("history", "show"), ("history", "delete"), ("compare",), ("compare", kept[:8]), ("email",)):
        (offered,) = complete(*words, "")
        kind, word, told = offered.split("\t")
        assert (kind, word) == ("plain", kept[:8])
        assert told.startswith("small, ") and told.endswith("coached")
    assert words_of(complete("compare", kept[:3])) == [kept[:8]]
    assert words_of(complete("compare", kept[:12])) == [kept]
    assert complete("compare", "zz") == []


def test_a_journal_in_trouble_offers_nothing_says_nothing_and_stays_as_it_is(complete: Complete, home: Path) -> None:
    assert complete("compare", "") == []
    assert not home.exists()
    home.mkdir()
    journal = home / "journal.sqlite"
    journal.write_bytes(b"not a database" * 1000)
    assert complete("compare", "") == []
    assert journal.read_bytes() == b"not a database" * 1000
    assert [path.name for path in home.iterdir()] == ["journal.sqlite"]


@pytest.mark.usefixtures("kept")
def test_completing_loads_neither_the_interface_nor_the_engine() -> None:
    code = (
        "import sys\nfrom closer_tui.cli import main\n"
        "try:\n    main(prog_name='closer')\n"
        "except SystemExit:\n    print(sorted({'textual', 'rich', 'numpy', 'msgspec', 'closer_tui.scenario.load', "
        "'closer_tui.journal'} & set(sys.modules)))"
    )
    for words, shown in (("closer play sma", "small"), ("closer compare ", ""), ("closer pl", "play")):
        environment = {"_CLOSER_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(words.count(" "))}
        done = subprocess.run(
            [sys.executable, "-c", code], env={**os.environ, **environment}, capture_output=True, text=True, check=True
        )
        *offered, loaded = done.stdout.splitlines()
        assert loaded == "[]"
        assert offered or not shown


# --- in real shells ----------------------------------------------------------------------------------------------


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for shells to begin in, where `closer` is the one of these tests."""
    place = tmp_path / "bin"
    place.mkdir()
    (place / "closer").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m closer_tui "$@"\n')
    (place / "closer").chmod(0o755)
    monkeypatch.setenv("PATH", f"{place}:{os.environ['PATH']}")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    return tmp_path


CHECKED = "payments-backend.toml: can be played."


@pytest.mark.usefixtures("shell")
def test_bash_completes_a_name_at_a_terminal() -> None:
    bash = Person(command=("bash", "--norc", "--noprofile", "-i"))
    bash.type('eval "$(closer completion bash)" && echo re""ady\n')
    bash.wait_for("ready")
    bash.type("closer check --no-sam\tpayments-b\t\n")
    bash.wait_for(CHECKED)
    bash.type("exit\n")
    assert bash.ended() == 0


def test_bash_completes_files_where_files_stand(shell: Path) -> None:
    (shell / "draft of mine.txt").write_text("I want this job.")
    bash = Person(command=("bash", "--norc", "--noprofile", "-i"))
    bash.type('eval "$(closer completion bash)" && echo re""ady\n')
    bash.wait_for("ready")
    bash.type("closer score --move interest dra\t\n")
    bash.wait_for("Scored by")
    bash.type("exit\n")
    assert bash.ended() == 0


@installed["zsh"]
@pytest.mark.usefixtures("shell")
def test_zsh_completes_a_name_at_a_terminal() -> None:
    zsh = Person(command=("zsh", "-f", "-i"), environment={"TERM": "vt100"})
    zsh.type('autoload -U compinit && compinit -u -D && eval "$(closer completion zsh)" && echo re""ady\n')
    zsh.wait_for("ready")
    zsh.type("closer check --no-sam\t")
    zsh.wait_for("--no-samples")
    zsh.type("payments-b\t\n")
    zsh.wait_for(CHECKED)
    zsh.type("exit\n")
    assert zsh.ended() == 0


@installed["fish"]
@pytest.mark.usefixtures("shell")
def test_fish_completes_a_name() -> None:
    script = 'closer completion fish | source; complete -C "closer play payments-b"; complete -C "closer histo"'
    done = subprocess.run(["fish", "--no-config", "-c", script], capture_output=True, text=True, check=True)
    assert [line.split("\t")[0] for line in done.stdout.splitlines()] == ["payments-backend", "history"]


def test_another_shell_is_refused_with_those_that_there_are(closer: Closer) -> None:
    done = closer("completion", "csh")
    assert done.exit_code == 2
    assert "'bash', 'zsh', 'fish'" in done.stderr
