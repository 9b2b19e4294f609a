"""A person's whole rehearsal in plain mode and all that follows it, printed: CLOSER_LANGUAGE=de python -m
tests.plain_spoken"""

# ruff: noqa: E402 - the language is chosen before the other imports

from __future__ import annotations

import io

from closer_tui import i18n

i18n.language()  # chosen once for a process: before the tests' own helpers choose English for theirs

from tests.conftest import HEAD, WordScorer

from closer_tui.levels import Level
from closer_tui.linear import Linear
from closer_tui.plain import play
from closer_tui.scenario.load import load_text
from closer_tui.session import Session

SOURCE = f"""{HEAD}
[[step]]
move = "questions"
says = "Any questions?"
seconds = 60
fallback = ["Good question."]
[[step.sample]]
level = "strong"
text = "asks several insightful"
meets = ["asks"]
[[step]]
move = "value"
says = "Why you?"
[[step]]
move = "interest"
says = "Anything else?"
[[step]]
move = "email"
says = "Later, at home."
"""
TYPED = (
    "/help\n/hint\n/repeat\nI asks about enjoyment\nand insightful team.\n.\n"  # the first step
    "/skip\n/leave\ninterested hedged\n.\n"
    "/said\nSubject: greeting\n\nthanks_time pushy\n.\n"
    "1 2\n"  # rating oneself
    "step\n1\nasks several\n.\n"
    "compare\n2\noverrule\n2\n1\npick\n1\nsomething else\n"
    "email\nsent\nwrite\nTo: ann@acme.com\n\nDear Ann\n.\nrehearsed\nback\nend\n"
)


def transcript(level: Level, typed: str = TYPED) -> str:
    """All that is said to somebody who types this."""
    out = io.StringIO()
    session = Session.begin(None, WordScorer(), load_text(SOURCE, "small"), level)
    begin = lambda on: Session.begin(None, WordScorer(), session.state.scenario, on)  # noqa: E731
    assert play(session, Linear(io.StringIO(typed), out, True), begin, rates=True, home=True) == 0
    return out.getvalue()


if __name__ == "__main__":
    print(transcript("coached"), end="")
