"""`closer prepare`: a real interview made ready, from a few facts and the advert."""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Iterable, Mapping
from pathlib import Path

from closer_tui.commands.ending import FINE, USAGE, Failure, complain
from closer_tui.commands.new import Unusable, ask, with_answer
from closer_tui.commands.placing import file_called, named_file, tell_written, write_scenario
from closer_tui.files import reason
from closer_tui.i18n import _
from closer_tui.linear import Linear
from closer_tui.scenario.advert.text import MOST_RAW
from closer_tui.scenario.placing import free_id
from closer_tui.scenario.prepare import Preparation, lines, prepare
from closer_tui.scenario.prepared import people_of, prepared_scenario
from closer_tui.scenario.template import Wishes, clean, title_of
from closer_tui.scoring.languages import is_english
from closer_tui.scoring.text import printable
from closer_tui.scoring.verdict import Scorer

WIDTH = 100
_QUESTIONS: Mapping[str, str] = {
    "role": _("Which job is it?"),
    "company": _("At which company?"),
    "people": _("Who will interview you? Name, title; name, title. Enter: not known yet."),
    "when": _("When is it? Enter: not known yet."),
}
_TERMINAL_LINE = 4095
"""Bytes of one line that a terminal hands over; it drops the rest without a word."""

# How files begin that hold an advert and are no text, and what they are called.
_NO_TEXT: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", _("a PDF")),
    (b"PK\x03\x04", _("a document of a word processor, or an archive")),
    (b"\xd0\xcf\x11\xe0", _("a document of an old word processor")),
    (b"{\\rtf", _("a document of a word processor")),
    (b"\x89PNG", _("a picture")),
    (b"\xff\xd8\xff", _("a picture")),
)
_BE_TEXT = _("Open it, select and copy the text of the advert, and paste it when closer asks, or into a .txt file.")
_BE_TEXT_OF_A_PAGE = _(
    "Open it in a browser, select and copy the text of the advert, and paste it when closer asks, or into a .txt file."
)


def prepare_interview(
    path: str | None, given: Mapping[str, str | None], advert: str | None, questions_only: bool, yes: bool
) -> int:
    """Tell the questions worth asking, and write the scenario. `given` holds role, company, people, when and what
    `Wishes` are about, None for what was not said; it is asked for on a terminal, unless `yes`. `advert` is a file, or
    "-" for standard input. With `questions_only` nothing is written. Raises Failure; then nothing was written."""
    file = None if questions_only else named_file(path)
    wishes = _wishes(given)
    asks = not yes and sys.stdin.isatty() and sys.stdout.isatty()
    said = {name: given.get(name) for name in _QUESTIONS}
    pasted = _read(advert) if advert is not None else ""
    if asks:
        said |= {name: _asked(name, name in ("role", "company")) for name, answer in said.items() if answer is None}
        if given.get("mood") is None and not questions_only:
            wishes = ask(wishes, "mood")
        pasted = pasted if advert is not None else _paste()
    role, company, when = (clean(said[name] or "") for name in ("role", "company", "when"))
    if not role:
        raise Failure(_("There is no role to prepare for."), _("Say which: closer prepare --role TEXT."), USAGE)
    if not company:
        raise Failure(_("There is no company to prepare for."), _("Say which: closer prepare --company TEXT."), USAGE)
    preparation = prepare(role, company, pasted)
    _tell(preparation)
    if questions_only:
        return FINE
    people = people_of(said["people"] or "")
    wishes = with_answer(wishes, "called", wishes.called or f"Your interview at {company}")
    file = file or file_called(title_of(wishes), path)
    id = free_id(file.stem)
    try:
        text = prepared_scenario(preparation, wishes, people, when, id, _scorer())
    except Failure:  # without a scorer it can be written, if not be checked
        text = prepared_scenario(preparation, wishes, people, when, id, None)
    write_scenario(file, text)
    print()
    if not people:
        print(_("Nobody was named: the interviewer is made up, until you put in who it is."))
    if not is_english(wishes.language):
        complain(_("The lines are English, for you to put into your language: closer writes no others."))
    print(_("The questions, and the advert, stand in it as comments."))
    tell_written(file)
    return FINE


