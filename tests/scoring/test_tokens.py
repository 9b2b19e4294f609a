"""Pieces and their places: the same as the published tokenizer's, whole and in order, in linear time."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import calls_of

from closer_tui.scoring.scorer import MODEL
from closer_tui.scoring.tokens import LONGEST_WORD, Token, WordPiece
from closer_tui.scoring.weights import read

# What the library `tokenizers` makes of fifty answers and some oddities: row, start, end of every piece.
REFERENCE = [json.loads(line) for line in Path(__file__).with_name("reference_tokens.jsonl").open(encoding="utf-8")]
SMALL = WordPiece(["[UNK]", "[CLS]", "[SEP]", "want", "##s", "a", "b", "##b", "job", "?", "é", "中"])


@pytest.fixture(scope="module")
def full() -> WordPiece:
    return WordPiece(bytes(read(MODEL)[0].arrays["vocabulary"]).decode().split("\n"))


def test_the_pieces_are_those_of_the_published_tokenizer(full: WordPiece) -> None:
    for case in REFERENCE:
        assert [[t.row, t.start, t.end] for t in full.cut(case["text"])] == case["pieces"], case["text"]


@given(st.text())
def test_pieces_stand_in_order_inside_the_text(text: str) -> None:
    at = 0
    for token in SMALL.cut(text):
        assert 0 <= token.start < token.end <= len(text)
        assert token.start >= at or token.inner or text[token.start : token.end] == text[at - 1 : at]
        at = token.end


@given(st.lists(st.sampled_from(["want", "wants", "a", "abb", "job"]), min_size=1))
def test_pieces_put_together_are_the_words(words: list[str]) -> None:
    text = " ".join(words)
    pieces = SMALL.cut(text)
    assert "".join(text[t.start : t.end] for t in pieces) == "".join(words)
    assert sum(not t.inner for t in pieces) == len(words)


def test_case_accents_and_invisible_characters_do_not_matter_but_keep_their_places() -> None:
    assert SMALL.cut("WÁNTS\u200b?") == [Token(3, 0, 4), Token(4, 4, 5, inner=True), Token(9, 6, 7)]
    assert SMALL.cut("jo\0b") == [Token(8, 0, 4)]


def test_a_word_that_cannot_be_cut_is_one_unknown_piece() -> None:
    assert SMALL.cut("axb want") == [Token(0, 0, 3), Token(3, 4, 8)]


def test_chinese_characters_stand_alone() -> None:
    assert [t.row for t in SMALL.cut("a中b")] == [5, 11, 6]


@pytest.mark.parametrize(
    "text",
    [
        "x",
        "\0",
        "\u0301",
        "a\u0301",
        "中",
        "a ",
        "?",
        "x" * 99 + " ",
    ],
    ids=["long word", "nulls", "marks", "accents", "chinese", "words", "punctuation", "hardly a word"],
)
def test_the_work_grows_with_hostile_text_and_no_faster(text: str, full: WordPiece) -> None:
    full.cut(text)
    once, tenfold = (calls_of(full.cut, text * (size // len(text))) for size in (2_000, 20_000))
    assert 0 < tenfold <= 11 * once
    assert once <= 2_000 * (LONGEST_WORD + 10)
