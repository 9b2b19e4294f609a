"""`closer check`: everything that is wrong with a scenario, for its author."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from closer_tui.commands.ending import BAD_INPUT, FINE, complain_of
from closer_tui.diagnostics import DiagnosticError
from closer_tui.report_words import one_line
from closer_tui.scenario.lint import check_samples
from closer_tui.scenario.load import load_file
from closer_tui.scoring.lazy import standard_scorer


def check(files: Sequence[str]) -> int:
    """Tell every problem of the scenarios in `files`, and score their samples. Returns the exit status: 1
    where one of them can't be played or a sample is not scored as its author says."""
    status = FINE
    scorer = standard_scorer()  # loaded with the first sample that there is to score
    for name in files:
        try:
            scenario = load_file(Path(name))
        except DiagnosticError as error:
            complain_of(error.diagnostics)
            status = BAD_INPUT
            continue
        found = check_samples(scenario, scorer)
        complain_of(found)
        if any(diagnostic.severity == "error" for diagnostic in found):
            status = BAD_INPUT
        elif not found:
            samples = sum(len(step.samples) for step in scenario.steps)
            print(one_line(f"{name}: fine, {len(scenario.steps)} steps, {samples} samples scored as they say."))
    return status
