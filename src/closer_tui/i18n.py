"""The language in which closer speaks: gettext over one catalogue, in `locale/`.

Chosen once for a process, when first needed, so that a text at the top of a module may be translated too: by
`CLOSER_LANGUAGE`, else by `language` in the settings, else as every program on the machine (LANGUAGE, LC_ALL,
LC_MESSAGES, LANG). English is in the source and is spoken wherever there is no catalogue. Scenarios have a language of
their own, and what is written to be read by programs (JSON, TOML, exit codes) is the same in every language.

What is translated is a whole sentence with named places: `_("Saved as {path}.").format(path=path)`.
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from gettext import NullTranslations

LANGUAGES = {"en": "English", "de": "Deutsch"}
"""What can be spoken, by codes as in ISO 639-1, each under its own name."""

VARIABLE = "CLOSER_LANGUAGE"
DOMAIN = "closer"
LOCALE = Path(__file__).with_name("locale")


def language() -> str:
    """The language of this process, one of LANGUAGES."""
    return _chosen()[0]


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


@cache
def _catalogue() -> NullTranslations | None:
    if language() == "en":
        return None
    import gettext

    return gettext.translation(DOMAIN, LOCALE, [language()], fallback=True)


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


def figure(number: float, digits: int = 0) -> str:
    """A number with the marks of the language between thousands and before decimals: 1,234.5 or 1.234,5."""
    text = f"{number:,.{digits}f}"
    return text.translate(str.maketrans(",.", ".,")) if language() == "de" else text
