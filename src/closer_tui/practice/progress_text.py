"""Progress in words: lines that are read aloud well, and sentences that the screen shows too."""

from __future__ import annotations

from closer_tui.i18n import _, figure, ngettext, pgettext, translated
from closer_tui.levels import level_name
from closer_tui.practice.delivery import SECONDS
from closer_tui.practice.progress import (
    EVERYTHING,
    FIRST_TARGET,
    IN_GRID,
    LATELY,
    Answered,
    Missed,
    Played,
    Progress,
    Row,
    SelfJudged,
    advised,
    length,
)
from closer_tui.practice.timeline import TREND, Mark
from closer_tui.report_words import RESULT_WORDS, duration, one_line
from closer_tui.scoring.rubric import BY_NAME, Move
from closer_tui.scoring.text import WORDS_PER_MINUTE

NOT_ASKED = _("not asked")
_MOST_SCENARIOS = 12


def to_lines(shown: Progress) -> list[str]:
    """All of it as lines: how far one is first, one fact a line."""
    if not shown.runs:
        return [nothing_sentence(shown)]
    head = _("Progress: {what}.").format(what=choice_words(shown))
    lines = [head, runs_sentence(shown), *standing_lines(shown)]
    told = shown.marks[-IN_GRID:]
    some, every = _("Completeness of 100, oldest first, the last {n}:"), _("Completeness of 100, oldest first:")
    lines += ["", some.format(n=len(told)) if shown.runs > len(told) else every]
    lines += [", ".join(" ".join((f"{mark.completeness:.0f}", *_levels(mark))) for mark in told) + "."]
    if not shown.choice.name and len(shown.scenarios) > 1:
        lines += ["", _("Scenarios, the last practised first:"), *map(scenario_line, shown.scenarios[:_MOST_SCENARIOS])]
        more = len(shown.scenarios) - _MOST_SCENARIOS
        lines += [_("And {n} more; closer progress NAME tells of one.").format(n=figure(more))] if more > 0 else []
    some, every = _("Moves, oldest first, the last {n}:"), _("Moves, oldest first:")
    cells = len(shown.rows[0].cells)
    lines += ["", some.format(n=cells) if shown.runs > cells else every, *map(row_line, shown.rows)]
    lines += [line for line in [more_own_sentence(shown)] if line]
    over = lately_words(shown)
    missed = map(missed_line, shown.missed) if shown.missed else [_("Nothing.")]
    lines += ["", _("Missed most, {when}:").format(when=over), *missed]
    if shown.answered:
        lines += ["", _("Length of your answers, {when}:").format(when=over), *map(answered_line, shown.answered)]
    if shown.judged_self is not None:
        lines += ["", *judged_self_lines(shown.judged_self)]
    return lines


# --- sentences -----------------------------------------------------------------------------------------------


def choice_words(shown: Progress) -> str:
    """What is looked at: "all scenarios, all levels"."""
    choice = shown.choice
    level = _("{level} level").format(level=level_name(choice.level)) if choice.level else _("all levels")
    scenario = one_line(title_of(shown, choice.name)) if choice.name else _("all scenarios")
    return f"{scenario}, {level}"


def title_of(shown: Progress, name: str) -> str:
    return next((each.title for each in shown.scenarios if each.name == name), name)


def nothing_sentence(shown: Progress) -> str:
    """Why there is nothing to see, and what to do about it."""
    if not shown.total:
        return _("No rehearsal is finished yet: after the first one, this tells how you are getting on.")
    name, level = shown.choice.name, shown.choice.level
    if not level:
        said = _("No rehearsal of “{scenario}” is finished yet.")
    elif not name:
        said = _("No rehearsal on the {level} level is finished yet.")
    else:
        said = _("No rehearsal of “{scenario}” on the {level} level is finished yet.")
    return said.format(scenario=one_line(title_of(shown, name)), level=level_name(level) if level else "")


def runs_sentence(shown: Progress) -> str:
    """How many runs there were, and what that is worth."""
    if shown.choice != EVERYTHING:
        return _("{runs} of {total}.").format(runs=counted(shown.runs), total=figure(shown.total))
    if shown.total < FIRST_TARGET:
        return _("Run {n}; about nine are where practice pays most.").format(n=shown.total)
    return f"{counted(shown.total)}."


def standing_lines(shown: Progress) -> list[str]:
    """The last run and the best; where one stands, once that can be told, and where one stood before."""
    last = shown.marks[-1]
    run = _run(last)
    lines = [_("Last: {run}. Best: {best}.").format(run=run, best=shown.best)]
    if shown.now is not None and shown.before is None:
        lines.append(_("Median of the last {n} runs {median}.").format(n=TREND, median=number(shown.now)))
    elif shown.now is not None and shown.before is not None:
        both = _("Median of the last {n} runs {median}; of the {n} before them {before}.")
        lines.append(both.format(n=TREND, median=number(shown.now), before=number(shown.before)))
    return lines


def _run(mark: Mark) -> str:
    """ "62 of 100, coached, 2026-03-01"."""
    score = _("{n} of 100").format(n=f"{mark.completeness:.0f}")
    return ", ".join((score, *_levels(mark), day(mark)))


def _levels(mark: Mark) -> tuple[str, ...]:
    return (level_name(mark.level),) if mark.level else ()


def few_sentences(shown: Progress) -> list[str]:
    """One or two runs in words: a chart of them would be an empty one."""
    which = (_("The first: {run}."), _("The second: {run}."))
    lines = [said.format(run=_run(mark)) for said, mark in zip(which, shown.marks, strict=False)]
    return [*lines, _("From the third run on this is a chart.")]


