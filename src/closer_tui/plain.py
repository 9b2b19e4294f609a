"""The linear front end: a rehearsal for screen readers, pipes and dumb terminals.

A line for everything that is said, with the speaker's name before it; an answer ends with a line that holds
a single dot. The same session and engine as the Textual interface.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from closer_tui.events import AnswerGiven, EmailSent, Event, HintTaken, Paused, Resumed, RoomLeft, StepSkipped, TimeUp
from closer_tui.i18n import _, translated
from closer_tui.journal import Draft
from closer_tui.levels import level_name
from closer_tui.linear import EndOfInput, Linear, duration
from closer_tui.plain_after import AT_HOME, CLIMB, after_report
from closer_tui.plain_answer import Command, Typed, split_email, take_answer
from closer_tui.plain_beside import rate_oneself, say_report
from closer_tui.plain_email import say_said
from closer_tui.plain_told import Teller
from closer_tui.rehearsal import Level, level_above
from closer_tui.report_words import one_line
from closer_tui.session import Session

if TYPE_CHECKING:
    from closer_tui.speech.interviewer import InterviewerVoice

HOME = -1
"""No exit status: what `play` returns where the person wants to go back to the scenarios."""


class _Left(Exception):
    """The person goes away, or back to the scenarios (`home`); the rehearsal is kept."""

    def __init__(self, home: bool = False) -> None:
        super().__init__()
        self.home = home


def play(
    session: Session,
    linear: Linear,
    again: Callable[[Level], Session] | None = None,
    voice: Callable[[Session], InterviewerVoice | None] = lambda _: None,
    rates: bool = False,
    home: bool = False,
    keep_now: Callable[[Session], object] = lambda _: None,
) -> int:
    """Play a rehearsal, new or resumed, to its report. Returns the exit status or, with `home`, HOME.

    With a person at a terminal (`linear.interactive`) the end of input leaves the rehearsal to be resumed, and
    choices follow the report, among them a fresh rehearsal where `again` begins one on a level; with `rates` they rate
    themselves before it. From a pipe the end of input ends the answer and skips the rest. `voice` gives a rehearsal its
    interviewer's, or None for silence. `keep_now` is told of the rehearsal every now and then, to find a place for one
    that had none.
    """
    while True:
        player = _Player(session, linear, voice(session), rates, home, keep_now)
        try:
            follows = player.run(again is not None)
            if follows == AT_HOME:
                return HOME
            if follows is None or again is None:
                return 0
        except _Left as left:
            player.say_how_to_go_on()
            return HOME if left.home else 0
        except KeyboardInterrupt:
            linear.say("")
            player.say_how_to_go_on()
            return 130
        finally:
            session.close()
            player.fall_silent()
        level = session.state.level
        session = again((level_above(level) or level) if follows == CLIMB else level)


class _Player(Teller):
    """One session in lines, and what the person writes to it."""

    def __init__(
        self,
        session: Session,
        linear: Linear,
        voice: InterviewerVoice | None,
        rates: bool,
        may_go_home: bool,
        keep_now: Callable[[Session], object],
    ) -> None:
        super().__init__(session, linear, voice, may_go_home)
        self.rates = rates
        self._keep_now = keep_now
        self._input_over = False

    def run(self, may_repeat: bool) -> str | None:
        """Play until the person has had enough. Returns AGAIN for a fresh rehearsal, CLIMB for one on the next level,
        AT_HOME for another choice of a scenario, None for the end."""
        self.introduce()
        while True:
            self._keep_now(self.session)
            self.show()
            match self.session.state.phase:
                case "judging":
                    self._send(self.session.judge())
                case "answering":
                    self._turn()
                case "finished":
                    follows = self._finish(may_repeat)
                    if follows is None or isinstance(follows, str):
                        return follows
                    self.begin_anew()
                    self._send(follows)

    def _finish(self, may_repeat: bool) -> Event | str | None:
        """The report, and what follows it."""
        if self.rates and self.linear.interactive:
            rate_oneself(self.session, self.linear)
        self.linear.say("", _("The rehearsal is over. This is the report."))
        say_report(self.session, self.linear)
        if self.linear.interactive:
            return after_report(self.session, self.linear, may_repeat, self.may_go_home)
        if self.voice is not None:
            self.voice.wait()
        return None

    def fall_silent(self) -> None:
        if self.voice is not None:
            self.voice.close(seconds=0.5)

    def _may_leave(self) -> bool:
        """Whether they want to leave even where what they said would be lost."""
        self._keep_now(self.session)
        self.session.try_again()
        if self.session.untouched or self.session.kept:
            return True
        self.linear.say(_("This rehearsal could not be kept. Who leaves loses it: /save saves your words elsewhere."))
        try:
            stay, leave = ("stay", _("Stay")), ("leave", _("Leave"))
            return self.linear.pick(_("Write a number."), (stay, leave)) == "leave"
        except EndOfInput:
            return True

    def say_how_to_go_on(self) -> None:
        self._keep_now(self.session)
        self.session.try_again()
        if self.session.untouched:
            self.linear.say(_("Nothing was said, so there is nothing to go on with."))
        elif not self.session.kept:
            self.linear.say(_("This rehearsal could not be kept."))
        elif self.session.state.phase == "finished":
            self.linear.say(_("The result is kept: closer history shows it."))
        else:
            self.linear.say(_("Everything is kept. To go on: closer --plain, then write resume."))

    # --- what is heard --------------------------------------------------------------------------------------

    def _turn(self) -> None:
        if not self._input_over:
            self.prompt()
        typed = Typed("", True)
        if not self._input_over:
            taken = take_answer(self.linear, self.draft, self._keep)
            if isinstance(taken, Command):
                return self._obey(taken)
            typed = taken
        if typed.ended and self.linear.interactive:
            raise _Left
        if typed.ended and not self._input_over:
            self._input_over = True
            self.linear.say(_("The input ends here, and with it the answer. Steps after it count as skipped."))
        return self._answer(typed.text)

    def _keep(self, text: str) -> None:
        """A draft after every line that a person types; a pipe's words are safe where they come from."""
        if self.linear.interactive:
            draft = split_email(text, self.session.state.expects == "email")
            self.session.keep_draft(replace(draft, at=self.session.now()))
            self.tell_trouble()

    def _answer(self, text: str) -> None:
        at = self.session.now()
        left = self.session.state.seconds_left(at)
        if left is not None and left < 0 and self.session.state.allows(TimeUp):
            self.linear.say(_("That took longer than the time you had."))
            self._send(TimeUp(at))
            self.show()
        state = self.session.state
        mail = split_email(text, state.expects == "email")
        if not (mail.text + mail.subject).strip():
            self._pass_over(at)
        elif state.expects == "email":
            self._send(EmailSent(mail.to or state.scenario.interviewer.email, mail.subject, mail.text, at))
        else:
            self._send(AnswerGiven(text, at))

    def _pass_over(self, at: float) -> None:
        if self.session.state.in_room:
            self.linear.say(_("You say nothing more and leave the room."))
            self._send(RoomLeft(at))
        else:
            self.linear.say(_("No answer: this step counts as skipped."))
            self._send(StepSkipped(at))

    def _obey(self, command: Command) -> None:
        session, state, at = self.session, self.session.state, self.session.now()
        match command.name:
            case "quit" | "home" if command.name == "quit" or self.may_go_home:
                if self._may_leave():
                    raise _Left(home=command.name == "home")
            case "help":
                self.linear.say(*self.help())
            case "clear":
                session.keep_draft(Draft())
            case "pause":
                self._pause(at)
            case "mute" if self.voice is not None:
                self.linear.say(_("The voice is off.") if self.voice.mute() else _("The voice is on."))
            case "repeat":
                self.repeat()
            case "hint" if state.level != "coached":
                told = _("There are no hints on the {level} level.")
                self.linear.say(told.format(level=level_name(state.level)))
            case "hint":
                if state.allows(HintTaken):
                    self._send(HintTaken(at))
                self.linear.say(_("Hint: {advice}").format(advice=one_line(translated(session.state.hint))))
            case "save":
                from closer_tui.plain_saving import save_elsewhere

                save_elsewhere(self.linear, state, session.draft)
            case "said" if state.expects == "email":
                say_said(self.linear, state)
            case "skip" if not state.allows(StepSkipped):
                self.linear.say(_("Nobody asks you anything here: /leave leaves the room."))
            case "leave" if not state.allows(RoomLeft):
                self.linear.say(_("You can leave the room by yourself on the silent level only: /skip goes on."))
            case "skip" | "leave":
                session.keep_draft(Draft())
                self._send(StepSkipped(at) if command.name == "skip" else RoomLeft(at))
            case _:
                told = _("There is no /{name} here.")
                self.linear.say(told.format(name=one_line(command.name)[:40]), *self.help())

    def _pause(self, at: float) -> None:
        self._send(Paused(at))
        if self.voice is not None:
            self.voice.stop()
        self.linear.say(_("Paused after {time} of practice. An empty line goes on.").format(time=duration(at)))
        try:
            line = self.linear.line()
        finally:
            self._send(Resumed(self.session.now()))
        if line and line.strip():
            self.linear.push(line)

    def _send(self, event: Event) -> None:
        self.session.send(event)
