"""Pure parts of the voice: messages, wording, the choice of a voice, troubles in words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import said_by_python

from closer_tui.scenario.model import Voice
from closer_tui.settings import Settings
from closer_tui.speech.preferences import Preferences
from closer_tui.speech.protocol import (
    LONGEST_TEXT,
    Begin,
    End,
    Failed,
    NotUnderstood,
    Ready,
    Say,
    Stop,
    VoiceInfo,
    Wish,
    Word,
    decode_command,
    decode_event,
    encode,
)
from closer_tui.speech.trouble import explain
from closer_tui.speech.voices import choose, espeak_id, espeak_rate
from closer_tui.speech.wording import estimated_marks, sayable, spoken

# --- messages ------------------------------------------------------------------------------------------------


@given(st.text())
def test_any_text_comes_through_on_one_line(text: str) -> None:
    line = encode(Say(7, text))
    assert line.count(b"\n") == 1 and decode_command(line) == Say(7, text)


@pytest.mark.parametrize(
    "event", [Ready("espeak", stops=True), Failed("no-device", "x", 3), Begin(1), Word(1, 2, 3), End(1, True, 2.5)]
)
def test_every_event_comes_through(event: Ready | Failed | Begin | Word | End) -> None:
    assert decode_event(encode(event)) == event


def test_half_characters_become_replacement_characters() -> None:
    said = decode_command(encode(Say(1, "a\ud800b")))
    assert isinstance(said, Say) and said.text == "a\ufffdb"


@given(st.binary(max_size=200))
def test_nonsense_is_not_understood_and_nothing_else(line: bytes) -> None:
    for decode in (decode_command, decode_event):
        with pytest.raises(NotUnderstood):
            decode(line)


def test_the_longest_command_fits_a_pipe() -> None:
    assert len(encode(Say(1, "\x01" * LONGEST_TEXT, Wish(who="\x01" * 200)))) + len(encode(Stop(1))) < 65_536


# --- wording -------------------------------------------------------------------------------------------------


@given(st.text())
def test_every_character_keeps_its_place(text: str) -> None:
    assert len(spoken(text)) == len(text)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("**So** _you_ know `C#`?", "  So    you  know  C# ?"),
        ("# A title", "  A title"),
        ("<b>[[h@]]</b>", " b   h@   /b "),
        ("a\x1b[31mb\u202ec", "a  31mb c"),
        ("fine 👍", "fine  "),
    ],
)
def test_only_what_is_said_aloud_is_said(written: str, said: str) -> None:
    assert spoken(written) == said


@pytest.mark.parametrize(("text", "is_"), [("", False), ("… — !", False), ("***", False), ("é", True), ("7", True)])
def test_a_line_without_words_is_not_sayable(text: str, is_: bool) -> None:
    assert sayable(text) is is_


@given(st.text(max_size=300), st.floats(0, 60))
def test_estimated_marks_stand_in_the_text_and_in_the_time(text: str, seconds: float) -> None:
    marks = estimated_marks(text, seconds)
    assert [mark[0] for mark in marks] == sorted(mark[0] for mark in marks)
    assert all(0 <= second <= seconds and 0 <= start < start + length <= len(text) for second, start, length in marks)


# --- the choice of a voice -----------------------------------------------------------------------------------

ESPEAK = tuple(
    VoiceInfo(f"gmw/{tag}", name, (language,), "male")
    for tag, name, language in [
        ("en-029", "English (Caribbean)", "en-029"),
        ("en", "English (Great Britain)", "en-gb"),
        ("en-gb-scotland", "English (Scotland)", "en-gb-scotland"),
        ("en-us", "English (America)", "en-us"),
        ("en-us-nyc", "English (America, New York City)", "en-us-nyc"),
        ("de", "German", "de"),
    ]
)
APPLE = (
    VoiceInfo("com.apple.Daniel", "Daniel", ("en-GB",), "male"),
    VoiceInfo("com.apple.Kate", "Kate", ("en-GB",), "female"),
    VoiceInfo("com.apple.Serena", "Serena", ("en-GB",), "female"),
    VoiceInfo("com.apple.Moira", "Moira", ("en_IE",), "female"),
    VoiceInfo("com.apple.Zarvox", "Zarvox", ("en-US",), ""),
)


@pytest.mark.parametrize(
    ("wish", "voices", "chosen"),
    [
        (Wish("en-GB"), ESPEAK, "gmw/en"),
        (Wish("en-US", "female"), ESPEAK, "gmw/en-us"),
        (Wish("en"), ESPEAK, "gmw/en-us"),
        (Wish("en-IE"), ESPEAK, "gmw/en"),
        (Wish("en-CA"), ESPEAK, "gmw/en-us"),
        (Wish("de-AT"), ESPEAK, "gmw/de"),
        (Wish("en-IE", "female"), APPLE, "com.apple.Moira"),
        (Wish("en-GB", "male"), APPLE, "com.apple.Daniel"),
        (Wish("en-US", "male"), APPLE, "com.apple.Zarvox"),
        (Wish("en-GB", "male", voice="com.apple.zarvox"), APPLE, "com.apple.Zarvox"),
        (Wish("en-GB", "male", voice="Kate"), APPLE, "com.apple.Kate"),
        (Wish("en-GB", "male", voice="nobody"), APPLE, "com.apple.Daniel"),
    ],
)
def test_the_nearest_voice_is_chosen(wish: Wish, voices: tuple[VoiceInfo, ...], chosen: str) -> None:
    voice = choose(wish, voices)
    assert voice is not None and voice.id == chosen


def test_no_voice_is_better_than_one_of_another_language() -> None:
    assert choose(Wish("ja"), ESPEAK) is None and choose(Wish("en"), ()) is None


def test_two_people_with_equal_wishes_sound_different_and_always_the_same() -> None:
    def heard(who: str) -> str:
        voice = choose(Wish("en-GB", "female", who=who), APPLE)
        assert voice is not None
        return voice.id

    assert {heard(who) for who in ("Priya", "Orla", "Ann", "Kim")} == {"com.apple.Kate", "com.apple.Serena"}
    assert heard("Priya") == heard("Priya")
    variants = {espeak_id(Wish("en-GB", "female", who=who), ESPEAK[1]) for who in "abcdefgh"}
    assert variants == {"gmw/en+f2", "gmw/en+f3", "gmw/en+f4"}


def test_a_named_variant_is_taken_as_it_is() -> None:
    wish = Wish("en", voice="gmw/en+f5")
    voice = choose(wish, ESPEAK)
    assert voice is not None and espeak_id(wish, voice) == "gmw/en+f5"
    assert espeak_id(Wish(voice="gmw/en"), voice) == "gmw/en"


def test_the_rate_is_in_words_that_are_heard() -> None:
    assert [espeak_rate(rate) for rate in (154, 200, 10, 9999)] == [131, 170, 80, 450]


def test_the_user_goes_before_the_scenario() -> None:
    scenarios = Voice("en-GB", "female", 145, 0.8)
    assert Preferences().wish(scenarios, "Priya") == Wish("en-GB", "female", 145, 0.8, "", "Priya")
    wish = Preferences("Kate", 180, 0.5).wish(scenarios, "Priya")
    assert (wish.voice, wish.rate, wish.volume) == ("Kate", 180, 0.4)


def test_settings_out_of_range_are_brought_into_it() -> None:
    assert Preferences.of(Settings()) == Preferences()
    assert Preferences.of(Settings(voice="Kate", voice_rate=5000, voice_volume=-3)) == Preferences("Kate", 400, 0.0)


# --- troubles in words ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", ["no-pyttsx3", "no-library", "no-sink", "no-device", "device-lost", "broken"])
@pytest.mark.parametrize("platform", ["linux", "darwin", "win32"])
def test_every_trouble_is_one_line_that_says_what_helps(code: str, platform: str) -> None:
    words = str(explain(code, "detail", platform, lambda _: None, "python"))  # type: ignore[arg-type]
    assert "\n" not in words and len(words) < 160
    assert "Run: " in words or "closer doctor" in words or "Connect one" in words


@pytest.mark.parametrize(
    ("manager", "command"),
    [
        ("apt-get", "sudo apt-get install libespeak-ng1"),
        ("dnf", "sudo dnf install espeak-ng"),
        ("pacman", "sudo pacman -S espeak-ng"),
        ("zypper", "sudo zypper install espeak-ng"),
        ("apk", "sudo apk add espeak-ng"),
    ],
)
def test_the_command_is_the_one_of_this_machine(manager: str, command: str) -> None:
    trouble = explain("no-library", "", "linux", lambda name: name if name == manager else None, "/a b/python")
    assert trouble.commands == (command, "'/a b/python' -m pip install espeakng-loader miniaudio")


# --- nothing heavy -------------------------------------------------------------------------------------------


def test_the_front_ends_side_loads_no_audio_library() -> None:
    code = (
        "import sys, closer_tui.speech.client;"
        "print(sorted({'pyttsx3', 'miniaudio', 'espeakng_loader', 'numpy', 'ctypes', 'asyncio'} & set(sys.modules)))"
    )
    assert said_by_python(code) == "[]"
