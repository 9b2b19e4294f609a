"""Everything that can be told of a scenario file: what is no TOML in it, what is no scenario, what is probably not
meant so, and which samples are not scored as said."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

from closer_tui.diagnostics import Diagnostic, DiagnosticError
from closer_tui.scenario.lint import score_samples
from closer_tui.scenario.load import MOST_BYTES, Reading, id_of, plain_lines, table_of, text_of, too_large
from closer_tui.scenario.reader import MOST_LISTED, Problem, Problems
from closer_tui.scenario.remarks import Sound, remark
from closer_tui.scenario.shape import read_scenario
from closer_tui.scoring.text import printable
from closer_tui.scoring.verdict import Scorer

if TYPE_CHECKING:
    from closer_tui.scenario.mend import Mended
    from closer_tui.scenario.positions import KeyPath


def check_scenario(source: str, name: str, path: str, scorer: Scorer | None = None) -> tuple[Diagnostic, ...]:
    """All problems of a scenario's text in the order of its lines, the whole-file ones first. `name` is what lists
    call it, `path` is for messages. With a scorer the samples are scored too, by far the longest part. Nothing is
    raised for whatever text; what one fault hides, or makes look wrong, is not told."""
    return examine(source, name, path, scorer).diagnostics


def check_file(path: Path, scorer: Scorer | None = None) -> tuple[str, Reading]:
    """Like `examine`, for a file, and with its text, which is empty where the file can't be read."""
    where = printable(str(path))
    try:
        text = plain_lines(text_of(path, where))
    except DiagnosticError as error:
        return "", Reading(None, error.diagnostics)
    return text, examine(text, path.name.removesuffix(".toml"), str(path), scorer)


def examine(source: str, name: str, path: str, scorer: Scorer | None = None) -> Reading:
    """Like `check_scenario`, and the scenario where it can be played."""
    where = printable(path)
    text = plain_lines(source)
    if len(text) > MOST_BYTES or len(text.encode(errors="replace")) > MOST_BYTES:
        return Reading(None, too_large(where).diagnostics)
    mended = None
    try:
        table = table_of(text, where)
    except DiagnosticError as error:
        from closer_tui.scenario.mend import mend

        mended = mend(text, where) if error.diagnostics[0].code == "S007" else None
        if mended is None or not mended.faults:
            return Reading(None, error.diagnostics)
        if mended.table is None:
            return Reading(None, mended.faults)
        text, table = mended.text, mended.table
    problems = Problems()
    scenario = read_scenario(table, problems, name=name, default_id=id_of(name), source=text, path=path)
    broken = any(problem.severity == "error" for problem in problems.found)
    if len(problems.found) <= MOST_LISTED:
        sound = _soundness(problems.found, mended)
        remark(scenario, problems, sound)
        if scorer is not None and (mended is None or mended.begins_well):
            score_samples(scenario, scorer, problems, sound)
    found = problems.diagnostics(text, where)
    if mended is None:
        return Reading(None if broken else scenario, found)
    kept = [*mended.faults, *(each for each in found if mended.tells(each))]
    return Reading(None, tuple(sorted(kept, key=lambda each: (each.line, each.column))))


def _soundness(found: Collection[Problem], mended: Mended | None) -> Sound:
    wrong = {problem.at for problem in found if problem.severity == "error" and problem.at}
    # An entry that was left out of a list: the others are not numbered as they are written.
    wrong |= {at[:-1] for at in wrong if isinstance(at[-1], int)}
    if mended is not None:
        wrong |= set(mended.doubtful())

    around = {at[:size] for at in wrong for size in range(len(at) + 1)}  # an error is in each of these

    def sound(*at: str | int) -> bool:
        path: KeyPath = at
        return path not in around and not any(path[:size] in wrong for size in range(len(path)))

    return sound
