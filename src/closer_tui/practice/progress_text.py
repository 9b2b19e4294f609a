"""Progress in words: lines that are read aloud well, sentences that the screen shows too, and data for programs."""

from __future__ import annotations

from collections.abc import Iterator

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

NOT_ASKED = "not asked"
_MOST_SCENARIOS = 12


def to_lines(shown: Progress) -> list[str]:
    """All of it as lines: how far one is first, one fact a line."""
    if not shown.runs:
        return [nothing_sentence(shown)]
    lines = [f"Progress: {choice_words(shown)}.", runs_sentence(shown), *standing_lines(shown)]
    lines += ["", f"Completeness of 100, oldest first{_the_last(shown, len(shown.marks[-IN_GRID:]))}:"]
    lines += [", ".join(f"{mark.completeness:.0f} {mark.level}" for mark in shown.marks[-IN_GRID:]) + "."]
    if not shown.choice.name and len(shown.scenarios) > 1:
        lines += ["", "Scenarios, the last practised first:", *map(scenario_line, shown.scenarios[:_MOST_SCENARIOS])]
        more = len(shown.scenarios) - _MOST_SCENARIOS
        lines += [f"And {more} more; closer progress NAME tells of one."] if more > 0 else []
    lines += ["", f"Moves, oldest first{_the_last(shown, len(shown.rows[0].cells))}:", *map(row_line, shown.rows)]
    lines += [line for line in [more_own_sentence(shown)] if line]
    over = lately_words(shown)
    lines += ["", f"Missed most, {over}:", *(map(missed_line, shown.missed) if shown.missed else ["Nothing."])]
    if shown.answered:
        lines += ["", f"Length of your answers, {over}:", *map(answered_line, shown.answered)]
    if shown.judged_self is not None:
        lines += ["", *judged_self_lines(shown.judged_self)]
    return lines


# --- sentences -----------------------------------------------------------------------------------------------


def choice_words(shown: Progress) -> str:
    """What is looked at: "all scenarios, all levels"."""
    level = f"{shown.choice.level} level" if shown.choice.level else "all levels"
    return f"{one_line(title_of(shown, shown.choice.name)) if shown.choice.name else 'all scenarios'}, {level}"


def title_of(shown: Progress, name: str) -> str:
    return next((each.title for each in shown.scenarios if each.name == name), name)


def nothing_sentence(shown: Progress) -> str:
    """Why there is nothing to see, and what to do about it."""
    if not shown.total:
        return "No rehearsal is finished yet: after the first one, this tells how you are getting on."
    where = []
    if shown.choice.name:
        where.append(f"of “{one_line(title_of(shown, shown.choice.name))}”")
    if shown.choice.level:
        where.append(f"on the {shown.choice.level} level")
    return f"No rehearsal {' '.join(where)} is finished yet."


def runs_sentence(shown: Progress) -> str:
    """How many runs there were, and what that is worth."""
    if shown.choice != EVERYTHING:
        return f"{counted(shown.runs)} of {shown.total:,}."
    if shown.total < FIRST_TARGET:
        return f"Run {shown.total}; about nine are where practice pays most."
    return f"{counted(shown.total)}."


def standing_lines(shown: Progress) -> list[str]:
    """The last run and the best; where one stands, once that can be told, and where one stood before."""
    last = shown.marks[-1]
    lines = [f"Last: {last.completeness:.0f} of 100, {last.level}, {day(last)}. Best: {shown.best}."]
    if shown.now is not None:
        then = "" if shown.before is None else f"; of the {TREND} before them {number(shown.before)}"
        lines.append(f"Median of the last {TREND} runs {number(shown.now)}{then}.")
    return lines


def few_sentences(shown: Progress) -> list[str]:
    """One or two runs in words: a chart of them would be an empty one."""
    lines = [
        f"The {which}: {mark.completeness:.0f} of 100, {mark.level}, {day(mark)}."
        for which, mark in zip(("first", "second"), shown.marks, strict=False)
    ]
    return [*lines, "From the third run on this is a chart."]


def remark(row: Row) -> str:
    """How a move went lately: "missed 3 of the last 4"."""
    asked = row.asked
    if not asked:
        return NOT_ASKED
    for result, verb in (("missed", "missed"), ("half", "half made")):
        if times := asked.count(result):
            return f"{verb} {times} of the last {len(asked)}" if len(asked) > 1 else f"{verb} once"
    return f"made {len(asked)} of the last {len(asked)}" if len(asked) > 1 else "made once"


def row_line(row: Row) -> str:
    """ "Questions: made, made, half, missed. Missed 1 of the last 4." """
    cells = ", ".join(RESULT_WORDS[cell] if cell else NOT_ASKED for cell in row.cells)
    said = remark(row)
    return f"{one_line(row.title)}: {cells}." + ("" if said == NOT_ASKED else f" {said[0].upper()}{said[1:]}.")


def more_own_sentence(shown: Progress) -> str:
    return f"And {shown.more_own} more steps of scenarios' own: look at one scenario." if shown.more_own else ""


def times(each: Missed) -> str:
    """ "missed 6 of 9", of a flag "raised 2 of 9"."""
    return f"{'raised' if each.flag else 'missed'} {each.missed} of {each.of}"


