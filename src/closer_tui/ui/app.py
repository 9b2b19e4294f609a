"""The Textual program: which screen is shown, and what runs beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.command import Provider
from textual.geometry import Size

from closer_tui.diagnostics import DiagnosticError
from closer_tui.i18n import _
from closer_tui.levels import Level, level_above
from closer_tui.settings import Settings, save_settings
from closer_tui.ui.beside_home import BesideHome
from closer_tui.ui.screens.dialogs import Dialog, SmallScreen
from closer_tui.ui.screens.home import HomeScreen
from closer_tui.ui.theme import DARK, other
from closer_tui.ui.toasts import PALETTE

if TYPE_CHECKING:
    from closer_tui.journal import Journal
    from closer_tui.opening import Opening
    from closer_tui.practice.progress import Choice
    from closer_tui.scenario.model import Scenario
    from closer_tui.scoring.verdict import Scorer
    from closer_tui.session import Session
    from closer_tui.ui.screens.history import HistoryScreen
    from closer_tui.ui.screens.rehearsal import RehearsalScreen
    from closer_tui.ui.screens.unfinished import UnfinishedScreen

LEAST = (40, 15)
"""Columns and rows below which there is no room for a conversation and an answer."""


def _commands() -> type[Provider]:
    from closer_tui.ui.commands import Commands

    return Commands


class CloserApp(BesideHome):
    """The program on a terminal. `journal` None: it is played without one; an Opening is opened once it is needed.
    `play` goes straight into a rehearsal, `progress` into how the practice of those goes; `notices` are told once;
    `speak`: the interviewer is heard; `folder`: only the scenarios in it are listed. The caller closes the journal."""

    TITLE = "closer"
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {_commands}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1", "help", _("Help"), priority=True, tooltip=_("What the keys of this screen do")),
        Binding("question_mark", "help", _("Help"), show=False),
        Binding(
            "f9",
            "switch_theme",
            _("Dark or light"),
            show=False,
            tooltip=_("Switch between the dark and the light look"),
        ),
        Binding("ctrl+q", "quit", _("Quit"), show=False, priority=True, tooltip=_("Leave closer")),
        Binding(
            "ctrl+z,ctrl+backslash",
            "suspend_process",
            _("To the shell"),
            show=False,
            tooltip=_("Stop closer for now; fg in the shell goes on"),
        ),
        PALETTE,
    ]

    def __init__(
        self,
        journal: Journal | Opening | None,
        scorer: Scorer,
        settings: Settings,
        own_scenarios: Path | None,
        play: tuple[Scenario, Level] | None = None,
        notices: Sequence[str] = (),
        speak: bool = False,
        folder: Path | None = None,
        progress: Choice | None = None,
    ) -> None:
        super().__init__(journal, scorer, settings, own_scenarios, folder, notices)
        self._play = play
        self._speak = speak
        self._progress = progress
        self._offer = play is None and progress is None
        self._rehearsed: Session | None = None  # what is being played

    def on_mount(self) -> None:
        self.theme = self.settings.theme if self.settings.theme in self.available_themes else DARK
        if self._play is not None:
            self._begin(*self._play)
        if self._progress is not None:
            self._look_at(self._progress)
        self.tell_notices()
        # In home's own turn: behind a rehearsal that begins at once it may not be there yet to show anything.
        self.call_after_refresh(self._home.call_later, self.after_first_paint)

    def loaded(self) -> None:
        self.read_styles()
        # A journal that could not be opened when it began may be open now.
        if self._rehearsed is not None and self.journal is not None and self._rehearsed.keep_in(self.journal):
            self.screen.refresh_bindings()
        if self._offer and self.screen is self._home:
            self._offer = False
            if self._unfinished:
                self.on_home_screen_unfinished()

    # --- from one screen to the next -----------------------------------------------------------------------

    def on_home_screen_back(self) -> None:
        self._fit(self.size)
        self.load(scenarios=True)

    def on_app_focus(self) -> None:
        """Back from another window, where a scenario may have been written."""
        if self.screen is self._home and self._home.entries:
            self.load(scenarios=True)

    def on_home_screen_edit(self, message: HomeScreen.Edit) -> None:
        from closer_tui.ui.editing import edit

        self.warm()
        edit(self, message.entry, self.scorer, self._own_scenarios)

    def on_home_screen_suggestions(self) -> None:
        self._keep(replace(self.settings, suggestions=not self.settings.suggestions))
        self.load()

    def on_home_screen_email(self, message: HomeScreen.Email) -> None:
        from closer_tui.ui.screens.email import open_stored

        if self.journal is not None:
            open_stored(self, self.journal, message.note.session, message.note.interviewer)

    def on_home_screen_self_rating(self) -> None:
        on = not self.settings.self_rating
        self._keep(replace(self.settings, self_rating=on))
        if on:
            what, title = _("Before each report you tick what you think you did."), _("Self-rating is on")
        else:
            what, title = _("Reports come without ticks before."), _("Self-rating is off")
        self.notify(what, title=title, markup=False)

    def on_home_screen_history(self) -> None:
        from closer_tui.ui.screens.history import HistoryScreen

        if self.journal is None:
            words = _("The journal could not be opened, so nothing of before can be shown, and nothing is kept now.")
            self.post_message(self.Trouble(_("There is no history"), words))
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

        self.warm()
        self.push_screen(PrepareScreen(self.scorer), self._home.look_for)

    def on_home_screen_reload(self) -> None:
        self.load(scenarios=True)

    def on_home_screen_picked(self, message: HomeScreen.Picked) -> None:
        self._keep(replace(self.settings, level=message.level))
        self._begin(message.scenario, message.level)

    def on_home_screen_unfinished(self) -> None:
        from closer_tui.ui.screens.unfinished import UnfinishedScreen

        self.push_screen(UnfinishedScreen(self._unfinished), self._resume)

    def on_unfinished_screen_discarded(self, message: UnfinishedScreen.Discarded) -> None:
        from closer_tui.journal import JournalError

        if self.journal is not None:
            try:
                self.journal.discard(message.key)
            except JournalError as error:
                self.post_message(self.Trouble(_("It could not be discarded"), str(error)))

    def _begin(self, scenario: Scenario, level: Level) -> None:
        from closer_tui.session import Session

        self._rehearse(Session.begin(self.journal, self.scorer, scenario, level))

    def _resume(self, key: str | None, step: int | None = None) -> None:
        """Go on with a rehearsal; with one that is finished by playing this step again."""
        from closer_tui.events import NotNow, StepRetried
        from closer_tui.journal import JournalError
        from closer_tui.session import Session

        if key is not None and self.journal is not None:
            try:
                session = Session.resume(self.journal, self.scorer, key)
                if step is not None and session.state.allows(StepRetried):
                    session.send(StepRetried(step, session.now()))
                self._rehearse(session)
            except JournalError as error:
                self.post_message(self.Trouble(_("It can't be gone on with"), str(error)))
            except NotNow:
                words = _("It was played with another version of closer. It stays in the journal.")
                self.post_message(self.Trouble(_("It can't be gone on with"), words))

    def _rehearse(self, session: Session) -> None:
        from closer_tui.ui.screens.rehearsal import Ending

        self.warm()  # somebody reads first, and then writes: it is there before the first answer is

        self._rehearsed = session

        def ended(ending: Ending) -> None:
            self._rehearsed = None
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
        from closer_tui.ui.leaving import leave_all

        leave_all(self, self.exit)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        if action == "suspend_process":  # a key of shells: not in a web page, not on Windows
            return self._driver is not None and self._driver.can_suspend
        if action == "help":
            return not (isinstance(self.screen, Dialog) and self.screen.SPEAKS_FOR_ITSELF)
        return not (action == "command_palette" and isinstance(self.screen, SmallScreen))

    def action_help(self) -> None:
        from closer_tui.ui.screens.help import HelpScreen

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
            self.post_message(self.Trouble(_("Settings not saved"), f"{first.what} {first.help}"))

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
