"""A text box gives back every text as it was put in, whatever characters it holds."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from textual.document._document import Document

from closer_tui.scoring.text import printable
from closer_tui.ui.widgets.stand_ins import SPECIAL, NoStandIns, StandIns

parts = st.sampled_from([*SPECIAL, "\n", "\r\n", "a", "\t", "\ue000", "\ue1ff", "☃"])
any_text = st.lists(parts, max_size=40).map("".join) | st.binary(max_size=80).map(
    lambda data: data.decode("utf-8", "surrogateescape")
)


@given(text=any_text)
@example(text="a\r\nb\r\n")
@example(text="a\r\nb\n")
@example(text="a\rb")
@example(text="\u2028\x85\x0b\x1c")
@example(text="\ue000\ufeff")
def test_a_text_comes_out_of_a_box_as_it_went_in(text: str) -> None:
    stand_ins = StandIns.for_text(text)
    boxed = stand_ins.boxed(text)
    held = Document(boxed)
    assert stand_ins.plain(held.text) == text
    assert len(boxed) == len(text) and held.line_count == text.count("\n") + 1


@given(text=any_text)
def test_nothing_that_steers_a_terminal_is_drawn(text: str) -> None:
    stand_ins = StandIns.for_text(text)
    drawn = stand_ins.drawn(stand_ins.boxed(text)).replace("\r\n", "\n")
    assert printable(drawn) == drawn


def test_private_characters_of_the_text_stay_what_they_are() -> None:
    text = "".join(map(chr, range(0xE000, 0xE200))) + "\x1b"
    stand_ins = StandIns.for_text(text)
    assert stand_ins.first == 0xE200 and stand_ins.plain(stand_ins.boxed(text)) == text
    assert stand_ins.without("a\x1b\ue200b\ue100") == "ab\ue100"


def test_a_text_that_uses_all_of_them_is_refused() -> None:
    every = [*range(0xE000, 0xF900, 256), *range(0xF0000, 0x110000, 256)]
    with pytest.raises(NoStandIns):
        StandIns.for_text("".join(map(chr, every)))
