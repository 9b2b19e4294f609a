"""A worse retry, killed in the middle, gone on with, seen beside the first attempt, and the better one kept."""

from __future__ import annotations

from pathlib import Path

from tests.journeys.terminal import Terminal, needs_tmux
from tests.journeys.test_whole_way import answer, until_drafted

from closer_tui.journal import Journal
from closer_tui.scenario.library import find
from closer_tui.scoring.text import count_words

SCENARIO = find("payments-backend", None)
SAID = [" ".join(sample.text.split()) for step in SCENARIO.steps if (sample := step.sample("strong"))]
WORSE = "I guess I am a hard worker, sorry."


@needs_tmux
def test_a_worse_retry_survives_a_kill_and_the_better_answer_is_kept(home: Path, screens: list[Terminal]) -> None:
    home.mkdir(parents=True, exist_ok=True)
    (home / "settings.toml").write_text("self_rating = true\n", encoding="utf-8")
    terminal = Terminal(home, "play", SCENARIO.name, "--level", "realistic")
    screens.append(terminal)
    for number, text in enumerate(SAID[:-1], 1):
        answer(terminal, text, f"{number} of {len(SCENARIO.steps)}")
    terminal.wait_for("Subject", "Send")
    terminal.press("Tab", "Tab")
    terminal.type(SAID[-1])
    terminal.wait_for(f"{count_words(SAID[-1])} words")
    terminal.press("C-s")
    terminal.wait_for("See the report")
    terminal.press("Enter")
    terminal.wait_for("what do you think you did?", "[ ] I asked a genuine question")
    terminal.press("Space")
    terminal.wait_for("[x] I asked a genuine question")
    terminal.press("Enter")
    terminal.wait_for("of 100", "You judged", "You thought so: right.")
    with Journal.open(home / "journal.sqlite") as journal:
        (before,) = journal.history()

    terminal.press("r")
    terminal.wait_for("Once more: Ask thoughtful questions.", "Say it")
    terminal.type(WORSE)
    until_drafted(home, WORSE)
    terminal.kill()
    terminal = Terminal(home)
    screens.append(terminal)
    terminal.wait_for("Go on where you left off?", WORSE)
    terminal.press("Enter")
    terminal.wait_for(WORSE, "Say it")
    terminal.press("Enter")
    terminal.wait_for("See the report")
    terminal.press("Enter")
    terminal.wait_for("attempt 2 counts.", "Compare")
    terminal.press("c")
    terminal.wait_for("attempt 1, then attempt 2", "− lost", WORSE, "Keep the earlier")
    terminal.press("1")
    terminal.wait_for("Attempt 1, which counts", "Keep the later")
    terminal.press("Escape")
    terminal.wait_for("attempt 1 counts.", f"{before.completeness} of 100")
    terminal.press("C-q")
    assert terminal.ended() == 0
    with Journal.open(home / "journal.sqlite") as journal:
        (after,) = journal.history()
        assert after.completeness == before.completeness
        assert journal.practice()[0].rated == ("asks",)
