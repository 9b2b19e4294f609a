"""How practice goes: a fold over the rehearsals in short, for a chart, a grid and words.

What is told of is what can be acted on: the runs lately, not those of a year ago. Only the chart reaches back.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from statistics import median
from typing import Literal

from closer_tui.journal.records import MovePractice, Practice
from closer_tui.practice.delivery import EMAIL_WORDS, FAST, SECONDS, SLOW
from closer_tui.practice.rating import agreement
from closer_tui.practice.timeline import TREND, Each, Mark, by_date, marks, trend
from closer_tui.rehearsal import Level
from closer_tui.scoring.report import Outcome3, Report
from closer_tui.scoring.rubric import BY_NAME, CRITERIA, MOVE_NAMES, MOVES, Move

FIRST_TARGET = 9
"""Runs after which practice pays less (design.md: trials with scripted interviewers)."""
IN_GRID = 12
REMARKED = 4
"""Runs that the remark on a row of the grid is about."""
LATELY = 20
"""Runs that what is missed and how long answers are is told of."""
MOST_MISSED = 5
MOST_OWN = 3
"""Steps of scenarios' own in the grid, beside the four moves."""

Length = Literal["short", "fine", "long"]


@dataclass(frozen=True, slots=True)
class Choice:
    """Which rehearsals are looked at: of the scenario with this name, on this level. Empty: any."""

    name: str = ""
    level: Level | None = None

    def holds(self, practice: Practice) -> bool:
        return self.name in ("", practice.name) and self.level in (None, practice.level)


EVERYTHING = Choice()


@dataclass(frozen=True, slots=True)
class Played:
    """How one scenario went so far: completeness at first, at last and at best."""

    name: str
    title: str
    runs: int
    first: int
    last: int
    best: int


@dataclass(frozen=True, slots=True)
class Row:
    """How a move (or a step of a scenario's own, under its `title`) went in each of the last runs, the oldest first;
    None where it was not asked for. `scenario` is the id of the one whose own step it is, empty for a move."""

    move: Move
    title: str
    cells: tuple[Outcome3 | None, ...]
    scenario: str = ""

    def of(self, practice: Practice) -> MovePractice | None:
        """How it went in this rehearsal."""
        if self.scenario:
            own = (each for each in practice.moves if each.move == "custom" and each.title == self.title)
            return next(own, None) if practice.scenario_id == self.scenario else None
        return next((each for each in practice.moves if each.move == self.move), None)

    @property
    def asked(self) -> tuple[Outcome3, ...]:
        """Of the last runs in which it was asked for, as many as one can be held to."""
        return tuple(cell for cell in self.cells if cell is not None)[-REMARKED:]


@dataclass(frozen=True, slots=True)
class Missed:
    """A criterion that was not met (or a flag that was raised) `missed` times `of` those in which it was surely judged.
    Title and advice of a scenario's own are empty until `titled`; `session` is the last run that missed it."""

    name: str
    session: str
    missed: int
    of: int
    flag: bool
    title: str = ""
    advice: str = ""


@dataclass(frozen=True, slots=True)
class Answered:
    """How long the answers to a move were: words (median, last), and the seconds in which they were given, where that
    was kept. What was said on the silent level is not to one move alone and counts for none."""

    move: Move
    title: str
    words: int
    last_words: int
    seconds: float | None
    last_seconds: float | None


@dataclass(frozen=True, slots=True)
class SelfJudged:
    """How well one judges oneself: in percent, over the last `rated` runs in which one did (TREND of them at most), and
    over as many `before` them where there were any. `imagined` is what one most often thought to have done and had
    not, `times` so often of the last LATELY rated; empty where nothing was more than once."""

    rated: int
    now: int
    before: int | None
    imagined: str = ""
    times: int = 0


@dataclass(frozen=True, slots=True)
class Progress:
    """How practice goes. `total` counts all rehearsals, `runs` those looked at; the rest is of those alone, but for
    `scenarios` (the last practised first). `marks` are the last runs, `trend` the running median to each of them;
    `dated` are all runs, a mark for `each`. `now` is the median of the last TREND runs, `before` of as many before
    them, None where there are not so many. `more_own`: steps of scenarios' own that have no row. `judged_self` is None
    where one never rated oneself."""

    choice: Choice
    total: int
    runs: int
    best: int
    now: float | None
    before: float | None
    scenarios: tuple[Played, ...]
    marks: tuple[Mark, ...]
    trend: tuple[float, ...]
    dated: tuple[Mark, ...]
    each: Each
    rows: tuple[Row, ...]
    more_own: int
    missed: tuple[Missed, ...]
    answered: tuple[Answered, ...]
    judged_self: SelfJudged | None


def progress(practices: Sequence[Practice], choice: Choice = EVERYTHING) -> Progress:
    """How practice goes, from all rehearsals, the oldest first. Takes time linear in their number."""
    chosen = [practice for practice in practices if choice.holds(practice)]
    scores = [practice.completeness for practice in chosen]
    lately = chosen[-LATELY:]
    each, dated = by_date(chosen)
    rows, more_own = _rows(chosen[-IN_GRID:])
    return Progress(
        choice,
        len(practices),
        len(chosen),
        max(scores, default=0),
        median(scores[-TREND:]) if len(scores) >= TREND else None,
        median(scores[-2 * TREND : -TREND]) if len(scores) >= 2 * TREND else None,
        _scenarios(practices),
        marks(chosen),
        trend(chosen),
        dated,
        each,
        rows,
        more_own,
        _missed(lately),
        _answered(lately, rows),
        _judged_self([practice for practice in chosen if practice.rated is not None]),
    )


