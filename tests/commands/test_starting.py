"""What a command line means: help, versions, mistakes, and the front end that it gets."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import Result

from closer_tui.cli import main
from closer_tui.commands import play
from closer_tui.commands.ending import Failure
from closer_tui.settings import Settings

Closer = Callable[..., Result]
Program = Callable[..., subprocess.CompletedProcess[str]]


@pytest.mark.parametrize(
    "arguments", [["--version"], ["--help"], ["list"], ["check", "{small}"], ["where"], ["history"]]
)
def test_what_needs_neither_interface_nor_model_loads_neither(arguments: list[str], small: Path) -> None:
    code = (
        "import sys\nfrom closer_tui.cli import main\n"
        "try:\n    main(sys.argv[1:])\n"
        "except SystemExit as end:\n    print('status', end.code, sorted("
        "{'textual', 'rich', 'numpy'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *(word.format(small=small) for word in arguments)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.splitlines()[-1] == "status 0 []", done.stderr


def test_help_fits_a_screen_and_shows_how_it_is_used(closer: Closer) -> None:
    for flag in ("--help", "-h"):
        lines = closer(flag).stdout.splitlines()
        assert len(lines) <= 24
        assert max(map(len, lines)) <= 80
        assert "  closer play first-job --level silent" in "\n".join(lines)


def test_each_command_has_help(closer: Closer) -> None:
    for name in main.commands:
        for flag in ("--help", "-h"):
            done = closer(name, flag)
            assert (done.exit_code, done.stderr) == (0, "")
            assert done.stdout.startswith(f"Usage: main {name}")


def test_the_module_is_the_command(program: Program) -> None:
    done = program("--version")
    assert (done.returncode, done.stdout) == (0, "closer, version 0.1.0\n")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["paly"], "Did you mean play?"),
        (["payments-backend"], "To play a scenario: closer play NAME."),
        (["play"], "Missing argument 'NAME|PATH'"),
        (["play", "a", "b"], "unexpected extra argument"),
        (["play", "a", "--level", "hard"], "'hard' is not one of"),
        (["check", "--explain"], "requires an argument"),
        (["check", "--explain", "S012", "mine.toml"], "leave PATH out"),
        (["check", "--explain", "S0122"], "Did you mean S012?"),
        (["check", "--format", "xml"], "not one of"),
        (["list", "--jsn"], "No such option"),
    ],
)
def test_wrong_usage_is_status_2_and_says_what_is_right(closer: Closer, arguments: list[str], says: str) -> None:
    done = closer(*arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    assert says in done.stderr


def stream(is_terminal: bool) -> Any:
    return SimpleNamespace(isatty=lambda: is_terminal)


ON, OFF = stream(True), stream(False)


@pytest.mark.parametrize(
    ("asked", "settings", "environment", "read", "write", "why"),
    [
        (None, Settings(), {"TERM": "xterm"}, ON, ON, ""),
        (None, Settings(), {"TERM": "xterm", "CLOSER_PLAIN": "0"}, ON, ON, ""),
        (True, Settings(), {"TERM": "xterm"}, ON, ON, "because of --plain"),
        (None, Settings(), {"TERM": "xterm", "CLOSER_PLAIN": "1"}, ON, ON, "because CLOSER_PLAIN is set"),
        (None, Settings(plain=True), {"TERM": "xterm"}, ON, ON, "because the settings say so"),
        (None, Settings(), {"TERM": "xterm"}, OFF, ON, "because standard input is no terminal"),
        (None, Settings(), {"TERM": "xterm"}, ON, OFF, "because standard output is no terminal"),
        (None, Settings(), {"TERM": "dumb"}, ON, ON, "because the terminal is a dumb one"),
        (False, Settings(plain=True), {"TERM": "dumb", "CLOSER_PLAIN": "1"}, ON, ON, ""),
    ],
)
def test_the_front_end_is_chosen_for_a_reason_that_is_told(
    asked: bool | None, settings: Settings, environment: dict[str, str], read: Any, write: Any, why: str
) -> None:
    assert play.why_plain(asked, settings, environment, read, write) == why


def test_a_terminal_that_does_not_say_what_it_is_gets_lines() -> None:
    assert play.why_plain(None, Settings(), {}, ON, ON) == "because TERM is not set"


def test_an_interface_without_a_terminal_is_refused_in_one_sentence(closer: Closer) -> None:
    with pytest.raises(Failure):
        play.why_plain(False, Settings(), {"TERM": "xterm"}, OFF, ON)
    done = closer("--no-plain")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == "closer: The interface needs a terminal, and standard input is none: leave --no-plain out.\n"
