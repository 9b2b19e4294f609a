"""A comparison in words: the same ones on the screen, in the linear front end and on the command line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from closer_tui.practice.compare import Change, Comparison, Kind, MoveChanges, Side
from closer_tui.report_words import duration, heard_title, one_line
from closer_tui.scoring.rubric import BY_NAME, Criterion
from closer_tui.scoring.text import printable

SIGNS: Mapping[Kind, str] = MappingProxyType({"gained": "+", "lost": "−", "kept": "=", "missing": "·"})
_WORDS: Mapping[Kind, str] = MappingProxyType(
    {"gained": "gained", "lost": "lost", "kept": "kept", "missing": "still missing"}
)
_FLAG_WORDS: Mapping[Kind, str] = MappingProxyType(
    {"gained": "no longer raised", "lost": "raised now", "kept": "not raised", "missing": "still raised"}
)


def word_of(change: Change) -> str:
    """What became of a criterion, in a word or three that need no colour and no sign."""
    word = (_FLAG_WORDS if change.criterion.flag else _WORDS)[change.kind]
    return f"{word}, not sure" if change.after.outcome == "not_sure" else word


def worth_telling(move: MoveChanges) -> tuple[Change, ...]:
    """All but the flags that were raised in neither."""
    return tuple(change for change in move.changes if not (change.criterion.flag and change.kind == "kept"))


def title(comparison: Comparison) -> str:
    """What is compared."""
    before, after = comparison.before, comparison.after
    if comparison.step is None:
        return f"{one_line(after.scenario.title)}: {name_of(before)}, then {name_of(after)}"
    step = after.scenario.steps[comparison.step]
    return f"“{one_line(step.name)}”: {name_of(before)}, then {name_of(after)}"


def name_of(side: Side) -> str:
    """One of the two: "attempt 1", "2026-03-01 14:05", "this time"."""
    if side.attempt is not None:
        return f"attempt {side.attempt + 1}"
    return "this time" if side.when is None else f"{side.when.astimezone():%Y-%m-%d %H:%M}"


def side_line(side: Side) -> str:
    """One of the two with its length: "Attempt 2, which counts · 41 words · 35 s"."""
    name = name_of(side)
    name = name[0].upper() + name[1:]
    parts = [f"{name}, which counts" if side.counts else name]
    parts += [side.level, f"{side.report.completeness} of 100"] if side.attempt is None else []
    parts.append(f"{side.words:,} {'word' if side.words == 1 else 'words'}")
    return " · ".join([*parts, *([duration(side.seconds)] if side.seconds is not None else [])])


def score_line(comparison: Comparison) -> str:
    """Completeness before and after, and what was gained and lost, counted: "62 → 78 of 100 · 2 gained, 1 lost"."""
    was, now = comparison.before.report.completeness, comparison.after.report.completeness
    return f"{was} → {now} of 100 · {_counted(comparison)}"


def _counted(comparison: Comparison) -> str:
    gained, lost = len(comparison.changes("gained")), len(comparison.changes("lost"))
    counts = [*([f"{gained} gained"] if gained else []), *([f"{lost} lost"] if lost else [])]
    return ", ".join(counts) or "nothing gained, nothing lost"


def notes(comparison: Comparison) -> tuple[str, ...]:
    """What one has to know to read it rightly."""
    found = []
    if comparison.scorers_differ:
        found.append("Different versions of the scorer judged them; closer history rescore judges both by one.")
    if comparison.left_out:
        things = "1 criterion is" if comparison.left_out == 1 else f"{comparison.left_out} criteria are"
        found.append(f"The scenario was changed in between: {things} in only one of them, and left out.")
    return tuple(found)


def last_time_line(comparison: Comparison) -> str:
    """Two rehearsals in one line: "Last time, 2026-03-01 14:05 (coached): 62 → 78; gained: …; lost: …"."""
    before = comparison.before
    was, now = before.report.completeness, comparison.after.report.completeness
    parts = [f"Last time, {name_of(before)} ({before.level}): {was} → {now}"]
    return "; ".join([*parts, *_told(comparison)]) + "."


def attempt_line(comparison: Comparison) -> str:
    """Two attempts in one line: "“Restate your value” again: 62 → 78, 2 gained; attempt 2 counts."."""
    before, after = comparison.before, comparison.after
    was, now = before.report.completeness, after.report.completeness
    step = one_line(after.scenario.steps[comparison.step or 0].name)
    counts = name_of(before if before.counts else after)
    return f"“{step}” again: {was} → {now}, {_counted(comparison)}; {counts} counts."


def _told(comparison: Comparison) -> Iterator[str]:
    for kind in ("gained", "lost"):
        found = comparison.changes(kind)
        done = [named(change.criterion) for change in found if not change.criterion.flag]
        flags = [named(change.criterion) for change in found if change.criterion.flag]
        if done:
            yield f"{kind}: {', '.join(done)}"
        if flags:
            yield f"{_FLAG_WORDS[kind]}: {', '.join(flags)}"


def named(criterion: Criterion) -> str:
    """A criterion within a sentence: "gave concrete proof"; one of the scenario's own by its title in quotes."""
    name = one_line(criterion.title)
    return f"{name[:1].lower()}{name[1:]}" if criterion.name in BY_NAME else f"“{name}”"


def to_lines(comparison: Comparison, answers: bool = True) -> list[str]:
    """All of it as lines that are read aloud well; with the whole `answers` at the end, the earlier one first."""
    was, now = comparison.before.report.completeness, comparison.after.report.completeness
    lines = [f"{title(comparison)}.", f"Completeness: {was} of 100, then {now}.", *notes(comparison)]
    for move in comparison.moves:
        told = worth_telling(move)
        if told:
            lines += ["", f"{one_line(move.after.title)}:"] if comparison.step is None else [""]
            for change in told:
                lines += _change_lines(comparison, change)
    for side in (comparison.before, comparison.after) if answers else ():
        lines += ["", f"{side_line(side)}."]
        head = ""
        for _, heard in side.heard:
            said = [one_line(part) for part in printable(heard.text).split("\n")]
            where = f"{heard_title(heard, side.scenario)}:"
            lines += [*([where] if where != head else []), *(part for part in said if part)]
            head = where
        if not side.answers:
            lines.append("Nothing was said.")
    return lines


def _change_lines(comparison: Comparison, change: Change) -> Iterator[str]:
    word = word_of(change)
    own = ", by your own word" if change.after.overruled else ""
    yield f"{word[0].upper()}{word[1:]}: {one_line(change.criterion.title)}{own}."
    if change.kind in ("gained", "lost"):
        # The words that made the difference: a criterion's where it was met, a flag's where it was raised.
        then = change.before.outcome == "met"
        side, finding = (comparison.before, change.before) if then else (comparison.after, change.after)
        for quote in finding.quotes:
            yield f'{"You had said" if then else "You said"}: "{one_line(side.report.words(quote))}"'


def changes_in_order(changes: Sequence[Change]) -> list[Change]:
    """What was gained first, then what was lost, what is still missing, and what was kept."""
    order: tuple[Kind, ...] = ("gained", "lost", "missing", "kept")
    return sorted(changes, key=lambda change: order.index(change.kind))
