"""How long the progress room takes for a lifetime of rehearsals: `python -m tests.benchmarks.progress [SESSIONS]`.

Prints the seconds of reading the journal and of the fold, and how long the screen was unable to draw or to take a key
meanwhile: a beat of ten milliseconds runs beside it, and its longest delay is told.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks.journals import filled

from closer_tui.journal import Journal
from closer_tui.practice.progress import Choice, progress
from closer_tui.scoring.lazy import standard_scorer
from closer_tui.settings import Settings
from closer_tui.ui.app import CloserApp
from closer_tui.ui.screens.progress import ProgressScreen

BEAT = 0.01


async def opened(journal: Journal) -> tuple[float, float]:
    """Seconds from the key to what is shown, and the longest that the screen stood still meanwhile."""
    app = CloserApp(journal, standard_scorer(), Settings(), None)
    app.animation_level = "none"
    late = 0.0
    async with app.run_test(size=(120, 40)) as pilot:
        while any(not worker.is_finished for worker in app.workers):
            await asyncio.sleep(0.05)
        began = time.perf_counter()
        await pilot.press("p")
        while not (isinstance(app.screen, ProgressScreen) and app.screen._shown is not None):
            before = time.perf_counter()
            await asyncio.sleep(BEAT)
            late = max(late, time.perf_counter() - before - BEAT)
        return time.perf_counter() - began, late


def main() -> None:
    sessions = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    with tempfile.TemporaryDirectory() as folder, Journal.open(filled(Path(folder) / "j.sqlite", sessions)) as journal:
        began = time.perf_counter()
        runs = journal.practice()
        read = time.perf_counter()
        progress(runs)
        folded = time.perf_counter()
        progress(runs, Choice("first-job", "silent"))
        again = time.perf_counter()
        print(f"{len(runs):,} rehearsals: read in {read - began:.2f} s, folded in {folded - read:.2f} s")
        print(f"one scenario and level of them: {again - folded:.2f} s")
        whole, late = asyncio.run(opened(journal))
        print(f"the room is open after {whole:.2f} s; it never stood still for longer than {late * 1000:.0f} ms")


if __name__ == "__main__":
    main()
