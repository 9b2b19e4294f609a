"""Promises of the rehearsal: what is typed lands where it was meant to, whole and safely drawn."""

from __future__ import annotations

import pytest
from tests.ui.conftest import SMALL, Start, rehearsal, seen, settle, toasts, write
from tests.ui.rehearsing import box, play, say, to_the_email
from textual import events
from textual.widgets import Input, TextArea

from closer_tui.journal import Journal
from closer_tui.ui.widgets.transcript import Transcript


async def test_an_empty_answer_is_not_given_but_explained(start: Start) -> None:
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        await play(pilot)
        await pilot.press("space", "enter")
        assert not rehearsal(app).session.state.answers
        assert "then press Enter" in toasts(app)[-1]


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


async def test_keys_that_come_faster_than_the_screen_are_taken_in_their_order(start: Start) -> None:
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        await play(pilot)
        for key in ("a", "ctrl+j", "b", "enter", "c"):
            app.post_message(events.Key(key, key if len(key) == 1 else None))
        await settle(pilot)
        assert rehearsal(app).session.state.answers[0].text == "a\nb"


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
