"""What runs beside home: the journal is opened, the scenarios are read, and home is told what came of it.

Nothing of it is needed for the first paint, and none of it is imported before.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from textual import work
from textual.message import Message

from closer_tui.i18n import _, translated
from closer_tui.opening import TRY_AGAIN_SECONDS, Opening
from closer_tui.scoring.lazy import warm_aside
from closer_tui.scoring.text import printable
from closer_tui.ui.room import is_there
from closer_tui.ui.screens.home import HomeScreen
from closer_tui.ui.styles import Styled

if TYPE_CHECKING:
    from closer_tui.journal import Journal, Note, SessionInfo
    from closer_tui.practice.next import Suggestion
    from closer_tui.scenario.library import Entry
    from closer_tui.scoring.verdict import Scorer
    from closer_tui.settings import Settings
    from closer_tui.ui.screens.unfinished import BrokenOff

log = logging.getLogger(__name__)


class BesideHome(Styled):
    """The part of the program that finds out what home shows. `journal` None: it is played without one. `folder`: only
    the scenarios in it are listed."""

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
        journal: Journal | Opening | None,
        scorer: Scorer,
        settings: Settings,
        own_scenarios: Path | None,
        folder: Path | None,
        notices: Sequence[str],
    ) -> None:
        super().__init__()
        self._opening = journal if isinstance(journal, Opening) else Opening.of(journal)
        self.scorer = scorer
        self.settings = settings
        self._own_scenarios = own_scenarios
        self._folder = folder
        self._notices = [*notices]
        self._home = HomeScreen(settings.level)
        self._unfinished: tuple[BrokenOff, ...] = ()
        self._told: set[str] = set()
        self.on_started: Callable[[], None] | None = None

    @property
    def journal(self) -> Journal | None:
        """The journal, opened now where that was not done yet."""
        return self._opening.journal()

    def get_default_screen(self) -> HomeScreen:
        if self._folder is None and self._own_scenarios is not None:
            from closer_tui.scenario.heads import remembered

            self._home.foresee(remembered(self._own_scenarios).heads)
        return self._home

    def after_first_paint(self) -> None:
        """Go on with what was not needed for it."""
        self.load(scenarios=True)

    def warm(self) -> None:
        """Load the scorer, on a thread of its own: an answer will have to be judged soon."""
        warm_aside(self.scorer, self._not_warmed)

    # --- on a thread ---------------------------------------------------------------------------------------

    @work(thread=True, group="load")
    def load(self, scenarios: bool = False) -> None:
        """Read what home shows, and show it."""
        from closer_tui.journal import JournalError

        entries = self._scenarios() if scenarios else None
        practised: Mapping[str, tuple[int, datetime]] = {}
        unfinished: list[BrokenOff] = []
        self._opening.try_again()
        journal = self.journal
        if journal is not None:
            try:
                practised = journal.best()
                unfinished = [_broken_off(journal, info) for info in journal.unfinished()]
            except JournalError as error:
                self.post_message(self.Trouble(_("The journal can't be read"), str(error)))
        self.post_message(self.Loaded(entries, practised, unfinished))
        self.post_message(self.Suggested(self._suggest(self._home.entries if entries is None else entries)))
        self.post_message(self.Waiting(self._waiting()))

    def _scenarios(self) -> Sequence[Entry]:
        from closer_tui.scenario.heads import remember
        from closer_tui.scenario.library import in_folder, library

        if self._folder is not None:
            return in_folder(self._folder)
        began = time.time_ns()
        entries = library(self._own_scenarios)
        if self._own_scenarios is not None:
            remember(entries, began)
        return entries

    def _suggest(self, entries: Sequence[Entry]) -> Suggestion | None:
        journal = self.journal
        if journal is None or not self.settings.suggestions:
            return None
        from closer_tui.journal import JournalError
        from closer_tui.practice.next import LOOKED_AT, suggest

        try:
            return suggest(journal.practice(LOOKED_AT), entries, datetime.now(UTC))
        except JournalError as error:
            log.warning("nothing is suggested: %s", error)
            return None

    def _waiting(self) -> Sequence[Note]:
        from closer_tui.journal import JournalError
        from closer_tui.practice.reminders import WITHIN

        journal = self.journal
        try:
            return journal.waiting_notes(WITHIN) if journal is not None else ()
        except JournalError as error:
            log.warning("no email is reminded of: %s", error)
            return ()

    def _not_warmed(self, error: Exception) -> None:
        """On the thread that loads the scorer."""
        log.error("the scorer could not be loaded", exc_info=error)
        words = (
            _("{why}. You can rehearse all the same: every answer is kept, and judged once it can be.")
            if self.journal is not None
            else _("{why}. You can rehearse all the same: every answer is judged once it can be.")
        )
        self.post_message(self.Trouble(_("Answers can't be judged now"), words.format(why=error)))

    # --- what came of it -----------------------------------------------------------------------------------

    def tell_notices(self) -> None:
        """Tell what was found on the way, each thing once."""
        for notice in dict.fromkeys((*self._notices, *self._opening.notices)):
            if notice not in self._told:
                self._told.add(notice)
                self.notify(printable(notice), severity="warning", timeout=10, markup=False)

    def on_beside_home_trouble(self, message: Trouble) -> None:
        if message.words not in self._told:
            self._told.add(message.words)
            self.notify(printable(message.words), title=message.title, severity="error", timeout=10, markup=False)

    def on_beside_home_loaded(self, message: Loaded) -> None:
        if not is_there(self._home):  # closer was left meanwhile
            return
        self.tell_notices()
        self._unfinished = tuple(message.unfinished)
        self._home.show(message.entries, message.practised, len(self._unfinished))
        if self._opening.failed:
            self.set_timer(TRY_AGAIN_SECONDS, self.load)
        self.loaded()

    def loaded(self) -> None:
        """Home shows what there is."""

    def on_beside_home_suggested(self, message: Suggested) -> None:
        if is_there(self._home):
            self._home.suggest(message.suggestion)

    def on_beside_home_waiting(self, message: Waiting) -> None:
        if is_there(self._home):
            self._home.remind(message.notes)
        if self.on_started is not None:
            started, self.on_started = self.on_started, None
            started()


def _broken_off(journal: Journal, info: SessionInfo) -> BrokenOff:
    """An unfinished rehearsal with its draft; one whose scenario can't be read any more is still listed."""
    from closer_tui.events import StepRetried
    from closer_tui.journal import JournalError
    from closer_tui.ui.screens.unfinished import BrokenOff

    try:
        stored = journal.load(info.id)
    except JournalError as error:
        log.warning("%s can't be read: %s", info.id, error)
        return BrokenOff(info)
    draft = stored.draft.text if stored.draft else ""
    again = [event.step for event in stored.events if isinstance(event, StepRetried)][-1:]
    if info.finished is None or not again or again[0] >= len(stored.scenario.steps):
        return BrokenOff(info, draft)
    return BrokenOff(info, draft, translated(stored.scenario.steps[again[0]].name))
