"""Everything that is wrong in a file is told in one run, and nothing that is not, whatever else is broken."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.scenario.conftest import GOOD, line_of

from closer_tui.diagnostics import Diagnostic
from closer_tui.scenario import cue_trials
from closer_tui.scenario.checking import check_file, check_scenario
from closer_tui.scenario.library import bundled_folder
from closer_tui.scenario.load import MOST_BYTES
from closer_tui.scenario.mend import MOST_FAULTS
from closer_tui.scenario.model import OwnCriterion
from closer_tui.scenario.remarks import MOST_TRIALS
from closer_tui.scoring.cues import Findings, look_for
from closer_tui.scoring.lookup import Words
from closer_tui.scoring.verdict import Judgement, Kind, Scorer

HERE = Path(__file__).parent
FIFTEEN = HERE / "broken" / "fifteen.toml"
BUNDLED = sorted(bundled_folder().glob("*.toml"))


def check(text: str) -> tuple[Diagnostic, ...]:
    return check_scenario(text, "small", "small.toml")


def errors(text: str) -> list[tuple[str, int]]:
    return [(d.code, d.line) for d in check(text) if d.severity == "error"]


def spoilt(*changes: tuple[str, str]) -> str:
    text = GOOD
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return text


# --- many faults -------------------------------------------------------------------------------------------


def test_fifteen_faults_are_told_in_one_run_each_at_its_line_and_column() -> None:
    found = check_scenario(FIFTEEN.read_text(encoding="utf-8"), "fifteen", "fifteen.toml")
    assert [(d.line, d.column, d.end_column, d.code) for d in found if d.severity == "error"] == [
        (2, 1, 6, "S011"),
        (4, 11, 0, "S007"),
        (6, 14, 22, "S018"),
        (7, 25, 26, "S013"),
        (9, 1, 14, "S012"),
        (11, 9, 22, "S021"),
        (14, 8, 11, "S019"),
        (18, 38, 0, "S007"),
        (20, 1, 5, "S011"),
        (23, 9, 18, "S018"),
        (35, 10, 17, "S035"),
        (46, 23, 40, "S033"),
        (47, 10, 13, "S019"),
        (53, 10, 20, "S036"),
        (57, 27, 0, "S007"),
    ]
    assert [(d.line, d.code) for d in found if d.severity == "warning"] == [(28, "S057"), (58, "S050"), (62, "S055")]


def test_a_file_with_nothing_wrong_has_nothing_told() -> None:
    assert [d for d in check(GOOD) if d.severity != "note"] == []


@pytest.mark.parametrize("path", BUNDLED, ids=[path.stem for path in BUNDLED])
def test_the_bundled_scenarios_get_no_warning(path: Path) -> None:
    text, reading = check_file(path)
    assert text and reading.scenario is not None
    assert [str(d) for d in reading.diagnostics if d.severity != "note"] == []


def test_a_slip_in_a_needed_key_is_one_problem_and_not_two() -> None:
    text = spoilt(('title = "A small ending"', 'titel = "A small ending"'))
    assert errors(text) == [("S011", 2)]


# --- what is no TOML ---------------------------------------------------------------------------------------

BREAKS = [
    ('title = "A small ending"', "title = A small ending"),
    ('summary = "For tests."', 'summary = "For tests.'),
    ('company = "Acme"', 'company "Acme"'),
    ('scene = "A small room."', 'scene = """A small room.\nIn Leeds.'),
    ('says = ["Five of us."]', 'says = ["Five of us."'),
    ('says = ["A budget."]', 'says = ["A "small" budget."]'),
    ("[step.reaction]", "[step.reaction"),
    ('[[step.criterion]]\nname = "notice"', '[[step.criterion]\nname = "notice"'),
    ('name = "notice"', 'name = "notice'),
    ("points = 5", "points = five"),
    ('text = "In two weeks."', "text = '''In two weeks."),
    ('level = "strong"', "level = strong"),
    ('move = "questions"', "move = questions"),
    ("[interviewer]", "[interviewer"),
    ('title = "Manager"', 'title = "Manager"\ntitle = "Boss"'),
    ('nods = ["Mm."]', 'nods = ["Mm.",\n"Hm"'),
    ('hint = "Ask."', 'hint = "C:\\q"'),
    ('role = "Developer"', "role = "),
    ("volume = 0.9", "volume = 0,9"),
    ('[silent]\nwinds_down = ["That is all."]', '[silent]]\nwinds_down = ["That is all."]'),
]


