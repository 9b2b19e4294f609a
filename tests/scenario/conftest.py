"""What the tests of scenarios share."""

from __future__ import annotations

from pathlib import Path

GOOD = (Path(__file__).parent / "good.toml").read_text(encoding="utf-8")
GERMAN = """\
format = 1
language = "de"
group = "Developer"
title = "Noch Fragen?"
summary = "Ein Ende."
company = "Acme"
role = "Entwickler"
difficulty = "easy"
[interviewer]
name = "Anna Weber"
title = "Teamleiterin"
[[step]]
move = "questions"
says = "Haben Sie noch Fragen?"
fallback = "Gute Frage."
[[step.answer]]
cues = ["wie groß * team"]
says = "Fünf Leute."
[[step.criterion]]
name = "fragt"
title = "Etwas gefragt"
advice = "Fragen Sie etwas."
cues = ["was|wie|warum|wer", "welche"]
least = 2
[[step.sample]]
level = "strong"
text = "Wie groß ist das Team, und welche Aufgaben warten?"
meets = ["fragt"]
"""
"""One that is judged by its own criteria alone."""


def line_of(text: str, part: str) -> int:
    """From 1, where the part is found first."""
    return text[: text.index(part)].count("\n") + 1
