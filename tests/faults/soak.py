"""Somebody who never tires: python -m tests.faults.soak [MINUTES] [SEED]

Plays closer at full speed in a real pseudo-terminal (through tmux) for so many minutes, by its keys alone: levels and
scenarios at random, answers typed and pasted, retries, emails, the history, progress, the editor, windows dragged
about. Prints what was done and what the program held at the begin and at the end; ends with status 1 where it broke.
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tests.journeys.terminal import Terminal

from closer_tui.events import AnswerGiven, EmailSent
from closer_tui.journal import Journal
from closer_tui.paths import log_dir
from closer_tui.scenario.library import find, library
from closer_tui.scenario.model import Scenario, Step

MINUTES = 10.0
GATHERED = 120.0
"""Seconds of warm-up, until which what is held is not compared: caches fill."""
SPEAK, EMAIL, OVER, REPORT = "⏎ Say it", "^s Send", "⏎ See the report", "r Retry a Again"
HOME, BACK = "q Quit", "esc Back f1"
"""What stands in the footer and nowhere else, by what is to be done; at home, and on the other screens."""
ESCAPE = 0.15
"""Seconds after which Escape is a key of its own in a terminal, and not the begin of another key's code."""
STRANGE = "Grüße 面接 👩‍💻 שלום Z\u0300\u0301\u0489algo [bold]x[/] "


class Broken(Exception):
    """The program did not do what was waited for; the message says what, with the screen."""


@dataclass
class Done:
    keys: int = 0
    rehearsals: int = 0
    retries: int = 0
    answers: int = 0
    pastes: int = 0
    sizes: int = 0
    screens: Counter[str] = field(default_factory=Counter)


