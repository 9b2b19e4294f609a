"""What plays and is probably not meant so: told where it is so, and not told where it is not."""

from __future__ import annotations

import pytest
from tests.scenario.conftest import GERMAN, GOOD, line_of

from closer_tui.diagnostics import Diagnostic
from closer_tui.scenario.checking import check_scenario
from closer_tui.scenario.cue_trials import always_blocked, meaning
from closer_tui.scenario.remarks import BREATH, COMMON_TOPICS

CUES = 'cues = ["start on *", "two|four weeks"]\nblockers = ["not sure"]'
EMAIL = 'move = "email"\nsays = ["At home."]\n'
REPLY = '\n[[step.answer]]\n{}\nsays = ["Yes."]\n'


def told(code: str, *changes: tuple[str, str]) -> list[Diagnostic]:
    text = GOOD
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    found = check_scenario(text, "small", "small.toml")
    assert not [each for each in found if each.severity == "error"], found
    assert all(each.line and each.end_line and each.what.endswith(".") and each.help.endswith(".") for each in found)
    return [each for each in found if each.code == code]


def line(part: str, *changes: tuple[str, str]) -> int:
    text = GOOD
    for old, new in changes:
        text = text.replace(old, new, 1)
    return line_of(text, part)


# --- cues and their blockers -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cue", "blockers", "by"),
    [
        ("am sure", ("sure",), "sure"),
        ("am sure", ("unsure", "am"), "am"),
        ("start on *", ("on",), "on"),
        ("start * Monday", ("Monday",), "Monday"),
        ("sure|certain", ("sure", "certain"), "sure"),
        ("am really? sure", ("sure",), "sure"),
        ("<number> weeks", ("<number>",), "<number>"),
        ("started", ("starting",), "starting"),
    ],
)
def test_a_cue_that_is_always_taken_back_is_known(cue: str, blockers: tuple[str, ...], by: str) -> None:
    assert always_blocked(cue, blockers, "en", ()) == by


@pytest.mark.parametrize(
    ("cue", "blockers"),
    [
        ("am sure", ("not sure",)),
        ("am sure", ()),
        ("sure|certain", ("sure",)),
        ("start * on", ("start on",)),
        ("am really? sure", ("really",)),
        ("<number> weeks", ("two",)),
        ("a|b|c|d|e a|b|c|d|e a|b|c|d|e", ("a|b|c|d|e",)),  # of too many readings nothing is claimed
    ],
)
def test_a_cue_that_may_count_is_not_called_blocked(cue: str, blockers: tuple[str, ...]) -> None:
    assert always_blocked(cue, blockers, "en", ()) == ""


def test_a_criterion_that_its_own_blockers_make_impossible_is_told_at_the_blockers() -> None:
    change = (CUES, 'cues = ["start on *", "two|four weeks"]\nblockers = ["start", "week"]')
    (found,) = told("S054", change)
    assert (found.severity, found.line, found.column) == ("warning", line("blockers =", change), 12)
    assert "notice can never be met" in found.what and "no close of this scenario is ever complete" in found.what
    (found,) = told("S054", change, ("essential = true", "flag = true"))
    assert "notice can never be raised" in found.what


def test_one_cue_of_several_that_is_always_taken_back_is_told_at_the_cue() -> None:
    change = (CUES, 'cues = ["start on *", "two|four weeks"]\nblockers = ["week"]')
    (found,) = told("S054", change)
    assert (found.line, found.column, found.end_column) == (line("cues =", change), 23, 39)
    assert '"week" takes it back' in found.what
    (found,) = told("S054", change, ("points = 5", "points = 5\nleast = 2"))
    assert "can never be met" in found.what  # both are needed, and one is left


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("start on *", "* starting on"),
        ("two|four weeks", "four|two week"),
        ("don't mind", "dont minds"),
        ("Café", "cafe"),
    ],
)
def test_cues_that_find_the_same_words_mean_the_same(one: str, other: str) -> None:
    assert meaning(one, "en") == meaning(other, "en")


@pytest.mark.parametrize(
    ("one", "other"), [("start on", "start * on"), ("two weeks", "two|four weeks"), ("am sure", "am really? sure")]
)
def test_cues_that_find_other_words_do_not(one: str, other: str) -> None:
    assert meaning(one, "en") != meaning(other, "en")


def test_two_criteria_with_the_same_cue_are_told_at_the_second() -> None:
    second = '[[step.criterion]]\nname = "late"\ntitle = "L"\nadvice = "A"\ncues = ["later", "starts on"]\n\n'
    sample = '[[step.sample]]\nlevel = "strong"\ntext = "In two weeks."'
    change = (sample, second + sample)
    (found,) = told("S058", change)
    assert (found.severity, found.line, found.column) == ("warning", line('"starts on"', change), 18)
    assert "of notice" in found.what


