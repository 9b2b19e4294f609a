"""The plain mode: a scenario, a level or an earlier rehearsal chosen in lines of text, and played in them."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from closer_tui.commands.ending import BAD_INPUT, FINE, Failure, complain
from closer_tui.commands.listing import complain_of_broken
from closer_tui.commands.model import lazy
from closer_tui.events import StepRetried
from closer_tui.i18n import _, figure, ngettext
from closer_tui.journal import Journal, JournalError, Search
from closer_tui.levels import LEVELS, Level, difficulty_name, level_name
from closer_tui.linear import EndOfInput, Linear
from closer_tui.paths import scenarios_dir
from closer_tui.plain import play as play_plain
from closer_tui.scenario.library import Entry, in_folder, library
from closer_tui.scenario.model import Scenario
from closer_tui.scoring.lazy import LazyScorer, warm_aside
from closer_tui.session import Session
from closer_tui.settings import Settings

if TYPE_CHECKING:
    from closer_tui.practice.next import Suggestion
    from closer_tui.speech.interviewer import InterviewerVoice


def play_in_lines(
    scenario: Scenario | None,
    level: Level | None,
    settings: Settings,
    journal: Journal | None,
    notices: Sequence[str],
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
    notes = [_("Note: {notice}").format(notice=notice) for notice in notices]
    linear.say(_("closer in plain mode, {why}.").format(why=why), *notes)
    scorer = lazy()
    warm_aside(scorer)
    try:
        if scenario is not None:
            session = Session.begin(journal, scorer, scenario, level or settings.level)
        else:
            session = _chosen(linear, journal, scorer, level, settings, folder)
    except EndOfInput:
        if linear.interactive:
            return FINE
        complain(_("closer: No scenario was chosen: name one, as in closer play NAME; closer list shows them."))
        return BAD_INPUT
    state = session.state
    begin: Callable[[Level], Session] = lambda on: Session.begin(journal, scorer, state.scenario, on)  # noqa: E731
    return play_plain(session, linear, begin, voice, settings.self_rating)


def _decoded(read: TextIO) -> TextIO:
    """A pipe's bytes as UTF-8 whatever the locale says; what is not becomes U+FFFD. A terminal knows better."""
    if isinstance(read, io.TextIOWrapper):
        read.reconfigure(encoding=None if read.isatty() else "utf-8", errors="replace")
    return read


