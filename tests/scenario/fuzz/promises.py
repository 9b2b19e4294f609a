"""What is promised of any text that is read as a scenario. `keep_promises` checks all of it; the fuzzers call it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from typing import Any

from closer_tui.diagnostics import Diagnostic
from closer_tui.events import StepSkipped
from closer_tui.rehearsal import LEVELS, State, advance, start
from closer_tui.scenario.checking import examine
from closer_tui.scenario.codes import HEADLINES
from closer_tui.scenario.load import Reading, plain_lines, read_text
from closer_tui.scenario.model import Scenario
from closer_tui.scenario.positions import KeyPath, locate
from closer_tui.scoring.cues import judge_own
from closer_tui.scoring.text import printable

PATH = "any.toml"
ANSWER = "I could start in two or four weeks, but I'm not sure. Who is in the team? Anna uses C++ since 3 May."


def keep_promises(text: str) -> Reading:
    """Read and check the text; AssertionError where a promise is broken, whatever else is raised where it should not
    be. Gives what reading came to."""
    reading, checked = read_text(text, "any", PATH), examine(text, "any", PATH)
    assert (reading.scenario is None) == any(each.severity == "error" for each in reading.diagnostics)
    assert (checked.scenario is None) == (reading.scenario is None), "read and checked disagree"
    assert (checked.scenario is None) == any(each.severity == "error" for each in checked.diagnostics)
    lines = plain_lines(text).split("\n")
    for diagnostic in (*reading.diagnostics, *checked.diagnostics):
        assert_told_well(diagnostic)
        assert_inside(diagnostic, lines)
    places = [(each.line, each.column) for each in checked.diagnostics if each.code != "S099"]
    assert places == sorted(places)
    if reading.scenario is not None:
        assert_plays(reading.scenario)
    return reading


def assert_told_well(diagnostic: Diagnostic) -> None:
    """Anybody can read it, and no terminal is steered by it."""
    assert diagnostic.code in HEADLINES and diagnostic.path == PATH
    assert diagnostic.what and diagnostic.help, diagnostic
    for said in (diagnostic.what, diagnostic.help, diagnostic.key):
        assert said == printable(said) and len(said.splitlines()) <= 1 and "\t" not in said, diagnostic
        assert len(said) < 2000, diagnostic
        said.encode()


def assert_inside(diagnostic: Diagnostic, lines: list[str]) -> None:
    """Its place and the end of it are in the file; one past the last character of a line is in it too."""
    begin, end = (diagnostic.line, diagnostic.column), (diagnostic.end_line, diagnostic.end_column)
    assert begin == (0, 0) or _is_in(*begin, lines), diagnostic
    assert end == (0, 0) or (_is_in(*end, lines) and begin < end), diagnostic


def _is_in(line: int, column: int, lines: list[str]) -> bool:
    return 1 <= line <= len(lines) and 1 <= column <= len(lines[line - 1]) + 1


def assert_plays(scenario: Scenario) -> None:
    """A rehearsal of it begins on every level, says only what can be drawn, and comes to its end."""
    for level in LEVELS:
        state = start(scenario, level)
        assert state.expects in ("answer", "email") and state.turns
        if not state.in_room:
            state = _skipped_through(state)
        assert all(turn.text.strip() and turn.text == printable(turn.text) for turn in state.turns)
    for step in scenario.steps:
        for verdict in judge_own(step.criteria, ANSWER, scenario.language, scenario.names):
            assert all(0 <= span.start < span.end <= len(ANSWER) for span in verdict.evidence)


def _skipped_through(state: State) -> State:
    for _ in state.scenario.steps:
        state = advance(state, StepSkipped())
    assert state.phase == "finished"
    return state


# --- where things are ------------------------------------------------------------------------------------------


def assert_located(text: str, table: dict[str, Any]) -> int:
    """Each value that stands on its own in a text of valid TOML is what is written at the place that is told for it.
    Gives how many were looked at."""
    text = plain_lines(text)
    lines, values = text.split("\n"), dict(_values((), table))
    positions = locate(text, values)
    for path, value in values.items():
        line, column, end_line, end_column = positions.values[path]
        rows = lines[line - 1 : end_line]
        rows[-1] = rows[-1][: end_column - 1]
        rows[0] = rows[0][column - 1 :]
        written = "\n".join(rows)
        assert repr(tomllib.loads(f"x = {written}")["x"]) == repr(value), (path, written)
    return len(values)


def _values(at: KeyPath, value: Any) -> Iterator[tuple[KeyPath, Any]]:
    """Every value that is no table and no list of tables; these can be written in several places."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _values((*at, key), inner)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _values((*at, index), inner)
    else:
        yield at, value
