"""Promises of the editor: what it shows of a text, and that nothing written in it is ever lost."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from tests.conftest import said_by_python
from tests.ui.conftest import LARGE, SMALL, SOURCE, Start, seen, settle, toasts, type_keys, write
from textual import events
from textual.pilot import Pilot

from closer_tui.paths import drafts_dir, scenarios_dir
from closer_tui.scenario.library import in_folder
from closer_tui.scoring.verdict import Judgement, Kind
from closer_tui.ui.app import CloserApp
from closer_tui.ui.commands import Commands
from closer_tui.ui.screens.dialogs import SmallScreen
from closer_tui.ui.screens.editing import Question
from closer_tui.ui.screens.editor import EditorScreen
from closer_tui.ui.screens.help import HelpScreen, actions
from closer_tui.ui.screens.home import HomeScreen
from closer_tui.ui.screens.level import LevelScreen
from closer_tui.ui.screens.trying import TryingScreen
from closer_tui.ui.screens.tryout import TryOutScreen
from closer_tui.ui.screens.written import WATCH
from closer_tui.ui.widgets.rows import Rows

SAMPLES = """
[[step.sample]]
level = "strong"
text = "asks several insightful"
meets = ["asks"]
misses = ["several"]
"""


@pytest.fixture
def own(start: Start, monkeypatch: pytest.MonkeyPatch) -> Path:  # noqa: ARG001 - it says where home is
    """The user's folder with one scenario, mine.toml, which is all that home lists."""
    folder = scenarios_dir()
    folder.mkdir(parents=True)
    (folder / "mine.toml").write_text(SOURCE.lstrip(), encoding="utf-8")
    monkeypatch.setattr("closer_tui.ui.app.library", lambda _: in_folder(folder))
    return folder


mine = pytest.mark.usefixtures("own")


def editor(app: CloserApp) -> EditorScreen:
    assert isinstance(app.screen, EditorScreen), app.screen
    return app.screen


def question(app: CloserApp) -> Question:
    assert isinstance(app.screen, Question), app.screen
    return app.screen


async def opened(app: CloserApp, pilot: Pilot[None]) -> EditorScreen:
    await settle(pilot)
    await pilot.press("e")
    await checked(pilot)
    return editor(app)


async def checked(pilot: Pilot[None]) -> None:
    """Wait for the pause after typing, and what follows it."""
    await pilot.pause(0.25)
    await settle(pilot)


async def watched(pilot: Pilot[None]) -> None:
    await pilot.pause(WATCH + 0.2)
    await settle(pilot)


def listed(app: CloserApp, name: str = "problems") -> str:
    return "\n".join(row.content.plain for row in app.screen.query_one(f"#{name}", Rows).rows)


# --- what it shows -----------------------------------------------------------------------------------------


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
    text = SOURCE.lstrip().replace('title = "A small ending"', "titel = 1").replace('role = "Developer"', "rule = 2")
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
    (own / "mine.toml").write_text(SOURCE.lstrip().replace("move =", "mvoe ="), encoding="utf-8")
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
    text = SOURCE.lstrip().replace('move = "interest"', 'move = "intrest"')
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
        line = SOURCE.lstrip()[: SOURCE.lstrip().index("Why you?")].count("\n") + 1
        screen.box.go_to(line)
        await pilot.pause()
        chosen = screen.query_one("#conversation", Rows).chosen
        assert chosen is not None and "Why you?" in chosen.content.plain
        await pilot.press("f4")
        assert "Conversation" not in seen(app)


