"""Files made to take long: each kind fills as many characters as it is asked for with what some part of the way from a
text to its problems might take badly."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from closer_tui.scoring.rubric import of_move

GOOD = (Path(__file__).parents[1] / "good.toml").read_text(encoding="utf-8")
HEAD = GOOD[: GOOD.index("[[step]]")]
STEP = '[[step]]\nmove = "value"\nsays = "Why you?"\n'
MET = of_move("value")[0].name
CRITERION = '[[step.criterion]]\nname = "c{}"\ntitle = "T"\nadvice = "A"\n'

Kind = Callable[[int], str]


def _filled(pattern: str) -> Kind:
    """The good scenario and then the pattern, `{}` in it numbered, until the file is full."""

    def fill(size: int) -> str:
        count = max(1, (size - len(GOOD)) // len(pattern.format(10_000)))
        return GOOD + "".join(pattern.format(number) for number in range(count))

    return fill


def _around(before: str, middle: str, after: str = "") -> Kind:
    """The good scenario with one statement that is filled with its middle."""

    def fill(size: int) -> str:
        return before + middle * max(1, (size - len(before) - len(after)) // len(middle)) + after + "\n" + GOOD

    return fill


def _value(begin: str, middle: str, end: str) -> Kind:
    """The good scenario with a scene of its own, filled with the middle."""

    def fill(size: int) -> str:
        room = size - len(GOOD) - len(begin) - len(end)
        value = begin + middle * max(1, room // len(middle)) + end
        return GOOD.replace('"A small room."', value)

    return fill


def _nested(opening: str, closing: str, depth: int) -> Kind:
    """As many values as fit, each nested this deep: as deep as the parser allows, or deeper."""

    def fill(size: int) -> str:
        one = opening * depth + "1" + closing * depth
        count = max(1, (size - len(GOOD)) // (len(one) + 10))
        return "".join(f"x{number} = {one}\n" for number in range(count)) + GOOD

    return fill


def _many_names(size: int) -> str:
    return _around("a", ".a" * 10_000 + " = 1\nb")(size)


def _many_quoted_names(size: int) -> str:
    return _around('"a"', '."\\""', " = 1")(size)


def _many_lines_beside_errors(size: int) -> str:
    step = STEP + "".join(f"x{number} = 1\n" for number in range(100)) + f"fallback = {['a'] * 100}\n"
    answers = 4 * [step] + [STEP + f'[[step.answer]]\ncues = ["a"]\nsays = {["a"] * 100}\n' * 35] * 36
    return HEAD + "".join(answers[: 4 + (size - 8_000) // len(answers[-1])])


def _deep_tables(size: int) -> str:
    line = "[" + ".".join("abcdefghijk") + ".x{}]\n"
    return GOOD + "".join(line.format(number) for number in range((size - len(GOOD)) // 32))


def _many_steps(size: int) -> str:
    return GOOD + STEP * ((size - len(GOOD)) // len(STEP))


def _many_samples(size: int) -> str:
    """Twenty long samples in each step, all with words that cues might be."""
    sample = f'[[step.sample]]\nlevel = "strong"\nmeets = ["{MET}"]\ntext = "' + "start on four weeks. " * 110 + '"\n'
    step = STEP + sample * 20
    return HEAD + step * max(1, (size - len(HEAD)) // len(step))


def _cues(one: Callable[[int], str], blocker: Callable[[int], str] | None, said: str, steps: int = 1) -> Kind:
    """As many criteria as a scenario may have, with as many cues and blockers as fit, and samples to fill it up."""

    def fill(size: int) -> str:
        made, number = HEAD, 0
        for _ in range(steps):
            made += STEP
            for _ in range(20 // steps):
                each = 25 if blocker else 50
                cues = [one(number * each + index) for index in range(each)]
                blockers = [blocker(number * each + index) for index in range(each)] if blocker else []
                made += CRITERION.format(number) + f"cues = {cues}\n" + f"blockers = {blockers}\n"
                number += 1
            room = size // steps * (steps) - len(made)
            for _ in range(20):
                text = said * (min(18_000, max(0, room // 20 - 60)) // len(said))
                made += f'[[step.sample]]\nlevel = "strong"\nmeets = ["{MET}"]\ntext = "{text}."\n'
        return made

    return fill


def _words(number: int, of: int) -> str:
    letters = "abcdefghijklmnopqrstuvwxyz"
    return " ".join(f"w{letters[number % 26]}{letters[number // 26 % 26]}{letters[i]}" for i in range(of))


KINDS: dict[str, Kind] = {
    # How it is written.
    "one key of many names": _many_names,
    "one key of many quoted names": _many_quoted_names,
    "many keys of many names": _filled("k{}.b.c.d.e.f.g.h.i.j.k = 1\n"),
    "lists in lists, too deep": _around("x = ", "["),
    "tables in tables, too deep": _around("x = ", "{a="),
    "lists in lists, deep enough": _nested("[", "]", 200),
    "tables in tables, deep enough": _nested("{a=", "}", 150),
    "double quotes": _around("", '"'),
    "single quotes": _around("x = ", "'"),
    "three quotes that nothing closes": _around("", 'a=\\"""\n'),
    "three quotes on each line": _around("", 'x = """\n'),
    "quotes of both kinds": _around("", "x = \"'\n"),
    "quotes in a text of many lines": _value('"""', '""a', '"""'),
    "escapes": _value('"', "\\u0041\\n", '"'),
    "backslashes": _value('"', "\\", '"'),
    "backslashes at line ends": _value('"""', "\\\n", '"""'),
    "one long line": _value('"', "a", '"'),
    "one long key": _around("", "a"),
    "a header that goes on": _around("[a", " ", "x"),
    "spaces around equals signs": _around("a", " ", "x\nb = 1"),
    "comments": _around("#", "#[[step]] "),
    "lines with a comment each": _filled("# {}\n"),
    "empty lines": _around("", "\n"),
    "tables": _filled("[t{}]\n"),
    "lists of tables": _filled("[[step]]\n"),
    "tables deep in one another": _deep_tables,
    "tables written twice": _filled("[interviewer]\n"),
    "keys": _filled("k{}=1\n"),
    "keys on one line": _around("x = {", "a=1,", "}"),
    "numbered keys on one line": lambda size: "x = {" + ",".join(f"k{n}=1" for n in range(size // 9)) + "}\n" + GOOD,
    "keys written twice": _filled("x = 1\n"),
    "keys with no value": _filled("x{} =\n"),
    "words that are no TOML": _filled("word {}\n"),
    "one huge number": _around("x = 1", "0"),
    "huge numbers": _filled("k{} = 1" + "0" * 4000 + "\n"),
    "a huge number in another base": _around("x = 0x", "f"),
    "a long fraction": _around("x = 0.", "1"),
    "dates": _filled("d{} = 1979-05-27T07:32:00.999999-07:00\n"),
    "brackets that do not match": _around("x = ", "[}"),
    "a list over many lines": _around("x = [", '"a",\n', "]"),
    "a list of mixed things": _around("farewell = [", '1,"",{},', "]"),
    "characters of four bytes": _value('"', "\U0001f469", '"'),
    "marks on one letter": _value('"', "\u0301", '"'),
    "characters that steer": _around("", "\x1b[2J\n"),
    "carriage returns": _around("x", "\r"),
    # What is in it.
    "many lines beside errors": _many_lines_beside_errors,
    "steps": _many_steps,
    "samples": _many_samples,
    "full stops": lambda size: HEAD + "".join(
        STEP + 'nudge = "x"\nseconds = 9\nfallback = "' + "." * 19_900 + 'x"\n' for _ in range(size // 20_000)),
    "full stops and quotes": lambda size: HEAD + "".join(
        STEP + "fallback = '" + "." * 9_900 + '"' * 9_900 + "x'\n" for _ in range(size // 20_000)),
    "blank lines in a line": lambda size: HEAD + "".join(
        STEP + "fallback = '''x" + "\n " * 9_900 + "x'''\n" for _ in range(size // 20_000)),
    "cues with many alternatives": _cues(lambda n: "|".join(_words(n, 15).split()), None, "wabc start "),
    "cues with many words and stars": _cues(lambda n: " * ".join(_words(n, 8).split()), None, "waaa qq waab "),
    "cues that one word finds everywhere": _cues(lambda n: "a " * 15 + _words(n, 1), None, "a "),
    "cues with optional words": _cues(lambda n: "a b? c? d? e? f? " + _words(n, 1), None, "a b c d e f "),
    "cues and blockers of the same words": _cues(lambda n: _words(n, 3), lambda n: _words(n, 3), "waaa waab waac "),
    "alternatives that blockers always take back": _cues(
        lambda n: "aa|bb|cc|dd dd|ee|ff|gg gg|hh|ii|jj * kk" + str(n), lambda n: "kk" + str(n), "aa dd gg kk1 "),
    "cues of classes": _cues(lambda n: "<number> * <date> * <name> " + _words(n, 1), None, "7 Monday Anna Python "),
    "cues one slip apart": _cues(lambda n: "aaaaa" + _words(n, 1), None, "aaaaawaba aaaaawbaa aaaaawcaa "),
}  # fmt: skip
"""From what a kind of file is full of to a maker of such files, which is given their size in characters."""
