"""The language in which closer speaks: gettext over one catalogue, in `locale/`.

Chosen once for a process, when first needed, so that a text at the top of a module may be translated too: by
`CLOSER_LANGUAGE`, else by `language` in the settings, else as every program on the machine (LANGUAGE, LC_ALL,
LC_MESSAGES, LANG). English is in the source and is spoken wherever there is no catalogue. Scenarios have a language of
their own, and what is written to be read by programs (JSON, TOML, exit codes) is the same in every language.

What is translated is a whole sentence with named places: `_("Saved as {path}.").format(path=path)`. A text that is
kept, compared or handed to programs in English is marked where it stands (`english`) and translated where it is drawn
(`translated`): titles and advice of the rubric, reasons, tips.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from gettext import NullTranslations

LANGUAGES = {"en": "English", "de": "Deutsch"}
"""What can be spoken, by codes as in ISO 639-1, each under its own name."""

VARIABLE = "CLOSER_LANGUAGE"
DOMAIN = "closer"
LOCALE = Path(__file__).with_name("locale")

_KEPT = "kept"
"""The context under which the catalogue holds what is kept in English."""
_for_programs: ContextVar[bool] = ContextVar("for_programs", default=False)


def language() -> str:
    """The language of this process, one of LANGUAGES."""
    return "en" if _for_programs.get() else _chosen()[0]


@contextmanager
def in_english() -> Iterator[None]:
    """Whatever is put into words within is English, as the source has it: for what programs are to read."""
    token = _for_programs.set(True)
    try:
        yield
    finally:
        _for_programs.reset(token)


def chosen_by() -> str:
    """What named the language: a variable of the environment, "settings", "system", or nothing that is known here."""
    return _chosen()[1]


@cache
def _chosen() -> tuple[str, str]:
    for source, value in _named():
        for wanted in value.split(":"):
            # de_AT.UTF-8@euro is German; C and POSIX are the source's own English.
            code = wanted.replace("-", "_").partition(".")[0].partition("@")[0].partition("_")[0].lower()
            if code in LANGUAGES or code in ("c", "posix"):
                return (code if code in LANGUAGES else "en"), source
    return "en", ""


def _named() -> Iterator[tuple[str, str]]:
    """Whatever may name a language, the strongest first; what comes after one that is spoken is not looked at."""
    yield VARIABLE, os.environ.get(VARIABLE, "")
    yield "settings", _in_the_settings()
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            yield name, value
            return
    yield "system", _of_the_machine()


def _in_the_settings() -> str:
    """Read ahead of everything else and without a word: what is wrong with the settings is told by their own reader."""
    try:
        # Where parts of the installation are missing, whoever needs them tells; this is asked before that can be told.
        from closer_tui.paths import settings_file

        with settings_file().open("rb") as file:
            if b"language" not in (data := file.read(1_000_000)):
                return ""
        import tomllib

        value = tomllib.loads(data.decode("utf-8-sig")).get("language", "")
    except (ImportError, OSError, ValueError, RecursionError):
        return ""
    return value if isinstance(value, str) else ""


def _of_the_machine() -> str:
    """What Windows and macOS know without a variable: "de_DE", or "German_Germany" on Windows."""
    import locale

    try:
        named = locale.getlocale()[0] or ""
    except ValueError:
        return ""
    return {"german": "de"}.get(named.partition("_")[0].lower(), named)


def _catalogue() -> NullTranslations | None:
    return None if (code := language()) == "en" else _loaded(code)


@cache
def _loaded(code: str) -> NullTranslations:
    import gettext

    return gettext.translation(DOMAIN, LOCALE, [code], fallback=True)


def _(message: str) -> str:
    """This text in the language of the process."""
    catalogue = _catalogue()
    return message if catalogue is None else catalogue.gettext(message)


def pgettext(context: str, message: str) -> str:
    """This text where one English word has several translations; `context` tells them apart."""
    catalogue = _catalogue()
    return message if catalogue is None else catalogue.pgettext(context, message)


def ngettext(one: str, many: str, number: int) -> str:
    """One of two texts, as the language counts: `ngettext("{n} answer", "{n} answers", n).format(n=figure(n))`."""
    catalogue = _catalogue()
    if catalogue is None:
        return one if number == 1 else many
    return catalogue.ngettext(one, many, number)


def english(message: str) -> str:
    """This text as it is: closer's own, for the catalogue, to be drawn through `translated`."""
    return message


def translated(text: str) -> str:
    """A text that was marked, in the language of the process; any other, such as a stranger's, as it is."""
    catalogue = _catalogue()
    return text if catalogue is None or not text else catalogue.pgettext(_KEPT, text)


def in_quotes(text: str) -> str:
    """Somebody's words between the quotation marks of the language."""
    return _("“{text}”").format(text=text)


def figure(number: float, digits: int = 0) -> str:
    """A number with the marks of the language between thousands and before decimals: 1,234.5 or 1.234,5."""
    text = f"{number:,.{digits}f}"
    return text.translate(str.maketrans(",.", ".,")) if language() == "de" else text


# --- days ------------------------------------------------------------------------------------------------------


def weekday(when: date) -> str:
    """ "Monday"."""
    days = (_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"))
    return days[when.weekday()]


def month(when: date) -> str:
    """ "March"."""
    first = (_("January"), _("February"), _("March"), _("April"), pgettext("month", "May"), _("June"))
    second = (_("July"), _("August"), _("September"), _("October"), _("November"), _("December"))
    return (first + second)[when.month - 1]


def short_month(when: date) -> str:
    """ "Mar"."""
    first = (_("Jan"), _("Feb"), _("Mar"), _("Apr"), pgettext("short month", "May"), _("Jun"))
    second = (_("Jul"), _("Aug"), _("Sep"), _("Oct"), _("Nov"), _("Dec"))
    return (first + second)[when.month - 1]


def day(when: date) -> str:
    """ "02 March 2026"."""
    return _("{day:02} {month} {year}").format(day=when.day, month=month(when), year=when.year)


def day_of_week(when: date) -> str:
    """ "Monday 02 March"."""
    return _("{weekday} {day:02} {month}").format(weekday=weekday(when), day=when.day, month=month(when))


def short_day(when: date) -> str:
    """ "02 Mar"."""
    return _("{day:02} {month}").format(day=when.day, month=short_month(when))
