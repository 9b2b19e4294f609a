"""A home of their own for each visitor, and next to nothing of the server's environment."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from closer_tui.i18n import VARIABLE
from closer_tui.paths import HOME_VARIABLE, SERVED_VARIABLE, shown
from closer_tui.serving.access import new_visitor
from closer_tui.serving.homes import environment, home_of, homes_dir


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path / "data"))
    return tmp_path / "data"


def test_each_visitor_has_a_folder_that_is_theirs_again_and_for_the_owner_alone(data: Path) -> None:
    one, other = new_visitor(), new_visitor()
    assert home_of(one) == home_of(one) != home_of(other)
    assert home_of(one).parent == homes_dir() == data / "visitors"
    for folder in (homes_dir(), home_of(one)):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_the_name_of_a_folder_does_not_tell_who_it_is() -> None:
    visitor = new_visitor()
    assert visitor not in str(home_of(visitor))


def test_a_process_knows_its_home_its_language_and_hardly_more() -> None:
    own = {"PATH": "/bin", "SECRET": "x", "DISPLAY": ":0", "SSH_AUTH_SOCK": "/s", "TZ": "UTC", VARIABLE: "de",
           HOME_VARIABLE: "/mine", "HOME": "/root", "EDITOR": "vi"}  # fmt: skip
    known = environment(Path("/homes/a"), (100, 40), "", own=own)
    assert not {"PATH", "SECRET", "DISPLAY", "SSH_AUTH_SOCK", "EDITOR"} & set(known)
    assert (known["TZ"], known[VARIABLE], known["COLUMNS"], known["ROWS"]) == ("UTC", "de", "100", "40")
    assert {known[HOME_VARIABLE], known["HOME"]} == {"/homes/a"} and known[SERVED_VARIABLE] == "1"


@pytest.mark.parametrize(
    ("wished", "language"),
    [("de-AT,de;q=0.9,en;q=0.8", "de"), ("fr, en-GB;q=0.7", "en"), ("fr", None), ("", None), ("de" * 9999, None),
     ("DE", "de"), ("deutsch", None), ("de\x00", "de")],
)  # fmt: skip
def test_the_language_is_the_one_that_the_browser_asks_for(wished: str, language: str | None) -> None:
    assert environment(Path("/a"), (80, 24), wished, own={}).get("LANGUAGE") == language


def test_nothing_moves_for_whoever_asks_for_that() -> None:
    moving, still = (environment(Path("/a"), (80, 24), "", moving, {}) for moving in (True, False))
    assert (moving["TEXTUAL_ANIMATIONS"], still["TEXTUAL_ANIMATIONS"]) == ("full", "none")


def test_a_visitor_is_shown_no_folder_of_the_server(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = f"Make {data} writable; the journal is {data}/journal.sqlite."
    assert shown(said) == said
    monkeypatch.setenv(SERVED_VARIABLE, "1")
    assert shown(said) == "Make your folder writable; the journal is journal.sqlite."