def test_a_cue_written_twice_in_one_criterion_is_told_once() -> None:
    (found,) = told("S058", (CUES, 'cues = ["start on *", "start on", "two weeks"]'))
    assert "of the same criterion" in found.what
    assert told("S058", (CUES, 'cues = ["start", "start", "two weeks"]'))


def test_two_replies_with_the_same_cue_are_told() -> None:
    replies = REPLY.format('cues = ["on call"]') + REPLY.format('cues = ["pager", "on call"]')
    (found,) = told("S058", ("[step.reaction]", replies + "\n[step.reaction]"))
    assert found.key == "step[1].answer[4].cues[2]" and "answer[3]" in found.what


def test_cues_that_no_sample_tries_are_noted_at_the_first_of_them() -> None:
    (found,) = told("S063")
    assert (found.severity, found.line, found.column) == ("note", line("cues ="), 9)
    assert '1 of the 2 cues of notice is found in a sample of this step; not tried: "start on *".' in found.what
    assert told("S063", ('text = "In two weeks."', 'text = "I start on Monday, in two weeks."')) == []


# --- samples and replies -----------------------------------------------------------------------------------


def test_a_sample_that_claims_nothing_is_told_at_its_text() -> None:
    change = ('text = "Hi Ann,"\nmeets = ["greeting"]', 'text = "Hi Ann,"')
    (found,) = told("S055", change)
    assert (found.severity, found.line) == ("warning", line('text = "Hi Ann,"'))
    assert "greeting" in found.help
    assert told("S055") == told("S055", ('meets = ["greeting"]', 'misses = ["pushy"]')) == []


def test_a_reply_in_an_email_step_is_one_that_nobody_can_ask_for() -> None:
    change = (EMAIL, EMAIL + REPLY.format('topic = "pay_perks"'))
    (found,) = told("S056", change)
    assert (found.severity, found.key) == ("warning", "step[3].answer[1]")
    assert told("S056") == []


def test_a_topic_is_of_no_use_where_the_scorer_does_not_read_the_language() -> None:
    text = GERMAN.replace("[[step.answer]]\n", '[[step.answer]]\ntopic = "team"\n')
    (found,) = check_scenario(text, "x", "x.toml")
    assert (found.code, found.severity, found.line, found.key) == (
        "S056", "warning", line_of(text, "topic ="), "step[1].answer[1].topic")  # fmt: skip
    assert check_scenario(GERMAN, "x", "x.toml") == ()


def test_a_second_fallback_is_never_said() -> None:
    custom = ('says = ["When could you start?"]', 'says = ["When could you start?"]\nfallback = "Ask Tom."')
    (found,) = told("S056", custom)
    assert (found.line, found.column) == (line('fallback = "Ask', custom), 1) and "step 1" in found.what


def test_common_questions_without_a_reply_are_noted_once() -> None:
    (found,) = told("S059")
    assert found.severity == "note" and "pay_perks, challenges, practice, direction or success" in found.what
    replies = "".join(REPLY.format(f'topic = "{topic}"') for topic in COMMON_TOPICS if topic != "team")
    assert told("S059", ("[step.reaction]", replies + "\n[step.reaction]")) == []


# --- lines -------------------------------------------------------------------------------------------------

LONG = " ".join(["word"] * (BREATH + 15))


@pytest.mark.parametrize(
    ("old", "key"),
    [
        ("Goodbye.", "farewell[1]"),
        ("That is all.", "silent.winds_down[1]"),
        ("Mm.", "silent.nods[1]"),
        ("Any questions?", "step[1].says[1]"),
        ("Nearly over.", "step[1].nudge[1]"),
        ("Good question.", "step[1].fallback[1]"),
        ("A budget.", "step[1].answer[2].says[1]"),
        ("Oh.", "step[1].reaction.missed[1]"),
    ],
)
def test_a_line_too_long_for_one_breath_is_told_with_its_seconds(old: str, key: str) -> None:
    (found,) = told("S057", (f'"{old}"', f'"Well. {LONG}, then. Fine."'))
    assert found.severity == "warning" and found.key.startswith(key.removesuffix("[1]"))
    assert f"{BREATH + 16} words, 24 seconds at 150 words a minute" in found.what


@pytest.mark.parametrize(
    "words",
    [
        " ".join(["word"] * BREATH),
        " ".join(["Four words are said."] * 40),
        " ".join(["Really?! Yes… “No.” Well:"] * 40),
        "はい。" * 100,
    ],
)
def test_a_line_of_many_sentences_is_not(words: str) -> None:
    assert told("S057", ('"Any questions?"', f'"{words}"')) == []


def test_what_is_read_and_not_said_may_be_long() -> None:
    assert told("S057", ('"At home."', f'"{LONG}"'), ('"A small room."', f'"{LONG}"')) == []