class Candidate:
    """Plays whatever stands on the screen; every answer has a word of its own, to be looked for in the journal."""

    def __init__(self, terminal: Terminal, chance: random.Random) -> None:
        self.terminal = terminal
        self.chance = chance
        self.done = Done()
        self.said: list[str] = []
        self.scenarios: dict[str, Scenario] = {}
        for each in library(None):
            if each.scenario is not None:
                self.scenarios[each.title] = find(each.name)

    # --- hands and eyes ------------------------------------------------------------------------------------

    def press(self, *keys: str) -> None:
        self.done.keys += len(keys)
        self.terminal.press(*keys)
        if "Escape" in keys:
            time.sleep(ESCAPE)

    def type(self, text: str) -> None:
        self.done.keys += len(text)
        self.terminal.type(text)

    def paste(self, text: str) -> None:
        self.done.pastes += 1
        self.terminal.paste(b"\x1b[200~" + text.encode() + b"\x1b[201~")

    def sees(self, *texts: str, seconds: float = 60) -> str:
        """The screen, once one of the texts is on it."""
        until = time.monotonic() + seconds
        while True:
            screen = self.terminal.screen()
            flat = " ".join(screen.split())
            if any(text in flat for text in texts):
                return flat
            if time.monotonic() > until:
                raise Broken(f"waited {seconds:.0f} s for {texts}; the screen was:\n{screen}")
            time.sleep(0.02)

    def at(self, name: str, *texts: str) -> str:
        self.done.screens[name] += 1
        return self.sees(*texts)

    # --- what a candidate does -----------------------------------------------------------------------------

    def rehearse(self) -> None:
        """Pick a scenario and a level, play to the report, look at it, and come home."""
        self.press(*["Down"] * self.chance.randrange(len(self.scenarios)), "Enter")
        level = self.chance.choice("123")
        self.at("level", "How much help would you like?")
        self.press(level, "Enter")
        self._play(silent=level == "3")
        self.done.rehearsals += 1
        if self.chance.random() < 0.3:
            self.done.retries += 1
            self.press("r")
            self.sees(SPEAK, EMAIL)
            self._play(silent=False)
        for name, key, shown in (("email", "m", "What was said"), ("compare", "c", "Back"), ("help", "F1", "Keys")):
            if self.chance.random() < 0.3:
                self._look(name, key, shown)
        self.press(*self.chance.choices(["Down", "Up", "e", "o", "p", "d"], k=5))
        self.press("Escape")
        self.at("home", HOME)

    def _look(self, name: str, key: str, shown: str) -> None:
        """At a screen over the report, and back; c shows none where there is nothing to compare."""
        self.press(key)
        if name == "compare":
            time.sleep(1)
        if REPORT not in self.at(name, shown, REPORT) or name != "compare":
            self.press("Escape")
        self.sees(REPORT)

    def _play(self, silent: bool) -> None:
        """Answer whatever is asked until the report is there."""
        answered = 0
        while True:
            screen = self.at("rehearsal", SPEAK, EMAIL, OVER, REPORT)
            if OVER in screen:
                self.press("Enter")
                if REPORT not in self.at("report", REPORT, BACK):  # both attempts, side by side
                    self.press("Escape")
                    self.sees(REPORT)
                return
            if REPORT in screen:
                return
            if EMAIL in screen:
                self._email()
            elif silent and answered >= 3:
                self.press("F5", "F5")
                self.sees(EMAIL, OVER, REPORT, "Leave")
            else:
                self._say()
                answered += 1

    def _word(self) -> str:
        word = f"soak{len(self.said)}x{self.chance.randrange(10**6)}"
        self.said.append(word)
        return word

    def _say(self) -> None:
        words = f"{self._sample()} {self._word()}"
        if self.chance.random() < 0.3:
            self.paste(f"{STRANGE}{words}")
        else:
            self.type(words[-160:])
        if self.chance.random() < 0.15:
            self._drag()
        self.sees(self.said[-1])
        self.press("Enter")
        self.done.answers += 1
        self._gone()

    def _email(self) -> None:
        words = f"{self._sample()} {self._word()}"
        self.press("Tab", "Tab")  # past the address and the subject
        self.type(words[-160:])
        self.sees(self.said[-1], self.said[-1][:10])
        self.press("C-s")
        self.done.answers += 1
        self.sees(OVER, REPORT)

    def _sample(self) -> str:
        steps: list[Step] = [step for each in self.scenarios.values() for step in each.steps]
        return " ".join(self.chance.choice(self.chance.choice(steps).samples).text.split())

    def _gone(self) -> None:
        """Until the box is empty again, and takes what comes next."""
        self.sees("nothing yet", EMAIL, OVER, REPORT)
        before = ""
        while (screen := self.terminal.screen()) != before or "is listening" in screen:
            before = screen
            time.sleep(0.15)

    def _drag(self) -> None:
        for _ in range(self.chance.randint(1, 4)):
            self.terminal.resize(self.chance.randint(20, 200), self.chance.randint(5, 60))
            self.done.sizes += 1
        self.terminal.resize(100, 30)
        while "Make it larger" in self.terminal.screen():  # an Enter would be for this message
            time.sleep(0.05)

    def wander(self) -> None:
        """Through the other screens, and back home."""
        ways: tuple[Callable[[], None], ...] = (self._history, self._progress, self._editor, self._prepare, self._sheet)
        self.chance.choice(ways)()
        for _ in range(9):
            if HOME in (screen := " ".join(self.terminal.screen().split())):
                break
            self.press({"Leave this rehearsal": "l", "Save it first?": "Enter"}.get(_asked(screen), "Escape"))
            time.sleep(ESCAPE)
        self.at("home", HOME)

    def _history(self) -> None:
        self.press("h")
        self.at("history", BACK)
        self.press("/")
        self.type(self.chance.choice(["soak", "team", "職"]))
        self.press("Enter", *["Down"] * self.chance.randrange(4), "Enter")
        self.at("past", "t Talk", BACK)
        self.press("c")

    def _progress(self) -> None:
        self.press("p")
        self.at("progress", BACK)
        self.press("Down", "Up")

    def _sheet(self) -> None:
        self.press("s")
        self.at("sheet", BACK)

    def _prepare(self) -> None:
        self.press("i")
        self.at("prepare", "f2 Questions")
        self.type("Developer")
        self.paste(f"We look for a developer. {STRANGE}\n" * self.chance.randint(1, 300))

    def _editor(self) -> None:
        self.press("e")
        if "⏎ Choose" in self.at("editor", "⏎ Choose", "f8 Next problem"):
            self.press("Enter")
            self.sees("f8 Next problem")
        self.type(f"# {self.chance.randrange(10**9)} ")
        self.press("Enter", "F4", "F3")
        self.press("C-s")
        self.sees("saved", "Saved")


