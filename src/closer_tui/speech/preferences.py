"""How the user wants the interviewer to sound, and how long the voice may take for anything."""

from __future__ import annotations

from dataclasses import dataclass

from closer_tui.scenario.model import Voice
from closer_tui.scoring.text import speaking_seconds
from closer_tui.settings import Settings
from closer_tui.speech.protocol import Wish


@dataclass(frozen=True, slots=True)
class Preferences:
    """What the user wants instead of the scenario's wishes: `voice` is an id of `closer voices`, `rate` words
    a minute (0: as the scenario says), `volume` from 0 to 1, by which the scenario's is multiplied."""

    voice: str = ""
    rate: int = 0
    volume: float = 1.0

    @classmethod
    def of(cls, settings: Settings) -> Preferences:
        """What the settings say, as far as it can be spoken."""
        rate = max(80, min(400, settings.voice_rate)) if settings.voice_rate > 0 else 0
        return cls(settings.voice, rate, max(0, min(100, settings.voice_volume)) / 100)

    def wish(self, voice: Voice, who: str) -> Wish:
        """The voice that is asked for."""
        volume = voice.volume * self.volume
        return Wish(voice.language, voice.gender, self.rate or voice.rate, volume, self.voice, who)


@dataclass(frozen=True, slots=True)
class Deadlines:
    """Seconds. `silence` is how long a child that promised signs of life may give none, `stop` how long it may
    take to obey; a line may take `end_factor` times as long as it takes people to say it, and `end_more`."""

    ready: float = 10.0
    silence: float = 5.0
    stop: float = 0.15
    end_factor: float = 2.0
    end_more: float = 5.0

    def end(self, text: str, rate: int) -> float:
        slower = max(1.0, 150 / max(rate, 50))
        # By characters too: a line without spaces between its words is long all the same.
        seconds = max(speaking_seconds(text), len(text) / 12)
        return seconds * slower * self.end_factor + self.end_more