def missed_line(each: Missed) -> str:
    advice = one_line(each.advice)
    return f"{one_line(each.title or each.name)}: {times(each)}." + (f" Advice: {advice}" if advice else "")


def lately_words(shown: Progress) -> str:
    return f"in the last {LATELY} runs" if shown.runs > LATELY else "in these runs" if shown.runs > 1 else "in this run"


def advised_words(move: Move, short: bool = False) -> str:
    """ "15 to 60 s to say", "40 to 200 words"; `short`, for a table: "15–60 s", "40–200 words"."""
    least, most = advised(move)
    if move != "email":
        least, most = (SECONDS[0] if least else 0), SECONDS[1]
    unit = "words" if move == "email" else "s"
    if short:
        return f"{least}–{most} {unit}" if least else f"up to {most} {unit}"
    tail = "" if move == "email" else " to say"
    return (f"{least} to {most} {unit}" if least else f"up to {most} {unit}") + tail


def to_say(words: int) -> str:
    """About how long so many words take to say."""
    return f"{max(1, round(words * 60 / WORDS_PER_MINUTE))} s"


def off(move: Move, words: int) -> str:
    """How the length of an answer differs from what is advised; nothing where it does not."""
    found = length(move, words)
    return "" if found == "fine" else found


def answered_line(each: Answered) -> str:
    """ "Value: median 52 words, about 21 s to say; last 58, about 23 s. Advised: 15 to 60 s to say." """
    aloud = each.move != "email"
    usual = f", about {to_say(each.words)} to say" if aloud else ""
    last = f", about {to_say(each.last_words)}" if aloud else ""
    judged = off(each.move, each.last_words)
    line = f"{one_line(each.title)}: median {each.words} words{usual}; last {each.last_words}{last}"
    line += f", which is {judged}. " if judged else ". "
    line += f"Advised: {advised_words(each.move)}."
    if each.seconds is not None:
        line += f" Answered in {duration(each.seconds)}"
        line += f", last in {duration(each.last_seconds)}." if each.last_seconds is not None else "."
    return line


def judged_self_lines(found: SelfJudged) -> list[str]:
    """How well one judges oneself, and what one thinks to have done without having done it."""
    then = "" if found.before is None else f"; in those before them {found.before} %"
    runs = f"the last {counted(found.rated)} that you rated" if found.rated > 1 else "the run that you rated"
    lines = [f"You judged {found.now} % right in {runs}{then}."]
    if found.imagined:
        lines.append(f"“{BY_NAME[found.imagined].title}” you ticked {found.times} times where it was not so.")
    return lines


def scenario_line(each: Played) -> str:
    """ "First job: 4 runs, at first 42, last 81, best 81." """
    went = f"at first {each.first}, last {each.last}, best {each.best}" if each.runs > 1 else f"{each.last}"
    return f"{one_line(each.title)}: {counted(each.runs)}, {went}."


def counted(runs: int) -> str:
    return f"{runs:,} run" + ("" if runs == 1 else "s")


def number(value: float) -> str:
    """A median without a needless ".0"."""
    return f"{value:.1f}".removesuffix(".0")


def day(mark: Mark) -> str:
    return f"{mark.when.astimezone():%Y-%m-%d}"


def _the_last(shown: Progress, told: int) -> str:
    return f", the last {told}" if shown.runs > told else ""


# --- data ----------------------------------------------------------------------------------------------------


def to_data(shown: Progress) -> dict[str, object]:
    """All of it as plain data."""
    return {
        "scenario": shown.choice.name or None,
        "level": shown.choice.level,
        "total": shown.total,
        "runs": shown.runs,
        "best": shown.best if shown.runs else None,
        "median": shown.now,
        "median_before": shown.before,
        "marks": list(_marks(shown.marks)),
        "each": shown.each,
        "dated": list(_marks(shown.dated)),
        "scenarios": [
            {"name": each.name, "title": each.title, "runs": each.runs}
            | {"first": each.first, "last": each.last, "best": each.best}
            for each in shown.scenarios
        ],
        "moves": [
            {"move": row.move, "title": row.title, "results": list(row.cells), "remark": remark(row)}
            for row in shown.rows
        ],
        "missed": [
            {"name": each.name, "flag": each.flag, "missed": each.missed, "of": each.of}
            | {"title": each.title, "advice": each.advice}
            for each in shown.missed
        ],
        "length": [
            {"move": each.move, "title": each.title, "words": each.words, "last_words": each.last_words}
            | {"advised_words": list(advised(each.move)), "seconds": each.seconds, "last_seconds": each.last_seconds}
            for each in shown.answered
        ],
        "self_rating": None if shown.judged_self is None else _judged_self(shown.judged_self),
    }


def _judged_self(found: SelfJudged) -> dict[str, object]:
    imagined = {"name": found.imagined, "times": found.times} if found.imagined else None
    return {"runs": found.rated, "percent": found.now, "percent_before": found.before, "imagined": imagined}


def _marks(marks: tuple[Mark, ...]) -> Iterator[dict[str, object]]:
    for mark in marks:
        yield {"run": mark.run, "finished": mark.when.isoformat(), "completeness": mark.completeness} | {
            "level": mark.level,
            "runs": mark.runs,
        }
