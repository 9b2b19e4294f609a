"""What the voice must reach, measured: python -m tests.benchmarks.speech [--quick]

The clock is miniaudio's real-time null device, and where PulseAudio is installed (pulseaudio, parec) a null
sink of its own, whose monitor is recorded: there "audible" and "silent" are samples, not messages.
"""

from __future__ import annotations

import argparse
import array
import os
import pty
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from random import Random

from closer_tui.scenario.model import Voice
from closer_tui.speech.client import Speaker
from closer_tui.speech.preferences import Deadlines
from closer_tui.speech.process import Child, Ended
from closer_tui.speech.protocol import Begin, End, Event, Failed, Ready, Say, Stop

FAKE = str(Path(__file__).parents[1] / "speech" / "fake_child.py")
LINES = ("Yes?", "Do you have any questions for me?", "That is everything from my side. What would you like to know?")
LOUD = 200
"""Of 32,768: above it a sample is heard."""


def table(name: str, seconds: list[float], limit: str) -> None:
    """One row: median, 95th of a hundred, worst, in milliseconds."""
    ranked = sorted(seconds)
    p95 = ranked[min(len(ranked) - 1, round(len(ranked) * 0.95))]
    print(
        f"{name:<58} n={len(ranked):<4} median {1000 * statistics.median(ranked):6.1f}  p95 {1000 * p95:6.1f}  "
        f"worst {1000 * ranked[-1]:6.1f} ms   (must: {limit})",
        flush=True,
    )


class Talk:
    """A real child, asked directly."""

    def __init__(self) -> None:
        self._news = threading.Condition()
        self._events: list[tuple[float, Event | Ended]] = []
        self._id = 0
        self.child = Child(self._heard)

    def _heard(self, event: Event | Ended) -> None:
        with self._news:
            self._events.append((time.monotonic(), event))
            self._news.notify_all()

    def wait(self, kind: type[Event | Ended], seconds: float = 30) -> float:
        """When the next event of the kind came."""
        end = time.monotonic() + seconds
        with self._news:
            while True:
                for index, (at, event) in enumerate(self._events):
                    if isinstance(event, kind):
                        del self._events[: index + 1]
                        return at
                    if isinstance(event, Failed | Ended):
                        raise SystemExit(f"the voice failed: {event}")
                if not self._news.wait(end - time.monotonic()):
                    raise SystemExit(f"no {kind.__name__} in {seconds} s")

    def say(self, text: str) -> float:
        self._id += 1
        began = time.monotonic()
        self.child.send(Say(self._id, text))
        return began

    def stop(self) -> float:
        began = time.monotonic()
        self.child.send(Stop(self._id))
        return began


def by_messages(stops: int) -> None:
    """Through the null device: from asking to the first sound that is pulled, from stop to the device's end."""
    os.environ["CLOSER_SPEECH_SINK"] = "null"
    began = time.monotonic()
    talk = Talk()
    print(f"{'spawn to ready':<58} {1000 * (talk.wait(Ready) - began):.0f} ms")
    heard, silent, random = [], [], Random(4)
    for number in range(stops):
        asked = talk.say(LINES[number % 3] * 2)
        heard.append(talk.wait(Begin) - asked)
        time.sleep(random.uniform(0.0, 0.3))
        stopped = talk.stop()
        silent.append(talk.wait(End) - stopped)
    talk.child.kill()
    table("request to first sample pulled (null device)", heard, "<= 100 median")
    table("stop to device closed (null device)", silent, "<= 20 median, 100 worst")


