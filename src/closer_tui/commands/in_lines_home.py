"""The plain mode's home: what can be rehearsed, and everything else that can be done, each with its number."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, TypeVar

from closer_tui.commands.ending import Failure
from closer_tui.commands.listing import complain_of_broken
from closer_tui.events import NotNow, StepRetried
from closer_tui.i18n import _, figure, ngettext
from closer_tui.journal import Journal, JournalError, Search, SessionInfo
from closer_tui.levels import LEVELS, Level, difficulty_name, level_name
from closer_tui.linear import EndOfInput, Linear
from closer_tui.opening import TRY_AGAIN_SECONDS, Opening
from closer_tui.paths import scenarios_dir
from closer_tui.report_words import one_line
from closer_tui.scenario.library import Entry, in_folder, library
from closer_tui.scoring.lazy import LazyScorer
from closer_tui.session import Session
from closer_tui.settings import Settings

if TYPE_CHECKING:
    from closer_tui.plain_history import Wish
    from closer_tui.practice.next import Suggestion

T = TypeVar("T")


@dataclass
class Home:
    """Where a rehearsal is chosen, again and again. `level`: the one that the command line asks for; `folder`: only the
    scenarios in it are offered; `opening`: what may open the journal later, where it is None."""

    linear: Linear
    journal: Journal | None
    scorer: LazyScorer
    settings: Settings
    level: Level | None
    folder: Path | None
    opening: Opening | None = None
    _tried: float = field(default_factory=monotonic)
    _entries: Sequence[Entry] = ()
    _suggestion: Suggestion | None = None
    _unfinished: tuple[SessionInfo, ...] = ()
    _told: str = ""

    def choose(self) -> Session:
        """Let the person choose a scenario and a level, a rehearsal to go on with, or something else to do first.
        Raises EndOfInput, Failure where nothing can be played, and JournalError."""
        linear, heard = self.linear, False
        self._look()
        while True:
            if self.try_again():
                self._look()
            playable = [entry for entry in self._entries if entry.scenario is not None]
            words = self._words()
            names = [*(entry.name for entry in playable), *(word for word, _said in words)]
            offered = [*self._lines(playable), *(f"{word}: {said}" for word, said in words if said)]
            if not heard:
                linear.say("")
                if linear.interactive:
                    self._greet()
                linear.say(_("Scenarios:"))
            question = _("Which one? Write its number or name.")
            picked = linear.choose(question, offered, names, heard=heard)
            if picked < len(playable):
                return self._begin(playable[picked], self.level)
            word = names[picked]
            heard = word not in ("list", "edit", "prepare")
            session = self._do(word)
            if session is not None:
                return session
            if not heard or word in ("resume", "discard", "email", "history", "settings"):
                self._look()
            if heard:
                linear.say(_("The choices are as before: write list to hear them again."))

    def try_again(self) -> bool:
        """Open a journal that could not be opened before, where some time has passed. Whether it is open since now."""
        if self.journal is not None or self.opening is None or monotonic() < self._tried + TRY_AGAIN_SECONDS:
            return False
        self.opening.try_again()
        self._tried = monotonic()
        self.journal = self.opening.journal()
        if self.journal is None:
            return False
        self.linear.say(*(_("Note: {notice}").format(notice=notice) for notice in self.opening.notices))
        return True

    def keep(self, session: Session) -> None:
        """Keep a rehearsal that was begun without a journal, if there is one now."""
        if session.journal is None:
            self.try_again()
            if self.journal is not None:
                session.keep_in(self.journal)

    # --- what is told --------------------------------------------------------------------------------------

    def _look(self) -> None:
        """See which scenarios there are, and what was left."""
        folder = self.folder
        self._entries = library(scenarios_dir()) if folder is None else in_folder(folder)
        complain_of_broken(self._entries)
        if not any(entry.scenario is not None for entry in self._entries):
            help_ = _("Put one in {folder}, or install closer again.").format(folder=folder or scenarios_dir())
            raise Failure(_("There is no scenario that can be played."), help_)
        self._unfinished = self._read(lambda journal: journal.unfinished(), ())
        self._suggestion = self._next()

    def _lines(self, entries: Sequence[Entry]) -> list[str]:
        best: Mapping[str, tuple[int, datetime]] = {}
        if self.linear.interactive:
            best = self._read(lambda journal: journal.best(), best)
        line = _("{name}: {title}. {role} at {company}, {difficulty}.")
        played = _("{scenario} Your best: {n} of 100.")
        lines = []
        for entry in entries:
            said = line.format(
                name=entry.name,
                title=entry.title,
                role=entry.role,
                company=entry.company,
                difficulty=difficulty_name(entry.difficulty or ""),
            )
            found = best.get(entry.scenario.id) if entry.scenario is not None else None
            lines.append(said if found is None else played.format(scenario=said, n=figure(found[0])))
        return lines

    def _greet(self) -> None:
        """What to do next, and what waits."""
        linear, suggestion = self.linear, self._suggestion
        if suggestion is not None:
            told = _("Next: {what}. {why} Write next to play it.").format(what=suggestion.what, why=suggestion.why)
            linear.say(told if suggestion.what else suggestion.why)
        if line := self._read(_waiting, ""):
            linear.say(" ".join((line, _("Write email to hear it, and to tick it as sent."))))
        if self._unfinished:
            left = ngettext(
                "You left one rehearsal unfinished: write resume to go on.",
                "You left {n} rehearsals unfinished: write resume to go on.",
                len(self._unfinished),
            )
            linear.say(left.format(n=figure(len(self._unfinished))))

    def _words(self) -> list[tuple[str, str]]:
        """What can be done beside playing a scenario: the word for it, and what a person is told of it. A pipe is told
        nothing, so that its numbers mean the same whatever was left unfinished."""
        unfinished = bool(self._unfinished)
        if not self.linear.interactive:
            return [("resume", "")] if unfinished else []
        practised = self._read(lambda journal: journal.count(Search()), 0) > 0
        suggested = self._suggestion is not None and self._suggestion.entry is not None
        offered = (
            ("next", _("play what is suggested"), suggested),
            ("resume", _("go on with a rehearsal that you left unfinished"), unfinished),
            ("discard", _("discard a rehearsal that you left unfinished"), unfinished),
            ("email", _("the email that waits to be sent"), bool(self._read(_waiting, ""))),
            ("progress", _("hear how your practice goes"), practised),
            ("history", _("read earlier rehearsals again, search or delete them"), practised),
            ("sheet", _("your best answers on one sheet, for the real day"), practised),
            ("prepare", _("make your own interview ready: what to ask, and a scenario"), True),
            ("edit", _("change a scenario, or a copy of one that comes with closer"), True),
            ("settings", _("level, suggestions, self-rating, language, voice"), True),
            ("list", _("hear these choices again"), True),
            ("quit", _("leave closer"), True),
        )
        return [(word, said) for word, said, there in offered if there]

    def _next(self) -> Suggestion | None:
        if not self.settings.suggestions or not self.linear.interactive:
            return None
        from closer_tui.practice.next import LOOKED_AT, suggest

        playable = [entry for entry in self._entries if entry.scenario is not None]
        return self._read(lambda journal: suggest(journal.practice(LOOKED_AT), playable, datetime.now(UTC)), None)

    def _read(self, read: Callable[[Journal], T], without: T) -> T:
        """What the journal says; where there is none, or it can't be read now (which is said, once), `without`."""
        if self.journal is None:
            return without
        try:
            return read(self.journal)
        except JournalError as error:
            if str(error) != self._told:
                self._told = str(error)
                self.linear.say(_("Note: {what}").format(what=one_line(self._told)))
            return without

    # --- what is done --------------------------------------------------------------------------------------

    def _do(self, word: str) -> Session | None:
        """Do what was asked for. Returns the rehearsal that comes of it, None to be asked again."""
        linear, journal, suggestion = self.linear, self.journal, self._suggestion
        if word == "quit":
            raise EndOfInput
        if word == "next" and suggestion is not None and suggestion.entry is not None:
            return self._begin(suggestion.entry, suggestion.level)
        if word == "settings":
            from closer_tui.plain_settings import change_settings

            self.settings = change_settings(linear, self.settings)
        elif word == "prepare":
            from closer_tui.plain_prepare import prepare_interview

            prepare_interview(linear, self.scorer)
        elif word == "edit":
            from closer_tui.commands.in_lines_own import edit

            edit(linear, self._entries, self.folder)
        elif journal is not None:
            return self._do_with(journal, word)
        return None

    def _do_with(self, journal: Journal, word: str) -> Session | None:
        linear = self.linear
        match word:
            case "resume":
                return self._resumed(journal, self._which_unfinished(_("Go on with which?")).id)
            case "discard":
                self._discard(journal)
            case "email":
                _emails(linear, journal, self.scorer)
            case "progress":
                from closer_tui.plain_progress import progress_choices

                progress_choices(linear, journal)
            case "sheet":
                from closer_tui.plain_sheet import sheet_choices

                sheet_choices(linear, journal)
            case "history":
                from closer_tui.plain_history import browse

                wish = browse(linear, journal, self.scorer)
                return None if wish is None else self._wished(journal, wish)
        return None

    def _resumed(self, journal: Journal, key: str) -> Session | None:
        try:
            return Session.resume(journal, self.scorer, key)
        except JournalError as error:
            if not self.linear.interactive:
                raise
            self.linear.say(one_line(str(error)))
            return None

    def _which_unfinished(self, question: str) -> SessionInfo:
        begun = _("{title}, {level}, {n} answered, last on {when}")
        retry = _("{title}, {level}, a retry, last on {when}")
        lines = [
            (begun if info.finished is None else retry).format(
                title=info.title,
                level=level_name(info.level),
                n=figure(info.answers),
                when=f"{info.updated.astimezone():%Y-%m-%d %H:%M}",
            )
            for info in self._unfinished
        ]
        which = 0
        if len(lines) > 1:
            which = self.linear.choose(" ".join((question, _("Write its number."))), lines)
        return self._unfinished[which]

    def _discard(self, journal: Journal) -> None:
        from closer_tui.plain_past import sure

        info = self._which_unfinished(_("Discard which?"))
        self.linear.say(one_line(info.title))
        question = _("Delete it, with every word of it? Nothing brings it back.")
        if info.finished is not None:
            question = _("Delete this retry? Nothing brings it back. What you finished before stays in the history.")
        if sure(self.linear, question, "delete"):
            try:
                journal.discard(info.id)
            except JournalError as error:
                self.linear.say(one_line(str(error)))
            else:
                self.linear.say(_("It is deleted."))

    def _begin(self, entry: Entry, level: Level | None) -> Session:
        scenario, linear = entry.scenario, self.linear
        assert scenario is not None
        if level is None:
            from closer_tui.plain_told import LEVELS_IN_WORDS

            if linear.interactive and scenario.summary:
                linear.say("", one_line(scenario.summary))
            default = LEVELS.index(self.settings.level)
            question = _("Which level? Write its number or name; an empty line takes {level}.")
            question = question.format(level=level_name(self.settings.level))
            in_words = [LEVELS_IN_WORDS[each] for each in LEVELS]
            names = [*LEVELS, *map(level_name, LEVELS)]  # by their codes too, as options have them
            level = LEVELS[linear.choose(question, in_words, names, default) % len(LEVELS)]
            if linear.interactive and level != self.settings.level:
                from closer_tui.plain_settings import keep

                self.settings = keep(linear, replace(self.settings, level=level))
        self.try_again()
        return Session.begin(self.journal, self.scorer, scenario, level)

    def _wished(self, journal: Journal, wish: Wish) -> Session | None:
        """What the person wants to play again of their history."""
        if wish.step is None:
            return Session.begin(journal, self.scorer, wish.scenario, wish.level)
        try:
            session = Session.resume(journal, self.scorer, wish.key)
            if session.state.allows(StepRetried):
                session.send(StepRetried(wish.step, session.now()))
        except JournalError as error:
            self.linear.say(one_line(str(error)))
        except NotNow:
            self.linear.say(_("It was played with another version of closer. It stays in the journal."))
        else:
            return session
        return None


def _waiting(journal: Journal) -> str:
    from closer_tui.practice.reminders import WITHIN, waiting_line

    return waiting_line(journal.waiting_notes(WITHIN), datetime.now(UTC))


def _emails(linear: Linear, journal: Journal, scorer: LazyScorer) -> None:
    """The emails of the rehearsal whose email has waited longest."""
    from closer_tui.plain_email import email_choices
    from closer_tui.practice.past import PastSession, open_past
    from closer_tui.practice.reminders import WITHIN, waiting

    try:
        due = waiting(journal.waiting_notes(WITHIN), datetime.now(UTC))
        if due:
            email_choices(PastSession(journal, scorer, open_past(journal, due[0].session)), linear)
    except JournalError as error:
        linear.say(one_line(str(error)))
