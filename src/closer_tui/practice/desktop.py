"""The programs of the desktop that an email is handed to: the one that opens links, and the clipboard's.

Nothing here waits for a window to close, and nothing takes over the terminal: a browser for terminals, which the
standard library's webbrowser would start where there is no desktop, is never one of them.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence

from closer_tui.i18n import _

Which = Callable[[str], str | None]

_COPIERS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("WAYLAND_DISPLAY", ("wl-copy",)),
    ("DISPLAY", ("xclip", "-selection", "clipboard")),
    ("DISPLAY", ("xsel", "--clipboard", "--input")),
)
_PATIENCE = 3.0
"""Seconds in which a program that can't do it has said so; one that still runs then is at work."""


class NoDesktop(Exception):
    """There is no program to hand it to; the message says why, in a sentence."""


def opener(environment: Mapping[str, str], platform: str = sys.platform, which: Which = shutil.which) -> list[str]:
    """The command that opens a link (its last argument, to be added) in the program it belongs to. Raises NoDesktop."""
    if platform == "darwin":
        return ["open"]
    if platform == "win32":
        return ["rundll32", "url.dll,FileProtocolHandler"]
    if "WSL_DISTRO_NAME" in environment and which("wslview"):
        return ["wslview"]
    if not _has_screen(environment):
        if "SSH_CONNECTION" in environment:
            raise NoDesktop(_("This is an SSH session, so no mail program can be opened."))
        raise NoDesktop(_("There is no desktop here, so no mail program can be opened."))
    for command in (["xdg-open"], ["gio", "open"]):
        if which(command[0]):
            return command
    raise NoDesktop(_("Nothing here opens links: xdg-open (package xdg-utils) is missing."))


def copier(environment: Mapping[str, str], platform: str = sys.platform, which: Which = shutil.which) -> list[str]:
    """The command that puts its standard input on the clipboard. Raises NoDesktop: also over SSH, where it would be
    the clipboard of the wrong machine."""
    if "SSH_CONNECTION" in environment:
        raise NoDesktop(_("This is an SSH session: the clipboard here is not the one in front of you."))
    if platform == "darwin":
        return ["pbcopy"]
    if platform == "win32" or "WSL_DISTRO_NAME" in environment:
        return ["clip.exe"]
    for variable, command in _COPIERS:
        if environment.get(variable) and which(command[0]):
            return list(command)
    raise NoDesktop(_("There is no program for the clipboard here, such as wl-copy or xclip."))


def hand_over(command: Sequence[str], text: str | None = None) -> None:
    """Run a command of `opener` or `copier`, with `text` as its input. Returns once it is done, or at work; raises
    NoDesktop where it could not do it."""
    encoding = "utf-16-le" if command[0] == "clip.exe" else "utf-8"
    try:
        started = subprocess.Popen(
            list(command),
            stdin=subprocess.DEVNULL if text is None else subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=os.name == "posix",
        )
        try:
            started.communicate(None if text is None else text.encode(encoding, "replace"), timeout=_PATIENCE)
        except subprocess.TimeoutExpired:
            return
    except OSError as error:
        said = _("{program} can't be run: {why}.")
        raise NoDesktop(said.format(program=command[0], why=error.strerror or error)) from error
    if started.returncode:
        said = _("{program} could not do it (exit status {status}).")
        raise NoDesktop(said.format(program=command[0], status=started.returncode))


def give(environment: Mapping[str, str], copy: str = "", url: str = "") -> tuple[bool, str]:
    """Copy the one, where there is something, then open the other: whether it was copied, and why the last that was
    wanted could not be done, or nothing."""
    copied, why = False, ""
    try:
        if copy:
            hand_over(copier(environment), copy)
            copied = True
    except NoDesktop as error:
        why = str(error)
    if url:
        try:
            hand_over([*opener(environment), url])
            why = ""
        except NoDesktop as error:
            why = str(error)
    return copied, why


def _has_screen(environment: Mapping[str, str]) -> bool:
    return bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))
