"""Promises of the rehearsal: no word is lost, however it ends."""

from __future__ import annotations

import pytest
from tests.ui.conftest import LARGE, SMALL, Start, rehearsal, seen, settle, toasts, write
from tests.ui.rehearsing import box, finished, play, say, to_the_email
from textual.widgets import Input, TextArea

from closer_tui.events import StepRetried
from closer_tui.journal import Journal, JournalError
from closer_tui.scoring.verdict import Judgement, Kind
from closer_tui.ui.screens.dialogs import LeaveScreen, PauseScreen
from closer_tui.ui.screens.home import HomeScreen
from closer_tui.ui.screens.level import LevelScreen
from closer_tui.ui.screens.unfinished import UnfinishedScreen


async def test_a_draft_is_in_the_journal_within_a_second(start: Start, journal: Journal) -> None:
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        await play(pilot)
        await write(pilot, "half a")
        await pilot.pause(1.0)
        (info,) = journal.unfinished()
        stored = journal.load(info.id)
        assert stored.draft is not None and stored.draft.text == "half a"


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_after_a_crash_the_next_start_offers_to_go_on_with_every_word(
    start: Start, journal: Journal, size: tuple[int, int]
) -> None:
    app = start()
    async with app.run_test(size=size) as pilot:
        await play(pilot)
        await say(pilot, "asks enjoyment")
        await write(pilot, "seven years of")
        await pilot.pause(1.0)
        key = rehearsal(app).session.key
        # What a killed process leaves: the file as it stands now, with no claim on it.
        copy = journal.path.with_name("copy.sqlite")
        copy.write_bytes(journal.path.read_bytes())
    crashed = Journal.open(copy)
    app = start(kept=crashed)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        assert isinstance(app.screen, UnfinishedScreen)
        shown = seen(app)
        assert "A small ending" in shown and "coached" in shown and "1 answer" in shown and "seven years of" in shown
        await pilot.press("enter")
        await settle(pilot)
        session = rehearsal(app).session
        assert session.key == key and session.state.step == 1
        assert "asks enjoyment" in seen(app) and "The people." in seen(app)
        assert box(app).text == "seven years of" and box(app).has_focus
        await write(pilot, " x")
        assert box(app).text == "seven years of x"
    crashed.close()


async def test_an_email_under_way_is_restored_with_its_address_and_subject(start: Start) -> None:
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        await play(pilot)
        await to_the_email(pilot)
        await write(pilot, "to ann")
        await pilot.press("enter", "s", "enter", "b")
        await pilot.press("escape", "l")
        await settle(pilot)
        assert isinstance(app.screen, HomeScreen)
        await pilot.press("u", "enter")
        await settle(pilot)
        assert rehearsal(app)
        assert [field.value for field in app.screen.query(Input)] == ["to ann", "s"]
        body = app.screen.query_one("#body", TextArea)
        assert body.text == "b" and body.has_focus and body.cursor_location == (0, 1)


async def test_backing_out_of_a_rehearsal_that_is_not_kept_says_so(start: Start) -> None:
    app = start(kept=None)
    async with app.run_test(size=SMALL) as pilot:
        await play(pilot)
        await write(pilot, "lost")
        await pilot.press("escape")
        assert isinstance(app.screen, LeaveScreen)
        assert "could not be kept: its words are lost" in " ".join(seen(app).split())


async def test_backing_out_asks_keeps_every_word_and_is_offered_again(start: Start) -> None:
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        await play(pilot)
        await write(pilot, "kept")
        await pilot.press("escape")
        assert isinstance(app.screen, LeaveScreen)
        await pilot.press("escape")
        assert box(app).text == "kept"
        await pilot.press("escape")
        await pilot.click("#leave")
        await settle(pilot)
        assert isinstance(app.screen, HomeScreen)
        await pilot.press("u")
        await settle(pilot)
        assert "kept" in seen(app)


async def test_quitting_in_the_middle_keeps_the_last_letter(start: Start, journal: Journal) -> None:
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        await play(pilot)
        await write(pilot, "to the very last")
        await pilot.press("ctrl+q")
        await pilot.pause()
    (info,) = journal.unfinished()
    stored = journal.load(info.id)
    assert stored.draft is not None and stored.draft.text == "to the very last"


