"""A scenario's interviewer as one WAV file, with pauses for the answers: to practise on a walk."""

from __future__ import annotations

import wave
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from closer_tui.rehearsal import Level
from closer_tui.scenario.model import Interviewer, Scenario, Step
from closer_tui.scoring.text import speaking_seconds
from closer_tui.speech.ask import Asking
from closer_tui.speech.preferences import Preferences
from closer_tui.speech.protocol import LONGEST_TEXT
from closer_tui.speech.sound import SAMPLE_BYTES
from closer_tui.speech.wording import sayable

THINKING = 5.0
"""Seconds to think before an answer, added to the time that it takes to say."""
ANSWER = 40.0
"""Seconds for an answer where the scenario gives neither a time nor a sample; a good one is under a minute."""
_BETWEEN = 0.4
"""Seconds between two lines."""


@dataclass(frozen=True, slots=True)
class Pause:
    """So many seconds for the candidate to answer."""

    seconds: float


def programme(scenario: Scenario, level: Level) -> Iterator[tuple[str, Interviewer] | Pause]:
    """What is heard, in order: the lines with who says them, and a pause after each thing that asks for an answer.
    An email is written, not said, and left out."""
    host = scenario.interviewer
    if level == "silent" and scenario.spoken:
        for line in scenario.silent.winds_down:
            yield line, host
            yield Pause(max(answer_seconds(scenario.steps[index]) for index in scenario.spoken))
    else:
        for index in scenario.spoken:
            step = scenario.steps[index]
            yield from ((line, scenario.interviewer_of(index)) for line in step.says)
            yield Pause(answer_seconds(step))
    yield from ((line, host) for line in scenario.farewell)


def answer_seconds(step: Step) -> float:
    """The time that the interviewer gives, else what the example answer takes, else a usual one."""
    if step.seconds is not None:
        return float(step.seconds)
    sample = step.sample("strong")
    return THINKING + speaking_seconds(sample.text) if sample is not None else ANSWER


def record(scenario: Scenario, level: Level, path: Path, preferences: Preferences) -> float:
    """Write the file and return its seconds. Needs no sound device. Raises NoVoice where the lines can't be
    spoken and OSError where the file can't be written or is there already; no half file is left."""
    file = path.open("xb")
    try:
        with file, Asking(aloud=False) as asking, wave.open(file, "wb") as out:
            rate = 0
            waiting = 0.0
            for item in programme(scenario, level):
                if isinstance(item, Pause):
                    waiting += item.seconds
                    continue
                line, who = item
                for piece in _pieces(line):
                    sound = asking.make(piece, preferences.wish(who.voice, who.name))
                    if not rate:
                        rate = sound.rate
                        out.setnchannels(1)
                        out.setsampwidth(SAMPLE_BYTES)
                        out.setframerate(rate)
                    out.writeframes(_silence(waiting, rate) + sound.samples)
                    waiting = _BETWEEN
            if not rate:
                out.setparams((1, SAMPLE_BYTES, 22050, 0, "NONE", ""))
            out.writeframes(_silence(waiting, rate))
            return out.tell() / (rate or 22050)
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _pieces(line: str) -> Iterator[str]:
    """The line in pieces that can be said."""
    for start in range(0, len(line), LONGEST_TEXT):
        if sayable(line[start : start + LONGEST_TEXT]):
            yield line[start : start + LONGEST_TEXT]


def _silence(seconds: float, rate: int) -> bytes:
    return bytes(round(seconds * rate) * SAMPLE_BYTES)
