"""Promises of two programs at once in one home: each keeps its own words, and neither takes the other's rehearsal."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.journeys.terminal import Terminal, needs_tmux

from closer_tui.events import AnswerGiven
from closer_tui.journal import Journal


@needs_tmux
def test_two_programs_in_one_home_keep_every_word_of_both(home: Path, screens: list[Terminal]) -> None:
    first, second = Terminal(home, "play", "first-job"), Terminal(home, "play", "first-job", "--level", "realistic")
    screens += [first, second]
    for terminal in (first, second):
        terminal.wait_for("Say it")
    for number in range(1, 4):  # by turns, each with a word of its own
        for terminal, word in ((first, "alpha"), (second, "omega")):
            terminal.type(f" {word}{number}")
            terminal.wait_for(f"{word}{number}")
    third = Terminal(home)  # what is being played elsewhere is not offered, nor taken
    screens.append(third)
    third.wait_for("Scenarios", "First job")
    assert "Go on where you left off" not in third.screen()
    for terminal, word in ((first, "alpha"), (second, "omega")):
        terminal.press("Enter")
        terminal.wait_for(f"{word}3", "2 of")
        terminal.type(f"draft {word}")
        terminal.wait_for(f"draft {word}")
    first.kill()
    second.press("C-q")
    assert second.ended() == 0
    third.press("C-q")
    assert third.ended() == 0
    with Journal.open(home / "journal.sqlite") as journal:
        kept = [journal.load(info.id) for info in journal.unfinished()]
        answers = {event.text.strip() for each in kept for event in each.events if isinstance(event, AnswerGiven)}
        drafts = {each.draft.text for each in kept if each.draft is not None}
    assert answers == {"alpha1 alpha2 alpha3", "omega1 omega2 omega3"}
    assert "draft omega" in drafts and any("draft alpha".startswith(each) for each in drafts - {"draft omega"})


def test_many_programs_that_write_at_once_all_get_their_words_in(tmp_path: Path) -> None:
    """Six in lines at the same moment: each plays a whole rehearsal through its pipe."""
    environment = {**os.environ, "CLOSER_HOME": str(tmp_path)}
    command = [sys.executable, "-m", "closer_tui"]
    playing = [
        subprocess.Popen(
            [*command, "play", "first-job", "--plain"],
            env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )
        for _ in range(6)
    ]  # fmt: skip
    for number, each in enumerate(playing):
        assert each.stdin is not None
        each.stdin.write(f"number {number}: what do you enjoy about the team?\n.\n" * 9)
        each.stdin.close()
        each.stdin = None
    for each in playing:
        _, errors = each.communicate(timeout=300)
        assert (each.returncode, errors) == (0, "")
    listed = subprocess.run([*command, "history", "--json"], env=environment, stdout=subprocess.PIPE, check=True)
    assert len(json.loads(listed.stdout)) == 6
    with Journal.open(tmp_path / "journal.sqlite") as journal:
        events = [journal.load(info.id).events for info in journal.history()]
    said = [{event.text for event in each if isinstance(event, AnswerGiven)} for each in events]
    assert sorted(said, key=str) == [{f"number {n}: what do you enjoy about the team?"} for n in range(6)]
