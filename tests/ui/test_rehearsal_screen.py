"""Promises of the rehearsal: every journey by keyboard, and no word lost on any of them."""

from __future__ import annotations

import re

import pytest
from tests.conftest import said_by_python
from tests.ui.conftest import LARGE, SMALL, Start, rehearsal, seen, settle, toasts, type_keys, write
from textual import events
from textual.pilot import Pilot
from textual.widgets import Button, Input, TextArea

from closer_tui.events import StepRetried
from closer_tui.journal import Journal, JournalError
from closer_tui.rehearsal import Level
from closer_tui.scenario.model import Scenario
from closer_tui.scoring.verdict import Judgement, Kind
from closer_tui.ui.app import LEAST, CloserApp
from closer_tui.ui.screens.compare import CompareScreen
from closer_tui.ui.screens.debrief import DebriefScreen
from closer_tui.ui.screens.dialogs import LeaveScreen, PauseScreen
from closer_tui.ui.screens.home import HomeScreen
from closer_tui.ui.screens.level import LevelScreen
from closer_tui.ui.screens.unfinished import UnfinishedScreen
from closer_tui.ui.widgets.answer import AnswerBox
from closer_tui.ui.widgets.transcript import Transcript


async def say(pilot: Pilot[None], text: str) -> None:
    await write(pilot, text)
    await pilot.press("enter")
    await settle(pilot)


async def play(pilot: Pilot[None], level: str = "1") -> None:
    """From home into a rehearsal, with keys."""
    await settle(pilot)
    await pilot.press("enter", level)
    await settle(pilot)


async def to_the_email(pilot: Pilot[None]) -> None:
    for answer in ("asks insightful enjoyment", "strength relevance", "interested reason"):
        await say(pilot, answer)


def box(app: CloserApp) -> AnswerBox:
    return app.screen.query_one(AnswerBox)


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_four_steps_are_answered_by_keyboard_alone_and_lead_to_the_debrief(
    start: Start, journal: Journal, size: tuple[int, int]
) -> None:
    app = start()
    async with app.run_test(size=size) as pilot:
        await play(pilot)
        shown = seen(app)
        assert "A small room." in shown and "Ann Bell" in shown and "Any questions?" in shown
        assert "Ask thoughtful questions" in shown
        await type_keys(pilot, "asks insightful enjoyment")
        await pilot.press("enter")
        await settle(pilot)
        shown = seen(app)
        assert "You" in shown and "The people." in shown and "Well made." in shown and "Why you?" in shown
        await say(pilot, "strength relevance")
        await say(pilot, "interested reason")
        shown = seen(app)
        assert "Goodbye." in shown and "Later, at home." in shown
        assert "To" in shown and "ann@acme.example" in shown and "Subject" in shown
        await write(pilot, "ann")
        await pilot.press("enter")
        await write(pilot, "thank you")
        await pilot.press("enter")
        await type_keys(pilot, "thanks_time\nthanks_consideration")
        assert app.screen.query_one("#body", TextArea).text == "thanks_time\nthanks_consideration"
        await pilot.press("ctrl+s")
        await settle(pilot)
        state = rehearsal(app).session.state
        assert state.phase == "finished" and state.answers[-1].to == "ann"
        assert "Thanks for your mail." in seen(app) and "See the report" in seen(app)
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, DebriefScreen)
    (info,) = journal.history()
    assert info.answers == 4 and info.complete


async def test_the_silent_level_names_nothing_and_ends_when_the_candidate_leaves(start: Start) -> None:
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        await play(pilot, "3")
        shown = seen(app)
        assert "That is all." in shown and "Any questions?" not in shown
        assert "of 4" not in shown and "Ask thoughtful" not in shown and "left" not in shown
        assert "Leave the room" in shown and "Hint" not in shown and "Skip" not in shown
        await say(pilot, "asks enjoyment")
        assert "The people." in seen(app) and "I have a meeting." in seen(app)
        await write(pilot, "and")
        await pilot.press("f5")
        assert rehearsal(app).session.state.in_room
        assert "has not been said" in toasts(app)[-1]
        await pilot.press("f5")
        await settle(pilot)
        assert "Goodbye." in seen(app) and "Later, at home." in seen(app)
        assert app.screen.query_one("#body", TextArea).text == ""


