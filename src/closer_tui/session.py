"""One rehearsal as it is played: the state, its clock, the journal and the scorer together.

Both front ends hold one and nothing else: they send events, draw `state`, and when `state.phase` is
"judging" call `judge` (on a thread of their own) and send what it returns.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from closer_tui.events import AnswerGiven, AnswerJudged, EmailSent, Event, NotNow, Resumed
from closer_tui.i18n import _
from closer_tui.journal import Draft, Journal, JournalError
from closer_tui.rehearsal import Answer, Level, State, advance, start
from closer_tui.scenario.model import Scenario
from closer_tui.scoring.judge import judge_answer
from closer_tui.scoring.report import Report
from closer_tui.scoring.verdict import Scorer


class Session:
    """A rehearsal being played. Every event is in the journal before the state shows it; when the journal
    can't be written the rehearsal goes on, `trouble` says why, and what is missing is written with the next
    event that works."""

    def __init__(
        self,
        journal: Journal | None,
        scorer: Scorer,
        key: str,
        state: State,
        seconds: float = 0.0,
        draft: Draft | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.state = state
        self.key = key
        self.draft = draft or Draft()
        self.trouble = ""
        self._journal = journal
        self._scorer = scorer
        self._clock = clock
        self._practised = seconds
        self._since = clock()
        self._unwritten: list[Event] = []
        self._undrafted = False
        self._stored: tuple[Report, tuple[Answer, ...]] | None = None

    @classmethod
    def begin(cls, journal: Journal | None, scorer: Scorer, scenario: Scenario, level: Level) -> Session:
        """A new rehearsal, entered in the journal where there is one."""
        session = cls(journal, scorer, "", start(scenario, level))
        session._write()
        return session

    @classmethod
    def try_out(cls, scorer: Scorer, scenario: Scenario, step: int) -> Session:
        """A coached rehearsal from a step on (from 0), for the author: it is in no journal and in no history."""
        return cls(None, scorer, "", start(scenario, "coached", step))

    @classmethod
    def resume(cls, journal: Journal, scorer: Scorer, key: str) -> Session:
        """A rehearsal that was broken off, with every answer and the draft. Raises JournalError when it can't
        be read, or is being played elsewhere."""
        if not journal.claim(key):
            raise JournalError(
                _("This rehearsal is open in another window."), _("Go on with it there, or close it there first.")
            )
        try:
            stored = journal.load(key)
            state = start(stored.scenario, stored.info.level)
            for event in stored.events:
                state = advance(state, event)
        except NotNow as error:
            journal.release(key)
            raise JournalError(
                _("This rehearsal can't be gone on with: {why}.").format(why=error),
                _("Discard it, and begin the scenario again."),
            ) from error
        except JournalError:
            journal.release(key)
            raise
        session = cls(journal, scorer, key, state, stored.seconds, stored.draft)
        if state.paused:
            session.send(Resumed(session.now()))
        return session

    @property
    def journal(self) -> Journal | None:
        """Where it is kept, for what follows a rehearsal."""
        return self._journal

    def now(self) -> float:
        """Seconds of practice so far; pauses, and the time spent over the report, left out."""
        if _stands(self.state):
            return self._practised
        return self._practised + self._clock() - self._since

    def send(self, event: Event) -> State:
        """Write the event, then show it. Raises events.NotNow where it does not fit."""
        state = advance(self.state, event)
        at = self.now()
        if _stands(state) != _stands(self.state):
            self._practised, self._since = at, self._clock()
        self._unwritten.append(event)
        if isinstance(event, AnswerGiven | EmailSent):
            self.draft, self._undrafted = Draft(), False  # its words are in the event
        self._write()
        self.state = state
        self._finish()
        return state

    def judge(self) -> AnswerJudged:
        """Judge the answer that waits. Changes nothing: call it on any thread, then send the result."""
        state = self.state
        answer = state.waiting
        if answer is None:
            raise ValueError("no answer waits to be judged")
        return AnswerJudged(judge_answer(self._scorer, state.scenario, state.step, answer.text, state.kind))

    def keep_draft(self, draft: Draft) -> None:
        """Write down what is being typed."""
        if draft == self.draft and not self._undrafted:
            return
        self.draft, self._undrafted = draft, True
        self._write()

    def try_again(self) -> None:
        """Write what found no room before, while there is `trouble`; where all is written nothing happens."""
        if self.trouble:
            self._write()
            self._finish()

    def keep_in(self, journal: Journal) -> bool:
        """Write all of it so far into a journal that was not there when it began. Whether that was to be done."""
        if self._journal is not None:
            return False
        self._journal = journal
        self._write()
        self._finish()
        return True

    def report(self) -> Report:
        return self.state.report()

    @property
    def kept(self) -> bool:
        """Whether all of it so far is in the journal, and can be gone on with later."""
        return bool(self.key) and not self.trouble

    @property
    def untouched(self) -> bool:
        """Whether nothing was said, skipped or typed, in a retry since it was begun: there is nothing to go on with."""
        if self.draft.text or self.draft.to or self.draft.subject:
            return False
        if self.state.retrying:
            return self.state.phase == "answering"
        return not (self.state.answers or self.state.skipped)

    def close(self) -> None:
        """Leave it; it is offered again at the next start unless it is finished, or nothing happened in it."""
        if self._journal is None:
            return
        self._write()  # the last chance for what found no room
        self._finish()
        if not self.key:
            return
        try:
            if self.untouched:
                self._journal.discard(self.key)
            self._journal.release(self.key)
        except JournalError as error:  # the claim ends with the process at the latest
            self.trouble = str(error)

    def _write(self) -> None:
        """Write what is not in the journal yet, in order; what fails stays and is tried with the next."""
        if self._journal is None:
            return
        try:
            if not self.key:
                self.key = self._journal.begin(self.state.scenario, self.state.level)
            while self._unwritten:
                self._journal.append(self.key, self._unwritten[0])
                del self._unwritten[0]
            if self._undrafted:
                self._journal.save_draft(self.key, self.draft)
                self._undrafted = False
            self.trouble = ""
        except JournalError as error:
            self.trouble = str(error)

    def _finish(self) -> None:
        """Store the report of a finished rehearsal, when all that led to it is stored."""
        if self._journal is None or self.state.phase != "finished" or self._unwritten:
            return
        report, answers = self.report(), self.state.counted()
        if (report, answers) == self._stored:
            return
        try:
            self._journal.finish(self.key, report, seconds=self._practised, answers=answers)
            self._stored = report, answers
        except JournalError as error:
            self.trouble = str(error)


def _stands(state: State) -> bool:
    """Whether the clock of practice stands still."""
    return state.paused or state.phase == "finished"
