"""How well candidates judge themselves: what they ticked before the report, beside what the report says.

Criteria of which the report is not sure are left out, and of the flags only those count that were raised or ticked:
whoever does nothing wrong and says so has not shown much self-knowledge by it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from closer_tui.i18n import _, translated
from closer_tui.journal.records import Practice
from closer_tui.rehearsal import State
from closer_tui.report_words import one_line
from closer_tui.scoring.report import Finding, MoveReport
from closer_tui.scoring.rubric import BY_NAME, Criterion

Judged = Literal["hit", "rightly_not", "missed", "imagined"]
"""Of one criterion: ticked, and so; not ticked, and not so; not ticked, though it was so; ticked, though it was not."""

FIRST_PERSON: Mapping[str, str] = MappingProxyType(
    {
        "asks": _("I asked a genuine question"),
        "insightful": _("I asked what only an insider can answer"),
        "several": _("I asked at least two different questions"),
        "turn_off": _("I asked about pay, perks, hours or public facts"),
        "strength": _("I named something specific that I bring"),
        "relevance": _("I tied it to what they need"),
        "evidence": _("I gave concrete proof"),
        "hedged": _("I undermined my own claim"),
        "interested": _("I said outright that I want the job"),
        "reason": _("I gave a reason particular to them"),
        "wavering": _("I took the interest back or made it conditional"),
        "thanks_time": _("I thanked them for their time"),
        "thanks_consideration": _("I thanked them for considering me"),
        "specific": _("I mentioned something from this conversation"),
        "email_interest": _("I said that I am still interested"),
        "greeting": _("I opened with a greeting"),
        "sign_off": _("I closed with a sign-off"),
        "pushy": _("I pressed, bargained or complained"),
    }
)


@dataclass(frozen=True, slots=True)
class Tally:
    """How often a criterion, or all of them, was judged how."""

    hit: int = 0
    rightly_not: int = 0
    missed: int = 0
    imagined: int = 0

    @property
    def right(self) -> int:
        return self.hit + self.rightly_not

    @property
    def of(self) -> int:
        return self.right + self.missed + self.imagined

    @property
    def percent(self) -> int | None:
        """Of what was judged, how much was right: 0 to 100, None where nothing was."""
        return round(100 * self.right / self.of) if self.of else None


@dataclass(frozen=True, slots=True)
class Agreement:
    """Ticks and reports of so many `rehearsals` together; `of_criterion` by the names of criteria and flags."""

    rehearsals: int
    all: Tally
    of_criterion: Mapping[str, Tally]


def statement(criterion: Criterion) -> str:
    """The criterion as the candidate would say it of themselves; one of the scenario's own by its title."""
    return FIRST_PERSON.get(criterion.name) or one_line(criterion.title)


def compared(ticked: Iterable[str], so: Iterable[str], not_so: Iterable[str]) -> dict[str, Judged]:
    """Ticks beside the criteria met and flags raised (`so`), and the criteria that surely were not met."""
    ticks, are = set(ticked), set(so)
    found: dict[str, Judged] = {name: "hit" if name in ticks else "missed" for name in so}
    found |= {name: "imagined" if name in ticks else "rightly_not" for name in not_so if name not in are}
    flags = [name for name in sorted(ticks - are) if name in BY_NAME and BY_NAME[name].flag]
    return found | dict.fromkeys(flags, "imagined")


def judged(state: State) -> dict[str, Judged]:
    """How each criterion was judged in this rehearsal, by the report that they saw then. Empty without ticks."""
    if state.rated is None:
        return {}
    flags = {criterion.name for step in state.scenario.steps for criterion in step.rubric if criterion.flag}
    so = [name for name, outcome in state.found if outcome == "met"]
    not_so = [name for name, outcome in state.found if outcome == "not_met" and name not in flags]
    return compared(state.rated, so, not_so)


def agreement(practices: Sequence[Practice], last: int | None = None) -> Agreement:
    """Over all of these rehearsals in which the candidate rated themselves, or the `last` so many of them (the newest
    stand last)."""
    rated = [each for each in practices if each.rated is not None]
    rated = rated if last is None else rated[max(0, len(rated) - last) :]
    counts: dict[str, dict[Judged, int]] = {}
    for practice in rated:
        for name, how in _judged_then(practice).items():
            of_this = counts.setdefault(name, {})
            of_this[how] = of_this.get(how, 0) + 1
    of_criterion = {name: _tally([found]) for name, found in counts.items()}
    return Agreement(len(rated), _tally(counts.values()), MappingProxyType(of_criterion))


def _judged_then(practice: Practice) -> dict[str, Judged]:
    if practice.rated_so is not None:
        return compared(practice.rated or (), practice.rated_so, practice.rated_not_so)
    so = [name for move in practice.moves for name in (*move.met, *move.flags)]
    return compared(practice.rated or (), so, [name for move in practice.moves for name in move.missed])


def _tally(counts: Iterable[Mapping[Judged, int]]) -> Tally:
    hit = rightly_not = missed = imagined = 0
    for each in counts:
        hit += each.get("hit", 0)
        rightly_not += each.get("rightly_not", 0)
        missed += each.get("missed", 0)
        imagined += each.get("imagined", 0)
    return Tally(hit, rightly_not, missed, imagined)


# --- in words ----------------------------------------------------------------------------------------------


def remark(state: State, finding: Finding) -> str:
    """What they thought of one criterion, beside what the report says: a sentence, or nothing where they did not rate
    themselves, where it goes without saying, or where another answer or their own word counts now."""
    criterion = finding.criterion
    then = dict(state.found).get(criterion.name)
    if state.rated is None or then != finding.outcome or finding.overruled:
        return ""
    ticked = criterion.name in state.rated
    if then == "not_sure":
        did, did_not = (
            _("You thought that you did; the report is not sure."),
            _("You thought that you did not; the report is not sure."),
        )
        return did if ticked else did_not
    if criterion.flag and not ticked:
        return _("You had not noticed it.") if then == "met" else ""
    if then == "met":
        return _("You thought so: right.") if ticked else _("You thought that you had not, but you did.")
    imagined, right = (
        _("You thought that you did; the report did not find it."),
        _("You thought that you had not: right."),
    )
    return imagined if ticked else right


def line(now: Mapping[str, Judged], over: Agreement | None = None) -> str:
    """How well they judged themselves in this rehearsal, and over the last ones (this one among them): "You judged 9
    of 11 right; over your last 5: 84 %." Empty where there was nothing to judge."""
    if not now:
        return ""
    right = sum(how in ("hit", "rightly_not") for how in now.values())
    if over is None or over.rehearsals < 2 or over.all.percent is None:
        return _("You judged {right} of {of} right.").format(right=right, of=len(now))
    both = _("You judged {right} of {of} right; over your last {n}: {percent} %.")
    return both.format(right=right, of=len(now), n=over.rehearsals, percent=over.all.percent)


def statements(moves: Sequence[MoveReport]) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """What there is to tick, move by move: the title of each, and of its criteria and flags name and statement."""
    return tuple(
        (translated(move.title), tuple((each.criterion.name, statement(each.criterion)) for each in move.findings))
        for move in moves
    )
