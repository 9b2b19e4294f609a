"""The cheat sheet: the candidate's own words, uncut, as text in every reader, and as large as a page has room for."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.hostile.words import KINDS, STEER
from tests.scenario.test_page import Page, flat

from closer_tui.html_page import policy
from closer_tui.practice.best import Best
from closer_tui.practice.sheet import Card, card, overflow, pages_of, size_of, to_html, to_markdown
from closer_tui.practice.sheet_style import SIZES, STYLE
from closer_tui.scenario.model import Scenario
from closer_tui.scoring.rubric import MOVE_TITLES, MOVES, Move

DAY = date(2026, 11, 23)
SENTENCE = "I ran payouts for three years and cut failed settlements by 40 %. "


def best(text: str, move: Move = "questions", picked: bool = True) -> Best:
    return Best("0" * 32, move, text, "A small ending", None, picked, None if picked else "made")


def cards(answers: int, words: int) -> Card:
    """So many answers of about so many words to each move."""
    text = " ".join((SENTENCE * words).split()[:words])
    return card([best(text, move) for move in MOVES for _ in range(answers)], DAY)


def test_what_was_picked_stands_on_it_and_else_the_best_so_far() -> None:
    made = card(
        [best("picked one"), best("picked two"), best("better", picked=False), best("best", "value", picked=False),
         best("second", "value", picked=False)],
        DAY,
    )  # fmt: skip
    assert [answer.text for answer in made.answers] == ["picked one", "picked two", "best"]
    text = to_markdown(made)
    assert "> picked one\n  >\n  > *about 1 s to say*" in text
    assert "*about 1 s to say, your best so far, not picked*" in text
    assert text.count("- [ ] ") == 4
    assert text.count("No answer yet: play this move, and pick what you would say.") == 2


def test_an_email_is_as_long_as_its_body() -> None:
    text = to_markdown(card([best("Subject: Thank you, Ann\n\nDear Ann, thanks.", "email")], DAY))
    assert "> *3 words*" in text


def test_it_is_for_the_job_and_the_people_of_a_scenario(scenario: Scenario) -> None:
    made = card([best("x")], DAY, scenario)
    assert to_markdown(made).startswith("# Cheat sheet: Developer at Acme\n\nWith Ann Bell, Manager.\n")
    words = flat(Page(to_html(made)).words)
    assert "Developer at Acme" in words and "With Ann Bell, Manager" in words
    assert "23 November 2026" in words


def test_every_move_is_there_to_tick_off_with_what_it_takes() -> None:
    page = Page(to_html(card([best("x")], DAY)))
    assert sum(tag == "span" and attributes.get("class") == "box" for tag, attributes in page.tags) == 4
    for move in MOVES:
        assert MOVE_TITLES[move] in page.words and f"**{MOVE_TITLES[move]}**" in to_markdown(card([best("x")], DAY))
    assert "Thank them for their time; thank them for considering you." in page.words


def test_an_answer_to_a_step_of_ones_own_has_a_place_too() -> None:
    text = to_markdown(card([best("I can begin in May.", "custom")], DAY))
    assert "- [ ] **Other answers**\n\n  > I can begin in May." in text


def test_a_long_answer_is_called_long_and_never_cut() -> None:
    long = SENTENCE * 20
    made = card([best(long, "value"), best(long, "email")], DAY)
    for text in (to_markdown(made), Page(to_html(made)).words):
        assert text.count("payouts") == 40
        assert "to say: long" in text and text.count(": long") == 1, "an email is not said"
        assert "240 words" in text


def test_what_does_not_fit_on_a_page_is_told_with_what_to_do_and_is_all_there() -> None:
    small, large = cards(1, 30), cards(6, 60)
    assert overflow(small) == ""
    assert "pages, in the smallest print. Nothing was cut: pick fewer answers" in overflow(large)
    assert Page(to_html(large)).words.count("payouts") == sum(a.text.count("payouts") for a in large.answers)


def test_letters_are_as_large_as_there_is_room_for() -> None:
    sizes = [size_of(cards(answers, 40)) for answers in (1, 2, 3, 6)]
    assert sizes == sorted(sizes, reverse=True) and sizes[0] == SIZES[0] and sizes[-1] == SIZES[-1]
    for size in SIZES:
        assert f".s{round(size * 10)} {{ font-size: {size:g}pt; }}" in STYLE
    assert Page(to_html(cards(1, 40))).tags[0][0] == "html"
    assert ("body", {"class": "s110"}) in Page(to_html(cards(1, 40))).tags


@given(st.integers(1, 5), st.integers(1, 100), st.integers(1, 20))
def test_more_words_never_need_less_room(answers: int, words: int, more: int) -> None:
    assert pages_of(cards(answers, words), 10) <= pages_of(cards(answers, words + more), 10)
    assert pages_of(cards(answers, words), 10) < pages_of(cards(answers + 1, words), 10)


@pytest.mark.parametrize("kind", KINDS)
def test_hostile_words_are_text_and_nothing_else(scenario: Scenario, kind: str) -> None:
    words = KINDS[kind]
    made = card([best(words), best(words, "email"), best("x", "value")], DAY, scenario)
    page, plain = Page(to_html(made)), Page(to_html(card([best("x"), best("x", "email"), best("x", "value")], DAY,
                                                         scenario)))  # fmt: skip
    assert [tag for tag, _ in page.tags] == [tag for tag, _ in plain.tags], "no word became a tag"
    assert not STEER.search(page.words) and not STEER.search(to_markdown(made))
    policies = [a.get("content") for tag, a in page.tags if a.get("http-equiv") == "Content-Security-Policy"]
    assert policies == [policy(STYLE)]
    assert not {name for _, attributes in page.tags for name in attributes} & {"src", "href", "onerror", "style"}


def rendered(lines: Sequence[str]) -> list[str]:
    return [line for line in lines if line.startswith(("#", "- ", "* ", "<"))]


@given(st.text())
def test_no_words_make_a_heading_or_a_list_of_their_own(text: str) -> None:
    own = to_markdown(card([best(text)], DAY)).split("\n")
    assert len(rendered(own)) == 5, "the title, and four moves"


BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@pytest.mark.skipif(BROWSER is None, reason="there is no browser here to print with")
@pytest.mark.parametrize("paper", ["A4", "letter"])
@pytest.mark.parametrize(("answers", "words"), [(1, 40), (2, 40), (3, 40), (2, 70), (6, 80)])
def test_what_is_said_to_fit_is_printed_on_one_page(tmp_path: Path, paper: str, answers: int, words: int) -> None:
    made = cards(answers, words)
    # The paper is the printer's to choose; here the page names it. So another style than its policy allows.
    html = (
        to_html(made)
        .replace("@page {", f"@page {{ size: {paper};")
        .replace(policy(STYLE), "default-src * 'unsafe-inline'")
    )
    (tmp_path / "card.html").write_text(html, encoding="utf-8")
    printed = tmp_path / "card.pdf"
    subprocess.run(
        [str(BROWSER), "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'profile'}",
         "--no-pdf-header-footer", f"--print-to-pdf={printed}", (tmp_path / "card.html").as_uri()],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    pages = printed.read_bytes().count(b"/Type /Page\n") or printed.read_bytes().count(b"/Type /Page ")
    assert pages >= 1
    if not overflow(made):
        assert pages == 1
    if (answers, words) == (6, 80):
        assert overflow(made) and pages > 1
