"""What `<number>`, `<date>`, `<name>` and `<technology>` stand for, and what they do not."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from closer_tui.scoring.classes import CLASSES, places_of
from closer_tui.scoring.cues import CueError, compile_cue, find_cue
from closer_tui.scoring.lookup import Words

NAMES = ("Priya Nair", "Kestrel Energy")


def all_found(name: str, text: str, language: str = "en") -> list[str]:
    """The longest places of the class in the text."""
    words = Words(text, language, NAMES)
    places = places_of(name, words)
    inner = [any(one != two and two[0] <= one[0] and one[1] <= two[1] for two in places) for one in places]
    return [words.span(place).of(text) for place, within in zip(places, inner, strict=True) if not within]


CASES: list[tuple[str, str, str, list[str]]] = [
    ("number", "en", "two hundred and fifty days, 3.5 times, 10,000 users, 10 000 rows",
     ["two hundred and fifty", "3.5", "10,000", "10 000"]),
    ("number", "en", "a couple of weeks, a dozen, half a million, twenty-five",
     ["a couple of", "a dozen", "half a million", "twenty-five"]),
    ("number", "en", "40% in 9am, 10x", ["40", "9am", "10x"]),
    ("number", "en", "a week, some, many, the 2nd, first, someone, v2", []),
    ("number", "de", "fünf, fuenfundzwanzig, zweihundert, ein paar, ein Dutzend, eine halbe Million, 3,5",
     ["fünf", "fuenfundzwanzig", "zweihundert", "ein paar", "ein Dutzend", "eine halbe Million", "3,5"]),
    ("number", "de", "ein Jahr, das Paar, und, achten, Einheit, five", []),
    ("number", "fr", "deux semaines, 2 semaines", ["2"]),
    ("date", "en", "Monday, the first of May; 1 May, May 1st, 2026; 2026-12-01; 01/05/2026",
     ["Monday, the first of May", "1 May", "May 1st, 2026", "2026-12-01", "01/05/2026"]),
    ("date", "en", "next week, the end of the month, early next year, mid March, since 2019, tomorrow",
     ["next week", "the end of the month", "early next year", "mid March", "2019", "tomorrow"]),
    ("date", "en", "in may, by march", ["may", "march"]),
    ("date", "en", "I may march, this may help; a week, 2000 users, Python 3.11.12, 24/7, the first thing", []),
    ("date", "de", "am 1. Mai, ab dem 1.5., 1.5.2026, nächste Woche, Ende des Monats, zum ersten Dezember, ab morgen",
     ["1. Mai", "1.5", "1.5.2026", "nächste Woche", "Ende des Monats", "ersten Dezember", "morgen"]),
    ("date", "de", "Guten Morgen, ein Monat, jede Woche", []),
    ("date", "fr", "le 2026-12-01, lundi", ["2026-12-01"]),
    ("name", "en", "I spoke to Tom Baker and to Zoë.", ["Tom Baker", "Zoë"]),
    ("name", "en", "Priya, thanks. priya nair knows kestrel energy.", ["Priya", "priya nair", "kestrel energy"]),
    ("name", "en", "Thanks. Today I'm here, on Monday in May, and I know energy. OK", []),
    ("name", "de", "Danke, Frau Weber, auch an Herrn Dr. Müller und Priya.", ["Weber", "Müller", "Priya"]),
    ("name", "de", "Das Team hat gute Arbeit gemacht.", []),
    ("technology", "en", "C++, C#, .NET, ASP.NET, Node.js, k8s, CI/CD, MySQL, SQL Server, and kubernetes",
     ["C++", "C#", ".NET", "ASP.NET", "Node.js", "k8s", "CI/CD", "MySQL", "SQL Server", "kubernetes"]),
    ("technology", "en", "I use Go and React in C", ["Go", "React", "C"]),
    ("technology", "en", "I go in spring, and we react to a chef. Express thanks. i c r d", []),
    ("technology", "de", "Ich nutze Java und Terraform.", ["Java", "Terraform"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "language", "text", "found"), CASES, ids=[f"{c[0]}-{c[1]}-{i}" for i, c in enumerate(CASES)]
)
def test_a_class_stands_for_these_and_nothing_else(name: str, language: str, text: str, found: list[str]) -> None:
    assert all_found(name, text, language) == found


@pytest.mark.parametrize(
    ("cue", "text", "found"),
    [
        ("in <number> weeks", "I start in two hundred weeks", "in two hundred weeks"),
        ("<number> years", "some twenty five years", "twenty five years"),
        ("a|<number> day", "in a couple of days", "a couple of days"),
        ("start on <date>", "I start on Monday, the third of March", "start on Monday, the third of March"),
        ("start <date>|soon", "I start early next week", "start early next week"),
        ("thanks <name> for", "Thanks, Priya Nair, for it", "Thanks, Priya Nair, for"),
        ("<number> years * <technology>", "ten years in a team with SQL Server", "ten years in a team with SQL Server"),
        ("know <number>? <technology>", "I know C++", "know C++"),
        ("<Number> weeks", "3 weeks", "3 weeks"),
    ],
)
def test_a_class_is_a_word_of_a_cue(cue: str, text: str, found: str) -> None:
    span = find_cue(compile_cue(cue), Words(text, "en", NAMES))
    assert span is not None and span.of(text) == found


@pytest.mark.parametrize(
    ("cue", "meant"), [("<nmber>", "number"), ("<zahl>", "number"), ("<day>", "date"), ("in <Tech>", "technology")]
)
def test_a_class_that_does_not_exist_is_told_with_the_nearest_name(cue: str, meant: str) -> None:
    with pytest.raises(CueError) as caught:
        compile_cue(cue)
    assert caught.value.help.startswith(f"Did you mean <{meant}>? ")
    assert all(f"<{name}>" in caught.value.help for name in CLASSES)


@pytest.mark.parametrize("language", ["en", "de", "fr", "xx"])
@pytest.mark.parametrize("name", CLASSES)
@settings(deadline=None, max_examples=40)
@given(
    text=st.lists(
        st.sampled_from(
            ["1", "May", "a", "half", "of", "Frau", "Priya", "C++", ".NET", "ein", "paar", "the", "-", ". "]
        )
        | st.text(max_size=5),
        max_size=25,
    ).map(" ".join)
)
def test_places_lie_in_one_sentence_of_the_text_by_last_word(name: str, language: str, text: str) -> None:
    words = Words(text, language, NAMES)
    places = places_of(name, words)
    assert places == sorted(set(places), key=lambda place: (place[1], place[0]))
    assert all(0 <= first <= last < len(words.plain) for first, last in places)
    assert len(places) <= 40 * (len(words.plain) + 1)


@pytest.mark.parametrize("name", CLASSES)
@pytest.mark.parametrize(
    "unit", ["Monday the of ", "two hundred and a couple of ", "Priya Nair ", "Visual Studio ", "1.5."]
)
def test_places_grow_with_the_text_and_no_faster(name: str, unit: str) -> None:
    once, tenfold = (len(places_of(name, Words(unit * times, "en", NAMES))) for times in (40, 400))
    assert tenfold <= 11 * once + 40
