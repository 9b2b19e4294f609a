"""How a command ends when it can't go on: one message on standard error, one exit status, no traceback."""

from __future__ import annotations

import logging
import os
import sys
import traceback
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from closer_tui.diagnostics import Diagnostic, DiagnosticError
from closer_tui.i18n import _
from closer_tui.scoring.text import printable

FINE, BAD_INPUT, USAGE = 0, 1, 2
MOST_LOGS = 10
"""Files of bugs that are kept, the last ones."""
MOST_LOGGED = 500_000
"""Bytes after which closer.log begins anew; the one before is kept."""
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


def complain_of(diagnostics: Iterable[Diagnostic], *, errors_only: bool = False) -> None:
    """Say what is wrong in a file; `errors_only` is for those who want to use it, not to write it."""
    for diagnostic in diagnostics:
        if diagnostic.severity == "error" or not errors_only:
            complain(str(diagnostic))


def status_of(error: BaseException) -> int:
    """Tell why a command ended and return its exit status."""
    match error:
        case KeyboardInterrupt():
            complain("\n" + _("Interrupted."))
            return INTERRUPTED
        case BrokenPipeError():
            _forget_output()
            return PIPE_CLOSED
        case DiagnosticError():
            complain_of(error.diagnostics, errors_only=True)
            return BAD_INPUT
        case Failure():
            complain(f"closer: {error}")
            return error.status
        case OSError() if error.strerror:
            from closer_tui.files import reason

            where = error.filename or _("output")
            complain(f"closer: {where}: {reason(error)}.")
            return BAD_INPUT
        case _ if _is_of_the_journal(error):
            complain(f"closer: {error}")
            return BAD_INPUT
        case _:
            complain(_bug(error))
            return BUG


def _is_of_the_journal(error: BaseException) -> bool:
    """Asked without importing anything: what can't be imported may be the very error."""
    journal = sys.modules.get("closer_tui.journal")
    return journal is not None and isinstance(error, journal.JournalError)


def _forget_output() -> None:
    """Nobody reads standard output any more: let what Python still flushes at its end go nowhere."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115


def _bug(error: BaseException) -> str:
    what = _("closer: This is a bug in closer ({kind}), not your mistake.").format(kind=type(error).__name__)
    kept = _("Your rehearsals are kept: what you had written is offered again at the next start.")
    try:
        log = _write_log("".join(traceback.format_exception(error)))
    except (OSError, ImportError) as trouble:
        lost = _("The details could not be written down ({why}): {error}").format(why=trouble, error=error)
        return f"{what}\n{lost}\n{kept}"
    report = _("The details are in {file}: please report it with that file.").format(file=log)
    return f"{what}\n{report}\n{kept}"


def _write_log(text: str) -> Path:
    """A file of its own for the details of one bug."""
    folder = _log_folder()
    with suppress(OSError):
        for old in sorted(folder.glob("closer-*.log"))[: 1 - MOST_LOGS]:
            old.unlink()
    log = folder / f"closer-{datetime.now():%Y%m%d-%H%M%S}-{os.getpid()}.log"
    with open(log, "a", encoding="utf-8", errors="replace", opener=_private) as file:
        file.write(text)
    return log


def log_to_file() -> None:
    """What modules log from now on goes to a file, which is created by the first thing worth telling."""
    logging.getLogger("closer_tui").addHandler(_LogFile())


class _LogFile(logging.Handler):
    """Writes warnings and worse to closer.log. Where that can't be done the program goes on without."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))

    def emit(self, record: logging.LogRecord) -> None:
        with suppress(OSError):
            log = _log_folder() / "closer.log"
            if log.exists() and log.stat().st_size > MOST_LOGGED:
                os.replace(log, log.with_name("closer.log.old"))
            with open(log, "a", encoding="utf-8", errors="replace", opener=_private) as file:
                file.write(self.format(record) + "\n")


def _log_folder() -> Path:
    from closer_tui.paths import log_dir, make_private

    return make_private(log_dir())


def _private(path: str, flags: int) -> int:
    """A log may hold personal words: it is for its owner only."""
    return os.open(path, flags, 0o600)
