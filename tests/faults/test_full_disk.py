"""A disk that is full, a home that can't be written: the words stay, the user is told once, and all is written when it
works again."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.faults.disk import Disk, as_anybody, may_mount, protect, read_only_disk, release, small_disk
from tests.faults.kills import SMALL
from tests.journeys.terminal import Terminal, needs_tmux
from tests.person import Person

from closer_tui.events import AnswerGiven
from closer_tui.journal import Journal
from closer_tui.settings import Settings, save_settings

PROGRAM = (sys.executable, "-m", "closer_tui")
PLAY = ("play", str(SMALL), "--level", "realistic")


@pytest.fixture
def disk(home: Path) -> Iterator[Disk]:
    with small_disk(home) as disk:
        yield disk


@pytest.fixture(autouse=True)
def inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which the program is started: not on the disk that is full."""
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("CLOSER_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("TERM", "xterm-256color")
    return folder


@pytest.fixture
def anybody() -> tuple[str, ...]:
    try:
        return as_anybody()
    except LookupError as error:
        pytest.skip(str(error))


Lines = Callable[..., Person]


@pytest.fixture
def in_lines() -> Iterator[Lines]:
    people: list[Person] = []

    def sit_down(*arguments: str, under: tuple[str, ...] = ()) -> Person:
        people.append(Person(*arguments, command=(*under, *PROGRAM), size=(200, 40)))
        return people[-1]

    yield sit_down
    for each in people:
        each.leave()


def left(home: Path) -> tuple[list[str], str]:
    """The answers of the one rehearsal that is offered, and its draft."""
    with Journal.open(home / "journal.sqlite") as journal:
        assert journal.notices == ()
        (info,) = journal.unfinished()
        stored = journal.load(info.id)
        given = [event.text for event in stored.events if isinstance(event, AnswerGiven)]
        return given, stored.draft.text if stored.draft else ""


# --- while answering ---------------------------------------------------------------------------------------------


@needs_tmux
def test_in_the_interface_a_full_disk_costs_no_word(
    disk: Disk, home: Path, inside: Path, tmp_path: Path, screens: list[Terminal]
) -> None:
    screen = Terminal(home, *PLAY, under=disk.under, columns=180)
    screens.append(screen)
    screen.wait_for("Any questions?", "Say it")
    disk.fill(screen.pid)
    screen.type("What keeps you here?")
    screen.wait_for("Not saved", "The disk", "F12 saves", "What keeps you here?")
    screen.press("Enter")
    screen.wait_for("2 of 3", "What keeps you here?")  # it goes on
    screen.type("I want")
    screen.wait_for("I want", "f12 Save")
    screen.press("F12")
    screen.wait_for("Save your words elsewhere")
    screen.press("Enter")
    if disk.everywhere:
        screen.wait_for("It can't be written there")
        screen.press("F3")
        screen.wait_for("Your terminal was asked to copy it all.")
        screen.press("Escape")
    else:
        screen.wait_for("Your words are saved")
        (file,) = inside.glob("closer-*.txt")
        words = file.read_text(encoding="utf-8")
        assert "You:\nWhat keeps you here?" in words and words.rstrip().endswith("Not said yet:\nI want")
        assert file.stat().st_mode & 0o077 == 0
    disk.make_room(screen.pid)
    screen.wait_for("What could not be saved before is saved now.")
    assert "F12" not in screen.screen()
    screen.press("C-q")
    assert screen.ended() == 0
    assert left(disk.copy_to(tmp_path / "after")) == (["What keeps you here?"], "I want")


def test_in_lines_a_full_disk_costs_no_word(disk: Disk, inside: Path, tmp_path: Path, in_lines: Lines) -> None:
    person = in_lines(*PLAY, "--plain", under=disk.under)
    person.wait_for("Your turn")
    disk.fill(person.pid)
    person.type("What keeps you here?\n")
    person.wait_for("Note: The disk")
    person.type("And why?\n.\n")
    person.wait_for("Anything else?")
    person.type("/save\n")
    if disk.everywhere:
        person.wait_for("It can't be written as")
        person.type("\n")
    else:
        person.wait_for("Saved as ")
        (file,) = inside.glob("closer-*.txt")
        assert "You:\nWhat keeps you here?\nAnd why?" in file.read_text(encoding="utf-8")
    person.type("I want\n")
    disk.make_room(person.pid)
    person.type("this job\n")
    person.wait_for("Note: What could not be saved before is saved now.")
    person.type("\x04")
    assert person.ended() == 0
    assert "Everything is kept." in person.seen
    assert person.seen.count("Note: The disk") == 1, "told once"
    assert left(disk.copy_to(tmp_path / "after")) == (["What keeps you here?\nAnd why?"], "I want\nthis job")


def test_a_disk_that_stays_full_is_told_again_on_leaving(disk: Disk, in_lines: Lines) -> None:
    person = in_lines(*PLAY, "--plain", under=disk.under)
    person.wait_for("Your turn")
    disk.fill(person.pid)
    person.type("What keeps you here?\n.\n")
    person.wait_for("Anything else?")
    person.type("/quit\n")
    person.wait_for("This rehearsal could not be kept. Who leaves loses it")
    person.type("stay\n")
    person.wait_for("Your turn")
    person.type("/quit\nleave\n")
    assert person.ended() == 0
    assert person.seen.rstrip().endswith("This rehearsal could not be kept.")


@needs_tmux
def test_in_the_interface_a_home_that_becomes_read_only_costs_no_word(
    home: Path, anybody: tuple[str, ...], screens: list[Terminal]
) -> None:
    screen = Terminal(home, *PLAY, under=anybody, columns=180)
    screens.append(screen)
    screen.wait_for("Any questions?", "Say it")
    protect(home)
    screen.type("What keeps you here?")
    screen.wait_for("Not saved", "can't be opened or written", "writable", "What keeps you here?")
    release(home)
    screen.wait_for("What could not be saved before is saved now.")
    screen.press("C-q")
    assert screen.ended() == 0
    assert left(home) == ([], "What keeps you here?")


def test_in_lines_a_home_that_becomes_read_only_costs_no_word(
    home: Path, anybody: tuple[str, ...], in_lines: Lines
) -> None:
    person = in_lines(*PLAY, "--plain", under=anybody)
    person.wait_for("Your turn")
    protect(home)
    person.type("What keeps you here?\n.\n")
    person.wait_for("can't be opened or written")
    release(home)
    person.type("I want\n")
    person.wait_for("is saved now")
    person.type("\x04")
    assert person.ended() == 0
    assert left(home) == (["What keeps you here?"], "I want")


# --- from the start ----------------------------------------------------------------------------------------------


@pytest.mark.skipif(
    not may_mount(), reason="a disk that nobody may write to has to be mounted, and here nothing can be"
)
def test_from_a_read_only_disk_one_may_rehearse_all_the_same_and_is_told(
    home: Path, inside: Path, in_lines: Lines
) -> None:
    with read_only_disk(home) as disk:
        person = in_lines(*PLAY, "--plain", under=disk.under)
        person.wait_for("Your turn")
        said = " ".join(person.seen.split())
        assert len(re.findall(r"can't be opened or written\..* What you rehearse is not kept for now\.", said)) == 1
        for answer in ("What keeps you here?\n.\n", "I want this job.\n.\n", "Dear Ann, thank you. Sam\n.\n"):
            person.type(answer)
        person.wait_for("What next?")
        person.type("save\n")
        person.wait_for("Saved as ")
        person.type("end\n")
        assert person.ended() == 0
        assert len(list(inside.glob("closer-*.md"))) == 1
        assert "Traceback" not in person.seen and "bug" not in person.seen


@pytest.mark.parametrize(
    "arguments",
    [["list"], ["history"], ["progress"], ["next"], ["where"], ["export", "all", "out.gz"], ["sheet"]],
    ids=" ".join,
)
def test_a_command_in_a_read_only_home_says_what_is_wrong_in_a_sentence(
    arguments: list[str], home: Path, anybody: tuple[str, ...]
) -> None:
    Journal.open(home / "journal.sqlite").close()
    protect(home)
    try:
        command = [*anybody, *PROGRAM, *arguments]
        done = subprocess.run(command, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)
    finally:
        release(home)
    assert "Traceback" not in done.stderr and "bug" not in done.stderr
    assert done.returncode in (0, 1)
    assert done.returncode == 0 or "writable" in done.stderr


# --- everything else that is saved ---------------------------------------------------------------------------------


def test_whatever_is_saved_on_a_full_disk_is_refused_whole_and_saved_when_there_is_room(
    disk: Disk, home: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    before = tmp_path / "before"
    before.mkdir()
    shutil.copy(SMALL, before / "mine.toml")
    monkeypatch.setenv("CLOSER_HOME", str(before))
    save_settings(Settings(level="realistic"))
    for path in before.iterdir():
        shutil.copy(path, disk.outside)
    there = {path.name: path.stat().st_size for path in before.iterdir()}
    command = [*disk.under, sys.executable, str(Path(__file__).with_name("saver.py")), str(home)]
    environment = {**os.environ, "CLOSER_HOME": str(home)}
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment) as saver:
        assert saver.stdin is not None and saver.stdout is not None
        disk.fill(saver.pid)
        saver.stdin.write("full\n")
        saver.stdin.flush()
        full = json.loads(saver.stdout.readline())
        disk.make_room(saver.pid)
        saver.stdin.write("room\n")
        saver.stdin.close()
        room = json.loads(saver.stdout.readline())
    assert all("space" in why or "large" in why for why in full["came"].values()), full
    full["files"].pop("filler", None)
    assert full["files"] == there, "nothing half written is left, and what was there is as it was"
    assert full["level"] == "realistic"
    assert set(room["came"].values()) == {""}
    assert room["level"] == "silent"
    assert len(room["files"]) == len(there) + 4
