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
    """The longest bundled one, made up to 500 lines with comments."""
    text = max((path.read_text(encoding="utf-8") for path in bundled_folder().glob("*.toml")), key=len)
    return text + "# and so on\n" * max(0, LINES - text.count("\n"))


def told(name: str, seconds: list[float]) -> None:
    ordered = sorted(1000 * each for each in seconds)
    print(f"{name}: {statistics.median(ordered):.0f} ms median, {ordered[-1]:.0f} ms at most, of {len(ordered)}")


def check_alone(text: str) -> None:
    sound: list[float] = []
    faulty: list[float] = []
    torn: list[float] = []
    broken = text.replace('level = "strong"', 'level = "storng"').replace("says =", "sayz =", 4)
    for times, source in ((sound, text), (faulty, broken), (torn, text.replace('"', "", 1))):
        for _ in range(TRIES):
            began = time.perf_counter()
            examine(source, "long", "long.toml")
            times.append(time.perf_counter() - began)
    told("checking it, nothing wrong", sound)
    told("checking it, many keys wrong", faulty)
    told("checking it, no TOML", torn)


async def in_the_editor(text: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "long.toml"
        path.write_text(text, encoding="utf-8")
        app = CloserApp(None, standard_scorer(), Settings(), Path(folder))
        screen = EditorScreen(Editing(read_manuscript(path), Drafts(Path(folder) / "drafts")), app.scorer)
        keys: list[float] = []
        after: list[float] = []
        async with app.run_test(size=(120, 40)) as pilot:
            await app.push_screen(screen)
            await pilot.pause(1)
            screen.box.go_to(LINES // 2)
            for number in range(TRIES):
                wrong = number % 2 == 0
                began = time.perf_counter()
                if wrong:
                    screen.box.insert("x\n")
                else:
                    screen.box.undo()
                keys.append(time.perf_counter() - began)
                while any(each.severity == "error" for each in screen.problems) is not wrong:
                    await asyncio.sleep(0.001)
                after.append(time.perf_counter() - began - PAUSE)
                await pilot.pause()
    told("a key, coloured anew", keys)
    told(f"what is wrong, after the pause of {1000 * PAUSE:.0f} ms", after)


def main() -> None:
    text = long_scenario()
    print(f"{text.count(chr(10))} lines, {len(text.encode()) // 1000} kB")
    check_alone(text)
    asyncio.run(in_the_editor(text))


if __name__ == "__main__":
    main()
