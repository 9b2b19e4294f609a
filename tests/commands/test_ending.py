"""However a command ends: one message, one exit status, no traceback."""

from __future__ import annotations

import logging
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from closer_tui.commands import ending, listing
from closer_tui.commands.ending import Failure, log_to_file
from closer_tui.journal import JournalError

Closer = Callable[..., Result]
Program = Callable[..., subprocess.CompletedProcess[str]]


def break_(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    def broken(_: bool) -> int:
        raise error

    monkeypatch.setattr(listing, "list_scenarios", broken)


def test_a_bug_leaves_a_clean_message_and_a_log(closer: Closer, monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    break_(monkeypatch, RuntimeError("\x1b[31mprivate words"))
    done = closer("list")
    assert (done.exit_code, done.stdout) == (70, "")
    (log,) = (home / "log").iterdir()
    assert str(log) in done.stderr
    assert "private words" not in done.stderr
    assert "rehearsals are kept" in done.stderr
    assert "RuntimeError: \x1b[31mprivate words" in log.read_text(encoding="utf-8")
    assert stat.S_IMODE(log.stat().st_mode) == 0o600


def test_of_many_bugs_the_last_ten_are_kept(closer: Closer, monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    (home / "log").mkdir(parents=True)
    for number in range(30):
        (home / "log" / f"closer-20260101-0000{number:02}-1.log").write_text("an old one")
    break_(monkeypatch, RuntimeError("boom"))
    said = closer("list").stderr
    kept = sorted(each.name for each in (home / "log").iterdir())
    assert len(kept) == ending.MOST_LOGS and kept[0] == "closer-20260101-000021-1.log" and kept[-1] in said


def test_a_log_that_has_grown_begins_anew(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CLOSER_HOME", str(tmp_path))
    monkeypatch.setattr(ending, "MOST_LOGGED", 100)
    handler = ending._LogFile()
    for number in range(20):
        handler.handle(logging.makeLogRecord({"msg": f"number {number} went wrong", "levelno": logging.WARNING}))
    log, old = (tmp_path / "log" / name for name in ("closer.log", "closer.log.old"))
    assert "number 19" in log.read_text() and "number 0 " not in old.read_text()
    assert log.stat().st_size + old.stat().st_size < 400


def test_a_bug_without_a_place_for_the_log_is_still_told(
    closer: Closer, monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    home.write_text("not a folder", encoding="utf-8")
    break_(monkeypatch, RuntimeError("boom"))
    done = closer("list")
    assert done.exit_code == 70
    assert "The details could not be written down" in done.stderr


@pytest.mark.parametrize(
    ("error", "status", "says"),
    [
        (KeyboardInterrupt(), 130, "\nInterrupted.\n"),
        (OSError(28, "No space left on device"), 1, "closer: output: No space left on device.\n"),
        (JournalError("The disk is full.", "Make room."), 1, "closer: The disk is full. Make room.\n"),
        (Failure("No.", "Yes."), 1, "closer: No. Yes.\n"),
    ],
)
def test_every_end_has_its_status_and_its_words(
    closer: Closer, monkeypatch: pytest.MonkeyPatch, error: BaseException, status: int, says: str
) -> None:
    break_(monkeypatch, error)
    done = closer("list")
    assert (done.exit_code, done.stderr) == (status, says)


def test_a_reader_that_goes_away_is_no_complaint() -> None:
    for arguments in (["list", "--json"], ["play", "payments-backend", "--plain"]):
        with subprocess.Popen(
            [sys.executable, "-m", "closer_tui", *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        ) as process:
            assert process.stdout is not None and process.stderr is not None
            process.stdout.close()
            assert process.stderr.read() == b""
            assert process.wait(20) == 141


def test_closed_streams_are_survived() -> None:
    for closing in ("<&-", ">&-", "2>&-", "<&- >&- 2>&-"):
        done = subprocess.run(
            ["sh", "-c", f'"$0" -m closer_tui list {closing}', sys.executable],
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0
        assert "Traceback" not in done.stderr


def test_a_locale_that_can_t_write_a_word_escapes_it(
    program: Program, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small.write_text(small.read_text(encoding="utf-8").replace("Ann Bell", "Żaneta"), encoding="utf-8")
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    done = program("play", str(small), "--plain", typed="/quit\n")
    assert (done.returncode, done.stderr) == (0, "")
    assert "The interviewer: \\u017baneta, Manager." in done.stdout


def test_settings_that_can_t_be_used_are_told_and_the_command_goes_on(closer: Closer, small: Path, home: Path) -> None:
    home.mkdir()
    (home / "settings.toml").write_text('level = "hard"\n', encoding="utf-8")
    done = closer("play", str(small), typed="/quit\n")
    assert done.exit_code == 0
    assert "settings.toml:1:" in done.stderr
    assert "Level coached" in done.stdout


def test_what_modules_log_goes_to_a_private_file(home: Path) -> None:
    logger = logging.getLogger("closer_tui")
    before = list(logger.handlers)
    try:
        log_to_file()
        assert not home.exists()
        logging.getLogger("closer_tui.somewhere").warning("it is %s", "late")
        logging.getLogger("closer_tui.somewhere").info("nothing to tell")
        (log,) = (home / "log").iterdir()
        assert log.read_text(encoding="utf-8").endswith("WARNING closer_tui.somewhere: it is late\n")
        assert stat.S_IMODE(log.stat().st_mode) == 0o600
    finally:
        logger.handlers[:] = before


def test_an_installation_without_its_parts_ends_in_words(tmp_path: Path) -> None:
    """Not even the module that knows where the log is can be imported."""
    code = (
        "import sys\nsys.modules['platformdirs'] = None\n"
        "from closer_tui.cli import main\nmain(['where'], prog_name='closer')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (70, "")
    assert "This is a bug in closer (ModuleNotFoundError)" in done.stderr
    assert "The details could not be written down" in done.stderr
    assert "Traceback" not in done.stderr
