"""What a rehearsal in lines tells: who speaks, which step it is, how much time there is, what one may do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from closer_tui.events import RoomLeft, StepSkipped, TimeUp
from closer_tui.i18n import _, figure
from closer_tui.levels import difficulty_name
from closer_tui.linear import Linear, duration
from closer_tui.plain_answer import join_email
from closer_tui.rehearsal import Level
from closer_tui.report_words import one_line, step_name
from closer_tui.session import Session
from closer_tui.talk import Turn

if TYPE_CHECKING:
    from closer_tui.speech.interviewer import InterviewerVoice

LEVELS_IN_WORDS: dict[Level, str] = {
    "coached": _("coached: every step is named, and /hint gives a hint"),
    "realistic": _("realistic: only the interviewer's words"),
    "silent": _("silent: the interviewer winds down and never asks; make every move unprompted, then /leave"),
}

_AT_ONCE = 5.0
"""Seconds after which a step no longer counts as just begun; loading the scorer may take one."""


class Teller:
    """One session as it is told. Holds only what has been said already."""

    def __init__(
        self, session: Session, linear: Linear, voice: InterviewerVoice | None, may_go_home: bool = False
    ) -> None:
        self.session = session
        self.linear = linear
        self.voice = voice
        self.may_go_home = may_go_home
        self._shown = 0
        self._named: int | None = None
        self._timed: int | None = None
        self._trouble = self._voice_trouble = ""

    def introduce(self) -> None:
        """Say what is played, and with whom; of one that is gone on with, all that was said."""
        state = self.session.state
        scenario, interviewer = state.scenario, state.scenario.interviewer
        played = _("{title}: {role} at {company}, {difficulty}.").format(
            title=scenario.title,
            role=scenario.role,
            company=scenario.company,
            difficulty=difficulty_name(scenario.difficulty),
        )
        self.linear.say(
            one_line(played),
            _("Level {level}.").format(level=LEVELS_IN_WORDS[state.level]),
            one_line(_("The interviewer: {name}, {title}.").format(name=interviewer.name, title=interviewer.title)),
            _("/help on the first line of an answer says what you can do."),
            "",
        )
        if state.answers or state.skipped:
            self.linear.say(_("You go on where you stopped. This was said so far:"))
            for turn in state.turns:
                self.speak(turn)
            self._shown = len(state.turns)
            if self.voice is not None:
                self.voice.follow(state.turns, aloud=False)

    def show(self) -> None:
        """Say what is new. On the coached level a step is named before its first line."""
        state = self.session.state
        self.tell_trouble()
        for turn in state.turns[self._shown :]:
            if turn.role == "line" or (turn.role == "note" and turn.step == state.step):
                self._name(turn.step)
            if turn.speaker != "candidate" or not self.linear.interactive:
                self.speak(turn)
        self._shown = len(state.turns)
        if self.voice is not None:
            self.voice.follow(state.turns)
            self._tell_voice_trouble(self.voice)

    def begin_anew(self) -> None:
        """A step is played again: it is named, and its time told, once more."""
        self._named = self._timed = None

    def tell_trouble(self) -> None:
        """Say, once, that nothing can be kept now, or that it can again."""
        if self.session.trouble != self._trouble:
            from closer_tui.plain_saving import tell

            self._trouble = self.session.trouble
            tell(self.linear, self._trouble)

    def _tell_voice_trouble(self, voice: InterviewerVoice) -> None:
        if voice.trouble and not self._voice_trouble:
            self._voice_trouble = voice.trouble
            told = _("Note: {what} The rehearsal goes on without a voice.")
            self.linear.say(told.format(what=one_line(voice.trouble)))

    def _name(self, step: int | None) -> None:
        state = self.session.state
        if step is None or step == self._named or state.level != "coached" or step != state.step:
            return
        self._named = step
        steps = state.scenario.steps
        told = _("Step {n} of {all}: {step}.")
        self.linear.say("", told.format(n=figure(step + 1), all=figure(len(steps)), step=step_name(steps[step])))

    def speak(self, turn: Turn) -> None:
        """Say one turn, with the name of who speaks."""
        interviewer = self.session.state.scenario.interviewer_of(turn.step).name
        names = {"interviewer": interviewer, "candidate": _("You"), "scene": _("Scene")}
        self.linear.speak(names[turn.speaker], turn.text)

    def repeat(self) -> None:
        """Say once more what was said since the candidate spoke last, and have it heard."""
        turns = self.session.state.turns
        since = max((n for n, turn in enumerate(turns, 1) if turn.speaker == "candidate"), default=0)
        for turn in turns[since:] or turns[-1:]:
            self.speak(turn)
        if self.voice is not None:
            self.voice.repeat()
            self._tell_voice_trouble(self.voice)

    # --- the candidate's turn ------------------------------------------------------------------------------

    @property
    def draft(self) -> str:
        """What was typed for this turn before."""
        draft = self.session.draft
        return join_email(draft) if self.session.state.expects == "email" else draft.text

    def prompt(self) -> None:
        """Say that it is the candidate's turn, with the time there is and what they had written."""
        state = self.session.state
        self._name(state.step)
        if state.allows(TimeUp):
            self._tell_time()
        if state.expects == "email":
            self.linear.say(
                _(
                    "Your turn: the email. A line To: and a line Subject: may come first. End with a line holding a "
                    "single dot."
                )
            )
        elif state.in_room:
            self.linear.say(_("Your turn. End with a line holding a single dot, or write /leave to leave the room."))
        else:
            self.linear.say(_("Your turn. End with a line holding a single dot."))
        if any((self.session.draft.text, self.session.draft.to, self.session.draft.subject)):
            self.linear.say(_("You had written this; go on from here, or write /clear to begin afresh:"))
            self.linear.say(*self.draft.split("\n"))

    def _tell_time(self) -> None:
        """At the beginning the time that the step gives; later, to a person, what is left of it."""
        state = self.session.state
        left = state.seconds_left(self.session.now())
        if left is None or state.current is None or state.current.seconds is None:
            return
        began = state.step != self._timed
        self._timed = state.step
        if left <= 0:
            self.linear.say(_("The time is over; answer all the same."))
        elif began and left > state.current.seconds - _AT_ONCE:
            self.linear.say(_("You have {time}.").format(time=duration(state.current.seconds)))
        elif began or self.linear.interactive:
            self.linear.say(_("You have {time} left.").format(time=duration(left)))

    def help(self) -> tuple[str, ...]:
        """What can be done now, a line for each."""
        session, state = self.session, self.session.state
        voice = self.voice
        kept = session.kept
        return (
            _("Write your answer in as many lines as you like; a line that holds a single dot ends it."),
            _("An answer without words skips the step; on the silent level it leaves the room."),
            _("On the first line of an answer:"),
            *([_("/hint: a hint for this step")] if state.level == "coached" else []),
            *([_("/said: what was said in the room, to write against")] if state.expects == "email" else []),
            *([_("/skip: go on without an answer")] if state.allows(StepSkipped) else []),
            *([_("/leave: leave the room")] if state.allows(RoomLeft) else []),
            _("/repeat: hear the interviewer again"),
            _("/pause: stop the clock"),
            *([_("/clear: drop what you had written")] if self.draft else []),
            *([_("/save: your words so far, in a file of their own")] if not kept else []),
            *([_("/mute: the voice off or on")] if voice is not None else []),
            *([_("An empty line stops the voice")] if voice is not None and voice.keys_stop else []),
            *([_("/home: back to the scenarios; everything is kept")] if self.may_go_home and kept else []),
            *(
                [_("/home: back to the scenarios; what could not be kept is lost")]
                if self.may_go_home and not kept
                else []
            ),
            _("/quit: stop here; everything is kept and can be gone on with later")
            if kept
            else _("/quit: stop here; what could not be kept is lost"),
        )
