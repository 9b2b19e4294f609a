"""`closer doctor`: whether the interviewer can be heard here, and what to run where not."""

from __future__ import annotations

import ctypes
import dataclasses
import platform
import shutil
import sys
from collections.abc import Iterator
from contextlib import nullcontext, suppress
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

from closer_tui.commands.ending import BAD_INPUT, FINE, Failure
from closer_tui.commands.listing import dump
from closer_tui.i18n import _, figure, in_english, pgettext
from closer_tui.linear import cells
from closer_tui.report_words import one_line
from closer_tui.scenario.model import Voice
from closer_tui.speech.ask import Asking, NoVoice
from closer_tui.speech.library import SYSTEM as SYSTEM_LIBRARY
from closer_tui.speech.preferences import Preferences
from closer_tui.speech.protocol import Wish
from closer_tui.speech.sound import write_wav
from closer_tui.speech.trouble import Trouble, explain

LINE = "Hello. This is the voice of your interviewer. Do you have any questions for me?"


@dataclass(frozen=True, slots=True)
class Findings:
    """What was found. Empty, None and 0: not found, or not come to. `heard_after`: seconds from asking for the
    test line until it was heard; `printed`: what an audio library said last."""

    works: bool = False
    system: str = ""
    python: str = ""
    pyttsx3: str = ""
    players: tuple[str, ...] = ()
    driver: str = ""
    library: str = ""
    sink: str = ""
    device: str = ""
    voices: int = 0
    voice: str = ""
    heard_after: float | None = None
    wav: str = ""
    wav_seconds: float | None = None
    troubles: tuple[Trouble, ...] = ()
    printed: str = ""


def doctor(preferences: Preferences, as_json: bool, wav: Path | None) -> int:
    """Look, speak a line, and tell. Returns 0 where speech works, 1 where it does not. Raises Failure where
    the WAV file can't be written."""
    if wav is not None and wav.exists():
        raise Failure(_("{path} is there already.").format(path=wav), _("Name another file, or delete it."))
    with in_english() if as_json else nullcontext():
        return _doctor(preferences, as_json, wav)


def _doctor(preferences: Preferences, as_json: bool, wav: Path | None) -> int:
    wish = preferences.wish(Voice(), "closer")
    found = _spoken(Findings(system=_system(), python=platform.python_version(), players=_players()), wish)
    if wav is not None:
        found = _written(found, wish, wav)
    found = dataclasses.replace(found, troubles=tuple(dict.fromkeys((*found.troubles, *_also_missing(found)))))
    if as_json:
        dump(dataclasses.asdict(found))
    else:
        print("\n".join(told(found)))
    return FINE if found.works else BAD_INPUT


def told(found: Findings) -> list[str]:
    """The findings for people, a line for each."""
    none = pgettext("nothing found", "none")
    heard = _("heard after {seconds} s, as {voice}").format(seconds=_exactly(found.heard_after), voice=found.voice)
    file = _("{file}, {seconds} s").format(file=found.wav, seconds=_exactly(found.wav_seconds))
    rows = [
        (_("System"), f"{found.system}, Python {found.python}"),
        ("pyttsx3", found.pyttsx3 or _("not installed")),
        (_("Driver"), found.driver or none),
        (_("Library"), found.library or none),
        (_("Player"), f"{found.sink} ({found.device})" if found.sink else none),
        (_("Players"), ", ".join(found.players)),
        (_("Voices"), figure(found.voices) if found.voices else none),
        (_("Test line"), heard if found.works else _("not heard")),
        ("WAV", file if found.wav else ""),
    ]
    width = max(cells(name) for name, _words in rows) + 2
    lines = [f"{name}:{' ' * (width - 1 - cells(name))}{one_line(words)}" for name, words in rows if words]
    for trouble in found.troubles:
        lines += ["", one_line(trouble.what)]
        lines += [
            "  " + (_("or {command}").format(command=command) if number else command)
            for number, command in enumerate(trouble.commands)
        ]
        lines += [f"  {trouble.otherwise}"] if trouble.otherwise and not trouble.commands else []
    if found.printed:
        lines += ["", _("The audio library said: {words}").format(words=one_line(found.printed))]
    works = _("Speech works: closer play NAME --speak.")
    return [*lines, "", works if found.works else _("Speech does not work; everything else does.")]


def _exactly(number: float | None) -> str:
    """With as many decimals as it has."""
    return figure(number, len(str(number).partition(".")[2])) if number is not None else ""


def _spoken(found: Findings, wish: Wish) -> Findings:
    """With what a line can be heard by, after saying one."""
    with suppress(PackageNotFoundError):
        found = dataclasses.replace(found, pyttsx3=version("pyttsx3"))
    try:
        with Asking(aloud=True) as child:
            ready = child.ready
            found = dataclasses.replace(
                found,
                driver=ready.driver,
                library=ready.library,
                sink=ready.sink,
                device=ready.device,
                voices=len(child.voices()),
            )
            after = child.say(LINE, wish)
            return dataclasses.replace(found, works=True, heard_after=round(after, 3), voice=child.voice or "default")
    except NoVoice as error:
        return _troubled(found, error)


def _written(found: Findings, wish: Wish, wav: Path) -> Findings:
    """With the line in a file, which needs no device."""
    try:
        with Asking(aloud=False) as child:
            sound = child.make(LINE, wish)
            found = dataclasses.replace(found, voices=len(child.voices()), voice=child.voice)
    except NoVoice as error:
        return _troubled(found, error)
    write_wav(str(wav), sound)
    return dataclasses.replace(found, wav=str(wav), wav_seconds=round(sound.seconds, 2))


def _also_missing(found: Findings) -> Iterator[Trouble]:
    """What would be the next trouble once the first one is mended."""
    if sys.platform != "linux" or found.works:
        return
    if not found.library and not find_spec("espeakng_loader"):
        try:
            ctypes.CDLL(SYSTEM_LIBRARY)
        except OSError:
            yield explain("no-library")
    if not found.players:
        yield explain("no-sink")


def _troubled(found: Findings, error: NoVoice) -> Findings:
    return dataclasses.replace(found, troubles=(*found.troubles, error.trouble), printed=found.printed or error.noise)


def _system() -> str:
    return f"{platform.system()} {platform.release()} {platform.machine()}"


def _players() -> tuple[str, ...]:
    """What could play the sound on Linux; macOS and Windows play by themselves."""
    players = ["miniaudio"] if find_spec("miniaudio") else []
    return (*players, *(path for name in ("aplay",) if (path := shutil.which(name))))