async def test_when_the_disk_fails_midway_the_words_stay_one_toast_tells_and_the_work_goes_on(
    start: Start, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise JournalError("The disk is [full].", "Make room.")

    app = start()
    async with app.run_test(size=LARGE) as pilot:
        await play(pilot)
        with monkeypatch.context() as broken:
            broken.setattr(journal, "append", fail)
            broken.setattr(journal, "save_draft", fail)
            await say(pilot, "asks enjoyment")
            assert "asks enjoyment" in seen(app) and "The people." in seen(app)
            await write(pilot, "strength")
            await pilot.pause(0.6)
            assert box(app).text == "strength"
            (told,) = [words for words in toasts(app) if "disk" in words]
            assert told == "The disk is [full]. Make room. You can go on; F12 saves your words elsewhere."
        await pilot.press("enter")
        await settle(pilot)
        key = rehearsal(app).session.key
        assert not rehearsal(app).session.trouble
        assert [answer.text for answer in rehearsal(app).session.state.answers] == ["asks enjoyment", "strength"]
        assert sum(type(event).__name__ == "AnswerGiven" for event in journal.load(key).events) == 2
        assert "What could not be saved before is saved now." in toasts(app)
        assert not any("disk" in words for words in toasts(app)), "what is over is not told any more"


class Broken:
    """A scorer that can't be loaded until it is put right."""

    version = "broken"

    def __init__(self, good: object) -> None:
        self.good = good
        self.broken = True

    def judge(self, text: str, kind: Kind) -> Judgement:
        if self.broken:
            raise OSError("the [weights] are missing")
        judgement: Judgement = self.good.judge(text, kind)  # type: ignore[attr-defined]
        return judgement


async def test_an_answer_that_cannot_be_judged_is_kept_and_can_be_tried_again(
    start: Start, word_scorer: object
) -> None:
    scorer = Broken(word_scorer)
    app = start(scorer=scorer)
    async with app.run_test(size=SMALL) as pilot:
        await play(pilot)
        await say(pilot, "asks enjoyment")
        shown = seen(app)
        assert "the [weights] are missing" in shown and "asks enjoyment" in shown and "^r Try again" in shown
        await pilot.press("escape", "l")
        await settle(pilot)
        await pilot.press("u", "enter")
        await settle(pilot)
        assert "the [weights] are missing" in seen(app)
        scorer.broken = False
        await pilot.press("ctrl+r")
        await settle(pilot)
        assert rehearsal(app).session.state.step == 1
        assert "The people." in seen(app) and "Try again" not in seen(app)


async def test_a_rehearsal_stopped_at_the_retry_is_offered_again(start: Start, journal: Journal) -> None:
    app = start()
    async with app.run_test(size=LARGE) as pilot:
        await finished(pilot, app)
        app.screen.dismiss(0)
        await settle(pilot)
        assert any(isinstance(event, StepRetried) for event in journal.load(rehearsal(app).session.key).events)
        await write(pilot, "half a sentence")
        await pilot.press("escape", "l")
        await settle(pilot)
        await pilot.press("u", "enter")
        await settle(pilot)
        assert rehearsal(app).session.state.retrying and rehearsal(app).session.draft.text == "half a sentence"


async def test_a_retry_that_was_only_opened_is_left_without_a_question_and_not_offered(
    start: Start, journal: Journal
) -> None:
    app = start()
    async with app.run_test(size=LARGE) as pilot:
        await finished(pilot, app)
        app.screen.dismiss(0)
        await settle(pilot)
        key = rehearsal(app).session.key
        await pilot.press("escape")
        await settle(pilot)
        assert journal.unfinished() == () and [info.id for info in journal.history()] == [key]
        assert not any(isinstance(event, StepRetried) for event in journal.load(key).events)


async def test_another_scenario_is_begun_from_the_palette_and_the_one_that_is_left_is_kept(
    start: Start, journal: Journal
) -> None:
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        await play(pilot)
        await write(pilot, "left behind")
        first = rehearsal(app).session.key
        await pilot.press("ctrl+p")
        await write(pilot, "small ending")
        await pilot.pause(0.3)
        await pilot.press("enter")
        await pilot.pause(0.3)
        assert isinstance(app.screen, LevelScreen)
        await pilot.press("2")
        await settle(pilot)
        assert rehearsal(app).session.key != first
        stored = journal.load(first)
        assert stored.draft is not None and stored.draft.text == "left behind"


async def test_a_rehearsal_in_which_nothing_happened_is_left_at_once_and_not_offered_again(
    start: Start, journal: Journal
) -> None:
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        await play(pilot)
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(app.screen, HomeScreen)
        assert "u Go on" not in seen(app)
    assert journal.unfinished() == ()


async def test_a_rehearsal_without_a_journal_promises_nowhere_that_words_are_kept(start: Start) -> None:
    app = start(kept=None)
    async with app.run_test(size=LARGE) as pilot:
        await play(pilot)
        await write(pilot, "words")
        await pilot.press("f1")
        await pilot.pause()
        assert "its words are lost" in " ".join(seen(app).replace("│", " ").split())
        assert "is kept" not in seen(app)
        await pilot.press("escape", "f4")
        await pilot.pause()
        assert isinstance(app.screen, PauseScreen)
        shown = " ".join(seen(app).replace("│", " ").split())
        assert "can't be kept" in shown and "is kept" not in shown
