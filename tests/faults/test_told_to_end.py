"""Told to end, hung up, stopped: the words are kept, the terminal is the shell's again, and nothing is left behind."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.faults.kills import PATIENCE, SMALL, drafts
from tests.journeys.terminal import Terminal, needs_tmux
from tests.person import Person

from closer_tui.journal import Journal

TERM, INT, HUP = signal.SIGTERM, signal.SIGINT, signal.SIGHUP
PLAY = ("play", str(SMALL), "--level", "realistic")
Sit = Callable[..., Person]


@pytest.fixture
def sit(home: Path) -> Iterator[Sit]:
    """Somebody who has begun to answer, in the interface or (`plain`) in lines."""
    people: list[Person] = []

    def sit_down(plain: bool, *more: str, ignoring: tuple[signal.Signals, ...] = ()) -> Person:
        environment = {"CLOSER_HOME": str(home), "TERM": "xterm-256color"}
        arguments = (*PLAY, *(["--plain"] if plain else []), *more)
        person = Person(*arguments, environment=environment, ignoring=ignoring)
        people.append(person)
        person.wait_for("Your turn" if plain else "Say it")
        person.type("What keeps you\n" if plain else "What keeps you")
        person.wait_for("What keeps you")
        return person

    yield sit_down
    for each in people:
        each.leave()


def until_drafted(home: Path, text: str) -> None:
    until = time.monotonic() + PATIENCE
    while drafts(home) != [text]:
        assert time.monotonic() < until, drafts(home)
        time.sleep(0.02)


def offered(home: Path) -> list[str]:
    """The drafts of the rehearsals that are offered again."""
    with Journal.open(home / "journal.sqlite") as journal:
        assert journal.notices == ()
        return [draft.text if (draft := journal.load(info.id).draft) else "" for info in journal.unfinished()]


def descendants(pid: int) -> set[int]:
    """The processes that a process has begun, and those that they have."""
    found: set[int] = set()
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in map(int, children.read_text().split()):
            found |= {child} | descendants(child)
    return found


def lives(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.parametrize("told", [TERM, INT, HUP])
def test_the_interface_told_to_end_keeps_the_last_letter_and_gives_the_terminal_back(
    sit: Sit, home: Path, told: signal.Signals
) -> None:
    person = sit(False)
    person.tell(told)  # at once: before the draft would have been written by itself
    assert person.ended() == 128 + told
    assert offered(home) == ["What keeps you"]
    after = person.seen.rpartition("\x1b[?1049l")  # the alternate screen, which ends
    assert after[1] and "\x1b[?25h" in after[2], "the cursor is shown again"
    for off in ("\x1b[?1000l", "\x1b[?2004l"):  # the mouse, the marks of a paste
        assert person.seen.rfind(off) > person.seen.rfind(off[:-1] + "h")


@pytest.mark.parametrize(("told", "status"), [(TERM, -TERM), (HUP, -HUP), (INT, 130)])
def test_the_plain_mode_told_to_end_keeps_every_line(sit: Sit, home: Path, told: signal.Signals, status: int) -> None:
    person = sit(True)
    until_drafted(home, "What keeps you")
    person.tell(told)
    assert person.ended() == status
    assert offered(home) == ["What keeps you"]


@pytest.mark.parametrize("ignoring", [(), (HUP, INT)], ids=["", "nohup"])
@pytest.mark.parametrize("plain", [False, True], ids=["interface", "plain"])
def test_a_terminal_closed_under_it_leaves_nothing_behind(
    sit: Sit, home: Path, plain: bool, ignoring: tuple[signal.Signals, ...]
) -> None:
    person = sit(plain, ignoring=ignoring)
    if plain:
        until_drafted(home, "What keeps you")
    family = descendants(person.pid)
    person.hang_up()
    assert person.gone(PATIENCE), "it goes on without a terminal"
    assert offered(home) == ["What keeps you"]
    assert not [each for each in family if lives(each)]


def test_a_terminal_closed_while_the_interviewer_speaks_takes_the_voice_along(sit: Sit, home: Path) -> None:
    person = sit(False, "--speak")
    until_drafted(home, "What keeps you")
    family = descendants(person.pid)
    person.hang_up()
    assert person.gone(PATIENCE)
    until = time.monotonic() + PATIENCE
    while left := [each for each in family if lives(each)]:
        assert time.monotonic() < until, left
        time.sleep(0.05)


def test_ctrl_c_in_the_interface_ends_nothing_and_says_what_does(sit: Sit, home: Path) -> None:
    person = sit(False)
    person.type("\x03")
    person.wait_for("Ctrl+Q leaves closer")
    person.type(" awake")
    until_drafted(home, "What keeps you awake")


def test_ctrl_c_in_lines_says_how_to_go_on(sit: Sit, home: Path) -> None:
    person = sit(True)
    until_drafted(home, "What keeps you")
    person.type("\x03")
    assert person.ended() == 130
    assert "Everything is kept. To go on: closer --plain, then write resume." in person.seen
    assert offered(home) == ["What keeps you"]


# --- to the shell and back ---------------------------------------------------------------------------------------


class Shell:
    """A shell on a terminal, and one program in it."""

    def __init__(self, home: Path, screens: list[Terminal], *options: str) -> None:
        self.screen = Terminal(home, "--norc", "--noprofile", "-i", command=("bash",))
        screens.append(self.screen)
        self.screen.type(f"PS1='shell''> '; stty -a > {home}.before\n")
        self.screen.wait_for("shell>")
        self.screen.type(f"{sys.executable} -m closer_tui {' '.join((*PLAY, *options))}\n")

    @property
    def job(self) -> int:
        (pid,) = (each for each in descendants(self.screen.pid) if "closer_tui" in _command(each))
        return pid

    def until_stopped(self) -> None:
        job, until = self.job, time.monotonic() + PATIENCE
        while Path(f"/proc/{job}/stat").read_text().rpartition(")")[2].split()[0] != "T":
            assert time.monotonic() < until
            time.sleep(0.02)


def _command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text()
    except OSError:
        return ""


@needs_tmux
@pytest.mark.parametrize("how", ["key", "SIGTSTP", "SIGSTOP"])
def test_stopped_the_terminal_is_the_shells_and_the_clock_stands_and_back_the_screen_is_drawn_anew(
    home: Path, screens: list[Terminal], how: str
) -> None:
    shell = Shell(home, screens)
    screen = shell.screen
    screen.wait_for("Say it")
    screen.type("What keeps you")
    screen.wait_for("What keeps you")
    screen.press("C-\\") if how == "key" else os.kill(shell.job, getattr(signal, how))
    shell.until_stopped()
    if how != "SIGSTOP":  # of which no program hears anything
        assert offered(home) == [] and drafts(home) == ["What keeps you"]
        assert screen.given_back()
    screen.type(f"clear; stty -a | cmp - {home}.before && echo the same ter''minal\n")
    screen.wait_for("the same terminal")
    screen.type("bg\n")  # which it can't: it stops again
    screen.wait_for("closer_tui")
    shell.until_stopped()
    screen.type("clear; fg\n")
    screen.wait_for("What keeps you", "Any questions?", "Say it")
    screen.type(" awake")
    screen.wait_for("What keeps you awake")
    screen.press("Enter")
    screen.wait_for("2 of 3")
    screen.press("C-q")
    screen.wait_for("shell>")
    screen.type(f"clear; stty -a | cmp - {home}.before && echo as at fir''st\n")
    screen.wait_for("as at first")
    with Journal.open(home / "journal.sqlite") as journal:
        (info,) = journal.unfinished()
        happened = [type(event).__name__ for event in journal.load(info.id).events]
    clock_stood = [] if how == "SIGSTOP" else ["Paused", "Resumed"]
    assert happened == [*clock_stood, "AnswerGiven", "AnswerJudged"]


@needs_tmux
def test_the_plain_mode_is_stopped_and_goes_on_in_the_middle_of_an_answer(home: Path, screens: list[Terminal]) -> None:
    shell = Shell(home, screens, "--plain")
    screen = shell.screen
    screen.wait_for("Your turn")
    screen.type("What keeps you\n")
    until_drafted(home, "What keeps you")
    screen.press("C-z")
    shell.until_stopped()
    screen.type("echo betw''een\n")
    screen.wait_for("between")
    screen.type("fg\n")
    screen.type("awake\n.\n")
    screen.wait_for("Anything else?")
    screen.type("/quit\n")
    screen.wait_for("Everything is kept")
    with Journal.open(home / "journal.sqlite") as journal:
        (info,) = journal.unfinished()
        assert [getattr(event, "text", "") for event in journal.load(info.id).events][:1] == ["What keeps you\nawake"]


def test_where_nobody_could_go_on_with_it_it_does_not_stop(sit: Sit, home: Path) -> None:
    """A window of its own, with no shell behind: stopped there, it would hang for ever."""
    person = sit(False)
    person.tell(signal.SIGTSTP)
    person.wait_for("\x1b[?1049l")
    person.type(" awake")
    until_drafted(home, "What keeps you awake")
