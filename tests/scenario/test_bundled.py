"""The bundled scenarios are whole, differ from one another, and their samples are scored as they say."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator

import pytest

from closer_tui.scenario.library import bundled_folder
from closer_tui.scenario.lint import check_samples, points
from closer_tui.scenario.load import read_file
from closer_tui.scenario.model import SAMPLE_LEVELS, Scenario
from closer_tui.scoring.judge import judge_answer
from closer_tui.scoring.rubric import MOVES
from closer_tui.scoring.text import count_words
from closer_tui.scoring.verdict import Scorer

FILES = sorted(bundled_folder().glob("*.toml"))
GROUPS = ("First job", "Developer", "Operations and support", "Data and security", "Lead")
PHRASE = 5
"""Words that no two scenarios may have in the same order."""


@pytest.fixture(params=FILES, ids=[path.stem for path in FILES])
def scenario(request: pytest.FixtureRequest) -> Scenario:
    return read_file(request.param).unwrap()


@pytest.fixture(scope="module")
def everyone() -> list[Scenario]:
    return [read_file(path).unwrap() for path in FILES]


def test_nothing_is_wrong_with_them_and_nothing_is_doubtful() -> None:
    found = [each for path in FILES for each in read_file(path).diagnostics if each.severity != "note"]
    assert not found, "\n".join(map(str, found))


def test_there_are_twelve_in_english_and_one_in_german(everyone: list[Scenario]) -> None:
    assert Counter(each.language for each in everyone) == {"en": 12, "de": 1}


def test_every_kind_of_candidate_finds_two_or_three(everyone: list[Scenario]) -> None:
    groups = Counter(each.group for each in everyone)
    assert set(groups) == set(GROUPS) and set(groups.values()) <= {2, 3}


def test_there_is_one_of_every_difficulty(everyone: list[Scenario]) -> None:
    assert {each.difficulty for each in everyone} == {"easy", "medium", "hard"}


def test_one_of_them_is_a_panel_of_two_who_both_ask(everyone: list[Scenario]) -> None:
    panels = [each for each in everyone if any(step.interviewer for step in each.steps)]
    assert len(panels) == 1
    speakers = Counter(panels[0].interviewer_of(index).name for index in range(len(panels[0].steps)))
    assert len(speakers) == 2 and min(speakers.values()) >= 2


@pytest.mark.parametrize(
    "what",
    [
        lambda s: s.role,
        lambda s: s.company,
        lambda s: s.interviewer.name,
        lambda s: s.interviewer.temper,
        lambda s: s.id,
        lambda s: s.title,
    ],
)
def test_they_differ_in_job_company_and_temper(what: Callable[[Scenario], str], everyone: list[Scenario]) -> None:
    seen = [what(each) for each in everyone]
    assert all(seen) and len(set(seen)) == len(seen)


def _said(scenario: Scenario) -> Iterator[str]:
    """Whatever is told, said or written by the interviewers."""
    yield from (scenario.scene, *scenario.farewell, *scenario.silent.winds_down)
    for step in scenario.steps:
        yield from (*step.says, step.nudge, *step.fallback)
        yield from (line for reply in step.answers for line in reply.says)
        yield from (*step.reaction.made, *step.reaction.half, *step.reaction.missed)


def test_no_two_interviewers_say_the_same(everyone: list[Scenario]) -> None:
    where = defaultdict(set)
    for scenario in everyone:
        for line in _said(scenario):
            words = re.findall(r"[\w']+", line.casefold())
            for start in range(len(words) - PHRASE + 1):
                where[" ".join(words[start : start + PHRASE])].add(scenario.name)
    shared = {phrase: names for phrase, names in where.items() if len(names) > 1}
    assert not shared


def test_every_move_is_asked_for(scenario: Scenario) -> None:
    assert {step.move for step in scenario.steps} >= set(MOVES)
    assert scenario.id == scenario.name and scenario.scene and scenario.farewell and scenario.interviewer.email


def test_the_interviewer_has_something_to_say(scenario: Scenario) -> None:
    replies = [reply for step in scenario.steps for reply in step.answers]
    assert len({reply.topic or reply.cues for reply in replies}) >= 8
    assert scenario.fallback and len(scenario.silent.winds_down) >= 3 and scenario.silent.nods
    for step in scenario.steps:
        for lines in (step.reaction.made, step.reaction.half, step.reaction.missed):
            assert len(set(lines)) >= 2


def test_every_step_has_a_strong_a_middling_and_a_weak_sample_that_claim_all_that_matters(scenario: Scenario) -> None:
    for step in scenario.steps:
        assert {sample.level for sample in step.samples} == set(SAMPLE_LEVELS)
        essential = {each.name for each in step.rubric if each.essential}
        flags = {each.name for each in step.rubric if each.flag}
        for sample in step.samples:
            assert {*sample.meets, *sample.misses} >= essential | flags, (step.name, sample.level)
            if sample.level == "strong":
                assert set(sample.meets) >= essential and not flags & set(sample.meets)
            if sample.level == "weak":
                assert essential & set(sample.misses)


def test_a_strong_sample_is_short_enough_to_be_said(scenario: Scenario) -> None:
    for step in scenario.steps:
        strong = step.sample("strong")
        least, most = (60, 110) if step.move == "email" else (25, 72)
        assert strong is not None
        assert least <= count_words(strong.text) <= most, step.name


@pytest.fixture(scope="module")
def scorer() -> Scorer:
    from closer_tui.scoring.scorer import load_scorer

    return load_scorer()


def test_the_samples_are_scored_as_their_author_says(scenario: Scenario, scorer: Scorer) -> None:
    errors = [each for each in check_samples(scenario, scorer) if each.severity == "error"]
    assert not errors, "\n".join(map(str, errors))


# --- the German one: by its own criteria alone ------------------------------------------------------------------

GERMAN = {
    "questions": [
        ("Wo soll die IT in fünf Jahren stehen?", "fragt tiefgang"),
        ("Haben Sie irgendwelche Bedenken, was mich angeht?", "fragt tiefgang"),
        ("wie läuft das mit der rufbereitschaft und wer arbeitet mich ein", "fragt mehrere"),
        ("Warum hat denn seit drei Jahren niemand eine Sicherung zurückgespielt?", "fragt tiefgang"),
        ("Wie hoch ist das Gehalt? Und kann ich auch von zu Hause arbeiten?", "fragt mehrere nebensache"),
        ("Was genau machen die Stadtwerke eigentlich alles?", "fragt nebensache"),
        ("Nein danke, Sie haben alles sehr gut erklärt.", ""),
        ("Team, Erfolg, Messung, Freude, Herausforderung, Zukunft, erste sechs Monate", ""),
    ],
    "value": [
        (
            "In der Klinik habe ich das Wissen eines Kollegen, der in Rente ging, in einem halben Jahr dokumentiert, "
            "achtzig Seiten. Das würde ich mit Herrn Voss genauso machen.",
            "staerke bezug beleg",
        ),
        (
            "Ehrlich gesagt habe ich noch keine Leitstelle betreut. Dafür habe ich zwölf Jahre lang die Server einer "
            "Molkerei betrieben, rund um die Uhr.",
            "staerke beleg",
        ),
        ("Ich bin sehr motiviert, lerne schnell und passe gut in Ihr Team.", ""),
        ("Mit Leitstellen kenne ich mich leider gar nicht aus.", "kleingeredet"),
        ("Teamfähigkeit, Belastbarkeit, Linux, Backup, Sturm, Leitstelle, Mehrwert", ""),
    ],
    "interest": [
        ("Ich will die Stelle. Gerade weil die Schublade so tief ist.", "will grund"),
        ("Ja, ich hätte den Job wirklich gerne.", "will"),
        ("Ich bin nach wie vor sehr interessiert.", "will"),
        ("Wenn das Gehalt stimmt, würde ich gern bei Ihnen anfangen.", "schwankt"),
        ("Nein, ich glaube, das ist eher nicht das Richtige für mich.", "schwankt"),
        ("Es war ein sehr nettes Gespräch, vielen Dank.", ""),
        ("Stelle, Interesse, wollen, gern, Motivation, Schublade", ""),
    ],
    "email": [
        (
            "Lieber Herr Ohlsen,\nich danke Ihnen, dass Sie sich gestern so viel Zeit genommen haben und dass Sie mich "
            "trotz fehlender Ausbildung berücksichtigen. Ich bin weiterhin sehr interessiert.\nViele Grüße\nJana",
            "anrede dank_zeit dank_chance will_mail gruss",
        ),
        ("Guten Tag, ich bedanke mich für das freundliche Gespräch. Beste Grüße, A. Kern", "anrede dank_zeit gruss"),
        ("Ich erwarte Ihre Antwort umgehend. Das Gespräch war eine Zumutung.", "draengt"),
        ("Danke Gespräch Danke Chance Interesse Stelle Anrede", ""),
    ],
}


class _Unasked:
    """No scorer is asked about German."""

    version = "none"


@pytest.mark.parametrize(
    ("move", "said", "meets"), [(move, said, meets) for move, answers in GERMAN.items() for said, meets in answers]
)
def test_german_answers_of_others_are_judged_by_german_criteria(move: str, said: str, meets: str) -> None:
    scenario = read_file(bundled_folder() / "stadtwerke-admin.toml").unwrap()
    index = next(number for number, step in enumerate(scenario.steps) if step.move == move)
    kind = "email" if move == "email" else "spoken"
    verdicts = judge_answer(_Unasked(), scenario, index, said, kind).by_name()  # type: ignore[arg-type]
    assert {name for name, verdict in verdicts.items() if verdict.met} == set(meets.split())


def test_the_german_steps_are_worth_the_same_as_the_english_ones() -> None:
    scenario = read_file(bundled_folder() / "stadtwerke-admin.toml").unwrap()
    assert [sum(each.points for each in step.rubric if not each.flag) for step in scenario.steps] == [25] * 4
    for index, step in enumerate(scenario.steps):
        strong = step.sample("strong")
        assert strong is not None
        kind = "email" if step.move == "email" else "spoken"
        verdicts = judge_answer(_Unasked(), scenario, index, strong.text, kind).by_name()  # type: ignore[arg-type]
        assert points(step, verdicts) == 25
