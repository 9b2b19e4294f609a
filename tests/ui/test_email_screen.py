"""The email after the rehearsal: changed, kept, taken out of the tool, ticked; and what was said, beside it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from tests.conftest import WordScorer
from tests.ui.conftest import LARGE, SMALL, SOURCE, Start, rehearsal, seen, settle, toasts, write
from textual.pilot import Pilot
from textual.widgets import Input, Static

from closer_tui.events import AnswerGiven, EmailSent, StepSkipped
from closer_tui.journal import Journal, JournalError
from closer_tui.practice import desktop
from closer_tui.practice.desktop import NoDesktop
from closer_tui.scenario.load import load_text
from closer_tui.scenario.model import Scenario
from closer_tui.session import Session
from closer_tui.ui.app import CloserApp
from closer_tui.ui.screens.debrief import DebriefScreen
from closer_tui.ui.screens.email import EmailScreen, open_email, open_stored
from closer_tui.ui.screens.email_out import DraftFileScreen, LinkScreen
from closer_tui.ui.screens.help import actions
from closer_tui.ui.screens.said import SaidScreen

PANEL = SOURCE.replace(
    'hint = "Name one thing."',
    'hint = "Name one thing."\n[step.interviewer]\nname = "Tan Hui Min"\ntitle = "Engineer"\nemail = "hui@acme.com"',
)
BODY = "Dear Ann,\n\nthank you for the talk.\nTom"


def rehearse(journal: Journal | None, source: str = SOURCE, body: str = BODY, to: str = "ann@acme.com") -> Session:
    session = Session.begin(journal, WordScorer(), load_text(source, "small"), "realistic")
    session.send(AnswerGiven("asks: what do you enjoy here? strength"))
    session.send(session.judge())
    session.send(StepSkipped())
    session.send(StepSkipped())
    if body:
        session.send(EmailSent(to, "Thank you", body))
        session.send(session.judge())
    else:
        session.send(StepSkipped())
    assert session.state.phase == "finished"
    return session


@pytest.fixture
def handed(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """What went to the clipboard of the desktop and to what opens links."""
    found: list[tuple[str, str]] = []

    def hand_over(command: list[str], text: str | None = None) -> None:
        found.append((command[0], command[-1] if text is None else text))

    monkeypatch.setattr(desktop, "hand_over", hand_over)
    monkeypatch.setattr(desktop, "copier", lambda _: ["copies"])
    monkeypatch.setattr(desktop, "opener", lambda _: ["opens"])
    return found


@pytest.fixture
def no_desktop(monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere(_: object) -> list[str]:
        raise NoDesktop("This is an SSH session.")

    monkeypatch.setattr(desktop, "copier", nowhere)
    monkeypatch.setattr(desktop, "opener", nowhere)


async def show(app: CloserApp, pilot: Pilot[None], session: Session, folder: Path | None = None) -> EmailScreen:
    await settle(pilot)
    open_email(app, session.state, session.journal, session.key, folder)
    await settle(pilot)
    return screen(app)


def screen(app: CloserApp) -> EmailScreen:
    assert isinstance(app.screen, EmailScreen), app.screen
    return app.screen


def body(app: CloserApp) -> str:
    return screen(app)._form.body.text


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_it_shows_the_email_as_it_was_written(start: Start, journal: Journal, size: tuple[int, int]) -> None:
    app = start()
    async with app.run_test(size=size) as pilot:
        await show(app, pilot, rehearse(journal))
        shown = seen(app)
        for words in ("The email to Ann Bell", "ann@acme.com", "Thank you", "thank you for the talk.", "Save", "Back"):
            assert words in shown
        assert "f8 Next" not in shown and "made up" not in shown
        assert journal.notes(app.screen._outbox.session) == ()  # type: ignore[attr-defined]


async def test_what_is_changed_is_kept_at_once_and_there_again(start: Start, journal: Journal) -> None:
    session = rehearse(journal)
    app = start()
    async with app.run_test(size=LARGE) as pilot:
        await show(app, pilot, session)
        await write(pilot, " PS: and the tour.")
        await pilot.press("escape")
        await settle(pilot)
        assert journal.notes(session.key)[0].body == f"{BODY} PS: and the tour."
        open_stored(app, journal, session.key)
        await settle(pilot)
        assert body(app).endswith("PS: and the tour.")


async def test_what_is_changed_is_kept_however_the_program_ends(start: Start, journal: Journal) -> None:
    session = rehearse(journal)
    app = start()
    async with app.run_test(size=LARGE) as pilot:
        await show(app, pilot, session)
        await write(pilot, "!")
    assert journal.notes(session.key)[0].body == f"{BODY}!"


async def test_a_draft_is_saved_under_a_name_that_nothing_has(start: Start, journal: Journal, tmp_path: Path) -> None:
    folder = tmp_path / "here"
    folder.mkdir()
    (folder / "thank-you-ann-bell.eml").write_text("precious", encoding="utf-8")
    session = rehearse(journal)
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        await show(app, pilot, session, folder)
        await pilot.press("f2")
        await settle(pilot)
        assert isinstance(app.screen, DraftFileScreen)
        name = app.screen.query_one(Input)
        assert name.value == "thank-you-ann-bell-2.eml"
        name.value = "thank-you-ann-bell.eml"
        await pilot.press("enter")
        await settle(pilot)
        assert "There is a file of this name already" in seen(app)
        name.value = "no/such/place"
        await pilot.press("enter")
        await settle(pilot)
        assert "It can't be written there (No such file or directory)" in " ".join(seen(app).replace("│", " ").split())
        name.value = "mine"
        await pilot.press("enter")
        await settle(pilot)
        assert screen(app)
        assert "not ticked as sent yet" in seen(app)
    assert (folder / "thank-you-ann-bell.eml").read_text(encoding="utf-8") == "precious"
    assert (folder / "mine.eml").read_bytes().startswith(b"X-Unsent: 1\r\nTo: ann@acme.com\r\n")
    assert len(journal.waiting_notes(timedelta(days=1))) == 1


async def test_leaving_the_file_name_leaves_the_email_where_it_is(start: Start, journal: Journal) -> None:
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        await show(app, pilot, rehearse(journal))
        await pilot.press("f2", "escape")
        await settle(pilot)
        assert screen(app) and journal.waiting_notes(timedelta(days=1)) == ()


async def test_text_subject_and_address_are_copied_in_turn(
    start: Start, journal: Journal, handed: list[tuple[str, str]]
) -> None:
    app = start()
    async with app.run_test(size=LARGE) as pilot:
        await show(app, pilot, rehearse(journal))
        for part, words in (("text", BODY), ("subject", "Thank you"), ("address", "ann@acme.com"), ("text", BODY)):
            await pilot.press("f3")
            await settle(pilot)
            assert handed[-1] == ("copies", words) and app.clipboard == words
            assert toasts(app)[-1] == f"The {part} is on the clipboard."


@pytest.mark.usefixtures("no_desktop")
async def test_where_only_the_terminal_can_copy_it_says_what_to_do_if_it_does_not(
    start: Start, journal: Journal
) -> None:
    app = start()
    async with app.run_test(size=LARGE) as pilot:
        await show(app, pilot, rehearse(journal))
        await pilot.press("f3")
        await settle(pilot)
        assert app.clipboard == BODY
        assert "Your terminal was asked to copy the text." in toasts(app)[-1] and "F2" in toasts(app)[-1]


async def test_it_is_opened_in_the_mail_program(start: Start, journal: Journal, handed: list[tuple[str, str]]) -> None:
    session = rehearse(journal)
    app = start()
    async with app.run_test(size=LARGE) as pilot:
        await show(app, pilot, session)
        await pilot.press("f4")
        await settle(pilot)
        ((program, url),) = handed
        assert program == "opens" and url.startswith("mailto:ann@acme.com?subject=Thank%20you&body=Dear%20Ann")
        assert toasts(app) == ["Your mail program has it: read it once more there."]
    assert journal.waiting_notes(timedelta(days=1))[0].to == "ann@acme.com"


async def test_a_body_too_long_for_a_link_is_copied_before_the_mail_program_opens(
    start: Start, journal: Journal, handed: list[tuple[str, str]]
) -> None:
    app = start()
    async with app.run_test(size=LARGE) as pilot:
        await show(app, pilot, rehearse(journal, body="x" * 3_000))
        await pilot.press("f4")
        await settle(pilot)
        assert handed == [("copies", "x" * 3_000 + "\n"), ("opens", "mailto:ann@acme.com?subject=Thank%20you")]
        assert toasts(app)[-1].endswith(
            "It is too long for a link: the body has to be pasted. The text is on the clipboard."
        )


@pytest.mark.usefixtures("no_desktop")
async def test_without_a_desktop_the_link_is_shown_to_be_followed_elsewhere(start: Start, journal: Journal) -> None:
    app = start()
    async with app.run_test(size=LARGE) as pilot:
        await show(app, pilot, rehearse(journal))
        await pilot.press("f4")
        await settle(pilot)
        assert isinstance(app.screen, LinkScreen)
        shown = "".join(seen(app).split())
        assert "ThisisanSSHsession." in shown and "mailto:ann@acme.com?subject=Thank%20you" in shown
        links = {each.style.link for strip in app.screen._compositor.render_strips() for each in strip if each.style}
        assert links - {None} == {app.screen._url}, "a terminal that follows links is told of it, whole"
        await pilot.press("c")
        assert app.clipboard.startswith("mailto:ann@acme.com?subject=")
        await pilot.press("escape")
        assert screen(app)


async def test_each_interviewer_has_a_note_of_their_own(start: Start, journal: Journal) -> None:
    session = rehearse(journal, PANEL)
    app = start()
    async with app.run_test(size=LARGE) as pilot:
        await show(app, pilot, session)
        assert "Word for word the same as the note to Tan Hui Min" in seen(app)
        await write(pilot, " Also to Ann.")
        await pilot.press("f8")
        await settle(pilot)
        assert "The email to Tan Hui Min" in seen(app) and body(app) == BODY
        assert "hui@acme.com" in seen(app), "her address is offered"
        assert screen(app)._form.to.value == "", "and not filled in"
        await write(pilot, " For Hui alone.")
        await pilot.press("f12")
        await settle(pilot)
        assert "Tan Hui Min ✓ sent" in seen(app) and "Word for word" not in seen(app)
        await pilot.press("f8")
        await settle(pilot)
        assert body(app) == f"{BODY} Also to Ann."
    ann, hui = journal.notes(session.key)
    assert (ann.sent, hui.body) == (None, f"{BODY} For Hui alone.") and hui.sent is not None


async def test_a_tick_is_taken_back_by_the_same_key(start: Start, journal: Journal) -> None:
    session = rehearse(journal)
    app = start()
    async with app.run_test(size=LARGE) as pilot:
        await show(app, pilot, session)
        await pilot.press("f12")
        assert "✓ sent" in seen(app) and journal.notes(session.key)[0].sent
        await pilot.press("ctrl+t")
        assert "✓ sent" not in seen(app) and journal.notes(session.key)[0].sent is None


async def test_the_rehearsal_s_own_text_can_be_brought_back_and_that_undone(start: Start, journal: Journal) -> None:
    app = start()
    async with app.run_test(size=LARGE) as pilot:
        await show(app, pilot, rehearse(journal))
        await write(pilot, " Spoilt.")
        await pilot.press("f3")
        await pilot.press("ctrl+r")
        await settle(pilot)
        assert body(app) == BODY
        await pilot.press("ctrl+z")
        assert body(app) == f"{BODY} Spoilt."


async def test_nothing_leaves_the_tool_while_there_is_nothing(
    start: Start, journal: Journal, handed: list[tuple[str, str]]
) -> None:
    session = rehearse(journal, body="")
    app = start()
    async with app.run_test(size=LARGE) as pilot:
        await show(app, pilot, session)
        for key in ("f2", "f3", "f4", "f12"):
            await pilot.press(key)
            await settle(pilot)
            assert screen(app) and toasts(app) == ["Write the email first: there is nothing in it yet."]
    assert handed == [] and journal.notes(session.key) == ()


async def test_a_wrong_and_a_made_up_address_are_remarked_as_it_is_written(start: Start, journal: Journal) -> None:
    app = start()
    async with app.run_test(size=LARGE) as pilot:
        await show(app, pilot, rehearse(journal, to=""))
        assert "This address is made up, as the scenario is" in seen(app)
        screen(app)._form.to.value = "ann@acme"
        await pilot.pause(0.6)
        assert "“ann@acme”: what follows the @ is no domain" in seen(app)


async def test_a_journal_that_can_not_be_read_still_shows_the_email(
    start: Start, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = rehearse(journal)

    def broken(_: str) -> None:
        raise JournalError("The journal is gone.", "Start again.")

    monkeypatch.setattr(journal, "notes", broken)
    app = start()
    async with app.run_test(size=LARGE) as pilot:
        await show(app, pilot, session)
        assert body(app) == BODY and toasts(app) == ["The journal is gone. Start again."]


async def test_hostile_words_are_words_alone(start: Start, journal: Journal) -> None:
    hostile = "[bold red]x[/] \x1b[2J\u202e [@click=app.quit]q[/]"
    session = rehearse(journal, PANEL, f"Dear Ann, {hostile}", f"a@b.com\r\nBcc: {hostile}")
    people = tuple(replace(step, interviewer=replace(step.interviewer, name=hostile)) if step.interviewer else step
                   for step in session.state.scenario.steps)  # fmt: skip
    session.state = replace(session.state, scenario=replace(session.state.scenario, steps=people))
    app = start()
    async with app.run_test(size=LARGE) as pilot:
        await show(app, pilot, session)
        for keys in ("f8", "f5", "escape", "f2"):
            await pilot.press(keys)
            await settle(pilot)
            assert not set(seen(app)) & set("\x1b\u202e")
        assert "[bold red]" in app.screen.query_one(Static).render().plain or "[bold" in seen(app)  # type: ignore[union-attr]


async def test_every_action_is_in_the_help(start: Start, journal: Journal) -> None:
    app = start()
    async with app.run_test(size=LARGE) as pilot:
        await show(app, pilot, rehearse(journal, PANEL))
        named = {each.binding.description for each in actions(app.screen)}
        assert {"Save", "Copy", "Open", "What was said", "Next", "Sent", "Back"} <= named


# --- from other screens --------------------------------------------------------------------------------------


async def test_the_debrief_leads_to_it(start: Start, journal: Journal) -> None:
    session = rehearse(journal)
    app = start()
    async with app.run_test(size=LARGE) as pilot:
        await settle(pilot)
        app.push_screen(DebriefScreen(session))
        await settle(pilot)
        await pilot.press("m")
        await settle(pilot)
        assert body(app) == BODY
        await pilot.press("escape")
        assert isinstance(app.screen, DebriefScreen)


async def test_what_was_said_is_one_key_away_in_the_email_step_and_never_written_for_one(
    start: Start, played: Scenario
) -> None:
    app = start(play=(played, "realistic"))
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        await pilot.press("f5")
        assert rehearsal(app), "in the room there is nothing to write"
        await write(pilot, "asks: what do you enjoy here?")
        await pilot.press("enter")
        await settle(pilot)
        for _ in range(2):
            await pilot.press("f3", "f3")
            await settle(pilot)
        assert rehearsal(app).session.state.expects == "email"
        assert "what do you enjoy here" not in seen(app).split("To ")[-1]
        await write(pilot, "ann@acme.com")
        await pilot.press("f5")
        await settle(pilot)
        assert isinstance(app.screen, SaidScreen)
        for words in ("Ann Bell, Manager", "What you asked", "“asks: what do you enjoy here?”"):
            assert words in seen(app)
        await pilot.press("f5")
        await settle(pilot)
        desk = rehearsal(app)._desk
        assert (desk.email.to.value, desk.email.subject.value, desk.email.body.text) == ("ann@acme.com", "", "")


async def test_home_tells_of_an_email_that_waits_until_it_is_ticked(start: Start, journal: Journal) -> None:
    session = rehearse(journal)
    journal.keep_note(session.key, "Ann Bell", "ann@acme.com", "Thank you", "Dear Ann", out=True)
    session.close()
    line = "The email to Ann Bell was written within the last hour: send it within a day of the interview."
    app = start()
    async with app.run_test(size=LARGE) as pilot:
        await settle(pilot)
        assert line in seen(app)
        await pilot.press("m")
        await settle(pilot)
        assert body(app) == "Dear Ann"
        await pilot.press("f12", "escape")
        await settle(pilot)
        assert line not in seen(app)
        await pilot.press("m")
        await settle(pilot)
        assert app.screen is app._home


async def test_home_says_nothing_of_made_up_addresses(start: Start, journal: Journal) -> None:
    session = rehearse(journal)
    journal.keep_note(session.key, "Ann Bell", "ann@acme.example", "Thank you", "Dear Ann", out=True)
    session.close()
    app = start()
    async with app.run_test(size=SMALL) as pilot:
        await settle(pilot)
        assert "The email to Ann Bell" not in seen(app)
