"""A comparison in words: the same ones on the screen, in the linear front end and on the command line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from closer_tui.i18n import _, in_quotes, ngettext, pgettext, translated
from closer_tui.levels import level_name
from closer_tui.practice.compare import Change, Comparison, Kind, MoveChanges, Side
from closer_tui.report_words import duration, heard_title, one_line, step_name, title_of, words
from closer_tui.scoring.rubric import BY_NAME, Criterion
from closer_tui.scoring.text import printable

SIGNS: Mapping[Kind, str] = MappingProxyType({"gained": "+", "lost": "−", "kept": "=", "missing": "·"})
_WORDS: Mapping[Kind, str] = MappingProxyType(
    {
        "gained": pgettext("criterion", "gained"),
        "lost": pgettext("criterion", "lost"),
        "kept": pgettext("criterion", "kept"),
        "missing": pgettext("criterion", "still missing"),
    }
)
_FLAG_WORDS: Mapping[Kind, str] = MappingProxyType(
    {
        "gained": pgettext("flag", "no longer raised"),
        "lost": pgettext("flag", "raised now"),
        "kept": pgettext("flag", "not raised"),
        "missing": pgettext("flag", "still raised"),
    }
)


def word_of(change: Change) -> str:
    """What became of a criterion, in a word or three that need no colour and no sign."""
    word = (_FLAG_WORDS if change.criterion.flag else _WORDS)[change.kind]
    return _("{word}, not sure").format(word=word) if change.after.outcome == "not_sure" else word


def worth_telling(move: MoveChanges) -> tuple[Change, ...]:
    """All but the flags that were raised in neither."""
    return tuple(change for change in move.changes if not (change.criterion.flag and change.kind == "kept"))


def title(comparison: Comparison) -> str:
    """What is compared."""
    before, after = comparison.before, comparison.after
    if comparison.step is None:
        what = one_line(after.scenario.title)
    else:
        what = in_quotes(step_name(after.scenario.steps[comparison.step]))
    return _("{what}: {before}, then {after}").format(what=what, before=name_of(before), after=name_of(after))


def name_of(side: Side) -> str:
    """One of the two: "attempt 1", "2026-03-01 14:05", "this time"."""
    if side.attempt is not None:
        return _("attempt {n}").format(n=side.attempt + 1)
    return _("this time") if side.when is None else f"{side.when.astimezone():%Y-%m-%d %H:%M}"


def side_line(side: Side) -> str:
    """One of the two with its length: "Attempt 2, which counts · 41 words · 35 s"."""
    name = name_of(side)
    name = name[0].upper() + name[1:]
    parts = [_("{attempt}, which counts").format(attempt=name) if side.counts else name]
    score = _("{n} of 100").format(n=side.report.completeness)
    parts += [level_name(side.level), score] if side.attempt is None else []
    parts.append(words(side.words))
    return " · ".join([*parts, *([duration(side.seconds)] if side.seconds is not None else [])])


def score_line(comparison: Comparison) -> str:
    """Completeness before and after, and what was gained and lost, counted: "62 → 78 of 100 · 2 gained, 1 lost"."""
    was, now = comparison.before.report.completeness, comparison.after.report.completeness
    score = _("{was} → {now} of 100").format(was=was, now=now)
    return f"{score} · {_counted(comparison)}"


def _counted(comparison: Comparison) -> str:
    gained, lost = len(comparison.changes("gained")), len(comparison.changes("lost"))
    counts = [_("{n} gained").format(n=gained)] if gained else []
    counts += [_("{n} lost").format(n=lost)] if lost else []
    return ", ".join(counts) or _("nothing gained, nothing lost")


def notes(comparison: Comparison) -> tuple[str, ...]:
    """What one has to know to read it rightly."""
    found = []
    if comparison.scorers_differ:
        found.append(_("Different versions of the scorer judged them; closer history rescore judges both by one."))
    if comparison.left_out:
        changed = ngettext(
            "The scenario was changed in between: {n} criterion is in only one of them, and left out.",
            "The scenario was changed in between: {n} criteria are in only one of them, and left out.",
            comparison.left_out,
        )
        found.append(changed.format(n=comparison.left_out))
    return tuple(found)


def last_time_line(comparison: Comparison) -> str:
    """Two rehearsals in one line: "Last time, 2026-03-01 14:05 (coached): 62 → 78; gained: …; lost: …"."""
    before = comparison.before
    was, now = before.report.completeness, comparison.after.report.completeness
    head = _("Last time, {when} ({level}): {was} → {now}")
    parts = [head.format(when=name_of(before), level=level_name(before.level), was=was, now=now)]
    return "; ".join([*parts, *_told(comparison)]) + "."


def attempt_line(comparison: Comparison) -> str:
    """Two attempts in one line: "“Restate your value” again: 62 → 78, 2 gained; attempt 2 counts."."""
    before, after = comparison.before, comparison.after
    was, now = before.report.completeness, after.report.completeness
    return _("“{step}” again: {was} → {now}, {counted}; {attempt} counts.").format(
        step=step_name(after.scenario.steps[comparison.step or 0]),
        was=was,
        now=now,
        counted=_counted(comparison),
        attempt=name_of(before if before.counts else after),
    )


def _told(comparison: Comparison) -> Iterator[str]:
    kinds: tuple[Kind, ...] = ("gained", "lost")
    for kind in kinds:
        found = comparison.changes(kind)
        done = [named(change.criterion) for change in found if not change.criterion.flag]
        flags = [named(change.criterion) for change in found if change.criterion.flag]
        if done:
            yield f"{_WORDS[kind]}: {', '.join(done)}"
        if flags:
            yield f"{_FLAG_WORDS[kind]}: {', '.join(flags)}"


def named(criterion: Criterion) -> str:
    """A criterion within a sentence: "gave concrete proof"; one of the scenario's own by its title in quotes."""
    name = title_of(criterion)
    return f"{name[:1].lower()}{name[1:]}" if criterion.name in BY_NAME else in_quotes(name)


