"""The voice in the linear front end: a line that is typed stops it, and an empty one does only that."""

from __future__ import annotations

from collections.abc import Callable
from typing import TextIO

from closer_tui.linear import Linear
from closer_tui.session import Session
from closer_tui.settings import Settings
from closer_tui.speech.interviewer import InterviewerVoice


class Aloud(Linear):
    """A conversation in lines while an interviewer speaks. A person's lines stop the voice; a pipe's wait
    until it has come to its end, or they would never be asked for."""

    def __init__(self, read: TextIO, write: TextIO, interactive: bool) -> None:
        super().__init__(read, write, interactive)
        self.voice: InterviewerVoice | None = None

    def line(self) -> str | None:
        """The next line; an empty one that came while the interviewer spoke was only to stop the voice."""
        if self.voice is not None and not self.interactive:
            self.voice.wait()
        line = super().line()
        if self.voice is not None and self.interactive and self.voice.keys_stop and self.voice.speaking:
            self.voice.stop()
            if line is not None and not line.strip():
                return self.line()
        return line


def speaking_lines(
    read: TextIO, write: TextIO, interactive: bool, settings: Settings
) -> tuple[Linear, Callable[[Session], InterviewerVoice]]:
    """A conversation in lines, and what gives each rehearsal in it the voice of its interviewer."""
    linear = Aloud(read, write, interactive)

    def voice(session: Session) -> InterviewerVoice:
        linear.voice = InterviewerVoice.of(session.state.scenario, settings)
        return linear.voice

    return linear, voice
