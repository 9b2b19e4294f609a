"""`closer play NAME --record FILE`: the interviewer's lines as one WAV file."""

from __future__ import annotations

from pathlib import Path

from closer_tui.commands.ending import FINE, Failure, complain_of
from closer_tui.i18n import _
from closer_tui.linear import duration
from closer_tui.paths import scenarios_dir
from closer_tui.rehearsal import Level
from closer_tui.report_words import one_line
from closer_tui.scenario.library import find
from closer_tui.settings import load_settings
from closer_tui.speech.ask import NoVoice
from closer_tui.speech.preferences import Preferences
from closer_tui.speech.record import record


def record_scenario(name: str, level: Level | None, path: Path) -> int:
    """Write the file and say how long it lasts. Raises Failure where there is no voice for it."""
    settings, diagnostics = load_settings()
    complain_of(diagnostics)
    scenario = find(name, scenarios_dir())
    try:
        seconds = record(scenario, level or settings.level, path, Preferences.of(settings))
    except NoVoice as error:
        raise Failure(str(error)) from error
    except FileExistsError:
        raise Failure(_("{path} is there already.").format(path=path), _("Name another file, or delete it.")) from None
    told = _("{path}: {title}, {duration}. Answer in the pauses.")
    print(one_line(told.format(path=path, title=scenario.title, duration=duration(seconds))))
    return FINE
