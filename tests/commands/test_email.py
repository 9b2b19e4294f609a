"""`closer email`: as text, as a draft, as a link; which rehearsal is meant; never over what is there."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
from click.testing import Result
from tests.commands.conftest import SMALL
from tests.conftest import WordScorer

from closer_tui.events import EmailSent, StepSkipped
from closer_tui.journal import Journal
from closer_tui.practice import desktop
from closer_tui.scenario.load import load_text
from closer_tui.session import Session

Closer = Callable[..., Result]
PANEL = SMALL + '\n[step.interviewer]\nname = "Tan Hui Min"\ntitle = "Engineer"\n'
"""The email step is somebody else's."""
BODY = "Dear Ann,\n\nthanks — für alles."


def rehearse(body: str = BODY, to: str = "ann@acme.com", source: str = SMALL) -> str:
    """A finished rehearsal in the journal; without a body its email was skipped."""
    with Journal.open() as journal:
        session = Session.begin(journal, WordScorer(), load_text(source, "small"), "realistic")
        session.send(StepSkipped())
        if body:
            session.send(EmailSent(to, "Thank you", body))
            session.send(session.judge())
        else:
            session.send(StepSkipped())
        session.close()
        return session.key


def test_the_email_of_the_last_rehearsal_that_has_one_is_printed(closer: Closer) -> None:
    rehearse("The first.")
    rehearse()
    rehearse("")
    done = closer("email")
    assert (done.exit_code, done.stdout, done.stderr) == (0, f"To: ann@acme.com\nSubject: Thank you\n\n{BODY}\n", "")
    assert closer("email", "--print").stdout == done.stdout


def test_another_rehearsal_is_meant_by_the_beginning_of_its_id(closer: Closer) -> None:
    first = rehearse("The first.")
    rehearse()
    assert closer("email", first[:8]).stdout.endswith("The first.\n")


def test_what_is_not_there_is_told_with_what_to_do(closer: Closer) -> None:
    assert closer("email").stderr == "closer: There is no rehearsal yet. closer play NAME plays one.\n"
    skipped = rehearse("")
    assert "No email was written in any rehearsal yet." in closer("email").stderr
    assert "No email was written in this rehearsal." in closer("email", skipped).stderr
    rehearse()
    done = closer("email", "zzz")
    assert done.exit_code == 1 and "No rehearsal has an id that begins with “zzz”." in done.stderr
    assert closer("email", "--to", "Bob").stderr == (
        "closer: Nobody called Bob interviewed you here. There is Ann Bell.\n"
    )
    assert closer("email", "--mailto", "--sent").exit_code == 2
    assert closer("email", "--force").exit_code == 2


def test_a_draft_is_saved_for_its_owner_and_never_over_a_file(closer: Closer, tmp_path: Path) -> None:
    rehearse()
    file = tmp_path / "thanks.eml"
    done = closer("email", "--eml", str(file))
    assert done.exit_code == 0 and "mail programs open it as a draft" in done.stderr
    assert file.read_bytes().startswith(b"X-Unsent: 1\r\nTo: ann@acme.com\r\nSubject: Thank you\r\n")
    if os.name == "posix":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    file.write_text("precious", encoding="utf-8")
    refused = closer("email", "--eml", str(file))
    assert refused.exit_code == 1 and "is there already" in refused.stderr
    assert file.read_text(encoding="utf-8") == "precious"
    assert closer("email", "--eml", str(file), "--force").exit_code == 0
    assert file.read_bytes().startswith(b"X-Unsent")
    assert closer("email", "--eml", "-").stdout_bytes == file.read_bytes()


def test_the_link_is_printed_and_what_it_leaves_out_is_said(closer: Closer) -> None:
    rehearse()
    url = f"mailto:ann@acme.com?subject=Thank%20you&body={quote(BODY, safe='').replace('%0A', '%0D%0A')}"
    assert closer("email", "--mailto").stdout == f"{url}\n"
    rehearse("x" * 3_000)
    done = closer("email", "--mailto")
    assert done.stdout == "mailto:ann@acme.com?subject=Thank%20you\n"
    assert "too long for a link: the body has to be pasted" in done.stderr


def test_it_is_opened_in_the_mail_program_or_the_reason_is_said(
    closer: Closer, monkeypatch: pytest.MonkeyPatch
) -> None:
    rehearse()
    opened: list[list[str]] = []
    monkeypatch.setattr(desktop, "opener", lambda _: ["opens"])
    monkeypatch.setattr(desktop, "hand_over", opened.append)
    assert closer("email", "--open").exit_code == 0
    assert opened[0][0] == "opens" and opened[0][1].startswith("mailto:ann@acme.com?")

    def nowhere(_: object) -> list[str]:
        raise desktop.NoDesktop("There is no desktop here.")

    monkeypatch.setattr(desktop, "opener", nowhere)
    done = closer("email", "--open")
    assert done.exit_code == 1
    assert done.stderr == (
        "closer: There is no desktop here. closer email --mailto prints the link, --eml FILE saves a draft.\n"
    )


def test_what_was_taken_out_waits_until_it_is_ticked(closer: Closer) -> None:
    rehearse()

    def waits() -> int:
        with Journal.open() as journal:
            return len(journal.waiting_notes(timedelta(days=3)))

    closer("email")
    assert waits() == 0
    closer("email", "--mailto")
    assert waits() == 1
    for _ in range(2):
        assert closer("email", "--sent").stderr == "Ticked as sent: the email to Ann Bell.\n"
        assert waits() == 0


def test_each_of_a_panel_has_a_note_and_one_is_taken_out_at_a_time(closer: Closer) -> None:
    rehearse(source=PANEL)
    notes = json.loads(closer("email", "--json").stdout)
    assert [note["interviewer"] for note in notes] == ["Ann Bell", "Tan Hui Min"]
    assert "Word for word the same" in notes[1]["remarks"][-1]
    refused = closer("email", "--mailto")
    assert refused.exit_code == 1
    assert "a note for each interviewer: Ann Bell, Tan Hui Min. Say which with --to NAME." in refused.stderr
    assert closer("email", "--to", "hui", "--mailto").stdout.startswith("mailto:ann@acme.com?subject=")
    assert closer("email", "--to", "ann", "--mailto").stdout.startswith("mailto:ann@acme.example?subject=")
    assert closer("email").stdout.count("Subject: Thank you") == 2


def test_an_address_that_can_not_be_right_is_told_about(closer: Closer) -> None:
    rehearse(to="ann@acme")
    done = closer("email", "--eml", "-")
    assert b"\nTo:" not in done.stdout_bytes
    assert done.stderr == "Ann Bell: “ann@acme”: what follows the @ is no domain, such as company.com.\n"


def test_hostile_words_add_no_header_and_steer_no_terminal(closer: Closer) -> None:
    rehearse("Hi\x1b]52;c;x\x07\n.\r\nBcc: a@evil.example", to="a@b.com\r\nBcc: x@evil.example")
    draft = closer("email", "--eml", "-").stdout_bytes
    head = draft.split(b"\r\n\r\n")[0].lower()
    assert b"bcc" not in head and b"\x1b" not in draft
    done = closer("email")
    assert not set(done.stdout + done.stderr) & set("\x1b\x07\r")
