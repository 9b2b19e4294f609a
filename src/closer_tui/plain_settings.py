"""The settings in lines: each with what it is now, changed by numbered choices and saved at once."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any, get_args, get_type_hints

from closer_tui.diagnostics import DiagnosticError
from closer_tui.i18n import LANGUAGES, _, pgettext
from closer_tui.levels import LEVELS, level_name
from closer_tui.linear import Linear
from closer_tui.paths import settings_file
from closer_tui.report_words import one_line
from closer_tui.settings import Language, Settings, save_settings

_ABOUT: dict[str, str] = {
    "level": _("The level that is offered first"),
    "suggestions": _("Say what to rehearse next, and why"),
    "self_rating": _("Rate yourself before each report"),
    "language": _("The language of closer, from the next start on"),
    "plain": _("Always plain mode, from the next start on"),
    "speak": _("Hear the interviewer, from the next start on"),
    "key_stops_voice": _("An empty line stops the voice"),
}
"""What can be changed here; the others are about what is drawn, or need a look at the manual."""


def change_settings(linear: Linear, settings: Settings) -> Settings:
    """Let a person change what they like. Returns what holds now. Raises EndOfInput."""
    while True:
        line = _("{setting}: {value}")
        choices = [
            *(
                (name, line.format(setting=about, value=_value(getattr(settings, name))))
                for name, about in _ABOUT.items()
            ),
            ("file", _("Where the settings are kept, and the rest of them")),
            ("back", pgettext("choice", "Back")),
        ]
        linear.say("")
        name = linear.pick(_("Which one shall change? Write a number."), choices)
        if name == "back":
            return settings
        if name == "file":
            rest = ", ".join(field.name for field in fields(Settings) if field.name not in _ABOUT)
            told = _('They are in {path}, a text of lines such as level = "coached". Beside these there are {names}.')
            linear.say(told.format(path=one_line(str(settings_file())), names=rest))
        else:
            settings = keep(linear, replace(settings, **{name: _chosen(linear, settings, name)}))


def keep(linear: Linear, settings: Settings) -> Settings:
    """The same, saved; where they can't be that is said."""
    try:
        save_settings(settings)
    except DiagnosticError as error:
        linear.say(*(one_line(f"{each.what} {each.help}") for each in error.diagnostics))
    return settings


def _chosen(linear: Linear, settings: Settings, name: str) -> Any:
    """The new value: the other one where there are two, else one of a list."""
    now = getattr(settings, name)
    if isinstance(now, bool):
        return not now
    values = get_args(get_type_hints(Settings)[name])
    return values[linear.choose(_("Which one? Write its number."), [_value(each) for each in values], values)]


def _value(value: bool | str) -> str:
    if isinstance(value, bool):
        return pgettext("setting", "on") if value else pgettext("setting", "off")
    if value in get_args(Language):
        return LANGUAGES[value] if value else _("as this machine has it")
    return next((level_name(level) for level in LEVELS if level == value), value)
