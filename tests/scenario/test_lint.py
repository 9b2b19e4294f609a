"""Samples are held to what their author claims. The double of the scorer meets what the text names."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.conftest import HEAD

from closer_tui.scenario.lint import check_samples
from closer_tui.scenario.load import load_text
from closer_tui.scenario.model import Scenario
from closer_tui.scoring.judge import judge_answer
from closer_tui.scoring.verdict import Judgement, Kind, Scorer

SOURCE = f"""\
{HEAD}[[step]]
move = "value"
says = "Why you?"
[[step.criterion]]
name = "notice"
title = "Said when"
advice = "Say when."
cues = ["start on *"]
blockers = ["not sure"]
points = 3
[[step.sample]]
level = "strong"
text = "strength relevance evidence and I start on Monday"
meets = ["strength", "relevance", "evidence", "notice"]
misses = ["hedged"]
[[step.sample]]
level = "middling"
text = "strength hedged, not sure I start on Monday"
meets = ["strength", "hedged"]
misses = ["relevance", "notice"]
[[step.sample]]
level = "weak"
text = "nothing"
misses = ["strength", "relevance"]
[[step]]
move = "custom"
title = "More"
says = "More?"
[[step.criterion]]
name = "more"
title = "M"
advice = "A"
cues = ["more"]
[[step.sample]]
level = "strong"
text = "more"
meets = ["more"]
[[step]]
move = "email"
says = "At home."
[[step.sample]]
level = "strong"
text = "greeting thanks_time"
meets = ["greeting", "thanks_time"]
misses = ["pushy"]
"""


def scenario(old: str = "", new: str = "") -> Scenario:
    assert old in SOURCE
    return load_text(SOURCE.replace(old, new, 1), "t", "t.toml")


def test_samples_that_are_scored_as_claimed_are_fine(word_scorer: Scorer) -> None:
    assert check_samples(scenario(), word_scorer) == ()


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('meets = ["strength", "hedged"]', 'meets = ["strength", "evidence"]', "step[1].sample[2].meets[2]"),
        (
            'misses = ["strength", "relevance"]',
            'misses = ["strength"]\nmeets = ["notice"]',
            "step[1].sample[3].meets[1]",
        ),
        ("not sure I start", "I start", "step[1].sample[2].misses[2]"),
        ("greeting thanks_time", "greeting thanks_time pushy", "step[3].sample[1].misses[1]"),
    ],
)
def test_a_claim_that_the_score_does_not_bear_out_is_an_error(
    old: str, new: str, key: str, word_scorer: Scorer
) -> None:
    found = check_samples(scenario(old, new), word_scorer)
    assert [(d.code, d.severity, d.key) for d in found] == [("S060", "error", key)]
    assert all(d.line and d.path == "t.toml" and d.what and d.help for d in found)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('cues = ["start on *"]', 'cues = ["zebra", "giraffe"]', "No cue of it comes near."),
        ("and I start on Monday", "and I start my work on Monday or so", 'Its cue "start on *"'),
        ("and I start on Monday", "and I start. On Monday", 'Its cue "start on *"'),
        ("and I start on Monday", "not sure I start on Monday", "“not sure” takes it back"),
        ('cues = ["start on *"]', 'cues = ["start on *", "in may"]\nleast = 2', "2 different cues are needed."),
        (
            'cues = ["start on *"]',
            'cues = ["start on *", "begin on"]\nleast = 2',
            '"start on *" is found in "start on Monday"',
        ),
    ],
)
def test_of_an_own_criterion_it_is_told_which_cue_came_nearest(
    old: str, new: str, says: str, word_scorer: Scorer
) -> None:
    found = [d for d in check_samples(scenario(old, new), word_scorer) if "meets notice" in d.what]
    assert len(found) == 1 and says in found[0].help, found


def test_of_a_claim_that_a_cue_contradicts_the_words_are_told(word_scorer: Scorer) -> None:
    (found,) = check_samples(scenario("not sure I start", "I start"), word_scorer)
    assert '"start on *" is found in "start on Monday".' in found.help


def test_of_the_standard_rubric_the_reason_the_sureness_and_the_words_are_told(word_scorer: Scorer) -> None:
    (found,) = check_samples(scenario("greeting thanks_time", "greeting thanks_time pushy"), word_scorer)
    assert found.help.startswith('The scorer\'s reason: pushy was said. It is 90% sure, by the words "pushy".')


def test_a_better_sample_earns_no_less_than_a_worse_one(word_scorer: Scorer) -> None:
    same = scenario('text = "nothing"\nmisses = ["strength", "relevance"]', 'text = "strength relevance evidence"')
    codes = [(d.code, d.key) for d in check_samples(same, word_scorer)]
    assert codes == [("S061", "step[1].sample[2]")]  # middling 5 and weak 25; strong has 28
    equal = scenario(
        'text = "nothing"\nmisses = ["strength", "relevance"]', 'text = "strength relevance evidence. Start on it"'
    )
    codes = [(d.code, d.key) for d in check_samples(equal, word_scorer)]
    assert ("S061", "step[1].sample[1]") in codes  # equal is not enough for strong and weak


@pytest.mark.parametrize("wrong", [False, True])
def test_a_doubt_is_a_note_but_not_where_a_model_answer_is_rather_doubted(word_scorer: Scorer, wrong: bool) -> None:
    class Unsure:
        version = "unsure"

        def judge(self, text: str, kind: Kind) -> Judgement:
            judged = word_scorer.judge(text, kind)
            doubts = tuple(replace(v, outcome="not_sure", met=v.met != wrong) for v in judged.verdicts)
            return replace(judged, verdicts=doubts)

    found = check_samples(scenario(), Unsure())
    assert len([d for d in found if d.code in ("S060", "S062")]) == 12
    of_strong = {(d.code, d.severity) for d in found if "strong sample meets" in d.what}
    assert of_strong == {("S060", "error") if wrong else ("S062", "note")}
    others = {(d.code, d.severity) for d in found if "strong sample" not in d.what} - {("S061", "error")}
    assert others == {("S062", "note")}


# --- whole answers -----------------------------------------------------------------------------------------


def names(judgement: Judgement) -> set[str]:
    return {verdict.criterion for verdict in judgement.verdicts}


def test_an_answer_is_judged_by_the_rubric_and_the_steps_own_criteria(word_scorer: Scorer) -> None:
    judgement = judge_answer(word_scorer, scenario(), 0, "strength, I start on Monday", "spoken")
    assert {"asks", "strength", "interested", "notice"} < names(judgement) and "more" not in names(judgement)
    assert judgement.by_name()["notice"].met and judgement.scorer == word_scorer.version


def test_in_the_silent_room_every_own_criterion_of_a_spoken_step_counts(word_scorer: Scorer) -> None:
    judgement = judge_answer(word_scorer, scenario(), None, "I start on Monday, and more", "spoken")
    assert judgement.by_name()["notice"].met and judgement.by_name()["more"].met


def test_a_custom_step_is_judged_by_the_rubric_too(word_scorer: Scorer) -> None:
    judgement = judge_answer(word_scorer, scenario(), 1, "interested in more", "spoken")
    assert judgement.by_name()["interested"].met and judgement.by_name()["more"].met


def test_an_email_has_no_spoken_criteria(word_scorer: Scorer) -> None:
    judgement = judge_answer(word_scorer, scenario(), 2, "greeting", "email")
    assert "greeting" in names(judgement) and not {"asks", "notice", "more"} & names(judgement)