@pytest.mark.parametrize(("old", "new"), BREAKS, ids=[new[:18] for _, new in BREAKS])
def test_one_slip_of_syntax_brings_one_error_at_its_line_and_no_other(old: str, new: str) -> None:
    text = spoilt((old, new))
    first = line_of(text, new)
    ((code, line),) = errors(text)
    assert code == "S007" and first <= line <= first + new.count("\n"), check(text)


@pytest.mark.parametrize("first", BREAKS[:-1:3], ids=[new[:18] for _, new in BREAKS[:-1:3]])
@pytest.mark.parametrize("second", BREAKS[1::3], ids=[new[:18] for _, new in BREAKS[1::3]])
def test_two_slips_of_syntax_bring_two_errors(first: tuple[str, str], second: tuple[str, str]) -> None:
    text = spoilt(first, second)
    assert [code for code, _ in errors(text)] == ["S007", "S007"], check(text)


@pytest.mark.parametrize(("old", "new"), BREAKS, ids=[new[:18] for _, new in BREAKS])
def test_what_else_is_wrong_in_a_file_with_a_slip_of_syntax_is_told_too(old: str, new: str) -> None:
    others = [('difficulty = "easy"', 'difficulty = "eazy"'), ("rate = 155", "rate = 5"), ("seconds = 60", "time = 60")]
    text = spoilt((old, new), *others)
    wanted = {("S018", line_of(text, "eazy")), ("S019", line_of(text, "rate = 5")), ("S011", line_of(text, "time ="))}
    assert wanted <= set(errors(text)), check(text)
    assert len(errors(text)) == 4


def test_a_list_of_tables_in_single_brackets_is_told_at_each() -> None:
    text = GOOD.replace("[[step]]", "[step]")
    assert errors(text) == [("S007", n) for n, line in enumerate(GOOD.split("\n"), 1) if line == "[[step]]"]


def test_a_table_written_twice_is_told_at_the_second_one() -> None:
    text = GOOD.replace("[silent]", '[interviewer]\nname = "Bo"\n[silent]')
    assert errors(text) == [("S007", line_of(text, '[interviewer]\nname = "Bo"'))]


@settings(deadline=None, max_examples=100)
@given(st.integers(0, len(GOOD)))
def test_a_file_cut_anywhere_has_no_fault_but_that_it_is_cut(size: int) -> None:
    text = GOOD[:size]
    last = text.count("\n") + 1
    found = [(code, line) for code, line in errors(text) if code == "S007"]
    if not found:  # it was cut between two statements: what it lacks is lacking
        return
    assert len(errors(text)) == 1, check(text)
    assert all(d.line <= last for d in check(text))


