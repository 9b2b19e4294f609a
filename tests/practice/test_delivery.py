"""How an answer was said: what is noted and what is left alone, wording by wording, and where it stands in the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import WordScorer

from closer_tui.practice.delivery import (
    MOST_MARKED,
    Delivery,
    Note,
    Said,
    deliveries,
    delivery_of,
    marks_in,
    remarks_on,
)
from closer_tui.practice.fillers import FILLERS
from closer_tui.practice.hedges import HEDGES
from closer_tui.practice.spotting import found
from closer_tui.practice.wordings import Wording
from closer_tui.scenario.library import bundled_folder, in_folder
from closer_tui.scenario.model import Scenario
from closer_tui.scoring.lookup import Words
from closer_tui.scoring.report import Heard, build_report
from closer_tui.scoring.text import speaking_seconds

WORDINGS = FILLERS + HEDGES
EVERY = pytest.mark.parametrize("wording", WORDINGS, ids=[each.phrases[0] for each in WORDINGS])
SAID: tuple[Said, ...] = ("questions", "value", "interest", "email", "custom", "room")


def notes(text: str, said: Said = "room", language: str = "en", names: Sequence[str] = ()) -> dict[str, Note]:
    return {note.sort: note for note in delivery_of(text, said, language, names).notes}


def marked(text: str, note: Note) -> list[str]:
    return [span.of(text) for span in note.spans]


def sentence(words: int) -> str:
    """A text of so many words, no two alike."""
    return " ".join(f"w{number}x" for number in range(words))


# --- wordings ----------------------------------------------------------------------------------------------


@EVERY
def test_every_wording_fires_on_its_own_examples(wording: Wording) -> None:
    assert len(wording.fires) >= 1
    for example in wording.fires:
        assert found(Words(example), (wording,)), example


@EVERY
def test_every_wording_leaves_the_same_words_at_work_alone(wording: Wording) -> None:
    assert len(wording.quiet) >= 2
    for example in wording.quiet:
        assert not found(Words(example), (wording,)), example


@EVERY
def test_one_quiet_example_at_least_holds_the_very_words(wording: Wording) -> None:
    said = [Words(example).plain for example in wording.quiet]
    assert any(
        phrase.split() == plain[at : at + len(phrase.split())]
        for phrase in wording.phrases
        for plain in said
        for at in range(len(plain))
    )


@pytest.mark.parametrize(
    "text",
    [
        "I like the team, I like the product, and I like what you said about on-call.",
        "What kind of team is it, and what sort of outages do you have? Do you know who leads it?",
        "I built the just-in-time queue. I just shipped it, and just in time.",
        "I think this is the job that I want.",
        "Could you maybe tell me what kind of problems I might perhaps be looking at, and who would probably help?",
        "He said “um, you know, like, basically, maybe, I guess” and left.",
    ],
)
def test_innocent_words_get_no_note(text: str) -> None:
    assert notes(text) == {}


def test_a_filler_and_a_hedge_slip_from_anybody() -> None:
    assert notes("Um, I ran the payouts, and I think I could run yours.") == {}


def test_many_fillers_are_counted_and_each_is_marked() -> None:
    text = "So, um, I ran, you know, payouts, um, for three years."
    note = notes(text)["filler"]
    assert marked(text, note) == ["um", "you know", "um"]
    assert (note.count, note.what) == (3, "3 fillers in 11 words (“um” twice, “you know”).")
    assert note.instead


def test_many_hedges_are_counted_and_each_is_marked() -> None:
    text = "I think I could probably help, maybe."
    assert marked(text, notes(text)["hedge"]) == ["I think", "probably", "maybe"]


def test_what_is_many_depends_on_how_long_the_answer_is() -> None:
    assert "filler" in notes(f"um {sentence(70)} um")
    assert "filler" not in notes(f"um {sentence(80)} um")
    assert "hedge" in notes(f"maybe I {sentence(40)} probably so")
    assert "hedge" not in notes(f"maybe I {sentence(60)} probably so")


# --- repeats -----------------------------------------------------------------------------------------------


def test_a_word_said_too_often_is_found_in_all_its_forms() -> None:
    text = "I migrate data. My migrations migrated it all, and migrating is my trade."
    note = notes(text)["repeat"]
    assert marked(text, note) == ["migrate", "migrations", "migrated", "migrating"]
    assert note.what == "“migrate” 4 times in 13 words."


def test_three_times_are_enough_for_a_word_that_tells_little() -> None:
    text = "A great team, a great product and a great lead."
    assert marked(text, notes(text)["repeat"]) == ["great", "great", "great"]


@pytest.mark.parametrize(
    "text",
    [
        "I ran Kafka at home, I tune Kafka, I broke Kafka, I mended Kafka.",
        "I met Priya, I like Priya, I heard Priya, I would follow Priya.",
        "The team and the job: that team, that job, this team, this job, our team and our job.",
        "Ledger by ledger, one ledger is like another ledger.",
    ],
)
def test_names_technologies_and_what_interviews_are_about_may_be_said_often(text: str) -> None:
    assert notes(text, names=("Ledger Limited",)) == {}


def test_of_a_long_answer_a_word_may_be_said_more_often() -> None:
    assert "repeat" not in notes(f"ledger ledger {sentence(90)} ledger ledger")


# --- length ------------------------------------------------------------------------------------------------


def test_what_takes_more_than_a_minute_is_marked_from_where_the_minute_is_over() -> None:
    fine, long = sentence(180), sentence(185)
    assert speaking_seconds(sentence(150)) == 60
    for said in ("questions", "value", "interest", "custom", "room"):
        assert "length" not in notes(fine, said)
        note = notes(long, said)["length"]
        assert marked(long, note) == [" ".join(long.split()[150:])]
        assert (
            note.what
            == "about 74 s to say, where 15 to 60 s are advised; the minute is over at “w150x w151x w152x w153x”."
        )


def test_only_a_pitch_can_be_too_short() -> None:
    assert {said for said in SAID if "length" in notes("I know Go.", said)} == {"value", "email"}
    assert "length" not in notes(sentence(30), "value")


def test_an_email_is_measured_in_words_and_without_its_subject() -> None:
    text = f"Subject: {sentence(40)}\n\n{sentence(29)}"
    said = delivery_of(text, "email")
    assert (said.words, said.seconds) == (29, None)
    assert marked(text, said.notes[0]) == [sentence(29)]
    assert delivery_of(sentence(30), "email").notes == () == delivery_of(sentence(200), "email").notes
    assert notes(sentence(201), "email")["length"].beyond


def test_of_other_languages_only_repeats_and_length_are_known() -> None:
    assert notes("um um maybe I think probably", language="de") == {}
    german = "Die Migrationen waren schwer. Migrationen sind mein Beruf, Migrationen mag ich, Migrationen will ich."
    assert notes(german, "value", "de").keys() == {"repeat", "length"}


def test_no_strong_sample_of_a_bundled_scenario_gets_a_note() -> None:
    scenarios = [entry.scenario for entry in in_folder(bundled_folder()) if entry.scenario is not None]
    assert len(scenarios) > 10
    for scenario in scenarios:
        for step in scenario.steps:
            for sample in step.samples:
                if sample.level == "strong":
                    assert delivery_of(sample.text, step.move, scenario.language, scenario.names).notes == ()


# --- a whole report ----------------------------------------------------------------------------------------


def test_remarks_are_numbered_by_sort_and_know_their_answers(scenario: Scenario) -> None:
    texts = ["Um, why, um, so?", "I think I could probably do it.", "Um, yes, um, Acme, Acme, Acme, Acme."]
    report = build_report(scenario, [Heard(step, text, None) for step, text in enumerate(texts)])
    remarks = remarks_on(deliveries(report, scenario))
    assert [[(index, note.sort) for index, note in remark.notes] for remark in remarks] == [
        [(0, "filler"), (2, "filler")],
        [(1, "hedge")],
        [(1, "length")],
    ]
    assert [remark.number for remark in remarks] == [1, 2, 3]
    assert marks_in(remarks, 0) == ((2, 1), (11, 1))
    assert remarks_on([Delivery(3, 1.2, ())]) == ()


def test_how_it_was_said_changes_no_score(scenario: Scenario) -> None:
    scorer = WordScorer()
    plain = "asks insightful strength interested"
    hedged = "um I think asks, um, insightful, maybe, strength probably interested"
    one, other = (build_report(scenario, [Heard(0, text, scorer.judge(text, "spoken"))]) for text in (plain, hedged))
    assert deliveries(other, scenario)[0].notes and not deliveries(one, scenario)[0].notes
    assert one.completeness == other.completeness


# --- any text ----------------------------------------------------------------------------------------------

_TALK = 'um like you know i mean just maybe kind of , . ? “ ” " - great K8s 3 \x1b'
_WORDS = st.lists(st.sampled_from([*_TALK.split(), "\n"]))


@given(
    st.one_of(st.text(max_size=80), _WORDS.map(" ".join)), st.sampled_from(SAID), st.sampled_from(("en", "de", "xx"))
)
def test_spans_are_words_of_any_text_in_order(text: str, said: Said, language: str) -> None:
    for note in delivery_of(text, said, language).notes:
        assert note.spans and note.what.endswith(".") and note.instead.endswith(".")
        assert "\n" not in note.what and "\x1b" not in note.what
        at = 0
        for span in note.spans:
            assert at <= span.start < span.end <= len(text) and span.of(text).strip() == span.of(text)
            at = span.end


@pytest.mark.parametrize("piece", ["um ", "i think ", "like, ", '"', "“um ", "great ", "? ", "you know-"])
def test_a_very_long_text_is_noted_with_a_hundred_marks_at_most(piece: str) -> None:
    said = delivery_of(piece * 20_000, "room")
    assert all(len(note.spans) <= MOST_MARKED for note in said.notes)


def test_a_note_keeps_its_place_where_a_subject_comes_before() -> None:
    text = "Subject: um um um\n\nUm, hello, um, " + sentence(40)
    note = notes(text, "email")["filler"]
    assert marked(text, note) == ["Um", "um"]
    assert replace(note, spans=()).count == 2
