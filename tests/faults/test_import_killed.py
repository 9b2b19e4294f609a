"""A process that brings a backup in may end at any moment: what is in is whole, and once more completes it."""

from __future__ import annotations

import random
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from tests.faults.test_journal_killed import integrity

from closer_tui.events import AnswerGiven
from closer_tui.journal import Journal
from closer_tui.journal.backup import write_backup
from closer_tui.scenario.model import Scenario

HERE = Path(__file__).parent
REHEARSALS = 300


def test_a_killed_import_leaves_whole_rehearsals_and_once_more_completes_it(
    file: Path, small: Scenario, tmp_path: Path
) -> None:
    with Journal.open(tmp_path / "theirs.sqlite") as theirs:
        session = theirs.begin(small, "coached")
        for number in range(4):
            theirs.append(session, AnswerGiven(f"answer {number}", float(number)))
        one = theirs.whole(session)
    wanted = {f"{number:032x}": replace(one, id=f"{number:032x}") for number in range(REHEARSALS)}
    backup = tmp_path / "backup.jsonl.gz"
    with backup.open("wb") as out:
        write_backup(out, wanted.values())
    chance = random.Random(7)
    told: set[str] = set()
    interrupted = 0
    for _ in range(5):
        command = [sys.executable, str(HERE / "importer.py"), str(file), str(backup)]
        importer = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert importer.stdout is not None
        for _ in range(chance.randint(1, 60)):
            told |= set(importer.stdout.readline().split())
        importer.kill()
        told |= set(importer.stdout.read().split())  # communicate would lose what was read ahead
        importer.communicate()
        with Journal.open(file) as journal:
            assert not [notice for notice in journal.notices if "damaged" in notice]
            here = {session: journal.whole(session) for session in journal.sessions()}
        assert integrity(file) == "ok"
        assert told <= set(here), "what was said to be in is in"
        assert all(wanted[session] == whole for session, whole in here.items()), "none is there in part"
        interrupted += len(here) < REHEARSALS
    assert interrupted, "at least one was killed on the way"
    subprocess.run(command, check=True, capture_output=True)
    with Journal.open(file) as journal:
        assert {session: journal.whole(session) for session in journal.sessions()} == wanted
