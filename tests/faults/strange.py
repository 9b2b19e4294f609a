"""Texts that people paste and type, and that programs get wrong: as they are, in all their length."""

from __future__ import annotations

from tests.hostile.words import CODE, CONTROL, MARKUP

WOMAN, FAMILY, FLAG = (
    "\U0001f469\u200d\U0001f4bb",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467",
    "\U0001f3f4\U000e0067\U000e007f",
)

TEXTS = {
    "wide": "asks 面接はどうでしたか \uff21\uff22\uff23 \u3000 한국어 " + "漢" * 400,
    "emoji": f"asks {WOMAN}{FAMILY}{FLAG} \u2764\ufe0f \U0001f44d\U0001f3fd " + WOMAN * 120,
    "right to left": "asks שלום עולם 123 (abc) مرحبا بالعالم می\u200cخواهم " + "שלום " * 200,
    "combining": "asks Z" + "\u0300\u0301\u0489\u20dd" * 200 + "algo e\u0301 \u1112\u1161\u11ab กำลัง ",
    "separators": "asks one\u2028two\u2029three\u00a0four\u200bfive\u2060six\u00adseven\ttab\n\n\n  eight  ",
    "markup": f"asks {MARKUP}",
    "code": f"asks {CODE}",
}
"""Text, which has to be kept to the last byte."""

CONTROLS = {
    "controls": f"asks {CONTROL}",
    "escapes": "asks \x1b[31mred\x1b[0m \x1b]52;c;cHduZWQ=\x07 \x1b[201~\r\x11 \x1bOP\x1b[A\x1b[<0;5;5M done",
    "nul": "asks a\x00b\x00\x00c" + "\x00" * 300,
    "halves": "asks \ud800 \udfff \udce9 \ud83d\ude00 done",
    "overrides": "asks \u202egnp.exe\u202c \u2066x\u2069 \u200e\u200f \ufeff done",
}
"""What is no text but steers a terminal: it may be dropped or shown as U+FFFD, and must not come out again."""


def megabytes(number: int, one_line: bool = True) -> str:
    piece = "asks wonderful things about it" + (" " if one_line else "\n")
    return (piece * (number * 1_000_000 // len(piece) + 1))[: number * 1_000_000]