def _asked(screen: str) -> str:
    return next((each for each in ("Leave this rehearsal", "Save it first?") if each in screen), "")


# --- what is held, and what came of it ------------------------------------------------------------------------


@dataclass(frozen=True)
class Held:
    memory: float
    files: int
    threads: int


def held(pid: int) -> Held:
    status = dict(line.split(":", 1) for line in Path(f"/proc/{pid}/status").read_text().splitlines() if ":" in line)
    return Held(int(status["VmRSS"].split()[0]) / 1024, len(os.listdir(f"/proc/{pid}/fd")), int(status["Threads"]))


def kept(home: Path, said: list[str]) -> list[str]:
    """Which of these words the journal does not have in any answer; and that each rehearsal in it can be read."""
    found: list[str] = []
    with Journal.open(home / "journal.sqlite") as journal:
        sessions = [*journal.history(), *journal.history(abandoned=True), *journal.unfinished()]
        for info in sessions:
            stored = journal.load(info.id)
            found += [event.text for event in stored.events if isinstance(event, AnswerGiven)]
            found += [event.body + event.to + event.subject for event in stored.events if isinstance(event, EmailSent)]
            found += [stored.draft.text] if stored.draft is not None else []
    everything = "\n".join(found)
    return [word for word in said if word not in everything]


def main(minutes: float = MINUTES, seed: int = 1) -> int:
    with tempfile.TemporaryDirectory(prefix="closer-soak-") as name:
        home = Path(name)
        os.environ.update(SSH_CONNECTION="none", EDITOR="true")  # no program of a desktop is started from here
        os.environ["CLOSER_HOME"] = name
        os.chdir(name)
        terminal = Terminal(home, columns=100, rows=30)
        candidate = Candidate(terminal, random.Random(seed))
        began, first, broken = time.monotonic(), None, ""
        try:
            candidate.at("home", "●○○")
            pid = int(terminal._read(terminal._pid, 10))
            begin = last = held(pid)
            shown = began
            while time.monotonic() - began < 60 * minutes:
                candidate.rehearse()
                if candidate.chance.random() < 0.4:
                    candidate.wander()
                last = held(pid)
                if first is None and time.monotonic() - began > min(GATHERED, 15 * minutes):
                    first = last
                if time.monotonic() - shown > 30:
                    shown = time.monotonic()
                    print(f"{shown - began:5.0f} s  {candidate.done.rehearsals} rehearsals, {last}", flush=True)
            terminal.press("C-q")
            if terminal.ended() != 0:
                broken = "it did not end with status 0"
        except (Broken, AssertionError) as error:
            broken = str(error)
        finally:
            terminal.close()
            time.sleep(1)  # a rehearsal that is still being played is offered to nobody else
        lost = kept(home, candidate.said[:-1] if broken else candidate.said)
        logged = "".join(each.read_text("utf-8") for each in log_dir().glob("*") if each.is_file())
        done = candidate.done
        print(f"{done.rehearsals} rehearsals, {done.retries} retries, {done.answers} answers and emails")
        print(f"{done.keys:,} keys, {done.pastes} pastes, {done.sizes} sizes, in {time.monotonic() - began:.0f} s")
        print(f"screens: {', '.join(f'{name} {number}' for name, number in done.screens.most_common())}")
        for what, now in (("at the begin", begin), ("warm", first), ("at the end", last)):
            if now is not None:
                print(f"{what:>13}: {now.memory:6.1f} MiB, {now.files} open files, {now.threads} threads")
        print(f"words that the journal does not have: {len(lost)} {lost[:5]}")
        print(f"exceptions: {logged.count('Traceback')}")
        if broken:
            print(broken)
        if logged:
            print(logged[-3000:])
        return 1 if broken or lost or "Traceback" in logged else 0


if __name__ == "__main__":
    given = sys.argv[1:]
    sys.exit(main(float(given[0]) if given else MINUTES, int(given[1]) if given[1:] else 1))
