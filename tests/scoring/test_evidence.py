"""Evidence: whole words, a clause where one can be had, never much more than what decided."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from closer_tui.scoring.encoder import LABELS
from closer_tui.scoring.evidence import LONGEST_RUN, Window, evidence_for
from closer_tui.scoring.forms import closes, opens, shifted
from closer_tui.scoring.tokens import Token
from closer_tui.scoring.words import CLAUSE, NONE, SENTENCE, words_of


def window(text: str, **peaks: str) -> Window:
    """A window of one piece a word, in which each label's weight lies on the words that are named."""
    pieces, at = [], 0
    for run in text.split():
        start = text.index(run, at)
        at = start + len(run)
        pieces.append(Token(0, start, at))
    added = {
        label: np.array([1.0 if text[p.start : p.end] in peaks.get(label, "").split() else 0.01 for p in pieces],
                        np.float32)
        for label in LABELS
    }  # fmt: skip
    return Window(pieces, {label: 1.0 if label in peaks else -1.0 for label in LABELS}, added)


def quoted(name: str, text: str, *windows: Window) -> list[str]:
    return [span.of(text) for span in evidence_for(name, text, windows)]


@pytest.mark.parametrize(
    ("peak", "text", "expected"),
    [
        ("want", "We talked. I want this job. Bye then.", "I want this job"),
        ("want", "It was long, and I really want this job, whatever my wife says.", "I really want this job"),
        ("three", "I have run Kafka for three years, so I can take over.", "I have run Kafka for three years"),
        ("offered", "If you offered it, I'd say yes today.", "If you offered it, I'd say yes today"),
        ("enjoy", "so what do you enjoy here", "what do you enjoy here"),
    ],
)
def test_a_reader_is_pointed_at_the_clause_that_decided(peak: str, text: str, expected: str) -> None:
    assert quoted("interested", text, window(text, interested=peak)) == [expected]


def test_a_clause_too_long_to_quote_is_cut_where_it_turns() -> None:
    text = (
        "the buyer was swedish and i made the barcode part for nine lines because every month two hundred "
        "cartons went missing on the way to the port of karachi"
    )
    assert quoted("strength", text, window(text, strength="barcode part")) == ["i made the barcode part for nine lines"]


def test_several_questions_are_quoted_apart() -> None:
    text = "How big is the team? It was a long day. And who decides what ships?"
    assert quoted("several", text, window(text, asks="big decides", several="big")) == [
        "How big is the team",
        "who decides what ships",
    ]


def test_the_window_that_decided_is_quoted() -> None:
    text = "We talked a lot. I want this job."
    whole = window(text, interested="want")
    first = Window(whole.pieces[:4], {"interested": -5.0}, {"interested": np.ones(4, np.float32)})
    second = Window(whole.pieces[4:], {"interested": 3.0}, {"interested": whole.added["interested"][4:]})
    assert quoted("interested", text, first, second) == ["I want this job"]


@pytest.mark.parametrize(
    ("text", "greeting", "sign_off"),
    [
        ("Dear Ms Hanan,\n\nThank you for the interview.\n\nBest regards,\nTom", "Dear Ms Hanan", "Best regards,\nTom"),
        ("Subject: Thanks\n\nHi both,\nit was fun.\n– Ana", "Hi both", "Ana"),
        ("hey marcus thanks so much for today kayla", "hey marcus", "thanks so much for today kayla"),
        ("Salam Eng. Majed, we spoke. Regards Tarek", "Salam Eng. Majed", "Regards Tarek"),
        ("Hi Jo, I want it. With kind regards,\nDr. H. Wieland", "Hi Jo", "With kind regards,\nDr. H. Wieland"),
        ("Hi Jo, I want it.\n\nBest, Mo\n\nP.S. The link is here.", "Hi Jo", "Best, Mo"),
    ],
)
def test_greeting_and_sign_off_are_quoted_by_where_they_stand(text: str, greeting: str, sign_off: str) -> None:
    read = window(text, greeting="x", sign_off="x")
    assert quoted("greeting", text, read) == [greeting]
    assert quoted("sign_off", text, read) == [sign_off]


def test_a_text_without_words_is_quoted_all_the_same() -> None:
    assert quoted("asks", "?? ? ??", window("?? ? ??", asks="?")) == ["?"]


@given(
    st.lists(
        st.sampled_from(["so", "I", "want", "it,", "no.", "C++", "…", "(well)", "?", "don't", "—", "'"]), min_size=1
    ),
    st.sampled_from(LABELS[:18]),
    st.randoms(use_true_random=False),
)
def test_evidence_is_whole_words_and_never_long(parts: list[str], name: str, chance: random.Random) -> None:
    text = " ".join(parts)
    read = window(text)
    noise = np.array([chance.random() for _ in read.pieces], np.float32)
    spans = evidence_for(name, text, [Window(read.pieces, read.logits, dict.fromkeys(LABELS, noise))])
    assert spans == tuple(sorted(spans))
    for span in spans:
        inside = span.of(text)
        assert inside == inside.strip() != ""
        assert not (text[: span.start][-1:].isalnum() and inside[0].isalnum())
        assert not (text[span.end :][:1].isalnum() and inside[-1].isalnum())
        assert len(words_of(text, span.start, span.end)) <= LONGEST_RUN


def test_words_know_what_ends_after_them() -> None:
    text = "Well, Mr. Osei asked me — about .NET and C++.\nGood;bye"
    assert [(word.plain, word.ends) for word in words_of(text, 0, len(text))] == [
        ("well", CLAUSE), ("mr", NONE), ("osei", NONE), ("asked", NONE), ("me", CLAUSE), ("about", NONE),
        (".net", NONE), ("and", NONE), ("c++", SENTENCE), ("good", CLAUSE), ("bye", SENTENCE),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "begins", "ends"),
    [
        ("Hi Priya,\n\nThanks for today.\n\nTom", 1, 1),
        ("Subject: Hello\n\nThank you so much for your time and patience, both of you.", -1, -1),
        ("Howzit Lerato,\nstill waiting for an answer from any of you people!", 1, -1),
        ("Dear God. Three hours of my evening for this", 0, 0),
        ("Good luck with it", 0, 0),
        ("", 0, 0),
    ],
)
def test_forms_of_an_email(text: str, begins: int, ends: int) -> None:
    assert (opens(text), closes(text)) == (begins, ends)


def test_a_rule_shifts_the_odds_but_does_not_decide() -> None:
    assert shifted(0.5, 0) == pytest.approx(0.5)
    assert shifted(0.5, 1) == pytest.approx(1 - shifted(0.5, -1))
    assert shifted(0.01, 1) < 0.5 < shifted(0.99, -1)
    assert 0 <= shifted(0.0, 1) <= shifted(1.0, -1) <= 1
