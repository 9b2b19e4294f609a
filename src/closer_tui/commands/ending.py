"""How a command ends when it can't go on: one message on standard error, one exit status, no traceback."""

from __future__ import annotations

import os
import sys
import traceback
from datetime import datetime
from pathlib import Path

from closer_tui.diagnostics import Diagnostic, DiagnosticError
from closer_tui.scoring.text import printable

FINE, BAD_INPUT, USAGE = 0, 1, 2
BUG = 70  # EX_SOFTWARE of sysexits.h
INTERRUPTED = 130  # what a shell reports for a program ended by Ctrl-C
PIPE_CLOSED = 141  # and for one whose reader went away


class Failure(Exception):
    """A command can't do what it was asked. `what` and `help` are full sentences for people."""

    def __init__(self, what: str, help: str = "", status: int = BAD_INPUT) -> None:
        self.what, self.help, self.status = what, help, status
        super().__init__(f"{what} {help}".strip())


def complain(text: str) -> None:
    """Say something on standard error; a stranger's control characters come out harmless."""
    print(printable(text), file=sys.stderr, flush=True)


def complain_of(diagnostics: tuple[Diagnostic, ...]) -> None:
    for diagnostic in diagnostics:
        complain(str(diagnostic))


def status_of(error: BaseException) -> int:
    """Tell why a command ended and return its exit status."""
    from closer_tui.journal import JournalError

    match error:
        case KeyboardInterrupt():
            complain("\nInterrupted.")
            return INTERRUPTED
        case BrokenPipeError():
            _forget_output()
            return PIPE_CLOSED
        case DiagnosticError():
            complain_of(error.diagnostics)
            return BAD_INPUT
        case Failure():
            complain(f"closer: {error}")
            return error.status
        case JournalError() | OSError():
            complain(f"closer: {_in_words(error)}")
            return BAD_INPUT
        case _:
            complain(_bug(error))
            return BUG


def _in_words(error: Exception) -> str:
    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename or 'output'}: {error.strerror}."
    return str(error)


def _forget_output() -> None:
    """Nobody reads standard output any more: let what Python still flushes at its end go nowhere."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115


def _bug(error: BaseException) -> str:
    what = f"closer: This is a bug in closer ({type(error).__name__}), not your mistake."
    kept = "Your rehearsals are kept: what you had written is offered again at the next start."
    try:
        log = _write_log("".join(traceback.format_exception(error)))
    except OSError as trouble:
        return f"{what}\nThe details could not be written down ({trouble.strerror}).\n{kept}"
    return f"{what}\nThe details are in {log}: please report it with that file.\n{kept}"


def _write_log(text: str) -> Path:
    from closer_tui.paths import log_dir

    folder = log_dir()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    log = folder / f"closer-{datetime.now():%Y%m%d-%H%M%S}-{os.getpid()}.log"
    # It may hold personal words: for the owner only.
    with open(
        os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "w", encoding="utf-8", errors="replace"
    ) as f:
        f.write(text)
    return log