def _wishes(given: Mapping[str, str | None]) -> Wishes:
    wishes = Wishes()
    for name in ("mood", "difficulty", "language", "called"):
        answer = given.get(name)
        if answer is not None:
            try:
                wishes = with_answer(wishes, name, answer)
            except Unusable as error:
                raise Failure(str(error), status=USAGE) from None
    return wishes


def _scorer() -> Scorer:
    from closer_tui.commands.model import lazy

    return lazy()


# --- what is asked ---------------------------------------------------------------------------------------


def _asked(name: str, needed: bool) -> str:
    while True:
        try:
            answer = input(f"{_QUESTIONS[name]} ")
        except EOFError:
            print()
            what = _("Nothing was written: the answers ended.")
            raise Failure(what, _("closer prepare --yes asks nothing.")) from None
        if clean(answer) or not needed:
            return answer
        complain(_("This one is needed: write a few words."))


def _paste() -> str:
    """The advert, line by line, up to a line that holds a single dot."""
    linear = Linear(sys.stdin, sys.stdout, True)
    linear.say("", _("Paste the advert, and end with a line that holds a single dot. The dot alone: there is none."))
    found: list[str] = []
    while (line := linear.line()) is not None and line.strip() != ".":
        found.append(line)
    if any(len(line.encode(errors="replace")) >= _TERMINAL_LINE for line in found):
        complain(_("A paragraph was too long for the terminal, which cut it: for all of it use --advert FILE."))
    return "\n".join(found)


def _read(source: str) -> str:
    """The advert in a file or on standard input. Raises Failure where it is no text."""
    try:
        if source == "-":
            data, name = getattr(sys.stdin, "buffer", sys.stdin).read(MOST_RAW * 4), _("Standard input")
        else:
            with open(source, "rb") as file:
                data, name = file.read(MOST_RAW * 4), source
    except (OSError, ValueError) as error:
        why = reason(error) if isinstance(error, OSError) else _("no file can have this name")
        what = _("The advert {file} can't be read: {why}.").format(file=printable(source), why=why)
        raise Failure(what, _("Name a text file, or - .")) from error
    if isinstance(data, str):
        return data
    for begins, kind in _NO_TEXT:
        if data.startswith(begins):
            what = _("{file} is {kind}, and closer reads text.").format(file=name, kind=kind)
            raise Failure(what, _BE_TEXT)
    page = data[:1000].lstrip().lower().startswith((b"<!doctype html", b"<html"))
    if source != "-" and (page or Path(source).suffix.lower() in (".html", ".htm", ".mhtml")):
        what = _("{file} is a whole web page, with menus and the like around the advert.").format(file=name)
        raise Failure(what, _BE_TEXT_OF_A_PAGE)
    return _decoded(data, name)


def _decoded(data: bytes, name: str) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if error.start >= len(data) - 4:  # cut within a character
            return data[: error.start].decode("utf-8-sig")
        complain(_("{file} is not UTF-8: it was read as Windows writes it.").format(file=name))
        return data.decode("cp1252", errors="replace")


# --- what is told ----------------------------------------------------------------------------------------


def _tell(preparation: Preparation) -> None:
    print()
    for line in wrapped(lines(preparation), WIDTH):
        print(line)


def wrapped(told: Iterable[str], width: int) -> list[str]:
    """The lines, broken between words; what goes on after a dash or a mark stands under its first word."""
    rows: list[str] = []
    for line in told:
        indent = "  " if line.startswith(("- ", "! ")) else ""
        rows += textwrap.wrap(printable(line), width, subsequent_indent=indent, break_on_hyphens=False) or [""]
    return rows
