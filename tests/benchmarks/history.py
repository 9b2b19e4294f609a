"""The history of a lifetime, measured: python -m tests.benchmarks.history [SESSIONS…]

For journals of 0, 1,000 and 20,000 rehearsals: how large the file is (it must stay below 300 MB), how soon the first
rows stand after the key, how long each of 200 pages down takes until it is drawn (a frame that nobody notices: 50 ms),
and how soon a search is answered. The program is the real one, without a terminal.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks.journals import filled
from textual.pilot import Pilot
from textual.widgets import Input

from closer_tui.collector import in_a_hurry, settled
from closer_tui.journal import Journal, Search, SessionInfo
from closer_tui.scoring.lazy import standard_scorer
from closer_tui.settings import Settings
from closer_tui.ui.app import CloserApp
from closer_tui.ui.screens.history import HistoryScreen
from closer_tui.ui.screens.past import PastScreen
from closer_tui.ui.widgets.history import SessionRows
from closer_tui.ui.widgets.history_list import SessionList

SIZES = (0, 1_000, 20_000)
PAGES = 200
MOST_BYTES = 300_000_000
WORDS = ("zzzz", "ledger", "the", "what you ledger")


def told(name: str, seconds: list[float], limit: str = "") -> None:
    """One row, in milliseconds."""
    ranked = sorted(seconds)
    line = f"  {name:<46} median {1000 * statistics.median(ranked):7.1f}  worst {1000 * ranked[-1]:7.1f} ms"
    print(f"{line}  (n={len(ranked)}{limit and '; must: '}{limit})", flush=True)


async def until(pilot: Pilot[None], holds: Callable[[], bool]) -> float:
    """Seconds until something is so and drawn. It is looked at every millisecond: to look all the time would keep the
    workers from working, as nobody's eyes do."""
    began = time.perf_counter()
    while not holds():
        await asyncio.sleep(0.001)
        if time.perf_counter() - began > 60:
            raise TimeoutError("it never came")
    await pilot._wait_for_screen()
    return time.perf_counter() - began


def stands(app: CloserApp) -> bool:
    """Whether every row in sight shows a rehearsal, or that there is none."""
    if not isinstance(app.screen, HistoryScreen) or not app.screen.query(SessionRows):
        return False
    rows, whole = app.screen.query_one(SessionRows), app.screen.query_one(SessionList)
    if not whole._begun:
        return False
    top = rows.scroll_offset.y
    seen = range(top, min(top + rows.scrollable_content_region.height, rows.count))
    return all(isinstance(rows.row(number), SessionInfo) for number in seen)


def counted(app: CloserApp) -> bool:
    return "rehearsal" in str(app.screen.query_one(SessionList).border_subtitle)


async def on_screen(journal: Journal) -> None:
    app = CloserApp(journal, standard_scorer(), Settings(), None)
    app.on_started = settled
    app.animation_level = "none"
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause(2)
        opened = []
        for _ in range(5):
            app.post_message(app._home.History())
            opened.append(await until(pilot, lambda: stands(app)))
            await until(pilot, lambda: counted(app))
            await pilot.press("escape")
            await pilot.pause(0.5)
        told("the first rows stand", opened)
        await pilot.press("h")
        await until(pilot, lambda: counted(app))
        rows = app.screen.query_one(SessionRows)
        if not rows.count:
            return
        for name, action in (("a page down", "page(1)"), ("a line down", "move(1)")):
            rows.action_to(0)
            await until(pilot, lambda: stands(app))
            frames = []
            for _ in range(PAGES):
                began = time.perf_counter()
                await rows.run_action(action)
                await until(pilot, lambda: stands(app))
                frames.append(time.perf_counter() - began)
            told(f"{name}, until it is drawn", frames, "50.0")
        rows.action_to(-1)
        told("to the end", [await until(pilot, lambda: stands(app))])
        history = app.screen
        assert isinstance(history, HistoryScreen)
        history.action_open()
        told("a rehearsal is open", [await until(pilot, lambda: isinstance(app.screen, PastScreen))])
        await pilot.press("escape")
        await until(pilot, lambda: stands(app))
        await pilot.pause(1)
        whole = app.screen.query_one(SessionList)
        for words in WORDS:
            app.screen.query_one(Input).value = words
            while whole.search.text != words:  # the typing settles
                await asyncio.sleep(0.001)
            shown = await until(pilot, lambda: stands(app))
            told(f"“{words}”: the first rows", [shown])
            more = await until(pilot, lambda: counted(app))
            told(f"“{words}”: the count, {whole.border_subtitle}", [shown + more])


def of_the_journal(journal: Journal) -> None:
    for name, search in (
        ("all, counted", Search()),
        ("one level, counted", Search(level="silent")),
        ("a move missed, counted", Search(missed="interest")),
        *((f"“{words}”, counted", Search(words)) for words in WORDS),
    ):
        began = time.perf_counter()
        found = journal.count(search)
        told(f"{name}: {found:,}", [time.perf_counter() - began])
    began = time.perf_counter()
    journal.page(Search())
    told("every entry, as closer history reads them", [time.perf_counter() - began])


def main() -> int:
    sizes = [int(each) for each in sys.argv[1:]] or SIZES
    status = 0
    in_a_hurry()  # as the command does
    with tempfile.TemporaryDirectory() as folder:
        for sessions in sizes:
            path = filled(Path(folder) / f"journal-{sessions}.sqlite", sessions)
            size = path.stat().st_size
            print(f"{sessions:,} rehearsals: {size / 1_000_000:.1f} MB (must: below {MOST_BYTES / 1_000_000:.0f})")
            status |= size >= MOST_BYTES
            with Journal.open(path) as journal:
                of_the_journal(journal)
                asyncio.run(on_screen(journal))
    return status


if __name__ == "__main__":
    sys.exit(main())
