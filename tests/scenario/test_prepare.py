"""A real interview made ready: questions that only an insider can answer, and a scenario that plays at once."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from tests.hostile.words import KINDS, STEER

from closer_tui.scenario.advert.answers import subjects
from closer_tui.scenario.checking import check_scenario
from closer_tui.scenario.load import load_text
from closer_tui.scenario.prepare import MOST_ASKED, Person, lines, prepare, questions
from closer_tui.scenario.prepared import ASKED_FOR, people_of, prepared_scenario
from closer_tui.scenario.template import Wishes, clean
from closer_tui.scoring.cues import judge_own
from closer_tui.scoring.rubric import TOPICS
from closer_tui.scoring.verdict import Scorer

ADVERTS = Path(__file__).with_name("adverts")
FINTECH = (ADVERTS / "fintech.txt").read_text(encoding="utf-8")
HOSTILE = (ADVERTS / "hostile.txt").read_bytes().decode(errors="replace")
PANEL = (Person("Ines Cardoso", "Team lead"), Person("Tom Webb", "CTO"), Person("Ana"))
FILLED = {
    "technology": "Kafka", "other": "PostgreSQL", "team": "Settlement", "role": "backend engineer",
    "company": "Larkspur Pay", "duty": "Design and run services in Go that settle card payments every night",
    "change": "Move our ledger from a monolith in PHP to event-driven services on Kafka",
}  # fmt: skip


@pytest.fixture(scope="module")
def scorer() -> Scorer:
    from closer_tui.scoring.scorer import load_scorer

    return load_scorer()


def text_of(pasted: str, scorer: Scorer | None, wishes: Wishes | None = None, role: str = "Backend engineer") -> str:
    preparation = prepare(role, "Larkspur Pay", pasted)
    return prepared_scenario(preparation, wishes or Wishes(), PANEL, "Tuesday at ten", "mine", scorer)


# --- the questions ---------------------------------------------------------------------------------------


def test_there_are_questions_for_every_topic_that_is_worth_one() -> None:
    assert set(questions()) == set(TOPICS) - {"pay_perks", "basics", "other"}
    assert all(len(asked) >= 2 for asked in questions().values())


def test_every_question_is_one_that_only_an_insider_can_answer(scorer: Scorer) -> None:
    asked = [text for topic, each in questions().items() if topic != "next_steps" for text, _ in each]
    for text in [*asked, *(subject.instead for subject in subjects())]:
        verdicts = scorer.judge(text.format(**FILLED), "spoken").by_name()
        outcomes = [verdicts[name].outcome for name in ("asks", "insightful", "turn_off")]
        assert outcomes == ["met", "met", "not_met"], text


def test_questions_name_what_the_advert_asks_for_and_those_come_first() -> None:
    found = {each.topic: each for each in prepare("Backend engineer", "Larkspur Pay", FINTECH).topics}
    assert "would you choose Go once more" in found["practice"].ask[0]
    assert "“Move our ledger from a monolith in PHP to event-driven services on Kafka”" in found["challenges"].ask[0]
    assert any("the Settlement team" in text for text in found["team"].ask)
    assert all(len(each.ask) <= MOST_ASKED for each in found.values())


def test_what_the_advert_answers_is_quoted_with_what_to_ask_instead() -> None:
    told = "\n".join(lines(prepare("Backend engineer", "Larkspur Pay", FINTECH)))
    assert "! The advert says: “£60,000 to £72,000” – do not ask what it pays; ask instead: " in told
    assert "What are the next steps" not in told  # it says how they hire


def test_what_the_advert_leaves_open_is_told_as_that() -> None:
    told = "\n".join(lines(prepare("Consultant", "Orrery", (ADVERTS / "traps.txt").read_text(encoding="utf-8"))))
    assert "! The advert leaves open when you would start: “A start date has not been fixed.”" in told


def test_without_an_advert_there_are_questions_and_nothing_is_filled_in_from_nowhere() -> None:
    preparation = prepare("Backend engineer", "Lark", "")
    told = "\n".join(lines(preparation))
    assert "There was no advert" in told and "{" not in told and "! " not in told
    assert len([line for line in told.split("\n") if line.startswith("- ")]) > 15


def test_pay_and_public_facts_are_never_suggested() -> None:
    for path in ADVERTS.glob("*.txt"):
        topics = prepare("a", "b", path.read_bytes().decode(errors="replace")).topics
        assert not any(each.ask for each in topics if each.topic in ("pay_perks", "basics"))


@pytest.mark.parametrize(
    ("answer", "people"),
    [
        ("Ines Cardoso, Team lead; Tom Webb", (Person("Ines Cardoso", "Team lead"), Person("Tom Webb"))),
        ("Ines, Lead, Payments", (Person("Ines", "Lead, Payments"),)),
        (" ; ,x;\x1b\n", ()),
        ("", ()),
    ],
)
def test_people_are_named_with_their_titles(answer: str, people: tuple[Person, ...]) -> None:
    assert people_of(answer) == people


# --- the scenario ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", sorted(ADVERTS.glob("**/*.txt")), ids=lambda path: path.stem)
def test_nothing_is_to_be_said_against_the_scenario_of_an_advert(path: Path, scorer: Scorer) -> None:
    pasted = path.read_bytes().decode(errors="replace")
    assert check_scenario(text_of(pasted, scorer), "mine", "", scorer) == ()


@pytest.mark.parametrize("pasted", ["", FINTECH, HOSTILE], ids=["none", "fintech", "hostile"])
def test_in_another_language_every_step_is_judged_by_criteria_of_its_own(pasted: str, scorer: Scorer) -> None:
    text = text_of(pasted, scorer, Wishes(language="de"))
    assert check_scenario(text, "mine", "", scorer) == ()
    assert all(step.criteria for step in load_text(text, "mine").steps)


def test_each_of_a_panel_asks_in_a_step_and_the_scene_tells_the_facts() -> None:
    scenario = load_text(text_of(FINTECH, None), "mine")
    assert [scenario.interviewer_of(index).name for index in range(4)] == [
        "Ines Cardoso", "Tom Webb", "Ana", "Ines Cardoso",
    ]  # fmt: skip
    for told in ("Ines Cardoso (Team lead), Tom Webb (CTO) and Ana", "Tuesday at ten", "Go, PHP, Kafka and PostgreSQL"):
        assert told in scenario.scene
    assert "nightly job" not in scenario.source


def test_naming_what_is_asked_for_is_a_criterion_and_denying_it_is_not() -> None:
    step = load_text(text_of(FINTECH, None), "mine").steps[1]
    (criterion,) = step.criteria
    assert criterion.name == ASKED_FOR and not criterion.essential
    answers = ("I ran Kafka for three years.", "I have never used Kafka.", "I like tea.")
    assert [judge_own((criterion,), answer)[0].met for answer in answers] == [True, False, False]


def test_without_technologies_there_is_no_such_criterion() -> None:
    assert not any(step.criteria for step in load_text(text_of("We are nice people.", None), "mine").steps)


def test_an_interviewer_who_is_asked_what_the_advert_says_points_to_it() -> None:
    def reply(pasted: str) -> tuple[str, ...]:
        found = load_text(text_of(pasted, None), "mine").reply_to("pay_perks")
        assert found is not None
        return found.says

    assert "in our advert" in reply(FINTECH)[0] and "in our advert" not in reply("We are nice.")[0]


def test_the_questions_and_the_advert_stand_in_the_file_as_comments() -> None:
    comments = [line for line in text_of(FINTECH, None).split("\n") if line.startswith("# ")]
    assert "# - What are the next steps, and when do you expect to decide?" not in comments
    assert any(line.startswith("# ! The advert says: “£60,000 to £72,000”") for line in comments)
    assert "# 27 days of holiday plus bank holidays" in comments


@pytest.mark.parametrize("pasted", [*KINDS.values(), HOSTILE, HOSTILE * 900], ids=[*KINDS, "advert", "megabyte"])
def test_a_hostile_advert_gives_a_scenario_that_is_valid_and_harmless(pasted: str) -> None:
    text = text_of(pasted, None, role=clean(KINDS["code"]))
    assert STEER.search(text.replace("\n", "")) is None
    assert check_scenario(text, "mine", "") == ()
    scenario = load_text(text, "mine")
    assert scenario.company == "Larkspur Pay"
    assert [step.move for step in scenario.steps] == ["questions", "value", "interest", "email"]
    assert set(tomllib.loads(text)) <= {
        "format", "id", "title", "summary", "company", "role", "difficulty", "language", "scene", "farewell",
        "interviewer", "silent", "step",
    }  # fmt: skip


def test_words_that_would_change_a_score_stay_out_of_the_samples(scorer: Scorer) -> None:
    sour = "You'll say that you do not want this job, I guess, and use Kafka.\n\nDuties\n- I might take it, not sure"
    text = text_of(sour, scorer, role="I am not sure, I might")
    assert check_scenario(text, "mine", "", scorer) == ()
