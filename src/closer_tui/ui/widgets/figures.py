"""What the progress room says of the moves, of what is missed and of how long answers are."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from closer_tui.i18n import _, figure, pgettext, translated
from closer_tui.levels import level_name
from closer_tui.practice.progress import Answered, Missed, Played, Progress
from closer_tui.practice.progress_text import (
    advised_words,
    choice_words,
    counted,
    few_sentences,
    judged_self_lines,
    lately_words,
    more_own_sentence,
    off,
    runs_sentence,
    standing_lines,
    times,
    title_of,
    to_say,
)
from closer_tui.report_words import duration, one_line, words
from closer_tui.ui.widgets.grid import NAME_CELLS, grid
from closer_tui.ui.widgets.phrases import first_words

MUTED = "$foreground-muted"


def title(shown: Progress) -> Content:
    if shown.choice.name:
        chosen = shown.choice.level
        level = _("{level} level").format(level=level_name(chosen)) if chosen else _("all levels")
        return Content(f"{first_words(title_of(shown, shown.choice.name), 44)}, {level}")
    chosen_words = choice_words(shown)
    return Content(chosen_words[0].upper() + chosen_words[1:])


def standing(shown: Progress, charted: bool) -> Iterator[str]:
    if not charted:
        yield runs_sentence(shown)
        yield from few_sentences(shown)
        return
    last, *more = standing_lines(shown)
    yield f"{runs_sentence(shown)} {last}"
    yield from more


def played(each: Played) -> Content:
    went = _("{n} of 100").format(n=each.last)
    if each.runs > 1:
        went = _("at first {first}, last {last}, best {best}").format(first=each.first, last=each.last, best=each.best)
    return Content.assemble((first_words(each.title), "bold"), (f"\n{counted(each.runs)} · {went}", MUTED))


def moves(shown: Progress) -> Content:
    told = len(shown.rows[0].cells)
    heading = _("Moves, the last {n} runs").format(n=told) if shown.runs > told else _("Moves")
    more = more_own_sentence(shown)
    return Content.assemble(_heading(heading), grid(shown.rows), f"\n{more}" if more else "")


def missed(shown: Progress) -> Content:
    heading = _heading(_("Missed most, {when}").format(when=lately_words(shown)))
    if not shown.missed:
        return Content.assemble(heading, _("Nothing: every criterion that was judged was met."))
    return Content.assemble(heading, Content("\n").join(_missed_one(each) for each in shown.missed))


def _missed_one(each: Missed) -> Content:
    said = times(each)
    return Content.assemble(
        (one_line(translated(each.title or each.name)), "bold"),
        f"\n{said[0].upper()}{said[1:]}.",
        (f" {one_line(translated(each.advice))}", MUTED),
    )


def lengths(shown: Progress) -> Content:
    if not shown.answered:
        return Content("")
    heading = _heading(_("Length of your answers, {when}").format(when=lately_words(shown)))
    names = (_("median"), pgettext("column", "last"), _("advised"))
    head = f"{'':{NAME_CELLS}}{names[0]:13}{names[1]:13}{names[2]:14}" + pgettext("column", "took") + "\n"
    return Content.assemble(heading, (head, MUTED), Content("\n").join(map(_length, shown.answered)))


def _length(each: Answered) -> Content:
    name = Content(first_words(one_line(translated(each.title)), NAME_CELLS - 2))
    took = "" if each.seconds is None else duration(each.seconds)
    judged, said = off(each.move, each.last_words), _("The last one is {judged}.")
    return Content.assemble(
        name.pad_right(max(0, NAME_CELLS - name.cell_length)),
        f"{_long(each, each.words):13}{_long(each, each.last_words):13}{advised_words(each.move, short=True):14}{took}",
        (f"\n{'':{NAME_CELLS}}{said.format(judged=judged)}", "$text-warning") if judged else "",
    )


def _long(each: Answered, number: int) -> str:
    short = _("{n} w, {time}")
    return words(number) if each.move == "email" else short.format(n=figure(number), time=to_say(number))


def judged_self(shown: Progress) -> Content:
    if shown.judged_self is None:
        return Content("")
    return Content.assemble(_heading(_("How well you judge yourself")), "\n".join(judged_self_lines(shown.judged_self)))


def _heading(text: str) -> tuple[str, str]:
    return f"{text}\n", "$text-accent"
