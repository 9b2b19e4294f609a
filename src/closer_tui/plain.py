"""The linear front end: a rehearsal for screen readers, pipes and dumb terminals.

A line for everything that is said, with the speaker's name before it; an answer ends with a line that holds
a single dot. The same session and engine as the Textual interface.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from closer_tui.events import AnswerGiven, EmailSent, Event, HintTaken, Paused, Resumed, RoomLeft, StepSkipped, TimeUp
from closer_tui.i18n import _
from closer_tui.journal import Draft
from closer_tui.linear import Linear, duration
from closer_tui.plain_after import AGAIN, after_report
from closer_tui.plain_answer import Command, Typed, join_email, split_email, take_answer
from closer_tui.plain_beside import rate_oneself
from closer_tui.plain_email import say_said
from closer_tui.rehearsal import Level, level_above
from closer_tui.report_text import to_text
from closer_tui.report_words import one_line
from closer_tui.session import Session
from closer_tui.talk import Turn

if TYPE_CHECKING:
    from closer_tui.speech.interviewer import InterviewerVoice

LEVELS_IN_WORDS: dict[Level, str] = {
    "coached": "coached: every step is named, and /hint gives a hint",
    "realistic": "realistic: only the interviewer's words",
    "silent": "silent: the interviewer winds down and never asks; make every move unprompted, then /leave",
}

_AT_ONCE = 5.0
"""Seconds after which a step no longer counts as just begun; loading the scorer may take one."""


class _Left(Exception):
    """The person goes away; the rehearsal is kept."""


def play(
    session: Session,
    linear: Linear,
    again: Callable[[Level], Session] | None = None,
    voice: Callable[[Session], InterviewerVoice | None] = lambda _: None,
    rates: bool = False,
) -> int:
    """Play a rehearsal, new or resumed, to its report. Returns the exit status.

    With a person at a terminal (`linear.interactive`) the end of input leaves the rehearsal to be resumed, and
    choices follow the report, among them a fresh rehearsal where `again` begins one on a level; with `rates` they rate
    themselves before it. From a pipe the end of input ends the answer and skips the rest. `voice` gives a rehearsal its
    interviewer's, or None for silence.
    """
    while True:
        player = _Player(session, linear, voice(session), rates)
        try:
            level = player.run(again is not None)
            if level is None or again is None:
                return 0
        except _Left:
            player.say_how_to_go_on()
            return 0
        except KeyboardInterrupt:
            linear.say("")
            player.say_how_to_go_on()
            return 130
        finally:
            session.close()
            player.fall_silent()
        session = again(level)


class _Player:
    """One session in lines. Holds only what has been said already."""

    def __init__(self, session: Session, linear: Linear, voice: InterviewerVoice | None, rates: bool) -> None:
        self.session = session
        self.rates = rates
        self.linear = linear
        self.voice = voice
        self._shown = 0
        self._named: int | None = None
        self._timed: int | None = None
        self._trouble = self._voice_trouble = ""
        self._input_over = False

    def run(self, may_repeat: bool) -> Level | None:
        """Play until the person has had enough. Returns the level on which to begin a fresh rehearsal, or None."""
        self._introduce()
        while True:
            self._show()
            match self.session.state.phase:
                case "judging":
                    self._send(self.session.judge())
                case "answering":
                    self._turn()
                case "finished":
                    if self.rates and self.linear.interactive:
                        rate_oneself(self.session, self.linear)
                    self.linear.say(
                        "",
                        "The rehearsal is over. This is the report.",
                        *to_text(self.session.report(), self.session.state.scenario).splitlines(),
                    )
                    if not self.linear.interactive:
                        if self.voice is not None:
                            self.voice.wait()
                        return None
                    follows = after_report(self.session, self.linear, may_repeat)
                    if follows is None or isinstance(follows, str):
                        level = self.session.state.level
                        return None if follows is None else level if follows == AGAIN else level_above(level)
                    self._named = self._timed = None
                    self._send(follows)

    def fall_silent(self) -> None:
        if self.voice is not None:
            self.voice.close(seconds=0.5)

    def say_how_to_go_on(self) -> None:
        self.session.try_again()
        if not self.session.key or self.session.trouble:
            self.linear.say("This rehearsal could not be kept.")
        elif self.session.state.phase == "finished":
            self.linear.say("The result is kept: closer history shows it.")
        else:
            self.linear.say("Everything is kept. To go on: closer --plain, then write resume.")

    # --- what is said ---------------------------------------------------------------------------------------

    def _introduce(self) -> None:
        state = self.session.state
        scenario, interviewer = state.scenario, state.scenario.interviewer
        self.linear.say(
            one_line(f"{scenario.title}: {scenario.role} at {scenario.company}, {scenario.difficulty}."),
            f"Level {LEVELS_IN_WORDS[state.level]}.",
            one_line(f"The interviewer: {interviewer.name}, {interviewer.title}."),
            "/help on the first line of an answer says what you can do.",
            "",
        )
        if state.answers or state.skipped:
            self.linear.say("You go on where you stopped. This was said so far:")
            for turn in state.turns:
                self._speak(turn)
            self._shown = len(state.turns)
            if self.voice is not None:
                self.voice.follow(state.turns, aloud=False)

    def _show(self) -> None:
        """Say what is new. On the coached level a step is named before its first line."""
        state = self.session.state
        self._tell_trouble()
        for turn in state.turns[self._shown :]:
            if turn.role == "line" or (turn.role == "note" and turn.step == state.step):
                self._name(turn.step)
            if turn.speaker != "candidate" or not self.linear.interactive:
                self._speak(turn)
        self._shown = len(state.turns)
        if self.voice is not None:
            self.voice.follow(state.turns)
            self._tell_voice_trouble(self.voice)

    def _tell_trouble(self) -> None:
        if self.session.trouble != self._trouble:
            from closer_tui.plain_saving import tell

            self._trouble = self.session.trouble
            tell(self.linear, self._trouble)

    def _tell_voice_trouble(self, voice: InterviewerVoice) -> None:
        if voice.trouble and not self._voice_trouble:
            self._voice_trouble = voice.trouble
            self.linear.say(f"Note: {one_line(voice.trouble)} The rehearsal goes on without a voice.")

    def _name(self, step: int | None) -> None:
        state = self.session.state
        if step is None or step == self._named or state.level != "coached" or step != state.step:
            return
        self._named = step
        self.linear.say(
            "", f"Step {step + 1} of {len(state.scenario.steps)}: {one_line(state.scenario.steps[step].name)}."
        )

    def _speak(self, turn: Turn) -> None:
        interviewer = self.session.state.scenario.interviewer_of(turn.step).name
        names = {"interviewer": interviewer, "candidate": "You", "scene": "Scene"}
        self.linear.speak(names[turn.speaker], turn.text)

    def _prompt(self) -> None:
        state = self.session.state
        self._name(state.step)
        if state.allows(TimeUp):
            self._tell_time()
        if state.expects == "email":
            how = "Your turn: the email. A line To: and a line Subject: may come first. End with a line holding a "
            self.linear.say(how + "single dot.")
        elif state.in_room:
            self.linear.say("Your turn. End with a line holding a single dot, or write /leave to leave the room.")
        else:
            self.linear.say("Your turn. End with a line holding a single dot.")
        if any((self.session.draft.text, self.session.draft.to, self.session.draft.subject)):
            self.linear.say("You had written this; go on from here, or write /clear to begin afresh:")
            self.linear.say(*self._draft().split("\n"))

    def _tell_time(self) -> None:
        """At the beginning the time that the step gives; later, to a person, what is left of it."""
        state = self.session.state
        left = state.seconds_left(self.session.now())
        if left is None or state.current is None or state.current.seconds is None:
            return
        began = state.step != self._timed
        self._timed = state.step
        if left <= 0:
            self.linear.say("The time is over; answer all the same.")
        elif began and left > state.current.seconds - _AT_ONCE:
            self.linear.say(f"You have {duration(state.current.seconds)}.")
        elif began or self.linear.interactive:
            self.linear.say(f"You have {duration(left)} left.")

    # --- what is heard --------------------------------------------------------------------------------------

    def _draft(self) -> str:
        draft = self.session.draft
        return join_email(draft) if self.session.state.expects == "email" else draft.text

    def _turn(self) -> None:
        if not self._input_over:
            self._prompt()
        typed = Typed("", True)
        if not self._input_over:
            taken = take_answer(self.linear, self._draft(), self._keep)
            if isinstance(taken, Command):
                return self._obey(taken)
            typed = taken
        if typed.ended and self.linear.interactive:
            raise _Left
        if typed.ended and not self._input_over:
            self._input_over = True
            self.linear.say("The input ends here, and with it the answer. Steps after it count as skipped.")
        return self._answer(typed.text)

    def _keep(self, text: str) -> None:
        """A draft after every line that a person types; a pipe's words are safe where they come from."""
        if self.linear.interactive:
            draft = split_email(text, self.session.state.expects == "email")
            self.session.keep_draft(replace(draft, at=self.session.now()))
            self._tell_trouble()

    def _answer(self, text: str) -> None:
        at = self.session.now()
        left = self.session.state.seconds_left(at)
        if left is not None and left < 0 and self.session.state.allows(TimeUp):
            self.linear.say("That took longer than the time you had.")
            self._send(TimeUp(at))
            self._show()
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
            self.linear.say("You say nothing more and leave the room.")
            self._send(RoomLeft(at))
        else:
            self.linear.say("No answer: this step counts as skipped.")
            self._send(StepSkipped(at))

    def _obey(self, command: Command) -> None:
        session, state, at = self.session, self.session.state, self.session.now()
        match command.name:
            case "quit":
                raise _Left
            case "help":
                self.linear.say(*self._help())
            case "clear":
                session.keep_draft(Draft())
            case "pause":
                self._pause(at)
            case "mute" if self.voice is not None:
                self.linear.say("The voice is off." if self.voice.mute() else "The voice is on.")
            case "repeat" if self.voice is not None:
                self.voice.repeat()
                self._tell_voice_trouble(self.voice)
            case "hint" if state.level != "coached":
                self.linear.say(f"There are no hints on the {state.level} level.")
            case "hint":
                if state.allows(HintTaken):
                    self._send(HintTaken(at))
                self.linear.say(f"Hint: {one_line(self.session.state.hint)}")
            case "save":
                from closer_tui.plain_saving import save_elsewhere

                save_elsewhere(self.linear, state, session.draft)
            case "said" if state.expects == "email":
                say_said(self.linear, state)
            case "skip" if not state.allows(StepSkipped):
                self.linear.say("Nobody asks you anything here: /leave leaves the room.")
            case "leave" if not state.allows(RoomLeft):
                self.linear.say("You can leave the room by yourself on the silent level only: /skip goes on.")
            case "skip" | "leave":
                session.keep_draft(Draft())
                self._send(StepSkipped(at) if command.name == "skip" else RoomLeft(at))
            case _:
                self.linear.say(f"There is no /{one_line(command.name)[:40]} here.", *self._help())

    def _pause(self, at: float) -> None:
        self._send(Paused(at))
        if self.voice is not None:
            self.voice.stop()
        self.linear.say(f"Paused after {duration(at)} of practice. An empty line goes on.")
        try:
            line = self.linear.line()
        finally:
            self._send(Resumed(self.session.now()))
        if line and line.strip():
            self.linear.push(line)

    def _help(self) -> tuple[str, ...]:
        session, state = self.session, self.session.state
        return (
            "Write your answer in as many lines as you like; a line that holds a single dot ends it.",
            "An answer without words skips the step; on the silent level it leaves the room.",
            "On the first line of an answer:",
            *(["/hint: a hint for this step"] if state.level == "coached" else []),
            *(["/said: what was said in the room, to write against"] if state.expects == "email" else []),
            *(["/skip: go on without an answer"] if state.allows(StepSkipped) else []),
            *(["/leave: leave the room"] if state.allows(RoomLeft) else []),
            "/pause: stop the clock",
            *([_("/save: your words so far, in a file of their own")] if not session.key or session.trouble else []),
            *(["/repeat: hear the interviewer again", "/mute: the voice off or on"] if self.voice is not None else []),
            *(["An empty line stops the voice"] if self.voice is not None and self.voice.keys_stop else []),
            "/quit: stop here; everything is kept and can be gone on with later",
        )

    def _send(self, event: Event) -> None:
        self.session.send(event)
