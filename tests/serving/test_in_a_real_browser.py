"""A real browser, real keys: what `closer serve` is for.

    python -m tests.serving.test_in_a_real_browser FOLDER

writes the pictures that are looked at.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from tests.serving.chromium import Chromium, Page, needs_chromium
from tests.serving.test_serve_command import Started, started
from tests.serving.visiting import children, gone, needs_proc, until

from closer_tui.scenario.library import find
from closer_tui.scoring.text import count_words

pytestmark = [needs_chromium, needs_proc]

SCENARIO = find("first-job", None)
STRONG = [" ".join(sample.text.split()) for step in SCENARIO.steps if (sample := step.sample("strong"))]
HARMLESS = ("Automatic fallback to software WebGL",)
"""What a browser without a graphics card complains of."""


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[Started]:
    async with started(tmp_path / "data") as running:
        yield running


@pytest.fixture
async def browser() -> AsyncIterator[Chromium]:
    async with Chromium() as running:
        yield running


async def rehearse(page: Page, pictures: Path) -> None:
    """From the list to the report, each answer typed letter by letter."""
    await page.wait_for("Scenarios", SCENARIO.title, "h History")
    await page.picture(pictures / "home.png")
    await page.press("Enter")
    await page.wait_for("How much help would you like?")
    await page.press("Enter")
    for number, text in enumerate(STRONG[:-1], 1):
        await page.wait_for("Say it", "nothing yet")
        await page.type(text)
        await page.wait_for(f"{count_words(text)} words")
        if number == 1:
            await page.picture(pictures / "answer.png")
        await page.press("Enter")
    await page.wait_for("Subject", "Send")
    await page.press("Tab")
    await page.type("Thank you for today")
    await page.press("Tab")
    await page.type(STRONG[-1])
    await page.wait_for(f"{count_words(STRONG[-1])} words")
    await page.press("s", control=True)
    await page.wait_for("See the report")
    await page.press("Enter")


def asked_elsewhere(page: Page, server: Started) -> list[str]:
    own = urlsplit(server.address).netloc
    return [address for address in page.fetched if urlsplit(address).netloc != own]


async def test_a_rehearsal_from_the_first_key_to_the_report_and_its_file(
    server: Started, browser: Chromium, tmp_path: Path
) -> None:
    page = await browser.page(await browser.visitor(), server.address)
    await rehearse(page, tmp_path)
    report = await page.wait_for("Ask thoughtful questions made", "Retry", "of 100")
    assert "missed" not in report
    await page.picture(tmp_path / "report.png")
    await page.press("s")
    await until(lambda: any(each.suffix == ".md" for each in browser.downloads.iterdir()))
    (file,) = browser.downloads.glob("*.md")
    assert file.name.startswith("closer-first-job-") and STRONG[0][:40] in " ".join(file.read_text().split())
    assert len((tmp_path / "report.png").read_bytes()) > 20_000
    assert asked_elsewhere(page, server) == []
    assert [each for each in page.complaints if not any(words in each for words in HARMLESS)] == []
    assert str(tmp_path) not in report


async def test_two_visitors_have_a_journal_each_and_find_their_own_again(server: Started, browser: Chromium) -> None:
    ann, tom = await browser.visitor(), await browser.visitor()
    page = await browser.page(ann, server.address)
    await page.wait_for("Scenarios", SCENARIO.title, "h History")
    await page.press("Enter")
    await page.wait_for("How much help would you like?")
    await page.press("Enter")
    await page.wait_for("Say it")
    await page.type("words of Ann alone")
    await page.wait_for("4 words")
    other = await browser.page(tom, server.address)
    await other.wait_for("Scenarios", SCENARIO.title, "h History")
    assert "Ann alone" not in other.screen.flat and "u Go on" not in other.screen.flat
    assert len(children(server.process.pid)) == 2
    await browser.close_page(page)
    await until(lambda: len(children(server.process.pid)) == 1)
    page = await browser.page(ann, server.address)
    await page.wait_for("You were writing", "words of Ann alone")
    cookies = await page.cookies()
    assert cookies["closer-visitor"]["httpOnly"] and await page.value("document.cookie") == ""
    assert cookies["closer-visitor"]["value"] != (await other.cookies())["closer-visitor"]["value"]


async def test_a_killed_browser_leaves_no_process_and_loses_no_word(server: Started, browser: Chromium) -> None:
    page = await browser.page(await browser.visitor(), server.address)
    await page.wait_for("Scenarios", "h History")
    processes = children(server.process.pid)
    assert len(processes) == 1
    await browser.kill()
    await gone(*processes)
    assert server.process.returncode is None


async def test_a_page_loaded_anew_goes_on_and_one_that_was_left_says_so(server: Started, browser: Chromium) -> None:
    page = await browser.page(await browser.visitor(), server.address)
    await page.wait_for("Scenarios", "h History")
    first = children(server.process.pid)
    await page.open(server.address)
    await page.wait_for("Scenarios", "h History")
    await gone(*first)
    assert len(children(server.process.pid)) == 1
    await page.press("q")
    await page.said("You have left closer.", "Start again")
    await page.value("document.getElementById('again').click()")
    await until(lambda: len(children(server.process.pid)) == 1)


async def test_when_it_is_full_and_when_it_ends_the_page_says_so(browser: Chromium, tmp_path: Path) -> None:
    async with started(tmp_path / "data", "--sessions", "1") as server:
        page = await browser.page(await browser.visitor(), server.address)
        await page.wait_for("Scenarios")
        other = await browser.page(await browser.visitor(), server.address)
        assert "There is no room at the moment" in await other.said("Try again")
        server.process.terminate()
        await page.said("closer is not served here any more.")


async def test_the_token_is_asked_for_and_gone_from_the_address(browser: Chromium, tmp_path: Path) -> None:
    async with started(tmp_path / "data", "--token", "long enough to be one") as server:
        plain = server.address.partition("?")[0]
        visitor = await browser.visitor()
        page = await browser.page(visitor, plain)
        await page.said("This page needs a token")
        await page.open(plain + "?token=wrong")
        await page.said("This page needs a token")
        assert children(server.process.pid) == set()
        await page.open(server.address)
        await page.wait_for("Scenarios")
        assert await page.value("location.href") == plain
        assert await page.value("document.cookie") == "" and await page.value("document.referrer") == ""


async def test_where_browsers_keep_their_clipboard_back_the_old_way_copies(browser: Chromium, tmp_path: Path) -> None:
    async with started(tmp_path / "data", "--host", "0.0.0.0") as server:
        if urlsplit(server.address).hostname == "127.0.0.1":
            pytest.skip("this machine has no other address")
        page = await browser.page(await browser.visitor(), server.address)
        await page.wait_for("Scenarios", "h History")
        assert await page.value("isSecureContext") is False
        await page.value(
            "window.copied = []; document.addEventListener('copy', () => copied.push(document.activeElement.value))"
        )
        await page.press("Tab")
        await page.value("navigator.clipboard.writeText('some words')")
        assert await page.value("copied") == ["some words"]
        assert await page.value("document.activeElement.className") == "xterm-helper-textarea"


async def test_what_is_copied_is_on_the_visitors_clipboard_and_links_are_their_browsers(
    server: Started, browser: Chromium, tmp_path: Path
) -> None:
    visitor = await browser.visitor()
    await browser.call("Browser.grantPermissions", permissions=["clipboardReadWrite", "clipboardSanitizedWrite"],
                       browserContextId=visitor)  # fmt: skip
    page = await browser.page(visitor, server.address)
    await page.wait_for("Scenarios", SCENARIO.title, "h History")
    await page.press("Enter")
    await page.wait_for("How much help would you like?")
    await page.press("3", "Enter")
    await page.wait_for("f5 Leave")
    await page.press("F5")
    await page.wait_for("Press it again to leave")
    await page.press("F5")
    await page.wait_for("Subject", "Send")
    await page.press("Tab", "Tab")
    await page.type("Thank you")
    await page.wait_for("2 words")
    await page.press("s", control=True)
    await page.wait_for("See the report")
    await page.press("Enter")
    await page.wait_for("m Email", "Retry")
    await page.press("m")
    await page.wait_for("The email to", "f3 Copy", "f4 Open")
    await page.value(
        "window.copied = []; const write = navigator.clipboard.writeText.bind(navigator.clipboard);"
        "navigator.clipboard.writeText = (text) => write(text).then(() => copied.push(text))"
    )
    await page.press("F3")
    await page.wait_for("Your browser was asked to copy the text.")
    await page.press("F4")
    await page.wait_for("Your browser was asked to open it")
    assert await page.value("copied") == ["Thank you"]
    assert [each.partition("?")[0] for each in page.wanted] == [f"mailto:{SCENARIO.interviewer.email}"]
    await page.press("F2")
    await until(lambda: any(each.suffix == ".eml" for each in browser.downloads.iterdir()))
    (draft,) = browser.downloads.glob("*.eml")
    assert b"Thank you" in draft.read_bytes() and list((tmp_path / "data").rglob("*.eml")) == []
    assert await page.value("location.href") == server.address


async def pictures(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        async with started(Path(home)) as server, Chromium() as browser:
            page = await browser.page(await browser.visitor(), server.address)
            await rehearse(page, folder)
            await page.wait_for("Retry", "of 100")
            await page.picture(folder / "report.png")
            await page.press("Escape")
            await page.wait_for("Scenarios", "h History", "best")
            await page.press("q")
            await page.said("You have left closer.")
            await page.picture(folder / "left.png")


if __name__ == "__main__":
    asyncio.run(pictures(Path(sys.argv[1])))