def advised(move: Move) -> tuple[int, int]:
    """Words that an answer has at least and at most, by what is said of length in practice.delivery."""
    if move == "email":
        return EMAIL_WORDS
    shortest, longest = SECONDS
    return (shortest * SLOW // 60 if move == "value" else 0), longest * FAST // 60


def length(move: Move, words: int) -> Length:
    """Whether an answer of so many words is as long as advised."""
    least, most = advised(move)
    return "short" if words < least else "long" if words > most else "fine"


def titled(shown: Progress, reports: Callable[[str], Sequence[Report]]) -> Progress:
    """The same with titles and advice for the criteria of scenarios' own: from the report in which each was missed
    last, given by `reports` (Journal.reports). Asked for those few alone; one that is not found keeps its name."""
    return replace(shown, missed=tuple(each if each.title else _titled(each, reports) for each in shown.missed))


def _scenarios(practices: Sequence[Practice]) -> tuple[Played, ...]:
    found: dict[str, Played] = {}
    for each in practices:
        # Taken out and put in again, so that the order is that of the last practice.
        so_far = found.pop(each.name, None) or Played(each.name, each.title, 0, each.completeness, 0, 0)
        found[each.name] = Played(
            each.name,
            each.title,
            so_far.runs + 1,
            so_far.first,
            each.completeness,
            max(so_far.best, each.completeness),
        )
    return tuple(reversed(found.values()))


# --- the moves ---------------------------------------------------------------------------------------------


def _rows(shown: Sequence[Practice]) -> tuple[tuple[Row, ...], int]:
    """The four moves, and the steps of scenarios' own, those asked for last before others."""
    rows = [Row(move, MOVE_NAMES[move], ()) for move in MOVES]
    own: dict[Row, None] = {}
    for practice in reversed(shown):
        steps = (move.title for move in practice.moves if move.move == "custom")
        own |= {Row("custom", title, (), practice.scenario_id): None for title in steps}
    rows += list(own)[:MOST_OWN]
    found = tuple(
        replace(row, cells=tuple(went.result if (went := row.of(each)) else None for each in shown)) for row in rows
    )
    return found, max(0, len(own) - MOST_OWN)


# --- what is missed, and how long answers are -----------------------------------------------------------------

_ORDER = {criterion.name: n for n, criterion in enumerate(sorted(CRITERIA, key=lambda c: (not c.essential, -c.points)))}


def _missed(lately: Sequence[Practice]) -> tuple[Missed, ...]:
    """Those missed most often; of equals the essential first, then what is worth more."""
    missed: dict[tuple[str, str], Missed] = {}
    judged: Counter[tuple[str, str]] = Counter()
    for practice in lately:
        for move in practice.moves:
            judged.update(_key(practice, name) for name in (*move.met, *move.missed, *_standard_flags(move)))
            for flag, names in ((False, move.missed), (True, move.flags)):
                for name in names:
                    so_far = missed.get(_key(practice, name))
                    times = so_far.missed + 1 if so_far else 1
                    missed[_key(practice, name)] = Missed(name, practice.session, times, 0, flag)
    runs = Counter(practice.scenario_id for practice in lately)
    most = sorted(missed.items(), key=lambda item: (-item[1].missed, _ORDER.get(item[0][1], len(_ORDER))))
    # Of a scenario's own flag only the raising is kept; it is judged whenever that scenario is played.
    return tuple(_standard(replace(each, of=judged[key] or runs[key[0]])) for key, each in most[:MOST_MISSED])


def _key(practice: Practice, name: str) -> tuple[str, str]:
    """Two scenarios may have a criterion of their own by the same name."""
    return ("", name) if name in BY_NAME else (practice.scenario_id, name)


def _standard_flags(move: MovePractice) -> tuple[str, ...]:
    """The flags of the standard rubric that the move was judged by, if it was judged by that."""
    if not any(name in BY_NAME for name in (*move.met, *move.missed, *move.flags)):
        return ()
    return tuple(each.name for each in CRITERIA if each.flag and each.move == move.move)


def _standard(each: Missed) -> Missed:
    criterion = BY_NAME.get(each.name)
    return replace(each, title=criterion.title, advice=criterion.advice) if criterion else each


def _titled(each: Missed, reports: Callable[[str], Sequence[Report]]) -> Missed:
    for report in reports(each.session):
        for finding in report.findings():
            if finding.criterion.name == each.name:
                return replace(each, title=finding.criterion.title, advice=finding.criterion.advice)
    return replace(each, title=each.name)


def _answered(lately: Sequence[Practice], rows: Sequence[Row]) -> tuple[Answered, ...]:
    answered = []
    for row in rows:
        given = [went for each in lately if (went := row.of(each)) and went.words is not None]
        words = [each.words for each in given if each.words is not None]
        seconds = [each.seconds for each in given if each.seconds is not None]
        if words:
            usual = median(seconds) if seconds else None
            answered.append(Answered(row.move, row.title, round(median(words)), words[-1], usual, given[-1].seconds))
    return tuple(answered)


def _judged_self(rated: Sequence[Practice]) -> SelfJudged | None:
    now = agreement(rated, TREND)
    if now.all.percent is None:
        return None
    before = agreement(rated[-2 * TREND : -TREND])
    tallies = agreement(rated, LATELY).of_criterion
    standard = {name: tallies[name].imagined for name in tallies if name in BY_NAME and not BY_NAME[name].flag}
    most = max(standard, key=standard.__getitem__, default="")
    often = (most, standard[most]) if most and standard[most] > 1 else ("", 0)
    return SelfJudged(now.rehearsals, now.all.percent, before.all.percent, *often)
