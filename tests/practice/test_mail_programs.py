"""The draft, opened by others than the standard library: a mail parser in another language, and a mail program."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

import pytest

from closer_tui.practice.mail import Email, as_eml, sent_body

EMAILS = (
    Email("ann@acme.com", "Thank you", "Dear Ann,\n\nthank you for your time.\n\nTom\n"),
    Email(
        '"Pillai, Rajan" <rajan@müller.de>; 陳 "Hui" <hm@acme.com>',
        "Grüße & Dank für das Gespräch über die vierhundert Händler, und noch etwas 👋 =?utf-8?q?x?=",
        "Dear Rajan,\n\n"
        + "a line that is far longer than any mail takes in one piece, in ä and in ☃ " * 20
        + "\n.\nFrom here on\n-- \nTom  \n=3D =\n\ttab",
    ),
    Email("ann@acme.com", "Thanks\r\nBcc: all@evil.example", "One.\r\nTwo.\rThree.\x00\x1b[2J\ud800"),
    Email("", "W" * 900, "W" * 3_000),
)

# Email::MIME decodes headers and body by itself, and says what headers it saw.
_READER = r"""
use strict; use warnings; use Email::MIME; use JSON::PP;
binmode STDIN; local $/; my $mail = Email::MIME->new(<STDIN>);
print JSON::PP->new->ascii->encode({
  names => [$mail->header_names], to => [$mail->header_str("To")], subject => [$mail->header_str("Subject")],
  unsent => [$mail->header_str("X-Unsent")], type => $mail->content_type, body => $mail->body_str,
});
"""


def _perl_reads() -> bool:
    perl = shutil.which("perl")
    if perl is None:
        return False
    return subprocess.run([perl, "-MEmail::MIME", "-e1"], capture_output=True, check=False).returncode == 0


@pytest.mark.skipif(not _perl_reads(), reason="Perl's mail parser reads it: install libemail-mime-perl")
@pytest.mark.parametrize("email", EMAILS, ids=["plain", "letters", "hostile", "long"])
def test_another_parser_reads_what_was_written(email: Email) -> None:
    done = subprocess.run(["perl", "-e", _READER], input=as_eml(email), capture_output=True, check=True)
    read = json.loads(done.stdout)
    assert read["unsent"] == ["1"]
    assert read["subject"] == [" ".join(email.subject.split())]
    assert read["body"].replace("\r\n", "\n") == sent_body(email.body)
    assert read["type"].startswith("text/plain")
    assert set(read["names"]) <= {
        "X-Unsent", "To", "Subject", "MIME-Version", "Content-Type", "Content-Transfer-Encoding",
    }  # fmt: skip
    assert len(read["to"]) == bool(email.to)
    if "Pillai" in email.to:
        assert read["to"] == ['"Pillai, Rajan" <rajan@xn--mller-kva.de>, "陳 \\"Hui\\"" <hm@acme.com>']


_MUTTRC = """
set folder="{folder}" spoolfile="{folder}/inbox" record="" postponed="{folder}/postponed" header_cache=""
set from="me@me.example" realname="Me" editor=true edit_headers=no charset="utf-8" crypt_use_gpgme=no
set sendmail=false abort_unmodified=no mailcap_path=/dev/null wait_key=no pager_stop=yes
"""


@pytest.mark.skipif(
    not (shutil.which("mutt") and shutil.which("tmux")),
    reason="a mail program opens it in a terminal: install mutt, tmux",
)
def test_a_mail_program_opens_it_as_a_draft_ready_to_be_sent(tmp_path: Path) -> None:
    draft, settings = tmp_path / "draft.eml", tmp_path / "muttrc"
    draft.write_bytes(as_eml(EMAILS[1]))
    settings.write_text(_MUTTRC.format(folder=tmp_path), encoding="utf-8")
    (tmp_path / "inbox").touch()
    with tempfile.TemporaryDirectory(prefix="mutt-") as short:  # a socket's path has to be short
        screen = _Screen(Path(short) / "s", ["mutt", "-n", "-F", str(settings), "-H", str(draft)])
        try:
            screen.wait_for('To: "Pillai, Rajan" <rajan@')  # it asks for what it has read from the draft
            screen.press("Enter")
            screen.wait_for("Subject: Grüße & Dank")
            screen.press("Enter")
            menu = screen.wait_for("-- Attachments")
            assert '"Pillai, Rajan" <rajan@' in menu and "Grüße & Dank für das Gespräch" in menu
            assert "text/plain, quoted, utf-8" in menu
            screen.press("Enter")  # look at the text
            text = screen.wait_for("Dear Rajan,")
            assert "in ä and in ☃" in text
        finally:
            screen.end()


class _Screen:
    """A program in a terminal of its own."""

    def __init__(self, socket: Path, command: list[str]) -> None:
        self._tmux = ["tmux", "-S", str(socket), "-f", os.devnull]
        environment = ["env", "LC_ALL=C.UTF-8", "TERM=screen"]
        self._run("new-session", "-d", "-x", "120", "-y", "40", *environment, *command)

    def _run(self, *words: str) -> str:
        environment = {**os.environ, "LC_ALL": "C.UTF-8"}
        done = subprocess.run([*self._tmux, *words], capture_output=True, env=environment, check=False)
        return done.stdout.decode()

    def press(self, key: str) -> None:
        self._run("send-keys", key)

    def wait_for(self, words: str) -> str:
        """The screen once it shows the words; fails after a long while."""
        for _ in range(300):
            shown = self._run("capture-pane", "-p")
            if words in shown:
                return shown
            time.sleep(0.1)
        raise AssertionError(f"{words!r} never came up:\n{shown}")

    def end(self) -> None:
        self._run("kill-server")