def to_lines(comparison: Comparison, answers: bool = True) -> list[str]:
    """All of it as lines that are read aloud well; with the whole `answers` at the end, the earlier one first."""
    was, now = comparison.before.report.completeness, comparison.after.report.completeness
    score = _("Completeness: {was} of 100, then {now}.").format(was=was, now=now)
    lines = [f"{title(comparison)}.", score, *notes(comparison)]
    for move in comparison.moves:
        told = worth_telling(move)
        if told:
            lines += ["", f"{one_line(translated(move.after.title))}:"] if comparison.step is None else [""]
            for change in told:
                lines += _change_lines(comparison, change)
    for side in (comparison.before, comparison.after) if answers else ():
        lines += ["", f"{side_line(side)}.".replace(" · ", ", ")]
        head = ""
        for _answer, heard in side.heard:
            said = [one_line(part) for part in printable(heard.text).split("\n")]
            where = f"{heard_title(heard, side.scenario)}:"
            lines += [*([where] if where != head else []), *(part for part in said if part)]
            head = where
        if not side.answers:
            lines.append(_("Nothing was said."))
    return lines


def _change_lines(comparison: Comparison, change: Change) -> Iterator[str]:
    word = word_of(change)
    line = f"{word[0].upper()}{word[1:]}: {title_of(change.criterion)}"
    yield _("{line}, by your own word.").format(line=line) if change.after.overruled else f"{line}."
    if change.kind in ("gained", "lost"):
        # The words that made the difference: a criterion's where it was met, a flag's where it was raised.
        then = change.before.outcome == "met"
        side, finding = (comparison.before, change.before) if then else (comparison.after, change.after)
        said = _('You had said: "{words}"') if then else _('You said: "{words}"')
        for quote in finding.quotes:
            yield said.format(words=one_line(side.report.words(quote)))


def changes_in_order(changes: Sequence[Change]) -> list[Change]:
    """What was gained first, then what was lost, what is still missing, and what was kept."""
    order: tuple[Kind, ...] = ("gained", "lost", "missing", "kept")
    return sorted(changes, key=lambda change: order.index(change.kind))