def remark(row: Row) -> str:
    """How a move went lately: "missed 3 of the last 4"."""
    asked = row.asked
    if not asked:
        return _("not asked")
    if times := asked.count("missed"):
        said = _("missed {n} of the last {of}") if len(asked) > 1 else _("missed once")
    elif times := asked.count("half"):
        said = _("half made {n} of the last {of}") if len(asked) > 1 else _("half made once")
    else:
        times = len(asked)
        said = _("made {n} of the last {of}") if len(asked) > 1 else _("made once")
    return said.format(n=times, of=len(asked))


def row_line(row: Row) -> str:
    """ "Questions: made, made, half, missed. Missed 1 of the last 4." """
    cells = ", ".join(RESULT_WORDS[cell] if cell else NOT_ASKED for cell in row.cells)
    line = f"{one_line(translated(row.title))}: {cells}."
    said = remark(row)
    return f"{line} {said[0].upper()}{said[1:]}." if row.asked else line


def more_own_sentence(shown: Progress) -> str:
    if not shown.more_own:
        return ""
    return _("And {n} more steps of scenarios' own: look at one scenario.").format(n=figure(shown.more_own))


def times(each: Missed) -> str:
    """ "missed 6 of 9", of a flag "raised 2 of 9"."""
    return (_("raised {n} of {of}") if each.flag else _("missed {n} of {of}")).format(n=each.missed, of=each.of)


def missed_line(each: Missed) -> str:
    line = f"{one_line(translated(each.title or each.name))}: {times(each)}."
    advice = one_line(translated(each.advice))
    return " ".join((line, _("Advice: {advice}").format(advice=advice))) if advice else line


def lately_words(shown: Progress) -> str:
    if shown.runs > LATELY:
        return _("in the last {n} runs").format(n=LATELY)
    return _("in these runs") if shown.runs > 1 else _("in this run")


def advised_words(move: Move, short: bool = False) -> str:
    """ "15 to 60 s to say", "40 to 200 words"; `short`, for a table: "15–60 s", "40–200 words"."""
    least, most = advised(move)
    if move == "email":
        said = _("{least}–{most} words") if short else _("{least} to {most} words")
    elif least:
        said = _("{least}–{most} s") if short else _("{least} to {most} s to say")
    else:
        said = _("up to {most} s") if short else _("up to {most} s to say")
    if move != "email":
        least, most = SECONDS
    return said.format(least=least, most=most)


def to_say(words: int) -> str:
    """About how long so many words take to say."""
    return f"{max(1, round(words * 60 / WORDS_PER_MINUTE))} s"


def off(move: Move, words: int) -> str:
    """How the length of an answer differs from what is advised; nothing where it does not."""
    found = length(move, words)
    return {"short": pgettext("length", "short"), "long": pgettext("length", "long")}.get(found, "")


def answered_line(each: Answered) -> str:
    """ "Value: median 52 words, about 21 s to say; last 58, about 23 s. Advised: 15 to 60 s to say." """
    judged = off(each.move, each.last_words)
    if each.move == "email":
        plain = _("{title}: median {words} words; last {last}.")
        said = _("{title}: median {words} words; last {last}, which is {judged}.") if judged else plain
    else:
        plain = _("{title}: median {words} words, about {time} to say; last {last}, about {last_time}.")
        off_it = _(
            "{title}: median {words} words, about {time} to say; last {last}, about {last_time}, which is {judged}."
        )
        said = off_it if judged else plain
    sentences = [
        said.format(
            title=one_line(translated(each.title)),
            words=figure(each.words),
            time=to_say(each.words),
            last=figure(each.last_words),
            last_time=to_say(each.last_words),
            judged=judged,
        ),
        _("Advised: {length}.").format(length=advised_words(each.move)),
    ]
    if each.seconds is not None and each.last_seconds is not None:
        both = _("Answered in {time}, last in {last}.")
        sentences.append(both.format(time=duration(each.seconds), last=duration(each.last_seconds)))
    elif each.seconds is not None:
        sentences.append(_("Answered in {time}.").format(time=duration(each.seconds)))
    return " ".join(sentences)


def judged_self_lines(found: SelfJudged) -> list[str]:
    """How well one judges oneself, and what one thinks to have done without having done it."""
    if found.rated == 1:
        said = _("You judged {percent} % right in the run that you rated.")
        if found.before is not None:
            said = _("You judged {percent} % right in the run that you rated; in those before them {before} %.")
    else:
        said = _("You judged {percent} % right in the last {n} runs that you rated.")
        if found.before is not None:
            said = _(
                "You judged {percent} % right in the last {n} runs that you rated; in those before them {before} %."
            )
    lines = [said.format(percent=found.now, n=figure(found.rated), before=found.before)]
    if found.imagined:
        ticked = _("“{title}” you ticked {n} times where it was not so.")
        lines.append(ticked.format(title=translated(BY_NAME[found.imagined].title), n=figure(found.times)))
    return lines


def scenario_line(each: Played) -> str:
    """ "First job: 4 runs, at first 42, last 81, best 81." """
    went = f"{each.last}"
    if each.runs > 1:
        went = _("at first {first}, last {last}, best {best}").format(first=each.first, last=each.last, best=each.best)
    return f"{one_line(each.title)}: {counted(each.runs)}, {went}."


def counted(runs: int) -> str:
    """ "1 run", "1,204 runs"."""
    return ngettext("{n} run", "{n} runs", runs).format(n=figure(runs))


def number(value: float) -> str:
    """A median without a needless ".0"."""
    return figure(value, 0 if f"{value:.1f}".endswith(".0") else 1)


def day(mark: Mark) -> str:
    return f"{mark.when.astimezone():%Y-%m-%d}"
