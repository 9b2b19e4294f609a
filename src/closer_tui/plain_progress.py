"""How practice goes, in lines: all of it, or one scenario or level alone."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

from closer_tui.i18n import _
from closer_tui.journal import Journal, JournalError
from closer_tui.levels import LEVELS, level_name
from closer_tui.linear import Linear
from closer_tui.plain_signs import in_words
from closer_tui.practice.progress import EVERYTHING, progress, titled
from closer_tui.practice.progress_text import to_lines
from closer_tui.report_words import one_line


def progress_choices(linear: Linear, journal: Journal) -> None:
    """Tell how it goes, and of what alone if that is asked for. Raises EndOfInput."""
    choice = EVERYTHING
    while True:
        try:
            shown = progress(journal.practice(), choice)
        except JournalError as error:
            linear.say(one_line(str(error)))
            return
        with suppress(JournalError):  # of a report that can't be read, the criteria are called by their names
            shown = titled(shown, journal.reports)
        linear.say("", *map(in_words, to_lines(shown)), "")
        offered = (
            ("scenario", _("One scenario alone"), len(shown.scenarios) > 1),
            ("level", _("One level alone"), True),
            ("all", _("All of it"), choice != EVERYTHING),
            ("back", _("Back to the scenarios"), True),
        )
        said = [(name, words) for name, words, there in offered if there]
        match linear.pick(_("What shall be looked at? Write a number."), said):
            case "scenario":
                titles = [each.title for each in shown.scenarios]
                names = [each.name for each in shown.scenarios]
                which = linear.choose(_("Which scenario? Write its number."), titles, names)
                choice = replace(choice, name=names[which])
            case "level":
                level = linear.choose(_("Which level? Write its number."), [*map(level_name, LEVELS)], LEVELS)
                choice = replace(choice, level=LEVELS[level])
            case "all":
                choice = EVERYTHING
            case _:
                return
