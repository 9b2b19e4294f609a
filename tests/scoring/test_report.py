"""What a report promises: its points, whose words it quotes, and when it calls a close complete."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closer_tui.scenario.model import OwnCriterion, Scenario, Step
from closer_tui.scoring.report import Finding, Heard, Report, build_report, missing, report_move, result_of
from closer_tui.scoring.rubric import (
    BY_NAME,
    CRITERIA,
    EMAIL_NAMES,
    MOVES,
    SPOKEN_NAMES,
    Criterion,
    Move,
    of_move,
)
from closer_tui.scoring.text import word_spans
from closer_tui.scoring.verdict import Judgement, Outcome, Span, Verdict

ALL_GOOD = [criterion.name for criterion in CRITERIA if not criterion.flag]
FLAGS = [criterion.name for criterion in CRITERIA if criterion.flag]


def judged(text: str, names: tuple[str, ...], unsure: str = "") -> Judgement:
    """Every name that is a word of the text is met, every word of `unsure` is not sure."""
    words = {span.of(text): span for span in word_spans(text)}
    doubted = unsure.split()

    def verdict(name: str) -> Verdict:
        outcome: Outcome = "not_sure" if name in doubted else "met" if name in words else "not_met"
        evidence = (words[name],) if name in words else ()
        return Verdict(name, outcome, name in words, 0.9, evidence, f"{name}: {outcome}.")

    return Judgement(tuple(map(verdict, names)), (), "test-1")


def spoken(step: int | None, text: str, unsure: str = "", own: tuple[str, ...] = ()) -> Heard:
    return Heard(step, text, judged(text, SPOKEN_NAMES + own, unsure))


def written(text: str, unsure: str = "", step: int = 3) -> Heard:
    return Heard(step, text, judged(text, EMAIL_NAMES, unsure))


def full(*drop: str, add: str = "") -> list[Heard]:
    """A perfect close, but for what is dropped and added."""
    says = [" ".join(n for n in ALL_GOOD if BY_NAME[n].move == move and n not in drop) for move in MOVES]
    return [*(spoken(i, f"{text} {add}") for i, text in enumerate(says[:3])), written(f"{says[3]} {add}")]


def finding(report: Report, name: str) -> Finding:
    return next(each for each in report.findings() if each.criterion.name == name)


def of(report: Report, move: Move) -> int:
    return next(each.earned for each in report.moves if each.move == move)


@pytest.mark.parametrize("move", MOVES)
def test_every_move_is_worth_25(move: Move) -> None:
    assert sum(criterion.points for criterion in of_move(move) if not criterion.flag) == 25


def test_a_perfect_close_is_100_and_complete(scenario: Scenario) -> None:
    report = build_report(scenario, full())
    assert (report.completeness, report.at_most, report.complete) == (100, 100, True)
    assert [move.result for move in report.moves] == ["made"] * 4
    assert missing(report.findings()) == ()


@pytest.mark.parametrize("name", ALL_GOOD)
def test_a_criterion_not_met_costs_its_points_and_nothing_else(scenario: Scenario, name: str) -> None:
    report = build_report(scenario, full(name))
    assert report.completeness == 100 - BY_NAME[name].points
    assert report.complete is not BY_NAME[name].essential
    assert [each.criterion.name for each in report.findings() if not each.good] == [name]


@pytest.mark.parametrize("name", FLAGS)
def test_a_flag_takes_its_points_from_its_own_move_and_the_close_is_not_complete(scenario: Scenario, name: str) -> None:
    report = build_report(scenario, full(add=name))
    move = BY_NAME[name].move
    assert of(report, move) == 25 - BY_NAME[name].points
    assert all(of(report, other) == 25 for other in MOVES if other != move)
    assert not report.complete
    assert [each.criterion.name for each in missing(report.findings())] == [name]
    assert next(each.result for each in report.moves if each.move == move) == "half"


def test_a_flag_never_takes_more_than_its_move_has(scenario: Scenario) -> None:
    report = build_report(scenario, [spoken(0, "turn_off"), spoken(2, "interested")])
    assert of(report, "questions") == 0
    assert report.completeness == 18


def test_a_scenario_that_leaves_a_move_out_is_scaled_to_100(scenario: Scenario) -> None:
    short = replace(scenario, steps=scenario.steps[:2])
    assert [move.move for move in build_report(short, []).moves] == ["questions", "value"]
    assert build_report(short, full()[:2]).completeness == 100
    assert build_report(short, full()[:1]).completeness == 50
    assert build_report(short, full()[:2]).complete


def test_100_is_said_of_everything_only(scenario: Scenario) -> None:
    tiny = OwnCriterion("tiny", "Tiny", "Do it.", ("tiny",), points=1)
    large = OwnCriterion("large", "Large", "Do it.", ("large",), points=100_000)
    steps = (Step("custom", ("So?",), title="Own", criteria=(tiny, large)),)
    said = spoken(0, "large", own=("tiny", "large"))
    assert build_report(replace(scenario, steps=steps), [said]).completeness == 99


def test_criteria_of_the_scenarios_own_count_like_the_others(scenario: Scenario) -> None:
    notice = OwnCriterion("notice", "Said when you can start", "Say it.", ("start",), points=15, essential=True)
    late = OwnCriterion("late", "Came late", "Be early.", ("late",), points=4, flag=True)
    step = Step("custom", ("When?",), title="Notice", criteria=(notice, late))
    custom = replace(scenario, steps=(*scenario.steps[:2], step))
    said = [*full()[:2], spoken(2, "notice", own=("notice", "late"))]
    report = build_report(custom, said)
    assert (report.completeness, report.complete) == (100, True)
    assert (report.moves[2].title, report.moves[2].possible) == ("Notice", 15)
    assert not build_report(custom, said[:2]).complete
    raised = build_report(custom, [*said[:2], spoken(2, "notice late", own=("notice", "late"))])
    assert (raised.moves[2].earned, raised.complete) == (11, False)
    assert result_of(step, said[2].judgement or Judgement(())) == "made"


def test_a_criterion_of_ones_own_in_a_standard_step_is_part_of_its_move(scenario: Scenario) -> None:
    own = OwnCriterion("payroll", "Named payroll", "Name it.", ("payroll",), points=5)
    steps = (scenario.steps[0], replace(scenario.steps[1], criteria=(own,)))
    report = build_report(replace(scenario, steps=steps), [spoken(1, "payroll strength", own=("payroll",))])
    assert (report.moves[1].earned, report.moves[1].possible) == (15, 30)


def test_a_spoken_criterion_counts_wherever_it_was_said(scenario: Scenario) -> None:
    report = build_report(scenario, [spoken(0, "asks interested"), spoken(2, "strength")])
    interested = finding(report, "interested")
    assert interested.outcome == "met"
    assert [quote.answer for quote in interested.quotes] == [0]
    assert report.words(interested.quotes[0]) == "interested"
    assert report.words(finding(report, "strength").quotes[0]) == "strength"


def test_what_was_said_aloud_does_not_count_for_the_email_nor_the_other_way_round(scenario: Scenario) -> None:
    report = build_report(scenario, [spoken(0, "greeting", own=EMAIL_NAMES), written("interested greeting")])
    assert [quote.answer for quote in finding(report, "greeting").quotes] == [1]
    assert finding(report, "interested").outcome == "not_met"


def test_all_that_was_said_in_the_silent_room_counts(scenario: Scenario) -> None:
    report = build_report(scenario, [spoken(None, "asks insightful"), spoken(None, "interested")])
    assert of(report, "questions") == 20
    assert of(report, "interest") == 18


def test_a_question_in_each_of_two_answers_makes_several(scenario: Scenario) -> None:
    first, second = spoken(None, "asks one"), spoken(None, "then asks")
    second = replace(second, judgement=_asking(second.text, Span(0, 9)))
    several = finding(build_report(scenario, [first, second]), "several")
    assert several.outcome == "met"
    assert {quote.answer for quote in several.quotes} == {0, 1}
    assert finding(build_report(scenario, [first]), "several").outcome == "not_met"


def test_the_same_question_asked_again_is_no_second_one(scenario: Scenario) -> None:
    said = [spoken(None, "asks"), spoken(None, "asks")]
    assert finding(build_report(scenario, said), "several").outcome == "not_met"


def _asking(text: str, span: Span) -> Judgement:
    verdicts = judged(text, SPOKEN_NAMES).verdicts
    return Judgement(tuple(replace(v, evidence=(span,)) if v.criterion == "asks" else v for v in verdicts))


def test_not_sure_earns_nothing_and_at_most_shows_what_it_could(scenario: Scenario) -> None:
    heard = full()
    heard[2] = spoken(2, "interested reason", unsure="interested")
    report = build_report(scenario, heard)
    assert (report.completeness, report.at_most) == (82, 100)
    assert not report.complete
    assert finding(report, "interested").quotes


def test_a_flag_that_is_not_sure_costs_nothing(scenario: Scenario) -> None:
    report = build_report(scenario, [spoken(2, "interested", unsure="wavering")])
    assert report.completeness == report.at_most == 18


def test_a_sure_verdict_anywhere_settles_a_doubt_elsewhere(scenario: Scenario) -> None:
    said = [spoken(0, "interested", unsure="interested"), spoken(2, "interested")]
    interested = finding(build_report(scenario, said), "interested")
    assert (interested.outcome, [quote.answer for quote in interested.quotes]) == ("met", [1])


def test_where_nothing_is_met_the_reason_is_of_the_answer_to_the_step_itself(scenario: Scenario) -> None:
    own = replace(spoken(1, "x"), judgement=Judgement((Verdict("strength", "not_met", False, 0.9, (), "Own."),)))
    assert finding(build_report(scenario, [spoken(0, "asks"), own]), "strength").reason == "Own."


@pytest.mark.parametrize("name", [criterion.name for criterion in CRITERIA])
def test_the_candidates_own_word_overrules_the_scorer_and_is_marked(scenario: Scenario, name: str) -> None:
    for heard in (full(), []):
        for word in (True, False):
            report = build_report(scenario, heard, {name: word})
            overruled = finding(report, name)
            assert (overruled.outcome, overruled.overruled) == ("met" if word else "not_met", True)
            assert [each.criterion.name for each in report.findings() if each.overruled] == [name]


def test_overruling_moves_the_total(scenario: Scenario) -> None:
    assert build_report(scenario, full("interested"), {"interested": True}).completeness == 100
    assert build_report(scenario, full(), {"interested": False}).completeness == 82
    assert build_report(scenario, full(add="wavering"), {"wavering": False}).complete


def test_nothing_said_is_0_and_not_complete(scenario: Scenario) -> None:
    for heard in ([], [Heard(0, "words that nobody judged", None)]):
        report = build_report(scenario, heard)
        assert (report.completeness, report.at_most, report.complete) == (0, 0, False)
        assert all(move.result == "missed" for move in report.moves)
        assert finding(report, "asks").reason == "You said nothing here."


def test_a_scenario_with_nothing_essential_is_not_complete_for_nothing(scenario: Scenario) -> None:
    own = tuple(OwnCriterion(name, name, "Do it.", (name,)) for name in ("one", "two"))
    loose = replace(scenario, steps=(Step("custom", ("So?",), title="Own", criteria=own),))
    assert not build_report(loose, [spoken(0, "nothing", own=("one", "two"))]).complete
    assert not build_report(loose, [spoken(0, "one", own=("one", "two"))]).complete
    assert build_report(loose, [spoken(0, "one two", own=("one", "two"))]).complete


def test_one_text_is_reported_on_as_one_move() -> None:
    text = "greeting thanks_time pushy"
    move = report_move("email", text, judged(text, EMAIL_NAMES))
    assert (move.earned, move.possible, move.result) == (1, 25, "half")
    assert [quote.span.of(text) for each in move.findings for quote in each.quotes] == [
        "thanks_time",
        "greeting",
        "pushy",
    ]


def test_tips_depend_on_what_was_said_and_earn_nothing(scenario: Scenario) -> None:
    silent_on_time = build_report(scenario, [spoken(0, "asks")])
    assert any("what happens next" in tip for tip in silent_on_time.tips)
    polite = replace(spoken(0, "asks. Thank you!"), judgement=Judgement((), ("next_steps", "doubts"), "test-1"))
    tips = build_report(scenario, [polite]).tips
    assert not any("what happens next" in tip or "aloud" in tip for tip in tips)
    assert any("disagree" in tip for tip in tips)


NAMES = tuple(criterion.name for criterion in CRITERIA)
VERDICTS = st.dictionaries(st.sampled_from(NAMES), st.sampled_from(("met", "not_sure", "not_met")))


def _close(scenario: Scenario, outcomes: Mapping[str, Outcome]) -> Report:
    text = "some words"

    def verdicts(names: tuple[str, ...]) -> Judgement:
        made = [(name, outcomes.get(name, "not_met")) for name in names]
        return Judgement(tuple(Verdict(n, o, o == "met", 0.9, (Span(0, 4),) if o == "met" else ()) for n, o in made))

    return build_report(scenario, [Heard(0, text, verdicts(SPOKEN_NAMES)), Heard(3, text, verdicts(EMAIL_NAMES))])


_ORDER = {"not_met": 0, "not_sure": 1, "met": 2}


@given(VERDICTS, st.sampled_from(CRITERIA), st.sampled_from(("met", "not_sure", "not_met")))
def test_doing_better_never_scores_less(outcomes: dict[str, Outcome], criterion: Criterion, other: Outcome) -> None:
    scenario = _four_moves()
    changed = outcomes | {criterion.name: other}
    before, after = _close(scenario, outcomes), _close(scenario, changed)
    step = _ORDER[other] - _ORDER[outcomes.get(criterion.name, "not_met")]
    better = -step if criterion.flag else step
    low, high = (before, after) if better >= 0 else (after, before)
    assert low.completeness <= high.completeness
    assert low.at_most <= high.at_most
    assert low.complete <= high.complete
    assert 0 <= low.completeness <= low.at_most <= 100


def _four_moves() -> Scenario:
    from closer_tui.scenario.model import Interviewer

    steps = tuple(Step(move, ("?",)) for move in MOVES)
    return Scenario("s", "s", "S", "S.", "Acme", "Dev", "easy", Interviewer("Ann", "Boss"), steps)


@given(
    st.lists(st.tuples(st.sampled_from([0, 1, 2, 3, None]), st.lists(st.sampled_from(NAMES), max_size=8)), max_size=6)
)
def test_every_quote_lies_in_what_was_heard(answers: list[tuple[int | None, list[str]]]) -> None:
    heard = [written(" ".join(words)) if step == 3 else spoken(step, " ".join(words)) for step, words in answers]
    report = build_report(_four_moves(), heard)
    for each in report.findings():
        assert each.outcome != "met" or each.quotes
        for quote in each.quotes:
            assert 0 <= quote.span.start < quote.span.end <= len(report.heard[quote.answer].text)
            assert report.words(quote) in (each.criterion.name, "asks")
