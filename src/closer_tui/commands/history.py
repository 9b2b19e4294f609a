"""`closer history`: the rehearsals that were finished, as a table, lines or JSON."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from closer_tui.commands.ending import BAD_INPUT, FINE, complain
from closer_tui.commands.listing import columns, dump, journal_begun, opened
from closer_tui.i18n import _, figure, in_english, ngettext
from closer_tui.levels import level_name
from closer_tui.linear import cells
from closer_tui.report_words import duration, one_line, when

if TYPE_CHECKING:
    from closer_tui.journal import Score, Search, SessionInfo, Unreadable
    from closer_tui.scoring.report import Outcome3, Report
    from closer_tui.scoring.rubric import Move

SHORT_ID = 8
"""Letters of an id that lists show: enough to tell a life's rehearsals apart; JSON has it whole."""

_RESULTS: dict[Outcome3, str] = {"made": "made", "half": "half made", "missed": "missed"}
SIGNS: dict[Outcome3, str] = {"made": "✓", "half": "½", "missed": "✗"}
STANDARD: tuple[Move, ...] = ("questions", "value", "interest", "email")
LEGEND = "\n".join(
    (
        _("Moves: questions, value, interest, email, then the scenario's own."),
        _("✓ made, ½ half made, ✗ missed, · not asked."),
    )
)

_ID, _WHEN, _SCENARIO, _LEVEL = _("Id"), _("When"), _("Scenario"), _("Level")
_SCORE, _THEN, _MOVES, _TIME = _("Of 100"), _("Then"), _("Moves"), _("Time")
_COMPLETE, _SCORER = _("Complete"), _("Scorer")
_HEAD = (_ID, _WHEN, _SCENARIO, _LEVEL, _SCORE, _THEN, _MOVES, _TIME, _COMPLETE, _SCORER)
_LEAVE_OUT = {_SCORER: 24, _COMPLETE: 24, _TIME: 10, _THEN: 10, _LEVEL: 10, _MOVES: 10}
"""What a narrow terminal does without, the first first, before the scenario's name has fewer cells than this."""
_LEAST = 10
"""Cells of a scenario's name that are always left."""


def show_history(search: Search | None = None, last: int | None = None, as_json: bool = False) -> int:
    """The finished rehearsals that are looked for (None: all), or the `last` of them, the newest first. Raises
    JournalError. A damaged entry is told; the exit status is 1 then."""
    found: Sequence[SessionInfo | Unreadable] = ()
    nothing = _("No rehearsals yet: closer list shows the scenarios, closer play NAME plays one.")
    if journal_begun():
        from closer_tui.journal import Search

        with opened() as journal:
            found = journal.page(search or Search(), 0, last)
            if not found and (kept := journal.count(Search())):
                names = [name for name, _ in journal.scenarios()]
                nothing = _nothing_fits(kept, search.scenario if search else "", names)
    sessions = list(_readable(found))
    if as_json:
        dump([described(info) for info in sessions])
    elif sys.stdout.isatty():
        _print_table(sessions)
    else:
        with in_english():
            columns([_line(info) for info in sessions], ())
    if not found and not as_json:
        complain(nothing)
    return FINE if len(sessions) == len(found) else BAD_INPUT


def _readable(found: Iterable[SessionInfo | Unreadable]) -> Iterable[SessionInfo]:
    from closer_tui.journal import SessionInfo

    for each in found:
        if isinstance(each, SessionInfo):
            yield each
        else:
            told = _("Left out: the entry of a rehearsal in the journal is damaged.")
            if each.id:
                told = _("Left out: the entry of a rehearsal {id} in the journal is damaged.").format(id=each.id)
            complain(one_line(told))


def _nothing_fits(kept: int, scenario: str, names: Sequence[str]) -> str:
    none = ngettext("None of {n} rehearsal fits.", "None of {n} rehearsals fits.", kept).format(n=figure(kept))
    if scenario and scenario not in names:
        some = _("There are some of {names}.").format(names=", ".join(map(one_line, names)))
        return f"{none} {some}"
    return none


def _print_table(sessions: Sequence[SessionInfo]) -> None:
    """As many columns as the terminal is wide, each under its name."""
    if not sessions:
        return
    rows = [dict(zip(_HEAD, cell_row, strict=True)) for cell_row in map(_cells, sessions)]
    shown = [name for name in _HEAD if any(row[name] for row in rows)]
    widths = {name: max(cells(name), *(cells(row[name]) for row in rows)) for name in shown}
    named = widths[_SCENARIO]
    for name, least in _LEAVE_OUT.items():
        widths[_SCENARIO] = min(named, least)
        if sum(widths.values()) + 2 * (len(widths) - 1) > shutil.get_terminal_size().columns:
            widths.pop(name, None)
    left = list(widths)
    columns([left, *([row[name] for name in left] for row in rows)], (left.index(_SCENARIO), 1), _LEAST)
    complain("\n" + "\n".join([*([LEGEND] if _MOVES in left else []), _("closer history show ID opens one.")]))


def _cells(info: SessionInfo) -> tuple[str, ...]:
    return (
        info.id[:SHORT_ID],
        when(info),
        info.name,
        level_name(info.level),
        _number(info.completeness),
        str(info.then.completeness) if info.then else "",
        signs(info.moves),
        _clock(info.seconds),
        _("yes") if info.complete else _("no"),
        info.scorer,
    )


def _line(info: SessionInfo) -> tuple[str, ...]:
    """For programs that read lines; what is new goes to the end."""
    return (
        info.id[:SHORT_ID],
        when(info),
        info.name,
        info.level,
        f"{_number(info.completeness)} of 100",
        "complete" if info.complete else "",
        f"{info.then.completeness} then" if info.then else "",
        info.scorer,
        ", ".join(f"{move} {_RESULTS[result]}" for move, result in info.moves),
        "" if info.seconds is None else duration(info.seconds),
    )


def signs(moves: Iterable[tuple[Move, Outcome3]]) -> str:
    """A sign for each of the four moves, in their order, and after them for those of the scenario's own."""
    moves = tuple(moves)
    known = dict(moves)
    four = "".join(SIGNS[known[move]] if move in known else "·" for move in STANDARD)
    own = "".join(SIGNS[result] for move, result in moves if move not in STANDARD)
    return f"{four} {own}".rstrip() if moves else ""


def _number(completeness: int | None) -> str:
    return "?" if completeness is None else str(completeness)


def _clock(seconds: float | None) -> str:
    minutes, rest = divmod(round(seconds or 0), 60)
    return "" if seconds is None else f"{minutes}:{rest:02}"


def counted(number: int) -> str:
    """So many rehearsals, in words."""
    return ngettext("{n} rehearsal", "{n} rehearsals", number).format(n=figure(number))


def described(info: SessionInfo) -> dict[str, object]:
    """A rehearsal as plain data."""
    return {
        **identity(info),
        "title": info.title,
        "started": info.started.isoformat(),
        "completeness": info.completeness,
        "complete": info.complete,
        "scorer": info.scorer,
        "then": described_score(info.then) if info.then else None,
        "answers": info.answers,
        "seconds": info.seconds,
        "moves": [{"move": move, "result": result} for move, result in info.moves],
    }


def identity(info: SessionInfo) -> dict[str, object]:
    """Which rehearsal it is, as plain data."""
    return {
        "id": info.id,
        "scenario": info.name,
        "level": info.level,
        "finished": info.finished.isoformat() if info.finished else None,
    }


def described_score(score: Score | Report) -> dict[str, object]:
    """A score as plain data."""
    return {"completeness": score.completeness, "complete": score.complete, "scorer": score.scorer}
