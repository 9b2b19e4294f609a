"""Promises of the editor about the file: nothing written in it is ever lost, and nobody else's words either."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from tests.ui.conftest import LARGE, SMALL, SOURCE, Start, seen, settle, toasts, type_keys
from tests.ui.editing import checked, editor, mine, opened, question, watched
from textual import events

from closer_tui.paths import drafts_dir, scenarios_dir
from closer_tui.ui.commands import Commands
from closer_tui.ui.screens.home import HomeScreen
from closer_tui.ui.screens.level import LevelScreen


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
        theirs = "# theirs\n" + SOURCE
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
        assert (own / "mine.toml").read_text() == SOURCE


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
    hostile = SOURCE.replace(
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
