"""`closer score`: judge texts from the shell, line by line for programs or one at a time for people."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from closer_tui.commands.ending import BAD_INPUT, FINE, Failure, complain
from closer_tui.commands.model import load
from closer_tui.delivery_text import text_lines
from closer_tui.files import reason
from closer_tui.i18n import _, figure, pgettext
from closer_tui.practice.delivery import delivery_of
from closer_tui.report_text import move_to_text
from closer_tui.scoring.report import report_move
from closer_tui.scoring.rubric import Move
from closer_tui.scoring.text import compose_email, printable
from closer_tui.scoring.verdict import Judgement, Kind, Scorer

KINDS: dict[str, Kind] = {
    **dict.fromkeys(("questions", "value", "interest", "free"), "spoken"),
    "email": "email",
}
Row = dict[str, Any]
"""One line of the input: id (anything), kind and text."""
LONGEST_LINE = 16_000_000
"""Bytes of one line of JSON; a longer one is refused instead of held in memory."""
MOST_BYTES = 2_000_000
"""Bytes of a text that a person hands in."""
_EXPECTED = '{"id": ..., "kind": "questions|value|interest|free|email", "text": "..."}'


class _BadLine(ValueError):
    """A line of the input is not what it should be; the message says what was found."""


def score_lines(model: Path | None, jobs: int = 1) -> int:
    """Judge a JSON object a line from standard input, and write one a line for each, in the same order and at
    once, by one process or several. A bad line is told on standard error and makes the exit status 1; the others
    are judged."""
    scorer = load(model)  # by several processes too: a model that is none is told once
    reading = _Reading(sys.stdin.buffer)
    out = sys.stdout.buffer
    if jobs > 1:
        from closer_tui.commands.jobs import judge_by

        judge_by(jobs, reading, model, out)
    else:
        for row in reading:
            out.write(answer_to(scorer, row))
            out.flush()
    return reading.status


def answer_to(scorer: Scorer, row: Row) -> bytes:
    """A line of the output: the judgement of one row."""
    text = row["text"]
    judged = {"id": row["id"], **described(scorer.judge(text, KINDS[row["kind"]]), text)}
    # Half a surrogate pair has no UTF-8: it goes out as JSON's own escape, which looks like Python's.
    return json.dumps(judged, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n"


def score_text(move: Move, name: str, model: Path | None) -> int:
    """Judge one text, from a file or ("-") standard input, as one move, and print a report for its author."""
    text = read_text(name)
    if move == "email":
        from closer_tui.plain_answer import split_email

        mail = split_email(text)
        text = compose_email(mail.subject, mail.text)
    judgement = load(model).judge(text, "email" if move == "email" else "spoken")
    print(printable(move_to_text(report_move(move, text, judgement), text)))
    print(*text_lines(delivery_of(text, move)), sep="\n")
    print("\n" + _("Scored by {scorer}.").format(scorer=judgement.scorer))
    return FINE


def described(judgement: Judgement, text: str) -> dict[str, object]:
    """A judgement as plain data."""
    return {
        "criteria": {
            verdict.criterion: {
                "met": verdict.met,
                "verdict": verdict.outcome,
                "confidence": verdict.confidence,
                "evidence": [{"start": s.start, "end": s.end, "text": s.of(text)} for s in verdict.evidence],
                "reason": verdict.reason,
            }
            for verdict in judgement.verdicts
        },
        "topics": list(judgement.topics),
        "scorer": judgement.scorer,
    }


class _Reading:
    """The rows of a stream, read as they are asked for. What is wrong with a line is told on the way; `status` is
    the exit status so far."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.status = FINE

    def __iter__(self) -> Iterator[Row]:
        for number, line in _lines(self._stream):
            try:
                yield _row(line)
            except _BadLine as error:
                told = _("closer: standard input, line {line}: {what}; expected {expected}.")
                complain(told.format(line=number, what=error, expected=_EXPECTED))
                self.status = BAD_INPUT


def _lines(stream: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """Lines with their numbers, blank ones left out; None for one that is too long."""
    number = 0
    while line := stream.readline(LONGEST_LINE):
        number += 1
        if len(line) == LONGEST_LINE and not line.endswith(b"\n"):
            while (rest := stream.readline(LONGEST_LINE)) and not rest.endswith(b"\n"):
                pass
            yield number, None
        elif line.strip():
            yield number, line


def _row(line: bytes | None) -> Row:
    if line is None:
        raise _BadLine(_("it is longer than {n} bytes").format(n=figure(LONGEST_LINE)))
    try:
        row = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise _BadLine(_("byte {n} is not UTF-8").format(n=error.start + 1)) from error
    except (ValueError, RecursionError) as error:
        raise _BadLine(_("not JSON ({why})").format(why=error)) from error
    if not isinstance(row, dict):
        raise _BadLine(_("not a JSON object"))
    missing = [key for key in ("id", "kind", "text") if key not in row]
    if missing:
        raise _BadLine(_("{keys} missing").format(keys=pgettext("between keys", " and ").join(map(repr, missing))))
    if not isinstance(row["kind"], str) or row["kind"] not in KINDS:
        raise _BadLine(_("'kind' is {value}").format(value=json.dumps(row["kind"])[:60]))
    if not isinstance(row["text"], str):
        raise _BadLine(_("'text' is not a string"))
    return row


def read_text(name: str) -> str:
    """The text to judge. Raises Failure where there is none, naming the place."""
    shown = _("standard input") if name == "-" else name
    try:
        if name == "-":
            if sys.stdin.isatty():
                complain(_("Type the text; Ctrl-D on a line of its own ends it."))
            data = sys.stdin.buffer.read(MOST_BYTES + 1)
        else:
            with Path(name).open("rb") as file:
                data = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        why = reason(error) if isinstance(error, OSError) else str(error)
        raise Failure(f"{shown}: {why}.", _("Name a text file, or - for standard input.")) from error
    if len(data) > MOST_BYTES:
        what = _("{place}: larger than {n} bytes.").format(place=shown, n=figure(MOST_BYTES))
        raise Failure(what, _("Hand in one answer or one email."))
    if b"\0" in data:
        what = _("{place}: not text.").format(place=f"{shown}:{data[: data.index(0)].count(10) + 1}")
        raise Failure(what, _("Save it as plain text in UTF-8."))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        what = _("{place}: not UTF-8.").format(place=f"{shown}:{data[: error.start].count(10) + 1}")
        raise Failure(what, _("Save it as plain text in UTF-8.")) from error
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        what = _("{place}: nothing to judge.").format(place=shown)
        raise Failure(what, _("Hand in the words of an answer or an email."))
    return text
