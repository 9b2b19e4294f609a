"""Long answers are read in parts, cut where a reader would pause, and never more than can be read soon."""

from __future__ import annotations

from closer_tui.scoring.tokens import WordPiece
from closer_tui.scoring.windows import LONGEST_END, MOST_WINDOWS, PART, pieces_of, windows_of

LETTERS = WordPiece(
    ["[UNK]", "[CLS]", "[SEP]", *"abcdefghijklmnopqrstuvwxyz.,", *("##" + c for c in "abcdefghijklmnopqrstuvwxyz")]
)
WHOLE = 254


def parts(text: str) -> list[str]:
    windows = windows_of(text, pieces_of(text, LETTERS), WHOLE)
    return [text[window[0].start : window[-1].end] for window in windows]


def test_what_can_be_read_whole_is_not_cut() -> None:
    assert parts("a " * WHOLE) == [("a " * WHOLE).strip()]
    assert parts("") == []


def test_a_part_ends_with_a_sentence() -> None:
    sentence = "a b c d e f g h i j."
    assert all(part.endswith(".") and part.startswith("a") for part in parts(" ".join([sentence] * 40)))


def test_a_part_ends_with_a_line_a_clause_or_at_least_a_word() -> None:
    assert all(part.startswith("a b") for part in parts("a b c d e f g h\n" * 60))
    assert all(part.startswith("a b") for part in parts("a b c d e f g h, " * 60))
    assert all(set(part.split()) == {"abcde"} for part in parts("abcde " * 300))


def test_nothing_is_left_out_of_a_text_of_many_parts() -> None:
    text = "ab cd. " * 400
    assert "".join("".join(part.split()) for part in parts(text)) == "".join(text.split())
    assert all(len(LETTERS.cut(part)) <= PART for part in parts(text))


def test_of_a_very_long_text_the_beginning_and_the_end_are_read() -> None:
    text = "a " * 200_000 + "z"
    read = parts(text)
    assert len(read) == MOST_WINDOWS
    assert read[0].startswith("a") and read[-1].endswith("z")


def test_offsets_are_those_of_the_whole_text_however_long() -> None:
    text = "b " * LONGEST_END + "xyz"
    last = pieces_of(text, LETTERS)[-1]
    assert text[last.start : last.end] == "z"
