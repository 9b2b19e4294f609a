"""How a report is put into words: the same ones on the screen, in the linear front end and in a saved file."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from closer_tui.i18n import _, figure, in_quotes, ngettext, pgettext, translated
from closer_tui.levels import level_name
from closer_tui.scoring.report import Finding, Heard, MoveReport, Outcome3, Quote, Report, missing
from closer_tui.scoring.text import one_line as one_line  # noqa: PLC0414 - where others find it

if TYPE_CHECKING:
    from closer_tui.journal import SessionInfo
    from closer_tui.scenario.model import Sample, Scenario, Step
    from closer_tui.scoring.rubric import Criterion
    from closer_tui.scoring.verdict import Outcome

RESULT_WORDS: Mapping[Outcome3, str] = MappingProxyType(
    {"made": pgettext("move", "made"), "half": pgettext("move", "half made"), "missed": pgettext("move", "missed")}
)
"""How a move went, in words to be drawn."""

# For translators: what to do, as it follows "Still missing:"; of a flag what not to do, after "To leave out:".
_DOING: Mapping[str, str] = MappingProxyType(
    {
        "asks": _("ask a genuine question"),
        "insightful": _("ask what only an insider can answer"),
        "several": _("ask at least two different questions"),
        "turn_off": _("ask about pay, perks, hours or public facts"),
        "strength": _("name something specific you bring"),
        "relevance": _("tie what you bring to what they need"),
        "evidence": _("give concrete proof"),
        "hedged": _("undermine your own claim"),
        "interested": _("say that you want the job"),
        "reason": _("give a reason particular to them"),
        "wavering": _("take the interest back or make it conditional"),
        "thanks_time": _("thank them for their time"),
        "thanks_consideration": _("thank them for considering you"),
        "specific": _("mention something from this conversation"),
        "email_interest": _("say in the email that you are still interested"),
        "greeting": _("open the email with a greeting"),
        "sign_off": _("close the email with a sign-off"),
        "pushy": _("press, bargain or complain in the email"),
    }
)

_ASKED: Mapping[str, str] = MappingProxyType(
    {
        "asks": _("Did you ask a genuine question?"),
        "insightful": _("Did you ask what only an insider can answer?"),
        "several": _("Did you ask at least two different questions?"),
        "turn_off": _("Did you ask about pay, perks, hours or public facts?"),
        "strength": _("Did you name something specific you bring?"),
        "relevance": _("Did you tie what you bring to what they need?"),
        "evidence": _("Did you give concrete proof?"),
        "hedged": _("Did you undermine your own claim?"),
        "interested": _("Did you say that you want the job?"),
        "reason": _("Did you give a reason particular to them?"),
        "wavering": _("Did you take the interest back or make it conditional?"),
        "thanks_time": _("Did you thank them for their time?"),
        "thanks_consideration": _("Did you thank them for considering you?"),
        "specific": _("Did you mention something from this conversation?"),
        "email_interest": _("Did you say in the email that you are still interested?"),
        "greeting": _("Did you open the email with a greeting?"),
        "sign_off": _("Did you close the email with a sign-off?"),
        "pushy": _("Did you press, bargain or complain in the email?"),
    }
)


def title_of(criterion: Criterion) -> str:
    """What a criterion is called, in one line; those of a scenario's own in the author's words."""
    return one_line(translated(criterion.title))


def step_name(step: Step) -> str:
    """What a step is called, in one line."""
    return one_line(translated(step.name))


def scorer_names(scorer: str) -> str:
    """What a report was scored by, in one line; the part of the scenario's own criteria in words."""
    return ", ".join(map(translated, one_line(scorer).split(", ")))


def scorer_line(report: Report) -> str:
    """By whom a report was scored."""
    scorer = scorer_names(report.scorer)
    return _("Scored by {scorer}.").format(scorer=scorer) if scorer else _("Scored by nobody: nothing was said.")


def words(number: int) -> str:
    """ "1 word", "1,204 words"."""
    return ngettext("{n} word", "{n} words", number).format(n=figure(number))


def when(info: SessionInfo) -> str:
    """When a rehearsal was finished, by the clock on this wall."""
    return f"{(info.finished or info.updated).astimezone():%Y-%m-%d %H:%M}"


def named(info: SessionInfo) -> str:
    """A rehearsal as it is called in a sentence."""
    return one_line(f"{info.name}, {when(info)}, {level_name(info.level)}")


def doing(criterion: Criterion) -> str:
    """The criterion as something one does: "ask a genuine question"; one of the scenario's own by its title."""
    return _DOING.get(criterion.name) or in_quotes(one_line(criterion.title))


