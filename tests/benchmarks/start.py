"""How fast closer feels beside the least a Textual program can be: python -m tests.benchmarks.start [RUNS]

From outside, over a pseudo-terminal of 120×40, in turns with a bare Textual program of one text area (as many runs of
each, the median counts):

- start: until the first paint, and until the list of scenarios stands, with no journal, and with journals of 1,000 and
  20,000 rehearsals;
- a key in the answer box until it is on the screen;
- the last answer of a rehearsal until its verdict is known, and shown; and the key after it until the debrief stands;
- memory (proportional set size of the process and its children, Linux only) once everything is loaded;
- commands beside a bare click program.
"""

from __future__ import annotations

import fcntl
import os
import pty
import select
import shutil
import signal
import sqlite3
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

from tests.benchmarks.journals import filled

from closer_tui.scenario.library import bundled_folder

RUNS = 15
SIZES = (0, 1_000, 20_000)
KEYS = "абвгдежзиклмнопрстуфхцчшщъыьэюя"
"""Letters that are in no word of the interface and in no escape sequence."""

BARE_TEXTUAL = """
from textual.app import App
from textual.widgets import TextArea

class Bare(App):
    def compose(self):
        yield TextArea("everything stands")

Bare().run()
"""
BARE_CLICK = """
import click

@click.command()
@click.argument("word")
def main(word):
    click.echo(word)

main()
"""


ONE_STEP = """
format = 1
title = "One step"
summary = "For measuring."
company = "Acme"
role = "Developer"
difficulty = "easy"

[interviewer]
name = "Ann Bell"
title = "Manager"

[[step]]
move = "questions"
says = ["Any questions?"]
fallback = ["Good question."]
"""
ANSWER = (
    "Yes, two, please. What does the team that I would join find hardest about keeping the payment service up, and how "
    "do you decide what is fixed first? And what would you want the person in this job to have done in half a year?"
)


