"""Each way to break a good scenario is told with its code, its line and what to write instead."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.scenario.conftest import GOOD, line_of

from closer_tui.diagnostics import DiagnosticError
from closer_tui.scenario.codes import HEADLINES
from closer_tui.scenario.load import load_text, read_text

# What is replaced by what; the code, and the text at whose line it is told (None: the whole file is meant).
BROKEN: list[tuple[str, str, str, str | None]] = [
    ("format = 1", "format = 2", "S010", "format = 2"),
    ("format = 1", 'format = "1"', "S010", "format ="),
    ("format = 1\n", "", "S010", None),
    ('title = "A small ending"\n', "", "S012", None),
    ('title = "A small ending"', "title = 7", "S013", "title = 7"),
    ('title = "A small ending"', 'title = ""', "S014", 'title = ""'),
    ('title = "A small ending"', 'title = "  "', "S014", 'title = "  "'),
    ('title = "A small ending"', f'title = "{"long " * 70}"', "S015", "title = "),
    ('title = "A small ending"', 'title = "A\\nB"', "S016", "title = "),
    ('title = "A small ending"', 'title = "A\\u2028B"', "S016", "title = "),
    ('title = "A small ending"', 'title = "\\u001b[31m"', "S017", "title = "),
    ('title = "A small ending"', 'title = "A\\rB"', "S017", "title = "),
    ("A small room.", "A \u202e room.", "S017", "scene = "),
    ("A small room.", "A \\u0000 room.", "S017", "scene = "),
    ('role = "Developer"', 'role = "Developer"\nrole2 = 1', "S011", "role2"),
    ('role = "Developer"', 'roel = "Developer"', "S011", "roel"),
    ('"easy"', '"eazy"', "S018", "eazy"),
    ('role = "Developer"', 'role = "Developer"\nid = "Not An Id"', "S021", "id ="),
    ('farewell = ["Goodbye."]', "farewell = 1", "S013", "farewell ="),
    ('farewell = ["Goodbye."]', 'farewell = ["Goodbye.",\n  3]', "S013", "  3]"),
    ('farewell = ["Goodbye."]', 'farewell = ["Goodbye.",\n  ""]', "S014", '  ""]'),
    ('farewell = ["Goodbye."]', "farewell = [" + '"x",' * 101 + "]", "S020", "farewell ="),
    ('name = "Ann Bell"\n', "", "S012", "[interviewer]"),
    ("[interviewer]\n", "[interviwer]\n", "S011", "[interviwer]"),
    ("ann@acme.example", "ann at acme", "S021", "email ="),
    ("ann@acme.example", "ann@acme\\nBcc: x", "S016", "email ="),
    ('language = "en-GB"', 'language = "../../en"', "S021", "language ="),
    ('gender = "any"', 'gender = "neuter"', "S018", "gender ="),
    ("rate = 155", "rate = 5000", "S019", "rate ="),
    ("rate = 155", "rate = true", "S013", "rate ="),
    ("rate = 155", "rate = 155.5", "S013", "rate ="),
    ("volume = 0.9", "volume = nan", "S019", "volume ="),
    ("volume = 0.9", "volume = 2", "S019", "volume ="),
    ('nods = ["Mm."]', 'nod = ["Mm."]', "S011", "nod ="),
    ('move = "questions"', 'move = "question"', "S018", 'move = "question"'),
    ('move = "questions"\n', "", "S012", "[[step]]"),
    ('says = "Any questions?"', "says = []", "S014", "says = []"),
    ('says = "Any questions?"\n', "", "S012", "[[step]]"),
    ("seconds = 60", "seconds = 0", "S019", "seconds = 0"),
    ("seconds = 60", f"seconds = 0x{'f' * 50}", "S019", "seconds = "),
    ("seconds = 60", 'seconds = "60"', "S013", "seconds = "),
    ("seconds = 60", "seconds = 1979-05-27", "S013", "seconds = "),
    ('hint = "Ask."', 'hint = "Ask."\nhnit = "Ask."', "S011", "hnit"),
    ('topic = "team"', 'topic = "teams"', "S018", "teams"),
    ('topic = "growth"', 'topic = "team"', "S037", 'topic = "team"\nsays = ["A budget."]'),
    ('says = ["A budget."]\n', "", "S012", '[[step.answer]]\ntopic = "growth"'),
    ('made = ["Good."]', 'maed = ["Good."]', "S011", "maed"),
    ("[step.reaction]", "[[step.reaction]]", "S013", "[[step.reaction]]"),
    ('level = "strong"', 'level = "best"', "S018", "best"),
    ('meets = ["asks"]', 'meets = ["askes"]', "S035", '"askes"'),
    ('meets = ["asks"]', 'meets = ["notice"]', "S035", 'meets = ["notice"]'),
    ('meets = ["greeting"]', 'meets = ["pushey"]', "S035", "pushey"),
    ('misses = ["turn_off"]', 'misses = ["asks"]', "S036", 'misses = ["asks"]'),
    ('text = "Who is in the team?"\n', "", "S012", "[[step.sample]]"),
    ('title = "Say when"\n', "", "S012", '[[step]]\nmove = "custom"'),
    ('name = "notice"', 'name = "asks"', "S034", 'name = "asks"'),
    ('name = "notice"', 'name = "No Tice"', "S021", "No Tice"),
    ('cues = ["start on *", "two|four weeks"]\n', "", "S032", "[[step.criterion]]"),
    ('cues = ["start on *", "two|four weeks"]', "cues = []", "S032", "cues = []"),
    ('"two|four weeks"', '\n"two||four weeks"', "S033", '"two||four weeks"'),
    ('"two|four weeks"', "\n'\\bweeks\\b'", "S033", "'\\bweeks"),
    ('"two|four weeks"', '\n"week*"', "S033", '"week*"'),
    ('"two|four weeks"', '\n"* *"', "S033", '"* *"'),
    ('"not sure"', '"?!"', "S033", "blockers ="),
    ('"not sure"', '"a\\nb"', "S016", "blockers ="),
    ("points = 5", "points = -5", "S019", "points ="),
    ("points = 5", "points = 99999999999999999999", "S019", "points ="),
    ("essential = true", 'essential = "yes"', "S013", "essential ="),
    (GOOD[GOOD.index("[[step]]") :], "", "S030", None),
    (GOOD[GOOD.index("[[step]]") :], '[step]\nmove = "value"\n', "S013", "[step]"),
    (GOOD[GOOD.index("[[step]]") :], "step = [1]\n", "S011", "step = [1]"),
    (GOOD[GOOD.index("[[step]]") :], '[[step]]\nmove = "value"\nsays = "x"\n' * 41, "S020", "[[step]]"),
    ('title = "A small ending"', "title = A small ending", "S007", "title = A"),
    ('title = "A small ending"', 'title = "A "small" ending"', "S007", "title = "),
    ('title = "A small ending"', 'title = "A small ending"\ntitle = "B"', "S007", 'title = "B"'),
    ('title = "A small ending"', 'title = "A small ending', "S007", "title ="),
    ('title = "A small ending"', f"title = {'9' * 5000}", "S007", "title ="),
    ('title = "A small ending"', f"{'.'.join('abcdefghijklm')} = 1", "S008", "a.b.c"),
    ('title = "A small ending"', f"title = {'[' * 5000}", "S008", None),
]


@pytest.mark.parametrize(("good", "bad", "code", "at"), BROKEN, ids=[f"{b[2]}-{n}" for n, b in enumerate(BROKEN)])
def test_what_is_wrong_is_told_with_its_line_and_what_to_write(good: str, bad: str, code: str, at: str | None) -> None:
    assert good in GOOD
    text = GOOD.replace(good, bad, 1)
    with pytest.raises(DiagnosticError) as caught:
        load_text(text, "small", "small.toml")
    found = {diagnostic.code: diagnostic for diagnostic in caught.value.diagnostics if diagnostic.severity == "error"}
    assert code in found, caught.value
    diagnostic = found[code]
    assert diagnostic.code in HEADLINES and diagnostic.path == "small.toml"
    assert diagnostic.what.endswith((".", "!", "…")) and diagnostic.help.endswith((".", "?")), str(diagnostic)
    wanted = 0 if at is None else line_of(text, at)
    assert diagnostic.line == wanted, str(diagnostic)
    assert str(diagnostic).isprintable() or "\n" in str(diagnostic)
    assert "\x1b" not in str(diagnostic)


def test_every_kind_of_problem_has_a_test() -> None:
    folder = Path(__file__).parents[1]
    files = [*folder.glob("scenario/test_*.py"), *folder.glob("commands/test_*.py")]
    tests = "".join(path.read_text(encoding="utf-8") for path in files)
    assert [code for code in HEADLINES if f'"{code}"' not in tests] == []


@settings(deadline=None)
@given(st.sampled_from(sorted({b[0] for b in BROKEN if b[0]})), st.text(max_size=30))
def test_any_damage_to_a_good_file_is_survived(part: str, damage: str) -> None:
    reading = read_text(GOOD.replace(part, damage, 1), "x")
    assert (reading.scenario is None) == any(d.severity == "error" for d in reading.diagnostics)
