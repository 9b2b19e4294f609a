"""The interviewer of one rehearsal, aloud: what of the conversation is said, muted, repeated, stopped."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from closer_tui.scenario.model import Scenario
from closer_tui.settings import Settings
from closer_tui.speech.client import Speaker
from closer_tui.speech.preferences import Preferences
from closer_tui.talk import Turn

_LOOK = 0.02

OnWord = Callable[[int, int, int], None]


class InterviewerVoice:
    """`follow` it with the turns of the conversation once they are on the screen. Nothing here waits.

    `on_word(turn, start, length)` tells the word that is heard now, `on_silence(turn)` that the turn with that
    index is over; both, and `on_trouble`, are called on another thread. `keys_stop`: whether typing is to stop it.
    """

    def __init__(
        self,
        scenario: Scenario,
        speaker: Speaker,
        on_word: OnWord | None = None,
        on_silence: Callable[[int], None] | None = None,
    ) -> None:
        self.muted = False
        self.keys_stop = True
        self._scenario = scenario
        self._speaker = speaker
        self._on_word = on_word
        self._on_silence = on_silence
        self._turns: Sequence[Turn] = ()

    @classmethod
    def of(
        cls,
        scenario: Scenario,
        settings: Settings,
        on_trouble: Callable[[str], None] | None = None,
        on_word: OnWord | None = None,
        on_silence: Callable[[int], None] | None = None,
    ) -> InterviewerVoice:
        """As the settings say. Starts nothing yet."""
        voice = cls(scenario, Speaker(Preferences.of(settings), on_trouble), on_word, on_silence)
        voice.keys_stop = settings.key_stops_voice
        return voice

    @property
    def trouble(self) -> str:
        """Why there is no voice any more, in one line; empty while there is."""
        return self._speaker.trouble

    @property
    def speaking(self) -> bool:
        return self._speaker.speaking

    def follow(self, turns: Sequence[Turn], aloud: bool = True) -> None:
        """Say what is new in the conversation; not `aloud`, only remember it."""
        new = range(len(self._turns), len(turns))
        self._turns = turns
        if aloud and not self.muted:
            self._say(new)

    def repeat(self) -> None:
        """Say again what was said since the candidate's last words, muted or not."""
        self._speaker.stop()
        first = next((i + 1 for i in range(len(self._turns) - 1, -1, -1) if self._turns[i].speaker == "candidate"), 0)
        self._say(range(first, len(self._turns)))

    def mute(self) -> bool:
        """Be silent from now on, or speak again with the next line. Returns whether it is muted now."""
        self.muted = not self.muted
        self._speaker.stop()
        return self.muted

    def stop(self) -> None:
        """Be silent at once; the next line is heard again."""
        self._speaker.stop()

    def wait(self) -> None:
        """Until everything has been said: only for a front end that nobody sits at."""
        while self._speaker.speaking:
            time.sleep(_LOOK)

    def close(self, seconds: float = 0.0) -> None:
        """Be silent for good. Waits so long for the child's end, which comes in any case."""
        self._speaker.close()
        if seconds:
            self._speaker.join(seconds)

    def _say(self, turns: range) -> None:
        for index in turns:
            turn = self._turns[index]
            interviewer = self._scenario.interviewer_of(turn.step)
            if self._is_said(turn):
                self._speaker.say(
                    turn.text, interviewer.voice, self._word_of(index), self._end_of(index), interviewer.name
                )

    def _is_said(self, turn: Turn) -> bool:
        """What the interviewer says in the room; an answer to an email is written."""
        by_email = turn.step is not None and self._scenario.steps[turn.step].move == "email"
        return turn.speaker == "interviewer" and not by_email

    def _word_of(self, index: int) -> Callable[[int, int], None] | None:
        on_word = self._on_word
        return None if on_word is None else lambda start, length: on_word(index, start, length)

    def _end_of(self, index: int) -> Callable[[bool], None] | None:
        on_silence = self._on_silence
        return None if on_silence is None else lambda _: on_silence(index)
