"""Damage to a scenario as authors, editors and enemies do it: token by token, so that most of it still reads."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from random import Random

_TOKEN = re.compile(
    r'"""[\s\S]*?"""|"(?:[^"\\\n]|\\.)*"|#[^\n]*|\[\[|\]\]|[\[\]{}=,.]|[A-Za-z_][\w-]*|[+-]?\d[\w:.+-]*|\n|[ \t]+|.'
)
_NO_MEANING = re.compile(r"\s+|#.*")

VALUES = (
    "1", "0", "-1", "+1_000", "1.5", "-0.0", "1e400", "inf", "-nan", "9" * 25, "9" * 4400, "0x" + "F" * 40, "0b2",
    "01", "1__0", "true", "false", "True", "1979-05-27", "1979-02-30", "1979-05-27T07:32:00.5Z", "1979-05-27 24:00:00",
    "07:32:00", "25:61:00", "[]", "{}", "[[], [1]]", "{ a = 1, b.c = [2] }", "[{}]", '""', '" "', "''", '"a', "'a",
    '"""a\nb"""', "'''\na'''", '"""a', "'''", '"\\x"', '"\\u12"', '"\\ud800"', '"\\U00110000"', '"\\u001b[2J"',
    '"\u202eesrever"', '"[bold]a[/]"', '"a" "b"', '"' + "long " * 70 + '"', '"' + "x" * 21_000 + '"',
    "[" * 60 + "]" * 60, "[" * 2_000, "{a=" * 300, '["a", 1]', '["a" "b"]', '["a",, "b"]', "[\n# a\n'a', ]",
    "\u2003", "x\ry", "\ufeff", "\0",
)  # fmt: skip
CUES = (
    '"start|"', '"|"', '"*"', '"* *"', '"a*"', '"?"', '"a?"', '"a b? c"', '"a|b? c"', '"a?|b"', '"<date>"', '"<dat>"',
    '"<"', '"<>"', '"<<number>>"', '"a-b-c|d"', '"(a+)+$"', '"\\\\d+"', '"' + "a " * 30 + '"', '"' + "a-" * 60 + 'a"',
    '"' + "a? " * 9 + 'b"', '"\u0301"', '"\U0001f469|\u00e9"', '"...|!"', '"C++ c#? .net"', '"' + "a|" * 90 + 'b"',
)  # fmt: skip
STATEMENTS = (
    "[step]", "[[step]]", "[[step.sample]]", "[[step.criterion]]", "[[step.answer]]", "[step.reaction]",
    "[interviewer]", "[interviewer.voice]", "[[interviewer]]", "[silent]", "[step.sample.text]", "[]", "[[]]",
    "[a.b.c.d.e.f.g.h.i.j.k.l]", "[ step . 'sample' ]", '[["step"]]', "[step", "[[step]", "= 1", "a", "a =",
    "a = 1 b = 2", "a.b.c = 1", "'' = 1",
    '"\\u0061" = 1', "step = 1", "step = []", "step = [{ move = 'value' }]", "step.move = 'value'", "language = 'de'",
    "move = 'email'", "least = 3", "x = " + "[1, " * 40, "# \x00", "#\u2028", "\x1b[2J", "cues = 'not sure'",
    "\n".join(f"k{n} = 1" for n in range(600)),
)  # fmt: skip
CHARACTERS = "\"'\\[]{}=#.,\n\r\t \0\x1b\x7f\x85\u00e9\u0301\u200d\u2028\u202e\ufeff\ufffd\U0001f469\ud800aA09_-+"


def damaged(text: str, random: Random, most: int = 4) -> str:
    """The text with one to `most` things done to it."""
    for _ in range(random.randint(1, most)):
        text = random.choice(_WAYS)(text, random)
    return text


def pieces(text: str) -> list[str]:
    """The tokens of the text; together they are the text."""
    return _TOKEN.findall(text)


def _at_a_token(change: Callable[[list[str], int, Random], Sequence[str]]) -> Callable[[str, Random], str]:
    def apply(text: str, random: Random) -> str:
        tokens = pieces(text)
        places = [index for index, token in enumerate(tokens) if not _NO_MEANING.fullmatch(token)]
        if not places:
            return random.choice(STATEMENTS)
        index = random.choice(places)
        tokens[index : index + 1] = change(tokens, index, random)
        return "".join(tokens)

    return apply


def _swapped(tokens: list[str], _index: int, random: Random) -> Sequence[str]:
    return [random.choice(tokens)]


def _requoted(tokens: list[str], index: int, random: Random) -> Sequence[str]:
    return [random.choice((tokens[index].strip("\"'"), tokens[index][:-1], tokens[index][1:], f"'{tokens[index]}'"))]


def _wrapped(tokens: list[str], index: int, random: Random) -> Sequence[str]:
    before, after = random.choice(
        (("[", "]"), ("{ x = ", "}"), ("[[", "]]"), ('"""', '"""'), ('"', ""), ("[\n", ",\n]"))
    )
    return [before, tokens[index], after]


def _in_lines(change: Callable[[list[str], int, Random], Sequence[str]]) -> Callable[[str, Random], str]:
    def apply(text: str, random: Random) -> str:
        lines = text.split("\n")
        index = random.randrange(len(lines))
        lines[index : index + 1] = change(lines, index, random)
        return "\n".join(lines)

    return apply


def _retyped(text: str, random: Random) -> str:
    """The value of some key is another one."""
    values = list(re.finditer(r"(?m)^([\w.-]+ *= *)(.*)$", text))
    if not values:
        return text
    found = random.choice(values)
    value = random.choice(VALUES if random.random() < 0.8 else (*CUES, f"[{', '.join(CUES)}]"))
    return text[: found.start(2)] + value + text[found.end(2) :]


def _character(text: str, random: Random) -> str:
    at = random.randint(0, len(text))
    return (
        text[:at] + random.choice(CHARACTERS) * random.choice((1, 1, 1, 2, 3, 500)) + text[at + random.randint(0, 2) :]
    )


def _cut(text: str, random: Random) -> str:
    at = random.randint(0, len(text))
    return random.choice((text[:at], text[at:]))


def _bracketed(text: str, random: Random) -> str:
    """All headers of one name are written the other way."""
    names = re.findall(r"(?m)^\[+([\w.]+)\]+$", text)
    if not names:
        return text
    name = random.choice(names)
    double = f"[[{name}]]" in text
    return text.replace(f"[[{name}]]", f"[{name}]") if double else text.replace(f"[{name}]", f"[[{name}]]")


_WAYS: tuple[Callable[[str, Random], str], ...] = (
    _at_a_token(lambda _tokens, _index, _random: []),
    _at_a_token(lambda tokens, index, _random: [tokens[index]] * 2),
    _at_a_token(_swapped),
    _at_a_token(_requoted),
    _at_a_token(_wrapped),
    _in_lines(lambda _lines, _index, _random: []),
    _in_lines(lambda lines, index, _random: [lines[index]] * 2),
    _in_lines(lambda lines, index, random: [lines[index], random.choice(lines)]),
    _in_lines(lambda lines, index, random: [lines[index], random.choice(STATEMENTS)]),
    _in_lines(lambda lines, index, _random: [lines[index] + (lines.pop(index + 1) if index + 1 < len(lines) else "")]),
    _retyped,
    _retyped,
    _retyped,
    _character,
    _character,
    _cut,
    _bracketed,
)
