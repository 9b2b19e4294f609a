"""What hostile files of the largest size cost: python -m tests.benchmarks.limits [PART OF A KIND'S NAME]

Each kind is read, and checked as an editor does at every pause, in a process of its own; checked once more in the
largest size in which all faults of its syntax are looked for, and the longer time counts. Seconds are of the processor,
mebibytes are what the process grew by."""

from __future__ import annotations

import subprocess
import sys
import time

from tests.benchmarks.scorer import peak_mib
from tests.scenario.fuzz.hostile import GOOD, KINDS

from closer_tui.scenario.checking import check_scenario
from closer_tui.scenario.load import MOST_BYTES, read_text
from closer_tui.scenario.mend import MOST_MENDED

SECONDS, MEBIBYTES = 1.0, 100.0


def measure(kind: str) -> None:
    """Print what one kind costs: to be called in a process that has done nothing else."""
    check_scenario(GOOD.replace('"easy"', '"eazy"').replace("[silent]", "[silent"), "warm", "warm.toml")
    read_text(GOOD.replace('"easy"', '"eazy"'), "warm")
    text = KINDS[kind](MOST_BYTES - 3000)
    text = text.encode()[: MOST_BYTES - 1000].decode(errors="ignore")
    before, began = peak_mib(), time.process_time()
    reading = read_text(text, "hostile", "hostile.toml")
    read = time.process_time() - began
    found = check_scenario(text, "hostile", "hostile.toml")
    checked = time.process_time() - began - read
    began = time.process_time()
    check_scenario(KINDS[kind](MOST_MENDED - 3000), "hostile", "hostile.toml")
    checked = max(checked, time.process_time() - began)
    grown = peak_mib() - before
    told = "plays" if reading.scenario else f"{len(found)} problems, first {found[0].code}" if found else "nothing"
    print(f"{read:.2f} {checked:.2f} {grown:.0f} {len(text.encode()) // 1000} {told}")


def main(part: str = "") -> int:
    """Print a table, and give 1 where a kind goes over its limits."""
    print(f"{'kind':<46} {'read':>6} {'check':>6} {'MiB':>5} {'kB':>4}")
    over = 0
    for kind in (kind for kind in KINDS if part in kind):
        command = [sys.executable, "-m", "tests.benchmarks.limits", "--one", kind]
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
            said = done.stdout or f"61 61 0 0 {done.stderr.strip().splitlines()[-1]}"
        except subprocess.TimeoutExpired:
            said = "60 60 0 0 takes longer than a minute"
        read, checked, grown, size, told = said.split(maxsplit=4)
        bad = float(read) > SECONDS or float(checked) > SECONDS or float(grown) > MEBIBYTES
        over += bad
        print(
            f"{kind:<46} {read:>6} {checked:>6} {grown:>5} {size:>4} {told.strip()}{'  OVER' if bad else ''}",
            flush=True,
        )
    print(f"{over} of {len(KINDS)} over {SECONDS:g} s or {MEBIBYTES:g} MiB")
    return bool(over)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        measure(sys.argv[2])
    else:
        sys.exit(main(*sys.argv[1:2]))
