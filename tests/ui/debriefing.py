"""What the tests of the debrief share: a played rehearsal, a program that shows it, and eyes for the screen."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from tests.conftest import WordScorer
from textual.app import App
from textual.pilot import Pilot
from textual.widgets import Digits

from closer_tui.events import AnswerGiven, EmailSent, RoomLeft, StepSkipped
from closer_tui.rehearsal import Level
from closer_tui.scenario.model import Scenario
from closer_tui.scoring.verdict import Judgement, Kind
from closer_tui.session import Session
from closer_tui.ui.screens import debrief
from closer_tui.ui.screens.debrief import DebriefScreen
from closer_tui.ui.widgets.findings import FindingRow

SMALL, LARGE = (80, 24), (120, 40)
Choice = int | str | None


class Doubting(WordScorer):
    """Not sure of what is said with "perhaps"."""

    def judge(self, text: str, kind: Kind) -> Judgement:
        judged = super().judge(text, kind)
        if "perhaps" not in text:
            return judged
        return replace(
            judged,
            verdicts=tuple(replace(v, outcome="not_sure") if v.outcome == "met" else v for v in judged.verdicts),
        )


class Program(App[None]):
    CSS_PATH = Path(debrief.__file__).with_suffix(".tcss")

    def __init__(self, session: Session, folder: Path | None = None) -> None:
        super().__init__()
        self.session = session
        self.folder = folder
        self.choices: list[Choice] = []

    def on_mount(self) -> None:
        self.push_screen(DebriefScreen(self.session, self.folder), self.choices.append)


def played(scenario: Scenario, *said: str, email: str = "", level: Level = "realistic") -> Session:
    """A rehearsal played to its end; an empty answer skips its step."""
    session = Session.begin(None, Doubting(), scenario, level)
    for text in said:
        at = session.state.now + 30
        session.send(AnswerGiven(text, at) if text else StepSkipped(at))
        if text:
            session.send(session.judge())
    if level == "silent":
        session.send(RoomLeft(session.state.now))
    if email:
        session.send(EmailSent("a@b.example", "Hi", email, session.state.now + 30))
        session.send(session.judge())
    else:
        session.send(StepSkipped(session.state.now))
    assert session.state.phase == "finished"
    return session


def shown(pilot: Pilot[None]) -> str:
    """The words on the screen, as they are drawn, one line each."""
    svg = pilot.app.export_screenshot(simplify=True)
    rows: dict[float, list[tuple[float, str]]] = {}
    for tag, text in re.findall(r"<text ([^>]*)>(.*?)</text>", svg):
        x, y = (float(re.search(rf'\b{axis}="([\d.]+)"', tag)[1]) for axis in "xy")  # type: ignore[index]
        rows.setdefault(y, []).append((x, text.replace("&#160;", " ")))
    lines = ["".join(text for _, text in sorted(row)) for _, row in sorted(rows.items())]
    unescaped = "\n".join(lines)
    for entity, character in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&#x27;", "'"), ("&amp;", "&")):
        unescaped = unescaped.replace(entity, character)
    return unescaped


def row(pilot: Pilot[None], name: str) -> FindingRow:
    """The row of the criterion with this name."""
    for each in pilot.app.screen.query(FindingRow):
        if each.finding is not None and each.finding.criterion.name == name:
            return each
    raise AssertionError(f"no row shows {name}")


def words(finding: FindingRow) -> str:
    """What a row shows, given room, with single spaces."""
    return "\n".join(" ".join(line.plain.split()) for line in finding.lines(200))


async def go_to(pilot: Pilot[None], name: str) -> FindingRow:
    """Select the finding by the keyboard."""
    await pilot.press("home")
    wanted = row(pilot, name)
    while not wanted.has_class("-selected"):
        await pilot.press("down")
    await pilot.pause()
    return wanted


def score(pilot: Pilot[None]) -> str:
    return pilot.app.screen.query_one(Digits).value
