"""The speaker over a child that fails in every way: the front end never waits, and always hears why."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.speech.conftest import FAKE, QUICK, VOICE, Heard, alive, children

from closer_tui.speech.client import Speaker
from closer_tui.speech.preferences import Deadlines
from closer_tui.speech.process import Child, Ended
from closer_tui.speech.protocol import Event, Ready

Make = Callable[..., Heard]
LONGEST_WAIT = 0.25
"""Seconds: less than any deadline that a front end could be made to wait for, and enough on a busy machine. How
long it really is (microseconds) is measured by tests/benchmarks/speech.py."""

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the scripted child uses signals: run it on Linux or macOS")


def timed(do: Callable[[], object]) -> float:
    began = time.perf_counter()
    do()
    return time.perf_counter() - began


def test_a_line_is_said_with_its_words_and_its_end(fake: Make) -> None:
    heard = fake("ok")
    heard.say("Any questions?")
    heard.wait(lambda: heard.done == [True])
    assert heard.words == [(0, 3), (4, 10)]
    assert not heard.speaker.speaking and heard.speaker.available


def test_lines_are_said_in_order_one_after_the_other(fake: Make) -> None:
    heard = fake("ok")
    order: list[int] = []
    for number in range(5):
        heard.speaker.say("A line.", VOICE, on_done=lambda _, n=number: order.append(n))  # type: ignore[misc]
    heard.wait(lambda: len(order) == 5)
    assert order == [0, 1, 2, 3, 4]


def test_nothing_is_started_before_the_first_line(folder: Path, log: Path) -> None:
    threads = threading.active_count()
    speaker = Speaker(command=(sys.executable, FAKE, "ok"))
    speaker.stop()
    speaker.close()
    assert threading.active_count() == threads and not children(log) and not list(folder.glob("closer-voice-*"))


def test_what_holds_no_word_is_not_said(fake: Make, log: Path) -> None:
    heard = fake("ok")
    heard.say(" … — ***")
    assert heard.done == [False] and not children(log)


def test_stop_is_obeyed_and_what_was_still_to_be_said_is_forgotten(fake: Make) -> None:
    heard = fake("long")
    heard.say()
    heard.say("A second line.")
    heard.wait(lambda: bool(heard.words))
    heard.speaker.stop()
    assert not heard.speaker.speaking
    time.sleep(0.3)
    assert heard.done == [] and heard.speaker.available


def test_a_line_after_stop_is_said_by_the_same_child(fake: Make, log: Path) -> None:
    heard = fake("ok")
    for _ in range(3):
        heard.say()
        heard.speaker.stop()
    heard.say("The last one.")
    heard.wait(lambda: heard.done == [True])
    assert len(children(log)) == 1


@pytest.mark.parametrize("mode", ["deaf", "hang", "stock", "stock-hang"])
def test_what_does_not_obey_stop_is_killed_with_everything_it_started(mode: str, fake: Make, log: Path) -> None:
    heard = fake(mode, Deadlines(silence=30, end_more=30))
    heard.say("One two three four five six seven eight nine ten.")
    heard.wait(lambda: bool(children(log)))
    time.sleep(0.3)
    first = children(log)[0]
    group = [pid for pid in processes() if group_of(pid) == first]
    assert timed(heard.speaker.stop) < LONGEST_WAIT
    heard.wait(lambda: len(children(log)) == 2 or mode == "stock")
    if mode != "stock":
        heard.wait(lambda: not any(alive(pid) for pid in group))
    assert heard.speaker.available and heard.speaker.trouble == ""


def processes() -> list[int]:
    lines = subprocess.run(["ps", "-eo", "pid"], capture_output=True, text=True, check=True).stdout.split()[1:]
    return [int(line) for line in lines]


def group_of(pid: int) -> int:
    try:
        return os.getpgid(pid)
    except ProcessLookupError:
        return 0


FAILURES = ["silent", "crash", "hang", "deaf", "midline", "refuses", "flood", "never-ready", "stillborn", "babbling"]


@pytest.mark.parametrize("mode", FAILURES)
def test_two_failures_in_a_row_turn_the_voice_off_and_say_why(mode: str, fake: Make, log: Path) -> None:
    deadlines = Deadlines(0.5, 0.3, 0.15, 0.0, 0.5) if mode == "never-ready" else QUICK
    heard = fake(mode, deadlines)
    heard.say("One.")
    heard.say("Two.")
    heard.say("Three.")
    heard.wait(lambda: len(heard.troubles) == 1)
    heard.wait(lambda: heard.done == [False] * 3)
    assert not heard.speaker.available and not heard.speaker.speaking
    assert heard.speaker.trouble == heard.troubles[0] and "\n" not in heard.speaker.trouble
    assert len(children(log)) == 2
    heard.say("Four.")
    assert heard.done == [False] * 4
    heard.wait(lambda: not any(alive(pid) for pid in children(log)))


@pytest.mark.parametrize("mode", ["ok", *FAILURES])
def test_the_front_end_never_waits(mode: str, fake: Make) -> None:
    heard = fake(mode)
    longest = 0.0
    for _ in range(20):
        longest = max(longest, timed(heard.say), timed(heard.speaker.stop), timed(heard.say))
        time.sleep(0.02)
    assert max(longest, timed(heard.speaker.close)) < LONGEST_WAIT


def test_one_failure_is_forgiven(fake: Make, log: Path) -> None:
    heard = fake("once-crash")
    heard.say("One.")
    heard.say("Two.")
    heard.wait(lambda: heard.done == [False, True])
    assert heard.speaker.available and len(children(log)) == 2


def test_noise_is_no_failure_and_reaches_nobody(fake: Make, capfd: pytest.CaptureFixture[str]) -> None:
    heard = fake("noisy")
    heard.say()
    heard.wait(lambda: heard.done == [True])
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("code", ["no-pyttsx3", "no-library", "no-sink", "no-device"])
def test_what_no_second_try_can_mend_is_said_at_once(code: str, fake: Make, log: Path) -> None:
    heard = fake(f"cannot:{code}")
    heard.say()
    heard.wait(lambda: len(heard.troubles) == 1)
    assert len(children(log)) == 1 and not heard.speaker.available


@pytest.mark.usefixtures("folder")
def test_a_program_that_is_missing_is_a_trouble_and_no_crash() -> None:
    heard = Heard("/nonexistent/python")
    heard.say()
    heard.say()
    heard.wait(lambda: len(heard.troubles) == 1)
    assert heard.done == [False, False]


def test_nothing_is_left_behind(fake: Make, folder: Path, log: Path) -> None:
    heard = fake("once-crash")
    for _ in range(3):
        heard.say()
    heard.wait(lambda: len(heard.done) == 3)
    heard.speaker.close()
    assert heard.speaker.join(5)
    assert not list(folder.glob("closer-voice-*")) and not any(alive(pid) for pid in children(log))


def test_many_children_leave_no_files_or_threads_open(fake: Make) -> None:
    heard = fake("stock", Deadlines())
    heard.say()
    heard.wait(lambda: len(heard.done) == 1)

    def open_now() -> tuple[int, int]:
        gc.collect()
        return len(os.listdir("/dev/fd")), threading.active_count()

    before = open_now()
    for number in range(10):
        heard.say()
        heard.wait(lambda n=number: len(heard.words) > 4 * n)  # type: ignore[misc]
        heard.speaker.stop()
    heard.say("The end.")
    heard.wait(lambda: True in heard.done[1:])
    assert open_now() <= before


def test_the_child_dies_when_the_program_is_killed(folder: Path, log: Path) -> None:
    code = (
        "import sys, time; from closer_tui.speech.client import Speaker; from closer_tui.scenario.model import Voice;"
        f"s = Speaker(command=({sys.executable!r}, '-S', {FAKE!r}, 'ok')); s.say('One.', Voice()); time.sleep(60)"
    )
    program = subprocess.Popen([sys.executable, "-c", code], env={**os.environ, "TMPDIR": str(folder)})
    until = time.monotonic() + 10
    while not children(log):
        assert time.monotonic() < until
        time.sleep(0.02)
    program.kill()
    program.wait()
    while any(alive(pid) for pid in children(log)):
        assert time.monotonic() < until, "the voice outlived the program"
        time.sleep(0.02)


def test_a_child_reports_its_end_last(folder: Path) -> None:
    heard: list[Event | Ended] = []
    child = Child(heard.append, (sys.executable, "-S", FAKE, "ok"))
    until = time.monotonic() + 5
    while not heard and time.monotonic() < until:
        time.sleep(0.01)
    assert isinstance(heard[0], Ready)
    child.kill()
    assert isinstance(heard[-1], Ended) and not list(folder.glob("closer-voice-*"))
