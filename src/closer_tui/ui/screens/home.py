"""Home: the scenarios, what each is about, and how it went before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Button, Label, OptionList, Static

from closer_tui.i18n import _, figure, ngettext, pgettext
from closer_tui.levels import Level
from closer_tui.scoring.text import printable
from closer_tui.ui.room import Room, once_drawn
from closer_tui.ui.styles import as_wide_as_it_is
from closer_tui.ui.theme import WIDTHS
from closer_tui.ui.widgets.catalogue import Catalogue, about, about_head
from closer_tui.ui.widgets.footer import Footer

if TYPE_CHECKING:
    from closer_tui.journal import Note
    from closer_tui.practice.next import Suggestion
    from closer_tui.scenario.heads import Head
    from closer_tui.scenario.library import Entry
    from closer_tui.scenario.model import Scenario
    from closer_tui.ui.widgets.catalogue import Practised

TAGLINE = _("Rehearse the last five minutes of an IT interview.")


class HomeScreen(Room[None]):
    """Lists what can be rehearsed. Posts what the candidate picks and plays nothing itself."""

    HELP = _(
        "Pick the ending of an interview and rehearse it: an interviewer speaks to you, you answer in your own "
        "words, and afterwards a report says how complete your close was and quotes you for it."
    )
    HORIZONTAL_BREAKPOINTS = WIDTHS
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", _("Rehearse"), tooltip=_("Choose a level, and begin")),
        Binding("n", "next", _("Next"), tooltip=_("Rehearse what is suggested above the list")),
        Binding(
            "N", "suggestions", _("Suggestions on or off"), show=False, tooltip=_("Say what to rehearse next, or not")
        ),
        Binding("m", "email", _("Email"), tooltip=_("The email that waits to be sent")),
        Binding(
            "S",
            "self_rating",
            _("Self-rating on or off"),
            show=False,
            tooltip=_("Tick what you did before each report"),
        ),
        Binding("u", "unfinished", pgettext("key", "Go on"), tooltip=_("Go on with a rehearsal that was broken off")),
        Binding("h", "history", _("History"), tooltip=_("Read earlier rehearsals again, search or delete them")),
        Binding("p", "progress", pgettext("key", "Progress"), tooltip=_("See how your practice goes")),
        Binding("s", "sheet", _("Sheet"), tooltip=_("Your best answers on one page, for the real day")),
        Binding(
            "i",
            "prepare",
            _("Own interview"),
            show=False,
            tooltip=_("Make a real one ready: what to ask, and a scenario"),
        ),
        Binding("e", "edit", _("Edit"), tooltip=_("Change the scenario, or a copy of one that comes with closer")),
        Binding("r", "reload", _("Reload"), show=False, tooltip=_("Look for scenarios again")),
        Binding("q", "app.quit", _("Quit"), tooltip=_("Leave closer")),
    ]

    @dataclass
    class Picked(Message):
        """A scenario and a level to rehearse."""

        scenario: Scenario
        level: Level

    @dataclass
    class Edit(Message):
        """A scenario file to edit."""

        entry: Entry

    @dataclass
    class Email(Message):
        """An email that waits to be sent is to be shown."""

        note: Note

    class Suggestions(Message):
        """Suggestions are wanted, or not any more."""

    class SelfRating(Message):
        """To rate oneself before the report is wanted, or not any more."""

    class History(Message):
        """The candidate wants to see their earlier rehearsals."""

    class Progress(Message):
        """The candidate wants to see how their practice goes."""

    class Sheet(Message):
        """The candidate wants their cheat sheet."""

    class Prepare(Message):
        """The candidate wants to make a real interview ready."""

    class Unfinished(Message):
        """The candidate wants to see what can be gone on with."""

    class Back(Message):
        """Home is in front again: practice may have been added."""

    class Reload(Message):
        """The scenarios may have changed on disk."""

    def __init__(self, level: Level) -> None:
        super().__init__()
        # A rehearsal was chosen and is not on the screen yet: keys typed ahead are not for this one.
        self._going = False
        self.level: Level = level
        self.entries: tuple[Entry, ...] = ()
        self._foreseen: tuple[Head, ...] = ()
        self._later: tuple[Path | None, Callable[[Entry], None]] | None = None
        self.unfinished = 0
        self.suggestion: Suggestion | None = None
        self.waiting: Note | None = None
        self._waits = ""
        self._roomy = False
        self._practised: Practised = {}
        self._wanted: Path | None = None

    def compose(self) -> ComposeResult:
        as_wide_as_it_is(self)
        with Vertical(id="top"):
            yield Label("closer", id="title")
            yield Static(TAGLINE, id="tagline", markup=False)
            yield Static(id="waiting", markup=False)
        with Horizontal(id="rooms"):
            yield Catalogue(id="catalogue", markup=False)
            with Vertical(id="side"):
                with VerticalScroll(id="details"):
                    yield Static("", id="about", markup=False)
                yield Button(_("Rehearse this one"), id="rehearse", variant="primary", compact=True)
        yield Footer()

    def on_mount(self) -> None:
        self.query_one(Catalogue).border_title = _("Scenarios")
        self.query_one("#details").border_title = _("About")
        self.query_one(Catalogue).focus()
        self._fill()

    def on_screen_resume(self) -> None:
        if self.entries:
            self.post_message(self.Back())

    def foresee(self, heads: Sequence[Head]) -> None:
        """List these until the scenarios are read. What is done with one of them meanwhile is done then."""
        self._foreseen = tuple(heads)

    def show(self, entries: Sequence[Entry] | None, practised: Practised, unfinished: int) -> None:
        """Draw these scenarios (None: those from before), with what is known of earlier practice."""
        self.unfinished = unfinished
        self.refresh_bindings()
        found = self.entries if entries is None else tuple(entries)
        if (found, practised) != (self.entries, self._practised):
            if not self.entries:
                self._wanted = self._wanted or self._path
            self.entries, self._practised = found, practised
            self._fill()
        new = next((index for index, each in enumerate(found) if each.path == self._wanted), None)
        if new is not None:
            self._wanted = None
            self.query_one(Catalogue).highlighted = 2 * new
        later, self._later = self._later, None
        for entry in found:
            if later is not None and entry.path == (later[0] or self._path):
                later[1](entry)

    def look_for(self, path: Path | None) -> None:
        """Have the scenario in this file chosen as soon as it is listed."""
        self._wanted = path

    def suggest(self, suggestion: Suggestion | None) -> None:
        """Say what could be rehearsed next; None: nothing is said."""
        self.suggestion = suggestion
        self._tell()
        self.refresh_bindings()

    def _tell(self) -> None:
        """What there is to do, over the lists; where there is little room, without the reasons."""
        slim = self.has_class("-slim")
        suggestion = self.suggestion
        told = Content(TAGLINE) if suggestion is None else _suggested(suggestion, brief=slim)
        self.query_one("#tagline", Static).update(told)
        waits = _("An email waits to be sent: m shows it.") if slim else self._waits
        self.query_one("#waiting", Static).update(waits)

    def remind(self, notes: Sequence[Note]) -> None:
        """Say in a line which emails have left the tool and were not sent yet; nothing where there are none."""
        from closer_tui.practice.reminders import waiting, waiting_line

        due = waiting(notes, datetime.now(UTC))
        self.waiting = due[0] if due else None
        self._waits = waiting_line(notes, datetime.now(UTC))
        self._tell()
        self.query_one("#waiting").display = bool(due)
        self.refresh_bindings()

    def on_resize(self) -> None:
        once_drawn(self, self._tell)  # once it is known how wide it is
        if self.has_class("-wide") != self._roomy:
            self._fill()

    def _fill(self) -> None:
        self._roomy = self.has_class("-wide")
        catalogue = self.query_one(Catalogue)
        if self.entries:
            catalogue.show(self.entries, self._practised, datetime.now(UTC), self._roomy)
        else:
            catalogue.show_heads(self._foreseen, self._roomy)
        self._describe()

    @property
    def chosen(self) -> Entry | None:
        """The highlighted scenario; every other row of the list is a gap between two."""
        row = self.query_one(Catalogue).highlighted
        return None if row is None or not self.entries else self.entries[row // 2]

    @property
    def _path(self) -> Path | None:
        """The file of the scenario that is highlighted, read or not."""
        row, listed = self.query_one(Catalogue).highlighted, self.entries or self._foreseen
        return None if row is None or not listed else listed[row // 2].path

    def _with_chosen(self, do: Callable[[Entry], None]) -> None:
        """Do this with the highlighted scenario, as soon as it is read."""
        if (entry := self.chosen) is not None:
            do(entry)
        else:  # at the very first start not even the heads are known: then it is the one that comes to be highlighted
            self._later = (self._path, do)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        if action == "unfinished":
            return self.unfinished > 0
        if action == "email":
            return self.waiting is not None
        if action == "next":
            return self.suggestion is not None and self.suggestion.entry is not None
        return True

    def choose(self, entry: Entry, level: Level | None = None) -> None:
        """Ask for the level (`level` is the one offered first), then have it played. A broken one is explained
        instead."""
        if self._going:
            return
        scenario = entry.scenario
        if scenario is None:
            count = len(entry.diagnostics)
            told = ngettext(
                "It can't be played: {n} problem, listed beside it. Press e to put them right.",
                "It can't be played: {n} problems, listed beside it. Press e to put them right.",
                count,
            )
            self.notify(told.format(n=figure(count)), severity="warning", markup=False)
            return

        def picked(level: Level | None) -> None:
            if level is not None:
                self._going = True
                self.level = level
                self.post_message(self.Picked(scenario, level))

        from closer_tui.ui.screens.level import LevelScreen

        self.app.push_screen(LevelScreen(scenario.title, level or self.level), picked)

    def on_screen_suspend(self) -> None:
        self._going = False

    @on(OptionList.OptionHighlighted)
    def _describe(self) -> None:
        entry, row = self.chosen, self.query_one(Catalogue).highlighted
        if entry is not None:
            said = about(entry, self._practised, datetime.now(UTC))
        elif self._foreseen and row is not None:
            said = about_head(self._foreseen[row // 2])
        else:
            return
        self.query_one("#about", Static).update(said)
        self.query_one("#details").scroll_home(animate=False)
        self.query_one("#rehearse", Button).disabled = entry is not None and entry.scenario is None

    @on(OptionList.OptionSelected)
    @on(Button.Pressed, "#rehearse")
    def action_choose(self) -> None:
        self._with_chosen(self.choose)

    def action_next(self) -> None:
        if self.suggestion is not None and (entry := self.suggestion.entry) is not None:
            if entry in self.entries:
                self.query_one(Catalogue).highlighted = 2 * self.entries.index(entry)
            self.choose(entry, self.suggestion.level)

    def action_suggestions(self) -> None:
        self.post_message(self.Suggestions())

    def action_self_rating(self) -> None:
        self.post_message(self.SelfRating())

    def action_edit(self) -> None:
        def edit(entry: Entry) -> None:
            self.post_message(self.Edit(entry))

        self._with_chosen(edit)

    def action_email(self) -> None:
        if self.waiting is not None:
            self.post_message(self.Email(self.waiting))

    def action_history(self) -> None:
        self.post_message(self.History())

    def action_progress(self) -> None:
        self.post_message(self.Progress())

    def action_sheet(self) -> None:
        self.post_message(self.Sheet())

    def action_prepare(self) -> None:
        self.post_message(self.Prepare())

    def action_unfinished(self) -> None:
        self.post_message(self.Unfinished())

    def action_reload(self) -> None:
        self.post_message(self.Reload())


def _suggested(suggestion: Suggestion, brief: bool) -> Content:
    what = _("Next: {what}.").format(what=printable(suggestion.what)) + " " if suggestion.what else ""
    why = "" if brief and what else printable(suggestion.why)
    return Content.assemble((what, "$text-accent"), why)
