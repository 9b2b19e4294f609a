"""What is right in a scenario file and probably not meant so: found by reading it, without scoring anything."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from closer_tui.i18n import _, ngettext
from closer_tui.scenario.cue_trials import always_blocked, found_in, meaning, trials
from closer_tui.scenario.model import OwnCriterion, Scenario, Step
from closer_tui.scenario.reader import Problems, listed, shown
from closer_tui.scoring.cues import compile_cue
from closer_tui.scoring.text import WORDS_PER_MINUTE, count_words, speaking_seconds

if TYPE_CHECKING:
    from closer_tui.scenario.positions import KeyPath

BREATH = 45
"""Words that people say in one breath at most; at 150 words a minute they take 18 seconds."""
COMMON_TOPICS = ("pay_perks", "challenges", "practice", "team", "direction", "success")
"""The six topics that questions are about most often, of the labelled answers that the scorer learned from."""
MOST_QUOTED = 12
MOST_TRIALS = 2_000
"""Texts tried for the whole scenario to find what blockers take back: half a second. The bundled ones need 500."""
MOST_LOOKS = 2_000_000
"""Words looked at for the whole scenario to find cues in samples: half a second. The bundled ones need 50,000."""

Sound = Callable[..., bool]
"""Whether nothing is wrong at a path, in it, or with a table around it."""

_SENTENCE_END = re.compile(r"(?<![.!?…؟।])[.!?…؟।]++[\"'”’»)\]]*+(?:\s+|$)|[。！？]|\n\s*\n")


def remark(scenario: Scenario, problems: Problems, sound: Sound) -> None:
    """Add a warning or a note for everything that plays, and probably not as its author means it. What `sound`
    does not vouch for is passed over: of that, something worse has been said."""
    tried, looked_for = _tried(scenario, sound), _looked_for(scenario, sound)
    for index, step in enumerate(scenario.steps):
        at: KeyPath = ("step", index)
        if not sound(*at, "move"):
            continue
        if sound(*at, "criterion"):
            _criteria(scenario, step, at, problems)
            for number, criterion in enumerate(step.criteria):
                if criterion in tried:
                    _blocked(scenario, criterion, (*at, "criterion", number), problems)
            if index < looked_for and sound(*at, "sample"):
                _unexercised(scenario, step, at, problems)
        if sound(*at, "sample"):
            _samples(step, at, problems)
        if sound(*at, "answer"):
            _replies(scenario, step, at, problems)
    _unheard_fallbacks(scenario, problems, sound)
    _uncommon(scenario, problems, sound)
    for at, line in _spoken_lines(scenario):
        if sound(*at):
            _breath(line, at, problems)


def _warn(problems: Problems, code: str, at: KeyPath, what: str, help: str) -> None:
    problems.add(code, at, what, help, severity="warning")


def _note(problems: Problems, code: str, at: KeyPath, what: str, help: str) -> None:
    problems.add(code, at, what, help, severity="note")


# --- criteria --------------------------------------------------------------------------------------------------


def _criteria(scenario: Scenario, step: Step, at: KeyPath, problems: Problems) -> None:
    first: dict[object, tuple[str, str]] = {}
    for number, criterion in enumerate(step.criteria):
        here = (*at, "criterion", number)
        for index, cue in enumerate(criterion.cues):
            before = first.setdefault(meaning(cue, scenario.language), (criterion.name, cue))
            if before == (criterion.name, cue) and criterion.cues.index(cue) == index:
                continue
            if before[0] == criterion.name:
                what = _("{cue} finds the same words as {other} of the same criterion.")
                help = _("Take one of them out: a word matches in all its forms, and a star at an end finds no more.")
            else:
                what = _("{cue} finds the same words as {other} of {criterion}: they meet both at once.")
                help = _("Keep it where it belongs, or write in each what sets it apart from the other.")
            what = what.format(cue=shown(cue), other=shown(before[1]), criterion=before[0])
            _warn(problems, "S058", (*here, "cues", index), what, help)


def _tried(scenario: Scenario, sound: Sound) -> set[OwnCriterion]:
    """The criteria whose blockers are tried on their cues: all but those of a scenario that has far too many."""
    tried: set[OwnCriterion] = set()
    spent = 0
    steps = (step for number, step in enumerate(scenario.steps) if sound("step", number, "criterion"))
    for criterion in (criterion for step in steps for criterion in step.criteria):
        for cue in criterion.cues:
            spent += trials(cue, criterion.blockers, scenario.language, scenario.names)
            if spent > MOST_TRIALS:
                return tried
        tried.add(criterion)
    return tried


def _looked_for(scenario: Scenario, sound: Sound) -> int:
    """The number of steps, from the first, whose cues are looked for in their samples: all but those that would take
    far too long."""
    spent = 0
    for number, step in enumerate(scenario.steps):
        if not sound("step", number, "criterion"):
            continue
        words = sum(count_words(sample.text) for sample in step.samples)
        for cue in (compile_cue(cue) for criterion in step.criteria for cue in criterion.cues):
            spent += words * len(cue.items) * (1 + sum(item.optional for item in cue.items))
        if spent > MOST_LOOKS:
            return number
    return len(scenario.steps)


def _blocked(scenario: Scenario, criterion: OwnCriterion, at: KeyPath, problems: Problems) -> None:
    taken = {
        index: blocker
        for index, cue in enumerate(criterion.cues)
        if (blocker := always_blocked(cue, criterion.blockers, scenario.language, scenario.names))
    }
    if not taken:
        return
    left = len(criterion.cues) - len(taken)
    if left >= criterion.least:
        help = _("Make the blocker longer than the cue, with words that the cue has not, or take one of them out.")
        for index, blocker in taken.items():
            what = _("Wherever {cue} is found, the blocker {blocker} takes it back.")
            what = what.format(cue=shown(criterion.cues[index]), blocker=shown(blocker))
            _warn(problems, "S054", (*at, "cues", index), what, help)
        return
    some = ", ".join(
        _("{cue} by {blocker}").format(cue=shown(criterion.cues[index]), blocker=shown(blocker))
        for index, blocker in taken.items()
    )
    what = (
        _("{name} can never be raised: its own blockers take its cues back ({cues}).")
        if criterion.flag
        else _("{name} can never be met: its own blockers take its cues back ({cues}).")
    ).format(name=criterion.name, cues=some)
    if criterion.essential and not criterion.flag:
        what += " " + _("It is essential, so no close of this scenario is ever complete.")
    help = _(
        "A blocker is a longer phrase around a cue, such as “not sure” beside the cue “sure”: mend these blockers."
    )
    _warn(problems, "S054", (*at, "blockers"), what, help)


def _unexercised(scenario: Scenario, step: Step, at: KeyPath, problems: Problems) -> None:
    said = [sample.text for sample in step.samples]
    language, names = scenario.language, scenario.names
    for number, criterion in enumerate(step.criteria if said else ()):
        tried = {cue for cue in criterion.cues if any(found_in(cue, each, language, names) for each in said)}
        idle = [cue for cue in criterion.cues if cue not in tried]
        if not idle:
            continue
        named = ", ".join(map(shown, idle[:MOST_QUOTED]))
        if len(idle) > MOST_QUOTED:
            named = _("{cues} and {n} more").format(cues=named, n=len(idle) - MOST_QUOTED)
        what = _idle(len(criterion.cues) - len(idle), len(criterion.cues))
        what = what.format(
            found=len(criterion.cues) - len(idle), n=len(criterion.cues), name=criterion.name, cues=named
        )
        help = _("A cue that no sample tries may have a slip in it: say it in a sample, or leave it out.")
        _note(problems, "S063", (*at, "criterion", number, "cues", criterion.cues.index(idle[0])), what, help)


def _idle(found: int, cues: int) -> str:
    """The sentence on so many of the cues, its places still to be filled in."""
    if not found:
        return ngettext(
            "None of the {n} cue of {name} is found in a sample of this step; not tried: {cues}.",
            "None of the {n} cues of {name} is found in a sample of this step; not tried: {cues}.",
            cues,
        )
    return ngettext(
        "{found} of the {n} cues of {name} is found in a sample of this step; not tried: {cues}.",
        "{found} of the {n} cues of {name} are found in a sample of this step; not tried: {cues}.",
        found,
    )


# --- samples and replies ---------------------------------------------------------------------------------------


def _samples(step: Step, at: KeyPath, problems: Problems) -> None:
    names = [criterion.name for criterion in step.rubric]
    for number, sample in enumerate(step.samples):
        if not sample.meets and not sample.misses and names:
            what = _("The {level} sample claims nothing, so nothing about it is checked.").format(level=sample.level)
            help = _('Write meets = ["{name}"] or misses, with the names that are true of it: {names}.')
            help = help.format(name=names[0], names=listed(names))
            _warn(problems, "S055", (*at, "sample", number, "text"), what, help)


def _replies(scenario: Scenario, step: Step, at: KeyPath, problems: Problems) -> None:
    first: dict[object, tuple[int, str]] = {}
    for number, reply in enumerate(step.answers):
        here = (*at, "answer", number)
        if step.move == "email":
            what = _("Nobody can ask for this reply: an email is written, and the interviewer is not there.")
            _warn(problems, "S056", here, what, _("Move it to the step in which the candidate may ask something."))
        elif reply.topic and not scenario.standard:
            what = _("Nobody can ask for {topic}: topics are found in English questions only.").format(
                topic=reply.topic
            )
            help = _("Take topic out, and leave the cues: this scenario's language is {language}.")
            help = help.format(language=shown(scenario.language))
            _warn(problems, "S056", (*here, "topic"), what, help)
        for index, cue in enumerate(reply.cues):
            before = first.setdefault(meaning(cue, scenario.language), (number, cue))
            if before != (number, cue):
                what = _("{cue} finds the same words as {other} of answer[{number}].")
                what = what.format(cue=shown(cue), other=shown(before[1]), number=before[0] + 1)
                help = _("Keep it with the reply that it should bring.")
                _warn(problems, "S058", (*here, "cues", index), what, help)


def _unheard_fallbacks(scenario: Scenario, problems: Problems, sound: Sound) -> None:
    having = [index for index, step in enumerate(scenario.steps) if step.fallback and sound("step", index, "fallback")]
    for index in having[1:]:
        what = _("This fallback is never said: that of step {number} is the fallback of the whole scenario.")
        what = what.format(number=having[0] + 1)
        help = _("Put its lines there, or take it out.")
        problems.add("S056", ("step", index, "fallback"), what, help, on_key=True, severity="warning")


def _uncommon(scenario: Scenario, problems: Problems, sound: Sound) -> None:
    asking = next((index for index, step in enumerate(scenario.steps) if step.move == "questions"), None)
    topics = {reply.topic for step in scenario.steps for reply in step.answers if reply.topic}
    everything = all(sound("step", index, "answer") for index in range(len(scenario.steps)))
    if asking is None or not topics or not scenario.standard or not everything or not sound("step", asking, "move"):
        return
    lacking = [topic for topic in COMMON_TOPICS if topic not in topics]
    if lacking:
        what = _("Candidates often ask about {topics}, and get the fallback for it.").format(topics=listed(lacking))
        help = _('Write [[step.answer]] with topic = "{topic}", if you like.').format(topic=lacking[0])
        _note(problems, "S059", ("step", asking, "move"), what, help)


# --- lines -----------------------------------------------------------------------------------------------------


def _spoken_lines(scenario: Scenario) -> Iterator[tuple[KeyPath, str]]:
    """Everything that an interviewer says aloud. An email step is read."""
    yield from _each(("farewell",), scenario.farewell)
    yield from _each(("silent", "winds_down"), scenario.silent.winds_down)
    yield from _each(("silent", "nods"), scenario.silent.nods)
    for index, step in enumerate(scenario.steps):
        if step.move == "email":
            continue
        at: KeyPath = ("step", index)
        yield from _each((*at, "says"), step.says)
        yield from _each((*at, "nudge"), (step.nudge,) if step.nudge else ())
        yield from _each((*at, "fallback"), step.fallback)
        for number, reply in enumerate(step.answers):
            yield from _each((*at, "answer", number, "says"), reply.says)
        for result in ("made", "half", "missed"):
            yield from _each((*at, "reaction", result), getattr(step.reaction, result))


def _each(at: KeyPath, lines: Sequence[str]) -> Iterator[tuple[KeyPath, str]]:
    return (((*at, index), line) for index, line in enumerate(lines))


def _breath(line: str, at: KeyPath, problems: Problems) -> None:
    longest = max(_SENTENCE_END.split(line), key=count_words)
    words = count_words(longest)
    if words <= BREATH:
        return
    what = _(
        "“{begin} …” goes on for {words} words, {seconds} seconds at {rate} words a minute, without the end of a "
        "sentence: too long for one breath."
    ).format(
        begin=" ".join(longest.split()[:4]),
        words=words,
        seconds=f"{speaking_seconds(longest):.0f}",
        rate=WORDS_PER_MINUTE,
    )
    help = _("Make sentences of {n} words at most; people speak in shorter ones still.").format(n=BREATH)
    _warn(problems, "S057", at, what, help)
