"""Cues find what people mean by them, in time that no text and no scenario can stretch."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from closer_tui.scenario.model import OwnCriterion
from closer_tui.scoring import languages, lookup, matching
from closer_tui.scoring.cues import STAR, CueError, compile_cue, find_cue, judge_own
from closer_tui.scoring.lookup import Words, split_words
from closer_tui.scoring.verdict import Verdict


def found(cue: str, text: str) -> str | None:
    """The words found, or None."""
    span = find_cue(compile_cue(cue), Words(text))
    return None if span is None else span.of(text)


# A cue, texts in which it is found (with what is found), texts in which it is not.
CASES: list[tuple[str, dict[str, str], list[str]]] = [
    ("start", {"I'm Starting now": "Starting", "she STARTED": "STARTED", "starts": "starts"}, ["restart", "tart", ""]),
    ("four weeks", {"in four week's time": "four week's", "four, weeks": "four, weeks"},
     ["four or so weeks", "weeks four"]),
    ("experience", {"my experiance": "experiance", "expereince": "expereince", "xperience experienc": "experienc"},
     ["xperience", "expeeriance"]),
    ("rota", {"the rota": "rota"}, ["the rotor", "rot", "roti"]),  # too short for a typo
    ("three weeks", {"thre weeks": "thre weeks"}, ["three three"]),
    ("trial trail", {"trial trail": "trial trail"}, ["trail trail", "trial trial"]),  # a word of the cue is no typo
    ("start on *", {"I start on Monday 3 March, maybe": "start on Monday 3 March", "I start on.": "start on",
                    "start on a b c d e f g": "start on a b c d e"}, ["start Monday"]),
    ("handed * over", {"handed over": "handed over", "handed the whole shift over": "handed the whole shift over"},
     ["handed a b c d e f over", "handed it. Over"]),
    ("handed * * over", {"handed a b c d e f g h i j over": "handed a b c d e f g h i j over"},
     ["handed a b c d e f g h i j k over"]),
    ("* weeks", {"in two weeks": "weeks"}, ["in two days"]),
    ("two|four weeks", {"two weeks": "two weeks", "Four weeks": "Four weeks"}, ["three weeks", "two four"]),
    ("part-time|standby", {"part-time": "part-time", "part time": "part time", "standby": "standby"}, ["time part"]),
    ("on call", {"on-call": "on-call", "on\ncall": "on\ncall"},
     ["on\n\ncall", "on. Call", "on! call", "on? call", "on。call"]),
    ("don't", {"I don’t": "don’t", "I dont": "dont", "DON'T": "DON'T"}, ["do not", "don"]),
    ("well", {"as well": "well"}, ["we'll"]),
    ("cafe", {"the café": "café", "the cafe\u0301": "cafe\u0301", "ＣＡＦＥ": "ＣＡＦＥ"}, ["caff"]),
    ("straße", {"die Strasse": "Strasse"}, []),
    ("kafka, and (redis)", {"Kafka and Redis": "Kafka and Redis"}, ["Kafka or Redis"]),
    ("ask * priya", {"ask Mr. Priya": "ask Mr. Priya", "ask, e.g. Priya": "ask, e.g. Priya",
                     "ask 3.5 Priya": "ask 3.5 Priya", "ask... Priya": "ask... Priya"}, ["ask. Priya", "ask.” Priya"]),
    ("שלום עולם", {"שלום, עולם!": "שלום, עולם"}, ["שלום"]),
    ("c++", {"in C++": "C++", "C/C++ and c++17": "C++"}, ["in C", "in C#", "d", "c+"]),
    ("c#|f#", {"C#.": "C#", "(F#)": "F#"}, ["C", "F++", "C#1", "the C-major chord"]),
    ("c", {"in C, mostly": "C"}, ["C++", "C#", "c#"]),
    (".net", {"on .NET": ".NET", "ASP.NET": ".NET", ".Net Core": ".Net"}, ["net income", "dot net", "wait...net"]),
    ("node.js", {"Node.js": "Node.js", "node js": "node js"}, ["node"]),
    ("order", {"ordering": "ordering", "ordr": "ordr"}, ["older", "border"]),  # a word of its own
    ("trail", {"trails": "trails"}, ["the trial"]),
    ("organisation", {"organization": "organization", "organsation": "organsation"}, []),
    ("build", {"built it": "built"}, ["guild"]),
    ("three more? weeks", {"three weeks": "three weeks", "three more weeks": "three more weeks"},
     ["three long weeks", "three more long weeks"]),
    ("two|2 more|extra? weeks", {"2 extra weeks": "2 extra weeks", "two weeks": "two weeks"}, ["two whole weeks"]),
    ("two on-call? weeks", {"two on-call weeks": "two on-call weeks", "two weeks": "two weeks"}, ["two on weeks"]),
    ("a * b? c? d", {"a d": "a d", "a x x x x x d": "a x x x x x d", "a x x x x x b d": "a x x x x x b d",
                     "a b c d": "a b c d"}, ["a x x x x x x d", "a x x x x x b x d"]),
    ("in part-time|time", {"in part-time": "in part-time", "in time": "in time"}, ["in part"]),
    ("[bold] \u202e", {"[bold]": "bold"}, []),
]  # fmt: skip


@pytest.mark.parametrize(("cue", "hits", "misses"), CASES, ids=[case[0] for case in CASES])
def test_a_cue_finds_what_it_means_and_nothing_else(cue: str, hits: dict[str, str], misses: list[str]) -> None:
    assert {text: found(cue, text) for text in hits} == hits
    assert {text: found(cue, text) for text in misses} == dict.fromkeys(misses)


NONSENSE = [
    "", "  ", "*", "* *", "a||b", "|a", "a|", "|", "week*", "*ly", "a|*", ".*", r"\bweek\b", "?!", "a|?",
    "<nmber>", "<number", "number>", "<a b>", "<>", "two|<zahl>|x", "<number>s", "<date>-<date>",
    "x?", "a? b", "a b?", "a b? *", "a x? b? c? d? e? f? g", "a b?|c d",
]  # fmt: skip


@pytest.mark.parametrize("cue", [*NONSENSE, "a " * 21, "-".join("a" * 30)])
def test_a_cue_that_makes_no_sense_says_why_and_what_to_write(cue: str) -> None:
    with pytest.raises(CueError) as caught:
        compile_cue(cue)
    assert caught.value.what.endswith(".") and caught.value.help.endswith(".")


@pytest.mark.parametrize("cue", ["(a+)+$", "[a-z]{2,}", "a.b", "^start$", "(?i)start", "a{1000000}"])
def test_a_cue_is_never_a_regular_expression(cue: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("compiled")

    monkeypatch.setattr(re, "compile", refuse)
    found(cue, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!")


# --- criteria ----------------------------------------------------------------------------------------------


def own(cue_list: Sequence[str], blockers: Sequence[str] = (), flag: bool = False) -> OwnCriterion:
    return OwnCriterion("notice", "Said when", "Say when.", tuple(cue_list), tuple(blockers), flag=flag)


def judged(criterion: OwnCriterion, text: str) -> Verdict:
    (verdict,) = judge_own([criterion], text)
    return verdict


def test_the_evidence_is_the_words_that_were_found() -> None:
    text = "Well: I could start on the 3rd of March. Or start on Friday."
    verdict = judged(own(["start on *"]), text)
    assert (verdict.criterion, verdict.outcome, verdict.met, verdict.confidence) == ("notice", "met", True, 1.0)
    assert [span.of(text) for span in verdict.evidence] == ["start on the 3rd of March", "start on Friday"]


@pytest.mark.parametrize(
    ("text", "met"),
    [
        ("I can start on Monday", True),
        ("I'm not sure I can start on Monday", False),  # before
        ("I'm not sure, honestly, that I start on Monday", False),  # before, over a comma
        ("I'm not sure about the pay, but I can start on Monday", True),  # the "but" ends it
        ("I'm not sure about the pay; I can start on Monday", True),
        ("I'm not sure. I can start on Monday", True),  # another sentence
        ("not sure one two three four five six start on Monday", False),
        ("not sure one two three four five six seven start on Monday", True),  # too far
        ("I start on never Monday", False),  # within
        ("I start on Monday not sure though", False),  # after
        ("I start on Monday, not sure about pay", True),  # after, in another clause
        ("I'm not sure I start on Monday. I do start on Friday.", True),  # once is enough
    ],
)
def test_a_blocker_beside_the_cue_takes_it_back(text: str, met: bool) -> None:
    verdict = judged(own(["start on"], ["not sure", "never"]), text)
    assert verdict.met is met and verdict.outcome == ("met" if met else "not_met")
    if not met and "never" not in text:
        assert "not sure" in verdict.reason and "start on" in verdict.evidence[0].of(text)


@pytest.mark.parametrize("flag", [False, True])
def test_every_reason_is_one_sentence_without_a_trace_of_the_cue(flag: bool) -> None:
    criterion = own(["start on *", "two|four weeks"], ["not sure"], flag)
    for text in ("", "...", "nothing of it", "I start on Monday", "not sure I start on Monday"):
        reason = judged(criterion, text).reason
        assert reason.endswith(".") and reason.count(".") == 1 and not set(reason) & set("*|\\")


def test_nothing_to_judge_is_never_a_pass() -> None:
    for text in ("", " \n", "!?…", "😀"):
        assert judged(own(["start"]), text).outcome == "not_met"


# --- whatever comes ----------------------------------------------------------------------------------------

WORDS = st.sampled_from(
    ["start", "starting", "strat", "on", "Monday", "not", "sure", "two", "é", "e\u0301", "don't", "a-b", "but"]
)
TEXTS = st.lists(WORDS | st.text(max_size=4) | st.sampled_from([". ", "! ", ", ", "\n\n", ";"]), max_size=60).map(
    " ".join
)
SOURCES = st.lists(WORDS | st.sampled_from(["*", "two|start", "a-b|not"]), min_size=1, max_size=6).map(" ".join)


@settings(deadline=None)
@given(st.text(max_size=200))
def test_words_never_overlap_and_lie_in_the_text(text: str) -> None:
    spans = split_words(text)
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(one.end <= other.start for one, other in pairwise(spans))


@settings(deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_a_cue_or_an_error_that_says_so(source: str) -> None:
    with suppress(CueError):
        assert compile_cue(source).items


@settings(deadline=None)
@given(
    st.lists(st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=8), min_size=1, max_size=8).map(
        " ".join
    )
)
def test_plain_words_find_themselves(words: str) -> None:
    assert found(words, words) == words


@settings(deadline=None)
@given(st.lists(SOURCES, min_size=1, max_size=4), st.lists(SOURCES, max_size=3), TEXTS)
def test_evidence_lies_in_the_text_and_begins_and_ends_with_words(
    cue_list: list[str], blockers: list[str], text: str
) -> None:
    try:
        verdict = judged(own(cue_list, blockers), text)
    except CueError:
        return
    starts, ends = {s.start for s in split_words(text)}, {s.end for s in split_words(text)}
    assert bool(verdict.evidence) or not verdict.met
    assert all(span.start in starts and span.end in ends and span.start < span.end for span in verdict.evidence)


@settings(deadline=None)
@given(
    st.lists(st.sampled_from("abcx"), max_size=14),
    st.lists(st.sampled_from(["a", "b", "c", "*", "a?", "b?", "a|b?"]), min_size=1, max_size=6),
)
def test_a_cue_is_found_exactly_where_trying_everything_finds_it(text: list[str], cue: list[str]) -> None:
    words = [word for word in cue if word != "*"]
    if not words or words[0].endswith("?") or words[-1].endswith("?"):
        return

    def here(place: int, rest: list[str]) -> bool:
        """Whether the rest of the cue fits from this word on, by trying everything."""
        if not rest:
            return True
        if rest[0] == "*":
            return any(here(place + skip, rest[1:]) for skip in range(STAR + 1) if place + skip <= len(text))
        if rest[0].endswith("?") and here(place, rest[1:]):
            return True
        return place < len(text) and text[place] in rest[0].strip("?").split("|") and here(place + 1, rest[1:])

    expected = any(here(place, cue) for place in range(len(text) + 1))
    assert (found(" ".join(cue), " ".join(text)) is not None) == expected


# --- work --------------------------------------------------------------------------------------------------


def steps_of(monkeypatch: pytest.MonkeyPatch, cue: str, text: str) -> int:
    """How many places are walked over in joining a cue's words."""
    walked = 0
    join = matching._join

    def counted(*args: object) -> object:
        nonlocal walked
        walked += len(args[0]) + len(args[1])  # type: ignore[arg-type]
        return join(*args)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(matching, "_join", counted)
        find_cue(compile_cue(cue), Words(text))
    return walked


