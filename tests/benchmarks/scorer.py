"""How long the scorer takes, and what memory: python tests/benchmarks/scorer.py"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from pathlib import Path

CORPUS = Path(__file__).parents[1] / "corpus"


def peak_mib() -> float:
    """The most memory that this process has had so far; not a number where the system does not tell."""
    try:
        import resource
    except ImportError:
        return float("nan")
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used / (1 << 20 if sys.platform == "darwin" else 1 << 10)


def main() -> None:
    fresh = "import time; t = time.perf_counter(); from closer_tui.scoring.scorer import load_scorer; "
    fresh += "load_scorer(); print(time.perf_counter() - t)"
    loads = [
        float(subprocess.run([sys.executable, "-c", fresh], check=True, capture_output=True, text=True).stdout)
        for _ in range(5)
    ]
    print(f"import and load: {1000 * statistics.median(loads):.0f} ms (median of 5 fresh starts)")
    from closer_tui.scoring.scorer import load_scorer
    from closer_tui.scoring.verdict import Kind

    before = peak_mib()
    scorer = load_scorer()
    print(f"memory: {before:.0f} MiB before, {peak_mib():.0f} MiB with the model loaded")
    rows = [json.loads(line) for line in (CORPUS / "dev_a.jsonl").read_text(encoding="utf-8").splitlines()]
    times = []
    for row in rows:
        kind: Kind = "email" if row["kind"] == "email" else "spoken"
        began = time.perf_counter()
        scorer.judge(row["text"], kind)
        times.append(1000 * (time.perf_counter() - began))
    times.sort()
    print(f"an answer: {statistics.median(times):.0f} ms median, {times[int(0.95 * len(times))]:.0f} ms at 95 %")
    asked = "".join(json.dumps(row) + "\n" for row in rows * 2)
    for jobs in ("1", "2"):
        command = [sys.executable, "-m", "closer_tui", "score", "--jsonl", "--jobs", jobs]
        began = time.perf_counter()
        subprocess.run(command, check=True, input=asked, stdout=subprocess.DEVNULL, text=True, encoding="utf-8")
        rate = 2 * len(rows) / (time.perf_counter() - began)
        print(f"closer score --jsonl --jobs {jobs}: {rate:.0f} answers a second, start included")
    hostile = "I want the job. " + "".join(chr(97 + i * i * 7919 % 26) if i % 6 else " " for i in range(200_000))
    for name, text in (("noise", hostile), ("one sentence over and over", "I want this job. " * 12_000)):
        began = time.perf_counter()
        scorer.judge(text, "spoken")
        print(f"200 KB of {name}: {time.perf_counter() - began:.2f} s")
    print(f"memory at most: {peak_mib():.0f} MiB")


if __name__ == "__main__":
    main()
