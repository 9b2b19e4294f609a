"""What an advert says is read out of it with its own sentence as evidence, whatever else is in it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.hostile.words import KINDS, STEER

from closer_tui.scenario.advert.answers import Answer, answers, subjects
from closer_tui.scenario.advert.facts import cue_of, facts_of
from closer_tui.scenario.advert.markup import is_markup, without_markup
from closer_tui.scenario.advert.text import LONGEST, Advert, harmless, read_advert
from closer_tui.scoring.cues import compile_cue, find_cue
from closer_tui.scoring.lookup import Words
from closer_tui.scoring.rubric import TOPICS

ADVERTS = Path(__file__).with_name("adverts")
SEEN = sorted(ADVERTS.glob("*.txt"))
LABELS: Mapping[str, Mapping[str, list[str]]] = tomllib.loads((ADVERTS / "labels.toml").read_text(encoding="utf-8"))
UNSEEN = ADVERTS / "unseen"


def advert(path: Path) -> Advert:
    return read_advert(path.read_bytes().decode(errors="replace"))


def told(text: str | Advert) -> dict[str, str]:
    """The sentences that answer something, by subject."""
    read = text if isinstance(text, Advert) else read_advert(text)
    return {each.subject.name: each.sentence.of(read.text) for each in answers(read) if each.told}


def compared(found: Mapping[str, str], labels: Mapping[str, list[str]]) -> tuple[set[str], set[str]]:
    """What was found wrongly (or with another sentence than one of those labelled), and what was missed."""
    right = {name for name, said in found.items() if any(part in said for part in labels.get(name, ()))}
    return set(found) - right, set(labels) - right


# --- the adverts -----------------------------------------------------------------------------------------


def test_every_advert_is_labelled_and_no_label_is_of_an_unknown_subject() -> None:
    assert len(SEEN) >= 12 and {path.stem for path in SEEN} == set(LABELS)
    unseen = tomllib.loads((UNSEEN / "labels.toml").read_text(encoding="utf-8"))
    assert len(unseen) == 6 and {path.stem for path in UNSEEN.glob("*.txt")} == set(unseen)
    known = {subject.name for subject in subjects()}
    assert {name for labels in (*LABELS.values(), *unseen.values()) for name in labels} == known


# What a first line says of a town, with nothing else to tell it by, is not found.
MISSED = {"qa": {"location"}}


@pytest.mark.parametrize("path", SEEN, ids=lambda path: path.stem)
def test_what_an_advert_answers_is_found_with_its_own_sentence_and_nothing_else(path: Path) -> None:
    wrong, missed = compared(told(advert(path)), LABELS[path.stem])
    assert (wrong, missed) == (set(), MISSED.get(path.stem, set()))


def test_on_the_adverts_kept_apart_nine_in_ten_answers_are_right_and_nine_in_ten_are_found() -> None:
    labels = tomllib.loads((UNSEEN / "labels.toml").read_text(encoding="utf-8"))
    right = wrong = missed = 0
    for name, wanted in labels.items():
        found = told(advert(UNSEEN / f"{name}.txt"))
        bad, lacking = compared(found, wanted)
        right, wrong, missed = right + len(found) - len(bad), wrong + len(bad), missed + len(lacking)
    assert right / (right + wrong) >= 0.9, (right, wrong, missed)
    assert right / (right + missed) >= 0.9, (right, wrong, missed)


@pytest.mark.parametrize("path", [*SEEN, *sorted(UNSEEN.glob("*.txt"))], ids=lambda path: path.stem)
def test_evidence_is_a_span_of_the_advert_within_one_block(path: Path) -> None:
    read = advert(path)
    for each in answers(read):
        block = read.block_at(each.words.start).span
        assert block.start <= each.sentence.start <= each.words.start < each.words.end <= each.sentence.end <= block.end
        assert each.sentence.of(read.text).strip() == each.sentence.of(read.text) != ""


# --- negation, and what is meant otherwise ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("There is no on-call.", "on_call"),
        ("No travel is required.", "travel"),
        ("Remote work is not possible.", "remote"),
        ("Eine Rufbereitschaft besteht nicht, und Sie arbeiten mit uns an der Software für die Stadt.", "on_call"),
        ("We don't do take-home tests.", "process"),
        ("£425 a day.", "salary"),
        ("Salary: 55.000 EUR", "salary"),
        ("You will report to the Head of IT.", "reports_to"),
    ],
)
def test_a_negation_is_an_answer_too(text: str, subject: str) -> None:
    assert subject in told(text)


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("We work in remote sensing.", "remote"),
        ("You will build software for remote teams.", "remote"),
        ("You will look after our hybrid cloud.", "remote"),
        ("£1,500 a year for courses.", "salary"),
        ("We raised $20 million last year.", "salary"),
        ("A team of ten thousand sensors depends on us.", "team_size"),
        ("You will mentor two engineers.", "team_size"),
        ("You will report bugs in open-source libraries.", "reports_to"),
        ("We use Spring Boot.", "methods"),
        ("Apply by 3 May.", "start"),
        ("Machine learning time series.", "growth"),
        ("We build a travel platform for families.", "travel"),
        ("What we offer", "benefits"),
        ("No React, sorry.", "tools"),
    ],
)
def test_words_that_mean_something_else_are_no_answer(text: str, subject: str) -> None:
    assert subject not in told(text)


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("We offer a competitive salary.", "salary"),
        ("Pay will be confirmed at offer.", "salary"),
        ("A start date has not been fixed.", "start"),
        ("The size of the team will depend on who applies.", "team_size"),
    ],
)
def test_what_is_left_open_is_told_as_such(text: str, subject: str) -> None:
    read = read_advert(text)
    (found,) = [each for each in answers(read) if each.subject.name == subject]
    assert not found.told and found.sentence.of(read.text) == text


def test_every_subject_has_a_topic_and_cues_that_can_be_looked_for() -> None:
    for subject in subjects():
        assert subject.topic in TOPICS and subject.asked and subject.instead.endswith("?")
        cues = [cue for kind in (subject.cues, subject.money, subject.blockers, subject.untold) for cue in kind["en"]]
        cues += [cue for kind in (subject.cues, subject.money, subject.blockers, subject.untold) for cue in kind["de"]]
        assert cues or subject.name == "tools"
        for cue in cues:
            compile_cue(cue)


# --- the text --------------------------------------------------------------------------------------------


def test_lines_that_were_broken_to_a_width_are_one_and_short_lines_are_their_own() -> None:
    text = (
        "For thirty-one years Tarn has made the instruments that glaciologists carry up\nmountains: ground radar and "
        "loggers.\n\nLocation: Keswick\nStart: May\n\n- one thing to do here,\n  and its other half\n- another one"
    )
    assert read_advert(text).text.split("\n\n") == [
        "For thirty-one years Tarn has made the instruments that glaciologists carry up mountains: ground radar and "
        "loggers.",
        "Location: Keswick",
        "Start: May",
        "one thing to do here, and its other half",
        "another one",
    ]


def test_a_piece_of_a_web_page_loses_its_tags_and_what_nobody_sees_of_it() -> None:
    text = advert(ADVERTS / "html.txt").text
    assert "Write Ansible <3" in text and "fast & boring" in text and "DevOps Engineer (f/m/x)" in text
    assert not any(unseen in text for unseen in ("alert", "color", "55k", "<li>", "<b>", "&amp;"))


def test_a_script_without_an_end_does_not_bring_its_code_in_and_angles_alone_are_no_markup() -> None:
    assert "salary" not in without_markup("<p>Hello</p><p>you</p><script>salary")
    assert not is_markup("We write List<String> and a < b, and like <3")


def test_titles_over_lists_answer_nothing_and_give_the_entries_their_place() -> None:
    read = advert(ADVERTS / "fintech.txt")
    sections = {block.span.of(read.text): block.section for block in read.blocks}
    assert sections["Solid PostgreSQL"] == "needs" and sections["£60,000 to £72,000"] == "offer"
    assert facts_of(read).duties[0] == "Design and run services in Go that settle card payments every night"


@pytest.mark.parametrize(("name", "language"), [("german", "de"), ("fintech", "en"), ("short", "en")])
def test_the_language_is_told_by_its_common_words(name: str, language: str) -> None:
    assert advert(ADVERTS / f"{name}.txt").language == language


def test_of_a_language_that_is_not_read_only_technologies_are_known() -> None:
    text = (
        "Nous cherchons une personne pour notre équipe à Lyon, avec trois ans de pratique en Python et PostgreSQL. "
        "Le salaire est de 45 000 € et le télétravail est possible deux jours par semaine, dans tous les services."
    )
    read = read_advert(text)
    assert read.language == "" and set(told(read)) == {"tools"}
    assert [need.name for need in facts_of(read).needs] == ["Python", "PostgreSQL"]


# --- the facts -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "required", "wished"),
    [
        ("Python and Kafka are needed. AWS is a bonus.", ["Python", "Kafka"], ["AWS"]),
        ("No knowledge of CUDA is required. You know C++.", ["C++"], []),
        ("Svelte + TypeScript, no React, sorry", ["Svelte", "TypeScript"], []),
        ("We do not ask for experience of Databricks, because we will teach you.", [], []),
        ("Nice to have: Cisco, VMware", [], ["Cisco", "VMware"]),
        ("We go and react in spring.", [], []),
        ("Java and Spring Boot, and more Java", ["Java", "Spring Boot"], []),
    ],
)
def test_technologies_are_asked_for_or_wished_for_or_not_needed(
    text: str, required: list[str], wished: list[str]
) -> None:
    needs = facts_of(read_advert(text)).needs
    assert [need.name for need in needs if not need.wished] == required
    assert [need.name for need in needs if need.wished] == wished


def test_years_team_and_plan_are_in_the_advert_s_words() -> None:
    read = advert(ADVERTS / "fintech.txt")
    facts = facts_of(read, answers(read))
    assert facts.years == "3+ years of backend development, in Go or a similar language"
    assert (facts.team, facts.change[:15]) == ("Settlement", "Move our ledger")


@pytest.mark.parametrize(
    ("need", "said", "found"),
    [
        ("Kafka", "I ran kafka for years", True),
        ("Go", "I go on holiday", False),
        ("Go", "four years with Go", True),
        ("C++", "I wrote it in C++", True),
        ("React", "I react fast", False),
    ],
)
def test_a_technology_s_cue_finds_it_and_not_the_word(need: str, said: str, found: bool) -> None:
    assert (find_cue(compile_cue(cue_of(need)), Words(said)) is not None) is found


# --- whatever is pasted ----------------------------------------------------------------------------------

HOSTILE = (ADVERTS / "hostile.txt").read_bytes().decode(errors="replace")


def assert_harmless(text: str) -> None:
    found = STEER.search(text.replace("\n", ""))
    assert found is None, repr(found)


@pytest.mark.parametrize("text", [*KINDS.values(), HOSTILE, HOSTILE * 900], ids=[*KINDS, "advert", "megabyte"])
def test_hostile_words_are_only_words(text: str) -> None:
    plain, cut = harmless(text)
    assert_harmless(plain)
    assert len(plain) <= LONGEST and cut == (len(text) > 100_000)
    read = read_advert(text)
    assert_harmless(read.text)
    assert "]0;owned" not in read.text and "[31m" not in read.text.replace(" 31m", "")


def words_looked_at(monkeypatch: pytest.MonkeyPatch, text: str) -> int:
    """How many blocks are asked for while an advert is read."""
    seen = 0
    plain = Advert.block_at

    def counted(self: Advert, place: int) -> object:
        nonlocal seen
        seen += 1
        return plain(self, place)

    monkeypatch.setattr(Advert, "block_at", counted)
    read = read_advert(text)
    facts_of(read, answers(read))
    monkeypatch.setattr(Advert, "block_at", plain)
    return seen


@pytest.mark.parametrize("line", ["- a b c\n", "remote Kafka 3 years. ", "<p><li><!-- ", "one "])
def test_work_grows_with_the_advert_and_not_faster(monkeypatch: pytest.MonkeyPatch, line: str) -> None:
    few, many = (words_looked_at(monkeypatch, line * (size // len(line))) for size in (3_000, 30_000))
    assert many <= 12 * max(few, 100)


@given(st.text(max_size=400) | st.sampled_from([*KINDS.values(), HOSTILE]))
@settings(max_examples=60, deadline=None)
def test_whatever_is_pasted_is_read(text: str) -> None:
    read = read_advert(text)
    assert_harmless(read.text)
    for each in answers(read):
        assert isinstance(each, Answer) and each.sentence.of(read.text)
    for block, span in read.sentences():
        assert block.span.start <= span.start < span.end <= block.span.end
    facts_of(read, answers(read))
