"""Who is let in, and what a page may say."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closer_tui.serving.access import (
    Access,
    is_this_machine,
    names_of_this_machine,
    new_token,
    new_visitor,
    visitor_in,
)
from closer_tui.serving.messages import (
    LEAST_SIZE,
    MOST_SIZE,
    Focus,
    Keys,
    Ping,
    Resized,
    read_message,
    size_in,
)

HERE = Access("", names_of_this_machine("127.0.0.1"))
TOKEN = Access("correct horse battery", frozenset())


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost:8000", "LOCALHOST", "[::1]:8000", "127.0.0.1"])
def test_this_machine_is_asked_by_its_own_names_whatever_the_port(host: str) -> None:
    assert HERE.named(host)


@pytest.mark.parametrize(
    "host",
    ["evil.example:8000", "", "127.0.0.1.evil.example", "localhost:8000@evil.example", "127.0.0.1:8000:1", "[::1",
     "localhost\r\nX: y", "localhost:", "127.0.0.1:999999"],
)  # fmt: skip
def test_a_name_that_somebody_else_made_lead_here_is_refused(host: str) -> None:
    assert not HERE.named(host)


def test_with_a_token_any_name_will_do_that_is_one() -> None:
    assert TOKEN.named("coach.example:8000") and not TOKEN.named("coach example") and not TOKEN.named("")


@pytest.mark.parametrize(
    ("origin", "host", "same"),
    [
        ("http://127.0.0.1:8000", "127.0.0.1:8000", True),
        ("https://coach.example", "coach.example", True),
        ("http://LocalHost:8000", "localhost:8000", True),
        ("http://127.0.0.1:9000", "127.0.0.1:8000", False),
        ("http://evil.example", "127.0.0.1:8000", False),
        ("http://127.0.0.1:8000.evil.example", "127.0.0.1:8000", False),
        ("http://127.0.0.1:8000@evil.example", "127.0.0.1:8000", False),
        ("file://127.0.0.1:8000", "127.0.0.1:8000", False),
        ("http://[::1", "127.0.0.1:8000", False),
        ("null", "127.0.0.1:8000", False),
        ("", "", False),
        (None, "127.0.0.1:8000", False),
    ],
)
def test_only_the_servers_own_page_may_open_a_websocket(origin: str | None, host: str, same: bool) -> None:
    assert TOKEN.same_page(origin, host) is same


def test_the_token_opens_and_nothing_else_does() -> None:
    assert TOKEN.opens("correct horse battery")
    for wrong in ("", "correct horse batter", "correct horse battery ", "CORRECT HORSE BATTERY", "é\udcff"):
        assert not TOKEN.opens(wrong)


def test_the_key_that_a_browser_keeps_lets_in_and_is_not_the_token() -> None:
    assert TOKEN.lets_in(TOKEN.key) and TOKEN.token not in TOKEN.key
    for wrong in ("", TOKEN.token, TOKEN.key[:-1], Access("another one, as long", frozenset()).key, "é"):
        assert not TOKEN.lets_in(wrong)
    assert HERE.lets_in("")


def test_tokens_and_visitors_are_made_anew_and_are_long() -> None:
    assert len({new_token() for _ in range(100)}) == len({new_visitor() for _ in range(100)}) == 100
    assert len(new_token()) >= 32 and visitor_in(new_visitor())


@pytest.mark.parametrize(
    "cookie", [None, "", "../../etc/passwd", "A" * 32, "0" * 31, "0" * 33, "0" * 32 + "\n", "٠" * 32]
)
def test_a_cookie_that_was_not_made_here_names_nobody(cookie: str | None) -> None:
    assert visitor_in(cookie) == ""


@pytest.mark.parametrize(
    ("addresses", "alone"),
    [(["127.0.0.1"], True), (["::1"], True), (["127.8.8.8", "::1"], True), (["0.0.0.0"], False), (["::"], False),
     (["127.0.0.1", "192.168.1.2"], False), (["fe80::1%eth0"], False), ([], False)],
)  # fmt: skip
def test_whoever_else_could_reach_it_makes_it_open(addresses: list[str], alone: bool) -> None:
    assert is_this_machine(addresses) is alone


# --- what a page says ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ('["stdin", "a"]', Keys(b"a")),
        ('["stdin", "\\ud800"]', Keys(b"?")),
        ('["resize", {"width": 100, "height": 40}]', Resized(100, 40)),
        ('["resize", {"width": 1000000000, "height": -1}]', Resized(MOST_SIZE[0], LEAST_SIZE[1])),
        ('["ping", "12"]', Ping("12")),
        ('["focus"]', Focus(True)),
        ('["blur"]', Focus(False)),
    ],
)
def test_what_a_page_says_is_read(text: str, means: object) -> None:
    assert read_message(text) == means


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", "null", '["stdin"]', '["stdin", 3]', '["stdin", "a", "b"]', '["resize", {"width": "9"}]',
     '["resize", {"width": 1.5, "height": 2}]', '["quit"]', "[" * 100_000, '["stdin", "a"', "NaN"],
)  # fmt: skip
def test_what_no_page_says_means_nothing(text: str) -> None:
    assert read_message(text) is None


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(), st.lists, max_leaves=5))
def test_no_message_breaks_its_reader(said: object) -> None:
    for body in (said, ["stdin", said], ["resize", {"width": said, "height": said}], ["ping", said]):
        found = read_message(json.dumps(body))
        if isinstance(found, Resized):
            assert LEAST_SIZE[0] <= found.columns <= MOST_SIZE[0]
            assert LEAST_SIZE[1] <= found.rows <= MOST_SIZE[1]


@pytest.mark.parametrize(
    ("width", "height", "size"),
    [("100", "40", (100, 40)), (None, None, (80, 24)), ("a", "40", (80, 24)), ("9" * 5000, "1", (400, 5))],
)
def test_a_size_in_an_address_is_a_screen(width: str | None, height: str | None, size: tuple[int, int]) -> None:
    assert size_in(width, height) == size