def question(criterion: Criterion) -> str:
    """What the candidate is asked where the scorer is not sure."""
    asked = _ASKED.get(criterion.name)
    return asked or _("Is this so: “{title}”?").format(title=one_line(criterion.title))


def outcome_word(finding: Finding) -> str:
    """The outcome as a word that needs no colour and no sign."""
    return outcome_name(finding.outcome, finding.criterion.flag)


def outcome_name(outcome: Outcome, flag: bool) -> str:
    """The same of an outcome by itself: that of a flag, or of something to do."""
    if outcome == "not_sure":
        return _("Not sure")
    if flag:
        return _("Raised") if outcome == "met" else _("Not raised")
    return _("Met") if outcome == "met" else _("Not met")


def points(finding: Finding) -> str:
    """What the finding is worth: "8 of 8", "0 of 5", "−6"; a flag that was not raised costs nothing."""
    if finding.criterion.flag:
        return f"−{finding.criterion.points}" if finding.outcome == "met" else ""
    return _("{earned} of {possible}").format(earned=finding.earned, possible=finding.criterion.points)


def move_line(move: MoveReport) -> str:
    """How a move went: "half made, 8 of 25 points, 1 not sure"."""
    unsure = sum(finding.outcome == "not_sure" for finding in move.findings)
    line = (
        _("{result}, {earned} of {possible} points, {n} not sure")
        if unsure
        else _("{result}, {earned} of {possible} points")
    )
    return line.format(result=RESULT_WORDS[move.result], earned=move.earned, possible=move.possible, n=unsure)


def wanting(finding: Finding) -> bool:
    """Whether advice is due: a criterion not surely met, a flag raised or perhaps raised."""
    return not finding.good


def explained(finding: Finding) -> bool:
    """Whether the reason is worth a line: where something is wanting, or it is the candidate's own word."""
    return finding.overruled or wanting(finding)


def duration(seconds: float) -> str:
    """Seconds of practice, for people: "3 min 12 s"."""
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"


def verdict_sentence(report: Report, most: int = 2) -> str:
    """Whether the close is complete and, if not, what is missing for it, in one sentence."""
    lacking = missing(report.findings())
    if report.complete:
        return _("Complete: every essential part was there, and nothing that harms it.")
    todo = [doing(finding.criterion) for finding in lacking if not finding.criterion.flag]
    shown = "; ".join(todo[:most])
    if (more := len(todo) - most) > 0:
        shown = _("{listed}; and {n} more").format(listed=shown, n=more)
    drop = "; ".join(doing(finding.criterion) for finding in lacking if finding.criterion.flag)
    sentences = [_("Not complete.")]
    sentences += [_("Still missing: {listed}.").format(listed=shown)] if shown else []
    sentences += [_("To leave out: {listed}.").format(listed=drop)] if drop else []
    return " ".join(sentences)


def at_most_sentence(report: Report) -> str:
    """What the completeness could be, or nothing where the verdicts are sure."""
    if report.at_most <= report.completeness:
        return ""
    return _("Up to {n} if the unsure ones count.").format(n=report.at_most)


def heard_title(heard: Heard, scenario: Scenario) -> str:
    """Where an answer was given."""
    if heard.step is None:
        return _("What you said in the room")
    step = scenario.steps[heard.step]
    if step.move == "email":
        return _("Your email")
    return _("Your answer to “{step}”").format(step=step_name(step))


def place(report: Report, scenario: Scenario, move: MoveReport, quote: Quote) -> str:
    """Where the quoted words were said, if it was not in a step of the move itself."""
    step = report.heard[quote.answer].step
    if step is None:
        return _("in the room")
    return "" if step in move.steps else _("in “{step}”").format(step=step_name(scenario.steps[step]))


def step_to_retry(report: Report, move: MoveReport) -> int:
    """Of the steps of a move, the one to play again: the first that has no answer, else the first."""
    answered = {heard.step for heard in report.heard}
    return next((step for step in move.steps if step not in answered), move.steps[0])


def strong_samples(report: Report, scenario: Scenario) -> tuple[tuple[int, Sample], ...]:
    """The strong answer of each step that has one, with the step's index; steps not fully made come first."""
    result = {step: move.result for move in report.moves for step in move.steps}
    found = [(i, sample) for i, step in enumerate(scenario.steps) if (sample := step.sample("strong")) is not None]
    return tuple(sorted(found, key=lambda pair: (result.get(pair[0]) == "made", pair[0])))
