"""The rehearsal with an interviewer who is heard. Without a voice none of this is loaded."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import ClassVar

from textual import events, on
from textual.binding import Binding, BindingType
from textual.message import Message

from closer_tui.i18n import _
from closer_tui.scoring.text import printable
from closer_tui.session import Session
from closer_tui.settings import Settings
from closer_tui.speech.interviewer import InterviewerVoice
from closer_tui.ui.screens.rehearsal import RehearsalScreen
from closer_tui.ui.widgets.desk import Desk
from closer_tui.ui.widgets.transcript import Transcript


class AloudScreen(RehearsalScreen):
    """Says each line once it is on the screen, and shows the word that is heard. Typing stops it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        # Before the box, which selects text with two of them.
        Binding("f6", "mute", _("Voice off/on"), show=False, priority=True, tooltip=_("Hear the interviewer or not")),
        Binding("f7", "repeat", _("Hear it again"), show=False, priority=True, tooltip=_("Say the last lines again")),
        Binding(
            "f8", "hush", _("Skip the speech"), show=False, priority=True, tooltip=_("Stop what is being said now")
        ),
    ]

    @dataclass
    class Heard(Message):
        """The word of a turn that is heard now; `length` 0: the turn is over."""

        turn: int
        start: int = 0
        length: int = 0

    @dataclass
    class Silent(Message):
        """There is no voice any more, and why."""

        words: str

    def __init__(self, session: Session, settings: Settings, rates: Callable[[], bool] = lambda: False) -> None:
        super().__init__(session, settings.clock, rates)
        self._voice = InterviewerVoice.of(
            session.state.scenario,
            settings,
            on_trouble=lambda words: self._tell(self.Silent(words)),
            on_word=lambda turn, start, length: self._tell(self.Heard(turn, start, length)),
            on_silence=lambda turn: self._tell(self.Heard(turn)),
        )
        self._aloud = not (session.state.answers or session.state.skipped)
        self._lit: int | None = None

    def on_mount(self) -> None:
        self.app.app_suspend_signal.subscribe(self, lambda _: self._voice.stop(), immediate=True)
        self.notify(_("F6 turns the voice off, F7 says it again, F8 skips it."), timeout=6, markup=False)

    def on_screen_suspend(self) -> None:
        self._voice.stop()  # another screen is in front: the pause, the report, the help

    def on_unmount(self) -> None:
        self._voice.close()

    def _draw(self, gradually: bool = True) -> None:
        super()._draw(gradually)
        turns, aloud, self._aloud = self.session.state.turns, self._aloud, True
        # The text is shown first, whatever becomes of the voice.
        self.call_after_refresh(self._voice.follow, turns, aloud)

    def _tell(self, message: Message) -> None:
        """From the voice's thread to the screen."""
        with suppress(RuntimeError):  # the program has just ended
            self.post_message(message)

    def on_aloud_screen_heard(self, message: Heard) -> None:
        transcript = self.query_one(Transcript)
        if self._lit is not None and self._lit != message.turn:
            transcript.light(self._lit, 0, 0)
        self._lit = message.turn if message.length else None
        transcript.light(message.turn, message.start, message.length)

    def on_aloud_screen_silent(self, message: Silent) -> None:
        self._put_out()
        self.notify(printable(message.words), title=_("No voice"), severity="warning", timeout=10, markup=False)

    @on(Desk.Touched)
    def _typed(self) -> None:
        # Emptying the box once its words are said is no typing.
        if self._voice.keys_stop and not self._desk.empty:
            self.action_hush()

    @on(events.Key)
    def _pressed(self) -> None:
        if self._voice.keys_stop:
            self.action_hush()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in ("mute", "repeat", "hush"):
            return not self._voice.trouble
        return super().check_action(action, parameters)

    def action_mute(self) -> None:
        muted = self._voice.mute()
        self._put_out()
        self.notify(_("The voice is off.") if muted else _("The voice is on."), timeout=3, markup=False)

    def action_repeat(self) -> None:
        self._put_out()
        self._voice.repeat()

    def action_hush(self) -> None:
        self._voice.stop()
        self._put_out()

    def _put_out(self) -> None:
        if self._lit is not None:
            self.query_one(Transcript).light(self._lit, 0, 0)
            self._lit = None