class Monitor:
    """What a null sink of PulseAudio was given, with the time of every piece."""

    def __init__(self, folder: Path) -> None:
        server = f"unix:{folder}/native"
        self._environment = {**os.environ, "PULSE_SERVER": server, "XDG_RUNTIME_DIR": str(folder), "HOME": str(folder)}
        load = [
            f"module-native-protocol-unix auth-anonymous=1 socket={folder}/native",
            "module-null-sink sink_name=null rate=44100 channels=1",
        ]
        arguments = ["-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no", "--disable-shm=yes"]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "env": self._environment}
        self._server = subprocess.Popen(["pulseaudio", *arguments, *(f"-L{each}" for each in load)], **quiet)  # type: ignore[call-overload]
        time.sleep(1.5)
        record = ["parec", "-d", "null.monitor", "--latency-msec=5", "--format=s16le", "--rate=44100", "--channels=1"]
        self._parec = subprocess.Popen(
            record, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=self._environment, bufsize=0
        )
        self._loud: list[float] = []
        self.server = server
        threading.Thread(target=self._read, daemon=True).start()
        time.sleep(0.5)

    def _read(self) -> None:
        assert self._parec.stdout is not None
        while piece := self._parec.stdout.read(220):  # 2.5 ms
            at = time.monotonic()
            samples = array.array("h", piece[: len(piece) // 2 * 2])
            if samples and max(map(abs, samples)) > LOUD:
                self._loud.append(at)

    def first_after(self, at: float, seconds: float = 5) -> float | None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            for when in self._loud[-4000:]:
                if when > at:
                    return when
            time.sleep(0.002)
        return None

    def last(self) -> float:
        return self._loud[-1]

    def close(self) -> None:
        self._parec.kill()
        self._server.kill()
        self._parec.wait()
        self._server.wait()


def by_samples(stops: int, kill: bool) -> None:
    """Through PulseAudio's null sink: what is in its monitor. `kill`: the group is killed instead of asked."""
    os.environ.pop("CLOSER_SPEECH_SINK", None)
    folder = Path(tempfile.mkdtemp(prefix="pa-"))
    monitor = Monitor(folder)
    before = os.environ.get("PULSE_SERVER")
    os.environ["PULSE_SERVER"] = monitor.server
    try:
        talk = Talk()
        talk.wait(Ready)
        talk.say("Warm.")
        talk.wait(End)
        heard, silent, random = [], [], Random(4)
        for number in range(stops):
            asked = talk.say(LINES[2] * 2)
            first = monitor.first_after(asked)
            if first is None:
                raise SystemExit("nothing was audible")
            heard.append(first - asked)
            time.sleep(random.uniform(0.3, 0.9))
            if kill:
                stopped = time.monotonic()
                talk.child.kill()
            else:
                stopped = talk.stop()
                talk.wait(End)
            time.sleep(0.4)
            silent.append(max(0.0, monitor.last() - stopped))
            if kill and number + 1 < stops:
                talk = Talk()
                talk.wait(Ready)
                talk.say("Warm.")
                talk.wait(End)
        talk.child.kill()
    finally:
        monitor.close()
        shutil.rmtree(folder, ignore_errors=True)
        os.environ.pop("PULSE_SERVER")
        if before is not None:
            os.environ["PULSE_SERVER"] = before
    if not kill:
        table("request to audible (PulseAudio null sink, monitor)", heard, "<= 100 median")
    name = "kill of the group" if kill else "stop"
    table(f"{name} to silence (PulseAudio null sink, monitor)", silent, "<= 20 median, 100 worst")


def many_lines(count: int) -> None:
    """So many lines in a row by one child: what it holds after the tenth and after the last."""
    os.environ["CLOSER_SPEECH_SINK"] = "null"
    done = threading.Semaphore(0)
    speaker = Speaker(deadlines=Deadlines())
    state, pid = [], 0
    for number in range(count):
        speaker.say("Yes.", Voice(), on_done=lambda _: done.release())
        if not done.acquire(timeout=20):
            raise SystemExit(f"line {number} did not end: {speaker.trouble}")
        if number in (9, count - 1):
            child = speaker._child
            assert child is not None
            pid = child.pid
            state.append((_held(pid), len(os.listdir("/proc/self/fd")), _files(child.folder)))
    speaker.close()
    speaker.join(5)
    for what, (held, fds, files) in zip(("after 10 lines", f"after {count} lines"), state, strict=True):
        print(
            f"{what:<58} child {held[0]} kB, {held[1]} files, {held[2]} threads; program {fds} files; temporary {files}"
        )
    left = list(Path(tempfile.gettempdir()).glob("closer-voice-*"))
    print(f"{'after close':<58} folders {len(left)}, child alive: {Path(f'/proc/{pid}').exists()}")


def _held(pid: int) -> tuple[int, int, int]:
    status = dict(line.split(":", 1) for line in Path(f"/proc/{pid}/status").read_text().splitlines())
    return int(status["VmRSS"].split()[0]), len(os.listdir(f"/proc/{pid}/fd")), int(status["Threads"])


def _files(folder: str) -> int:
    return len(list(Path(folder).iterdir()))


@contextmanager
def lateness(found: list[float]) -> Iterator[None]:
    """How late a loop of the interface runs beside it: it wants to wake every 10 ms."""
    over = threading.Event()

    def tick() -> None:
        while not over.is_set():
            before = time.perf_counter()
            time.sleep(0.01)
            found.append(time.perf_counter() - before - 0.01)

    thread = threading.Thread(target=tick)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def failures(times: int) -> None:
    """Every failure so many times: how long say, stop and close take, and how late the interface gets."""
    quick = Deadlines(ready=2, silence=0.1, stop=0.15, end_factor=0, end_more=0.3)
    for mode in ("crash", "hang", "silent", "noisy", "midline", "babbling", "flood", "stillborn"):
        waits: list[float] = []
        late: list[float] = []

        def timed(do: Callable[[], object], waits: list[float] = waits) -> None:
            before = time.perf_counter()
            do()
            waits.append(time.perf_counter() - before)

        with lateness(late):
            for _ in range(times):
                speaker = Speaker(command=(sys.executable, "-S", FAKE, mode), deadlines=quick)
                timed(lambda s=speaker: s.say("Any questions for me?", Voice()))  # type: ignore[misc]
                time.sleep(0.15)
                timed(speaker.stop)
                timed(lambda s=speaker: s.say("And another.", Voice()))  # type: ignore[misc]
                time.sleep(0.05)
                timed(speaker.close)
                if not speaker.join(5):
                    raise SystemExit(f"{mode}: the child could not be ended")
        table(f"{mode}, {times} times: say, stop, close", waits, "<= 50 worst")
        table(f"{mode}: lateness of a 10 ms loop beside it", late, "<= 50 worst")


def silence_costs_nothing() -> None:
    """What a rehearsal without a voice loads of it."""
    code = (
        "import sys, closer_tui.cli, closer_tui.commands.play, closer_tui.plain, closer_tui.ui.app, "
        "closer_tui.ui.screens.rehearsal; print([m for m in sys.modules if 'speech' in m or 'pyttsx3' in m])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    print(f"{'modules of the voice loaded by a silent rehearsal':<58} {done.stdout.strip()}   (must: [])")


def foreign_bytes() -> None:
    """What three lines print on a terminal, without a sound card."""
    code = (
        "from closer_tui.speech.client import Speaker; from closer_tui.scenario.model import Voice; import time\n"
        "s = Speaker()\nfor _ in range(3): s.say('Any questions for me?', Voice())\n"
        "while s.speaking: time.sleep(0.01)\ns.close(); s.join(5)\n"
    )
    environment = {name: value for name, value in os.environ.items() if name != "CLOSER_SPEECH_SINK"}
    environment |= {"ALSA_CONFIG_PATH": "/nonexistent", "PULSE_SERVER": "unix:/nonexistent"}
    ours, theirs = pty.openpty()
    done = subprocess.Popen([sys.executable, "-c", code], stdin=theirs, stdout=theirs, stderr=theirs, env=environment)
    os.close(theirs)
    said = b""
    with suppress(OSError):
        while piece := os.read(ours, 65_536):
            said += piece
    done.wait()
    os.close(ours)
    print(f"{'foreign bytes on a terminal, no sound card':<58} {len(said)}   (must: 0)")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a tenth of everything")
    tenth = 10 if parser.parse_args().quick else 1
    silence_costs_nothing()
    foreign_bytes()
    by_messages(100 // tenth)
    if shutil.which("pulseaudio") and shutil.which("parec"):
        by_samples(100 // tenth, kill=False)
        by_samples(20 // tenth, kill=True)
    else:
        print("Samples are not looked at: apt-get install pulseaudio pulseaudio-utils")
    failures(50 // tenth)
    many_lines(200 // tenth)


if __name__ == "__main__":
    main()
