"""A child that speaks the protocol and fails in every way there is: fake_child.py MODE FOLDER.

It imports nothing but the standard library, so that it starts fast.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

LINE_SECONDS = 0.05


def tell(**event: Any) -> None:
    sys.stdout.write(json.dumps(event) + "\n")
    sys.stdout.flush()


def hear() -> dict[str, Any]:
    line = sys.stdin.readline()
    if not line:
        sys.exit(0)
    command: dict[str, Any] = json.loads(line)
    return command


def speak(command: dict[str, Any], seconds: float = LINE_SECONDS) -> None:
    """As a good child does: begin, words, end; a Stop in between ends it."""
    import select

    id_, text = command["id"], command["text"]
    tell(type="begin", id=id_, voice="fake")
    start = 0
    for word in text.split():
        tell(type="word", id=id_, start=text.index(word, start), length=len(word))
        start = text.index(word, start) + len(word)
    if select.select([sys.stdin], [], [], seconds)[0] and hear()["type"] == "stop":
        return tell(type="end", id=id_, completed=False)
    return tell(type="end", id=id_, completed=True, seconds=seconds)


def main(mode: str, folder: str) -> None:
    if record := os.environ.get("FAKE_CHILD_LOG"):
        with open(record, "a", encoding="utf-8") as log:
            log.write(f"{os.getpid()} {folder}\n")
    if mode.startswith("cannot:"):
        tell(type="failed", code=mode.removeprefix("cannot:"), detail="as the test says")
        time.sleep(60)
    if mode == "never-ready":
        time.sleep(60)
    if mode == "stillborn":
        sys.exit(1)
    if mode == "noisy":
        sys.stderr.write("ALSA lib confmisc.c: cannot find card '0'\n" * 200)
        print("Audio saved to nowhere\n\x1b[2J not json {")
    if mode == "babbling":
        while True:
            print("x" * 1000)
    stops = mode not in ("stock", "stock-hang")
    tell(type="ready", driver="fake", library="fake", sink="fake", device="fake", stops=stops)
    once = Path(folder).parent / f"fake-{os.environ.get('FAKE_CHILD_ONCE', '')}"
    while True:
        command = hear()
        if command["type"] != "say":
            continue
        if heard := os.environ.get("FAKE_CHILD_HEARD"):
            with open(heard, "a", encoding="utf-8") as log:
                log.write(command["text"] + "\n")
        if mode == "once-crash" and not once.exists():
            once.touch()
            os.kill(os.getpid(), signal.SIGSEGV)
        fail(mode, command)


def fail(mode: str, command: dict[str, Any]) -> None:
    id_ = command["id"]
    match mode:
        case "silent":
            time.sleep(60)
        case "crash":
            os.kill(os.getpid(), signal.SIGSEGV)
        case "hang":
            tell(type="begin", id=id_)
            os.kill(os.getpid(), signal.SIGSTOP)
        case "deaf" | "stock-hang":
            tell(type="begin", id=id_)
            subprocess.run(["sleep", "60"], check=False)  # a player in its group, as aplay is
        case "midline":
            tell(type="begin", id=id_)
            tell(type="word", id=id_, start=0, length=1)
            sys.stdout.write('{"type":"word","id":')
            sys.stdout.flush()
            os.kill(os.getpid(), signal.SIGKILL)
        case "refuses":
            tell(type="failed", id=id_, code="device-lost", detail="gone")
        case "flood":
            tell(type="begin", id=id_)
            word = json.dumps({"type": "word", "id": id_, "start": 0, "length": 1}) + "\n"
            while True:
                sys.stdout.write(word * 100)
        case "long":
            speak(command, 60)
        case _:
            speak(command)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
