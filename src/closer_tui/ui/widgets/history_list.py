"""What a search finds in the journal, under the names of its columns: read by workers, a page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Static

from closer_tui.i18n import _, figure
from closer_tui.journal import Journal, JournalError, Search
from closer_tui.ui.room import once_drawn
from closer_tui.ui.widgets.history import PAGE, Row, SessionRows, heading
from closer_tui.ui.widgets.phrases import rehearsals

NOTHING = _("No rehearsal was finished yet. The next one is kept here, with every word.")


class SessionList(Vertical):
    """The finished rehearsals that fit `search`, the newest first."""

    @dataclass
    class Counted(Message):
        """How many rehearsals a search finds, and of how many; the scenarios there are, by name and title."""

        search: Search
        found: int
        kept: int
        scenarios: Sequence[tuple[str, str]]

    @dataclass
    class Read(Message):
        """The rows of a page of a search."""

        search: Search
        page: int
        rows: Sequence[Row]

    @dataclass
    class Trouble(Message):
        """Why the journal could not be read."""

        words: str

    def __init__(self, journal: Journal, id: str | None = None) -> None:
        super().__init__(id=id)
        self.search = Search()
        self._journal = journal
        self._begun = False  # whether the rows that are shown are of this search

    def compose(self) -> ComposeResult:
        yield Static(id="names", markup=False)
        yield SessionRows(id="sessions")

    def on_mount(self) -> None:
        self.border_title = _("History")
        self.look(self.search)

    def on_resize(self) -> None:
        once_drawn(self, self._name_columns)

    def _name_columns(self) -> None:
        self.query_one("#names", Static).update(f" {heading(self.rows.scrollable_content_region.width)}")

    @property
    def rows(self) -> SessionRows:
        return self.query_one(SessionRows)

    def look(self, search: Search) -> None:
        """Show what another search finds, from the top. What the one before found stays until then."""
        self.search, self._begun = search, False
        self.border_subtitle = _("Reading …")
        self._read(search)

    def look_again(self) -> None:
        """Read anew what may have changed; the place in the list stays."""
        if self._begun:
            self.rows.outdated()
            self._read(self.search)

    @work(thread=True, group="history")
    def _read(self, search: Search) -> None:
        """The first page, and then the count: for words that is a walk through all that was ever said."""
        if search is not self.search:
            return  # something else is looked for by now
        try:
            first = self._journal.page(search, 0, PAGE)
            self.post_message(self.Read(search, 0, first))
            kept = self._journal.count(Search())
            found = len(first)
            if found == PAGE:
                found = kept if search == Search() else self._journal.count(search)
            self.post_message(self.Counted(search, found, kept, self._journal.scenarios()))
        except JournalError as error:
            self.post_message(self.Trouble(str(error)))

    @on(SessionRows.Wanted)
    def _wanted(self, event: SessionRows.Wanted) -> None:
        event.stop()
        self._read_page(self.search, event.page)

    @work(thread=True, group="history")
    def _read_page(self, search: Search, page: int) -> None:
        if search is not self.search or not self.rows.near(page):
            return  # scrolled past already
        try:
            self.post_message(self.Read(search, page, self._journal.page(search, page * PAGE, PAGE)))
        except JournalError as error:
            self.post_message(self.Trouble(str(error)))

    def on_session_list_read(self, message: Read) -> None:
        message.stop()
        if message.search is not self.search or not (self._begun or message.page == 0):
            return
        if self._begun:
            self.rows.fill(message.page, message.rows)
        elif message.rows:
            # Shown at once: how many there are in all may take longer to find out.
            self._begun = True
            self.rows.begin(message.rows)

    def on_session_list_counted(self, message: Counted) -> None:
        if message.search is not self.search:
            message.stop()
            return
        whole = rehearsals(message.kept)
        none = _("None of {rehearsals} fits. Press x to see them all.")
        empty = none.format(rehearsals=whole) if message.kept else NOTHING
        if self._begun:
            self.rows.grow(message.found, empty)
        else:
            self._begun = True
            self.rows.begin((), empty)
        some = _("{n} of {rehearsals}").format(n=figure(message.found), rehearsals=whole)
        self.border_subtitle = some if message.search != Search() else whole

    def on_session_list_trouble(self) -> None:
        self.border_subtitle = ""
