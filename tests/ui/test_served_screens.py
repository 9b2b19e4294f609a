"""In a visitor's browser nothing is saved, opened or shown of the machine that serves it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.serving.emulator import Emulator
from tests.ui.conftest import LARGE, SOURCE, Start, seen, settle, toasts
from tests.ui.editing import opened
from tests.ui.test_email_screen import rehearse
from textual.drivers.headless_driver import HeadlessDriver

from closer_tui.journal import Draft, Journal
from closer_tui.paths import SERVED_VARIABLE, scenarios_dir
from closer_tui.practice import desktop
from closer_tui.scenario.library import Entry, in_folder, library
from closer_tui.ui.screens.debrief import DebriefScreen
from closer_tui.ui.screens.elsewhere import save_elsewhere
from closer_tui.ui.screens.email import EmailScreen, open_email
from closer_tui.ui.screens.help import actions


class Browser:
    """What the page was asked for."""

    def __init__(self) -> None:
        self.files: dict[str, str] = {}
        self.opened: list[str] = []
        self.copied = Emulator()


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Browser:
    """The program believes itself in one; whatever it would do on this machine fails the test."""
    page = Browser()

    def deliver(_driver: object, file: Any, *, save_path: Path, **_: object) -> None:
        page.files[save_path.name] = file.read().decode()

    def never(*_: object, **__: object) -> None:
        pytest.fail("this is done where the server stands")

    monkeypatch.setenv(SERVED_VARIABLE, "1")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(HeadlessDriver, "is_web", property(lambda _: True))
    monkeypatch.setattr(HeadlessDriver, "deliver_binary", deliver)
    monkeypatch.setattr(HeadlessDriver, "open_url", lambda _, url, new_tab: page.opened.append(f"{url} {new_tab}"))
    monkeypatch.setattr(HeadlessDriver, "write", lambda _, data: page.copied.feed(data.encode()))
    monkeypatch.setattr("subprocess.run", never)
    monkeypatch.setattr("subprocess.Popen", never)
    monkeypatch.setattr(desktop, "give", never)
    return page


def files(folder: Path) -> set[str]:
    return {each.suffix for each in folder.rglob("*") if each.is_file()}


async def test_an_email_is_a_download_a_link_of_the_browser_and_on_its_clipboard(
    start: Start, journal: Journal, browser: Browser, tmp_path: Path
) -> None:
    session, app = rehearse(journal), start()
    async with app.run_test(size=LARGE) as pilot:
        await settle(pilot)
        open_email(app, session.state, session.journal, session.key)
        await settle(pilot)
        assert isinstance(app.screen, EmailScreen)
        await pilot.press("f2", "f3", "f4")
        await settle(pilot)
        assert isinstance(app.screen, EmailScreen)
        assert "To: ann@acme.com" in browser.files["thank-you-ann-bell.eml"]
        assert [each.partition("?")[0] for each in browser.opened] == ["mailto:ann@acme.com"]
        assert browser.opened[0].endswith(" False")
        assert any(each.startswith("52;c;") for each in browser.copied.asked)
        assert toasts(app) == [
            "Your browser saves it as thank-you-ann-bell.eml.",
            "Your browser was asked to copy the text. If nothing can be pasted, save it all with F2.",
            "Your browser was asked to open it in your mail program. If nothing opens, save it with F2.",
        ]
    assert ".eml" not in files(tmp_path)


async def test_a_report_a_sheet_and_words_that_can_t_be_kept_are_downloads(
    start: Start, journal: Journal, browser: Browser, tmp_path: Path
) -> None:
    session, app = rehearse(journal), start()
    async with app.run_test(size=LARGE) as pilot:
        await settle(pilot)
        app.push_screen(DebriefScreen(session))
        await settle(pilot)
        await pilot.press("s", "escape")
        await settle(pilot)
        await pilot.press("s")
        await settle(pilot)
        await pilot.press("p", "s", "c")
        await settle(pilot)
        save_elsewhere(app, session.state, Draft("half a sentence"), "The disk is full.")
        await settle(pilot)
        assert any(each.startswith("Your browser was asked to copy the sheet.") for each in toasts(app))
    assert sorted(Path(name).suffix for name in browser.files) == [".html", ".md", ".md", ".txt"], list(browser.files)
    assert all(name.startswith("closer-") for name in browser.files)
    assert not {".md", ".html", ".txt"} & files(tmp_path)


async def test_no_editor_of_the_server_is_offered(start: Start, browser: Browser, entries: list[Entry]) -> None:
    scenarios_dir().mkdir(parents=True)
    (scenarios_dir() / "mine.toml").write_text(SOURCE)
    entries[:] = in_folder(scenarios_dir())
    app = start(scenarios=scenarios_dir())
    async with app.run_test(size=LARGE) as pilot:
        await opened(app, pilot)
        assert "external" not in {each.binding.action for each in actions(app.screen)}
        await pilot.press("f2")
        await settle(pilot)
        assert toasts(app) == [] and browser.opened == []


@pytest.mark.usefixtures("browser")
async def test_no_folder_of_the_server_is_seen(start: Start, entries: list[Entry], tmp_path: Path) -> None:
    scenarios_dir().mkdir(parents=True)
    (scenarios_dir() / "mine.toml").write_text(SOURCE)
    (scenarios_dir() / "wrong.toml").write_text("format = ")
    entries[:] = [*reversed(in_folder(scenarios_dir())), *library(None)[:1]]
    assert [each.path.name for each in entries[:2]] == ["wrong.toml", "mine.toml"]
    app = start(scenarios=scenarios_dir())
    told = ""
    async with app.run_test(size=(200, 60)) as pilot:
        await settle(pilot)
        # What is wrong with it, and the editor of it; about the next, its editor, and answers tried; a copy of one.
        for key in ("home", "e", "escape", "down", "e", "f12", "escape", "escape", "down", "e"):
            await pilot.press(key)
            await settle(pilot)
            told += "".join(line.strip() for line in seen(app).splitlines()) + "".join(toasts(app))
        assert "into scenarios/" in seen(app)
        app.notify(f"{tmp_path / 'home'} is full", title=str(tmp_path / "home" / "journal.sqlite"))
        await settle(pilot)
        told += "".join(f"{each.title} {each.message}" for each in app._notifications)
    for shown in ("scenarios/wrong.toml:", "scenarios/mine.toml", "your folder is full"):
        assert shown in told, told
    assert str(tmp_path) not in told and tmp_path.name not in told
