"""Reading one answer in lines: the dot at its end, the commands on its first line, an email's first lines."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from closer_tui.i18n import _, figure
from closer_tui.journal import Draft
from closer_tui.linear import Linear

LONGEST_ANSWER = 1_000_000
"""Characters of an answer that are kept; about ten hours of speech."""

_COMMAND = re.compile(r"/([A-Za-z]+)\s*")
_HEADER = re.compile(r"(to|subject):[ \t]*(.*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Typed:
    """An answer. `ended`: the input ended before the line with the dot."""

    text: str
    ended: bool


@dataclass(frozen=True, slots=True)
class Command:
    """What stood on the first line of an answer instead of words, without its slash, in lower case."""

    name: str


def take_answer(linear: Linear, draft: str, keep: Callable[[str], None]) -> Typed | Command:
    """Read an answer that goes on from `draft`. `keep` gets all that was typed so far after every line."""
    lines = draft.split("\n") if draft else []
    size, first = len(draft), True
    while True:
        line = linear.line()
        if line is None:
            return Typed("\n".join(lines), True)
        if line.rstrip() == ".":
            return Typed("\n".join(lines), False)
        command = _COMMAND.fullmatch(line) if first else None
        if command is not None:
            return Command(command[1].casefold())
        first = False
        if size + len(line) >= LONGEST_ANSWER:
            told = _("Note: an answer holds {n} characters; a line was left out.")
            linear.say(told.format(n=figure(LONGEST_ANSWER)))
            continue
        size += len(line) + 1
        lines.append("." if line.rstrip() == ".." else line)
        keep("\n".join(lines))


def split_email(text: str, is_email: bool = True) -> Draft:
    """What was typed as a draft: of an email, lines `To:` and `Subject:` before the body are taken apart."""
    if not is_email:
        return Draft(text)
    lines = text.split("\n")
    found: dict[str, str] = {}
    while lines:
        header = _HEADER.fullmatch(lines[0].strip())
        if header is not None and header[1].lower() not in found:
            found[header[1].lower()] = header[2]
        elif lines[0].strip() or (found and not lines[0].strip()):
            break
        lines.pop(0)
    if found and lines and not lines[0].strip():
        lines.pop(0)
    return Draft("\n".join(lines), found.get("to", ""), found.get("subject", ""))


def join_email(draft: Draft) -> str:
    """The lines that `split_email` takes apart."""
    headers = [f"To: {draft.to}"] if draft.to else []
    headers += [f"Subject: {draft.subject}"] if draft.subject else []
    return "\n".join([*headers, "", draft.text]) if headers else draft.text
