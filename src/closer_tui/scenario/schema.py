"""The format of a scenario file as a JSON Schema, with which editors complete keys and check values.

It is draft 7, the newest that all the TOML language tools read: Taplo, which is in most editors, takes the words of
later drafts for nothing. It holds no $ref, beside which draft 7 ignores everything else.

Whatever the schema refuses, the loader refuses too. The loader refuses more: what several tables have to agree on
(a name used twice, an unknown name in a sample of a step with criteria of its own, a step after the email, a cue that
makes no sense, more than 1,000 of them) and 155.0 where a whole number belongs. Only of space and control characters
around a text does the schema take more notice: they count towards its length, and make a name another one.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any, get_args, get_type_hints

from closer_tui.scenario import shape
from closer_tui.scenario.keys import KEYS, TABLES
from closer_tui.scenario.model import FORMAT, SAMPLE_LEVELS, OwnCriterion, Silent, Voice
from closer_tui.scenario.reader import LINE, LINES, TEXT
from closer_tui.scoring.rubric import BY_NAME, MOVES, TOPICS, of_move

FILE_NAME = "scenario.schema.json"
DRAFT = "http://json-schema.org/draft-07/schema#"
MARK = "Made from closer by: closer schema. Changes made by hand are lost."
"""Tells a copy of the schema from a file of somebody else's that has its name."""

# What scoring.text.printable refuses but for surrogates, which can't be in a TOML file; and what ends a line.
_UNSAFE = r"\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff"
_BREAKS = r"\n\u2028\u2029"
# A text of one line, and of many, with something in it. Linear in the text.
_IN_LINE = rf"^\s*[^\s{_UNSAFE}][^{_UNSAFE}{_BREAKS}]*\s*$"
_IN_LINES = rf"^\s*[^\s{_UNSAFE}][^{_UNSAFE}]*$"

Schema = dict[str, Any]


def schema_text() -> str:
    """The schema as a file."""
    return json.dumps(schema(), indent=2, ensure_ascii=True) + "\n"


def schema() -> Schema:
    """The schema of a whole scenario."""
    properties: Schema = {
        "format": {"type": "integer", "enum": [FORMAT]},
        "id": _like(shape._ID.pattern),
        "title": _line(),
        "summary": _line(),
        "company": _line(),
        "role": _line(),
        "difficulty": _choice(shape.DIFFICULTIES),
        "language": _like(shape._LANGUAGE.pattern) | {"default": "en"},
        "group": _line(),
        "scene": _text(),
        "farewell": _lines(),
        "interviewer": _interviewer("interviewer"),
        "silent": _table(
            "silent",
            {
                "winds_down": _lines() | {"default": list(Silent().winds_down)},
                "nods": _lines() | {"default": list(Silent().nods)},
            },
        ),
        "step": _tables(_step(), shape.MOST_STEPS) | {"minItems": 1},
    }
    required = ("format", "title", "summary", "company", "role", "difficulty", "interviewer", "step")
    root = _table("", properties, required)
    # Where the standard criteria are not judged, something else has to be said of steps and replies.
    english = r"^\s*[eE][nN][gG]?(-|\s*$)"
    unlike_english = _part(("language",), language={"type": "string", "not": {"pattern": english}})
    judged = _part(criterion={"minItems": 1}, answer={"items": _part(required=("cues",))}, required=("criterion",))
    own_criteria = _part(step={"items": judged})
    return {"$schema": DRAFT, "$comment": MARK, "title": "Scenario of closer", **root} | _if(
        unlike_english, own_criteria
    )


def _interviewer(table: str) -> Schema:
    plain = Voice()
    voice = _table(
        f"{table}.voice",
        {
            "language": _like(shape._LANGUAGE.pattern),
            "gender": _choice(get_args(get_type_hints(Voice)["gender"])) | {"default": plain.gender},
            "rate": _number(60, 400) | {"default": plain.rate},
            "volume": _number(0.0, 1.0) | {"default": plain.volume},
        },
    )
    email = _like(shape._EMAIL.pattern) | {"maxLength": LINE, "not": {"pattern": f"[{_UNSAFE}]"}}
    properties = {"name": _line(), "title": _line(), "temper": _line(), "email": email, "voice": voice}
    return _table(table, properties, ("name", "title"))


