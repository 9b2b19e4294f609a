"""`closer check`: everything that is wrong with a scenario, for its author."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from closer_tui.commands.ending import BAD_INPUT, FINE, complain_of
from closer_tui.commands.model import lazy
from closer_tui.report_words import one_line
from closer_tui.scenario.lint import check_samples
from closer_tui.scenario.load import read_file


def check(files: Sequence[str]) -> int:
    """Tell every problem of the scenarios in `files`, and score their samples. Returns the exit status: 1
    where one of them can't be played or a sample is not scored as its author says."""
    status = FINE
    scorer = lazy()  # loaded with the first sample that there is to score
    for name in files:
        reading = read_file(Path(name))
        found = reading.diagnostics
        if reading.scenario is not None:
            found += check_samples(reading.scenario, scorer)
        complain_of(found)
        if any(diagnostic.severity == "error" for diagnostic in found):
            status = BAD_INPUT
        elif reading.scenario is not None:
            steps = reading.scenario.steps
            samples = sum(len(step.samples) for step in steps)
            print(
                one_line(
                    f"{name}: can be played. {_count(len(steps), 'step')}, {_count(samples, 'sample')} scored as said."
                )
            )
    return status


def _count(number: int, what: str) -> str:
    return f"{number} {what}" + ("" if number == 1 else "s")
