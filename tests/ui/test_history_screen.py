"""The history: the list of what was rehearsed, one of it opened again, and deleted."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.conftest import WordScorer
from tests.ui.conftest import LARGE, SMALL, SOURCE, Start, rehearsal, seen, settle, toasts, write
from textual.pilot import Pilot
from textual.widgets import Input

from closer_tui.events import AnswerGiven, EmailSent, RoomLeft, StepSkipped
from closer_tui.journal import Journal, JournalError, Search, SessionInfo
from closer_tui.journal.codec import store_time
from closer_tui.rehearsal import Level
from closer_tui.scenario.load import load_text
from closer_tui.scoring.report import build_report
from closer_tui.session import Session
from closer_tui.ui.app import CloserApp
from closer_tui.ui.screens.deleting import DeleteAllScreen, DeleteOneScreen
from closer_tui.ui.screens.help import HelpScreen
from closer_tui.ui.screens.history import HistoryScreen
from closer_tui.ui.screens.home import HomeScreen
from closer_tui.ui.screens.past import ConversationScreen, PastScreen
from closer_tui.ui.widgets import history
from closer_tui.ui.widgets.history import SessionRows, columns, heading
from closer_tui.ui.widgets.history_list import SessionList

NARROW = (70, 20)


def play(journal: Journal, day: int, name: str = "small", level: Level = "realistic", *said: str) -> str:
    """A finished rehearsal of March 2026; its id."""
    title = f'title = "The {name} ending"'
    session = Session.begin(
        journal, WordScorer(), load_text(SOURCE.replace('title = "A small ending"', title), name), level
    )
    for step, text in enumerate((*said, "", "", "", "")[:4]):
        if session.state.phase == "finished":
            break
        if step == 3 and session.state.in_room:
            session.send(RoomLeft(60))
        if not text:
            session.send(StepSkipped(30.0)) if not session.state.in_room else None
        elif session.state.expects == "email":
            session.send(EmailSent("ann@acme.example", "Hi", text, 90.0))
            session.send(session.judge())
        else:
            session.send(AnswerGiven(text, 30.0))
            session.send(session.judge())
    assert session.state.phase == "finished"
    session.close()
    at = store_time(datetime(2026, 3, day, 12, tzinfo=UTC))
    with journal._transaction() as db:
        db.execute("UPDATE sessions SET finished = ?, seconds = 95.0 WHERE id = ?", (at, session.key))
        db.execute("UPDATE reports SET at = ? WHERE session = ?", (at, session.key))
    return session.key


@pytest.fixture
def kept(journal: Journal) -> list[str]:
    """Three rehearsals, the newest first; their ids."""
    return [
        play(journal, 3, "other", "silent", "asks insightful several", "", "", "thanks_time"),
        play(journal, 2, "small", "realistic", "asks zebra", "strength", "interested", "greeting"),
        play(journal, 1, "small", "coached", "asks insightful", "strength relevance", "interested reason", "sign_off"),
    ]


def many(journal: Journal, number: int) -> None:
    """So many rehearsals in which nothing was said."""
    scenario = load_text(SOURCE, "small")
    report, day = build_report(scenario, ()), datetime(2026, 1, 1, tzinfo=UTC)
    session = journal.begin(scenario, "coached")
    journal.finish(session, report, day, seconds=1.0)
    with journal._transaction() as db:
        moments = [(f"{n:032x}", store_time(day + timedelta(minutes=n)), n % 101, session) for n in range(1, number)]
        db.executemany(
            "INSERT INTO sessions SELECT ?, name, scenario_id, title, path, level, scenario, started, updated, answers,"
            " open, ?2, discarded, ?3, complete, scorer, seconds, rated FROM sessions WHERE id = ?4",
            [(a, b, c, d) for a, b, c, d in moments],
        )


async def opened(pilot: Pilot[None]) -> SessionRows:
    await settle(pilot)
    await pilot.press("h")
    await settle(pilot)
    assert isinstance(pilot.app.screen, HistoryScreen), pilot.app.screen
    return pilot.app.screen.query_one(SessionRows)


def listed(rows: SessionRows) -> list[str]:
    return [row.id for number in range(rows.count) if (row := rows.row(number)) is not None]


# --- the list -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [NARROW, SMALL, LARGE])
async def test_home_leads_to_every_rehearsal_with_level_score_and_moves(
    start: Start, kept: list[str], size: tuple[int, int]
) -> None:
    app = start()
    async with app.run_test(size=size) as pilot:
        rows = await opened(pilot)
        assert listed(rows) == kept
        screen = seen(app)
        lines = [line for line in screen.splitlines() if "2026-03-0" in line and "┃" in line]
        assert len(lines) == 3
        assert "realistic" in lines[1] and "½½" in lines[1] and " 38 " in lines[1]
        assert all("ending" in line or "…" in line for line in lines)
        assert ("1:35" in lines[0]) == (size != NARROW)
        assert ("words-1" in lines[0]) == (size == LARGE)
        assert "3 rehearsals" in screen
        assert "95 s" in screen or "1 min 35 s of practice" in screen
        assert "Scored by words-1" in screen
        for key in ("Open", "Find", "Scenario", "Level", "Move", "Delete"):
            assert key in screen.splitlines()[-1]


@pytest.mark.parametrize("width", range(40, 200, 3))
def test_the_columns_fill_the_width_and_no_more(width: int) -> None:
    shown = [each for each in (getattr(columns(width), name) for name in columns(width).__slots__) if each]
    assert sum(shown) + 2 * (len(shown) - 1) == width
    assert len(heading(width + 2)) == sum(shown) + 2 * (len(shown) - 1)


async def test_without_a_rehearsal_it_says_so_and_no_key_opens_anything(start: Start) -> None:
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        await opened(pilot)
        assert "No rehearsal was finished yet. The next one is kept here" in seen(app)
        footer = seen(app).splitlines()[-1]
        assert "Open" not in footer and "Delete" not in footer
        await pilot.press("enter", "delete", "down", "end", "pagedown")
        await settle(pilot)
        assert isinstance(app.screen, HistoryScreen)
        await pilot.press("escape")
        assert isinstance(app.screen, HomeScreen)


async def test_without_a_journal_home_says_that_there_is_no_history(start: Start) -> None:
    app = start(kept=None)
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        await pilot.press("h")
        await settle(pilot)
        assert isinstance(app.screen, HomeScreen)
        assert any("nothing of before can be shown" in toast for toast in toasts(app))


async def test_of_a_long_history_only_what_is_in_sight_is_read(
    start: Start, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    many(journal, 2_000)
    read: list[tuple[int, int]] = []
    page = journal.page

    def counting(search: Search, offset: int = 0, limit: int | None = None) -> object:
        found = page(search, offset, limit)
        read.append((offset, len(found)))
        return found

    monkeypatch.setattr(journal, "page", counting)
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        rows = await opened(pilot)
        assert rows.count == 2_000
        assert read == [(0, history.PAGE)]
        await pilot.press("end")
        await settle(pilot)
        last = rows.chosen
        assert isinstance(last, SessionInfo) and last.finished == datetime(2026, 1, 1, tzinfo=UTC)
        assert "2026-01-01" in seen(app)
        assert len(read) <= 4, read
        await pilot.press("home", "pagedown", "pagedown", "down", "up", "k", "j")
        await settle(pilot)
        assert rows.highlighted == 2 * (rows.scrollable_content_region.height - 1)
        assert isinstance(rows.chosen, SessionInfo)


async def test_what_was_scrolled_past_is_forgotten_and_read_again(
    start: Start, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history, "MOST_PAGES", 3)
    many(journal, 1_000)
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        rows = await opened(pilot)
        for _ in range(70):
            await pilot.press("pagedown")
            await settle(pilot)
            assert len(rows._pages) <= 3
            assert isinstance(rows.chosen, SessionInfo)
        await pilot.press("home")
        await settle(pilot)
        assert isinstance(rows.chosen, SessionInfo) and "…" not in seen(app).split("History")[1]


async def test_a_damaged_entry_is_told_in_its_place(start: Start, journal: Journal, kept: list[str]) -> None:
    with closing(sqlite3.connect(journal.path, isolation_level=None)) as db:
        db.execute("UPDATE sessions SET level = 'odd' WHERE id = ?", (kept[1],))
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        await opened(pilot)
        assert "This rehearsal can't be read: its entry in the journal is damaged." in seen(app)
        await pilot.press("down", "enter")
        await settle(pilot)
        assert isinstance(app.screen, HistoryScreen)
        assert any("damaged" in toast for toast in toasts(app))
        await pilot.press("delete", "y", "d")
        await settle(pilot)
        assert [info.id for info in journal.history()] == [kept[0], kept[2]]


async def test_a_journal_in_trouble_is_told_and_the_screen_stays(
    start: Start, journal: Journal, kept: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> object:
        raise JournalError("The disk is gone.", "Plug it in.")

    assert kept
    monkeypatch.setattr(journal, "page", refuse)
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        await opened(pilot)
        assert toasts(app) == ["The disk is gone. Plug it in."]
        monkeypatch.undo()
        await pilot.press("slash")
        await write(pilot, "zebra")
        await pilot.press("enter")
        await settle(pilot)
        assert "1 of 3 rehearsals" in seen(app)


# --- what is looked for ---------------------------------------------------------------------------------------


async def test_words_are_looked_for_once_the_typing_settles_and_enter_goes_to_what_was_found(
    start: Start, kept: list[str]
) -> None:
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        rows = await opened(pilot)
        await pilot.press("slash")
        assert isinstance(app.focused, Input)
        await write(pilot, "ZEBRA")
        await pilot.pause(0.4)
        await settle(pilot)
        assert listed(rows) == [kept[1]]
        assert "1 of 3 rehearsals" in seen(app)
        await pilot.press("enter")
        assert isinstance(app.focused, SessionRows)
        await pilot.press("x")
        await settle(pilot)
        assert listed(rows) == kept
        assert app.screen.query_one(Input).value == ""


async def test_letters_typed_as_words_press_no_keys(start: Start, kept: list[str]) -> None:
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        await opened(pilot)
        await pilot.press("slash", "s", "l", "m", "x", "D", "slash", "delete")
        assert isinstance(app.screen, HistoryScreen)
        assert app.screen.query_one(Input).value == "slmxD/"
        await pilot.press("escape")
        assert isinstance(app.focused, SessionRows) and isinstance(app.screen, HistoryScreen)
        assert len(kept) == 3


@pytest.mark.parametrize(
    ("keys", "found"),
    [
        (("s", "down", "enter"), [1, 2]),  # the small ending, after "any"
        (("l", "end", "enter"), [0]),
        (("m", "down", "enter"), [0, 2]),  # questions made
        (("m", "end", "enter"), [0, 1, 2]),  # the email not made
        (("l", "down", "enter", "m", "down", "enter"), [2]),
        (("s", "down", "enter", "s", "home", "enter"), [0, 1, 2]),
        (("s", "escape"), [0, 1, 2]),
    ],
)
async def test_a_choice_narrows_the_list(
    start: Start, kept: list[str], keys: tuple[str, ...], found: list[int]
) -> None:
    order = sorted(("The other ending", "The small ending"))
    assert order[0] == "The other ending"
    if keys[0] == "s" and len(keys) > 2:
        keys = tuple("end" if key == "down" else key for key in keys)
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        rows = await opened(pilot)
        for key in keys:
            await pilot.press(key)
            await settle(pilot)
        assert listed(rows) == [kept[index] for index in found]


async def test_the_choices_say_what_the_list_is_narrowed_to(start: Start, kept: list[str]) -> None:
    assert kept
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        await opened(pilot)
        assert all(name in seen(app) for name in ("Any scenario ▾", "Any level ▾", "Any move ▾"))
        for key in ("s", "down", "enter", "l", "down", "enter", "m", "end", "enter"):
            await pilot.press(key)
            await settle(pilot)
        assert all(name in seen(app) for name in ("The other ending ▾", "Coached ▾", "Email not made ▾"))
        assert "None of 3 rehearsals fits. Press x to see them all." in seen(app)
        assert "0 of 3 rehearsals" in seen(app)
        await pilot.click("#level")
        await settle(pilot)
        await pilot.press("home", "enter")
        await settle(pilot)
        assert "1 of 3 rehearsals" in seen(app)


# --- one of them ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [NARROW, SMALL, LARGE])
async def test_enter_opens_the_report_with_the_answers_and_t_the_whole_conversation(
    start: Start, kept: list[str], size: tuple[int, int]
) -> None:
    assert kept
    app = start()
    async with app.run_test(size=size) as pilot:
        await opened(pilot)
        await pilot.press("down", "enter")
        await settle(pilot)
        assert isinstance(app.screen, PastScreen)
        screen = seen(app)
        assert "38 of 100" in screen and "2026-03-02" in screen and "asks zebra" in screen
        assert "Talk" in screen.splitlines()[-1]
        await pilot.press("t")
        await settle(pilot)
        assert isinstance(app.screen, ConversationScreen)
        assert "A small room." in seen(app) and "Any questions?" in seen(app)
        await pilot.press("end")
        await settle(pilot)
        assert "greeting" in seen(app)
        await pilot.press("home", "escape")
        await settle(pilot)
        assert isinstance(app.screen, PastScreen)
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(app.screen, HistoryScreen)
        assert app.screen.query_one(SessionRows).highlighted == 1, "the place in the list stays"


async def test_a_key_pressed_twice_opens_one(start: Start, kept: list[str]) -> None:
    assert kept
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        await opened(pilot)
        await pilot.press("enter", "enter")
        await settle(pilot)
        assert sum(isinstance(screen, PastScreen) for screen in app.screen_stack) == 1


async def test_verdicts_of_the_past_stay_as_they_are(start: Start, journal: Journal, kept: list[str]) -> None:
    before = journal.reports(kept[0])
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        await opened(pilot)
        await pilot.press("enter")
        await settle(pilot)
        await pilot.press("o", "y", "n", "o")
        await settle(pilot)
        assert journal.reports(kept[0]) == before
        assert "Overrule" not in seen(app).splitlines()[-1]


async def test_of_one_judged_again_the_earlier_report_is_a_key_away(
    start: Start, journal: Journal, kept: list[str]
) -> None:
    (report,) = journal.reports(kept[1])
    journal.rescore(kept[1], replace(report, completeness=77, scorer="words-2"))
    app = start()
    async with app.run_test(size=LARGE) as pilot:
        await opened(pilot)
        await pilot.press("down")
        await settle(pilot)
        assert "Scored by words-2; 38 of 100 then, by words-1" in seen(app)
        await pilot.press("enter")
        await settle(pilot)
        assert "77 of 100" in seen(app) and "report 2 of 2" in seen(app)
        await pilot.press("b")
        await settle(pilot)
        assert "38 of 100" in seen(app) and "report 1 of 2" in seen(app)
        await pilot.press("down", "down")
        await pilot.press("b")
        await settle(pilot)
        assert "77 of 100" in seen(app)


async def test_a_report_of_the_past_is_saved_with_its_own_day(
    start: Start, kept: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert kept
    monkeypatch.chdir(tmp_path)
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        await opened(pilot)
        await pilot.press("enter")
        await settle(pilot)
        await pilot.press("s")
        await settle(pilot)
    (file,) = tmp_path.glob("closer-other-2026-03-03-*.md")
    assert "2026-03-03" in file.read_text(encoding="utf-8")


async def test_a_step_of_the_past_is_played_again_and_the_history_shows_it(
    start: Start, journal: Journal, kept: list[str]
) -> None:
    app = start()
    async with app.run_test(size=LARGE) as pilot:
        rows = await opened(pilot)
        await pilot.press("end", "enter")
        await settle(pilot)
        await pilot.press("r")
        await settle(pilot)
        assert rehearsal(app).session.state.retrying
        await write(pilot, "asks insightful several team")
        await pilot.press("enter")
        await settle(pilot)
        assert rehearsal(app).session.state.phase == "finished"
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(app.screen, HistoryScreen)
        assert listed(rows) == [kept[2], kept[0], kept[1]], "it is the newest now"
        assert len(journal.reports(kept[2])) == 2
        # And the report that came of it can be opened again from there.
        await pilot.press("home", "enter")
        await settle(pilot)
        assert isinstance(app.screen, PastScreen)
        assert "asks insightful several team" in seen(app)


async def test_the_whole_of_the_past_is_played_again_as_a_new_one(start: Start, kept: list[str]) -> None:
    assert kept
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        await opened(pilot)
        await pilot.press("down", "enter")
        await settle(pilot)
        await pilot.press("a")
        await settle(pilot)
        session = rehearsal(app).session
        assert (session.state.scenario.name, session.state.level) == ("small", "realistic")
        assert session.key not in kept and not session.state.answers


async def test_one_that_can_t_be_read_is_told_and_the_list_stays(
    start: Start, journal: Journal, kept: list[str]
) -> None:
    with closing(sqlite3.connect(journal.path, isolation_level=None)) as db:
        db.execute("UPDATE events SET body = '{' WHERE session = ?", (kept[0],))
        db.execute("UPDATE reports SET body = 'x' WHERE session = ?", (kept[1],))
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        await opened(pilot)
        for _ in range(2):
            await pilot.press("enter")
            await settle(pilot)
            assert isinstance(app.screen, HistoryScreen)
            await pilot.press("down")
        assert len(toasts(app)) == 2 and all("damaged" in toast for toast in toasts(app))
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, PastScreen)


# --- deleting -------------------------------------------------------------------------------------------------


async def test_one_is_deleted_after_it_was_asked_twice(start: Start, journal: Journal, kept: list[str]) -> None:
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        rows = await opened(pilot)
        await pilot.press("down", "delete")
        assert isinstance(app.screen, DeleteOneScreen)
        assert "The small ending" in seen(app) and "2026-03-02" in seen(app)
        await pilot.press("y")
        await pilot.pause()
        assert "Press d to delete it." in seen(app)
        assert journal.count(Search()) == 3
        await pilot.press("d")
        await settle(pilot)
        assert listed(rows) == [kept[0], kept[2]]
        assert toasts(app) == ["Deleted: 1 rehearsal."]
        assert b"zebra" not in journal.path.read_bytes()


@pytest.mark.parametrize("keys", [("delete",) * 9, ("d", "d"), ("enter",), ("y", "y", "y"), ("y", "enter"), ("y", "n")])
async def test_a_key_held_down_or_pressed_in_passing_deletes_nothing(
    start: Start, journal: Journal, kept: list[str], keys: tuple[str, ...]
) -> None:
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        await opened(pilot)
        await pilot.press("delete", *keys)
        await settle(pilot)
        assert journal.count(Search()) == len(kept)


async def test_the_one_that_is_open_is_deleted_too(start: Start, journal: Journal, kept: list[str]) -> None:
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        rows = await opened(pilot)
        await pilot.press("enter")
        await settle(pilot)
        await pilot.press("delete", "y", "d")
        await settle(pilot)
        assert isinstance(app.screen, HistoryScreen)
        assert listed(rows) == kept[1:]
        assert journal.count(Search()) == 2


async def test_all_are_deleted_after_a_word_was_written(start: Start, journal: Journal, kept: list[str]) -> None:
    broken_off = journal.begin(load_text(SOURCE, "small"), "coached")
    journal.release(broken_off)
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        await pilot.press("escape")  # it is offered to go on
        rows = await opened(pilot)
        for said in ("", "delete", "yes"):
            await pilot.press("D")
            await settle(pilot)
            assert isinstance(app.screen, DeleteAllScreen)
            assert "3 rehearsals, and 1 that was not finished" in " ".join(seen(app).replace("│", " ").split())
            await pilot.press("y")
            await write(pilot, said)
            await pilot.press("enter")
            await settle(pilot)
            assert journal.count(Search()) == len(kept)
        await pilot.press("D")
        await settle(pilot)
        await pilot.press("y")
        await write(pilot, " Delete all ")
        await pilot.press("enter")
        await settle(pilot)
        assert rows.count == 0 and toasts(app)[-1] == "Deleted: 4 rehearsals."
        assert "No rehearsal was finished yet." in seen(app)
        assert not journal.unfinished()
        await pilot.press("D")
        await settle(pilot)
        assert toasts(app)[-1] == "There is nothing to delete."


async def test_what_is_played_elsewhere_is_not_deleted_and_told(
    start: Start, journal: Journal, kept: list[str]
) -> None:
    app = start()
    with Journal.open(journal.path) as other:
        assert other.claim(kept[0])
        async with app.run_test(size=SMALL) as pilot:
            await opened(pilot)
            await pilot.press("delete", "y", "d")
            await settle(pilot)
            assert any("Another closer is playing this rehearsal." in toast for toast in toasts(app))
            assert journal.count(Search()) == 3


# --- the rest -------------------------------------------------------------------------------------------------


async def test_help_names_every_key_and_what_the_signs_mean(start: Start, kept: list[str]) -> None:
    assert kept
    app = start()
    async with app.run_test(size=(100, 50)) as pilot:
        await opened(pilot)
        await pilot.press("f1")
        await settle(pilot)
        assert isinstance(app.screen, HelpScreen)
        screen = " ".join(seen(app).replace("│", " ").split())
        assert "½ half made" in screen
        for words in ("Open:", "Find:", "Scenario:", "Level:", "Move:", "Delete:", "Delete all:", "Back:"):
            assert words in screen


HOSTILE = "\x1b[31m[bold]x[/] \u202eevil\x07 [@click=app.quit]q[/]\n\t"


@pytest.mark.parametrize("size", [NARROW, LARGE])
async def test_hostile_words_of_the_journal_stay_words(
    start: Start, journal: Journal, kept: list[str], size: tuple[int, int]
) -> None:
    with closing(sqlite3.connect(journal.path, isolation_level=None)) as db:
        db.execute("UPDATE sessions SET title = ?, scorer = ?", (HOSTILE, HOSTILE))
        db.execute("UPDATE sessions SET name = ? WHERE id = ?", (HOSTILE, kept[0]))
    app: CloserApp = start()
    async with app.run_test(size=size) as pilot:
        await opened(pilot)
        for keys in ((), ("s",), ("escape",), ("enter",), ("t",), ("escape",), ("escape",), ("delete",)):
            await pilot.press(*keys)
            await settle(pilot)
            assert not set("\x1b\x07\u202e") & set(seen(app))
        assert "[bold]x[/]" in seen(app)
    assert isinstance(app.screen_stack, list)


async def test_the_list_reads_nothing_of_a_search_that_nobody_wants_any_more(
    start: Start, journal: Journal, kept: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        await opened(pilot)
        read: list[Search] = []
        page = journal.page

        def noting(search: Search, *more: int) -> object:
            read.append(search)
            return page(search, *more)

        monkeypatch.setattr(journal, "page", noting)
        whole = app.screen.query_one(SessionList)
        for text in ("z", "ze", "zeb"):
            whole.search = Search(text)
        whole._read(Search("z"))
        whole.look(Search("zebra"))
        await settle(pilot)
        assert {search.text for search in read} == {"zebra"}
        assert listed(whole.rows) == [kept[1]]