class OnTerminal:
    """A program on a pseudo-terminal; `wait_for` gives the seconds since it was started or since `press`."""

    def __init__(self, command: list[str], environment: Mapping[str, str]) -> None:
        self._master, inner = pty.openpty()
        fcntl.ioctl(inner, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
        self._out = b""
        self._since = time.perf_counter()
        self._process = subprocess.Popen(
            command, env=dict(environment), stdin=inner, stdout=inner, stderr=inner, start_new_session=True
        )
        os.close(inner)

    @property
    def pid(self) -> int:
        return self._process.pid

    def press(self, keys: str) -> None:
        self._out = b""
        self._since = time.perf_counter()
        os.write(self._master, keys.encode())

    def wait_for(self, text: str, seconds: float = 60) -> float:
        wanted = text.encode()
        while wanted not in self._out:
            if time.perf_counter() - self._since > seconds:
                raise TimeoutError(f"{text!r} was never painted; the last was {self._out[-2000:]!r}")
            self._read(0.5)
        return time.perf_counter() - self._since

    def rest(self, seconds: float) -> None:
        """Let it do whatever it does, and read what it paints."""
        until = time.perf_counter() + seconds
        while (left := until - time.perf_counter()) > 0:
            self._read(left)

    def _read(self, seconds: float) -> None:
        if select.select([self._master], [], [], seconds)[0]:
            self._out += os.read(self._master, 1 << 16)

    def close(self) -> None:
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()
        os.close(self._master)


@contextmanager
def running(command: list[str], home: Path) -> Iterator[OnTerminal]:
    dropped = ("NO_COLOR", "CLOSER_PLAIN", "PYTHONDEVMODE")
    environment = {name: value for name, value in os.environ.items() if name not in dropped}
    terminal = OnTerminal(
        command, environment | {"CLOSER_HOME": str(home), "TERM": "xterm-256color", "COLORTERM": "truecolor"}
    )
    try:
        yield terminal
    finally:
        terminal.close()


def closer(*arguments: str) -> list[str]:
    script = Path(sys.executable).with_name("closer")
    return [str(script) if script.exists() else shutil.which("closer") or "closer", *arguments]


def in_turns(runs: int, **each: Callable[[], float]) -> dict[str, float]:
    """The median of each, measured by turns, once for nothing first."""
    times: dict[str, list[float]] = {name: [] for name in each}
    for run in range(runs + 1):
        for name, measured in each.items():
            value = measured()
            if run:
                times[name].append(value)
    return {name: statistics.median(values) for name, values in times.items()}


def told(what: str, medians: Mapping[str, float], unit: str, factor: float, goal: float) -> None:
    (first, base), *others = medians.items()
    print(f"{what}\n  {first:<34} {factor * base:8.1f} {unit}")
    for name, value in others:
        print(f"  {name:<34} {factor * value:8.1f} {unit}  {value / base:5.2f} times  (goal {goal:.2f})", flush=True)


def starts(runs: int, bare: Path, folder: Path) -> None:
    def painted(command: list[str], home: Path, text: str) -> Callable[[], float]:
        def once() -> float:
            with running(command, home) as terminal:
                return terminal.wait_for(text)

        return once

    homes = {}
    for sessions in SIZES:
        homes[sessions] = folder / f"home-{sessions}"
        homes[sessions].mkdir()
        if sessions:
            filled(homes[sessions] / "journal.sqlite", sessions)
    first = painted([sys.executable, str(bare)], folder, "stands")  # the cursor parts the first word
    none, *more = (painted(closer(), home, "First job") for home in homes.values())
    paint = painted(closer(), homes[0], "Scenarios")
    told(
        "Start, until it is on the screen",
        in_turns(runs, **{"bare Textual": first, "closer, first paint": paint, "closer, scenarios": none}),
        "ms",
        1000,
        1.4,
    )
    with_journal = {f"closer, {size:,} rehearsals": each for size, each in zip(SIZES[1:], more, strict=True)}
    told(
        "Home, until the scenarios stand",
        in_turns(runs, **{"closer, no rehearsal": none}, **with_journal),
        "ms",
        1e3,
        1.2,
    )


def keys(runs: int, bare: Path, folder: Path) -> None:
    home = folder / "home-keys"
    with running([sys.executable, str(bare)], home) as one, running(closer("play", "first-job"), home) as other:
        one.wait_for("stands")
        one.rest(1)
        other.wait_for("Say it")
        other.rest(5)  # the scorer is loaded beside it

        def typed(terminal: OnTerminal) -> Callable[[], float]:
            letters = iter(KEYS * (1 + runs // len(KEYS)) * 2)

            def once() -> float:
                letter = next(letters)
                terminal.press(letter)
                taken = terminal.wait_for(letter)
                terminal.rest(0.15)
                return taken

            return once

        medians = in_turns(2 * runs, **{"bare Textual": typed(one), "closer's answer box": typed(other)})
        told("A key, until it is on the screen", medians, "ms", 1000, 1.5)
        told(
            "Memory",
            {"bare Textual": memory(one.pid), "closer, rehearsing, scorer loaded": memory(other.pid)},
            "MiB",
            1,
            1.5,
        )
    with running(closer(), home) as third:
        third.wait_for("First job")
        third.rest(5)
        told("", {"closer, at home": memory(third.pid)}, "MiB", 1, 1.5)


def debriefs(runs: int, _: Path, folder: Path) -> None:
    """A rehearsal of one step, answered and read: what the candidate waits for, and what of it is the judging."""
    home = folder / "home-debriefs"
    home.mkdir()
    scenario = home / "one.toml"
    scenario.write_text(ONE_STEP, encoding="utf-8")
    judged: list[float] = []
    shown: list[float] = []
    read: list[float] = []
    for _run in range(min(runs, 10)):
        with running(closer("play", str(scenario)), home) as terminal:
            terminal.wait_for("Say it")
            terminal.rest(4)  # read, and begin to write: the scorer is loaded meanwhile
            terminal.press(f"\x1b[200~{ANSWER}\x1b[201~")
            terminal.rest(1)
            pressed = time.time()
            terminal.press("\r")
            whole = terminal.wait_for("See the report")
            with closing(sqlite3.connect(home / "journal.sqlite")) as journal:
                at = journal.execute("SELECT at FROM events WHERE kind = 'AnswerJudged' ORDER BY at DESC").fetchone()
            verdict = datetime.fromisoformat(at[0]).timestamp() - pressed
            judged.append(verdict)
            shown.append(whole - verdict)
            terminal.rest(1)
            terminal.press("\r")
            read.append(terminal.wait_for("of 100"))
    print("The last answer of a rehearsal")
    for name, times in (
        ("the key, until the verdict is in the journal", judged),
        ("the verdict, until it is on the screen", shown),
        ("the key to the report, until it stands", read),
    ):
        median, worst = 1000 * statistics.median(times), 1000 * max(times)
        print(f"  {name:<46} median {median:6.1f}  worst {worst:6.1f} ms  (goal 100)", flush=True)


def memory(pid: int) -> float:
    """Proportional set size of a process and its children, MiB."""
    kib = 0
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            kib = int(line.split()[1])
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return kib / 1024 + sum(memory(int(child)) for child in children)


def commands(runs: int, bare: Path, folder: Path) -> None:
    def takes(command: list[str]) -> Callable[[], float]:
        def once() -> float:
            began = time.perf_counter()
            environment = {**os.environ, "CLOSER_HOME": str(folder / "home-commands")}
            subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=True)
            return time.perf_counter() - began

        return once

    (folder / "home-commands").mkdir()  # somebody has been here before
    answer = folder / "answer.txt"
    answer.write_text("I would very much like this job, because you run the wards' network and I have kept one up.")
    scenario = str(bundled_folder() / "first-job.toml")
    told(
        "Commands, from start to end",
        in_turns(
            runs,
            **{
                "bare click": takes([sys.executable, str(bare), "word"]),
                "closer --version": takes(closer("--version")),
                "closer list": takes(closer("list")),
                "closer check FILE": takes(closer("check", scenario)),
                "closer score --move interest FILE": takes(closer("score", "--move", "interest", str(answer))),
            },
        ),
        "ms",
        1000,
        2.5,
    )


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else RUNS
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        textual, click = folder / "bare_textual.py", folder / "bare_click.py"
        textual.write_text(BARE_TEXTUAL)
        click.write_text(BARE_CLICK)
        for measured, bare in ((starts, textual), (keys, textual), (debriefs, textual), (commands, click)):
            measured(runs, bare, folder)


if __name__ == "__main__":
    main()
