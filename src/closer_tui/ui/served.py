"""The program in a web page: its driver, and what takes the place of this machine's files, clipboard and mail program.

Where the program runs is the machine of somebody else then: a visitor's files are downloads of their browser, their
links are opened by it, and it alone has a clipboard.
"""

from __future__ import annotations

import base64
import os
import threading
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO, Literal, TextIO

from textual import events, messages
from textual.app import App
from textual.drivers.web_driver import WebDriver

from closer_tui.i18n import _

PATIENCE = 10.0
"""Seconds that the program has to end by itself once nobody is there any more."""


class VisitDriver(WebDriver):
    """Textual's driver for the web, but for this: the program ends when its visitor or the server is gone, however
    they went; what several threads write does not mix; and a file is handed over whole."""

    def __init__(self, app: App[Any], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None):
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._one_at_a_time = threading.Lock()
        self._write = partial(VisitDriver._write_whole, self)

    def _write_whole(self, data: bytes) -> int:
        """A packet that is longer than the pipe takes at once must not be torn apart by another thread's."""
        with self._one_at_a_time:
            left = memoryview(data)
            try:
                while left:
                    left = left[os.write(self.fileno, left) :]
            except BrokenPipeError:
                pass  # the server is gone; so says the end of the input, and the program ends as it should
        return len(data)

    def start_application_mode(self) -> None:
        super().start_application_mode()
        # Textual takes the page for one in the background until it says otherwise, and the page may have said so
        # before there was anybody to hear it: the footer would stay empty.
        self._app.call_later(self._app.post_message, events.AppFocus())

    def run_input_thread(self) -> None:
        super().run_input_thread()
        if self.exit_event.is_set():
            return
        # The input has ended: the server wants that, or was killed. Drafts are written as the screens go.
        self._app.post_message(messages.ExitApp())
        last_resort = threading.Timer(PATIENCE, os._exit, (1,))
        last_resort.daemon = True
        last_resort.start()

    def deliver_binary(
        self,
        binary: BinaryIO | TextIO,
        *,
        delivery_key: str,
        save_path: Path,
        open_method: Literal["browser", "download"] = "download",  # noqa: ARG002 - it is always a download
        encoding: str | None = None,
        mime_type: str | None = None,  # noqa: ARG002 - the server knows the files that there are
        name: str | None = None,  # noqa: ARG002 - nobody asks whether it arrived
    ) -> None:
        with binary:
            binary.seek(0)
            read = binary.read()
        data = read.encode(encoding or "utf-8", "replace") if isinstance(read, str) else read
        content = base64.b64encode(data).decode()
        self.write_meta({"type": "file", "key": delivery_key, "name": save_path.name, "content": content})


def download(app: App[Any], name: str, data: bytes) -> None:
    """Have the visitor's browser save a file, and say so."""
    app.deliver_binary(BytesIO(data), save_filename=name)
    app.notify(_("Your browser saves it as {name}.").format(name=name), timeout=10, markup=False)


def was_asked_to_copy(what: str) -> str:
    """What is said once the browser was asked to copy: the "text", "subject" or "address" of an email, or the
    "sheet"."""
    if what == "sheet":
        return _("Your browser was asked to copy the sheet. If nothing can be pasted, save it with s.")
    if what == "subject":
        return _("Your browser was asked to copy the subject. If nothing can be pasted, save it all with F2.")
    if what == "address":
        return _("Your browser was asked to copy the address. If nothing can be pasted, save it all with F2.")
    return _("Your browser was asked to copy the text. If nothing can be pasted, save it all with F2.")


def hand_to_browser(app: App[Any], what: str, url: str, left_out: str) -> None:
    """Say what of an email was copied, or have `url` opened by the mail program of the visitor; `left_out` says what
    the link had no room for."""
    words = was_asked_to_copy(what)
    if url:
        app.open_url(url, new_tab=False)
        asked = _("Your browser was asked to open it in your mail program. If nothing opens, save it with F2.")
        words = " ".join((asked, left_out, was_asked_to_copy("text"))) if left_out else asked
    app.notify(words, timeout=10, markup=False)
