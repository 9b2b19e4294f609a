"""Promises about what is typed and pasted: taken, or said not to be; kept to the last byte; drawn harmlessly."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType

import pytest
from tests.faults.strange import CONTROLS, FAMILY, FLAG, TEXTS, WOMAN, megabytes
from tests.hostile.test_hostile_screens import assert_words_alone
from tests.hostile.words import STEER
from tests.journeys.terminal import Terminal, needs_tmux
from tests.person import Person
from tests.ui.conftest import SMALL, SOURCE, Start, rehearsal, settle, toasts, until, write
from tests.ui.editing import mine, opened
from tests.ui.rehearsing import box, play, to_the_email
from textual import events
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from closer_tui.events import AnswerGiven, EmailSent
from closer_tui.journal import Journal
from closer_tui.linear import TERMINAL_LINE, Linear
from closer_tui.plain import play as play_plain
from closer_tui.report_text import to_markdown, to_text
from closer_tui.scenario.model import Scenario
from closer_tui.scoring.text import safe_json
from closer_tui.scoring.verdict import Scorer
from closer_tui.session import Session
from closer_tui.ui.app import CloserApp
from closer_tui.ui.terminal import PasteParser
from closer_tui.ui.widgets.answer import MOST_HELD, MOST_IN_LINE

# --- megabytes -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Place:
    """Where something can be pasted: how to get there, what is there, and how much of it there is room for."""

    go: Callable[[CloserApp, Pilot[None]], Awaitable[None]]
    widget: str
    holds: int

    def text(self, app: CloserApp) -> str:
        found = app.screen.query_one(self.widget)
        assert isinstance(found, TextArea | Input)
        return found.text if isinstance(found, TextArea) else found.value


async def _to_the_answer(_app: CloserApp, pilot: Pilot[None]) -> None:
    await play(pilot)


async def _to_the_body(app: CloserApp, pilot: Pilot[None]) -> None:
    await play(pilot)
    await to_the_email(pilot)
    app.screen.query_one("#body").focus()
    await pilot.pause()


async def _to_the_subject(app: CloserApp, pilot: Pilot[None]) -> None:
    await _to_the_body(app, pilot)
    app.screen.query_one("#subject").focus()
    await pilot.pause()


async def _to_the_advert(app: CloserApp, pilot: Pilot[None]) -> None:
    await settle(pilot)
    await pilot.press("i")
    await settle(pilot)
    app.screen.query_one("#advert").focus()
    await pilot.pause()


async def _to_the_job(_app: CloserApp, pilot: Pilot[None]) -> None:
    await settle(pilot)
    await pilot.press("i")
    await settle(pilot)


async def _to_the_search(_app: CloserApp, pilot: Pilot[None]) -> None:
    await settle(pilot)
    await pilot.press("h")
    await settle(pilot)
    await pilot.press("slash")
    await settle(pilot)


PLACES = {
    "answer": Place(_to_the_answer, "#answer", MOST_HELD),
    "email": Place(_to_the_body, "#body", MOST_HELD),
    "subject": Place(_to_the_subject, "#subject", MOST_IN_LINE),
    "advert": Place(_to_the_advert, "#advert", MOST_HELD),
    "job": Place(_to_the_job, "#role", MOST_IN_LINE),
    "search": Place(_to_the_search, "#words", MOST_IN_LINE),
}


@pytest.mark.parametrize("where", PLACES)
async def test_of_five_pasted_megabytes_as_much_is_taken_as_there_is_room_for_and_it_says_so(
    start: Start, where: str
) -> None:
    place, pasted = PLACES[where], megabytes(5, one_line=where not in ("answer", "advert", "email"))
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        await place.go(app, pilot)
        await write(pilot, pasted)
        await settle(pilot)
        assert place.text(app) == pasted[: place.holds].strip("" if place.holds == MOST_HELD else " ")
        assert f"the first {place.holds:,} of 5,000,000 were put in" in toasts(app)[-1]
        before = place.text(app)
        await pilot.press("end", "x")
        assert place.text(app) == f"{before}x"
        await write(pilot, "more")
        assert "it is full: nothing was put in" in toasts(app)[-1] and place.text(app) == f"{before}x"


async def test_what_was_taken_of_a_pasted_megabyte_is_in_the_journal_and_is_said(
    start: Start, journal: Journal
) -> None:
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        await play(pilot)
        await write(pilot, megabytes(1))
        key = rehearsal(app).session.key
        await until(pilot, lambda: (draft := journal.load(key).draft) is not None and len(draft.text) == MOST_HELD)
        await pilot.press("enter")
        await settle(pilot)
        assert_words_alone(app)
    given = journal.load(key).events[0]
    assert isinstance(given, AnswerGiven) and given.text == megabytes(1)[:MOST_HELD]


@mine
async def test_more_than_a_scenario_can_hold_is_not_put_into_the_editor(start: Start) -> None:
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        screen = await opened(app, pilot)
        for pasted in (megabytes(1, one_line=False), megabytes(5), "x" * 250_000 + "\n"):
            await write(pilot, pasted)
            assert "not put in" in toasts(app)[-1]
            assert screen.box.written == SOURCE
        await pilot.press("x")
        assert screen.box.written == f"x{SOURCE}"


# --- a paste, as the terminal sends it ----------------------------------------------------------------------


def told(*pieces: str) -> list[str]:
    """What the program is told of what the terminal sends in these pieces: pastes as they are, keys by name."""
    parser, found = PasteParser(), []
    for piece in pieces:
        for message in parser.feed(piece):
            assert isinstance(message, events.Paste | events.Key), message
            found.append(f"pasted {message.text}" if isinstance(message, events.Paste) else message.key)
    return found


BEGIN, END = "\x1b[200~", "\x1b[201~"
INSIDE = "one\x1b[31m two\r\nthree \x11 \x1b[A \x1b[20 four"


@pytest.mark.parametrize("size", [1, 2, 3, 5, 7, 11, 4096])
def test_a_paste_is_one_text_however_its_bytes_come_in_and_presses_no_key(size: int) -> None:
    sent = f"a{BEGIN}{INSIDE}{END}b{BEGIN}{END}{BEGIN}again{END}\r"
    pieces = [sent[at : at + size] for at in range(0, len(sent), size)]
    assert told(*pieces) == ["a", f"pasted {INSIDE}", "b", "pasted ", "pasted again", "enter"]


def test_keys_before_and_after_a_paste_are_what_they_were() -> None:
    assert told("\x1b[A", f"\x1b[B{BEGIN}x{END}\x1b[C", "\x1bOP") == ["up", "down", "pasted x", "right", "f1"]


def test_five_megabytes_are_read_in_a_few_steps() -> None:
    calls = 0

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event == "call"

    data = f"{BEGIN}{megabytes(5)}{END}"
    sys.setprofile(count)
    try:
        found = told(*(data[at : at + 65_536] for at in range(0, len(data), 65_536)))
    finally:
        sys.setprofile(None)
    assert found == [f"pasted {megabytes(5)}"] and calls < 5_000, calls


@needs_tmux
def test_at_a_real_terminal_no_paste_presses_a_key_and_no_byte_ends_the_program(
    home: Path, screens: list[Terminal]
) -> None:
    terminal = Terminal(home, "play", "first-job")
    screens.append(terminal)
    terminal.wait_for("Say it")
    terminal.paste(b"\x1b[200~one \x1b[31mtwo\r thr\xc3")  # in the midst of a character
    terminal.paste(b"\xa9e \x11\x1b[A fo\xff\xe9ur \x1b[2")  # bytes that are no UTF-8; in the midst of the mark
    terminal.paste(b"01~!")
    terminal.wait_for("one [31mtwo", "thrée [A fo", "ur !", "6 words")
    terminal.paste(b"\xe9\xe8" + "面\U0001f469\u200d\U0001f4bb".encode())  # typed, in another encoding than the rest
    terminal.wait_for("面")
    terminal.press("C-q")
    assert terminal.ended() == 0
    with Journal.open(home / "journal.sqlite") as journal:
        (info,) = journal.unfinished()
        draft = journal.load(info.id).draft
    assert draft is not None
    assert draft.text == f"one [31mtwo\n thrée [A fo\ufffd\ufffdur [2!\ufffd\ufffd面{WOMAN}".replace("[2!", "!")


# --- characters ----------------------------------------------------------------------------------------------


async def test_what_can_not_be_seen_by_itself_is_typed_all_the_same(start: Start) -> None:
    """An input method gives out the parts of an emoji, and what parts letters of Persian, one by one."""
    words = f"می\u200cخواهم {WOMAN}{FAMILY}{FLAG}e\u0301"
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        await play(pilot)
        for character in f"{words}\u202e\u200f\x85":
            app.post_message(events.Key("a_key", character))
        await settle(pilot)
        assert box(app).text == words
        box(app).clear()
        await to_the_email(pilot)
        app.screen.query_one("#subject").focus()
        await pilot.pause()
        for character in f"{words}\u202e":
            app.post_message(events.Key("a_key", character))
        await settle(pilot)
        assert app.screen.query_one("#subject", Input).value == words


STRANGE = [*TEXTS.values(), *CONTROLS.values()]


@pytest.mark.parametrize("texts", [STRANGE[:4], STRANGE[4:8], STRANGE[8:]], ids=["scripts", "marks", "controls"])
async def test_strange_text_goes_through_a_whole_rehearsal_and_everything_after_it(
    start: Start, journal: Journal, texts: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        await play(pilot, "2")
        for text in texts[:3]:
            await write(pilot, text)
            assert_words_alone(app)
            await pilot.press("enter")
            await settle(pilot)
            assert_words_alone(app)
        for key in ("subject", "body"):
            app.screen.query_one(f"#{key}").focus()
            await pilot.pause()
            await write(pilot, texts[3])
        assert_words_alone(app)
        await pilot.press("ctrl+s")
        await settle(pilot)
        for keys in (("enter",), ("e",), ("end",), ("s",), ("m",), ("f5",), ("escape", "escape"), ("escape",), ("h",)):
            await pilot.press(*keys)
            await settle(pilot)
            assert_words_alone(app)
        for text in texts:
            await pilot.press("slash")
            await write(pilot, text)
        await pilot.press("enter")
        await settle(pilot)
        assert_words_alone(app)
        await pilot.press("x", "enter")
        await settle(pilot)
        assert type(app.screen).__name__ == "PastScreen"
        assert_words_alone(app)
    (info,) = journal.history()
    stored = journal.load(info.id).events
    given = [event.text for event in stored if isinstance(event, AnswerGiven)]
    given += [event.body for event in stored if isinstance(event, EmailSent)]
    for text, kept in zip(texts, given, strict=True):
        if text in TEXTS.values():
            assert kept == text.replace("\u2028", "\n").replace("\u2029", "\n")
        else:
            assert kept.startswith("asks") and not STEER.search(kept)
    (report,) = tmp_path.glob("closer-*.md")
    assert not STEER.search(report.read_text("utf-8"))


@pytest.mark.parametrize("text", STRANGE, ids=[*TEXTS, *CONTROLS])
def test_strange_text_goes_through_a_pipe_and_its_reports(
    played: Scenario, journal: Journal, word_scorer: Scorer, text: str
) -> None:
    out = io.StringIO()
    session = Session.begin(journal, word_scorer, played, "realistic")
    assert play_plain(session, Linear(io.StringIO(f"{text}\n.\n" * 4), out, False)) == 0
    report, scenario = session.report(), session.state.scenario
    for written in (
        out.getvalue(),
        "\n".join(to_text(report, scenario)),
        to_markdown(report, scenario, "realistic", datetime.now(UTC)),
        safe_json([answer.text for answer in session.state.answers]),
    ):
        assert not STEER.search(written)
    stored = journal.load(session.key).events
    given = [event.text for event in stored if isinstance(event, AnswerGiven)]
    halved = "".join("\ufffd" if "\ud800" <= character <= "\udfff" else character for character in text)
    # A pipe's words are kept with whatever controls they hold; only halves of characters and line ends are mended.
    assert [each.split() for each in given] == [halved.replace("\r", "\n").split()] * 3
    if text in TEXTS.values():
        assert given == [text] * 3
    assert json.loads(safe_json(given)) == given


@pytest.mark.skipif(sys.platform != "linux", reason="how a terminal cuts its lines differs: run it on Linux")
def test_strange_text_is_typed_at_a_real_terminal_in_lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLOSER_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("LANG", "C.UTF-8")
    person = Person("play", "first-job", "--plain")
    person.wait_for("Your turn.")
    typed = [TEXTS["right to left"], TEXTS["combining"], TEXTS["emoji"], TEXTS["wide"][:300]]
    for text in typed:
        for line in text.split("\n"):
            person.type(f"{line}\n")
    long = "z" * 10_000
    person.type(f"{long}\n")
    person.wait_for("the end of this one is missing")
    person.type("/quit\n")  # no command here: it is not the first line
    person.type("\x04")
    person.wait_for("Everything is kept.")
    assert person.ended() == 0
    with Journal.open(tmp_path / "home" / "journal.sqlite") as journal:
        (info,) = journal.unfinished()
        draft = journal.load(info.id).draft
    assert draft is not None
    assert draft.text == "\n".join([*typed, long[:TERMINAL_LINE], "/quit"])
