"""Which of the machine's voices comes nearest to the scenario's wishes."""

from __future__ import annotations

from collections.abc import Sequence
from zlib import crc32

from closer_tui.speech.protocol import VoiceInfo, Wish

_KIN = {"ie": "gb", "au": "gb", "nz": "gb", "za": "gb", "in": "gb", "ca": "us"}
"""English as it is spoken elsewhere, and which of the two common voices is nearer to it."""
_ESPEAK_VARIANTS = {"female": ("+f2", "+f3", "+f4"), "male": ("", "+m3", "+m7"), "any": ("",)}
_ESPEAK_SLOWER = 1.175
"""espeak's rate is nominal: words a minute measured over rates from 120 to 200, English, pauses included."""


def choose(wish: Wish, voices: Sequence[VoiceInfo]) -> VoiceInfo | None:
    """The voice that was named, by its id or name, else the best by language, then gender; None where no
    voice speaks the language. Among equals the interviewer's name decides, the same at every time."""
    named = wish.voice.partition("+")[0].casefold()
    for voice in voices if named else ():
        if named in (voice.id.casefold(), voice.name.casefold()):
            return voice
    ranked = [(_language_rank(wish.language, voice), _gender_rank(wish.gender, voice), voice) for voice in voices]
    fit = [(language, gender, voice) for language, gender, voice in ranked if language is not None]
    if not fit:
        return None
    best = min((language, gender) for language, gender, _ in fit)
    equals = [voice for language, gender, voice in fit if (language, gender) == best]
    return equals[crc32(wish.who.encode("utf-8", "replace")) % len(equals)]


def espeak_id(wish: Wish, voice: VoiceInfo) -> str:
    """The voice with one of espeak's variants: all its voices are men's, and variants make them others."""
    if "+" in wish.voice:
        return voice.id + "+" + wish.voice.partition("+")[2]
    if wish.voice:
        return voice.id
    variants = _ESPEAK_VARIANTS.get(wish.gender, ("",))
    return voice.id + variants[crc32(wish.who.encode("utf-8", "replace")) % len(variants)]


def espeak_rate(words_a_minute: int) -> int:
    """The rate to ask espeak for to hear so many words a minute."""
    return max(80, min(450, round(words_a_minute / _ESPEAK_SLOWER)))


def _language_rank(wanted: str, voice: VoiceInfo) -> tuple[int, int] | None:
    """The lower the nearer; None for another language altogether."""
    want = _parts(wanted)
    ranks = [rank for tag in voice.languages if (rank := _tag_rank(want, _parts(tag))) is not None]
    return min(ranks, default=None)


def _tag_rank(want: list[str], have: list[str]) -> tuple[int, int] | None:
    if have[0] != want[0]:
        return None
    region = want[1] if len(want) > 1 else ""
    if have == want:
        return 0, 0
    if region and have[1:2] == [region]:
        return 1, len(have)  # the same region, and a dialect of it
    if have[1:2] == [_KIN.get(region, "us" if not region else "")]:
        return 2, len(have)
    return 3, len(have)


def _parts(tag: str) -> list[str]:
    return tag.replace("_", "-").casefold().split("-")


def _gender_rank(wanted: str, voice: VoiceInfo) -> int:
    return 0 if wanted in ("any", voice.gender) else 1 if not voice.gender else 2
