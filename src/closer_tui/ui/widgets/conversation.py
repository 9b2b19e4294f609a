"""A scenario as it will be heard: who says what, step by step, with every reply and reaction."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from textual.content import Content

from closer_tui.i18n import _, in_quotes, language, translated
from closer_tui.scenario.model import SAMPLE_LEVELS, Scenario, Step
from closer_tui.scenario.positions import KeyPath, locate
from closer_tui.scoring.rubric import TOPICS
from closer_tui.scoring.text import printable
from closer_tui.ui.widgets.phrases import clock
from closer_tui.ui.widgets.rows import MUTED, Row

REACTIONS = (
    ("made", _("when it was well made"), _("when it was well made, next time")),
    ("half", _("when half of it was there"), _("when half of it was there, next time")),
    ("missed", _("when it was missed"), _("when it was missed, next time")),
)


def places(scenario: Scenario) -> Mapping[KeyPath, int]:
    """The lines (from 1) on which the steps and their samples begin, by their paths."""
    wanted: list[KeyPath] = [("scene",), ("farewell",), ("silent",)]
    for index, step in enumerate(scenario.steps):
        wanted.append(("step", index))
        wanted += [("step", index, "sample", number) for number in range(len(step.samples))]
    found = locate(scenario.source, wanted)
    return {path: found.find(path, on_key=True)[0] for path in wanted if path in found.keys}


def step_at(where: Mapping[KeyPath, int], line: int) -> int | None:
    """The index of the step in which a line (from 1) is; None before the first."""
    begun = [path[1] for path, first in where.items() if path[0] == "step" and len(path) == 2 and first <= line]
    steps = [index for index in begun if isinstance(index, int)]
    return max(steps, default=None)


def conversation(scenario: Scenario, where: Mapping[KeyPath, int]) -> list[Row]:
    """A row for the scene, for each step, and for what comes after."""
    rows = []
    if scenario.scene:
        scene = Content.assemble((_("The scene"), "bold $text-accent"), f"\n{printable(scenario.scene.strip())}")
        rows.append(Row(scene, where.get(("scene",), 1)))
    last = scenario.spoken[-1] if scenario.spoken else None
    for index, step in enumerate(scenario.steps):
        rows.append(Row(_step(scenario, index, step), where.get(("step", index), 1)))
        if index == last and scenario.farewell:
            said = Content.assemble((_("At the door"), "bold $text-accent"), *_said(scenario, None, scenario.farewell))
            rows.append(Row(said, where.get(("farewell",), 1)))
    if scenario.spoken:
        silent = scenario.silent
        lines = [*_said(scenario, None, silent.winds_down), *_when(_("later"), silent.nods)]
        # Read last and written anywhere, or nowhere: it is no place that the cursor can be followed to.
        rows.append(Row(Content.assemble((_("On the silent level"), "bold $text-accent"), *lines), 0))
    return rows


def _step(scenario: Scenario, index: int, step: Step) -> Content:
    given = f"  {clock(step.seconds)}" if step.seconds else ""
    parts: list[str | tuple[str, str]] = [
        (f"{index + 1}  {printable(translated(step.name))}", "bold $text-accent"),
        (f"  {step.move}{given}", MUTED),
    ]
    if step.move == "email":
        parts += [(f"\n{printable(line)}", "italic") for line in step.says]
    else:
        parts += _said(scenario, index, step.says)
    parts += _when(_("a hint"), (step.hint,) if step.hint else ())
    for reply in step.answers:
        asked = [_topic(reply.topic)] if reply.topic else []
        asked += [in_quotes(cue) for cue in reply.cues]
        parts += _when(_("asked about {topics}").format(topics=_(" or ").join(asked)), reply.says)
    parts += _when(_("asked about anything else"), step.fallback)
    parts += _when(_("when the time is over"), (step.nudge,) if step.nudge else ())
    for key, words, again in REACTIONS:
        lines: Sequence[str] = getattr(step.reaction, key)
        parts += _when(words, lines[:1])
        for line in lines[1:]:
            parts += _when(again, (line,))
    have = [level for level in SAMPLE_LEVELS if step.sample(level)]
    if have:
        parts.append(("\n" + _("samples: {levels}").format(levels=", ".join(have)), MUTED))
    return Content.assemble(*parts)


def _topic(topic: str) -> str:
    """As the file has it; in another language than that of the file, what it is about."""
    return topic.replace("_", " ") if language() == "en" else translated(TOPICS.get(topic, topic))


def _said(scenario: Scenario, step: int | None, lines: Sequence[str]) -> list[str | tuple[str, str]]:
    name = printable(scenario.interviewer_of(step).name)
    return [part for line in lines for part in ((f"\n{name}: ", "bold"), printable(line.strip()))]


def _when(when: str, lines: Sequence[str]) -> Iterator[str | tuple[str, str]]:
    for number, line in enumerate(lines):
        yield (f"\n  {'' if number else f'{printable(when)}: '}", MUTED)
        yield printable(line.strip())
