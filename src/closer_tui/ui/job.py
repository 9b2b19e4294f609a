"""The interface as a job of the shell: its terminal is given back however it ends, left for the shell and taken again.

Textual's own driver goes on for ever, at full speed, once the terminal is gone; ends at once, with nothing put right,
when the system tells it to; and takes every SIGCONT for the end of a suspension that it began itself.
"""

from __future__ import annotations

import logging
import os
import select
import signal
import threading
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import IO, Any, cast

from textual.app import App

from closer_tui.ui.terminal import Terminal

log = logging.getLogger(__name__)

_TOLD = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
"""Signals that end the program, as one that is left by its own key ends: with every draft written."""


class _Output:
    """Where the screen is drawn. What no longer arrives there is lost with the terminal, and nothing else is."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file

    def write(self, text: str) -> None:
        with suppress(OSError):
            self._file.write(text)

    def flush(self) -> None:
        with suppress(OSError):
            self._file.flush()

    def fileno(self) -> int:
        return self._file.fileno()


class JobDriver(Terminal):
    """Ends the program in good order when it is told to, or when its terminal is gone: status 128 and the signal's
    number. A signal that its parent had it ignore stays ignored."""

    def __init__(self, app: App[Any], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None):
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._file = cast("Any", _Output(cast("IO[str]", self._file)))
        for told in _TOLD:
            if signal.getsignal(told) is not signal.SIG_IGN:
                self._loop.add_signal_handler(told, partial(self._leave, told))
        signal.signal(signal.SIGTSTP, lambda *_: self._at_once_or_soon(_stop, self._stop))
        signal.signal(signal.SIGCONT, lambda *_: self._at_once_or_soon(lambda: None, self._draw_anew))
        threading.Thread(target=self._watch, name="terminal-watch", daemon=True).start()

    # --- the end -------------------------------------------------------------------------------------------

    def _leave(self, told: signal.Signals) -> None:
        self._app.exit(return_code=128 + told)

    def _watch(self) -> None:
        """Wait for the terminal to hang up; nothing else is asked for, so nothing else wakes it."""
        watch = select.poll()
        watch.register(self.fileno, 0)
        if any(happened & (select.POLLHUP | select.POLLERR) for _, happened in watch.poll()):
            self._gone()

    def _gone(self) -> None:
        with suppress(RuntimeError):  # it has ended by itself meanwhile
            self._loop.call_soon_threadsafe(self._leave, signal.SIGHUP)

    def run_input_thread(self) -> None:
        try:
            super().run_input_thread()
        except OSError as error:
            log.info("the terminal can't be read any more: %s", error)
            self._gone()

    # --- to the shell and back -----------------------------------------------------------------------------

    def _at_once_or_soon(self, at_once: Callable[[], None], soon: Callable[[], None]) -> None:
        """In a signal's handler. While an editor has the terminal the program waits for it, and its loop with it; else
        what is under way is ended first."""
        if self._auto_restart and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(soon)
        else:
            at_once()

    def _stop(self) -> None:
        """Give the terminal back and stop; where nobody is there to go on with it, it goes on at once."""
        with self._app._context():
            self._app.app_suspend_signal.publish(self._app)
        self.suspend_application_mode()
        _stop()
        self._must_signal_resume = True
        self.resume_application_mode()
        self._app.refresh(layout=True)

    def _draw_anew(self) -> None:
        """Something else stopped it, and whatever had the terminal meanwhile may have changed it."""
        if self._app.is_running and self._writer_thread is not None:
            if self._writer_thread.is_alive():  # else it was let run in the background, and has not the terminal yet
                self.suspend_application_mode()
            self.resume_application_mode()
            self._app.refresh(layout=True)


def _stop() -> None:
    """Stop all that the shell takes for one job with this program, as its Ctrl-Z does."""
    handlers = [(each, signal.signal(each, signal.SIG_DFL)) for each in (signal.SIGTSTP, signal.SIGCONT)]
    os.kill(0, signal.SIGTSTP)
    for each, handler in handlers:
        signal.signal(each, handler)
