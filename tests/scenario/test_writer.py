"""What the writer writes is TOML that says just what was put in."""

from __future__ import annotations

import tomllib

from hypothesis import given
from hypothesis import strategies as st

from closer_tui.scenario.writer import WIDTH, Page, literal

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60) | st.lists(
    st.sampled_from(["word", '"', '"""', "\\", "\\n", "\n", "\r\n", " ", "  ", "\t", "\x1b[31m", "#", "'''", "é",
                     "x" * 60]),
    max_size=40,
).map(" ".join)  # fmt: skip


@given(
    TEXTS | st.lists(TEXTS, max_size=4) | st.integers(-(2**63), 2**63 - 1) | st.booleans() | st.floats(allow_nan=False)
)
def test_every_value_comes_back_as_it_was(value: str | list[str] | int | bool | float) -> None:
    assert tomllib.loads(f"v = {literal(value, 4)}\n") == {"v": value}


@given(st.lists(st.text("abcdefgh", min_size=1, max_size=20), min_size=1, max_size=60).map(" ".join))
def test_long_texts_take_several_lines_that_fit(text: str) -> None:
    assert all(len(line) <= WIDTH + 3 for line in literal(text, 4).split("\n"))


@given(TEXTS, TEXTS)
def test_a_comment_or_a_note_is_never_anything_else(comment: str, note: str) -> None:
    page = Page()
    page.comment(comment.replace("\x1b", "").encode("ascii", "ignore").decode())
    page.put("a", 1, "a note")
    page.disabled(True)
    page.put("b", note)
    page.tables("c")
    page.disabled(False)
    page.table("d")
    assert all(line.startswith(("#", "a = 1", "[d]")) for line in str(page).splitlines() if line)


def test_what_is_disabled_has_no_space_after_the_sign_and_comments_have_one() -> None:
    page = Page()
    page.comment("Words.")
    page.disabled(True)
    page.put("says", ["x" * 60, "y" * 60])
    assert str(page).splitlines() == ["# Words.", "#says = [", f'#  "{"x" * 60}",', f'#  "{"y" * 60}",', "#]"]
