"""What is handed to the desktop goes to a program that fits, and where there is none the reason is said."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from closer_tui.practice import desktop
from closer_tui.practice.desktop import NoDesktop, copier, give, hand_over, opener


def which(*programs: str) -> desktop.Which:
    return lambda name: f"/usr/bin/{name}" if name in programs else None


@pytest.mark.parametrize(
    ("environment", "platform", "programs", "command"),
    [
        ({}, "darwin", (), ["open"]),
        ({}, "win32", (), ["rundll32", "url.dll,FileProtocolHandler"]),
        ({"DISPLAY": ":0"}, "linux", ("xdg-open", "gio"), ["xdg-open"]),
        ({"WAYLAND_DISPLAY": "w"}, "linux", ("gio",), ["gio", "open"]),
        ({"WSL_DISTRO_NAME": "Debian"}, "linux", ("wslview",), ["wslview"]),
        ({"SSH_CONNECTION": "x", "DISPLAY": "localhost:10"}, "linux", ("xdg-open",), ["xdg-open"]),
    ],
)
def test_a_link_is_opened_by_what_the_system_has(
    environment: dict[str, str], platform: str, programs: tuple[str, ...], command: list[str]
) -> None:
    assert opener(environment, platform, which(*programs)) == command


@pytest.mark.parametrize(
    ("environment", "why"),
    [
        ({"SSH_CONNECTION": "x"}, "This is an SSH session, so no mail program can be opened."),
        ({}, "There is no desktop here, so no mail program can be opened."),
        ({"DISPLAY": ":0"}, "Nothing here opens links: xdg-open (package xdg-utils) is missing."),
    ],
)
def test_without_a_desktop_no_browser_of_the_terminal_is_started_instead(environment: dict[str, str], why: str) -> None:
    with pytest.raises(NoDesktop) as told:
        opener(environment, "linux", which("lynx", "w3m", "www-browser"))
    assert str(told.value) == why


@pytest.mark.parametrize(
    ("environment", "platform", "programs", "command"),
    [
        ({}, "darwin", (), ["pbcopy"]),
        ({}, "win32", (), ["clip.exe"]),
        ({"WAYLAND_DISPLAY": "w", "DISPLAY": ":0"}, "linux", ("wl-copy", "xclip"), ["wl-copy"]),
        ({"DISPLAY": ":0"}, "linux", ("wl-copy", "xclip"), ["xclip", "-selection", "clipboard"]),
        ({"DISPLAY": ":0"}, "linux", ("xsel",), ["xsel", "--clipboard", "--input"]),
    ],
)
def test_the_clipboard_is_the_desktop_s(
    environment: dict[str, str], platform: str, programs: tuple[str, ...], command: list[str]
) -> None:
    assert copier(environment, platform, which(*programs)) == command
    with pytest.raises(NoDesktop, match="not the one in front of you"):
        copier({**environment, "SSH_CONNECTION": "x"}, platform, which(*programs))


def test_a_program_gets_the_words_on_its_input_and_keeps_quiet(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "clipboard"
    code = f"import sys; print('loud'); open({str(file)!r}, 'wb').write(sys.stdin.buffer.read())"
    hand_over([sys.executable, "-c", code], "Grüße\n👋")
    assert file.read_text(encoding="utf-8") == "Grüße\n👋"
    assert capfd.readouterr() == ("", "")


def test_a_program_that_fails_or_is_not_there_is_named() -> None:
    with pytest.raises(NoDesktop, match=r"could not do it \(exit status 3\)"):
        hand_over([sys.executable, "-c", "raise SystemExit(3)"], "x")
    with pytest.raises(NoDesktop, match="nowhere-to-be-found can't be run"):
        hand_over(["nowhere-to-be-found"])


def test_what_is_given_is_copied_first_and_opened_then(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[tuple[str, str | None]] = []
    monkeypatch.setattr(desktop, "hand_over", lambda command, text=None: done.append((command[-1], text)))
    monkeypatch.setattr(desktop, "copier", lambda _: ["copies"])
    monkeypatch.setattr(desktop, "opener", lambda _: ["opens"])
    assert give({}, "text", "mailto:x") == (True, "")
    assert done == [("copies", "text"), ("mailto:x", None)]


def test_the_reason_is_the_one_of_what_was_wanted() -> None:
    nowhere = {"SSH_CONNECTION": "x"}
    assert give(nowhere, copy="text") == (
        False,
        "This is an SSH session: the clipboard here is not the one in front of you.",
    )
    assert give(nowhere, "text", "mailto:x")[0] is False
    if sys.platform == "linux":
        assert give(nowhere, "text", "mailto:x")[1].endswith("no mail program can be opened.")
