"""Whatever a file holds, it is a scenario that plays or a list of problems, each told at a place in it.

CLOSER_FUZZ=2000 tries so many examples of each kind, found by chance, instead of the same few at each run."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st
from tests.conftest import calls_of
from tests.scenario.fuzz.hostile import GOOD, HEAD, KINDS, STEP
from tests.scenario.fuzz.mutations import CUES, VALUES, damaged, pieces
from tests.scenario.fuzz.promises import ANSWER, assert_located, keep_promises

from closer_tui.scenario.checking import check_file
from closer_tui.scenario.library import bundled_folder
from closer_tui.scenario.load import MOST_BYTES, read_file
from closer_tui.scenario.model import OwnCriterion
from closer_tui.scoring.cues import CueError, compile_cue, judge_own
from closer_tui.scoring.text import printable

MORE = int(os.environ.get("CLOSER_FUZZ", "0"))
BUNDLED = sorted(bundled_folder().glob("*.toml"))
TEXTS = st.text(st.characters(), max_size=60)


def examples(few: int) -> settings:
    """The same few examples at each run of the suite, or as many others as the environment asks for."""
    return settings(
        max_examples=MORE or few,
        derandomize=not MORE,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )


@examples(150)
@given(st.binary(max_size=300))
def test_any_bytes_in_a_file_are_told_about(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any.toml"
    path.write_bytes(data)
    reading = read_file(path)
    assert reading.scenario is None and any(each.severity == "error" for each in reading.diagnostics)


@examples(100)
@given(st.integers(0, len(GOOD.encode())), st.binary(max_size=6))
def test_any_bytes_within_a_scenario_are_told_about(
    tmp_path_factory: pytest.TempPathFactory, at: int, data: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.toml"
    written = GOOD.encode()[:at] + data + GOOD.encode()[at:]
    path.write_bytes(written)
    reading = read_file(path)
    assert (reading.scenario is None) == any(each.severity == "error" for each in reading.diagnostics)
    for found in reading.diagnostics:
        lines = written.split(b"\n")
        assert 0 <= found.line <= len(lines)
        assert found.column <= len(lines[found.line - 1].decode(errors="replace")) + 1


@examples(200)
@given(st.text(st.characters(), max_size=200) | st.text(st.sampled_from("\"'[]{}=.,#\\\n\r\t ab1-_:T"), max_size=60))
def test_any_text_is_told_about(text: str) -> None:
    assert keep_promises(text).scenario is None


@examples(300)
@given(st.integers(0, 2**64))
def test_a_damaged_scenario_plays_or_is_told_about(seed: int) -> None:
    random = Random(seed)
    source = GOOD if random.random() < 0.9 else random.choice(BUNDLED).read_text(encoding="utf-8")
    reading = keep_promises(damaged(source, random))
    event("plays" if reading.scenario else reading.diagnostics[0].code)


@examples(150)
@given(st.lists(st.sampled_from(pieces(GOOD)) | st.sampled_from(VALUES[:40]), max_size=40))
def test_any_order_of_the_words_of_a_scenario_is_told_about(words: list[str]) -> None:
    keep_promises("".join(words))
    keep_promises(f"{GOOD}\n{' '.join(words)}")


@examples(200)
@given(st.integers(0, 2**64))
def test_values_are_found_where_they_are_written(seed: int) -> None:
    text = damaged(GOOD, Random(seed), 2)
    try:
        table = tomllib.loads(text)
    except (ValueError, RecursionError):
        return
    assert_located(text, table)


FOUND = {
    "a text opened on a later line of its statement": 'a = ["b", """c\na = ["b", """c\nd""", \'\'\'e\'\'\'\']\n',
    "keys written twice above many other faults": "a = 1\na = 2\nb = 1\nb = 2\n" + "x = word\n" * 19,
    "spaces after a backslash at a line's end": 'titel = """a\\  \nb"""\n' + GOOD,
    "a cue without words": GOOD.replace('"start on *"', '"*"'),
    "a line end in a quoted key": '"a\\nb" = 1\n"\\u2028" = 1\n' + GOOD,
}


