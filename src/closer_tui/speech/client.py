"""The interviewer's voice, for a front end: say a line, be silent at once, never wait.

A thread of its own holds everything; what front ends call puts a note into its mailbox and returns. Nothing is
started before the first line.
"""

from __future__ import annotations

import atexit
import queue
import subprocess
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from closer_tui.i18n import _
from closer_tui.scenario.model import Voice
from closer_tui.speech.preferences import Deadlines, Preferences
from closer_tui.speech.process import WORKER, Child, Ended
from closer_tui.speech.protocol import (
    LONGEST_TEXT,
    Begin,
    Code,
    End,
    Event,
    Failed,
    Ready,
    Say,
    Stop,
    Word,
)
from closer_tui.speech.trouble import explain
from closer_tui.speech.wording import sayable

OnWord = Callable[[int, int], None]
OnDone = Callable[[bool], None]
_PERMANENT: frozenset[Code] = frozenset({"no-pyttsx3", "no-library", "no-sink", "no-device"})
"""What a second try before the first word can't mend."""
_MOST_FAILURES = 2
_LEAVE_SECONDS = 1.0


@dataclass(slots=True)
class _Line:
    say: Say
    on_word: OnWord | None
    on_done: OnDone | None
    epoch: int
    deadline: float = 0.0
    signs: float = 0.0


class _Mark:
    """Notes without a content."""


_STOP, _CLOSE = _Mark(), _Mark()
_Note = _Line | _Mark | tuple[Child | None, Event | Ended]