@pytest.mark.parametrize(
    "cue", ["a * a * a * a * a * a b", "a * * * * a * * * * b", "a|a|a * a|a * a|b c", "a a a a a a a a a a b"]
)
def test_the_work_grows_with_the_text_and_no_faster(cue: str, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "a " * 1000 + "b"
    once, tenfold = steps_of(monkeypatch, cue, text), steps_of(monkeypatch, cue, "a " * 10_000 + "b")
    assert 0 < tenfold <= 11 * once
    assert once <= 1001 * 2 * (len(cue.replace("*", "").split()) + 3)


def test_a_word_of_an_answer_is_stemmed_once_whatever_the_number_of_cues(monkeypatch: pytest.MonkeyPatch) -> None:
    stemmed: list[str] = []
    stem = languages.stem_of

    def counted(word: str, language: str) -> str:
        stemmed.append(word)
        return stem(word, language)

    monkeypatch.setattr(lookup, "stem_of", counted)
    criteria = [own([f"start word{number}", "starting"]) for number in range(300)]
    judge_own(criteria, "starts " * 500 + "wordy started")
    assert len(stemmed) == len(set(stemmed)) < 310


def test_a_word_without_end_is_not_stemmed() -> None:
    assert languages.stem_of("x" * 41 + "ing") == "x" * 41 + "ing"
    assert found("start", "s" * 200_000 + " start") == "start"


def test_a_long_answer_and_many_cues_are_judged() -> None:
    text = "I could start on Monday and I would hand over the rota. " * 3_600  # 200 KB
    criteria = [own([f"word{number} * * * *", "start on * monday"], ["never * over"]) for number in range(40)]
    assert all(verdict.met for verdict in judge_own(criteria, text))
