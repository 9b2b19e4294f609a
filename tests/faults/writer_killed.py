"""The writer of a journal, killed between any two of its bytes: a thousand times faster than any candidate."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

from tests.faults.fault import integrity

from closer_tui.events import AnswerGiven
from closer_tui.journal import Journal

HERE = Path(__file__).parent


def writer_killed(seed: int, folder: Path) -> str:
    """Every answer that was acknowledged is there, in order, and every draft; the file is whole."""
    chance = random.Random(seed)
    file = folder / "home" / "journal.sqlite"
    command = [sys.executable, str(HERE / "player.py"), str(file), str(HERE / "small.toml"), "1000000"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as player:
        assert player.stdout is not None and player.stdout.readline() == "ready\n"
        lines = chance.choice([0, chance.randint(0, 5), chance.randint(0, 200)])
        said = [player.stdout.readline() for _ in range(lines)]
        time.sleep(chance.uniform(0, 0.01))  # less than one commit takes, or a few of them
        player.kill()
        session, *acknowledged = "".join([*said, player.stdout.read()]).split() or [""]
    with Journal.open(file) as journal:
        assert not [notice for notice in journal.notices if "damaged" in notice]
        answers = [int(each) for each in acknowledged if each.isdigit()]
        if session:
            assert session in {info.id for info in journal.unfinished()}
            stored = journal.load(session)
            kept = [int(event.text.split()[1]) for event in stored.events if isinstance(event, AnswerGiven)]
            assert kept == list(range(len(kept)))
            assert len(answers) <= len(kept) <= len(answers) + 1
            if acknowledged and acknowledged[-1].startswith("d") and len(kept) == len(answers):
                assert stored.draft is not None and int(stored.draft.text.split()[1]) >= int(acknowledged[-1][1:])
    assert integrity(file) == "ok"
    return "while writing" if answers else "before the first answer"
