"""A finished rehearsal, opened again: its report as it was stored, and the whole conversation a key away."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Label

from closer_tui.i18n import _, pgettext
from closer_tui.levels import level_name
from closer_tui.practice.past import PastSession
from closer_tui.rehearsal import State
from closer_tui.report_words import duration, one_line, when
from closer_tui.ui.room import Room
from closer_tui.ui.screens.debrief import DebriefScreen
from closer_tui.ui.screens.deleting import DeleteOneScreen
from closer_tui.ui.theme import WIDTHS
from closer_tui.ui.widgets.findings import PART
from closer_tui.ui.widgets.footer import Footer
from closer_tui.ui.widgets.history import about
from closer_tui.ui.widgets.transcript import Transcript


class PastScreen(DebriefScreen, inherit_bindings=False):
    """The debrief of a past rehearsal: verdicts stay as they are. Dismissed as the debrief is, or with "delete"."""

    HELP = _(
        "The report as it was given, with your answers in it. To put your own word for a verdict, play the step again: "
        "that counts as practice of today."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("t", "conversation", _("Talk"), tooltip=_("Read the whole conversation")),
        Binding(
            "b", "earlier", _("Before"), tooltip=_("The report before this one; after the first comes the last again")
        ),
        # All that the debrief has, but for the way back.
        *(each for each in DebriefScreen.BINDINGS if isinstance(each, Binding) and each.key != "escape"),
        Binding(
            "delete", "delete", _("Delete"), show=False, tooltip=_("Delete this rehearsal for good; it asks twice")
        ),
        Binding("escape", "home", _("Back"), tooltip=_("Back to the history")),
    ]

    def __init__(self, session: PastSession) -> None:
        super().__init__(session)
        self._past = session.past
        self._at = 0

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in ("own_word", "say_which", "overrule"):
            return False
        if action == "earlier":
            return len(self._past.reports) > 1
        return super().check_action(action, parameters)

    def heading(self) -> str:
        info, count = self._past.info, len(self._past.reports)
        which = [_("report {n} of {all}").format(n=count - self._at, all=count)] if count > 1 else []
        level = pgettext("heading", "{level} level").format(level=level_name(info.level))
        return PART.join([when(info), *which, level, duration(self._past.seconds), one_line(info.title)])

    def moment(self) -> datetime:
        return (self._past.info.finished or self._past.info.updated).astimezone()

    def action_conversation(self) -> None:
        self.app.push_screen(ConversationScreen(self._past.state, self.heading()))

    async def action_earlier(self) -> None:
        self._at = (self._at + 1) % len(self._past.reports)
        self._report = self._past.reports[self._at]
        await self.recompose()
        self._show(self._report)
        self.query_one("#findings").focus()

    def action_delete(self) -> None:
        def answered(yes: bool | None) -> None:
            if yes:
                self.dismiss("delete")

        self.app.push_screen(DeleteOneScreen(about(self._past.info)), answered)


class ConversationScreen(Room[None]):
    """All that was said in a rehearsal, to be read from the beginning."""

    HELP = _("All that was said, from the beginning, retries included.")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,t,enter", "dismiss(None)", _("Back"), tooltip=_("Back to the report")),
        Binding("down,j", "scroll(1)", _("Down"), show=False, tooltip=_("Scroll down")),
        Binding("up,k", "scroll(-1)", _("Up"), show=False, tooltip=_("Scroll up")),
        Binding("pagedown,space", "page(1)", _("Page down"), tooltip=_("Later in the conversation")),
        Binding("pageup", "page(-1)", _("Page up"), tooltip=_("Earlier in the conversation")),
        Binding("home", "to_end(False)", _("First"), show=False, tooltip=_("To the beginning")),
        Binding("end", "to_end(True)", _("Last"), show=False, tooltip=_("To the end")),
    ]
    HORIZONTAL_BREAKPOINTS = WIDTHS

    def __init__(self, state: State, title: str) -> None:
        super().__init__()
        self._state = state
        self._title = title

    def compose(self) -> ComposeResult:
        yield Label(self._title, id="title", markup=False)
        yield Transcript(self._state.scenario, id="transcript")
        yield Footer()

    def on_mount(self) -> None:
        transcript = self.query_one(Transcript)
        transcript.draw(self._state.turns, gradually=False)
        transcript.release_anchor()
        transcript.focus()
        transcript.scroll_home(animate=False)

    def action_scroll(self, lines: int) -> None:
        self.query_one(Transcript).look(lines)

    def action_page(self, by: int) -> None:
        transcript = self.query_one(Transcript)
        transcript.look(by * max(1, transcript.size.height - 2))

    def action_to_end(self, last: bool) -> None:
        transcript = self.query_one(Transcript)
        transcript.release_anchor()
        (transcript.scroll_end if last else transcript.scroll_home)(animate=False)
