"""`closer voices`: the voices that this machine has, and how they sound."""

from __future__ import annotations

import msgspec

from closer_tui.commands.ending import BAD_INPUT, FINE, Failure, complain
from closer_tui.commands.listing import as_read, columns, dump
from closer_tui.i18n import _, pgettext
from closer_tui.scenario.model import Voice
from closer_tui.speech.ask import Asking, NoVoice
from closer_tui.speech.preferences import Preferences
from closer_tui.speech.voices import choose

LINE = "So, that is everything from my side. What would you like to ask me?"


def list_voices(language: str, as_json: bool) -> int:
    """A line for each voice: what to write in the settings, its name, its languages, its gender."""
    try:
        with Asking(aloud=False) as child:
            voices = child.voices()
    except NoVoice as error:
        raise Failure(str(error)) from error
    wanted = language.replace("_", "-").casefold()
    spoken = [v for v in voices if any(tag.casefold().startswith(wanted) for tag in v.languages or ("",))]
    if as_json:
        dump([msgspec.to_builtins(voice) for voice in spoken])
    else:
        with as_read():
            rows = [(voice.id, voice.name, " ".join(voice.languages), _gender(voice.gender)) for voice in spoken]
            columns(rows, (1, 0))
    if not spoken:
        complain(_("No voice speaks {language}: closer voices shows all that there are.").format(language=language))
        return BAD_INPUT
    return FINE


def _gender(gender: str) -> str:
    return {"female": pgettext("voice", "female"), "male": pgettext("voice", "male")}.get(gender, gender)


def try_voice(name: str, preferences: Preferences) -> int:
    """Say a line in the voice of that id or name."""
    wish = msgspec.structs.replace(preferences.wish(Voice(), ""), voice=name)
    try:
        with Asking(aloud=True) as child:
            voice = choose(wish, child.voices())
            named = name.partition("+")[0].casefold()
            if voice is None or named not in (voice.id.casefold(), voice.name.casefold()):
                what = _("There is no voice {name}.").format(name=repr(name))
                raise Failure(what, _("closer voices shows all that there are."))
            child.say(LINE, wish)
            print(_("That was {voice}.").format(voice=child.voice or voice.id))
    except NoVoice as error:
        raise Failure(str(error)) from error
    return FINE
