"""What is kept in English and drawn in the language of the process; months and days; words for programs."""

from __future__ import annotations

from datetime import date

import pytest

from closer_tui import i18n


@pytest.fixture
def german(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(i18n, "_chosen", lambda: ("de", i18n.VARIABLE))


def test_days_are_named_in_english_whatever_the_locale_of_the_machine() -> None:
    when = date(2026, 3, 2)
    assert i18n.day(when) == "02 March 2026"
    assert i18n.day_of_week(when) == "Monday 02 March"
    assert i18n.short_day(when) == "02 Mar"


@pytest.mark.usefixtures("german")
def test_days_are_named_as_the_language_does() -> None:
    when = date(2026, 3, 2)
    assert i18n.day(when) == "2. März 2026"
    assert i18n.day_of_week(when) == "Montag, 2. März"
    assert [i18n.month(date(2026, n, 1)) for n in (5, 12)] == ["Mai", "Dezember"]


@pytest.mark.usefixtures("german")
def test_a_strangers_text_stays_as_it_is_even_where_the_interface_says_the_same() -> None:
    assert i18n._("Monday") == "Montag"
    assert i18n.translated("Monday") == "Monday"
    assert i18n.translated("") == ""


@pytest.mark.usefixtures("german")
def test_programs_are_told_in_english() -> None:
    with i18n.in_english():
        assert (i18n._("Monday"), i18n.figure(1234.5, 1), i18n.language()) == ("Monday", "1,234.5", "en")
    assert i18n._("Monday") == "Montag"
