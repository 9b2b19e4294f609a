"""The plain mode: a scenario, a level or an earlier rehearsal chosen in lines of text, and played in them."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from closer_tui.commands.ending import BAD_INPUT, FINE, complain
from closer_tui.commands.in_lines_home import Home
from closer_tui.commands.model import lazy
from closer_tui.i18n import _
from closer_tui.levels import Level
from closer_tui.linear import EndOfInput, Linear
from closer_tui.opening import Opening
from closer_tui.plain import HOME
from closer_tui.plain import play as play_plain
from closer_tui.scenario.model import Scenario
from closer_tui.scoring.lazy import warm_aside
from closer_tui.session import Session
from closer_tui.settings import Settings

if TYPE_CHECKING:
    from closer_tui.speech.interviewer import InterviewerVoice


def play_in_lines(
    scenario: Scenario | None,
    level: Level | None,
    settings: Settings,
    opening: Opening,
    why: str,
    speak: bool | None,
    folder: Path | None,
) -> int:
    """Play in lines of text, which `why` tells the reason of. Returns the exit status."""
    # A pipe waits for the voice, so it has one only where it asks for it.
    interactive = sys.stdin.isatty()
    aloud = (settings.speak and interactive) if speak is None else speak
    read = _decoded(sys.stdin)
    voice: Callable[[Session], InterviewerVoice | None] = lambda _: None  # noqa: E731
    if aloud:
        from closer_tui.plain_voice import speaking_lines

        linear, voice = speaking_lines(read, sys.stdout, interactive, settings)
    else:
        linear = Linear(read, sys.stdout, interactive)
    journal = opening.journal()
    notes = [_("Note: {notice}").format(notice=notice) for notice in opening.notices]
    linear.say(_("closer in plain mode, {why}.").format(why=why), *notes)
    scorer = lazy()
    warm_aside(scorer)
    home = Home(linear, journal, scorer, settings, level, folder, opening)
    try:
        if scenario is not None:
            session = Session.begin(journal, scorer, scenario, level or settings.level)
        else:
            session = home.choose()
    except EndOfInput:
        if linear.interactive:
            return FINE
        complain(_("closer: No scenario was chosen: name one, as in closer play NAME; closer list shows them."))
        return BAD_INPUT
    while True:
        played = session.state.scenario
        begin: Callable[[Level], Session] = lambda on, of=played: Session.begin(home.journal, scorer, of, on)  # type: ignore[misc]  # noqa: E731
        status = play_plain(session, linear, begin, voice, home.settings.self_rating, interactive, home.keep)
        if status != HOME:
            return status
        try:
            session = home.choose()
        except EndOfInput:
            return FINE


def _decoded(read: TextIO) -> TextIO:
    """A pipe's bytes as UTF-8 whatever the locale says; what is not becomes U+FFFD. A terminal knows better."""
    if isinstance(read, io.TextIOWrapper):
        read.reconfigure(encoding=None if read.isatty() else "utf-8", errors="replace")
    return read
