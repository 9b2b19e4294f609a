"""The command palette: everything that can be done on the screen, and every scenario."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from rich.align import Align
from textual.command import CommandList, CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.types import IgnoreReturnCallbackType
from textual.widgets.option_list import Option

from closer_tui.i18n import _
from closer_tui.scenario.library import Entry
from closer_tui.scoring.text import printable
from closer_tui.ui.leaving import leave_all
from closer_tui.ui.room import Room
from closer_tui.ui.screens.help import actions
from closer_tui.ui.screens.home import HomeScreen


class Palette(CommandPalette, Room[None]):
    """Textual's, whose words that nothing was found are translated too."""

    def _start_no_matches_countdown(self, search_value: str) -> None:
        self._stop_no_matches_countdown()

        def nothing() -> None:
            if search_value:
                found = self.query_one(CommandList)
                found.add_option(Option(Align.center(_("No matches found")), disabled=True, id=self._NO_MATCHES))
            self._list_visible = bool(search_value)

        self._no_matches_timer = self.set_timer(self._NO_MATCHES_COUNTDOWN, nothing)


@dataclass(frozen=True, slots=True)
class Command:
    name: str
    help: str
    run: IgnoreReturnCallbackType


class Commands(Provider):
    """Reads the screen's own bindings. Names are drawn as text: those of scenarios are strangers' words."""

    async def discover(self) -> Hits:
        for command in self._commands():
            yield DiscoveryHit(Content(command.name), command.run, command.name, command.help)

    async def search(self, query: str) -> Hits:
        matcher = self.matcher(query)
        for command in self._commands():
            score, offsets = matcher.fuzzy_search.match(query, command.name)
            if score > 0:
                shown = Content(command.name)
                for offset in offsets:
                    shown = shown.stylize("underline", offset, offset + 1)
                yield Hit(score, shown, command.run, command.name, command.help)

    def _commands(self) -> Iterator[Command]:
        for action in actions(self.screen):
            if action.binding.action != "command_palette":
                run = partial(self.app.run_action, action.binding.action, action.node)
                yield Command(action.binding.description, f"{action.help} ({'  '.join(action.keys)})", run)
        home = self.app.screen_stack[0]
        if isinstance(home, HomeScreen):
            here = _("Choose a level, and begin")
            help = here if self.screen is home else _("Leave this; choose a level, and begin")
            for entry in home.entries:
                name = _("Rehearse: {scenario}").format(scenario=printable(entry.title or entry.name))
                yield Command(name, help, partial(self._rehearse, home, entry))

    def _rehearse(self, home: HomeScreen, entry: Entry) -> None:
        """Choose a level at home; a rehearsal that is left on the way keeps its draft as it goes."""

        def go() -> None:
            while self.app.screen is not home:
                self.app.pop_screen()
            home.choose(entry)

        leave_all(self.app, go)
