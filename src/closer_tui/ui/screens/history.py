"""The history: every rehearsal that was finished, to be found, read again, and deleted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Input, Static

from closer_tui.i18n import _
from closer_tui.journal import Journal, JournalError, RecordError, Search
from closer_tui.practice.past import PastRehearsal, PastSession, open_past
from closer_tui.rehearsal import Level, level_above
from closer_tui.report_words import one_line
from closer_tui.scenario.model import Scenario
from closer_tui.scoring.verdict import Scorer
from closer_tui.ui.room import Room, once_drawn
from closer_tui.ui.screens.deleting import DeleteAllScreen, DeleteOneScreen
from closer_tui.ui.screens.past import PastScreen
from closer_tui.ui.theme import WIDTHS
from closer_tui.ui.widgets.footer import Footer
from closer_tui.ui.widgets.history import SessionRows, about
from closer_tui.ui.widgets.history_filters import Filters
from closer_tui.ui.widgets.history_list import SessionList
from closer_tui.ui.widgets.phrases import rehearsals


class HistoryScreen(Room[None]):
    """Shows what `journal` holds; workers read it. Posts what is to be played again."""

    HELP = _(
        "Every rehearsal that was finished, the newest first; each opens with its whole conversation and the report as "
        "it was given. The signs are for questions, value, interest and email: ✓ made, ½ half made, ✗ missed, · not "
        "asked; behind them stand those of the scenario's own."
    )
    HORIZONTAL_BREAKPOINTS = WIDTHS
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", _("Open"), tooltip=_("Read its conversation and its report again")),
        Binding("slash", "find", _("Find"), tooltip=_("Look for words that you said, or of a title")),
        Binding("s", "scenario", _("Scenario"), tooltip=_("Show those of one scenario")),
        Binding("l", "level", _("Level"), tooltip=_("Show those on one level")),
        Binding("m", "move", _("Move"), tooltip=_("Show those in which a move was made, or was not")),
        Binding("x", "all", _("Show all"), tooltip=_("Look for nothing in particular any more")),
        Binding("delete", "delete", _("Delete"), tooltip=_("Delete the highlighted one for good; it asks twice")),
        Binding(
            "D", "delete_all", _("Delete all"), show=False, tooltip=_("Delete every rehearsal for good; it asks twice")
        ),
        Binding("escape", "back", _("Back"), tooltip=_("Back to where you came from")),
    ]
    AUTO_FOCUS = "#sessions"

    @dataclass
    class Opened(Message):
        """A rehearsal was read, and can be shown."""

        past: PastRehearsal

    @dataclass
    class Asked(Message):
        """How many rehearsals there are to delete: finished ones, and others."""

        finished: int
        others: int

    @dataclass
    class Deleted(Message):
        """So many rehearsals are gone."""

        number: int

    @dataclass
    class Trouble(Message):
        """What the journal could not do."""

        title: str
        words: str

    @dataclass
    class Retry(Message):
        """A step of a past rehearsal is to be played again."""

        key: str
        step: int

    @dataclass
    class Again(Message):
        """The whole is to be played again, as a new rehearsal."""

        scenario: Scenario
        level: Level

    def __init__(self, journal: Journal, scorer: Scorer) -> None:
        super().__init__()
        self._journal = journal
        self._scorer = scorer
        self._opening = False
        self._left = False
        self._any = False  # whether there is a row

    def compose(self) -> ComposeResult:
        yield Filters(id="filters")
        yield SessionList(self._journal, id="list")
        yield Static(id="about", markup=False)
        yield Footer()

    def on_screen_suspend(self) -> None:
        self._left = True

    def on_screen_resume(self) -> None:
        self._opening = False
        if self._left:  # since then one may have been played again, or deleted
            self._left = False
            self.query_one(SessionList).look_again()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        match action:
            case "all":
                return any(found.search != Search() for found in self.query(SessionList))
            case "open" | "delete":
                return self._any
        return True

    def tell(self, title: str, words: str) -> None:
        """A passing trouble, in a toast."""
        self.notify(one_line(words), title=title, severity="error", timeout=10, markup=False)

    # --- what is looked for ----------------------------------------------------------------------------------

    @on(Filters.Changed)
    def _sought(self, event: Filters.Changed) -> None:
        self.query_one(SessionList).look(event.search)

    @on(Filters.Written)
    def _written(self) -> None:
        self.query_one(SessionRows).focus()

    @on(SessionList.Counted)
    def _counted(self, event: SessionList.Counted) -> None:
        self.query_one(Filters).offer(event.scenarios)
        self.refresh_bindings()

    @on(SessionList.Trouble)
    def _unread(self, event: SessionList.Trouble) -> None:
        self.tell(_("The history can't be read"), event.words)

    def action_find(self) -> None:
        self.query_one(Filters).write()

    def action_all(self) -> None:
        self.query_one(Filters).clear()

    def action_scenario(self) -> None:
        self.query_one(Filters).ask_scenario()

    def action_level(self) -> None:
        self.query_one(Filters).ask_level()

    def action_move(self) -> None:
        self.query_one(Filters).ask_move()

    def action_back(self) -> None:
        """From the words to the list, from the list to where one came from."""
        if isinstance(self.focused, Input):
            self.query_one(SessionRows).focus()
        else:
            self.dismiss(None)

    def on_resize(self) -> None:
        once_drawn(self, self._describe)

    # --- one of them -----------------------------------------------------------------------------------------

    @on(SessionRows.Highlighted)
    def _describe(self) -> None:
        rows = self.query_one(SessionRows)
        row = rows.chosen
        # It has its room already; and to draw the footer anew, for keys that stay alive, would take longest of all.
        self.query_one("#about", Static).update(about(row, brief=self.has_class("-slim")) if row else "", layout=False)
        if self._any != bool(rows.count):
            self._any = bool(rows.count)
            self.refresh_bindings()

    @on(SessionRows.Picked)
    def action_open(self) -> None:
        row = self.query_one(SessionRows).chosen
        if row is not None and row.id and not self._opening:
            self._opening = True  # a key typed ahead opens no second one
            self._open(row.id)

    @work(thread=True, group="open")
    def _open(self, session: str) -> None:
        try:
            self.post_message(self.Opened(open_past(self._journal, session)))
        except JournalError as error:
            self.post_message(self.Trouble(_("It can't be opened"), str(error)))

    def on_history_screen_opened(self, message: Opened) -> None:
        past = message.past

        def closed(choice: int | str | None) -> None:
            if isinstance(choice, int):
                self.post_message(self.Retry(past.info.id, choice))
            elif choice == "delete":
                self._delete(past.info.id)
            elif choice is not None:
                level = (level_above(past.info.level) if choice == "climb" else None) or past.info.level
                self.post_message(self.Again(past.state.scenario, level))

        self.app.push_screen(PastScreen(PastSession(self._journal, self._scorer, past)), closed)

    def on_history_screen_trouble(self, message: Trouble) -> None:
        self._opening = False
        self.tell(message.title, message.words)

    def action_delete(self) -> None:
        row = self.query_one(SessionRows).chosen
        if row is None or not row.id:
            return

        def answered(yes: bool | None) -> None:
            if yes:
                self._delete(row.id)

        self.app.push_screen(DeleteOneScreen(about(row)), answered)

    @work(thread=True, group="delete")
    def action_delete_all(self) -> None:
        try:
            finished = self._journal.count(Search())
            try:
                others = len(self._journal.unfinished()) + len(self._journal.history(abandoned=True))
            except RecordError:  # one that can't be read goes with the rest
                others = 0
            self.post_message(self.Asked(finished, others))
        except JournalError as error:
            self.post_message(self.Trouble(_("The history can't be read"), str(error)))

    def on_history_screen_asked(self, message: Asked) -> None:
        def answered(yes: bool | None) -> None:
            if yes:
                self._delete(None)

        if message.finished or message.others:
            self.app.push_screen(DeleteAllScreen(message.finished, message.others), answered)
        else:
            self.notify(_("There is nothing to delete."), markup=False)

    @work(thread=True, group="delete")
    def _delete(self, session: str | None) -> None:
        """Delete one, or all."""
        try:
            gone = 1
            if session is None:
                gone = self._journal.delete_all()
            else:
                self._journal.delete(session)
            self.post_message(self.Deleted(gone))
        except JournalError as error:
            self.post_message(self.Trouble(_("Nothing was deleted"), str(error)))

    def on_history_screen_deleted(self, message: Deleted) -> None:
        self.notify(_("Deleted: {what}.").format(what=rehearsals(message.number)), markup=False)
        self.query_one(SessionList).look_again()
