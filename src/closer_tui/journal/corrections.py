"""What the candidate said of verdicts, as labelled answers for whoever trains the scorer.

The candidate's word is about the whole close; a labelled answer is one text. Where the scorer was not sure, the
word is about the answer that it was not sure of; where it found nothing, about the answer to the step of the
criterion's own move, since that is the one whose reason the report shows; where that leaves several, they become
one text together. "I did not" is true of every answer.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from closer_tui.events import AnswerKept, StepRetried
from closer_tui.journal.records import Stored
from closer_tui.rehearsal import State, advance, start
from closer_tui.scoring.report import Finding, Heard, MoveReport, Report, build_report
from closer_tui.scoring.rubric import EMAIL_NAMES, IMPLIED, SPOKEN_NAMES
from closer_tui.scoring.verdict import Verdict

Decider = Literal["candidate", "implied", "scorer", "scorer, not sure"]
"""Who decided a label; "implied": it follows from the candidate's word on another one."""

CORPUS_KINDS = ("questions", "value", "interest", "email")
ROLE = "somebody who rehearsed"
TOGETHER = "several-answers"
NO_TOPICS = "no-topics"


@dataclass(frozen=True, slots=True)
class Corrected:
    """One text with the labels of the standard rubric, as tests/corpus/README.md describes them, at least one of
    them by the candidate against the scorer. `scorer` is who judged when the candidate answered."""

    kind: str
    text: str
    labels: Mapping[str, bool]
    decided_by: Mapping[str, Decider]
    topics: tuple[str, ...]
    tags: tuple[str, ...]
    scorer: str

    def line(self) -> dict[str, object]:
        """As a line of a corpus. Its id comes from kind and text alone, the same in every export."""
        known = hashlib.sha256(f"{self.kind}\0{self.text}".encode("utf-8", "surrogatepass")).hexdigest()
        return {
            "id": f"correction-{known[:12]}",
            "kind": self.kind,
            "role": ROLE,
            "text": self.text,
            "labels": dict(self.labels),
            "topics": list(self.topics),
            "tags": list(self.tags),
            "decided_by": dict(self.decided_by),
            "scorer": self.scorer,
        }


def corrections(stored: Stored) -> tuple[Corrected, ...]:
    """The corrections of one rehearsal. Words on a scenario's own criteria are left out: a corpus has none.
    Raises events.NotNow on a rehearsal whose events don't fit each other."""
    state = start(stored.scenario, stored.info.level)
    found: list[Corrected] = []
    for event in stored.events:
        after = advance(state, event)
        if isinstance(event, StepRetried | AnswerKept):  # the words on the old answer of this step end here
            ended = {criterion.name for criterion in state.scenario.steps[event.step].rubric}
            found += _corrected(state, [pair for pair in state.overruled if pair[0] in ended])
        state = after
    return merged((*found, *_corrected(state, state.overruled)))


def merged(lines: Iterable[Corrected]) -> tuple[Corrected, ...]:
    """Each text once: the candidate's words on it together, a later one before an earlier."""
    texts: dict[tuple[str, str], Corrected] = {}
    for line in lines:
        earlier = texts.get((line.kind, line.text))
        texts[line.kind, line.text] = line if earlier is None else _both(earlier, line)
    return tuple(texts.values())


def _both(earlier: Corrected, later: Corrected) -> Corrected:
    kept = [name for name, who in earlier.decided_by.items() if who == "candidate"]
    kept = [name for name in kept if later.decided_by[name] != "candidate"]
    words = {name: did for name, did in later.labels.items() if later.decided_by[name] == "candidate"}
    words |= {name: earlier.labels[name] for name in kept}
    guesses = {name: (later.labels[name], later.decided_by[name]) for name in later.labels}
    labels, deciders = _decided(guesses, words)
    about = [tag for tag in earlier.tags if tag.partition("-")[2] in kept]
    tags = (*later.tags, *(tag for tag in about if tag not in later.tags))
    return replace(later, labels=labels, decided_by=deciders, tags=tags)


def _corrected(state: State, words: Sequence[tuple[str, bool]]) -> list[Corrected]:
    """The texts that these words, among all that hold in `state`, are about."""
    heard = state.heard()
    report = build_report(state.scenario, heard)  # what the scorer alone says
    found = {f.criterion.name: (move, f) for move in report.moves for f in move.findings}
    standard = {*SPOKEN_NAMES, *EMAIL_NAMES}
    about: dict[tuple[int, ...], dict[str, str]] = {}
    for name, did in words:
        if name not in standard or name not in found:
            continue
        move, finding = found[name]
        if finding.outcome == ("met" if did else "not_met"):
            continue  # they agree
        tag = f"{'unsure' if finding.outcome == 'not_sure' else 'overruled'}-{name}"
        for group in _texts_of(did, move, finding, heard):
            about.setdefault(group, {})[name] = tag
    held = dict(state.overruled)
    return [_line(state, report, group, held, tags, about) for group, tags in about.items()]


