"""How long the editor takes from a key to what is wrong with the text: python -m tests.benchmarks.editor"""

from __future__ import annotations

import asyncio
import statistics
import tempfile
import time
from pathlib import Path

from closer_tui.scenario.checking import examine
from closer_tui.scenario.drafts import Drafts
from closer_tui.scenario.editing import Editing
from closer_tui.scenario.library import bundled_folder
from closer_tui.scenario.manuscript import read_manuscript
from closer_tui.scoring.lazy import standard_scorer
from closer_tui.settings import Settings
from closer_tui.ui.app import CloserApp
from closer_tui.ui.screens.editor import PAUSE, EditorScreen

LINES = 500
TRIES = 20


def long_scenario() -> str:
    """The longest bundled one of no more than 500 lines, made up to that with comments."""
    texts = (path.read_text(encoding="utf-8") for path in bundled_folder().glob("*.toml"))
    text = max((text for text in texts if text.count("\n") <= LINES), key=len)
    return text + "# and so on\n" * (LINES - text.count("\n"))


class Times:
    """What passed on the wall, and what of it this program worked: another one may have had the processor."""

    def __init__(self) -> None:
        self._all: list[tuple[float, float]] = []

    def begin(self) -> None:
        self._wall, self._work = time.perf_counter(), time.process_time()

    def end(self) -> None:
        self._all.append((time.perf_counter() - self._wall, time.process_time() - self._work))

    def tell(self, name: str) -> None:
        wall, work = (sorted(1000 * each for each in times) for times in zip(*self._all, strict=True))
        middle = statistics.median
        print(f"{name}: {middle(wall):.0f} ms median, {wall[-1]:.0f} ms at most;", end=" ")
        print(f"of the processor {middle(work):.0f} ms, {work[-1]:.0f} ms at most")


def check_alone(text: str) -> None:
    broken = text.replace('level = "strong"', 'level = "storng"').replace("says =", "sayz =", 4)
    cases = {"nothing wrong": text, "many keys wrong": broken, "no TOML": text.replace('"', "", 1)}
    for name, source in cases.items():
        times = Times()
        for _ in range(TRIES):
            times.begin()
            examine(source, "long", "long.toml")
            times.end()
        times.tell(f"checking it, {name}")


async def in_the_editor(text: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "long.toml"
        path.write_text(text, encoding="utf-8")
        scorer = standard_scorer()
        scorer.warm()
        app = CloserApp(None, scorer, Settings(), Path(folder))
        screen = EditorScreen(Editing(read_manuscript(path), Drafts(Path(folder) / "drafts")), app.scorer)
        keys, after = Times(), Times()
        async with app.run_test(size=(120, 40)) as pilot:
            while any(not worker.is_finished for worker in app.workers):
                await pilot.pause(0.1)
            await app.push_screen(screen)
            await pilot.pause(1)
            screen.box.go_to(LINES // 2)
            check = screen._check

            def begun() -> None:
                after.begin()
                check()

            screen._check = begun  # type: ignore[method-assign]
            for number in range(TRIES):
                wrong = number % 2 == 0
                keys.begin()
                if wrong:
                    screen.box.insert("x\n")
                else:
                    screen.box.undo()
                keys.end()
                while any(each.severity == "error" for each in screen.problems) is not wrong:
                    await asyncio.sleep(0.01)
                after.end()
                await pilot.pause()
    keys.tell("a key, coloured anew")
    after.tell(f"from the end of the pause ({1000 * PAUSE:.0f} ms) until what is wrong is told")


def main() -> None:
    text = long_scenario()
    print(f"{text.count(chr(10))} lines, {len(text.encode()) // 1000} kB")
    check_alone(text)
    asyncio.run(in_the_editor(text))


if __name__ == "__main__":
    main()
