"""Promises of the editor: what it shows of a text while one types."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.conftest import said_by_python
from tests.ui.conftest import LARGE, SMALL, SOURCE, Start, seen, settle, toasts, type_keys, write
from tests.ui.editing import checked, editor, listed, mine, opened
from textual import events

from closer_tui.scoring.verdict import Judgement, Kind
from closer_tui.ui.screens.dialogs import SmallScreen
from closer_tui.ui.screens.help import HelpScreen, actions
from closer_tui.ui.screens.home import HomeScreen
from closer_tui.ui.screens.trying import TryingScreen
from closer_tui.ui.screens.tryout import TryOutScreen
from closer_tui.ui.widgets.rows import Rows

SAMPLES = """
[[step.sample]]
level = "strong"
text = "asks several insightful"
meets = ["asks"]
misses = ["several"]
"""


@pytest.mark.parametrize("size", [SMALL, LARGE, (40, 20)])
@mine
async def test_what_is_wrong_shows_beside_its_line_as_one_types(start: Start, size: tuple[int, int]) -> None:
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        await opened(app, pilot)
        await pilot.resize_terminal(*size)
        await checked(pilot)
        editor(app).box.go_to(2)
        await type_keys(pilot, "titel = 1")
        await pilot.press("enter")
        await checked(pilot)
        (found,) = [each for each in editor(app).problems if each.code == "S011"]
        assert found.line == 2 and "titel" in found.what
        assert "✗" in seen(app) and "titel" in listed(app)
        line = editor(app).box.get_line(1)
        assert any(span.style.underline for span in line.spans if not isinstance(span.style, str))


async def test_f8_goes_from_problem_to_problem_and_round(start: Start, own: Path) -> None:
    text = SOURCE.replace('title = "A small ending"', "titel = 1").replace('role = "Developer"', "rule = 2")
    (own / "mine.toml").write_text(text, encoding="utf-8")
    app = start()
    async with app.run_test(size=LARGE) as pilot:
        await opened(app, pilot)
        wrong = sorted({(each.line, each.column) for each in editor(app).problems if each.line})
        assert len(wrong) >= 2
        editor(app).box.go_to(1, 1)
        been = []
        for _ in [*wrong, 0]:
            await pilot.press("f8")
            row, column = editor(app).box.cursor_location
            been.append((row + 1, column + 1))
        assert set(been) >= set(wrong) and been[0] == been[-1]
        await pilot.press("shift+f8")
        assert editor(app).box.cursor_location != (been[-1][0] - 1, been[-1][1] - 1)


async def test_enter_and_a_click_on_a_problem_go_there(start: Start, own: Path) -> None:
    (own / "mine.toml").write_text(SOURCE.replace("move =", "mvoe ="), encoding="utf-8")
    app = start()
    async with app.run_test(size=LARGE) as pilot:
        screen = await opened(app, pilot)
        problems, (first, second) = screen.query_one("#problems", Rows), screen.problems[:2]
        await pilot.press("ctrl+g", "home", "down")
        assert "Go there" in seen(app)
        await pilot.press("enter")
        assert screen.box.has_focus and screen.box.cursor_location == (second.line - 1, second.column - 1)
        await pilot.click(problems, offset=(4, 0))
        await pilot.click(problems, offset=(4, 0))
        assert screen.box.has_focus and screen.box.cursor_location == (first.line - 1, first.column - 1)


async def test_a_broken_file_opens_where_its_first_problem_is(start: Start, own: Path) -> None:
    text = SOURCE.replace('move = "interest"', 'move = "intrest"')
    (own / "mine.toml").write_text(text, encoding="utf-8")
    at = text[: text.index("intrest")].count("\n")
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        screen = await opened(app, pilot)
        await pilot.pause()
        assert screen.box.cursor_location[0] == at
        assert "intrest" in seen(app)


@mine
async def test_the_preview_tells_who_says_what_and_follows_the_cursor(start: Start) -> None:
    app = start()
    async with app.run_test(size=LARGE) as pilot:
        screen = await opened(app, pilot)
        await pilot.press("f4")
        told = listed(app, "conversation")
        for words in ("A small room.", "Ann Bell: Any questions?", "asked about enjoyment: The people.",
                      "asked about anything else: Good question.", "when it was well made: Well made.",
                      "when the time is over: We are nearly out of time.", "Ann Bell: Goodbye.", "Name one thing.",
                      "Later, at home.", "That is all.", "Mm."):  # fmt: skip
            assert words in told, words
        line = SOURCE[: SOURCE.index("Why you?")].count("\n") + 1
        screen.box.go_to(line)
        await pilot.pause()
        chosen = screen.query_one("#conversation", Rows).chosen
        assert chosen is not None and "Why you?" in chosen.content.plain
        await pilot.press("f4")
        assert "Conversation" not in seen(app)


async def test_the_samples_are_scored_and_told_with_what_each_met(start: Start, own: Path) -> None:
    text = SOURCE.replace(
        '[step.reaction]\nmade = ["Well made."]', f'{SAMPLES}\n[step.reaction]\nmade = ["Well made."]', 1
    )
    (own / "mine.toml").write_text(text, encoding="utf-8")
    app = start()
    async with app.run_test(size=LARGE) as pilot:
        screen = await opened(app, pilot)
        assert not [each for each in screen.problems if each.severity == "error"], screen.problems
        await pilot.press("f3")
        await checked(pilot)
        told = listed(app, "samples")
        assert ("strong" in told and "asks, several, insightful" in told) or "asks, insightful, several" in told
        assert [each.code for each in screen.problems if each.code == "S060"], told
        assert "✗ The strong sample misses several, its author says" in told
        await pilot.press("x")
        await checked(pilot)
        assert "before your changes" in str(screen.query_one("#side").border_title)
        assert not [each for each in screen.problems if each.code == "S060"]


async def test_samples_that_cant_be_scored_say_why(start: Start, own: Path) -> None:
    class Broken:
        version = "none"

        def judge(self, _text: str, _kind: Kind) -> Judgement:
            raise RuntimeError("no [model] here")

    text = SOURCE.replace("[step.reaction]", f"{SAMPLES}\n[step.reaction]", 1)
    (own / "mine.toml").write_text(text, encoding="utf-8")
    app = start(scorer=Broken())
    async with app.run_test(size=LARGE) as pilot:
        await opened(app, pilot)
        await pilot.press("f3")
        await checked(pilot)
        told = str(app.screen.query_one("#samples", Rows).get_option_at_index(0).prompt)
        assert "no [model] here" in told and "F3 tries again" in told


@mine
async def test_it_is_played_from_the_step_of_the_cursor_and_nothing_of_it_is_kept(start: Start) -> None:
    app = start()
    assert app.journal is not None
    async with app.run_test(size=SMALL) as pilot:
        screen = await opened(app, pilot)
        screen.box.go_to(SOURCE[: SOURCE.index("Why you?")].count("\n") + 1)
        await pilot.press("f5")
        await settle(pilot)
        assert isinstance(app.screen, TryOutScreen)
        assert "Why you?" in seen(app) and "Any questions?" not in seen(app)
        await write(pilot, "strength")
        await pilot.press("enter")
        await settle(pilot)
        assert "Anything else?" in seen(app)
        await pilot.press("escape")
        assert editor(app) is screen
        assert not list(app.journal.unfinished()) and not list(app.journal.best())


@mine
async def test_answers_are_tried_against_the_step_at_the_cursor_as_it_stands_unsaved(start: Start) -> None:
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        screen = await opened(app, pilot)
        screen.box.go_to(SOURCE[: SOURCE.index("Why you?")].count("\n") + 1)
        await pilot.press("f12")
        await settle(pilot)
        assert isinstance(app.screen, TryingScreen) and "Why you?" in seen(app)
        await pilot.press("escape")
        await settle(pilot)
        assert editor(app) is screen


@mine
async def test_what_cant_be_played_is_not_and_says_so(start: Start) -> None:
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        screen = await opened(app, pilot)
        screen.box.go_to(1)
        await type_keys(pilot, "x")
        await checked(pilot)
        await pilot.press("f5")
        assert editor(app) is screen and any("F8" in toast for toast in toasts(app))


@mine
async def test_a_paste_that_no_scenario_could_hold_is_not_put_in(start: Start) -> None:
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        screen = await opened(app, pilot)
        for pasted in ("x" * 5_000, "x\n" * 200_000):
            app.post_message(events.Paste(pasted))
            await pilot.pause()
            assert screen.box.written == SOURCE and any("not put in" in toast for toast in toasts(app))


@mine
async def test_it_works_in_forty_columns_and_says_so_below(start: Start) -> None:
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        screen = await opened(app, pilot)
        await pilot.resize_terminal(40, 20)
        await pilot.pause(0.1)
        assert editor(app) is screen and 'title = "A small ending"' in seen(app)
        await pilot.resize_terminal(39, 20)
        await pilot.pause(0.1)
        assert isinstance(app.screen, SmallScreen) and "40×15" in seen(app)
        await pilot.resize_terminal(40, 20)
        await pilot.pause(0.1)
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(app.screen, HomeScreen), "and so does home"


@mine
async def test_every_key_is_in_the_help(start: Start) -> None:
    app = start()
    async with app.run_test(size=LARGE) as pilot:
        await opened(app, pilot)
        named = {action.binding.description for action in actions(app.screen)}
        assert {"Save", "Next problem", "Preview", "Samples", "Play", "$EDITOR", "Back"} <= named
        await pilot.press("f1")
        assert isinstance(app.screen, HelpScreen)
        for name in named:
            assert name.casefold() in seen(app).casefold()


def test_nothing_of_the_editor_is_loaded_before_it_is_opened() -> None:
    code = (
        "import sys, closer_tui.ui.app; names = ('tree_sitter', 'text_area', 'scenario_box', 'screens.edit'); "
        "print([module for module in sys.modules if any(name in module for name in names)])"
    )
    assert said_by_python(code) == "[]"
