"""How the samples of a scenario came out: what each of them met, and where the scorer sees it otherwise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual.content import Content

from closer_tui.diagnostics import Diagnostic
from closer_tui.i18n import _, translated
from closer_tui.scenario.lint import points
from closer_tui.scenario.model import Sample, Scenario, Step
from closer_tui.scenario.positions import KeyPath
from closer_tui.scoring.judge import judge_answer
from closer_tui.scoring.text import printable
from closer_tui.scoring.verdict import Judgement, Kind, Scorer, Verdict
from closer_tui.ui.widgets.rows import MUTED, Row
from closer_tui.ui.widgets.scenario_box import COLORS, SIGNS


class Remembering:
    """A scorer that judges every text once: of a scenario that is edited, most samples stay as they are."""

    def __init__(self, scorer: Scorer) -> None:
        self._scorer = scorer
        self._known: dict[tuple[str, Kind], Judgement] = {}

    @property
    def version(self) -> str:
        return self._scorer.version

    def judge(self, text: str, kind: Kind) -> Judgement:
        known = self._known.get((text, kind))
        if known is None:
            known = self._known[text, kind] = self._scorer.judge(text, kind)
        return known


def sample_rows(
    scenario: Scenario, scorer: Scorer, where: Mapping[KeyPath, int], diagnostics: Sequence[Diagnostic]
) -> list[Row]:
    """A row for each sample, with what `diagnostics` say of it. Scores them: on a thread of its own."""
    rows = []
    for index, step in enumerate(scenario.steps):
        for number, sample in enumerate(step.samples):
            kind: Kind = "email" if step.move == "email" else "spoken"
            verdicts = judge_answer(scorer, scenario, index, sample.text, kind).by_name()
            at = f"step[{index + 1}].sample[{number + 1}]"
            told = [d for d in diagnostics if d.code.startswith("S06") and (d.key == at or d.key.startswith(f"{at}."))]
            content = _sample(f"{index + 1}  {printable(translated(step.name))}", step, sample, verdicts, told)
            rows.append(Row(content, where.get(("step", index, "sample", number), 1)))
    return rows


def _sample(
    name: str, step: Step, sample: Sample, verdicts: Mapping[str, Verdict], told: Sequence[Diagnostic]
) -> Content:
    worst = next((each for each in told if each.severity == "error"), told[0] if told else None)
    sign = (SIGNS[worst.severity], f"bold ${COLORS[worst.severity]}") if worst else ("✓", "bold $text-success")
    most = sum(each.points for each in step.rubric if not each.flag)
    parts: list[str | tuple[str, str]] = [
        sign,
        (f" {sample.level}", "bold"),
        (", " + _("{n} of {most} points").format(n=points(step, verdicts), most=most) + "  ", MUTED),
        (name, "$text-accent"),
    ]
    groups: dict[str, list[str]] = {"met": [], "raised": [], "not met": [], "not sure": []}
    for criterion in step.rubric:
        verdict = verdicts.get(criterion.name)
        if verdict is None:
            continue
        if verdict.outcome == "not_sure":
            groups["not sure"].append(criterion.name)
        elif verdict.met:
            groups["raised" if criterion.flag else "met"].append(criterion.name)
        elif not criterion.flag:
            groups["not met"].append(criterion.name)
    labels = {"met": _("met"), "raised": _("raised"), "not met": _("not met"), "not sure": _("not sure")}
    for group, names in groups.items():
        if names:
            parts += [(f"\n  {labels[group]}: ", MUTED), ", ".join(map(printable, names))]
    for each in told:
        parts += [
            (f"\n  {SIGNS[each.severity]} {printable(each.what)}", f"${COLORS[each.severity]}"),
            (f"\n    → {printable(each.help)}", "$text-success"),
        ]
    return Content.assemble(*parts)