def _texts_of(did: bool, move: MoveReport, finding: Finding, heard: Sequence[Heard]) -> list[tuple[int, ...]]:
    """The answers that a word is about, by index; those in one group are one text."""
    name = finding.criterion.name
    said = [(i, each.step, v) for i, each in enumerate(heard) if (v := _verdict(each, name)) is not None]
    thought = [i for i, _, verdict in said if verdict.outcome != "not_met"]
    if not did:
        # Met in no single answer: it was put together from several.
        return [(i,) for i in thought] or _group(sorted({quote.answer for quote in finding.quotes}))
    own = [i for i, step, _ in said if step in move.steps]
    return _group(thought or own or [i for i, _, _ in said])


def _group(answers: Sequence[int]) -> list[tuple[int, ...]]:
    return [tuple(answers)] if answers else []


def _line(
    state: State,
    report: Report,
    group: tuple[int, ...],
    held: Mapping[str, bool],
    tags: Mapping[str, str],
    about: Mapping[tuple[int, ...], Mapping[str, str]],
) -> Corrected:
    heard = [report.heard[i] for i in group]
    by_email = _is_email(state, heard[0])
    names = EMAIL_NAMES if by_email else SPOKEN_NAMES
    guesses = {name: _guess(state, heard, name) for name in names}
    # A word "I did" holds for a text that contains what it is about, "I did not" for all.
    did = {name for other, criteria in about.items() if set(other) <= set(group) for name in criteria}
    words = {name: word for name, word in held.items() if name in names and (name in did or not word)}
    labels, deciders = _decided(guesses, words)
    topics: tuple[str, ...] = ()
    if labels.get("asks"):
        topics = tuple(dict.fromkeys(t for each in heard if each.judgement for t in each.judgement.topics))
    missing = bool(labels.get("asks")) and not topics
    together = len(group) > 1
    extra = [tag for tag, holds in ((TOGETHER, together), (NO_TOPICS, missing)) if holds]
    return Corrected(
        _kind(state, heard),
        "\n\n".join(each.text for each in heard),
        labels,
        deciders,
        topics,
        ("correction", *tags.values(), *extra),
        ", ".join(sorted({each.judgement.scorer for each in heard if each.judgement})),
    )


def _guess(state: State, heard: Sequence[Heard], name: str) -> tuple[bool, Decider]:
    """What the scorer says of the answers together, the best guess where it is not sure."""
    verdicts = [verdict for each in heard if (verdict := _verdict(each, name)) is not None]
    if any(verdict.outcome == "met" for verdict in verdicts):
        return True, "scorer"
    if name == "several" and len(heard) > 1:
        findings = build_report(state.scenario, heard).findings()
        if any(f.criterion.name == name and f.outcome == "met" for f in findings):
            return True, "scorer"
    unsure = [verdict for verdict in verdicts if verdict.outcome == "not_sure"]
    return any(verdict.met for verdict in unsure), "scorer, not sure" if unsure else "scorer"


def _decided(
    guesses: Mapping[str, tuple[bool, Decider]], words: Mapping[str, bool]
) -> tuple[dict[str, bool], dict[str, Decider]]:
    """Labels and who decided them, the candidate's words and what follows from them before the scorer's guesses."""
    labels = {name: words.get(name, guess) for name, (guess, _) in guesses.items()}
    deciders: dict[str, Decider] = {
        name: "candidate" if name in words else decider for name, (_, decider) in guesses.items()
    }
    for parent, child in IMPLIED:
        if parent not in labels or labels[parent] or not labels[child]:
            continue
        # The word on one carries the other; where both or neither are the candidate's, nothing follows.
        if child in words and parent not in words:
            labels[parent], deciders[parent] = True, "implied"
        elif parent in words and child not in words:
            labels[child], deciders[child] = False, "implied"
    return labels, deciders


def _kind(state: State, heard: Sequence[Heard]) -> str:
    steps = {each.step for each in heard}
    step = steps.pop() if len(steps) == 1 else None
    move = state.scenario.steps[step].move if step is not None else "free"
    return move if move in CORPUS_KINDS else "free"


def _is_email(state: State, heard: Heard) -> bool:
    return heard.step is not None and state.scenario.steps[heard.step].move == "email"


def _verdict(heard: Heard, name: str) -> Verdict | None:
    return heard.judgement.by_name().get(name) if heard.judgement is not None else None