async def test_the_realistic_level_gives_no_names_and_no_hint(start: Start) -> None:
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        await play(pilot, "2")
        assert "1 of 4" in seen(app) and "Ask thoughtful" not in seen(app) and "Hint" not in seen(app)
        await pilot.press("f2")
        assert "inside" not in seen(app)


async def test_a_hint_is_one_key_away_on_the_coached_level_and_then_the_key_is_gone(start: Start) -> None:
    app = start()
    async with app.run_test(size=LARGE) as pilot:
        await play(pilot)
        assert "f2 Hint" in seen(app)
        await pilot.press("f2")
        await pilot.pause(0.1)
        assert "Ask two things that only somebody inside can answer" in seen(app)
        assert "f2 Hint" not in seen(app)


async def test_a_step_is_skipped_by_the_second_press_only(start: Start) -> None:
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        await play(pilot)
        await pilot.press("f3")
        assert rehearsal(app).session.state.step == 0
        assert "again" in toasts(app)[-1]
        await pilot.press("f3")
        await settle(pilot)
        assert rehearsal(app).session.state.skipped == {0}
        assert "Why you?" in seen(app)
        await pilot.press("f3")
        assert rehearsal(app).session.state.step == 1


async def test_an_empty_answer_is_not_given_but_explained(start: Start) -> None:
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        await play(pilot)
        await pilot.press("space", "enter")
        assert not rehearsal(app).session.state.answers
        assert "then press Enter" in toasts(app)[-1]


async def test_pause_covers_the_answer_and_stops_the_clock(start: Start) -> None:
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        await play(pilot)
        await write(pilot, "secret")
        await pilot.press("f4")
        await settle(pilot)
        session = app.screen_stack[1].session  # type: ignore[attr-defined]
        assert isinstance(app.screen, PauseScreen) and "secret" not in seen(app)
        before = session.now()
        await pilot.pause(0.3)
        assert session.now() == before and session.state.paused
        await pilot.press("space")
        await settle(pilot)
        assert not session.state.paused and box(app).text == "secret" and box(app).has_focus
        await pilot.pause(0.2)
        assert session.now() > before


async def test_when_the_time_of_a_step_is_over_the_interviewer_says_so_once(start: Start) -> None:
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        await play(pilot)
        assert "1:00 left" in seen(app) or "0:59 left" in seen(app)
        rehearsal(app).session._since -= 72
        await pilot.pause(1.2)
        shown = seen(app)
        assert "over" in shown and shown.count("We are nearly out of time.") == 1


async def test_a_new_line_is_typed_with_ctrl_j_shift_enter_or_alt_enter(start: Start) -> None:
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        await play(pilot)
        for key in ("ctrl+j", "shift+enter", "alt+enter"):
            await pilot.press("a", key)
        assert box(app).text == "a\na\na\n"


async def test_the_words_are_counted_while_they_are_typed(start: Start) -> None:
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        await play(pilot)
        await write(pilot, "one two three four five")
        assert "5 words · about 2 s to say" in seen(app)


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
            assert [words for words in toasts(app) if "disk" in words] == ["The disk is [full]. Make room."]
        await pilot.press("enter")
        await settle(pilot)
        key = rehearsal(app).session.key
        assert not rehearsal(app).session.trouble
        assert [answer.text for answer in rehearsal(app).session.state.answers] == ["asks enjoyment", "strength"]
        assert sum(type(event).__name__ == "AnswerGiven" for event in journal.load(key).events) == 2


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


async def test_a_long_hostile_wide_or_right_to_left_paste_is_taken_whole_and_drawn_safely(start: Start) -> None:
    pasted = "שלום 面接 🙂 [b]x[/b] \x00\x1b[31m\u202eword\r\nnext " + "asks wonderful things " * 9000
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        await play(pilot)
        await write(pilot, pasted)
        await pilot.pause(0.3)
        text = box(app).text
        assert text.startswith("שלום 面接 🙂 [b]x[/b] [31mword\nnext asks") and len(text) > 190_000
        assert "27,0" in seen(app)
        await pilot.press("enter")
        await settle(pilot)
        assert rehearsal(app).session.state.answers[0].text == text
        assert "all of them kept" in seen(app).replace("\n", " ") and "\x1b" not in seen(app)