@pytest.mark.parametrize("text", FOUND.values(), ids=FOUND)
def test_what_fuzzers_found_stays_mended(text: str) -> None:
    keep_promises(text)


# --- cues ------------------------------------------------------------------------------------------------------


def refused(cue: str) -> str:
    """What is told of a cue that makes no sense, or nothing."""
    try:
        compile_cue(cue)
    except CueError as error:
        return f"{error.what} {error.help}"
    return ""


CUE = st.lists(
    TEXTS
    | st.sampled_from(["*", "a|b", "c?", "<number>", "<date>", "<name>", "<technology>", "start", "don't", "C++"]),
    max_size=8,
).map(" ".join)


@examples(300)
@given(CUE, CUE, st.text(st.sampled_from("ab cstart.,;'\n73<>|*?é\u0301\u200d👩"), max_size=60))
def test_any_cue_is_understood_or_told_about(cue: str, blocker: str, answer: str) -> None:
    for each in (cue, blocker):
        if told := refused(each):
            assert told == printable(told)
            return
    criterion = OwnCriterion("x", "X", "Do.", (cue,), (blocker,))
    for text in (answer, ANSWER, cue, f"{blocker} {cue}"):
        for language in ("en", "de", "tlh"):
            (verdict,) = judge_own((criterion,), text, language, ("Anna",))
            assert all(0 <= span.start < span.end <= len(text) for span in verdict.evidence)


@examples(150)
@given(st.lists(CUE | st.sampled_from(CUES).map(lambda each: each.strip('"')), min_size=1, max_size=4), st.booleans())
def test_any_cues_in_a_scenario_play_or_are_told_about(cues: list[str], blocking: bool) -> None:
    written = f"[{', '.join(_quoted(cue) for cue in cues)}]"
    criterion = '[[step.criterion]]\nname = "any"\ntitle = "T"\nadvice = "A"\n'
    listed = f'cues = ["start"]\nblockers = {written}\n' if blocking else f"cues = {written}\n"
    sample = '[[step.sample]]\nlevel = "strong"\ntext = "I start on 3 May"\nmeets = ["any"]\n'
    answer = f'[[step.answer]]\nsays = "So."\ncues = {written}\n'
    keep_promises(HEAD + STEP + criterion + listed + sample + answer)


def _quoted(text: str) -> str:
    return '"' + "".join(f"\\U{ord(char):08x}" for char in text if not 0xD800 <= ord(char) < 0xE000) + '"'


# --- large files -----------------------------------------------------------------------------------------------

LARGE = 40_000
MOST_CALLS = 60
"""Of functions, for each character of a file; the costliest kind needs 30."""


@pytest.mark.parametrize("kind", KINDS)
def test_the_work_grows_with_a_hostile_file_and_no_faster(kind: str) -> None:
    """What takes work by the square of the size takes four times as much of it for each character here. The benchmark
    of limits measures the time, of files of the largest size."""
    quarter, whole = KINDS[kind](LARGE // 4), KINDS[kind](LARGE)
    assert len(whole) > LARGE // 2
    few, many = calls_of(keep_promises, quarter), calls_of(keep_promises, whole)
    assert many / len(whole) <= 1.5 * few / len(quarter)
    assert many <= MOST_CALLS * len(whole)


@pytest.mark.parametrize("kind", KINDS)
def test_hostile_files_are_as_large_as_they_may_be(kind: str) -> None:
    size = len(KINDS[kind](MOST_BYTES - 3000).encode())
    assert size > MOST_BYTES * 0.8


def test_a_file_of_a_megabyte_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "large.toml"
    path.write_bytes(GOOD.encode() + b"#" * 1_000_000)
    assert [each.code for each in read_file(path).diagnostics] == ["S004"]
    assert [each.code for each in check_file(path)[1].diagnostics] == ["S004"]