def _step() -> Schema:
    answer = _table(
        "step.answer", {"topic": _choice(tuple(TOPICS)), "cues": _phrases(), "says": _lines(required=True)}, ("says",)
    ) | {"anyOf": [_part(required=("topic",)), _part(required=("cues",))]}
    plain = OwnCriterion("", "", "", ())
    criterion = _table(
        "step.criterion",
        {
            "name": _like(shape._CRITERION_NAME.pattern) | {"not": {"enum": sorted(BY_NAME)}},
            "title": _line(),
            "advice": _line(),
            "cues": _phrases(required=True),
            "blockers": _phrases(),
            "points": _number(1, 100) | {"default": plain.points},
            "essential": {"type": "boolean", "default": plain.essential},
            "flag": {"type": "boolean", "default": plain.flag},
            "least": _number(1, LINES) | {"default": plain.least},
        },
        ("name", "title", "advice", "cues"),
    )
    sample = _table(
        "step.sample",
        {"level": _choice(SAMPLE_LEVELS), "text": _text(), "meets": _names(), "misses": _names()},
        ("level", "text"),
    )
    properties: Schema = {
        "move": _choice((*MOVES, "custom")),
        "title": _line(),
        "says": _lines(required=True),
        "hint": _text(),
        "seconds": _number(5, 3600),
        "nudge": _text(),
        "fallback": _lines(),
        "answer": _tables(answer, shape.MOST_ANSWERS),
        "reaction": _table("step.reaction", {"made": _lines(), "half": _lines(), "missed": _lines()}),
        "criterion": _tables(criterion, shape.MOST_CRITERIA),
        "sample": _tables(sample, shape.MOST_SAMPLES),
        "interviewer": _interviewer("step.interviewer"),
    }
    table = _table("step", properties, ("move", "says"))
    custom = _claims({"not": {"enum": sorted(BY_NAME)}}) | {"required": ["title", "criterion"]}
    custom["properties"]["criterion"] = {"minItems": 1}
    others: Schema = {}
    for move in reversed(MOVES):
        names = [criterion.name for criterion in of_move(move)]
        own_too = _claims({"not": {"enum": sorted(set(BY_NAME) - set(names))}})
        claims = _part() | _if(_part(("criterion",)), own_too, _claims({"enum": names}))
        others = _part() | _if(_is("move", move), claims, others)
    return table | _if(_is("move", "custom"), custom, others)


def _claims(names: Schema) -> Schema:
    """A step whose samples claim such names only: in a list, or one that stands for a list."""
    claimed = {"items": names} | _if({"type": "string"}, names)
    return _part(sample={"items": _part(meets=claimed, misses=claimed)})


# --- the kinds of values -------------------------------------------------------------------------------


def _line() -> Schema:
    return {"type": "string", "minLength": 1, "maxLength": LINE, "pattern": _IN_LINE}


def _text() -> Schema:
    return {"type": "string", "minLength": 1, "maxLength": TEXT, "pattern": _IN_LINES}


def _like(pattern: str) -> Schema:
    """A text that is this and nothing else but space around it."""
    return {"type": "string", "pattern": rf"^\s*({pattern})\s*$"}


def _lines(required: bool = False, entry: Schema | None = None) -> Schema:
    """A list of texts, or one text that stands for a list of one."""
    item = entry or _text()
    alone = {key: value for key, value in item.items() if key != "anyOf"}
    several = {"items": item, "maxItems": LINES} | ({"minItems": 1} if required else {})
    return {**alone, "type": ["string", "array"], **several}


def _phrases(required: bool = False) -> Schema:
    return _lines(required, _line())


def _names() -> Schema:
    """Names of criteria: the standard ones are listed so that editors offer them."""
    return _lines(entry=_line() | {"anyOf": [_choice(list(BY_NAME)), _like(shape._CRITERION_NAME.pattern)]})


def _choice(names: Sequence[str]) -> Schema:
    return {"type": "string", "enum": list(names)}


def _number(low: float, high: float) -> Schema:
    whole = isinstance(low, int) and isinstance(high, int)
    return {"type": "integer" if whole else "number", "minimum": low, "maximum": high}


def _table(name: str, properties: Schema, required: Iterable[str] = ()) -> Schema:
    described = {key: {"description": KEYS[name][key], **value} for key, value in properties.items()}
    return {
        "description": TABLES[name],
        "type": "object",
        "properties": described,
        "required": list(required),
        "additionalProperties": False,
    }


def _tables(table: Schema, most: int) -> Schema:
    return {"type": "array", "items": table, "maxItems": most}


# --- and what depends on one another -------------------------------------------------------------------


def _part(required: Iterable[str] = (), **properties: Schema) -> Schema:
    """Something that is true of a table beside what is said of it elsewhere. Tombi warns of every other key of the
    table where additionalProperties is not said again."""
    return {"properties": properties, "required": list(required), "additionalProperties": True}


def _is(key: str, value: str) -> Schema:
    return _part((key,), **{key: {"enum": [value]}})


def _if(condition: Schema, then: Schema, otherwise: Schema | None = None) -> Schema:
    """Never in an allOf: Taplo offers no keys for a table that has one."""
    return {"if": condition, "then": then} | ({"else": otherwise} if otherwise else {})
