"""A process may end at any moment; what it was told is safe, is safe."""

from __future__ import annotations

import random
import sqlite3
import subprocess
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from closer_tui.events import AnswerGiven
from closer_tui.journal import Journal, JournalError
from closer_tui.scenario.model import Scenario

KILLS = 25
Player = subprocess.Popen[str]


def integrity(file: Path) -> str:
    with closing(sqlite3.connect(file)) as db:
        return str(db.execute("PRAGMA integrity_check").fetchone()[0])


def numbers(journal: Journal, session: str) -> list[int]:
    events = journal.load(session).events
    return [int(event.text.split()[1]) for event in events if isinstance(event, AnswerGiven)]


def test_an_answer_survives_a_killed_process(file: Path, play: Callable[[int], Player]) -> None:
    chance = random.Random(5)
    kept: dict[str, list[int]] = {}
    for _ in range(KILLS):
        player = play(1_000_000)
        time.sleep(chance.choice([chance.uniform(0, 0.03), chance.uniform(0, 0.3)]))
        player.kill()
        assert player.stdout is not None
        session, *acknowledged = player.stdout.read().split() or [""]  # communicate would lose what was read ahead
        with Journal.open(file) as journal:
            assert not [notice for notice in journal.notices if "damaged" in notice]
            offered = {info.id for info in journal.unfinished()}
            assert set(kept) <= offered
            if session:
                assert session in offered
                answers = [int(each) for each in acknowledged if each.isdigit()]
                kept[session] = numbers(journal, session)
                assert kept[session] == list(range(len(kept[session])))
                assert len(answers) <= len(kept[session]) <= len(answers) + 1
                if acknowledged and acknowledged[-1].startswith("d") and len(kept[session]) == len(answers):
                    draft = journal.load(session).draft
                    assert draft is not None
                    assert int(draft.text.split()[1]) >= int(acknowledged[-1][1:])
        assert integrity(file) == "ok"
    with Journal.open(file) as journal:
        assert {each: numbers(journal, each) for each in kept} == kept
    assert len(kept) >= KILLS // 3
    assert sum(map(len, kept.values())) >= KILLS


def test_a_rehearsal_goes_on_where_the_killed_process_left_it(file: Path, play: Callable[[int], Player]) -> None:
    player = play(3)
    assert player.stdout is not None
    lines = [player.stdout.readline().strip() for _ in range(7)]
    player.kill()
    player.wait()
    with Journal.open(file) as journal:
        (offered,) = journal.unfinished()
        assert offered.id == lines[0]
        assert journal.claim(offered.id)
        journal.append(offered.id, AnswerGiven("answer 3 after all", 9.0))
        stored = journal.load(offered.id)
        assert numbers(journal, offered.id) == [0, 1, 2, 3]
        assert stored.seconds == 9.0
        assert stored.scenario.title == "A small room"
        assert stored.draft is None


def test_a_claim_ends_with_its_killed_process(file: Path, play: Callable[[int], Player]) -> None:
    player = play(0)
    assert player.stdout is not None
    session = player.stdout.readline().strip()
    with Journal.open(file) as journal:
        assert journal.unfinished() == ()
        assert not journal.claim(session)
        player.kill()
        player.wait()
        assert [info.id for info in journal.unfinished()] == [session]
        assert journal.claim(session)
        assert [info.id for info in journal.unfinished()] == [session]


def test_two_processes_at_once_lose_nothing_and_see_each_other(file: Path, play: Callable[[int], Player]) -> None:
    players = [play(40), play(40)]
    sessions = []
    for player in players:
        assert player.stdout is not None
        sessions.append(player.stdout.readline().strip())
    with Journal.open(file) as journal:
        assert journal.unfinished() == ()
        assert [journal.claim(session) for session in sessions] == [False, False]
        for player in players:
            player.communicate("")
            assert player.returncode == 0
        assert {info.id: info.answers for info in journal.unfinished()} == dict.fromkeys(sessions, 40)
        for session in sessions:
            assert numbers(journal, session) == list(range(40))
    assert integrity(file) == "ok"


def test_two_processes_that_find_a_damaged_journal_set_it_aside_once(file: Path, play: Callable[[int], Player]) -> None:
    file.parent.mkdir(mode=0o700)
    file.write_text("this is no database, but somebody's words\n" * 50)
    players = [play(5), play(5)]
    for player in players:
        player.communicate("")
        assert player.returncode == 0
    aside = list(file.parent.glob("journal.damaged-*.sqlite"))
    assert [path.read_text()[:20] for path in aside] == ["this is no database,"]
    with Journal.open(file) as journal:
        assert sorted(info.answers for info in journal.unfinished()) == [5, 5]


def test_a_rehearsal_played_elsewhere_is_not_deleted(
    file: Path, play: Callable[[int], Player], small: Scenario
) -> None:
    player = play(1)
    assert player.stdout is not None
    session = player.stdout.readline().strip()
    with Journal.open(file) as journal:
        own = journal.begin(small, "silent")
        with pytest.raises(JournalError, match="playing this rehearsal"):
            journal.delete(session)
        journal.delete(own)
        player.communicate("")
        assert [info.id for info in journal.unfinished()] == [session]