def _chosen(
    linear: Linear,
    journal: Journal | None,
    scorer: LazyScorer,
    level: Level | None,
    settings: Settings,
    folder: Path | None,
) -> Session:
    """Let the person choose a scenario and a level, or a rehearsal to go on with."""
    from closer_tui.plain import LEVELS_IN_WORDS

    entries = _playable(library(scenarios_dir()) if folder is None else in_folder(folder), folder or scenarios_dir())
    unfinished = journal.unfinished() if journal is not None else ()
    linear.say("", _("Scenarios:"))
    choice = _("{name}: {title}. {role} at {company}, {difficulty}.")
    choices = [
        choice.format(
            name=e.name, title=e.title, role=e.role, company=e.company, difficulty=difficulty_name(e.difficulty or "")
        )
        for e in entries
    ]
    names = [entry.name for entry in entries]
    suggestion = _suggestion(journal, settings, entries) if linear.interactive else None
    if suggestion is not None:
        told = _("Next: {what}. {why} Write next to play it.").format(what=suggestion.what, why=suggestion.why)
        linear.say(told if suggestion.what else suggestion.why)
    if journal is not None and linear.interactive and (line := _waiting(journal)):
        linear.say(" ".join((line, _("closer email shows it, --sent ticks it."))))
    if unfinished and linear.interactive:
        left = ngettext(
            "You left one rehearsal unfinished: write resume to go on.",
            "You left {n} rehearsals unfinished: write resume to go on.",
            len(unfinished),
        )
        linear.say(left.format(n=figure(len(unfinished))))
    # Not numbered, so that a pipe's numbers mean the same whatever was left unfinished.
    words = [*(("resume",) if unfinished else ()), *(("next",) if suggestion is not None and suggestion.entry else ())]
    if journal is not None and linear.interactive and journal.count(Search()):
        words += ["progress", "history"]
        linear.say(_("Write progress to hear how your practice goes, history to read earlier rehearsals again."))
    picked, said = len(entries), "progress"
    while said in ("progress", "history"):
        picked = linear.choose(_("Which one? Write its number or name."), choices, [*names, *words])
        said = words[picked - len(entries)] if picked >= len(entries) else ""
        if journal is not None and said == "progress":
            _tell_progress(linear, journal)
        if journal is not None and said == "history" and (wished := _wished(linear, journal, scorer)) is not None:
            return wished
    if said == "next" and suggestion is not None and suggestion.entry is not None:
        picked, level = entries.index(suggestion.entry), suggestion.level
    if journal is not None and said == "resume":
        which = 0
        if len(unfinished) > 1:
            line = _("{title}, {level}, {n} answered, last on {when}")
            lines = [
                line.format(
                    title=i.title, level=level_name(i.level), n=figure(i.answers), when=f"{i.updated:%Y-%m-%d %H:%M}"
                )
                for i in unfinished
            ]
            which = linear.choose(_("Go on with which? Write its number."), lines)
        return Session.resume(journal, scorer, unfinished[which].id)
    scenario = entries[picked].scenario
    assert scenario is not None
    if level is None:
        default = LEVELS.index(settings.level)
        question = _("Which level? Write its number or name; an empty line takes {level}.")
        question = question.format(level=level_name(settings.level))
        in_words = [LEVELS_IN_WORDS[each] for each in LEVELS]
        names = [*LEVELS, *map(level_name, LEVELS)]  # by their codes too, as options have them
        level = LEVELS[linear.choose(question, in_words, names, default) % len(LEVELS)]
    return Session.begin(journal, scorer, scenario, level)


def _suggestion(journal: Journal | None, settings: Settings, entries: Sequence[Entry]) -> Suggestion | None:
    if journal is None or not settings.suggestions:
        return None
    from closer_tui.practice.next import LOOKED_AT, suggest

    return suggest(journal.practice(LOOKED_AT), entries, datetime.now(UTC))


def _wished(linear: Linear, journal: Journal, scorer: LazyScorer) -> Session | None:
    """What the person wants to play again of their history."""
    from closer_tui.plain_history import browse

    wish = browse(linear, journal)
    if wish is None:
        return None
    if wish.step is None:
        return Session.begin(journal, scorer, wish.scenario, wish.level)
    try:
        session = Session.resume(journal, scorer, wish.key)
    except JournalError as error:
        linear.say(str(error))
        return None
    if session.state.allows(StepRetried):
        session.send(StepRetried(wish.step, session.now()))
    return session


def _tell_progress(linear: Linear, journal: Journal) -> None:
    from closer_tui.practice.progress import progress, titled
    from closer_tui.practice.progress_text import to_lines

    try:
        lines = to_lines(titled(progress(journal.practice()), journal.reports))
    except JournalError as error:
        lines = [str(error)]
    linear.say("", *lines, "")


def _waiting(journal: Journal) -> str:
    from closer_tui.practice.reminders import WITHIN, waiting_line

    return waiting_line(journal.waiting_notes(WITHIN), datetime.now(UTC))


def _playable(entries: Sequence[Entry], folder: Path) -> list[Entry]:
    """The entries that can be played; the others are said on standard error."""
    complain_of_broken(entries)
    playable = [entry for entry in entries if entry.scenario is not None]
    if not playable:
        help_ = _("Put one in {folder}, or install closer again.").format(folder=folder)
        raise Failure(_("There is no scenario that can be played."), help_)
    return playable
