"""Make the pictures of the README from the real program: `python -m tests.journeys.screenshots [FOLDER]`.

Plays a bundled scenario with its own sample answers and the real scorer, and writes the rehearsal and the
debrief as SVG; with `--all` home and the email too, in both sizes and both themes, to be looked at.
"""

from __future__ import annotations

import asyncio
import re
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from closer_tui.journal import Journal
from closer_tui.scenario.library import find
from closer_tui.scenario.model import SampleLevel, Scenario
from closer_tui.scoring.lazy import LazyScorer, standard_scorer
from closer_tui.settings import Settings
from closer_tui.ui.app import CloserApp

SCENARIO = "payments-backend"
IN_README = ("rehearsal-", "debrief-")
SAID: tuple[SampleLevel, ...] = ("strong", "strong", "middling", "middling")
"""Which sample answers each step: a close with something left to learn."""


def picture(app: CloserApp, file: Path) -> None:
    """Without the address of a font in the web: the picture is to be seen offline too."""
    if "--all" not in sys.argv and not file.name.startswith(IN_README):
        return
    drawn = app.export_screenshot(title="closer")
    drawn = re.sub(r"@font-face \{.*?\}", "", drawn, flags=re.DOTALL)
    drawn = drawn.replace("Fira Code", "DejaVu Sans Mono, Menlo, Consolas")
    file.write_text("\n".join(line.rstrip() for line in drawn.splitlines()) + "\n", encoding="utf-8")


async def play(scenario: Scenario, scorer: LazyScorer, size: tuple[int, int], theme: str, folder: Path) -> None:
    with tempfile.TemporaryDirectory() as home, Journal.open(Path(home) / "journal.sqlite") as journal:
        app = CloserApp(journal, scorer, replace(Settings(), theme=theme), None)
        app.animation_level = "none"
        name = f"{size[0]}x{size[1]}-{theme.removeprefix('textual-')}"
        async with app.run_test(size=size) as pilot:
            await pilot.pause(1)
            await pilot.press("down")
            await pilot.pause(0.5)
            picture(app, folder / f"home-{name}.svg")
            await pilot.press("enter")
            await pilot.pause(0.3)
            await pilot.press("2", "enter")
            for step, level in zip(scenario.steps, SAID, strict=True):
                await until(app, "answering")
                await pilot.pause(1.5)
                sample = step.sample(level)
                assert sample is not None
                session = app.screen.session  # type: ignore[attr-defined]
                if step.move == "email":
                    desk = app.screen.query_one("EmailForm")
                    desk.to.value = scenario.interviewer.email  # type: ignore[attr-defined]
                    desk.subject.value = "Thank you for Tuesday"  # type: ignore[attr-defined]
                    desk.body.text = sample.text  # type: ignore[attr-defined]
                    await pilot.pause(0.3)
                    picture(app, folder / f"email-{name}.svg")
                    await pilot.press("ctrl+s")
                else:
                    app.screen.query_one("AnswerBox").text = " ".join(sample.text.split())  # type: ignore[attr-defined]
                    await pilot.pause(0.3)
                    if step is scenario.steps[1]:
                        picture(app, folder / f"rehearsal-{name}.svg")
                    await pilot.press("enter")
                for _ in range(200):
                    await pilot.pause(0.05)
                    if session.state.phase != "judging":
                        break
            await pilot.pause(1.5)
            await pilot.press("enter")
            await pilot.pause(1.5)
            picture(app, folder / f"debrief-{name}.svg")


async def until(app: CloserApp, phase: str) -> None:
    for _ in range(200):
        session = getattr(app.screen, "session", None)
        if session is not None and session.state.phase == phase:
            return
        await asyncio.sleep(0.05)
    raise SystemExit(f"the rehearsal never came to {phase}")


def main() -> None:
    folders = [argument for argument in sys.argv[1:] if argument != "--all"]
    folder = Path(folders[0] if folders else "docs")
    folder.mkdir(parents=True, exist_ok=True)
    scenario, scorer = find(SCENARIO, None), standard_scorer()
    wanted = [((120, 40), "textual-dark"), ((80, 24), "textual-dark"), ((120, 40), "textual-light")]
    wanted += [((80, 24), "textual-light")]
    for size, theme in wanted if "--all" in sys.argv else wanted[:1]:
        asyncio.run(play(scenario, scorer, size, theme, folder))
    print(*sorted(path.name for path in folder.glob("*.svg")), sep="\n")


if __name__ == "__main__":
    main()