def test_a_scenario_of_the_bundled_ones_cut_in_the_middle_has_one_error() -> None:
    text = BUNDLED[0].read_text(encoding="utf-8")
    middle = text.index('"""', len(text) // 2) + 60
    found = check(text[:middle])
    assert [d.code for d in found if d.severity != "note"] == ["S007"]


def test_what_is_no_scenario_at_all_is_not_told_line_by_line() -> None:
    found = check("\n".join(f"key{n} = word word" for n in range(200)))
    assert [d.code for d in found] == ["S007"] * MOST_FAULTS + ["S099"]
    twice = check("format = 1\n" + "title = 'T'\n" * 9_000)
    assert [(d.code, d.line) for d in twice[:2]] == [("S007", 3), ("S007", 4)] and twice[-1].code == "S099"
    prose = check("It was a dark night.\nThe rain fell.\n\nNobody = knew why\nthe import failed.\n")
    assert [d.code for d in prose if d.line] == ["S007", "S007"]


@settings(deadline=None, max_examples=100)
@given(st.integers(0, len(GOOD) - 1), st.text(max_size=8))
def test_any_damage_is_told_and_survived(at: int, damage: str) -> None:
    text = GOOD[:at] + damage + GOOD[at + len(damage) :]
    lines = text.count("\n") + 1
    assert all(0 <= d.line <= lines and d.what and d.help and d.path == "small.toml" for d in check(text))


# --- remarks beside errors ---------------------------------------------------------------------------------


def test_what_an_error_makes_look_wrong_is_not_told() -> None:
    # The cue can't be understood: whether a sample tries the criterion's cues, nobody can say.
    text = spoilt(('"two|four weeks"', '"two||four weeks"'))
    assert [d.code for d in check(text) if d.code != "S059"] == ["S033"]


def test_samples_are_scored_where_a_scorer_is_given_and_their_step_is_sound(word_scorer: Scorer) -> None:
    text = spoilt(
        ('text = "Who is in the team?"', 'text = "asks"'), ('meets = ["greeting"]', 'meets = ["thanks_time"]')
    )
    assert "S060" not in [d.code for d in check(text)]
    found = check_scenario(text.replace("seconds = 60", "seconds = 1"), "small", "small.toml", word_scorer)
    assert [(d.code, d.line) for d in found if d.severity == "error"] == [
        ("S019", line_of(text, "seconds")),
        ("S060", line_of(text, 'meets = ["thanks_time"]')),
    ]


def test_nothing_is_scored_where_the_beginning_can_not_be_read() -> None:
    asked: list[tuple[str, Kind]] = []

    class Never:
        version = "never"

        def judge(self, text: str, kind: Kind) -> Judgement:
            asked.append((text, kind))
            return Judgement(())

    # The language may be among what can't be read.
    found = check_scenario(spoilt(('title = "A small ending"', "title = A")), "small", "small.toml", Never())
    assert asked == []
    assert [d.code for d in found if d.severity == "error"] == ["S007"]


def test_a_text_that_is_too_long_is_not_read() -> None:
    assert [d.code for d in check("#" * (MOST_BYTES + 1))] == ["S004"]
    assert [d.code for d in check("#" + "é" * (MOST_BYTES // 2))] == ["S004"]


def test_half_a_character_pair_as_an_editor_may_hold_it_is_survived() -> None:
    assert check(spoilt(("A small room.", "A \ud83d room.")))


# --- work --------------------------------------------------------------------------------------------------


def texts_tried(text: str, monkeypatch: pytest.MonkeyPatch) -> int:
    """How many texts are looked through for cues in checking it, by somebody who has checked nothing yet."""
    looked = 0

    def counted(criterion: OwnCriterion, words: Words) -> Findings:
        nonlocal looked
        looked += 1
        return look_for(criterion, words)

    for kept in (cue_trials.always_blocked, cue_trials.trials, cue_trials.found_in, cue_trials.meaning):
        kept.cache_clear()
    with monkeypatch.context() as patch:
        patch.setattr(cue_trials, "look_for", counted)
        check(text)
    return looked


def many(count: int, blocked: bool) -> str:
    """A scenario of so many cues, each of many readings, and as many blockers that are beside them or in them."""
    blocking = "*" if blocked else "* block{}"
    cues = ",".join(f'"a|b|c|d * e|f|g|h cue{n}"' for n in range(count))
    blockers = ",".join(f'"a|b|c|d {blocking.format(n)} e|f|g|h"' for n in range(count))
    return spoilt(('"start on *", "two|four weeks"', cues), ('"not sure"', blockers))


def test_blockers_of_other_words_than_the_cues_are_never_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    assert texts_tried(many(100, blocked=False), monkeypatch) == 0


def test_however_many_cues_and_blockers_there_are_only_so_many_texts_are_tried(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    few, more, most = (texts_tried(many(count, blocked=True), monkeypatch) for count in (10, 20, 100))
    assert 0 < few < more and most <= MOST_TRIALS


@pytest.mark.parametrize("broken", [False, True])
def test_no_cue_is_looked_for_anew_while_one_types_elsewhere(broken: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    path = max(BUNDLED, key=lambda each: each.read_text(encoding="utf-8").count("cues ="))
    text = path.read_text(encoding="utf-8")
    begin = 'title = "' if not broken else "title = "
    assert texts_tried(text, monkeypatch) > 0
    with monkeypatch.context() as patch:
        for name in ("look_for", "find_cue"):
            patch.setattr(cue_trials, name, lambda *_: pytest.fail("a cue is looked for again"))
        for typed in ("x", "xy", "xyz"):
            check(text.replace('title = "', f"{begin}{typed}", 1))
