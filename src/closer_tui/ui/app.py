"""The Textual program: which screen is shown, and what runs beside it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, ClassVar

from textual import events, work
from textual.binding import Binding, BindingType
from textual.command import Provider
from textual.geometry import Size
from textual.message import Message

from closer_tui.diagnostics import DiagnosticError
from closer_tui.events import NotNow, StepRetried
from closer_tui.journal import Journal, JournalError, Note, SessionInfo
from closer_tui.practice.next import LOOKED_AT, Suggestion, suggest
from closer_tui.practice.reminders import WITHIN
from closer_tui.rehearsal import Level, level_above
from closer_tui.scenario.library import Entry, in_folder, library
from closer_tui.scenario.model import Scenario
from closer_tui.scoring.lazy import warm_aside
from closer_tui.scoring.text import printable
from closer_tui.scoring.verdict import Scorer
from closer_tui.settings import Settings, save_settings
from closer_tui.ui.commands import Commands
from closer_tui.ui.leaving import leave_all
from closer_tui.ui.screens.dialogs import Dialog, SmallScreen
from closer_tui.ui.screens.help import HelpScreen
from closer_tui.ui.screens.home import HomeScreen
from closer_tui.ui.screens.unfinished import BrokenOff, UnfinishedScreen
from closer_tui.ui.theme import DARK, other
from closer_tui.ui.toasts import Toasts

if TYPE_CHECKING:
    from closer_tui.practice.progress import Choice
    from closer_tui.session import Session
    from closer_tui.ui.screens.history import HistoryScreen
    from closer_tui.ui.screens.rehearsal import RehearsalScreen

LEAST = (70, 18)
"""Columns and rows below which there is no room for a conversation and an answer."""

log = logging.getLogger(__name__)


class CloserApp(Toasts):
    """The program on a terminal. `journal` None: it is played without one. `play` goes straight into a
    rehearsal, `progress` into how the practice of those goes; `notices` are told once; `speak`: the interviewer is
    heard; `folder`: only the scenarios in it are listed. The caller opens and closes the journal."""

    TITLE = "closer"
    CSS_PATH: ClassVar[list[str | PurePath]] = [
        "app.tcss",
        "screens/home.tcss",
        "screens/rehearsal.tcss",
        "screens/debrief.tcss",
        "screens/compare.tcss",
        "screens/rating.tcss",
        "screens/editor.tcss",
        "screens/email.tcss",
        "screens/history.tcss",
        "screens/prepare.tcss",
        "screens/progress.tcss",
        "screens/sheet.tcss",
        "screens/trying.tcss",  # of a widget that any screen may show
    ]
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {Commands}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1", "help", "Help", priority=True, tooltip="What the keys of this screen do"),
        Binding("question_mark", "help", "Help", show=False),
        Binding(
            "f9", "switch_theme", "Dark or light", show=False, tooltip="Switch between the dark and the light look"
        ),
        Binding("ctrl+q", "quit", "Quit", show=False, priority=True, tooltip="Leave closer"),
    ]

    @dataclass
    class Loaded(Message):
        """What a worker found out, for home to show; `entries` None: as before."""

        entries: Sequence[Entry] | None
        practised: Mapping[str, tuple[int, datetime]]
        unfinished: Sequence[BrokenOff]

    @dataclass
    class Suggested(Message):
        """What could be rehearsed next, for home to say; None: nothing."""

        suggestion: Suggestion | None

    @dataclass
    class Waiting(Message):
        """The emails that have left the tool and were not sent yet, for home to tell of."""

        notes: Sequence[Note]

    @dataclass
    class Trouble(Message):
        """Something that went wrong in a worker."""

        title: str
        words: str

    def __init__(
        self,
        journal: Journal | None,
        scorer: Scorer,
        settings: Settings,
        own_scenarios: Path | None,
        play: tuple[Scenario, Level] | None = None,
        notices: Sequence[str] = (),
        speak: bool = False,
        folder: Path | None = None,
        progress: Choice | None = None,
    ) -> None:
        super().__init__()
        self.journal = journal
        self.scorer = scorer
        self.settings = settings
        self._own_scenarios = own_scenarios
        self._folder = folder
        self._play = play
        self._speak = speak
        self._progress = progress
        self._notices = tuple(dict.fromkeys((*notices, *(journal.notices if journal else ()))))
        self._home = HomeScreen(settings.level)
        self._unfinished: tuple[BrokenOff, ...] = ()
        self._offer = play is None and progress is None
        self._told: set[str] = set()

    def get_default_screen(self) -> HomeScreen:
        return self._home

    def on_mount(self) -> None:
        self.theme = self.settings.theme if self.settings.theme in self.available_themes else DARK
        for notice in self._notices:
            self.notify(printable(notice), severity="warning", timeout=10, markup=False)
        if self._play is not None:
            self._begin(*self._play)
        if self._progress is not None:
            self._look_at(self._progress)
        # In home's own turn: behind a rehearsal that begins at once it may not be there yet to show anything.
        self.call_after_refresh(self._home.call_later, self._after_first_paint)

    def _after_first_paint(self) -> None:
        self._load(scenarios=True)
        warm_aside(self.scorer, self._not_warmed)

    # --- beside the screen ---------------------------------------------------------------------------------

    @work(thread=True, group="load")
    def _load(self, scenarios: bool = False) -> None:
        """Read what home shows."""
        entries = self._scenarios() if scenarios else None
        practised: Mapping[str, tuple[int, datetime]] = {}
        unfinished: list[BrokenOff] = []
        if self.journal is not None:
            try:
                practised = self.journal.best()
                unfinished = [_broken_off(self.journal, info) for info in self.journal.unfinished()]
            except JournalError as error:
                self.post_message(self.Trouble("The journal can't be read", str(error)))
        self.post_message(self.Loaded(entries, practised, unfinished))
        self.post_message(self.Suggested(self._suggest(self._home.entries if entries is None else entries)))
        self.post_message(self.Waiting(self._waiting()))

    def _suggest(self, entries: Sequence[Entry]) -> Suggestion | None:
        if self.journal is None or not self.settings.suggestions:
            return None
        try:
            return suggest(self.journal.practice(LOOKED_AT), entries, datetime.now(UTC))
        except JournalError as error:
            log.warning("nothing is suggested: %s", error)
            return None

    def _waiting(self) -> Sequence[Note]:
        try:
            return self.journal.waiting_notes(WITHIN) if self.journal is not None else ()
        except JournalError as error:
            log.warning("no email is reminded of: %s", error)
            return ()

    def _scenarios(self) -> Sequence[Entry]:
        return library(self._own_scenarios) if self._folder is None else in_folder(self._folder)

    def _not_warmed(self, error: Exception) -> None:
        """On the thread that loads the scorer."""
        log.error("the scorer could not be loaded", exc_info=error)
        kept = "kept, and " if self.journal is not None else ""
        words = f"{error}. You can rehearse all the same: every answer is {kept}judged once it can be."
        self.post_message(self.Trouble("Answers can't be judged now", words))

    def on_closer_app_trouble(self, message: Trouble) -> None:
        if message.words not in self._told:
            self._told.add(message.words)
            self.notify(printable(message.words), title=message.title, severity="error", timeout=10, markup=False)

    def on_closer_app_loaded(self, message: Loaded) -> None:
        self._unfinished = tuple(message.unfinished)
        self._home.show(message.entries, message.practised, len(self._unfinished))
        if self._offer and self.screen is self._home:
            self._offer = False
            if self._unfinished:
                self.on_home_screen_unfinished()

    def on_closer_app_suggested(self, message: Suggested) -> None:
        self._home.suggest(message.suggestion)

    def on_closer_app_waiting(self, message: Waiting) -> None:
        self._home.remind(message.notes)

    # --- from one screen to the next -----------------------------------------------------------------------

    def on_home_screen_back(self) -> None:
        self._fit(self.size)
        self._load(scenarios=True)

    def on_app_focus(self) -> None:
        """Back from another window, where a scenario may have been written."""
        if self.screen is self._home and self._home.entries:
            self._load(scenarios=True)

    def on_home_screen_edit(self, message: HomeScreen.Edit) -> None:
        from closer_tui.ui.editing import edit

        edit(self, message.entry, self.scorer, self._own_scenarios)

    def on_home_screen_suggestions(self) -> None:
        self._keep(replace(self.settings, suggestions=not self.settings.suggestions))
        self._load()

    def on_home_screen_email(self, message: HomeScreen.Email) -> None:
        from closer_tui.ui.screens.email import open_stored

        if self.journal is not None:
            open_stored(self, self.journal, message.note.session, message.note.interviewer)

    def on_home_screen_self_rating(self) -> None:
        on = not self.settings.self_rating
        self._keep(replace(self.settings, self_rating=on))
        what = "Before each report you tick what you think you did." if on else "Reports come without ticks before."
        self.notify(what, title=f"Self-rating is {'on' if on else 'off'}", markup=False)

    def on_home_screen_history(self) -> None:
        from closer_tui.ui.screens.history import HistoryScreen

        if self.journal is None:
            words = "The journal could not be opened, so nothing of before can be shown, and nothing is kept now."
            self.post_message(self.Trouble("There is no history", words))
        else:
            self.push_screen(HistoryScreen(self.journal, self.scorer))

    def on_history_screen_retry(self, message: HistoryScreen.Retry) -> None:
        self._resume(message.key, message.step)

    def on_history_screen_again(self, message: HistoryScreen.Again) -> None:
        self._begin(message.scenario, message.level)

    def on_home_screen_progress(self) -> None:
        from closer_tui.practice.progress import EVERYTHING

        self._look_at(EVERYTHING)

    def _look_at(self, choice: Choice) -> None:
        from closer_tui.ui.screens.progress import ProgressScreen  # brings the plotting library

        self.push_screen(ProgressScreen(self.journal, choice))

    def on_home_screen_sheet(self) -> None:
        from closer_tui.ui.screens.sheet import SheetScreen

        self.push_screen(SheetScreen(self.journal))

    def on_home_screen_prepare(self) -> None:
        from closer_tui.ui.screens.prepare import PrepareScreen

        self.push_screen(PrepareScreen(self.scorer), self._home.look_for)

    def on_home_screen_reload(self) -> None:
        self._load(scenarios=True)

    def on_home_screen_picked(self, message: HomeScreen.Picked) -> None:
        self._keep(replace(self.settings, level=message.level))
        self._begin(message.scenario, message.level)

    def on_home_screen_unfinished(self) -> None:
        self.push_screen(UnfinishedScreen(self._unfinished), self._resume)

    def on_unfinished_screen_discarded(self, message: UnfinishedScreen.Discarded) -> None:
        if self.journal is not None:
            try:
                self.journal.discard(message.key)
            except JournalError as error:
                self.post_message(self.Trouble("It could not be discarded", str(error)))

    def _begin(self, scenario: Scenario, level: Level) -> None:
        from closer_tui.session import Session

        self._rehearse(Session.begin(self.journal, self.scorer, scenario, level))

    def _resume(self, key: str | None, step: int | None = None) -> None:
        """Go on with a rehearsal; with one that is finished by playing this step again."""
        from closer_tui.session import Session

        if key is not None and self.journal is not None:
            try:
                session = Session.resume(self.journal, self.scorer, key)
                if step is not None and session.state.allows(StepRetried):
                    session.send(StepRetried(step, session.now()))
                self._rehearse(session)
            except JournalError as error:
                self.post_message(self.Trouble("It can't be gone on with", str(error)))
            except NotNow:
                words = "It was played with another version of closer. It stays in the journal."
                self.post_message(self.Trouble("It can't be gone on with", words))

    def _rehearse(self, session: Session) -> None:
        from closer_tui.ui.screens.rehearsal import Ending

        def ended(ending: Ending) -> None:
            scenario, level = session.state.scenario, session.state.level
            if ending == "again":
                self._begin(scenario, level)
            elif ending == "climb" and (higher := level_above(level)) is not None:
                self._keep(replace(self.settings, level=higher))
                self._begin(scenario, higher)

        self.push_screen(self._rehearsal_screen(session), ended)

    def _rehearsal_screen(self, session: Session) -> RehearsalScreen:
        rates = lambda: self.settings.self_rating  # noqa: E731 - it may be switched on the way
        if self._speak:
            from closer_tui.ui.screens.aloud import AloudScreen

            return AloudScreen(session, self.settings, rates)
        from closer_tui.ui.screens.rehearsal import RehearsalScreen

        return RehearsalScreen(session, self.settings.clock, rates)

    # --- keys everywhere -----------------------------------------------------------------------------------

    async def action_quit(self) -> None:
        """Leave, once whatever is not saved on a screen beneath is saved or not wanted."""
        leave_all(self, self.exit)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        if action == "help":
            return not isinstance(self.screen, HelpScreen | SmallScreen)
        return not (action == "command_palette" and isinstance(self.screen, SmallScreen))

    def action_help(self) -> None:
        self.push_screen(HelpScreen(self.screen))

    def action_switch_theme(self) -> None:
        self.theme = other(self.current_theme.dark)
        self._keep(replace(self.settings, theme=self.theme))

    def _keep(self, settings: Settings) -> None:
        if settings == self.settings:
            return
        self.settings = settings
        try:
            save_settings(settings)
        except DiagnosticError as error:
            first = error.diagnostics[0]
            self.post_message(self.Trouble("Settings not saved", f"{first.what} {first.help}"))

    def on_resize(self, event: events.Resize) -> None:
        self._fit(event.size)

    def _fit(self, size: Size) -> None:
        """Say so while the window is too small; whatever is beneath waits."""
        screen = self.screen
        beneath = next((each for each in reversed(self.screen_stack) if not isinstance(each, Dialog)), screen)
        least: tuple[int, int] = getattr(beneath, "LEAST", LEAST)
        if size.width >= least[0] and size.height >= least[1]:
            if isinstance(screen, SmallScreen):
                screen.dismiss(None)
        elif isinstance(screen, SmallScreen):
            screen.say(size.width, size.height, least)
        else:
            self.push_screen(SmallScreen(size.width, size.height, least))


def _broken_off(journal: Journal, info: SessionInfo) -> BrokenOff:
    """An unfinished rehearsal with its draft; one whose scenario can't be read any more is still listed."""
    try:
        draft = journal.load(info.id).draft
    except JournalError as error:
        log.warning("%s can't be read: %s", info.id, error)
        draft = None
    return BrokenOff(info, draft.text if draft else "")