class Speaker:
    """Says lines one after the other, in the order in which they were given.

    `say` and `stop` return within a millisecond, whatever state the child is in; call them from one thread.
    Callbacks are called on the speaker's own thread and must not wait; none is called for a line after `stop`.
    After two failures in a row `available` is False, `trouble` says in one line why and what helps, and lines
    are passed over.
    """

    def __init__(
        self,
        preferences: Preferences | None = None,
        on_trouble: Callable[[str], None] | None = None,
        command: Sequence[str] = WORKER,
        deadlines: Deadlines | None = None,
    ) -> None:
        self.available = True
        self.trouble = ""
        self._preferences = preferences or Preferences()
        self._on_trouble = on_trouble
        self._command = tuple(command)
        self._deadlines = deadlines or Deadlines()
        self._notes: queue.SimpleQueue[_Note] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._epoch = 0
        self._closed = False
        self._last_id = self._stopped_id = 0
        # What follows is changed by the thread alone.
        self._done_id = 0
        self._lines: deque[_Line] = deque()
        self._line: _Line | None = None
        self._child: Child | None = None
        self._ready: Ready | None = None
        self._ready_by = 0.0
        self._stop_by = 0.0
        self._failures = 0

    # --- for front ends --------------------------------------------------------------------------------------

    def say(
        self, text: str, voice: Voice, on_word: OnWord | None = None, on_done: OnDone | None = None, who: str = ""
    ) -> None:
        """Say the text after all that was given before. `on_word(start, length)` is called as each word is
        heard, `on_done(heard)` at the line's end: False where it could not be said. `who` is the speaker's
        name: two people with equal wishes get different voices where there are any."""
        text = text[:LONGEST_TEXT]
        if not self.available or not sayable(text):
            if on_done is not None:
                on_done(False)
            return
        self._last_id += 1
        self._notes.put(
            _Line(Say(self._last_id, text, self._preferences.wish(voice, who)), on_word, on_done, self._epoch)
        )
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="closer-voice", daemon=True)
            self._thread.start()
            atexit.register(self._leave)

    def stop(self) -> None:
        """Be silent at once, and forget what was still to be said."""
        self._epoch += 1
        self._stopped_id = self._last_id
        if self._thread is not None:
            self._notes.put(_STOP)

    @property
    def speaking(self) -> bool:
        """Whether there is anything that has been given and not yet been heard."""
        return self.available and self._last_id > max(self._stopped_id, self._done_id)

    def close(self) -> None:
        """Be silent and end the child. Waits for nothing; the end of the program waits a moment for the child's."""
        self.stop()
        self.available, self._closed = False, True
        if self._thread is not None:
            self._notes.put(_CLOSE)

    def join(self, seconds: float) -> bool:
        """Wait at most so many seconds until a closed speaker's child has ended. Returns whether it has."""
        if self._thread is not None:
            self._thread.join(seconds)
        return self._thread is None or not self._thread.is_alive()

    def _leave(self) -> None:
        """The program ends: nothing of the voice is left behind."""
        self.close()
        self.join(_LEAVE_SECONDS)

    # --- on the thread ---------------------------------------------------------------------------------------

    def _run(self) -> None:
        try:
            while True:
                due = self._due()
                try:
                    note = self._notes.get(timeout=None if due is None else max(0.0, due - time.monotonic()))
                except queue.Empty:
                    self._overdue()
                else:
                    if note is _CLOSE:
                        break
                    self._take(note)
                self._go_on()
        finally:
            self._end_child()
            atexit.unregister(self._leave)

    def _take(self, note: _Note) -> None:
        match note:
            case _Line() if not self.available:  # given just before the voice went off
                self._done(note, False)
            case _Line():
                self._lines.append(note)
            case _Mark():
                self._lines.clear()
                self._interrupt()
            case (child, event) if child is self._child and child is not None:
                self._hear(event)

    def _hear(self, event: Event | Ended) -> None:
        line = self._line
        if line is not None:
            line.signs = time.monotonic()
        match event:
            case Ready():
                self._ready = event
            case Failed(code, detail, id_) if id_ == 0:
                self._fail(code, detail, final=code in _PERMANENT)
            case Ended():
                self._fail("broken", _("the speaking process ended"))
            case Failed(code, detail, id_) if line is not None and id_ == line.say.id:
                self._fail(code, detail)
            case End(id_, completed) if line is not None and id_ == line.say.id:
                self._ended(line, completed)
            case Word(id_, start, length) if line is not None and id_ == line.say.id:
                if line.on_word is not None and line.epoch == self._epoch and 0 <= start < start + length:
                    line.on_word(start, length)
            case Begin():
                pass

    def _ended(self, line: _Line, completed: bool) -> None:
        stopped, self._stop_by = bool(self._stop_by), 0.0
        if stopped:
            self._line = None
        elif completed:
            self._failures = 0
            self._line = None
            self._done(line, True)
        else:
            self._fail("broken", _("it broke a line off"))

    def _interrupt(self) -> None:
        """The line in the child is not wanted any more."""
        if self._line is None or self._stop_by:
            return
        if self._child is not None and self._ready is not None and self._ready.stops:
            self._child.send(Stop(self._line.say.id))
            self._stop_by = time.monotonic() + self._deadlines.stop
        else:
            self._kill_interrupted()

    def _kill_interrupted(self) -> None:
        """The sure way to silence; the next child is made ready for the next line."""
        self._line, self._stop_by = None, 0.0
        self._end_child()
        if not self._closed:
            self._start_child()

    def _go_on(self) -> None:
        """Start what can be started."""
        if self._line is not None or not self.available:
            return
        while self._lines and self._lines[0].epoch != self._epoch:
            self._lines.popleft()
        if not self._lines:
            return
        if self._child is None:
            self._start_child()
        elif self._ready is not None:
            self._line = line = self._lines.popleft()
            line.signs = time.monotonic()
            line.deadline = line.signs + self._deadlines.end(line.say.text, line.say.wish.rate)
            self._child.send(line.say)

    def _start_child(self) -> None:
        # Nothing that the child says can be heard before this method is over: it comes by the mailbox.
        born: list[Child | None] = [None]
        known = threading.Event()

        def heard(event: Event | Ended) -> None:
            known.wait()
            self._notes.put((born[0], event))

        self._ready, self._ready_by = None, time.monotonic() + self._deadlines.ready
        try:
            self._child = born[0] = Child(heard, self._command)
        except (OSError, subprocess.SubprocessError, RuntimeError) as error:
            self._fail("broken", str(error))
        finally:
            known.set()

    def _end_child(self) -> None:
        child, self._child, self._ready = self._child, None, None
        if child is not None:
            child.kill()

    def _fail(self, code: Code, detail: str = "", final: bool = False) -> None:
        """Something went wrong. The line that was being said is passed over: its text is on the screen."""
        stopped = bool(self._stop_by)
        self._stop_by = 0.0
        self._end_child()
        line, self._line = self._line, None
        if not stopped:  # a child that dies while it is being silenced has done what was asked
            self._failures += 1
        if line is not None and not stopped:
            self._done(line, False)
        if self._failures >= _MOST_FAILURES or final:
            self.trouble = str(explain(code, detail))
            self.available = False
            while self._lines:
                self._done(self._lines.popleft(), False)
            if self._on_trouble is not None and not self._closed:
                self._on_trouble(self.trouble)

    def _done(self, line: _Line, heard: bool) -> None:
        self._done_id = line.say.id
        if line.epoch == self._epoch and line.on_done is not None:
            line.on_done(heard)

    def _due(self) -> float | None:
        """When the thread has to look after the child by itself."""
        if self._stop_by:
            return self._stop_by
        if self._line is not None:
            lively = self._ready is not None and self._ready.stops
            silent = self._line.signs + self._deadlines.silence if lively else self._line.deadline
            return min(self._line.deadline, silent)
        return self._ready_by if self._child is not None and self._ready is None else None

    def _overdue(self) -> None:
        if self._stop_by:
            self._kill_interrupted()
        elif self._line is not None:
            self._fail("broken", _("it fell silent in the middle of a line"))
        else:
            self._fail("broken", _("it did not start in time"))