async def test_lines_arrive_one_by_one_and_any_key_shows_them_all(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("closer_tui.ui.widgets.transcript.PAUSE", 60)
    app = start(animated=True)
    async with app.run_test(size=LARGE) as pilot:
        await play(pilot)
        await say(pilot, "asks enjoyment")
        await pilot.pause(0.3)
        assert "The people." in seen(app) and "Why you?" not in seen(app)
        await pilot.press("left")
        await pilot.pause()
        assert "Why you?" in seen(app)
        assert box(app).text == ""
        await say(pilot, "strength")
        await write(pilot, "a")
        await pilot.pause()
        assert "Anything else?" in seen(app) and box(app).text == "a"


async def test_the_next_answer_can_be_begun_while_the_interviewer_listens(
    start: Start, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        await play(pilot)
        screen = rehearsal(app)
        judge = screen._judge
        monkeypatch.setattr(screen, "_judge", lambda: None)
        await write(pilot, "asks")
        await pilot.press("enter")
        await pilot.pause()
        assert "Ann Bell is listening" in seen(app)
        await pilot.press("x", "enter", "f3", "f3", "f4")
        await pilot.pause()
        assert len(screen.session.state.answers) == 1 and box(app).text == "x"
        screen.keep_draft()
        stored = journal.load(screen.session.key).draft
        assert stored is not None and stored.text == "x"
        judge()
        await settle(pilot)
        assert "Why you?" in seen(app) and box(app).text == "x"


async def test_nothing_is_typed_into_the_void_before_the_email(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        await play(pilot)
        await say(pilot, "asks")
        await say(pilot, "strength")
        monkeypatch.setattr(rehearsal(app), "_judge", lambda: None)
        await write(pilot, "interested")
        await pilot.press("enter", "x")
        await pilot.pause()
        assert box(app).read_only and box(app).text == ""


async def finished(pilot: Pilot[None], app: CloserApp) -> None:
    await play(pilot)
    await to_the_email(pilot)
    app.screen.query_one("#body", TextArea).text = "thanks_time thanks_consideration"
    await pilot.press("ctrl+s")
    await settle(pilot)
    await pilot.click("#report")
    await settle(pilot)
    assert isinstance(app.screen, DebriefScreen)


async def test_a_step_is_played_again_from_the_debrief(start: Start) -> None:
    app = start()
    async with app.run_test(size=LARGE) as pilot:
        await finished(pilot, app)
        app.screen.dismiss(1)
        await settle(pilot)
        state = rehearsal(app).session.state
        assert state.step == 1 and state.retrying and box(app).has_focus
        await say(pilot, "evidence")
        assert "See the report" in seen(app)
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, CompareScreen), "after the first retry both are shown side by side"
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(app.screen, DebriefScreen)


@pytest.mark.parametrize(("choice", "there"), [("again", True), (None, False)])
async def test_from_the_debrief_all_is_played_again_or_home_comes_back(
    start: Start, choice: str | None, there: bool
) -> None:
    app = start()
    async with app.run_test(size=LARGE) as pilot:
        await finished(pilot, app)
        app.screen.dismiss(choice)
        await settle(pilot)
        if there:
            state = rehearsal(app).session.state
            assert state.level == "coached" and not state.answers
        else:
            assert isinstance(app.screen, HomeScreen)
            assert re.search(r"best \d+, just now", seen(app))


async def test_a_rehearsal_stopped_at_the_retry_is_offered_again(start: Start, journal: Journal) -> None:
    app = start()
    async with app.run_test(size=LARGE) as pilot:
        await finished(pilot, app)
        app.screen.dismiss(0)
        await settle(pilot)
        assert any(isinstance(event, StepRetried) for event in journal.load(rehearsal(app).session.key).events)
        await pilot.press("escape", "l")
        await settle(pilot)
        await pilot.press("u", "enter")
        await settle(pilot)
        assert rehearsal(app).session.state.retrying


@pytest.mark.parametrize("level", ["coached", "realistic", "silent"])
async def test_a_scenario_named_on_the_command_line_begins_at_once(
    start: Start, played: Scenario, level: Level
) -> None:
    app = start(play=(played, level))
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        assert rehearsal(app).session.state.level == level and box(app).has_focus


async def test_the_conversation_can_be_read_back_without_leaving_the_answer(start: Start) -> None:
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        await play(pilot)
        for answer in ("asks enjoyment team", "strength relevance"):
            await say(pilot, answer)
        transcript = app.screen.query_one(Transcript)
        bottom = transcript.scroll_offset.y
        assert bottom > 0
        await pilot.press("ctrl+up")
        await pilot.pause()
        assert transcript.scroll_offset.y < bottom and box(app).has_focus


@pytest.mark.parametrize("size", [LEAST, SMALL])
async def test_the_footer_is_readable_whole_on_every_level(start: Start, size: tuple[int, int]) -> None:
    app = start()
    async with app.run_test(size=size) as pilot:
        for level in ("1", "2", "3"):
            await play(pilot, level)
            await pilot.pause(0.2)
            assert seen(app).splitlines()[-1].rstrip().endswith("f1 Help")
            await pilot.press("escape")


def test_the_first_paint_needs_neither_the_scorer_nor_numpy() -> None:
    code = (
        "import sys, closer_tui.ui.app, closer_tui.ui.screens.rehearsal as _;"
        "print([m for m in ('numpy', 'closer_tui.scoring.scorer') if m in sys.modules])"
    )
    assert said_by_python(code) == "[]"


async def test_the_button_of_a_pause_goes_on(start: Start) -> None:
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        await play(pilot)
        await pilot.press("f4")
        await settle(pilot)
        await pilot.click(Button)
        await settle(pilot)
        assert not rehearsal(app).session.state.paused


async def test_keys_that_come_faster_than_the_screen_are_taken_in_their_order(start: Start) -> None:
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        await play(pilot)
        for key in ("a", "ctrl+j", "b", "enter", "c"):
            app.post_message(events.Key(key, key if len(key) == 1 else None))
        await settle(pilot)
        assert rehearsal(app).session.state.answers[0].text == "a\nb"


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


async def test_keys_typed_fast_through_the_email_form_land_in_its_fields(start: Start) -> None:
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        await play(pilot)
        await to_the_email(pilot)
        keys = ("a", "b", "enter", "c", "d", "enter", "e", "f", "shift+tab", "g", "shift+tab", "h", "shift+tab", "i")
        for key in keys:  # as a terminal gives them out, waiting for nothing
            app.post_message(events.Key(key, key if len(key) == 1 else None))
        await settle(pilot)
        fields = {field.id: field.value for field in app.screen.query(Input)}
        # From To the keys go round to the body: the conversation would swallow what is typed.
        assert fields == {"to": "abh", "subject": "cdg"}
        assert app.screen.query_one("#body", TextArea).text == "efi"


async def test_an_email_without_a_body_is_not_sent_and_the_candidate_learns_what_is_missing(start: Start) -> None:
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        await play(pilot)
        await to_the_email(pilot)
        await pilot.press("ctrl+s")
        assert "Write the email first" in toasts(app)[-1]
        await pilot.press("a", "ctrl+s")
        assert "The body of the email is still empty" in toasts(app)[-1]
        assert len(rehearsal(app).session.state.answers) == 3


async def test_the_warning_before_a_skip_is_shown_once_in_full_and_goes_with_the_step(start: Start) -> None:
    app = start()
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await play(pilot)
        await write(pilot, "not yet")
        await pilot.press("f3")
        await pilot.pause(0.2)
        warning = "What is in the box has not been said yet. Press it again to skip this step."
        assert toasts(app) == [warning]
        for word in warning.split():
            assert word in seen(app)
        await pilot.press("f3")
        await pilot.pause(0.2)
        assert rehearsal(app).session.state.step == 1
        assert toasts(app) == [] and "Press it again" not in seen(app)
        await pilot.press("enter", "enter")
        assert len(toasts(app)) == 1


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
