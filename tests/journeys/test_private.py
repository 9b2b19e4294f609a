"""Nothing leaves the machine: whole rehearsals where every socket but those within the machine is refused."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.journeys.nine import WELL, closer, rehearse
from tests.journeys.terminal import needs_tmux

REFUSE = """
import os, sys

def refuse(event, arguments):
    if not event.startswith("socket."):
        return
    # What a program says to itself: the event loop's pair, the screen's and the sound's sockets in the file system.
    if event == "socket.__new__" and str(arguments[1]) in ("AF_UNIX", "AddressFamily.AF_UNIX", "1"):
        return
    if event in ("socket.connect", "socket.bind") and isinstance(arguments[1], (str, bytes)):
        return
    with open(os.environ["ASKED"], "a") as file:
        print(event, *arguments[1:], file=file)
    raise PermissionError("no network here")

sys.addaudithook(refuse)
"""


@pytest.fixture
def asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file in which every program started from now on writes what it asked of the network, and was refused."""
    folder = tmp_path / "refusing"
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(REFUSE)
    monkeypatch.setenv("PYTHONPATH", str(folder))
    monkeypatch.setenv("ASKED", str(tmp_path / "asked"))
    return tmp_path / "asked"


def test_a_program_that_asks_the_network_is_refused_here(asked: Path) -> None:
    code = "import socket; socket.create_connection(('127.0.0.1', 9))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "no network here" in done.stderr and asked.exists()


def test_rehearsing_in_lines_and_every_command_about_it_ask_no_network(asked: Path, home: Path, tmp_path: Path) -> None:
    answers = "What do you enjoy most here?\n.\nI ran payouts for three years.\n.\nI want this job.\n.\nThank you.\n.\n"
    play = [sys.executable, "-m", "closer_tui", "play", "first-job", "--plain", "--speak", "--level", "realistic"]
    done = subprocess.run(
        play, env={**os.environ, "CLOSER_HOME": str(home)}, input=answers, capture_output=True, text=True, check=True
    )
    assert "Completeness:" in done.stdout
    backup, card = str(tmp_path / "backup.gz"), str(tmp_path / "card.html")
    (rehearsal,) = json.loads(closer(home, "history", "--json"))
    commands = ("list", "next", "history", "progress", "where", "email", "voices", "check first-job", "score --about")
    files = (("sheet", card), ("export", "all", backup), ("import", backup), ("history", "show", rehearsal["id"]))
    for command in (*(words.split() for words in commands), *files):
        closer(home, *command)  # or it would have failed
    assert not asked.exists(), asked.read_text()


@needs_tmux
def test_a_rehearsal_on_the_screen_asks_no_network(asked: Path, home: Path) -> None:
    run = rehearse(home, WELL)
    assert "of 100" in run.report
    assert not asked.exists(), asked.read_text()
