"""What was said in a rehearsal, and what is still in the box, as a text of its own: for when it can't be kept."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from closer_tui.files import create_file
from closer_tui.i18n import _
from closer_tui.journal import Draft
from closer_tui.levels import level_name
from closer_tui.rehearsal import State
from closer_tui.report_text import file_name
from closer_tui.scoring.text import one_line, printable


def own_words(state: State, draft: Draft, when: datetime) -> str:
    """The conversation so far, a paragraph for everything that was said, and the draft under a heading of its own."""
    scenario = state.scenario
    about = f"{one_line(scenario.title)}, {level_name(state.level)}, {when:%Y-%m-%d %H:%M}"
    names = {"candidate": _("You"), "scene": _("Scene")}
    said = [
        f"{names.get(turn.speaker) or one_line(scenario.interviewer_of(turn.step).name)}:\n{turn.text}"
        for turn in state.turns
    ]
    fields = (("To:", draft.to), ("Subject:", draft.subject), ("", draft.text))
    unsaid = "\n".join(f"{name} {value}".strip() for name, value in fields if value.strip())
    rest = ["\n".join((_("Not said yet:"), unsaid))] if unsaid else []
    return printable("\n\n".join([about, *said, *rest])) + "\n"


def words_file(folder: Path, state: State, when: datetime) -> Path:
    """A name for the file of a rehearsal's words that nothing in the folder has."""
    number = 1
    while (path := folder / file_name(state.scenario.name, when, ".txt", number)).exists():
        number += 1
    return path


def save_words(path: Path, text: str) -> Path:
    """Write the words into a new file, readable by its owner alone. Raises FileExistsError where something is there
    already, OSError where it can't be written (then nothing is there), ValueError for a path that is none."""
    create_file(path, text.encode())
    return path