async def test_the_samples_are_scored_and_told_with_what_each_met(start: Start, own: Path) -> None:
    text = SOURCE.lstrip().replace(
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

    text = SOURCE.lstrip().replace("[step.reaction]", f"{SAMPLES}\n[step.reaction]", 1)
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
        screen.box.go_to(SOURCE.lstrip()[: SOURCE.lstrip().index("Why you?")].count("\n") + 1)
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
        screen.box.go_to(SOURCE.lstrip()[: SOURCE.lstrip().index("Why you?")].count("\n") + 1)
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


# --- the file ----------------------------------------------------------------------------------------------


async def test_it_is_saved_and_the_list_shows_it(start: Start, own: Path) -> None:
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        screen = await opened(app, pilot)
        assert "saved" in seen(app) and "not saved" not in seen(app)
        screen.box.go_to(2, 10)
        await type_keys(pilot, "New ")
        assert "● not saved" in seen(app)
        await pilot.press("ctrl+s")
        assert "not saved" not in seen(app)
        assert 'title = "New A small ending"' in (own / "mine.toml").read_text()
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(app.screen, HomeScreen) and "New A small ending" in seen(app)
        assert not list(drafts_dir().glob("*"))


@pytest.mark.parametrize("key", ["escape", "ctrl+q"])
@pytest.mark.parametrize(("choice", "kept"), [(0, True), (1, False), (2, None)])
async def test_leaving_asks_about_what_is_not_saved(
    start: Start, own: Path, key: str, choice: int, kept: bool | None
) -> None:
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        screen = await opened(app, pilot)
        await type_keys(pilot, "# x")
        await pilot.press(key)
        assert "Save it first?" in seen(app)
        await pilot.press(*["down"] * choice, "enter")
        await pilot.pause()
        if kept is None:
            assert editor(app) is screen and screen.unsaved
        else:
            await pilot.pause(0.1)
            assert isinstance(app.screen, HomeScreen) if key == "escape" else not app.is_running
    if kept is not None:
        assert ("# x" in (own / "mine.toml").read_text()) is kept
        assert not list(drafts_dir().glob("*"))


@mine
async def test_another_scenario_from_the_palette_asks_about_what_is_not_saved_first(start: Start) -> None:
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        screen = await opened(app, pilot)
        await type_keys(pilot, "# x")
        home = app.screen_stack[0]
        assert isinstance(home, HomeScreen)
        Commands(screen)._rehearse(home, home.entries[0])
        await pilot.pause()
        assert "Save it first?" in seen(app)
        await pilot.press("down", "enter")
        await settle(pilot)
        assert isinstance(app.screen, LevelScreen)


async def test_a_save_that_fails_is_told_in_place_and_loses_nothing(
    start: Start, own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    app = start()
    async with app.run_test(size=SMALL) as pilot:
        screen = await opened(app, pilot)
        await type_keys(pilot, "# x")
        with monkeypatch.context() as patch:
            patch.setattr("closer_tui.scenario.editing.write_manuscript", full)
            await pilot.press("ctrl+s")
            assert "✗ not saved: No space left on device" in seen(app)
        assert screen.box.written.startswith("# x") and "# x" not in (own / "mine.toml").read_text()
        await pilot.press("ctrl+s")
        assert "# x" in (own / "mine.toml").read_text() and "No space" not in seen(app).split("\n")[0]


async def test_a_file_changed_outside_is_read_again_and_undo_brings_back_what_was(start: Start, own: Path) -> None:
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        screen = await opened(app, pilot)
        before = screen.box.written
        (own / "mine.toml").write_text("# theirs\n" + before, encoding="utf-8")
        await watched(pilot)
        assert screen.box.written.startswith("# theirs") and not screen.unsaved
        assert any("changed outside" in toast for toast in toasts(app))
        await pilot.press("ctrl+z")
        assert screen.box.written == before


@pytest.mark.parametrize("choice", ["mine", "theirs", "other", "later"])
async def test_a_change_outside_never_costs_what_was_written_here(start: Start, own: Path, choice: str) -> None:
    file = own / "mine.toml"
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        screen = await opened(app, pilot)
        await type_keys(pilot, "# mine ")
        mine = screen.box.written
        theirs = "# theirs\n" + SOURCE.lstrip()
        file.write_text(theirs, encoding="utf-8")
        await watched(pilot)
        asked = question(app)
        assert "changed outside" in seen(app)
        asked.dismiss(choice)
        await checked(pilot)
        match choice:
            case "mine":
                assert file.read_text() == theirs and screen.unsaved
                await pilot.press("ctrl+s")
                assert file.read_text() == mine
            case "theirs":
                assert screen.box.written == theirs and not screen.unsaved
                await pilot.press("ctrl+z")
                assert screen.box.written == mine
            case "other":
                assert (own / "mine-mine.toml").read_text() == mine and file.read_text() == theirs
                assert "mine-mine.toml" in seen(app) and not screen.unsaved
            case "later":
                await watched(pilot)
                assert editor(app) is screen and file.read_text() == theirs
                await pilot.press("ctrl+s")
                assert question(app) and file.read_text() == theirs


async def test_a_file_that_is_gone_is_told_and_written_anew(start: Start, own: Path) -> None:
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        await opened(app, pilot)
        (own / "mine.toml").unlink()
        await watched(pilot)
        assert any("gone from the disk" in toast for toast in toasts(app)) and "not saved" in seen(app)
        await pilot.press("ctrl+s")
        assert (own / "mine.toml").read_text() == SOURCE.lstrip()


async def test_what_was_not_saved_when_closer_ended_is_offered_again(start: Start, own: Path) -> None:
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        await opened(app, pilot)
        await type_keys(pilot, "# x")
        app.exit()  # as SIGTERM does
    (kept,) = drafts_dir().iterdir()
    assert json.loads(kept.read_bytes())["text"].startswith("# x")
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        await pilot.press("e")
        await checked(pilot)
        assert "Go on with what was not saved?" in seen(app)
        await pilot.press("enter")
        await checked(pilot)
        assert editor(app).box.written.startswith("# x") and editor(app).unsaved
        await pilot.press("ctrl+s")
    assert (own / "mine.toml").read_text().startswith("# x")
    assert list(drafts_dir().iterdir()) == []


async def test_ones_own_editor_is_opened_at_the_line_and_what_it_wrote_is_read(
    start: Start, own: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    ran: list[list[str]] = []

    def run(command: list[str], **_: object) -> None:
        ran.append(command)
        (own / "mine.toml").write_text("# outside\n" + (own / "mine.toml").read_text())

    vi = tmp_path / "vi"
    vi.write_text("#!/bin/sh\n")
    vi.chmod(0o755)
    monkeypatch.setenv("VISUAL", f"{vi} -X")
    monkeypatch.setattr(subprocess, "run", run)
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        screen = await opened(app, pilot)
        screen.box.go_to(7)
        await type_keys(pilot, "# x ")
        # a test has no terminal to hand over
        app._driver.__class__.can_suspend = property(lambda _: True)  # type: ignore[union-attr, method-assign]
        monkeypatch.setattr(app._driver, "suspend_application_mode", lambda: None)
        monkeypatch.setattr(app._driver, "resume_application_mode", lambda: None)
        await pilot.press("f2")
        await checked(pilot)
        assert ran == [[str(vi), "-X", "+7", str(own / "mine.toml")]]
        assert screen.box.written.startswith("# outside\n") and "# x " in screen.box.written


@pytest.mark.parametrize("named", ["no-such-editor", "'"])
@mine
async def test_an_editor_that_is_not_there_is_told(start: Start, monkeypatch: pytest.MonkeyPatch, named: str) -> None:
    monkeypatch.setenv("VISUAL", "")
    monkeypatch.setenv("EDITOR", named)
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        await opened(app, pilot)
        await pilot.press("f2")
        assert any("EDITOR" in toast for toast in toasts(app))


# --- getting there -----------------------------------------------------------------------------------------


async def test_a_bundled_one_is_copied_and_the_copy_edited(start: Start) -> None:
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        await pilot.press("e")
        assert "Copy it, and edit the copy?" in seen(app)
        await pilot.press("escape")
        assert isinstance(app.screen, HomeScreen) and not scenarios_dir().exists()
        await pilot.press("e", "enter")
        await checked(pilot)
        assert editor(app).editing.path == scenarios_dir() / "small-copy.toml"
        assert 'id = "small-copy"' in editor(app).box.written


@pytest.mark.parametrize("data", [b"#" * 300_000, b"\x00" * 10_000, None])
async def test_a_file_that_cant_be_edited_here_is_told(start: Start, own: Path, data: bytes | None) -> None:
    (own / "mine.toml").unlink()
    if data is None:
        (own / "mine.toml").mkdir()
    else:
        (own / "mine.toml").write_bytes(data)
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        await pilot.press("e")
        await pilot.pause()
        assert isinstance(app.screen, HomeScreen) and len(toasts(app)) == 1


async def test_a_text_from_a_stranger_is_drawn_as_text_and_written_as_it_was(start: Start, own: Path) -> None:
    hostile = SOURCE.lstrip().replace(
        "A small ending", "[red]x[/red] [@click=app.quit]y[/] \x1b[31m \u202e \x85 \u2028 \x07 \u200f"
    )
    data = hostile.encode().replace(b"patient", b"pa\xfftient")
    (own / "mine.toml").write_bytes(data)
    app = start()
    async with app.run_test(size=LARGE) as pilot:
        screen = await opened(app, pilot)
        shown = seen(app)
        assert "[red]x[/red] [@click=app.quit]y[/]" in shown
        assert not {"\x1b", "\u202e", "\x85", "\u2028", "\x07", "\u200f"} & set(shown)
        screen.box.move_cursor(screen.box.document.end)
        await type_keys(pilot, "# x")
        await checked(pilot)
        await pilot.press("f4")
        await pilot.press("ctrl+s")
        assert (own / "mine.toml").read_bytes() == data + b"# x"
        app.post_message(events.Paste("a\x1b]0;x\x07b\u202ec\r\nd"))
        await pilot.pause()
        assert screen.box.written.endswith("# xa]0;xbc\nd")


@mine
async def test_a_paste_that_no_scenario_could_hold_is_not_put_in(start: Start) -> None:
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        screen = await opened(app, pilot)
        for pasted in ("x" * 5_000, "x\n" * 200_000):
            app.post_message(events.Paste(pasted))
            await pilot.pause()
            assert screen.box.written == SOURCE.lstrip() and any("not put in" in toast for toast in toasts(app))


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
        assert isinstance(app.screen, SmallScreen) and "40×14" in seen(app)
        await pilot.resize_terminal(40, 20)
        await pilot.pause(0.1)
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(app.screen, SmallScreen) and "70×18" in seen(app)


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
