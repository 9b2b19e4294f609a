"""Saves everything that can be saved: `saver.py HOME`, told "full" or "room" on standard input as often as wished.

For each it says, as JSON, what came of every save (a message where it was refused) and which files there are then.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from closer_tui.diagnostics import DiagnosticError
from closer_tui.own_words import save_words
from closer_tui.practice.mail import Email
from closer_tui.practice.notes import PersonNote
from closer_tui.practice.outbox import free_name, save_draft
from closer_tui.report_text import save_new
from closer_tui.scenario.drafts import Drafts
from closer_tui.scenario.manuscript import Manuscript, read_manuscript, write_manuscript
from closer_tui.scenario.model import Interviewer
from closer_tui.settings import Settings, load_settings, save_settings

LONG = "word " * 20_000


def saves(home: Path) -> dict[str, Callable[[], object]]:
    """By what is saved, the code that the program saves it with."""
    manuscript: Manuscript = read_manuscript(home / "mine.toml")
    note = PersonNote(Interviewer("Ann Bell", "Manager"), Email("ann@acme.example", "Thanks", LONG), Email("", "", ""))
    return {
        "report": lambda: save_new(home, "small", datetime(2026, 5, 4), LONG),
        "scenario": lambda: write_manuscript(manuscript, manuscript.text + f"# {LONG}\n"),
        "draft of a scenario": lambda: Drafts(home / "drafts").keep(manuscript.path, LONG, "digest"),
        "email": lambda: save_draft(home / free_name(home, "Ann Bell"), note),
        "words": lambda: save_words(home / "words.txt", LONG),
        "settings": lambda: save_settings(Settings(theme="x" * 10_000, level="silent")),
    }


def main(home: str) -> None:
    folder = Path(home)
    all_of_them = saves(folder)
    for _ in sys.stdin:
        came = {}
        for name, save in all_of_them.items():
            try:
                save()
                came[name] = ""
            except DiagnosticError as error:
                came[name] = error.diagnostics[0].what
            except OSError as error:
                came[name] = error.strerror or str(error)
        files = {str(path.relative_to(folder)): path.stat().st_size for path in folder.rglob("*") if path.is_file()}
        print(json.dumps({"came": came, "files": files, "level": load_settings()[0].level}), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
