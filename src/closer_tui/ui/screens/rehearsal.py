"""The rehearsal: the conversation, and the box in which the candidate answers."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar, Literal

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Button

from closer_tui import events as facts
from closer_tui.i18n import _, pgettext
from closer_tui.journal import Draft
from closer_tui.session import Session
from closer_tui.ui.room import Room, once_drawn
from closer_tui.ui.screens.dialogs import LeaveScreen, PauseScreen
from closer_tui.ui.theme import WIDTHS
from closer_tui.ui.toasts import Toasts
from closer_tui.ui.widgets import twice
from closer_tui.ui.widgets.desk import Desk
from closer_tui.ui.widgets.footer import Footer
from closer_tui.ui.widgets.phrases import clock
from closer_tui.ui.widgets.progress import Head
from closer_tui.ui.widgets.transcript import Transcript

Ending = Literal["again", "climb"] | None
log = logging.getLogger(__name__)

READING_SECONDS = 3.0
"""After which the scorer is loaded, and nobody has said anything yet."""
TRY_AGAIN_SECONDS = 2.0
"""How often it is tried again to write down what could not be written."""


class RehearsalScreen(Room[Ending]):
    """Plays a session: sends events, draws the state. Dismisses with "again" for another one of the same
    scenario and level, "climb" for one on the next level, or None for home; the session is closed then, and kept.
    `rates`: whether the candidate is to rate themselves before the report."""

    HORIZONTAL_BREAKPOINTS = WIDTHS
    VERTICAL_BREAKPOINTS = [(0, "-low"), (23, "-tall")]  # noqa: RUF012 - as Textual declares it
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "say", _("Say it"), tooltip=_("Say the answer in the box")),
        Binding("enter", "report", _("See the report"), tooltip=_("What your close held")),
        Binding("ctrl+s,ctrl+enter", "send", _("Send"), tooltip=_("Send the email")),
        Binding("ctrl+j,shift+enter", "new_line", _("New line"), tooltip=_("Start a new line in the answer")),
        Binding("ctrl+r", "judge", _("Try again"), tooltip=_("Try again to judge the answer")),
        Binding("f2,ctrl+t", "hint", _("Hint"), tooltip=_("What a good answer to this step holds")),
        Binding("f3,ctrl+n", "skip", _("Skip"), tooltip=_("Go on without an answer; press it twice")),
        Binding("f5,ctrl+l", "leave_room", _("Leave the room"), tooltip=_("You have said it all; press it twice")),
        Binding("f4,ctrl+o", "pause", _("Pause"), tooltip=_("Cover the answer and stop the clock")),
        Binding(
            "f5,ctrl+g",
            "said",
            pgettext("key", "What was said"),
            tooltip=_("Names, and what you asked and brought"),
        ),
        Binding("f12", "elsewhere", _("Save"), tooltip=_("Save or copy your words: they can't be kept now")),
        Binding("ctrl+up", "scroll(-3)", _("Scroll up"), show=False, tooltip=_("Earlier in the conversation")),
        Binding("ctrl+down", "scroll(3)", _("Scroll down"), show=False, tooltip=_("Later in the conversation")),
        Binding("ctrl+pageup", "scroll(-9)", _("Page up"), show=False, tooltip=_("Much earlier in the conversation")),
        Binding("ctrl+pagedown", "scroll(9)", _("Page down"), show=False, tooltip=_("Much later in the conversation")),
        # With priority the focus moves before the next letter is given out, however fast they come.
        Binding("tab", "app.focus_next", _("Next field"), show=False, priority=True, tooltip=_("To the next field")),
        Binding("shift+tab", "app.focus_previous", _("Last field"), show=False, priority=True, tooltip=_("And back")),
        Binding("escape", "leave", _("Back out"), tooltip=_("Leave the rehearsal")),
    ]
    _EVENTS: ClassVar[dict[str, type[facts.Event]]] = {
        "say": facts.AnswerGiven,
        "send": facts.EmailSent,
        "hint": facts.HintTaken,
        "skip": facts.StepSkipped,
        "leave_room": facts.RoomLeft,
        "pause": facts.Paused,
    }

    @dataclass
    class Judged(Message):
        """The answer that waited has been judged, or could not be."""

        result: facts.AnswerJudged | Exception

    def __init__(self, session: Session, elapsed: bool = True, rates: Callable[[], bool] = lambda: False) -> None:
        super().__init__()
        self._rates = rates
        self._retries = 0
        self.session = session
        self._elapsed = elapsed
        self._unjudged = ""
        self._trouble = ""
        self._stopped = False
        self._advice = ""
        self._twice = twice.Twice()
        self._desk = Desk(session.state.scenario.interviewer.email, "desk")

    @property
    def kept(self) -> bool:
        """Whether what is written here can be gone on with later."""
        return self.session.kept

    @property
    def HELP(self) -> str:  # type: ignore[override]  # what the help reads of every screen
        """What to know besides the keys."""
        kept = (
            _("Every word is kept within a second, and offered again when you leave.")
            if self.kept
            else _("This rehearsal can't be kept: when you leave, its words are lost.")
        )
        how = _(
            "Answer as you would speak; Enter says it. Ctrl+J starts a new line in every terminal, Shift+Enter in "
            "those that tell it from Enter."
        )
        return f"{how} {kept}"

    def compose(self) -> ComposeResult:
        scenario = self.session.state.scenario
        yield Head(scenario.title, self.session.state.level)
        yield Transcript(scenario, id="transcript")
        yield self._desk
        yield Footer()

    def on_mount(self) -> None:
        state = self.session.state
        self._desk.restore(self.session.draft, state.expects == "email")
        self.app.app_suspend_signal.subscribe(self, lambda _app: self._go_away(), immediate=True)
        self.app.app_resume_signal.subscribe(self, lambda _app: self._come_back())
        self.set_interval(0.5, self._tick)
        self.set_interval(TRY_AGAIN_SECONDS, self._try_again)
        self.set_timer(READING_SECONDS, self._make_ready)
        self._draw(gradually=False)
        if state.phase == "finished":
            once_drawn(self, self.action_report)

    def on_resize(self) -> None:
        once_drawn(self, self._tick)

    def on_unmount(self) -> None:
        self.keep_draft()
        self.session.close()

    def _draw(self, gradually: bool = True) -> None:
        state = self.session.state
        self._unadvise()
        transcript = self.query_one(Transcript)
        transcript.can_focus = state.phase == "finished"  # else letters typed there would be lost
        transcript.draw(state.turns, gradually and self.app.animation_level != "none")
        self._desk.show(state, self._unjudged)
        self._tick()
        self.refresh_bindings()
        self._tell_trouble()
        if state.phase == "judging" and not self._unjudged:
            self._judge()

    def _tick(self) -> None:
        state, now = self.session.state, self.session.now()
        left = state.seconds_left(now)
        if left is not None and left <= 0 and state.allows(facts.TimeUp):
            self._send(facts.TimeUp(now))
            return
        self.query_one(Head).show(state, now, self._elapsed)

    def _try_again(self) -> None:
        if self.session.trouble:
            self.session.try_again()
            self._tell_trouble()

    def _tell_trouble(self) -> None:
        """One toast for each new trouble of the journal, and one for its end; the work goes on."""
        trouble, told = self.session.trouble, self._trouble
        if trouble != told:
            from closer_tui.ui.screens.elsewhere import tell

            self._trouble = trouble
            self.refresh_bindings()
            tell(self.app, trouble, told)

    def _go_away(self) -> None:
        """Nobody answers while the program is stopped: neither does the clock run."""
        self.keep_draft()
        if self.session.state.allows(facts.Paused):
            self._stopped = True
            self._send(facts.Paused(self.session.now()))

    def _come_back(self) -> None:
        if self._stopped:
            self._stopped = False
            self._send(facts.Resumed(self.session.now()))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        state = self.session.state
        if action in self._EVENTS:
            return state.allows(self._EVENTS[action])
        match action:
            case "new_line":
                return state.allows(facts.AnswerGiven)
            case "report":
                return state.phase == "finished"
            case "said":
                return state.allows(facts.EmailSent)
            case "judge":
                return bool(self._unjudged)
            case "elsewhere":
                return not self.kept
        return True

    def _send(self, event: facts.Event) -> None:
        if self.session.state.allows(type(event)):
            self.session.send(event)
            self._draw()

    def action_say(self) -> None:
        self._give(
            _("Write what you would say, then press Enter. F5, pressed twice, leaves the room.")
            if self.session.state.in_room
            else _("Write what you would say, then press Enter. F3 skips the step.")
        )

    def action_send(self) -> None:
        begun = self._desk.draft(0) != Draft()
        self._give(
            _("The body of the email is still empty. Ctrl+S sends it, F3 skips it.")
            if begun
            else _("Write the email first. Ctrl+S sends it, F3 skips it.")
        )

    def _give(self, instead: str) -> None:
        """Say or send what is written: the journal has it before it shows, and only then the box is emptied."""
        self._hurry()
        if self._desk.empty:
            self._advise(instead)
            return
        self.session.send(self._desk.event(self.session.now()))
        self._desk.clear()
        self._draw()

    def action_new_line(self) -> None:
        self._desk.box.insert("\n")

    def action_hint(self) -> None:
        self._send(facts.HintTaken(self.session.now()))

    def action_said(self) -> None:
        from closer_tui.ui.screens.said import SaidScreen

        self.app.push_screen(SaidScreen(self.session.state))

    def action_elsewhere(self) -> None:
        from closer_tui.ui.screens.elsewhere import save_elsewhere

        save_elsewhere(self.app, self.session.state, self._desk.draft(self.session.now()), self._trouble)

    def action_skip(self) -> None:
        self._give_up(_("Press it again to skip this step."), facts.StepSkipped(self.session.now()))

    def action_leave_room(self) -> None:
        self._give_up(_("Press it again to leave the room."), facts.RoomLeft(self.session.now()))

    def _give_up(self, again: str, event: facts.Event) -> None:
        """Send an event that can't be taken back: at the second press; the first one says so with `again`."""
        if not self._twice.confirmed(again):
            unsaid = [] if self._desk.empty else [_("What is in the box has not been said yet.")]
            self._advise(" ".join([*unsaid, again]), twice.SECONDS)
            return
        self._desk.clear()
        self._send(event)

    def _advise(self, words: str, seconds: float | None = None) -> None:
        """A toast about what can be done now; it goes when something is done."""
        self._unadvise()
        self._advice = words
        self.notify(words, timeout=seconds, markup=False)

    def _unadvise(self) -> None:
        if self._advice and isinstance(self.app, Toasts):
            self.app.unnotify(self._advice)
        self._advice = ""

    def action_pause(self) -> None:
        self.keep_draft()
        self._send(facts.Paused(self.session.now()))
        self.app.push_screen(
            PauseScreen(clock(self.session.now()), self.kept), lambda _: self._send(facts.Resumed(self.session.now()))
        )

    def action_scroll(self, lines: int) -> None:
        self.query_one(Transcript).look(lines)

    def action_leave(self) -> None:
        self.keep_draft()
        if self.session.untouched or self.session.state.phase == "finished":
            self.dismiss(None)
        else:
            self._ask_to_leave(lambda: self.dismiss(None))

    def leave(self, go: Callable[[], object]) -> None:
        """Go: at once where every word is kept, else once it is clear that they are not wanted."""
        self.keep_draft()
        if self.kept or self.session.untouched:
            go()
        elif not isinstance(self.app.screen, LeaveScreen):  # it is asked already
            self._ask_to_leave(go)

    def _ask_to_leave(self, go: Callable[[], object]) -> None:
        def answered(leave: bool | None) -> None:
            if leave:
                go()

        self.app.push_screen(LeaveScreen(self.session.state.scenario.title, self.kept), answered)

    @on(Button.Pressed, "#report")
    def action_report(self) -> None:
        if self.app.screen is not self:  # it is shown, or asked for, already
            return
        if not (self._rates() and self.session.state.allows(facts.SelfRated)):
            self._debrief()
            return
        from closer_tui.ui.screens.rating import RatingScreen

        def rated(ticked: tuple[str, ...] | None) -> None:
            if ticked is not None:
                self._send(facts.SelfRated(ticked))
            self._debrief()

        self.app.push_screen(RatingScreen(self.session.report()), rated)

    def _debrief(self) -> None:
        from closer_tui.ui.screens.debrief import DebriefScreen

        def debriefed(choice: int | str | None) -> None:
            if isinstance(choice, int):
                self._retries += 1
                self._send(facts.StepRetried(choice, self.session.now()))
            elif choice == "climb":
                self.dismiss("climb")
            else:
                self.dismiss("again" if choice == "again" else None)

        # The first one shows what there is to see; from then on it is a key away.
        answers = self.session.state.answers
        first = self._retries == 1 and bool(answers) and answers[-1].instead_of is not None
        self.app.push_screen(DebriefScreen(self.session, compare=first), debriefed)

    @on(Desk.Touched)
    @on(events.Key)
    def _hurry(self) -> None:
        self.query_one(Transcript).hurry()

    @on(Desk.Settled)
    def keep_draft(self) -> None:
        """Write down at once what is being written."""
        draft, kept = self._desk.draft(self.session.now()), self.session.draft
        if (draft.text, draft.to, draft.subject) != (kept.text, kept.to, kept.subject):
            self.session.keep_draft(draft)
            self._tell_trouble()

    def action_judge(self) -> None:
        self._unjudged = ""
        self._draw()

    @work(thread=True, group="ready")
    def _make_ready(self) -> None:
        """Read what comes last while somebody reads, so that they need not wait for it then."""
        import closer_tui.ui.screens.debrief  # noqa: F401
        from closer_tui.practice.delivery import delivery_of

        delivery_of(".", "questions", self.session.state.scenario.language)  # with its lists of words

    @work(thread=True, exclusive=True, group="judge")
    def _judge(self) -> None:
        try:
            self.post_message(self.Judged(self.session.judge()))
        except Exception as error:  # whatever a scorer raises that can't be loaded: told, logged, tried again
            log.exception("an answer could not be judged")
            self.post_message(self.Judged(error))

    def on_rehearsal_screen_judged(self, message: Judged) -> None:
        if isinstance(message.result, Exception):
            self._unjudged = f"{message.result or type(message.result).__name__}\n" + (
                _("Your answer is kept. Ctrl+R tries again; Esc leaves, and you can go on later.")
                if self.kept
                else _("Ctrl+R tries again. This rehearsal can't be kept: Esc leaves it for good.")
            )
            self._draw()
        else:
            self._send(message.result)
